"""Sets the HTML of a generated page aside while its Markdown is converted: converters read HTML letter by letter.

Headings are left, for the table of contents, and code, with a comment in place of each block between them. That takes
more than a third off the time of a build.
"""

import re
from collections.abc import Sequence

_MARKDOWN = re.compile(r"^(#{1,6} [^\n]* \{: #[^{}\n]+\}|```\w+\n.*?\n```)$", re.MULTILINE | re.DOTALL)
_PLACEHOLDER = re.compile(r"<!-- aside (\d+) -->")
_ID = re.compile(r"""\sid="([^"]+)"|\{: #([^ }]+)""")


def set_aside(markdown: str) -> tuple[str, list[str]]:
    """Split a generated page into its headings and code, with a comment for each block of HTML, and these blocks."""
    left, blocks = list[str](), list[str]()
    for number, part in enumerate(_MARKDOWN.split(markdown)):
        if number % 2 == 1:  # what the pattern's group matched
            left.append(part)
        elif html := part.strip("\n"):
            left.append(f"<!-- aside {len(blocks)} -->")
            blocks.append(html)
    return "\n\n".join(left), blocks


def put_back(html: str, blocks: Sequence[str]) -> str:
    """Return a page with its blocks in place of the comments that stand for them."""
    by_number = {str(number): block for number, block in enumerate(blocks)}
    return _PLACEHOLDER.sub(lambda comment: by_number.get(comment[1], comment[0]), html)


def ids(markdown: str) -> list[str]:
    """Return the ids of headings and elements in a generated page, to which links may lead."""
    return [element or heading for element, heading in _ID.findall(markdown)]
