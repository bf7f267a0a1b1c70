"""`views new`: files to fill in, with what can be derived from a name."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import click

from expertviews import characters, content, contributions, dates, files, people
from expertviews.cli import terminal
from expertviews.content import Record, scaffold, schemas
from expertviews.model import SLUG_REMEDY, as_slug, is_slug
from expertviews.people import ContributorKind
from expertviews.problems import counted, either, instead, shown


@click.group("new")
def new_command() -> None:
    """Write a file to fill in, with every key explained. Existing files stay unchanged, except content/schemas/."""


@new_command.command("contributor")
@click.argument("name")
@click.option("--question", help="The slug of a question they answer; also writes the file of their view.")
@click.option(
    "--kind", type=click.Choice(["person", "organisation", "anonymous"]), help="Default: derived from the name."
)
@click.pass_obj
def _contributor(root: Path, name: str, question: str | None, kind: ContributorKind | None) -> None:
    """Write the file of a contributor, such as "Jane Doe"."""
    name = _typed(name, "a contributor's name", "Jane Doe")
    record = _record(root)
    kind = kind or people.kind(name)
    same = _slugs_of(record, name) if kind != "anonymous" else []
    if same:
        what = f"{record.library.contributors[same[0]].name} is already a contributor"
        raise click.UsageError(f"{what}: `views new view {same[0]} --question …` adds an answer")
    if kind == "anonymous" and not question:
        raise click.UsageError("an anonymous contributor answers only one question: give it with --question")
    slug, contributor = contributions.draft_contributor(name, kind, question)
    view = _view(record, slug, question) if question else {}
    _write(root, {content.contributor_path(slug): contributor, **view})


@new_command.command("view")
@click.argument("contributor")
@click.option("--question", required=True, help="The slug of the question.")
@click.pass_obj
def _answer(root: Path, contributor: str, question: str) -> None:
    """Write the file of an answer by a contributor, given by slug or name."""
    record = _record(root)
    known = record.library.contributors
    slugs = [contributor] if contributor in known else _slugs_of(record, contributor)
    if not slugs:
        raise _unknown("contributor", contributor, known, f'`views new contributor "{shown(contributor)}"` adds one')
    if len(slugs) > 1:
        raise click.UsageError(f"`{shown(contributor)}` is the name of {' and '.join(sorted(slugs))}: write which")
    _write(root, _view(record, slugs[0], question))


@new_command.command("theme")
@click.argument("title")
@click.option("--slug", help="The name in files and addresses. Default: made from the title.")
@click.pass_obj
def _theme(root: Path, title: str, slug: str | None) -> None:
    """Write the file of a theme."""
    title = _typed(title, "a theme's title", "Central Asia")
    order = content.free_order(_record(root))
    slug = _slug(slug, title)
    _write(root, {content.theme_path(slug): {"title": title, "order": order, "added": dates.today()}})
    terminal.say(f"until somebody has looked for it in the views that exist, `views suggest {slug}` proposes passages")


@new_command.command("question")
@click.argument("text")
@click.option("--slug", help="The name in files and addresses. Default: made from the question.")
@click.pass_obj
def _question(root: Path, text: str, slug: str | None) -> None:
    """Write the file of a question, as it was asked."""
    text = _typed(text, "a question", "What next?")
    _write(root, {content.question_path(_slug(slug, text)): {"question": text}})


def _typed(text: str, what: str, example: str) -> str:
    """Put what somebody has typed on one line, without unseen characters. Raises UsageError if it has no word."""
    line = " ".join(characters.seen(text).split())
    if not any(map(str.isalnum, line)):
        raise click.UsageError(f'{what} has letters or digits: write it in quotation marks, such as "{example}"')
    return line


def _record(root: Path) -> Record:
    content.refuse_unreadable(root)
    return content.load(root)


def _slugs_of(record: Record, name: str) -> list[str]:
    """Return the slugs of the contributors with this name."""
    contributors = record.library.contributors.items()
    return [slug for slug, contributor in contributors if people.same_name(name, contributor.name) == "same"]


def _view(record: Record, contributor: str, question: str) -> dict[str, dict[str, Any]]:
    """Draft the file of a view: its path, and the values that are known. Raises UsageError."""
    if question not in record.library.questions:
        raise _unknown("question", question, record.library.questions, "`views new question …` adds one")
    closed = record.library.questions[question].closed
    if closed:
        what = f"`{shown(question)}` was closed to new answers on {closed}"
        raise click.UsageError(f"{what}: to open it again, remove `closed` from {content.question_path(question)}")
    return {content.view_path(question, contributor): contributions.draft_view(record, contributor, question)}


def _unknown(noun: str, name: str, known: Collection[str], how_to_add: str) -> click.UsageError:
    """Say that the record doesn't have a name, which one is like it, and how to add one."""
    remedy = either(instead(name, known, noun), how_to_add) if known else how_to_add
    return click.UsageError(f"there is no {noun} `{shown(name)}`: {remedy}")


def _slug(wanted: str | None, words: str) -> str:
    """Return the slug that somebody wants, or else one made of some words. Raises UsageError."""
    if wanted and not is_slug(wanted):
        raise click.UsageError(f"`{shown(wanted)}` isn't a slug: {SLUG_REMEDY}")
    return wanted or as_slug(words) or "a-name"


def _write(root: Path, values: Mapping[str, Mapping[str, Any]]) -> None:
    """Write files to fill in (path → known values), all or none, and update the schemas. Raises UsageError."""
    existing = [path for path in values if (root / path).exists()]
    if existing:
        exist = "already exists: edit it" if len(existing) == 1 else "already exist: edit them"
        raise click.UsageError(f"{', '.join(existing)} {exist}, or choose another name")
    for path, known in values.items():
        files.create(root / path, scaffold.template(path, known))
        click.echo(path)
    terminal.say(f"{counted(len(values), 'file')} to fill in; `views check` says what is missing")
    suggest_new_names(root)


def suggest_new_names(root: Path) -> None:
    """Bring the schemas up to date after a name is new, and say so."""
    for path in schemas.update_schemas(root):
        click.echo(f"{path} updated: your editor now suggests the new name")
