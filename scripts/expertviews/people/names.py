"""Names of contributors: drafts of their slug, of how they sort and show, and of the kind of contributor."""

import re
from typing import Literal

from expertviews.model import LONGEST_LINE, RESERVED_SLUGS, as_slug
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

_WRITTEN_HIGH = frozenset({"as", "at", "ní", "nic", "ó", "ua", "mac", "le", "st", "st.", "san", "santa"})
"""Particles that names in capitals hide, and that are written high between given name and surname: `Ní`, `Le`, `Ó`."""

BRACKETS = re.compile(r"\s*[(（\[]([^()（）\[\]]{0,120})[)）\]]")
"""What stands in brackets, with the blanks before it."""

_FELLOWSHIPS = ("frc", "frs", "mrc")
"""How letters of members of royal colleges and societies begin: `FRCPath`, `FRSB`."""

_AND = ("&", "and")
GENERATIONS = frozenset({"jr", "sr", "jnr", "snr", "ii", "iii", "iv"})
"""What tells members of a family of one name apart: it belongs to the name, after which it stands."""

_PREFIXES = ("mc", "o'", "o’", "d'", "d’", "l'", "l’")
_ALSO_SURNAMES = {"bank", "house", "post", "church", "court", "fund", "press", "party"}
"""Words of organisations that are surnames too: `Emily Bank`, `Tom House`."""


def slug(name: str) -> str:
    """The name as part of an address: ASCII, small, without titles and letters; `contributor` if nothing can be spelt.

    Where no file can have the name, it gets a number.
    `Dr. Ngũgĩ wa Kamau, FRS` → `ngugi-wa-kamau`; `李明` → `liming`. The same name gives the same slug.
    """
    words = plain(name[:LONGEST_LINE])
    if share_surname(words) or _is_couple(words.split()):
        words = words.replace(" & ", " and ")
    spelt = as_slug(words)
    return f"{spelt}-1" if spelt in RESERVED_SLUGS else spelt or "contributor"


def plain(name: str) -> str:
    """The name without titles before it, letters after it and what stands in brackets; a couple keeps its titles.

    `Mr & Mrs A. Cole` are two people, of whom neither is A. Cole alone.
    """
    words = without_letters(without_brackets(name)).split()
    return " ".join(words if _is_couple(words) else _without_titles(words))


def _is_couple(words: list[str]) -> bool:
    return len(words) > 3 and is_title(words[0]) and words[1] in _AND and is_title(words[2])


def _without_titles(words: list[str]) -> list[str]:
    start = 0
    while start < len(words) - 1 and (is_title(words[start].strip(",")) or words[start] in _AND):
        start += 1
    return words[start:]


def without_brackets(name: str) -> str:
    """A name without what stands in brackets, unless that is all there is."""
    return " ".join(BRACKETS.sub(" ", name).split()) or name


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


def sort_name(name: str, kind: Kind = "person") -> str:
    """A draft of the name to sort by, for a person to review: `Van Der Kley, Dirk`.

    The last word and the particles before it are taken for the family name. Joint authors sort by the first:
    `Kowalska, Anna; Nowak, Piotr`. A suffix (Jr., III) stands last; letters (PhD, CBE) are left out. Unchanged are
    names of one word, names in scripts without capitals, such as 李明, and whatever isn't a person's.
    """
    if len(name) > LONGEST_LINE or kind != "person":
        return name
    authors = joint_names(name)
    if len(authors) > 1:
        return "; ".join(map(sort_name, authors))
    words = _without_titles(plain(name).split())
    if len(words) < 2 or "," in words[0] or all(map(caseless, words)):
        return " ".join(words)
    suffix: list[str] = []
    while len(words) > 2 and is_generation(words[-1]):
        suffix.insert(0, words.pop().strip(","))
    start = _surname_start(words)
    given, surname = " ".join(words[:start]), " ".join(words[start:]).rstrip(",")
    return ", ".join(part for part in (surname, given, *suffix) if part)


def is_generation(word: str) -> bool:
    """Whether a word tells members of a family apart: `Jr.`, `III`."""
    return folded(word).strip(".,") in GENERATIONS


def _surname_start(words: list[str]) -> int:
    """Where the surname begins: at its last word, or the particles before that; `y` joins two surnames."""
    start = len(words) - 1
    while start > 1 and is_particle(words[start - 1]):
        start -= 2 if folded(words[start - 1]) in {"y", "i", "e"} and start > 2 else 1
    return start


def without_letters(name: str) -> str:
    """A name without the letters after it (`Ann Lee, CBE FRS`) for degrees, honours and memberships.

    Two words always remain, of which the last isn't an initial: in `Jack Ma` and `Joseph J MA`, Ma is the surname.
    """
    words = name.split()
    shouted = not any(map(str.islower, name))
    while len(words) > 2 and is_post_nominal(words[-1], shouted=shouted) and len(words[-2].strip(".,")) > 1:
        words.pop()
    return " ".join(words).rstrip(",;")


def is_post_nominal(word: str, *, shouted: bool = False) -> bool:
    """Whether a word stands for a degree, an honour or the like; `shouted` says that all words are in capitals."""
    written = word.strip(",;").replace(".", "")
    plain = written.casefold()
    as_letters = sum(map(str.isupper, written)) > 1 and not shouted
    if plain in lexicon.POST_NOMINALS:
        return as_letters or shouted or not set("aeiou") & set(plain) or plain == "esq"
    return as_letters and (plain in lexicon.POST_NOMINALS_AND_SURNAMES or plain.startswith(_FELLOWSHIPS))


def are_post_nominals(text: str) -> bool:
    """Whether a stretch between commas has letters after a name and nothing else: `PhD`, `CBE FRS`, `Jr.`."""
    return bool(text.split()) and all(is_post_nominal(word) or is_generation(word) for word in text.split())


def display_name(source_name: str) -> str:
    """The name as it is shown: a name in capitals set back to normal case, any other as it is.

    `JOHN MCDONALD III` → `John McDonald III`; `LUDWIG VAN DER BERG` → `Ludwig van der Berg`.
    """
    whole = " ".join(source_name[:LONGEST_LINE].split())
    name = without_letters(whole)
    if not any(map(str.isalpha, name)) or not _in_capitals(name):
        return whole
    words = name.split()
    inner = range(1, len(words) - 1)
    return " ".join(_recased(word, at, inner=at in inner) for at, word in enumerate(words)) + whole[len(name) :]


def _in_capitals(name: str) -> bool:
    """Whether a word of three letters or more is all capitals, and none is not; particles and titles aside."""
    words = [word.strip(".,") for word in name.split()]
    telling = [
        word
        for word in words
        if any(map(str.isalpha, word))
        and not (caseless(word) or is_particle(word) or is_title(word) or folded(word).startswith("mc"))
    ]
    least = 2 if len(telling) > 1 else 3
    return any(len(word) > least for word in telling) and all(
        word.isupper() or folded(word) == "and" for word in telling
    )


def _recased(word: str, at: int, *, inner: bool) -> str:
    plain = folded(word).strip(".,()")
    initial = len(plain) == 1 or "." in word.rstrip(".") or (word.endswith(".") and len(word) == 2)
    if is_generation(word) or (initial and at > 0) or not (word.isupper() or word.startswith("Mc")):
        return word
    if inner and plain not in _WRITTEN_HIGH and (plain in lexicon.PARTICLES or plain in {"and", "of", "for", "the"}):
        return word.lower()
    return "-".join(map(_capitalised, word.split("-")))


def _capitalised(piece: str) -> str:
    """One capital, and another after Mc, O' and the like."""
    small = piece.lower()
    if len(small) != len(piece) or not small:
        return piece.title()
    for prefix in _PREFIXES:
        if small.startswith(prefix) and len(small) > len(prefix) + 1:
            return piece[:1] + small[1 : len(prefix)] + piece[len(prefix)].upper() + small[len(prefix) + 1 :]
    first = next((place for place, character in enumerate(small) if character.isalpha()), 0)
    return small[:first] + piece[first] + small[first + 1 :]


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
    if telling and not (len(words) == 2 and telling == words[-1] and folded(telling) in _ALSO_SURNAMES):
        return f"“{telling}” is a word of organisations' names"
    if "&" in words and not share_surname(name):
        return "“&” stands in names of firms"
    if words and caseless(words[0]) and name.endswith(lexicon.HAN_ORGANISATIONS) and len(name) > 2:
        return "it ends as names of organisations do"
    if words and folded(words[0]) in {"the", "our"}:
        return f"it begins with “{words[0]}”"
    return None


def _telling_anonymous(words: list[str]) -> str:
    telling = (word for word in words if folded(word) in lexicon.ANONYMOUS | lexicon.UNNAMED_PERSONS)
    return next(telling, " ".join(words))
