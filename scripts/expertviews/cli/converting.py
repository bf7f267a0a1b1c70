"""The commands that turn documents into drafts: `views convert` and `views outline`."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from expertviews import content, convert
from expertviews.checks import OutlinedDocument
from expertviews.cli import asking, table, terminal
from expertviews.content import Record, documents
from expertviews.convert import Conversion, Draft, Given, doubts_of
from expertviews.people import Choices
from expertviews.problems import Place, Problem, ProblemsFound, counted, refuse, shown

_MANY = 5  # documents, from which a progress bar is shown
_MOST_TABLES = 3  # shown at once

_DECIDE = "remove each “?” or write another word, then run `views convert` again; or run `views convert --ask`"


def _named_slugs(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    pairs = [value.rpartition("=") for value in values]
    if not all(name.strip() and slug for name, _, slug in pairs):
        raise click.BadParameter("write it as NAME=SLUG, such as 'Jo Lee=jo-lee-botanist'")
    return {name.strip(): slug.strip() for name, _, slug in pairs}


@click.command("convert")
@click.argument("seeds", nargs=-1, metavar="[DOC …]")
@click.option("--ask", "asks", is_flag=True, help="Ask about doubts on the terminal, then draft what is decided.")
@click.option("--check", "checking", is_flag=True, help="Only show what would be written, and fail if there is any.")
@click.option("--encoding", help="The encoding of new documents, if not UTF-8 or UTF-16.")
@click.option(
    "--who",
    multiple=True,
    metavar="NAME=SLUG",
    callback=_named_slugs,
    help="The contributor a name refers to, existing or new. Tells namesakes apart: 'Jo Lee=jo-lee-botanist'.",
)
@click.pass_obj
def convert_command(
    root: Path, seeds: tuple[str, ...], *, asks: bool, checking: bool, encoding: str | None, who: dict[str, str]
) -> None:
    """Outline documents in seeds/ (default: all not yet converted), and draft the records of those without doubts.

    Existing files stay unchanged.
    """
    content.refuse_unreadable(root)
    if asks and (checking or not sys.stdin.isatty()):
        raise click.UsageError("--ask needs a terminal, and can't be combined with --check")
    given = Given(encoding, Choices(who))
    done = convert.convert(root, seeds, given, dry_run=checking, progress=_progress)
    with terminal.untrusted():
        _describe(done, checking=checking, asks=asks)
    if asks and done.waiting:
        done = _ask(root, done, given)
    refuse([*done.problems, *(_unconverted(done) if checking else ())])


def convert_new(root: Path) -> str:
    """Convert all that isn't yet, print what was done, and return the part that holds until somebody decides.

    Raises ProblemsFound.
    """
    content.refuse_unreadable(root)
    done = convert.convert(root, progress=_progress)
    with terminal.untrusted():
        _describe(done)
    refuse(done.problems)
    return "".join(f"{line}\n" for line in _undecided(done))


@click.command("outline")
@click.argument("document", metavar="DOC")
@click.option("--encoding", help="The document's encoding, if not UTF-8 or UTF-16.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="The output format.")
@click.pass_obj
def outline_command(root: Path, document: str, encoding: str | None, form: str) -> None:
    """Print what each line of a document is, from its outline or a proposed one. Nothing is written."""
    it = convert.outlined_document(content.load(root), document, Given(encoding))
    if form == "json":
        click.echo(table.outline_json(it))
    else:
        with terminal.untrusted():
            table.show(it)
            click.echo(f"{it.path}, {'not written yet' if it.new else _state(it)}")
    refuse(it.problems)


def pending(root: Path) -> Iterator[str]:
    """What is waiting among the documents: outlines with doubts, and documents without an outline."""
    record = content.load(root)
    for name in convert.unconverted(record):
        try:
            yield from _pending(record, name)
        except ProblemsFound as found:
            yield from map(str, found.problems)


def _pending(record: Record, name: str) -> Iterator[str]:
    if name not in record.library.outlines:
        convert.document_text(record.root, name, Given())
        yield f"{documents.SEEDS}/{shown(name, 200)}: no outline yet (run `views convert`)"
        return
    it = convert.outlined_document(record, name, Given())
    if it.waits:
        yield from _waiting(it)
    elif it.reading.decided:
        yield f"{it.path}: decided, but not drafted yet (run `views convert`)"


def _progress(names: Sequence[str]) -> Iterable[str]:
    """The names, with a progress bar on a terminal if there are many."""
    hidden = len(names) < _MANY or not sys.stderr.isatty()
    with click.progressbar(names, label="Reading", file=sys.stderr, hidden=hidden) as shown_names:
        yield from shown_names


def _describe(done: Conversion, *, checking: bool = False, asks: bool = False) -> None:
    new = set(done.written)
    tabled = [it for it in done.outlined if it.new] if sys.stdout.isatty() else []
    for it in tabled if len(tabled) <= _MOST_TABLES else ():
        click.echo(f"{_document(it.document)}:")
        table.show(it)
    for it in done.outlined:
        for words in it.dropped:
            click.echo(f"{_document(it.document)}: not in its text: {shown(words, 300)}")
    for draft in done.drafts:
        _describe_draft(draft, next(it for it in done.outlined if it.document == draft.seed), new)
    if any(draft.files for draft in done.drafts) and not checking:
        terminal.say("The drafts are waiting for review: `views status` lists them")
    waiting = _undecided(done)
    for line in waiting[:-1]:
        click.echo(line)
    if done.outlined or not done.problems:
        click.echo(f"{counted(len(new), 'file')} {'to write' if checking else 'written'}")
    if waiting and not asks:
        terminal.say(waiting[-1])


def _undecided(done: Conversion) -> list[str]:
    """The outlines that are waiting, with their doubts, and what to do about them."""
    lines = [line for it in done.waiting for line in _waiting(it)]
    return [*lines, f"{counted(len(done.waiting), 'outline')} waiting for you: {_DECIDE}"] if lines else []


def _describe_draft(draft: Draft, it: OutlinedDocument, new: set[str]) -> None:
    name = _document(draft.seed)
    if draft.there:
        complete = "" if draft.files else "; nothing is missing"
        click.echo(f"{name}: {counted(len(draft.there), 'file')} already in the record{complete}")
    if not draft.files:
        return
    click.echo(f"{name}:")
    for path in (it.path, *draft.files):
        click.echo(f"  {shown(path, 200)}{'' if path in new else ' (already there)'}")
    for remark in draft.remarks:
        click.echo(f"  please check: {remark}")


def _waiting(it: OutlinedDocument) -> Iterator[str]:
    """An outline that is waiting, and its doubts with their places."""
    yield f"{_document(it.document)}: {_state(it)}"
    yield from (f"  {doubt}" for doubt in doubts_of(it))


def _state(it: OutlinedDocument) -> str:
    doubts = doubts_of(it)
    return f"waiting for you to decide {counted(len(doubts), 'doubt')}" if doubts else "no doubts"


def _document(name: str) -> str:
    return f"{documents.SEEDS}/{shown(name, 200)}"


def _ask(root: Path, done: Conversion, given: Given) -> Conversion:
    """Ask about doubts, document by document, and draft what is decided."""
    asked = []
    for it in done.waiting:
        asked.append(it.document)
        if not asking.ask(root, it):
            break
    after = convert.convert(root, asked, Given(who=given.who))
    with terminal.untrusted():
        click.echo("")
        _describe(after)
    others = [it for it in done.problems if it.place.path not in {each.path for each in after.outlined}]
    return Conversion(after.outlined, after.drafts, after.written, (*others, *after.problems))


def _unconverted(done: Conversion) -> Iterator[Problem]:
    """A problem for each document for which anything would be written, since it isn't in the record yet."""
    drafted = {draft.seed for draft in done.drafts if any(path in done.written for path in draft.files)}
    for it in done.outlined:
        if it.new or it.document in drafted or f"{documents.SEEDS}/{it.plain}" in done.written:
            what = f"this document has no {'outline' if it.new else 'drafts'} in the record yet"
            remedy = "run `views convert`, review what it writes, and commit it"
            yield Problem(Place(f"{documents.SEEDS}/{it.document}"), "not-converted", what, remedy)
