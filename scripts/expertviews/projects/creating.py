"""Creates a project: files of its own, made from what its people say about the site, and those that it takes over."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from expertviews import addresses, content, dates, files
from expertviews.content import scaffold, schemas
from expertviews.kept import encoded
from expertviews.model import as_slug
from expertviews.pages import about
from expertviews.problems import Misuse, listed
from expertviews.projects import taken, upgrading
from expertviews.publish import DEFAULT_COLOURS
from expertviews.wording import Language, wording

_MOST_LISTED = 5  # existing files, in a message


@dataclass(frozen=True)
class NewTheme:
    """A theme to start with: what belongs to it, and terms by which passages are suggested for it."""

    title: str
    summary: str
    terms: Sequence[str] = ()


@dataclass(frozen=True)
class Identity:
    """A site's name and what else stands in its `mkdocs.yml`. `branch` is the one that is published.

    An empty description or note on rights is replaced by the program's own words, in the language of the site.
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
    """Writes a project into a folder, or nothing if anything fails. Returns the paths.

    Raises Misuse if files or folders that exist are in the way, and names them.
    """
    taken_over = taken.taken_files(identity.branch, identity.language)
    contents = {**_own_files(identity), **taken_over}
    existing = sorted(set(_in_the_way(root, (*contents, upgrading.RECORD))))
    if existing:
        what = f"{root} already has {listed(existing, _MOST_LISTED)}, which would be written"
        raise Misuse(f"{what}: choose another folder, or move them away")
    written: list[str] = []
    try:
        for path, data in contents.items():
            files.create(root / path, data)
            written.append(path)
        upgrading.record(root, identity.branch, taken_over)
    except BaseException:
        for path in written:
            (root / path).unlink()
        raise
    return (*sorted(contents), upgrading.RECORD, *schemas.update_schemas(root))


def _in_the_way(root: Path, paths: Iterable[str]) -> Iterator[str]:
    """Existing paths that would be overwritten, or should be folders, and content/ if it has any files."""
    if any(path.is_file() for path in (root / content.FOLDER).rglob("*")):
        yield content.FOLDER
    for path in map(PurePosixPath, paths):
        for folder in path.parents[:-1]:
            if os.path.lexists(root / folder) and not (root / folder).is_dir():
                yield str(folder)
        if os.path.lexists(root / path):
            yield str(path)


def _own_files(identity: Identity) -> Mapping[str, bytes]:
    """The files that the project's people will edit (path → content). Raises Misuse for two themes of one slug."""
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
    texts = {name: templates.get_template(f"{name}.jinja").render(values) + "\n" for name in names}
    texts["seeds/.gitkeep"] = ""
    for order, theme in enumerate(identity.themes, 1):
        path = content.theme_path(as_slug(theme.title) or f"theme-{order}")
        if path in texts:
            raise Misuse(f"two themes would be {path}: give “{theme.title}” another title")
        texts[path] = scaffold.template(path, _theme(theme, order))
    return encoded(texts)


def _navigation(language: Language) -> Sequence[tuple[str, str]]:
    """The pages in the menu: the title and address of each."""
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
    """The keys of a new theme's file that are known."""
    known = {"title": theme.title, "summary": theme.summary, "order": order, "added": dates.today()}
    return known | {"terms": [*theme.terms]} if theme.terms else known


def _colours(colours: Mapping[str, str]) -> str:
    """Colours by their use, as YAML in braces."""
    return f"{{{', '.join(f'{use}: {_quoted(colour)}' for use, colour in colours.items())}}}"


def _quoted(text: str) -> str:
    """A text in double quotation marks, as YAML reads it: JSON is YAML."""
    return json.dumps(text, ensure_ascii=False)
