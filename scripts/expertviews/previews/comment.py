"""The one comment on a pull request: where its preview is, its problems, and what it changes."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, StringConstraints

from expertviews import changes
from expertviews.changes import Changes
from expertviews.changes.inert import code
from expertviews.model import Part
from expertviews.pages.wording import listed
from expertviews.previews.hosting import ChangedFiles
from expertviews.problems import Problem, counted

MARK = "<!-- expert-views: preview -->"
"""What our comment starts with, and is known by."""

_END_OF_HEAD = "<!-- end -->"
_LONGEST = 60_000  # characters; GitHub takes 65,536
_PROBLEMS_SHOWN = 20
_LEFT_OUT_SHOWN = 10
_RECORD = re.compile(r"(content|seeds)/.+|docs/(?!(overrides|assets|schemas)/)([^/]+/)*[^/]+\.md")
"""The files that no code is in, and that steer none."""
_CLOSED = "## Pull request #"
_SPAN = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)")
_ASIDE = re.compile(r"\0([0-9]+)\0")
_LINK = re.compile(r"\[(\0[0-9]+\0)\]\(([^()\s]*)\)")
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
    """What `views preview facts` notes: problems, and the last lines of the output of a build that failed.

    `number` is the pull request that the run took itself to be for.
    """

    count: Annotated[int, Field(ge=0)]
    problems: tuple[FoundProblem, ...] = Field(max_length=10_000)
    output: tuple[_Words, ...] = Field(default=(), max_length=100)
    number: int | None = None


@dataclass(frozen=True)
class Told:
    """What the comment is made of. What is absent was not made by the pull request's build.

    `failed` says that its run didn't end well, `earlier_preview` that an earlier commit's preview is served.
    """

    number: int
    head_sha: str
    run_url: str
    preview_url: str
    has_site: bool
    failed: bool
    earlier_preview: bool
    pages_on: bool
    changes: Changes | None
    problems: FoundProblems | None
    files: ChangedFiles
    refused: Sequence[Problem] = ()
    left_out: Sequence[Problem] = ()


def body(told: Told) -> str:
    """The comment's text. Nothing in it that a stranger wrote is markup, a link or a mention."""
    parts = [MARK, _head(told), _END_OF_HEAD, *_problems(told), *_output(told), *_left_out(told), *_own_code(told)]
    if told.changes:
        parts.append(
            changes.markdown(told.changes, lambda address: told.preview_url + address if told.has_site else "")
        )
    text = "\n\n".join(part.strip() for part in parts) + "\n"
    if len(text) <= _LONGEST:
        return text
    return text[:_LONGEST].rsplit("\n", 1)[0] + f"\n\n… cut here; [the run]({told.run_url}) has the whole.\n"


def closed(earlier: str, number: int, *, merged: bool, led: Callable[[str], str]) -> str:
    """The comment of a closed pull request, made of its earlier one: its preview is gone.

    `led` says where a link goes instead, from its target; a link that goes nowhere becomes its words.
    """
    rest = earlier.partition(_END_OF_HEAD)[2]
    what, where = ("is merged", "") if merged else ("was closed without merging", ", as far as that has the page")
    head = f"{_CLOSED}{number} {what}\n\nThere is no preview of it any more. Links lead to the published site{where}."
    return f"{MARK}\n\n{head}\n\n{_END_OF_HEAD}{_with_links(rest, led)}"


def is_closed(text: str) -> bool:
    """Whether a comment of ours says already that its pull request is closed."""
    return text.startswith(f"{MARK}\n\n{_CLOSED}")


def _with_links(text: str, led: Callable[[str], str]) -> str:
    """The text with other targets. Code is put aside first, so that no word of a stranger is taken for a link."""
    spans: list[str] = []

    def aside(span: re.Match[str]) -> str:
        spans.append(span[0])
        return f"\0{len(spans) - 1}\0"

    def link(found: re.Match[str]) -> str:
        target = led(found[2])
        return f"[{found[1]}]({target})" if target else found[1]

    text = _LINK.sub(link, _SPAN.sub(aside, text.replace("\0", "")))
    return _ASIDE.sub(lambda found: spans[int(found[1])], text)


def _head(told: Told) -> str:
    commit = f"commit `{told.head_sha[:7]}`"
    run = f"[the run]({told.run_url})"
    if told.refused:
        reasons = "\n".join(f"- {code(str(problem), 400)}" for problem in told.refused)
        return (
            f"## What was built for pull request #{told.number} was refused\n\n"
            f"At {commit}, {run} handed over what can't be served as it is. No site of it is.\n\n{reasons}"
        )
    return "\n\n".join(_built(told, commit, run) if told.has_site else _not_built(told, commit, run))


def _built(told: Told, commit: str, run: str) -> Iterator[str]:
    yield f"## Preview of pull request #{told.number}"
    yield (
        f"**[Open the preview]({told.preview_url})**, of {commit}. It may take a minute to be served."
        f" To read it offline, unpack the artifact `offline-site` of {run} and open its `index.html`."
    )
    if told.failed:
        yield f"**Its checks failed.** {_why(told, run)}"
    if not told.pages_on:
        yield (
            "GitHub Pages is not switched on here, so that the preview can't be opened yet:"
            " in Settings → Pages, choose “GitHub Actions” as the source."
        )


def _not_built(told: Told, commit: str, run: str) -> Iterator[str]:
    yield f"## The site of pull request #{told.number} could not be built"
    earlier = " The preview of an earlier commit stays as it is." if told.earlier_preview else ""
    yield f"At {commit}. {_why(told, run)}{earlier}"


def _why(told: Told, run: str) -> str:
    """Where to read why a run failed."""
    if told.problems and told.problems.count:
        return f"What is wrong, and what to do about it, stands below; {run} shows it at its place."
    if told.problems and told.problems.output:
        return f"The end of the build's output stands below; {run} has the whole."
    return f"[The run]({told.run_url}) says why."


def _problems(told: Told) -> list[str]:
    if not told.problems or not told.problems.count:
        return []
    shown = told.problems.problems[:_PROBLEMS_SHOWN]
    lines = [f"- {code(f'{it.path}:{it.line}:{it.column}')}: {code(it.what)} ({code(it.remedy)})" for it in shown]
    beyond = told.problems.count - len(shown)
    more = [f"- … and {beyond:,} more"] if beyond > 0 else []
    return [f"### {counted(told.problems.count, 'problem')}", "\n".join([*lines, *more])]


def _output(told: Told) -> list[str]:
    """The end of the output of a build that failed for another reason than the problems."""
    if told.has_site or not told.problems or not told.problems.output:
        return []
    return ["### The end of the build", "\n".join(f"- {code(line, 500)}" for line in told.problems.output)]


def _left_out(told: Told) -> list[str]:
    """The files that the preview is without, though the published site would have them."""
    if not told.has_site or not told.left_out:
        return []
    lines = [f"- {code(it.place.path)}: {code(it.what)} ({code(it.remedy)})" for it in told.left_out[:_LEFT_OUT_SHOWN]]
    beyond = len(told.left_out) - len(lines)
    return ["### Not in the preview", "\n".join([*lines, *([f"- … and {beyond:,} more"] if beyond > 0 else [])])]


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
