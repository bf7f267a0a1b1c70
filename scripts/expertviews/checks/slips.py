"""The rules for slips in values: stray lines, curly quotation marks in place of YAML's, and invisible characters.

A stray line looks like a key, a remark, markup or an address, which nobody wrote for readers.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from html import unescape
from typing import NamedTuple

from expertviews import characters, content
from expertviews.checks.rules import File, FileViolation, file_rule
from expertviews.checks.sourcetexts import source_words
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
_MAYBE_SLIP = re.compile(r"â€|[ÃÂ]|[#<&*]|\]\(|\b(?:TODO|FIXME|TBD)\b|://|www\.|[a-z]:(?:\s|$)")
"""What every value has of which a line is a slip; most values are spared the closer look."""
_CLOSING = {"“": '”"', "„": '“”"', "‘": "’'", "‚": "‘’'", "«": '»"', "»": '«"', "‹": "›'", "›": "‹'"}
_APOSTROPHES = {"’", "'"}
_AFTER_WORD = re.compile(r"[’'](?!\w)")


@file_rule(Entity)
def stray_line(file: File[Entity]) -> Iterator[FileViolation]:
    """Words for readers have no line that looks like a key, a remark, HTML, Markdown, an address or garbled letters.

    These slip in when a line is indented too far, or when words are copied with their markup. A verbatim line
    that is in the document in `seeds/` is right. If another source has it, list the line in the view's `as_in_source`.
    """
    view = file.entity if isinstance(file.entity, View) else None
    for place, slip in _slips(file, view.as_in_source if view else ()):
        if view and slip.name in OF_SOURCE:
            otherwise = "" if _source_words(file) else "; if it is so in the source, list the line in `as_in_source`"
            yield place, slip.what, f"{slip.remedy}{otherwise}"
        elif slip.certain or slip.name in OF_EDITORS or _source_words(file):
            yield place, slip.what, slip.remedy


def has_slips(file: File[View]) -> bool:
    """Whether a view has stray lines in its text."""
    return any(slip.name == "text" for _, slip in _slips(file, ()))


def _source_words(file: File[Entity]) -> str:
    """Return the words of the documents from which a question, or a view and its earlier versions, are."""
    versions = file.entity.versions if isinstance(file.entity, View) else (file.entity,)
    return " ".join(filter(None, (source_words(file.record, version) for version in versions)))


class _Slip(NamedTuple):
    """A line that looks wrong: the name of the value's key, the wrong words, what is wrong, and what to do.

    A slip is `certain` if nobody can have said it.
    """

    name: str
    words: str
    what: str
    remedy: str
    certain: bool = False


def _slips(file: File[Entity], confirmed: Sequence[str]) -> Iterator[tuple[Place, _Slip]]:
    """Yield the slips in a file, except those that its document has, or that are in lines an editor has confirmed."""
    for key, scalar in file.tree.scalars.items():
        if last_key(key) in OF_SOURCE | OF_EDITORS and _MAYBE_SLIP.search(scalar.text):
            right = [fold(line) for line in confirmed if fold(line) in fold(scalar.text)]
            for number, line, slip in _in_value(file.tree.text, last_key(key), scalar, content.model_of(file.path)):
                is_confirmed = any(fold(slip.words) in words for words in right)
                if not is_confirmed and fold(line) not in _source_words(file):
                    column = len(line) - len(line.lstrip()) + 1
                    yield Place(file.path, file.place(*key).line + number, column), slip


def _in_value(file: str, name: str, scalar: Scalar, model: type[Part]) -> Iterator[tuple[int, str, _Slip]]:
    """Yield the lines of a value that are slips, each with its distance from the first; of a block of keys, one."""
    within_keys = False
    for number, line in enumerate(file[scalar.start : scalar.end].rstrip().split("\n")):
        key = _KEY.match(line) if number else None
        is_key = key is not None and _is_key(key[1], line, model)
        if key and is_key and not within_keys:
            yield number, line, _as_key(name, key, model)
        elif not within_keys and (number or scalar.style not in {"|", ">"}):
            yield from ((number, line, slip) for slip in _in_words(name, line.strip()))
        within_keys = bool(line.strip()) and (within_keys or is_key)


def _as_key(name: str, match: re.Match[str], model: type[Part]) -> _Slip:
    """Describe a key in the value of another key, from the match of `_KEY` at the start of its line."""
    owners = [key.name for key in keys.of(model) for part in key.parts if match[1] in _names(part)]
    if owners and match[1] not in {key.name for key in keys.of(model)}:
        remedy = f"move it to `{owners[0]}`"
    else:
        remedy = f"indent it and what belongs to it by {len(match[0]) - len(match[0].lstrip())} fewer spaces"
    what = f"`{shown(match.string)}` looks like a key, but is part of `{name}`"
    return _Slip(name, match[0].strip(), what, f"if it is a key, {remedy}", certain=True)


def _is_key(word: str, line: str, model: type[Part]) -> bool:
    """Whether a word is the name of a key, or is meant to be if nothing follows it."""
    return word in _names(model) or (line.strip() == f"{word}:" and nearest(word, _names(model)) is not None)


@cache
def _names(model: type[Part]) -> frozenset[str]:
    """Return the names of the keys of a model and of all models under it."""
    return frozenset(key.name for part in (model, *keys.parts_of(model)) for key in keys.of(part))


def _in_words(name: str, words: str) -> Iterator[_Slip]:
    """Yield what a line looks like besides a key: a remark, HTML, Markdown, garbled letters, an address."""
    if found := _REMARK.match(words):
        what = f"“{shown(words)}” looks like a remark, and readers would see it"
        yield _Slip(name, found[0], what, f"delete it; a comment starts with `#` on a line above `{name}:`")
    tags = (tag for tag in _HTML.finditer(words) if tag[0].startswith("<") or unescape(tag[0]) != tag[0])
    if found := next(tags, None):
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


@file_rule(object)
def curly_marks(file: File[object]) -> Iterator[FileViolation]:
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


@file_rule(object)
def unseen_characters(file: File[object]) -> Iterator[FileViolation]:
    """A value in an editor's words has nothing that nobody sees, and letters in their usual, composed form.

    `views check --fix` mends it. Verbatim words keep such characters.
    """
    for key, scalar in _unusual(file):
        right = characters.seen(scalar.text)
        if right != scalar.text and set(scalar.text).isdisjoint(characters.BIDI_MARKS) and not _is_verbatim(file, key):
            what = f"`{last_key(key)}` has {characters.oddities(scalar.text)}"
            yield key, what, Advice("retype it; `views check --fix` does it", right, certain=True)


def _unusual(file: File[object]) -> Iterator[tuple[KeyPath, Scalar]]:
    """Yield values with other characters than ASCII; not those of outlines, which are compared with their lines."""
    for key, scalar in file.values():
        if not scalar.text.isascii() and key[:1] != ("parts",):
            yield key, scalar


def _is_verbatim(file: File[object], key: KeyPath) -> bool:
    name = last_key(key)
    is_quoting = file.path.startswith((f"{content.FOLDER}/views/", f"{content.FOLDER}/questions/"))
    return name in LOCATIONS or (is_quoting and name in OF_SOURCE | OF_TEXT | MISPRINTS)


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
    """Return the words between a pair of marks that encloses a whole value; empty if none does."""
    closing, inner = _CLOSING.get(value[:1], ""), value[1:-1]
    if len(value) < 3 or value[-1] not in closing or _AFTER_WORD.search(inner):
        return ""
    return "" if set(inner) & ({value[0], *closing} - _APOSTROPHES) else inner.strip()
