"""A project of one's own: `views init` and `views upgrade`."""

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
_FORMS = {
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
"""What some values look like, and how to say that they don't."""
_THEME = '--theme "Housing | Homes, rents and who builds. | housing, rent*, tenant*"'
_QUESTIONS = {
    "name": "What is the site called?",
    "description": "What is it, in a sentence (may stay empty)?",
    "language": "In which language are its own words (en, de, …)?",
    "address": "Where will it be, such as https://example.org/views/ (may stay empty)?",
    "repository": "Where will people find its files, such as on GitHub (may stay empty)?",
}


def _fitting(name: str, value: str) -> str:
    """A value of an option or an answer. Raises BadParameter."""
    form, what = _FORMS.get(name, (None, ""))
    if form and value and not form.fullmatch(value):
        raise click.BadParameter(what)
    if characters.UNPRINTABLE.search(value) or len(value.splitlines()) > 1:
        raise click.BadParameter("write it on one line, without controls")
    return value.strip()


def _checked(_context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    return value and _fitting(parameter.name or "", value)


def _theme(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> tuple[NewTheme, ...]:
    """Themes that are given as a title, a sentence and words."""
    themes = []
    for value in values:
        title, summary, words, *more = [*(it.strip() for it in _fitting("theme", value).split("|")), "", ""][:4]
        if not title or not summary or any(more):
            raise click.BadParameter(f"a title, a sentence that says what belongs to it, and words, such as {_THEME}")
        themes.append(_new_theme(title, summary, words))
    return tuple(themes)


def _new_theme(title: str, summary: str, words: str) -> NewTheme:
    return NewTheme(title, summary, [it for it in map(str.strip, words.split(",")) if it])


def _option(name: str, explained: str) -> Callable[[_Command], _Command]:
    return click.option(f"--{name}", callback=_checked, help=explained)


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
@click.option("--theme", "themes", multiple=True, callback=_theme, help=f"A theme to start with; repeat it: {_THEME}.")
def init_command(folder: Path, themes: tuple[NewTheme, ...], **given: str | None) -> None:
    """Write a project of your own into a new FOLDER; asks for what isn't given. Files that exist stay as they are."""
    known = {"name": folder.resolve().name, "description": "", "language": "en", "address": "", "repository": ""}
    known |= {name: value for name, value in given.items() if value}
    if sys.stdin.isatty() and not given["name"]:
        known |= {name: _asked(name, known[name]) for name in _QUESTIONS if not given[name]}
        themes = themes or _asked_themes()
    known["address"] = f"{known['address'].rstrip('/')}/" if known["address"] else ""
    colours: Mapping[str, str] = {use: known.pop(use) for use in ("links", "marks") if use in known}
    written = create_project(folder, Identity(**known, colours=colours, themes=themes))
    terminal.say(f"{counted(len(written), 'file')} written. What to do first:\n")
    branch = known.get("branch", "main")
    click.echo(f"  cd {shlex.quote(str(folder))}\n  git init --initial-branch={branch} && git add --all\n  make serve")
    if "@ file:" in (folder / PROGRAM).read_text(encoding="utf-8"):
        what = f"{PROGRAM} says that the program is on this machine"
        terminal.say(f"\n{what}: before other people install it, say in that file where they can get it")


def _asked(name: str, usual: str) -> str:
    """What somebody at the terminal says of the site."""
    form = partial(_fitting, name)
    answer = click.prompt(_QUESTIONS[name], default=usual, show_default=bool(usual), prompt_suffix=" ", value_proc=form)
    return str(answer)


def _asked_themes() -> tuple[NewTheme, ...]:
    themes: list[NewTheme] = []

    def new(value: str) -> str:
        if value.strip() and as_slug(value) in {as_slug(it.title) for it in themes}:
            raise click.BadParameter("there is a theme of this name already")
        return _fitting("theme", value)

    asked = partial(click.prompt, prompt_suffix=" ", value_proc=partial(_fitting, "theme"))
    while title := asked("A theme to start with (empty if no more):", default="", show_default=False, value_proc=new):
        summary = asked("  What belongs to it, in a sentence?")
        words = asked("  Words by which passages are found, with commas between them:", default=title)
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
    for paths, what, would_be in (
        (done.written, "brought up to date", "to be brought up to date"),
        (done.removed, "no longer needed, and removed", "no longer needed, to be removed"),
        (done.beside, "edited here, so left as it is: the new one is beside it, as .new", "edited here, to be left"),
    ):
        for path in paths:
            click.echo(f"{path}: {would_be if check else what}")
    context.exit(1 if check else 0)
