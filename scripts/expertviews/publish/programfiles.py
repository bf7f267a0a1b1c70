"""Writes the program's settings, templates, styles and scripts into a project, where engines read them.

A project's mkdocs.yml inherits the settings, and these name the theme, so every engine finds both. Nobody edits them:
they are written anew whenever they differ.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from expertviews import files
from expertviews.checks import OVERRIDES
from expertviews.problems import ProblemsFound, refuse
from expertviews.publish import colours, settings
from expertviews.wording import wording

THEME = Path(__file__).parent / "theme"
_BASE = Path(__file__).parent / "base.yml"


def write_program_files(root: Path, config: Path) -> None:
    """Write the program's files into a project, with its overrides, in the language and the colours of its site.

    Raises ProblemsFound for a link among the overrides, or a configuration that can't be read.
    """
    overrides = files.listing(root, OVERRIDES)
    refuse(overrides.problems)
    base, wanted = _BASE.read_text(encoding="utf-8"), dict(_read(THEME, sorted(THEME.rglob("*"))))
    wanted |= _read(root / OVERRIDES, [root / path for path in overrides.files])
    folder = root / files.PROGRAM_FILES
    wanted["mkdocs.yml"] = _in_language(base, _language(config, folder / "mkdocs.yml", base)).encode()
    if own_colours := settings.colours(config):
        wanted["theme/assets/stylesheets/colours.css"] = colours.stylesheet(own_colours).encode()
    for path in [*folder.rglob("*")]:
        is_hidden = path.name.startswith(".")  # as is a file that another process is writing
        if path.is_file() and not is_hidden and path.relative_to(folder).as_posix() not in wanted:
            path.unlink(missing_ok=True)
    for name, data in wanted.items():
        if not files.holds(folder / name, data):
            files.replace(folder / name, data)


def _language(config: Path, inherited: Path, base: str) -> str:
    """Return the language of a configuration; write what it inherits first if that is missing or broken."""
    with suppress(ProblemsFound):
        return settings.site(config).language
    files.replace(inherited, base.encode())
    return settings.site(config).language


def _read(folder: Path, paths: list[Path]) -> Mapping[str, bytes]:
    """Return the content of files in a folder, by their paths as files of the theme."""
    return {f"theme/{path.relative_to(folder).as_posix()}": path.read_bytes() for path in paths if path.is_file()}


def _in_language(base: str, language: str) -> str:
    """Return the program's settings in a language, with the words of the theme's templates as `extra.words`."""
    gettext = wording(language).language.gettext
    words = {
        "lost": gettext("Page not found"),
        "lost_help": gettext("It may have been renamed. Try the search, or start from one of these pages:"),
        "record": gettext("Record:"),
        "source": gettext("Source in the repository:"),
        "edit": gettext("edit"),
        "edit_file": gettext("Edit %(file)s", file="%(file)s"),
        "code": gettext("Code"),
        "code_on": gettext("Code on %(host)s", host="%(host)s"),
    }
    replacements = {
        "Switch to dark mode": gettext("Switch to dark mode"),
        "Switch to light mode": gettext("Switch to light mode"),
        "Link to this section": gettext("Link to this section"),
        "extra:\n": f"extra:\n  words: {json.dumps(words, ensure_ascii=False)}\n",
    }
    for english, translation in replacements.items():
        base = base.replace(english, translation)
    return base
