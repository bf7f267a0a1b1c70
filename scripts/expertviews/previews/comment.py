"""The one comment on a pull request: where its preview is, its problems, and what it changes."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from expertviews import changes
from expertviews.changes import ChangeReport, code
from expertviews.pages.wording import listed
from expertviews.previews.facts import Facts
from expertviews.problems import Problem, counted

MARK = "<!-- expert-views: preview -->"
"""What our comment starts with, and is known by."""

_END_OF_HEAD = "<!-- end -->"
_LONGEST = 60_000  # characters; GitHub takes 65,536
_PROBLEMS_SHOWN = 20
_PATHS_SHOWN = 5
_DOUBTS_SHOWN = 20
_RECORD = re.compile(r"(content|seeds)/.+")
"""The files that a preview is rendered of."""
_CLOSED = "## Pull request #"
_SPAN = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)")
_ASIDE = re.compile(r"\0([0-9]+)\0")
_LINK = re.compile(r"\[(\0[0-9]+\0)\]\(([^()\s]*)\)")


@dataclass(frozen=True)
class Waiting:
    """An outline of the pull request that waits: its path, whether the pull request has it, and its doubts."""

    path: str
    committed: bool
    doubts: Sequence[str]


@dataclass(frozen=True)
class Told:
    """What the comment is made of, beside the facts: what rendering has found.

    `output` is the end of that of a build that failed for another reason than the problems.
    """

    facts: Facts
    has_site: bool = False
    changes: ChangeReport = field(default_factory=ChangeReport)
    problems: Sequence[Problem] = ()
    waiting: Sequence[Waiting] = ()
    output: Sequence[str] = ()


def body(told: Told) -> str:
    """The comment's text. Nothing in it that a stranger wrote is markup, a link or a mention."""
    parts = [
        MARK,
        _head(told),
        _END_OF_HEAD,
        *_problems(told),
        *_waiting(told),
        *_output(told),
        *_altered(told),
        *_beyond(told),
    ]
    if not told.facts.refused:
        preview = told.facts.preview_url
        parts.append(changes.markdown(told.changes, lambda address: preview + address if told.has_site else ""))
    text = "\n\n".join(part.strip() for part in parts) + "\n"
    if len(text) <= _LONGEST:
        return text
    return text[:_LONGEST].rsplit("\n", 1)[0] + f"\n\n… cut here; {_run(told)} has the whole.\n"


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


def _run(told: Told) -> str:
    return f"[the run]({told.facts.run_url})"


def _head(told: Told) -> str:
    number, commit = told.facts.number, f"commit `{told.facts.head_sha[:7]}`"
    if told.facts.refused:
        reasons = "\n".join(f"- {code(str(problem), 400)}" for problem in told.facts.refused)
        return (
            f"## What was handed over for pull request #{number} was refused\n\n"
            f"At {commit}, {_run(told)} should have handed over the files of the record.{_earlier(told)}\n\n{reasons}"
        )
    return "\n\n".join(_built(told, commit) if told.has_site else _not_built(told, commit))


def _built(told: Told, commit: str) -> Iterator[str]:
    yield f"## Preview of pull request #{told.facts.number}"
    yield f"**[Open the preview]({told.facts.preview_url})**, of {commit}. It may take a minute to be served."
    if told.facts.failed or told.problems:
        yield f"**Its checks failed.** {_why(told)}"
    if not told.facts.pages_on:
        yield (
            "GitHub Pages is not switched on here, so that the preview can't be opened yet:"
            " in Settings → Pages, choose “GitHub Actions” as the source."
        )


def _not_built(told: Told, commit: str) -> Iterator[str]:
    yield f"## Pull request #{told.facts.number} has no preview yet"
    yield f"At {commit}, no site can be made of the record. {_why(told)}{_earlier(told)}"


def _earlier(told: Told) -> str:
    return " The preview of an earlier commit stays as it is." if told.facts.earlier_preview else ""


def _why(told: Told) -> str:
    """Where to read why something failed."""
    if told.problems:
        return f"What is wrong, and what to do about it, stands below; {_run(told)} shows it at its place."
    if told.output:
        return "The end of the build's output stands below."
    return f"{_run(told).replace('the', 'The', 1)} says why."


def _problems(told: Told) -> list[str]:
    if not told.problems:
        return []
    shown = told.problems[:_PROBLEMS_SHOWN]
    lines = [f"- {code(str(it.place))}: {code(it.what)} ({code(it.remedy)})" for it in shown]
    beyond = len(told.problems) - len(shown)
    more = [f"- … and {beyond:,} more"] if beyond > 0 else []
    return [f"### {counted(len(told.problems), 'problem')}", "\n".join([*lines, *more])]


def _waiting(told: Told) -> list[str]:
    """What a reviewer has to decide before documents become drafts, and where."""
    parts: list[str] = []
    for it in told.waiting:
        where = code(it.path)
        edit = f"[Edit the outline]({told.facts.edit_url}{quote(it.path)})" if it.committed else ""
        how = f"{edit}: take each `?` away, or write another word." if edit else "Run `views convert` and commit it."
        shown = [f"- {code(doubt, 300)}" for doubt in it.doubts[:_DOUBTS_SHOWN]]
        beyond = len(it.doubts) - len(shown)
        more = [f"- … and {beyond:,} more"] if beyond > 0 else []
        parts += [f"### {where} waits for a decision", how, "\n".join([*shown, *more])]
    return parts


def _output(told: Told) -> list[str]:
    if not told.output:
        return []
    return ["### The end of the build", "\n".join(f"- {code(line, 500)}" for line in told.output)]


def _altered(told: Told) -> list[str]:
    """A warning where what is told below may not be what the pull request has."""
    if told.facts.refused or not told.facts.altered:
        return []
    return [
        f"> **Not as the pull request has it**: {_paths(told.facts.altered)}. Merging altered it, or else the pull"
        " request's own code. Compare it with the files of the pull request."
    ]


def _beyond(told: Told) -> list[str]:
    """What the pull request changes that no preview shows."""
    changed = told.facts.changed
    others = [path for path in changed.ids if not _RECORD.fullmatch(path)]
    if not others and changed.all_listed:
        return []
    paths = _paths(others, all_listed=changed.all_listed)
    return [
        f"> **Beyond the record**, this pull request changes {paths}. The preview has none of that: it is made of the"
        " record alone, with the code, design and pages of this repository. The site as the pull request's own code"
        f" builds it is the artifact `offline-site` of {_run(told)}. Nobody has checked that one: opened, it may run"
        " whatever its author likes. Read these files first."
    ]


def _paths(paths: Sequence[str], *, all_listed: bool = True) -> str:
    shown = [code(path) for path in paths[:_PATHS_SHOWN]]
    if len(paths) > _PATHS_SHOWN:
        shown.append(f"{len(paths) - _PATHS_SHOWN:,} more")
    if not all_listed:
        shown.append("more files than GitHub lists")
    return listed(shown)
