"""Who answers: a contributor of the record, or somebody new. What is doubtful is asked, and never decided silently."""

import unicodedata
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, count
from typing import Literal

from rapidfuzz.distance import Levenshtein

from expertviews.model import LONGEST_LINE, LONGEST_SLUG, SLUG_REMEDY, Affiliation, Contributor, is_slug
from expertviews.people import names
from expertviews.problems import Place, Problem, ProblemsFound, shown

Likeness = Literal["same", "near", "different"]
_SPELT_OUT = str.maketrans({"ı": "i", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe"})
"""Letters that Unicode doesn't take for others with an accent."""


@dataclass(frozen=True)
class Choices:
    """Which contributor a name means, as the editor says: slugs by name, of contributors that there are or shall be."""

    slugs: Mapping[str, str] = field(default_factory=dict)

    def slug(self, name: str) -> str | None:
        """The slug chosen for a name, in whatever case or with whatever title it is written."""
        return next((slug for chosen, slug in self.slugs.items() if same_name(chosen, name) == "same"), None)

    def unused(self, said: Container[str]) -> Iterator[Problem]:
        """A problem for each name chosen for that is none of those `said`."""
        for name in self.slugs:
            if name not in said:
                what = f"no document converted now names “{shown(name)}”"
                yield Problem(Place("--who"), "who-unused", what, "write the name as the document does")


@dataclass(frozen=True)
class Match:
    """The contributor that a name means, if there is one already; else the slug for a new one."""

    contributor: Contributor | None
    slug: str
    disambiguation: str | None = None
    questions: tuple[str, ...] = ()
    explanations: tuple[str, ...] = ()


def match(
    known: Mapping[str, Contributor], name: str, choices: Choices, place: Place, also: tuple[str, ...] = ()
) -> Match:
    """Whom a name means that isn't anonymous: the contributor of that name, or the one chosen, or a new one.

    Whoever has one of the spellings that stand with the name, `also`, is asked about.

    Raises ProblemsFound where several contributors have the name and none is chosen.
    """
    chosen = choices.slug(name)
    if chosen:
        return _chosen(known, name, chosen, place)
    likeness = {contributor.slug: _likeness(name, contributor) for contributor in known.values()}
    same = sorted(slug for slug, found in likeness.items() if found == "same")
    if len(same) > 1:
        raise ProblemsFound([_several(name, same, place)])
    if same:
        return Match(known[same[0]], same[0], explanations=(f"{name} is taken for `{same[0]}`, who has the same name",))
    spelt = {slug for slug in known for spelling in also if _likeness(spelling, known[slug]) != "different"}
    near = (known[slug] for slug, found in likeness.items() if found == "near" or slug in spelt)
    asked = tuple(
        f"is {name} the same as {contributor.name}? they are two contributors now; if they are one, convert with "
        f"--who '{name}={contributor.slug}' instead"
        for contributor in near
    )
    return Match(None, free(names.slug(name), known), questions=asked)


def differing(name: str, known: Contributor, stated: tuple[Affiliation, ...]) -> str | None:
    """A question, where somebody of a known name is said to be at other organisations than the known one."""
    before = {place.organisation.casefold() for place in known.affiliations if place.organisation}
    now = {place.organisation: place.organisation.casefold() for place in stated if place.organisation}
    if not before or not now or before & set(now.values()):
        return None
    return (
        f"is {name} ({next(iter(now))}) the {known.name} of `{known.slug}`? they are one contributor now; if they are "
        f"two people, convert with --who '{name}={known.slug}-WORD', where WORD tells them apart"
    )


def namesake(known: Mapping[str, Contributor], name: str, told: str) -> Match:
    """Another person of the same name who answers the same question; what is `told` of each tells them apart."""
    asked = f"{name} answers twice, with different affiliations: they are read as two people of one name; is it so?"
    return Match(None, free(names.slug(f"{name} {told}"), known), shown(told), questions=(asked,))


def free(slug: str, taken: Container[str] = ()) -> str:
    """The slug, no longer than one may be, with a number where it is taken."""
    slug = slug[: LONGEST_SLUG - len("-999")].rstrip("-")
    candidates = chain([slug], (f"{slug}-{number}" for number in count(2)))
    return next(candidate for candidate in candidates if candidate not in taken)


def _chosen(known: Mapping[str, Contributor], name: str, slug: str, place: Place) -> Match:
    if slug in known:
        return Match(known[slug], slug, explanations=(f"{name} is `{slug}`, as --who says",))
    if not is_slug(slug):
        what = f"`{shown(slug)}` in --who isn't a slug"
        raise ProblemsFound([Problem(place, "who-slug", what, SLUG_REMEDY)])
    word = slug.removeprefix(f"{names.slug(name)}-").replace("-", " ")
    return Match(None, slug, word, explanations=(f"{name} is the new contributor `{slug}`, as --who says",))


def _likeness(name: str, contributor: Contributor) -> Likeness:
    """How like a name is to a contributor's: to the likest of its spellings."""
    if contributor.kind == "anonymous":
        return "different"
    words = _words(name)
    spellings = (contributor.name, *contributor.also_known_as)
    found = {same_name(name, spelling) for spelling in spellings if words & _words(spelling)}
    return "same" if "same" in found else "near" if "near" in found else "different"


@lru_cache(maxsize=16_384)
def _words(name: str) -> frozenset[str]:
    return frozenset(names.slug(name).split("-"))


def _several(name: str, slugs: list[str], place: Place) -> Problem:
    listed = " and ".join(f"`{slug}`" for slug in slugs[:6])
    remedy = f"say which, or name a new one: --who '{name}={slugs[0]}'"
    return Problem(place, "which-contributor", f"{listed} have the name “{shown(name)}”", remedy)


def same_name(one: str, other: str) -> Likeness:
    """Whether two names are one person's: `same`, `different`, or `near`, which is worth asking about and no more.

    Same: they differ in titles, letters (PhD), case, accents, hyphens or dots only. Near: one has initials for names,
    leaves out middle names or a suffix (Jr., III), puts the words in another order, or differs by one letter of a long
    word. Somebody anonymous is never the same as anybody.
    """
    first, second = _comparable(one), _comparable(other)
    if not first or not second or "anonymous" in {names.kind(one)[0], names.kind(other)[0]}:
        return "different"
    if first == second:
        return "same"
    return "near" if _is_near(_without_suffix(first), _without_suffix(second)) else "different"


def _is_near(first: list[str], second: list[str]) -> bool:
    if sorted(first) == sorted(second) or "".join(first) == "".join(second):
        return True
    one, other = " ".join(first), " ".join(second)
    slip = min(len(one), len(other)) >= 8 and Levenshtein.distance(one, other, score_cutoff=1) == 1
    return slip or _same_surname(first, second)


def _comparable(name: str) -> list[str]:
    """The words of a name without what may differ: titles, letters, case, accents, punctuation."""
    spelt = names.plain(name[:LONGEST_LINE]).replace(" & ", " and ").casefold().translate(_SPELT_OUT)
    kept = "".join(
        " " if character in "-‐‑–." else character
        for character in unicodedata.normalize("NFKD", spelt)
        if not unicodedata.combining(character) and character not in "'’ʼ`,"
    )
    return [word for word in kept.split() if word.isalnum()]


def _without_suffix(words: list[str]) -> list[str]:
    return words[:-1] if len(words) > 2 and names.is_generation(words[-1]) else words


def _same_surname(first: list[str], second: list[str]) -> bool:
    """One surname, and given names of which one could be the short form of the other: an initial, or left out."""
    if first[-1] != second[-1] or min(len(first), len(second)) < 2:
        return False
    one, other = first[0], second[0]
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])
