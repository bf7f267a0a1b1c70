"""The rules for what comes from documents: views and questions agree with theirs, and with their outlines."""

from collections.abc import Iterator

from expertviews import content
from expertviews.checks import proofs, slips
from expertviews.checks.outlined import document_change, outlined_documents, proving_outline
from expertviews.checks.quoting import runs_together
from expertviews.checks.rules import Fault, File, Violation, each, rule
from expertviews.content import KeyPath, Record, documents
from expertviews.model import Entity, Outline, Question, SeedSource, View
from expertviews.problems import Advice, Place, ProblemsFound, instead, shown


@each(Entity)
def seed_missing(file: File[Entity]) -> Iterator[Fault]:
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
    it = file.it
    if isinstance(it, Question) and it.seed:
        yield ("seed",), it.seed
    for key, version in proofs.versions(it) if isinstance(it, View) else ():
        if isinstance(version.source, SeedSource):
            yield (*key, "source", "seed"), version.source.seed
    if isinstance(it, Outline) and file.path == content.outline_path(it.document):
        yield ("document",), documents.plain_text_name(file.record.root, it.document)


@each(View)
def seed_differs(file: File[View]) -> Iterator[Fault]:
    """A view says what its lines of the document say: text, name, title, bio and notes, with nothing left over.

    If the document has an outline, the outline says which words are which.
    """
    for key, version in proofs.versions(file.it) if file.is_whole else ():
        for found in () if runs_together(file, key) else discrepancies(file.record, version):
            if key or found.key != "text" or not slips.has_slips(file):
                words = found.remedy if key else f"{found.remedy}{found.correction}"
                remedy = Advice(words, found.suggestion, certain=found.suggestion is not None)
                yield _line_of(file, key, found), found.what, remedy


def discrepancies(record: Record, view: View) -> tuple[proofs.Discrepancy, ...]:
    """Where a view differs from its document. A doubtful outline is trusted only where it agrees with the view."""
    contributor, source = record.library.contributors.get(view.contributor), view.source
    document = proofs.seed_text(record, source.seed) if isinstance(source, SeedSource) else None
    if not contributor or document is None or not isinstance(source, SeedSource):
        return ()
    outlined = proving_outline(record, source.seed)
    if outlined:
        question = record.library.questions.get(view.question)
        found = tuple(proofs.view_by_outline(view, contributor, question, source, outlined))
        if outlined.reading.decided or not found:
            return found
    return tuple(proofs.view_by_lines(view, contributor, source, document))


def _line_of(file: File[View], key: KeyPath, found: proofs.Discrepancy) -> Place:
    """The first line of the paragraph, if the text is a block; otherwise the place of the key."""
    place = file.place(*key, found.key, *found.inside)
    scalar = file.tree.scalars.get((*key, found.key))
    if not found.paragraph or not scalar or scalar.style != "|":
        return place
    lines = scalar.text.split("\n")
    starts = [at for at, line in enumerate(lines) if line.strip() and (at == 0 or not lines[at - 1].strip())]
    return Place(file.path, place.line + 1 + starts[found.paragraph - 1], 1)


@each(Question)
def question_differs(file: File[Question]) -> Iterator[Fault]:
    """A question with a `seed` takes its words from there: question, title, introduction and notes."""
    record, seed = file.record, file.it.seed
    document = proofs.seed_text(record, seed) if seed and file.is_whole else None
    if seed and document is not None:
        outlined = proving_outline(record, seed)
        if outlined and outlined.reading.decided:
            found = proofs.question_by_outline(file.it, record.library.views_on(file.it.slug), outlined)
        else:
            found = proofs.question_by_document(file.it, document)
        yield from (((it.key,), it.what, it.remedy) for it in found)


@rule
def outline_document(record: Record) -> Iterator[Violation]:
    """An outline is named after its document: that of `harbour.txt` is `content/outlines/harbour.txt.yml`."""
    for name, outline in record.library.outlines.items():
        if name != outline.document:
            right = content.outline_path(outline.document)
            what = f"the file isn't named after its document, `{shown(outline.document)}`"
            rename = "" if (record.root / right).exists() else f"rename the file to {shown(right, 200)}, or "
            remedy = f"{rename}write `document: {shown(name)}`"
            yield record.place(content.outline_path(name), "document"), what, remedy


@rule
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


@rule
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
