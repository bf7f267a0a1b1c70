"""What is wrong, where, and what to do about it: the one form in which every step reports."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import Indel

from expertviews import characters

_NEAR = 0.62  # share of letters that a word and the one that may be meant have in common, in their order


@dataclass(frozen=True, order=True)
class Place:
    """A position in a file.

    `path` is relative to the project's root with forward slashes; `line` and `column` count characters from 1.
    """

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{shown(self.path, 200)}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong: `what`, and in `remedy` what to type instead.

    `suggestion` is the one word to put in place of the one that the problem is about, where such a word is near.
    `certain` says that it can only be that word.
    """

    place: Place
    code: str
    what: str
    remedy: str
    suggestion: str | None = field(default=None, compare=False)
    certain: bool = field(default=False, compare=False)

    @classmethod
    def advised(cls, place: Place, code: str, what: str, remedy: "str | Advice") -> "Problem":
        """A problem whose remedy may come with a suggestion."""
        advice = remedy if isinstance(remedy, Advice) else Advice(remedy)
        return cls(place, code, what, advice.text, advice.suggestion, advice.certain)

    def __str__(self) -> str:
        return f"{self.place}: {self.code}: {self.what} ({self.remedy})"


@dataclass(frozen=True)
class Advice:
    """What to do about a problem, in words, and the word that it suggests, if it does; whether that is certain."""

    text: str
    suggestion: str | None = None
    certain: bool = False

    def __str__(self) -> str:
        return self.text


class ProblemsFound(Exception):
    """Carries every problem of a run, sorted by place and without repeats, to whoever prints them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__(report(self.problems))


def refuse(problems: Iterable[Problem]) -> None:
    """Raises ProblemsFound if there are any."""
    found = tuple(problems)
    if found:
        raise ProblemsFound(found)


def report(problems: Iterable[Problem]) -> str:
    """Every problem on a line of its own, sorted by place, and their count as the last line."""
    lines = [str(problem) for problem in sorted(set(problems))]
    return "\n".join([*lines, counted(len(lines), "problem")])


def counted(number: int, noun: str) -> str:
    """`1 problem`, `2 problems`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def shown(text: str, limit: int = 60) -> str:
    """A stranger's words made safe for one line of a message: controls replaced, at most `limit` characters."""
    line = characters.UNPRINTABLE.sub("�", " ".join(text[: limit * 8].split()))
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def nearest(word: str, options: Iterable[str]) -> str | None:
    """The option that `word` was most likely meant to be, if one is near."""
    scorer = Indel.normalized_similarity
    found = process.extractOne(word[:200], sorted(options), scorer=scorer, score_cutoff=_NEAR)
    return found[0] if found else None


def instead(word: str, options: Iterable[str], what: str) -> Advice:
    """What to write for a `word` that isn't one of the `options`: the nearest, or which there are."""
    known = sorted(options)
    likely = nearest(word, known)
    if likely:
        return Advice(f"did you mean `{likely}`?", likely)
    if not known:
        return Advice(f"there is no {what} yet")
    more = f" and {len(known) - 12} more" if len(known) > 12 else ""
    return Advice(f"use one of: {', '.join(known[:12])}{more}")


def either(advice: Advice, other: str) -> Advice:
    """Two ways out of a problem as one; `other` begins with a small letter, or with what is typed."""
    first = advice.text
    text = f"{first} {other[0].upper()}{other[1:]}" if first.endswith("?") else f"{first}; {other}"
    return Advice(text, advice.suggestion)
