"""The rules for what is in the record twice: items, orders, a person, or words copied from one file to another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from expertviews import characters, content, people
from expertviews.checks import proofs
from expertviews.checks.rules import Fault, File, Violation, each, files_holding, repeats, rule
from expertviews.content import KeyPath, Record, yamltext
from expertviews.mappings import grouped
from expertviews.model import Contributor, Entity, Question, Redirects, SeedSource, Theme, View
from expertviews.problems import shown
from expertviews.quotes import fold

_LEAST_WORDS = {"text": 12, "bio": 4, "gist": 6, "affiliations": 4, "education": 4, "orcid": 1, "wikidata": 1}
"""From how many words on a value isn't another's by chance."""
_REMEDIES = {
    "text": "; if both said so, list the first line in `as_in_source`",
    "bio": "; if both have it in the source, list it in `as_in_source`",
    "affiliations": "; if both hold these posts, let the `bio` of a view say so",
    "education": "; if both have these degrees, let the `bio` of a view say so",
}
"""What else than writing the own words may be right."""


@dataclass(frozen=True, eq=False)
class _Value:
    """What is said of somebody: where, and the view that says it, if any. `items` are what a bio must confirm."""

    path: str
    key: KeyPath
    words: str
    owner: Contributor
    view: View | None = None
    items: tuple[str, ...] = ()


@each(Entity)
def repeated(file: File[Entity]) -> Iterator[Fault]:
    """Nothing is listed twice: no proposition, stance on one, theme, term, excerpt or old address."""
    for key, items, remedy in _lists(file.it):
        for at, first in repeats((it, at) for at, it in enumerate(items)):
            yield (key, at), f"this repeats the item on line {file.place(key, first).line}", remedy


def _lists(it: Entity) -> Iterator[tuple[str, Sequence[object], str]]:
    """What may not be twice in a file: the keys of lists, what tells their items apart, and what to do."""
    if isinstance(it, Redirects):
        yield "moved", [move.old for move in it.moved], "keep one of the two"
    elif isinstance(it, Question):
        said = [fold(proposition.statement).casefold() for proposition in it.propositions]
        yield "propositions", [proposition.id for proposition in it.propositions], "give one of them a different id"
        yield "propositions", said, "merge the two, which have the same statement"
    elif isinstance(it, Theme):
        yield from ((name, getattr(it, name), "remove one") for name in ("terms", "context_terms", "not_terms"))
    elif isinstance(it, View):
        excerpts = [(stated.theme, fold(stated.quote), stated.prefix, stated.suffix) for stated in it.excerpts]
        yield "stances", [stated.proposition for stated in it.stances], "keep one of the two stances"
        yield "excerpts", excerpts, "remove one"
        yield "read_for", it.read_for or (), "remove one"


@rule
def theme_order(record: Record) -> Iterator[Violation]:
    """No two themes have the same `order` or `title`."""
    free = count(content.free_order(record))
    for it, first in repeats((it.order, it) for _, it in sorted(record.library.themes.items())):
        what = f"`order: {it.order}` is already used by `{first.slug}`"
        yield record.place(content.theme_path(it.slug), "order"), what, f"write `order: {next(free)}`, which is free"
    for it, first in repeats((fold(it.title).casefold(), it) for _, it in sorted(record.library.themes.items())):
        what = f"the title “{shown(it.title)}” is already used by `{first.slug}`"
        yield record.place(content.theme_path(it.slug), "title"), what, "write another title, or merge the two themes"


@each(Contributor)
def sort_name_missing(file: File[Contributor]) -> Iterator[Fault]:
    """A contributor has a name to sort by: for a person, the family name, a comma, then the other names."""
    who = file.it
    if not who.sort_name and file.is_whole and ("sort_name",) not in file.tree.keys:
        line = f"`{shown(yamltext.dump({'sort_name': people.sort_name(who.name, who.kind)}), 200)}`"
        what = "`sort_name` is missing: lists and citations need it"
        yield ("name",), what, f"add {line}, or correct it; `views check --fix` adds this line"


@each(Contributor, warning=True)
def sort_name_differs(file: File[Contributor]) -> Iterator[Fault]:
    """A contributor is sorted by words of the name, or of another name that the file gives, where both are in a–z."""
    who = file.it
    words = {word for name in who.names for word in people.name_key(name)}
    sorted_by = people.name_key(who.sort_name or "")
    if words and sorted_by and words.isdisjoint(sorted_by) and "".join([*words, *sorted_by]).isascii():
        line = yamltext.dump({"sort_name": people.sort_name(who.name, who.kind)})
        what = f"`sort_name` has no word of the name “{shown(who.name)}”"
        yield ("sort_name",), what, f"if this is somebody else's, write `{shown(line, 200)}`"


@rule
def same_contributor(record: Record) -> Iterator[Violation]:
    """A contributor has one file, however the name is spelt; `disambiguation` tells two people of one name apart."""
    named = (
        ((people.name_key(characters.seen(name)) or fold(name).casefold(), who.disambiguation), (who.slug, name))
        for _, who in sorted(record.library.contributors.items())
        for name in dict.fromkeys(who.names if who.kind != "anonymous" else ())
    )
    for (slug, name), (other, spelt) in repeats(named):
        if slug != other:
            as_spelt = "" if spelt == name else f", as “{shown(spelt)}”"
            what = f"the name “{shown(name)}” is already used in {content.contributor_path(other)}{as_spelt}"
            remedy = "if they are one person, merge the two files; if not, give each a `disambiguation`"
            yield record.place(content.contributor_path(slug), "name"), what, remedy


@rule
def byline_of_another(record: Record) -> Iterator[Violation]:
    """The byline of a view doesn't name another contributor of the record."""
    contributors = [it for it in record.library.contributors.values() if it.kind != "anonymous"]
    known = {people.name_key(name): it for it in contributors for name in it.names}
    for file in files_holding(record, View):
        own, byline = record.library.contributors.get(file.it.contributor), file.it.byline
        spelt = people.name_key(people.read_attribution(byline).name) if byline else ()
        named = known.get(spelt) if spelt else None
        if own and byline and named and named.slug != own.slug:
            mine = {word for name in own.names for word in people.name_key(name)}
            if not mine.intersection(people.name_key(byline)):
                what = f"`byline` names {shown(named.name)}, but the contributor is {shown(own.name)}"
                remedy = f"write `contributor: {named.slug}`, or the byline of {shown(own.name)}"
                yield file.place("byline"), what, remedy


@rule
def copied(record: Record) -> Iterator[Violation]:
    """No two contributors have the same answer, bio, gist, list of posts or degrees, ORCID iD or Wikidata item.

    These come with a file that was copied to start another one. Two may share a bio that is in the document, that
    names both, or that a view lists in `as_in_source`; and posts or degrees that the bios of both mention.
    """
    values = grouped((*_of_views(record), *_of_contributors(record)), lambda it: (it.key, it.words))
    shared = (same for same in values.values() if len({it.owner.slug for it in same}) > 1)
    several = [it for same in shared for it in same if len(it.words.split()) >= _LEAST_WORDS[str(it.key[-1])]]
    right = {it for it in several if _is_right(record, it)}
    likely_first = sorted(several, key=lambda it: it not in right)
    for it, first in repeats(((it.key, it.words), it) for it in likely_first):
        if it.owner.slug != first.owner.slug and it not in right and not _is_joint(it, first):
            place, name = record.place(first.path, *first.key), str(it.key[-1])
            what = f"`{name}` says the same as {place.path}:{place.line}, of {shown(first.owner.name)}"
            proved = it.view and isinstance(it.view.source, SeedSource)
            other = "" if proved else _REMEDIES.get(name, "")
            yield record.place(it.path, *it.key), what, f"write {shown(it.owner.name)}’s own{other}"


def _of_views(record: Record) -> Iterator[_Value]:
    for file in files_holding(record, View):
        if owner := record.library.contributors.get(file.it.contributor):
            for name in ("text", "bio", "gist"):
                words = fold(getattr(file.it, name) or "").casefold()
                yield _Value(file.path, (name,), words, owner, file.it)


def _of_contributors(record: Record) -> Iterator[_Value]:
    for file in files_holding(record, Contributor):
        who = file.it
        posts = tuple(it.words for it in who.affiliations)
        for name, items in (("affiliations", posts), ("education", who.education)):
            if len(items) > 1:
                yield _Value(file.path, (name,), fold("\n".join(items)).casefold(), who, None, tuple(items))
        links = who.links.model_dump(include={"orcid", "wikidata"}, exclude_none=True) if who.links else {}
        yield from (_Value(file.path, ("links", name), value, who, None, (value,)) for name, value in links.items())


def _is_right(record: Record, it: _Value) -> bool:
    """Whether something shows that a value that others have too is no copy: a document, a bio, or an editor's word."""
    if it.view:
        confirmed = any(fold(line).casefold() in it.words for line in it.view.as_in_source)
        return it.key != ("gist",) and (confirmed or it.words in proofs.source_words(record, it.view).casefold())
    views = record.library.views_by(it.owner.slug)
    said = fold(" ".join(filter(None, (words for each in views for words in (each.bio, each.byline, *each.notes)))))
    return all(any(part in said.casefold() for part in fold(item).casefold().split(", ")[1:]) for item in it.items)


def _is_joint(it: _Value, other: _Value) -> bool:
    """Whether a bio names both who have it, or is of people without a name."""
    owners = (it.owner, other.owner)
    named = all(who.kind == "anonymous" or who.name.split()[-1].casefold() in it.words for who in owners)
    return it.key == ("bio",) and named
