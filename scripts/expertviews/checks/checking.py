"""All problems and warnings of a record.

If no file has a problem, those that were sound at the last check, beside the same other files, aren't checked again.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
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
    """Return every problem of a record, sorted by place: found on loading, broken rules, and hand-written pages.

    At most MOST_PROBLEMS broken rules are listed for a file; one more problem counts the rest.
    """
    if _is_sound(record):
        return ()
    found = {*references.explained(record), *handwritten.problems(record.root)}
    for path, problems in _by_file(violations(record)).items():
        found.update(problems[:MOST_PROBLEMS])
        if len(problems) > MOST_PROBLEMS:
            what = f"{len(problems) - MOST_PROBLEMS:,} more problems in this file"
            found.add(Problem(Place(path), "many-problems", what, "fix the problems listed, then check again"))
    return tuple(sorted(found))


def warnings(record: Record) -> tuple[Problem, ...]:
    """Return what may mislead readers in a sound record, sorted by place; at most MOST_PROBLEMS for a file."""
    found = _by_file(violations(record, warning=True)).values()
    return tuple(sorted(chain.from_iterable(problems[:MOST_PROBLEMS] for problems in found)))


def violations(record: Record, *, warning: bool = False) -> Iterator[Problem]:
    """Yield the problems of all rules, or all warnings. May repeat problems, and yields any number for a file."""
    return chain.from_iterable(rule.problems(code, record) for code, rule in RULES.items() if rule.warning is warning)


def _by_file(problems: Iterable[Problem]) -> Mapping[str, list[Problem]]:
    """Return the problems of each file by its path, each problem once."""
    return grouped(dict.fromkeys(problems), lambda problem: problem.place.path)


def _is_sound(record: Record) -> bool:
    """Whether a record has no problem. Groups of files in which none is found are noted in the cache as sound."""
    if record.problems or any(handwritten.problems(record.root)) or not _is_connected(record.library):
        return False
    cache, groups = kept.record_cache(record.root), _groups(record)
    sound = {name for name, group in groups.items() if cache.get(name, group.cache_key)}
    unchecked = _without(record, chain.from_iterable(groups[name].paths for name in sound))
    for local in (False, True):
        checked = unchecked if local else record
        for rule in RULES.values():
            if rule.local is local and not rule.warning and any(rule.violations(checked)):
                return False
    for name, group in groups.items():
        cache.put(name, group.cache_key, True)
    return True


def _is_connected(library: Library) -> bool:
    """Whether the questions and contributors of all views are there."""
    views = library.views.values()
    return all(view.question in library.questions and view.contributor in library.contributors for view in views)


def _without(record: Record, paths: Iterable[str]) -> Record:
    """Return the record without some of its files, but with the whole library."""
    left = dict.fromkeys(record.entities)
    for path in paths:
        left.pop(path, None)
    return record.of_files(left)


@dataclass(frozen=True)
class _Group:
    """Files that are checked together, and a digest of all that rules which are `local` look at."""

    paths: tuple[str, ...]
    cache_key: str


def _groups(record: Record) -> Mapping[str, _Group]:
    """Return the groups by name: each question with its answers, and each contributor, theme and outline."""
    library = record.library
    base = digest(dates.today(), [(theme.slug, theme.added) for theme in library.ordered_themes])
    groups = {}
    for path, entity in record.entities.items():
        if not isinstance(entity, Question | View | Redirects):
            source = documents.plain_text_name(record.root, entity.document) if isinstance(entity, Outline) else ""
            cache_key = digest(base, record.digests[path], source and _seed_digest(record, source))
            groups[f"sound {path}"] = _Group((path,), cache_key)
    cache_keys = CacheKeys(library, record.digests, base)
    seeds_by_question = _seeds_by_question(library)
    questions_by_seed: dict[str, set[str]] = defaultdict(set)
    for slug, seeds in seeds_by_question.items():
        for seed in seeds:
            questions_by_seed[seed].add(slug)
    for slug, seeds in seeds_by_question.items():
        views = (content.view_path(slug, view.contributor) for view in library.views_on(slug))
        path = content.question_path(slug)
        others = {other for seed in seeds for other in questions_by_seed[seed]}
        digests = [_seed_digest(record, seed) for seed in sorted(seeds)]
        cache_key = cache_keys.questions([slug, *sorted(others)], *digests, themes=(), with_summaries=True)
        groups[f"sound {path}"] = _Group((path, *views), cache_key)
    return groups


def _seeds_by_question(library: Library) -> Mapping[str, set[str]]:
    """Return the documents of each question and its answers, by the question's slug."""
    seeds = {slug: {question.seed} if question.seed else set[str]() for slug, question in library.questions.items()}
    for source, view in library.seed_sources:
        seeds[view.question].add(source.seed)
    return seeds


def _seed_digest(record: Record, seed: str) -> str:
    """Return a digest of a plain text, of the document that it is from, and of their outlines."""
    names = dict.fromkeys((seed, seed.removesuffix(".txt")))
    contents = [kept.file_digest(record.root / documents.SEEDS / name) for name in names]
    return digest(*contents, *(record.digests.get(content.outline_path(name), "") for name in names))
