"""What each line of a document is, as a table for people and as JSON for programs."""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import click
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from expertviews.checks import OutlinedDocument
from expertviews.cli import terminal
from expertviews.convert import Doubt, doubts_of
from expertviews.outlines import Entry, Key
from expertviews.problems import Place

_MOST_NAME = 24  # cells
_TOP = ("asked", "question", "worded_by", "names")


@dataclass(frozen=True)
class Row:
    """A part of one or more lines: its role, its words, and the contributor they belong to."""

    lines: str
    role: str
    words: str
    who: str
    doubt: bool
    reason: str


def rows(it: OutlinedDocument) -> Iterator[Row]:
    """The parts of a document in order."""
    answers = [answer for table in it.reading.round_tables for answer in table.answers]
    names = {id(stretch): answer.name for answer in answers for stretch in answer.stretches}
    doubts = {doubt.key: doubt for doubt in doubts_of(it)}
    by_entry: dict[Key, list[tuple[str, str, str]]] = {}
    for stretch in it.reading.stretches:
        found = (stretch.role, stretch.text, names.get(id(stretch), ""))
        by_entry.setdefault(stretch.key, []).append(found)
    for entry in it.reading.entries:
        for key, role, words, who in _parts(entry, by_entry.get(entry.key, [])):
            doubt = doubts.get(key)
            yield Row(entry.lines, role, words, who, bool(doubt), doubt.reason if doubt else "")


def _parts(entry: Entry, found: list[tuple[str, str, str]]) -> Iterator[tuple[Key, str, str, str]]:
    """The key, role, words and name of each piece of an entry; pieces take the next stretch of their role."""
    if len(entry.pieces) == 1:
        name = next((name for _, _, name in found if name), "")
        yield entry.key, entry.pieces[0].role, " ".join(text for _, text, _ in found), name
        return
    for at, piece in enumerate(entry.pieces):
        own = next((each for each in found if each[0] == piece.role), None)
        found = found[found.index(own) + 1 :] if own else found
        yield (*entry.key, at), *(own or (piece.role, "", ""))


def outline_json(it: OutlinedDocument) -> str:
    """The output of `views outline --format json`: the parts, the top-level values, the doubts and the mistakes."""
    facts = {
        "document": it.document,
        "outline": it.path,
        "written": not it.new,
        **it.outline.model_dump(mode="json", include={*_TOP, "wrapped"}),
        "parts": [asdict(row) for row in rows(it)],
        "doubts": [
            _at(doubt.place, about=doubt.about, lines=doubt.lines, proposed=doubt.proposed, reason=doubt.reason)
            for doubt in doubts_of(it)
        ],
        "mistakes": [_at(problem.place, what=problem.what, remedy=problem.remedy) for problem in it.problems],
    }
    return json.dumps(facts, ensure_ascii=False, indent=2)


def _at(place: Place, **facts: str) -> dict[str, Any]:
    return {"path": place.path, "line": place.line, "column": place.column, **facts}


def show(it: OutlinedDocument) -> None:
    """Prints the table, as wide as the terminal and in colour if it has colours."""
    console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
    doubts = {doubt.about: doubt for doubt in doubts_of(it)}
    with console.capture() as printed:
        for key in _TOP:
            value = getattr(it.outline, key)
            if value:
                console.print(_top(key, str(value), doubts.get(key)))
        console.print(_table(list(rows(it)), console.width))
    for line in printed.get().splitlines():
        click.echo(line.rstrip())


def _top(key: str, value: str, doubt: Doubt | None) -> Text:
    reason = f"  {doubt.reason}" if doubt and doubt.reason else ""
    return Text(f"{key}: {terminal.shorten(value, 200)}{reason}", style="yellow" if doubt else "")


def _table(parts: Sequence[Row], width: int) -> Table:
    lines = max((len(row.lines) for row in parts), default=0)
    role = max((len(row.role) + row.doubt for row in parts), default=0)
    who = min(_MOST_NAME, max(10, width // 5), max((cell_len(row.who) for row in parts), default=0))
    room = max(12, width - lines - role - who - 6)
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0), width=width)
    for cells in (lines, role, who):
        table.add_column(min_width=cells, max_width=cells, no_wrap=True)
    table.add_column(overflow="fold")
    last = ""
    for row in parts:
        style = "yellow" if row.doubt else "dim" if row.role == "aside" else ""
        cells_of_row = ("" if row.lines == last else row.lines, f"{row.role}{'?' * row.doubt}")
        words = (terminal.shorten(row.who, who), terminal.ends(row.words, room))
        table.add_row(*(Text(cell, style=style) for cell in (*cells_of_row, *words)))
        if row.reason:
            table.add_row("", "", "", Text(f"↑ {row.reason}", style=style))
        last = row.lines
    return table
