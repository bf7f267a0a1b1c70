"""The commands that start a project and bring it up to date: `views init` and `views upgrade`."""

import re
import shlex
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TypeVar

import click

from expertviews import __version__, characters, publish
from expertviews.cli import terminal
from expertviews.model import as_slug
from expertviews.problems import counted
from expertviews.projects import PROGRAM, Identity, NewTheme, create_project, upgrade_project

_Command = TypeVar("_Command", bound=Callable[..., object])
_FORMATS = {
    "language": (re.compile(r"[a-z]{2,3}(-[A-Za-z]+)*"), "a language is written as en, de or pt-BR"),
    "branch": (
        re.compile(r"(?!.*(\.\.|//|/\.|\.lock(/|$)|[./]$))[A-Za-z0-9][\w./-]*"),
        "this can't be the name of a branch",
    ),
    "licence": (re.compile(r"https?://[^\s\"<>]+"), "an address starts with https://"),
    **dict.fromkeys(
        ("address", "repository"),
        (re.compile(r"https?://[^\s\"<>?#]+"), "an address starts with https://, and has no ? or #"),
    ),
    **dict.fromkeys(("links", "marks"), (publish.COLOUR, "a colour is a # and six hexadecimal digits: #155a7d")),
}
"""By option: the pattern of its value, and the message if a value doesn't match it."""
_THEME = '--theme "Housing | Homes, rents and who builds. | housing, rent*, tenant*"'
_QUESTIONS = {
    "name": "What is the site called?",
    "description": "What is it, in a sentence (may stay empty)?",
    "language": "In which language are its own words (en, de, …)?",
    "address": "Where will it be, such as https://example.org/views/ (may stay empty)?",
    "repository": "Where will people find its files, such as on GitHub (may stay empty)?",
}


def _check(name: str, value: str) -> str:
    """Return the value of an option or an answer, without spaces around it. Raises BadParameter."""
    pattern, message = _FORMATS.get(name, (None, ""))
    if pattern and value and not pattern.fullmatch(value):
        raise click.BadParameter(message)
    if characters.UNPRINTABLE.search(value) or len(value.splitlines()) > 1:
        raise click.BadParameter("write it on one line, without controls")
    return value.strip()


def _checked(_context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    return value and _check(parameter.name or "", value)


def _themes(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> tuple[NewTheme, ...]:
    """Read themes that are given as a title, a sentence and, if there are any, words. Raises BadParameter."""
    themes = []
    for value in values:
        parts = [part.strip() for part in _check("theme", value).split("|")]
        if len(parts) not in {2, 3} or not (parts[0] and parts[1]):
            raise click.BadParameter(f"a title, a sentence that says what belongs to it, and words, such as {_THEME}")
        themes.append(_new_theme(*parts))
    return tuple(themes)


def _new_theme(title: str, summary: str, words: str = "") -> NewTheme:
    """Make a theme; commas stand between the words by which its passages are found."""
    return NewTheme(title, summary, [word for word in map(str.strip, words.split(",")) if word])


def _option(name: str, text: str) -> Callable[[_Command], _Command]:
    return click.option(f"--{name}", callback=_checked, help=text)


@click.command("init")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@_option("name", "The site's name.")
@_option("description", "What it is, in a sentence.")
@_option("language", "Of the site's own words. Default: en.")
@_option("address", "Where the site will be, such as https://example.org/views/.")
@_option("repository", "Where people find its files, such as an address on GitHub.")
@_option("branch", "The branch that is published. Default: main.")
@_option("rights", "Whose the texts are: a sentence at the foot of each page.")
@_option("licence", "The address of the licence of the data.")
@_option("links", "The colour of links and charts, such as #155a7d.")
@_option("marks", "The colour of marks, such as #8a3a12.")
@click.option("--theme", "themes", multiple=True, callback=_themes, help=f"A theme to start with; repeat it: {_THEME}.")
def init_command(folder: Path, themes: tuple[NewTheme, ...], **given: str | None) -> None:
    """Write a project of your own into a new FOLDER; asks for what isn't given. Files that exist stay as they are."""
    values = {"name": folder.resolve().name, "description": "", "language": "en", "address": "", "repository": ""}
    values |= {name: value for name, value in given.items() if value}
    if sys.stdin.isatty() and not given["name"]:
        values |= {name: _ask(name, values[name]) for name in _QUESTIONS if not given[name]}
        themes = themes or _ask_themes()
    values["address"] = f"{values['address'].rstrip('/')}/" if values["address"] else ""
    colours: Mapping[str, str] = {use: values.pop(use) for use in ("links", "marks") if use in values}
    written = create_project(folder, Identity(**values, colours=colours, themes=themes))
    terminal.say(f"{counted(len(written), 'file')} written. What to do first:\n")
    branch = values.get("branch", "main")
    click.echo(f"  cd {shlex.quote(str(folder))}\n  git init --initial-branch={branch} && git add --all\n  make serve")
    if "@ file:" in (folder / PROGRAM).read_text(encoding="utf-8"):
        what = f"{PROGRAM} says that the program is on this machine"
        terminal.say(f"\n{what}: before other people install it, say in that file where they can get it")


def _ask(name: str, default: str) -> str:
    """Ask the user for a value that the site needs, until it can be used."""
    prompt = partial(click.prompt, _QUESTIONS[name], prompt_suffix=" ", value_proc=partial(_check, name))
    return str(prompt(default=default, show_default=bool(default)))


def _ask_themes() -> tuple[NewTheme, ...]:
    """Ask the user for themes, until no title is given."""
    themes: list[NewTheme] = []

    def check_title(value: str) -> str:
        if value.strip() and as_slug(value) in {as_slug(theme.title) for theme in themes}:
            raise click.BadParameter("there is a theme of this name already")
        return _check("theme", value)

    ask = partial(click.prompt, prompt_suffix=" ", value_proc=partial(_check, "theme"))
    ask_title = partial(ask, "A theme to start with (empty if no more):", default="", show_default=False)
    while title := ask_title(value_proc=check_title):
        summary = ask("  What belongs to it, in a sentence?")
        words = ask("  Words by which passages are found, with commas between them:", default=title)
        themes.append(_new_theme(title, summary, words))
    return tuple(themes)


@click.command("upgrade")
@click.option("--check", is_flag=True, help="Only say what there is to do, and fail if there is anything.")
@click.pass_context
def upgrade_command(context: click.Context, check: bool) -> None:
    """Say what this version of the program changes, and bring what the project took over up to it."""
    done = upgrade_project(context.obj, check=check)
    if not done.is_needed:
        terminal.say(f"everything is up to date with version {__version__}")
        return
    if done.before != __version__:
        terminal.say(f"From version {done.before} to {__version__}.\n")
    if done.news:
        click.echo(f"{done.news}\n")
    for paths, was_done, to_be_done in (
        (done.written, "brought up to date", "to be brought up to date"),
        (done.removed, "no longer needed, and removed", "no longer needed, to be removed"),
        (done.beside, "edited here, so left as it is: the new one is beside it, as .new", "edited here, to be left"),
    ):
        for path in paths:
            click.echo(f"{path}: {to_be_done if check else was_done}")
    context.exit(1 if check else 0)
