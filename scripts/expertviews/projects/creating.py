"""A new project: what its people say, and what it takes over."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from expertviews import addresses, content, dates, files
from expertviews.content import scaffold, schemas
from expertviews.model import as_slug
from expertviews.pages import about
from expertviews.problems import Misuse, listed
from expertviews.projects import taken, upgrading
from expertviews.publish import DEFAULT_COLOURS
from expertviews.wording import Language, wording

_MOST_LISTED = 5  # files that are in the way


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


def create_project(root: Path, identity: Identity) -> tuple[str, ...]:
    """Write a project into a folder, or nothing. Returns the paths; raises Misuse, which names what is in the way."""
    taken_over = taken.taken_files(identity.branch, identity.language)
    made = {**_own(identity), **taken_over}
    there = sorted(set(_in_the_way(root, (*made, upgrading.RECORD))))
    if there:
        what = f"{root} already has {listed(there, _MOST_LISTED)}, which would be written"
        raise Misuse(f"{what}: choose another folder, or move them away")
    done: list[str] = []
    try:
        for path, data in made.items():
            files.create(root / path, data)
            done.append(path)
        upgrading.record(root, identity.branch, taken_over)
    except BaseException:
        for path in done:
            (root / path).unlink()
        raise
    return (*sorted(made), upgrading.RECORD, *schemas.update_schemas(root))


def _in_the_way(root: Path, paths: Iterable[str]) -> Iterator[str]:
    """What can't be written over, or would be mixed with a new record."""
    if any(it.is_file() for it in (root / content.FOLDER).rglob("*")):
        yield content.FOLDER
    for path in map(PurePosixPath, paths):
        yield from (str(it) for it in path.parents[:-1] if os.path.lexists(root / it) and not (root / it).is_dir())
        if os.path.lexists(root / path):
            yield str(path)


def _own(identity: Identity) -> Mapping[str, bytes]:
    """What is the project's own from now on."""
    words = wording(identity.language)
    values = {**vars(identity), "nav": _navigation(words.language), "default_colours": _colours(DEFAULT_COLOURS)}
    values["colours"] = _colours(identity.colours) if identity.colours else ""
    values["description"] = identity.description or about(words)
    values["rights"] = identity.rights or words.language.gettext("The texts belong to their authors.")
    templates = Environment(  # noqa: S701 - YAML and Markdown, whose values are quoted
        loader=PackageLoader("expertviews.projects"), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    templates.filters["quoted"] = _quoted
    names = ("mkdocs.yml", "README.md", "LICENSE.md")
    found = {name: templates.get_template(f"{name}.jinja").render(values) + "\n" for name in names}
    found["seeds/.gitkeep"] = ""
    for order, theme in enumerate(identity.themes, 1):
        path = content.theme_path(as_slug(theme.title) or f"theme-{order}")
        if path in found:
            raise Misuse(f"two themes would be {path}: give “{theme.title}” another title")
        found[path] = scaffold.template(path, _theme(theme, order))
    return {path: text.encode() for path, text in found.items()}


def _navigation(language: Language) -> Sequence[tuple[str, str]]:
    """The titles of pages in the menu."""
    gettext = language.gettext
    return (
        (gettext("Home"), addresses.HOME),
        (gettext("Questions"), addresses.QUESTIONS),
        (gettext("Contributors"), addresses.CONTRIBUTORS),
        (gettext("Themes"), addresses.THEMES),
        (gettext("Compare"), addresses.COMPARE),
        (gettext("Forecasts"), addresses.LOOKING_AHEAD),
        (gettext("Words of likelihood"), addresses.LIKELIHOOD),
        (gettext("What changed"), addresses.CHANGES),
        (gettext("Data"), addresses.DATA_PAGE),
    )


def _theme(theme: NewTheme, order: int) -> Mapping[str, Any]:
    known = {"title": theme.title, "summary": theme.summary, "order": order}
    today = dates.today()
    return {**known, "added": today, **({"terms": list(theme.terms)} if theme.terms else {})}


def _colours(colours: Mapping[str, str]) -> str:
    return f"{{{', '.join(f'{use}: {_quoted(colour)}' for use, colour in colours.items())}}}"


def _quoted(text: str) -> str:
    """A value in YAML, whatever is in it."""
    return json.dumps(text, ensure_ascii=False)
