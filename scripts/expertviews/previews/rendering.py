"""A preview rendered from a pull request's record alone, with this project's own code, templates, styles and pages.

So no page, script, style or picture of a stranger's making is served: of theirs there are only words, which the pages
escape as they do everybody's. No token is needed here, and none is known.
"""

import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from expertviews import changes, checks, content, convert, git
from expertviews.content import documents
from expertviews.previews import branch, comment, marking, proposal
from expertviews.previews.branch import ServedFiles
from expertviews.previews.comment import Rendered
from expertviews.previews.proposal import PullFacts, RecordFiles
from expertviews.problems import Place, Problem, ProblemsFound
from expertviews.publish import build_site

SITE = "site"
COMMENT = "comment.md"

MOST_BYTES_OF_PREVIEWS = 600_000_000
"""Of all previews together: GitHub Pages serves 1 GB at most, and the published site must have room."""

CODES = {
    "no-room": "The previews of all open pull requests together would have more bytes than GitHub Pages serves.",
}
"""What each code of this module's problems means."""

_HOME = "index.html"
_ADDRESS = re.compile(r"[a-z0-9/._-]{0,500}")


def render(root: Path, pull: PullFacts, to: Path) -> Rendered:
    """Renders the pull request that was fetched into `root`: its marked site and its comment, in a new folder `to`.

    `root` is a checkout of this project. Where the record has problems there is no site. Raises git.GitError.
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
def _project(root: Path, record: RecordFiles) -> Iterator[Path]:
    """The project as it is committed, with another record, in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="expertviews-") as name:
        project = Path(name).resolve()
        git.run(root, "checkout-index", "--all", f"--prefix={project}/")
        proposal.write_record(project, record)
        yield project


def _rendered(pull: PullFacts, root: Path, project: Path, site: Path) -> Rendered:
    changed, drafted = proposal.changed_paths(root), convert.convert(project)
    drafting, problems = drafted.problems, checks.check(content.load(project))
    base, record = proposal.base_record(root), changes.record_files(project)
    own = [it for it in drafted.waiting if {it.path, f"{documents.FOLDER}/{it.document}"} & set(changed)]
    rendered = Rendered(
        pull,
        changes=changes.compare(base, record),
        changed=changed,
        # An address that would vanish fails the pull request's checks, but can be looked at.
        problems=tuple(sorted({*drafting, *problems, *changes.lost_addresses(base, record)})),
        waiting={it.path: [str(doubt) for doubt in convert.doubts_of(it)] for it in own},
    )
    if drafting or problems:
        return rendered
    output = build_site(project, site)
    no_room = () if output else _no_room(site, pull.other_previews)
    if output or no_room:
        shutil.rmtree(site, ignore_errors=True)
        return replace(rendered, problems=(*rendered.problems, *no_room), output=output)
    return replace(rendered, has_site=True, changes=with_pages(rendered.changes, site, pull.served))


def _no_room(site: Path, others: int) -> tuple[Problem, ...]:
    """A problem where so many other previews as large as this one would be more than is served."""
    size = sum(path.stat().st_size for path in branch.plain_files(site).values())
    if size * (others + 1) <= MOST_BYTES_OF_PREVIEWS:
        return ()
    what = f"with this one, previews would have more than the {MOST_BYTES_OF_PREVIEWS:,} bytes that are served"
    remedy = "close or merge another pull request, and run this again" if others else "make the site smaller"
    return (Problem(Place(SITE), "no-room", what, remedy),)


def with_pages(found: changes.ChangeReport, site: Path, served: ServedFiles) -> changes.ChangeReport:
    """The changes with the pages whose bytes differ: first those that they name themselves, then others.

    `site` is built and not marked yet. Where no site is published, the changes stay as they are.
    """
    if _HOME not in served:
        return found
    differing = {page.address: page for page in _differing(site, served)}
    named = [page for page in found.pages if page.address in differing]
    others = changes.in_order(differing[at] for at in differing.keys() - {page.address for page in named})
    return found.model_copy(update=changes.counted_list("pages", [*named, *others]))


def _differing(site: Path, served: ServedFiles) -> Iterator[changes.ChangedPage]:
    """The pages of a site that are new, gone or have other bytes than those that are served."""
    algorithm = "sha256" if len(served[_HOME]) == 64 else "sha1"
    pages = {path: file for path, file in branch.plain_files(site).items() if path.endswith(".html")}
    for path in sorted({*pages, *served} - {"404.html"}):
        address = marking.address_of(path)
        if not _ADDRESS.fullmatch(address):
            continue
        if path not in pages:
            yield changes.ChangedPage(address=address, what="removed")
        elif path not in served:
            yield changes.ChangedPage(address=address, what="added")
        elif git.blob_id(pages[path].read_bytes(), algorithm) != served[path]:
            yield changes.ChangedPage(address=address, what="changed")
