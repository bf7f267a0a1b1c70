"""The language of each text: where it is declared, and what it decides."""

from dataclasses import replace
from pathlib import Path

import pytest

from expertviews import configuration, content, convert, pages
from expertviews.addresses import Site
from expertviews.quotes import split_sentences
from tests import sample_library as sample
from tests.project import Project


def page(path: str, **given: str) -> str:
    """A page of the small record, in which a view, a question or a theme is in another language."""
    library = sample.small()
    if "view" in given:
        key = ("first", "ann")
        views = {**library.views, key: library.views[key].model_copy(update={"language": given["view"]})}
        library = replace(library, views=views)
    if "question" in given:
        asked = library.questions["first"].model_copy(update={"language": given["question"]})
        library = replace(library, questions={**library.questions, "first": asked})
    return pages.render_site(library, Site("V", language=given.get("site", "en"))).pages[path]


def test_words_of_another_language_say_so() -> None:
    text = page("contributors/ann.md", view="he")
    assert text.count('<p class="ev-words" id="first-p1" lang="he" dir="rtl">') == 1


def test_words_in_the_language_of_the_site_do_not_say_so() -> None:
    assert "lang=" not in page("contributors/ann.md", view="en").replace("hreflang", "")
    assert 'lang="de"' not in page("contributors/ann.md", view="de", site="de")


def test_a_question_of_another_language_says_so_wherever_it_stands() -> None:
    assert '{: #top_of_page .ev-view-title lang="de" dir="ltr" }' in page("questions/first.md", question="de")
    assert 'lang="de" dir="ltr"' in page("questions/index.md", question="de")


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("de", ["Am 3. Mai beginnt es bzw. Leitungen fehlen."]),
        ("en", ["Am 3.", "Mai beginnt es bzw.", "Leitungen fehlen."]),
    ],
)
def test_sentences_end_as_in_their_language(language: str, sentences: list[str]) -> None:
    text = "Am 3. Mai beginnt es bzw. Leitungen fehlen."
    assert [text[start:end] for start, end in split_sentences(text, language)] == sentences


@pytest.mark.parametrize(
    ("site", "question", "view", "found"),
    [
        ("en", "", "", None),
        ("en", "language: de", "", "de"),
        ("en", "language: de", "language: fr", "fr"),
        ("de", "", "", "de"),
        ("de", "", "language: en", "en"),
        ("en", "language: no", "", "no"),
    ],
)
def test_an_answer_is_in_the_language_of_its_question_and_that_in_the_sites(
    tmp_path: Path, site: str, question: str, view: str, found: str | None
) -> None:
    project = Project(tmp_path)
    project.write("mkdocs.yml", "INHERIT: base.yml\ntheme: {palette: {scheme: slate}}\n")
    project.write("base.yml", f"theme: {{name: material, language: {site}}}\n")
    for path, line in (
        ("questions/china-russia-2021.yml", question),
        ("views/china-russia-2021/zachary-paikin.yml", view),
    ):
        file = tmp_path / "content" / path
        file.write_text(f"{line}\n{file.read_text(encoding='utf-8')}", encoding="utf-8")
    record = content.load(tmp_path)
    assert (record.problems, configuration.language_of(tmp_path)) == ((), site)
    assert record.library.views["china-russia-2021", "zachary-paikin"].language == found


def test_a_question_has_the_language_of_the_document(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.write("seeds/netz.txt", "Was nun?\nAnna Groß\nAm 3. Mai beginnt es.\n")
    parts = "parts:\n  1: question\n  2: name\n  3: text\n"
    project.write(content.outline_path("netz.txt"), f"document: netz.txt\nlanguage: de\n{parts}")
    convert.convert(tmp_path, ["netz.txt"])
    assert content.load(tmp_path).library.views["netz", "anna-gross"].language == "de"
    assert "language: de" in (tmp_path / content.question_path("netz")).read_text(encoding="utf-8")
