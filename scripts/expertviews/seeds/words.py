"""Names, sentences and jobs, recognised by their words alone. Every function takes time linear in its text."""

import re
import unicodedata
from functools import lru_cache

from expertviews.seeds import lexicon

Range = tuple[int, int]  # half-open, in a block's text

_MAX_NAME_WORDS = 10
_INVISIBLE = frozenset("\u200b\u2060\ufeff\u00ad")  # counts as space although `str.isspace` doesn't say so
NUMBER = re.compile(r"\(?(\d{1,3})(?:[.)]|\s/)\s+")
"""The number of an item: `1. `, `(2) `, `3 / `."""
_CLOSERS = "\"'”“’‘»›«‹)]}*_」』）】›"
_STOPLESS = re.compile(r"[^,(:]{24,}[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
"""A sentence in Thai, Lao, Burmese or Khmer, which may end in nothing; a shorter line may be a name."""
_ENDS = ".!?…。！？؟।॥;；"
_EDGES = "•·\"'“”‘’«»‹›()[]{}*_.,;:!?…、，。：；—–-|"
_NICKNAME = re.compile(r"(?<=\w)\s[“\"‘][^\W\d_]{1,20}[”\"’]\s(?=\w)")
_NOTE_MARK = re.compile(r"(?:\s?\[\^?\w{1,3}\]|[¹²³⁴⁵⁶⁷⁸⁹⁰†‡]+|(?<=[^\W\d][.!?”])\d{1,2}|\*)+$")
_IN_BRACKETS = re.compile(r"(?<=[.!?…。])\s?\([^()]{1,60}\)(?=[”\"'’»]*$)")
_SMALL_PREFIX = re.compile(r"\w{1,3}['’-]\w*[^\W\d_a-z]")
_NOT_IN_NAMES = re.compile(r"[\d\"„“”«»?!;:=<>{}/\\@،，、。：；（）]")
_MAX_NAME, _MAX_ANONYMOUS_WORDS = 120, 12
_MOST_KEPT = 8_192  # judgements of words, which are asked for again and again
_MAX_HAN_NAME, _MAX_LONG_HAN_NAME = 6, 16  # characters; a long one has parts, or is an organisation's


def is_space(character: str) -> bool:
    """Whether a character prints nothing."""
    return character.isspace() or character in _INVISIBLE


def trim(text: str, start: int, end: int, marks: str = "*_") -> Range:
    """The range without spaces and `marks` at its ends."""
    while start < end and (is_space(text[start]) or text[start] in marks):
        start += 1
    while end > start and (is_space(text[end - 1]) or text[end - 1] in marks):
        end -= 1
    return start, end


@lru_cache(maxsize=_MOST_KEPT)
def ends_sentence(text: str) -> bool:
    """Whether the text ends a sentence, footnote marks aside; an abbreviation or an initial doesn't."""
    bare = _NOTE_MARK.sub("", _IN_BRACKETS.sub("", text[-120:].rstrip())).rstrip().rstrip(_CLOSERS).rstrip()
    if not bare or bare[-1] not in _ENDS:
        return bool(_STOPLESS.fullmatch(bare))
    last = bare.split()[-1].strip("(,").removesuffix(".").casefold()
    initial = len(last) == 1 and last.isalpha() and last != "i"
    return not (bare[-1] == "." and (initial or last in lexicon.ABBREVIATIONS))


def bare_words(text: str) -> list[str]:
    """The words, without punctuation around them."""
    return [word for word in (token.strip(_EDGES) for token in text.split()) if word]


@lru_cache(maxsize=_MOST_KEPT)
def casefolded(text: str) -> str:
    """The text for comparison: case-folded, with straight apostrophes."""
    return text.replace("’", "'").replace("ʼ", "'").casefold()


def script_of(character: str) -> str:
    """The first word of a letter's Unicode name (LATIN, CJK, ARABIC …); empty if it has no name."""
    return unicodedata.name(character, "").split(" ", 1)[0]


def is_caseless(word: str) -> bool:
    """Whether the word is in a script without capitals."""
    first = next(filter(str.isalpha, word), "")
    return bool(first) and unicodedata.category(first) == "Lo"


def is_capitalised(word: str) -> bool:
    """Whether the word, or the part after its particle (`al-Jaziri`), has a capital, or is in a caseless script."""
    first = next(filter(str.isalpha, word), "")
    return first.isupper() or first.istitle() or is_caseless(word) or bool(_SMALL_PREFIX.match(word))


def is_particle(word: str) -> bool:
    """Whether the word may be lower-case within a name."""
    return casefolded(word).rstrip(".") in lexicon.PARTICLES


def is_title(word: str) -> bool:
    """Whether the word is a title before a name, such as Dr."""
    return casefolded(word).rstrip(".") in lexicon.TITLES


def has_job(text: str) -> bool:
    """Whether a word of the text says what somebody does."""
    return any(map(is_job_word, bare_words(text)))


@lru_cache(maxsize=_MOST_KEPT)
def is_job_word(word: str) -> bool:
    """Whether the word says what somebody does."""
    plain = re.split("[-']", casefolded(word))[-1]
    singular = plain.removesuffix("s")
    return not lexicon.JOBS.isdisjoint({plain, singular}) or singular.endswith(lexicon.JOB_ENDINGS)


def has_organisation(text: str) -> bool:
    """Whether the text has a word that is typical of organisations' names, or an ampersand."""
    named_in_han = len(text) <= 60 and is_caseless(text[:1]) and text.endswith(lexicon.HAN_ORGANISATIONS)
    return named_in_han or " & " in text or any(map(is_organisation_word, bare_words(text)))


@lru_cache(maxsize=_MOST_KEPT)
def is_organisation_word(word: str) -> bool:
    """Whether the word is typical of organisations' names."""
    return casefolded(word).rstrip(".").split("'")[-1] in lexicon.ORGANISATIONS


@lru_cache(maxsize=_MOST_KEPT)
def is_anonymous(text: str) -> bool:
    """Whether the text names nobody: `Anonymous`, `Name withheld`, `External Contributor`, `A former diplomat`.

    A job names nobody after `a`, or if only adjectives come before it, and at most a place after it.
    """
    words = [casefolded(word) for word in bare_words(text)]
    if len(words) > _MAX_ANONYMOUS_WORDS or not lexicon.ANONYMOUS.isdisjoint(words):
        return len(words) <= _MAX_ANONYMOUS_WORDS
    job = next((at for at, word in enumerate(words[:6]) if is_job_word(word) or word in lexicon.UNNAMED_PERSONS), 0)
    article = words[:1] in (["a"], ["an"]) and lexicon.FUNCTION_WORDS.isdisjoint(words[1:job])
    described = article or lexicon.UNNAMED_ADJECTIVES.issuperset(words[:job])
    return job > 0 and described and (job + 1 == len(words) or words[job + 1] in lexicon.AFTER_JOBS)


@lru_cache(maxsize=_MOST_KEPT)
def name_shaped(text: str) -> bool:
    """Whether the text could be a person's or an organisation's name: few words, all capitalised except particles."""
    text = _NICKNAME.sub(" ", text)
    words = bare_words(text)
    if not words or len(text) > _MAX_NAME:
        return False
    if is_anonymous(text):
        return True
    if _NOT_IN_NAMES.search(text) or len(text.split()) > _MAX_NAME_WORDS:
        return False
    return _is_caseless_name(words) if all(map(is_caseless, words)) else _is_capitalised_name(words)


def _is_capitalised_name(words: list[str]) -> bool:
    """Whether all words are capitalised, except particles, and the small words within an organisation's name."""
    organisation = any(map(is_organisation_word, words))
    joining = {"of", "for", "and", "the", "on", "in", "&", "view"} if organisation else {"and", "&"}
    small = [word for word in words if not is_capitalised(word)]
    first, last = words[0], words[-1]
    begins = first not in small or is_particle(first) or is_title(first) or (organisation and first == "the")
    ends = last not in small or (organisation and last == "view")
    return begins and ends and all(is_particle(it) or is_title(it) or casefolded(it) in joining for it in small)


def _is_caseless_name(words: list[str]) -> bool:
    letters = sum(map(len, words))
    if script_of(words[0][0]) not in {"CJK", "HIRAGANA", "KATAKANA", "HANGUL"}:
        return len(words) <= 5 and letters <= 40
    joined = "".join(words)
    long = "・" in joined or "·" in joined or has_organisation(joined)
    return 2 <= letters <= (_MAX_LONG_HAN_NAME if long else _MAX_HAN_NAME) and len(words) <= 3


def person_shaped(text: str) -> bool:
    """Whether the text has the form of one person's full name: at least two words, none typical of organisations."""
    words = [word for word in bare_words(text) if not is_title(word)]
    if has_organisation(text) or is_anonymous(text) or not name_shaped(text):
        return False
    return len(words) >= 2 or (bool(words) and is_caseless(words[0]))
