"""A preview rendered of a pull request's record alone, with this project's own code, templates, styles and pages.

So no page, script, style or picture of a stranger's making is served: of theirs there are only words, which the pages
make inert as they do everybody's. No token is needed here, and none is known.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from expertviews import changes, checks, content, convert, git
from expertviews.content import documents
from expertviews.pages.wording import listed
from expertviews.previews import branch, comment, different, facts, marking
from expertviews.previews.comment import Told, Waiting
from expertviews.previews.facts import Facts, Files
from expertviews.problems import Place, Problem
from expertviews.publish import engine

SITE = "site"
COMMENT = "comment.md"

MOST_BYTES_OF_PREVIEWS = 600_000_000
"""Of all previews together: GitHub Pages serves 1 GB at most, and the published site must have room."""

CODES = {
    "no-room": "The previews of all open pull requests together would have more bytes than GitHub Pages serves.",
}
"""What each code of this module's problems means."""


def render(root: Path, inspected: Path, to: Path) -> Told:
    """Renders the pull request that `inspected` tells of: its marked site and its comment, in a new folder `to`.

    `root` is a checkout of this project. Where the record has problems there is no site. Raises git.GitError.
    """
    known = facts.read(inspected)
    to.mkdir(parents=True)
    with _project(root, inspected) as project:
        base = changes.record_files(inspected / facts.BASE)
        told = Told(known) if known.refused else _rendered(known, base, project, to / SITE)
    if told.has_site:
        preview = marking.Preview(f"pull request #{known.number}", known.url, known.published)
        marking.mark(to / SITE, preview, known.served)
    (to / COMMENT).write_text(comment.body(told), encoding="utf-8")
    return told


@contextmanager
def _project(root: Path, inspected: Path) -> Iterator[Path]:
    """The project as it is committed, with another record, in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="expertviews-") as name:
        project = Path(name).resolve()
        git.run(root, "checkout-index", "--all", f"--prefix={project}/")
        facts.write_record(project, changes.record_files(inspected / facts.PROPOSED))
        yield project


def _rendered(known: Facts, base: Files, project: Path, site: Path) -> Told:
    committed = set(content.paths(project))
    drafted = convert.convert(project)
    drafting, problems = drafted.problems, checks.check(content.load(project))
    record = changes.record_files(project)
    # An address that would vanish fails the pull request's checks, but can be looked at.
    everything = tuple(sorted({*drafting, *problems, *changes.lost_addresses(base, record)}))
    own = (it for it in drafted.waiting if {it.path, f"{documents.FOLDER}/{it.document}"} & set(known.changed.ids))
    waiting = tuple(Waiting(it.path, it.path in committed, tuple(map(str, convert.doubts_of(it)))) for it in own)
    told = Told(known, changes=changes.compare(base, record), problems=everything, waiting=waiting)
    if drafting or problems:
        return told
    output = engine.build(project, site)
    lacking = () if output else _lacking_room(known, site)
    if output or lacking:
        shutil.rmtree(site, ignore_errors=True)
        return replace(told, problems=(*everything, *lacking), output=output)
    return replace(told, has_site=True, changes=different.with_pages(told.changes, site, known.served))


def _lacking_room(known: Facts, site: Path) -> tuple[Problem, ...]:
    """A problem where a site and the previews of other pull requests are more than is served."""
    if branch.size_of(site) + sum(known.others.values()) <= MOST_BYTES_OF_PREVIEWS:
        return ()
    largest = sorted(known.others, key=lambda other: -known.others[other])[:3]
    what = f"with this one, previews would have more than the {MOST_BYTES_OF_PREVIEWS:,} bytes that are served"
    remedy = f"close or merge another, such as {listed([f'#{other}' for other in largest])}, and run this again"
    return (Problem(Place(SITE), "no-room", what, remedy if largest else "make the site smaller"),)
