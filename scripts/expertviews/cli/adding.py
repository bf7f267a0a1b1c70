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
from expertviews.contributions import (
    ADD_ANSWER,
    CONTRIBUTOR,
    CORRECT,
    MESSAGES,
    OUTCOME,
    Form,
    FormField,
    Mistake,
    MistakesFound,
    Proposal,
)
from expertviews.problems import counted, nearest, report, shown
from expertviews.publish import published_addresses

_MOST_CHOICES = 12
_WIDTH = 100
_ON_A_LINE = {"wrong", "right"}
_KINDS = {
    "answer": (ADD_ANSWER, "Add an answer to a question, and its contributor if they are new."),
    "contributor": (CONTRIBUTOR, "Add a contributor."),
    "correction": (CORRECT, "Correct some words on a page, or withdraw an answer."),
    "outcome": (OUTCOME, "Say how a proposition has turned out."),
}
"""By command: its form, and its help."""


@click.group("add")
def add_command() -> None:
    """Ask question by question, show what becomes of the answers, and write it. Nothing is written before."""


def _command(kind: str, form: Form, explained: str) -> click.Command:
    """The command for a form. Each field is an option; what isn't given is asked for."""
    wanted = [it for it in form.fields if not it.for_editors]
    options: list[click.Parameter] = [click.Option([f"--{it.id}"], help=_help_of(it)) for it in wanted]
    options.append(click.Option(["--yes"], is_flag=True, help="Write the files without asking."))

    @click.pass_obj
    def run(root: Path, /, yes: bool, **given: str | None) -> None:
        _add(root, form, {name: value for name, value in given.items() if value is not None}, yes=yes)

    return click.Command(kind, callback=run, params=options, help=explained)


def _help_of(it: FormField) -> str:
    name = it.label if it.label.endswith("?") else f"{it.label}."
    offered = f"One of: {', '.join(it.options.values())}." if it.options else ""
    return " ".join(filter(None, (name, "The file that has it." * _is_in_file(it), it.about, offered)))


def _is_in_file(it: FormField) -> bool:
    return it.long and it.id not in _ON_A_LINE


def _add(root: Path, form: Form, given: dict[str, str], *, yes: bool) -> None:
    content.refuse_unreadable(root)
    record, asks = content.load(root), sys.stdin.isatty()
    values = {it.id: _file(given[it.id]) if _is_in_file(it) else given[it.id] for it in form.fields if it.id in given}
    while True:
        try:
            proposal = _with_addresses(root, _proposed(record, form, values, asks=asks))
            break
        except MistakesFound as found:
            told = [_told(form, it) for it in found.mistakes]
            if not asks or not any(values.pop(it.field, None) for it in found.mistakes):
                raise click.UsageError("\n".join(told)) from None
            click.echo("\n".join(told))
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
    """With a withdrawal, the list of the addresses that were published: they then lead to its notice."""
    if not proposal.withdraws:
        return proposal
    before, after = proposal.before, published_addresses.extended_list(root)
    if (root / content.ADDRESSES).is_file():
        before = {**before, content.ADDRESSES: content.file_text(root, content.ADDRESSES)}
    if before.get(content.ADDRESSES) == after:
        return proposal
    return replace(proposal, files={content.ADDRESSES: after, **proposal.files}, before=before)


def _proposed(record: Record, form: Form, values: dict[str, str], *, asks: bool) -> Proposal:
    """What becomes of the values, with those that are missing asked for. Raises MistakesFound."""
    for it in form.fields if asks else ():
        if it.id not in values and not it.for_editors and it.applies(values):
            values[it.id] = _asked(record, it)
        if it.id == "name":
            values |= _known_of(record, values["name"])
    today = dates.today().isoformat()
    return contributions.propose(record, form, values, today, today)


def _known_of(record: Record, name: str) -> dict[str, str]:
    """What need not be asked of a contributor whom the record has."""
    found = next((it for it in record.library.sorted_contributors if it.name == name), None)
    return {"kind": found.kind, "role": "", "organisation": ""} if found else {}


def _asked(record: Record, it: FormField) -> str:
    """What the user types for a field, checked. Asks again until it can be used."""
    known = _choices(record, it)
    click.echo(f"\n{it.label}{'' if it.required else ' (optional)'}")
    if it.about:
        click.echo(f"  {it.about}")
    for number, words in enumerate(known if len(known) <= _MOST_CHOICES else (), 1):
        click.echo(f"  {number:>2}  {terminal.shorten(words, _WIDTH)}")

    def value(typed: str) -> str:
        chosen = _chosen(it, known, typed.strip()) if known else typed.strip()
        try:
            stated = contributions.checked_value(it, _long(chosen, it) if _is_in_file(it) else chosen)
            contributions.refuse_unknown(record, it.id, stated)
        except MistakesFound as found:
            raise click.UsageError(_said(found.mistakes[0])) from None
        return stated

    how = "A file that has it, or [e] for your editor: " if _is_in_file(it) else "> "
    typed: str = click.prompt(how, default="", show_default=False, prompt_suffix="", value_proc=value)
    return typed


def _choices(record: Record, it: FormField) -> Mapping[str, str]:
    """What can be chosen: as it is shown → what is filled in."""
    library, asked = record.library, record.library.newest_questions
    if it.id == "question":
        return _told_apart([(question.question, question.slug) for question in asked if not question.closed])
    if it.id == "statement":
        return _told_apart([(each.statement, "/".join(key)) for key, each in library.propositions.items()])
    if it.id == "name":
        return {each.name: each.name for each in library.sorted_contributors if each.kind != "anonymous"}
    return dict(_pages(record)) if it.id == "page" else {words: words for words in it.options}


def _told_apart(choices: Sequence[tuple[str, str]]) -> Mapping[str, str]:
    """Words → what is filled in, which is shown, too, where others have the same words."""
    number = Counter(words for words, _ in choices)
    return {words if number[words] == 1 else f"{words} ({value})": value for words, value in choices}


def _pages(record: Record) -> Iterator[tuple[str, str]]:
    """Answers, contributors and questions, each with the address of its place."""
    library = record.library
    for contributor in library.sorted_contributors:
        for view in library.views_by(contributor.slug):
            page, place = addresses.contributor_page(contributor.slug), addresses.view_fragment(view.question)
            question = library.questions[view.question].question
            yield f"{contributor.name} on “{question}”", addresses.address(page, place)
    for who in library.sorted_contributors:
        yield who.name, addresses.address(addresses.contributor_page(who.slug))
    for asked in library.newest_questions:
        yield asked.question, addresses.address(addresses.question_page(asked.slug))


def _chosen(it: FormField, known: Mapping[str, str], typed: str) -> str:
    """The choice with this number, or with words like these; else what was typed. Raises UsageError in doubt."""
    choices = [*known]
    if typed.isdecimal() and 0 < int(typed) <= len(choices) <= _MOST_CHOICES:
        return known[choices[int(typed) - 1]]
    if not typed or typed in known.values():
        return typed
    found = [words for words in choices if typed.casefold() in words.casefold()]
    if typed in known or (len(found) == 1 and it.id != "name"):
        return known[typed if typed in known else found[0]]
    if len(found) > 1 and it.id != "name":
        some = "\n".join(f"  {terminal.shorten(words, _WIDTH)}" for words in found[:_MOST_CHOICES])
        raise click.UsageError(f"Several have these words:\n{some}")
    near = nearest(typed, choices) if not set("/#") & set(typed) else None
    if near and click.confirm(f"Is that “{shown(near, _WIDTH)}”?"):
        return known[near]
    return typed


def _long(typed: str, it: FormField) -> str:
    """A long text: of a file, or as it is written in the user's editor."""
    if typed.lower() != "e":
        return _file(typed) if typed else ""
    marker = f"# {it.label}: {it.about} Lines above this one are kept.\n"
    return (click.edit(f"\n{marker}") or "").partition(marker)[0]


def _file(name: str) -> str:
    if name == "-":
        return sys.stdin.read()
    path = Path(name).expanduser()
    if not path.is_file():
        raise click.UsageError(f"there is no file `{shown(name)}`")
    return files.read_text(path, shown(name))


def _told(form: Form, mistake: Mistake) -> str:
    label = next((f"{it.label} (--{it.id}): " for it in form.fields if it.id == mistake.field), "")
    return f"{label}{_said(mistake)}"


def _said(mistake: Mistake) -> str:
    return MESSAGES[mistake.code].format(*(f"`{shown(words)}`" for words in mistake.words))


def _show(form: Form, proposal: Proposal) -> None:
    """Prints what would be written: new files whole, of others what changes."""
    with terminal.untrusted():
        for path, text in proposal.files.items():
            click.echo(f"\n{path}")
            click.echo("\n".join(_lines(proposal, path, text)))
        for note in proposal.notes:
            click.echo(_told(form, note))
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
