"""Renders a preview from a pull request's record, with this project's own code, templates, styles and pages.

No page, script, style or picture from a stranger is served, only words, which the pages escape as always. Rendering
needs no token and gets none.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from expertviews import changes, checks, content, convert, git
from expertviews.content import documents
from expertviews.previews import branch, comment, marking, proposal
from expertviews.previews.comment import Rendered
from expertviews.previews.page_diff import changed_pages
from expertviews.previews.proposal import PullFacts
from expertviews.problems import Place, Problem, ProblemsFound
from expertviews.publish import build_site, published_addresses

SITE = "site"
COMMENT = "comment.md"

MOST_BYTES_OF_PREVIEWS = 600_000_000
"""Of all previews together: GitHub Pages serves 1 GB at most, and the published site needs room."""

CODES = {
    "no-room": "The previews of all open pull requests together would have more bytes than GitHub Pages serves.",
}
"""What each code of this module's problems means."""


def render_preview(root: Path, pull: PullFacts, to: Path) -> Rendered:
    """Renders the pull request that was fetched into `root`: its marked site and its comment, in a new folder `to`.

    `root` is a checkout of this project. There is no site if the record has problems. Raises git.GitError.
    """
    to.mkdir(parents=True)
    try:
        with _project(root, proposal.proposed_record(root)) as project:
            rendered = _rendered(pull, root, project, to / SITE)
    except ProblemsFound as found:
        rendered = Rendered(pull, refused=found.problems)
    if rendered.has_site:
        label = marking.link(pull.url, f"pull request #{pull.number}")
        marking.mark(to / SITE, label, pull.published, pull.served)
    (to / COMMENT).write_text(comment.body(rendered), encoding="utf-8")
    return rendered


@contextmanager
def _project(root: Path, record: changes.RecordFiles) -> Iterator[Path]:
    """The committed project with another record, in a temporary folder."""
    with tempfile.TemporaryDirectory(prefix="expertviews-") as name:
        project = Path(name).resolve()
        git.run(root, "checkout-index", "--all", f"--prefix={project}/")
        proposal.write_record(project, record)
        yield project


def _rendered(pull: PullFacts, root: Path, project: Path, site: Path) -> Rendered:
    changed, drafted = proposal.changed_paths(root), convert.convert(project)
    drafting, problems = drafted.problems, checks.check(content.load(project))
    base, record = proposal.base_record(root), changes.record_files(project)
    lost = published_addresses.vanished(project, content.load_bytes(base))
    own = [it for it in drafted.waiting if {it.path, f"{documents.SEEDS}/{it.document}"} & set(changed)]
    rendered = Rendered(
        pull,
        changes=changes.compare(base, record),
        changed=changed,
        # A lost address fails the pull request's checks, but doesn't prevent a preview.
        problems=tuple(sorted({*drafting, *problems, *lost})),
        waiting={it.path: [str(doubt) for doubt in convert.doubts_of(it)] for it in own},
    )
    if drafting or problems:
        return rendered
    output = build_site(project, site)
    no_room = () if output else _no_room(site, pull.other_previews)
    if output or no_room:
        shutil.rmtree(site, ignore_errors=True)
        return replace(rendered, problems=(*rendered.problems, *no_room), output=output)
    named = {(it.address or "").partition("#")[0] for it in rendered.changes.changes}
    return replace(rendered, has_site=True, pages=changed_pages(site, pull.served, first=named))


def _no_room(site: Path, others: int) -> tuple[Problem, ...]:
    """A problem if this preview and as many others of its size would be too large together."""
    size = sum(path.stat().st_size for path in branch.plain_files(site).values())
    if size * (others + 1) <= MOST_BYTES_OF_PREVIEWS:
        return ()
    what = f"with this preview, all previews may exceed the limit of {MOST_BYTES_OF_PREVIEWS:,} bytes"
    remedy = "close or merge another pull request, and run this again" if others else "make the site smaller"
    return (Problem(Place(SITE), "no-room", what, remedy),)
