"""Finds the lead of a quotation: whole sentences of its first paragraph, before it.

If the words recur there, the lead is the occurrence nearest to the quotation.
"""

from expertviews.quotes.finding import find
from expertviews.quotes.sentences import may_end, sentence_around
from expertviews.quotes.text import (
    Found,
    QuoteAmbiguousError,
    QuoteError,
    QuoteNotFoundError,
    Stretch,
    fold,
    folded_text,
)


def find_lead(paragraphs: tuple[str, ...], lead: str, quote: Found, language: str | None = None) -> Stretch:
    """Where the lead of a quotation is.

    Raises QuoteNotFoundError if the text doesn't have it, and another QuoteError if it isn't whole sentences before it.
    """
    start = quote.stretches[0]
    paragraph = paragraphs[start.paragraph - 1]
    before = folded_text((paragraph[: start.start],))
    places = before.places(fold(lead), most=None)
    if not places:
        raise _elsewhere(paragraphs, lead, quote)
    found = before.found(*max(places, key=lambda place: (place[0], -place[1]))).stretches[0]
    if error := _cut(paragraph, found, start.start, language):
        raise error
    return Stretch(start.paragraph, found.start, found.end)


def _elsewhere(paragraphs: tuple[str, ...], lead: str, quote: Found) -> QuoteError:
    """Why words aren't before the quote in its paragraph."""
    try:
        found = find(paragraphs, lead)
    except QuoteNotFoundError as error:
        return QuoteNotFoundError(*(it.replace("the quote", "the lead") for it in (error.what, error.remedy)))
    except QuoteAmbiguousError:
        found = None
    here = quote.stretches[0]
    if found and (found.paragraph != here.paragraph):
        what = f"the lead is in paragraph {found.paragraph}, but the quote starts in paragraph {here.paragraph}"
        return QuoteError(what, "lead with a sentence of the quote's own paragraph, or remove `lead`")
    if found and found.stretches[0].start < here.end:
        what = "the lead has words of the quote"
        return QuoteError(what, "end the lead where the quote starts, or remove it")
    return QuoteError("the lead isn't before the quote", "lead with an earlier sentence, or remove `lead`")


def _cut(paragraph: str, found: Stretch, limit: int, language: str | None) -> QuoteError | None:
    """What is wrong with a lead that isn't whole sentences; `limit` is where the quote starts."""
    first = None if may_end(paragraph, found.start) else sentence_around(paragraph, found.start, language)
    last = None if may_end(paragraph, found.end) else sentence_around(paragraph, found.end, language)
    if not (first or last):
        return None
    what = "the lead isn't a whole sentence"
    if last and last[1] > limit:
        return QuoteError(what, "start the quote with these words, and remove `lead`")
    whole = fold(paragraph[first[0] if first else found.start : last[1] if last else found.end])
    return QuoteError(what, f"write: {whole}", whole)
