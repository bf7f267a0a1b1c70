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
from expertviews.checks import checking, outlined, proofs, references, sources
from expertviews.checks.rules import File, files_holding
from expertviews.content import KeyPath, Record, ValueEdit
from expertviews.model import (
    BLANK_LINE,
    OF_SOURCE,
    OF_TEXT,
    QUOTATIONS,
    Contributor,
    Correction,
    Entity,
    Question,
    SeedSource,
    View,
)
from expertviews.quotes import closest_passage, fold, spelt

Fix = tuple[str, ValueEdit]
"""The path of a file, and the edit it needs."""
Fixer = Callable[[Record], Iterator[Fix]]


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
    fixers: list[Fixer] = [outlines_of_changed_documents, missing_sort_names, *asked]
    for fixer in fixers:
        for path, edit in fixer(record):
            fixes[path].setdefault((edit.key, edit.renames), edit)
    fixed = []
    for path in sorted(fixes):
        before = content.file_text(root, path)
        fixed.append(FixedFile(path, before, content.edited_text(path, before, [*fixes[path].values()])))
    return tuple(it for it in fixed if it.after != it.before)


def as_suggested(record: Record, *, nearest: bool = False) -> Iterator[Fix]:
    """The words that problems suggest, if these are certain; with `nearest`, also if they are only similar."""
    for problem in (*references.explained(record), *checking.broken(record)):
        tree = record.trees.get(problem.place.path)
        wanted = problem.certain or nearest
        if not (tree and problem.suggestion and wanted):
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
    for file in _whole_views(record):
        right = "\n\n".join(_paragraphs(record, file.it, nearest=nearest))
        if fold(right) != fold(file.it.text):
            yield file.path, ValueEdit(("text",), right)
        for at, version in proofs.versions(file.it):
            said = proofs.source_words(record, version)
            yield from _respelt(file, said, at, () if at else file.it.corrections)
    for question in files_holding(record, Question):
        yield from _respelt(question, proofs.source_words(record, question.it))


def _respelt(file: File[Entity], said: str, at: KeyPath = (), corrections: Sequence[Correction] = ()) -> Iterator[Fix]:
    """What is verbatim at a key of a file, in the spelling of its source, if there is one."""
    for key, scalar in file.tree.scalars.items() if said else ():
        if key[: len(at)] == at and key[len(at)] in OF_SOURCE:
            right = "\n\n".join(_as_in_source(words, said, corrections) for words in BLANK_LINE.split(scalar.text))
            if fold(right) != fold(scalar.text):
                yield file.path, ValueEdit(key, right)


def _as_in_source(words: str, said: str, corrections: Sequence[Correction]) -> str:
    return quotes.respelt(words, corrections, lambda printed: spelt(printed, said)) or words


def _paragraphs(record: Record, view: View, *, nearest: bool) -> tuple[str, ...]:
    """The paragraphs of a view as its source spells them; with `nearest` also in its words, if that proves them."""
    said = proofs.source_words(record, view)
    found = tuple(_as_in_source(words, said, view.corrections) for words in view.paragraphs)
    sure = isinstance(view.source, SeedSource) and not outlined.has_changed(record, view.source.seed)
    settled = view.corrections or view.erased or proofs.has_all(said, found)
    if settled or not (nearest and sure):
        return found
    near = tuple(spelt(words, said) or closest_passage(said, words) or words for words in view.paragraphs)
    corrected = View.model_validate({**view.model_dump(), "text": "\n\n".join(near)})
    return found if any(it.key == "text" for it in sources.discrepancies(record, corrected)) else near


def quotes_as_in_text(record: Record, *, nearest: bool = False) -> Iterator[Fix]:
    """Quotations with the marks, dashes, dots and corrections of the text, without marks copied around them.

    With `nearest`, a quotation with other words becomes the most similar passage. If the text itself differs from its
    source, its quotations aren't fixed.
    """
    for file in _whole_views(record):
        said, paragraphs = proofs.source_words(record, file.it), _paragraphs(record, file.it, nearest=nearest)
        if said and not proofs.has_all(said, (quotes.undone(words, file.it.corrections) for words in paragraphs)):
            continue
        for key, scalar in file.tree.scalars.items():
            right = None
            if key[-1] in QUOTATIONS and not quotes.has(paragraphs, scalar.text):
                right = _right_quote(file.it, paragraphs, scalar.text, nearest=nearest)
            elif key[-1] in OF_TEXT:
                right = spelt(scalar.text, fold(" ".join(paragraphs)))
            if right and right != fold(scalar.text):
                yield file.path, ValueEdit(key, right)


def _right_quote(view: View, paragraphs: tuple[str, ...], quote: str, *, nearest: bool) -> str | None:
    """The words of the text that a wrong quotation stands for."""
    wanted = quotes.corrected_quote(view, quote) or _quoted(paragraphs, quote)
    if not wanted and nearest:
        wanted = closest_passage(fold(" ".join(paragraphs)), fold(quote))
    return wanted if wanted and quotes.has(paragraphs, wanted) else None


def missing_sort_names(record: Record) -> Iterator[Fix]:
    """A drafted `sort_name` for contributors that have none."""
    for file in files_holding(record, Contributor):
        if not file.it.sort_name and file.is_whole:
            yield file.path, ValueEdit(("sort_name",), people.sort_name(file.it.name, file.it.kind))


def _whole_views(record: Record) -> Iterator[File[View]]:
    return (file for file in files_holding(record, View) if file.is_whole)


def _quoted(paragraphs: tuple[str, ...], quote: str) -> str | None:
    """A quotation as the text spells it; None if the text doesn't have its words, or in several spellings."""
    said = fold(" ".join(paragraphs))
    for words in (quote, quotes.unquoted(paragraphs, quote) or "", quotes.DOTS.sub(quotes.FROM_TO, quote)):
        parts = [spelt(part, said) for part in fold(words).split(quotes.FROM_TO)]
        if all(parts):
            return quotes.FROM_TO.join(map(str, parts))
    return None
