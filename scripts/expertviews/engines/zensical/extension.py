"""An extension of Markdown with which Zensical sets the HTML of generated pages aside, and keeps its links as they are.

Our links start from a page's address, as in a browser. Zensical takes links in HTML to start from the page's file, and
puts `../` before them where the address is one folder deeper; so here they are made to start from the file.
"""

import re
from pathlib import PurePosixPath
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor

from expertviews import addresses
from expertviews.engines import asides

NAME = "expertviews.engines.zensical.extension"
_FIRST, _LAST = 1_000, -1_000  # of all that happens to a page
_RELATIVE = re.compile(r'(\s(?:href|src)=")(?![/"#?]|[a-z][a-z0-9+.-]*:)([^"#?]+)')


def from_the_file(html: str, page: str) -> str:
    """Have the links in a page's HTML start from its file in docs/, instead of its address, one folder deeper."""
    stem = PurePosixPath(page).stem
    return _RELATIVE.sub(lambda match: match[1] + _moved_up(match[2], stem), html)


def _moved_up(path: str, folder: str) -> str:
    """Return a relative path from a folder as one that starts from the folder above."""
    if path in {"..", "../"}:
        return "./"
    return path.removeprefix("../") if path.startswith("../") else f"{folder}/{path}"


class _SetAside(Preprocessor):  # type: ignore[misc]
    blocks: tuple[str, ...] = ()

    def run(self, lines: list[str]) -> list[str]:
        page = self.md.preprocessors["rendering_context"].page
        if not addresses.is_generated(page.path):
            return lines
        left, blocks = asides.set_aside("\n".join(lines))
        is_deeper = page.url.endswith("/") and PurePosixPath(page.path).stem != "index"
        self.blocks = tuple(from_the_file(block, page.path) if is_deeper else block for block in blocks)
        return left.split("\n")


class _PutBack(Postprocessor):  # type: ignore[misc]
    def __init__(self, set_aside: _SetAside) -> None:
        self._set_aside = set_aside

    def run(self, text: str) -> str:
        return asides.put_back(text, self._set_aside.blocks)


class _Extension(Extension):  # type: ignore[misc]
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        set_aside = _SetAside(md)
        md.preprocessors.register(set_aside, "expertviews", _FIRST)
        md.postprocessors.register(_PutBack(set_aside), "expertviews", _LAST)


def makeExtension(**_: Any) -> Extension:  # noqa: N802 - the name by which Markdown finds it
    """Return the extension, as Markdown asks for it."""
    return _Extension()
