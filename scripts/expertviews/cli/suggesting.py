"""`views suggest`: passages of views that exist, for themes that nobody has looked for in them yet.

Nothing is written: an excerpt in a reviewed view is shown as reviewed, so a person has to put it there.
"""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import click

from expertviews import content, dates, publish, tagging, timeline
from expertviews.cli import terminal
from expertviews.content import Record, yamltext
from expertviews.model import Library, Theme, View, ViewKey
from expertviews.problems import counted, either, instead, shown
from expertviews.tagging import Suggestion

_VIEWS = f"{content.FOLDER}/views/"


@click.command("suggest")
@click.argument("what", metavar="[THEME|VIEW]", required=False)
@click.pass_obj
def suggest_command(root: Path, what: str | None) -> None:
    """Propose passages for themes that nobody has looked for yet, with reasons, to paste into the views.

    THEME is a slug; VIEW is QUESTION/CONTRIBUTOR or the path of its file. Default: all that hasn't been looked at.
    """
    record = publish.checked_record(root)
    views = passages = 0
    with terminal.untrusted():
        for view, themes, suggestions in _unread(record.library, *_chosen(record.library, what)):
            terminal.say("---" if views else _HOW_TO)
            for line in _to_paste(record, view, themes, suggestions):
                click.echo(line)
            views, passages = views + 1, passages + len(suggestions)
    counts = f"{counted(passages, 'passage')} in {counted(views, 'view')} that nobody has looked at for these themes"
    click.echo(f"# {counts}" if views else "# nothing: somebody has looked for these themes in every view")


_HOW_TO = """\
# Read each view. Paste the passages that belong to the theme under `excerpts:`, and what else you find there.
# Then put the line `read_for` in place of the one in the file, also if there is nothing on the theme."""


def _chosen(library: Library, what: str | None) -> tuple[Collection[str], Collection[ViewKey]]:
    """Return the slugs of themes and keys of views to go through. Raises UsageError if `what` is neither."""
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


def _unread(
    library: Library, themes: Collection[str], views: Collection[ViewKey]
) -> Iterator[tuple[View, Sequence[Theme], Sequence[Suggestion]]]:
    """Yield each view that nobody has read for all of the themes, with the themes left and passages for them."""
    learned = tagging.learn(tagging.filed_views(library), themes)
    for question in library.newest_questions:
        for view in library.views_on(question.slug):
            unread = [theme for theme in timeline.unread(library, view) if theme.slug in themes]
            if unread and view.key in views:
                yield view, unread, tagging.suggest(view.paragraphs, unread, question.question, learned, view.language)


def _to_paste(record: Record, view: View, themes: Sequence[Theme], suggestions: Sequence[Suggestion]) -> Iterator[str]:
    """Yield the lines to paste into a view, with reasons in comments."""
    path = content.view_path(*view.key)
    place = record.place(path, "read_for" if view.read_for is not None else "status")
    yield f"# {path}:{place.line}: not yet looked at for {', '.join(theme.slug for theme in themes)}"
    if view.reviewed_on:
        yield f"reviewed_on: {dates.today()}"
    read_for = timeline.looked_for(view).union(theme.slug for theme in themes)
    slugs = [theme.slug for theme in record.library.ordered_themes if theme.slug in read_for]
    yield from yamltext.dump({"read_for": slugs}).splitlines()
    if not suggestions:
        yield "# no passage found by the theme's terms, or by what has been filed so far"
        return
    where = f"  # line {record.trees[path].key_place('excerpts').line}" if view.excerpts else ""
    yield f"excerpts:{where}"
    for suggestion in suggestions:
        yield f"  # paragraph {suggestion.stretch.paragraph}: {shown('; '.join(suggestion.reasons), 300)}"
        yield from yamltext.dump({"excerpts": [suggestion.data]}).splitlines()[1:]  # items, indented as in a view
