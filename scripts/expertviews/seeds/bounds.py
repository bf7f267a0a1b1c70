"""Limits on a document's size that keep reading fast; real round-tables stay far below them."""

import re
from collections.abc import Iterator

from expertviews.problems import Place, Problem, refuse, shown
from expertviews.seeds.words import is_space

_MAX_CHARACTERS = 3_000_000
_MAX_LINES = 10_000
_MAX_LINE = 100_000
_MAX_WORD = 1_000
_MAX_PROBLEMS = 100
_LONG_WORD = re.compile(rf"\S{{{_MAX_WORD + 1}}}")
_REMEDY = "is it the right file? put the right one in its place, or the document in another format: .docx, .html, .pdf"


def check_bounds(text: str, path: str) -> None:
    """Raises ProblemsFound for a document that is blank or larger than a round-table can be."""
    if all(map(is_space, text)):
        refuse([Problem(Place(path), "document-empty", f"the document is {'blank' if text else 'empty'}", _REMEDY)])
    lines = text.split("\n")
    problems = [problem for number, line in enumerate(lines, start=1) for problem in _line_problems(line, path, number)]
    refuse(problems[:_MAX_PROBLEMS])
    if len(lines) > _MAX_LINES or len(text) > _MAX_CHARACTERS:
        most = f"at most {_MAX_CHARACTERS:,} in {_MAX_LINES:,} lines are read"
        what = f"the document has {len(text):,} characters in {len(lines):,} lines; {most}"
        refuse([Problem(Place(path, min(len(lines), _MAX_LINES)), "document-too-large", what, _REMEDY)])


def _line_problems(line: str, path: str, number: int) -> Iterator[Problem]:
    beginning = f"beginning with “{shown(line[:400].lstrip(), 40)}”"
    if len(line) > _MAX_LINE:
        what = f"a line of {len(line):,} characters, {beginning}; at most {_MAX_LINE:,} are read"
        yield Problem(Place(path, number), "line-too-long", what, _REMEDY)
    elif len(line) > _MAX_WORD and (word := _LONG_WORD.search(line)):
        what = f"a word of more than {_MAX_WORD:,} characters, {beginning}"
        yield Problem(Place(path, number, word.start() + 1), "word-too-long", what, _REMEDY)
