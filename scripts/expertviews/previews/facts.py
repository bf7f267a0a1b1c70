"""What a pull request's own run hands to the trusted one beside the site: what changes, and all that is wrong.

Each step of the run may have failed before; what can still be said is gathered all the same.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from expertviews import changes, checks, content, convert
from expertviews.changes import comparing
from expertviews.checks import reports
from expertviews.previews import artifact
from expertviews.problems import Problem, ProblemsFound, shown

MOST_LINES = 20
"""Lines of the output of a build that failed which are handed over: its last ones."""

MOST_CHARACTERS = 500
"""Characters of each of those lines."""

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class About:
    """What the facts are about: the revision `base` that a pull request is to be merged into, and its `number`.

    `log` has the output of the site's build; its end is among the facts where that left no site.
    """

    base: str
    number: int | None = None
    log: Path | None = None


def gather(root: Path, about: About, folder: Path) -> list[Problem]:
    """Writes the facts about the files as they stand beside the site in a folder. Returns every problem.

    Raises UnknownRevisionError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    found = comparing.compare(root, about.base)
    (folder / artifact.CHANGES).write_text(changes.as_json(found), encoding="utf-8")
    problems = sorted({*_drafting(root), *checks.check(content.load(root)), *comparing.vanished(root, about.base)})
    has_site = (folder / artifact.SITE / "index.html").is_file()
    output = _end(about.log) if about.log and not has_site else []
    facts = {**json.loads(reports.as_json(problems)), "output": output, "number": about.number}
    text = json.dumps(facts, ensure_ascii=False, indent=2)
    (folder / artifact.PROBLEMS).write_text(text, encoding="utf-8")
    return problems


def left_out(folder: Path) -> list[Problem]:
    """A problem for each file of the built site that its preview will be without, because of its name."""
    files = (path for path in sorted((folder / artifact.SITE).rglob("*")) if path.is_file())
    found = (artifact.unfit(path.relative_to(folder).as_posix()) for path in files)
    return [problem for problem in found if problem]


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
