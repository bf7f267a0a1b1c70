"""Write the quotation of a stretch of a text, such that `quotes.find` finds that stretch and no other."""

from collections.abc import Iterator

from expertviews import quotes
from expertviews.model import Quoted
from expertviews.quotes import FROM_TO, Stretch, fold

_LONGEST_WHOLE = 240  # characters; a longer stretch is quoted from its first words to its last
_WORDS_AT_EITHER_END = (7, 12)


def quoted(paragraphs: tuple[str, ...], stretch: Stretch) -> Quoted | None:
    """The shortest clear quotation of a stretch; None where there is none, since it cuts a word in two."""
    words = fold(paragraphs[stretch.paragraph - 1][stretch.start : stretch.end])
    if not words:
        return None
    for quotation in _quotations(paragraphs, stretch, words):
        if _finds(paragraphs, quotation, stretch):
            return quotation
    return None


def _quotations(paragraphs: tuple[str, ...], stretch: Stretch, words: str) -> Iterator[Quoted]:
    if len(words) > _LONGEST_WHOLE:
        yield from (Quoted(quote=quote) for quote in _from_to(words))
    yield Quoted(quote=words)
    yield from (
        Quoted(quote=words, prefix=prefix or None, suffix=suffix or None)
        for prefix, suffix in _surroundings(paragraphs, stretch)
    )


def _from_to(words: str) -> Iterator[str]:
    single = words.split(" ")
    for count in _WORDS_AT_EITHER_END:
        if len(single) > 3 * count:
            yield f"{' '.join(single[:count])}{FROM_TO}{' '.join(single[-count:])}"


def _surroundings(paragraphs: tuple[str, ...], stretch: Stretch) -> Iterator[tuple[str, str]]:
    """More and more words before and after a stretch, up to all that there are."""
    index = stretch.paragraph - 1
    before = " ".join([*paragraphs[:index], paragraphs[index][: stretch.start]]).split()
    after = " ".join([paragraphs[index][stretch.end :], *paragraphs[index + 1 :]]).split()
    count = 2
    while count < 2 * max(len(before), len(after)):
        prefix, suffix = " ".join(before[-count:]), " ".join(after[:count])
        yield from ((prefix, ""), ("", suffix), (prefix, suffix))
        count *= 2


def _finds(paragraphs: tuple[str, ...], quotation: Quoted, stretch: Stretch) -> bool:
    try:
        found = quotes.find(paragraphs, quotation.quote, quotation.prefix, quotation.suffix)
    except quotes.QuoteError:
        return False
    return found.stretches == (stretch,)
