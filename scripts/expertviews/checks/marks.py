"""Marks that aren't part of a value: curly quotation marks typed for YAML's, and characters that nobody sees."""

import re
from collections.abc import Iterator

from expertviews import characters, content
from expertviews.checks.rules import Fault, File, each
from expertviews.content import KeyPath, name_of
from expertviews.content.yamltext import Scalar
from expertviews.model import LOCATIONS, MISPRINTS, OF_SOURCE, OF_TEXT, QUOTATIONS
from expertviews.problems import Advice
from expertviews.quotes import fold

_CLOSING = {"“": '”"', "„": '“”"', "‘": "’'", "‚": "‘’'", "«": '»"', "»": '«"', "‹": "›'", "›": "‹'"}
_DOUBLE = {"“": "”", "„": "“”", "«": "»"}
_APOSTROPHES = {"’", "'"}
_AFTER_WORD = re.compile(r"[’'](?!\w)")


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
            what = f"`{name_of(key)}` is in curly quotation marks, which YAML takes for part of the value"
            remedy = "remove them; if they belong to the value, put straight ones around them"
            yield key, what, Advice(remedy, inner, certain=True)
        elif _is_half(scalar.text) and not _is_verbatim(file, key):
            what = f"`{name_of(key)}` has one of two curly quotation marks, which YAML takes for part of the value"
            yield key, what, "put straight ones around the whole value, with any commas in it"


@each(object)
def unseen_characters(file: File[object]) -> Iterator[Fault]:
    """A value in an editor's words has nothing that nobody sees, and letters in their usual, composed form.

    `views check --fix` mends it. Verbatim words keep such characters.
    """
    for key, scalar in _unusual(file):
        right = characters.seen(scalar.text)
        if right != scalar.text and set(scalar.text).isdisjoint(characters.BIDI_MARKS) and not _is_verbatim(file, key):
            what = f"`{name_of(key)}` has {characters.oddities(scalar.text)}"
            yield key, what, Advice("retype it; `views check --fix` does it", right, certain=True)


def _unusual(file: File[object]) -> Iterator[tuple[KeyPath, Scalar]]:
    """The values that have other characters than ASCII; not those of outlines, which are compared with their lines."""
    return (it for it in file.values() if not it[1].text.isascii() and it[0][:1] != ("parts",))


def _is_verbatim(file: File[object], key: KeyPath) -> bool:
    name = name_of(key)
    of_view = file.path.startswith((f"{content.FOLDER}/views/", f"{content.FOLDER}/questions/"))
    return name in LOCATIONS or (of_view and name in OF_SOURCE | OF_TEXT | MISPRINTS)


def _are_its_own(file: File[object], key: KeyPath, value: str) -> bool:
    """Whether the marks around a value are those of its text, or are compared elsewhere."""
    data = file.tree.data
    if not isinstance(data, dict) or name_of(key) in QUOTATIONS:
        return True
    if name_of(key) in OF_TEXT:
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


def _is_half(value: str) -> bool:
    """Whether a value starts with a mark that nothing closes, or ends with one that nothing opens."""
    opened = value[:1] in _DOUBLE and not set(value[1:]) & set(_DOUBLE[value[:1]])
    closed = value[-1:] in {"”", "»"} and not set(value) & {*_DOUBLE}
    return opened or closed
