"""What is drawn from a document: its lines, what its format says of them, and what isn't in them."""

import re
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from expertviews.problems import Place, Problem, ProblemsFound, counted, shown

MOST_LISTED = 12
"""What isn't in the text is listed for a person to read: not all of it, where it is much."""

MAX_TAGS = 120_000
"""Tags of a web page or Word document, opening and closing: each takes time and memory to read."""

_BLANKS = re.compile("[ \t\r\n\v\f\x85\u2028\u2029]+")
_DOUBLE_MARK = re.compile(r"\[(\[[^\s\[\]]{1,8}\])\]")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    )
)


@dataclass(frozen=True)
class Hint:
    """What the format says of the lines `first` to `last` of a drawn text, counted from 1.

    `role` is a role of an outline; `words` those of a name that shares its line with what is said. `doubt` is the
    reason why a person has to confirm it; None where the format leaves none.
    """

    first: int
    last: int
    role: str
    words: str | None = None
    doubt: str | None = None


@dataclass(frozen=True)
class Drawn:
    """A document's plain text: line feeds only.

    `dropped` lists for an editor what isn't in it; `drawn_by` is the library that drew it, and its version.
    """

    text: str
    hints: tuple[Hint, ...] = ()
    dropped: tuple[str, ...] = ()
    drawn_by: str = ""


@dataclass
class TextWriter:
    """Writes the lines of a text in their order, and lists what is left out."""

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
        """Write a paragraph, as one line: white space is folded, soft hyphens go; nothing is written without words.

        `close` puts it right below the line before, without a blank line between.
        """
        words = _DOUBLE_MARK.sub(r"\1", _BLANKS.sub(" ", words.replace("\u00ad", "")).strip(" "))
        if not words:
            return
        if self._lines and not close:
            self._lines.append("")
        self._lines.append(words)
        here = len(self._lines)
        last = self._hints[-1] if self._hints else None
        if last and role == "aside" == last.role and last.doubt == doubt and here - last.last <= 2:
            self._hints[-1] = replace(last, last=here)
        elif role:
            self._hints.append(Hint(here, here, role, name, doubt))

    def drop(self, kind: str, words: str = "") -> None:
        """List something that isn't in the text; `kind` names one of it, so that several can be counted."""
        self._dropped.setdefault(kind, []).append(" ".join(words.split()))

    def drawn(self, shown_path: str, by: str) -> Drawn:
        """The text, under a line that says what drew it. Raises ProblemsFound if it has no words."""
        if not any(map(str.isalnum, "".join(self._lines))):
            raise problem(shown_path, "document-empty", "the document has no words", "give a document with text")
        head = f"[Text of {PurePath(shown_path).name}, drawn by {by}]"
        hints = (replace(hint, first=hint.first + 2, last=hint.last + 2) for hint in self._hints)
        dropped = tuple(_listed(kind, words) for kind, words in self._dropped.items())
        return Drawn("\n".join([head, "", *self._lines, ""]), (Hint(1, 1, "aside"), *hints), dropped, by)


def _listed(kind: str, words: list[str]) -> str:
    listed = [f"“{shown(each, 200)}”" for each in words if each]
    if len(listed) > MOST_LISTED:
        listed[MOST_LISTED:] = [f"and {len(listed) - MOST_LISTED:,} more"]
    return ": ".join(filter(None, [counted(len(words), kind), ", ".join(listed)]))


def numeral(number: int, kind: str) -> str:
    """A number as lists show it: `kind` is "1", "a", "A", "i" or "I", as HTML calls them; others count as "1"."""
    written = ""
    if kind in {"a", "A"} and number > 0:
        while number:
            number, rest = divmod(number - 1, 26)
            written = chr(ord("a") + rest) + written
    elif kind in {"i", "I"} and 0 < number < 4000:
        for value, letters in _ROMAN:
            written += letters * (number // value)
            number %= value
    return (written.upper() if kind.isupper() else written) or str(number)


def raised(words: str) -> str:
    """Raised figures as such, since “in 2019¹” isn't “in 20191”; other words as they are."""
    return words.translate(_RAISED) if words.strip().isdecimal() else words


def problem(shown_path: str, code: str, what: str, remedy: str) -> ProblemsFound:
    """What is raised where a document can't be drawn at all."""
    return ProblemsFound([Problem(Place(shown_path), code, what, remedy)])


def check_tags(count: int, shown_path: str) -> None:
    """Raises ProblemsFound for more tags than a round-table needs."""
    if count > MAX_TAGS:
        what = f"the document has more than {MAX_TAGS:,} tags"
        raise problem(shown_path, "document-too-large", what, "save it as plain text")
