"""What it costs to build a whole site again, by what was edited since the last build."""

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from expertviews import content
from tests import archive, sites
from tests.bench import cost_of, live, table
from tests.repositories import git

_SITE = ("-m", "expertviews", "site", "--convert", "--strict", "--whole")  # as `make site` has it


def measured(root: Path, rounds: int) -> Iterator[tuple[str, Sequence[str]]]:
    """What a build costs at first and after each kind of edit: what was edited, and the cost of each round."""
    yield "all is new", [str(cost_of(_SITE, root))]
    yield "nothing", [str(cost_of(_SITE, root)) for _ in range(rounds)]
    library = content.load(root).library
    for kind in live.kinds(library, live.first_view(library)):
        path, old, costs = root / kind.path, kind.first, []
        for number in range(rounds):
            new = kind.then.format(number)
            path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
            costs.append(str(cost_of(_SITE, root)))
            old = new
        yield kind.what, costs


@click.command()
@click.argument("contributors", default=1000)
@click.option("--rounds", default=3, help="How often to make each edit.")
def main(contributors: int, rounds: int) -> None:
    """Print what it costs to build a site of so many CONTRIBUTORS again. Seconds are on the clock / of the processors.

    The project is under git, as yours is.
    """
    with tempfile.TemporaryDirectory() as folder:
        root = sites.project(Path(folder) / "project", {})
        archive.write(root, archive.archive(contributors))
        git(root, "init", "--quiet")
        git(root, "add", "--all")
        git(root, "commit", "--quiet", "--message=All")
        rows = [(what, ", ".join(costs)) for what, costs in measured(root, rounds)]
    click.echo(table((f"edited, of {contributors:,}", "each time"), rows))
