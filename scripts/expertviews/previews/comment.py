"""The comment on a pull request: where its preview is, its problems, and what it changes."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from expertviews.changes import ChangeReport, bullets, code_span, linked, markdown
from expertviews.pages import listed
from expertviews.previews.page_diff import ChangedPage
from expertviews.previews.proposal import PullFacts, preview_url
from expertviews.problems import Problem, counted

MARK = "<!-- expert-views: preview -->"
"""The start of our comment, which identifies it."""

_END_OF_HEAD = "<!-- end -->"
_LONGEST = 60_000  # characters; GitHub takes 65,536
_PROBLEMS_SHOWN = 20
_PATHS_SHOWN = 5
_DOUBTS_SHOWN = 20
_RECORD = re.compile(r"(content|seeds)/.+")
"""The files that a preview is rendered from."""


@dataclass(frozen=True)
class Rendered:
    """The results of rendering a pull request, for the comment.

    `refused` are the reasons not to render it. `changed` are the paths that it changes, `waiting` the doubts in its
    outlines. `output` is the end of a failed build's output.
    """

    pull: PullFacts
    has_site: bool = False
    refused: Sequence[Problem] = ()
    changes: ChangeReport = field(default_factory=ChangeReport)
    changed: Sequence[str] = ()
    problems: Sequence[Problem] = ()
    waiting: Mapping[str, Sequence[str]] = field(default_factory=dict)
    pages: Sequence[ChangedPage] = ()
    output: Sequence[str] = ()


def body(rendered: Rendered) -> str:
    """The comment's text. No untrusted words in it become markup, a link or a mention."""
    parts = [MARK, *_head(rendered), _END_OF_HEAD]
    if not rendered.refused:
        preview = _preview(rendered.pull) if rendered.has_site else ""
        parts += [
            *_problems(rendered.problems),
            *_waiting(rendered),
            *_output(rendered.output),
            *_beyond(rendered),
            markdown(rendered.changes, lambda address: preview and preview + address),
            *_pages(rendered.pages, preview),
        ]
    text = "\n\n".join(part.strip() for part in parts) + "\n"
    if len(text) <= _LONGEST:
        return text
    return text[:_LONGEST].rsplit("\n", 1)[0] + f"\n\n… cut here; {_run(rendered)} has the rest.\n"


def closed(earlier: str, number: int, preview: str, published: str) -> str:
    """The comment on a closed pull request, made from the earlier one, with links to the published site instead."""
    rest = earlier.partition(_END_OF_HEAD)[2].replace(preview, published)
    head = f"## Pull request #{number} is closed\n\nIts preview has been removed. Links now lead to the published site."
    return f"{MARK}\n\n{head}\n\n{_END_OF_HEAD}{rest}"


def _preview(pull: PullFacts) -> str:
    return preview_url(pull.published, pull.number)


def _run(rendered: Rendered) -> str:
    return f"[the run]({rendered.pull.run_url})"


def _head(rendered: Rendered) -> Iterator[str]:
    pull, commit = rendered.pull, f"commit `{rendered.pull.head_sha[:7]}`"
    earlier = " The preview of an earlier commit is still there." if pull.has_preview else ""
    if rendered.refused:
        yield f"## Pull request #{pull.number} was refused"
        yield f"At {commit}, `content/` and `seeds/` have files that no record can have.{earlier}"
        yield bullets(rendered.refused, lambda problem: code_span(str(problem), 400))
    elif not rendered.has_site:
        yield f"## Pull request #{pull.number} has no preview yet"
        yield f"At {commit}, no site can be built from the record. {_why(rendered)}{earlier}"
    else:
        yield f"## Preview of pull request #{pull.number}"
        yield f"**[Open the preview]({_preview(pull)})**, of {commit}. It may take a minute to appear."
        if pull.checks_failed or rendered.problems:
            yield f"**Its checks failed.** {_why(rendered)}"


def _why(rendered: Rendered) -> str:
    """Where to read the reason for a failure."""
    if rendered.problems:
        return f"The problems and what to do about them are listed below; {_run(rendered)} shows each at its line."
    if rendered.output:
        return "The end of the build's output is below."
    return f"{_run(rendered).replace('the', 'The', 1)} says why."


def _problems(problems: Sequence[Problem]) -> Iterator[str]:
    if problems:
        yield f"### {counted(len(problems), 'problem')}"
        yield bullets(problems, _problem, _PROBLEMS_SHOWN)


def _problem(it: Problem) -> str:
    return f"{code_span(str(it.place))}: {code_span(it.what)} ({code_span(it.remedy)})"


def _waiting(rendered: Rendered) -> Iterator[str]:
    """The doubts that must be resolved before documents become drafts, with a link to do so."""
    for path, doubts in rendered.waiting.items():
        yield f"### {code_span(path)} waits for a decision"
        edit = f"[Edit the outline]({rendered.pull.edit_url}{quote(path)})"
        yield f"{edit}: remove each `?`, or write another word. If there is no outline yet, run `views convert` first."
        yield bullets(doubts, lambda doubt: code_span(doubt, 300), _DOUBTS_SHOWN)


def _output(output: Sequence[str]) -> Iterator[str]:
    if output:
        yield "### The end of the build"
        yield bullets(output, lambda line: code_span(line, 500))


def _beyond(rendered: Rendered) -> Iterator[str]:
    """The files that the pull request changes and no preview shows."""
    others = [code_span(path) for path in rendered.changed if not _RECORD.fullmatch(path)]
    if others:
        more = [f"{len(others) - _PATHS_SHOWN:,} more"] if len(others) > _PATHS_SHOWN else []
        yield (
            f"> **Besides the record**, this pull request changes {listed([*others[:_PATHS_SHOWN], *more])}. The"
            " preview shows none of that: it is made from the record alone, with the code, design and pages of this"
            f" repository. The site that the pull request's own code builds is the artifact `offline-site` of"
            f" {_run(rendered)}. Nobody has checked it: when opened, it can run whatever its author likes. Read these"
            " files first."
        )


def _pages(pages: Sequence[ChangedPage], preview: str) -> Iterator[str]:
    def line(page: ChangedPage) -> str:
        note = {"added": " (new)", "removed": " (removed)", "changed": ""}[page.what]
        words = code_span(page.address or "/")
        return linked(words, page.address, page.what, lambda address: preview and preview + address) + note

    if pages:
        yield "### Pages to look at"
        yield bullets(pages, line)
