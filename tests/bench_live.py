"""How long it takes until a saved change can be seen while the site is served.

    python -m tests.bench_live                        the frozen record of the tests
    python -m tests.bench_live --contributors 1000    a record of 1,000 people in round-tables of 20

Measures from the write of a file until the server answers with the change, a mistake and its mending included.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import click

from tests import records, sites
from tests.project import RECORD
from tests.test_serving import Served, serving

ROUNDS = 5


@click.command()
@click.option("--contributors", type=int, help="Make up a record of so many people.")
def main(contributors: int | None) -> None:
    """Print the seconds from a save to the page that shows it."""
    with tempfile.TemporaryDirectory() as folder:
        made = records.spread(contributors, 20) if contributors else RECORD
        root = sites.project(Path(folder) / "project", made)
        view, page, gist = (
            ("content/views/round-1/expert-1.yml", "contributors/expert-1/", "gist: Little will change soon")
            if contributors
            else (
                "content/views/china-russia-2021/zachary-paikin.yml",
                "contributors/zachary-paikin/",
                "gist: >-\n  Rapprochement will",
            )
        )
        started = time.monotonic()
        with serving(root, seconds=600) as served:
            click.echo(f"first build: {time.monotonic() - started:.1f} s")
            _measure(served, view, page, gist)


def _measure(served: Served, view: str, page: str, gist: str) -> None:
    last = gist
    changes, mistakes, mendings = [], [], []
    for number in range(ROUNDS):
        words = f"Change {number} to be seen"
        new = gist.replace("Little", words).replace("Adversarial", words)
        changes.append(_seconds(served, view, (last, new), lambda words=words: words in served.get(page)))  # type: ignore[misc]
        last = new
        wrong = ("status: reviewed", "status: reveiwed")
        mistakes.append(_seconds(served, view, wrong, lambda: "ev-problems" in served.get(page)))
        mendings.append(_seconds(served, view, wrong[::-1], lambda: "ev-problems" not in served.get(page)))
    for name, figures in (("a change", changes), ("a mistake", mistakes), ("its mending", mendings)):
        click.echo(f"{name}: median {statistics.median(figures):.2f} s, most {max(figures):.2f} s of {ROUNDS}")


def _seconds(served: Served, view: str, edit: tuple[str, str], seen: Callable[[], bool]) -> float:
    time.sleep(0.7)
    start = time.monotonic()
    served.edit(view, *edit)
    while not seen():
        time.sleep(0.02)
    return time.monotonic() - start


if __name__ == "__main__":
    main()
