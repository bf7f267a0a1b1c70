"""What is in the record twice: a person, or words and facts that were copied from one file to another by mistake."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from expertviews import characters, content, people
from expertviews.checks import proofs, slips
from expertviews.checks.violations import Rule, Violation
from expertviews.content import KeyPath, Record
from expertviews.model import Contributor, SeedSource, View
from expertviews.problems import shown
from expertviews.quotes import fold

_LEAST_WORDS = {"text": 12, "bio": 4, "gist": 6}
"""From how many words on a value of a view isn't another's by chance."""
_LONG_ROLE = 4  # words of a role from which the same role at the same organisation is no chance either
_OWN_WORDS = {
    "text": "write the words of this contributor; if both said so, list the first line in `as_in_source`",
    "bio": "write the bio of this contributor; if both have it in the source, list it in `as_in_source`",
    "gist": "write what this contributor says",
    "affiliations": "write those of this contributor; if both hold these posts, let the `bio` of a view say so",
    "education": "write that of this contributor; if both have these degrees, let the `bio` of a view say so",
    "orcid": "write that of this contributor",
    "wikidata": "write that of this contributor",
}


@dataclass(frozen=True)
class _Copy:
    """A value that may be a copy: where it is, whose it is, and the view that has it, if any."""

    path: str
    key: KeyPath
    owner: Contributor
    view: View | None = None


def same_contributor(record: Record) -> Iterator[Violation]:
    """A contributor has one file, however the name is spelt; `disambiguation` tells two people of one name apart."""
    seen: dict[tuple[str, ...], tuple[str, str]] = {}
    for slug, who in sorted(record.library.contributors.items()):
        for name in dict.fromkeys([who.name, *who.also_known_as]) if who.kind != "anonymous" else ():
            key = (*(people.name_key(characters.seen(name)) or (fold(name).casefold(),)), "", who.disambiguation or "")
            other, spelt = seen.setdefault(key, (slug, name))
            if other != slug:
                as_spelt = "" if spelt == name else f", as “{shown(spelt)}”"
                what = f"the name “{shown(name)}” is already used in {content.contributor_path(other)}{as_spelt}"
                remedy = "if they are one person, merge the two files; if not, give each a `disambiguation`"
                yield record.place(content.contributor_path(slug), "name"), what, remedy


def copied(record: Record) -> Iterator[Violation]:
    """No two contributors have the same answer, bio, gist, list of posts or degrees, ORCID iD or Wikidata item.

    These come with a file that was copied to start another one. Two may share a bio that is in the document, that
    names both, or that a view lists in `as_in_source`; and posts or degrees that the bios of both mention.
    """
    for (name, value), found in _shared(record):
        right = [it for it in found if _is_right(record, name, value, it)]
        first = (right or sorted(found, key=lambda it: not _is_named_in_source(record, it)))[0]
        for it in found:
            if it is not first and it not in right:
                place = record.place(first.path, *first.key)
                what = f"`{name}` says the same as {place.path}:{place.line}, of {shown(first.owner.name)}"
                proved = it.view and isinstance(it.view.source, SeedSource)
                yield record.place(it.path, *it.key), what, _OWN_WORDS[name].partition(";" if proved else "\n")[0]


def named_in_source(record: Record, view: View) -> Contributor | None:
    """Another contributor, whose name begins the lines of a view."""
    said = proofs.source_words(record, view)
    named = (it for it in record.library.contributors.values() if said.startswith(f"{fold(it.name)} "))
    return next((it for it in named if it.slug != view.contributor and it.kind != "anonymous"), None)


def byline_of_another(record: Record) -> Iterator[Violation]:
    """The byline of a view doesn't name another contributor of the record."""
    known = {
        people.name_key(name): it
        for it in record.library.contributors.values()
        for name in (it.name, *it.also_known_as)
        if it.kind != "anonymous"
    }
    for key, view in record.library.views.items():
        own = record.library.contributors.get(view.contributor)
        if not own or not view.byline:
            continue
        spelt = people.name_key(people.read_attribution(view.byline).name)
        named = known.get(spelt) if spelt else None
        mine = {word for name in (own.name, *own.also_known_as) for word in people.name_key(name)}
        if named and named.slug != own.slug and not mine.intersection(people.name_key(view.byline)):
            what = f"`byline` names {shown(named.name)}, but the contributor is {shown(own.name)}"
            remedy = f"write `contributor: {named.slug}`, or the byline of {shown(own.name)}"
            yield record.place(content.view_path(*key), "byline"), what, remedy


def as_in_source_unneeded(record: Record) -> Iterator[Violation]:
    """A line in `as_in_source` is in the view, where it would be reported as a mistake if it weren't listed."""
    shared = defaultdict[str, list[str]](list)
    for (name, value), found in _shared(record) if any(it.as_in_source for it in record.library.views.values()) else ():
        for it in found if name in {"text", "bio"} else ():
            shared[it.path].append(value)
    for key, view in record.library.views.items():
        path = content.view_path(*key)
        for at, line in enumerate(view.as_in_source):
            copied_too = any(fold(line).casefold() in value for value in shared[path])
            if not copied_too and not slips.has_slip(record, path, line):
                what = f"no line of the view has “{shown(line)}” and looks like a mistake"
                yield record.place(path, "as_in_source", at), what, "remove it, or copy the line as it is in the view"


def _shared(record: Record) -> Iterator[tuple[tuple[str, str], Sequence[_Copy]]]:
    """Each value that two contributors have, by its key, with all who have it."""
    groups = defaultdict[tuple[str, str], list[_Copy]](list)
    for name, value, it in (*_of_views(record), *_of_contributors(record)):
        groups[name, value].append(it)
    for (name, value), found in groups.items():
        owners = {it.owner.slug: it.owner for it in found}
        if len(owners) > 1 and not (name == "bio" and _is_joint(value, owners.values())):
            yield (name, value), found


def _is_joint(bio: str, owners: Iterable[Contributor]) -> bool:
    """Whether a bio names everybody who has it, or is of people without a name."""
    return all(it.kind == "anonymous" or it.name.split()[-1].casefold() in bio for it in owners)


def _of_views(record: Record) -> Iterator[tuple[str, str, _Copy]]:
    for key, view in record.library.views.items():
        owner = record.library.contributors.get(view.contributor)
        for name, least in _LEAST_WORDS.items() if owner else ():
            value = fold(getattr(view, name) or "").casefold()
            if owner and len(value.split()) >= least:
                yield name, value, _Copy(content.view_path(*key), (name,), owner, view)


def _of_contributors(record: Record) -> Iterator[tuple[str, str, _Copy]]:
    for slug, who in record.library.contributors.items():
        path = content.contributor_path(slug)
        posts = [" | ".join(filter(None, (it.role, it.organisation, it.place))) for it in who.affiliations]
        long = any(it.organisation and len((it.role or "").split()) >= _LONG_ROLE for it in who.affiliations)
        if len(posts) > 1 or long or (posts and who.education):
            also = who.education if len(posts) == 1 and not long else ()
            yield "affiliations", fold("\n".join([*posts, *also])).casefold(), _Copy(path, ("affiliations",), who)
        if len(who.education) > 1:
            yield "education", fold("\n".join(who.education)).casefold(), _Copy(path, ("education",), who)
        links = who.links.model_dump(include={"orcid", "wikidata"}, exclude_none=True) if who.links else {}
        yield from ((name, value, _Copy(path, ("links", name), who)) for name, value in links.items())


def _is_named_in_source(record: Record, it: _Copy) -> bool:
    return it.view is not None and it.owner.name in proofs.source_words(record, it.view)


def _is_right(record: Record, name: str, value: str, it: _Copy) -> bool:
    """Whether something shows that a value that others have too is no copy: a document, a bio, or an editor's word."""
    if it.view:
        confirmed = any(fold(line).casefold() in value for line in it.view.as_in_source)
        return name != "gist" and (confirmed or value in proofs.source_words(record, it.view).casefold())
    if name == "affiliations":
        stated = [each.organisation or each.role or "" for each in it.owner.affiliations]
    else:
        stated = [each.rpartition(",")[2].strip() for each in it.owner.education] if name == "education" else [""]
    return all(words and words.casefold() in _said_of(record, it.owner) for words in stated)


def _said_of(record: Record, who: Contributor) -> str:
    """What the views of a contributor say about them, in small letters."""
    found = ((it.bio, it.byline, *it.notes) for it in record.library.views_by(who.slug))
    return fold(" ".join(words for each in found for words in each if words)).casefold()


RULES: tuple[Rule, ...] = (same_contributor, copied, byline_of_another, as_in_source_unneeded)
"""The rules of this module."""
