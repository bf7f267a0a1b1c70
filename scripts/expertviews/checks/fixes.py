"""Fixes for mistakes that have one right answer.

A text is fixed to match its source, a quotation to match its text; never the other way round.
"""

import difflib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from expertviews import content, model, people, quotes
from expertviews.checks import checking, outlined, references
from expertviews.checks.rules import File, files_holding
from expertviews.checks.sourcetexts import has_all, source_words, versions
from expertviews.content import KeyPath, Record, ValueEdit
from expertviews.model import BLANK_LINE, Contributor, Correction, Entity, Question, View
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
    """Return the files that can be fixed, by path. Writes nothing."""
    record = content.load(root)
    fixes: dict[str, dict[tuple[KeyPath, bool], ValueEdit]] = defaultdict(dict)
    fixers = (outlines_of_changed_documents, missing_sort_names, texts_as_in_source, as_suggested, quotes_as_in_text)
    for fixer in fixers:  # of two fixes for a key, the first counts
        for path, edit in fixer(record):
            fixes[path].setdefault((edit.key, edit.renames), edit)
    fixed = []
    for path, edits in sorted(fixes.items()):
        before = content.file_text(root, path)
        after = content.edited_text(path, before, [*edits.values()])
        if after != before:
            fixed.append(FixedFile(path, before, after))
    return tuple(fixed)


def as_suggested(record: Record) -> Iterator[Fix]:
    """Yield the words that problems suggest, if no others can be meant."""
    for problem in (*references.explained(record), *checking.violations(record)):
        tree = record.trees.get(problem.place.path)
        if not (tree and problem.suggestion):
            continue
        renamed = next((key for key in reversed(tree.keys) if tree.key_place(*key) == problem.place), None)
        valued = next((key for key in tree.scalars if tree.place(*key) == problem.place), None)
        if key := renamed or valued:
            yield problem.place.path, ValueEdit(key, problem.suggestion, renames=bool(renamed))


def outlines_of_changed_documents(record: Record) -> Iterator[Fix]:
    """Yield the current digest of a document, and new numbers for its parts if all of its lines are still there."""
    for document in outlined.outlined_documents(record).values():
        moves = outlined.document_change(record.root, document).moves if document.outdated else {}
        may_change = moves is not None if document.outdated else not document.reading.mistakes
        if document.outline.digest != document.digest and may_change:
            yield document.path, ValueEdit(("digest",), document.digest)
            for old, new in (moves or {}).items():
                yield document.path, ValueEdit(("parts", old), new, renames=True)


def texts_as_in_source(record: Record) -> Iterator[Fix]:
    """Yield what a view and a question have verbatim, in the spelling of the source."""
    for file in _whole_views(record):
        right = "\n\n".join(_paragraphs(record, file.entity))
        if fold(right) != fold(file.entity.text):
            yield file.path, ValueEdit(("text",), right)
        for key, version in versions(file.entity):
            yield from _respelt(file, source_words(record, version), key, () if key else file.entity.corrections)
    for question in files_holding(record, Question):
        yield from _respelt(question, source_words(record, question.entity))


def _respelt(
    file: File[Entity], source: str, parent: KeyPath = (), corrections: Sequence[Correction] = ()
) -> Iterator[Fix]:
    """Yield what is verbatim under a key of a file, in the spelling of its source, if there is one."""
    for key, scalar in file.tree.scalars.items() if source else ():
        if key[: len(parent)] == parent and key[len(parent)] in model.OF_SOURCE:
            right = "\n\n".join(_as_in_source(words, source, corrections) for words in BLANK_LINE.split(scalar.text))
            if fold(right) != fold(scalar.text):
                yield file.path, ValueEdit(key, right)


def _as_in_source(words: str, source: str, corrections: Sequence[Correction]) -> str:
    return quotes.respelt(words, corrections, lambda printed: spelt(printed, source)) or words


def _paragraphs(record: Record, view: View) -> tuple[str, ...]:
    """Return the paragraphs of a view as its source spells them."""
    source = source_words(record, view)
    return tuple(_as_in_source(words, source, view.corrections) for words in view.paragraphs)


def quotes_as_in_text(record: Record) -> Iterator[Fix]:
    """Yield quotations with the marks, dashes, dots and corrections of the text, without marks copied around them.

    If the text itself differs from its source, its quotations aren't fixed.
    """
    for file in _whole_views(record):
        source, paragraphs = source_words(record, file.entity), _paragraphs(record, file.entity)
        if source and not has_all(source, (quotes.undone(words, file.entity.corrections) for words in paragraphs)):
            continue
        for key, scalar in file.tree.scalars.items():
            right = None
            if key[-1] in model.QUOTATIONS and not quotes.has(paragraphs, scalar.text):
                right = _right_quote(file.entity, paragraphs, scalar.text)
            elif key[-1] in model.OF_TEXT:
                right = spelt(scalar.text, fold(" ".join(paragraphs)))
            if right and right != fold(scalar.text):
                yield file.path, ValueEdit(key, right)


def _right_quote(view: View, paragraphs: tuple[str, ...], quote: str) -> str | None:
    """Return the words of the text that a wrong quotation stands for; None if it isn't clear which."""
    wanted = quotes.corrected_quote(view, quote) or _quoted(paragraphs, quote)
    return wanted if wanted and quotes.has(paragraphs, wanted) else None


def missing_sort_names(record: Record) -> Iterator[Fix]:
    """Yield a drafted `sort_name` for contributors that have none."""
    for file in files_holding(record, Contributor):
        if not file.entity.sort_name and file.is_whole:
            yield file.path, ValueEdit(("sort_name",), people.sort_name(file.entity.name, file.entity.kind))


def _whole_views(record: Record) -> Iterator[File[View]]:
    return (file for file in files_holding(record, View) if file.is_whole)


def _quoted(paragraphs: tuple[str, ...], quote: str) -> str | None:
    """Return a quotation as the text spells it; None if the text doesn't have its words, or in several spellings."""
    text = fold(" ".join(paragraphs))
    for words in (quote, quotes.unquoted(paragraphs, quote) or "", quotes.DOTS.sub(quotes.FROM_TO, quote)):
        spellings = [spelt(part, text) for part in fold(words).split(quotes.FROM_TO)]
        if all(spellings):
            return quotes.FROM_TO.join(map(str, spellings))
    return None
