"""A page that is renamed or removed as the guide says leaves no link dead, its places on other pages included."""

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urljoin

import pytest

from expertviews import pages
from expertviews.addresses import Site
from expertviews.model import Move
from expertviews.publish import build_pages, published_addresses
from expertviews.quotes import FragmentAliases
from expertviews.quotes.aliases import MAX_OLD_SLUGS
from tests.project import DIRK_VIEW, MILITARY, PAIKIN, PAIKIN_VIEW
from tests.repositories import History, address_list, all_addresses, lost_addresses
from tests.sample_library import contributor, library, question, theme, view

REDIRECTS = "content/redirects.yml"
ANONYMOUS = "china-russia-2021-external-contributor"


def everywhere(record: History, old: str, new: str) -> None:
    """Replaces words in every file that has them."""
    for path in sorted((record.root / "content").rglob("*.yml")):
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def rename_contributor(record: History) -> None:
    record.move(PAIKIN, "content/contributors/zach-paikin.yml")
    record.move(PAIKIN_VIEW, PAIKIN_VIEW.replace("zachary", "zach"))
    everywhere(record, "contributor: zachary-paikin", "contributor: zach-paikin")
    record.write(REDIRECTS, "moved:\n  - {old: contributors/zachary-paikin/, new: contributors/zach-paikin/}\n")


def rename_theme(record: History) -> None:
    record.move(MILITARY, "content/themes/defence.yml")
    everywhere(record, "theme: military", "theme: defence")
    everywhere(record, ", military, ", ", defence, ")
    record.write(REDIRECTS, "moved:\n  - {old: themes/military/, new: themes/defence/}\n")


def rename_question(record: History) -> None:
    """The question, and its anonymous contributor with it, who is named after it."""
    record.move("content/questions/china-russia-2021.yml", "content/questions/neighbours.yml")
    shutil.move(record.root / "content/views/china-russia-2021", record.root / "content/views/neighbours")
    for path in (f"content/contributors/{ANONYMOUS}.yml", f"content/views/neighbours/{ANONYMOUS}.yml"):
        record.move(path, path.replace("china-russia-2021-", "neighbours-"))
    everywhere(record, "question: china-russia-2021", "question: neighbours")
    everywhere(record, f"contributor: {ANONYMOUS}", "contributor: neighbours-external-contributor")
    record.write(
        REDIRECTS,
        "moved:\n  - {old: questions/china-russia-2021/, new: questions/neighbours/}\n"
        f"  - {{old: contributors/{ANONYMOUS}/, new: contributors/neighbours-external-contributor/}}\n",
    )


def rename_all(record: History) -> None:
    moved = []
    for rename in (rename_theme, rename_contributor, rename_question):
        rename(record)
        moved.append(record.read(REDIRECTS).removeprefix("moved:\n"))
    record.write(REDIRECTS, "moved:\n" + "".join(moved))


def remove_theme(record: History) -> None:
    (record.root / "content/themes/technology.yml").unlink()
    for path in sorted((record.root / "content/views").rglob("*.yml")):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"  - theme: technology\n(    .*\n)+", "", text), encoding="utf-8")
    everywhere(record, "theme: technology", "theme: finance")
    everywhere(record, "technology, world-order]", "world-order]")
    record.write(REDIRECTS, "moved:\n  - {old: themes/technology/, gone: It never was one subject.}\n")


def remove_contributor(record: History) -> None:
    (record.root / PAIKIN).unlink()
    (record.root / PAIKIN_VIEW).unlink()
    record.write(REDIRECTS, "moved:\n  - {old: contributors/zachary-paikin/, gone: He has asked us to.}\n")


def made(record: History) -> dict[str, str]:
    build_pages(record.root, Site("Test"))
    docs = record.root / "docs"
    return {path.relative_to(docs).as_posix(): path.read_text(encoding="utf-8") for path in docs.rglob("*.md")}


def leads_to(address: str, found: dict[str, str]) -> bool:
    """Whether a link to an address leads to its place, by way of a redirect, if there is one."""
    page, _, fragment = address.partition("#")
    moved = re.search(r"^moved_to: (.+)$", found.get(f"{page.removesuffix('/')}.md", ""), re.MULTILINE)
    if moved:
        page = urljoin(page, moved[1].strip("\"'"))
    text = found.get(f"{page.removesuffix('/')}.md") or found[f"{page}index.md"]
    return not fragment or bool(re.search(rf'id="{fragment}"|\{{: #{fragment}[ }}]', text))


@pytest.mark.parametrize("change", [rename_contributor, rename_theme, rename_question, rename_all])
def test_after_a_rename_every_link_of_before_leads_to_its_place(
    record: History, change: Callable[[History], None]
) -> None:
    before = all_addresses(record.root)
    change(record)
    assert record.problems() == []
    assert lost_addresses(record.root, "HEAD") == []
    found = made(record)
    assert [address for address in sorted(before) if not leads_to(address, found)] == []
    for page, text in found.items():
        ids = re.findall(r'id="([^"]+)"|\{: #([^ }]+)', text)
        assert len(ids) == len(set(ids)), page


def test_after_a_theme_was_removed_links_to_its_excerpts_lead_to_their_paragraphs(record: History) -> None:
    before = all_addresses(record.root)
    remove_theme(record)
    assert record.problems() == []
    assert lost_addresses(record.root, "HEAD") == []
    found = made(record)
    places = [address for address in sorted(before) if not address.startswith("themes/technology/")]
    assert [address for address in places if not leads_to(address, found)] == []


def test_what_is_named_after_a_contributor_who_was_removed_is_gone_for_the_same_reason(record: History) -> None:
    remove_contributor(record)
    assert record.problems() == []
    assert lost_addresses(record.root, "HEAD") == []


def test_a_tombstone_keeps_nothing_that_is_not_named_after_its_page(record: History) -> None:
    record.edit(DIRK_VIEW, "  - theme: energy\n", "  - theme: finance\n")
    remove_contributor(record)
    gone = [problem.what for problem in lost_addresses(record.root, "HEAD")]
    assert gone
    assert all("dirk-van-der-kley" in what and "energy" in what for what in gone)


def test_a_place_of_before_is_not_put_on_the_list_of_published_addresses(record: History) -> None:
    remove_theme(record)
    record.write(published_addresses.LIST, "")
    assert "2021-technology-" not in address_list(record.root)


def test_many_former_names_make_no_page_grow_without_bounds() -> None:
    moved = tuple(
        Move(old=f"{kind}/old-{n}/", new=f"{kind}/new/") for kind in ("questions", "themes") for n in range(5_000)
    )
    gone = tuple(Move(old=f"themes/gone-{n}/", gone="Why not.") for n in range(5_000))
    record = library(
        [question("new")], [contributor("c")], [theme("new", 1)], [view(("new", "c"), "One. Two.", [("new", "One.")])]
    )
    found = pages.render_site(replace(record, moved=(*moved, *gone)), Site("Test")).pages
    assert len(found["contributors/c.md"]) < 60_000
    assert len(FragmentAliases((*moved, *gone)).view("new")) == MAX_OLD_SLUGS
