import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import citeproc
import jsonschema
import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import SeparateCoAuthors, SplitNameParts
from citeproc.source.json import CiteProcJSON
from hypothesis import given
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from expertviews import characters
from expertviews.addresses import Site
from expertviews.characters import NOT_YAML
from expertviews.kept import all_files
from expertviews.model import Library
from expertviews.pages import cite, render_site
from expertviews.pages.cite import Citation
from expertviews.quotes import ExcerptPassage, Passages, StancePassage, fold
from tests import sample_library as sample

SITE = Site("Expert Views", "https://example.org/views/")
# The JSON Schema of CSL 1.0.2, as the Citation Style Language project publishes it (MIT licence).
CSL_SCHEMA = json.loads((Path(__file__).parent / "data" / "csl-data.json").read_text("utf-8"))
HARVARD = Path(citeproc.__file__).parent / "data" / "styles" / "harvard-cite-them-right.csl"
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def record(**asked: Any) -> Library:
    words = "Trade, 100% of it, will grow."
    return sample.library(
        [sample.question("asked", question="What\nnext?", **asked)],
        [sample.contributor("vincent", "Vincent van Gogh", sort_name="Gogh, Vincent van")],
        [sample.theme("trade", 1)],
        [sample.view(("asked", "vincent"), words, [("trade", words)], line=1)],
    )


def view_citation(library: Library, site: Site = SITE) -> Citation:
    return cite.of_view(library, library.views["asked", "vincent"], site)


def passage_citation(library: Library, site: Site = SITE) -> Citation:
    (passage,) = Passages().excerpts(library.views["asked", "vincent"])
    return cite.of_words(cite.of_view(library, passage.view, site), passage)


class TestWhatIsCited:
    def test_a_question_goes_by_its_title_with_who_asked_as_editor(self) -> None:
        library = record(title="A round-table", asked_by="The Example Review")
        assert cite.of_question(library.questions["asked"], SITE).item == {
            "id": "asked",
            "type": "webpage",
            "title": "A round-table",
            "editor": [{"literal": "The Example Review"}],
            "container-title": "Expert Views",
            "issued": {"date-parts": [[2021]]},
            "URL": "https://example.org/views/questions/asked/",
        }

    def test_a_view_is_part_of_a_titled_round_table(self) -> None:
        citation = view_citation(record(title="A round-table", recorded="2021-12-01"))
        assert (citation.item["title"], citation.container) == ("What next?", "A round-table")
        assert citation.item["id"] == "vincent--asked"
        assert citation.item["URL"] == "https://example.org/views/contributors/vincent/#asked"
        assert citation.date("available-date") == ["2021", "12", "01"]

    def test_without_a_title_the_question_is_not_said_twice(self) -> None:
        assert view_citation(record()).container == ""

    def test_a_passage_has_its_words_and_its_own_address(self) -> None:
        item = passage_citation(record()).item
        assert item["note"] == "“Trade, 100% of it, will grow.”"
        assert item["URL"].endswith("/contributors/vincent/#asked-trade-1")
        assert item["id"] == "vincent--asked-trade-1"

    def test_a_sentence_that_is_quoted_has_one_full_stop(self) -> None:
        assert "will grow.” Version of 1 December 2021" in cite.bibtex(passage_citation(record(recorded="2021-12-01")))

    @pytest.mark.parametrize("language", ["de", "de-CH", "fr", "ja", "sv"])
    def test_it_has_one_full_stop_in_whatever_quotation_marks(self, language: str) -> None:
        site = Site("V", "https://example.org/", language=language)
        said = cite.sentence(passage_citation(record(recorded="2021-12-01"), site))
        assert re.search(r"will grow\.[“»」”\u202f]+ ", said), said

    def test_no_date_is_invented(self) -> None:
        citation = view_citation(record(asked=None))
        assert "(n.d.)" in cite.sentence(citation)
        assert "issued" not in citation.item
        assert "year" not in cite.bibtex(citation)
        assert "\nPY" not in cite.ris(citation)

    def test_the_record_says_its_version_and_leaves_the_day_of_access_to_the_reader(self) -> None:
        citation = view_citation(record(recorded="2021-12-01"))
        texts = [form.write(citation) for form in cite.CITATION_FORMATS]
        assert all(re.search(r"Version of 1 December 2021|\[\s*2021,\s*12,\s*1\s*\]", text) for text in texts)
        assert not any(re.search(r"urldate|accessed|^Y2", text, re.MULTILINE) for text in texts)

    def test_no_address_is_invented(self) -> None:
        citation = passage_citation(record(), Site("Expert Views"))
        texts = [cite.sentence(citation), cite.bibtex(citation), cite.ris(citation), cite.csl_json(citation)]
        assert not any("http" in text or "url =" in text or "UR  -" in text or "URL" in text for text in texts)
        assert not any(name.endswith("_url") for name, _ in cite.meta_tags(citation))

    def test_an_address_is_encoded_where_it_must_be(self) -> None:
        site = Site("", "https://example.org/a b{c}/ä%20", directories=False)
        assert site.address("themes/x.md", "y") == "https://example.org/a%20b%7Bc%7D/%C3%A4%20/themes/x.html#y"

    def test_the_middle_of_a_long_passage_is_left_out_between_words(self) -> None:
        words = " ".join(f"word{n}" for n in range(200))
        text = sample.view(("asked", "vincent"), words, [("trade", "word0 … word199")])
        library = replace(record(), views={("asked", "vincent"): text})
        quoted = passage_citation(library).item["note"].strip("“”")
        head, tail = quoted.split(" … ")
        assert len(quoted) <= 300
        assert words.startswith(f"{head} ")
        assert words.endswith(f" {tail}")


@pytest.mark.parametrize(
    ("name", "sort_name", "expected"),
    [
        ("Zachary Paikin", "Paikin, Zachary", ("Paikin", "Zachary", "", "")),
        ("Dirk Van Der Kley", "Van Der Kley, Dirk", ("Van Der Kley", "Dirk", "", "")),
        ("Vincent van Gogh", "Gogh, Vincent van", ("Gogh", "Vincent", "van", "")),
        ("Vincent van Gogh", "van Gogh, Vincent", ("van Gogh", "Vincent", "", "")),
        ("bell hooks", "hooks, bell", ("hooks", "bell", "", "")),
        ("Martin Luther King, Jr.", "King, Martin Luther, Jr.", ("King", "Martin Luther", "", "Jr.")),
        ("Dr. Jane Doe", "Doe, Jane", ("Doe", "Jane", "", "")),
        ("习近平", "习, 近平", ("习", "近平", "", "")),
        ("习近平", "Xi, Jinping", ("", "", "", "")),
        ("习近平", None, ("", "", "", "")),
        ("Plato", "Plato", ("", "", "", "")),
        ("Jane Doe", None, ("", "", "", "")),
        ("Jane Doe", ", Jane Doe", ("", "", "", "")),
    ],
)
def test_a_name_is_taken_apart_only_as_the_record_says(
    name: str, sort_name: str | None, expected: tuple[str, str, str, str]
) -> None:
    author = cite.author(sample.contributor("who", name, sort_name=sort_name))
    assert tuple(author.get(key, "") for key in ("family", "given", "non-dropping-particle", "suffix")) == expected
    assert author.get("literal", name) == name


@pytest.mark.parametrize("kind", ["organisation", "anonymous"])
def test_other_names_are_never_taken_apart(kind: str) -> None:
    author = cite.author(sample.contributor("who", "View, Kalavinka", sort_name="View, Kalavinka", kind=kind))
    assert author == {"literal": "View, Kalavinka"}


class TestPlain:
    def test_question(self) -> None:
        question = record(asked_by="The Example Review", recorded="2021-12-01").questions["asked"]
        assert cite.sentence(cite.of_question(question, SITE)) == (
            "The Example Review (ed.) (2021): What next? "
            "Expert Views. Version of 1 December 2021, https://example.org/views/questions/asked/"
        )
        assert cite.sentence(cite.of_question(record().questions["asked"], Site("Expert Views"))) == (
            "What next? (2021). Expert Views"
        )

    def test_view(self) -> None:
        assert cite.sentence(view_citation(record(title="A round-table"))) == (
            "Vincent van Gogh (2021): What next? In: A round-table. "
            "Expert Views, https://example.org/views/contributors/vincent/#asked"
        )

    def test_passage(self) -> None:
        assert cite.sentence(passage_citation(record(recorded="2021-12-01"))) == (
            "Vincent van Gogh (2021): “Trade, 100% of it, will grow.” In: What next? "
            "Expert Views. Version of 1 December 2021, https://example.org/views/contributors/vincent/#asked-trade-1"
        )


def test_meta_tags_describe_one_work() -> None:
    assert cite.meta_tags(view_citation(record(title="A round-table", asked="2021-03-04"))) == [
        ("citation_title", "What next?"),
        ("citation_author", "van Gogh, Vincent"),
        ("citation_publication_date", "2021/03/04"),
        ("citation_inbook_title", "A round-table"),
        ("citation_publisher", "Expert Views"),
        ("citation_public_url", "https://example.org/views/contributors/vincent/#asked"),
        ("citation_fulltext_html_url", "https://example.org/views/contributors/vincent/"),
    ]


def test_a_style_of_csl_prints_it() -> None:
    item = view_citation(record(title="A round-table")).item
    style = citeproc.CitationStylesStyle(str(HARVARD), validate=False)
    bibliography = citeproc.CitationStylesBibliography(style, CiteProcJSON([item]), citeproc.formatter.plain)
    bibliography.register(citeproc.Citation([citeproc.CitationItem(item["id"])]))
    (printed,) = map(str, bibliography.bibliography())
    assert printed.startswith("van Gogh, V. (2021)")
    assert "What next?" in printed
    assert "A round-table" in printed
    assert "https://example.org/views/contributors/vincent/#asked" in printed


def written(library: Library) -> dict[str, str]:
    """The texts of the files of citations of a record, by path on the site."""
    return {path: made.decode() for path, made in all_files(render_site(library, SITE).citations()).items()}


class TestFiles:
    LIBRARY = sample.small()
    FILES = written(LIBRARY)

    def keys(self, path: str) -> list[list[str]]:
        """The entries of the files of a name, as a reader of each format finds them."""
        bibtex = [entry.key for entry in parse_string(self.FILES[f"{path}.bib"]).entries]
        ris = [str(entry["id"]) for entry in rispy.loads(self.FILES[f"{path}.ris"])]
        items = json.loads(self.FILES[f"{path}.json"])
        jsonschema.validate(items, CSL_SCHEMA)
        return [bibtex, ris, [item["id"] for item in items]]

    def test_every_question_and_view_has_a_file_with_one_entry_in_each_format(self) -> None:
        for slug in self.LIBRARY.questions:
            assert self.keys(f"questions/{slug}") == [[slug]] * 3
        for question, who in self.LIBRARY.views:
            assert self.keys(f"contributors/{who}/{question}") == [[f"{who}--{question}"]] * 3

    def test_every_quoted_passage_is_an_entry_of_its_views_file(self) -> None:
        passages = Passages()
        for (question, who), view in self.LIBRARY.views.items():
            quoted = [it.fragment for it in (*passages.excerpts(view), *passages.stances(view))]
            path = f"contributors/{who}/{question}--passages"
            assert self.keys(path) == [[f"{who}--{it}" for it in quoted]] * 3 if quoted else path not in self.FILES

    def test_each_passage_stands_in_words_under_its_place(self) -> None:
        passages = Passages()
        for (question, who), view in self.LIBRARY.views.items():
            quoted: list[ExcerptPassage | StancePassage] = [*passages.excerpts(view), *passages.stances(view)]
            if quoted:
                said = self.FILES[f"contributors/{who}/{question}--passages.txt"].removeprefix("\ufeff\n").splitlines()
                whole = cite.of_view(self.LIBRARY, view, SITE)
                assert said[::3] == [f"#{it.fragment}" for it in quoted]
                assert said[1::3] == [cite.sentence(cite.of_words(whole, it)) for it in quoted]


# Everything below sends hostile names and texts through each format and back.

NASTY = [
    "\\", "{", "}", "%", "#", "$", "&", "_", "~", "^", '"', "@misc{x,", "--", "``", "''", "?`", "and", "AND", ",", "\n",
    "\r\n", "ER  - ", "\nER  - \nTY  - BOOK\n", "\u2028", "\x85", "</script>", "“", "”", "…", "习近平",
    "العربية", "é", "e\u0301", "van", "\\input{x}", "$$", "%0A", "{}", "\\}", "=", "others", "*",
]  # fmt: skip
letters = st.characters().filter(lambda it: not NOT_YAML.match(it))  # what the record may have
texts = st.lists(st.sampled_from(NASTY) | st.text(letters, max_size=8), min_size=1, max_size=6).map(" ".join)


def shown(text: str) -> bool:
    """Whether a name may be so: something is visible, and nothing reverses the order of letters."""
    return characters.is_visible(fold(text)) and set(text).isdisjoint(characters.BIDI_MARKS)


names = texts.filter(shown)
dates = st.from_regex(r"(19|20)[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-8]))?)?", fullmatch=True)
authors = st.builds(
    lambda name, sort_name, kind: cite.author(sample.contributor("who", name, sort_name=sort_name, kind=kind)),
    names,
    st.none() | names,
    st.sampled_from(["person", "organisation", "anonymous"]),
) | st.builds(
    lambda parts, kind: cite.author(
        sample.contributor("who", " ".join(reversed(parts)), sort_name=", ".join(parts), kind=kind)
    ),
    st.lists(names, min_size=2, max_size=3),
    st.just("person"),
)
addresses = st.just("") | st.just("https://example.org/a%20b/contributors/who/#q-p1")


def csl_date(date: str) -> dict[str, Any]:
    return {"date-parts": [[int(part) for part in date.split("-")]]} if date else {}


@st.composite
def citations(draw: st.DrawFn) -> Citation:
    """Any citation, without what is blank."""
    container, site = (draw(texts.map(fold)) for _ in range(2))
    item = {
        "id": draw(st.from_regex(r"[a-z0-9]+(-{1,2}[a-z0-9]+){0,3}", fullmatch=True)),
        "type": "chapter" if container else "webpage",
        "title": draw(names.map(fold)),
        "author": draw(st.lists(authors, max_size=3)),
        "editor": draw(st.lists(names.map(lambda name: {"literal": fold(name)}), max_size=1)),
        "container-title": container or site,
        "publisher": site if container else "",
        "issued": csl_date(draw(dates)),
        "available-date": csl_date(draw(st.just("") | dates.filter(lambda date: len(date) == 10))),
        "URL": draw(addresses),
        "note": draw(texts.map(lambda words: f"“{fold(words)}”") | st.just("")),
    }
    return Citation({name: value for name, value in item.items() if value}, draw(names.map(fold)))


def latex_reader() -> LatexNodes2Text:
    """pylatexenc, taught the names that LaTeX itself gives to six characters."""
    named = {
        "textbraceleft": "{",
        "textbraceright": "}",
        "textasciicircum": "^",
        "textless": "<",
        "textgreater": ">",
        "textbar": "|",
    }
    known = get_default_latex_context_db()
    known.add_context_category("names", prepend=True, macros=[MacroTextSpec(*pair) for pair in named.items()])
    return LatexNodes2Text(latex_context=known, strict_latex_spaces=True)


LATEX = latex_reader()


def untexed(value: str) -> str:
    """What TeX would print."""
    return str(LATEX.latex_to_text(value.replace("-{}-", "-\1{}-"))).replace("\1", "")  # no value has a control


def bibtex_name(parts: Any) -> tuple[str, ...]:
    read = (" ".join([*parts.von, *parts.last]), " ".join(parts.first), " ".join(parts.jr))
    return tuple(untexed(part) for part in read)


def name_parts(name: dict[str, str]) -> tuple[str, ...]:
    if "literal" in name:
        return name["literal"], "", ""
    last = f"{name.get('non-dropping-particle', '')} {name['family']}".strip()
    return last, name.get("given", ""), name.get("suffix", "")


@given(citations())
def test_bibtex_comes_back_as_it_was(citation: Citation) -> None:
    read = parse_string(cite.bibtex(citation), append_middleware=[SeparateCoAuthors(), SplitNameParts()])
    assert not read.failed_blocks
    (entry,) = read.entries
    item = citation.item
    assert (entry.entry_type, entry.key) == ("incollection" if citation.container else "misc", item["id"])
    fields = {field.key: field.value for field in entry.fields}
    year, month, day = [*item["issued"]["date-parts"][0], 0, 0][:3]
    expected = {
        "title": item["title"],
        "booktitle": citation.container,
        "publisher" if citation.container else "howpublished": citation.site,
        "note": " ".join(filter(None, [cite._ended(item["note"]) if "note" in item else "", citation.version])),
        "year": str(year),
        "month": MONTHS[month - 1] if month else "",
        "day": str(day) if day else "",
    }
    plain = {name: untexed(value) for name, value in fields.items() if name not in {"author", "editor", "url"}}
    assert plain == {name: value for name, value in expected.items() if value}
    assert fields.get("url", "") == item.get("URL", "")
    for role in ("author", "editor"):
        assert [bibtex_name(it) for it in fields.get(role, [])] == [name_parts(it) for it in item.get(role, [])]


@given(citations())
def test_bibtex_keeps_its_braces_balanced_however_they_are_counted(citation: Citation) -> None:
    """BibTeX counts a brace even after a backslash; TeX and most readers don't."""
    text = cite.bibtex(citation)
    assert text.count("{") == text.count("}")
    assert re.search(r"\\[{}]", text) is None
    assert re.search(r"(?<!\\)[%#&$]", text.replace(citation.item.get("URL", "\0"), "")) is None


@given(citations())
def test_ris_comes_back_as_it_was(citation: Citation) -> None:
    (read,) = rispy.loads(cite.ris(citation))
    item = citation.item
    year, *more = [*citation.date("issued"), "", ""][:3]
    expected = {
        "type_of_reference": "CHAP" if citation.container else "ELEC",
        "id": item["id"],
        "authors": citation.inverted("author"),
        "secondary_authors": citation.inverted("editor"),
        "title": item["title"],
        "secondary_title": citation.container or citation.site,
        "publisher": citation.container and citation.site,
        "year": year,
        "date": "/".join([year, *more, ""]) if any(more) else "",
        "urls": [item["URL"]] if "URL" in item else [],
        "notes": [note for note in (item.get("note"), citation.version) if note],
    }
    assert read == {name: value for name, value in expected.items() if value}


@given(citations())
def test_csl_json_is_valid_and_comes_back_as_it_was(citation: Citation) -> None:
    text = cite.csl_json(citation)
    text.encode()
    (item,) = json.loads(text)
    jsonschema.validate([item], CSL_SCHEMA)
    assert item == citation.item


@given(citations())
def test_plain_text_and_meta_tags_are_in_one_line(citation: Citation) -> None:
    lines = [cite.sentence(citation), *(content for _, content in cite.meta_tags(citation))]
    assert all(line and line.splitlines() == [line] for line in lines)
