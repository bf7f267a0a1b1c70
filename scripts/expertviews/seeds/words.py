"""Names, sentences and jobs, recognised by their words alone. Every function is linear in the text it is given."""

import re
import unicodedata

from expertviews.seeds import lexicon

Range = tuple[int, int]
"""A half-open range in a block's text."""

MAX_NAME_WORDS = 10
INVISIBLE = frozenset("\u200b\u2060\ufeff\u00ad")
"""Characters that print nothing, and are blanks although `str.isspace` doesn't say so."""

NUMBER = re.compile(r"\(?(\d{1,3})[.)]\s+")
"""The number of an item: `1. `, `(2) `."""

_CLOSERS = "\"'”“’‘»›)]}*_」』）】›"
_ENDS = ".!?…。！？؟।॥;；"
_EDGES = "•·\"'“”‘’«»‹›()[]{}*_.,;:!?…、，。：；—–-|"
_NICKNAME = re.compile(r"(?<=\w)\s[“\"‘][^\W\d_]{1,20}[”\"’]\s(?=\w)")
_NOTE_MARK = re.compile(r"(?:\s?\[\^?\w{1,3}\]|[¹²³⁴⁵⁶⁷⁸⁹⁰†‡]+|(?<=[^\W\d][.!?”])\d{1,2}|\*)+$")
_SMALL_PREFIX = re.compile(r"\w{1,3}['’-]\w*[^\W\d_a-z]")
_NOT_IN_NAMES = re.compile(r"[\d\"“”«»?!;:=<>{}/\\@،，、。：；（）]")
_HAN_NAME, _LONG_HAN_NAME = 6, 16  # the most characters; a longer one is in parts or an organisation's


def is_blank(character: str) -> bool:
    """Whether a character prints nothing."""
    return character.isspace() or character in INVISIBLE


def trimmed(text: str, start: int, end: int, marks: str = "*_") -> Range:
    """The range without blanks and `marks` at its ends."""
    while start < end and (is_blank(text[start]) or text[start] in marks):
        start += 1
    while end > start and (is_blank(text[end - 1]) or text[end - 1] in marks):
        end -= 1
    return start, end


def ends_sentence(text: str) -> bool:
    """Whether the text ends as a sentence does, before the mark of a note; an abbreviation or an initial doesn't."""
    bare = _NOTE_MARK.sub("", text[-40:].rstrip()).rstrip().rstrip(_CLOSERS).rstrip()
    if not bare or bare[-1] not in _ENDS:
        return False
    last = bare.split()[-1].strip("(,").removesuffix(".").casefold()
    initial = len(last) == 1 and last.isalpha() and last != "i"
    return not (bare[-1] == "." and (initial or last in lexicon.ABBREVIATIONS))


def bare_words(text: str) -> list[str]:
    """The words, without punctuation around them."""
    return [word for word in (token.strip(_EDGES) for token in text.split()) if word]


def folded(text: str) -> str:
    """The text for comparison: case-folded, apostrophes made one."""
    return text.replace("’", "'").replace("ʼ", "'").casefold()


def script_of(character: str) -> str:
    """The first word of the letter's Unicode name: LATIN, CJK, ARABIC …; empty for what has none."""
    return unicodedata.name(character, "").split(" ", 1)[0]


def caseless(word: str) -> bool:
    """Whether the word is of a script without capitals."""
    first = next((character for character in word if character.isalpha()), "")
    return bool(first) and unicodedata.category(first) == "Lo"


def starts_high(word: str) -> bool:
    """Whether the word, or what follows its particle (`al-Jaziri`), begins with a capital or has no capitals."""
    first = next((character for character in word if character.isalpha()), "")
    return first.isupper() or first.istitle() or caseless(word) or bool(_SMALL_PREFIX.match(word))


def is_particle(word: str) -> bool:
    """Whether the word may be written small within a name."""
    return folded(word).rstrip(".") in lexicon.PARTICLES


def is_title(word: str) -> bool:
    """Whether the word is a title before a name, such as Dr."""
    return folded(word).rstrip(".") in lexicon.TITLES


def has_role(text: str) -> bool:
    """Whether a word of the text says what somebody does."""
    return any(map(is_role, bare_words(text))) or any(word in text for word in lexicon.HAN_ROLES)


def is_role(word: str) -> bool:
    """Whether the word says what somebody does."""
    plain = folded(word).split("-")[-1]
    single = plain.removesuffix("s")
    return plain in lexicon.ROLES or single in lexicon.ROLES or single.endswith(lexicon.ROLE_ENDINGS)


def has_organisation(text: str) -> bool:
    """Whether the text has a word of organisations' names, or an ampersand."""
    named_in_han = len(text) <= 60 and caseless(text[:1]) and text.endswith(lexicon.HAN_ORGANISATIONS)
    return named_in_han or " & " in text or any(map(is_organisation_word, bare_words(text)))


def is_organisation_word(word: str) -> bool:
    """Whether the word is one of organisations' names."""
    return folded(word).rstrip(".") in lexicon.ORGANISATIONS


def is_anonymous(text: str) -> bool:
    """Whether the text names nobody: `Anonymous`, `Name withheld`, `External Contributor`, `A former diplomat`.

    A job names nobody after `a`, or after adjectives alone, with at most a place after it.
    """
    words = [folded(word) for word in bare_words(text)]
    if len(words) > 12 or not lexicon.ANONYMOUS.isdisjoint(words):
        return len(words) <= 12
    job = next((at for at, word in enumerate(words[:6]) if is_role(word) or word in lexicon.UNNAMED_PERSONS), 0)
    described = words[:1] in (["a"], ["an"]) or lexicon.UNNAMED_ADJECTIVES.issuperset(words[:job])
    return job > 0 and described and (job + 1 == len(words) or words[job + 1] in lexicon.LINKS_OF_ROLES)


def name_shaped(text: str) -> bool:
    """Whether the text could be the name of a person or an organisation: few words, all but particles capitalised."""
    text = _NICKNAME.sub(" ", text)
    words = bare_words(text)
    if not words or len(text) > 120:
        return False
    if is_anonymous(text):
        return True
    if _NOT_IN_NAMES.search(text) or len(text.split()) > MAX_NAME_WORDS:
        return False
    return _caseless_name(words) if all(map(caseless, words)) else _capitalised(words)


def _capitalised(words: list[str]) -> bool:
    """Whether all words begin high, save particles, and the small words within an organisation's name."""
    organisation = any(map(is_organisation_word, words))
    joined = {"of", "for", "and", "the", "on", "in", "&", "view"} if organisation else {"and", "&"}
    joined |= {"of"} if is_title(words[0]) else set()
    small = [word for word in words if not starts_high(word)]
    begins = words[0] not in small or is_particle(words[0]) or (organisation and words[0] == "the")
    ends = words[-1] not in small or (organisation and words[-1] == "view")
    return begins and ends and all(is_particle(it) or is_title(it) or folded(it) in joined for it in small)


def _caseless_name(words: list[str]) -> bool:
    letters = sum(map(len, words))
    if script_of(words[0][0]) not in {"CJK", "HIRAGANA", "KATAKANA", "HANGUL"}:
        return len(words) <= 5 and letters <= 40
    joined = "".join(words)
    long = "・" in joined or "·" in joined or has_organisation(joined)
    return 2 <= letters <= (_LONG_HAN_NAME if long else _HAN_NAME) and len(words) <= 3


def person_shaped(text: str) -> bool:
    """Whether the text has the form of one person's full name: two words at least, none of an organisation's."""
    words = [word for word in bare_words(text) if not is_title(word)]
    if has_organisation(text) or is_anonymous(text) or not name_shaped(text):
        return False
    return len(words) >= 2 or (bool(words) and caseless(words[0]))
