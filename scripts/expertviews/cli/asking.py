"""Asks the user about the doubts in an outline, one by one, and saves each answer in the outline's file at once."""

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

_LINES_AROUND = 2  # lines of the document that are shown above and below those in doubt
_MAX_LINES = 7  # shown of those in doubt

_Decision = tuple[str, ...]
"""What to write in place of a doubt: its value and, if the question is put in other words, the new question."""


def ask(root: Path, outlined: OutlinedDocument) -> bool:
    """Ask about the doubts in an outline; those that the user skips stay. Return False if the user quits."""
    click.echo(f"\n{outlined.path}")
    skipped: set[object] = set()
    while remaining := [doubt for doubt in doubts_of(outlined) if doubt.key not in skipped]:
        doubt = remaining[0]
        click.echo(f"\n{doubt.place}: {len(remaining)} to decide")
        try:
            decision = _ASK_ABOUT[doubt.about](outlined, doubt)
        except click.Abort:
            click.echo("")
            return False
        file = decided(outlined.file, doubt, *decision) if decision else outlined.file
        if decision and file == outlined.file:
            click.echo(f"  {doubt.place} can only be changed in the file")
        if file == outlined.file:
            skipped.add(doubt.key)
            continue
        content.write_edited(root, outlined.path, outlined.file, file)
        outlined = convert.outlined_document(content.load(root), outlined.document, convert.Given())
    return True


def _prompt(doubt: Doubt, options: str, parse: Callable[[str], _Decision], default: str) -> _Decision | None:
    """Return the user's decision, or None to skip. Ask again while `parse` raises UsageError. Raises Abort to quit."""

    def parse_or_leave(typed: str) -> _Decision | None:
        typed = typed.strip()
        if typed.lower() in {"q", "quit"}:
            raise click.Abort
        return None if typed.lower() in {"s", "skip"} else parse(typed)

    if doubt.reason:
        click.secho(f"  {doubt.reason}", fg="yellow")
    options = f"{options}, [s]kip, [q]uit: "
    decision: _Decision | None = click.prompt(
        options, default=default, show_default=False, prompt_suffix="", value_proc=parse_or_leave
    )
    return decision


def _ask_date(_outlined: OutlinedDocument, doubt: Doubt) -> _Decision | None:
    def parse(typed: str) -> _Decision:
        date = dates.iso(typed)
        if not date and typed.lower() not in {"u", "unknown"}:
            raise click.UsageError("Write it as 2021, 2021-03 or 2021-03-14.")
        return (date or "",)

    click.echo(f"When was it asked? Proposed: {doubt.proposed}")
    return _prompt(doubt, f"[Enter] {doubt.proposed}, another date, [u]nknown", parse, doubt.proposed)


def _ask_question(_outlined: OutlinedDocument, doubt: Doubt) -> _Decision | None:
    def parse(typed: str) -> _Decision:
        return ("editor" if typed else doubt.proposed, " ".join(typed.split()))

    click.echo(f"What was asked? Proposed: {shown(doubt.words, 400)}")
    return _prompt(doubt, "[Enter] accept, another question", parse, "")


def _ask_names(_outlined: OutlinedDocument, doubt: Doubt) -> _Decision | None:
    click.echo(f"Are names above or below the answers? Proposed: {doubt.proposed}")
    return _prompt_one_of(doubt, ("above", "below"), "[a]bove, [b]elow")


def _ask_role(outlined: OutlinedDocument, doubt: Doubt) -> _Decision | None:
    _show_lines(outlined.text.split("\n"), doubt)
    click.echo(f"Is this `{doubt.proposed}`: {ROLES[doubt.proposed]}?")
    click.echo(f"  {', '.join(f'{number} {role}' for number, role in enumerate(ROLES, 1))}")
    return _prompt_one_of(doubt, tuple(ROLES), "the number or first letters of another role")


_ASK_ABOUT: dict[str, Callable[[OutlinedDocument, Doubt], _Decision | None]] = {
    "asked": _ask_date,
    "worded_by": _ask_question,
    "names": _ask_names,
    "parts": _ask_role,
}


def _prompt_one_of(doubt: Doubt, words: Sequence[str], others: str) -> _Decision | None:
    """Ask for one of some words, by its number or first letters."""

    def parse(typed: str) -> _Decision:
        start, numbered = typed.lower(), enumerate(words, 1)
        meant = [word for number, word in numbered if typed == str(number) or word.startswith(start)]
        if len(meant) != 1:
            raise click.UsageError(f"`{shown(typed)}` is {' or '.join(meant) or 'none of these'}.")
        return (meant[0],)

    return _prompt(doubt, f"[Enter] {doubt.proposed}, {others}", parse, doubt.proposed)


def _show_lines(lines: Sequence[str], doubt: Doubt) -> None:
    """Print the lines of a document that are in doubt, marked, and those around them; of many, the first and last."""
    first, _, last = doubt.lines.partition("-")
    start, end = int(first), int(last or first)
    width = shutil.get_terminal_size().columns - 10
    for number in range(max(1, start - _LINES_AROUND), min(len(lines), end + _LINES_AROUND) + 1):
        inside = start <= number <= end
        if not inside or number < start + _MAX_LINES or number == end:
            line = terminal.shorten(lines[number - 1], width)
            click.secho(f"  {'>' if inside else ' '} {number:>4}  {line}", bold=inside)
    if doubt.words and len(doubt.key) > 2:
        click.echo(f"  in question: “{terminal.shorten(doubt.words, width)}”")
