"""Who answers: a contributor of the record, or somebody new. What is doubtful is asked, and never decided silently."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, count

from expertviews.model import LONGEST_SLUG, SLUG_REMEDY, Affiliation, Contributor, is_slug
from expertviews.people import names
from expertviews.problems import Place, Problem, ProblemsFound, shown


@dataclass(frozen=True)
class Choices:
    """Which contributor a name means, as the editor says: slugs by name, of contributors that there are or shall be."""

    slugs: Mapping[str, str] = field(default_factory=dict)

    def slug(self, name: str) -> str | None:
        """The slug chosen for a name, in whatever case or with whatever title it is written."""
        return next((slug for chosen, slug in self.slugs.items() if names.same_name(chosen, name) == "same"), None)

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


def _likeness(name: str, contributor: Contributor) -> names.Likeness:
    """How like a name is to a contributor's: to the likest of its spellings."""
    if contributor.kind == "anonymous":
        return "different"
    words = _words(name)
    spellings = (contributor.name, *contributor.also_known_as)
    found = {names.same_name(name, spelling) for spelling in spellings if words & _words(spelling)}
    return "same" if "same" in found else "near" if "near" in found else "different"


@lru_cache(maxsize=16_384)
def _words(name: str) -> frozenset[str]:
    return frozenset(names.slug(name).split("-"))


def _several(name: str, slugs: list[str], place: Place) -> Problem:
    listed = " and ".join(f"`{slug}`" for slug in slugs[:6])
    remedy = f"say which, or name a new one: --who '{name}={slugs[0]}'"
    return Problem(place, "which-contributor", f"{listed} have the name “{shown(name)}”", remedy)
