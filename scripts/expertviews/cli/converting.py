"""The commands that turn documents into drafts: `views convert` and `views outline`."""

import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

import click

from expertviews import content, convert
from expertviews.checks import OutlinedDocument
from expertviews.cli import asking, table, terminal
from expertviews.content import Record, documents
from expertviews.convert import Conversion, Draft, Given, doubts_of
from expertviews.people import Choices
from expertviews.problems import Place, Problem, ProblemsFound, counted, refuse, shown

_MIN_WITH_PROGRESS = 5  # documents; for fewer, no progress bar is shown
_MAX_TABLES = 3  # of new outlines; if there are more, none is shown

_HOW_TO_DECIDE = "remove each “?” or write another word, then run `views convert` again; or run `views convert --ask`"


def _slugs_by_name(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """Read contributors that are given as NAME=SLUG. Raises BadParameter."""
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
    callback=_slugs_by_name,
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
    conversion = convert.convert(root, seeds, given, dry_run=checking, progress=_progress)
    with terminal.untrusted():
        _describe(conversion, checking=checking, asks=asks)
    if asks and conversion.waiting:
        conversion = _ask(root, conversion, given)
    refuse([*conversion.problems, *(_unconverted(conversion) if checking else ())])


def convert_new(root: Path) -> str:
    """Convert all documents that aren't in the record yet, and print what was done. Raises ProblemsFound.

    Returns what to print at every build until somebody decides: the doubts.
    """
    content.refuse_unreadable(root)
    conversion = convert.convert(root, progress=_progress)
    with terminal.untrusted():
        _describe(conversion)
    refuse(conversion.problems)
    return "".join(f"{line}\n" for line in _doubt_lines(conversion))


@click.command("outline")
@click.argument("document", metavar="DOC")
@click.option("--encoding", help="The document's encoding, if not UTF-8 or UTF-16.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="The output format.")
@click.pass_obj
def outline_command(root: Path, document: str, encoding: str | None, form: str) -> None:
    """Print what each line of a document is, from its outline or a proposed one. Nothing is written."""
    outlined = convert.outlined_document(content.load(root), document, Given(encoding))
    if form == "json":
        click.echo(table.outline_json(outlined))
    else:
        with terminal.untrusted():
            table.show(outlined)
            click.echo(f"{outlined.path}, {'not written yet' if outlined.new else _state(outlined)}")
    refuse(outlined.problems)


def pending(root: Path) -> Iterator[str]:
    """Yield a line for each document without an outline or drafts, and for each doubt in an outline."""
    record = content.load(root)
    for name in convert.unconverted(record):
        try:
            yield from _pending_lines(record, name)
        except ProblemsFound as error:
            yield from map(str, error.problems)


def _pending_lines(record: Record, name: str) -> Iterator[str]:
    """Yield what is waiting in a document. Raises ProblemsFound if it can't be read."""
    if name not in record.library.outlines:
        convert.document_text(record.root, name, Given())
        yield f"{_path(name)}: no outline yet (run `views convert`)"
        return
    outlined = convert.outlined_document(record, name, Given())
    if outlined.waits:
        yield from _doubts(outlined)
    elif outlined.reading.decided:
        yield f"{outlined.path}: decided, but not drafted yet (run `views convert`)"


def _progress(names: Sequence[str]) -> Iterable[str]:
    """Yield names, with a progress bar on a terminal if there are many."""
    hidden = len(names) < _MIN_WITH_PROGRESS or not sys.stderr.isatty()
    with click.progressbar(names, label="Reading", file=sys.stderr, hidden=hidden) as shown_names:
        yield from shown_names


def _describe(conversion: Conversion, *, checking: bool = False, asks: bool = False) -> None:
    """Print what was written, or would be, and what is waiting; if the user is asked next, not how to decide it."""
    new = [outlined for outlined in conversion.outlined if outlined.new] if sys.stdout.isatty() else []
    for outlined in new if len(new) <= _MAX_TABLES else ():
        click.echo(f"{_path(outlined.document)}:")
        table.show(outlined)
    for outlined in conversion.outlined:
        for words in outlined.dropped:
            click.echo(f"{_path(outlined.document)}: not in its text: {shown(words, 300)}")
    for draft in conversion.drafts:
        _describe_draft(draft, conversion.written)
    if any(draft.files for draft in conversion.drafts) and not checking:
        terminal.say("The drafts are waiting for review: `views status` lists them")
    *doubts, how_to_decide = _doubt_lines(conversion) or [""]
    for line in doubts:
        click.echo(line)
    if conversion.outlined or not conversion.problems:
        click.echo(f"{counted(len(set(conversion.written)), 'file')} {'to write' if checking else 'written'}")
    if how_to_decide and not asks:
        terminal.say(how_to_decide)


def _doubt_lines(conversion: Conversion) -> list[str]:
    """Return a line for each outline that is waiting and each doubt in it, and as the last one how to decide them."""
    lines = [line for outlined in conversion.waiting for line in _doubts(outlined)]
    number = counted(len(conversion.waiting), "outline")
    return [*lines, f"{number} waiting for you: {_HOW_TO_DECIDE}"] if lines else []


def _describe_draft(draft: Draft, written: Collection[str]) -> None:
    """Print the files of a document's draft: those that were there, and those that are new."""
    path = _path(draft.seed)
    if draft.there:
        complete = "" if draft.files else "; nothing is missing"
        click.echo(f"{path}: {counted(len(draft.there), 'file')} already in the record{complete}")
    if not draft.files:
        return
    click.echo(f"{path}:")
    for file in (content.outline_path(draft.seed), *draft.files):
        click.echo(f"  {shown(file, 200)}{'' if file in written else ' (already there)'}")
    for remark in draft.remarks:
        click.echo(f"  please check: {remark}")


def _doubts(outlined: OutlinedDocument) -> Iterator[str]:
    """Yield a line for an outline that is waiting, and one for each doubt with its place."""
    yield f"{_path(outlined.document)}: {_state(outlined)}"
    yield from (f"  {doubt}" for doubt in doubts_of(outlined))


def _state(outlined: OutlinedDocument) -> str:
    doubts = doubts_of(outlined)
    return f"waiting for you to decide {counted(len(doubts), 'doubt')}" if doubts else "no doubts"


def _path(document: str) -> str:
    """Return the path of a document, fit to be printed."""
    return f"{documents.SEEDS}/{shown(document, 200)}"


def _ask(root: Path, before: Conversion, given: Given) -> Conversion:
    """Ask about doubts, document by document, and draft what is decided. Return this, with the problems `before`."""
    asked = []
    for outlined in before.waiting:
        asked.append(outlined.document)
        if not asking.ask(root, outlined):
            break
    after = convert.convert(root, asked, Given(who=given.who))
    with terminal.untrusted():
        click.echo("")
        _describe(after)
    paths = {outlined.path for outlined in after.outlined}
    others = [problem for problem in before.problems if problem.place.path not in paths]
    return Conversion(after.outlined, after.drafts, after.written, (*others, *after.problems))


def _unconverted(conversion: Conversion) -> Iterator[Problem]:
    """Yield a problem for each document for which anything would be written, since it isn't in the record yet."""
    written = conversion.written
    drafted = {draft.seed for draft in conversion.drafts if any(path in written for path in draft.files)}
    for outlined in conversion.outlined:
        if outlined.new or outlined.document in drafted or f"{documents.SEEDS}/{outlined.plain}" in written:
            what = f"this document has no {'outline' if outlined.new else 'drafts'} in the record yet"
            remedy = "run `views convert`, review what it writes, and commit it"
            yield Problem(Place(f"{documents.SEEDS}/{outlined.document}"), "not-converted", what, remedy)
