"""Bounds that keep reading quick: no round-table comes near them."""

import re
from collections.abc import Iterator

from expertviews.problems import Place, Problem, ProblemsFound, refuse, shown
from expertviews.seeds.words import is_blank

MAX_CHARACTERS = 3_000_000
MAX_LINES = 10_000
MAX_LINE = 100_000
MAX_WORD = 1_000
MAX_PROBLEMS = 100
_LONG_WORD = re.compile(rf"\S{{{MAX_WORD + 1}}}")


def check_bounds(text: str, path: str) -> None:
    """Raises ProblemsFound for a document that is blank, or holds more than a round-table can."""
    if all(map(is_blank, text)):
        what = "the document is blank" if text else "the document is empty"
        raise ProblemsFound([Problem(Place(path), "document-empty", what, "add names and what each of them says")])
    lines = text.split("\n")
    problems = [problem for number, line in enumerate(lines, start=1) for problem in _line_problems(line, path, number)]
    refuse(problems[:MAX_PROBLEMS])
    if len(lines) > MAX_LINES or len(text) > MAX_CHARACTERS:
        what = f"the document has {len(text):,} characters in {len(lines):,} lines"
        remedy = f"split it into documents of at most {MAX_CHARACTERS:,} characters and {MAX_LINES:,} lines"
        raise ProblemsFound([Problem(Place(path, min(len(lines), MAX_LINES)), "document-too-large", what, remedy)])


def _line_problems(line: str, path: str, number: int) -> Iterator[Problem]:
    beginning = f"which begins “{shown(line[:400].lstrip(), 40)}”"
    if len(line) > MAX_LINE:
        what = f"a line of {len(line):,} characters, {beginning}"
        remedy = f"break it into paragraphs of at most {MAX_LINE:,} characters, one a line"
        yield Problem(Place(path, number), "line-too-long", what, remedy)
    elif len(line) > MAX_WORD and (word := _LONG_WORD.search(line)):
        what = f"a word of more than {MAX_WORD:,} characters, {beginning}"
        yield Problem(Place(path, number, word.start() + 1), "word-too-long", what, "shorten or delete it")
