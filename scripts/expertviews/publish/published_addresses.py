"""Addresses that must last: all that the site has now, and the committed list of those that were published.

An address is that of a page, from the site's root (`themes/energy/`), or with a fragment, of a place in it.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from expertviews import addresses, content, quotes
from expertviews.comparison import forecast_years, themes_in_parts
from expertviews.content import Record
from expertviews.model import Library, View
from expertviews.problems import Place, Problem, shown
from expertviews.publish.redirects import last_slug
from expertviews.quotes import FragmentAliases, Passages, fragments

LIST = content.ADDRESSES
"""The committed list, relative to the root."""

CODES: Mapping[str, str] = {
    "address-vanished": "Published addresses must last, since others link to them. For a page that was renamed or "
    "removed, add an entry to `content/redirects.yml`: it also covers the places on other pages that are named after "
    "the page. Mark any other place that had to go with `gone:` and the reason in `content/addresses.txt`.",
}
"""What each code of this module's problems means."""

_HOME = "./"  # how the list writes the address of the home page, which is empty
_GONE = " gone:"
_PLACES_NAMED_AFTER = {
    "questions": r"(contributors|themes)/.*#{slug}(-p[0-9]+|--.+|-.+-[0-9]+(-[a-z]+)?)?"
    r"|questions/{slug}/.+|themes/[^/]+/{slug}/.*",
    "contributors": r"questions/.*#{slug}|themes/.*#.+--{slug}",
    "themes": r"contributors/.*#.+-{slug}-[0-9]+(-[a-z]+)?|themes/{slug}/.+",
}
"""A pattern of the places on other pages whose ids have a page's slug in them, by the page's folder."""

_REMEDY_PAGE = f"restore it, or say in {content.REDIRECTS} which page replaces it, or why it is gone"
_REMEDY_PLACE = f"restore it, or write `gone:` and the reason after the address in {LIST}"

HEADER = """\
# Addresses that were published. Others link to them, so the checks fail if one would vanish.
# Made by `views addresses --write`, which only adds to it. If a place in a page had to go, write `gone:` and
# the reason after its address; if a page had to go, see content/redirects.yml.
"""


def addresses_of(record: Record) -> frozenset[str]:
    """Return the address of every page made from a record, and of every place in it that can be linked to.

    A file that can't be read has a page without places, one with broken quotations only some, a withdrawn view its own.
    """
    library = record.library.published
    indexes = (addresses.HOME, addresses.QUESTIONS, addresses.CONTRIBUTORS, addresses.THEMES, addresses.LOOKING_AHEAD)
    entities = (of(slug) for folder, of in addresses.PAGES.items() for slug in record.named[folder])
    found = {addresses.address(page) for page in (*indexes, *entities)}
    for slug, question in library.questions.items():
        places = (addresses.proposition_fragment(proposition.id) for proposition in question.propositions)
        found.update(_at(addresses.question_page(slug), places))
    for view in library.views.values():
        found.update(_at(addresses.question_page(view.question), [addresses.answer_fragment(view.contributor)]))
        found.update(_at(addresses.contributor_page(view.contributor), fragments(view)))
        on_themes = (view.question, addresses.theme_answer_fragment(*view.key))
        for theme in {excerpt.theme for excerpt in view.excerpts}:
            found.update(_at(addresses.theme_page(theme), on_themes))
    found.update(addresses.address(addresses.forecasts_page(year)) for year in forecast_years(library))
    return frozenset(found.union(_in_parts(library, themes_in_parts(library))))


def _in_parts(library: Library, themes: Collection[str]) -> Iterator[str]:
    """Yield the addresses of pages of questions under themes, and of places in them, also under previous ids."""
    aliases = FragmentAliases(library.moved)
    for view in library.views.values():
        place = addresses.theme_answer_fragment(*view.key)
        places = (place, *aliases.theme_answer(*view.key))
        for theme in themes:
            page = addresses.theme_part_page(theme, view.question)
            yield addresses.address(page)
            yield from _at(page, places if theme in {excerpt.theme for excerpt in view.excerpts} else ())


def _previous_addresses(library: Library, published: Collection[str]) -> frozenset[str]:
    """Return the addresses of places under previous ids, after pages were renamed or removed, or views changed.

    `published` are addresses that must last.
    """
    aliases = FragmentAliases(library.moved)
    found, lost = set[str](), aliases.lost(library, published)
    for question, contributor in (key for key, view in library.views.items() if view.withdrawn or view.earlier):
        found.update(_at(addresses.contributor_page(contributor), lost((question, contributor))))
        places = (question, addresses.theme_answer_fragment(question, contributor))
        found.update(it for theme in library.themes for it in _at(addresses.theme_page(theme), places))
    for view in library.published.views.values():
        contributor, question = addresses.contributor_page(view.contributor), addresses.question_page(view.question)
        found.update(_at(contributor, _previous_fragments(view, aliases)))
        found.update(_at(question, aliases.answer(view.contributor)))
        for theme in {excerpt.theme for excerpt in view.excerpts}:
            found.update(_at(addresses.theme_page(theme), aliases.view(view.question)))
            found.update(_at(addresses.theme_page(theme), aliases.theme_answer(*view.key)))
    lasting = themes_in_parts(library, published)  # those that the record alone doesn't call for, too
    found.update(addresses.address(addresses.forecasts_page(year)) for year in forecast_years(library, published))
    return frozenset(found.union(_in_parts(library, lasting)))


def page_of(address: str) -> str:
    """Return an address without its fragment."""
    return address.partition("#")[0]


@dataclass(frozen=True)
class PublishedAddress:
    """A line of the committed list, with its number; `gone` is the reason why the address was given up, if it was."""

    line: int
    gone: str = ""


def vanished(root: Path, before: Record | None = None) -> list[Problem]:
    """Return a problem for each address that is listed, or that the record had `before`, and no longer keeps."""
    record, listed = content.load(root), listed_addresses(root)
    made = addresses_of(record)
    kept = _kept(record.library, listed, made)
    promised = {*listed, *(addresses_of(before) if before else ())}
    gone = sorted(address for address in promised if address not in made and address not in kept)
    lost_pages = {address for address in gone if "#" not in address}
    return [
        Problem(
            Place(LIST, listed[address].line if address in listed else 1),
            "address-vanished",
            f"the address `{shown(address, 300)}` no longer exists",
            _REMEDY_PLACE if "#" in address else _REMEDY_PAGE,
        )
        for address in gone
        if "#" not in address or page_of(address) not in lost_pages
    ]


def extended_list(root: Path) -> str:
    """Return the text of the committed list with every address of the record added."""
    listed = listed_addresses(root)
    reasons = {address: f"{_GONE} {line.gone}" for address, line in listed.items() if line.gone}
    extended = sorted({*listed, *addresses_of(content.load(root))})
    return HEADER + "".join(f"{address or _HOME}{reasons.get(address, '')}\n" for address in extended)


def listed_addresses(root: Path) -> dict[str, PublishedAddress]:
    """Read the committed list: its lines by address; none if there is no list."""
    text = (root / LIST).read_text(encoding="utf-8", errors="replace") if (root / LIST).is_file() else ""
    listed = {}
    for number, line in enumerate(text.splitlines(), start=1):
        address, mark, reason = (part.strip() for part in line.partition(_GONE))
        if address and not address.startswith("#"):
            listed["" if address == _HOME else address] = PublishedAddress(number, reason if mark else "")
    return listed


@dataclass(frozen=True)
class KeptAddresses:
    """The addresses that a record keeps alive though it no longer has them: ask with `in`.

    `addresses` are those of pages that moved or are gone, of places given up for a reason, and of places under previous
    ids. `gone` are pages for whose removal there is a reason, which holds for places named after them. `moved` maps a
    page to its successor, which keeps a place on the page alive if it is among the addresses `made` now.
    """

    addresses: frozenset[str]
    gone: frozenset[str] = frozenset()
    moved: Mapping[str, str] = field(default_factory=dict)
    made: Collection[str] = frozenset()

    def __contains__(self, address: object) -> bool:
        """Return whether an address is kept, or is gone together with the page that it is on or named after."""
        former = str(address)
        if former in self.addresses or page_of(former) in self.gone:
            return True
        successor = self._successor(former)
        if successor in self.made or successor in self.addresses:
            return True
        return any(_is_named_after(page, former) for page in self.gone)

    def _successor(self, address: str) -> str:
        """Return where a chain of redirects leads from an address."""
        page, mark, fragment = address.partition("#")
        folder, *slugs = page.strip("/").split("/")
        if len(slugs) == 2:
            above = addresses.followed(f"{folder}/{slugs[0]}/", self.moved)
            own = addresses.followed(f"questions/{slugs[1]}/", self.moved) if folder == "themes" else page
            return f"{above}{last_slug(own)}/{mark}{fragment}"
        return f"{addresses.followed(page, self.moved)}{mark}{fragment}"


def _is_named_after(page: str, address: str) -> bool:
    """Return whether the id of a place is made of the slug of another page."""
    folder, _, slug = page.strip("/").partition("/")
    pattern = _PLACES_NAMED_AFTER.get(folder)
    return bool(pattern and re.fullmatch(pattern.replace("{slug}", re.escape(slug)), address))


def _kept(library: Library, listed: Mapping[str, PublishedAddress], made: Collection[str]) -> KeptAddresses:
    """Return the addresses that a record keeps alive; a redirect without a target or a reason keeps none."""
    moved = [move for move in library.moved if move.new or move.gone]
    alive = {move.old for move in moved} | {address for address, line in listed.items() if line.gone}
    return KeptAddresses(
        frozenset(alive).union(_previous_addresses(library, listed)),
        frozenset(move.old for move in moved if not move.new),
        {move.old: move.new for move in moved if move.new},
        made,
    )


def _previous_fragments(view: View, aliases: FragmentAliases) -> Iterator[str]:
    """Yield the previous ids of a view and of its paragraphs and quotations, up to the first that is broken."""
    yield from aliases.view(view.question)
    for number in range(1, len(view.paragraphs) + 1):
        yield from aliases.paragraph(view.question, number)
    passages = Passages()
    with suppress(quotes.QuoteError):
        yield from (fragment for passage in passages.excerpts(view) for fragment in aliases.passage(passage))
        yield from (fragment for passage in passages.stances(view) for fragment in aliases.passage(passage))


def _at(page: str, fragments: Iterable[str]) -> Iterator[str]:
    yield from (addresses.address(page, fragment) for fragment in fragments)
