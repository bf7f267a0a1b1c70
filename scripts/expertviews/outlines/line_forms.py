"""What a line is by its form and first words: a title, a footnote, a moderator's turn."""

import re

from expertviews.seeds import Block, bare_words, casefolded, ends_sentence, lexicon, words_without_titles

_MAX_TITLE_WORDS = 20
_FOOTNOTE = re.compile(
    r"(?:\[\^?\d{1,3}\]:?|[¹²³⁴⁵⁶⁷⁸⁹]|\^\d{1,3}|†|‡)\s?\S|(?:no |declared )?(?:conflicts? of|competing) interest"
    r"|(?:declared interests?|declarations? of interests?|disclosures?)\s?:",
    re.IGNORECASE,
)
_STAMP = re.compile(rf"^{lexicon.STAMP}\s+")
_OPENING_MARKS = "*_[(（【 "


def title_shaped(block: Block) -> bool:
    """Whether a block looks like a title: a heading, or a few words that don't end a sentence."""
    text = block.text
    last = text.rstrip("*_ ")[-1:]
    few = len(text.split()) <= _MAX_TITLE_WORDS and bool(last) and last not in ":,"
    return bool(block.level) or (few and not ends_sentence(text))


def is_footnote(text: str) -> bool:
    """Whether a block begins with the mark of a footnote."""
    return bool(_FOOTNOTE.match(text[:40]))


def is_moderators(text: str) -> bool:
    """Whether words have the label of a moderator, after the time if there is one: `[10:15] Host: Thanks!`."""
    return bool(lexicon.MODERATOR_LABEL.match(_STAMP.sub("", text.lstrip("*_")[:100], count=1)))


def ends_in_colon(text: str) -> bool:
    """Whether a line leads up to what is below it."""
    return text.rstrip("*_ ").endswith((":", "："))


def begins_with(text: str, name: str) -> bool:
    """Whether one of the first words is the author's first name."""
    first = casefolded("".join(words_without_titles(name)[:1]))
    return first in map(casefolded, bare_words(text.lstrip(_OPENING_MARKS)[:60])[:3])
