"""What readers are told of changes: on the page “What changed”, in feeds and in the calendar of forecasts."""

import datetime
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import feedparser
import pytest
from icalendar import Calendar

from expertviews import changes, content, pages
from expertviews.addresses import Site
from expertviews.changes import Event
from expertviews.git import BRANCH_LOG, GitError, run
from expertviews.pages import Beside, render_site
from tests import sample_library as sample
from tests.project import DIRK_VIEW, PAIKIN_VIEW, QUESTION
from tests.repositories import IDENTITY, History, git
from tests.test_changes import JANE, JANE_VIEW, JANE_VIEW_TEXT

SITE = Site("Round & Round", "https://example.org/site")


def told(record: History) -> list[str]:
    """What is told since the first commit, the oldest first."""
    found = changes.history(record.root, content.load(record.root).library.published)
    first = git(record.root, "rev-list", "--max-parents=0", "HEAD")
    return [it.sentence for it in reversed(found.events) if not it.id.startswith(first)]


def add_jane(record: History) -> None:
    record.write(JANE, "name: Jane Doe\nsort_name: Doe, Jane\nkind: person\n")
    record.write(JANE_VIEW, JANE_VIEW_TEXT)


def change_stance(record: History) -> None:
    record.edit(PAIKIN_VIEW, "stance: disagree", "stance: mixed")


def judge(record: History) -> None:
    outcome = "{status: borne-out, judged_on: 2022-01-15, evidence: [{title: A, url: 'https://example.org/a'}]}"
    record.edit(QUESTION, "horizon: 2021", f"horizon: 2021\n    outcome: {outcome}")


def move_stance(record: History) -> None:
    record.edit(PAIKIN_VIEW, "proposition: formal-alliance", "proposition: joint-world-order")


def amend_text(record: History) -> None:
    record.edit(PAIKIN_VIEW, "in 2021 will be driven", "in 2022 will be driven")


def correct(record: History) -> None:
    amend_text(record)
    correction = '{printed: "in 2021 will", corrected: "in 2022 will", date: 2026-11-24, why: A misprint.}'
    record.write(PAIKIN_VIEW, f"{record.read(PAIKIN_VIEW)}corrections: [{correction}]\n")


def withdraw(record: History) -> None:
    record.write(DIRK_VIEW, f"{record.read(DIRK_VIEW)}withdrawn: {{date: 2026-11-24, why: Asked to.}}\n")


def add_many(record: History) -> None:
    for n in range(60):
        record.write(f"content/contributors/c{n}.yml", f"name: C {n}\nsort_name: C {n}\nkind: organisation\n")
        record.write(f"content/views/china-russia-2021/c{n}.yml", JANE_VIEW_TEXT.replace("jane-doe", f"c{n}"))


HAPPENINGS: Mapping[str, tuple[Callable[[History], None], str]] = {
    "an answer": (add_jane, r"Jane Doe’s answer to “What will be .*” was added\."),
    "a stance": (change_stance, r"A position was recorded: Zachary Paikin has a mixed position on “.*”"),
    "a stance on another proposition": (
        move_stance,
        r"A position was recorded: Zachary Paikin disagrees with “.*order.*”",
    ),
    "answers at once": (add_many, r"60 answers to “What will be .*” were added at once\."),
    "an outcome": (judge, r"“.*” Outcome: borne out\."),
    "another text": (amend_text, r"The text of Zachary Paikin’s answer to “.*” was changed\."),
    "a correction": (correct, r"A misprint in Zachary Paikin’s answer to “.*” was corrected\."),
    "a withdrawal": (withdraw, r"Dirk Van Der Kley withdrew the answer to “What will be .*”"),
}


@pytest.mark.parametrize("happening", HAPPENINGS)
def test_what_happened_is_told_once_in_a_sentence(record: History, happening: str) -> None:
    do, sentence = HAPPENINGS[happening]
    do(record)
    record.commit("Do it")
    [said] = told(record)
    assert re.fullmatch(sentence, said)


def test_nothing_is_told_of_what_is_not_yet_committed(record: History) -> None:
    add_jane(record)
    assert told(record) == []


def test_of_a_withdrawn_answer_no_position_is_told(record: History) -> None:
    record.edit(DIRK_VIEW, "stance: disagree", "stance: mixed")
    record.commit("Change")
    assert "Dirk" in "".join(told(record))
    withdraw(record)
    record.commit("Withdraw")
    assert [it for it in told(record) if "Dirk" in it] == [it for it in told(record) if "withdrew" in it] != []


def test_a_draft_takes_no_position_until_it_is_reviewed(record: History) -> None:
    add_jane(record)
    record.edit(JANE_VIEW, "status: reviewed", "status: draft")
    record.commit("Add")
    record.edit(JANE_VIEW, "stance: agree", "stance: mixed")
    record.commit("Change")
    assert [it for it in told(record) if "position was recorded" in it] == []
    record.edit(JANE_VIEW, "status: draft", "status: reviewed")
    record.commit("Review")
    assert told(record)[-1].startswith("The excerpts and positions of Jane Doe’s answer")


def test_names_are_those_of_today_and_what_is_gone_is_not_told(record: History) -> None:
    add_jane(record)
    record.commit("Add")
    record.edit(JANE, "name: Jane Doe", "name: Jane Roe")
    record.commit("Rename")
    assert told(record)[0].startswith("Jane Roe’s answer")
    (record.root / JANE).unlink()
    (record.root / JANE_VIEW).unlink()
    record.commit("Remove")
    assert [it for it in told(record) if "Jane" in it] == []


def test_a_shallow_clone_says_from_when_it_knows(record: History, tmp_path: Path) -> None:
    change_stance(record)
    record.commit("Change")
    add_jane(record)
    record.commit("Add")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth=2", f"file://{record.root}", str(clone))
    found = changes.history(clone, content.load(clone).library.published)
    assert [it.sentence.partition("’")[0] for it in found.events] == ["Jane Doe"]
    assert found.since == found.events[0].day
    assert found.known


def test_without_git_the_page_says_that_it_does_not_know(record: History) -> None:
    (record.root / ".git").rename(record.root / "not-git")
    found = changes.history(record.root, content.load(record.root).library.published)
    assert found == changes.UNKNOWN
    page = pages.render_site(sample.small(), SITE, beside=Beside(history=found)).pages["changes.md"]
    assert "came without its history" in page


def revert(record: History, do: Callable[[History], None]) -> None:
    do(record)
    record.commit("Do it")
    git(record.root, "revert", "--no-edit", "HEAD")


@pytest.mark.parametrize(
    ("do", "sentences"),
    {
        "an outcome": (judge, [r"“.*” Outcome: borne out\.", r"An outcome is no longer recorded: “.*”"]),
        "a withdrawal": (
            withdraw,
            [r".* withdrew the answer to “.*”", r"Dirk .* answer to “.*” is no longer withdrawn\."],
        ),
    }.values(),
)
def test_what_is_taken_back_is_told_too(record: History, do: Callable[[History], None], sentences: list[str]) -> None:
    revert(record, do)
    said = told(record)
    assert len(said) == len(sentences)
    assert all(map(re.fullmatch, sentences, said))


def test_each_outcome_is_told_as_it_was_then(record: History) -> None:
    judge(record)
    record.commit("Judge")
    record.edit(QUESTION, "status: borne-out", "status: mixed")
    record.commit("Judge otherwise")
    assert [it.partition("Outcome: ")[2] for it in told(record)] == ["borne out.", "mixed."]


def test_what_a_program_suggested_is_not_told_after_the_review(record: History) -> None:
    add_jane(record)
    record.edit(JANE_VIEW, "status: reviewed", "status: draft")
    record.commit("Add")
    record.edit(JANE_VIEW, "stance: agree", "stance: mixed")
    record.commit("Change")
    record.edit(JANE_VIEW, "status: draft", "status: reviewed")
    record.write(JANE_VIEW, record.read(JANE_VIEW).partition("stances:")[0])
    record.commit("Review, without the suggested position")
    assert [it for it in told(record) if "position" in it and "positions" not in it] == []


def test_what_happened_before_a_rename_is_told_with_names_of_today(record: History) -> None:
    change_stance(record)
    record.commit("Change")
    views = [*(record.root / "content/views/china-russia-2021").iterdir()]
    record.move(QUESTION, "content/questions/cr.yml")
    for view in views:
        old = view.relative_to(record.root).as_posix()
        record.move(old, f"content/views/cr/{view.name}")
        record.edit(f"content/views/cr/{view.name}", "question: china-russia-2021", "question: cr")
    record.commit("Rename the question")
    for path in ("content/questions/cr.yml", *(f"content/views/cr/{view.name}" for view in views)):
        record.write(path, record.read(path).replace("formal-alliance", "pact"))
    record.commit("Rename the proposition")
    found = changes.history(record.root, content.load(record.root).library.published).events
    [said] = [it for it in found if "position was recorded" in it.sentence]
    assert (said.page, said.fragment) == ("contributors/zachary-paikin.md", "cr--pact")


def test_beside_many_answers_all_else_is_told(record: History) -> None:
    add_many(record)
    withdraw(record)
    record.commit("Import")
    assert [it.partition(" ")[0] for it in told(record)] == ["Dirk", "60"]


def test_answers_at_once_to_several_questions_are_told_in_one_order(record: History) -> None:
    """Of a set, each run would have an order of its own."""
    asked = [f"q{n}" for n in range(6)]
    for n, slug in enumerate(asked * 10):
        record.write(f"content/questions/{slug}.yml", record.read(QUESTION))
        record.write(f"content/views/{slug}/c{n}.yml", JANE_VIEW_TEXT)
    record.commit("Import")
    found = changes.history(record.root, content.load(record.root).library.published).events
    assert [it.question for it in found if "#answers/" in it.id] == asked


def test_events_stand_in_order_of_time_whatever_that_of_commits(
    record: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day, do in {"2030-01-01": add_jane, "@99999999999999": judge, "2025-01-01": change_stance}.items():
        monkeypatch.setitem(IDENTITY, "GIT_COMMITTER_DATE", f"{day} +0000" if day[0] == "@" else f"{day}T00:00:00Z")
        do(record)
        record.commit("Do it")
    found = changes.history(record.root, content.load(record.root).library.published).events
    days = [it.day for it in found]
    assert days == sorted(days, reverse=True)
    assert {"9999-12-31", "2030-01-01", "2025-01-01"} <= set(days)


def test_a_failed_log_names_its_command(tmp_path: Path) -> None:
    with pytest.raises(GitError, match=r"^git log: "):
        run(tmp_path, *BRANCH_LOG)


def test_odd_files_and_settings_of_git_change_nothing(record: History) -> None:
    git(record.root, "config", "log.diffMerges", "combined")
    git(record.root, "config", "log.showRoot", "false")
    git(record.root, "checkout", "--quiet", "-b", "other")
    add_jane(record)
    record.write("content/views/a@b c.txt", "Not of the record.")
    git(record.root, "add", "--all")
    git(record.root, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},content/views/elsewhere")
    git(record.root, "commit", "--quiet", "--message=Add")
    git(record.root, "checkout", "--quiet", "--force", "main")
    git(record.root, "merge", "--quiet", "--no-ff", "--no-edit", "other")
    found = changes.history(record.root, content.load(record.root).library.published).events
    assert "Jane Doe" in found[0].sentence
    assert len(found) > 1


def test_a_clone_of_the_last_commit_alone_does_not_know(record: History, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{record.root}", str(clone))
    assert changes.history(clone, content.load(clone).library.published) == changes.UNKNOWN


def events() -> list[Event]:
    def event(day: int, **more: object) -> Event:
        time = datetime.datetime(2021, 3, day, 12, tzinfo=datetime.UTC)
        given = {"id": f"c{day}#x", "time": time, "sentence": f"On <{day}> & so", "page": "questions/first.md"} | more
        return Event(**given)  # type: ignore[arg-type]

    return [
        event(3, question="first", contributor="ann", themes=frozenset({"arms"}), page="contributors/ann.md"),
        event(2, question="first", themes=frozenset({"trade"})),
        event(1, question="second", contributor="ben"),
    ]


def files() -> Mapping[str, bytes]:
    beside = Beside(history=changes.History(tuple(events())))
    return render_site(sample.small(), SITE, beside=beside).data()


@pytest.mark.parametrize(
    ("path", "days"),
    {
        "feed.xml": [3, 2, 1],
        "questions/first/feed.xml": [3, 2],
        "questions/second/feed.xml": [1],
        "contributors/ann/feed.xml": [3],
        "contributors/cyd/feed.xml": [],
        "themes/arms/feed.xml": [3],
    }.items(),
)
def test_each_feed_has_what_concerns_it_newest_first(path: str, days: list[int]) -> None:
    feed = feedparser.parse(files()[path])
    assert not feed.bozo
    assert [it.title for it in feed.entries] == [f"On <{day}> & so" for day in days]
    assert [it.published for it in feed.entries] == [f"2021-03-0{day}T12:00:00+00:00" for day in days]
    assert [it.id for it in feed.entries] == [f"tag:example.org,2021-03-0{day}:c{day}#x" for day in days]
    assert feed.feed.links[-1].href == f"https://example.org/site/{path}"


def test_pages_name_their_feed_and_their_data() -> None:
    rendered = pages.render_site(sample.small(), SITE).pages
    for path in ("questions/first", "contributors/ann", "themes/arms"):
        page = rendered[f"{path}.md"]
        assert f'"file": "{path}/feed.xml"' in page
        assert f'"file": "api/v1/{path}.json"' in page
    assert "feed.xml" not in pages.render_site(sample.small(), Site("x")).pages["questions/first.md"]


def test_the_calendar_has_each_forecast_that_nobody_has_judged_on_its_last_day() -> None:
    entries = Calendar.from_ical(files()["forecasts.ics"]).walk("VEVENT")
    days = {str(it["SUMMARY"]): it.decoded("DTSTART") for it in entries}
    assert days == {
        "It is so that growth.": datetime.date(2021, 12, 31),
        "It is so that later.": datetime.date(2022, 12, 31),
    }


@pytest.mark.parametrize(
    ("history", "said"),
    [
        (changes.History(), "Nothing has changed yet."),
        (changes.History(since="2021-03-14"), "Nothing has changed since 14 March 2021."),
        (changes.UNKNOWN, "What changed isn’t known here"),
    ],
)
def test_where_nothing_is_listed_the_page_says_why(history: changes.History, said: str) -> None:
    page = pages.render_site(sample.small(), SITE, beside=Beside(history=history)).pages["changes.md"]
    assert page.count("<p>") == 1
    assert said in page
