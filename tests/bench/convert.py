"""How fast documents become drafts."""

import random
import resource
import shutil
import tempfile
import time
from pathlib import Path

import click

from expertviews import convert
from tests.project import RECORD

FIRST = ["Ann", "Bela", "Chidi", "Dana", "Emre", "Farah", "Goran", "Hana", "Ines", "Jonas", "Keiko", "Luca"]
LAST = ["Abel", "Brandt", "Costa", "Dimov", "Eriksen", "Fofana", "Garcia", "Haddad", "Ivanov", "Jansen", "Kimura"]


def document(number: int, size: int) -> str:
    """A round-table of about `size` characters, made of the sentences of the first seed."""
    dice = random.Random(number)  # noqa: S311 - no secret
    source = (RECORD / "seeds" / "china-russia-2021.txt").read_text(encoding="utf-8")
    said = [sentence for line in source.splitlines() if len(line) > 300 for sentence in line.rstrip(".").split(". ")]
    lines = [f"Question: What will question {number} mean for the years after 2021?"]
    names = dice.sample([f"{first} {last}" for first in FIRST for last in LAST], 4)
    for name in names:
        lines += [name, *(_paragraph(said, dice, size // 12) for _ in range(3))]
        lines.append(f"{name.split()[0]} is a Fellow at the Institute of {dice.choice(LAST)} Studies in Vienna.")
    return "\n".join(lines)


def _paragraph(said: list[str], dice: random.Random, size: int) -> str:
    text = ""
    while len(text) < size:
        text += f"{dice.choice(said)}. "
    return text.strip()


@click.command()
@click.argument("count", default=1000)
@click.argument("size", default=10_000)
def main(count: int, size: int) -> None:
    """Outline and draft COUNT made-up documents of SIZE characters, and print seconds and megabytes a second."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(RECORD / "content" / "themes", root / "content" / "themes")
        (root / "seeds").mkdir()
        for number in range(count):
            (root / "seeds" / f"document-{number}.txt").write_text(document(number, size), encoding="utf-8")
        volume = sum(path.stat().st_size for path in (root / "seeds").iterdir()) / 1e6
        start = time.perf_counter()
        done = convert.convert(root)
        total = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    click.echo(f"{count} documents, {volume:.1f} MB: {total:.1f} s, {volume / total:.2f} MB/s")
    click.echo(f"{len(done.drafts)} drafted, {len(done.waiting)} in doubt, {len(done.problems)} problems")
    click.echo(f"{len(done.written)} files written; {memory:.0f} MB of memory at most")
