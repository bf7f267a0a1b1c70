"""A view against the document it was taken from: every word of the one must stand in the other.

What stands in a view's lines is its text, its byline, title and bio, and its notes; nothing may be left over, and no
letter may differ. The comparison needs no layout, so that it proves what the reader of layouts did.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product

from expertviews import quotes, seeds
from expertviews.model import Contributor, Question, SeedSource, View
from expertviews.problems import shown
from expertviews.quotes import fold

_RULE = re.compile(r"[-=_*•·~—–\s]{3,200}")
_QUOTE_MARK = re.compile(r"^[ \t]*(?:>[ \t]?)+")
_SET_OFF = r"(?:[\s*_#~>\[]|[—–―-]+\s?|\(?\d{1,3}[.)]\s)*"
_SET_OFF_END = r"[\s*_~\]:：]*"
_OPENING, _CLOSING = r"[\s*_#~(\[]*", r"[\s*_#~)\]]*"
_LEFT_OUT = "also have words that the view leaves out"
_ADD_THEM = "add them to the text where they belong, or to `notes`"
_NEAR = 7  # lines above and below a text that may belong to the view: name, title, bio, notes, and blank ones
_MOST_TRIED = 3  # places of a text that are looked at
_SEAM = 40  # characters on either side of a break by which it is known again


def unmarked(byline: str) -> str:
    """A byline without the marks around it that set a name off: `## `, `2. `, `— `, and the colon after it."""
    return re.sub(f"^{_SET_OFF}|{_SET_OFF_END}$", "", byline)


@dataclass(frozen=True)
class Discrepancy:
    """A part of a view that isn't what its source says.

    It is known by its key, and in the text by the number of a paragraph, or by the `words` with which a line starts.
    `suggestion` are the right lines, where the lines are wrong and nothing else can be meant.
    """

    key: str
    what: str
    remedy: str
    paragraph: int | None = None
    words: str = ""
    suggestion: str | None = None


def discrepancies(view: View, contributor: Contributor, source: SeedSource, document: str) -> Iterator[Discrepancy]:
    """Where the view isn't what the lines of its source say; line ends of `document` are line feeds.

    Where it is, to the letter, what other lines say, that is all that is wrong.
    """
    found = list(_discrepancies(view, contributor, source, document))
    right = _right_lines(view, contributor, source, document) if found else None
    if right and [it.what for it in found if _LEFT_OUT in it.what]:
        yield replace(found[0], remedy=f"{_ADD_THEM}; if they are somebody else's, write `lines: {right}`")
    elif right and not any(right in it.remedy for it in found):
        what = f"lines {source.lines} of {source.seed} aren't those of the view"
        yield Discrepancy("source", what, f"its words stand in lines {right}: write `lines: {right}`")
    else:
        yield from found


def _right_lines(view: View, contributor: Contributor, source: SeedSource, document: str) -> str | None:
    """The lines of the document that say what the view says, and nothing else."""
    lines = document.split("\n")
    starts, ends = _paragraphs_at(lines, view.paragraphs)
    around = product(starts[:_MOST_TRIED], ends[-_MOST_TRIED:], range(_NEAR), range(_NEAR))
    for start, end, above, below in sorted(around, key=lambda it: it[2] + it[3]):
        first, last = start - above, end + below
        if 1 <= first <= last <= len(lines):
            tried = SeedSource(seed=source.seed, lines=f"{first}-{last}" if first < last else str(first))
            if not any(_discrepancies(view, contributor, tried, document)):
                return str(tried.lines)
    return None


def _paragraphs_at(lines: Sequence[str], paragraphs: Sequence[str]) -> tuple[list[int], list[int]]:
    """The lines, from 1, in which the first paragraph may start, and those in which the last may end."""
    first, last = fold(paragraphs[0]), fold(paragraphs[-1])
    folded = [fold(line) for line in lines]
    starts = [
        number for number, line in enumerate(folded, 1) if first[:_SEAM] in line or (line and first.startswith(line))
    ]
    ends = [number for number, line in enumerate(folded, 1) if last[-_SEAM:] in line or (line and last.endswith(line))]
    return starts, ends


def _discrepancies(view: View, contributor: Contributor, source: SeedSource, document: str) -> Iterator[Discrepancy]:
    lines = document.split("\n")
    if any(first > last or last > len(lines) for first, last in source.ranges):
        what = f"`{source.lines}` isn't a range of lines of a document of {len(lines)} lines"
        yield Discrepancy("source", what, f"first and last line, from 1 to {len(lines)}")
        return
    said = words_of(source, document)
    yield from _breaks_within_lines(view, _lines(source, document))
    yield from _breaks_left_out(view, source, document)
    rest = _without_text(said, view.paragraphs)
    if rest is None:
        yield _differing_text(view, said)
        return
    differing = False
    for key, wordings in _surroundings(view, contributor):
        shortened = _without_byline(rest, wordings) if key == "byline" else _without_one(rest, wordings)
        if key == "prompts" and shortened is None and fold(wordings[0]) in words_of(_whole(source, lines), document):
            continue
        if shortened is None:
            differing = True
            yield _outside(key, wordings, source, lines) or _differing_piece(key, wordings[0], rest)
        else:
            rest = shortened
    left_over = " … ".join(piece.strip() for piece in rest if any(map(str.isalnum, piece)))
    if left_over and not differing:
        what = f"lines {source.lines} of {source.seed} {_LEFT_OUT}: “{shown(left_over)}”"
        yield Discrepancy("text", what, f"{_ADD_THEM}, or correct the lines")


def question_discrepancies(question: Question, document: str) -> Iterator[Discrepancy]:
    """What a question's file has in the document's name, word for word, and the document hasn't."""
    said = fold(" ".join(_QUOTE_MARK.sub("", line) for line in document.split("\n")))
    asked = question.question if question.worded_by == "source" else None
    pieces = [("question", asked), ("title", question.title)]
    pieces += [(key, part) for key in ("introduction", "notes") for part in blocks(getattr(question, key))]
    for key, words in pieces:
        if words and fold(words) not in said:
            yield _differing_piece(key, words, [said])


def blocks(text: str | None) -> list[str]:
    """The paragraphs of a text; none where there is none."""
    return re.split(r"\n\s*\n", text) if text else []


def _whole(source: SeedSource, lines: Sequence[str]) -> SeedSource:
    """All lines of the document: what a moderator says stands in none of the speakers' lines."""
    return SeedSource(seed=source.seed, lines=f"1-{len(lines)}")


def _breaks_within_lines(view: View, lines: Sequence[str]) -> Iterator[Discrepancy]:
    """A paragraph ends where a line of the source ends: its number is a part of addresses.

    Where a speaker says the same again, the words may follow each other within another line too, and no harm is done.
    """
    folded = [fold(line) for line in lines]
    for number, (before, after) in enumerate(pairwise(map(fold, view.paragraphs)), 2):
        end, start = before[-_SEAM:], after[:_SEAM]
        apart = any(one.endswith(end) for one in folded) and any(one.startswith(start) for one in folded)
        if not apart and any(f"{end} {start}" in line for line in folded):
            what = f"paragraph {number} begins within a line of the source: “{shown(after)}”"
            yield Discrepancy("text", what, "take out the blank line before it", number)


def _breaks_left_out(view: View, source: SeedSource, document: str) -> Iterator[Discrepancy]:
    """A paragraph of the source is one of the view: addresses count them. A sentence may go on after a page's end.

    Where the words on both sides of a break follow each other within a paragraph of the source too, these don't count.
    """
    blocks = seeds.paragraphs(document)
    within = [it for it in blocks if any(a <= it.first_line and it.last_line <= b for a, b in source.ranges)]
    said = [fold(block.text) for block in within]
    paragraphs = [fold(paragraph) for paragraph in view.paragraphs]
    for before, after in pairwise(said):
        seam = f"{before[-_SEAM:]} {after[:_SEAM]}"
        joined = [number for number, words in enumerate(paragraphs, 1) if seam in words]
        if joined and not after[0].islower() and len(joined) > sum(seam in words for words in said):
            what = f"paragraph {joined[0]} goes over two paragraphs of the source"
            yield Discrepancy("text", what, f"put a blank line before “{shown(after)}”", joined[0], after[:_SEAM])


def _without_text(said: str, paragraphs: Sequence[str]) -> list[str] | None:
    """What is left of the source around the text, which may have other things between its paragraphs, or None."""
    whole = fold(" ".join(paragraphs))
    before, found, after = said.partition(whole)
    if found:
        return [before, after]
    rest = []
    for paragraph in paragraphs:
        before, found, said = said.partition(fold(paragraph))
        if not found:
            return None
        rest.append(before)
    return [*rest, said]


def _surroundings(view: View, contributor: Contributor) -> Iterator[tuple[str, Sequence[str]]]:
    """What may stand around a text, and in which wordings."""
    yield "byline", [view.byline] if view.byline else [contributor.name, *contributor.also_known_as]
    yield from ((key, [words]) for key, words in (("title", view.title), ("bio", view.bio)) if words)
    yield from (("notes", [note]) for note in view.notes)
    yield from (("prompts", [prompt.text]) for prompt in view.prompts)


def _without_byline(rest: Sequence[str], wordings: Sequence[str]) -> list[str] | None:
    """What is left without the name, and without the marks that set it off; the source may have emphasis within it."""
    for words in map(fold, wordings):
        spelt = r"[\s*_]*".join(re.escape(token) for token in re.findall(r"\w+|[^\w\s]", words))
        named = re.compile(rf"(?<!\w){_SET_OFF}{spelt}(?!\w){_SET_OFF_END}")
        for at, piece in enumerate(rest):
            found = named.search(piece)
            if found:
                return [*rest[:at], piece[: found.start()], piece[found.end() :], *rest[at + 1 :]]
    return None


def _without_one(rest: Sequence[str], wordings: Sequence[str]) -> list[str] | None:
    for words in map(fold, wordings):
        for at, piece in enumerate(rest):
            if words in piece:
                cut = re.compile(f"{_OPENING}{re.escape(words)}{_CLOSING}")
                return [*rest[:at], *cut.split(piece, maxsplit=1), *rest[at + 1 :]]
    return None


def words_of(source: SeedSource, document: str) -> str:
    """The lines of a source as one line of words; empty where the document has no such lines."""
    lines = _lines(source, document)
    return fold(" ".join(_QUOTE_MARK.sub("", line) for line in lines if not _RULE.fullmatch(line.strip())))


def _lines(source: SeedSource, document: str) -> list[str]:
    """The lines of a source."""
    lines = document.split("\n")
    return [line for first, last in source.ranges for line in lines[first - 1 : last]]


def _outside(key: str, wordings: Sequence[str], source: SeedSource, lines: Sequence[str]) -> Discrepancy | None:
    """That a piece stands in the document just before or after the source's lines."""
    near = (source.first - 2, source.first - 3, source.last, source.last + 1)
    for at in near:
        if 0 <= at < len(lines) and any(fold(words) in fold(lines[at]) for words in wordings):
            right = f"{min(source.first, at + 1)}-{max(source.last, at + 1)}"
            piece = "the name" if key == "byline" else f"`{key}`"
            what = f"{piece} stands in line {at + 1} of {shown(source.seed)}, outside of lines {source.lines}"
            return Discrepancy(key, what, f"write `lines: {right}`")
    return None


def _differing_text(view: View, said: str) -> Discrepancy:
    for number, paragraph in enumerate(view.paragraphs, 1):
        found = quotes.departure(said, paragraph)
        if found:
            return Discrepancy("text", f"the text isn't what its source says: {found[0]}", found[1], number)
    return Discrepancy("text", "the paragraphs stand in another order than in the source", "put them in its order")


def _differing_piece(key: str, words: str, rest: Sequence[str]) -> Discrepancy:
    if key == "byline":
        remedy = f"add `byline:` with the name as the source has it: {shown(next(filter(str.strip, rest), ''))}"
        return Discrepancy(key, f"the source's lines don't name “{shown(words)}”", remedy)
    found = quotes.departure(" ".join(rest), words)
    if found:
        return Discrepancy(key, f"`{key}` isn't what the source says: {found[0]}", found[1])
    return Discrepancy(key, f"`{key}` isn't what the source says", "copy it from the source, letter for letter")
