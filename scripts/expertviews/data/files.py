"""All files of the data."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from pydantic import BaseModel

from expertviews import addresses
from expertviews.addresses import DATA, Site
from expertviews.changes import History
from expertviews.comparison import Comparison, latest_day
from expertviews.content import MadeOf
from expertviews.data import annotations, description, shapes, tables
from expertviews.data.records import Shaper
from expertviews.data.rows import TABLES, Row
from expertviews.kept import FileGroup, FileGroups
from expertviews.model import Contributor, Links, Question, as_slug

Files = Iterator[tuple[str, bytes]]
"""Files by path on the site."""

_VERSION = "1.0.0"


def data_parts(compare: Comparison, site: Site, history: History, made_of: MadeOf) -> FileGroups:
    """Every file of the data of a published record, and its feeds, by path on the site.

    In parts: of each question, of each contributor, and of all in several, since they are large.
    """
    shaper, library = Shaper(compare, site), compare.library
    whole: Sequence[Callable[[Shaper], Files]] = (
        partial(_tables, made_of=made_of),  # the first, which isn't left to another process: it keeps something
        _lists,
        partial(_followed, history=history),
        _described,
    )
    found = {f"data/{at}": FileGroup("", partial(_dict_of, make, shaper)) for at, make in enumerate(whole)}
    for page in annotations.pages(library):
        slug = page.question.slug
        found[f"data/questions/{slug}"] = FileGroup(
            made_of.questions([slug], *page[1:]), partial(_of_question, shaper, page)
        )
    for slug, who in library.contributors.items():
        found[f"data/contributors/{slug}"] = FileGroup(
            made_of.contributors([slug], themes=()), partial(_of_contributor, shaper, who)
        )
    return found


def _dict_of(make: Callable[[Shaper], Files], shaper: Shaper) -> Mapping[str, bytes]:
    return dict(make(shaper))


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


def _of_question(shaper: Shaper, page: annotations.Page) -> Mapping[str, bytes]:
    own = shaper.on(page.question)
    found = dict(_entities(own))
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
    rows = [row for question in library.newest_questions for row in shaper.compare.propositions(question.slug)]
    listed: Mapping[str, Iterable[shapes.Reference]] = {
        "questions": map(shaper.reference, library.newest_questions),
        "propositions": (shaper.proposition_reference(row.question, row.proposition) for row in rows),
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


def _tables(shaper: Shaper, made_of: MadeOf) -> Files:
    rows, whole, about, known = {}, dict[str, bytes](), _about(shaper), _known_rows(shaper, made_of)
    for table in TABLES:
        its_own = {slug: of[table.name] for slug, of in known.items() if table.is_by_question}
        rows[table.name] = [it for of in its_own.values() for it in of] if its_own else table.rows(shaper)
        if table.name == "contributors":
            named = {row[0]: row for row in rows[table.name]}
            its_own = {slug: [named[it.contributor] for it in shaper.library.views_on(slug)] for slug in known}
        whole[f"{table.name}.csv"] = tables.as_csv(table, rows[table.name])
        for slug, own in its_own.items():
            yield f"{DATA}/questions/{slug}/{table.name}.csv", tables.as_csv(table, own)
    whole["datapackage.json"] = tables.json_bytes(tables.datapackage(about, whole))
    whole["croissant.json"] = tables.json_bytes(tables.croissant(about, whole))
    yield from ((f"{DATA}/{name}", content) for name, content in whole.items())
    yield f"{DATA}/{about.name}.zip", tables.as_package(whole)
    yield f"{DATA}/{about.name}.db", tables.as_database(rows)


def _known_rows(shaper: Shaper, made_of: MadeOf) -> Mapping[str, Mapping[str, Sequence[Row]]]:
    """The rows about each question, by its slug and by table, which are kept."""

    def made(question: Question) -> Mapping[str, Sequence[Row]]:
        own = shaper.on(question)
        return {it.name: it.rows(own) for it in TABLES if it.is_by_question}

    return {
        it.slug: made_of.known.value(f"rows {it.slug}", made_of.questions([it.slug], themes=()), partial(made, it))
        for it in shaper.library.newest_questions
    }


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
