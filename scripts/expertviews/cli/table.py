"""What each line of a document is, as a table for people and as JSON for programs."""

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass

import click
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from expertviews.checks import OutlinedDocument
from expertviews.cli import terminal
from expertviews.convert import Doubt, doubts_of
from expertviews.outlines import Answer, Entry, Key

_MOST_NAME = 24  # cells


@dataclass(frozen=True)
class Row:
    """A part of a line or of several: its role, its words, and whose answer they are."""

    lines: str
    role: str
    words: str
    who: str
    doubt: bool
    reason: str


def rows(it: OutlinedDocument) -> Iterator[Row]:
    """The parts of a document in their order."""
    whose = {id(stretch): answer for answer in _answers(it) for stretch in answer.stretches}
    doubts = {doubt.key: doubt for doubt in doubts_of(it)}
    by_entry: dict[Key, list[tuple[str, str, str]]] = {}
    for stretch in it.reading.stretches:
        answer = whose.get(id(stretch))
        found = (stretch.role, stretch.text, answer.name if answer else "")
        by_entry.setdefault(stretch.key, []).append(found)
    for entry in it.reading.entries:
        yield from _rows(entry, by_entry.get(entry.key, []), doubts)


def _answers(it: OutlinedDocument) -> Iterator[Answer]:
    for table in it.reading.round_tables:
        yield from table.answers


def _rows(entry: Entry, found: list[tuple[str, str, str]], doubts: Mapping[Key, Doubt]) -> Iterator[Row]:
    """The rows of an entry: one for each of its pieces, which takes the stretches of its role that come next."""
    alone = len(entry.pieces) == 1
    left = list(found)
    for at, piece in enumerate(entry.pieces):
        doubt = doubts.get(entry.key if alone else (*entry.key, at))
        own = left if alone else [next((each for each in left if each[0] == piece.role), (piece.role, "", ""))]
        left = left[left.index(own[0]) + 1 :] if own and own[0] in left else left
        words = " ".join(text for _, text, _ in own)
        who = next((name for _, _, name in own if name), "")
        yield Row(entry.lines, piece.role, words, who, bool(doubt), doubt.reason if doubt else "")


def as_json(it: OutlinedDocument) -> str:
    """What `views outline` tells programs: the parts, the values at the top of the outline, doubts and mistakes."""
    top = it.outline.model_dump(mode="json", include={"asked", "question", "worded_by", "names", "wrapped"})
    facts = {
        "document": it.document,
        "outline": it.path,
        "written": not it.new,
        **top,
        "parts": [asdict(row) for row in rows(it)],
        "doubts": [
            {"path": it.path, "line": doubt.place.line, "column": doubt.place.column, "about": doubt.about,
             "lines": doubt.lines, "proposed": doubt.proposed, "reason": doubt.reason}
            for doubt in doubts_of(it)
        ],
        "mistakes": [
            {"path": it.path, "line": each.place.line, "column": each.place.column, "what": each.what,
             "remedy": each.remedy}
            for each in it.problems
        ],
    }  # fmt: skip
    return json.dumps(facts, ensure_ascii=False, indent=2)


def show(it: OutlinedDocument) -> None:
    """Print the table: as wide as the terminal, coloured where colours show."""
    console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
    with console.capture() as printed:
        for key in ("asked", "question", "worded_by", "names"):
            value = getattr(it.outline, key)
            if value:
                console.print(_top(key, str(value), next((each for each in doubts_of(it) if each.about == key), None)))
        console.print(_table(list(rows(it)), console.width))
    for line in printed.get().splitlines():
        click.echo(line.rstrip())


def _top(key: str, value: str, doubt: Doubt | None) -> Text:
    reason = f"  {doubt.reason}" if doubt and doubt.reason else ""
    return Text(f"{key}: {terminal.cut(value, 200)}{reason}", style="yellow" if doubt else "")


def _table(parts: list[Row], width: int) -> Table:
    who = min(_MOST_NAME, max(10, width // 5), max((cell_len(row.who) for row in parts), default=0))
    lines = max((len(row.lines) for row in parts), default=0)
    role = max((len(row.role) + row.doubt for row in parts), default=0)
    room = max(12, width - lines - role - who - 6)
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0), width=width)
    for least in (lines, role, who):
        table.add_column(min_width=least, max_width=least, no_wrap=True)
    table.add_column(overflow="fold")
    last = ""
    for row in parts:
        style = "yellow" if row.doubt else "dim" if row.role == "aside" else ""
        cells = ("" if row.lines == last else row.lines, f"{row.role}{'?' * row.doubt}", terminal.cut(row.who, who))
        words = Text(terminal.ends(row.words, room), style=style)
        table.add_row(*(Text(cell, style=style) for cell in cells), words)
        if row.reason:
            table.add_row("", "", "", Text(f"↑ {row.reason}", style=style))
        last = row.lines
    return table
