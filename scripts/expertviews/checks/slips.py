"""What slips into values: lines that nobody wrote for readers (keys, remarks, markup, addresses), and wrong marks.

Wrong marks are curly quotation marks typed for YAML's, and characters that nobody sees.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from html import unescape
from typing import NamedTuple

from expertviews import characters, content
from expertviews.checks import proofs
from expertviews.checks.rules import Fault, File, each
from expertviews.content import KeyPath, keys, last_key
from expertviews.content.yamltext import Scalar
from expertviews.model import LOCATIONS, MISPRINTS, OF_EDITORS, OF_SOURCE, OF_TEXT, QUOTATIONS, Entity, Part, View
from expertviews.problems import Advice, Place, nearest, shown
from expertviews.quotes import fold

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
_CLOSING = {"“": '”"', "„": '“”"', "‘": "’'", "‚": "‘’'", "«": '»"', "»": '«"', "‹": "›'", "›": "‹'"}
_APOSTROPHES = {"’", "'"}
_AFTER_WORD = re.compile(r"[’'](?!\w)")


@each(Entity)
def stray_line(file: File[Entity]) -> Iterator[Fault]:
    """Words for readers have no line that looks like a key, a remark, HTML, Markdown, an address or garbled letters.

    These slip in when a line is indented too far, or when words are copied with their markup. A verbatim line
    that is in the document in `seeds/` is right. If another source has it, list the line in the view's `as_in_source`.
    """
    right = file.it.as_in_source if isinstance(file.it, View) else ()
    way_out = "; if it is so in the source, list the line in `as_in_source`"
    for place, slip in _slips(file, right):
        if isinstance(file.it, View) and slip.name in OF_SOURCE:
            yield place, slip.what, slip.remedy + ("" if _said(file) else way_out)
        elif slip.certain or slip.name in OF_EDITORS or _said(file):
            yield place, slip.what, slip.remedy


def has_slips(file: File[View]) -> bool:
    """Whether a view has stray lines in its text."""
    return any(slip.name == "text" for _, slip in _slips(file, ()))


def _said(file: File[Entity]) -> str:
    """The words of the documents from which a question, or a view and its earlier versions, are."""
    versions = file.it.versions if isinstance(file.it, View) else (file.it,)
    return " ".join(filter(None, (proofs.source_words(file.record, it) for it in versions)))


class _Slip(NamedTuple):
    """What a line looks like: the value's key, the words that look wrong, what is wrong, and what to do.

    `certain`: nobody can have said it.
    """

    name: str
    words: str
    what: str
    remedy: str
    certain: bool = False


def _slips(file: File[Entity], right: Sequence[str]) -> Iterator[tuple[Place, _Slip]]:
    """The slips in a file, but for those that its document has, or that are `right` by an editor's word."""
    for key, scalar in file.tree.scalars.items():
        if last_key(key) in OF_SOURCE | OF_EDITORS and _HINT.search(scalar.text):
            for number, line, slip in _in_value(file.tree.text, last_key(key), scalar, content.model_of(file.path)):
                excepted = any(fold(slip.words) in fold(it) and fold(it) in fold(scalar.text) for it in right)
                if not excepted and fold(line) not in _said(file):
                    column = len(line) - len(line.lstrip()) + 1
                    yield Place(file.path, file.place(*key).line + number, column), slip


def _in_value(file: str, name: str, scalar: Scalar, model: type[Part]) -> Iterator[tuple[int, str, _Slip]]:
    """The lines of a value that are slips, by their distance from its first. Of a block of keys, the first counts."""
    within_keys = False
    for number, line in enumerate(file[scalar.start : scalar.end].rstrip().split("\n")):
        key = _KEY.match(line) if number else None
        is_key = key is not None and _is_key(key[1], line, model)
        if key and is_key and not within_keys:
            yield number, line, _as_key(name, key, model)
        elif not within_keys and (number or scalar.style not in {"|", ">"}):
            yield from ((number, line, it) for it in _in_words(name, line.strip()))
        within_keys = bool(line.strip()) and (within_keys or is_key)


def _as_key(name: str, found: re.Match[str], model: type[Part]) -> _Slip:
    """What is wrong with a key in a value, by the start of its line."""
    owners = [it.name for it in keys.of(model) for part in it.parts if found[1] in _names(part)]
    inside = owners and found[1] not in {it.name for it in keys.of(model)}
    depth = len(found[0]) - len(found[0].lstrip())
    remedy = f"move it to `{owners[0]}`" if inside else f"indent it and what belongs to it by {depth} fewer spaces"
    what = f"`{shown(found.string)}` looks like a key, but is part of `{name}`"
    return _Slip(name, found[0].strip(), what, f"if it is a key, {remedy}", certain=True)


def _is_key(word: str, line: str, model: type[Part]) -> bool:
    """Whether a word is the name of a key, or is meant to be if nothing follows it."""
    return word in _names(model) or (line.strip() == f"{word}:" and nearest(word, _names(model)) is not None)


@cache
def _names(model: type[Part]) -> frozenset[str]:
    """The keys of a model and of all models under it."""
    return frozenset(key.name for it in (model, *keys.parts_of(model)) for key in keys.of(it))


def _in_words(name: str, words: str) -> Iterator[_Slip]:
    """What else a line looks like."""
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


@each(object)
def curly_marks(file: File[object]) -> Iterator[Fault]:
    """A value has no curly quotation marks around it: YAML's are straight, and most values need none.

    If the marks belong to the value, put straight ones around them: `gist: "“Shade.”"`. Words may have the marks that
    the document in `seeds/` has.
    """
    for key, scalar in _unusual(file):
        if scalar.style or _are_its_own(file, key, scalar.text):
            continue
        if inner := within_marks(scalar.text):
            what = f"`{last_key(key)}` is in curly quotation marks, which YAML takes for part of the value"
            remedy = "remove them; if they belong to the value, put straight ones around them"
            yield key, what, Advice(remedy, inner, certain=True)


@each(object)
def unseen_characters(file: File[object]) -> Iterator[Fault]:
    """A value in an editor's words has nothing that nobody sees, and letters in their usual, composed form.

    `views check --fix` mends it. Verbatim words keep such characters.
    """
    for key, scalar in _unusual(file):
        right = characters.seen(scalar.text)
        if right != scalar.text and set(scalar.text).isdisjoint(characters.BIDI_MARKS) and not _is_verbatim(file, key):
            what = f"`{last_key(key)}` has {characters.oddities(scalar.text)}"
            yield key, what, Advice("retype it; `views check --fix` does it", right, certain=True)


def _unusual(file: File[object]) -> Iterator[tuple[KeyPath, Scalar]]:
    """The values that have other characters than ASCII; not those of outlines, which are compared with their lines."""
    return (it for it in file.values() if not it[1].text.isascii() and it[0][:1] != ("parts",))


def _is_verbatim(file: File[object], key: KeyPath) -> bool:
    name = last_key(key)
    of_view = file.path.startswith((f"{content.FOLDER}/views/", f"{content.FOLDER}/questions/"))
    return name in LOCATIONS or (of_view and name in OF_SOURCE | OF_TEXT | MISPRINTS)


def _are_its_own(file: File[object], key: KeyPath, value: str) -> bool:
    """Whether the marks around a value are those of its text, or are compared elsewhere."""
    data = file.tree.data
    if not isinstance(data, dict) or last_key(key) in QUOTATIONS:
        return True
    if last_key(key) in OF_TEXT:
        return fold(value) in fold(str(data.get("text")))
    source = data.get("source")
    proved = data.get("seed") or (source.get("seed") if isinstance(source, dict) else None)
    return bool(proved) and _is_verbatim(file, key)


def within_marks(value: str) -> str:
    """The words between a pair of marks that encloses a whole value; empty if none does."""
    closing, inner = _CLOSING.get(value[:1], ""), value[1:-1]
    if len(value) < 3 or value[-1] not in closing or _AFTER_WORD.search(inner):
        return ""
    return "" if set(inner) & ({value[0], *closing} - _APOSTROPHES) else inner.strip()
