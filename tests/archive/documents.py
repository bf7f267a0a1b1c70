"""The documents of an archive, in several formats, each with the outline that says what its lines are."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from expertviews import content
from expertviews.model import Outline

FORMATS = ("txt", "txt", "txt", "txt", "wrapped", "wrapped", "md", "html")
_WIDTH = 90


@dataclass(frozen=True)
class Block:
    """A paragraph of a document: its role in the outline, its words, and the number of the answer it belongs to."""

    role: Any
    words: str
    answer: int | None = None


@dataclass(frozen=True)
class Document:
    """A document as received and its plain text, with the lines of each block."""

    name: str
    files: Mapping[str, str]
    outline: str
    lines: Sequence[tuple[int, int]]

    @property
    def plain(self) -> str:
        """The name of the plain text in seeds/."""
        return [*self.files][-1].removeprefix("seeds/")


def document(stem: str, form: str, asked: str, blocks: Sequence[Block]) -> Document:
    """A document of some blocks. In Markdown, names are headings; in text that is wrapped, blank lines part blocks."""
    ending = "txt" if form == "wrapped" else form
    spaced, name = form != "txt", f"{stem}.{ending}"
    heading = [Block("aside", f"[Text of {name}, extracted by the program]")] if form == "html" else []
    blocks = [*heading, *blocks]
    written: list[str] = []
    lines: list[tuple[int, int]] = []
    for block in blocks:
        written += [""] if spaced and written else []
        words = f"## {block.words}" if form == "md" and block.role == "name" else block.words
        first = len(written) + 1
        written += textwrap.wrap(words, _WIDTH, break_on_hyphens=False) if form == "wrapped" else [words]
        lines.append((first, len(written)))
    text = "\n".join(written) + "\n"
    files = {name: text}
    if form == "html":
        page = "".join(f"<p>{escape(block.words, quote=False)}</p>\n" for block in blocks[1:])
        files = {name: f"<!doctype html>\n<html><body>\n{page}</body></html>\n", f"{name}.txt": text}
    outline = Outline(
        slug=name,
        document=name,
        digest=content.document_digest(files[name].encode()),
        asked=asked,
        wrapped=True if form == "wrapped" else None,
        parts=dict(_parts(blocks, lines)),
    )
    texts = {f"seeds/{path}": it for path, it in files.items()}
    return Document(name, texts, content.outline_text(outline, text, {}), lines[len(heading) :])


def _parts(blocks: Sequence[Block], lines: Sequence[tuple[int, int]]) -> Iterator[tuple[str, Any]]:
    """The lines of each role; of text, several paragraphs together."""
    at = 0
    while at < len(blocks):
        end = at + 1
        while end < len(blocks) and blocks[at].role == blocks[end].role == "text":
            end += 1
        yield span(lines[at][0], lines[end - 1][1]), blocks[at].role
        at = end


def span(first: int, last: int) -> str:
    """Lines as records write them."""
    return str(first) if first == last else f"{first}-{last}"
