"""What somebody says of a site of their own before it is made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class NewTheme:
    """A theme to start with: what belongs to it, and words by which passages are found."""

    title: str
    summary: str
    terms: Sequence[str] = ()


@dataclass(frozen=True)
class Identity:
    """A site: its name and what else stands in its `mkdocs.yml`. `branch` is the one that is published.

    What is left empty and must be said has the program's own words, in the language of the site.
    """

    name: str
    description: str = ""
    language: str = "en"
    address: str = ""
    repository: str = ""
    branch: str = "main"
    rights: str = ""
    licence: str = ""
    colours: Mapping[str, str] = field(default_factory=dict)
    themes: Sequence[NewTheme] = ()
