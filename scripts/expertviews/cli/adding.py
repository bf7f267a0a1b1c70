"""`views add`: asks what a form asks, with what the record knows as choices, and writes the files that become of it."""

import difflib
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import click

from expertviews import addresses, content, contributions, dates, files
from expertviews.cli import terminal
from expertviews.cli.new import suggest_new_names
from expertviews.content import Record
from expertviews.contributions import Form, FormField, Mistake, MistakesFound, Proposal
from expertviews.problems import counted, nearest, report, shown
from expertviews.publish import published_addresses

_MOST_CHOICES = 12
_WIDTH = 100
_ON_A_LINE = {"wrong", "right"}
_KINDS = {
    "answer": (contributions.ADD_ANSWER, "Add an answer to a question, and its contributor if they are new."),
    "contributor": (contributions.CONTRIBUTOR, "Add a contributor."),
    "correction": (contributions.CORRECT, "Correct some words on a page, or withdraw an answer."),
    "outcome": (contributions.OUTCOME, "Say how a proposition has turned out."),
}
"""By command: its form, and its help."""


@click.group("add")
def add_command() -> None:
    """Ask question by question, show what becomes of the answers, and write it. Nothing is written before."""


def _command(kind: str, form: Form, explained: str) -> click.Command:
    """Make the command for a form. Each field is an option; what isn't given is asked for."""
    asked = [field for field in form.fields if not field.for_editors]
    options: list[click.Parameter] = [click.Option([f"--{field.id}"], help=_help_of(field)) for field in asked]
    options.append(click.Option(["--yes"], is_flag=True, help="Write the files without asking."))

    @click.pass_obj
    def run(root: Path, /, yes: bool, **given: str | None) -> None:
        _add(root, form, {name: value for name, value in given.items() if value is not None}, yes=yes)

    return click.Command(kind, callback=run, params=options, help=explained)


def _help_of(field: FormField) -> str:
    label = field.label if field.label.endswith("?") else f"{field.label}."
    file = "The file that has it." if _is_in_file(field) else ""
    options = f"One of: {', '.join(field.options.values())}." if field.options else ""
    return " ".join(filter(None, (label, file, field.about, options)))


def _is_in_file(field: FormField) -> bool:
    return field.long and field.id not in _ON_A_LINE


def _add(root: Path, form: Form, given: dict[str, str], *, yes: bool) -> None:
    content.refuse_unreadable(root)
    record, asks = content.load(root), sys.stdin.isatty()
    files_of = {field.id for field in form.fields if _is_in_file(field)}
    values = {name: _file(value) if name in files_of else value for name, value in given.items()}
    while True:
        try:
            proposal = _with_addresses(root, _proposed(record, form, values, asks=asks))
            break
        except MistakesFound as found:
            messages = "\n".join(_message(form, mistake) for mistake in found.mistakes)
            unusable = [values.pop(mistake.field, None) for mistake in found.mistakes]
            if not asks or not any(unusable):
                raise click.UsageError(messages) from None
            click.echo(messages)
    _show(form, proposal)
    afterwards = ", to be put right afterwards" if proposal.problems else ""
    question = f"Write {counted(len(proposal.files), 'file')}{afterwards}?"
    if not yes and not click.confirm(question, default=not proposal.problems):
        return
    if yes and proposal.problems:
        raise click.UsageError("nothing is written, because the record would have problems; without --yes, you decide")
    contributions.write_proposal(root, proposal)
    terminal.say(f"{counted(len(proposal.files), 'file')} written")
    suggest_new_names(root)


def _with_addresses(root: Path, proposal: Proposal) -> Proposal:
    """Add to a withdrawal the list of the addresses that were published: they then lead to its notice."""
    if not proposal.withdraws:
        return proposal
    before, after = proposal.before, published_addresses.extended_list(root)
    if (root / content.ADDRESSES).is_file():
        before = {**before, content.ADDRESSES: content.file_text(root, content.ADDRESSES)}
    if before.get(content.ADDRESSES) == after:
        return proposal
    return replace(proposal, files={content.ADDRESSES: after, **proposal.files}, before=before)


def _proposed(record: Record, form: Form, values: dict[str, str], *, asks: bool) -> Proposal:
    """Ask for the values that are missing, add them, and return what becomes of all. Raises MistakesFound."""
    known: dict[str, str] = {}
    for field in form.fields if asks else ():
        if field.id not in {**known, **values} and not field.for_editors and field.applies(values):
            values[field.id] = _ask(record, field)
        if field.id == "name":
            known = _known_of(record, values["name"])
    today = dates.today().isoformat()
    return contributions.propose(record, form, {**known, **values}, today, today)


def _known_of(record: Record, name: str) -> dict[str, str]:
    """Return the values that need not be asked of a contributor whom the record has."""
    for contributor in record.library.sorted_contributors:
        if contributor.name == name:
            return {"kind": contributor.kind, "role": "", "organisation": ""}
    return {}


def _ask(record: Record, field: FormField) -> str:
    """Return what the user types for a field, checked. Asks again until it can be used."""
    choices = _choices(record, field)
    click.echo(f"\n{field.label}{'' if field.required else ' (optional)'}")
    if field.about:
        click.echo(f"  {field.about}")
    for number, words in enumerate(choices if len(choices) <= _MOST_CHOICES else (), 1):
        click.echo(f"  {number:>2}  {terminal.shorten(words, _WIDTH)}")

    def value(typed: str) -> str:
        chosen = _chosen(field, choices, typed.strip()) if choices else typed.strip()
        try:
            checked = contributions.checked_value(field, _long(chosen, field) if _is_in_file(field) else chosen)
            contributions.refuse_unknown(record, field.id, checked)
        except MistakesFound as found:
            raise click.UsageError(_message(None, found.mistakes[0])) from None
        return checked

    how = "A file that has it, or [e] for your editor: " if _is_in_file(field) else "> "
    typed: str = click.prompt(how, default="", show_default=False, prompt_suffix="", value_proc=value)
    return typed


def _choices(record: Record, field: FormField) -> Mapping[str, str]:
    """Return what can be chosen: as it is shown → what is filled in."""
    library = record.library
    if field.id == "question":
        open_questions = [question for question in library.newest_questions if not question.closed]
        return _told_apart([(question.question, question.slug) for question in open_questions])
    if field.id == "statement":
        return _told_apart(
            [(proposition.statement, "/".join(key)) for key, proposition in library.propositions.items()]
        )
    if field.id == "name":
        contributors = library.sorted_contributors
        return {contributor.name: contributor.name for contributor in contributors if contributor.kind != "anonymous"}
    return dict(_pages(record)) if field.id == "page" else {words: words for words in field.options}


def _told_apart(choices: Sequence[tuple[str, str]]) -> Mapping[str, str]:
    """Return words → what is filled in, which is shown, too, where others have the same words."""
    number = Counter(words for words, _ in choices)
    return {words if number[words] == 1 else f"{words} ({value})": value for words, value in choices}


def _pages(record: Record) -> Iterator[tuple[str, str]]:
    """Yield answers, contributors and questions, each with the address of its place."""
    library = record.library
    for contributor in library.sorted_contributors:
        for view in library.views_by(contributor.slug):
            page, place = addresses.contributor_page(contributor.slug), addresses.view_fragment(view.question)
            words = library.questions[view.question].question
            yield f"{contributor.name} on “{words}”", addresses.address(page, place)
    for contributor in library.sorted_contributors:
        yield contributor.name, addresses.address(addresses.contributor_page(contributor.slug))
    for question in library.newest_questions:
        yield question.question, addresses.address(addresses.question_page(question.slug))


def _chosen(field: FormField, choices: Mapping[str, str], typed: str) -> str:
    """Return the choice with this number, or with words like these; else what was typed. Raises UsageError in doubt."""
    if typed.isdecimal() and 0 < int(typed) <= len(choices) <= _MOST_CHOICES:
        return [*choices.values()][int(typed) - 1]
    if not typed or typed in choices.values():
        return typed
    if typed in choices:
        return choices[typed]
    if field.id != "name":  # a new name may be part of a known one
        similar = [words for words in choices if typed.casefold() in words.casefold()]
        if len(similar) == 1:
            return choices[similar[0]]
        if similar:
            some = "\n".join(f"  {terminal.shorten(words, _WIDTH)}" for words in similar[:_MOST_CHOICES])
            raise click.UsageError(f"Several have these words:\n{some}")
    near = None if "/" in typed or "#" in typed else nearest(typed, choices)
    return choices[near] if near and click.confirm(f"Is that “{shown(near, _WIDTH)}”?") else typed


def _long(typed: str, field: FormField) -> str:
    """Return a long text: of the file whose name was typed, or as it is written in the user's editor."""
    if typed.lower() != "e":
        return _file(typed) if typed else ""
    marker = f"# {field.label}: {field.about} Lines above this one are kept.\n"
    return (click.edit(f"\n{marker}") or "").partition(marker)[0]


def _file(name: str) -> str:
    if name == "-":
        return sys.stdin.read()
    path = Path(name).expanduser()
    if not path.is_file():
        raise click.UsageError(f"there is no file `{shown(name)}`")
    return files.read_text(path, shown(name))


def _message(form: Form | None, mistake: Mistake) -> str:
    """Say what is wrong with a value; within a form, also with which."""
    fields = form.fields if form else ()
    label = next((f"{field.label} (--{field.id}): " for field in fields if field.id == mistake.field), "")
    return label + contributions.MESSAGES[mistake.code].format(*(f"`{shown(words)}`" for words in mistake.words))


def _show(form: Form, proposal: Proposal) -> None:
    """Print what would be written: new files whole, of others what changes."""
    with terminal.untrusted():
        for path, text in proposal.files.items():
            click.echo(f"\n{path}")
            click.echo("\n".join(_lines(proposal, path, text)))
        for note in proposal.notes:
            click.echo(_message(form, note))
        if proposal.problems:
            terminal.say(report(proposal.problems))


def _lines(proposal: Proposal, path: str, text: str) -> Iterator[str]:
    if path not in proposal.before:
        yield from text.rstrip("\n").split("\n")
        return
    before, after = proposal.before[path].split("\n"), text.split("\n")
    yield from list(difflib.unified_diff(before, after, lineterm="", n=1))[2:]


for _kind, (_form, _explained) in _KINDS.items():
    add_command.add_command(_command(_kind, _form, _explained))
