"""The pages at the addresses of pages that were renamed or removed."""

from collections.abc import Mapping
from html import escape

from expertviews import addresses, quotes
from expertviews.model import Library, Move
from expertviews.pages import page_text
from expertviews.publish import sitemap

_INDEXES = {
    "questions": (addresses.QUESTIONS, "All questions"),
    "contributors": (addresses.CONTRIBUTORS, "All contributors"),
    "themes": (addresses.THEMES, "All themes"),
}


def redirect_pages(library: Library, *, directories: bool = True) -> Mapping[str, str]:
    """The page of every address that has moved: its path under docs/ and its text."""
    titles = {
        **{addresses.question_page(slug): it.question for slug, it in library.questions.items()},
        **{addresses.contributor_page(slug): it.name for slug, it in library.contributors.items()},
        **{addresses.theme_page(slug): it.title for slug, it in library.themes.items()},
    }
    return {_path(move.old): _page(move, titles, directories=directories) for move in library.moved}


def redirect_entry(removed: str) -> str:
    """What to add to the redirects for a page (a path under docs/) that no longer exists."""
    return f"- {{old: {addresses.address(removed)}, new: …}}"


def _page(move: Move, titles: Mapping[str, str], *, directories: bool) -> str:
    """The redirect to the new address, or the reason why there is none."""
    here = _path(move.old)
    title, words = "This page is no longer here", escape(quotes.fold(move.gone or ""))
    redirect: dict[str, str] = {}
    if move.new:
        there = addresses.href(here, _path(move.new), directories=directories)
        name = escape(titles.get(_path(move.new), move.new))
        title, words = "This page has moved", f'It is now at <a href="{there}">{name}</a>.'
        redirect = {"moved_to": there}
    index, index_name = _INDEXES[move.old.split("/")[0]]
    link = f'<p><a href="{addresses.href(here, index, directories=directories)}">{index_name}</a></p>'
    meta = {
        "title": title,
        "description": f"{title}.",
        "hide": ["navigation", "toc"],
        "search": {"exclude": True},
        "robots": sitemap.NOT_LISTED,
    }
    body = f'# {title} {{: #top_of_page }}\n\n<div class="ev-moved">\n<p>{words}</p>\n{link}\n</div>'
    return page_text({**meta, **redirect}, body)


def _path(address: str) -> str:
    return f"{address.removesuffix('/')}.md"
