"""Writes a report in sentences, as Markdown that is safe to post: words of the record are code, links are of slugs.

Inside code, neither Markdown nor the filters of GitHub and GitLab (mentions, references to issues and commits, links,
emoji, formulas) do anything, so nothing else has to be escaped.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from expertviews.changes.fields import PARAGRAPH
from expertviews.changes.records import KINDS
from expertviews.changes.report import ChangedFile, ChangeReport, FieldChange, ItemChange, WordEdit
from expertviews.problems import counted, listed, shown

_Listed = TypeVar("_Listed")

_PartCounts = Counter[tuple[str, str]]  # the number of changed items by file and kind

_MOST_ITEMS = 25  # of a list
_MOST_FIELDS = 12  # of an item
_MOST_EDITS = 6  # of a text
_BACKTICKS = re.compile(r"`+")
_LONG_RUN = re.compile(r"`{9,}")
"""Backticks in a row; GitHub's Markdown doesn't recognize code between more than 80 of them."""
_INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200d\u2060-\u2065\ufeff\U000e0000-\U000e007f]"
)
_VERBS = {"agree": "agrees with", "disagree": "disagrees with", "mixed": "has a mixed stance on"}

_SENTENCES = {
    ("view", "added"): "{name} answers {question} in {parts}.",
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
    ("move", "added"): "{name} now leads to {new}.",
    ("move", "removed"): "{name} no longer leads to {new}.",
    ("view", "changed"): "{name} on {question}: {fields}.",
}
"""The sentence for a change, by the kind of item and what happened to it; others have those below."""

_DEFAULTS = {"added": "{name} is added.", "removed": "{name} is removed.", "changed": "{name}: {fields}."}
_PART_CHANGED = "{by}, {kind} {name}: {fields}."


def code_span(text: str) -> str:
    """Write a text in one line, as Markdown code. Characters that are invisible or reorder letters are replaced."""
    line = _LONG_RUN.sub(f"{'`' * 7}…", _INVISIBLE.sub("�", shown(text, 300))) or " "
    fence = "`" * (1 + max(map(len, _BACKTICKS.findall(line)), default=0))
    space = " " if line.startswith("`") or line.endswith("`") or line.isspace() else ""
    return f"{fence}{space}{line}{space}{fence}"


def section(heading: str, items: Sequence[_Listed], line: Callable[[_Listed], str]) -> Iterator[str]:
    """Yield a heading and a list with a line for each of the first items; nothing if there are no items."""
    if items:
        beyond = [f"… and {len(items) - _MOST_ITEMS:,} more"] if len(items) > _MOST_ITEMS else []
        yield heading
        yield "\n".join(f"- {line}" for line in [*map(line, items[:_MOST_ITEMS]), *beyond])


def linked(words: str, address: str | None, site: str) -> str:
    """Link words, as code, to an address of a site; returns just the code if one of the two is missing."""
    return f"[{code_span(words)}]({site}{address})" if site and address is not None else code_span(words)


def markdown(report: ChangeReport, site: str = "") -> str:
    """Write the whole report: changes, quotations, and what is the same, linked to `site` if its address is known."""
    changes, files = _changes(report, site), section("### Other files", report.files, _file)
    unchanged = f"{_numbers(report.unchanged.items()) or 'Nothing'}."
    return "\n\n".join([*changes, *files, *_quotations(report, site), "### Unchanged", unchanged]) + "\n"


def _changes(report: ChangeReport, site: str) -> Iterator[str]:
    """Yield the changes by kind. Of a view that is added or removed, the parts are only counted."""
    yield "### What changes"
    if not report.changes:
        yield "Nothing in the record."
    whole = {it.path for it in report.changes if it.kind == "view" and it.what in {"added", "removed"}}
    parts: _PartCounts = Counter((it.path, it.kind) for it in report.changes if it.path in whole)
    for kind in KINDS:
        hidden = whole if kind in {"excerpt", "stance"} else ()
        items = [it for it in report.changes if it.kind == kind and it.path not in hidden]
        yield from section(f"**{kind.capitalize()}s**", items, lambda it: _sentence(it, site, parts))


def _sentence(it: ItemChange, site: str, parts: _PartCounts) -> str:
    """Describe a change in a sentence."""
    what = "changed" if it.what == "renamed" else it.what
    numbers = {"paragraph": it.paragraphs or 0, **{noun: parts[it.path, noun] for noun in ("excerpt", "stance")}}
    default = _PART_CHANGED if it.by and what == "changed" else _DEFAULTS[what]
    return _SENTENCES.get((it.kind, what), default).format(
        kind=it.kind,
        **{name: code_span(getattr(it, name) or "") for name in ("by", "question", "theme", "printed", "why")},
        new=code_span(it.new) if it.new else f"a notice that it is gone: {code_span(it.why or '')}",
        name=linked(it.name, it.address if what != "removed" else None, site),
        verb=_VERBS.get(it.stance or "", "has a stance on"),
        parts=_numbers(numbers.items()) or "no words",
        fields=_fields(it),
    )


def _numbers(numbers: Iterable[tuple[str, int]]) -> str:
    """Write numbers by their nouns, such as `2 paragraphs and 1 excerpt`, without those that are 0."""
    return listed([counted(number, noun) for noun, number in numbers if number])


def _fields(it: ItemChange) -> str:
    parts = [f"its slug was {code_span(it.was)}"] if it.was else []
    parts += map(_field, it.fields[:_MOST_FIELDS])
    if len(it.fields) > _MOST_FIELDS:
        parts.append(f"and {counted(len(it.fields) - _MOST_FIELDS, 'more key')}")
    return "; ".join(parts) or "changed"


def _field(field: FieldChange) -> str:
    if field.edits:
        return f"{code_span(field.key)} altered: {_edits(field.edits, by_paragraph=field.key == 'text')}"
    if field == FieldChange(key=field.key) and field.key in {"quote", "key_quote"}:
        return f"{code_span(field.key)} is in the text of only one of the two revisions"
    return f"{code_span(field.key)} {_replacement(field.before, field.after)}"


def _replacement(before: str | None, after: str | None) -> str:
    old, new = _quoted(before), _quoted(after)
    if old and new:
        return f"{old} is now {new}"
    if old or new:
        return f"{new} is added" if new else f"{old} is removed"
    return "altered"


def _quoted(words: str | None) -> str:
    if words == PARAGRAPH:
        return "a paragraph break"
    return code_span(words) if words else ""


def _edits(edits: Sequence[WordEdit], *, by_paragraph: bool = False) -> str:
    parts, paragraph = [], 0
    for edit in edits[:_MOST_EDITS]:
        where = f"in paragraph {edit.paragraph} " if by_paragraph and edit.paragraph != paragraph else ""
        parts.append(f"{where}{_replacement(edit.before, edit.after)}")
        paragraph = edit.paragraph
    if len(edits) > _MOST_EDITS:
        parts.append(counted(len(edits) - _MOST_EDITS, "more difference"))
    return listed(parts)


def _file(file: ChangedFile) -> str:
    if file.what == "reformatted":
        return f"{code_span(file.path)} differs only in layout, comments or order."
    if file.what == "renamed":
        return f"{code_span(file.path)} differs only in the new slug of what is renamed."
    if file.unreadable:
        return f"{code_span(file.path)} can't be read in one of the two revisions; its bytes are {file.what}."
    source = " A source document is never edited." if file.path.startswith("seeds/") and file.what != "added" else ""
    return f"{code_span(file.path)} is {file.what}.{source}"


def _quotations(report: ChangeReport, site: str) -> Iterator[str]:
    altered = [it for it in report.changes if it.altered]
    same = counted(report.unaltered_quotations, "other" if altered else "quotation")
    yield "### Quotations altered"
    yield from section("By the changes above:", altered, lambda it: _quotation(it, site))
    yield f"{'' if altered else 'None: '}{same} the same, letter for letter."


def _quotation(it: ItemChange, site: str) -> str:
    quoted = "the key quote" if it.kind == "view" else f"{it.kind} {code_span(it.name)}"
    return f"{linked(it.by or '', it.address, site)}, {quoted}"
