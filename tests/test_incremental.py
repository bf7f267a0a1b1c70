"""Whatever is edited while the site is served: what is made of what was known before is what would be made anew."""

import random
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from expertviews import checks, content, pages
from expertviews.addresses import Site
from expertviews.content import CacheKeys, documents
from expertviews.pages import Beside
from expertviews.problems import Problem
from tests import archive

SITE = Site("Test", "https://example.org/")

EDITS: tuple[tuple[str, str, str], ...] = (
    ("views/*/*", r"gist: >-\n ", "gist: >-\n  Changed"),
    ("views/*/*", r"status: reviewed\n.*\n.*\nread_for:.*", "status: draft"),
    ("views/*/*", r"stance: (agree|mixed)", "stance: disagree"),
    ("views/*/*", r"- theme: [\w-]+", "- theme: energy"),
    ("views/*/*", r"stance: disagree", "stance: disagre"),
    ("views/*/*", r"The", "the"),
    ("contributors/*", r"\nname: ", "\nname: Other "),
    ("contributors/*", r"role: ", "role: Former "),
    ("contributors/*", r"kind: person", "kind: organisation"),
    ("questions/*", r"\nquestion: ", "\nquestion: Say, "),
    ("questions/*", r"statement: ", "statement: In short, "),
    ("questions/*", r"horizon: .*", "horizon: '2050'"),
    ("questions/*", r"asked: .*", "asked: '2001'"),
    ("themes/*", r"title: ", "title: New "),
    ("themes/*", r"order: .*", "order: 99"),
    ("outlines/*", r": text", ": note"),
)
"""Which file, what is replaced in it, and by what. Some make mistakes."""


def forget() -> None:
    """Has everything worked out anew that the program remembers between builds."""
    for name, module in [*sys.modules.items()]:
        if name.startswith("expertviews"):
            for it in vars(module).values():
                clear: Callable[[], None] | None = getattr(it, "cache_clear", None)
                if clear:
                    clear()


def made(root: Path) -> tuple[tuple[Problem, ...], dict[str, str]]:
    """The problems of a record, and the pages if there are none."""
    record = content.load(root)
    found = checks.check(record)
    return found, {} if found else dict(pages.render_site(record.library, SITE).pages)


def edit(root: Path, dice: random.Random) -> Callable[[], object]:
    """Edits a file, or removes one; returns what undoes it."""
    pattern, old, new = dice.choice(EDITS)
    file = dice.choice(sorted((root / "content").glob(f"{pattern}.yml")))
    text = file.read_text(encoding="utf-8")
    if dice.random() < 0.1:
        file.unlink()
    else:
        file.write_text(re.sub(old, new, text, count=1), encoding="utf-8")
    return lambda: file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("seed", [1, *(pytest.param(it, marks=pytest.mark.thorough) for it in range(2, 40))])
def test_after_any_edits_all_is_as_if_made_anew(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - no secret
    archive.write(tmp_path, archive.archive(4, seed=seed))
    assert made(tmp_path)[1]
    for _ in range(4 if seed == 1 else 8):
        undo = edit(tmp_path, dice)
        known = made(tmp_path)
        forget()
        assert known == made(tmp_path)
        if known[0] or dice.random() < 0.3:
            undo()
            again = made(tmp_path)
            forget()
            assert again == made(tmp_path)


@pytest.mark.parametrize("seed", [1, *(pytest.param(it, marks=pytest.mark.thorough) for it in range(2, 40))])
def test_whatever_is_made_of_the_same_is_the_same(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - no secret
    archive.write(tmp_path, archive.archive(6, seed=seed))
    seen: dict[tuple[str, str], object] = {}
    again = 0
    for _ in range(6 if seed == 1 else 12):
        undo = edit(tmp_path, dice) if seen else None
        record = content.load(tmp_path)
        if undo and checks.check(record):
            undo()
            continue
        texts = {name: documents.text(tmp_path, name) for name in pages.cited_documents(record.library)}
        made = pages.render_site(record.library, SITE, Beside(texts, digests=record.digests))
        parts = {**made.citations(), **made.more()}
        everything: dict[str, tuple[str, object]]
        everything = {path: (key, made.pages[path]) for path, key in made.cache_keys.items()}
        everything |= {name: (part.cache_key, part.make()) for name, part in parts.items()}
        for name, (key, files) in everything.items():
            if key:
                again += (name, key) in seen
                assert seen.setdefault((name, key), files) == files, name
    assert again


def test_a_key_is_empty_unless_the_digest_of_every_file_that_it_is_made_from_is_known(tmp_path: Path) -> None:
    archive.write(tmp_path, archive.archive(3, seed=1))
    silent = tmp_path / content.contributor_path("silent")  # and has no view, so that no question is about them
    silent.write_text("name: Si Lent\nkind: person\n", encoding="utf-8")
    record = content.load(tmp_path)
    question = content.question_path(next(iter(record.library.questions)))
    without_person, without_question = (
        CacheKeys(record.library, {it: "digest" for it in record.digests if it != path}, "base")
        for path in (content.contributor_path("silent"), question)
    )
    assert CacheKeys(record.library, record.digests, "base").everything()
    assert without_person.everything() == without_person.contributors(["silent"]) == ""
    assert without_question.questions((), files=[question], themes=()) == ""
