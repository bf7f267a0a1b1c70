"""What stands at the address of a page that was renamed or removed."""

from collections.abc import Mapping
from html import escape

from expertviews import addresses, quotes
from expertviews.model import Library, Move
from expertviews.pages import page_text

_INDEXES = {
    "questions": (addresses.QUESTIONS, "All questions"),
    "contributors": (addresses.CONTRIBUTORS, "All contributors"),
    "themes": (addresses.THEMES, "All themes"),
}


def pages(library: Library, *, directories: bool = True) -> Mapping[str, str]:
    """The page of every address that has moved: its path under docs/ and its text."""
    return {_path(move.old): page(move, library, directories=directories) for move in library.moved}


def page(move: Move, library: Library, *, directories: bool = True) -> str:
    """The page at an old address: a way to the new one, which browsers take by themselves, or why there is none."""
    here = _path(move.old)
    if move.new:
        there = addresses.href(here, _path(move.new), directories=directories)
        title, words = "This page has moved", f'It is now at <a href="{there}">{escape(_title(move.new, library))}</a>.'
        sent = {"moved_to": there}
    else:
        title, words, sent = "This page is no longer here", escape(quotes.fold(move.gone or "")), {}
    index, name = _INDEXES[move.old.split("/")[0]]
    links = f'<p><a href="{addresses.href(here, index, directories=directories)}">{name}</a></p>'
    meta = {
        "title": title,
        "description": f"{title}.",
        "hide": ["navigation", "toc"],
        "search": {"exclude": True},
    }
    body = f'# {title} {{: #top_of_page }}\n\n<div class="ev-moved">\n<p>{words}</p>\n{links}\n</div>'
    return page_text({**meta, **sent}, body)


def entry(removed: str) -> str:
    """What to add to the redirects for a page (a path under docs/) that is no longer made."""
    return f"- {{old: {addresses.address(removed)}, new: …}}"


def _path(address: str) -> str:
    return f"{address.removesuffix('/')}.md"


def _title(address: str, library: Library) -> str:
    """The heading of a page of the record; its address where the record hasn't got it."""
    folder, slug = address.removesuffix("/").split("/")
    titles: Mapping[str, Mapping[str, str]] = {
        "questions": {it.slug: it.question for it in library.questions.values()},
        "contributors": {it.slug: it.name for it in library.contributors.values()},
        "themes": {it.slug: it.title for it in library.themes.values()},
    }
    return titles[folder].get(slug, address)
