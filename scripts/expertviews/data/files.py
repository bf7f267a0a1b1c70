"""All files of the data."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from pydantic import BaseModel

from expertviews import addresses
from expertviews.addresses import DATA, Site
from expertviews.changes import History
from expertviews.comparison import Comparison, latest_day
from expertviews.content import MadeOf
from expertviews.data import annotations, description, feeds, shapes, tables
from expertviews.data.records import Shaper
from expertviews.data.rows import TABLES, Row, Table
from expertviews.kept import Part, Parts, files_of
from expertviews.model import Contributor, Library, Links, Question, as_slug

Files = Iterator[tuple[str, bytes]]
"""Files by path on the site."""

_VERSION = "1.0.0"


def data_files(compare: Comparison, site: Site, history: History) -> Mapping[str, bytes]:
    """Every file of the data of a published record, and its feeds, by path on the site."""
    return dict(sorted(files_of(data_parts(compare, site, history, MadeOf(compare.library))).items()))


def data_parts(compare: Comparison, site: Site, history: History, made_of: MadeOf) -> Parts:
    """The same, in parts: of each question, of each contributor, and of all in several, since they are large."""
    shaper, library = Shaper(compare, site), compare.library
    whole: Sequence[Callable[[Shaper], Files]] = (
        partial(_tables, made_of=made_of),  # the first, which isn't left to another process: it keeps something
        _lists,
        _annotations,
        partial(_followed, history=history),
        _described,
    )
    found = {f"data/{at}": Part("", partial(_dict_of, make, shaper)) for at, make in enumerate(whole)}
    for page in annotations.pages(library):
        slug = page.question.slug
        found[f"data/questions/{slug}"] = Part(
            made_of.questions([slug], *page[1:]), partial(_of_question, shaper, page)
        )
    for slug, who in library.contributors.items():
        found[f"data/contributors/{slug}"] = Part(
            made_of.contributors([slug], themes=()), partial(_of_contributor, shaper, who)
        )
    return found


def _dict_of(make: Callable[[Shaper], Files], shaper: Shaper) -> Mapping[str, bytes]:
    return dict(make(shaper))


def _lists(shaper: Shaper) -> Files:
    yield from ((addresses.theme_data(it.id), _json(it)) for it in shaper.themes)
    yield from ((path, _json(it)) for path, it in _listings(shaper))


def _annotations(shaper: Shaper) -> Files:
    yield addresses.ANNOTATIONS, tables.json_bytes(annotations.collection(shaper))


def _followed(shaper: Shaper, history: History) -> Files:
    yield from feeds.feeds(shaper.library, shaper.site, history)
    yield addresses.CALENDAR, feeds.calendar(shaper.compare, shaper.site, latest_day(shaper.library))


def _described(shaper: Shaper) -> Files:
    yield from ((path, tables.json_bytes(it)) for path, it in description.schemas().items())
    yield addresses.OPENAPI, tables.json_bytes(description.openapi(shaper.site.name, _VERSION, shaper.site.address("")))
    yield addresses.SKOS, annotations.skos(shaper).encode()
    yield addresses.DATA_INDEX, _json(_index(shaper))


def _of_contributor(shaper: Shaper, who: Contributor) -> Mapping[str, bytes]:
    return {addresses.contributor_data(who.slug): _json(shaper.contributor(who))}


def _of_question(shaper: Shaper, page: annotations.Page) -> Mapping[str, bytes]:
    own = shaper.on(page.question)
    found = dict(_entities(own))
    found |= {addresses.view_text(*it.id.split("/")): f"{it.text}\n".encode() for it in own.views if it.text}
    found[addresses.annotations_data(page.question.slug)] = _compact(annotations.page(own, page))
    return found


def package_name(site: Site) -> str:
    """What the zip and the database are called, without their endings."""
    return as_slug(site.name) or "data"


def _entities(shaper: Shaper) -> Iterator[tuple[str, bytes]]:
    for question in shaper.questions:
        yield addresses.question_data(question.id), _json(question)
    for proposition in shaper.propositions:
        yield addresses.proposition_data(proposition.question.id, proposition.id), _json(proposition)
    for view in shaper.views:
        yield addresses.view_data(view.question.id, view.contributor.id), _json(view)


def _listings(shaper: Shaper) -> Iterator[tuple[str, BaseModel]]:
    library = shaper.library
    rows = [row for question in library.newest_questions for row in shaper.compare.propositions(question.slug)]
    listed: Mapping[str, Iterable[shapes.Reference]] = {
        "questions": map(shaper.question_reference, library.newest_questions),
        "propositions": (shaper.proposition_reference(row.question, row.proposition) for row in rows),
        "contributors": map(shaper.contributor_reference, library.sorted_contributors),
        "themes": map(shaper.theme_reference, library.ordered_themes),
        "views": (shaper.view_reference(view) for it in library.newest_questions for view in library.views_on(it.slug)),
    }
    for kind in addresses.LISTED:
        items = tuple(listed[kind])
        yield addresses.listing_data(kind), shapes.Listing.made(count=len(items), items=items)
    known = tuple(
        shapes.Identified.made(identifier=identifier, contributor=shaper.contributor_reference(it))
        for it in library.sorted_contributors
        for identifier in (it.links or Links()).identifiers
    )
    yield addresses.IDENTIFIERS, shapes.Identifiers.made(count=len(known), items=known)


def _tables(shaper: Shaper, made_of: MadeOf) -> Files:
    rows, whole, about = _rows(shaper, made_of), dict[str, bytes](), _about(shaper)
    for table in TABLES:
        made = rows[table.name]
        lines = tables.csv_lines(made)
        whole[f"{table.name}.csv"] = tables.as_csv(table, lines)
        for question, own in _by_question(shaper.library, table, zip((row[0] for row in made), lines, strict=True)):
            yield f"{DATA}/questions/{question}/{table.name}.csv", tables.as_csv(table, own)
    whole["datapackage.json"] = tables.json_bytes(tables.datapackage(about, whole))
    whole["croissant.json"] = tables.json_bytes(tables.croissant(about, whole))
    yield from ((f"{DATA}/{name}", content) for name, content in whole.items())
    yield f"{DATA}/{about.name}.zip", tables.as_package(whole)
    yield f"{DATA}/{about.name}.db", tables.as_database(rows)


def _rows(shaper: Shaper, made_of: MadeOf) -> Mapping[str, Sequence[Row]]:
    """The rows of each table; of each question, these are kept."""
    by_question = [
        made_of.known.value(f"rows {it.slug}", made_of.questions([it.slug], themes=()), partial(_rows_on, shaper, it))
        for it in shaper.library.newest_questions
    ]
    return {
        it.name: [row for rows in by_question for row in rows[it.name]] if it.is_by_question else it.rows(shaper)
        for it in TABLES
    }


def _rows_on(shaper: Shaper, question: Question) -> Mapping[str, Sequence[Row]]:
    return {it.name: it.rows(shaper.on(question)) for it in TABLES if it.is_by_question}


def _by_question(
    library: Library, table: Table, lines: Iterable[tuple[str, str]]
) -> Iterator[tuple[str, Iterable[str]]]:
    """The lines of a table, given with their first columns, that are about each question or who answered it."""
    asked = library.newest_questions
    if table.is_by_question:
        about = defaultdict(list)
        for question, line in lines:
            about[question].append(line)
        yield from ((it.slug, about[it.slug]) for it in asked)
    elif table.name == "contributors":
        who = dict(lines)
        yield from ((it.slug, [who[view.contributor] for view in library.views_on(it.slug)]) for it in asked)


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
        listings={kind: shaper.address(addresses.listing_data(kind)) for kind in addresses.LISTED},
        files={name: shaper.address(path) for name, path in named.items()},
    )


def _json(shape: BaseModel) -> bytes:
    return f"{shape.model_dump_json()}\n".encode()


def _compact(data: Any) -> bytes:
    return f"{json.dumps(data, ensure_ascii=False)}\n".encode()
