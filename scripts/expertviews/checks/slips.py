"""Lines of verbatim words that nobody said: keys of the record, remarks, markup, and addresses."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from html import unescape
from itertools import takewhile
from typing import NamedTuple

from expertviews import content
from expertviews.checks import proofs
from expertviews.checks.violations import Rule, Violation
from expertviews.content import Record, keys
from expertviews.content.yamltext import Scalar
from expertviews.model import Part, SeedSource, View
from expertviews.problems import Place, counted, nearest, shown
from expertviews.quotes import fold

_VERBATIM = {"text", "bio", "introduction", "notes"}
_REMARK = re.compile(r"#+(?= |$)|#? ?(?:TODO|FIXME|TBD)\b|.*\[(?:TODO|FIXME|TBD)\b")
_TAGS = (
    "a|abbr|b|big|blockquote|br|center|code|dd|div|dl|dt|em|figure|font|h[1-6]|hr|i|img|li|ol|p|pre|q|s|small|span|"
    "script|strong|style|sub|sup|table|td|th|tr|u|ul"
)
_HTML = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>|<!--|&(?:#\d+|#x[0-9a-f]+|[a-z]+\d*);", re.IGNORECASE)
_PICTURE = r"[^\s)]{1,300}\.(?:png|jpe?g|gif|svg|webp)"
_MARKDOWN = re.compile(
    rf"!?\[[^\]]{{0,300}}\]\((?:https?:[^)]{{0,500}}|{_PICTURE}[^)]{{0,300}})\)|\*\*[^\s*][^*]{{0,500}}\*\*",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"<?(?:https?://|www\.)\S+$")
_KEY = re.compile(r" +(?:- +)?([a-z_]+):(?= |$)")
_WRONG_ENCODING = re.compile("â€.|Ã[\u0080-\u00bf]|Â[\u00a0-\u00bf]")
_HINT = re.compile(r"â€|[ÃÂ]|[#<&*]|\]\(|\b(?:TODO|FIXME|TBD)\b|://|www\.|[a-z]:(?:\s|$)")
"""What a value has if one of its lines is a slip."""


def stray_line(record: Record) -> Iterator[Violation]:
    """Verbatim words have no line that looks like a key, a remark, HTML, Markdown, a lone address or garbled letters.

    These slip in when a line is indented too far, or when words are copied with their markup. A line that is in the
    document in `seeds/` is right. If another source has it, list the line in the view's `as_in_source`.
    """
    for key, view in record.library.views.items():
        path, said = content.view_path(*key), _said(record, view)
        way_out = "" if said else "; if it is so in the source, list the line in `as_in_source`"
        for place, slip in _slips(record, path, said):
            if not any(slip.is_in(line) for line in view.as_in_source):
                yield place, slip.what, slip.remedy + way_out
    for slug, question in record.library.questions.items():
        document = proofs.seed_text(record, question.seed) if question.seed else None
        said = proofs.source_text(document).words if document else ""
        for place, slip in _slips(record, content.question_path(slug), said):
            if said or slip.certain:  # there is no way to say that another source has it so
                yield place, slip.what, slip.remedy


def has_slip(record: Record, path: str, line: str) -> bool:
    """Whether words of a view look like a slip, whatever its source has."""
    return any(slip.is_in(line) for _, slip in _slips(record, path, ""))


def has_slips(record: Record, view: View) -> bool:
    """Whether a view has stray lines in its text."""
    found = _slips(record, content.view_path(view.question, view.contributor), _said(record, view))
    return any(slip.name == "text" for _, slip in found)


def _said(record: Record, view: View) -> str:
    """The words of the documents from which a view and its earlier versions are."""
    sources = [it for it in (view.source, *(each.source for each in view.earlier)) if isinstance(it, SeedSource)]
    found = ((proofs.seed_text(record, it.seed), it) for it in sources)
    return " ".join(proofs.source_text(document, it).words for document, it in found if document)


class _Slip(NamedTuple):
    """What a line looks like: the value's key, the words that look wrong, what is wrong, and what to do.

    `certain`: nobody can have said it. `value`: the whole value.
    """

    name: str
    words: str
    what: str
    remedy: str
    certain: bool = False
    value: str = ""

    def is_in(self, line: str) -> bool:
        """Whether words of the value have the slip."""
        return fold(self.words) in fold(line) and fold(line) in fold(self.value)


def _slips(record: Record, path: str, said: str) -> Iterator[tuple[Place, _Slip]]:
    """The slips in a file, but for those `said` in a document."""
    tree = record.trees[path]
    for key, scalar in tree.scalars.items():
        name = next((str(step) for step in reversed(key) if isinstance(step, str)), "")
        if name in _VERBATIM and _HINT.search(scalar.text):
            for number, line, slip in _in_value(content.text(record.root, path), name, scalar, content.model_of(path)):
                if fold(line) not in said:
                    column = len(line) - len(line.lstrip()) + 1
                    yield Place(path, tree.place(*key).line + number, column), slip._replace(value=scalar.text)


def _in_value(file: str, name: str, scalar: Scalar, model: type[Part]) -> Iterator[tuple[int, str, _Slip]]:
    """The lines of a value that are slips, by their distance from its first. Of a block of keys, the first counts."""
    lines = file[scalar.start : scalar.end].rstrip().split("\n")
    within_keys = False
    for number, line in enumerate(lines):
        if number == 0 and scalar.style in {"|", ">"}:
            continue
        key = _key_in(line, model) if number else ""
        if not within_keys:
            block = list(takewhile(str.strip, lines[number:]))
            yield from (
                (number, line, it) for it in ([_as_key(name, key, block, model)] if key else _others(name, line))
            )
        within_keys = bool(line.strip()) and (within_keys or bool(key))


def _key_in(line: str, model: type[Part]) -> str:
    """The key at the start of a line, or what it was meant to be if nothing follows; empty if there is none."""
    found = _KEY.match(line)
    if not found or found[1] in _names(model):
        return found[1] if found else ""
    return (nearest(found[1], _names(model)) or "") if line.strip() == f"{found[1]}:" else ""


@cache
def _names(model: type[Part]) -> frozenset[str]:
    """The keys of a model and of all models under it."""
    inner = (_names(part) for key in keys.of(model) for part in key.parts)
    return frozenset({key.name for key in keys.of(model)}.union(*inner))


def _as_key(name: str, key: str, block: Sequence[str], model: type[Part]) -> _Slip:
    above = [it.name for it in keys.of(model)]
    owner = next((it.name for it in keys.of(model) for part in it.parts if key in _names(part)), key)
    depth, rest = len(block[0]) - len(block[0].lstrip()), counted(len(block) - 1, "line")
    them = f"it and the {rest} below" if len(block) > 1 else "it"
    way = f"indent {them} by {depth} fewer spaces" if key in above else f"move {them} to `{owner}`"
    words, what = block[0].partition(":")[0].strip(), f"`{shown(block[0])}` looks like a key, but is part of `{name}`"
    return _Slip(name, words, what, f"if it is a key, {way}", certain=True)


def _others(name: str, line: str) -> Iterator[_Slip]:
    """What else a line looks like."""
    words = line.strip()
    if found := _REMARK.match(words):
        what = f"“{shown(words)}” looks like a remark, and readers would see it"
        yield _Slip(name, found[0], what, f"delete it; a comment starts with `#` on a line above `{name}:`")
    if found := next((it for it in _HTML.finditer(words) if it[0][0] == "<" or unescape(it[0]) != it[0]), None):
        remedy = f"write “{unescape(found[0])}”" if found[0][0] == "&" else "write the words without it"
        yield _Slip(name, found[0], f"`{shown(found[0])}` is HTML, which the site shows as it is", remedy)
    if found := _MARKDOWN.search(words):
        what = f"`{shown(found[0])}` is Markdown, which the site shows as it is"
        yield _Slip(name, found[0], what, "write the words without it; pictures aren't part of a text")
    if found := _WRONG_ENCODING.search(words):
        right = found[0].encode("cp1252", "ignore").decode("utf-8", "ignore")
        what = f"“{found[0]}” was read in another encoding than it was written in"
        yield _Slip(name, found[0], what, f"write “{right}”, and look for others" if right else "copy the words anew")
    if name == "text" and _ADDRESS.match(words):
        what = f"the address {shown(words)} is alone on a line, as if the contributor had said it"
        yield _Slip(name, words, what, "delete it; `source: {url: …, accessed: …}` says where the text comes from")


RULES: tuple[Rule, ...] = (stray_line,)
"""The rules of this module."""
