"""Makes the files of the data, in groups."""

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
_TABLES_BY_QUESTION = [table for table in TABLES if table.is_by_question]


class _Rows(NamedTuple):
    """Rows of a table, and the same as CSV."""

    rows: Sequence[Row]
    csv: bytes


_RowsByTable = Mapping[str, _Rows]


def _rows(table: Table, shaper: Shaper) -> _Rows:
    rows = table.rows(shaper)
    return _Rows(rows, tables.csv_lines(rows))


def data_parts(compare: Comparison, site: Site, history: History, cache_keys: CacheKeys) -> FileGroups:
    """Return all files of the data of a published record, and its feeds, in groups by name.

    There is a group for each question and each contributor, and several about the whole record.
    """
    shaper, library = Shaper(compare, site), compare.library
    by_question = {question.slug: _rows_on(shaper, cache_keys, question) for question in library.newest_questions}
    everything = cache_keys.everything(latest_day(library), history.told)
    groups = {
        "data/tables": FileGroup("", lambda: dict(_tables(shaper, by_question, cache_keys))),
        "data/lists": FileGroup(everything, lambda: dict(_lists(shaper))),
        "data/followed": FileGroup(everything, lambda: dict(_followed(shaper, history))),
        "data/described": FileGroup(everything, lambda: dict(_described(shaper))),
    }
    for page in annotations.pages(library):
        slug = page.question.slug
        groups[f"data/questions/{slug}"] = FileGroup(
            cache_keys.questions([slug], *page[1:], with_summaries=True),
            partial(_of_question, shaper, page, by_question[slug]),
        )
    for slug, contributor in library.contributors.items():
        groups[f"data/contributors/{slug}"] = FileGroup(
            cache_keys.contributors([slug], themes=()), partial(_of_contributor, shaper, contributor)
        )
    return groups


def _lists(shaper: Shaper) -> Files:
    yield from ((addresses.data_file("themes", theme.id), _json(theme)) for theme in shaper.themes)
    yield from ((path, _json(listing)) for path, listing in _listings(shaper))
    yield addresses.ANNOTATIONS, tables.json_bytes(annotations.collection(shaper))


def _followed(shaper: Shaper, history: History) -> Files:
    from expertviews.data import feeds  # noqa: PLC0415 - its libraries are large, and only a whole site has feeds

    yield from feeds.feeds(shaper.library, shaper.site, history)
    yield addresses.CALENDAR, feeds.calendar(shaper.compare, shaper.site, latest_day(shaper.library))


def _described(shaper: Shaper) -> Files:
    yield from ((path, tables.json_bytes(schema)) for path, schema in description.schemas().items())
    yield addresses.OPENAPI, tables.json_bytes(description.openapi(shaper.site.name, _VERSION, shaper.site.address("")))
    yield addresses.SKOS, annotations.skos(shaper).encode()
    yield addresses.DATA_INDEX, _json(_index(shaper))


def _of_contributor(shaper: Shaper, contributor: Contributor) -> Mapping[str, bytes]:
    return {addresses.data_file("contributors", contributor.slug): _json(shaper.contributor(contributor))}


def _of_question(shaper: Shaper, page: annotations.Page, rows: _RowsByTable) -> Mapping[str, bytes]:
    own, folder = shaper.on(page.question), f"{DATA}/questions/{page.question.slug}"
    contents = dict(_entities(own))
    for table in _TABLES_BY_QUESTION:
        contents[f"{folder}/{table.name}.csv"] = tables.as_csv(table, rows[table.name].csv)
    for view in own.views:
        if view.text:
            contents[addresses.view_text(*view.id.split("/"))] = f"{view.text}\n".encode()
    text = json.dumps(annotations.page(own, page), ensure_ascii=False)
    contents[addresses.data_file("annotations", page.question.slug)] = f"{text}\n".encode()
    return contents


def package_name(site: Site) -> str:
    """Return the name of the zip and the database, without their endings."""
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
    stated = ((question, it) for question in library.newest_questions for it in shaper.compare.in_order(question))
    listed: Mapping[str, Iterable[shapes.Reference]] = {
        "questions": map(shaper.reference, library.newest_questions),
        "propositions": (shaper.proposition_reference(*pair) for pair in stated),
        "contributors": map(shaper.reference, library.sorted_contributors),
        "themes": map(shaper.reference, library.ordered_themes),
        "views": (
            shaper.view_reference(view)
            for question in library.newest_questions
            for view in library.views_on(question.slug)
        ),
    }
    for kind in addresses.LISTED:
        items = tuple(listed[kind])
        yield addresses.data_file(kind), shapes.Listing.made(count=len(items), items=items)
    identified = tuple(
        shapes.Identified.made(identifier=identifier, contributor=shaper.reference(contributor))
        for contributor in library.sorted_contributors
        for identifier in (contributor.links or Links()).identifiers
    )
    yield addresses.IDENTIFIERS, shapes.Identifiers.made(count=len(identified), items=identified)


def _tables(shaper: Shaper, by_question: Mapping[str, _RowsByTable], cache_keys: CacheKeys) -> Files:
    about, known, everything = _about(shaper), cache_keys.cache, cache_keys.everything()
    rows, package = dict[str, Sequence[Row]](), dict[str, bytes]()
    for table in TABLES:
        if table.is_by_question:
            parts = [of_question[table.name] for of_question in by_question.values()]
        else:
            parts = [known.get_or_make(f"table {table.name}", everything, partial(_rows, table, shaper))]
        rows[table.name] = [row for part in parts for row in part.rows]
        package[f"{table.name}.csv"] = tables.as_csv(table, *(part.csv for part in parts))
        if table.name == "contributors":
            row_of = {row[0]: row for row in rows[table.name]}
            for slug in by_question:
                lines = tables.csv_lines(row_of[view.contributor] for view in shaper.library.views_on(slug))
                yield f"{DATA}/questions/{slug}/{table.name}.csv", tables.as_csv(table, lines)
    package["datapackage.json"] = tables.json_bytes(tables.datapackage(about, package))
    package["croissant.json"] = tables.json_bytes(tables.croissant(about, package))
    yield from ((f"{DATA}/{name}", content) for name, content in package.items())
    yield f"{DATA}/{about.name}.zip", tables.as_package(package)
    yield f"{DATA}/{about.name}.db", tables.as_database(rows)


def _rows_on(shaper: Shaper, cache_keys: CacheKeys, question: Question) -> _RowsByTable:
    """Return the rows about a question, which are cached."""

    def make() -> _RowsByTable:
        own = shaper.on(question)
        return {table.name: _rows(table, own) for table in _TABLES_BY_QUESTION}

    key = cache_keys.questions([question.slug], themes=(), with_summaries=True)
    return cache_keys.cache.get_or_make(f"tables {question.slug}", key, make)


def _about(shaper: Shaper) -> tables.About:
    page, folder = shaper.address(addresses.DATA_PAGE), shaper.address(f"{DATA}/")
    site, as_of = shaper.site, latest_day(shaper.library)
    return tables.About(package_name(site), site.name, page, folder, as_of, site.licence)


def _index(shaper: Shaper) -> shapes.Index:
    about = _about(shaper)
    paths = {
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
        files={name: shaper.address(path) for name, path in paths.items()},
    )


def _json(shape: BaseModel) -> bytes:
    return f"{shape.model_dump_json()}\n".encode()
