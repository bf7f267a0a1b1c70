"""Sets the HTML of a generated page aside while its Markdown is converted, which else reads it letter by letter.

What is left is headings, for MkDocs' table of contents, and a comment in place of each block between them. That takes
more than a third off the time of a build.
"""

import re
from collections.abc import Sequence

_HEADING = re.compile(r"#{1,6} .* \{: #[^{}]+\}")
_PLACE = re.compile(r"<!-- aside (\d+) -->")
_ID = re.compile(r"""\sid="([^"]+)\"""")


def set_aside(markdown: str) -> tuple[str, list[str]]:
    """The headings of a generated page with a comment in place of each block of HTML, and the blocks."""
    lines, block, blocks = [], list[str](), list[str]()
    for line in [*markdown.split("\n"), "# end {: #end}"]:
        if not _HEADING.fullmatch(line):
            block.append(line)
            continue
        if html := "\n".join(block).strip("\n"):
            lines += [f"<!-- aside {len(blocks)} -->", ""]
            blocks.append(html)
        lines += [line, ""]
        block = []
    return "\n".join(lines[:-2]).rstrip("\n"), blocks


def put_back(html: str, blocks: Sequence[str]) -> str:
    """The page with its blocks."""
    return _PLACE.sub(lambda place: blocks[int(place[1])], html)


def ids(blocks: Sequence[str]) -> list[str]:
    """The ids of elements in the blocks, to which links may lead."""
    return [found for block in blocks for found in _ID.findall(block)]
