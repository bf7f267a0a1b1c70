"""The one comment on a pull request: where its preview is, its problems, and what it changes."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from expertviews.changes import ChangeReport, code, markdown
from expertviews.pages import listed
from expertviews.previews.proposal import PullFacts, preview_url
from expertviews.problems import Problem, counted

MARK = "<!-- expert-views: preview -->"
"""What our comment starts with, and is known by."""

_END_OF_HEAD = "<!-- end -->"
_LONGEST = 60_000  # characters; GitHub takes 65,536
_PROBLEMS_SHOWN = 20
_PATHS_SHOWN = 5
_DOUBTS_SHOWN = 20
_RECORD = re.compile(r"(content|seeds)/.+")
"""The files that a preview is rendered from."""


@dataclass(frozen=True)
class Rendered:
    """What rendering a pull request has found, and so what the comment is made of.

    `refused` says why what it proposes isn't rendered. `changed` are the paths that it changes, `waiting` its
    outlines in doubt. `output` is the end of the output of a build that failed for another reason than the problems.
    """

    pull: PullFacts
    has_site: bool = False
    refused: Sequence[Problem] = ()
    changes: ChangeReport = field(default_factory=ChangeReport)
    changed: Sequence[str] = ()
    problems: Sequence[Problem] = ()
    waiting: Mapping[str, Sequence[str]] = field(default_factory=dict)
    output: Sequence[str] = ()


def body(rendered: Rendered) -> str:
    """The comment's text. Nothing in it that a stranger wrote is markup, a link or a mention."""
    parts = [MARK, *_head(rendered), _END_OF_HEAD]
    if not rendered.refused:
        preview = _preview(rendered.pull) if rendered.has_site else ""
        parts += [
            *_problems(rendered.problems),
            *_waiting(rendered),
            *_output(rendered.output),
            *_beyond(rendered),
            markdown(rendered.changes, lambda address: preview and preview + address),
        ]
    text = "\n\n".join(part.strip() for part in parts) + "\n"
    if len(text) <= _LONGEST:
        return text
    return text[:_LONGEST].rsplit("\n", 1)[0] + f"\n\n… cut here; {_run(rendered)} has the whole.\n"


def closed(earlier: str, number: int, preview: str, published: str) -> str:
    """The comment of a closed pull request, made from its earlier one.

    Links into the preview, which is gone, lead to the published site instead.
    """
    rest = earlier.partition(_END_OF_HEAD)[2].replace(preview, published)
    head = f"## Pull request #{number} is closed\n\nThere is no preview of it any more."
    return f"{MARK}\n\n{head} Links lead to the published site, as far as that has the page.\n\n{_END_OF_HEAD}{rest}"


def _preview(pull: PullFacts) -> str:
    return preview_url(pull.published, pull.number)


def _run(rendered: Rendered) -> str:
    return f"[the run]({rendered.pull.run_url})"


def _head(rendered: Rendered) -> Iterator[str]:
    pull, commit = rendered.pull, f"commit `{rendered.pull.head_sha[:7]}`"
    earlier = " The preview of an earlier commit stays as it is." if pull.has_preview else ""
    if rendered.refused:
        yield f"## What pull request #{pull.number} proposes was refused"
        yield f"At {commit}, `content/` and `seeds/` can't be those of a record.{earlier}"
        yield _list(code(str(problem), 400) for problem in rendered.refused)
    elif not rendered.has_site:
        yield f"## Pull request #{pull.number} has no preview yet"
        yield f"At {commit}, no site can be made of the record. {_why(rendered)}{earlier}"
    else:
        yield f"## Preview of pull request #{pull.number}"
        yield f"**[Open the preview]({_preview(pull)})**, of {commit}. It may take a minute to be served."
        if pull.checks_failed or rendered.problems:
            yield f"**Its checks failed.** {_why(rendered)}"


def _why(rendered: Rendered) -> str:
    """Where to read why something failed."""
    if rendered.problems:
        return f"What is wrong, and what to do about it, stands below; {_run(rendered)} shows it at its place."
    if rendered.output:
        return "The end of the build's output stands below."
    return f"{_run(rendered).replace('the', 'The', 1)} says why."


def _problems(problems: Sequence[Problem]) -> Iterator[str]:
    if problems:
        yield f"### {counted(len(problems), 'problem')}"
        lines = [f"{code(str(it.place))}: {code(it.what)} ({code(it.remedy)})" for it in problems]
        yield _list(_first(lines, _PROBLEMS_SHOWN))


def _waiting(rendered: Rendered) -> Iterator[str]:
    """What a reviewer has to decide before documents become drafts, and where."""
    for path, doubts in rendered.waiting.items():
        yield f"### {code(path)} waits for a decision"
        edit = f"[Edit the outline]({rendered.pull.edit_url}{quote(path)})"
        yield f"{edit}: take each `?` away, or write another word. If there is none, run `views convert` first."
        yield _list(_first([code(doubt, 300) for doubt in doubts], _DOUBTS_SHOWN))


def _output(output: Sequence[str]) -> Iterator[str]:
    if output:
        yield "### The end of the build"
        yield _list(code(line, 500) for line in output)


def _beyond(rendered: Rendered) -> Iterator[str]:
    """What the pull request changes that no preview shows."""
    others = [code(path) for path in rendered.changed if not _RECORD.fullmatch(path)]
    if others:
        more = [f"{len(others) - _PATHS_SHOWN:,} more"] if len(others) > _PATHS_SHOWN else []
        yield (
            f"> **Beyond the record**, this pull request changes {listed([*others[:_PATHS_SHOWN], *more])}. The preview"
            " has none of that: it is made of the record alone, with the code, design and pages of this repository. The"
            " site as the pull request's own code builds it is the artifact `offline-site` of"
            f" {_run(rendered)}. Nobody has checked that one: opened, it may run whatever its author likes. Read these"
            " files first."
        )


def _list(items: Iterator[str] | Sequence[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _first(items: Sequence[str], most: int) -> Sequence[str]:
    beyond = len(items) - most
    return [*items[:most], f"… and {beyond:,} more"] if beyond > 0 else items
