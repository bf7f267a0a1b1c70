"""Names of contributors: drafts of slug, sort name, displayed name and kind; titles before, and letters after them."""

import re
import unicodedata
from typing import Literal

from expertviews.model import LONGEST_LINE, as_slug
from expertviews.seeds import (
    FULL_NAME,
    bare_words,
    casefolded,
    is_anonymous,
    is_caseless,
    is_job_word,
    is_organisation_word,
    is_particle,
    is_title,
    joint_names,
    lexicon,
)

ContributorKind = Literal["person", "organisation", "anonymous"]

BRACKETS = re.compile(r"\s*[(（\[]([^()（）\[\]]{0,120})[)）\]]")
"""Words in brackets, with the spaces before them."""
_AND = {"&", "and"}
_NO_NAME_AFTER = {*_AND, "of", "for"}
_GENERATIONS = {"jr", "sr", "jnr", "snr", "ii", "iii", "iv"}
_FELLOWSHIPS = ("frc", "frs", "mrc")  # as the letters of members of royal societies begin: `FRCPath`, `FRSB`
_CAPITALISED_PARTICLES = {"as", "at", "ní", "nic", "ó", "ua", "mac", "le", "st", "st.", "san", "santa"}
"""Particles that keep their capital between given name and surname: `Ní`, `Le`, `Ó`."""
_FIRST_LETTER = re.compile(r"^(\W*(?:mc|[odl]['’])?)([^\W\d_])")
_SON_OF = {"bin", "ibn", "bint", "binti"}
_PATRONYMICS = ("ovich", "evich", "ovna", "evna", "вич", "вна")
_HYPHENATED_GIVEN_NAME = re.compile(r"[^\W\d_a-z][^\W\d_]*-[a-z]")


def slug(name: str) -> str:
    """The name as part of an address: lower-case ASCII, without titles and letters; `contributor` if nothing is left.

    `Dr. Ngũgĩ wa Kamau, FRS` → `ngugi-wa-kamau`; `李明` → `liming`. A slug that is reserved gets a number.
    """
    return as_slug(bare_name(name[:LONGEST_LINE]).replace(" & ", " and ")) or "contributor"


def bare_name(name: str) -> str:
    """The name without titles before it, letters after it and words in brackets; a couple keeps its titles."""
    words = without_letters(without_brackets(name)).split()
    start = 0
    while start < len(words) - 1 and is_title(words[start].strip(",")) and words[start + 1] not in _NO_NAME_AFTER:
        start += 1
    return " ".join(words[start:])


def without_brackets(name: str) -> str:
    """A name without words in brackets, unless there are no others."""
    return " ".join(BRACKETS.sub(" ", name).split()) or name


def sort_name(name: str, kind: ContributorKind = "person") -> str:
    """A draft of the name to sort by, for a person to review: `Van Der Kley, Dirk`.

    There is a comma only where the form of the name shows which words are the family name: a wrong comma is worse than
    none. Joint authors are separated by semicolons: `Kowalska, Anna; Nowak, Piotr`. A suffix (Jr., III) comes last;
    letters (PhD, CBE) are left out.
    """
    if len(name) > LONGEST_LINE or kind != "person" or not bare_name(name).strip():
        return name
    authors = joint_names(name)
    if len(authors) > 1:
        return "; ".join(map(sort_name, authors))
    words = bare_name(name).split()
    suffix: list[str] = []
    while len(words) > 2 and is_generation(words[-1]):
        suffix.insert(0, words.pop().strip(","))
    words = [word.rstrip(",") for word in words]
    start = _surname_start(words)
    if not start:
        return " ".join([*words, *suffix])
    return ", ".join([" ".join(words[start:]), " ".join(words[:start]), *suffix])


def _surname_start(words: list[str]) -> int:
    """Where the family name begins; 0 where the form of the name doesn't show it.

    It shows in `Jane Smith`, `Jane Q. Smith`, `Ludwig van der Berg`, `José Ortega y Gasset`. It doesn't in three full
    words (`Gabriel García Márquez`), nor where the family name may come first (`Xi Jinping`), or there is none (`Katrín
    Jakobsdóttir`, `Mohammed bin Salman`).
    """
    start = len(words) - 1
    while start > 1 and is_particle(words[start - 1]):
        start -= 2 if casefolded(words[start - 1]) in {"y", "i", "e"} and start > 2 else 1
    has_particle = start < len(words) - 1 or words[-1][:1].islower()
    several = not _AND.isdisjoint(words)
    is_clear = not several and (has_particle or all(map(_is_middle_name, words[1:start])))
    return start if start > 0 and is_clear and not _has_other_order(words) else 0


def _is_middle_name(word: str) -> bool:
    """Whether a word in the middle isn't a family name: an initial, a nickname in quotation marks, or a patronymic."""
    initial = word.endswith(".") or (len(word) == 1 and word.isalpha())
    return initial or word.startswith(("“", '"', "‘")) or word.endswith(_PATRONYMICS)


def _has_other_order(words: list[str]) -> bool:
    """Whether the family name may come first, or be missing, by a family name, hyphen, patronymic or script."""
    first, last = as_slug(words[0]), as_slug(words[-1])
    family_first = first in lexicon.FAMILY_NAMES_FIRST or bool(_HYPHENATED_GIVEN_NAME.match(words[-1]))
    icelandic = last.endswith("dottir") or not set("ðþ").isdisjoint(" ".join(words).casefold())
    return family_first or icelandic or not _SON_OF.isdisjoint(map(casefolded, words)) or all(map(is_caseless, words))


def is_generation(word: str) -> bool:
    """Whether a word tells members of a family apart: `Jr.`, `III`."""
    return casefolded(word).strip(".,") in _GENERATIONS


def without_letters(name: str) -> str:
    """A name without the letters after it for degrees, honours and memberships: `Ann Lee, CBE FRS`.

    Two words always remain, and the last isn't an initial: in `Jack Ma` and `Joseph J MA`, Ma is the surname.
    """
    words = name.split()
    all_capitals = not any(map(str.islower, name))
    while len(words) > 2 and _is_post_nominal(words[-1], all_capitals=all_capitals) and len(words[-2].strip(".,")) > 1:
        words.pop()
    return " ".join(words).rstrip(",;")


def _is_post_nominal(word: str, *, all_capitals: bool = False) -> bool:
    """Whether a word stands for a degree, an honour or a membership; in a name in capitals, capitals prove nothing."""
    written = word.strip(",;").replace(".", "")
    plain = written.casefold()
    as_letters = sum(map(str.isupper, written)) > 1 and not all_capitals
    if plain in lexicon.POST_NOMINALS:
        return as_letters or all_capitals or not set("aeiou") & set(plain) or plain == "esq"
    return as_letters and (plain in lexicon.POST_NOMINALS_AND_SURNAMES or plain.startswith(_FELLOWSHIPS))


def are_post_nominals(text: str) -> bool:
    """Whether the words are letters after a name and nothing else: `PhD`, `CBE FRS`, `Jr.`."""
    return bool(text.split()) and all(_is_post_nominal(word) or is_generation(word) for word in text.split())


def display_name(source_name: str) -> str:
    """The name as it is shown: a name in capitals set back to normal case, any other as it is.

    `JOHN MCDONALD III` → `John McDonald III`; `LUDWIG VAN DER BERG` → `Ludwig van der Berg`. A single word stays: `EU`.
    """
    whole = " ".join(source_name[:LONGEST_LINE].split())
    name = without_letters(whole)
    words = name.split()
    telling = [word for word in words if not (is_particle(word) or is_title(word) or word in _AND or word[:2] == "Mc")]
    if len(words) < 2 or not "".join(telling).isupper():
        return whole
    inner = range(1, len(words) - 1)
    return " ".join(_recased(word, at, inner=at in inner) for at, word in enumerate(words)) + whole[len(name) :]


def _recased(word: str, at: int, *, inner: bool) -> str:
    plain = casefolded(word).strip(".,()")
    initial = at > 0 and (len(plain) == 1 or "." in word.rstrip("."))
    if is_generation(word) or initial or not word.isupper():
        return word
    if inner and plain not in _CAPITALISED_PARTICLES and (is_particle(plain) or plain in {"and", "of", "for", "the"}):
        return word.lower()
    return "-".join(map(_capitalised, word.split("-")))


def _capitalised(piece: str) -> str:
    """One capital, and another after Mc, O', D' and L'."""
    small = _FIRST_LETTER.sub(lambda found: found[1].title() + found[2].upper(), piece.lower())
    return unicodedata.normalize("NFC", small)


def fuller_name(name: str, words: str) -> str | None:
    """The one full name in some words that a single name or initials stand for, if there is just one.

    In `with Professor Ann Lee and Bob Ray`, `Ann`, `LEE`, `Dr Lee` and `AL` all stand for `Ann Lee`.
    """
    single = bare_words(bare_name(name))
    if len(single) != 1 or len(single[0]) < 2:
        return None
    found = set()
    for it in FULL_NAME.finditer(words):
        full = bare_name(it[0]).split()
        full = full[casefolded(full[0]) in lexicon.FUNCTION_WORDS :]
        initials = "".join(word[0] for word in full)
        if len(full) > 1 and (casefolded(single[0]) in map(casefolded, (full[0], full[-1])) or single[0] == initials):
            found.add(" ".join(full))
    return found.pop() if len(found) == 1 else None


def kind(name: str) -> ContributorKind:
    """The kind of contributor that a name suggests."""
    name = name[:LONGEST_LINE]
    words = bare_words(name)
    if is_anonymous(name) or _is_occupation(words):
        return "anonymous"
    titled = words[casefolded(words[0]) == "the" :] if words else []
    person = (len(titled) > 1 and is_title(titled[0])) or len(joint_names(name)) > 1
    return "organisation" if not person and _is_organisation(name, words) else "person"


def _is_occupation(words: list[str]) -> bool:
    """Whether words only say what somebody does: `Teacher`, `Veterinary nurse`."""
    lower = all(map(str.islower, words[1:]))
    return bool(words) and lower and (is_job_word(words[-1]) or casefolded(words[-1]) in lexicon.UNNAMED_PERSONS)


def _is_organisation(name: str, words: list[str]) -> bool:
    """Whether a word, `&` between two words, an article or the end in Chinese characters tells of an organisation."""
    firm = len(words) == 3 and words[1] == "&"
    article = not {"the", "our"}.isdisjoint(map(casefolded, words))
    han = bool(words) and is_caseless(words[0]) and name.endswith(lexicon.HAN_ORGANISATIONS) and len(name) > 2
    return firm or article or han or any(map(is_organisation_word, words))
