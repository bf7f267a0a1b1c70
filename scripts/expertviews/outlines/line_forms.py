"""What a line is by its form and first words: a title, a closing line, a caption, a note, a bio, a short line."""

import re

from expertviews import dates
from expertviews.seeds import (
    Block,
    bare_words,
    casefolded,
    ends_sentence,
    has_job,
    has_organisation,
    is_capitalised,
    is_caseless,
    lexicon,
    person_shaped,
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
_MAX_BIO = 3000
_BIO_MARKS = "*_[(（【 "
_PRONOUNS = {"he", "she", "they", "il", "elle", "er", "sie", "él", "ella"}
_BEING = {"is", "was", "are", "est", "ist", "es", "é"}
_OPINION = set("not no right wrong that because why whether about to what".split())
_THE_AUTHOR = re.compile(r"(?:the|this|our)\s+(?:contributor|author|writer|expert|respondent)\s", re.IGNORECASE)


def title_shaped(block: Block, start: int = 0) -> bool:
    """Whether a block, from `start` on, looks like a title: a heading, or a few words that don't end a sentence."""
    text = block.text[start:]
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
    return bool(_CREDITED.search(text)) or is_picture_label(text)


def is_picture_label(text: str) -> bool:
    """Whether a line begins with the label of a picture: `Photo: …`."""
    return bool(_LABEL.match(text))


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


def is_bio(text: str, name: str, *, expected: bool = False) -> bool:
    """Whether the block is a bio of `name`: it has a label, or begins with them and says what they are or do.

    Where a bio is `expected`, since most views have one there, any verb after the name will do: “She is a hedge-layer
    from Devon”.
    """
    bare = text.lstrip(_BIO_MARKS)
    label = lexicon.BIO_LABEL.match(bare[:60])
    if len(text) > _MAX_BIO:
        return False
    if is_caseless(text[:1]) and text.partition("。")[0].endswith(lexicon.JOB_ENDINGS):
        return True
    if label:
        return not _is_somebody_elses(bare[label.end() :], name)
    words = bare_words(bare[:600])
    opening = _opening(bare, words, name)
    rest = words[opening:]
    if not opening or not rest:
        return False
    if _is_full_name(words[:opening], name) and rest[0][:1].islower():
        return True
    verb = next((place for place, word in enumerate(rest[:4]) if casefolded(word) in lexicon.BIO_VERBS), None)
    return verb is not None and ((expected and verb == 0) or _is_description(rest[verb], rest[verb + 1 : verb + 18]))


def begins_with(text: str, name: str) -> bool:
    """Whether one of the first words is the author's first name."""
    first = casefolded("".join(words_without_titles(name)[:1]))
    return first in map(casefolded, bare_words(text.lstrip(_BIO_MARKS)[:60])[:3])


def _opening(bare: str, words: list[str], name: str) -> int:
    """How many of the first words are the author's name, `She` or `The author`; 0 if they aren't."""
    if words and casefolded(words[0]) in _PRONOUNS:
        return 1
    if _THE_AUTHOR.match(bare):
        return 2
    known = _words(name)
    count = next((at for at, word in enumerate(words) if not (casefolded(word) in known or is_capitalised(word))), 0)
    return count if not known.isdisjoint(map(casefolded, words[:count])) else 0


def _words(name: str) -> set[str]:
    return set(map(casefolded, bare_words(name)))


def _is_full_name(words: list[str], name: str) -> bool:
    """Whether the words include both the first and the last word of a person's name."""
    known = words_without_titles(name)
    return person_shaped(name) and set(map(casefolded, known[:1] + known[-1:])) <= set(map(casefolded, words))


def _is_somebody_elses(text: str, name: str) -> bool:
    """Whether a labelled bio begins with a full name that shares no word with this one: the moderator's, perhaps."""
    words = text[:200].split()
    verb = next((place for place, word in enumerate(words) if word in lexicon.BIO_VERBS), 0)
    opening = " ".join(words[:verb])
    return person_shaped(opening) and _words(opening).isdisjoint(_words(name))


def _is_description(verb: str, following: list[str]) -> bool:
    """`is a fellow at the Institute`, `teaches history at Leeds`, but not `is no expert` or `is right about`."""
    text = " ".join(following)
    does = casefolded(verb) not in _BEING and any(word[:1].isupper() for word in following)
    describes = does or has_job(text) or has_organisation(text)
    return describes and _OPINION.isdisjoint(map(casefolded, following[:3]))
