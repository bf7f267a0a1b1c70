"""Whom a name means: a contributor of the record, or somebody new. Doubts become questions to the editor."""

import re
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

NameMatch = Literal["same", "near", "different"]
_UNACCENTED = str.maketrans({"ı": "i", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe"})
"""Letters that Unicode doesn't decompose into a plain letter and an accent."""


@dataclass(frozen=True)
class Choices:
    """Whom the editor says a name means (`--who`): slugs by name, of known or of new contributors."""

    slugs: Mapping[str, str] = field(default_factory=dict)

    def slug(self, name: str) -> str | None:
        """The slug chosen for a name, in whatever case or with whatever title it is written."""
        return next((slug for chosen, slug in self.slugs.items() if same_name(chosen, name) == "same"), None)

    def unused(self, found: Container[str]) -> Iterator[Problem]:
        """A problem for each name that isn't among those found in the documents."""
        for name in self.slugs:
            if name not in found:
                what = f"no document converted now names “{shown(name)}”"
                yield Problem(Place("--who"), "who-unused", what, "write the name as the document does")


@dataclass(frozen=True)
class ContributorMatch:
    """The contributor that a name means, or the slug for a new one; with questions for the editor."""

    contributor: Contributor | None
    slug: str
    disambiguation: str | None = None
    questions: tuple[str, ...] = ()


def find_contributor(
    known: Mapping[str, Contributor], name: str, choices: Choices, place: Place, also: tuple[str, ...] = ()
) -> ContributorMatch:
    """Whom a name means: the contributor that the editor has chosen, the one of that name, or a new one.

    The editor is asked about contributors of a similar name, or of one of the other spellings, `also`.
    Raises ProblemsFound if several contributors have the name and none is chosen.
    """
    chosen = choices.slug(name)
    if chosen:
        return _chosen(known, name, chosen, place)
    matches = {slug: _compare(name, contributor) for slug, contributor in known.items()}
    same = _same(matches)
    if len(same) > 1:
        what = f"{' and '.join(f'`{slug}`' for slug in same[:6])} have the name “{shown(name)}”"
        remedy = f"say which, or name a new one: --who '{name}={same[0]}'"
        raise ProblemsFound([Problem(place, "which-contributor", what, remedy)])
    if same:
        return ContributorMatch(known[same[0]], same[0])
    near = (slug for slug, found in matches.items() if found == "near" or _has_any(known[slug], also))
    asked = tuple(
        f"is {name} the same as {known[slug].name}? they are two contributors now; if they are one, convert with "
        f"--who '{name}={slug}' instead"
        for slug in near
    )
    return ContributorMatch(None, free_slug(names.slug(name), known), questions=asked)


def slugs_named(known: Mapping[str, Contributor], name: str) -> list[str]:
    """The slugs of the contributors who have a name, sorted."""
    return _same({slug: _compare(name, contributor) for slug, contributor in known.items()})


def _same(matches: Mapping[str, NameMatch]) -> list[str]:
    return sorted(slug for slug, found in matches.items() if found == "same")


def _has_any(contributor: Contributor, spellings: tuple[str, ...]) -> bool:
    return any(_compare(spelling, contributor) != "different" for spelling in spellings)


def affiliation_question(name: str, known: Contributor, stated: tuple[Affiliation, ...]) -> str | None:
    """What to ask if somebody of a known name is at other organisations than the known contributor."""
    before = {place.organisation.casefold() for place in known.affiliations if place.organisation}
    now = {place.organisation: place.organisation.casefold() for place in stated if place.organisation}
    if not before or not now or before & set(now.values()):
        return None
    return (
        f"is {name} ({next(iter(now))}) the {known.name} of `{known.slug}`? they are one contributor now; if they are "
        f"two people, convert with --who '{name}={known.slug}-WORD', where WORD tells them apart"
    )


def namesake(known: Mapping[str, Contributor], name: str, affiliation: str) -> ContributorMatch:
    """Another person of the same name who answers the same question, told apart by their affiliation."""
    asked = f"{name} answers twice, with different affiliations: are they two people of one name, as drafted now?"
    slug = free_slug(names.slug(f"{name} {affiliation}"), known)
    return ContributorMatch(None, slug, shown(affiliation), questions=(asked,))


def free_slug(slug: str, taken: Container[str] = ()) -> str:
    """The slug, cut to the length allowed, with a number if it is taken."""
    slug = slug[: LONGEST_SLUG - len("-999")].rstrip("-")
    candidates = chain([slug], (f"{slug}-{number}" for number in count(2)))
    return next(candidate for candidate in candidates if candidate not in taken)


def _chosen(known: Mapping[str, Contributor], name: str, slug: str, place: Place) -> ContributorMatch:
    if slug in known:
        return ContributorMatch(known[slug], slug)
    if not is_slug(slug):
        what = f"`{shown(slug)}` in --who isn't a slug"
        raise ProblemsFound([Problem(place, "who-slug", what, SLUG_REMEDY)])
    word = slug.removeprefix(f"{names.slug(name)}-").replace("-", " ")
    return ContributorMatch(None, slug, word)


def _compare(name: str, contributor: Contributor) -> NameMatch:
    """How well a name matches the best of a contributor's spellings."""
    if contributor.kind == "anonymous":
        return "different"
    found = {same_name(name, spelling) for spelling in contributor.names}
    return "same" if "same" in found else "near" if "near" in found else "different"


def same_name(one: str, other: str) -> NameMatch:
    """Whether two names are one person's: `same`, `different`, or `near`, which is worth asking about.

    Same: they differ only in titles, letters (PhD), case, accents, hyphens or dots. Near: one has initials or lacks
    middle names or a suffix (Jr., III), the words are in another order, or one letter of a long name differs. An
    anonymous contributor is never the same as another.
    """
    first, second = name_key(one), name_key(other)
    if set(first).isdisjoint(second) or "anonymous" in {names.kind(one), names.kind(other)}:
        return "different"
    if first == second:
        return "same"
    return "near" if _is_near(_without_suffix(first), _without_suffix(second)) else "different"


@lru_cache(maxsize=16_384)
def name_key(name: str) -> tuple[str, ...]:
    """What spellings of one name share: its words without titles, letters, case, accents and punctuation."""
    bare = names.bare_name(name[:LONGEST_LINE]).replace(" & ", " and ").casefold().translate(_UNACCENTED)
    decomposed = unicodedata.normalize("NFKD", re.sub(r"[-‐‑–.]", " ", bare))
    plain = "".join(it for it in decomposed if not unicodedata.combining(it) and it not in "'’ʼ`,")
    return tuple(word for word in plain.split() if word.isalnum())


def _without_suffix(words: tuple[str, ...]) -> tuple[str, ...]:
    return words[:-1] if len(words) > 2 and names.is_generation(words[-1]) else words


def _is_near(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    if sorted(first) == sorted(second) or "".join(first) == "".join(second):
        return True
    one, other = " ".join(first), " ".join(second)
    slip = min(len(one), len(other)) >= 8 and Levenshtein.distance(one, other, score_cutoff=1) == 1
    return slip or _same_surname(first, second)


def _same_surname(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """One surname, and given names of which one may be short for the other: an initial, or middle names left out."""
    if first[-1] != second[-1] or min(len(first), len(second)) < 2:
        return False
    one, other = first[0], second[0]
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])
