"""Why a document can't be read: bounds that keep parsing quick, and the forms that are no round-table."""

import re

from expertviews.problems import Place, Problem, ProblemsFound, shown
from expertviews.seeds.document import is_blank

MAX_CHARACTERS = 10_000_000
MAX_LINE = 100_000
MAX_WORD = 1_000
_LONG_WORD = re.compile(r"\S{%d}" % (MAX_WORD + 1))


def check_bounds(text: str, path: str) -> None:
    """Raises ProblemsFound for a document that is blank, or holds more than a round-table can."""
    if len(text) > MAX_CHARACTERS:
        what = f"the document has more than {MAX_CHARACTERS:,} characters"
        raise ProblemsFound([Problem(Place(path), "too-large", what, "split it")])
    if all(map(is_blank, text[:2000])) and all(map(is_blank, text)):
        what = "the document is empty" if not text else "the document is blank"
        raise ProblemsFound([Problem(Place(path), "empty", what, "add a question, names and what each of them says")])
    problems = []
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), start=1):
        if len(line) > MAX_LINE:
            what = f"a line of {len(line):,} characters, which begins “{shown(line[:200], 40)}”"
            remedy = f"break it into paragraphs of at most {MAX_LINE:,} characters, one a line"
            problems.append(Problem(Place(path, number), "line-too-long", what, remedy))
        elif long := _LONG_WORD.search(line):
            what = f"a word of more than {MAX_WORD:,} characters, which begins “{shown(long[0][:200], 40)}”"
            problems.append(Problem(Place(path, number, long.start() + 1), "word-too-long", what, "shorten it"))
    if problems:
        raise ProblemsFound(problems[:100])
