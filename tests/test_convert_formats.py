"""Documents as they come (Word, web pages, other encodings) are kept, with the plain text that line numbers speak of."""

from pathlib import Path

import docx
import pytest
from click.testing import Result

from expertviews import content
from expertviews.model import SeedSource
from tests.project import Project

NAMES = ("Ann Lee", "Bo Diaz", "Cy Dahl")
PROSE = "It is a fine thing, said no bee ever. But “wild” bees lose; 4 € a jar."
WEB_PAGE = f"""<html><head><title>No part of it</title></head><body><h1>Three beekeepers on wild bees</h1><p>Question: Should we keep bees in towns?</p>
<h2>Ann Lee</h2><p>{PROSE}</p><h2>Bo Diaz</h2><p>{PROSE}</p><h2>Cy Dahl</h2><p>{PROSE}</p></body></html>"""
TEXT = f"Question: Should we keep bees in towns?\n\nAnn Lee\n{PROSE}\n\nBo Diaz\n{PROSE}\n\nCy Dahl\n{PROSE}\n"


def convert(project: Project, *arguments: str, status: int = 0) -> Result:
    result = project.views("convert", *arguments)
    assert result.exit_code == status, result.output
    return result


def tree(root: Path) -> dict[Path, tuple[bytes, int]]:
    return {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in root.rglob("*") if path.is_file()}


def word_document(path: Path) -> None:
    document = docx.Document()
    document.add_heading("Three beekeepers on wild bees", 0)
    document.add_paragraph("Question: Should we keep bees in towns?")
    for name in NAMES:
        document.add_heading(name, 2)
        document.add_paragraph(PROSE)
    document.save(str(path))


def put(project: Project, name: str) -> None:
    """A document of the kind that its name says."""
    path = project.root / "seeds" / name
    if name.endswith(".docx"):
        word_document(path)
    elif name.endswith(".html"):
        path.write_text(WEB_PAGE, encoding="utf-8")
    else:
        path.write_bytes(TEXT.encode({"bees.txt": "utf-16", "bees-1252.txt": "windows-1252"}[name]))


@pytest.mark.parametrize(
    ("name", "kept", "options"),
    [
        ("bees.docx", "bees.docx.txt", []),
        ("bees.html", "bees.html.txt", []),
        ("bees-1252.txt", "bees-1252.txt.txt", ["--encoding", "windows-1252"]),
        ("bees.txt", "bees.txt", []),
    ],
)
def test_a_document_is_kept_and_read_once(project: Project, name: str, kept: str, options: list[str]) -> None:
    put(project, name)
    received = (project.root / "seeds" / name).read_bytes()
    before = tree(project.root)
    count = 8 if kept == name else 9
    assert f"{count} files to write\n" in convert(project, "--check", *options, status=1).output
    assert tree(project.root) == before
    convert(project, *options)
    assert (project.root / "seeds" / name).read_bytes() == received
    library = content.load(project.root).library
    (question,) = [slug for slug, found in library.questions.items() if found.seed == kept]
    views = library.views_on(question)
    assert [view.contributor for view in views] == ["ann-lee", "bo-diaz", "cy-dahl"]
    assert all(view.paragraphs[-1] == PROSE for view in views)
    assert project.problems() == []
    written = tree(project.root)
    assert convert(project).output == "0 files written\n"
    again = convert(project, name, *options).output
    assert again.startswith(f"seeds/{name}: 4 files already in the record; nothing is missing\n")
    assert "\n0 files written" in again
    assert tree(project.root) == written


def test_the_items_of_a_web_pages_list_stay_in_the_answer(project: Project) -> None:
    listed = WEB_PAGE.replace("<h2>Bo Diaz</h2>", "<h2>Bo Diaz</h2><ol><li>One.</li><li>Two.</li></ol>")
    project.write("seeds/bees.html", listed)
    convert(project)
    project.decide()
    convert(project)
    (said,) = [
        view.paragraphs for view in content.load(project.root).library.views.values() if view.contributor == "bo-diaz"
    ]
    assert said == ("1. One.", "2. Two.", PROSE)
    assert project.problems() == []


def test_lines_are_those_of_the_plain_text_beside_the_document(project: Project) -> None:
    put(project, "bees.docx")
    convert(project)
    plain = (project.root / "seeds" / "bees.docx.txt").read_text(encoding="utf-8").split("\n")
    for view in content.load(project.root).library.views_on("bees"):
        assert isinstance(view.source, SeedSource)
        assert view.source.seed == "bees.docx.txt"
        assert plain[view.source.first - 1] in {"## Ann Lee", "## Bo Diaz", "## Cy Dahl"}


def test_utf_8_by_name_is_no_other_encoding(project: Project) -> None:
    (project.root / "seeds" / "plain.txt").write_text(TEXT, encoding="utf-8")
    convert(project, "plain.txt", "--encoding", "UTF8")
    assert not (project.root / "seeds" / "plain.txt.txt").exists()


@pytest.mark.parametrize("outlined", [True, False])
def test_a_document_that_changed_is_not_read_over_what_was_made_of_it(project: Project, *, outlined: bool) -> None:
    put(project, "bees.html")
    convert(project)
    project.edit("seeds/bees.html", "fine", "foul")
    if not outlined:
        (project.root / content.outline_path("bees.html")).unlink()
    before = tree(project.root)
    result = project.views("convert", "bees.html")
    assert result.exit_code == 1
    expected = "content/outlines/bees.html.yml:5:9: outline-outdated: "
    assert (expected if outlined else "seeds/bees.html.txt:1:1: file-exists: ") in result.output
    assert tree(project.root) == before


def test_an_outline_of_a_word_document_speaks_of_the_plain_text_kept_beside_it(project: Project) -> None:
    document = docx.Document()
    for line in ("Question: Should we keep bees in towns?", "Ann Lee", PROSE, "Bo Diaz", "Cem Roy", PROSE):
        document.add_paragraph(line)
    document.save(str(project.root / "seeds" / "doubt.docx"))
    convert(project)
    assert content.load(project.root).library.outlines["doubt.docx"].document == "doubt.docx"
    assert "Bo Diaz" in project.read("seeds/doubt.docx.txt")
    assert not (project.root / "content/questions/doubt.yml").exists()


def test_no_break_spaces_and_windows_line_ends_are_read(project: Project) -> None:
    text = TEXT.replace("Ann Lee", "Ann\xa0Lee").replace("fine thing", "fine\xa0thing").replace("\n", "\r\n")
    (project.root / "seeds" / "paste.txt").write_bytes(b"\xef\xbb\xbf" + text.encode())
    convert(project)
    library = content.load(project.root).library
    assert "ann-lee" in library.contributors
    assert "fine\xa0thing" in library.views["paste", "ann-lee"].text
    assert project.problems() == []
