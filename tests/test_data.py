"""The data under /api/v1/: valid by the judgement of others, the same every time, and enough to say what the pages say."""

import csv
import io
import json
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import validate as validate_openapi
from pyld import jsonld
from rdflib import RDF, SKOS, Graph

from expertviews import content, dates, pages
from expertviews.addresses import DATA, Site
from expertviews.changes import UNKNOWN
from expertviews.comparison import Comparison
from expertviews.data import TABLES, data_parts
from expertviews.kept import all_files as made
from expertviews.model import Affiliation, Library, Links, Withdrawal
from expertviews.quotes import Passages
from tests import sample_library as sample
from tests import sites
from tests.project import RECORD

SITE = Site("Round & Round", "https://example.org/site", licence="https://creativecommons.org/licenses/by/4.0/")
PACKAGE = f"{DATA}/round-round.zip"
SHAPES = Path(__file__).parent / "data" / "api-v1.json"


def files_of(library: Library, site: Site = SITE) -> Mapping[str, bytes]:
    library = library.published
    return made(data_parts(Comparison(library, Passages()), site, UNKNOWN, content.CacheKeys(library)))


@cache
def record() -> Library:
    return content.load(RECORD).library


RECORDS: Mapping[str, Callable[[], Library]] = {
    "the real record": record,
    "a made one": sample.small,
    "an empty one": sample.library,
}


@cache
def data_of(name: str) -> Mapping[str, bytes]:
    return files_of(RECORDS[name]())


@pytest.fixture(params=RECORDS)
def data(request: pytest.FixtureRequest) -> Mapping[str, bytes]:
    return data_of(request.param)


def parsed(data: Mapping[str, bytes], path: str) -> Any:
    return json.loads(data[f"{DATA}/{path}"])


def of_kind(data: Mapping[str, bytes], kind: str) -> list[Any]:
    start = f"{DATA}/{kind}/"
    return [json.loads(it) for path, it in data.items() if path.startswith(start) and path.endswith(".json")]


def rows(data: Mapping[str, bytes], table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data[f"{DATA}/{table}.csv"].decode())))


def test_the_same_record_makes_the_same_bytes(data: Mapping[str, bytes], request: pytest.FixtureRequest) -> None:
    name = request.node.callspec.params["data"]
    assert files_of(RECORDS[name]()) == data


def test_every_file_keeps_to_its_published_schema(data: Mapping[str, bytes]) -> None:
    kinds = {"questions": "question", "propositions": "proposition", "contributors": "contributor"}
    kinds |= {"themes": "theme", "views": "view"}
    for folder, kind in kinds.items():
        Draft202012Validator.check_schema(schema := parsed(data, f"schemas/{kind}.json"))
        for it in of_kind(data, folder):
            Draft202012Validator(schema, format_checker=FormatChecker()).validate(it)
        Draft202012Validator(parsed(data, "schemas/listing.json")).validate(parsed(data, f"{folder}.json"))
    for name in ("index", "identifiers"):
        Draft202012Validator(parsed(data, f"schemas/{name}.json")).validate(parsed(data, f"{name}.json"))


def test_openapi_describes_every_json_file_of_the_record(data: Mapping[str, bytes]) -> None:
    described = parsed(data, "openapi.json")
    validate_openapi(described)
    patterns = [re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path))) for path in described["paths"]]
    apart = ("schemas/", "annotations", "openapi", "datapackage", "croissant")
    for path in data:
        if path.endswith(".json") and not path.removeprefix(f"{DATA}/").startswith(apart):
            assert any(it.fullmatch(f"/{path}") for it in patterns), path


def test_every_address_of_the_data_leads_to_a_file_of_it(data: Mapping[str, bytes]) -> None:
    found = {
        it
        for text in data.values()
        for it in re.findall(rf"https://example.org/site/({DATA}/[^\"\s#,]+)", text.decode("utf-8", "ignore"))
    }
    assert {it for it in found if "{" not in it} <= {*data, f"{DATA}/"}


def test_the_shapes_of_version_1_only_grow() -> None:
    """The promise on the page “Data”: `make bless` adds to the committed shapes, and never takes away."""
    committed, now = json.loads(SHAPES.read_text("utf-8")), shapes()
    gone = {path: kind for path, kind in committed.items() if now.get(path) != kind}
    assert not gone, "a key of version 1 was removed or changed; keep it, or publish version 2"
    assert now == committed, "keys were added: run `make bless`"


def shapes() -> dict[str, str]:
    """What each key of each kind of file and table holds."""
    found: dict[str, str] = {}
    for path, text in data_of("a made one").items():
        if path.startswith(f"{DATA}/schemas/"):
            schema = json.loads(text)
            kinds = {Path(path).stem: schema, **schema.get("$defs", {})}
            for name, kind in kinds.items():
                found |= {f"{name}.{key}": type_of(it) for key, it in kind.get("properties", {}).items()}
    for table in TABLES:
        found |= {f"{table.name}.csv {key}": str(it.annotation) for key, it in table.row.model_fields.items()}
    return dict(sorted(found.items()))


def type_of(schema: dict[str, Any]) -> str:
    if "anyOf" in schema:
        return " or ".join(sorted(map(type_of, schema["anyOf"])))
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "enum" in schema or "const" in schema:
        return f"one of {sorted(schema.get('enum', [schema.get('const')]))}"
    of = [type_of(it) for it in [*schema.get("prefixItems", []), *([schema["items"]] if "items" in schema else [])]]
    return f"{schema['type']}{f' of {of}' if of else ''}"


def test_selectors_find_the_words_in_the_plain_text(data: Mapping[str, bytes]) -> None:
    for view in of_kind(data, "views"):
        for it in [*view["excerpts"], *view["stances"]]:
            text = data[view["plain"].removeprefix("https://example.org/site/")].decode()
            words, place = it["selector"]
            start, end = place["start"], place["end"]
            assert text[start:end] == words["exact"] == it["quote"]
            assert text[:start].endswith(words["prefix"])
            assert text[end:].startswith(words["suffix"])


def test_annotations_hold_every_excerpt_and_stance_once(data: Mapping[str, bytes]) -> None:
    items = [it for page in of_kind(data, "annotations") for it in page["items"]]
    quoted = [it for view in of_kind(data, "views") for it in [*view["excerpts"], *view["stances"]]]
    assert sorted(it["id"] for it in items) == sorted(it["url"] for it in quoted)
    assert parsed(data, "annotations.json")["total"] == len(items) == len({it["id"] for it in items})
    assert all(json.dumps(it["target"]["selector"]) for it in items)


def test_suggestions_of_drafts_say_that_nobody_has_reviewed_them() -> None:
    data = data_of("a made one")
    [draft] = [it for it in of_kind(data, "views") if it["status"] == "draft" and it["excerpts"]]
    items = [it for page in of_kind(data, "annotations") for it in page["items"]]
    said = [it["body"][-1]["value"] for it in items if it["target"]["source"] == draft["plain"]]
    assert said == ["suggested by a program, not reviewed"] * len(draft["excerpts"])
    assert {it["status"] for it in rows(data, "excerpts") if it["url"] in {e["url"] for e in draft["excerpts"]}} == {
        "draft"
    }


def test_frictionless_accepts_the_package(data: Mapping[str, bytes], tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(data[PACKAGE])) as archive:
        archive.extractall(tmp_path)
        assert {it.date_time for it in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    # In a process of its own, since it looks for plugins in every folder that Python knows.
    command = [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    report = json.loads(done.stdout)
    assert report["valid"], report
    assert {it["name"] for it in report["tasks"]} == {it.name for it in TABLES}


def test_croissant_is_linked_data_whose_fields_are_columns(data: Mapping[str, bytes]) -> None:
    described = parsed(data, "croissant.json")
    [dataset] = jsonld.expand(described)
    assert dataset["@type"] == ["https://schema.org/Dataset"]
    held = {it["@id"]: it for it in described["distribution"]}
    for it in described["recordSet"]:
        for field in it["field"]:
            name = field["source"]["fileObject"]["@id"]
            header = next(csv.reader(io.StringIO(data[f"{DATA}/{name}"].decode())))
            assert field["source"]["extract"]["column"] in header
            assert held[name]["contentUrl"].endswith(f"{DATA}/{name}")


def test_the_package_leads_to_the_page_about_it_and_to_its_files(data: Mapping[str, bytes]) -> None:
    assert parsed(data, "datapackage.json")["homepage"] == f"{SITE.url}/data/"
    found = parsed(data, "croissant.json")
    assert found["url"] == f"{SITE.url}/data/"
    assert all(it["contentUrl"].removeprefix(f"{SITE.url}/") in data for it in found["distribution"])


def test_themes_are_skos_concepts(data: Mapping[str, bytes]) -> None:
    graph = Graph().parse(data=data[f"{DATA}/themes.ttl"], format="turtle")
    labels = {str(graph.value(it, SKOS.prefLabel)) for it in graph.subjects(RDF.type, SKOS.Concept)}
    assert labels == {it["title"] for it in of_kind(data, "themes")}


def test_sqlite_holds_what_the_tables_hold(data: Mapping[str, bytes]) -> None:
    with sqlite3.connect(":memory:") as base:
        base.deserialize(data[PACKAGE.replace(".zip", ".db")])
        for table in TABLES:
            [[number]] = base.execute(f"SELECT count(*) FROM {table.name}")  # noqa: S608 - our own names
            assert number == len(rows(data, table.name))


def test_tables_say_which_columns_name_rows_of_others(data: Mapping[str, bytes]) -> None:
    named = {it["name"]: it["schema"]["foreignKeys"] for it in parsed(data, "datapackage.json")["resources"]}
    assert {it["reference"]["resource"] for it in named["stances"]} == {
        *("questions", "contributors", "themes", "propositions", "views")
    }
    with sqlite3.connect(":memory:") as base:
        base.deserialize(data[PACKAGE.replace(".zip", ".db")])
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        assert len(base.execute("PRAGMA foreign_key_list(stances)").fetchall()) == 7


def test_no_cell_of_a_table_runs_as_a_formula() -> None:
    library = sample.library(
        questions=[sample.question("q", question="=1+1")],
        contributors=[sample.contributor("a", name="@SUM(1)"), sample.contributor("b", name="+49 b")],
        themes=[sample.theme("t", 1, title="-2+3")],
        views=[
            sample.view(("q", "a"), "=cmd|' /C calc'!A0 is what I said.", [("t", "=cmd|' /C calc'!A0 is what I said.")])
        ],
    )
    data = files_of(library)
    cells = [cell for name in (it.name for it in TABLES) for row in rows(data, name) for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(tuple("=+-@\t\r"))]
    assert "'=cmd|' /C calc'!A0 is what I said." in cells
    assert of_kind(data, "views")[0]["excerpts"][0]["quote"].startswith("=cmd")


def test_identifiers_lead_to_their_contributors() -> None:
    links = Links(orcid="0000-0002-1825-0097", wikidata="Q42")
    library = sample.library(
        contributors=[
            sample.contributor("ann", links=links),
            sample.contributor("uni", kind="organisation", links=Links(ror="02mhbdp94")),
            sample.contributor("ben", affiliations=(Affiliation(organisation="Uniandes", ror="02mhbdp94"),)),
        ]
    )
    found = {it["identifier"]: it["contributor"]["id"] for it in parsed(files_of(library), "identifiers.json")["items"]}
    assert found == {
        "https://orcid.org/0000-0002-1825-0097": "ann",
        "https://www.wikidata.org/entity/Q42": "ann",
        "https://ror.org/02mhbdp94": "uni",
    }


def test_nothing_that_was_withdrawn_is_in_the_data() -> None:
    taken_back = sample.view(
        ("q", "ann"), "Secret words.", [("t", "Secret words.")], withdrawn=Withdrawal(date="2027-01-02", why="Asked.")
    )
    library = sample.library([sample.question("q")], [sample.contributor("ann")], [sample.theme("t", 1)], [taken_back])
    data = files_of(library)
    assert of_kind(data, "views")[0]["withdrawn"] == {"date": "2027-01-02", "why": "Asked."}
    unpacked = [*data.values(), *(zipped for _, zipped in contents(data[PACKAGE]))]
    assert not [it for it in unpacked if b"Secret" in it]


def contents(package: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        yield from ((name, archive.read(name)) for name in archive.namelist())


# What the pages claim, rebuilt from the data alone.


def soup_of(page: str) -> BeautifulSoup:
    return BeautifulSoup(page, "lxml")


def words_of(it: Tag | None) -> str:
    assert it
    return " ".join(it.get_text(" ").split())


@pytest.mark.parametrize("name", ["the real record", "a made one"])
class TestPagesSayWhatTheDataSays:
    @pytest.fixture
    def rendered(self, name: str) -> Mapping[str, str]:
        return pages.render_site(RECORDS[name](), SITE).pages

    @pytest.fixture
    def data(self, name: str) -> Mapping[str, bytes]:
        return data_of(name)

    def test_every_quotation(self, data: Mapping[str, bytes], rendered: Mapping[str, str]) -> None:
        views = of_kind(data, "views")
        said = " ".join(" ".join(str(it[key] or "") for key in ("text", "bio", "byline")) for it in views)
        said += " ".join(
            " ".join(str(it[key] or "") for key in ("introduction", "notes")) for it in of_kind(data, "questions")
        )
        letters = "".join(said.split())
        for path, page in rendered.items():
            for quoted in soup_of(page).select("blockquote p, q.ev-words"):
                assert "".join(quoted.get_text().replace("…", "").split()) in letters, (path, quoted)

    def test_who_takes_which_position(self, data: Mapping[str, bytes], rendered: Mapping[str, str]) -> None:
        words = {"agree": "Agrees", "mixed": "Mixed", "disagree": "Disagrees"}
        for it in of_kind(data, "propositions"):
            page = soup_of(rendered[f"questions/{it['question']['id']}/{it['id']}.md"])
            for standing, title in words.items():
                ids = [at["contributor"] for at in it["positions"] if at["standing"] == standing]
                sections = [s for s in page.select(".ev-sides section") if words_of(s.h2).startswith(title)]
                assert [d["id"] for s in sections for d in s.select("div[id]") if d.h3] == ids
                assert it["counts"][standing] == len(ids)

    def test_how_many(self, data: Mapping[str, bytes], rendered: Mapping[str, str]) -> None:
        words = {"agree": "agree", "mixed": "mixed", "disagree": "disagree", "no_position": "no position"}
        for it in of_kind(data, "propositions"):
            page = soup_of(rendered[f"questions/{it['question']['id']}/{it['id']}.md"])
            shown = words_of(page.select(".ev-counts")[0])
            for key, said in words.items():
                assert bool(it["counts"][key]) == (f"{it['counts'][key]} {said}" in shown), (shown, key)

    def test_what_is_filed_under_a_theme(self, data: Mapping[str, bytes], rendered: Mapping[str, str]) -> None:
        filed = defaultdict(set)
        for view in of_kind(data, "views"):
            for it in view["excerpts"]:
                filed[it["theme"]].add(it["url"].removeprefix("https://example.org/site/"))
        for theme, expected in filed.items():
            links = {str(a["href"]) for a in soup_of(rendered[f"themes/{theme}.md"]).select("a.ev-source")}
            shown = {it.removeprefix("../../") for it in links}
            assert expected <= shown
            assert all("--" in it.partition("#")[2] for it in shown - expected), "only stances besides"

    def test_the_whole_of_each_answer(self, data: Mapping[str, bytes], rendered: Mapping[str, str]) -> None:
        for view in of_kind(data, "views"):
            page = soup_of(rendered[f"contributors/{view['contributor']['id']}.md"])
            shown = "".join(page.get_text().split())
            for paragraph in view["text"].split("\n\n"):
                assert "".join(paragraph.split()) in shown

    def test_which_forecasts_are_overdue(self, data: Mapping[str, bytes], rendered: Mapping[str, str]) -> None:
        as_of, states = parsed(data, "index.json")["as_of"], Counter[str]()
        for it in rows(data, "propositions"):
            if it["horizon"]:
                judged = it["outcome"] not in {"", "open"}
                past = dates.last_day(it["horizon"]) < as_of
                states["judged" if judged else "overdue" if past else "due next"] += 1
        shown = words_of(soup_of(rendered["looking-ahead.md"]))
        for state, number in states.items():
            assert f"{number} {state}" in shown

    def test_who_used_which_word_of_likelihood(self, data: Mapping[str, bytes], rendered: Mapping[str, str]) -> None:
        used = {it["hedge"] for it in rows(data, "stances") if it["hedge"] and it["status"] == "reviewed"}
        page = soup_of(rendered["likelihood.md"])
        shown = {words_of(it) for it in page.select("dl q.ev-hedge")}
        assert {it.casefold() for it in shown} == {it.casefold() for it in used}


def test_a_stranger_answers_three_questions_from_the_package_alone() -> None:
    tables = {
        name: list(csv.DictReader(io.StringIO(it.decode())))
        for name, it in contents(data_of("the real record")[PACKAGE])
        if name.endswith(".csv")
    }
    disagreed = {
        it["name"]
        for it in tables["stances.csv"]
        if it["proposition"] == "formal-alliance" and it["standing"] == "disagree"
    }
    assert disagreed == {"Zachary Paikin", "Dirk Van Der Kley"}
    words = Counter[str]()
    for it in tables["shares.csv"]:
        words[it["theme"]] += int(it["words"])
    assert words["energy"] > 0
    assert [it["name"] for it in tables["stances.csv"] if "unlikely" in it["hedge"]]


LANGUAGES = {
    "sh": ("sqlite3", ["sh", "-e", "-c"]),
    "python": (sys.executable, [sys.executable, "-c"]),
    "r": ("Rscript", ["Rscript", "-e"]),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", RECORDS)
def test_the_examples_on_the_page_about_data_run(name: str, language: str, tmp_path: Path) -> None:
    program, run = LANGUAGES[language]
    if not shutil.which(program):
        pytest.skip(f"{program} isn’t installed")
    for path, content_of in data_of(name).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content_of)
    page = pages.render_site(RECORDS[name](), SITE).pages["data.md"]
    [code] = re.findall(rf"^```{language}\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    with sites.served(sites.Site(tmp_path, tmp_path)) as address:
        code = code.replace(f"{SITE.url}/", address)
        done = subprocess.run([*run, code], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    said = " ".join(done.stdout.split())
    if name == "the real record":
        assert "Zachary Paikin" in said
        assert language == "sh" or ("energy" in said and "unlikely" in said)


def test_examples_count_nothing_that_nobody_has_reviewed_or_looked_for() -> None:
    page = pages.render_site(sample.small(), SITE).pages["data.md"]
    for language in LANGUAGES:
        [code] = re.findall(rf"^```{language}\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
        assert "reviewed" in code
        assert language == "sh" or "looked_for" in code
