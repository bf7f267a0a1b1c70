"""All files of the data."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from pydantic import BaseModel

from expertviews import addresses
from expertviews.addresses import DATA, Site
from expertviews.changes import History
from expertviews.comparison import Comparison, latest_day
from expertviews.content import CacheKeys
from expertviews.data import annotations, description, shapes, tables
from expertviews.data.records import Shaper
from expertviews.data.rows import TABLES, Row, Table
from expertviews.kept import FileGroup, FileGroups
from expertviews.model import Contributor, Links, Question, as_slug

Files = Iterator[tuple[str, bytes]]
"""Files by path on the site."""

_VERSION = "1.0.0"


class _Made(NamedTuple):
    """Rows of a table, and the same as CSV."""

    rows: Sequence[Row]
    lines: bytes

    @classmethod
    def of(cls, table: Table, shaper: Shaper) -> "_Made":
        """All rows of some shapes."""
        rows = table.rows(shaper)
        return cls(rows, tables.csv_lines(rows))


_Rows = Mapping[str, _Made]
"""Rows by the names of their tables."""


def data_parts(compare: Comparison, site: Site, history: History, cache_keys: CacheKeys) -> FileGroups:
    """Every file of the data of a published record, and its feeds, by path on the site.

    In parts: of each question, of each contributor, and of all in several, since they are large.
    """
    shaper, library = Shaper(compare, site), compare.library
    by_question = {it.slug: _rows_on(shaper, cache_keys, it) for it in library.newest_questions}
    everything = cache_keys.everything(latest_day(library), history.told)
    found = {
        "data/tables": FileGroup("", lambda: dict(_tables(shaper, by_question, cache_keys))),
        "data/lists": FileGroup(everything, lambda: dict(_lists(shaper))),
        "data/followed": FileGroup(everything, lambda: dict(_followed(shaper, history))),
        "data/described": FileGroup(everything, lambda: dict(_described(shaper))),
    }
    for page in annotations.pages(library):
        slug = page.question.slug
        found[f"data/questions/{slug}"] = FileGroup(
            cache_keys.questions([slug], *page[1:], with_summaries=True),
            partial(_of_question, shaper, page, by_question[slug]),
        )
    for slug, who in library.contributors.items():
        found[f"data/contributors/{slug}"] = FileGroup(
            cache_keys.contributors([slug], themes=()), partial(_of_contributor, shaper, who)
        )
    return found


def _lists(shaper: Shaper) -> Files:
    yield from ((addresses.data_file("themes", it.id), _json(it)) for it in shaper.themes)
    yield from ((path, _json(it)) for path, it in _listings(shaper))
    yield addresses.ANNOTATIONS, tables.json_bytes(annotations.collection(shaper))


def _followed(shaper: Shaper, history: History) -> Files:
    from expertviews.data import feeds  # noqa: PLC0415 - its libraries are large, and only a whole site has feeds

    yield from feeds.feeds(shaper.library, shaper.site, history)
    yield addresses.CALENDAR, feeds.calendar(shaper.compare, shaper.site, latest_day(shaper.library))


def _described(shaper: Shaper) -> Files:
    yield from ((path, tables.json_bytes(it)) for path, it in description.schemas().items())
    yield addresses.OPENAPI, tables.json_bytes(description.openapi(shaper.site.name, _VERSION, shaper.site.address("")))
    yield addresses.SKOS, annotations.skos(shaper).encode()
    yield addresses.DATA_INDEX, _json(_index(shaper))


def _of_contributor(shaper: Shaper, who: Contributor) -> Mapping[str, bytes]:
    return {addresses.data_file("contributors", who.slug): _json(shaper.contributor(who))}


def _of_question(shaper: Shaper, page: annotations.Page, rows: _Rows) -> Mapping[str, bytes]:
    own, folder = shaper.on(page.question), f"{DATA}/questions/{page.question.slug}"
    found = dict(_entities(own))
    found |= {f"{folder}/{it.name}.csv": tables.as_csv(it, rows[it.name].lines) for it in TABLES if it.is_by_question}
    found |= {addresses.view_text(*it.id.split("/")): f"{it.text}\n".encode() for it in own.views if it.text}
    found[addresses.data_file("annotations", page.question.slug)] = (
        f"{json.dumps(annotations.page(own, page), ensure_ascii=False)}\n".encode()
    )
    return found


def package_name(site: Site) -> str:
    """What the zip and the database are called, without their endings."""
    return as_slug(site.name) or "data"


def _entities(shaper: Shaper) -> Iterator[tuple[str, bytes]]:
    for question in shaper.questions:
        yield addresses.data_file("questions", question.id), _json(question)
    for proposition in shaper.propositions:
        yield addresses.data_file("propositions", proposition.question.id, proposition.id), _json(proposition)
    for view in shaper.views:
        yield addresses.data_file("views", view.question.id, view.contributor.id), _json(view)


def _listings(shaper: Shaper) -> Iterator[tuple[str, BaseModel]]:
    library = shaper.library
    stated = ((asked, it) for asked in library.newest_questions for it in shaper.compare.in_order(asked))
    listed: Mapping[str, Iterable[shapes.Reference]] = {
        "questions": map(shaper.reference, library.newest_questions),
        "propositions": (shaper.proposition_reference(*it) for it in stated),
        "contributors": map(shaper.reference, library.sorted_contributors),
        "themes": map(shaper.reference, library.ordered_themes),
        "views": (shaper.view_reference(view) for it in library.newest_questions for view in library.views_on(it.slug)),
    }
    for kind in addresses.LISTED:
        items = tuple(listed[kind])
        yield addresses.data_file(kind), shapes.Listing.made(count=len(items), items=items)
    known = tuple(
        shapes.Identified.made(identifier=identifier, contributor=shaper.reference(it))
        for it in library.sorted_contributors
        for identifier in (it.links or Links()).identifiers
    )
    yield addresses.IDENTIFIERS, shapes.Identifiers.made(count=len(known), items=known)


def _tables(shaper: Shaper, by_question: Mapping[str, _Rows], cache_keys: CacheKeys) -> Files:
    about, cache, everything = _about(shaper), cache_keys.cache, cache_keys.everything()
    rows, whole = dict[str, Sequence[Row]](), dict[str, bytes]()
    for table in TABLES:
        if table.is_by_question:
            found = [of[table.name] for of in by_question.values()]
        else:
            found = [cache.get_or_make(f"table {table.name}", everything, partial(_Made.of, table, shaper))]
        rows[table.name] = [row for it in found for row in it.rows]
        whole[f"{table.name}.csv"] = tables.as_csv(table, *(it.lines for it in found))
        if table.name == "contributors":
            named = {row[0]: row for row in rows[table.name]}
            for slug in by_question:
                lines = tables.csv_lines(named[it.contributor] for it in shaper.library.views_on(slug))
                yield f"{DATA}/questions/{slug}/{table.name}.csv", tables.as_csv(table, lines)
    whole["datapackage.json"] = tables.json_bytes(tables.datapackage(about, whole))
    whole["croissant.json"] = tables.json_bytes(tables.croissant(about, whole))
    yield from ((f"{DATA}/{name}", content) for name, content in whole.items())
    yield f"{DATA}/{about.name}.zip", tables.as_package(whole)
    yield f"{DATA}/{about.name}.db", tables.as_database(rows)


def _rows_on(shaper: Shaper, cache_keys: CacheKeys, question: Question) -> _Rows:
    """The rows about a question, which are kept."""

    def make() -> _Rows:
        own = shaper.on(question)
        return {it.name: _Made.of(it, own) for it in TABLES if it.is_by_question}

    own = cache_keys.questions([question.slug], themes=(), with_summaries=True)
    return cache_keys.cache.get_or_make(f"tables {question.slug}", own, make)


def _about(shaper: Shaper) -> tables.About:
    page, folder = shaper.address(addresses.DATA_PAGE), shaper.address(f"{DATA}/")
    site, as_of = shaper.site, latest_day(shaper.library)
    return tables.About(package_name(site), site.name, page, folder, as_of, site.licence)


def _index(shaper: Shaper) -> shapes.Index:
    about = _about(shaper)
    named = {
        "tables": f"{DATA}/{about.name}.zip",
        "database": f"{DATA}/{about.name}.db",
        "annotations": addresses.ANNOTATIONS,
        "themes as SKOS": addresses.SKOS,
        "identifiers": addresses.IDENTIFIERS,
        "OpenAPI": addresses.OPENAPI,
        "Frictionless": f"{DATA}/datapackage.json",
        "Croissant": f"{DATA}/croissant.json",
        "calendar of forecasts": addresses.CALENDAR,
        **({"feed of changes": addresses.FEED} if shaper.site.url else {}),
    }
    return shapes.Index.made(
        name=about.title,
        version="1",
        url=shaper.address(addresses.HOME),
        as_of=about.as_of or None,
        licence=about.licence or None,
        listings={kind: shaper.address(addresses.data_file(kind)) for kind in addresses.LISTED},
        files={name: shaper.address(path) for name, path in named.items()},
    )


def _json(shape: BaseModel) -> bytes:
    return f"{shape.model_dump_json()}\n".encode()
