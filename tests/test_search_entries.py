"""What search finds of a record: published words at their places, and no suggestion as a fact."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from expertviews import content, pages
from expertviews.addresses import Site
from expertviews.kept import Cache
from expertviews.model import Library, View, Withdrawal
from expertviews.pages import SearchEntry, choices
from expertviews.publish import search
from tests.project import RECORD

KEY = ("china-russia-2021", "zachary-paikin")
HOME = "contributors/zachary-paikin/"


def entries(**changed: object) -> Sequence[SearchEntry]:
    """What is found of the frozen record, with one view changed."""
    library: Library = content.load(RECORD).library
    view: View = library.views[KEY].replacing(**changed)
    return pages.render_site(replace(library, views={**library.views, KEY: view}), Site("Test")).entries()


def test_each_paragraph_is_found_at_its_place_and_says_whose_it_is_and_what_it_answers() -> None:
    found = {it.place: it for it in entries()}
    second = found[f"{HOME}#china-russia-2021-p2"]
    assert (second.kind, second.title) == ("answer", "Zachary Paikin")
    assert second.question == "What will be the key issues defining China/Russia relations in 2021?"
    assert second.words.startswith("Moscow may profess")
    assert set(second.filters["theme"]) >= {"Central Asia", "Military"}
    assert second.filters["stance"] == ("Disagrees",)
    assert (second.filters["contributor"], second.filters["year"]) == (("Zachary Paikin",), ("2021",))


def test_a_proposition_is_found_with_who_takes_a_position() -> None:
    (found,) = (it for it in entries() if it.place == "questions/china-russia-2021/formal-alliance/")
    assert found.title == "Beijing and Moscow will enter a formal alliance."
    assert found.words == "Disagrees: Zachary Paikin and Dirk Van Der Kley."


def test_nothing_of_a_withdrawn_answer_is_found() -> None:
    withdrawn = Withdrawal(date="2027-01-01", why="At the author’s request.")
    found = entries(withdrawn=withdrawn, bio="Biography withdrawn with it.", notes=("A note withdrawn.",))
    assert [it.place for it in found if it.place.startswith(HOME)] == [HOME]
    said = " ".join(f"{it.title} {it.words}" for it in found)
    for words in ("maneuverability", "Biography withdrawn", "A note withdrawn"):
        assert words not in said
    (formal,) = (it for it in found if it.place.endswith("formal-alliance/"))
    assert formal.words == "Disagrees: Dirk Van Der Kley."


def test_what_a_draft_suggests_is_no_filter_and_no_position() -> None:
    found = entries(status="draft")
    drafted = [it for it in found if it.place.startswith(f"{HOME}#")]
    assert drafted
    assert all(it.filters.keys() == {"contributor", "year"} for it in drafted)
    (formal,) = (it for it in found if it.place.endswith("formal-alliance/"))
    assert formal.words == "Disagrees: Dirk Van Der Kley."


def test_people_of_the_same_name_can_be_told_apart_in_the_choices() -> None:
    library = content.load(RECORD).library
    same = {slug: it.model_copy(update={"name": "Lee"}) for slug, it in library.contributors.items()}
    found = choices(pages.render_site(replace(library, contributors=same), Site("Test")).entries())
    assert sorted(found["contributor"]) == sorted(f"Lee ({slug})" for slug in same)
    assert found["stance"] == ["Agrees", "Mixed", "Disagrees"]


def test_an_edit_makes_one_part_of_a_large_index_anew_which_then_is_as_if_all_were(tmp_path: Path) -> None:
    people = [SearchEntry(f"contributors/{at}/", "contributor", f"Expert {at}", "Somebody") for at in range(40)]
    edited = [*people[:7], replace(people[7], words="Somebody else"), *people[8:]]
    cache, warm, cold = Cache(), tmp_path / "warm", tmp_path / "cold"
    first = index_of(warm, people, cache)
    assert len({it.parts[2] for it in first if "pagefind" in it.parts}) == 4
    states = {path: (warm / path).stat().st_ctime_ns for path in first}
    again = index_of(warm, edited, cache)
    made = {it for it in again if states.get(it) != (warm / it).stat().st_ctime_ns}
    assert len({it.parts[2] for it in made if "pagefind" in it.parts}) == 1
    assert again == index_of(cold, edited, Cache())


def index_of(site: Path, entries: Sequence[SearchEntry], cache: Cache) -> dict[Path, bytes]:
    """The files of an index that is split up, by path, when it is written to a site."""
    (site / "search").mkdir(parents=True, exist_ok=True)
    search.Search(site, max_bytes=1, cache=cache).write({"config": {}, "docs": []}, entries)()
    return {it.relative_to(site): it.read_bytes() for it in site.rglob("*") if it.is_file()}
