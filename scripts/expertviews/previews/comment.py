"""The one comment on a pull request: where its preview is, its problems, and what it changes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, StringConstraints

from expertviews import changes
from expertviews.changes import Changes
from expertviews.changes.inert import code
from expertviews.model import Part
from expertviews.previews.hosting import ChangedFiles
from expertviews.problems import Problem, counted
from expertviews.wording import listed

MARK = "<!-- expert-views: preview -->"
"""What our comment starts with, and is known by."""

_END_OF_HEAD = "<!-- end -->"
_LONGEST = 60_000  # characters; GitHub takes 65,536
_PROBLEMS_SHOWN = 20
_RECORD = re.compile(r"(content|seeds)/.+|docs/(?!(overrides|assets|schemas)/)([^/]+/)*[^/]+\.md")
"""The files that no code is in, and that steer none."""
_Words = Annotated[str, StringConstraints(max_length=5_000)]


class FoundProblem(Part):
    """A problem as `views check --format json` prints it."""

    path: _Words
    line: int
    column: int
    code: _Words
    what: _Words
    remedy: _Words


class FoundProblems(Part):
    """What `views check --format json` prints."""

    count: Annotated[int, Field(ge=0)]
    problems: tuple[FoundProblem, ...] = Field(max_length=10_000)


@dataclass(frozen=True)
class Told:
    """What the comment is made of. What is absent was not made by the pull request's build."""

    number: int
    head_sha: str
    run_url: str
    preview_url: str
    has_site: bool
    pages_on: bool
    changes: Changes | None
    problems: FoundProblems | None
    files: ChangedFiles
    refused: Sequence[Problem] = ()


def body(told: Told) -> str:
    """The comment's text. Nothing in it that a stranger wrote is markup, a link or a mention."""
    parts = [MARK, _head(told), _END_OF_HEAD, *_problems(told), *_own_code(told)]
    if told.changes:
        parts.append(
            changes.markdown(told.changes, lambda address: told.preview_url + address if told.has_site else "")
        )
    text = "\n\n".join(part.strip() for part in parts) + "\n"
    if len(text) <= _LONGEST:
        return text
    return text[:_LONGEST].rsplit("\n", 1)[0] + f"\n\n… cut here; [the run]({told.run_url}) has the whole.\n"


def closed(earlier: str, number: int, preview_url: str, published_url: str) -> str:
    """The comment of a closed pull request: its preview is gone, and links lead to the published site."""
    _head_before, _, rest = earlier.partition(_END_OF_HEAD)
    head = f"## Pull request #{number} is closed\n\nIts preview was removed. Links lead to the published site."
    return f"{MARK}\n\n{head}\n\n{_END_OF_HEAD}{rest.replace(f']({preview_url}', f']({published_url}')}"


def _head(told: Told) -> str:
    commit = f"commit `{told.head_sha[:7]}`"
    run = f"[the run]({told.run_url})"
    if told.refused:
        reasons = "\n".join(f"- {code(str(problem), 400)}" for problem in told.refused)
        return (
            f"## What was built for pull request #{told.number} was refused\n\n"
            f"At {commit}, {run} handed over something that a site doesn't have. Nothing of it is served.\n\n{reasons}"
        )
    if not told.has_site:
        return (
            f"## The site of pull request #{told.number} could not be built\n\n"
            f"At {commit}. {run} says why. A preview of an earlier commit stays as it is."
        )
    lines = [
        f"## Preview of pull request #{told.number}",
        f"**[Open the preview]({told.preview_url})**, of {commit}. It may take a minute to be served."
        f" To read it offline, unpack the artifact `offline-site` of {run} and open its `index.html`.",
    ]
    if not told.pages_on:
        lines.append(
            "GitHub Pages is not switched on here, so that the preview can't be opened yet:"
            " in Settings → Pages, choose “GitHub Actions” as the source."
        )
    return "\n\n".join(lines)


def _problems(told: Told) -> list[str]:
    if not told.problems or not told.problems.count:
        return []
    shown = told.problems.problems[:_PROBLEMS_SHOWN]
    lines = [f"- {code(f'{it.path}:{it.line}:{it.column}')}: {code(it.what)} ({code(it.remedy)})" for it in shown]
    beyond = told.problems.count - len(shown)
    more = [f"- … and {beyond:,} more"] if beyond > 0 else []
    return [f"### {counted(told.problems.count, 'problem')}", "\n".join([*lines, *more])]


def _own_code(told: Told) -> list[str]:
    """A warning where what is told below was worked out by code that the pull request itself may have changed."""
    others = [path for path in told.files.paths if not _RECORD.fullmatch(path)]
    if not others and told.files.all_listed:
        return []
    shown = [code(path) for path in others[:5]]
    if len(others) > 5:
        shown.append(f"{len(others) - 5:,} more")
    if not told.files.all_listed:
        shown.append("more files than GitHub lists")
    return [
        f"> **Beyond the record**, this pull request changes {listed(shown)}."
        " What follows was worked out by its own code: read these first."
    ]
