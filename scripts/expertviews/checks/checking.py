"""All problems and warnings of a record.

Files that broke no rule when they were last checked, and belong to the same others, aren't checked again unless
something is wrong.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from expertviews import content, dates, kept
from expertviews.checks import handwritten, references
from expertviews.checks.rules import RULES
from expertviews.content import MOST_PROBLEMS, CacheKeys, Record, documents
from expertviews.kept import digest
from expertviews.mappings import grouped
from expertviews.model import Library, Outline, Question, Redirects, View
from expertviews.problems import Place, Problem


def check(record: Record) -> tuple[Problem, ...]:
    """Every problem of a record, sorted by place: found on loading, broken rules, and hand-written pages.

    At most MOST_PROBLEMS broken rules are listed for a file; one more problem counts the rest.
    """
    if _is_sound(record):
        return ()
    found = {*references.explained(record), *handwritten.problems(record.root)}
    for path, problems in _by_file(broken(record)).items():
        found.update(problems[:MOST_PROBLEMS])
        if len(problems) > MOST_PROBLEMS:
            what = f"{len(problems) - MOST_PROBLEMS:,} more problems in this file"
            found.add(Problem(Place(path), "many-problems", what, "fix the problems listed, then check again"))
    return tuple(sorted(found))


def warnings(record: Record) -> tuple[Problem, ...]:
    """What may mislead readers in a sound record, sorted by place; at most MOST_PROBLEMS for a file."""
    found = _by_file(broken(record, warning=True)).values()
    return tuple(sorted(chain.from_iterable(it[:MOST_PROBLEMS] for it in found)))


def broken(record: Record, *, warning: bool = False) -> Iterator[Problem]:
    """Every broken rule, or every warning. May repeat problems, and lists any number for a file."""
    return chain.from_iterable(it.problems(code, record) for code, it in RULES.items() if it.warning is warning)


def _by_file(problems: Iterable[Problem]) -> Mapping[str, list[Problem]]:
    """The problems in each file, each once."""
    return grouped(dict.fromkeys(problems), lambda problem: problem.place.path)


def _is_sound(record: Record) -> bool:
    """Whether a record has no problem. What is found to be sound is kept."""
    if record.problems or any(handwritten.problems(record.root)) or not _is_connected(record.library):
        return False
    cache, groups = kept.record_cache(record.root), _Groups(record).by_name
    sound = {name for name, it in groups.items() if cache.get(name, it.cache_key)}
    rest = _without(record, chain.from_iterable(groups[name].paths for name in sound))
    rules = sorted((it for it in RULES.values() if not it.warning), key=lambda it: it.local)
    if any(any(it.broken(rest if it.local else record)) for it in rules):
        return False
    for name, it in groups.items():
        cache.put(name, it.cache_key, True)
    return True


def _is_connected(library: Library) -> bool:
    """Whether the questions and contributors of all views are there."""
    views = library.views.values()
    return all(it.question in library.questions and it.contributor in library.contributors for it in views)


def _without(record: Record, paths: Iterable[str]) -> Record:
    """A record of which only some files are left to be checked."""
    left = dict.fromkeys(record.entities)
    for path in paths:
        left.pop(path, None)
    return record.of_files(left)


@dataclass(frozen=True)
class _Group:
    """Files that are checked together, and the cache key of what rules which are `local` find in them."""

    paths: tuple[str, ...]
    cache_key: str


@dataclass(frozen=True, eq=False)
class _Groups:
    """A question with its answers is a group, and each contributor, theme and outline."""

    record: Record

    @cached_property
    def by_name(self) -> Mapping[str, _Group]:
        """The groups."""
        cache_keys = CacheKeys(self.record.library, self.record.digests, self._ground)
        found = {}
        for path, it in self.record.entities.items():
            if not isinstance(it, Question | View | Redirects):
                source = documents.plain_text_name(self.record.root, it.document) if isinstance(it, Outline) else ""
                parts = self._ground, self.record.digests[path], source and self._document(source)
                found[f"sound {path}"] = _Group((path,), digest(*parts))
        for slug in self.record.library.questions:
            views = (content.view_path(slug, it.contributor) for it in self.record.library.views_on(slug))
            paths, seeds = (content.question_path(slug), *views), self._seeds[slug]
            beside = {each for seed in seeds for each in self._asked_in[seed]}
            seen = map(self._document, sorted(seeds))
            key = cache_keys.questions([slug, *sorted(beside)], *seen, themes=(), with_summaries=True)
            found[f"sound {paths[0]}"] = _Group(paths, key)
        return found

    @cached_property
    def _ground(self) -> str:
        """What any file may be checked against: themes, and what day it is."""
        return digest(dates.today(), [(it.slug, it.added) for it in self.record.library.ordered_themes])

    @cached_property
    def _seeds(self) -> Mapping[str, set[str]]:
        """The documents of each question and its answers."""
        library = self.record.library
        found = {slug: {it.seed} if it.seed else set[str]() for slug, it in library.questions.items()}
        for source, view in library.seed_sources:
            found[view.question].add(source.seed)
        return found

    @cached_property
    def _asked_in(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = {}
        for slug, seeds in self._seeds.items():
            for seed in seeds:
                found.setdefault(seed, set()).add(slug)
        return found

    def _document(self, seed: str) -> str:
        """A digest of a plain text, of the document that it is from, and of their outlines."""
        names = dict.fromkeys((seed, seed.removesuffix(".txt")))
        files = [self.record.root / documents.SEEDS / name for name in names]
        bodies = (kept.file_digest(it) for it in files)
        return digest(*bodies, *(self.record.digests.get(content.outline_path(it), "") for it in names))
