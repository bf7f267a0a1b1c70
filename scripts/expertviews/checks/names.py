"""The rules for the names of contributors: sort names, names of two files, and bylines of somebody else."""

from collections.abc import Iterator

from expertviews import characters, content, people
from expertviews.checks.rules import File, FileViolation, Violation, file_rule, files_holding, record_rule, repeats
from expertviews.content import Record, yamltext
from expertviews.model import Contributor, View
from expertviews.problems import shown
from expertviews.quotes import fold


@file_rule(Contributor)
def sort_name_missing(file: File[Contributor]) -> Iterator[FileViolation]:
    """A contributor has a name to sort by: for a person, the family name, a comma, then the other names."""
    if not file.entity.sort_name and file.is_whole and ("sort_name",) not in file.tree.keys:
        what = "`sort_name` is missing: lists and citations need it"
        line = _sort_name_line(file.entity)
        yield ("name",), what, f"add {line}, or correct it; `views check --fix` adds this line"


@file_rule(Contributor, warning=True)
def sort_name_differs(file: File[Contributor]) -> Iterator[FileViolation]:
    """A contributor is sorted by words of the name, or of another name that the file gives, where both are in a–z."""
    contributor = file.entity
    words = _words_of_names(contributor)
    sorted_by = people.name_key(contributor.sort_name or "")
    if words and sorted_by and words.isdisjoint(sorted_by) and "".join([*words, *sorted_by]).isascii():
        what = f"`sort_name` has no word of the name “{shown(contributor.name)}”"
        yield ("sort_name",), what, f"if this is somebody else's, write {_sort_name_line(contributor)}"


def _sort_name_line(contributor: Contributor) -> str:
    """Return the line for a drafted sort name, as part of a message."""
    line = yamltext.dump({"sort_name": people.sort_name(contributor.name, contributor.kind)})
    return f"`{shown(line, 200)}`"


def _words_of_names(contributor: Contributor) -> set[str]:
    return {word for name in contributor.names for word in people.name_key(name)}


@record_rule
def same_contributor(record: Record) -> Iterator[Violation]:
    """A contributor has one file, however the name is spelt; `disambiguation` tells two people of one name apart."""
    names = []
    for slug, contributor in sorted(record.library.contributors.items()):
        for name in contributor.names if contributor.kind != "anonymous" else ():
            key = people.name_key(characters.seen(name)) or fold(name).casefold()
            names.append(((key, contributor.disambiguation), (slug, name)))
    for (slug, name), (other, spelt) in repeats(names):
        if slug != other:
            as_spelt = "" if spelt == name else f", as “{shown(spelt)}”"
            what = f"the name “{shown(name)}” is already used in {content.contributor_path(other)}{as_spelt}"
            remedy = "if they are one person, merge the two files; if not, give each a `disambiguation`"
            yield record.place(content.contributor_path(slug), "name"), what, remedy


@record_rule
def byline_of_another(record: Record) -> Iterator[Violation]:
    """The byline of a view doesn't name another contributor of the record."""
    contributors = record.library.contributors
    named = [contributor for contributor in contributors.values() if contributor.kind != "anonymous"]
    by_name = {people.name_key(name): contributor for contributor in named for name in contributor.names}
    by_name.pop((), None)  # the key of names that have no letters or digits
    for file in files_holding(record, View):
        owner, byline = contributors.get(file.entity.contributor), file.entity.byline
        other = by_name.get(people.name_key(people.read_attribution(byline).name)) if byline else None
        if not owner or not byline or not other or other.slug == owner.slug:
            continue
        if _words_of_names(owner).isdisjoint(people.name_key(byline)):
            what = f"`byline` names {shown(other.name)}, but the contributor is {shown(owner.name)}"
            remedy = f"write `contributor: {other.slug}`, or the byline of {shown(owner.name)}"
            yield file.place("byline"), what, remedy
