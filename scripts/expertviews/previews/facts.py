"""What a pull request's own run hands to the trusted one beside the site: what changes, and all that is wrong.

Each step of the run may have failed before; what can still be said is gathered all the same.
"""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from expertviews import changes, checks, comparing, content, convert, reports
from expertviews.previews import artifact
from expertviews.problems import Problem, ProblemsFound, shown

MOST_PROBLEMS = 1_000
MOST_LINES = 20
"""Lines of the output of a build that failed which are handed over: its last ones."""

MOST_CHARACTERS = 500
"""Characters of each of those lines."""

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def gather(root: Path, base: str, folder: Path, log: Path | None = None) -> list[Problem]:
    """Writes the facts about the files as they stand, held against revision `base`, beside the site in a folder.

    `log` has the output of the build; its end is among the facts where that left no site. Returns every problem.
    Raises UnknownRevisionError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    found = comparing.compare(root, base)
    (folder / artifact.CHANGES).write_text(changes.as_json(found), encoding="utf-8")
    problems = sorted({*_drafting(root), *checks.check(content.load(root)), *comparing.vanished(root, base)})
    facts = json.loads(reports.as_json(problems[:MOST_PROBLEMS]))
    has_site = (folder / artifact.SITE / "index.html").is_file()
    facts |= {"count": len(problems), "output": [] if has_site or not log else _end(log)}
    text = json.dumps(facts, ensure_ascii=False, indent=2)
    (folder / artifact.PROBLEMS).write_text(text, encoding="utf-8")
    return problems


def _drafting(root: Path) -> Iterator[Problem]:
    """The problems of documents that can't be drafted."""
    try:
        convert.drafts(root, convert.unconverted(root), convert.Reading())
    except ProblemsFound as found:
        yield from found.problems


def _end(log: Path) -> Sequence[str]:
    """The last lines of a file that aren't empty; none where there is no such file."""
    if not log.is_file():
        return []
    lines = _COLOURS.sub("", log.read_text(encoding="utf-8", errors="replace")).splitlines()
    return [shown(line, MOST_CHARACTERS) for line in lines if line.strip()][-MOST_LINES:]
