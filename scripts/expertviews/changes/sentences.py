"""A difference in sentences, as Markdown that is safe to post: a stranger's words are code, links are made of slugs."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from expertviews.changes.inert import code
from expertviews.changes.types import Change, Changes, Edit, FieldChange, File, Kind, Page, Requotation, Vanished
from expertviews.pages.wording import listed
from expertviews.problems import counted
from expertviews.publish.sitemap import page_of

Link = Callable[[str], str]
"""From an address to where it can be opened; nothing where it can't."""

_SHOWN = 25  # items of a list that are written out
_FIELDS = 12  # keys of an entity that are
_EDITS = 6  # differences of a text that are
_HEADINGS: dict[Kind, str] = {
    "question": "Questions",
    "contributor": "Contributors",
    "view": "Views",
    "excerpt": "Excerpts",
    "stance": "Stances",
    "proposition": "Propositions",
    "theme": "Themes",
}
_VERBS = {"agree": "agrees with", "disagree": "disagrees with", "mixed": "has a mixed stance on"}
_ONE_SIDED = {"added", "removed"}


def nowhere(_address: str) -> str:
    """A link for addresses that can't be opened."""
    return ""


def markdown(changes: Changes, link: Link = nowhere) -> str:
    """The whole difference: what changed, quotations, pages, addresses that vanish, and what stays."""
    sections = [
        *_changed(changes, link),
        *_section("Other files", map(_file, changes.files), changes.files_count),
        *_quotations(changes, link),
        *_section("Pages to look at", (_page(it, link) for it in changes.pages), changes.pages_count),
        *_vanished(changes),
        *_unchanged(changes),
    ]
    return "\n\n".join(sections) + "\n"


def _changed(changes: Changes, link: Link) -> Iterator[str]:
    yield "### What changes"
    if not changes.changes_count:
        yield "No entity of the record."
    told = _Told(changes, link)
    for kind, heading in _HEADINGS.items():
        items = [it for it in changes.changes if it.kind == kind and not told.within_another(it)]
        if items:
            yield f"**{heading}**"
            yield _list(map(told.sentence, items), len(items))
    beyond = changes.changes_count - len(changes.changes)
    if beyond:
        yield f"… and {counted(beyond, 'more change')}."


class _Told:
    """The changes of a report, each in a sentence. Parts of a view that comes or goes whole are told with it."""

    def __init__(self, changes: Changes, link: Link) -> None:
        self.link = link
        self.whole = {it.path for it in changes.changes if it.kind == "view" and it.what in _ONE_SIDED}
        self.parts = Counter((it.path, it.kind) for it in changes.changes if it.path in self.whole)

    def within_another(self, change: Change) -> bool:
        """Whether a change is told with that of its view."""
        return change.kind in {"excerpt", "stance"} and change.path in self.whole and change.what in _ONE_SIDED

    def sentence(self, change: Change) -> str:
        """A change as a reviewer would say it."""
        if change.what in _ONE_SIDED:
            return self._one_sided(change)
        was = f"its slug was {code(change.was)}" if change.was else ""
        beyond = len(change.fields) - _FIELDS
        fields = [_field(field) for field in change.fields[:_FIELDS]]
        fields += [f"and {counted(beyond, 'more key')}"] if beyond > 0 else []
        return f"{self._about(change)}: {'; '.join([*([was] if was else []), *fields]) or 'changed'}."

    def _one_sided(self, change: Change) -> str:
        end = f"is {change.what}."
        match change.kind:
            case "view":
                return f"{self._linked(change)} {self._answers(change)}"
            case "excerpt":
                return f"{code(change.by or '')} on {code(change.theme or '')}: {self._linked(change)} {end}"
            case "stance":
                stands = f"{code(change.by or '')} {_VERBS.get(change.stance or '', 'has a stance on')}"
                return f"{stands} {self._linked(change)}{': this is removed.' if change.what == 'removed' else '.'}"
            case "proposition":
                return f"{self._linked(change)}, on {code(change.theme or '')}, {end}"
            case _:
                return f"{self._linked(change)} {end}"

    def _answers(self, change: Change) -> str:
        parts: list[tuple[int, str]] = [
            (change.paragraphs or 0, "paragraph"),
            (self.parts[change.path, "excerpt"], "excerpt"),
            (self.parts[change.path, "stance"], "stance"),
        ]
        held = listed([counted(number, noun) for number, noun in parts if number])
        question = code(change.question or "")
        if change.what == "removed":
            return f"no longer answers {question}: {held or 'an empty view'} removed."
        return f"answers {question}{f' in {held}' if held else ''}."

    def _about(self, change: Change) -> str:
        name = self._linked(change)
        if change.kind == "view":
            return f"{name} on {code(change.question or '')}"
        if change.kind in {"excerpt", "stance"}:
            return f"{code(change.by or '')}, {name}"
        return name

    def _linked(self, change: Change) -> str:
        return _linked(code(change.name), change.address, change.what, self.link)


def _linked(words: str, address: str | None, what: str, link: Link) -> str:
    target = link(address) if address is not None and what != "removed" else ""
    return f"[{words}]({target})" if target else words


def _field(field: FieldChange) -> str:
    key = code(field.key)
    if field.edits:
        beyond = field.edits_count - min(len(field.edits), _EDITS)
        more = f", and {counted(beyond, 'more difference')}" if beyond else ""
        return f"{key} altered: {', '.join(_edits(field.edits, by_paragraph=field.key == 'text'))}{more}"
    if field.before and field.after:
        return f"{key} {code(field.before)} is now {code(field.after)}"
    if field.after:
        return f"{key} {code(field.after)} is added"
    return f"{key} {code(field.before)} is removed" if field.before else f"{key} altered"


def _edits(edits: Sequence[Edit], *, by_paragraph: bool = False) -> Iterator[str]:
    paragraph = None
    for edit in edits[:_EDITS]:
        where = "" if edit.paragraph == paragraph or not by_paragraph else f"in paragraph {edit.paragraph} "
        paragraph = edit.paragraph
        if not edit.before:
            yield f"{where}{code(edit.after)} is added"
        elif not edit.after:
            yield f"{where}{code(edit.before)} is removed"
        else:
            yield f"{where}{code(edit.before)} is now {code(edit.after)}"


def _file(file: File) -> str:
    if file.unreadable:
        return f"{code(file.path)} can't be read in one of the two revisions; its bytes are {file.what}."
    source = " A source document is never edited." if file.path.startswith("seeds/") and file.what != "added" else ""
    return f"{code(file.path)} is {file.what}.{source}"


def _quotations(changes: Changes, link: Link) -> Iterator[str]:
    yield "### Quotations altered"
    quotations = changes.quotations
    if quotations.altered_count:
        yield _list((_requotation(it, link) for it in quotations.altered), quotations.altered_count)
        yield f"{counted(quotations.unchanged, 'other')} the same, letter for letter."
    elif quotations.unchanged:
        yield f"None: {counted(quotations.unchanged, 'quotation')} the same, letter for letter."
    else:
        yield "None."


def _requotation(it: Requotation, link: Link) -> str:
    name = _linked(code(it.by), it.address, "changed", link)
    beyond = len(it.edits) - _EDITS
    more = f", and {counted(beyond, 'more difference')}" if beyond > 0 else ""
    return f"{name}, {it.kind} {code(it.before)}: {', '.join(_edits(it.edits))}{more}."


def _page(page: Page, link: Link) -> str:
    words = code(page.address or "/")
    note = {"added": " (new)", "removed": " (removed)", "changed": ""}[page.what]
    return f"{_linked(words, page.address, page.what, link)}{note}"


def _vanished(changes: Changes) -> Iterator[str]:
    if not changes.vanished_count:
        return
    yield "### Addresses that would vanish"
    pages = {it.address for it in changes.vanished if "#" not in it.address}
    places = Counter(page_of(it.address) for it in changes.vanished if "#" in it.address)
    told = [it for it in changes.vanished if "#" not in it.address or page_of(it.address) not in pages]
    beyond = changes.vanished_count - len(changes.vanished)
    yield _list([_gone(it, places[it.address]) for it in told], len(told) + beyond)


def _gone(it: Vanished, places: int) -> str:
    within = f" and {counted(places, 'place')} in it" if places else ""
    return f"{code(it.address)}{within}: {'a redirect or tombstone keeps it' if it.kept else 'nothing keeps it alive'}"


def _unchanged(changes: Changes) -> Iterator[str]:
    same = [counted(number, kind) for kind, number in changes.unchanged.items() if number]
    layout = changes.laid_out_anew
    yield "### Unchanged"
    yield f"{listed(same) or 'Nothing'}."
    if layout:
        yield f"{counted(layout, 'file')} {'differs' if layout == 1 else 'differ'} in layout, comments or order alone."


def _section(heading: str, items: Iterable[str], count: int) -> Iterator[str]:
    if count:
        yield f"### {heading}"
        yield _list(items, count)


def _list(items: Iterable[str], count: int) -> str:
    shown = [f"- {item}" for item in islice(items, _SHOWN)]
    return "\n".join([*shown, *([f"- … and {count - len(shown):,} more"] if count > len(shown) else [])])
