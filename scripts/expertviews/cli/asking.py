"""The doubts of an outline asked one by one on a terminal; each answer is written into its file at once."""

import shutil
from collections.abc import Callable
from pathlib import Path

import click

from expertviews import content, convert, dates
from expertviews.checks import OutlinedDocument
from expertviews.cli import terminal
from expertviews.convert import Doubt, decided, doubts_of
from expertviews.model import ROLES
from expertviews.problems import shown

_AROUND = 2  # lines of the document above and below that are shown
_MOST = 7  # lines of a part that are shown
_SKIP, _QUIT = "s", "q"


class _QuitError(Exception):
    """The person has had enough."""


def ask(root: Path, it: OutlinedDocument) -> bool:
    """Ask the doubts of an outline; those skipped stay. Whether to go on with other documents."""
    click.echo(f"\n{it.path}")
    skipped: set[object] = set()
    given = convert.Given()
    while left := [doubt for doubt in doubts_of(it) if doubt.key not in skipped]:
        doubt = left[0]
        try:
            after = _answered(it, doubt, len(left))
        except (_QuitError, click.Abort, EOFError):
            click.echo("")
            return False
        if after is None:
            skipped.add(doubt.key)
            continue
        content.write_edited(root, it.path, it.file, after)
        it = convert.outlined_document(content.load(root), it.document, given)
    return True


def _answered(it: OutlinedDocument, doubt: Doubt, left: int) -> str | None:
    """The outline's text with the answer to a doubt; None where it is skipped."""
    click.echo(f"\n{doubt.place}: {left} to decide")
    asking: dict[str, Callable[[OutlinedDocument, Doubt], str | None]] = {
        "asked": _asked,
        "worded_by": _worded,
        "names": _names,
        "parts": _role,
    }
    return asking[doubt.about](it, doubt)


def _prompted(question: str, doubt: Doubt, default: str) -> str | None:
    """What the person types; None to skip. Raises _QuitError."""
    if doubt.reason:
        click.secho(f"  {doubt.reason}", fg="yellow")
    typed = click.prompt(question, default=default, show_default=False, prompt_suffix=" ").strip()
    if typed.lower() == _QUIT:
        raise _QuitError
    return None if typed.lower() == _SKIP else str(typed)


def _asked(it: OutlinedDocument, doubt: Doubt) -> str | None:
    click.echo(f"When was it asked? {doubt.proposed} is proposed.")
    while True:
        typed = _prompted(f"[Enter] {doubt.proposed}, another date, [u]nknown, [s]kip, [q]uit:", doubt, doubt.proposed)
        if typed is None:
            return None
        if typed.lower() == "u":
            return decided(it.file, doubt, "")
        if dates.iso(typed):
            return decided(it.file, doubt, dates.iso(typed) or typed)
        click.echo("Write it as 2021, 2021-03 or 2021-03-14.")


def _worded(it: OutlinedDocument, doubt: Doubt) -> str | None:
    click.echo(f"What was asked? Proposed is: {shown(doubt.words, 400)}")
    typed = _prompted("[Enter] so, another question, [s]kip, [q]uit:", doubt, "")
    if typed is None:
        return None
    return decided(it.file, doubt, "editor" if typed else doubt.proposed, " ".join(typed.split()))


def _names(it: OutlinedDocument, doubt: Doubt) -> str | None:
    click.echo(f"Do names stand above what people say, or below it? {doubt.proposed.capitalize()} is proposed.")
    while True:
        typed = _prompted(f"[Enter] {doubt.proposed}, [a]bove, [b]elow, [s]kip, [q]uit:", doubt, doubt.proposed)
        found = _chosen(typed or "", ["above", "below"])
        if typed is None or len(found) == 1:
            return decided(it.file, doubt, found[0]) if typed else None
        click.echo("Type a or b.")


def _role(it: OutlinedDocument, doubt: Doubt) -> str | None:
    _show_lines(it, doubt)
    click.echo(f"Is this {doubt.proposed}, which is {ROLES[doubt.proposed]}?")
    roles = list(ROLES)
    listed = ", ".join(f"{number} {role}" for number, role in enumerate(roles, 1))
    click.echo(f"  {listed}")
    while True:
        question = f"[Enter] {doubt.proposed}, number or first letters of another role, [s]kip, [q]uit:"
        typed = _prompted(question, doubt, doubt.proposed)
        if typed is None:
            return None
        found = [roles[int(typed) - 1]] if typed.isdecimal() and 0 < int(typed) <= len(roles) else _chosen(typed, roles)
        if len(found) == 1:
            return decided(it.file, doubt, found[0])
        click.echo(f"`{shown(typed)}` is {' or '.join(found) if found else 'no role'}.")


def _chosen(typed: str, words: list[str]) -> list[str]:
    """The words that begin with what is typed."""
    return [word for word in words if typed and word.startswith(typed.lower())]


def _show_lines(it: OutlinedDocument, doubt: Doubt) -> None:
    """The lines in doubt, marked, with those around them."""
    first, _, last = doubt.lines.partition("-")
    lines = it.text.split("\n")
    start, end = int(first), int(last or first)
    width = shutil.get_terminal_size().columns - 10
    for number in range(max(1, start - _AROUND), min(len(lines), end + _AROUND) + 1):
        within = start <= number <= end
        if within and start + _MOST <= number < end:
            continue
        mark = ">" if within else " "
        click.secho(f"  {mark} {number:>4}  {terminal.cut(lines[number - 1], width)}", bold=within)
    if doubt.words and len(doubt.key) > 2:
        click.echo(f"  these words: “{terminal.cut(doubt.words, width)}”")
