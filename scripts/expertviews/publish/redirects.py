"""Pages at the former addresses of pages that were renamed or removed."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from html import escape
from itertools import product

from markupsafe import Markup

from expertviews import addresses, quotes
from expertviews.model import Library, Move
from expertviews.pages import page_text
from expertviews.publish import sitemap
from expertviews.wording import Language, marked, wording

_INDEXES = {
    "questions": (addresses.QUESTIONS, marked("All questions")),
    "contributors": (addresses.CONTRIBUTORS, marked("All contributors")),
    "themes": (addresses.THEMES, marked("All themes")),
}


def redirect_pages(
    library: Library, made: Collection[str], language: str = "en", *, directories: bool = True
) -> Mapping[str, str]:
    """Return the text of a page for every address that has moved or is gone, by path under docs/.

    `made` are the paths of all other pages: those beneath a page that has moved had other addresses, too.
    """
    titles = addresses.page_titles(library)
    moves = [*library.moved, *_beneath(library.moved, made)]
    return {_path(move.old): _page(move, titles, wording(language).language, directories=directories) for move in moves}


def _beneath(moved: Collection[Move], made: Collection[str]) -> Iterator[Move]:
    """Yield a move for each former address of a page beneath a moved one, as of a proposition or a part of a theme."""
    new = {move.old: move.new for move in moved if move.new}
    former: dict[str, list[str]] = defaultdict(list)
    for old in new:
        former[addresses.followed(old, new)].append(last_slug(old))
    for page in made if former else ():
        folder, *slugs = page.removesuffix(".md").split("/")
        if len(slugs) == 2 and folder in _INDEXES:
            firsts = [slugs[0], *former[f"{folder}/{slugs[0]}/"]]
            seconds = [slugs[1], *(former[f"questions/{slugs[1]}/"] if folder == "themes" else ())]
            olds = {f"{folder}/{first}/{second}/" for first, second in product(firsts, seconds)}
            for old in sorted(olds - {addresses.address(page)}):
                yield Move.model_construct(old=old, new=addresses.address(page), gone=None)


def last_slug(address: str) -> str:
    """Return the last part of a page's address."""
    return address.strip("/").rpartition("/")[2]


def redirect_entry(removed: str) -> str:
    """Return what to add to the redirects for a page (a path under docs/) that no longer exists."""
    return f"- {{old: {addresses.address(removed)}, new: …}}"


def _page(move: Move, titles: Mapping[str, str], language: Language, *, directories: bool) -> str:
    """Return the text of a page that redirects to the new address, or says why there is none."""
    here = _path(move.old)
    title, words = language.gettext("This page is no longer here"), escape(quotes.fold(move.gone or ""))
    redirect: dict[str, str] = {}
    if move.new:
        there = addresses.href(here, _path(move.new), directories=directories)
        new = Markup('<a href="{}">{}</a>').format(there, titles.get(_path(move.new), move.new))
        title = language.gettext("This page has moved")
        gettext = language.in_html["gettext"]
        words = gettext("It is now at %(link)s.", link=new)
        redirect = {"moved_to": there}
    index, index_name = _INDEXES[move.old.split("/")[0]]
    index_address = addresses.href(here, index, directories=directories)
    link = f'<p><a href="{index_address}">{escape(language.gettext(index_name))}</a></p>'
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
