"""Sets the HTML of a generated page aside while its Markdown is converted, which else reads it letter by letter.

What is left is headings, for the table of contents, code, and a comment in place of each block between them. That takes
more than a third off the time of a build.
"""

import re
from collections.abc import Sequence

_KEPT = re.compile(r"^(#{1,6} [^\n]* \{: #[^{}\n]+\}|```\w+\n.*?\n```)$", re.MULTILINE | re.DOTALL)
_PLACE = re.compile(r"<!-- aside (\d+) -->")
_ID = re.compile(r"""\sid="([^"]+)"|\{: #([^ }]+)""")


def set_aside(markdown: str) -> tuple[str, list[str]]:
    """The headings and the code of a generated page with a comment in place of each block of HTML, and the blocks."""
    left, blocks = list[str](), list[str]()
    for at, part in enumerate(_KEPT.split(markdown)):
        is_kept = at % 2 == 1
        if is_kept:
            left.append(part)
        elif html := part.strip("\n"):
            left.append(f"<!-- aside {len(blocks)} -->")
            blocks.append(html)
    return "\n\n".join(left), blocks


def put_back(html: str, blocks: Sequence[str]) -> str:
    """The page with its blocks."""
    return _PLACE.sub(lambda place: blocks[int(place[1])], html)


def ids(markdown: str) -> list[str]:
    """The ids of headings and elements in a generated page, to which links may lead."""
    return [element or heading for element, heading in _ID.findall(markdown)]
