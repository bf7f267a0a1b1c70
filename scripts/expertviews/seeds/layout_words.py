"""What a line does in a layout, by its form and first words: it titles, closes, captions, notes, is short and loose."""

import re

from expertviews.seeds import lexicon
from expertviews.seeds.lines import Block
from expertviews.seeds.words import ends_sentence, folded

MOST_TITLE_WORDS = 20
_WORDS_OF_LOOSE = 12
_FOOTNOTE = re.compile(r"(?:\[\^?\d{1,3}\]:?|[¹²³⁴⁵⁶⁷⁸⁹]|\^\d{1,3}|†|‡)\s?\S")
LIST_ITEM = re.compile(r"(?:[-*•·–—]\s|\(?(?:\d{1,3}|[a-zA-Z])[.)]\s)")
QUOTATION = ('"', "“", "„", "«", "‘", "「")
_CONTACT = re.compile(
    r"(?:areas? of )?expertise\s*[:：].{1,200}$"
    r"|(?:[tmewf]|tel|mob|mobile|phone|e-?mail|fax)\.?\s*[:：]\s*(?:\+?[\d() -]{5,}|\S+@\S+|\S+\.\S+)$",
    re.IGNORECASE,
)
_CREDITED = re.compile(
    r"\.\s(?:Photo|Foto)s?\s\S[^!?]{2,60}$|[.)\s]©\s[^!?]{2,60}$"
    r"|[.)’”\s](?:Photo(?:graph|graphy)?|Picture|Image|Illustration|Foto|Bild)s?(?: by|:)\s[^!?]{2,60}$"
    r"|[(\[](?:photo|image|foto|bild|picture|illustration)s?\b[^()]{0,80}[)\]]\.?$",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"(?:" + "|".join(lexicon.FURNITURE) + r")(?!\w)\s*[:：]?|©|\(c\)\s|[^.!?]{1,80}\s[»›>|]\s[^.!?]{1,80}$"
    r"|[【\[（(](?:相关阅读|延伸阅读|責任編輯|责任编辑|関連記事)",
    re.IGNORECASE,
)


def titles(block: Block, text: str) -> bool:
    """Whether a block has the form of a title: a heading, or few words that end no sentence."""
    if block.level:
        return True
    if not text or len(text.split()) > MOST_TITLE_WORDS or LIST_ITEM.match(text[:8]) or block.quoted:
        return False
    last = text.rstrip("*_ ")[-1:]
    emphasised = text[0] in "*_" and text[-1] in "*_"
    return (emphasised and last in "!?") or not (ends_sentence(text) or last in tuple(":,"))


def closes(text: str) -> bool:
    """Whether a line says that the round-table is over: a copyright line, `COMMENTS:`, an editor's note."""
    bare = text.lstrip("*_[(")[:80].casefold()
    return (
        bare.rstrip(":*_]) .(0123456789") in lexicon.CLOSING_LINES
        or bare.startswith(lexicon.CLOSING_STARTS)
        or is_furniture(text)
    )


def is_furniture(text: str) -> bool:
    """Whether a line belongs to the page and not to the round-table: `Related: …`, `Subscribe`, `© 2021`."""
    bare = text.lstrip("*_[(>& ")
    found = _FURNITURE.match(bare[:80])
    if found is None:
        return False
    return found[0].rstrip().endswith((":", "：")) or len(bare.split()) <= 12 or found[0][0] in "©("


def is_footnote(text: str) -> bool:
    """Whether a block begins with the mark of a footnote."""
    return bool(_FOOTNOTE.match(text[:20]))


def is_caption(text: str, name: str) -> bool:
    """`Photo: …`, the name once more, alone, or how to reach somebody."""
    return len(text) <= 300 and (
        is_credit(text) or bool(_CONTACT.match(text)) or folded(text.strip("*_ ")) == folded(name)
    )


def is_credit(text: str) -> bool:
    """Whether a line tells of a picture."""
    return bool(_CREDITED.search(text)) or text.startswith("![") or is_label(text)


def quotes(block: Block, text: str) -> bool:
    """Whether words begin as a quotation does."""
    return block.quoted or text.startswith(QUOTATION)


def is_loose(text: str) -> bool:
    """Whether a paragraph is a short line that ends no sentence, leads up to nothing, and is no item of a list."""
    return is_row(text) and not (text.rstrip("*_ ").endswith((":", "：", ",", ";")) or LIST_ITEM.match(text))


def is_row(text: str) -> bool:
    """Whether a short line ends no sentence, whatever its last mark: a label and what it tells, a link."""
    return len(text.split()) <= _WORDS_OF_LOOSE and not (ends_sentence(text) or "。" in text)


_STAMP = re.compile(
    r"\b\d{1,2}\S{0,3}\s(?:de\s)?[^\W\d]{3,}\.?,?\s(?:de\s)?(?:19|20)\d\d\b|\b\d{1,4}[./-]\d{1,2}[./-]\d{2,4}\b"
    r"|\b\d{1,2}[:h]\d\d\b|\b\d+\s(?:min|MIN)|[^\W\d]{3,}\.?\s\d{1,2},\s(?:19|20)\d\d\b|(?:19|20)\d\d年|^\d+(?:\s[^\W\d]+){1,2}$"
)


def is_stamp(text: str) -> bool:
    """Whether a line tells when something was published, or how long it takes to read."""
    return len(text.split()) <= MOST_TITLE_WORDS and not ends_sentence(text) and bool(_STAMP.search(text))


_ANNOUNCING = re.compile(
    r"\b(?:asked|told us|tell us|answers|responses|replies|what they said|here is what|have their say|collected)\b",
    re.IGNORECASE,
)


def announces(text: str) -> bool:
    """Whether a paragraph leads up to answers."""
    return text.rstrip("*_ ").endswith((":", "：")) or (bool(_ANNOUNCING.search(text)) and len(text.split()) < 60)


def is_label(text: str) -> bool:
    """Whether a line begins with the label of a picture: `Photo: …`."""
    return folded(text.lstrip("*_[(").split(":", 1)[0]) in lexicon.CAPTIONS
