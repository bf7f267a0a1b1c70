"""A new project: what its people say, and what it takes over."""

import datetime
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from expertviews import addresses, content, files
from expertviews.content import scaffold, schemas
from expertviews.model import as_slug
from expertviews.pages import about
from expertviews.projects import taken, upgrading
from expertviews.projects.identity import Identity, NewTheme
from expertviews.publish import DEFAULT_COLOURS
from expertviews.wording import Language, wording


def create(root: Path, identity: Identity) -> tuple[str, ...]:
    """Write a project into a folder. Returns the paths; raises FileExistsError, which names every file in the way."""
    taken_over = taken.files(identity.branch, identity.language)
    made = {**_own(identity), **taken_over}
    there = sorted(it for it in {*made, upgrading.RECORD, content.FOLDER} if (root / it).exists())
    if there:
        raise FileExistsError(there)
    for path, data in made.items():
        files.create(root / path, data)
    upgrading.record(root, identity.branch, taken_over)
    return (*sorted(made), upgrading.RECORD, *schemas.update(root))


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
    today = datetime.datetime.now(tz=datetime.UTC).date()
    return {**known, "added": today, **({"terms": list(theme.terms)} if theme.terms else {})}


def _colours(colours: Mapping[str, str]) -> str:
    return f"{{{', '.join(f'{use}: {_quoted(colour)}' for use, colour in colours.items())}}}"


def _quoted(text: str) -> str:
    """A value in YAML, whatever is in it."""
    return json.dumps(text, ensure_ascii=False)
