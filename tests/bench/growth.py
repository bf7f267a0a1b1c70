"""How the time of what strangers can make long grows with its length. An exponent of 1 is linear, of 2 quadratic."""

import contextlib
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import click
import markdown

from expertviews import checks, content, convert, extraction, files, outlines, quotes
from expertviews.model import LONGEST_LINE
from expertviews.pages.filters import in_markdown
from expertviews.problems import ProblemsFound
from tests.bench import exponent, table

Work = Callable[[], object]
Case = Callable[[Path, int], Work]
"""A folder and a size to what is measured; making its input isn't."""

SMALLEST = 20_000  # characters
_DOUBLINGS = 3


def quoting(text: str, quote: str, prefix: str | None = None, suffix: str | None = None) -> Case:
    """Looks a quotation up in a text of some words over and over, as five excerpts do."""

    def case(_: Path, size: int) -> Work:
        paragraphs = ((text * (size // len(text))).strip(),)

        def work() -> None:
            for _ in range(5):
                with contextlib.suppress(quotes.QuoteError):
                    quotes.find(paragraphs, quote, prefix, suffix)

        return work

    return case


def nearly(_: Path, size: int) -> Work:
    """A long quotation of recurring words, of which one is wrong."""
    paragraphs = (("a b " * (size // 4)).strip(),)
    quote = f"{'a b ' * (size // 80)}c {'a b ' * (size // 80)}".strip()

    def work() -> None:
        with contextlib.suppress(quotes.QuoteError):
            quotes.find(paragraphs, quote)

    return work


def cut(_: Path, size: int) -> Work:
    """A long quotation that begins within a word wherever it stands."""
    paragraphs = (("xa " * (size // 3)).strip(),)
    quote = f"a {'xa ' * (size // 12)}".strip()

    def work() -> None:
        with contextlib.suppress(quotes.QuoteError):
            quotes.find(paragraphs, quote)

    return work


def refused_documents(root: Path, size: int) -> Work:
    """Documents that are all refused."""
    (root / "seeds").mkdir()
    (root / "content").mkdir()
    for number in range(size // 100):
        (root / "seeds" / f"{number}.odt").write_text("PK", encoding="utf-8")

    def work() -> None:
        with contextlib.suppress(ProblemsFound):
            convert.convert(root)

    return work


def missing_documents(root: Path, size: int) -> Work:
    """Questions that each name a document that isn't there, beside as many that are."""
    for folder in ("seeds", "content/questions"):
        (root / folder).mkdir(parents=True)
    for number in range(size // 200):
        (root / "seeds" / f"there-{number}.txt").write_text("x", encoding="utf-8")
        text = f"question: What next?\nseed: gone-{number}.txt\n"
        (root / f"content/questions/q-{number}.yml").write_text(text, encoding="utf-8")
    return lambda: checks.check(content.load(root))


def headings(_: Path, size: int) -> Work:
    """Headings as long as they may be, of what Markdown is slowest with."""
    words = in_markdown("[" * LONGEST_LINE)
    page = "\n\n".join(f"## {words} {{: #h-{number} }}" for number in range(size // LONGEST_LINE))
    return lambda: markdown.markdown(page, extensions=["attr_list", "toc"])


def folders(root: Path, size: int) -> Work:
    """Many files in many folders."""
    for number in range(size // 100):
        (root / f"content/{number % 100}/{number}").mkdir(parents=True)
        (root / f"content/{number % 100}/{number}/x.yml").touch()
    return lambda: files.listing(root, "content")


def pages_by_hand(root: Path, size: int) -> Work:
    """A page that somebody wrote, of tags and comments that don't end."""
    (root / "docs").mkdir()
    (root / "content").mkdir()
    (root / "docs/x.html").write_text("<a <!-- <b on=x " * (size // 16), encoding="utf-8")
    return lambda: checks.check(content.load(root))


def speakers(_: Path, size: int) -> Work:
    """A document in which everybody has another name."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    names = ("".join(letters[number // 26**at % 26] for at in range(3)).title() for number in range(size // 90))
    text = "Who pays?\n\n" + "".join(f"Ann {name}son\n{'I pay, as I always did. ' * 3}\n\n" for name in names)
    return lambda: outlines.read_outline(outlines.propose_outline(text, "a.txt").outline, text)


def items(root: Path, size: int) -> Work:
    """A web page of one long list."""
    page = root / "a.html"
    page.write_text(f"<ol>{'<li>one' * (size // 8)}</ol>", encoding="utf-8")
    return lambda: extraction.extract(page, "a.html")


CASES: Mapping[str, Case] = {
    "a quotation that recurs": quoting("a b ", "a b"),
    "from … to that recurs": quoting("a b ", "a … b"),
    "from … to that is never there": quoting("b a ", "a … z"),
    "a quotation that recurs, with words before it": quoting("a b ", "a b", prefix="a b a b"),
    "a quotation that recurs, with words before it that don't": quoting("a b ", "a b", prefix="z"),
    "a quotation that recurs, with words after it that don't": quoting("a b ", "a b", suffix="z"),
    "words that cut others wherever they stand": quoting("xa xb ", "a x"),
    "a long quotation that cuts words wherever it stands": cut,
    "a long quotation that recurs but for a word": nearly,
    "a quotation of “ … ” alone": quoting("a … ", "a … ", suffix="z"),
    "documents that are refused": refused_documents,
    "documents that are missing": missing_documents,
    "people of many names": speakers,
    "items of a web page's list": items,
    "headings of brackets": headings,
    "files in folders": folders,
    "a page of tags that don't end": pages_by_hand,
}


def seconds(case: Case, size: int) -> float:
    """How long a case takes at a size, in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        work = case(Path(folder), size)
        quotes.find.cache_clear()
        start = time.process_time()
        work()
        return time.process_time() - start


@click.command()
@click.argument("smallest", default=SMALLEST)
def main(smallest: int) -> None:
    """Print each case's seconds from SMALLEST characters on, each size twice the one before, and the exponent."""
    sizes = [smallest * 2**power for power in range(_DOUBLINGS + 1)]
    rows = []
    for name, case in CASES.items():
        seconds(case, smallest // 2)  # so that what is loaded once is loaded
        taken = [max(seconds(case, size), 1e-4) for size in sizes]
        rows.append((name, *(f"{it:.3f} s" for it in taken), exponent(sizes, taken)))
    click.echo(table(("case", *(f"{it:,}" for it in sizes), "exponent"), rows))
