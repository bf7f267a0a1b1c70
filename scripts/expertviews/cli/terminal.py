"""What a person reads in a terminal: a stranger's words in it made harmless, and how wide it is."""

import os
import secrets
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

import click
from rich.cells import cell_len, set_cell_size

from expertviews.problems import shown

_LONGEST = 400  # characters of a text that are looked at
_ISOLATE, _END = "\u2068", "\u2069"
_TURNED = {"R", "AL"}


@contextmanager
def inert(*, err: bool = False) -> Iterator[None]:
    """What is printed meanwhile holds a stranger's words: on GitHub's runners none of them is taken for a command."""
    if os.environ.get("GITHUB_ACTIONS") != "true":
        yield
        return
    token = secrets.token_hex(16)
    click.echo(f"::stop-commands::{token}", err=err)
    try:
        yield
    finally:
        click.echo(f"::{token}::", err=err)


def is_watched() -> bool:
    """Whether a person reads what is printed, and not a file or another program."""
    return sys.stdout.isatty()


def cut(text: str, cells: int) -> str:
    """A stranger's words on a line, without controls, in so many cells of a terminal: wide letters take two."""
    line = shown(text, _LONGEST)
    return _isolated(line if cell_len(line) <= cells else f"{set_cell_size(line, cells - 1).rstrip()}…")


def ends(text: str, cells: int) -> str:
    """The first and the last words of a text, in so many cells."""
    if len(text) <= _LONGEST and cell_len(line := shown(text, _LONGEST)) <= cells:
        return _isolated(line)
    half = max(1, (cells - 3) // 2)
    start = set_cell_size(shown(text[:_LONGEST], _LONGEST), half)
    end = shown(text[-_LONGEST:], _LONGEST)
    while cell_len(end) > half:
        end = end[max(1, (cell_len(end) - half) // 2) :]
    start, end = start.rpartition(" ")[0].rstrip() or start.rstrip(), end.partition(" ")[2].lstrip() or end.lstrip()
    return _isolated(f"{start} … {end}")


def _isolated(text: str) -> str:
    """Words that run from right to left, kept from turning round what stands beside them."""
    turned = any(unicodedata.bidirectional(character) in _TURNED for character in text)
    return f"{_ISOLATE}{text}{_END}" if turned else text
