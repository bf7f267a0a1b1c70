"""What each line of a document is, as a table for people and as JSON for programs."""

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import groupby

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from expertviews.checks import OutlinedDocument
from expertviews.cli import terminal
from expertviews.convert import Doubt, doubts_of

_OTHER_COLUMNS = 24  # cells of all columns but the name and the words
_TOP = ("language", "asked", "question", "worded_by", "names")


@dataclass(frozen=True)
class Row:
    """A part of one or more lines: its role, its words, and the contributor they belong to."""

    lines: str
    role: str
    words: str
    who: str
    doubt: bool
    reason: str


def rows(outlined: OutlinedDocument) -> Iterator[Row]:
    """Yield the parts of a document in order, without those that are wrong, and so have no words."""
    answers = [answer for table in outlined.reading.round_tables for answer in table.answers]
    names = {id(stretch): answer.name for answer in answers for stretch in answer.stretches}
    doubts = {doubt.key: doubt for doubt in doubts_of(outlined)}
    for key, group in groupby(outlined.reading.stretches, key=lambda stretch: (*stretch.key, *stretch.at)):
        stretches, doubt = list(group), doubts.get(key)
        name = next((names[id(stretch)] for stretch in stretches if id(stretch) in names), "")
        words = " ".join(stretch.text for stretch in stretches)
        yield Row(str(key[1]), stretches[0].role, words, name, bool(doubt), doubt.reason if doubt else "")


def outline_json(outlined: OutlinedDocument) -> str:
    """The output of `views outline --format json`: the parts, the top-level values, the doubts and the mistakes."""
    facts = {
        "document": outlined.document,
        "outline": outlined.path,
        "written": not outlined.new,
        **outlined.outline.model_dump(mode="json", include={*_TOP, "wrapped"}),
        "parts": [asdict(row) for row in rows(outlined)],
        "doubts": [
            asdict(doubt.place)
            | {"about": doubt.about, "lines": doubt.lines, "proposed": doubt.proposed, "reason": doubt.reason}
            for doubt in doubts_of(outlined)
        ],
        "mistakes": [
            asdict(problem.place) | {"what": problem.what, "remedy": problem.remedy} for problem in outlined.problems
        ],
    }
    return json.dumps(facts, ensure_ascii=False, indent=2)


def show(outlined: OutlinedDocument) -> None:
    """Print the table, as wide as the terminal and in colour if it has colours."""
    console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
    doubts = {doubt.about: doubt for doubt in doubts_of(outlined)}
    with console.capture() as printed:
        for key in _TOP:
            value = getattr(outlined.outline, key)
            if value:
                console.print(_top(key, str(value), doubts.get(key)))
        console.print(_table(rows(outlined), console.width))
    for line in printed.get().splitlines():
        click.echo(line.rstrip())


def _top(key: str, value: str, doubt: Doubt | None) -> Text:
    reason = f"  {doubt.reason}" if doubt and doubt.reason else ""
    return Text(f"{key}: {terminal.shorten(value, 200)}{reason}", style="yellow" if doubt else "")


def _table(parts: Iterable[Row], width: int) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for most in (None, None, width // 5):
        table.add_column(max_width=most, no_wrap=True)
    table.add_column(overflow="fold")
    last = ""
    for row in parts:
        style = "yellow" if row.doubt else "dim" if row.role == "aside" else ""
        words = terminal.ends(row.words, max(12, width * 4 // 5 - _OTHER_COLUMNS))
        cells = ("" if row.lines == last else row.lines, f"{row.role}{'?' * row.doubt}", terminal.shorten(row.who, 100))
        table.add_row(*(Text(cell, style=style) for cell in (*cells, words)))
        if row.reason:
            table.add_row("", "", "", Text(f"↑ {row.reason}", style=style))
        last = row.lines
    return table
