"""Why a document can't be read: bounds that keep parsing quick, and the forms that are no round-table."""

import re
from collections.abc import Iterator, Sequence

from expertviews.problems import Place, Problem, ProblemsFound, shown
from expertviews.seeds.bylines import trimmed
from expertviews.seeds.document import is_blank
from expertviews.seeds.lexicon import FUNCTION_WORDS, NAME_LABEL
from expertviews.seeds.questions import asks
from expertviews.seeds.speakers import Page, Speaker
from expertviews.seeds.words import MAX_NAME_WORDS, bare_words, caseless, ends_sentence, folded, is_glued, starts_high

MAX_CHARACTERS = 3_000_000
MAX_LINES = 10_000
MAX_LINE = 100_000
MAX_WORD = 1_000
MIN_ENDLESS = 200
MAX_PROBLEMS = 100
_LEAST_BARS = 2
_ATTRIBUTION = re.compile(
    r"[,.!?][”\"’']\s(?:said|says|argued|argues|told|added|adds|explained|explains|noted|notes"
    r"|warned|warns|wrote|writes|according)\s[^.]{1,60}"
    r"|[,.!?][”\"’']\s(?:\w+\s){1,4}(?:said|says|argued|told|added|explained|noted|warned|wrote)\b"
    r"|\baccording to\s[A-Z][^.]{1,60}"
)
_LONG_WORD = re.compile(rf"\S{{{MAX_WORD + 1}}}")


def check_bounds(text: str, path: str) -> None:
    """Raises ProblemsFound for a document that is blank, or holds more than a round-table can."""
    if all(map(is_blank, text[:2000])) and all(map(is_blank, text)):
        what = "the document is blank" if text else "the document is empty"
        raise ProblemsFound(
            [Problem(Place(path), "document-empty", what, "add a question, names and what each of them says")]
        )
    lines = re.split(r"\r\n|\n|\r", text)
    problems = [problem for number, line in enumerate(lines, start=1) for problem in _line_problems(line, path, number)]
    if problems:
        raise ProblemsFound(problems[:MAX_PROBLEMS])
    if len(lines) > MAX_LINES or len(text) > MAX_CHARACTERS:
        what = f"the document has {len(text):,} characters in {len(lines):,} lines"
        remedy = f"split it into documents of at most {MAX_CHARACTERS:,} characters and {MAX_LINES:,} lines"
        raise ProblemsFound([Problem(Place(path, min(len(lines), MAX_LINES)), "document-too-large", what, remedy)])


def refuse_tables(page: Page) -> None:
    """Raises ProblemsFound where a table holds the answers: its cells have an order of their own."""
    rows = [block for block in page.blocks if block.text.startswith("|") and block.text.count("|") > _LEAST_BARS]
    if len(rows) > 1:
        what = f"a table: “{shown(rows[0].text, 40)}”"
        remedy = "write its answers below each other, each below a line `## Name`"
        raise ProblemsFound([Problem(Place(page.path, rows[0].first_line), "table", what, remedy)])


def _line_problems(line: str, path: str, number: int) -> Iterator[Problem]:
    beginning = f"which begins “{shown(line[:400].lstrip(), 40)}”"
    if len(line) > MAX_LINE:
        what = f"a line of {len(line):,} characters, {beginning}"
        remedy = f"break it into paragraphs of at most {MAX_LINE:,} characters, one a line"
        yield Problem(Place(path, number), "line-too-long", what, remedy)
    elif len(line) > MAX_WORD and (word := _LONG_WORD.search(line)):
        what = f"a word of more than {MAX_WORD:,} characters, {beginning}"
        yield Problem(Place(path, number, word.start() + 1), "word-too-long", what, "shorten or delete it")
    elif _is_endless_name(line):
        what = f"a name of more than {MIN_ENDLESS} characters, {beginning}"
        remedy = f"give a name of at most {MAX_NAME_WORDS} words; what else is said of somebody follows a comma"
        yield Problem(Place(path, number), "name-too-long", what, remedy)


def _is_endless_name(line: str) -> bool:
    """Whether a line, or what stands before a colon in it, is capitalised words, far too many for a name."""
    if len(line) < MIN_ENDLESS:
        return False
    label = NAME_LABEL.match(line)
    head = line[label.end() if label else 0 :].lstrip("#>*_ ").split(":", 1)[0]
    words = bare_words(head[:1000])[:40]
    return len(words) > 20 and all(
        starts_high(w) and not caseless(w) and folded(w) not in FUNCTION_WORDS for w in words
    )


def explained(page: Page) -> list[Problem]:
    """Why nobody is named in a document: what its lines show of the form it has."""
    glued = glued_names(page, ())
    if glued:
        return glued
    attributed = [block for block in page.blocks if _ATTRIBUTION.search(block.text[:5000])]
    if attributed:
        what = f"the speaker is named inside a sentence: “{shown(_ATTRIBUTION.search(attributed[0].text[:5000])[0])}”"  # type: ignore[index]
        remedy = (
            "this is an article, not a round-table of views; if it has whole answers, put a line `## Name` above each"
        )
        return [Problem(Place(page.path, attributed[0].first_line), "attribution-in-sentence", what, remedy)]
    problems = []
    questions = [block for index, block in enumerate(page.blocks) if asks(block) or index in page.question_blocks]
    if not questions:
        what = (
            f"there is no question; the document begins “{shown(page.blocks[0].text, 40)}”"
            if page.blocks
            else "no words"
        )
        problems.append(
            Problem(Place(page.path), "no-question", what, "add a line `Question: …?` above the first name")
        )
    line = questions[0].last_line + 1 if questions else 1
    line = min(line, page.blocks[-1].last_line) if page.blocks else 1
    what = "nobody is named on a line that could be read as a contributor's name"
    remedy = "put each contributor's name above their words, as `## Jane Smith` or `Name: Jane Smith`"
    problems.append(Problem(Place(page.path, line), "no-contributors", what, remedy))
    return problems


def glued_names(page: Page, speakers: Sequence[Speaker]) -> list[Problem]:
    """A problem for each line on which a job follows a name with nothing between."""
    named = {speaker.block for speaker in speakers}
    problems = []
    for index, block in enumerate(page.blocks):
        text = trimmed_text(block.text)
        if len(text) > 200 or ends_sentence(text) or asks(block) or (index - 1 in named and index not in named):
            continue
        head = re.split(r"[,(—–:|]", text, maxsplit=1)[0]
        if is_glued(head) and not any(page.is_common(word) or word.endswith(("'s", "’s")) for word in head.split()[:2]):
            what = f"a name and a job with nothing between them: “{shown(text)}”"
            remedy = "put a comma after the name"
            problems.append(Problem(Place(page.path, block.first_line), "name-and-job", what, remedy))
    return problems


def trimmed_text(text: str) -> str:
    """The text without emphasis around it."""
    start, end = trimmed(text, 0, len(text))
    return text[start:end]
