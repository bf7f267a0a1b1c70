"""What is shown at the address of a page that was renamed or removed."""

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
    titles = {
        **{addresses.question_page(slug): it.question for slug, it in library.questions.items()},
        **{addresses.contributor_page(slug): it.name for slug, it in library.contributors.items()},
        **{addresses.theme_page(slug): it.title for slug, it in library.themes.items()},
    }
    return {_path(move.old): _page(move, titles, directories=directories) for move in library.moved}


def entry(removed: str) -> str:
    """What to add to the redirects for a page (a path under docs/) that is no longer made."""
    return f"- {{old: {addresses.address(removed)}, new: …}}"


def _page(move: Move, titles: Mapping[str, str], *, directories: bool) -> str:
    """A way to the new address, which browsers take by themselves, or why there is none."""
    here = _path(move.old)
    sent: dict[str, str] = {}
    if move.new:
        there = addresses.href(here, _path(move.new), directories=directories)
        title_there = titles.get(_path(move.new), move.new)
        title, words = "This page has moved", f'It is now at <a href="{there}">{escape(title_there)}</a>.'
        sent = {"moved_to": there}
    else:
        title, words = "This page is no longer here", escape(quotes.fold(move.gone or ""))
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


def _path(address: str) -> str:
    return f"{address.removesuffix('/')}.md"
