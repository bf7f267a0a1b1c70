"""Any text parses or is refused with places; what parses is lossless; generated documents give back their parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expertviews import seeds
from expertviews.people import bios, names
from expertviews.problems import ProblemsFound
from tests.project import RECORD
from tests.seed_fixtures import Fixture, fixtures, found_in, marked

KNOWN = (RECORD / "seeds" / "china-russia-2021.txt").read_text("utf-8")
DOCUMENTS = [KNOWN, *(fixture.text for fixture in fixtures("tuned"))]

FIRST = st.sampled_from(
    ["Anna", "Ngũgĩ", "Siobhán", "Zachary", "Dirk", "Amélie", "İbrahim", "Jean-Luc", "Olumide", "Þóra", "Mei", "J."]
)
LAST = st.sampled_from(
    ["Kowalska", "wa Thiong'o", "O'Brien", "van der Berg", "al-Jaziri", "McDonald", "Öztürk", "de la Cruz", "Nwosu"]
)
NAMES = st.builds("{} {}".format, FIRST, LAST)
JOBS = st.sampled_from(
    ["Professor, Example University", "director, Northern Institute, Leeds", "research fellow, Kyiv"]
)
SENTENCES = st.sampled_from(
    [
        "Prices will rise before they fall.",
        "Nobody (least of all the ministry) expects otherwise; we shall see.",
        "“It depends,” as my grandmother used to say.",
        "The 2nd quarter was worse than the 1st: 4.5% against 3%.",
        "Who would have thought so a year ago?",
        "That's the whole of it…",
    ]
)
PARAGRAPHS = st.lists(SENTENCES, min_size=1, max_size=3).map(lambda found: " ".join([*found, "It is so."]))
LAYOUTS = {
    "bare": ("⟦n {name}⟧\n", "⟦p {text}⟧\n", ""),
    "spaced": ("⟦n {name}⟧\n\n", "⟦p {text}⟧\n\n", ""),
    "comma": ("⟦n {name}⟧, ⟦a {job}⟧\n", "⟦p {text}⟧\n\n", ""),
    "dash": ("⟦n {name}⟧ — ⟦a {job}⟧\n\n", "⟦p {text}⟧\n\n", ""),
    "brackets": ("⟦n {name}⟧ (⟦a {job}⟧)\n", "⟦p {text}⟧\n", ""),
    "below": ("⟦n {name}⟧\n⟦a {job}⟧\n\n", "⟦p {text}⟧\n\n", ""),
    "heading": ("## ⟦n {name}⟧\n\n", "⟦p {text}⟧\n\n", ""),
    "bold": ("**⟦n {name}⟧**, ⟦a {job}⟧\n\n", "⟦p {text}⟧\n\n", ""),
    "numbered": ("{number}. ⟦n {name}⟧\n\n", "⟦p {text}⟧\n\n", ""),
    "labelled": ("Name: ⟦n {name}⟧\n", "⟦p {text}⟧\n", ""),
    "by": ("by ⟦n {name}⟧, ⟦a {job}⟧\n\n", "⟦p {text}⟧\n\n", ""),
    "run-in": ("⟦n {name}⟧: ", "⟦p {text}⟧\n\n", ""),
    "signed": ("", "⟦p {text}⟧\n\n", "— ⟦n {name}⟧, ⟦a {job}⟧\n\n"),
}


@st.composite
def generated(draw: st.DrawFn) -> Fixture:
    """A document of some layout, with its parts."""
    layout = draw(st.sampled_from(sorted(LAYOUTS)))
    above, paragraph, below = LAYOUTS[layout]
    source = draw(
        st.sampled_from(["Question: ⟦q What comes next?⟧\n", "Q: ⟦q Will it last?⟧\n\n", "⟦q Who pays?⟧\n\n"])
    )
    chosen = draw(st.lists(NAMES, min_size=2, max_size=5, unique_by=str.casefold))
    for number, name in enumerate(chosen, start=1):
        known = {"name": name, "job": draw(JOBS), "number": number}
        source += above.format(**known)
        for text in draw(st.lists(PARAGRAPHS, min_size=1, max_size=3)):
            source += paragraph.format(text=text)
        source += below.format(**known)
    return marked(layout, source)


def problems_are_placed(text: str, found: ProblemsFound) -> None:
    assert found.problems
    assert all(1 <= problem.place.line <= text.count("\n") + text.count("\r") + 1 for problem in found.problems)
    assert all(len(str(problem)) < 700 for problem in found.problems)


def parsed_or_refused(text: str) -> None:
    try:
        document = seeds.parse(text, "seeds/any.txt")
    except ProblemsFound as found:
        problems_are_placed(text, found)
    else:
        assert seeds.unaccounted(text, document) == ()
        assert all("".join(text[a:b] for a, b in part.spans).split() for part in document.parts)
        spans = [span for part in document.parts for span in part.spans]
        assert len(spans) == len(set(spans))


@given(st.text())
def test_arbitrary_text_parses_or_is_refused(text: str) -> None:
    parsed_or_refused(text)


@given(
    st.lists(
        st.sampled_from(
            [
                *"#>*_-—–:,.?！？()[]“”\"'\n\r\t 12aA李",
                "Question: ",
                "Jane Smith",
                "\n\n",
                " said ",
                "is a fellow at Leeds.",
            ]
        )
    )
)
def test_arbitrary_markup_parses_or_is_refused(pieces: list[str]) -> None:
    parsed_or_refused("".join(pieces))


@given(st.data())
def test_mutated_documents_parse_or_are_refused(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(DOCUMENTS))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 200)))
        text = text[:start] + data.draw(st.text(max_size=20) | st.just(text[start:end] * 2)) + text[end:]
    parsed_or_refused(text)


def read_or_decided(document: Fixture) -> seeds.Document:
    """The document as it is read; where a signed one may begin with an introduction, as an editor decides it."""
    try:
        return seeds.parse(document.text, document.name)
    except ProblemsFound as found:
        if {problem.code for problem in found.problems} != {"doubtful-beginning"}:
            raise
        return seeds.parse(document.text, document.name, "signatures")


@given(generated())
def test_generated_documents_give_back_their_parts(document: Fixture) -> None:
    found = read_or_decided(document)
    assert seeds.unaccounted(document.text, found) == ()
    assert found_in(found) == document.parts


@given(st.text())
def test_names_and_bios_of_any_text(text: str) -> None:
    assert names.slug(text).replace("-", "a").isalnum()
    assert names.slug(text).isascii()
    assert names.sort_name(text).strip() is not None
    assert names.same_name(text, text) in {"same", "different"}
    names.display_name(text)
    names.kind(text)
    bios.facts(text, text[:10], "2021")


@pytest.mark.parametrize("text", DOCUMENTS)
def test_line_ends_make_no_difference(text: str) -> None:
    as_read = seeds.parse(text, "a.txt")
    for ends in ("\r\n", "\r"):
        other = seeds.parse(text.replace("\n", ends), "a.txt")
        assert found_in(other) == found_in(as_read)
