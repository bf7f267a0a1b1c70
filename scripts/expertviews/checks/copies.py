"""The rules for what is in the record twice: items of lists, orders of themes, and words copied between files."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from expertviews import content
from expertviews.checks.rules import File, FileViolation, Violation, file_rule, files_holding, record_rule, repeats
from expertviews.checks.sourcetexts import source_words
from expertviews.content import KeyPath, Record
from expertviews.mappings import grouped
from expertviews.model import Affiliation, Contributor, Entity, Question, Redirects, SeedSource, Theme, View
from expertviews.problems import shown
from expertviews.quotes import fold

_NOUNS = {
    "text": "answer",
    "affiliations": "posts",
    "education": "degrees",
    "orcid": "ORCID iD",
    "wikidata": "Wikidata item",
}
"""What readers call the value of a key, where it isn't called like the key."""
_MIN_WORDS = {"text": 12, "bio": 4, "gist": 6, "affiliations": 4, "education": 4, "orcid": 1, "wikidata": 1}
"""The number of words from which on two values aren't the same by chance."""
_EXCUSES = {
    "text": "; if both said so, list the first line in `as_in_source`",
    "bio": "; if both have it in the source, list it in `as_in_source`",
    "affiliations": "; if both hold them, let the `bio` of a view say so",
    "education": "; if both have them, let the `bio` of a view say so",
}
"""How an editor can say that a value is right though another contributor has it too."""


@file_rule(Entity)
def repeated(file: File[Entity]) -> Iterator[FileViolation]:
    """Nothing is listed twice: no proposition, stance on one, theme, term, excerpt or old address."""
    for key, items, remedy in _lists(file.entity):
        for index, first in repeats((item, index) for index, item in enumerate(items)):
            yield (key, index), f"this repeats the item on line {file.place(key, first).line}", remedy


def _lists(entity: Entity) -> Iterator[tuple[str, Sequence[object], str]]:
    """Yield lists whose items must differ: their key, what tells each item from the others, and what to do."""
    if isinstance(entity, Redirects):
        yield "moved", [move.old for move in entity.moved], "keep one of the two"
    elif isinstance(entity, Question):
        statements = [fold(proposition.statement).casefold() for proposition in entity.propositions]
        yield "propositions", [proposition.id for proposition in entity.propositions], "give one of them a different id"
        yield "propositions", statements, "merge the two, which have the same statement"
    elif isinstance(entity, Theme):
        for name in ("terms", "context_terms", "not_terms"):
            yield name, getattr(entity, name), "remove one"
    elif isinstance(entity, View):
        excerpts = [(excerpt.theme, fold(excerpt.quote), excerpt.prefix, excerpt.suffix) for excerpt in entity.excerpts]
        yield "stances", [stance.proposition for stance in entity.stances], "keep one of the two stances"
        yield "excerpts", excerpts, "remove one"
        yield "read_for", entity.read_for or (), "remove one"


@record_rule
def theme_order(record: Record) -> Iterator[Violation]:
    """No two themes have the same `order` or `title`."""
    themes = [theme for _, theme in sorted(record.library.themes.items())]
    same_order = repeats((theme.order, theme) for theme in themes)
    for free, (theme, first) in enumerate(same_order, content.free_order(record)):
        what = f"`order: {theme.order}` is already used by `{first.slug}`"
        yield record.place(content.theme_path(theme.slug), "order"), what, f"write `order: {free}`, which is free"
    for theme, first in repeats((fold(theme.title).casefold(), theme) for theme in themes):
        what = f"the title “{shown(theme.title)}” is already used by `{first.slug}`"
        place = record.place(content.theme_path(theme.slug), "title")
        yield place, what, "write another title, or merge the two themes"


@dataclass(frozen=True)
class _Claim:
    """Words about a contributor, folded, and where they are: a key of a file, and the view, if they are in one.

    `proofs` has, for each item of a list, the names of which a bio must mention one to prove the item.
    """

    path: str
    key: KeyPath
    words: str
    owner: Contributor
    view: View | None = None
    proofs: tuple[Sequence[str], ...] = ()

    @property
    def name(self) -> str:
        """The last part of the key."""
        return str(self.key[-1])


@record_rule
def copied(record: Record) -> Iterator[Violation]:
    """No two contributors have the same answer, bio, gist, list of posts or degrees, ORCID iD or Wikidata item.

    These come with a file that was copied to start another one. Two may share a bio that is in the document, that
    names both, or that a view lists in `as_in_source`; and posts or degrees that the bios of both mention.
    """
    claims = (*_claims_of_views(record), *_claims_of_contributors(record))
    for same in grouped(claims, lambda claim: (claim.key, claim.words)).values():
        is_long = len(same[0].words.split()) >= _MIN_WORDS[same[0].name]
        if is_long and len({claim.owner.slug for claim in same}) > 1:
            yield from _copies(record, same)


def _copies(record: Record, same: Sequence[_Claim]) -> Iterator[Violation]:
    """Yield each of several equal claims that is likely a copy: of one that is confirmed, or else of the first."""
    confirmed = [_is_confirmed(record, claim) for claim in same]
    original = same[confirmed.index(True) if any(confirmed) else 0]
    for claim, is_confirmed in zip(same, confirmed, strict=True):
        if is_confirmed or claim.owner.slug == original.owner.slug or _is_joint_bio(claim, original):
            continue
        place = record.place(original.path, *original.key)
        what = f"`{claim.name}` says the same as {place.path}:{place.line}, of {shown(original.owner.name)}"
        is_from_seed = claim.view and isinstance(claim.view.source, SeedSource)
        excuse = "" if is_from_seed else _EXCUSES.get(claim.name, "")
        remedy = f"write {shown(claim.owner.name)}’s own {_NOUNS.get(claim.name, claim.name)}{excuse}"
        yield record.place(claim.path, *claim.key), what, remedy


def _claims_of_views(record: Record) -> Iterator[_Claim]:
    for file in files_holding(record, View):
        if owner := record.library.contributors.get(file.entity.contributor):
            for name in ("text", "bio", "gist"):
                words = fold(getattr(file.entity, name) or "").casefold()
                yield _Claim(file.path, (name,), words, owner, file.entity)


def _claims_of_contributors(record: Record) -> Iterator[_Claim]:
    """Yield what files of contributors say; not lists of a single item, which others may have by chance."""
    for file in files_holding(record, Contributor):
        owner = file.entity
        if len(owner.affiliations) > 1:
            posts = fold("\n".join(post.words for post in owner.affiliations)).casefold()
            proofs = tuple(_employers(post) for post in owner.affiliations)
            yield _Claim(file.path, ("affiliations",), posts, owner, proofs=proofs)
        if len(owner.education) > 1:
            degrees = fold("\n".join(owner.education)).casefold()
            proofs = tuple(map(_after_comma, owner.education))
            yield _Claim(file.path, ("education",), degrees, owner, proofs=proofs)
        links = owner.links.model_dump(include={"orcid", "wikidata"}, exclude_none=True) if owner.links else {}
        for name, value in links.items():
            yield _Claim(file.path, ("links", name), value, owner)


def _employers(post: Affiliation) -> Sequence[str]:
    """Return the names of the employer and the place, or if none is stated, of the role."""
    names = [part for name in (post.organisation, post.place) if name for part in name.split(", ")]
    return names or _after_comma(post.role or "")


def _after_comma(words: str) -> Sequence[str]:
    """Return what is after each comma, such as “MIT” in “PhD, MIT”; all words if there is no comma."""
    return words.split(", ")[1:] or [words]


def _is_confirmed(record: Record, claim: _Claim) -> bool:
    """Whether a claim is no copy by its document, by a bio, or by an editor's word."""
    if claim.view:
        listed = any(fold(line).casefold() in claim.words for line in claim.view.as_in_source)
        return claim.key != ("gist",) and (listed or claim.words in source_words(record, claim.view).casefold())
    views = record.library.views_by(claim.owner.slug)
    statements = (words or "" for view in views for words in (view.bio, view.byline, *view.notes))
    said = fold(" ".join(statements)).casefold()
    proved = [any(fold(name).casefold() in said for name in names) for names in claim.proofs]
    return bool(proved) and all(proved)


def _is_joint_bio(claim: _Claim, other: _Claim) -> bool:
    """Whether a bio names both who have it, or is of people without a name."""
    owners = (claim.owner, other.owner)
    return claim.key == ("bio",) and all(it.kind == "anonymous" or _names_family(claim.words, it) for it in owners)


def _names_family(words: str, contributor: Contributor) -> bool:
    """Whether casefolded words have a contributor's family name, by the comma in `sort_name`; else the last name."""
    family, comma, _ = (contributor.sort_name or contributor.name).partition(",")
    wanted = fold(family if comma else contributor.name.split()[-1]).casefold()
    return re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", words) is not None
