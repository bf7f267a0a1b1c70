"""Every address that the site has, and the committed list of those that were published and so must last.

An address is a page's, from the site's root (`themes/energy/`), or that of a place in it, with a fragment.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from expertviews import addresses, quotes, yamltext
from expertviews.model import Library, View
from expertviews.passages import Passages
from expertviews.problems import Place, Problem, ProblemsFound, shown

LIST = "content/addresses.txt"
"""The committed list, relative to the root."""

REDIRECTS = "content/redirects.yml"
"""The file of pages that were renamed or removed, relative to the root; there may be none."""

CODES: Mapping[str, str] = {
    "address-vanished": "Others link to the addresses that were published, so these last. A page that was renamed or "
    "removed leaves an entry in `content/redirects.yml`; a place in a page that had to go is marked in "
    "`content/addresses.txt` with `gone:` and why.",
}
"""What each code of this module's problems means."""

_HOME = "./"  # how the list writes the address of the home page, which is empty

_GONE = " gone:"
_REMEDY_PAGE = f"bring it back, or say in {REDIRECTS} which page took its place, or why it is gone"
_REMEDY_PLACE = f"bring it back, or write in {LIST}, after the address, `gone:` and why"

HEADER = """\
# Addresses that were published. Others link to them, so they last: the checks fail where one would vanish.
# Made by `views addresses --write`, which only ever adds to it. Where a place in a page had to go, write `gone:` and
# why after its address; where a page had to go, see content/redirects.yml.
"""


def addresses_of(library: Library) -> frozenset[str]:
    """The address of every page made from a record and of every place in it that a link may lead to.

    Entities whose references or quotations don't hold are there with the addresses that they do have.
    """
    indexes = (addresses.HOME, addresses.QUESTIONS, addresses.CONTRIBUTORS, addresses.THEMES, addresses.LOOKING_AHEAD)
    found = {addresses.address(page) for page in indexes}
    found.update(_on_question_pages(library))
    found.update(addresses.address(addresses.contributor_page(slug)) for slug in library.contributors)
    found.update(addresses.address(addresses.theme_page(slug)) for slug in library.themes)
    for view in library.views.values():
        found.update(_at(addresses.contributor_page(view.contributor), view_fragments(view)))
        found.update(_on_theme_pages(view))
    return frozenset(found)


def view_fragments(view: View) -> Iterator[str]:
    """The ids of a view on its contributor's page: its own and those of its paragraphs, excerpts and stances."""
    yield addresses.view_fragment(view.question)
    yield from (addresses.paragraph_fragment(view.question, n) for n in range(1, len(view.paragraphs) + 1))
    passages = Passages()
    try:
        yield from (passage.fragment for passage in passages.excerpts(view))
        yield from (passage.fragment for passage in passages.stances(view))
    except quotes.QuoteError:
        return


def page_of(address: str) -> str:
    """The page that an address is on."""
    return address.partition("#")[0]


@dataclass(frozen=True)
class Published:
    """A line of the committed list: `gone` says why a place in a page is no more, where somebody decided so."""

    line: int
    gone: str = ""


def read_list(text: str) -> dict[str, Published]:
    """The addresses of a committed list."""
    found = {}
    for number, line in enumerate(text.splitlines(), start=1):
        address, mark, reason = (part.strip() for part in line.partition(_GONE))
        if address and not address.startswith("#"):
            found["" if address == _HOME else address] = Published(number, reason if mark else "")
    return found


def write_list(published: Mapping[str, Published], more: Iterable[str]) -> str:
    """The text of the committed list with more addresses; what stands there stays, with its reasons."""
    reasons = {address: f"{_GONE} {it.gone}" for address, it in published.items() if it.gone}
    everything = sorted({*published, *more})
    return HEADER + "".join(f"{address or _HOME}{reasons.get(address, '')}\n" for address in everything)


def kept(files: Mapping[str, bytes]) -> frozenset[str]:
    """The addresses that a record (path → bytes) keeps alive: pages by a redirect or tombstone, places by a reason."""
    listed = read_list(files.get(LIST, b"").decode("utf-8", "replace"))
    return frozenset(_moved(files.get(REDIRECTS, b""))) | {address for address, it in listed.items() if it.gone}


def vanished(
    listed: Mapping[str, Published], before: Iterable[str], made: Collection[str], alive: Collection[str]
) -> list[Problem]:
    """A problem for each address that is listed or was there before, isn't made any more, and isn't kept alive."""
    gone = sorted(it for it in {*listed, *before} if it not in made and not {it, page_of(it)} & set(alive))
    lost_pages = {it for it in gone if "#" not in it}
    return [
        Problem(
            Place(LIST, listed[address].line if address in listed else 1),
            "address-vanished",
            f"nothing has the address `{shown(address, 300)}` any more",
            _REMEDY_PLACE if "#" in address else _REMEDY_PAGE,
        )
        for address in gone
        if "#" not in address or page_of(address) not in lost_pages
    ]


def _moved(redirects: bytes) -> Iterator[str]:
    """The pages that a file of redirects has an entry for."""
    try:
        data = yamltext.parse(redirects.decode("utf-8-sig"), REDIRECTS).data
    except (ProblemsFound, UnicodeDecodeError):
        return
    moved = data.get("moved") if isinstance(data, dict) else None
    for move in moved if isinstance(moved, list) else ():
        if isinstance(move, dict) and (move.get("new") or move.get("gone")):
            yield str(move.get("old"))


def _on_question_pages(library: Library) -> Iterator[str]:
    for slug, question in library.questions.items():
        page = addresses.question_page(slug)
        yield addresses.address(page)
        yield from _at(page, (addresses.proposition_fragment(it.id) for it in question.propositions))
    for view in library.views.values():
        yield from _at(addresses.question_page(view.question), [addresses.answer_fragment(view.contributor)])


def _on_theme_pages(view: View) -> Iterator[str]:
    for theme in {excerpt.theme for excerpt in view.excerpts}:
        fragments = (view.question, addresses.theme_answer_fragment(view.question, view.contributor))
        yield from _at(addresses.theme_page(theme), fragments)


def _at(page: str, fragments: Iterable[str]) -> Iterator[str]:
    yield from (f"{addresses.address(page)}#{fragment}" for fragment in fragments)
