"""What a word that should be a slug may mean: another slug, or the name of something in the record."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache

from expertviews import content
from expertviews.content import KeyPath, Record
from expertviews.model import as_slug
from expertviews.problems import Advice, Place, Problem, either, instead, nearest, shown
from expertviews.quotes import fold, same_spelling

_FOLDERS = {"theme": "themes", "contributor": "contributors", "question": "questions"}
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
        yield Problem.advised(it.place, it.code, it.what, advice) if advice.suggestion and not it.certain else it


def unknown(record: Record, path: str, key: KeyPath, slug: str) -> Iterator[tuple[Place, str, Advice]]:
    """The problem of a slug that nothing in the record has."""
    noun = _noun(key)
    if slug in record.named.get(_FOLDERS.get(noun, ""), ()) or slug in _propositions(record, path, noun):
        return
    if noun == "proposition":
        has = (
            f", but `{it.slug}` has"
            for it in record.library.questions.values()
            if slug in (p.id for p in it.propositions)
        )
        what = f"`{path.split('/')[2]}` has no proposition `{slug}`{next(has, '')}"
        yield record.place(path, *key), what, _advice(record, path, noun, slug)
    else:
        add = f"or add {content.FOLDER}/{_FOLDERS[noun]}/{slug}.yml"
        yield record.place(path, *key), f"there is no {noun} `{slug}`", either(_advice(record, path, noun, slug), add)


def _advice(record: Record, path: str, noun: str, slug: str) -> Advice:
    known = _named(record, path, (noun,))
    own, likely = path.split("/")[_OWN[noun]].removesuffix(".yml") if noun in _OWN else "", nearest(slug, known)
    if own in known:
        return Advice(f"write `{own}`, as in the file's path", own)
    uses = _uses(record)
    if likely and not uses[noun, likely] and (own == slug or uses[noun, slug] > 1):
        file = f"{content.FOLDER}/{_FOLDERS.get(noun, '')}/{likely}.yml"
        right = f"write `id: {slug}` for `id: {likely}`" if noun == "proposition" else f"rename {file} to {slug}.yml"
        return Advice(f"nothing refers to `{likely}`; if that is misspelt, {right}")
    return _by_name(slug, known, noun) or instead(
        slug, known, "proposition of this question" if noun == "proposition" else noun
    )


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
    noun = _noun(key)
    return _propositions(record, path, noun) or _names(record).get(noun, {})


def _propositions(record: Record, path: str, noun: str) -> Mapping[str, str]:
    """The propositions that a view can take a stance on, for a key of that."""
    question = record.library.questions.get(path.split("/")[2]) if noun == "proposition" else None
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
        noun: {slug: known.get(slug, slug) for slug in sorted(record.named[_FOLDERS[noun]])}
        for noun, known in names.items()
    }


def _noun(key: KeyPath) -> str:
    """What the slug at a key refers to."""
    return "theme" if key[:1] == ("read_for",) else str(key[-1])


def _key_at(record: Record, place: Place) -> KeyPath:
    tree = record.trees.get(place.path)
    return next((key for key in tree.scalars if tree.place(*key) == place), ()) if tree else ()


@lru_cache(maxsize=1)
def _uses(record: Record) -> Counter[tuple[str, str]]:
    """How often each slug is written, by key."""
    return Counter((str(key[-1]), it.text) for tree in record.trees.values() for key, it in tree.scalars.items() if key)
