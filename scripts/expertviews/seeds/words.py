"""Telling names, sentences and jobs apart by their words alone. Every function is linear in the text it is given."""

import re
import unicodedata
from functools import lru_cache

from expertviews.seeds import lexicon

MAX_NAME_WORDS = 6
_CLOSERS = "\"'”“’‘»›)]}*_」』）】›"
_ENDS = ".!?…。！？؟।॥;；"
NUMBER = re.compile(r"\(?(\d{1,3})[.)]\s+")
"""The number of an item: `1. `, `(2) `."""

_NICKNAME = re.compile(r"(?<=\w)\s[“\"‘][^\W\d_]{1,20}[”\"’]\s(?=\w)")
_NOTE_MARK = re.compile(r"(?:\s?\[\^?\w{1,3}\]|[¹²³⁴⁵⁶⁷⁸⁹⁰†‡]+|(?<=[^\W\d][.!?”])\d{1,2}|\*)+$")
_EDGES = "•·\"'“”‘’«»‹›()[]{}*_.,;:!?…、，。：；—–-|"


INVISIBLE = frozenset("\u200b\u2060\ufeff\u00ad")
"""Characters that print nothing, and are blanks although `str.isspace` doesn't say so."""


def is_blank(character: str) -> bool:
    """Whether a character prints nothing."""
    return character.isspace() or character in INVISIBLE


def ends_sentence(text: str) -> bool:
    """Whether the text ends as a sentence does, before the mark of a note; an abbreviation or an initial doesn't."""
    bare = _NOTE_MARK.sub("", text[-40:].rstrip()).rstrip().rstrip(_CLOSERS).rstrip()
    if not bare or bare[-1] not in _ENDS:
        return False
    if bare[-1] != "." or bare.endswith(".."):
        return True
    last = bare.split()[-1].strip("(,").removesuffix(".").casefold()
    return not (last in lexicon.ABBREVIATIONS or (len(last) == 1 and last.isalpha() and last != "i"))


def bare_words(text: str) -> list[str]:
    """The words, without punctuation around them."""
    return [word for word in (token.strip(_EDGES) for token in text.split()) if word]


def folded(text: str) -> str:
    """The text for comparison: case-folded, apostrophes made one."""
    return text.replace("’", "'").replace("ʼ", "'").casefold()


@lru_cache(maxsize=4096)
def script_of(character: str) -> str:
    """The first word of the letter's Unicode name: LATIN, CJK, ARABIC …; empty for what has none."""
    return unicodedata.name(character, "").split(" ", 1)[0]


def caseless(word: str) -> bool:
    """Whether the word is of a script without capitals."""
    first = next((character for character in word if character.isalpha()), "")
    return bool(first) and first.lower() == first.upper() and unicodedata.category(first) == "Lo"


def starts_high(word: str) -> bool:
    """Whether the word, or what follows its particle or hyphen, begins with a capital or is of a caseless script."""
    first = next((character for character in word if character.isalpha()), "")
    if first and (first.isupper() or first.istitle()):
        return True
    if caseless(word):
        return True
    pieces = word.replace("’", "'").replace("'", "-").split("-")
    return len(pieces) > 1 and len(pieces[0]) <= 3 and any(piece[:1].isupper() for piece in pieces[1:])


def is_particle(word: str) -> bool:
    """Whether the word may be written small within a name."""
    return folded(word).rstrip(".") in lexicon.PARTICLES


def is_title(word: str) -> bool:
    """Whether the word is a title before a name, such as Dr."""
    return folded(word).rstrip(".") in lexicon.TITLES


def has_role(text: str) -> bool:
    """Whether a word of the text says what somebody does."""
    return any(is_role(word) for word in bare_words(text)) or any(word in text for word in lexicon.HAN_ROLES)


def is_role(word: str) -> bool:
    """Whether the word says what somebody does."""
    plain = folded(word)
    return plain in lexicon.ROLES or plain.removesuffix("s") in lexicon.ROLES or plain.split("-")[-1] in lexicon.ROLES


@lru_cache(maxsize=4096)
def has_organisation(text: str) -> bool:
    """Whether a word of the text stands in names of organisations, or the text holds an ampersand."""
    return (
        any(is_organisation_word(word) for word in bare_words(text))
        or " & " in text
        or (len(text) <= 60 and caseless(text[:1]) and text.endswith(lexicon.HAN_ORGANISATIONS))
    )


def is_organisation_word(word: str) -> bool:
    """Whether the word stands in names of organisations."""
    return folded(word).rstrip(".") in lexicon.ORGANISATIONS


def is_anonymous(text: str) -> bool:
    """Whether the text names nobody: `Anonymous`, `Name withheld`, `External Contributor`, `A former diplomat`."""
    words = [folded(word) for word in bare_words(text)]
    if not words or len(words) > 12:
        return False
    if any(word in lexicon.ANONYMOUS for word in words):
        return True
    if words[0] in {"a", "an"} and (_ends_in_job(words) or _is_former(words)):
        return True
    if text.startswith("匿名") or _is_number_of(text.split()):
        return True
    return any(
        word in lexicon.UNNAMED_PERSONS
        and place > 0
        and all(before in lexicon.UNNAMED_ADJECTIVES for before in words[:place])
        for place, word in enumerate(words)
    )


def _ends_in_job(words: list[str]) -> bool:
    """`a senior planner`, `a spokesperson for the Fans' Union`: a job, with no more than where it is done."""
    job = next((at for at, word in enumerate(words[:6]) if word in lexicon.UNNAMED_PERSONS or is_role(word)), None)
    following = words[job + 1 : job + 2] if job else None
    return following is not None and (not following or following[0] in lexicon.LINKS_OF_ROLES | {"from", "to", "who"})


def _is_number_of(words: list[str]) -> bool:
    """`Two fishermen of Hull`: a number of people whom their work alone tells of."""
    numbers = {"two", "three", "four", "five", "six", "several", "some"}
    if not 1 < len(words) <= MAX_NAME_WORDS or folded(words[0]) not in numbers or not words[1].islower():
        return False
    sentence = any(folded(word) in lexicon.WORDS_OF_SENTENCES for word in words)
    return not sentence and (is_role(words[1]) or words[1].endswith(("men", "people")))


def _is_former(words: list[str]) -> bool:
    """`a former security guard`: said of persons alone."""
    return 3 <= len(words) <= 6 and words[1] in {"former", "retired", "senior", "junior", "serving", "unnamed"}


@lru_cache(maxsize=4096)
def name_shaped(text: str) -> bool:
    """Whether the text could be the name of a person or an organisation: few words, all but particles capitalised."""
    text = _NICKNAME.sub(" ", text)
    tokens = text.split()
    words = bare_words(text)
    if not words or len(text) > 120 or any(character in '"“”«»?!;:=<>{}/\\@،' for character in text):
        return False
    if is_anonymous(text):
        return True
    if any(character.isdigit() for character in text):
        return False
    if all(caseless(word) for word in words):
        return _caseless_name(words)
    return len(tokens) <= _most_words(text) and _capitalised(words)


def _most_words(text: str) -> int:
    return 10 if has_organisation(text) or " and " in text or " & " in text else MAX_NAME_WORDS + 1


def _capitalised(words: list[str]) -> bool:
    """All words begin high, save particles, and the small words within an organisation's name."""
    organisation = any(is_organisation_word(word) for word in words)
    joined = {"of", "for", "and", "the", "on", "in", "&", "view"} if organisation else {"and", "&"}
    joined |= {"of"} if is_title(words[0]) else set()
    high = [starts_high(word) for word in words]
    small = all(
        up or is_particle(word) or is_title(word) or folded(word) in joined
        for word, up in zip(words, high, strict=True)
    )
    ends_high = starts_high(words[-1]) or (organisation and folded(words[-1]) == "view")
    return (
        small and any(high) and ends_high and (high[0] or is_particle(words[0]) or (organisation and words[0] == "the"))
    )


def _caseless_name(words: list[str]) -> bool:
    letters = sum(map(len, words))
    if any(character in "，。、：；（）" for word in words for character in word):
        return False
    if script_of(words[0][0]) in {"CJK", "HIRAGANA", "KATAKANA", "HANGUL"}:
        limit = 16 if any("・" in word or "·" in word for word in words) or has_organisation("".join(words)) else 6
        return 2 <= letters <= limit and len(words) <= 3
    return 1 <= len(words) <= 5 and letters <= 40


def person_shaped(text: str) -> bool:
    """Whether the text has the form of one person's full name: two words at least, none of an organisation's."""
    words = [word for word in bare_words(text) if not is_title(word)]
    if has_organisation(text) or is_anonymous(text) or not name_shaped(text):
        return False
    return len(words) >= 2 or (bool(words) and caseless(words[0]))
