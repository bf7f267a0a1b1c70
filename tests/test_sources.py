"""Documents on pages: every line of an answer, letter for letter, at its number; and nothing that was left out."""

import re
from pathlib import Path

from bs4 import BeautifulSoup
from markdown import Markdown

from expertviews import addresses, pages
from expertviews.addresses import Site
from expertviews.model import Library, SeedSource
from expertviews.pages import sources
from expertviews.publish import build_pages
from tests import records
from tests import sample_library as sample
from tests.project import OUTLINE, Project

SITE = Site("Test", "https://example.org/")
NAME = "china-russia-2021.txt"
LEFT_OUT = "Letters to the editor, not for publication"


def page(root: Path, name: str = NAME) -> BeautifulSoup:
    """The page of a document, without its front matter, as Markdown makes it."""
    text = (root / "docs" / "sources" / f"{name}.md").read_text(encoding="utf-8").split("---\n", 2)[2]
    return BeautifulSoup(Markdown(extensions=["attr_list", "toc", "tables"]).convert(text), "lxml")


def test_every_line_of_a_document_stands_at_its_number_and_leads_to_its_answer(tmp_path: Path) -> None:
    project = Project(tmp_path)
    build_pages(project.root, SITE)
    found = page(project.root)
    shown = {
        int(str(part["start"])) + at: line.get_text()
        for part in found.select("ol.ev-lines")
        for at, line in enumerate(part.select("li"))
    }
    lines = project.read(f"seeds/{NAME}").rstrip("\n").split("\n")
    assert [shown[number] for number in sorted(shown)] == lines
    assert [str(it["href"]) for it in found.select("a")][1] == "../../contributors/zachary-paikin/#china-russia-2021"


def test_an_answer_leads_to_its_lines(tmp_path: Path) -> None:
    project = Project(tmp_path)
    build_pages(project.root, SITE)
    text = (project.root / "docs/contributors/zachary-paikin.md").read_text(encoding="utf-8")
    assert f'href="../../sources/{NAME}/#l5">{NAME}</a>, lines 5–8' in text
    assert (
        'documents: [{"path": "seeds/china-russia-2021.txt", "address": "seeds/china-russia-2021.txt", "lines": "L5-L8"}]'
        in text
    )
    assert page(project.root).select_one("ol#l5") is not None


def test_without_directories_links_name_files(tmp_path: Path) -> None:
    project = Project(tmp_path)
    build_pages(project.root, Site("Test", directories=False))
    text = (project.root / "docs/contributors/zachary-paikin.md").read_text(encoding="utf-8")
    assert f'href="../sources/{NAME}.html#l5"' in text


def test_what_a_document_has_besides_is_not_shown(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.remove(OUTLINE)
    document = project.read(f"seeds/{NAME}").rstrip("\n")
    project.write(f"seeds/{NAME}", f"{document}\n\n{LEFT_OUT}\n")
    build_pages(project.root, SITE)
    text = page(project.root).get_text()
    assert LEFT_OUT not in text
    assert "Lines 17–19: not part of an answer, so not shown here" in text


def test_a_document_of_any_name_has_a_page_of_a_plain_name(tmp_path: Path) -> None:
    project = Project(tmp_path)
    name = "China & (Russia) #1 100%.txt"
    project.remove(OUTLINE)
    (project.root / "seeds" / NAME).rename(project.root / "seeds" / name)
    for file in (project.root / "content").rglob("*.yml"):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace(f"seed: {NAME}", f'seed: "{name}"'), encoding="utf-8")
    build_pages(project.root, SITE)
    (path,) = (project.root / "docs" / "sources").iterdir()
    assert re.fullmatch(r"china-russia-1-100-.txt-[0-9a-f]{8}\.md", path.name)
    found = page(project.root, path.stem)
    assert found.h1 is not None
    assert found.h1.get_text() == name
    text = (project.root / "docs/contributors/zachary-paikin.md").read_text(encoding="utf-8")
    assert f'href="../../sources/{path.stem}/#l5"' in text


def test_no_two_documents_have_one_page_on_any_system() -> None:
    names = ["a.txt", "A.txt", "a.md", "a .txt", "a-.txt", "ä.txt", "王.txt", "江.txt", "..txt", f"{'long' * 60}.txt"]
    made = [addresses.source_page(name).casefold() for name in names]
    assert made[0] == "sources/a.txt.md"
    assert len(set(made)) == len(names)
    assert all(re.fullmatch(r"sources/[a-z0-9_-][a-z0-9._-]{0,100}\.md", path) for path in made)


def test_hostile_lines_are_the_letters_they_are() -> None:
    lines = [records.IMAGE, records.SCRIPT, f"  {records.MARKUP}", "", "</ol></div>", "<!-- open", "    code", "last"]
    view = sample.view(("q", "ann"), "x", source=SeedSource(seed="s.txt", lines=f"1-{len(lines)}"))
    library = sample.library([sample.question("q")], [sample.contributor("ann")], views=[view])
    (group,) = sources.groups(library, "s.txt", "\n".join(lines))
    assert (group.lines, group.first, group.last) == (tuple(lines), 1, len(lines))
    rendered = pages_of(library, "\n".join(lines))
    found = BeautifulSoup(Markdown(extensions=["attr_list", "toc", "tables"]).convert(rendered), "lxml")
    assert [item.get_text() for item in found.select("li")] == lines


def pages_of(library: Library, text: str) -> str:
    return (
        pages.render_site(library, SITE, beside=pages.Beside({"s.txt": text}))
        .pages["sources/s.txt.md"]
        .split("---\n", 2)[2]
    )


def test_answers_that_overlap_each_have_a_place() -> None:
    views = [
        sample.view(("q", slug), "x", source=SeedSource(seed="s.txt", lines=lines))
        for slug, lines in (("ann", "1-9"), ("ben", "3-4"), ("cyd", "3-3"))
    ]
    people = [sample.contributor(slug) for slug in ("ann", "ben", "cyd")]
    library = sample.library([sample.question("q")], people, views=views)
    found = sources.groups(library, "s.txt", "\n".join("123456789"))
    assert [group.first for group in found] == [1, 3, 4, 5]
    assert "".join(line for group in found for line in group.lines) == "123456789"
