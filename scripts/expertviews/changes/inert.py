"""A stranger's words in Markdown, made inert: nothing in them becomes markup, a link, a mention or an image.

They are written as code. Within code neither Markdown nor the filters that GitHub and GitLab run afterwards (mentions,
references to issues and commits, links, emoji, formulas) read anything, so that no list of dangerous signs is needed.
"""

import re

from expertviews.problems import shown

_BACKTICKS = re.compile(r"`+")
_LONGEST_RUN = 8
"""Backticks in a row that are shown. GitHub's Markdown reads no code that more than 80 of them enclose."""
_INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200d\u2060-\u2065\ufeff\U000e0000-\U000e007f]"
)
_MOST = 200  # characters that are shown


def code(text: str, limit: int = _MOST) -> str:
    """The text in one line, as Markdown code. What can't be seen is shown as a sign, or reorders its neighbours not."""
    line = _BACKTICKS.sub(_bounded, _INVISIBLE.sub("�", shown(text, limit))) or " "
    longest = max((len(run[0]) for run in _BACKTICKS.finditer(line)), default=0)
    fence = "`" * (longest + 1)
    space = " " if line.startswith("`") or line.endswith("`") or line.isspace() else ""
    return f"{fence}{space}{line}{space}{fence}"


def _bounded(run: re.Match[str]) -> str:
    """A run of backticks; of a longer one its beginning, and an ellipsis."""
    return run[0] if len(run[0]) <= _LONGEST_RUN else f"{'`' * (_LONGEST_RUN - 1)}…"
