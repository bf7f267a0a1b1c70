"""Made-up archives, by which the project is measured, are as valid and as varied as real ones at any size."""

from pathlib import Path

import pytest

from expertviews import addresses, checks, content, convert, extraction, pages
from expertviews.addresses import Site
from tests import archive

MOST_AROUND = 6.5  # times the text of an answer


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    archive.write(folder, archive.archive(100))
    return folder


@pytest.mark.parametrize(("contributors", "questions", "answers"), [(2, 0, 15), (10, 0, 15), (40, 6, 40), (100, 0, 15)])
def test_there_is_nothing_to_correct_at_any_size(
    tmp_path: Path, contributors: int, questions: int, answers: int
) -> None:
    archive.write(tmp_path, archive.archive(contributors, questions, answers))
    record = content.load(tmp_path)
    assert len(record.library.contributors) == contributors
    assert [*checks.check(record), *checks.warnings(record)] == []


def test_the_same_size_and_seed_give_the_same_files_and_another_seed_others() -> None:
    assert archive.archive(10) == archive.archive(10)
    assert archive.archive(10) != archive.archive(10, seed=2)


def test_every_document_is_in_the_record_as_it_would_be_read(root: Path) -> None:
    assert not convert.unconverted(content.load(root))
    pages = sorted((root / "seeds").glob("*.html"))
    assert pages
    for page in pages:
        kept = page.with_name(f"{page.name}.txt").read_text(encoding="utf-8")
        _, _, read = extraction.extract(page, page.name).text.partition("\n")
        assert kept.partition("\n")[2] == read  # the first line says what extracted the text


def test_everything_is_there_that_records_have(root: Path) -> None:
    library = content.load(root).library
    views, questions, people = ([*it.values()] for it in (library.views, library.questions, library.contributors))
    outcomes = {it.outcome.status for question in questions for it in question.propositions if it.outcome}
    assert {it.kind for it in people} == {"person", "organisation", "anonymous"}
    assert any(it.disambiguation for it in people)
    assert any(it.links for it in people)
    assert outcomes == {"borne-out", "not-borne-out", "mixed", "open", "untestable"}
    assert {it.status for it in views} == {"draft", "reviewed"}
    assert {type(it.source).__name__ for it in views} == {"SeedSource", "WebSource", "SubmittedSource"}
    for key in ("bio", "byline", "notes", "prompts", "corrections", "earlier", "withdrawn", "excerpts", "stances"):
        assert any(getattr(it, key) for it in views), key
    assert any(" … " in excerpt.quote for it in views for excerpt in it.excerpts)
    for letters in ("казахстан", "كازاخستان", "哈萨克斯坦"):
        assert any(letters in it.text.casefold() for it in views)
    assert len({it.year for it in questions}) == 20
    assert library.moved


def test_a_page_of_one_answer_is_light_and_none_is_heavy(root: Path) -> None:
    library = content.load(root).library
    made = pages.render_site(library, Site("Test", "https://example.org/")).pages
    assert max(len(page.encode()) for page in made.values()) < 270_000, "the theme adds some 27 kB"
    html = text = 0
    for who in library.contributors:
        views = library.views_by(who)
        if len(views) == 1 and not views[0].withdrawn:
            html += len(made[addresses.contributor_page(who)].partition("---\n\n")[2].encode())
            text += sum(len(it.encode()) for it in views[0].paragraphs)
    assert html < MOST_AROUND * text
