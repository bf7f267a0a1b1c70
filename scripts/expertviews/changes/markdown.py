"""A report in sentences, as Markdown that is safe to post: words of the record are code, links are made of slugs.

Within code neither Markdown nor the filters that GitHub and GitLab run afterwards (mentions, references to issues and
commits, links, emoji, formulas) read anything, so that no list of dangerous signs is needed.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from expertviews.changes.report import Change, ChangedFile, ChangedPage, ChangeReport, Edit, FieldChange
from expertviews.pages import listed
from expertviews.problems import counted, shown
from expertviews.publish import permalinks

_Link = Callable[[str], str]
"""From an address to where it can be opened; nothing where it can't."""

_Held = Counter[tuple[str, str]]
"""How many parts of each kind a view has that comes or goes as a whole, by its file."""

_MOST_ITEMS = 25  # of a list
_MOST_FIELDS = 12  # of an item
_MOST_EDITS = 6  # of a text
_LONGEST_CODE = 200  # characters
_LONGEST_RUN = 8  # backticks in a row; GitHub's Markdown reads no code that more than 80 of them enclose
_BACKTICKS = re.compile(r"`+")
_INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200d\u2060-\u2065\ufeff\U000e0000-\U000e007f]"
)
_VERBS = {"agree": "agrees with", "disagree": "disagrees with", "mixed": "has a mixed stance on"}

_SENTENCES = {
    ("view", "added"): "{name} answers {question}{held}.",
    ("view", "removed"): "{name} no longer answers {question}: {held} removed.",
    ("excerpt", "added"): "{by} on {theme}: {name} is added.",
    ("excerpt", "removed"): "{by} on {theme}: {name} is removed.",
    ("stance", "added"): "{by} {verb} {name}.",
    ("stance", "removed"): "{by} {verb} {name}: this is removed.",
    ("proposition", "added"): "{name}, on {theme}, is added.",
    ("proposition", "removed"): "{name}, on {theme}, is removed.",
    ("view", "changed"): "{name} on {question}: {fields}.",
    ("excerpt", "changed"): "{by}, {name}: {fields}.",
    ("stance", "changed"): "{by}, {name}: {fields}.",
}
"""How a change reads, by the kind of item; other kinds have the following."""

_PLAIN = {"added": "{name} is added.", "removed": "{name} is removed.", "changed": "{name}: {fields}."}

_HEADINGS = {
    "question": "Questions",
    "contributor": "Contributors",
    "view": "Views",
    "excerpt": "Excerpts",
    "stance": "Stances",
    "proposition": "Propositions",
    "theme": "Themes",
}


def code(text: str, limit: int = _LONGEST_CODE) -> str:
    """A text in one line, as Markdown code. What can't be seen, or turns the order of letters round, is a sign."""
    line = _BACKTICKS.sub(_bounded, _INVISIBLE.sub("�", shown(text, limit))) or " "
    longest = max((len(run[0]) for run in _BACKTICKS.finditer(line)), default=0)
    fence = "`" * (longest + 1)
    space = " " if line.startswith("`") or line.endswith("`") or line.isspace() else ""
    return f"{fence}{space}{line}{space}{fence}"


def _bounded(run: re.Match[str]) -> str:
    return run[0] if len(run[0]) <= _LONGEST_RUN else f"{'`' * (_LONGEST_RUN - 1)}…"


def markdown(report: ChangeReport, link: _Link = lambda _address: "") -> str:
    """The whole report: what changed, quotations, pages, addresses that vanish, and what stays."""
    sections = [
        *_changes(report, link),
        *_section("Other files", map(_file, report.files), report.files_count),
        *_quotations(report, link),
        *_section("Pages to look at", (_page(it, link) for it in report.pages), report.pages_count),
        *_vanished(report),
        *_unchanged(report),
    ]
    return "\n\n".join(sections) + "\n"


def _changes(report: ChangeReport, link: _Link) -> Iterator[str]:
    yield "### What changes"
    if not report.changes_count:
        yield "No entity of the record."
    whole = {it.path for it in report.changes if it.kind == "view" and it.what in {"added", "removed"}}
    parts = [it for it in report.changes if it.kind in {"excerpt", "stance"} and it.path in whole]
    held: _Held = Counter((it.path, it.kind) for it in parts)
    separate = [it for it in report.changes if (it.path, it.kind) not in held]
    for kind, heading in _HEADINGS.items():
        items = [it for it in separate if it.kind == kind]
        if items:
            yield f"**{heading}**"
            yield _list((_sentence(it, link, held) for it in items), len(items))
    beyond = report.changes_count - len(report.changes)
    if beyond:
        yield f"… and {counted(beyond, 'more change')}."


def _sentence(it: Change, link: _Link, held: _Held) -> str:
    """A change as a reviewer would say it; a view that is added or removed, with how much it `held`."""
    what = "changed" if it.what == "renamed" else it.what
    words = {name: code(getattr(it, name) or "") for name in ("by", "question", "theme")}
    return _SENTENCES.get((it.kind, what), _PLAIN[what]).format(
        **words,
        name=_linked(code(it.name), it.address, it.what, link),
        verb=_VERBS.get(it.stance or "", "has a stance on"),
        held=_held(it, held),
        fields="; ".join(_fields(it)) or "changed",
    )


def _held(view: Change, held: _Held) -> str:
    numbers = {"paragraph": view.paragraphs or 0, **{noun: held[view.path, noun] for noun in ("excerpt", "stance")}}
    words = listed([counted(number, noun) for noun, number in numbers.items() if number])
    if view.what == "removed":
        return words or "an empty view"
    return f" in {words}" if words else ""


def _fields(it: Change) -> list[str]:
    was = [f"its slug was {code(it.was)}"] if it.was else []
    return [*was, *map(_field, it.fields[:_MOST_FIELDS]), *_more(len(it.fields) - _MOST_FIELDS, "key")]


def _more(beyond: int, noun: str) -> list[str]:
    return [f"and {counted(beyond, f'more {noun}')}"] if beyond > 0 else []


def _field(field: FieldChange) -> str:
    if field.edits:
        edits = _edits(field.edits, field.edits_count, by_paragraph=field.key == "text")
        return f"{code(field.key)} altered: {edits}"
    exchanged = _exchanged(field.before, field.after) if field.before or field.after else "altered"
    return f"{code(field.key)} {exchanged}"


def _exchanged(before: str | None, after: str | None) -> str:
    if before and after:
        return f"{code(before)} is now {code(after)}"
    return f"{code(after)} is added" if after else f"{code(before or '')} is removed"


def _edits(edits: Sequence[Edit], count: int, *, by_paragraph: bool = False) -> str:
    exchanges, paragraph = [], 0
    for edit in edits[:_MOST_EDITS]:
        where = f"in paragraph {edit.paragraph} " if by_paragraph and edit.paragraph != paragraph else ""
        exchanges.append(f"{where}{_exchanged(edit.before, edit.after)}")
        paragraph = edit.paragraph
    return ", ".join([*exchanges, *_more(count - len(exchanges), "difference")])


def _file(file: ChangedFile) -> str:
    if file.unreadable:
        return f"{code(file.path)} can't be read in one of the two revisions; its bytes are {file.what}."
    source = " A source document is never edited." if file.path.startswith("seeds/") and file.what != "added" else ""
    return f"{code(file.path)} is {file.what}.{source}"


def _quotations(report: ChangeReport, link: _Link) -> Iterator[str]:
    yield "### Quotations altered"
    altered, unchanged = report.quotations.altered, report.quotations.unchanged
    if altered:
        names = (_linked(code(it.by), it.address, "changed", link) for it in altered)
        edits = (f"{it.kind} {code(it.before)}: {_edits(it.edits, len(it.edits))}." for it in altered)
        yield _list(map(", ".join, zip(names, edits, strict=True)), report.quotations.altered_count)
    same = counted(unchanged, "other") if altered else f"None: {counted(unchanged, 'quotation')}"
    yield f"{same} the same, letter for letter."


def _page(page: ChangedPage, link: _Link) -> str:
    note = {"added": " (new)", "removed": " (removed)", "changed": ""}[page.what]
    return f"{_linked(code(page.address or '/'), page.address, page.what, link)}{note}"


def _linked(words: str, address: str | None, what: str, link: _Link) -> str:
    target = link(address) if address is not None and what != "removed" else ""
    return f"[{words}]({target})" if target else words


def _vanished(report: ChangeReport) -> Iterator[str]:
    """Those addresses, but no place in a page that vanishes as a whole."""
    gone = {it.address for it in report.vanished}
    outermost = [
        it
        for it in report.vanished
        if it.address == permalinks.page_of(it.address) or permalinks.page_of(it.address) not in gone
    ]
    fates = {True: "a redirect or tombstone keeps it", False: "nothing keeps it alive"}
    lines = (f"{code(it.address)}: {fates[it.kept]}" for it in outermost)
    count = len(outermost) + report.vanished_count - len(report.vanished)
    yield from _section("Addresses that would vanish", lines, count)


def _unchanged(report: ChangeReport) -> Iterator[str]:
    yield "### Unchanged"
    yield f"{listed([counted(number, kind) for kind, number in report.unchanged.items() if number]) or 'Nothing'}."
    layout = report.laid_out_anew
    if layout:
        yield f"{counted(layout, 'file')} {'differs' if layout == 1 else 'differ'} in layout, comments or order alone."


def _section(heading: str, items: Iterable[str], count: int) -> Iterator[str]:
    if count:
        yield f"### {heading}"
        yield _list(items, count)


def _list(items: Iterable[str], count: int) -> str:
    lines = [f"- {item}" for item in islice(items, _MOST_ITEMS)]
    return "\n".join([*lines, *([f"- … and {count - len(lines):,} more"] if count > len(lines) else [])])
