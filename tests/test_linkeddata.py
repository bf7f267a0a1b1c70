import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyld import jsonld

from expertviews.addresses import Site
from expertviews.model import Affiliation, Library, Links
from expertviews.pages import linkeddata
from expertviews.pages.linkeddata import Data, Schema
from expertviews.quotes import Passages
from tests import sample_library as sample

SITE = Site("Expert Views", "https://example.org/views")
VOCABULARY = json.loads((Path(__file__).parent / "data" / "schema-org.json").read_text("utf-8"))
# What schema.org's own context comes down to for these pages.
CONTEXT = {"@vocab": "https://schema.org/", "url": {"@type": "@id"}, "sameAs": {"@type": "@id"}}


def record() -> Library:
    """The small record, with a known person, an organisation and somebody anonymous."""
    library = sample.small()
    roles = (Affiliation(role="Fellow", organisation="Institute", as_of="2021"), Affiliation(place="Bonn"))
    ann = library.contributors["ann"].model_copy(
        update={
            "also_known_as": ("A. Brown",),
            "disambiguation": "economist",
            "affiliations": roles,
            "links": Links(orcid="0000-0002-1825-0097", website="https://ann.example", wikidata="Q42"),
        }
    )
    cyd = library.contributors["cyd"].model_copy(update={"kind": "anonymous", "also_known_as": ("Known",)})
    return replace(library, contributors={**library.contributors, "ann": ann, "cyd": cyd})


def every_page(library: Library, site: Site) -> Iterator[Data]:
    schema = Schema(library, Passages(), site)
    yield schema.home("Round-tables, compared.")
    yield schema.themes()
    yield from (schema.question(it) for it in library.questions.values())
    yield from (schema.contributor(it) for it in library.contributors.values())
    yield from (schema.theme(it, library.newest_questions) for it in library.themes.values())


LIBRARY = record()
SCHEMA = Schema(LIBRARY, Passages(), SITE)
PAGES = [page for site in (SITE, Site("Expert Views")) for page in every_page(record(), site)]


def nodes(data: Any) -> Iterator[Data]:
    if isinstance(data, dict):
        yield data
    for value in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from nodes(value)


def ancestry(kind: str) -> list[str]:
    return [kind, *(name for parent in VOCABULARY[kind]["parents"] for name in ancestry(parent))]


def fits(value: Any, ranges: list[str]) -> bool:
    """Whether a value is one that schema.org expects of a property."""
    if isinstance(value, dict):
        return set(value) == {"@id"} or not {*ancestry(value["@type"])}.isdisjoint(ranges)
    if isinstance(value, int):
        return "Integer" in ranges
    return "Text" in ranges or "Date" in ranges or ("URL" in ranges and urlsplit(value).scheme == "https")


def misfits(node: Data) -> Iterator[tuple[str, Any]]:
    """The properties of a thing that its type doesn't have, or that have a value of the wrong type."""
    for name, value in node.items():
        ranges = [VOCABULARY[kind]["properties"].get(name, "") for kind in ancestry(node["@type"])]
        expected = " | ".join(ranges).split(" | ")
        values = value if isinstance(value, list) else [value]
        if not name.startswith("@") and not all(fits(one, expected) for one in values):
            yield name, value


@pytest.mark.parametrize("page", PAGES)
def test_types_properties_and_values_are_schema_orgs(page: Data) -> None:
    things = [node for node in nodes(page) if set(node) != {"@id"}]
    assert [misfit for thing in things for misfit in misfits(thing)] == []


def test_what_is_not_schema_orgs_would_be_found() -> None:
    wrong = {"@type": "Question", "horizon": "2021", "answerCount": "3", "author": {"@type": "Quotation"}, "name": "x"}
    assert [name for name, _ in misfits(wrong)] == ["horizon", "answerCount", "author"]


@pytest.mark.parametrize("page", PAGES)
def test_a_reader_of_json_ld_keeps_all_of_it(page: Data) -> None:
    def load(url: str, _options: Any) -> Any:
        assert url.rstrip("/") == "https://schema.org"
        return {"contextUrl": None, "documentUrl": url, "document": {"@context": CONTEXT}}

    expanded = jsonld.expand(json.loads(linkeddata.script_text(page)), {"documentLoader": load})
    (read,) = expanded
    assert read["@type"] == [f"https://schema.org/{page['@type']}"]
    assert set(read) == {
        name if name == "@type" else f"https://schema.org/{name}" for name in page if name not in {"@context", "@id"}
    }


@pytest.mark.parametrize("page", PAGES)
def test_an_opinion_is_no_claim_and_no_answer_is_accepted(page: Data) -> None:
    assert all(node.get("@type") not in {"Claim", "ClaimReview", "QAPage"} for node in nodes(page))
    assert all("acceptedAnswer" not in node for node in nodes(page))


@pytest.mark.parametrize("page", list(every_page(record(), Site("Expert Views"))))
def test_no_address_is_invented(page: Data) -> None:
    assert not any({"@id", "url"} & set(node) for node in nodes(page))


def test_every_address_mentioned_is_defined_once_as_one_thing() -> None:
    kinds: dict[str, set[str]] = {}
    for page in every_page(record(), SITE):
        for node in nodes(page):
            if "@id" in node and "@type" in node:
                kinds.setdefault(node["@id"], set()).add(node["@type"])
    assert all(len(kind) == 1 for kind in kinds.values())
    assert kinds["https://example.org/views/contributors/ann/#first"] == {"Answer"}
    assert kinds["https://example.org/views/contributors/ann/#_contributor"] == {"Person"}
    assert kinds["https://example.org/views/contributors/ben/#_contributor"] == {"Organization"}


def test_a_question_suggests_every_view_in_order() -> None:
    asked = SCHEMA.question(LIBRARY.questions["first"])["mainEntity"]
    assert asked["answerCount"] == 3
    assert [answer["author"]["name"] for answer in asked["suggestedAnswer"]] == ["Ben", "Ann", "Cyd"]
    assert [subject["name"] for subject in asked["about"]] == ["Trade", "Arms"]


def test_a_contributor_has_their_views() -> None:
    page = SCHEMA.contributor(LIBRARY.contributors["ann"])
    assert page["@type"] == "ProfilePage"
    assert [it["url"] for it in page["hasPart"]] == [
        "https://example.org/views/contributors/ann/#second",
        "https://example.org/views/contributors/ann/#first",
    ]
    assert page["mainEntity"] == {
        "@id": "https://example.org/views/contributors/ann/#_contributor",
        "url": "https://example.org/views/contributors/ann/",
        "@type": "Person",
        "name": "Ann",
        "familyName": "Brown",
        "givenName": "Ann",
        "alternateName": ["A. Brown"],
        "disambiguatingDescription": "economist",
        "description": "Fellow, Institute (as of 2021); Bonn",
        "sameAs": ["https://orcid.org/0000-0002-1825-0097", "https://www.wikidata.org/entity/Q42", "https://ann.example"],
    }  # fmt: skip


def test_somebody_anonymous_is_a_shown_name_and_nothing_more() -> None:
    page = SCHEMA.contributor(LIBRARY.contributors["cyd"])
    assert (page["@type"], page["mainEntity"]["@type"]) == ("WebPage", "Person")
    assert set(page["mainEntity"]) == {"@id", "@type", "name", "url"}


def test_quotations_are_by_their_creators_and_drafts_are_left_out() -> None:
    page = SCHEMA.theme(LIBRARY.themes["arms"], LIBRARY.newest_questions)
    (quotation,) = page["hasPart"]  # “Arms again.” stands in a draft
    assert quotation["text"] == "Arms may follow trade."
    assert quotation["creator"]["name"] == "Ann"
    assert quotation["about"]["name"] == "Arms"
    assert quotation["isBasedOn"] == {"@id": "https://example.org/views/contributors/ann/#first"}
    assert quotation["url"] == "https://example.org/views/contributors/ann/#first-arms-1"


@given(st.dictionaries(st.text(), st.text() | st.sampled_from(["</script>", "<!--", "<script>", "&amp;", "\u2028"])))
def test_script_text_stays_in_its_element_and_comes_back_as_it_was(data: dict[str, str]) -> None:
    text = linkeddata.script_text(data)
    assert not set(text) & set("<>&\u2028\u2029")
    assert json.loads(text) == data


def test_a_browser_finds_the_whole_text_in_the_script() -> None:
    data = {"text": "</script><script>alert(1)</script><!-- &lt; ]]>\u2028"}
    page = html5lib.parse(
        f"<script type='application/ld+json'>{linkeddata.script_text(data)}</script><p>after", "etree"
    )
    scripts = [element for element in page.iter() if element.tag.endswith("script")]
    assert [json.loads(script.text or "") for script in scripts] == [data]
