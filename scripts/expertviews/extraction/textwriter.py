"""What is extracted from a document: its lines, hints about them, and what was left out."""

import re
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from expertviews.problems import Place, Problem, ProblemsFound, counted, shown

MAX_LISTED = 12  # things of each kind that are left out: a person is shown no more
MAX_TAGS = 120_000  # of a web page or Word document, opening and closing

_WHITE_SPACE = re.compile("[ \t\r\n\v\f\x85\u2028\u2029]+")
_DOUBLE_MARK = re.compile(r"\[(\[[^\s\[\]]{1,8}\])\]")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_ROMAN = {1000: "m", 900: "cm", 500: "d", 400: "cd", 100: "c", 90: "xc", 50: "l", 40: "xl", 10: "x"}
_ROMAN |= {9: "ix", 5: "v", 4: "iv", 1: "i"}


@dataclass(frozen=True)
class Hint:
    """What the format says about a line of a text, counted from 1.

    `role` is a role of an outline, or None where the format doesn't tell; `words` is a name that shares its line with
    what is said. `doubt` is why a person has to confirm it, or None.
    """

    line: int
    role: str | None
    words: str | None = None
    doubt: str | None = None


@dataclass(frozen=True)
class Extracted:
    """A document's plain text. Lines end in line feeds only. `dropped` tells an editor what was left out."""

    text: str
    hints: tuple[Hint, ...] = ()
    dropped: tuple[str, ...] = ()


@dataclass
class TextWriter:
    """Collects the lines of a text, hints about them, and what is left out."""

    _lines: list[str] = field(default_factory=list)
    _hints: list[Hint] = field(default_factory=list)
    _dropped: dict[str, list[str]] = field(default_factory=dict)

    def add(
        self,
        words: str,
        role: str | None = None,
        *,
        name: str | None = None,
        doubt: str | None = None,
        close: bool = False,
    ) -> None:
        """Add a paragraph as one line, with single spaces and no soft hyphens. An empty one isn't added.

        With `close` there is no blank line before it.
        """
        words = _DOUBLE_MARK.sub(r"\1", _WHITE_SPACE.sub(" ", words.replace("\u00ad", "")).strip(" "))
        if not words:
            return
        if self._lines and not close:
            self._lines.append("")
        self._lines.append(words)
        if role or (doubt and (not self._hints or self._hints[-1].doubt != doubt)):
            self._hints.append(Hint(len(self._lines), role, name, doubt))

    def drop(self, kind: str, words: str = "") -> None:
        """List something that is left out; `kind` is its name in the singular, such as "picture"."""
        self._dropped.setdefault(kind, []).append(" ".join(words.split()))

    def extracted(self, shown_path: str, by: str) -> Extracted:
        """The text, below a line that says how it was extracted. Raises ProblemsFound if it has no words."""
        if not any(map(str.isalnum, "".join(self._lines))):
            raise problem(shown_path, "document-empty", "the document has no words", "use a document with text")
        head = f"[Text of {PurePath(shown_path).name}, extracted by {by}]"
        hints = (replace(hint, line=hint.line + 2) for hint in self._hints)
        dropped = tuple(_listed(kind, words) for kind, words in self._dropped.items())
        return Extracted("\n".join([head, "", *self._lines, ""]), (Hint(1, "aside"), *hints), dropped)


def _listed(kind: str, words: list[str]) -> str:
    listed = [f"“{shown(each, 200)}”" for each in words if each]
    if len(listed) > MAX_LISTED:
        listed[MAX_LISTED:] = [f"and {len(listed) - MAX_LISTED:,} more"]
    return ": ".join(filter(None, [counted(len(words), kind), ", ".join(listed)]))


def integer(written: str | None, default: int) -> int:
    """The number that an attribute begins with; the default if it is missing or has none."""
    found = re.match(r"\s*([+-]?[0-9]{1,9})", written or "")
    return int(found[1]) if found else default


def numeral(number: int, kind: str) -> str:
    """A number as lists show it: `kind` is HTML's "1", "a", "A", "i" or "I"; anything else counts as "1"."""
    written = ""
    if kind in {"a", "A"} and number > 0:
        while number:
            number, rest = divmod(number - 1, 26)
            written = chr(ord("a") + rest) + written
    elif kind in {"i", "I"} and 0 < number < 4000:
        for value, letters in _ROMAN.items():
            count, number = divmod(number, value)
            written += letters * count
    return (written.upper() if kind.isupper() else written) or str(number)


def raised(words: str) -> str:
    """A number in superscript digits, since “in 2019¹” isn't “in 20191”; other words unchanged."""
    return words.translate(_RAISED) if words.strip().isdecimal() else words


def problem(shown_path: str, code: str, what: str, remedy: str) -> ProblemsFound:
    """The exception for a document without any text to extract."""
    return ProblemsFound([Problem(Place(shown_path), code, what, remedy)])


def check_tags(count: int, shown_path: str) -> None:
    """Raises ProblemsFound for more tags than a round-table needs."""
    if count > MAX_TAGS:
        what = f"the document has more than {MAX_TAGS:,} tags"
        raise problem(shown_path, "document-too-large", what, "save it as plain text")
