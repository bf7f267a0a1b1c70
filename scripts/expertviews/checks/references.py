"""The rules for references; and what a word that should be a slug may mean: another slug, or the name of something."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from expertviews import content
from expertviews.checks.rules import File, FileViolation, file_rule
from expertviews.content import KeyPath, Record
from expertviews.model import Entity, Question, View, as_slug
from expertviews.problems import Advice, Place, Problem, either, instead, nearest, shown
from expertviews.quotes import fold, same_spelling

_PATH_PARTS = {"question": 2, "contributor": 3}
"""The part of a view's path, counted from 0, that has the same slug as a key."""


def explained(record: Record) -> Iterator[Problem]:
    """Yield the problems found on loading. Where a name stands for a slug, the remedy is the slug of that name."""
    for problem in record.problems:
        key = _key_at(record, problem.place) if problem.code == "bad-slug" else ()
        known = _named(record, problem.place.path, key) if key else {}
        if not known:
            yield problem
            continue
        word, noun = record.trees[problem.place.path].scalars[key].text, _noun(key)
        slugs = re.split(r"\s*[,;&/]\s*|\s+and\s+", word)
        if len(slugs) > 1 and all(slug in known for slug in slugs):
            yield replace(
                problem, remedy=f"write one {noun}; repeat the whole item for each of the others", suggestion=None
            )
            continue
        advice = _by_name(word, known, noun) or instead(word, known, noun)
        if advice.suggestion and not problem.suggestion:
            yield Problem.advised(problem.place, problem.code, problem.what, advice)
        else:
            yield problem


@file_rule(Entity)
def unknown_reference(file: File[Entity]) -> Iterator[FileViolation]:
    """What a file refers to is there: a question, contributor or theme, or a proposition of the view's question."""
    record, path = file.record, file.path
    for key, scalar in file.values() if isinstance(file.entity, View | Question) else ():
        noun, slug, known = _noun(key), scalar.text, _named(record, path, key)
        if not _refers(file, key) or slug in known:
            continue
        if noun == "proposition":
            others = (question for question, proposition in record.library.propositions if proposition == slug)
            other = next((f", but `{question}` has" for question in others), "")
            what, add = f"`{_from_path(path, 'question')}` has no proposition `{slug}`{other}", ""
        else:
            what, add = f"there is no {noun} `{slug}`", f"add {content.FOLDER}/{noun}s/{slug}.yml"
        advice = _advice(record, path, key, slug)
        remedy = either(advice, f"or {add}") if add and known else add or advice
        yield key, what, remedy


def _refers(file: File[Entity], key: KeyPath) -> bool:
    """Whether a value of a view or a question is a slug that must be in the record."""
    if _noun(key) == "proposition":
        question = _from_path(file.path, "question")
        return question in file.record.library.questions and content.question_path(question) not in file.record.partial
    return _noun(key) == "theme" or (isinstance(file.entity, View) and key[0] in _PATH_PARTS)


def _advice(record: Record, path: str, key: KeyPath, slug: str) -> Advice:
    known, noun = _named(record, path, key), _noun(key)
    expected = _from_path(path, noun) if noun in _PATH_PARTS else ""
    if expected in known:
        return Advice(f"write `{expected}`, as in the file's path")
    thing = "proposition of this question" if noun == "proposition" else noun
    return _by_name(slug, known, noun) or instead(slug, known, thing)


@file_rule(View)
def view_misplaced(file: File[View]) -> Iterator[FileViolation]:
    """A view is in the folder of its question, in a file named after its contributor."""
    record, view = file.record, file.entity
    right = content.view_path(*view.key)
    known = view.question in record.named["questions"] and view.contributor in record.named["contributors"]
    if not known or file.path == right:
        return
    key = "question" if view.question != _from_path(file.path, "question") else "contributor"
    slug, ways = _from_path(file.path, key), []
    if slug in record.named[f"{key}s"]:
        ways.append(f"write `{key}: {shown(slug)}`")
    if not (record.root / right).exists():
        ways.append(f"move the file to {shown(right, 200)}")
    merge = f"{shown(right, 200)} is there too: copy into it what only this file has, then delete this file"
    yield (key,), f"the file's location doesn't match its `{key}`", ", or ".join(ways) or merge


@file_rule(View)
def anonymous_slug(file: File[View]) -> Iterator[FileViolation]:
    """An anonymous contributor answers one question, and the file is named after it.

    Nobody can know whether two anonymous contributors are the same person.
    """
    view, contributor = file.entity, file.record.library.contributors.get(file.entity.contributor)
    if contributor and contributor.kind == "anonymous" and not view.contributor.startswith(f"{view.question}-"):
        what = f"the anonymous contributor `{view.contributor}` isn't named after the question"
        yield ("contributor",), what, f"add a contributor `{view.question}-…` for this view only"


def _from_path(path: str, key: str) -> str:
    """Return the slug that a key of a view has by the path of its file."""
    return path.split("/")[_PATH_PARTS[key]].removesuffix(".yml")


def _by_name(word: str, known: Mapping[str, str], noun: str) -> Advice | None:
    """Advise the slug of the one thing with this name, or if the word has several words, with a similar name."""
    wanted = {_comparable(word), word}
    meant = [slug for slug, name in known.items() if not wanted.isdisjoint(_spellings(name))]
    if len(meant) == 1:
        kind = "id" if noun == "proposition" else "slug"
        return Advice(f"write `{meant[0]}`, the {kind} of this {noun}", meant[0], certain=as_slug(word) == meant[0])
    similar = nearest(word, known.values()) if " " in word else None
    slug = next((slug for slug, name in known.items() if name == similar), None)
    return Advice(f"did you mean `{slug}`, “{shown(similar or '')}”?", slug) if slug else None


@lru_cache(maxsize=16_384)
def _spellings(name: str) -> frozenset[str]:
    """Return what may be written for a name."""
    return frozenset({_comparable(name), as_slug(name)})


def _comparable(name: str) -> str:
    return same_spelling(fold(name)).casefold().rstrip(".")


def _named(record: Record, path: str, key: KeyPath) -> Mapping[str, str]:
    """Return the slugs that a key may have, each with the name of what it refers to; empty for other keys."""
    if _noun(key) != "proposition":
        return _names(record).get(_noun(key), {})
    question = record.library.questions.get(_from_path(path, "question"))
    return {proposition.id: proposition.statement for proposition in question.propositions} if question else {}


@lru_cache(maxsize=1)
def _names(record: Record) -> Mapping[str, Mapping[str, str]]:
    """Return the slugs of all files, by noun, each with its name, or with itself if the file can't be read."""
    library = record.library
    names = {
        "theme": {slug: theme.title for slug, theme in library.themes.items()},
        "contributor": {slug: contributor.name for slug, contributor in library.contributors.items()},
        "question": {slug: question.question for slug, question in library.questions.items()},
    }
    return {
        noun: {slug: known.get(slug, slug) for slug in sorted(record.named[f"{noun}s"])}
        for noun, known in names.items()
    }


def _noun(key: KeyPath) -> str:
    """Return what the slug at a key refers to: a theme, proposition, question or contributor."""
    return "theme" if key[:1] == ("read_for",) else str(key[-1])


def _key_at(record: Record, place: Place) -> KeyPath:
    tree = record.trees.get(place.path)
    return next((key for key in tree.scalars if tree.place(*key) == place), ()) if tree else ()
