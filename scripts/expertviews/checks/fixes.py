"""Fixes for mistakes that have one right answer.

A text is fixed to match its source, a quotation to match its text; never the other way round.
"""

import difflib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from expertviews import content, people, quotes
from expertviews.checks import checking, outlined, proofs, references
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
    View,
)
from expertviews.quotes import fold, spelt

Fix = tuple[str, ValueEdit]
"""The path of a file, and the edit it needs."""


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


def fixed_files(root: Path) -> tuple[FixedFile, ...]:
    """What can be fixed. Writes nothing."""
    record = content.load(root)
    fixes: dict[str, dict[tuple[KeyPath, bool], ValueEdit]] = defaultdict(dict)
    fixers = (outlines_of_changed_documents, missing_sort_names, texts_as_in_source, as_suggested, quotes_as_in_text)
    for fixer in fixers:  # of two fixes for a key, the first counts
        for path, edit in fixer(record):
            fixes[path].setdefault((edit.key, edit.renames), edit)
    fixed = []
    for path in sorted(fixes):
        before = content.file_text(root, path)
        fixed.append(FixedFile(path, before, content.edited_text(path, before, [*fixes[path].values()])))
    return tuple(it for it in fixed if it.after != it.before)


def as_suggested(record: Record) -> Iterator[Fix]:
    """The words that problems suggest, if no others can be meant."""
    for problem in (*references.explained(record), *checking.broken(record)):
        tree = record.trees.get(problem.place.path)
        if not (tree and problem.suggestion):
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


def texts_as_in_source(record: Record) -> Iterator[Fix]:
    """What a view and a question have verbatim, in the spelling of the source."""
    for file in _whole_views(record):
        right = "\n\n".join(_paragraphs(record, file.it))
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


def _paragraphs(record: Record, view: View) -> tuple[str, ...]:
    """The paragraphs of a view as its source spells them."""
    said = proofs.source_words(record, view)
    return tuple(_as_in_source(words, said, view.corrections) for words in view.paragraphs)


def quotes_as_in_text(record: Record) -> Iterator[Fix]:
    """Quotations with the marks, dashes, dots and corrections of the text, without marks copied around them.

    If the text itself differs from its source, its quotations aren't fixed.
    """
    for file in _whole_views(record):
        said, paragraphs = proofs.source_words(record, file.it), _paragraphs(record, file.it)
        if said and not proofs.has_all(said, (quotes.undone(words, file.it.corrections) for words in paragraphs)):
            continue
        for key, scalar in file.tree.scalars.items():
            right = None
            if key[-1] in QUOTATIONS and not quotes.has(paragraphs, scalar.text):
                right = _right_quote(file.it, paragraphs, scalar.text)
            elif key[-1] in OF_TEXT:
                right = spelt(scalar.text, fold(" ".join(paragraphs)))
            if right and right != fold(scalar.text):
                yield file.path, ValueEdit(key, right)


def _right_quote(view: View, paragraphs: tuple[str, ...], quote: str) -> str | None:
    """The words of the text that a wrong quotation stands for."""
    wanted = quotes.corrected_quote(view, quote) or _quoted(paragraphs, quote)
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
