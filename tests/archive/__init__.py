"""Archives of any size, made up: what an editorial office has after twenty years of round-tables.

    python -m tests.archive 1000 FOLDER    writes content/ and seeds/ of 1,000 contributors into a folder

The same size and seed always give the same files, and `views check` finds nothing wrong in them at any size: every
quotation is taken from its text, every text from its document, every outline from how its document was made. There are
three answers for each contributor, and a question for every five. All dates are before TODAY, so none runs past the
present.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from expertviews import content
from tests.archive import people, tables
from tests.archive.people import Person
from tests.archive.words import LAST_THEME_ADDED, WORDS, dice

Files = Mapping[str, str]
"""The texts of files by their paths, relative to the project's folder."""

_IN_ONE = 15


def archive(contributors: int, questions: int = 0, answers: int = _IN_ONE, seed: int = 1) -> Files:
    """Every file of an archive: `answers` is how many there are to a question, as far as there are people enough."""
    number = questions or max(2, contributors // 5)
    everybody = people.people(contributors, [tables.slug_of(at) for at in range(number)], seed)
    records: dict[str, Mapping[str, Any]] = {content.theme_path(slug): it for slug, it in _themes()}
    records |= {content.contributor_path(it.slug): it.data for it in everybody}
    texts: dict[str, str] = {}
    for at, answering in enumerate(_attendance(everybody, number, answers, seed)):
        made = tables.round_table(at, answering, seed)
        records |= made.records
        texts |= made.texts
    renamed = (it for it in everybody if it.former_slug)
    moved = [{"old": f"contributors/{it.former_slug}/", "new": f"contributors/{it.slug}/"} for it in renamed]
    records |= {content.REDIRECTS: {"moved": moved}} if moved else {}
    return {path: content.text_of(path, data) for path, data in records.items()} | texts


def write(root: Path, files: Files) -> None:
    """Writes an archive into a folder."""
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    (root / "seeds").mkdir(exist_ok=True)


def _themes() -> Iterator[tuple[str, Mapping[str, object]]]:
    for order, (slug, it) in enumerate(WORDS["themes"].items(), 1):
        added = {"added": LAST_THEME_ADDED} if order == len(WORDS["themes"]) else {}
        yield slug, {"title": it["title"], "summary": it["summary"], "order": order, **added, "terms": it["about"]}


def _attendance(everybody: Sequence[Person], questions: int, answers: int, seed: int) -> Iterator[list[Person]]:
    """Who answers each question: everybody in turn, those who are asked again and again, and some others."""
    by_chance = dice(seed, "attendance")
    named = [it for it in everybody if not it.anonymous]
    regulars = named[::10]
    for number in range(questions):
        in_turn = everybody[number::questions]
        more = max(0, answers - len(in_turn))
        often = by_chance.sample(regulars, min(len(regulars), more // 2))
        others = by_chance.sample(named, min(len(named), 3 * answers))
        by_name = {it.name: it for it in in_turn}
        for it in (*often, *others):
            if len(by_name) < answers:
                by_name.setdefault(it.name, it)
        yield list(by_name.values())
