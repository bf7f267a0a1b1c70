"""What changed between two revisions of the record, in sentences and as JSON."""

import json
import re
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from expertviews import changes, files
from expertviews.changes import ChangeReport, code_span
from expertviews.changes.fields import without_layout, word_edits
from expertviews.changes.records import slugs_in
from expertviews.changes.report import ItemChange, WordEdit
from expertviews.model import Library, View
from expertviews.problems import Misuse
from expertviews.publish import checked_record
from tests import reference
from tests.project import DIRK_VIEW, MILITARY, PAIKIN, PAIKIN_VIEW, QUESTION, RECORD, contents, views
from tests.repositories import History, changes_between, git

JANE = "content/contributors/jane-doe.yml"
JANE_VIEW = "content/views/china-russia-2021/jane-doe.yml"
JANE_VIEW_TEXT = """\
question: china-russia-2021
contributor: jane-doe
source: {submitted: 2026-11-23}
status: reviewed
text: |
  Trade will grow. It will grow fast.

  An alliance would help.
excerpts:
  - {theme: energy, quote: Trade will grow.}
stances:
  - {proposition: formal-alliance, stance: agree, quote: An alliance would help.}
"""


def changed(record: History) -> ChangeReport:
    return changes_between(record.root, "HEAD")


def told(record: History) -> str:
    return changes.markdown(changed(record))


def only(found: ChangeReport) -> ItemChange:
    assert len(found.changes) == 1, found.changes
    return found.changes[0]


@dataclass(frozen=True)
class Totals:
    """How much of each kind a record has; the tests don't depend on how far this one has grown."""

    library: Library

    def count(self, of: Callable[[View], int]) -> int:
        return sum(of(view) for view in self.library.views.values())

    @property
    def excerpts(self) -> int:
        return self.count(lambda view: len(view.excerpts))

    @property
    def stances(self) -> int:
        return self.count(lambda view: len(view.stances))

    @property
    def quotations(self) -> int:
        return self.excerpts + self.stances + self.count(lambda view: bool(view.key_quote))


@pytest.fixture
def totals(record: History) -> Totals:
    return Totals(checked_record(record.root).library)


def test_nothing_changed_says_so_and_counts_what_stays(record: History, totals: Totals) -> None:
    text = told(record)
    assert "Nothing in the record." in text
    assert f"None: {totals.quotations} quotations the same, letter for letter." in text
    assert f" 4 views, {totals.excerpts} excerpts and {totals.stances} stances." in text


def test_a_new_contributor_with_a_view_is_told_in_two_sentences_with_their_pages(record: History) -> None:
    record.write(JANE, "name: Jane Doe\nsort_name: Doe, Jane\nkind: person\n")
    record.write(JANE_VIEW, JANE_VIEW_TEXT)
    text = changes.markdown(changed(record), "https://x.example/")
    assert "- [`Jane Doe`](https://x.example/contributors/jane-doe/) is added.\n" in text
    assert (
        "- [`Jane Doe`](https://x.example/contributors/jane-doe/#china-russia-2021) answers"
        " `What will be the key issues defining China/Russia relations in 2021?`"
        " in 2 paragraphs, 1 excerpt and 1 stance.\n"
    ) in text
    assert "**Excerpts**" not in text


def test_an_altered_text_is_told_by_the_words_that_differ(record: History) -> None:
    record.edit(PAIKIN_VIEW, "destabilizing each other’s", "destabilising one another’s")
    found = only(changed(record))
    assert (found.kind, found.what, found.fields[0].key) == ("view", "changed", "text")
    assert "`text` altered: in paragraph 1 `destabilizing each other’s` is now `destabilising one another’s`." in told(
        record
    )


def test_a_paragraph_that_is_split_is_told_in_words(record: History) -> None:
    record.edit(PAIKIN_VIEW, " Moreover, attempts", "\n\n  Moreover, attempts")
    assert "`text` altered: in paragraph 1 a paragraph break is added." in told(record)


def test_quotations_that_a_text_drags_along_are_named_as_altered(record: History, totals: Totals) -> None:
    record.edit(PAIKIN_VIEW, "But Russia has long priced in", "But Russia has always priced in")
    record.edit(PAIKIN_VIEW, "But Russia has long priced in", "But Russia has always priced in")
    found = changed(record)
    # The excerpt on the military goes from before these words to after them, so that it is altered without an edit.
    altered = [it for it in found.changes if it.altered]
    dragged = [it for it in altered if it.address and it.address.endswith("-military-2")]
    edits = [(it.kind, field.key, field.edits[0].before, field.edits[0].after) for it in dragged for field in it.fields]
    assert edits == [("excerpt", "quote", "long", "always")]
    assert len(altered) + found.unaltered_quotations == totals.quotations
    assert "### Quotations altered\n\nBy the changes above:\n\n- `Zachary Paikin`, excerpt `" in changes.markdown(found)


def test_quotations_that_a_text_no_longer_has_are_named_as_altered(record: History, totals: Totals) -> None:
    record.edit(PAIKIN_VIEW, "will be driven by", "is driven by")
    found = changed(record)
    [lost] = [it for it in found.changes if it.altered]
    assert (lost.kind, found.unaltered_quotations) == ("stance", totals.quotations - 1)
    assert "stance `Ties between China and Russia will grow closer.`: `quote` is in the text of only one of" in told(
        record
    )


def test_a_quotation_that_is_removed_is_not_called_altered(record: History, totals: Totals) -> None:
    record.edit(
        PAIKIN_VIEW,
        "  - theme: military\n    quote: A formal alliance is unlikely for now … in its historic Central Asian sphere of influence.\n",
        "",
    )
    found = changed(record)
    assert not any(it.altered for it in found.changes)
    assert (only(found).kind, only(found).what, only(found).theme) == ("excerpt", "removed", "Military")
    assert f"### Quotations altered\n\nNone: {totals.quotations - 1} quotations" in told(record)


def test_an_excerpt_filed_under_another_theme_is_one_change_and_no_altered_quotation(record: History) -> None:
    record.edit(DIRK_VIEW, "theme: energy", "theme: finance")
    found = changed(record)
    assert [(field.key, field.before, field.after) for field in only(found).fields] == [("theme", "Energy", "Finance")]
    assert not any(it.altered for it in found.changes)


def test_a_stance_that_turns_is_told_from_what_to_what(record: History) -> None:
    record.edit(PAIKIN_VIEW, "stance: disagree\n    hedge", "stance: mixed\n    hedge")
    assert "`stance` `disagree` is now `mixed`." in told(record)


def test_an_outcome_recorded_is_told_on_its_proposition(record: History) -> None:
    record.edit(QUESTION, "    horizon: 2021\n", "    horizon: 2021\n    outcome: {status: open}\n")
    change = only(changed(record))
    assert (change.kind, change.fields[0].key, change.fields[0].after) == ("proposition", "outcome", "status: open")
    assert change.address == "questions/china-russia-2021/#proposition--gradual-change"


def test_a_contributor_under_another_slug_is_renamed_with_their_views(record: History) -> None:
    record.move(PAIKIN, "content/contributors/z-paikin.yml")
    record.move(PAIKIN_VIEW, "content/views/china-russia-2021/z-paikin.yml")
    record.edit("content/views/china-russia-2021/z-paikin.yml", "contributor: zachary-paikin", "contributor: z-paikin")
    found = changed(record)
    assert [(it.kind, it.what, it.was) for it in found.changes] == [
        ("contributor", "renamed", "zachary-paikin"),
    ]
    assert not any(it.altered for it in found.changes)


def rename_contributor(record: History) -> None:
    record.move(PAIKIN, "content/contributors/zach.yml")
    record.move(PAIKIN_VIEW, "content/views/china-russia-2021/zach.yml")
    record.edit("content/views/china-russia-2021/zach.yml", "contributor: zachary-paikin", "contributor: zach")
    record.edit("content/contributors/zach.yml", "name: Zachary Paikin", "name: Zach Paikin")


def rename_theme(record: History) -> None:
    record.move(MILITARY, "content/themes/defence.yml")
    record.edit("content/themes/defence.yml", "title: Military", "title: Defence")
    for path in [*record.root.glob("content/views/*/*.yml"), record.root / QUESTION]:
        text = path.read_text(encoding="utf-8").replace("theme: military", "theme: defence")
        path.write_text(text.replace("military, ", "defence, "), encoding="utf-8")


def rename_proposition(record: History) -> None:
    record.edit(QUESTION, "id: formal-alliance\n    statement: Beijing", "id: treaty\n    statement: Peking")
    for path in (PAIKIN_VIEW, DIRK_VIEW):
        record.edit(path, "proposition: formal-alliance", "proposition: treaty")


@pytest.mark.parametrize(
    ("rename", "was", "key"),
    [
        (rename_contributor, "zachary-paikin", "name"),
        (rename_theme, "military", "title"),
        (rename_proposition, "formal-alliance", "statement"),
    ],
)
def test_what_has_another_name_and_slug_is_known_by_the_same_words(
    record: History, rename: Callable[[History], None], was: str, key: str
) -> None:
    rename(record)
    found = only(changed(record))
    assert (found.what, found.was, [it.key for it in found.fields]) == ("renamed", was, [key])


def test_two_who_say_the_same_few_words_are_two(record: History) -> None:
    for slug, name in (("a", "Ann"), ("b", "Ben")):
        record.write(f"content/contributors/{slug}.yml", f"name: {name}\nkind: person\n")
        record.write(f"content/views/china-russia-2021/{slug}.yml", f"contributor: {slug}\ntext: I agree.\n")
        record.commit(name)
        if slug == "a":
            record.remove("content/contributors/a.yml")
            record.remove("content/views/china-russia-2021/a.yml")
    found = changes_between(record.root, "HEAD~1")
    assert [(it.kind, it.what) for it in found.changes if it.kind == "contributor"] == [
        ("contributor", "removed"),
        ("contributor", "added"),
    ]


def test_of_files_that_follow_a_rename_only_that_is_said(record: History) -> None:
    record.edit(QUESTION, "id: formal-alliance", "id: alliance")
    for path in (PAIKIN_VIEW, DIRK_VIEW):
        record.edit(path, "proposition: formal-alliance", "proposition: alliance")
    assert [(it.path, it.what) for it in changed(record).files] == [(DIRK_VIEW, "renamed"), (PAIKIN_VIEW, "renamed")]
    assert f"- `{PAIKIN_VIEW}` differs only in the new slug of what is renamed." in told(record)


def test_a_position_on_a_proposition_in_place_of_another_is_told_by_both_statements(record: History) -> None:
    record.edit(QUESTION, "id: formal-alliance\n    statement: Beijing and", "id: treaty\n    statement: Moscow with")
    record.edit(PAIKIN_VIEW, "proposition: formal-alliance", "proposition: treaty")
    assert re.search(r"`proposition` `Beijing and Moscow .*` is now `Moscow with Moscow .*`", told(record))


def test_a_theme_under_another_slug_leaves_its_excerpts_unchanged(record: History, totals: Totals) -> None:
    rename_theme(record)
    record.edit("content/themes/defence.yml", "title: Defence", "title: Military")
    found = changed(record)
    assert [(it.kind, it.what, it.was) for it in found.changes] == [("theme", "renamed", "military")]
    assert found.unchanged["excerpt"] == totals.excerpts


def test_terms_added_to_a_theme_are_named_alone(record: History) -> None:
    record.edit(MILITARY, "terms: [", "terms: [sabretache,")
    field = only(changed(record)).fields[0]
    assert (field.key, field.before, field.after) == ("terms", None, "sabretache")


def test_former_addresses_are_told_with_where_they_lead(record: History) -> None:
    record.write(
        "content/redirects.yml",
        "moved:\n  - {old: contributors/j/, new: contributors/jane-doe/}\n  - {old: themes/x/, gone: Nobody wrote on it.}\n",
    )
    assert "- `contributors/j/` now leads to `contributors/jane-doe/`.\n" in told(record)
    assert "- `themes/x/` now leads to a notice that it is gone: `Nobody wrote on it.`." in told(record)


def test_of_a_file_with_other_comments_and_line_breaks_only_that_is_reported(record: History) -> None:
    record.edit(PAIKIN, "name: Zachary Paikin", "# a comment\nname:   Zachary Paikin")
    found = changed(record)
    assert found.changes == ()
    assert [(it.path, it.what) for it in found.files] == [(PAIKIN, "reformatted")]
    assert f"- `{PAIKIN}` differs only in layout, comments or order." in told(record)


def test_a_seed_that_is_edited_is_told(record: History) -> None:
    record.edit("seeds/china-russia-2021.txt", "rapprochement", "reconciliation")
    assert "- `seeds/china-russia-2021.txt` is changed. A source document is never edited." in told(record)


def test_a_file_that_stops_being_yaml_is_compared_as_bytes_and_removes_nothing(record: History) -> None:
    record.edit(PAIKIN_VIEW, "status: reviewed", "status: [reviewed")
    found = changed(record)
    assert [(it.path, it.what, it.unreadable) for it in found.files] == [(PAIKIN_VIEW, "changed", True)]
    assert found.changes == ()


def test_files_of_another_format_are_compared_as_data(record: History) -> None:
    record.edit(PAIKIN_VIEW, "text: |", "answer: |")
    record.edit(PAIKIN_VIEW, "excerpts:\n", "passages:\n")
    record.write(PAIKIN, "full_name: Zachary Paikin\nage: 40\nroles: {now: [researcher]}\n")
    before = record.commit("An older format")
    git(record.root, "checkout", "--quiet", "HEAD~1", "--", ".")
    found = changes_between(record.root, before)
    contributor = next(it for it in found.changes if it.kind == "contributor")
    assert {field.key for field in contributor.fields} >= {"full_name", "age", "roles", "name", "kind"}
    view = next(it for it in found.changes if it.kind == "view")
    assert {field.key for field in view.fields} == {"text", "answer", "passages"}


def test_a_key_of_another_kind_of_file_is_compared_as_any_other(record: History) -> None:
    record.edit(PAIKIN, "name: Zachary Paikin", "name: Zachary Paikin\nquote: one")
    record.commit("A stray key")
    record.edit(PAIKIN, "quote: one", "quote: two")
    assert [field.key for field in only(changed(record)).fields] == ["quote"]


def test_before_there_was_a_record_everything_is_added(record: History) -> None:
    git(record.root, "checkout", "--quiet", "--orphan", "empty")
    git(record.root, "rm", "--quiet", "-r", "--cached", ".")
    git(record.root, "commit", "--quiet", "--allow-empty", "--message=Nothing yet")
    found = changes_between(record.root, "empty", "main")
    assert {it.what for it in found.changes} == {"added"}


def test_two_revisions_are_compared_in_a_shallow_clone(record: History, tmp_path: Path) -> None:
    record.write(JANE, "name: Jane Doe\nkind: person\n")
    record.commit("Add Jane Doe")
    record.edit(JANE, "Jane Doe", "Jane Roe")
    record.commit("Correct her name")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth=2", f"file://{record.root}", str(clone))
    assert only(changes_between(clone, "HEAD~1", "HEAD")).name == "Jane Roe"


@pytest.mark.parametrize("revision", ["HEAD~2", "v1", "origin/other"])
def test_what_to_do_in_a_shallow_clone_can_be_typed_as_it_is_printed(
    record: History, tmp_path: Path, revision: str
) -> None:
    git(record.root, "tag", "v1")
    git(record.root, "branch", "other")
    for name in ("Jane Doe", "Jane Roe"):
        record.write(JANE, f"name: {name}\nkind: person\n")
        record.commit(f"Add {name}")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth=2", f"file://{record.root}", str(clone))
    with pytest.raises(Misuse, match="it is a shallow clone") as refused:
        changes_between(clone, revision)
    command = str(refused.value).rpartition("(")[2].rstrip(")")
    subprocess.run(command, shell=True, cwd=clone, check=True, capture_output=True)  # noqa: S602 - as people do
    assert only(changes_between(clone, revision)).name == "Jane Roe"


def test_the_base_is_read_from_git_and_not_from_the_folder(record: History) -> None:
    base = record.commit("Base")
    record.edit(PAIKIN, "Zachary Paikin", "Somebody Else")
    record.commit("Head")
    record.edit(PAIKIN, "Somebody Else", "Not committed")
    assert only(changes_between(record.root, base, "HEAD")).name == "Somebody Else"
    assert only(changes_between(record.root, base)).name == "Not committed"


@pytest.mark.parametrize("name", ["nope", "--output=/tmp/x", "HEAD:content", "main..HEAD", ""])
def test_what_is_no_revision_is_a_wrong_call(record: History, name: str) -> None:
    result = record.views("changes", "--", name)
    assert result.exit_code == 2
    assert "the repository has no revision" in result.output


def test_outside_a_repository_the_call_is_wrong_too(tmp_path: Path) -> None:
    result = views(tmp_path, "changes", "HEAD")
    assert result.exit_code == 2
    assert "the history can't be read" in result.output


def test_the_json_fits_its_schema_and_gives_the_same_difference_back(record: History) -> None:
    record.write(JANE, "name: Jane Doe\nkind: person\n")
    record.write(JANE_VIEW, JANE_VIEW_TEXT)
    record.edit(PAIKIN_VIEW, "A formal alliance", "An informal alliance")
    found = changed(record)
    text = found.as_json()
    jsonschema.validate(json.loads(text), json.loads(reference.made()[reference.CHANGES]))
    assert ChangeReport.model_validate_json(text) == found


def test_the_command_prints_markdown_and_json(record: History) -> None:
    record.edit(PAIKIN, "Zachary Paikin", "Z. Paikin")
    text = record.views("changes", "HEAD")
    assert (text.exit_code, "`name` `Zachary Paikin` is now `Z. Paikin`" in text.output) == (0, True)
    as_json = record.views("changes", "HEAD", "HEAD", "--format", "json")
    assert json.loads(as_json.output)["changes"] == []


@pytest.mark.parametrize("site", ["https://x.example/y", "https://x.example/y/"])
def test_links_lead_to_a_site_whether_or_not_its_address_ends_in_a_slash(record: History, site: str) -> None:
    record.edit(PAIKIN, "Zachary Paikin", "Z. Paikin")
    result = record.views("changes", "HEAD", "--site-url", site)
    assert "(https://x.example/y/contributors/zachary-paikin/)" in result.output


@pytest.mark.parametrize("options", [["--check", "--write"], ["--base", "HEAD"], ["--write", "--base", "HEAD"]])
def test_options_of_the_addresses_that_contradict_each_other_are_a_wrong_call(
    record: History, options: list[str]
) -> None:
    result = record.views("addresses", *options)
    assert (result.exit_code, "--check" in result.output) == (2, True)


def test_a_file_larger_than_any_record_is_not_read(record: History) -> None:
    record.write(JANE, "name: Jane Doe\nkind: person\n" + "# a comment\n" * 200_000)
    assert (record.root / JANE).stat().st_size > files.MAX_FILE_BYTES
    found = changed(record)
    assert [(it.path, it.what, it.unreadable) for it in found.files] == [(JANE, "added", True)]
    assert found.changes == ()


HOSTILE = [
    "@octocat and @org/team",
    "<img src=x onerror=alert(1)>",
    "[link](https://evil.example) https://evil.example www.evil.example me@evil.example",
    "`code` ``more`` ``` fence",
    "`",
    "fixes #1, GH-2, octo/repo#3, 0123456789abcdef0123456789abcdef01234567",
    "$\\sqrt{x}$ :tada: [^1] - [ ] task\n# heading\n\n> quote | table |",
    "<!-- expert-views --> -->",
    "\u202egnp.exe \u200b \x1b[31m",
    " ",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_a_strangers_words_are_one_span_of_code(words: str) -> None:
    span = code_span(words)
    fence = re.match(r"`+", span)
    assert fence
    inside = span[fence.end() : -fence.end()]
    assert span.endswith(fence[0])
    assert fence[0] not in re.findall(r"`+", inside)
    assert not re.search(r"[\x00-\x1f\u200b\u202e]", span)


def test_hostile_names_are_nowhere_in_the_report_outside_code(record: History) -> None:
    record.write(JANE, f"name: {json.dumps(' '.join(HOSTILE[:-2]))}\nkind: person\n")
    record.write(JANE_VIEW, JANE_VIEW_TEXT)
    record.edit(MILITARY, "title: Military", "title: '@octocat <b>Military</b>'")
    record.write("content/notes @octocat.md", "x")
    outside = re.sub(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", "", told(record))
    assert not re.search(r"@|<|evil|#1|http|octo", outside)


def test_a_record_that_floods_gives_sentences_of_bounded_length(record: History) -> None:
    for number in range(3_000):
        record.write(f"content/contributors/c{number}.yml", f"name: {'x' * 5_000}{number}\nkind: person\n")
    found = changed(record)
    assert len(found.changes) == 3_000
    text = changes.markdown(found)
    assert len(text) < 30_000
    assert "- … and 2,975 more" in text


@pytest.mark.parametrize(
    ("before", "after", "edits"),
    [
        ("one two three", "one 2 three", [WordEdit(before="two", after="2", paragraph=1)]),
        ("one two", "one two three", [WordEdit(before="", after="three", paragraph=1)]),
        ("one two\nthree", "one two three", []),
        ("a b\n\nc d", "a b\n\nc e", [WordEdit(before="d", after="e", paragraph=2)]),
        ("a b c", "a b\n\nc", [WordEdit(before="", after="¶", paragraph=1)]),
        ("a b c d e", "v w c x y", [WordEdit(before="a b c d e", after="v w c x y", paragraph=1)]),
        ("a", "a a", [WordEdit(before="", after="a", paragraph=1)]),
        (
            "a b\n\nc d e",
            "c d e\n\na b",
            [WordEdit(before="", after="c d e ¶", paragraph=1), WordEdit(before="c d e ¶", after="", paragraph=2)],
        ),
    ],
)
def test_words_that_differ_are_found_in_their_paragraph(before: str, after: str, edits: list[WordEdit]) -> None:
    assert word_edits(without_layout(before), without_layout(after)) == tuple(edits)


def test_texts_made_to_be_slow_to_compare_are_not() -> None:
    started = time.monotonic()
    word_edits("a b " * 200_000, "b a c " * 200_000)
    word_edits("x " + "a " * 5_000 + "y", "z " + "a " * 4_000 + "w")
    assert time.monotonic() - started < 5


FROZEN = contents(RECORD)
MADE = ("content/schemas/", "content/addresses.txt")
WORDS = st.sampled_from(["", "x", "military", "index", "agree", "yes", "1", "2021", "../<b>@x", "x" * 5_000])
VALUES = st.one_of(
    st.none(), WORDS, st.integers(0, 3), st.booleans(), st.lists(WORDS, max_size=2), st.just({"key": ["x"]})
)


def is_silent(report: ChangeReport) -> bool:
    return not (report.changes or report.files)


def places(value: object, *way: str | int) -> list[tuple[str | int, ...]]:
    """The ways to all values within a value."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [(*way, step) for step, _ in steps] + [it for step, inner in steps for it in places(inner, *way, step)]


def test_a_record_doesnt_differ_from_itself() -> None:
    report = changes.compare(FROZEN, dict(FROZEN))
    assert is_silent(report)


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_no_change_of_a_value_is_silent(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from([it for it in sorted(FROZEN) if slugs_in(it)]))
    tree = yaml.safe_load(FROZEN[path])
    *way, last = data.draw(st.sampled_from(places(tree)))
    holder = tree
    for step in way:
        holder = holder[step]
    was = holder[last]
    holder[last] = data.draw(VALUES)
    altered = dict(FROZEN) | {path: yaml.safe_dump(tree, allow_unicode=True).encode()}
    report = changes.compare(FROZEN, altered)
    assert bool(report.changes) == (str(was).lower() != str(holder[last]).lower())
    assert report == changes.compare(FROZEN, altered)
    back = changes.compare(altered, FROZEN)
    assert len(back.changes) == len(report.changes)
    changes.markdown(report)
    assert ChangeReport.model_validate_json(report.as_json()) == report


@settings(deadline=None)
@given(
    st.sampled_from([it for it in sorted(FROZEN) if not it.startswith(MADE)]), st.sampled_from([b"x", b"\x00", b"a: ["])
)
def test_no_change_of_a_file_is_silent(path: str, data: bytes) -> None:
    without = {it: FROZEN[it] for it in FROZEN if it != path}
    for altered in (without, without | {path: data}, FROZEN | {f"{path}.x": data}):
        assert not is_silent(changes.compare(FROZEN, altered))
        assert not is_silent(changes.compare(altered, FROZEN))


def test_a_correction_an_amendment_and_a_withdrawal_are_sentences_of_their_own(record: History) -> None:
    correction = "{printed: maneuverabilty, corrected: maneuverability, date: 2026-11-23, why: A misprint.}"
    record.edit(PAIKIN_VIEW, "status: reviewed\n", f"status: reviewed\ncorrections:\n  - {correction}\n")
    version = "{source: {submitted: 2026-11-01}, amended: 2026-11-20, why: New figures., text: It was so.}"
    record.edit(DIRK_VIEW, "status: reviewed\n", f"status: reviewed\nearlier:\n  - {version}\n")
    said = told(record)
    question = "`What will be the key issues defining China/Russia relations in 2021?`"
    assert (
        f"**Amendments**\n\n- `Dirk Van Der Kley` amended the answer to {question} on `2026-11-20`: `New figures.`."
        in said
    )
    assert (
        f"**Corrections**\n\n- `Zachary Paikin` on {question}: `maneuverabilty` in the source is corrected to"
        " `maneuverability`: `A misprint.`." in said
    )
    record.edit(
        PAIKIN_VIEW, "status: reviewed\n", "status: reviewed\nwithdrawn: {date: 2026-11-24, why: At his request.}\n"
    )
    said = told(record)
    assert (
        f"**Withdrawals**\n\n- `Zachary Paikin` withdrew the answer to {question} on `2026-11-24`: `At his request.`."
        in said
    )
    assert "maneuverab" not in said


@pytest.mark.parametrize("rename", [False, True])
def test_no_report_repeats_a_word_that_is_withdrawn(record: History, rename: bool) -> None:
    """Where the words leave the file, too, where they have been changed, and where the contributor is renamed."""
    words = [*re.findall(r"[\w’-]+ [\w’-]+ [\w’-]+", record.read(PAIKIN_VIEW).partition("text: |")[2])]
    head = record.read(PAIKIN_VIEW).partition("bio:")[0]
    withdrawn = "withdrawn: {date: 2026-11-24, why: At his request.}\ntext: withdrawn\n"
    path = PAIKIN_VIEW
    if rename:
        record.remove(PAIKIN_VIEW)
        record.write("content/contributors/z-paikin.yml", record.read(PAIKIN))
        record.remove(PAIKIN)
        path, head = PAIKIN_VIEW.replace("zachary", "z"), head.replace("zachary", "z")
    record.write(path, f"{head}{withdrawn}")
    for said in (told(record), changed(record).as_json()):
        assert "At his request." in said
        assert [it for it in words if it in said] == []
    record.commit("Withdrawn")
    record.write(path, f"{head}{withdrawn.replace('text: withdrawn', f'text: {words[0]}')}")
    for said in (told(record), changed(record).as_json()):
        assert words[0] not in said


def test_an_answer_that_is_no_longer_withdrawn_is_told(record: History) -> None:
    record.edit(PAIKIN_VIEW, "status: reviewed\n", "status: reviewed\nwithdrawn: {date: 2026-11-24, why: A mistake.}\n")
    record.commit("Withdrawn")
    record.edit(PAIKIN_VIEW, "withdrawn: {date: 2026-11-24, why: A mistake.}\n", "")
    assert "`Zachary Paikin` no longer withdraws the answer to" in told(record)
