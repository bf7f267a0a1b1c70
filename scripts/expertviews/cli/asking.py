"""Asks about an outline's doubts one by one on a terminal, and saves each answer in its file at once."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from expertviews import content, convert, dates
from expertviews.checks import OutlinedDocument
from expertviews.cli import terminal
from expertviews.convert import Doubt, decided, doubts_of
from expertviews.model import ROLES
from expertviews.problems import shown

_AROUND = 2  # lines of the document shown above and below
_MOST = 7  # lines shown of a part

_Decision = tuple[str, ...]
"""What to write for a doubt: the value, and the words of a question."""


def ask(root: Path, it: OutlinedDocument) -> bool:
    """Asks about the doubts of an outline; those skipped stay. Returns whether to go on with other documents."""
    click.echo(f"\n{it.path}")
    skipped: set[object] = set()
    while left := [doubt for doubt in doubts_of(it) if doubt.key not in skipped]:
        doubt = left[0]
        click.echo(f"\n{doubt.place}: {len(left)} to decide")
        try:
            decision = _ASKING[doubt.about](it, doubt)
        except click.Abort:
            click.echo("")
            return False
        if decision is None:
            skipped.add(doubt.key)
            continue
        content.write_edited(root, it.path, it.file, decided(it.file, doubt, *decision))
        it = convert.outlined_document(content.load(root), it.document, convert.Given())
    return True


def _prompt(doubt: Doubt, options: str, parse: Callable[[str], _Decision], default: str) -> _Decision | None:
    """The user's decision; None to skip. Asks again while `parse` raises UsageError. Raises Abort to quit."""

    def decision(typed: str) -> _Decision | None:
        typed = typed.strip()
        if typed.lower() in {"q", "quit"}:
            raise click.Abort
        return None if typed.lower() in {"s", "skip"} else parse(typed)

    if doubt.reason:
        click.secho(f"  {doubt.reason}", fg="yellow")
    found: _Decision | None = click.prompt(
        f"{options}, [s]kip, [q]uit:", default=default, show_default=False, prompt_suffix=" ", value_proc=decision
    )
    return found


def _ask_date(_it: OutlinedDocument, doubt: Doubt) -> _Decision | None:
    def parse(typed: str) -> _Decision:
        date = dates.iso(typed)
        if not date and typed.lower() not in {"u", "unknown"}:
            raise click.UsageError("Write it as 2021, 2021-03 or 2021-03-14.")
        return (date or "",)

    click.echo(f"When was it asked? Proposed: {doubt.proposed}")
    return _prompt(doubt, f"[Enter] {doubt.proposed}, another date, [u]nknown", parse, doubt.proposed)


def _ask_question(_it: OutlinedDocument, doubt: Doubt) -> _Decision | None:
    def parse(typed: str) -> _Decision:
        return ("editor" if typed else doubt.proposed, " ".join(typed.split()))

    click.echo(f"What was asked? Proposed: {shown(doubt.words, 400)}")
    return _prompt(doubt, "[Enter] accept, another question", parse, "")


def _ask_names(_it: OutlinedDocument, doubt: Doubt) -> _Decision | None:
    click.echo(f"Are names above or below the answers? Proposed: {doubt.proposed}")
    return _prompt_one_of(doubt, ("above", "below"), "[a]bove, [b]elow")


def _ask_role(it: OutlinedDocument, doubt: Doubt) -> _Decision | None:
    _show_lines(it, doubt)
    click.echo(f"Is this `{doubt.proposed}`: {ROLES[doubt.proposed]}?")
    click.echo(f"  {', '.join(f'{number} {role}' for number, role in enumerate(ROLES, 1))}")
    return _prompt_one_of(doubt, tuple(ROLES), "the number or first letters of another role")


_ASKING: dict[str, Callable[[OutlinedDocument, Doubt], _Decision | None]] = {
    "asked": _ask_date,
    "worded_by": _ask_question,
    "names": _ask_names,
    "parts": _ask_role,
}


def _prompt_one_of(doubt: Doubt, words: Sequence[str], others: str) -> _Decision | None:
    """One of the words, by its number or first letters."""

    def parse(typed: str) -> _Decision:
        found = [word for number, word in enumerate(words, 1) if typed == str(number) or word.startswith(typed.lower())]
        if len(found) != 1:
            meant = " or ".join(found) if found else "none of these"
            raise click.UsageError(f"`{shown(typed)}` is {meant}.")
        return (found[0],)

    return _prompt(doubt, f"[Enter] {doubt.proposed}, {others}", parse, doubt.proposed)


def _show_lines(it: OutlinedDocument, doubt: Doubt) -> None:
    """Prints the lines in doubt, marked, and those around them."""
    first, _, last = doubt.lines.partition("-")
    lines = it.text.split("\n")
    start, end = int(first), int(last or first)
    width = shutil.get_terminal_size().columns - 10
    for number in range(max(1, start - _AROUND), min(len(lines), end + _AROUND) + 1):
        inside = start <= number <= end
        if not inside or number < start + _MOST or number == end:
            line = terminal.shorten(lines[number - 1], width)
            click.secho(f"  {'>' if inside else ' '} {number:>4}  {line}", bold=inside)
    if doubt.words and len(doubt.key) > 2:
        click.echo(f"  in question: “{terminal.shorten(doubt.words, width)}”")
