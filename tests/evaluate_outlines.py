"""Score proposed outlines against the right ones: `make evaluate-outlines`, or with `-v` what is wrong in each.

Exact: every stretch of the document has the right role and owner, once every `?` is accepted as proposed. Where one aside
ends and the next begins makes no difference. A question in the editor's words counts as right where it is in doubt, a
date also if it says less or more of the same day. Lines to change: entries of the right outline that the proposal hasn't,
or, if more, entries of the proposal that the right outline hasn't. Wrong without `?`: a proposal without any doubt that
isn't exact; and of all proposals, the entries and keys at the top that are wrong and have no `?` of their own. Exact once
every `?` is decided: there are none of these, so whoever decides each doubt rightly has the right outline.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from expertviews import outlines
from expertviews.content import shapes, yamltext
from expertviews.model import Outline
from expertviews.outlines.stretches import stretches
from expertviews.seeds import lines_of

FOLDER = Path(__file__).parent / "outlines"
"""Documents with their right outlines: `NAME` is a document as received, `NAME.yml` what each of its lines is.

The model that proposes outlines learns from those in `tuned/`, which also serve as tests, and `learnt/`; those in `apart/`
are for scoring only, and nobody looks at them to improve it.
"""
Stretches = dict[tuple[str, ...], set[tuple[str, str, int, str]]]


@dataclass(frozen=True)
class Score:
    """How a proposal compares with the right outline: what differs, in how many entries, its doubts, how many of its
    wrong entries have none, and whether everybody who answers is given just their own words."""

    name: str
    differs: tuple[str, ...]
    lines: int
    doubts: int
    unmarked: int
    said: bool


def right_outline(path: Path) -> Outline:
    """The right outline of a fixture. Raises AssertionError where it is none."""
    outline, problems = shapes.fit(Outline, path.name, yamltext.parse(path.read_text("utf-8"), path.name))
    assert outline, problems
    return outline


def fixtures(folder: str) -> Iterator[tuple[str, str, Outline]]:
    """Name, text and right outline of each fixture in a folder."""
    for path in sorted((FOLDER / folder).iterdir()):
        if path.suffix != ".yml":
            yield path.name, path.read_text("utf-8"), right_outline(path.with_name(f"{path.name}.yml"))


def parts_of(outline: Outline, text: str) -> Stretches:
    """By entry: the stretches that it gives, as role, words, line and owner."""
    entries, mistakes = outlines.entries(outline.parts)
    found, wrong = stretches(entries, lines_of(text), wrapped=outline.wrapped)
    assert not mistakes, mistakes
    assert not wrong, wrong
    result: Stretches = {}
    for each in found:
        place = result.setdefault(tuple(map(str, each.key)), set())
        if each.role == "aside" and not each.at:
            place |= {("aside", "", line, "") for line in each.numbers}
            continue
        words = each.text.strip("*_ .") if each.role == "name" else each.text
        place.add((each.role, " ".join(words.split()), each.first, ""))
    return result


def score(name: str, text: str, right: Outline) -> Score:
    """How the proposal for a document compares."""
    proposed = outlines.propose_outline(text, name).outline
    wanted, got = parts_of(right, text), parts_of(proposed, text)
    missing = _lacking(wanted, got)
    surplus = _lacking(got, wanted)
    differs = [f"  - {key[1]}: {roles}" for key, roles in missing] + [
        f"  + {key[1]}: {roles}" for key, roles in surplus
    ]
    lines, silent = max(len(missing), len(surplus)), 0
    for key in ("names", "asked", "question"):
        mine, theirs = (str(getattr(it, key) or "").rstrip("?") for it in (proposed, right))
        mine, theirs = (it.replace("above", "") for it in (mine, theirs))
        if key == "asked" and min(mine, theirs) and (mine.startswith(theirs) or theirs.startswith(mine)):
            continue
        guessed = key != "names" and (theirs == "" or key == "question") and mine
        if mine != theirs and not (guessed and _doubtful(proposed, key)):
            differs.append(f"  ! {key}: {mine} for {theirs}")
            lines += 1
            silent += not _doubtful(proposed, key)
    entries, _ = outlines.entries(proposed.parts)
    in_doubt = list(outlines.doubtful_keys(proposed, entries))
    marked = {tuple(map(str, key[:2])) for key in in_doubt}
    unmarked = 0 if ("names",) in marked else silent + sum(key not in marked for key, _ in surplus)
    said = _said(proposed, text) == _said(right, text)
    return Score(name, tuple(differs), lines, len(in_doubt), unmarked, said)


def _said(outline: Outline, text: str) -> list[tuple[str, list[str]]]:
    """Who says what, whatever the round-table is called and however it is introduced."""
    tables = outlines.read_outline(outline, text).round_tables
    return [(answer.name, answer.paragraphs) for table in tables for answer in table.answers]


def _doubtful(proposed: Outline, key: str) -> bool:
    value = proposed.worded_by if key == "question" else getattr(proposed, key)
    return str(value or "").endswith("?")


def _lacking(one: Stretches, other: Stretches) -> list[tuple[tuple[str, ...], str]]:
    """The entries of one outline with a stretch that the other hasn't."""
    known = {stretch for found in other.values() for stretch in found}
    return [
        (key, "; ".join(f"{role} “{words[:50]}”" for role, words, _, _ in sorted(found - known)))
        for key, found in one.items()
        if not found <= known
    ]


def summary(name: str, scores: Sequence[Score]) -> str:
    """A line of figures on scores."""
    exact = [each for each in scores if not each.differs]
    sure = [each for each in exact if not each.doubts]
    silent = [each for each in scores if each.differs and not each.doubts]
    decided = sum(not each.unmarked for each in scores)
    return (
        f"{name}: {len(scores)} documents; exact without ?: {len(sure)}; exact once every ? is accepted: {len(exact)} "
        f"({len(exact) / len(scores):.0%}), decided: {decided} ({decided / len(scores):.0%}); everybody's own words: {sum(each.said for each in scores)}; doubts a document: "
        f"{sum(each.doubts for each in scores) / len(scores):.1f}; lines to change otherwise: median "
        f"{median([each.lines for each in scores if each.differs] or [0]):g}, over all {median([each.lines for each in scores]):g}; "
        f"wrong without ?: {len(silent)}; entries wrong without ?: {sum(each.unmarked for each in scores)}"
    )


def report(folder: str, *, verbose: bool) -> str:
    """A line of figures on the fixtures of a folder, and, if verbose, what differs in each."""
    scores = [score(*fixture) for fixture in fixtures(folder)]
    written = [summary(folder, scores)]
    for each in scores:
        if verbose and each.differs:
            written += [f"{each.name}: {each.lines} to change, {each.doubts} doubts", *each.differs]
    return "\n".join(written)


if __name__ == "__main__":
    folders = [word for word in sys.argv[1:] if word != "-v"] or ["tuned", "apart"]
    for folder in folders:
        print(report(folder, verbose="-v" in sys.argv))  # noqa: T201
