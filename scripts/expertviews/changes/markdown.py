"""A report in sentences, as Markdown that is safe to post: words of the record are code, links are made of slugs.

Inside code, neither Markdown nor the filters of GitHub and GitLab (mentions, references to issues and commits, links,
emoji, formulas) do anything, so nothing else has to be escaped.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from expertviews.changes.report import AlteredQuotation, ChangedFile, ChangeReport, FieldChange, ItemChange, WordEdit
from expertviews.pages import listed
from expertviews.problems import counted, shown

_Listed = TypeVar("_Listed")

_Link = Callable[[str], str]
"""From an address to a URL; empty where the address can't be opened."""

_PartsOfViews = Counter[tuple[str, str]]
"""How many parts of each kind an added or removed view has, by the view's file."""

_MOST_ITEMS = 25  # of a list
_MOST_FIELDS = 12  # of an item
_MOST_EDITS = 6  # of a text
_LONGEST_CODE = 200  # characters
_LONGEST_RUN = 8  # backticks in a row; GitHub's Markdown doesn't recognize code between more than 80 of them
_BACKTICKS = re.compile(r"`+")
_INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200d\u2060-\u2065\ufeff\U000e0000-\U000e007f]"
)
_VERBS = {"agree": "agrees with", "disagree": "disagrees with", "mixed": "has a mixed stance on"}

_SENTENCES = {
    ("view", "added"): "{name} answers {question}{parts}.",
    ("view", "removed"): "{name} no longer answers {question}: {parts} removed.",
    ("excerpt", "added"): "{by} on {theme}: {name} is added.",
    ("excerpt", "removed"): "{by} on {theme}: {name} is removed.",
    ("stance", "added"): "{by} {verb} {name}.",
    ("stance", "removed"): "{by} {verb} {name}: this is removed.",
    ("withdrawal", "added"): "{by} withdrew the answer to {question} on {name}: {why}.",
    ("withdrawal", "removed"): "{by} no longer withdraws the answer to {question}: its words are shown again.",
    ("amendment", "added"): "{by} amended the answer to {question} on {name}: {why}.",
    ("amendment", "removed"): "{by} on {question}: the version amended on {name} is removed.",
    ("correction", "added"): "{by} on {question}: {printed} in the source is corrected to {name}: {why}.",
    ("correction", "removed"): "{by} on {question}: {printed} in the source is no longer corrected to {name}.",
    ("proposition", "added"): "{name}, on {theme}, is added.",
    ("proposition", "removed"): "{name}, on {theme}, is removed.",
    ("view", "changed"): "{name} on {question}: {fields}.",
    ("excerpt", "changed"): "{by}, {name}: {fields}.",
    ("stance", "changed"): "{by}, {name}: {fields}.",
    ("withdrawal", "changed"): "{by}, withdrawal of the answer to {question}: {fields}.",
    ("amendment", "changed"): "{by}, version of the answer to {question} amended on {name}: {fields}.",
    ("correction", "changed"): "{by}, correction of {printed} to {name}: {fields}.",
}
"""The sentence for a change, by the kind of item; other kinds have the default ones."""

_DEFAULTS = {"added": "{name} is added.", "removed": "{name} is removed.", "changed": "{name}: {fields}."}

_HEADINGS = {
    "withdrawal": "Withdrawn",
    "amendment": "Amended",
    "correction": "Corrected",
    "question": "Questions",
    "contributor": "Contributors",
    "view": "Views",
    "excerpt": "Excerpts",
    "stance": "Stances",
    "proposition": "Propositions",
    "theme": "Themes",
}


def code_span(text: str, limit: int = _LONGEST_CODE) -> str:
    """A text in one line, as Markdown code. Characters that are invisible or reorder letters are replaced."""
    line = _BACKTICKS.sub(_shorter_run, _INVISIBLE.sub("�", shown(text, limit))) or " "
    longest = max((len(run[0]) for run in _BACKTICKS.finditer(line)), default=0)
    fence = "`" * (longest + 1)
    space = " " if line.startswith("`") or line.endswith("`") or line.isspace() else ""
    return f"{fence}{space}{line}{space}{fence}"


def _shorter_run(run: re.Match[str]) -> str:
    return run[0] if len(run[0]) <= _LONGEST_RUN else f"{'`' * (_LONGEST_RUN - 1)}…"


def bullets(items: Sequence[_Listed], line: Callable[[_Listed], str], most: int = _MOST_ITEMS) -> str:
    """A Markdown list with a line for each of the first items, and the number of other items."""
    beyond = [f"- … and {len(items) - most:,} more"] if len(items) > most else []
    return "\n".join([*(f"- {line(item)}" for item in items[:most]), *beyond])


def linked(words: str, address: str | None, what: str, link: _Link) -> str:
    """Words that lead to an address, unless what is there is removed or can't be opened."""
    target = link(address) if address is not None and what != "removed" else ""
    return f"[{words}]({target})" if target else words


def markdown(report: ChangeReport, link: _Link = lambda _address: "") -> str:
    """The whole report: what changed, quotations, and what is the same."""
    sections = [*_changes(report, link), *_files(report), *_quotations(report, link), *_unchanged(report)]
    return "\n\n".join(sections) + "\n"


def _changes(report: ChangeReport, link: _Link) -> Iterator[str]:
    yield "### What changes"
    if not report.changes:
        yield "No entity of the record."
    whole = {it.path for it in report.changes if it.kind == "view" and it.what in {"added", "removed"}}
    parts: _PartsOfViews = Counter(
        (it.path, it.kind) for it in report.changes if it.kind in {"excerpt", "stance"} and it.path in whole
    )
    for kind, heading in _HEADINGS.items():
        items = [it for it in report.changes if it.kind == kind and (it.path, kind) not in parts]
        if items:
            yield f"**{heading}**"
            yield bullets(items, lambda it: _sentence(it, link, parts))


def _sentence(it: ItemChange, link: _Link, parts: _PartsOfViews) -> str:
    """A change in a sentence; a view that is added or removed comes with the number of its parts."""
    what = "changed" if it.what == "renamed" else it.what
    words = {name: code_span(getattr(it, name) or "") for name in ("by", "question", "theme", "printed", "why")}
    return _SENTENCES.get((it.kind, what), _DEFAULTS[what]).format(
        **words,
        name=linked(code_span(it.name), it.address, it.what, link),
        verb=_VERBS.get(it.stance or "", "has a stance on"),
        parts=_parts(it, parts),
        fields="; ".join(_fields(it)) or "changed",
    )


def _parts(view: ItemChange, parts: _PartsOfViews) -> str:
    numbers = {"paragraph": view.paragraphs or 0, **{noun: parts[view.path, noun] for noun in ("excerpt", "stance")}}
    words = listed([counted(number, noun) for noun, number in numbers.items() if number])
    if view.what == "removed":
        return words or "an empty view"
    return f" in {words}" if words else ""


def _fields(it: ItemChange) -> list[str]:
    was = [f"its slug was {code_span(it.was)}"] if it.was else []
    return [*was, *map(_field, it.fields[:_MOST_FIELDS]), *_more(len(it.fields) - _MOST_FIELDS, "key")]


def _more(beyond: int, noun: str) -> list[str]:
    return [f"and {counted(beyond, f'more {noun}')}"] if beyond > 0 else []


def _field(field: FieldChange) -> str:
    if field.edits:
        return f"{code_span(field.key)} altered: {_edits(field.edits, by_paragraph=field.key == 'text')}"
    exchanged = _exchanged(field.before, field.after) if field.before or field.after else "altered"
    return f"{code_span(field.key)} {exchanged}"


def _exchanged(before: str | None, after: str | None) -> str:
    if before and after:
        return f"{code_span(before)} is now {code_span(after)}"
    return f"{code_span(after)} is added" if after else f"{code_span(before or '')} is removed"


def _edits(edits: Sequence[WordEdit], *, by_paragraph: bool = False) -> str:
    exchanges, paragraph = [], 0
    for edit in edits[:_MOST_EDITS]:
        where = f"in paragraph {edit.paragraph} " if by_paragraph and edit.paragraph != paragraph else ""
        exchanges.append(f"{where}{_exchanged(edit.before, edit.after)}")
        paragraph = edit.paragraph
    return ", ".join([*exchanges, *_more(len(edits) - _MOST_EDITS, "difference")])


def _files(report: ChangeReport) -> Iterator[str]:
    if report.files:
        yield "### Other files"
        yield bullets(report.files, _file)


def _file(file: ChangedFile) -> str:
    if file.what == "reformatted":
        return f"{code_span(file.path)} differs only in layout, comments or order."
    if file.unreadable:
        return f"{code_span(file.path)} can't be read in one of the two revisions; its bytes are {file.what}."
    source = " A source document is never edited." if file.path.startswith("seeds/") and file.what != "added" else ""
    return f"{code_span(file.path)} is {file.what}.{source}"


def _quotations(report: ChangeReport, link: _Link) -> Iterator[str]:
    altered, unaltered = report.altered_quotations, report.unaltered_quotations
    yield "### Quotations altered"
    if altered:
        yield bullets(altered, lambda it: _quotation(it, link))
    same = counted(unaltered, "other") if altered else f"None: {counted(unaltered, 'quotation')}"
    yield f"{same} the same, letter for letter."


def _quotation(it: AlteredQuotation, link: _Link) -> str:
    who = linked(code_span(it.by), it.address, "changed", link)
    return f"{who}, {it.kind} {code_span(it.before)}: {_edits(it.edits)}."


def _unchanged(report: ChangeReport) -> Iterator[str]:
    yield "### Unchanged"
    yield f"{listed([counted(number, kind) for kind, number in report.unchanged.items() if number]) or 'Nothing'}."
