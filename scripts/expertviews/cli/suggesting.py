"""`views suggest`: passages of views that exist, for themes that nobody has looked for in them yet.

Nothing is written: an excerpt in a reviewed view is shown as reviewed, so a person has to put it there.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from expertviews import content, convert, dates, publish
from expertviews.cli import terminal
from expertviews.content import Record, yamltext
from expertviews.convert import UnreadView
from expertviews.model import Library, ViewKey
from expertviews.problems import counted, either, instead, shown

_VIEWS = f"{content.FOLDER}/views/"


@click.command("suggest")
@click.argument("what", metavar="[THEME|VIEW]", required=False)
@click.option("--format", "form", type=click.Choice(["yaml", "json"]), default="yaml", help="The output format.")
@click.pass_obj
def suggest_command(root: Path, what: str | None, form: str) -> None:
    """Propose passages for themes that nobody has looked for yet, with reasons, to paste into the views.

    THEME is a slug; VIEW is QUESTION/CONTRIBUTOR or the path of its file. Default: all that hasn't been looked at.
    """
    publish.checked_library(root)
    record = content.load(root)
    found = convert.unread_views(record, *_chosen(record.library, what))
    if form == "json":
        click.echo(json.dumps([_as_json(it) for it in found], ensure_ascii=False, indent=2))
    else:
        with terminal.untrusted():
            _print(record, found)


def _chosen(library: Library, what: str | None) -> tuple[Collection[str], Collection[ViewKey]]:
    """The themes and views to go through. Raises UsageError if `what` is neither a theme nor a view."""
    if what is None:
        return library.themes, library.views
    if what in library.themes:
        return {what}, library.views
    views = {"/".join(key): key for key in library.views}
    named = what.replace("\\", "/").rpartition(_VIEWS)[2].removesuffix(".yml")
    if named in views:
        return library.themes, {views[named]}
    noun, known = ("view", list(views)) if "/" in named else ("theme", list(library.themes))
    advice = either(instead(named, known, noun), "for a view, give QUESTION/CONTRIBUTOR")
    raise click.UsageError(f"there is no {noun} `{shown(named)}`: {advice}")


def _print(record: Record, found: Iterator[UnreadView]) -> None:
    views = passages = 0
    for it in found:
        terminal.say("---" if views else _HOW_TO)
        for line in _to_paste(record, it):
            click.echo(line)
        views, passages = views + 1, passages + len(it.suggestions)
    counts = f"{counted(passages, 'passage')} in {counted(views, 'view')} that nobody has looked at for these themes"
    click.echo(f"# {counts}" if views else "# nothing: somebody has looked for these themes in every view")


_HOW_TO = """\
# Read each view. Paste the passages that belong to the theme under `excerpts:`, and what else you find there.
# Then put the line `read_for` in place of the one in the file, also if there is nothing on the theme."""


def _to_paste(record: Record, it: UnreadView) -> Iterator[str]:
    """What to paste into a view, with reasons in comments."""
    place = record.place(it.path, "read_for" if it.view.read_for is not None else "status")
    yield f"# {it.path}:{place.line}: not yet looked at for {', '.join(theme.slug for theme in it.themes)}"
    today = {"reviewed_on": dates.today()} if it.view.reviewed_on else {}
    yield from _yaml({**today, "read_for": list(it.read_for)})
    if not it.suggestions:
        yield "# no passage found by the theme's terms, or by what has been filed so far"
        return
    there = f"  # line {record.trees[it.path].key_place('excerpts').line}" if it.view.excerpts else ""
    yield f"excerpts:{there}"
    for suggestion in it.suggestions:
        yield f"  # paragraph {suggestion.stretch.paragraph}: {shown('; '.join(suggestion.reasons), 300)}"
        yield from _yaml({"excerpts": [suggestion.data]})[1:]


def _as_json(it: UnreadView) -> dict[str, Any]:
    """A view in JSON: where it is, the themes, and the passages with reasons."""
    return {
        "path": it.path,
        "question": it.view.question,
        "contributor": it.view.contributor,
        "themes": [theme.slug for theme in it.themes],
        "read_for": list(it.read_for),
        "excerpts": [
            {**suggestion.data, "paragraph": suggestion.stretch.paragraph, "reasons": suggestion.reasons}
            for suggestion in it.suggestions
        ],
    }


def _yaml(data: Mapping[str, Any]) -> list[str]:
    return yamltext.dump(data).splitlines()
