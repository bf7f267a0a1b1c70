"""Fixes for mistakes that have one right answer.

A text is fixed to match its source, a quotation to match its text; never the other way round.
"""

import difflib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from expertviews import content, people, quotes
from expertviews.checks import outlined, proofs, references, rules, timing
from expertviews.content import KeyPath, Record, ValueEdit
from expertviews.model import BLANK_LINE, Correction, SeedSource, View
from expertviews.quotes import closest_passage, fold, spelt

Fix = tuple[str, ValueEdit]
"""The path of a file, and the edit it needs."""
Fixer = Callable[[Record], Iterator[Fix]]

_VERBATIM = {"bio", "title", "byline", "notes", "question", "introduction", "prompts"}
_QUOTATIONS = {"quote", "key_quote", "lead"}


@dataclass(frozen=True)
class FixedFile:
    """The text of a file before and after its fixes."""

    path: str
    before: str
    after: str

    def __str__(self) -> str:
        """The change as a unified diff."""
        lines = difflib.unified_diff(
            self.before.splitlines(), self.after.splitlines(), self.path, self.path, lineterm="", n=1
        )
        return "\n".join(lines)


def fixed_files(root: Path, *, nearest: bool = False) -> tuple[FixedFile, ...]:
    """What can be fixed; with `nearest` also misspelt words, if a similar one is right. Writes nothing."""
    record = content.load(root)
    fixes: dict[str, dict[tuple[KeyPath, bool], ValueEdit]] = defaultdict(dict)
    asked = (partial(it, nearest=nearest) for it in (texts_as_in_source, as_suggested, quotes_as_in_text))
    fixers: list[Fixer] = [outlines_of_changed_documents, missing_sort_names, former_themes_read_for, *asked]
    for fixer in fixers:
        for path, edit in fixer(record):
            fixes[path].setdefault((edit.key, edit.renames), edit)
    texts = {path: content.text(root, path) for path in sorted(fixes)}
    found = (FixedFile(path, text, content.edited(path, text, [*fixes[path].values()])) for path, text in texts.items())
    return tuple(it for it in found if it.after != it.before)


def as_suggested(record: Record, *, nearest: bool = False) -> Iterator[Fix]:
    """The words that problems suggest, if these are certain; with `nearest`, also if they are only similar."""
    for problem in (*references.explained(record), *rules.broken(record)):
        tree = record.trees.get(problem.place.path)
        if not tree or not problem.suggestion or not (problem.certain or nearest):
            continue
        renamed = next((key for key in reversed(tree.keys) if tree.key_place(*key) == problem.place), None)
        valued = next((key for key in tree.scalars if tree.place(*key) == problem.place), None)
        if key := renamed or valued:
            yield problem.place.path, ValueEdit(key, problem.suggestion, renames=bool(renamed))


def outlines_of_changed_documents(record: Record) -> Iterator[Fix]:
    """The current digest of a document, and new numbers for its parts if all of its lines are still there."""
    for it in outlined.outlined_documents(record).values():
        moves = outlined.document_change(record.root, it).moves if it.outdated else {}
        if it.outline.digest != it.digest and moves is not None and (it.outdated or not it.reading.mistakes):
            yield it.path, ValueEdit(("digest",), it.digest)
            for old, new in moves.items():
                yield it.path, ValueEdit(("parts", old), new, renames=True)


def texts_as_in_source(record: Record, *, nearest: bool = False) -> Iterator[Fix]:
    """What a view and a question have verbatim, in the spelling of the source; with `nearest`, also a text's words."""
    for path, view in _views(record):
        for at, version in proofs.versions(view):
            said = proofs.source_words(record, version)
            yield from _respelt(record, path, said, at, () if at else view.corrections) if said else ()
        right = "\n\n".join(_paragraphs(record, view, nearest=nearest))
        if fold(right) != fold(view.text):
            yield path, ValueEdit(("text",), right)
    for slug, question in record.library.questions.items():
        document = proofs.seed_text(record, question.seed) if question.seed else None
        yield from _respelt(record, content.question_path(slug), proofs.source_text(document).words) if document else ()


def _respelt(
    record: Record, path: str, said: str, at: KeyPath = (), corrections: Sequence[Correction] = ()
) -> Iterator[Fix]:
    """What is verbatim at a key of a file, in the spelling of its source."""
    verbatim = _VERBATIM | ({"text"} if at else set())
    for key, scalar in record.trees[path].scalars.items():
        if key[: len(at)] == at and key[len(at)] in verbatim:
            right = "\n\n".join(_as_in_source(words, said, corrections) for words in BLANK_LINE.split(scalar.text))
            if fold(right) != fold(scalar.text):
                yield path, ValueEdit(key, right)


def _as_in_source(words: str, said: str, corrections: Sequence[Correction]) -> str:
    return quotes.respelt(words, corrections, lambda printed: spelt(printed, said)) or words


def _paragraphs(record: Record, view: View, *, nearest: bool) -> tuple[str, ...]:
    """The paragraphs of a view as its source spells them; with `nearest` also in its words, if that proves them."""
    said = proofs.source_words(record, view)
    found = tuple(_as_in_source(words, said, view.corrections) for words in view.paragraphs)
    sure = isinstance(view.source, SeedSource) and not outlined.has_changed(record, view.source.seed)
    if not (nearest and sure) or view.corrections or view.erased or proofs.has_all(said, found):
        return found
    near = tuple(spelt(words, said) or closest_passage(said, words) or words for words in view.paragraphs)
    corrected = View.model_validate({**view.model_dump(), "text": "\n\n".join(near)})
    return found if any(it.key == "text" for it in rules.departures(record, corrected)) else near


def quotes_as_in_text(record: Record, *, nearest: bool = False) -> Iterator[Fix]:
    """Quotations with the marks, dashes, dots and corrections of the text, without marks copied around them.

    With `nearest`, a quotation with other words becomes the most similar passage. If the text itself differs from its
    source, its quotations aren't fixed.
    """
    for path, view in _views(record):
        said = proofs.source_words(record, view)
        paragraphs = _paragraphs(record, view, nearest=nearest)
        if said and not proofs.has_all(said, (quotes.undone(words, view.corrections) for words in paragraphs)):
            continue
        for key, scalar in record.trees[path].scalars.items():
            if key[-1] in _QUOTATIONS and not _found(paragraphs, scalar.text):
                wanted = quotes.corrected_quote(view, scalar.text) or _quoted(paragraphs, scalar.text)
                if not wanted and nearest:
                    wanted = closest_passage(fold(" ".join(paragraphs)), fold(scalar.text))
                if wanted and _found(paragraphs, wanted):
                    yield path, ValueEdit(key, wanted)
            elif key[-1] in {"prefix", "suffix", "hedge"}:
                wanted = spelt(scalar.text, fold(" ".join(paragraphs)))
                if wanted and wanted != fold(scalar.text):
                    yield path, ValueEdit(key, wanted)


def missing_sort_names(record: Record) -> Iterator[Fix]:
    """A drafted `sort_name` for contributors that have none."""
    for slug, who in record.library.contributors.items():
        path = content.contributor_path(slug)
        if not who.sort_name and path not in record.partial:
            yield path, ValueEdit(("sort_name",), people.sort_name(who.name, who.kind))


def former_themes_read_for(record: Record) -> Iterator[Fix]:
    """For reviewed views that don't say for which themes: those that were there before themes had a date."""
    former = tuple(it.slug for it in timing.former_themes(record))
    complete = record.named["themes"] <= record.library.themes.keys()
    for path, view in _views(record) if former and complete else ():
        if view.status == "reviewed" and view.read_for is None:
            yield path, ValueEdit(("read_for",), former)


def _views(record: Record) -> Iterator[tuple[str, View]]:
    """The views that could be read in full."""
    paths = ((content.view_path(*key), view) for key, view in record.library.views.items())
    return ((path, view) for path, view in paths if path not in record.partial)


def _found(paragraphs: tuple[str, ...], quote: str) -> bool:
    try:
        quotes.find(paragraphs, quote)
    except quotes.QuoteError as error:
        return isinstance(error, quotes.QuoteAmbiguousError)
    return True


def _quoted(paragraphs: tuple[str, ...], quote: str) -> str | None:
    """A quotation as the text spells it; None if the text doesn't have its words, or in several spellings."""
    said = fold(" ".join(paragraphs))
    for words in (quote, quotes.unquoted(paragraphs, quote) or "", quotes.DOTS.sub(quotes.FROM_TO, quote)):
        parts = [spelt(part, said) for part in fold(words).split(quotes.FROM_TO)]
        if all(parts):
            return quotes.FROM_TO.join(map(str, parts))
    return None
