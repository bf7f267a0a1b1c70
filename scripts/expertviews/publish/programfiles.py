"""What engines have of the program: its settings, templates, styles and scripts, written next to a project's own.

A project's mkdocs.yml inherits the settings, and these name the theme, so that whatever engine reads that file finds
both. They are the program's: written anew whenever they differ, and never edited.
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
    """Write what engines have of the program into a project: with the colours of its site, and in its language.

    Raises ProblemsFound for a link among its overrides, or a configuration that can't be read.
    """
    own = files.listing(root, OVERRIDES)  # they take the place of those of their names
    refuse(own.problems)
    base, wanted = _BASE.read_text(encoding="utf-8"), dict(_read(THEME, sorted(THEME.rglob("*"))))
    wanted |= _read(root / OVERRIDES, [root / path for path in own.files])
    folder = root / files.PROGRAM_FILES
    wanted["mkdocs.yml"] = _in_language(base, _language(config, folder / "mkdocs.yml", base)).encode()
    if own_colours := settings.colours(config):
        wanted["theme/assets/stylesheets/colours.css"] = colours.stylesheet(own_colours).encode()
    there = (it for it in [*folder.rglob("*")] if it.is_file() and not it.name.startswith("."))  # none being written
    for path in there:
        if path.relative_to(folder).as_posix() not in wanted:
            path.unlink(missing_ok=True)
    for name, data in wanted.items():
        if not files.holds(folder / name, data):
            files.replace(folder / name, data)


def _language(config: Path, inherited: Path, base: str) -> str:
    """The language of a configuration; what it inherits may be missing, or broken."""
    with suppress(ProblemsFound):
        return settings.site(config).language
    files.replace(inherited, base.encode())
    return settings.site(config).language


def _read(folder: Path, paths: list[Path]) -> Mapping[str, bytes]:
    return {f"theme/{it.relative_to(folder).as_posix()}": it.read_bytes() for it in paths if it.is_file()}


def _in_language(base: str, language: str) -> str:
    """The program's settings with what the theme's templates say, as `extra.words`, in a language."""
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
    there = {
        "Switch to dark mode": gettext("Switch to dark mode"),
        "Switch to light mode": gettext("Switch to light mode"),
        "Link to this section": gettext("Link to this section"),
        "extra:\n": f"extra:\n  words: {json.dumps(words, ensure_ascii=False)}\n",
    }
    for english, said in there.items():
        base = base.replace(english, said)
    return base
