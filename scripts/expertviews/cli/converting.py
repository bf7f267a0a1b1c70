"""The commands that make drafts of documents: `views convert` and `views outline`."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from expertviews import content, convert, dates
from expertviews.checks import OutlinedDocument
from expertviews.cli import asking, table, terminal
from expertviews.content import documents
from expertviews.convert import Conversion, Draft, Given, doubts_of
from expertviews.model import LONGEST_LINE
from expertviews.people import Choices
from expertviews.problems import Place, Problem, ProblemsFound, counted, report, shown

_MANY = 5  # documents from which on progress is shown
_MOST_TABLES = 3  # of documents that are outlined at once

_DECIDE = "take each “?” away or write another word, and run `views convert` again; `views convert --ask` asks you"


def _named_slugs(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    pairs = [value.rpartition("=") for value in values]
    if not all(name.strip() and slug for name, _, slug in pairs):
        raise click.BadParameter("write it as NAME=SLUG, for instance 'Jo Lee=jo-lee-botanist'")
    return {name.strip(): slug.strip() for name, _, slug in pairs}


def _date(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value and dates.iso(value) != value:
        raise click.BadParameter("write it as 2021, 2021-03 or 2021-03-14")
    return value


@click.command("convert")
@click.argument("seeds", nargs=-1, metavar="[DOC …]")
@click.option("--ask", "asks", is_flag=True, help="Ask what is in doubt, on the terminal, and draft what is decided.")
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@click.option("--check", "checking", is_flag=True, help="Fail where anything would be written, and write nothing.")
@click.option("--explain", is_flag=True, help="Show which term suggested each excerpt, and how names were read.")
@click.option("--question", help="What was asked, for one new document that asks nothing in so many words.")
@click.option(
    "--asked",
    metavar="DATE",
    callback=_date,
    help="When the questions of new documents were asked: 2021, 2021-03 or 2021-03-14.",
)
@click.option("--encoding", help="The encoding of new documents, where they aren't UTF-8 or UTF-16.")
@click.option(
    "--who",
    multiple=True,
    metavar="NAME=SLUG",
    callback=_named_slugs,
    help="Whom a name means: a contributor there is, or a new one (two people of one name: 'Jo Lee=jo-lee-botanist').",
)
@click.pass_context
def convert_command(
    context: click.Context,
    seeds: tuple[str, ...],
    *,
    asks: bool,
    dry_run: bool,
    checking: bool,
    explain: bool,
    question: str | None,
    asked: str | None,
    encoding: str | None,
    who: dict[str, str],
) -> None:
    """Outline documents in seeds/ (default: those not yet converted), and draft content/ for those without doubt.

    Existing files stay as they are.
    """
    root: Path = context.obj
    content.refuse_unreadable(root)
    question = None if question is None else " ".join(question.split())
    if asks and (dry_run or checking or not sys.stdin.isatty()):
        raise click.UsageError("--ask needs a terminal, and writes what you answer")
    if question is not None or asked:
        _refuse_decided(root, seeds, question)
    dry_run |= checking
    given = Given(encoding, Choices(who), asked, question)
    if not dry_run:
        content.sweep(root)
    done = convert.convert(root, seeds, given, dry_run=dry_run, progress=_progress)
    with terminal.inert():
        _describe(done, explain=explain, dry_run=dry_run, asks=asks)
    if asks and done.waiting:
        done = _ask(root, done, given, explain=explain)
    problems = [*done.problems, *(_unconverted(done) if checking else ())]
    if problems:
        with terminal.inert(err=True):
            click.echo(report(problems), err=True)
        context.exit(1)


@click.command("outline")
@click.argument("document", metavar="DOC")
@click.option("--encoding", help="The document's encoding, where it isn't UTF-8 or UTF-16.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print.")
@click.pass_context
def outline_command(context: click.Context, document: str, encoding: str | None, form: str) -> None:
    """Print what each line of a document is, by its outline or else by a proposal. Nothing is written."""
    it = convert.outlined_document(content.load(context.obj), document, Given(encoding))
    if form == "json":
        click.echo(table.as_json(it))
    else:
        with terminal.inert():
            table.show(it)
            click.echo(f"{it.path}, {'not written yet' if it.new else _state(it)}")
    if it.problems:
        with terminal.inert(err=True):
            click.echo(report(it.problems), err=True)
        context.exit(1)


def pending(root: Path) -> Iterator[str]:
    """What of the documents waits: outlines in doubt, each with its doubts, and documents without an outline."""
    record = content.load(root)
    for name in convert.unconverted(record):
        try:
            it = convert.outlined_document(record, name, Given()) if name in record.library.outlines else None
        except ProblemsFound as found:
            yield from map(str, found.problems)
            continue
        if it is None:
            yield f"{documents.FOLDER}/{shown(name, 200)}: has no outline yet (run `views convert`)"
        elif it.waits:
            yield from _waiting(it)
        elif it.reading.decided:
            yield f"{it.path}: is decided, and not drafted yet (run `views convert`)"


def _refuse_decided(root: Path, seeds: Sequence[str], question: str | None) -> None:
    """Raises UsageError for --asked or --question where an outline says it already, or a question isn't for one."""
    record = content.load(root)
    names = [Path(name).name for name in seeds] or convert.unconverted(record)
    outlined = [name for name in names if (root / content.outline_path(name)).exists()]
    if outlined and (seeds or len(outlined) == len(names)):
        path = content.outline_path(outlined[0])
        raise click.UsageError(
            f"{shown(outlined[0])} has an outline, which --asked and --question don't change: edit {path}"
        )
    if question is not None and (not any(map(str.isalnum, question)) or len(question) > LONGEST_LINE):
        raise click.UsageError(f"--question needs the words of the question, {LONGEST_LINE:,} characters at most")
    if question is not None and len(names) != 1:
        what = f"--question goes with one document, and {len(names)} would be converted"
        raise click.UsageError(f'{what}; name it, as in `views convert round-table.txt --question "…?"`')


def _progress(names: Sequence[str]) -> Iterable[str]:
    """The names, and on a terminal a bar of how many are done, where they are many."""
    hidden = len(names) < _MANY or not sys.stderr.isatty()
    with click.progressbar(names, label="Reading", file=sys.stderr, hidden=hidden) as shown_names:
        yield from shown_names


def _describe(done: Conversion, *, explain: bool, dry_run: bool, asks: bool = False) -> None:
    new = set(done.written)
    tabled = [it for it in done.outlined if it.new] if terminal.is_watched() else []
    for it in tabled if len(tabled) <= _MOST_TABLES else ():
        click.echo(f"{_document(it.document)}:")
        table.show(it)
    for it in done.outlined:
        for words in it.dropped:
            click.echo(f"{_document(it.document)}: not in its text: {shown(words, 300)}")
    for draft in done.drafts:
        _describe_draft(draft, next(it for it in done.outlined if it.document == draft.seed), new, explain)
    if any(draft.files for draft in done.drafts) and not dry_run:
        click.echo("The drafts wait for a review: `views status` lists them")
    for it in done.waiting:
        for line in _waiting(it):
            click.echo(line)
    there = sum(path not in new for draft in done.drafts for path in (*draft.there, *draft.files))
    unchanged = f", {there:,} there already" if there else ""
    if not done.outlined and done.problems:
        return
    click.echo(f"{counted(len(new), 'file')} {'to write' if dry_run else 'written'}{unchanged}")
    if done.waiting and not asks:
        one = len(done.waiting) == 1
        click.echo(f"{counted(len(done.waiting), 'outline')} {'waits' if one else 'wait'} for you: {_DECIDE}")


def _describe_draft(draft: Draft, it: OutlinedDocument, new: set[str], explain: bool) -> None:
    name = _document(draft.seed)
    if draft.there:
        one = len(draft.there) == 1
        stays = "is there already, and stays as it is" if one else "are there already, and stay as they are"
        missing = "" if draft.files else "; nothing is missing"
        click.echo(f"{name}: {counted(len(draft.there), 'file')} of it {stays}{missing}")
    if not draft.files:
        return
    click.echo(f"{name}:")
    for path in (it.path, *draft.files):
        click.echo(f"  {shown(path, 200)}{'' if path in new else ' (there already)'}")
    for remark in draft.remarks:
        click.echo(f"  please check: {remark}")
    for remark in draft.explanations if explain else ():
        click.echo(f"  {remark}")


def _waiting(it: OutlinedDocument) -> Iterator[str]:
    """An outline that waits, and its doubts, each with its place."""
    yield f"{_document(it.document)}: {_state(it)}"
    yield from (f"  {doubt}" for doubt in doubts_of(it))


def _state(it: OutlinedDocument) -> str:
    doubts = len(doubts_of(it))
    if doubts:
        return f"waits until {counted(doubts, 'doubt')} {'is' if doubts == 1 else 'are'} decided"
    return "not in doubt"


def _document(name: str) -> str:
    return f"{documents.FOLDER}/{shown(name, 200)}"


def _ask(root: Path, done: Conversion, given: Given, *, explain: bool) -> Conversion:
    """Ask what is in doubt, document by document, and draft what is decided then."""
    asked = []
    for it in done.waiting:
        asked.append(it.document)
        if not asking.ask(root, it):
            break
    after = convert.convert(root, asked, Given(None, given.who))
    with terminal.inert():
        click.echo("")
        _describe(after, explain=explain, dry_run=False)
    others = [it for it in done.problems if it.place.path not in {each.path for each in after.outlined}]
    return Conversion(after.outlined, after.drafts, after.written, (*others, *after.problems))


def _unconverted(done: Conversion) -> Iterator[Problem]:
    """A problem for each document of which anything would be written: it isn't in the record as it is published."""
    drafted = {draft.seed for draft in done.drafts if any(path in done.written for path in draft.files)}
    for it in done.outlined:
        if it.new or it.document in drafted or f"{documents.FOLDER}/{it.plain}" in done.written:
            what = f"this document has no {'outline' if it.new else 'drafts'} in the record yet"
            remedy = "run `views convert`, review what it writes, and commit it"
            yield Problem(Place(f"{documents.FOLDER}/{it.document}"), "not-converted", what, remedy)
