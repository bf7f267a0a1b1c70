"""What a line is by its form and first words: a title, a closing line, a credit, a note, a short line."""

import re

from expertviews import dates
from expertviews.seeds import (
    Block,
    bare_words,
    casefolded,
    ends_sentence,
    lexicon,
    words_without_titles,
)

_MAX_TITLE_WORDS = 20
_MAX_SHORT_WORDS = 12
_MAX_FURNITURE_WORDS = 15
_MAX_LEAD_WORDS = 60
_MOST_IN_CLOSE = 5
_MARKS = "*_[(>&—–- "
_FOOTNOTE = re.compile(
    r"(?:\[\^?\d{1,3}\]:?|[¹²³⁴⁵⁶⁷⁸⁹]|\^\d{1,3}|†|‡)\s?\S|(?:no |declared )?(?:conflicts? of|competing) interest"
    r"|(?:declared interests?|declarations? of interests?|disclosures?)\s?:",
    re.IGNORECASE,
)
_PICTURE = r"(?:photo(?:graph|graphy)?|foto|фото|bild|picture|image|illustration)s?"
_CREDITED = re.compile(
    rf"[.)\s]©\s[^!?]{{2,60}}$|[.)’”\s]{_PICTURE}(?: by|:)\s[^!?]{{2,60}}$|\.\s(?:photo|foto)s?\s\S[^!?]{{2,60}}$"
    rf"|[(\[](?:{_PICTURE}\b[^()]{{0,80}}|supplied|[\w ]{{2,20}}:\s[^()]{{2,40}})[)\]]\.?$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    rf"[*_\[(]*(?:{_PICTURE}|caption|credit|source|figure|graphic|portrait)\s*(?::|$)|!\[", re.IGNORECASE
)
_YEAR = re.compile(r"(?<!\d)(?<!\d{4}[–-])(?:19|20)\d\d(?![\d–]|-\d\d\b(?!-))")
_TIME = re.compile(r"\b\d{1,2}[:h]\d\d\b|\b\d+\smin|\bvol\.\s?\d|^\d+(?:\s[^\W\d]+){1,2}$", re.IGNORECASE)
_SENTENCES = re.compile(r"[^.!?]+[.!?]\s\S.*[.!?]$")
_STAMP = re.compile(rf"^{lexicon.STAMP}\s+")
_MENU = re.compile(
    r"(?:\S+\s){1,3}\|\s|(?:\S+\s){1,3}/\s(?:\S+\s){1,3}/\s|(?:\S+(?:\s\S+){0,4}\s{2,}){2,}\S+(?:\s\S+){0,4}$"
)
"""`Home > News`, `Research  Events  People`."""
_TO_THE_READER = re.compile(r"[?？]|\b(?:you|your|please|vous|votre|veuillez|bitte|Sie|Ihre?|prosimy)\b")
_SMALL_AFTER_COMMA = re.compile(r"\w,\s[a-zß-ÿа-я]")
_SEPARATED = re.compile(r"\s[|·•–—-]\s|\S,\s.*,\s")
_QUOTED = re.compile(r"[“„\"«][^“”„\"«»]*[”“\"»]")
"""Words in quotation marks."""

_SAYS = re.compile(rf"\b{lexicon.SAID}\b")
_MOST_BESIDE_DATE, _MOST_BESIDE_YEAR = 8, 2
_INTRODUCING = re.compile(
    r"\b(?:(?:we|were|have|has)\s(?:\w+\s)?asked|told us|tell us|answers|responses|replies|what they said"
    r"|here is what|have their say|collected)\b",
    re.IGNORECASE,
)
_OPENING_MARKS = "*_[(（【 "


def title_shaped(block: Block) -> bool:
    """Whether a block looks like a title: a heading, or a few words that don't end a sentence."""
    text = block.text
    last = text.rstrip("*_ ")[-1:]
    few = len(text.split()) <= _MAX_TITLE_WORDS and bool(last) and last not in ":,"
    return bool(block.level) or (few and not ends_sentence(text))


def ends_round_table(text: str) -> bool:
    """Whether a line says that the round-table is over: a copyright line, `COMMENTS:`, an editor's note."""
    return bool(lexicon.CLOSING.match(text.lstrip(_MARKS)[:80])) or is_furniture(text)


def is_furniture(text: str) -> bool:
    """Whether a line belongs to the page and not to the round-table: `Related: …`, `Subscribe`, `© 2021`."""
    bare = text.lstrip(_MARKS)
    found = lexicon.FURNITURE.match(bare[:80])
    if not found:
        return False
    marked = found[0].startswith(("©", "(")) or found[0].rstrip().endswith((":", "："))
    return marked or (len(bare.split()) <= _MAX_FURNITURE_WORDS and not _SENTENCES.match(bare))


def is_page_line(text: str) -> bool:
    """Whether a line above the answers belongs to the page: a link, a credit, a menu, a date, a by-line."""
    by = lexicon.BY_LABEL.match(text.replace("*", "")) and is_short(text)
    return is_furniture(text) or is_credit(text) or is_date_line(text) or bool(by or _MENU.match(text))


def is_footnote(text: str) -> bool:
    """Whether a block begins with the mark of a footnote."""
    return bool(_FOOTNOTE.match(text[:40]))


def is_credit(text: str) -> bool:
    """Whether a line describes or credits a picture."""
    return bool(_CREDITED.search(text) or _LABEL.match(text))


def reports(text: str) -> bool:
    """Whether a paragraph quotes what somebody says: `Fees must rise, says Ann Lee. “The quay is falling down.”`."""
    return bool(_QUOTED.search(text) and _SAYS.search(_QUOTED.sub(" ", text)))


def is_moderators(text: str) -> bool:
    """Whether words have the label of a moderator, after the time if there is one: `[10:15] Host: Thanks!`."""
    return bool(lexicon.MODERATOR_LABEL.match(_STAMP.sub("", text.lstrip("*_")[:100], count=1)))


def closes_letter(text: str) -> bool:
    """`Yours faithfully,`, `Best wishes` above a name."""
    return len(text.split()) <= _MOST_IN_CLOSE and bool(text.endswith(",") or lexicon.LETTER_CLOSING.match(text))


def is_to_the_reader(text: str) -> bool:
    """Whether words may be meant for the reader: they ask, invite, or say you."""
    return bool(_TO_THE_READER.search(text) or lexicon.INVITATION.search(text))


def is_short(text: str) -> bool:
    """Whether a line has few words and doesn't end a sentence: a label with its value, a link."""
    return len(text.split()) <= _MAX_SHORT_WORDS and not (ends_sentence(text) or "。" in text)


def is_date_line(text: str) -> bool:
    """Whether a line says when something was published, or how long it takes to read, and little else."""
    year, timed = _YEAR.search(text), _TIME.search(text)
    alumna = not timed and _SMALL_AFTER_COMMA.search(text) and not dates.within(text)  # `Ines, alumna 1989`
    if not (year or timed) or ends_sentence(text) or alumna:
        return False
    others = [word for word in text.split() if not any(map(str.isdigit, word))]
    most = _MOST_BESIDE_DATE if timed or dates.within(text) else _MOST_BESIDE_YEAR
    return len(others) <= most or (len(others) <= _MAX_TITLE_WORDS and bool(_SEPARATED.search(text)))


def introduces_answers(text: str) -> bool:
    """Whether a paragraph introduces answers."""
    introducing = len(text.split()) < _MAX_LEAD_WORDS and _INTRODUCING.search(text)
    return ends_in_colon(text) or bool(introducing)


def ends_in_colon(text: str) -> bool:
    """Whether a line leads up to what is below it."""
    return text.rstrip("*_ ").endswith((":", "："))


def begins_with(text: str, name: str) -> bool:
    """Whether one of the first words is the author's first name."""
    first = casefolded("".join(words_without_titles(name)[:1]))
    return first in map(casefolded, bare_words(text.lstrip(_OPENING_MARKS)[:60])[:3])
