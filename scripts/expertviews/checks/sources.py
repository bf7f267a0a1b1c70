"""The rules for what comes from documents: views and questions agree with theirs, and with their outlines."""

from collections.abc import Iterator
from itertools import pairwise

from expertviews import content
from expertviews.checks import discrepancies, slips
from expertviews.checks.discrepancies import Discrepancy
from expertviews.checks.outlined import document_change, outlined_documents, proving_outline
from expertviews.checks.quoting import runs_together
from expertviews.checks.rules import File, FileViolation, Violation, file_rule, record_rule
from expertviews.checks.sourcetexts import seed_text, versions
from expertviews.content import KeyPath, Record, documents
from expertviews.model import Entity, Outline, Question, SeedSource, View
from expertviews.problems import Advice, Place, ProblemsFound, instead, shown


@file_rule(Entity)
def seed_missing(file: File[Entity]) -> Iterator[FileViolation]:
    """A document named in the record is in seeds/ and can be read.

    If it isn't plain text, the text extracted from it is next to it.
    """
    for key, seed in _named(file):
        try:
            documents.text(file.record.root, seed)
        except ProblemsFound as found:
            problem = found.problems[0]
            yield key, f"seeds/{shown(seed)} can't be read: {problem.what}", problem.remedy
        except FileNotFoundError:
            known, original = documents.names(file.record.root), seed.removesuffix(".txt")
            what = f"seeds/ has no `{shown(seed)}`"
            if original in known and original != seed:
                what += f", the plain text of `{shown(original)}`"
                yield key, what, f"extract it: `views convert seeds/{shown(original)}`"
            else:
                absent = "add the document to seeds/ under this name"
                yield key, what, instead(seed, known, "document") if known else absent


def _named(file: File[Entity]) -> Iterator[tuple[KeyPath, str]]:
    """The plain texts that must be there, with the keys that name them or their documents."""
    it = file.entity
    if isinstance(it, Question) and it.seed:
        yield ("seed",), it.seed
    for key, version in versions(it) if isinstance(it, View) else ():
        if isinstance(version.source, SeedSource):
            yield (*key, "source", "seed"), version.source.seed
    if isinstance(it, Outline) and file.path == content.outline_path(it.document):
        yield ("document",), documents.plain_text_name(file.record.root, it.document)


@file_rule(View)
def seed_differs(file: File[View]) -> Iterator[FileViolation]:
    """A view says what its lines of the document say: text, name, title, bio and notes, with nothing left over.

    If the document has an outline, the outline says which words are which.
    """
    if not file.is_whole:
        return
    for key, version in versions(file.entity):
        if runs_together(file, key):
            continue
        for it in view_discrepancies(file.record, version):
            if key or it.key != "text" or not slips.has_slips(file):
                words = it.remedy if key else f"{it.remedy}{it.correction}"
                remedy = Advice(words, it.suggestion, certain=it.suggestion is not None)
                yield _line_of(file, key, it), it.what, remedy


def view_discrepancies(record: Record, view: View) -> tuple[Discrepancy, ...]:
    """Return where a view differs from its document.

    An outline with doubts is trusted only if it agrees with the view; else the lines count.
    """
    contributor, source = record.library.contributors.get(view.contributor), view.source
    document = seed_text(record, source.seed) if isinstance(source, SeedSource) else None
    if not contributor or document is None or not isinstance(source, SeedSource):
        return ()
    names = [view.byline] if view.byline else contributor.names
    outlined = proving_outline(record, source.seed)
    if outlined:
        question = record.library.questions.get(view.question)
        found = tuple(discrepancies.compare_view_with_outline(view, names, question, source, outlined))
        if outlined.reading.decided or not found:
            return found
    return tuple(discrepancies.compare_view_with_lines(view, names, source, document))


def _line_of(file: File[View], key: KeyPath, discrepancy: Discrepancy) -> Place:
    """Return the first line of the paragraph if the text is a block, otherwise the place of the key."""
    place = file.place(*key, discrepancy.key, *discrepancy.subkey)
    scalar = file.tree.scalars.get((*key, discrepancy.key))
    if not discrepancy.paragraph or not scalar or scalar.style != "|":
        return place
    lines = ["", *scalar.text.split("\n")]
    starts = [number for number, (above, line) in enumerate(pairwise(lines), 1) if line.strip() and not above.strip()]
    return Place(file.path, place.line + starts[discrepancy.paragraph - 1], 1)


@file_rule(Question)
def question_differs(file: File[Question]) -> Iterator[FileViolation]:
    """A question with a `seed` takes its words from there: question, title, introduction and notes."""
    record, question = file.record, file.entity
    document = seed_text(record, question.seed) if question.seed and file.is_whole else None
    if question.seed and document is not None:
        outlined = proving_outline(record, question.seed)
        if outlined and outlined.reading.decided:
            views = record.library.views_on(question.slug)
            found = discrepancies.compare_question_with_outline(question, views, outlined)
        else:
            found = discrepancies.compare_question_with_document(question, document)
        yield from (((it.key,), it.what, it.remedy) for it in found)


@record_rule
def outline_document(record: Record) -> Iterator[Violation]:
    """An outline is named after its document: that of `harbour.txt` is `content/outlines/harbour.txt.yml`."""
    for name, outline in record.library.outlines.items():
        if name != outline.document:
            right = content.outline_path(outline.document)
            what = f"the file isn't named after its document, `{shown(outline.document)}`"
            rename = "" if (record.root / right).exists() else f"rename the file to {shown(right, 200)}, or "
            remedy = f"{rename}write `document: {shown(name)}`"
            yield record.place(content.outline_path(name), "document"), what, remedy


@record_rule
def outline_wrong(record: Record) -> Iterator[Violation]:
    """Every line of a document that isn't blank belongs to one part of its outline.

    A part is written as lines and a role, `8-11: text`; if a line has several parts, as a list:
    `20: [name: Bob Ray, text]`. Each answer has a `name` and a `text`, each round-table a `question`. The
    [list of roles](format.md#outline-roles) says which there are.
    """
    for it in outlined_documents(record).values():
        if not (it.outdated and document_change(record.root, it).moves):
            for problem in it.problems:
                yield problem.place, problem.what, Advice(problem.remedy, problem.suggestion, certain=True)


@record_rule
def outline_outdated(record: Record) -> Iterator[Violation]:
    """A document is the one that its outline was made for.

    If lines were only added, `views check --fix` renumbers the parts. Otherwise check that each part is right, then
    delete the line `digest`: `views check --fix` writes a new one.
    """
    for it in outlined_documents(record).values():
        if it.outdated:
            found = document_change(record.root, it)
            what = f"seeds/{shown(it.document)} has changed since it was outlined{found.description}"
            by_hand = "check each part, then delete this line; `views check --fix` writes a new digest"
            remedy = "run `views check --fix` to renumber the parts" if found.moves else by_hand
            yield record.place(it.path, "digest"), what, remedy
