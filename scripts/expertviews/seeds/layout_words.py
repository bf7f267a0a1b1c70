"""What a line is in a layout, by its form and first words: a title, a closing line, a caption, a note, a short row."""

import re

from expertviews.seeds import lexicon
from expertviews.seeds.lines import LIST_ITEM, Block
from expertviews.seeds.words import ends_sentence, folded

MOST_TITLE_WORDS = 20
_WORDS_OF_ROW = 12
_WORDS_OF_LEAD = 60
_MARKS = "*_[(>& "
_FOOTNOTE = re.compile(r"(?:\[\^?\d{1,3}\]:?|[¹²³⁴⁵⁶⁷⁸⁹]|\^\d{1,3}|†|‡)\s?\S")
_QUOTATION = ('"', "“", "„", "«", "‘", "「")
_CONTACT = re.compile(
    r"(?:areas? of )?expertise\s*[:：].{1,200}$"
    r"|(?:[tmewf]|tel|mob|mobile|phone|e-?mail|fax)\.?\s*[:：]\s*(?:\+?[\d() -]{5,}|\S+@\S+|\S+\.\S+)$",
    re.IGNORECASE,
)
_PICTURE = r"(?:photo(?:graph|graphy)?|foto|bild|picture|image|illustration)s?"
_CREDITED = re.compile(
    rf"[.)\s]©\s[^!?]{{2,60}}$|[.)’”\s]{_PICTURE}(?: by|:)\s[^!?]{{2,60}}$|\.\s(?:photo|foto)s?\s\S[^!?]{{2,60}}$"
    rf"|[(\[]{_PICTURE}\b[^()]{{0,80}}[)\]]\.?$",
    re.IGNORECASE,
)
_LABEL = re.compile(rf"[*_\[(]*(?:{_PICTURE}|caption|credit|source|figure|graphic|portrait)\s*(?::|$)", re.IGNORECASE)
_STAMP = re.compile(r"\b(?:19|20)\d\d(?:\b|年)|\b\d{1,2}[:h]\d\d\b|\b\d+\smin|^\d+(?:\s[^\W\d]+){1,2}$", re.IGNORECASE)
_ANNOUNCING = re.compile(
    r"\b(?:asked|told us|tell us|answers|responses|replies|what they said|here is what|have their say|collected)\b",
    re.IGNORECASE,
)


def titles(block: Block, text: str) -> bool:
    """Whether a block has the form of a title: a heading, or few words that end no sentence."""
    if block.level:
        return True
    if len(text.split()) > MOST_TITLE_WORDS or LIST_ITEM.match(text[:8]) or block.quoted:
        return False
    last = text.rstrip("*_ ")[-1:]
    return bool(last) and not (ends_sentence(text) or last in {":", ","})


def closes(text: str) -> bool:
    """Whether a line says that the round-table is over: a copyright line, `COMMENTS:`, an editor's note."""
    return bool(lexicon.CLOSING.match(text.lstrip(_MARKS)[:80])) or is_furniture(text)


def is_furniture(text: str) -> bool:
    """Whether a line belongs to the page and not to the round-table: `Related: …`, `Subscribe`, `© 2021`."""
    bare = text.lstrip(_MARKS)
    found = lexicon.FURNITURE.match(bare[:80])
    if not found:
        return False
    return (
        found[0].rstrip().endswith((":", "：")) or len(bare.split()) <= _WORDS_OF_ROW or found[0].startswith(("©", "("))
    )


def is_footnote(text: str) -> bool:
    """Whether a block begins with the mark of a footnote."""
    return bool(_FOOTNOTE.match(text[:20]))


def is_caption(text: str, name: str) -> bool:
    """`Photo: …`, the name once more, alone, or how to reach somebody."""
    return is_credit(text) or bool(_CONTACT.match(text[:300])) or folded(text.strip("*_ ")) == folded(name)


def is_credit(text: str) -> bool:
    """Whether a line describes or credits a picture."""
    return bool(_CREDITED.search(text)) or text.startswith("![") or is_label(text)


def is_label(text: str) -> bool:
    """Whether a line begins with the label of a picture: `Photo: …`."""
    return bool(_LABEL.match(text))


def quotes(block: Block, text: str) -> bool:
    """Whether words begin as a quotation does."""
    return block.quoted or text.startswith(_QUOTATION)


def is_loose(text: str) -> bool:
    """Whether a paragraph is a short line that ends no sentence, introduces nothing and is not a list item."""
    return is_row(text) and not (text.rstrip("*_ ").endswith((":", "：", ",", ";")) or LIST_ITEM.match(text))


def is_row(text: str) -> bool:
    """Whether a line is short and ends no sentence, whatever its last character: a label with its value, a link."""
    return len(text.split()) <= _WORDS_OF_ROW and not (ends_sentence(text) or "。" in text)


def is_stamp(text: str) -> bool:
    """Whether a line says when something was published, or how long it takes to read."""
    return len(text.split()) <= MOST_TITLE_WORDS and not ends_sentence(text) and bool(_STAMP.search(text))


def announces(text: str) -> bool:
    """Whether a paragraph introduces answers."""
    return text.rstrip("*_ ").endswith((":", "：")) or (
        bool(_ANNOUNCING.search(text)) and len(text.split()) < _WORDS_OF_LEAD
    )
