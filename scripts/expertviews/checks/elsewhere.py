"""Whose words a quotation is that isn't in the text of its view: the view's own bio or title, or somebody else's."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from expertviews import content
from expertviews.checks import proofs
from expertviews.content import Record
from expertviews.model import Quoted, SeedSource, View
from expertviews.problems import shown
from expertviews.quotes import FROM_TO, fold, same_spelling

_MOST_LOOKED_AT = 20  # views with the same words


def said_elsewhere(record: Record, view: View, quoted: Quoted) -> tuple[str, str] | None:
    """Where else the words of a quotation are, and what to do; None if they are nowhere."""
    pieces = same_spelling(fold(quoted.quote)).strip("\"' ").split(FROM_TO)
    if " " not in pieces[0] or pieces[0] in same_spelling(fold(view.text)):
        return None
    for key, words in _beside_text(record, view):
        if all(piece in same_spelling(fold(words)) for piece in pieces):
            return f"these words are in {key}, not in the text", "quote what the contributor says in `text`"
    for other in _views_with(record, pieces[0]):
        if other is not view and all(piece in same_spelling(fold(other.text)) for piece in pieces):
            who = record.library.contributors.get(other.contributor)
            path = content.view_path(other.question, other.contributor)
            what = f"these are words of {shown(who.name) if who else other.contributor}"
            return what, f"move this item to {path}, or quote words of this view"
    if line := _line_of_document(record, view, pieces[0]):
        return f"these words are in {line}, outside the view's lines", "quote words of this view, or correct the lines"
    return None


def _beside_text(record: Record, view: View) -> Iterator[tuple[str, str]]:
    """What the view and its question have besides the text: how messages call it, and its words."""
    yield from (("`bio`", view.bio or ""), ("`title`", view.title or ""), ("`byline`", view.byline or ""))
    yield from (("`notes`", note) for note in view.notes)
    yield from (("a moderator's `prompts`", prompt.text) for prompt in view.prompts)
    yield "the editor's `gist`", view.gist or ""
    if question := record.library.questions.get(view.question):
        yield from (("the question itself", question.question), ("the question's `title`", question.title or ""))
        yield from (
            ("the question's `introduction`", question.introduction or ""),
            ("the question's `notes`", question.notes or ""),
        )


def _views_with(record: Record, words: str) -> Iterator[View]:
    views, starts, joined = _all_texts(record)
    at = joined.find(words) if words else -1
    for _ in range(_MOST_LOOKED_AT):
        if at < 0:
            return
        found = bisect_right(starts, at) - 1
        yield views[found]
        at = joined.find(words, starts[found + 1] if found + 1 < len(starts) else len(joined))


@lru_cache(maxsize=1)
def _all_texts(record: Record) -> tuple[Sequence[View], Sequence[int], str]:
    """Every view, and their texts in one, each after a line feed, with where they start."""
    views = list(record.library.views.values())
    texts = [f"\n{same_spelling(fold(' '.join(view.paragraphs)))}" for view in views]
    return views, [0, *accumulate(map(len, texts))][:-1], "".join(texts)


def _line_of_document(record: Record, view: View, words: str) -> str | None:
    """The line of the view's document that has the words."""
    source = view.source
    document = proofs.seed_text(record, source.seed) if isinstance(source, SeedSource) else None
    if not document or not isinstance(source, SeedSource):
        return None
    numbers = (n for n, line in enumerate(document.split("\n"), 1) if words in same_spelling(fold(line)))
    outside = (n for n in numbers if not any(first <= n <= last for first, last in source.ranges))
    return next((f"line {n} of {shown(source.seed)}" for n in outside), None)
