"""Names of contributors: their slug, how they sort and show, who they are the name of, and whether two are the same.

No function changes the record: what is doubtful is said with its reason, for an editor to decide.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import Literal

from anyascii import anyascii
from slugify import slugify

from expertviews.model import LONGEST_LINE, RESERVED_SLUGS
from expertviews.people import letters
from expertviews.people.naming import without_brackets
from expertviews.seeds import lexicon
from expertviews.seeds.bylines import joint_names
from expertviews.seeds.words import (
    caseless,
    folded,
    is_anonymous,
    is_organisation_word,
    is_particle,
    is_role,
    is_title,
)

Kind = Literal["person", "organisation", "anonymous"]
Likeness = Literal["same", "near", "different"]

MAX_SLUG = 80

_ROMAN = frozenset({"ii", "iii", "iv", "vi", "vii", "viii"})
_TURKISH = frozenset("İıĞğŞş")
_WRITTEN_HIGH = frozenset({"as", "at", "ní", "nic", "ó", "ua", "mac", "le", "st", "st.", "san", "santa"})
"""Particles that names in capitals hide, and that are written high between given name and surname: `Ní`, `Le`, `Ó`."""

_AND = ("&", "and")
_RETIRED = re.compile(r"(?P<rank>[^()]{1,60}?)\s*\((?:ret|retd|rtd|retired)\.?\)\s*", re.IGNORECASE)
"""`Major General (ret)`: brackets that belong to the rank."""

_PREFIXES = ("mc", "o'", "o’", "d'", "d’", "l'", "l’")
_UNDOTTED = str.maketrans(
    {
        "İ": "i",
        "I": "i",
        "ı": "i",
        "i": "i",
        "ß": "ss",
        "ẞ": "ss",
        "ø": "o",
        "Ø": "o",
        "ł": "l",
        "Ł": "l",
        "đ": "d",
        "Đ": "d",
        "æ": "ae",
        "Æ": "ae",
        "œ": "oe",
        "Œ": "oe",
    }
)


def slug(name: str) -> str:
    """The name as part of an address: ASCII, small, without titles and letters; `contributor` if nothing can be spelt.

    Where no file can have the name, it gets a number.
    `Dr. Ngũgĩ wa Kamau, FRS` → `ngugi-wa-kamau`; `李明` → `liming`. The same name gives the same slug.
    """
    words = plain(name[:LONGEST_LINE])
    if share_surname(words) or _titles(words.split(), joined=True):
        words = words.replace(" & ", " and ")
    spelt = slugify(anyascii(words.replace("’", "").replace("'", "")), max_length=MAX_SLUG, word_boundary=True)
    return f"{spelt}-1" if spelt in RESERVED_SLUGS else spelt or "contributor"


def plain(name: str) -> str:
    """The name without titles before it, letters after it and what stands in brackets; a couple keeps its titles.

    `Mr & Mrs A. Cole` are two people, of whom neither is A. Cole alone.
    """
    words = letters.split(without_brackets(_without_rank(name)))[0].split()
    return " ".join(words if _titles(words, joined=True) else words[_titles(words) :])


def _without_rank(name: str) -> str:
    """`Major General (ret) A. Khan` without the rank."""
    rank = _RETIRED.match(name)
    return name[rank.end() :] if rank and all(map(is_title, rank["rank"].split())) else name


def _titles(words: list[str], *, joined: bool = False) -> int:
    """How many words are titles before a name (Dr., Prof., Mr & Mrs), of which one at least is left.

    `joined` asks for those of a couple alone.
    """
    at, couple = 0, False
    while at < len(words) - 1:
        linked = at > 0 and words[at] in _AND and is_title(words[at + 1])
        if not linked and not is_title(words[at].strip(",")):
            break
        couple |= linked
        at += 1
    return at if couple or not joined else 0


def share_surname(name: str) -> bool:
    """`Thandiwe & Sipho Dube`: one given name, and another with the surname of both."""
    one, sign, other = next((name.partition(f" {sign} ") for sign in _AND if f" {sign} " in name), (name, "", ""))
    words = [one, *other.split()]
    given = not _words_but_initials(one)[1:] and "," not in name and len(words) in {3, 4, 5}
    names_alone = not any(is_organisation_word(word) or is_role(word) or is_title(word) for word in words)
    return bool(sign) and given and names_alone and all(word[:1].isupper() or is_particle(word) for word in words)


def _words_but_initials(text: str) -> list[str]:
    """The words of a text, of which initials are no words of their own."""
    words = text.split()
    return [word for word in words if len(word.strip(".")) > 1] or words[:1]


def sort_name(name: str) -> str:
    """The name as lists sort it: `Van Der Kley, Dirk`. The surname takes its particles with it.

    Joint authors sort by the first: `Kowalska, Anna; Nowak, Piotr`. Unchanged are organisations, anonymous names,
    names of one word, and names in scripts without capitals, such as 李明. A suffix (Jr., III) stands last; letters
    (PhD, CBE) are left out.
    """
    if len(name) > LONGEST_LINE or kind(name)[0] != "person":
        return name
    authors = joint_names(name)
    if len(authors) > 1:
        return "; ".join(map(sort_name, authors))
    words = plain(name).split()
    words = words[_titles(words) :]
    if len(words) < 2 or "," in words[0] or all(map(caseless, words)):
        return " ".join(words)
    suffix: list[str] = []
    while len(words) > 2 and _is_generation(words[-1]):
        suffix.insert(0, words.pop().strip(","))
    start = _surname_start(words)
    given, surname = " ".join(words[:start]), " ".join(words[start:]).rstrip(",")
    return ", ".join(part for part in (surname, given, *suffix) if part)


def _is_generation(word: str) -> bool:
    return folded(word).strip(".,") in letters.GENERATIONS


def _surname_start(words: list[str]) -> int:
    """Where the surname begins: at its last word, or the particles before that; `y` joins two surnames."""
    start = len(words) - 1
    while start > 1 and is_particle(words[start - 1]):
        start -= 2 if folded(words[start - 1]) in {"y", "i", "e"} and start > 2 else 1
    return start


def display_name(source_name: str) -> str:
    """The name as it is shown: a name in capitals set back to normal case, any other as it is.

    `JOHN MCDONALD III` → `John McDonald III`; `LUDWIG VAN DER BERG` → `Ludwig van der Berg`. In an organisation's name,
    short words in capitals may be acronyms and are kept.
    """
    whole = " ".join(source_name[:LONGEST_LINE].split())
    name, after = letters.split(whole)
    if not any(map(str.isalpha, name)) or not _in_capitals(name):
        return whole
    words = name.split(" ")
    acronyms = kind(name)[0] == "organisation"
    lower = _turkish_lower if _TURKISH.intersection(name) else str.lower
    recased = " ".join(_recased(word, at, len(words), lower, acronyms=acronyms) for at, word in enumerate(words))
    return f"{recased}{whole[len(name) :]}" if after else recased


def _in_capitals(name: str) -> bool:
    """Whether a word of three letters or more is all capitals, and none is not; particles and titles aside."""
    words = [word.strip(".,") for word in name.split()]
    cased = [word for word in words if any(map(str.isalpha, word)) and not caseless(word)]
    telling = [
        word for word in cased if not is_particle(word) and not is_title(word) and not folded(word).startswith("mc")
    ]
    long_enough = any(len(word) > 3 for word in telling) or (
        len(telling) > 1 and any(len(word) > 2 for word in telling)
    )
    return long_enough and all(word.isupper() or folded(word) == "and" for word in telling)


def _recased(word: str, at: int, count: int, lower: Callable[[str], str], *, acronyms: bool) -> str:
    plain = folded(word).strip(".,()")
    if _is_shouted_mc(word):
        return _capitalised(word, str.lower)
    if not word.isupper() or plain in _ROMAN or (len(plain) == 1 and at > 0) or _is_initials(word):
        return word
    if (
        at > 0
        and at < count - 1
        and (plain in lexicon.PARTICLES or plain in {"and", "of", "for", "the"})
        and plain not in _WRITTEN_HIGH
    ):
        return lower(word)
    if acronyms and not is_organisation_word(plain) and plain not in lexicon.FUNCTION_WORDS and _is_acronym(plain):
        return word
    return "-".join(_capitalised(piece, lower) for piece in word.split("-"))


def _is_shouted_mc(word: str) -> bool:
    """`McDONALD`: the small c of a name in capitals."""
    return word.startswith("Mc") and len(word) > 3 and word[2:].isupper()


def _is_initials(word: str) -> bool:
    return "." in word.rstrip(".") or (word.endswith(".") and len(word) == 2)


def _is_acronym(plain: str) -> bool:
    """Up to five letters, of which hardly any is a vowel, or up to three letters."""
    vowels = sum(letter in "aeiouy" for letter in plain)
    return plain.isalpha() and (len(plain) <= 3 or (len(plain) <= 5 and vowels <= 1))


def _capitalised(piece: str, lower: Callable[[str], str]) -> str:
    """One capital, and another after Mc, O' and the like."""
    small = lower(piece)
    if len(small) != len(piece) or not small:
        return piece.title()
    for prefix in _PREFIXES:
        if small.startswith(prefix) and len(small) > len(prefix) + 1:
            return piece[:1] + small[1 : len(prefix)] + piece[len(prefix)] + small[len(prefix) + 1 :]
    first = next((place for place, character in enumerate(small) if character.isalpha()), 0)
    return small[:first] + piece[first] + small[first + 1 :]


def _turkish_lower(text: str) -> str:
    """Small letters, where I is the capital of ı and İ of i."""
    return text.replace("I", "ı").replace("İ", "i").lower()


def kind(name: str) -> tuple[Kind, str]:
    """Whose name it is, and why: a person's, an organisation's, or nobody's."""
    name = name[:LONGEST_LINE]
    words = [word.strip(".,()“”\"'") for word in name.split()]
    if is_anonymous(name):
        return "anonymous", f"“{_telling_anonymous(words)}” names nobody in particular"
    if len(words) > 1 and is_title(words[0]):
        return "person", f"“{words[0]}” is a title before a person's name"
    if len(joint_names(name)) > 1:
        return "person", "each of the joint authors has a person's name"
    if share_surname(name):
        return "person", "two given names stand before one surname"
    why = _why_organisation(name, words)
    return ("organisation", why) if why else ("person", "nothing in the name says otherwise")


def _why_organisation(name: str, words: list[str]) -> str | None:
    """The reason to take the name for an organisation's, in words; None if there is none."""
    telling = next((word for word in words if is_organisation_word(word)), None)
    if telling and not _may_be_surname(telling, words):
        return f"“{telling}” is a word of organisations' names"
    if "&" in words and not share_surname(name):
        return "“&” stands in names of firms"
    if words and caseless(words[0]) and name.endswith(lexicon.HAN_ORGANISATIONS) and len(name) > 2:
        return "it ends as names of organisations do"
    if words and folded(words[0]) in {"the", "our"}:
        return f"it begins with “{words[0]}”"
    return None


def _may_be_surname(word: str, words: list[str]) -> bool:
    """`Emily Bank`, `Tom House`: two words, of which the last is also a surname."""
    return (
        len(words) == 2
        and word == words[-1]
        and folded(word) in {"bank", "house", "post", "church", "court", "fund", "press", "party"}
    )


def _telling_anonymous(words: list[str]) -> str:
    telling = (word for word in words if folded(word) in lexicon.ANONYMOUS | lexicon.UNNAMED_PERSONS)
    return next(telling, " ".join(words))


def same_name(one: str, other: str) -> Likeness:
    """Whether two names are one person's: `same`, `different`, or `near`, which is worth asking about and no more.

    Same: they differ in titles, letters (PhD), case, accents, hyphens or dots only. Near: one has initials for names,
    leaves out middle names or a suffix (Jr., III), puts the words in another order, or differs by one letter of a long
    word. Somebody anonymous is never the same as anybody.
    """
    first, second = _comparable(one), _comparable(other)
    if not first or not second or "anonymous" in {kind(one)[0], kind(other)[0]}:
        return "different"
    if first == second:
        return "same"
    return "near" if _is_near(_without_suffix(first), _without_suffix(second)) else "different"


def _is_near(first: list[str], second: list[str]) -> bool:
    if sorted(first) == sorted(second) or "".join(first) == "".join(second):
        return True
    return _same_surname(first, second) or _one_slip(" ".join(first), " ".join(second))


def _comparable(name: str) -> list[str]:
    """The words of a name without what may differ: titles, letters, case, accents, punctuation."""
    spelt = plain(name[:LONGEST_LINE]).replace(" & ", " and ").translate(_UNDOTTED)
    kept = "".join(
        " " if character in "-‐‑–." else character
        for character in unicodedata.normalize("NFKD", spelt).casefold()
        if not unicodedata.combining(character) and character not in "'’ʼ`,"
    )
    return [word for word in kept.split() if word.isalnum()]


def _without_suffix(words: list[str]) -> list[str]:
    return words[:-1] if len(words) > 2 and _is_generation(words[-1]) else words


def _same_surname(first: list[str], second: list[str]) -> bool:
    """One surname, and given names of which one could be the short form of the other: an initial, or left out."""
    if first[-1] != second[-1] or min(len(first), len(second)) < 2:
        return False
    one, other = first[0], second[0]
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def _one_slip(one: str, other: str) -> bool:
    """Whether long names differ by one letter put in, left out or changed."""
    short, long = sorted((one, other), key=len)
    if len(short) < 8 or len(long) - len(short) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    rest = start + (len(long) == len(short))
    return short[rest:] == long[start + 1 :]
