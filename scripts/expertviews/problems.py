"""Problems of a record: what is wrong, where, and what to do about it. Every step reports in this form."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import Indel

from expertviews import characters
from expertviews.invocation import as_typed

_NEAR = 0.62  # similarity from which one word may be a misspelling of another


@dataclass(frozen=True, order=True)
class Place:
    """A position in a file.

    `path` is relative to the project's root with forward slashes; `line` and `column` count characters from 1.
    """

    path: str
    line: int = 1
    column: int = 1

    @classmethod
    def at(cls, path: str, text: str, offset: int) -> "Place":
        """The position of a character of the file's text, counted from 0."""
        return cls(path, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))

    def __str__(self) -> str:
        return f"{shown(self.path, 200)}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong: `what`, and in `remedy` what to type instead.

    `suggestion` is a replacement for the wrong words, if no other can be meant. A `warning` says what may be wrong, and
    stops nothing.
    """

    place: Place
    code: str
    what: str
    remedy: str
    suggestion: str | None = field(default=None, compare=False)
    warning: bool = field(default=False, compare=False)

    @classmethod
    def advised(cls, place: Place, code: str, what: str, remedy: "str | Advice", *, warning: bool = False) -> "Problem":
        """A problem with a remedy that may include a suggestion, which is kept if it is certain."""
        advice = remedy if isinstance(remedy, Advice) else Advice(remedy)
        return cls(place, code, what, advice.text, advice.suggestion if advice.certain else None, warning)

    def __str__(self) -> str:
        level = "warning: " if self.warning else ""
        return f"{self.place}: {level}{self.code}: {self.what} ({self.remedy})"


@dataclass(frozen=True)
class Advice:
    """A remedy in words, and the replacement that it suggests, if any. It is `certain` if no other can be meant."""

    text: str
    suggestion: str | None = None
    certain: bool = False

    def __str__(self) -> str:
        return self.text


class Failure(Exception):
    """Something can't be done; the message says why, and what to do."""


class Misuse(Failure):
    """A command was called with something that isn't there."""


class ProblemsFound(Exception):
    """All problems of a run, sorted by place and without repeats."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__(report(self.problems))


def refuse(problems: Iterable[Problem]) -> None:
    """Raises ProblemsFound if there are any."""
    existing = tuple(problems)
    if existing:
        raise ProblemsFound(existing)


def report(problems: Iterable[Problem]) -> str:
    """Lists problems, one a line and sorted by place, then warnings, and last their numbers.

    Commands are as the user can type them.
    """
    listing = sorted(set(problems), key=lambda problem: (problem.warning, problem))
    warnings = sum(problem.warning for problem in listing)
    counts = counted(len(listing) - warnings, "problem") + (f", {counted(warnings, 'warning')}" if warnings else "")
    return as_typed("\n".join([*map(str, listing), counts]))


def counted(number: int, noun: str) -> str:
    """A number with its noun: `1 problem`, `2 problems`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def listed(names: Sequence[str], most: int = 100) -> str:
    """Joins names: `A`, `A and B`, `A, B and C`; of more than `most`, the first ones and the number of the others."""
    if len(names) > most:
        names = [*names[:most], f"{len(names) - most} more"]
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def shown(text: str, limit: int = 60) -> str:
    """Prepares untrusted text for a one-line message: controls replaced, at most `limit` characters."""
    line = characters.UNPRINTABLE.sub("�", " ".join(text[: limit * 8].split()))  # more than enough of a long text
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def nearest(word: str, options: Iterable[str]) -> str | None:
    """The option most similar to `word`; None if none is similar enough."""
    scorer = Indel.normalized_similarity
    best = process.extractOne(word[:200], sorted(options), scorer=scorer, processor=_normalized, score_cutoff=_NEAR)
    return best[0] if best else None


def _normalized(word: str) -> str:
    """Removes differences that don't count: in capitals, and in how words are joined."""
    return re.sub(r"[\s_-]+", " ", characters.plain(word)).strip().casefold()


def instead(word: str, options: Iterable[str], noun: str) -> Advice:
    """What to write for a `word` that isn't one of the `options`: the most similar, or any of them.

    The `noun` says what an option is. If the option itself has an odd character, it can only be copied.
    """
    known = sorted(options)
    likely, odd = nearest(word, known), characters.oddities(word)
    if likely:
        certain = characters.plain(word).strip(" ,;.").casefold() == characters.plain(likely).casefold()
        text = f"write `{likely}`: this has {odd}" if odd else f"did you mean `{likely}`?"
        odd_in_option = characters.oddities(likely)
        if certain and not odd and odd_in_option:
            text = f"copy `{likely}`, which has {odd_in_option}"
        return Advice(text, likely, certain)
    if not known:
        return Advice(f"there is no {noun} yet")
    more = f" and {len(known) - 12} more" if len(known) > 12 else ""
    return Advice(f"use one of: {', '.join(known[:12])}{more}")


def either(advice: Advice, other: str) -> Advice:
    """Joins two alternative remedies; `other` starts with a small letter or a backtick."""
    first = advice.text
    text = f"{first} {other[0].upper()}{other[1:]}" if first.endswith("?") else f"{first}; {other}"
    return Advice(text, advice.suggestion, advice.certain)
