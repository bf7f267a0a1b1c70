"""Writes the comment on a pull request: where its preview is, its problems, and what it changes."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from expertviews.changes import ChangeReport, code_span, linked, markdown, section
from expertviews.invocation import in_guides
from expertviews.previews.proposal import PullFacts
from expertviews.problems import Problem, counted, listed

MARK = "<!-- expertviews: preview -->"  # the start of our comment, which identifies it

_END_OF_HEAD = "<!-- end -->"
_LONGEST = 60_000  # characters; GitHub takes 65,536
_PATHS_SHOWN = 5
_RECORD = re.compile(r"(content|seeds)/.+")  # the files that a preview is rendered from


@dataclass(frozen=True)
class RenderedPreview:
    """The results of rendering a pull request, for the comment.

    `changes` is None if its files can't be a record. `changed` are the paths that it changes. `waiting` are the doubts
    in its outlines, by path, `pages` the addresses of pages that differ from the published ones, each with a note, and
    `output` is the end of a failed build's output.
    """

    facts: PullFacts
    has_site: bool = False
    changes: ChangeReport | None = None
    changed: Sequence[str] = ()
    problems: Sequence[Problem] = ()
    waiting: Mapping[str, Sequence[str]] = field(default_factory=dict)
    pages: Mapping[str, str] = field(default_factory=dict)
    output: Sequence[str] = ()

    @property
    def preview(self) -> str:
        """The address of the preview; empty if there is none."""
        return self.facts.preview if self.has_site else ""


def body(rendered: RenderedPreview) -> str:
    """Write the comment. No untrusted words in it become markup, a link or a mention."""
    parts = [
        *(MARK, *_head(rendered), _END_OF_HEAD),
        *section(f"### {counted(len(rendered.problems), 'problem')}", rendered.problems, _problem),
        *_waiting(rendered),
        *section("### The end of the build", rendered.output, code_span),
        *_other_files(rendered),
        *([markdown(rendered.changes, rendered.preview)] if rendered.changes else ()),
        *section("### Pages to look at", [*rendered.pages], lambda address: _page(rendered, address)),
    ]
    text = "\n\n".join(part.strip() for part in parts) + "\n"
    if len(text) <= _LONGEST:
        return text
    return text[:_LONGEST].rsplit("\n", 1)[0] + f"\n\n… cut here; {_run(rendered)} has the rest.\n"


def closed(earlier: str, number: int, preview: str, published: str) -> str:
    """Turn the comment on a pull request into that on a closed one, with links to the published site instead."""
    rest = earlier.partition(_END_OF_HEAD)[2].replace(preview, published)
    head = f"## Pull request #{number} is closed\n\nIts preview has been removed. Links now lead to the published site."
    return f"{MARK}\n\n{head}\n\n{_END_OF_HEAD}{rest}"


def _run(rendered: RenderedPreview) -> str:
    return f"[the run]({rendered.facts.run.html_url})"


def _head(rendered: RenderedPreview) -> Iterator[str]:
    pull, commit = rendered.facts.pull, f"commit `{rendered.facts.pull.head.sha[:7]}`"
    wrong = f"What went wrong, and what to do, is below or in {_run(rendered)}."
    if rendered.has_site:
        yield f"## Preview of pull request #{pull.number}"
        yield f"**[Open the preview]({rendered.preview})**, of {commit}. It may take a minute to appear."
        if rendered.facts.run.conclusion != "success" or rendered.problems:
            yield f"**Its checks failed.** {wrong}"
    else:
        earlier = " The preview of an earlier commit is still there." if rendered.facts.has_preview else ""
        yield f"## Pull request #{pull.number} has no preview yet"
        yield f"No site can be built from {commit}. {wrong}{earlier}"


def _problem(problem: Problem) -> str:
    return f"{code_span(str(problem.place))}: {code_span(problem.what)} ({code_span(in_guides(problem.remedy))})"


def _waiting(rendered: RenderedPreview) -> Iterator[str]:
    """Yield the doubts to be resolved before documents become drafts, with a link to do so."""
    for path, doubts in rendered.waiting.items():
        yield f"### {code_span(path)} waits for a decision"
        edit = f"[Edit the outline]({rendered.facts.edit_url}{quote(path)})"
        before = "If there is no outline yet, run `.venv/bin/views convert` first."
        how = f"{edit}: remove each `?`, or write another word. {before}"
        yield from section(how, doubts, code_span)


def _other_files(rendered: RenderedPreview) -> Iterator[str]:
    """Yield a warning about the files that the pull request changes and no preview shows."""
    paths = [code_span(path) for path in rendered.changed if not _RECORD.fullmatch(path)]
    if paths:
        yield (
            f"> **Besides the record**, this pull request changes {listed(paths, _PATHS_SHOWN)}. The preview shows"
            " none of that: it is made from the record alone, with the code, design and pages of this repository. The"
            f" site that the pull request's own code builds is the artifact `offline-site` of {_run(rendered)}. Nobody"
            " has checked it: when opened, it can run whatever its author likes. Read these files first."
        )


def _page(rendered: RenderedPreview, address: str) -> str:
    note = rendered.pages[address]
    words = linked(address or "/", None if note == "removed" else address, rendered.preview)
    return f"{words} ({note})" if note else words
