"""The record over time: nothing is said of what nobody has looked for, and a role stands only beside answers of its time."""

import datetime
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup

from expertviews import content, pages, timeline
from expertviews.addresses import Site
from expertviews.checks import status_report
from expertviews.comparison import roles
from expertviews.model import Affiliation, Library, View, WebSource
from expertviews.pages import cite
from expertviews.pages.linkeddata import Schema
from expertviews.quotes import Passages
from tests import sample_library as sample
from tests.project import PAIKIN_VIEW, QUESTION, Project

SITE = Site("Views", "https://example.org/")
VIEW = ("first", "ann")


def role(name: str = "Fellow", **dates: str) -> Affiliation:
    return Affiliation.model_validate({"role": name, **dates})


@pytest.mark.parametrize(
    ("dates", "fits", "not_"),
    [
        ({"from": "2019", "to": "2023"}, ["2019", "2021-03-14", "2023-12-31"], ["2018-12-31", "2024"]),
        ({"from": "2019-09"}, ["2019", "2019-09", "2026"], ["2019-08-31", "2018"]),
        ({"to": "2023-05-02"}, ["1990", "2023-05"], ["2023-05-03", "2023-06", "2024"]),
        ({"as_of": "2021-03"}, ["2021", "2021-12-31"], ["2020", "2022-01"]),
        ({"from": "2019", "as_of": "2021"}, ["2020", "2021-12"], ["2018", "2022"]),
        ({"to": "2019", "as_of": "2021"}, ["2018", "2019"], ["2020", "2021"]),
        ({}, [], ["2021"]),
    ],
)
def test_a_role_fits_the_dates_for_which_it_is_known(dates: dict[str, str], fits: list[str], not_: list[str]) -> None:
    who = sample.contributor("ann", affiliations=(role(**dates),))
    assert [date for date in (*fits, *not_) if timeline.roles_on(who, date)] == fits
    assert not timeline.roles_on(who, None)


def test_a_role_held_throughout_a_year_comes_before_one_that_began_or_ended_in_it() -> None:
    roles_ = (role("New", **{"from": "2021-06"}), role("Old", **{"from": "2019", "to": "2021"}))
    who = sample.contributor("ann", affiliations=roles_)
    assert [it.role for it in timeline.roles_on(who, "2021")] == ["Old", "New"]
    assert [it.role for it in timeline.roles_on(who, "2021-07")] == ["New", "Old"]


def answered(who: dict[str, Any], **view: Any) -> Library:
    return sample.library(
        [sample.question("first", asked="2021"), sample.question("earlier", asked="2020")],
        [sample.contributor("ann", "Ann Lee", **who)],
        [sample.theme("trade", 1)],
        [sample.view(VIEW, "Trade grows.", line=1, **view), sample.view(("earlier", "ann"), "It will.", line=2)],
    )


POSTS = (role("Adviser", **{"from": "2024"}), role("Fellow", **{"from": "2019", "to": "2023"}))


@pytest.mark.parametrize(
    ("who", "view", "words", "verbatim"),
    [
        ({"affiliations": POSTS}, {}, "Fellow", False),
        ({"affiliations": POSTS}, {"answered": "2024-02"}, "Adviser", False),
        ({"affiliations": POSTS[:1]}, {}, "", False),
        ({"affiliations": POSTS[:1]}, {"byline": "ANN LEE, Institute of Ice"}, "Institute of Ice", True),
        ({"affiliations": POSTS[:1]}, {"byline": "Ann Lee (Institute of Ice)"}, "Institute of Ice", True),
        ({}, {"byline": "ANN LEE Director, Institute of Ice"}, "Director, Institute of Ice", True),
        ({}, {"byline": "Ann Lee-Smith"}, "", False),
        ({"also_known_as": ("李明",)}, {"byline": "李明，教授"}, "教授", True),
        ({}, {"byline": "Dr A. Lee, director, Institute of Ice"}, "director, Institute of Ice", True),
        ({}, {"bio": "Ann is a Russian lawyer. She likes ice."}, "Ann is a Russian lawyer.", True),
        ({}, {"byline": "ANN LEE", "bio": "Ann is a lawyer."}, "Ann is a lawyer.", True),
        ({"kind": "anonymous"}, {}, "Anonymous", False),
    ],
)
def test_beside_an_answer_stands_the_role_of_its_time(
    who: dict[str, Any], view: dict[str, Any], words: str, verbatim: bool
) -> None:
    library = answered(who, **view)
    assert roles.role_beside(library, library.views[VIEW], {"anonymous": "Anonymous"}) == roles.Words(words, verbatim)


def text(page: str) -> str:
    return " ".join(BeautifulSoup(page, "lxml").get_text(" ").split())


def test_every_page_with_an_answer_shows_the_role_of_its_time_and_the_persons_own_page_all_of_them() -> None:
    rendered = pages.render_site(answered({"affiliations": POSTS}), SITE).pages
    for page in ("index.md", "questions/first.md", "contributors/index.md"):
        assert "Fellow" in rendered[page], page
        assert "Adviser" not in rendered[page], page
    assert "Adviser since 2024 Fellow 2019–2023" in text(rendered["contributors/ann.md"])
    assert 'description: "Fellow · What next? · 2021"' in rendered["contributors/ann.md"]


def test_a_later_answer_has_its_own_date_everywhere() -> None:
    library = answered({}, answered="2022-03-14")
    view, other = library.views[VIEW], library.views["earlier", "ann"]
    assert library.date_of(other) == "2020"
    citation = cite.of_view(library, view, SITE)
    assert citation.item["issued"] == {"date-parts": [[2022, 3, 14]]}
    assert "(2022)" in cite.sentence(citation)
    assert "year = {2022}" in cite.bibtex(citation)
    assert "DA  - 2022/03/14/" in cite.ris(citation)
    assert cite.of_question(library.questions["first"], SITE).item["issued"] == {"date-parts": [[2021]]}
    data = Schema(library, Passages(), SITE).contributor(library.contributors["ann"])
    assert data["hasPart"][0]["datePublished"] == "2022-03-14"
    assert data["hasPart"][0]["parentItem"]["datePublished"] == "2021"
    rendered = pages.render_site(library, SITE).pages
    for page in ("index.md", "questions/first.md", "contributors/ann.md"):
        assert "Answered on 14 March 2022" in text(rendered[page]), page
    assert "What next? 14 March 2022" in text(rendered["contributors/index.md"])
    assert "Answered in 2020" not in rendered["contributors/ann.md"]


def test_the_day_on_which_an_answer_was_sent_is_its_date_and_decides_the_order() -> None:
    library = answered({})
    late = library.views["earlier", "ann"].model_copy(
        update={"source": sample.view(VIEW, "x").source, "answered": None}
    )
    assert [it.question for it in library.views_by("ann")] == ["first", "earlier"]
    library = Library(
        library.questions, library.contributors, library.themes, {**library.views, ("earlier", "ann"): late}
    )
    assert library.date_of(late) == "2021-03-04"
    assert [it.question for it in library.views_by("ann")] == ["earlier", "first"]
    web = late.model_copy(update={"source": WebSource(url="https://example.org", accessed="2026-01-01")})
    assert library.date_of(web) == "2020"


def read(*, added: str | None = None, **view: Any) -> tuple[Library, View]:
    """A view on one of two themes; the propositions are of the other, one of them `added` later."""
    library = sample.library(
        [sample.question("first", (sample.proposition("peace", "arms", added=added),))],
        [sample.contributor("ann")],
        [sample.theme("trade", 1), sample.theme("arms", 2, added="2026-11-24")],
        [sample.view(VIEW, "Trade grows. Peace will hold.", [("trade", "Trade grows.")], line=1, **view)],
    )
    return library, library.views[VIEW]


@pytest.mark.parametrize(
    ("view", "said"),
    [
        ({"read_for": ("trade",)}, "not yet looked at"),
        ({"read_for": ("trade", "arms")}, "no excerpt"),
        ({"read_for": None}, "not yet looked at"),
        ({"read_for": ("trade",), "status": "draft"}, "not yet reviewed"),
        ({"read_for": ("trade", "arms"), "status": "draft"}, "not yet reviewed"),
    ],
)
def test_no_page_claims_silence_on_a_theme_that_nobody_has_looked_for(view: dict[str, Any], said: str) -> None:
    library, _ = read(**view)
    rendered = {path: text(page).lower() for path, page in pages.render_site(library, SITE).pages.items()}
    others = {"not yet looked at", "no excerpt", "no position", "not yet reviewed"} - {said}
    for page in ("themes/arms.md", "questions/first.md", "index.md"):
        assert said in rendered[page], page
    del rendered["data.md"]  # explains the words
    for page, words in rendered.items():
        claims = words.partition("each cell shows")[0].replace("no excerpt yet", "")
        seen = {it for it in others if it in claims}
        assert seen <= ({"no position"} if said == "no excerpt" else set()), page


def test_a_themes_page_says_since_when_it_exists_and_how_many_answers_nobody_has_looked_at() -> None:
    shown = pages.render_site(read(read_for=("trade",))[0], SITE).pages
    assert "Added on 24 November 2026 · 1 reviewed answer not yet looked at for this theme" in text(
        shown["themes/arms.md"]
    )
    assert "looked at" not in text(shown["themes/trade.md"])
    assert "not yet looked at: Arms" in text(shown["contributors/ann.md"])
    done = pages.render_site(read(read_for=("trade", "arms"))[0], SITE).pages
    assert "Added on 24 November 2026 Arms" not in text(done["themes/arms.md"])
    assert "no excerpt: Arms" in text(done["contributors/ann.md"])


@pytest.mark.parametrize(
    ("added", "reviewed_on", "said"),
    [
        (None, None, "no position"),
        ("2026-11-24", None, "not yet looked at"),
        ("2026-11-24", "2026-11-23", "not yet looked at"),
        ("2026-11-24", "2026-11-24", "no position"),
    ],
)
def test_a_proposition_added_after_the_last_review_is_not_yet_looked_at(
    added: str | None, reviewed_on: str | None, said: str
) -> None:
    library, _ = read(added=added, read_for=("trade", "arms"), reviewed_on=reviewed_on)
    page = text(pages.render_site(library, SITE).pages["questions/first.md"])
    assert f"1 {said}" in page
    assert ("more of them may take a position" in page) == (said == "not yet looked at")


def test_an_excerpt_doesnt_show_that_somebody_has_looked_for_all_else_on_its_theme() -> None:
    library, view = read(read_for=("arms",), stances=())
    assert view.excerpts[0].theme == "trade"
    assert [it.slug for it in timeline.unread(library, view)] == ["trade"]


@pytest.mark.parametrize(
    ("view", "said"),
    [
        ({"read_for": ("trade", "arms"), "stances": ()}, "1 no position"),
        ({"read_for": ("trade",), "stances": ()}, "1 not yet looked at"),
        ({"status": "draft"}, "1 not yet reviewed"),
    ],
)
def test_a_propositions_description_says_no_more_than_its_page(view: dict[str, Any], said: str) -> None:
    page = pages.render_site(read(**view)[0], SITE).pages["questions/first/peace.md"]
    assert said in page.split("\n---\n")[0]


def test_a_new_theme_and_a_new_view_say_when_and_for_what(tmp_path: Path) -> None:
    made = Project(tmp_path)
    printed = made.views("new", "theme", "Water").output
    assert (
        "until somebody has looked for it in the views that exist, `views suggest water` proposes passages" in printed
    )
    today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    assert f"\nadded: {today}\n" in made.read("content/themes/water.yml")
    made.views("new", "contributor", "Jane Doe", "--question", "china-russia-2021")
    line = "\nread_for: [energy, finance, central-asia, military, technology, world-order]\n"
    assert line in made.read("content/views/china-russia-2021/jane-doe.yml")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """The frozen record with a new theme."""
    made = Project(tmp_path)
    made.write(
        "content/themes/domestic.yml",
        "title: Domestic\nsummary: Who rules.\norder: 7\nadded: 2026-11-24\nterms: [insurrection, domestic]\n",
    )
    return made


def suggested_files(printed: str) -> list[str]:
    """The files that suggestions are for."""
    return re.findall(r"^# (.+):\d+: not yet looked at", printed, re.MULTILINE)


def test_suggestions_can_be_pasted_as_they_are(project: Project) -> None:
    printed = project.views("suggest", "domestic").output
    assert printed.count("\n---\n") == 3
    assert "# content/views/china-russia-2021/kalavinka-view.yml:6: not yet looked at for domestic" in printed
    assert "  # paragraph 2: “insurrection”\n  - theme: domestic\n" in printed
    for file, part in zip(suggested_files(printed), printed.split("---\n"), strict=True):
        themes = ["energy", "finance", "central-asia", "military", "technology", "world-order", "domestic"]
        assert yaml.safe_load(part)["read_for"] == themes
        lines = project.read(file).splitlines(keepends=True)
        at = lines.index("excerpts:\n") + 1
        new = part.partition("excerpts:")[2].partition("\n")[2]
        lines[at:at] = [line for line in new.splitlines(keepends=True) if line.startswith("  ")]
        text = "".join(lines)
        old = next(line for line in text.splitlines() if line.startswith("read_for"))
        project.write(file, text.replace(old, next(it for it in part.splitlines() if it.startswith("read_for"))))
    assert project.problems() == []
    assert "nothing: somebody has looked" in project.views("suggest", "domestic").output
    assert "look for a theme" not in project.views("status").output


@pytest.mark.parametrize(
    ("what", "message"),
    [
        ("domestik", "there is no theme `domestik`: did you mean `domestic`? For a view, give QUESTION/CONTRIBUTOR"),
        ("china-russia-2021/zachary", "there is no view `china-russia-2021/zachary`: did you mean"),
    ],
)
def test_what_suggest_is_asked_for_must_be_there(project: Project, what: str, message: str) -> None:
    assert message in project.views("suggest", what).output


@pytest.mark.parametrize("form", ["china-russia-2021/zachary-paikin", PAIKIN_VIEW, f"/home/me/site/{PAIKIN_VIEW}"])
def test_one_view_is_named_by_its_question_and_contributor_or_its_file(project: Project, form: str) -> None:
    assert suggested_files(project.views("suggest", form).output) == [PAIKIN_VIEW]


def test_a_theme_without_terms_learns_from_what_was_filed_where_somebody_has_looked(tmp_path: Path) -> None:
    words = [f"Glaciers melt by the metre, says voice {n}." for n in range(9)]
    project = Project(tmp_path)
    theme = "title: Ice\nsummary: Ice.\norder: 8\nadded: 2026-11-24\n"
    project.write("content/themes/ice.yml", theme)
    for n, said in enumerate(words):
        name = f"voice-{chr(97 + n)}"
        project.write(
            f"content/contributors/{name}.yml", f"name: Voice {n}\nsort_name: Voice {n}\nkind: organisation\n"
        )
        filed = f"excerpts:\n  - theme: ice\n    quote: {said}\n" if n < 8 else ""
        text = f"{said} All else is politics of the capital and its many friends."
        head = (
            f"question: china-russia-2021\ncontributor: {name}\nsource: {{submitted: 2026-11-23}}\nstatus: reviewed\n"
        )
        read_for = "read_for: [ice]\n" if n < 8 else "read_for: []\n"
        project.write(f"content/views/china-russia-2021/{name}.yml", f"{head}{read_for}text: |\n  {text}\n{filed}")
    printed = project.views("suggest", "china-russia-2021/voice-i").output
    found = yaml.safe_load(printed)["excerpts"]
    assert [it["quote"] for it in found if it["theme"] == "ice"] == [words[8]]
    (reason,) = re.findall(r"# (.+)\n  - theme: ice", printed)
    assert "like the excerpt filed in china-russia-2021/voice-h" in reason


def test_status_says_what_nobody_has_looked_at(project: Project) -> None:
    line = "read_for: [energy, finance, central-asia, military, technology, world-order]"
    project.edit(PAIKIN_VIEW, line, f"{line[:-1]}, domestic]")
    project.edit(QUESTION, "    theme: energy\n", "    theme: energy\n    added: 2026-11-23\n")
    said = status_report(content.load(project.root), "2021-01-01").splitlines()
    assert "content/themes/domestic.yml:4: added 2026-11-24, not yet looked for in 3 of 4 views" in said
    assert "3 views await a look for a theme: `views suggest` proposes passages" in said
    assert any(f"{QUESTION}:" in it and "`hydrocarbon-imports` not yet looked for in" in it for it in said)
