"""Renders a preview from a pull request's record, with this project's own code, templates, styles and pages.

No page, script, style or picture from a stranger is served, only words, which the pages escape as always. Rendering
needs no token and gets none.
"""

import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from expertviews import changes, checks, content, convert, git
from expertviews.changes import ChangeReport
from expertviews.content import documents
from expertviews.engines import build_apart
from expertviews.previews import branch, comment, marking, proposal
from expertviews.previews.branch import ServedFiles
from expertviews.previews.comment import RenderedPreview
from expertviews.previews.proposal import PullFacts
from expertviews.problems import Place, Problem, ProblemsFound
from expertviews.publish import published_addresses

SITE = "site"
COMMENT = "comment.md"

_HOME = "index.html"
_ADDRESS = re.compile(r"(?!404\.html$)[a-z0-9/._-]{0,500}")
"""The addresses of pages that are listed; they need no escaping."""

MOST_BYTES_OF_PREVIEWS = 600_000_000
"""The limit of all previews together: GitHub Pages serves 1 GB at most, and the published site needs room."""

CODES = {"no-room": "The previews of all open pull requests together would have more bytes than GitHub Pages serves."}
"""What each code of this module's problems means."""


def render_preview(root: Path, facts: PullFacts, to: Path) -> RenderedPreview:
    """Render the pull request that was fetched into `root`: its marked site and its comment, in a new folder `to`.

    `root` is a checkout of this project. There is no site if the record has problems. Raises git.GitError.
    """
    to.mkdir(parents=True)
    try:
        with _project(root, proposal.proposed_record(root)) as project:
            rendered = _render(facts, root, project, to / SITE)
    except ProblemsFound as error:
        rendered = RenderedPreview(facts, problems=error.problems)
    if rendered.has_site:
        label = marking.link(facts.pull.html_url, f"pull request #{facts.pull.number}")
        marking.mark(to / SITE, label, facts.published, facts.served)
    (to / COMMENT).write_text(comment.body(rendered), encoding="utf-8")
    return rendered


@contextmanager
def _project(root: Path, record: changes.RecordFiles) -> Iterator[Path]:
    """Yield a temporary folder with the committed project and another record."""
    with tempfile.TemporaryDirectory(prefix="expertviews-") as name:
        project = Path(name).resolve()
        git.run(root, "checkout-index", "--all", f"--prefix={project}/")
        proposal.write_record(project, record)
        yield project


def _render(facts: PullFacts, root: Path, project: Path, site: Path) -> RenderedPreview:
    """Convert, check and build a project with the record of a pull request."""
    changed, converted = proposal.changed_paths(root), convert.convert(project)
    problems = {*converted.problems, *checks.check(content.load(project))}
    base = proposal.base_record(root)
    lost = published_addresses.vanished(project, content.load_bytes(base))
    paths = set(changed)
    waiting = [it for it in converted.waiting if {it.path, f"{documents.SEEDS}/{it.document}"} & paths]
    rendered = RenderedPreview(
        facts,
        changes=changes.compare(base, changes.record_files(project)),
        changed=changed,
        # A lost address fails the pull request's checks, but doesn't prevent a preview.
        problems=tuple(sorted({*problems, *lost})),
        waiting={it.path: [str(doubt) for doubt in convert.doubts_of(it)] for it in waiting},
    )
    if problems:
        return rendered
    output = build_apart(project, site)
    no_room = () if output else _no_room(site, len(branch.previews(facts.served) - {facts.pull.number}))
    if output or no_room:
        shutil.rmtree(site, ignore_errors=True)
        return replace(rendered, problems=(*rendered.problems, *no_room), output=output)
    return replace(rendered, has_site=True, pages=differing_pages(site, facts.served, rendered.changes))


def differing_pages(site: Path, served: ServedFiles, report: ChangeReport | None = None) -> Mapping[str, str]:
    """List the addresses of pages that differ from the published ones, with a note; none if no site is published.

    Those that the report names come first, those deeper in the site last. The site must not be marked yet.
    """
    built = {path: git.blob_id(file.read_bytes()) for path, file in branch.plain_files(site).items() if _is_page(path)}
    published = {path: blob for path, blob in served.items() if _is_page(path)}
    if _HOME not in published:
        return {}
    notes = {
        marking.address_of(path): "removed" if path not in built else "new" if path not in published else ""
        for path, _ in built.items() ^ published.items()
    }
    named = {(it.address or "").partition("#")[0] for it in (report.changes if report else ())}
    order = sorted(filter(_ADDRESS.fullmatch, notes), key=lambda it: (it not in named, it.count("/") > 2, it))
    return {address: notes[address] for address in order}


def _is_page(path: str) -> bool:
    return path.endswith(".html") and branch.number_of(path) is None


def _no_room(site: Path, others: int) -> tuple[Problem, ...]:
    """Return a problem if this preview and as many `others` of its size would be too large together."""
    size = sum(path.stat().st_size for path in branch.plain_files(site).values())
    if size * (others + 1) <= MOST_BYTES_OF_PREVIEWS:
        return ()
    what = f"with this preview, all previews may exceed the limit of {MOST_BYTES_OF_PREVIEWS:,} bytes"
    remedy = "close or merge another pull request, and run this again" if others else "make the site smaller"
    return (Problem(Place(SITE), "no-room", what, remedy),)
