"""Makes untrusted text safe to print on any terminal, and fits it into its width."""

import io
import os
import secrets
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

import click
from rich.cells import cell_len, set_cell_size

from expertviews.invocation import as_typed
from expertviews.problems import shown

_MAX_CHARACTERS = 400  # of a text that are looked at
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
_RIGHT_TO_LEFT = {"R", "AL"}


def write_utf8() -> None:
    """Make the program print UTF-8, whatever console, pipe or code page it prints to."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


@contextmanager
def untrusted(*, err: bool = False) -> Iterator[None]:
    """Keep GitHub's runners from obeying commands in the untrusted text that is printed meanwhile."""
    if os.environ.get("GITHUB_ACTIONS") != "true":
        yield
        return
    token = secrets.token_hex(16)
    click.echo(f"::stop-commands::{token}", err=err)
    try:
        yield
    finally:
        click.echo(f"::{token}::", err=err)


def say(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Print a message, with commands as the user can type them."""
    click.echo(as_typed(text), err=err, nl=nl)


def shorten(text: str, cells: int) -> str:
    """Put untrusted text on one line of at most so many terminal cells; wide letters take two."""
    line = shown(text, _MAX_CHARACTERS)
    return _isolated(line if cell_len(line) <= cells else f"{set_cell_size(line, cells - 1).rstrip()}…")


def ends(text: str, cells: int) -> str:
    """Return the first and last words of a text, in at most so many cells; the whole text if it fits."""
    if len(text) <= _MAX_CHARACTERS and cell_len(line := shown(text, _MAX_CHARACTERS)) <= cells:
        return _isolated(line)
    half = max(1, (cells - len(" … ")) // 2)
    start = set_cell_size(shown(text[:_MAX_CHARACTERS], _MAX_CHARACTERS), half)
    end = set_cell_size(shown(text[-_MAX_CHARACTERS:], _MAX_CHARACTERS)[::-1], half)[::-1]
    start = start.rpartition(" ")[0].rstrip() or start.rstrip()
    end = end.partition(" ")[2].lstrip() or end.lstrip()
    return _isolated(f"{start} … {end}")


def _isolated(text: str) -> str:
    """Isolate right-to-left text, so that it doesn't reorder what is beside it."""
    is_reversed = any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in text)
    return f"{_ISOLATE}{text}{_END_ISOLATE}" if is_reversed else text
