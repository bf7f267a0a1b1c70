"""How long it takes until a saved change can be seen while the site is served, mistakes and their mending included.

From the write of a file until the server answers with the change, on the clock and of the server's processor.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import click

from expertviews import content
from expertviews.model import Library, View
from tests import archive, sites
from tests.bench import Cost, table
from tests.test_serving import Served, serving

_PAUSE = 0.7  # seconds before each edit, so that the server has nothing left to do


class _Kind(NamedTuple):
    """A kind of edit: in which file, what stands there first and what then, and the page that shows it."""

    what: str
    path: str
    first: str
    then: str
    page: str

    def words(self, number: int) -> str:
        """What the page shows after an edit, and after no other one."""
        return f"{self.then.split()[-2]} {number}"


def kinds(library: Library, view: View) -> Iterator[_Kind]:
    page, name = f"contributors/{view.contributor}/", library.contributors[view.contributor].name
    path = content.view_path(view.question, view.contributor)
    yield _Kind("a view", path, "gist: >-\n  ", "gist: >-\n  Changed {} ", page)
    theme = library.themes["energy"]
    path = content.theme_path(theme.slug)
    yield _Kind("a theme’s title", path, f"title: {theme.title}", "title: Retitled {}", "themes/energy/")
    path, known = content.contributor_path(view.contributor), f"also_known_as: [{name}]\n"
    yield _Kind("a contributor’s name", path, f"name: {name}", f"{known}name: Renamed {{}}", page)


def first_view(library: Library) -> View:
    """A view that can be edited: nothing about it is special."""
    return next(
        view
        for view in library.views.values()
        if view.status == "reviewed"
        and not (view.earlier or view.withdrawn or library.contributors[view.contributor].also_known_as)
        and library.contributors[view.contributor].kind == "person"
    )


def seen_after(served: Served, library: Library, rounds: int) -> Iterator[tuple[str, list[Cost]]]:
    """What it costs until each kind of edit can be seen, over some rounds."""
    view = first_view(library)
    for kind in kinds(library, view):
        costs, old, new = [], kind.first, kind.then.format(0)
        for number in range(rounds):
            words = kind.words(number)
            costs.append(_cost(served, kind, (old, new), lambda text, words=words: words in text))  # type: ignore[misc]
            old, new = words, kind.words(number + 1)
        yield kind.what, costs
    kind = next(kinds(library, view))
    wrong = ("status: reviewed", "status: reveiwed")
    mistakes, mendings = [], []
    for _ in range(rounds):
        mistakes.append(_cost(served, kind, wrong, lambda text: "ev-problems" in text))
        mendings.append(_cost(served, kind, wrong[::-1], lambda text: "ev-problems" not in text))
    yield "a mistake", mistakes
    yield "its mending", mendings


def _cost(served: Served, kind: _Kind, edit: tuple[str, str], seen: Callable[[str], bool]) -> Cost:
    time.sleep(_PAUSE)
    start = _now(served)
    served.edit(kind.path, *edit)
    while not seen(served.get(kind.page)):
        time.sleep(0.02)
    return _now(served) - start


def _now(served: Served) -> Cost:
    """What the server has cost so far; nothing of the processor on systems that don't tell."""
    stat = Path(f"/proc/{served.process.pid}/stat")
    ticks = map(int, stat.read_text(encoding="utf-8").rpartition(")")[2].split()[11:15]) if stat.exists() else ()
    return Cost(time.monotonic(), sum(ticks) / os.sysconf("SC_CLK_TCK"))


@click.command()
@click.argument("contributors", default=1000)
@click.option("--rounds", default=5, help="How often to make each edit.")
def main(contributors: int, rounds: int) -> None:
    """Print what it costs from a save to the page that shows it, in an archive of so many CONTRIBUTORS."""
    with tempfile.TemporaryDirectory() as folder:
        root = sites.project(Path(folder) / "project", {})
        archive.write(root, archive.archive(contributors))
        started = time.monotonic()
        with serving(root, seconds=3600) as served:
            start = _now(served) - Cost(started, 0)
            found = [("the start", [start]), *seen_after(served, content.load(root).library, rounds)]
    click.echo(table((f"seen after, of {contributors:,}", "median, s", "most, s", "processor, s"), map(_row, found)))


def _row(found: tuple[str, list[Cost]]) -> tuple[str, ...]:
    what, costs = found
    walls = [it.wall for it in costs]
    medians = statistics.median(walls), max(walls), statistics.median(it.cpu for it in costs)
    return (what, *(f"{it:.2f}" for it in medians))
