"""Bounds that keep reading quick: no round-table comes near them."""

import re
from collections.abc import Iterator

from expertviews.problems import Place, Problem, refuse, shown
from expertviews.seeds.words import is_blank

MAX_CHARACTERS = 3_000_000
MAX_LINES = 10_000
MAX_LINE = 100_000
MAX_WORD = 1_000
MAX_PROBLEMS = 100
_LONG_WORD = re.compile(rf"\S{{{MAX_WORD + 1}}}")
_REMEDY = "is it the right file? put the right one in its place, or the document in another format: .docx, .html, .pdf"


def check_bounds(text: str, path: str) -> None:
    """Raises ProblemsFound for a document that is blank, or holds more than a round-table can."""
    if all(map(is_blank, text)):
        refuse([Problem(Place(path), "document-empty", f"the document is {'blank' if text else 'empty'}", _REMEDY)])
    lines = text.split("\n")
    problems = [problem for number, line in enumerate(lines, start=1) for problem in _line_problems(line, path, number)]
    refuse(problems[:MAX_PROBLEMS])
    if len(lines) > MAX_LINES or len(text) > MAX_CHARACTERS:
        most = f"of which {MAX_CHARACTERS:,} and {MAX_LINES:,} are read"
        what = f"the document has {len(text):,} characters in {len(lines):,} lines, {most}"
        refuse([Problem(Place(path, min(len(lines), MAX_LINES)), "document-too-large", what, _REMEDY)])


def _line_problems(line: str, path: str, number: int) -> Iterator[Problem]:
    beginning = f"which begins “{shown(line[:400].lstrip(), 40)}”"
    if len(line) > MAX_LINE:
        what = f"a line of {len(line):,} characters, {beginning}; at most {MAX_LINE:,} are read"
        yield Problem(Place(path, number), "line-too-long", what, _REMEDY)
    elif len(line) > MAX_WORD and (word := _LONG_WORD.search(line)):
        what = f"a word of more than {MAX_WORD:,} characters, {beginning}"
        yield Problem(Place(path, number, word.start() + 1), "word-too-long", what, _REMEDY)
