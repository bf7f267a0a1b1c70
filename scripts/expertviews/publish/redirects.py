"""What is shown at the address of a page that was renamed or removed."""

from collections.abc import Mapping
from html import escape

from expertviews import addresses, quotes
from expertviews.model import Library, Move
from expertviews.pages import frontmatter

_INDEXES = {
    "questions": (addresses.QUESTIONS, "All questions"),
    "contributors": (addresses.CONTRIBUTORS, "All contributors"),
    "themes": (addresses.THEMES, "All themes"),
}


def pages(library: Library, *, directories: bool = True) -> Mapping[str, str]:
    """The page of every address that has moved: its path under docs/ and its text."""
    return {_path(move.old): _page(move, library, directories=directories) for move in library.moved}


def entry(removed: str) -> str:
    """What to add to the redirects for a page (a path under docs/) that is no longer made."""
    return f"- {{old: {addresses.address(removed)}, new: …}}"


def _page(move: Move, library: Library, *, directories: bool) -> str:
    """A way to the new address, which browsers take by themselves, or why there is none."""
    here = _path(move.old)
    sent: dict[str, frontmatter.Value] = {}
    if move.new:
        there = addresses.href(here, _path(move.new), directories=directories)
        title, words = "This page has moved", f'It is now at <a href="{there}">{escape(_title(move.new, library))}</a>.'
        sent = {"moved_to": there}
    else:
        title, words = "This page is no longer here", escape(quotes.fold(move.gone or ""))
    index, name = _INDEXES[move.old.split("/")[0]]
    links = f'<p><a href="{addresses.href(here, index, directories=directories)}">{name}</a></p>'
    meta: dict[str, frontmatter.Value] = {
        "title": title,
        "description": f"{title}.",
        "hide": ["navigation", "toc"],
        "search": {"exclude": True},
    }
    body = f'# {title} {{: #top_of_page }}\n\n<div class="ev-moved">\n<p>{words}</p>\n{links}\n</div>'
    return frontmatter.page({**meta, **sent}, body)


def _path(address: str) -> str:
    return f"{address.removesuffix('/')}.md"


def _title(address: str, library: Library) -> str:
    """The heading of a page of the record; its address where the record hasn't got it."""
    folder, slug = address.removesuffix("/").split("/")
    if folder == "questions" and slug in library.questions:
        return library.questions[slug].question
    if folder == "contributors" and slug in library.contributors:
        return library.contributors[slug].name
    return library.themes[slug].title if folder == "themes" and slug in library.themes else address
