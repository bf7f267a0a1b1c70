"""Addresses that must last: all that the site has now, and the committed list of those that were published.

An address starts at the site's root: of a page (`themes/energy/`), or, with a fragment, of a place in it.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
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

_HOME = "./"  # in the list, the address of the home page, which is empty
_GONE = " gone:"
_PLACES_NAMED_AFTER = {
    "questions": r"(contributors|themes)/.*#{slug}(-p[0-9]+|--.+|-.+-[0-9]+(-[a-z]+)?)?"
    r"|questions/{slug}/.+|themes/[^/]+/{slug}/.*",
    "contributors": r"questions/.*#{slug}|themes/.*#.+--{slug}",
    "themes": r"contributors/.*#.+-{slug}-[0-9]+(-[a-z]+)?|themes/{slug}/.+",
}
"""The places on other pages with a page's slug in their ids, by the page's folder."""

_REMEDY_PAGE = f"restore it, or say in {content.REDIRECTS} which page replaces it, or why it is gone"
_REMEDY_PLACE = f"restore it, or write `gone:` and the reason after the address in {LIST}"

HEADER = """\
# Addresses that were published. Others link to them, so the checks fail if one would vanish.
# Made by `views addresses --write`, which only adds to it. If a place in a page had to go, write `gone:` and
# the reason after its address; if a page had to go, see content/redirects.yml.
"""


def addresses_of(record: Record) -> frozenset[str]:
    """The address of every page made from a record, and of every place in it that can be linked to.

    A file that can't be read has its page, but no places in it; one with broken quotations has only some of them. A
    withdrawn view has only its own.
    """
    library = record.library.published
    indexes = (addresses.HOME, addresses.QUESTIONS, addresses.CONTRIBUTORS, addresses.THEMES, addresses.LOOKING_AHEAD)
    entities = (of(slug) for folder, of in addresses.PAGES.items() for slug in record.named[folder])
    found = {addresses.address(page) for page in (*indexes, *entities)}
    for slug, question in library.questions.items():
        places = (addresses.proposition_fragment(it.id) for it in question.propositions)
        found.update(_at(addresses.question_page(slug), places))
    for view in library.views.values():
        found.update(_at(addresses.question_page(view.question), [addresses.answer_fragment(view.contributor)]))
        found.update(_at(addresses.contributor_page(view.contributor), fragments(view)))
        on_themes = (view.question, addresses.theme_answer_fragment(*view.key))
        for theme in {excerpt.theme for excerpt in view.excerpts}:
            found.update(_at(addresses.theme_page(theme), on_themes))
    found.update(addresses.address(addresses.forecasts_page(it)) for it in forecast_years(library))
    return frozenset(found.union(_in_parts(library, themes_in_parts(library))))


def _in_parts(library: Library, themes: Collection[str]) -> Iterator[str]:
    """The pages of questions under themes, and the places in them, by their previous ids, too."""
    aliases = FragmentAliases(library.moved)
    for view in library.views.values():
        place = addresses.theme_answer_fragment(*view.key)
        places = (place, *aliases.theme_answer(*view.key))
        for theme in themes:
            page = addresses.theme_part_page(theme, view.question)
            yield addresses.address(page)
            yield from _at(page, places if theme in {excerpt.theme for excerpt in view.excerpts} else ())


def _previous_addresses(library: Library, published: Collection[str]) -> frozenset[str]:
    """The addresses of places under previous ids: where a page was renamed or removed, or a view amended or withdrawn.

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
    found.update(addresses.address(addresses.forecasts_page(it)) for it in forecast_years(library, published))
    return frozenset(found.union(_in_parts(library, lasting)))


def page_of(address: str) -> str:
    """The page of an address, without the fragment."""
    return address.partition("#")[0]


@dataclass(frozen=True)
class PublishedAddress:
    """A line of the committed list; `gone` is the reason if somebody decided to give up the address."""

    line: int
    gone: str = ""


def vanished(root: Path, before: Record | None = None) -> list[Problem]:
    """A problem for each address that is listed, or that an earlier record has, and that the record no longer keeps."""
    record, listed = content.load(root), listed_addresses(root)
    made = addresses_of(record)
    kept = _kept(record.library, listed, made)
    everything = {*listed, *(addresses_of(before) if before else ())}
    gone = sorted(it for it in everything if it not in made and it not in kept)
    lost_pages = {it for it in gone if "#" not in it}
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
    """The text of the committed list with every address of the record added."""
    listed = listed_addresses(root)
    reasons = {address: f"{_GONE} {it.gone}" for address, it in listed.items() if it.gone}
    everything = sorted({*listed, *addresses_of(content.load(root))})
    return HEADER + "".join(f"{address or _HOME}{reasons.get(address, '')}\n" for address in everything)


def listed_addresses(root: Path) -> dict[str, PublishedAddress]:
    """The addresses of the committed list; none if there isn't one."""
    text = (root / LIST).read_text(encoding="utf-8", errors="replace") if (root / LIST).is_file() else ""
    found = {}
    for number, line in enumerate(text.splitlines(), start=1):
        address, mark, reason = (part.strip() for part in line.partition(_GONE))
        if address and not address.startswith("#"):
            found["" if address == _HOME else address] = PublishedAddress(number, reason if mark else "")
    return found


@dataclass(frozen=True)
class KeptAddresses:
    """The addresses that a record keeps alive though it no longer has them: ask with `in`.

    `addresses` are pages with a redirect or tombstone, places with a reason, and places under previous ids. `gone` are
    pages with a tombstone; places that are named after them on other pages are gone with them. `moved` maps a page
    with a redirect to its successor, which keeps a place on the page if it is `made`.
    """

    addresses: frozenset[str]
    gone: frozenset[str] = frozenset()
    moved: Mapping[str, str] = field(default_factory=dict)
    made: Collection[str] = frozenset()

    def __contains__(self, address: object) -> bool:
        """Whether an address is kept, or is gone together with the page that it is on or named after."""
        at = str(address)
        successor = self._successor(at)
        if at in self.addresses or page_of(at) in self.gone or successor in self.made or successor in self.addresses:
            return True
        return any(_is_named_after(page, at) for page in self.gone)

    def _successor(self, address: str) -> str:
        """Where a chain of redirects leads from an address."""
        page, mark, fragment = address.partition("#")
        folder, *slugs = page.strip("/").split("/")
        if len(slugs) == 2:
            above = addresses.followed(f"{folder}/{slugs[0]}/", self.moved)
            last = addresses.followed(f"questions/{slugs[1]}/", self.moved) if folder == "themes" else page
            return f"{above}{last_slug(last)}/{mark}{fragment}"
        return f"{addresses.followed(page, self.moved)}{mark}{fragment}"


def _is_named_after(page: str, address: str) -> bool:
    """Whether the id of a place is made of the slug of another page."""
    folder, _, slug = page.strip("/").partition("/")
    pattern = _PLACES_NAMED_AFTER.get(folder, "(?!)").replace("{slug}", re.escape(slug))
    return re.fullmatch(pattern, address) is not None


def _kept(library: Library, listed: Mapping[str, PublishedAddress], made: Collection[str]) -> KeptAddresses:
    """The addresses that a record keeps alive; redirects that say nothing keep none."""
    moved = [it for it in library.moved if it.new or it.gone]
    alive = {it.old for it in moved} | {address for address, it in listed.items() if it.gone}
    return KeptAddresses(
        frozenset(alive).union(_previous_addresses(library, listed)),
        frozenset(it.old for it in moved if not it.new),
        {it.old: it.new for it in moved if it.new},
        made,
    )


def _previous_fragments(view: View, aliases: FragmentAliases) -> Iterator[str]:
    yield from aliases.view(view.question)
    for number in range(1, len(view.paragraphs) + 1):
        yield from aliases.paragraph(view.question, number)
    passages = Passages()
    try:
        yield from (fragment for passage in passages.excerpts(view) for fragment in aliases.passage(passage))
        yield from (fragment for passage in passages.stances(view) for fragment in aliases.passage(passage))
    except quotes.QuoteError:
        return


def _at(page: str, fragments: Iterable[str]) -> Iterator[str]:
    yield from (addresses.address(page, fragment) for fragment in fragments)
