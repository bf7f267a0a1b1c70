"""The rules for references; and what a word that should be a slug may mean: another slug, or the name of something."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from expertviews import content
from expertviews.checks.rules import Fault, File, each
from expertviews.content import KeyPath, Record
from expertviews.model import Entity, Question, View, as_slug
from expertviews.problems import Advice, Place, Problem, either, instead, nearest, shown
from expertviews.quotes import fold, same_spelling

_OWN = {"question": 2, "contributor": 3}
"""By key of a view: the part of its file's path that should be the same."""


def explained(record: Record) -> Iterator[Problem]:
    """The problems found on loading. What isn't a slug is looked for among the names of what has slugs."""
    for it in record.problems:
        key = _key_at(record, it.place) if it.code == "bad-slug" else ()
        known = _named(record, it.place.path, key) if key else {}
        if not known:
            yield it
            continue
        word = record.trees[it.place.path].scalars[key].text
        noun, several = _noun(key), re.split(r"\s*[,;&/]\s*|\s+and\s+", word)
        if len(several) > 1 and all(each in known for each in several):
            yield Problem(it.place, it.code, it.what, f"write one {noun}; repeat the whole item for each of the others")
            continue
        advice = _by_name(word, known, noun) or instead(word, known, noun)
        yield Problem.advised(it.place, it.code, it.what, advice) if advice.suggestion and not it.suggestion else it


@each(Entity)
def unknown_reference(file: File[Entity]) -> Iterator[Fault]:
    """What a file refers to is there: a question, contributor or theme, or a proposition of the view's question."""
    record, path = file.record, file.path
    for key, scalar in file.values() if isinstance(file.it, View | Question) else ():
        noun, slug, known = _noun(key), scalar.text, _named(record, path, key)
        if not _refers(file, key) or slug in known:
            continue
        if noun == "proposition":
            questions = record.library.questions.values()
            has = (f", but `{it.slug}` has" for it in questions if slug in (p.id for p in it.propositions))
            what, add = f"`{path.split('/')[2]}` has no proposition `{slug}`{next(has, '')}", ""
        else:
            what, add = f"there is no {noun} `{slug}`", f"add {content.FOLDER}/{noun}s/{slug}.yml"
        advice = _advice(record, path, key, slug)
        remedy = either(advice, f"or {add}") if add and known else add or advice
        yield key, what, remedy


def _refers(file: File[Entity], key: KeyPath) -> bool:
    """Whether a value of a view or a question is a slug that must be in the record."""
    if _noun(key) == "proposition":
        question = file.path.split("/")[2]
        return question in file.record.library.questions and content.question_path(question) not in file.record.partial
    return _noun(key) == "theme" or (isinstance(file.it, View) and key[0] in _OWN)


def _advice(record: Record, path: str, key: KeyPath, slug: str) -> Advice:
    known, noun = _named(record, path, key), _noun(key)
    own = path.split("/")[_OWN[noun]].removesuffix(".yml") if noun in _OWN else ""
    if own in known:
        return Advice(f"write `{own}`, as in the file's path")
    thing = "proposition of this question" if noun == "proposition" else noun
    return _by_name(slug, known, noun) or instead(slug, known, thing)


@each(View)
def view_misplaced(file: File[View]) -> Iterator[Fault]:
    """A view is in the folder of its question, in a file named after its contributor."""
    record, view = file.record, file.it
    right = content.view_path(*view.key)
    known = view.question in record.named["questions"] and view.contributor in record.named["contributors"]
    if not known or file.path == right:
        return
    key = "question" if right.split("/")[2] != file.path.split("/")[2] else "contributor"
    own = file.path.split("/")[_OWN[key]].removesuffix(".yml")
    ways = [f"write `{key}: {shown(own)}`"] * (own in record.named[f"{key}s"])
    ways += [f"move the file to {shown(right, 200)}"] * (not (record.root / right).exists())
    merge = f"{shown(right, 200)} is there too: copy into it what only this file has, then delete this file"
    yield (key,), f"the file's location doesn't match its `{key}`", ", or ".join(ways) or merge


@each(View)
def anonymous_slug(file: File[View]) -> Iterator[Fault]:
    """An anonymous contributor answers one question, and the file is named after it.

    Nobody can know whether two anonymous contributors are the same person.
    """
    view, contributor = file.it, file.record.library.contributors.get(file.it.contributor)
    if contributor and contributor.kind == "anonymous" and not view.contributor.startswith(f"{view.question}-"):
        what = f"the anonymous contributor `{view.contributor}` isn't named after the question"
        yield ("contributor",), what, f"add a contributor `{view.question}-…` for this view only"


def _by_name(word: str, known: Mapping[str, str], noun: str) -> Advice | None:
    """The one thing with this name, or with a similar one if the word has several words."""
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
    """What may be written for a name."""
    return frozenset({_comparable(name), as_slug(name)})


def _comparable(name: str) -> str:
    return same_spelling(fold(name)).casefold().rstrip(".")


def _named(record: Record, path: str, key: KeyPath) -> Mapping[str, str]:
    """The slugs that a key may have, each with the name of what it refers to; empty for other keys."""
    if _noun(key) != "proposition":
        return _names(record).get(_noun(key), {})
    question = record.library.questions.get(path.split("/")[2])
    return {it.id: it.statement for it in question.propositions} if question else {}


@lru_cache(maxsize=1)
def _names(record: Record) -> Mapping[str, Mapping[str, str]]:
    """The slugs of all files, by key, each with its name where the file can be read."""
    library = record.library
    names = {
        "theme": {it.slug: it.title for it in library.themes.values()},
        "contributor": {it.slug: it.name for it in library.contributors.values()},
        "question": {it.slug: it.question for it in library.questions.values()},
    }
    return {
        noun: {slug: known.get(slug, slug) for slug in sorted(record.named[f"{noun}s"])}
        for noun, known in names.items()
    }


def _noun(key: KeyPath) -> str:
    """What the slug at a key refers to."""
    return "theme" if key[:1] == ("read_for",) else str(key[-1])


def _key_at(record: Record, place: Place) -> KeyPath:
    tree = record.trees.get(place.path)
    return next((key for key in tree.scalars if tree.place(*key) == place), ()) if tree else ()
