"""What strangers fill in becomes the files that an editor would have written, or mistakes in plain words."""

import difflib
import re
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expertviews import content
from expertviews.addresses import Site
from expertviews.content import yamltext
from expertviews.contributions import (
    ADD_ANSWER,
    CONTRIBUTOR,
    CORRECT,
    FORMS,
    MESSAGES,
    OUTCOME,
    Form,
    MistakesFound,
    Proposal,
    filled_in,
    form_of,
    issue_forms,
    propose,
    update_forms,
    write_proposal,
)
from expertviews.contributions.issues import checked, read_event
from expertviews.pages import render_site
from expertviews.problems import ProblemsFound
from expertviews.publish.settings import site as settings_site
from tests.project import PAIKIN, PAIKIN_VIEW, QUESTION, ROOT, Project
from tests.test_workflows import run, tool

OPENED, TODAY = "2026-11-20", "2026-11-25"
ANSWER = {
    "question": "https://example.org/questions/china-russia-2021/",
    "name": "Jane Doe",
    "kind": "A person",
    "text": "Energy will bind them.\n\nChina needs gas.",
}
CORRECTION = {
    "page": "https://example.org/a/contributors/zachary-paikin/#china-russia-2021-p2",
    "what": "Correct a mistake",
    "wrong": "has long priced in",
    "right": "has long priced-in",
    "why": "A misprint: he says so.",
}
WITHDRAWAL = {"page": CORRECTION["page"], "what": "Withdraw my answer", "why": "The author asked."}
JUDGED = {
    "statement": "https://example.org/questions/china-russia-2021/formal-alliance/",
    "status": "It has not come true",
    "evidence": "Joint statement, 2022: https://example.org/a\n- [The treaty](https://example.org/b)",
}


def body(form: Form, values: Mapping[str, str]) -> str:
    """An issue as GitHub writes it."""
    return "\r\n\r\n".join(f"### {it.label}\r\n\r\n{values.get(it.id) or '_No response_'}" for it in form.fields)


def read(values: Mapping[str, str]) -> Mapping[str, str]:
    """What an issue with an answer says, checked."""
    return checked(ADD_ANSWER, filled_in(ADD_ANSWER, body(ADD_ANSWER, values)), lambda *_: None)


def proposed(project: Project, form: Form, values: Mapping[str, str], **more: str) -> Proposal:
    text = body(form, {**values, **more})
    assert form_of(text).name == form.name
    return propose(content.load(project.root), form, filled_in(form, text), OPENED, TODAY)


def mistakes(project: Project, form: Form, values: Mapping[str, str], **more: str) -> list[str]:
    """The mistakes as readers see them, with their fields."""
    with pytest.raises(MistakesFound) as found:
        proposed(project, form, values, **more)
    return [f"{it.field}: {MESSAGES[it.code].format(*it.words)}" for it in found.value.mistakes]


def changes(proposal: Proposal, path: str) -> list[str]:
    lines = difflib.ndiff(proposal.before[path].splitlines(), proposal.files[path].splitlines())
    return [line for line in lines if line[0] in "+-"]


def test_an_answer_becomes_the_two_files_that_an_editor_would_have_written(project: Project) -> None:
    given = {
        "role": "Analyst",
        "organisation": "An Institute",
        "url": "https://example.org/x",
        "answered": "14 March 2022",
    }
    proposal = proposed(project, ADD_ANSWER, ANSWER, **given)
    write_proposal(project.root, proposal)
    assert project.problems() == []
    assert project.read("content/contributors/jane-doe.yml") == (
        "# yaml-language-server: $schema=../schemas/contributor.json\nname: Jane Doe\nsort_name: Doe, Jane\nkind: person\n"
        "affiliations:\n  - role: Analyst\n    organisation: An Institute\n    as_of: 2022-03-14\n"
    )
    written = project.read("content/views/china-russia-2021/jane-doe.yml")
    assert written.startswith("# yaml-language-server: $schema=../../schemas/view.json\nquestion: china-russia-2021\n")
    assert f"source:\n  url: https://example.org/x\n  accessed: {OPENED}\nstatus: draft\n" in written
    assert "\ntext: |\n  Energy will bind them.\n\n  China needs gas.\n" in written


@pytest.mark.parametrize("site", ["de", "en"])
def test_sentences_of_an_answer_end_as_in_the_language_of_its_question(project: Project, site: str) -> None:
    language = "" if site == "de" else "language: de\n"
    project.write("mkdocs.yml", f"site_name: V\ntheme: {{name: material, language: {site}}}\n")
    project.write("content/questions/netz.yml", f"question: Was nun?\n{language}")
    project.write("content/themes/netze.yml", "title: Netze\norder: 9\nsummary: Alles.\nterms: [Leitungen]\n")
    said = "Am 3. Mai fehlen bzw. fehlten Leitungen. Danach nicht."
    proposal = proposed(project, ADD_ANSWER, ANSWER, question="questions/netz/", text=said)
    data = yamltext.parse(proposal.files["content/views/netz/jane-doe.yml"], "x").data
    assert [it["quote"] for it in data["excerpts"]] == ["Am 3. Mai fehlen bzw. fehlten Leitungen."]


def test_a_known_contributor_is_found_and_a_similar_name_is_asked_about(project: Project) -> None:
    project.write("content/questions/next.yml", "question: What next?\n")
    known = proposed(project, ADD_ANSWER, ANSWER, question="what next", name="Dr. ZACHARY Paikin")
    assert list(known.files) == ["content/views/next/zachary-paikin.yml"]
    assert "submitted: 2026-11-20" in known.files["content/views/next/zachary-paikin.yml"]
    similar = proposed(project, ADD_ANSWER, ANSWER, name="Z. Paikin")
    assert [(it.code, it.words) for it in similar.notes] == [("perhaps-same", ("Z. Paikin", "Zachary Paikin"))]
    told = proposed(project, ADD_ANSWER, ANSWER, question="next", name="contributors/zachary-paikin/", role="Minister")
    assert [(it.code, it.words) for it in told.notes] == [("role-told", ("Zachary Paikin", "Minister"))]
    for role, notes in (("Nonresident Research Fellow", 0), ("Institute for Peace and Diplomacy", 1)):
        paikin = {"question": "next", "name": "contributors/zachary-paikin/", "role": role}
        assert len(proposed(project, ADD_ANSWER, ANSWER, **paikin).notes) == notes
    anonymous = proposed(project, ADD_ANSWER, ANSWER, name="A diplomat", kind="Somebody who stays anonymous")
    assert "content/views/china-russia-2021/china-russia-2021-a-diplomat.yml" in anonymous.files


def test_a_correction_stands_beside_what_the_source_has_and_quotations_follow(project: Project) -> None:
    proposal = proposed(project, CORRECT, CORRECTION)
    assert proposal.problems == ()
    added = [line for line in changes(proposal, PAIKIN_VIEW) if line.startswith("+")]
    assert sum("has long priced-in the reality" in line for line in added) == 2
    assert added[-5:] == [
        "+ corrections:",
        "+   - printed: has long priced in",
        "+     corrected: has long priced-in",
        f"+     date: {TODAY}",
        "+     why: 'A misprint: he says so.'",
    ]
    write_proposal(project.root, proposal)
    assert project.problems() == []


def test_what_only_this_site_has_wrong_is_put_right(project: Project) -> None:
    project.edit(
        PAIKIN_VIEW,
        "Russia has long priced in the reality of China’s rising economic",
        "Russia has long priced in the realty of China’s rising economic",
    )
    project.edit(PAIKIN_VIEW, "Russia has long priced in the reality", "Russia has long priced in the realty")
    proposal = proposed(project, CORRECT, CORRECTION, wrong="the realty", right="the reality")
    assert "corrections:" not in proposal.files[PAIKIN_VIEW]
    write_proposal(project.root, proposal)
    assert project.problems() == []


def test_a_fact_of_a_contributor_is_corrected_on_its_line_alone(project: Project) -> None:
    page = {
        "page": "../contributors/zachary-paikin/index.html".replace("index.html", ""),
        "wrong": "Toronto",
        "right": "Ottawa",
    }
    proposal = proposed(project, CORRECT, CORRECTION, **page)
    assert changes(proposal, PAIKIN) == ["-     place: Toronto", "+     place: Ottawa"]


def test_the_right_words_are_the_same_in_a_value_and_in_its_correction(project: Project) -> None:
    project.edit(PAIKIN_VIEW, "status: reviewed\n", "status: reviewed\ntitle: An old alliance\n")
    values = {"wrong": "old alliance", "right": "old\u00ad entente", "original": "The same mistake"}
    proposal = proposed(project, CORRECT, CORRECTION, **values)
    assert proposal.problems == ()
    data = yamltext.parse(proposal.files[PAIKIN_VIEW], "x").data
    assert (data["title"], data["corrections"][-1]["corrected"]) == ("An old entente", "old entente")
    proposal = proposed(project, CORRECT, CORRECTION, right="has long\u00ad priced-in", original="The same mistake")
    assert proposal.problems == ()


@pytest.mark.parametrize("wrong", ["oronto", "ronto,"])
def test_part_of_a_word_isnt_those_words(project: Project, wrong: str) -> None:
    project.edit(PAIKIN, "place: Toronto", "place: Toronto, Canada")
    page = "contributors/zachary-paikin/"
    assert mistakes(project, CORRECT, CORRECTION, page=page, wrong=wrong) == [
        f"wrong: This page doesn't have the words {wrong}. Please copy them from it."
    ]


@pytest.mark.parametrize(("wrong", "right"), [("北京", "南京"), ("AI", "KI")])
def test_words_without_spaces_around_them_are_corrected(project: Project, wrong: str, right: str) -> None:
    project.edit(PAIKIN, "place: Toronto", "place: 我在北京的AI学院")
    proposal = proposed(project, CORRECT, CORRECTION, page="contributors/zachary-paikin/", wrong=wrong, right=right)
    assert changes(proposal, PAIKIN)[1] == f"+     place: {'我在北京的AI学院'.replace(wrong, right)}"


def test_words_that_are_also_part_of_other_words_are_there_once(project: Project) -> None:
    project.edit(PAIKIN, "place: Toronto", "place: part, art, Toronto")
    values = {"page": "contributors/zachary-paikin/", "wrong": "art,", "right": "arts,"}
    assert changes(proposed(project, CORRECT, CORRECTION, **values), PAIKIN)[1] == "+     place: part, arts, Toronto"


def test_words_that_stay_as_their_source_has_them_are_for_an_editor(project: Project) -> None:
    project.edit(PAIKIN_VIEW, "status: reviewed\n", "status: reviewed\nbyline: Z. Paikin, Brussells\n")
    assert mistakes(project, CORRECT, CORRECTION, wrong="Brussells", right="Brussels") == [
        "wrong: The words Brussells stand there as their source has them, so no form changes them. Please ask an editor."
    ]


@pytest.mark.parametrize("outcome", ["outcome: {status: open}", "outcome:\n      status: open  # still"])
def test_an_open_outcome_is_settled_where_it_stands(project: Project, outcome: str) -> None:
    project.edit(QUESTION, "    statement: Beijing and Moscow", f"    {outcome}\n    statement: Beijing and Moscow")
    proposal = proposed(project, OUTCOME, JUDGED)
    write_proposal(project.root, proposal)
    assert project.problems() == []
    question = content.load(project.root).library.questions["china-russia-2021"]
    (judged,) = (it.outcome for it in question.propositions if it.outcome)
    assert (judged.status, judged.judged_on, len(judged.evidence)) == ("not-borne-out", TODAY, 2)


@pytest.mark.parametrize(
    "page",
    [
        "https://example.org/a/b/contributors/zachary-paikin/#china-russia-2021",
        "https://example.org/contributors/zachary-paikin.html#china-russia-2021-p2",
        "file:///C:/site/contributors/zachary-paikin/index.html?x=1#china-russia-2021--formal-alliance",
        "https://example.org/contributors/zachary-paikin/#china-russia-2021-p2:~:text=A%20formal,for%20now",
        "https://example.org/questions/china-russia-2021/#zachary-paikin",
        "https://example.org/themes/military/#china-russia-2021--zachary-paikin",
        "content/views/china-russia-2021/zachary-paikin.yml",
    ],
)
def test_an_answer_is_found_at_every_address_that_it_has(project: Project, page: str) -> None:
    assert PAIKIN_VIEW in proposed(project, CORRECT, CORRECTION, page=page).files


def test_a_withdrawal_and_an_outcome_add_their_lines_and_change_no_other(project: Project) -> None:
    project.edit(QUESTION, "recorded: 2026-11-26", "recorded: 2026-11-23")
    withdrawal = proposed(project, CORRECT, WITHDRAWAL)
    assert changes(withdrawal, PAIKIN_VIEW) == ["+ withdrawn:", f"+   date: {TODAY}", "+   why: The author asked."]
    assert changes(withdrawal, QUESTION) == ["- recorded: 2026-11-23", f"+ recorded: {TODAY}"]
    outcome = proposed(project, OUTCOME, JUDGED)
    assert [line.strip() for line in changes(outcome, QUESTION)] == [
        "- recorded: 2026-11-23",
        f"+ recorded: {TODAY}",
        "+     outcome:",
        "+       status: not-borne-out",
        f"+       judged_on: {TODAY}",
        "+       evidence:",
        "+         - title: Joint statement, 2022",
        "+           url: https://example.org/a",
        "+         - title: The treaty",
        "+           url: https://example.org/b",
    ]
    write_proposal(project.root, outcome)
    write_proposal(project.root, proposed(project, CORRECT, WITHDRAWAL))
    assert project.problems() == []


REFUSED: list[tuple[Form, Mapping[str, str], Mapping[str, str], str]] = [
    (ADD_ANSWER, ANSWER, {"text": "", "name": "\u200b"}, "name: Please fill this in."),
    (ADD_ANSWER, ANSWER, {"name": "???"}, "name: ??? isn't a name."),
    (ADD_ANSWER, ANSWER, {"name": "x" * 2000}, "name: This is too long: 1,000 characters at most."),
    (ADD_ANSWER, ANSWER, {"text": "x" * 60_001}, "text: This is too long: 60,000 characters at most."),
    (ADD_ANSWER, ANSWER, {"kind": "An angel"}, "kind: An angel isn't one of the choices."),
    (ADD_ANSWER, ANSWER, {"answered": "5/6/2022"}, "answered: 5/6/2022 isn't a date."),
    (ADD_ANSWER, ANSWER, {"url": "javascript:alert(1)"}, "url: javascript:alert(1) isn't a web address."),
    (ADD_ANSWER, ANSWER, {"question": "../../../etc/passwd"}, "question: No question here has the address or the words ../../../etc/passwd."),
    (ADD_ANSWER, ANSWER, {"question": "What will be the key issues defining China and Russia in 2021"}, "question: No question here has the words"),
    (ADD_ANSWER, ANSWER, {"name": "Zachary Paikin"}, "name: Zachary Paikin has already answered this question."),
    (CORRECT, CORRECTION, {"page": "https://example.org/contributors/nobody/"}, "page: No page here has the address"),
    (CORRECT, CORRECTION, {"page": "content/views/../../secret.yml"}, "page: No page here has the address"),
    (CORRECT, CORRECTION, {"wrong": ""}, "wrong: Please fill this in."),
    (CORRECT, CORRECTION, {"wrong": "no such words"}, "wrong: This page doesn't have the words no such words."),
    (CORRECT, CORRECTION, {"wrong": "will", "right": "may"}, "wrong: The words will are there more than once."),
    (CORRECT, CORRECTION, {"wrong": "draft", "right": "reviewed"}, "wrong: This page doesn't have the words draft."),
    (CORRECT, CORRECTION, {"right": "has long priced in"}, "right: The words are the same as before."),
    (CORRECT, WITHDRAWAL, {"page": "questions/china-russia-2021/"}, "page: This page has several answers."),
    (CORRECT, WITHDRAWAL, {"page": "themes/energy/"}, "page: There is no answer at this address."),
    (OUTCOME, JUDGED, {"evidence": ""}, "evidence: Please fill this in."),
    (OUTCOME, JUDGED, {"evidence": "I saw it"}, "evidence: I saw it isn't a source."),
    (OUTCOME, JUDGED, {"statement": "Nothing like any of them at all"}, "statement: No statement here has the address"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "values", "more", "said"), REFUSED, ids=lambda it: str(it)[:40])
def test_a_mistake_is_told_in_plain_words_beside_its_field(
    project: Project, form: Form, values: Mapping[str, str], more: Mapping[str, str], said: str
) -> None:
    assert any(it.startswith(said) for it in mistakes(project, form, values, **more)), mistakes(
        project, form, values, **more
    )


def test_the_same_words_in_two_places_are_asked_about(project: Project) -> None:
    again = (project.root / QUESTION).read_text(encoding="utf-8")
    (project.root / "content/questions/again.yml").write_text(again, encoding="utf-8")
    words = "What will be the key issues defining China/Russia relations in 2021?"
    told = "There are several here with this name or these words: {}. Please give the address of the right one: {}"
    for form, values, field, typed, place in (
        (ADD_ANSWER, ANSWER, "question", words, "questions/{}/"),
        (OUTCOME, JUDGED, "statement", "Ties between China and Russia will grow closer.", "questions/{}/closer-ties/"),
        (OUTCOME, JUDGED, "statement", "closer-ties", "questions/{}/closer-ties/"),
    ):
        places = ", ".join(place.format(it) for it in ("again", "china-russia-2021"))
        assert f"{field}: {told.format(typed, places)}" in mistakes(project, form, values, **{field: typed})


def test_a_new_contributor_with_the_name_of_two_is_refused_with_both(project: Project) -> None:
    for slug in ("jane-doe", "jane-doe-pilot"):
        text = "name: Jane Doe\nsort_name: Doe, Jane\nkind: person\n"
        project.write(f"content/contributors/{slug}.yml", text)
    with pytest.raises(MistakesFound) as found:
        propose(content.load(project.root), CONTRIBUTOR, {"name": "Jane Doe", "kind": "person"}, OPENED, TODAY)
    (told,) = found.value.mistakes
    assert (told.field, told.code) == ("name", "several")
    assert told.words == ("Jane Doe", "contributors/jane-doe/, contributors/jane-doe-pilot/")


@pytest.mark.parametrize("right", ["Ottawa\n\nkey: value", "Ot\u202etawa key: value", "  Ottawa   key: value"])
def test_a_value_of_one_line_stays_one(project: Project, right: str) -> None:
    values = {**CORRECTION, "page": "contributors/zachary-paikin/", "wrong": "Toronto", "right": right}
    (text,) = proposed(project, CORRECT, values).files.values()
    assert 'place: "Ottawa key: value"' in text or "place: 'Ottawa key: value'" in text


def test_marks_that_reorder_letters_are_left_out() -> None:
    assert read({**ANSWER, "text": "I \u202egree\u2066 שלום\u200f."})["text"] == "I gree שלום\u200f."


def test_a_closed_question_a_withdrawn_answer_and_a_judged_statement_are_left_alone(project: Project) -> None:
    write_proposal(project.root, proposed(project, OUTCOME, JUDGED))
    write_proposal(project.root, proposed(project, CORRECT, WITHDRAWAL))
    project.edit(QUESTION, "asked: 2021\n", "asked: 2021\nclosed: 2026-01-01\n")
    assert mistakes(project, OUTCOME, JUDGED) == [
        "statement: This statement has already been judged. Please use the form for corrections."
    ]
    assert mistakes(project, CORRECT, WITHDRAWAL) == ["page: This answer has already been withdrawn."]
    assert mistakes(project, ADD_ANSWER, ANSWER) == ["question: This question was closed to new answers on 2026-01-01."]


def test_nobody_can_find_out_the_words_of_a_withdrawn_answer(project: Project) -> None:
    write_proposal(project.root, proposed(project, CORRECT, WITHDRAWAL))
    for words in ("has long priced in", "no such words", "the"):
        wrong = {"page": WITHDRAWAL["page"], "wrong": words}
        told = f"wrong: This page doesn't have the words {words}. Please copy them from it."
        assert mistakes(project, CORRECT, CORRECTION, **wrong) == [told]


@pytest.mark.parametrize(
    "text",
    [
        "### A heading of their own\n\nwords",
        "before\n\n```yaml\n### Not a heading\n```\n\nafter",
        "王小明 says: “فرهاد”",
        "a: b\n- c\n# d\n\n{e: [f]} & *g | > % @h `i` !j",
        "ends with a colon:\n\n--- \n...",
        "$(rm -rf /) ${{ github.token }} `id` ; & | %0A ::set-output name=x::y",
        "    indented\n\ttabbed",
    ],
)
def test_words_of_every_kind_arrive_as_they_were_written(project: Project, text: str) -> None:
    values = filled_in(ADD_ANSWER, body(ADD_ANSWER, {**ANSWER, "text": text.replace("\n", "\r\n")}))
    path = "content/views/china-russia-2021/jane-doe.yml"
    written = propose(content.load(project.root), ADD_ANSWER, values, OPENED, TODAY).files[path]
    data = yamltext.parse(written, path).data
    assert data["text"].split() == text.split()
    assert set(data) <= {"question", "contributor", "source", "status", "read_for", "text", "excerpts"}


@settings(max_examples=60, deadline=None)
@given(text=st.text(min_size=1), name=st.text(min_size=1, max_size=40))
def test_whatever_is_filled_in_is_read_or_refused(text: str, name: str) -> None:
    try:
        values = read({**ANSWER, "text": text, "name": name})
    except MistakesFound as found:
        values = {it.field: MESSAGES[it.code] for it in found.mistakes}
    assert values
    assert yamltext.parse(yamltext.dump({**values}), "x").data == values


def test_a_heading_of_the_form_in_somebodys_words_is_told_and_never_guessed() -> None:
    spoilt = body(ADD_ANSWER, {**ANSWER, "bio": "Her book has\n\n### The answer\n\nforged"})
    for text, code in ((spoilt, "heading-twice"), (spoilt.replace("### Role", "## Role"), "heading-missing")):
        with pytest.raises(MistakesFound) as found:
            filled_in(ADD_ANSWER, text)
        assert code in {it.code for it in found.value.mistakes}


@pytest.mark.parametrize("text", ["", "hello", "### Hello\n\nyou", "\0" * 10, "### \n" * 20_000])
def test_what_isnt_a_form_is_no_form(text: str) -> None:
    with pytest.raises(MistakesFound) as found:
        form_of(text)
    assert [it.code for it in found.value.mistakes] == ["no-form"]


def test_a_line_of_spaces_is_looked_through_once() -> None:
    started = time.perf_counter()
    with pytest.raises(MistakesFound):
        form_of("### a" + " " * 60_000 + "b")
    assert time.perf_counter() - started < 3  # some 15 seconds, if once for each space


def test_a_fence_around_a_whole_value_is_githubs() -> None:
    values = read({**ANSWER, "text": "```text\r\nOne.\r\n\r\nTwo.\r\n```"})
    assert values["text"] == "One.\n\nTwo."


def test_nothing_is_written_unless_all_can_be(project: Project) -> None:
    proposal = proposed(project, ADD_ANSWER, ANSWER)
    project.write("content/views/china-russia-2021/jane-doe.yml", "mine\n")
    with pytest.raises(FileExistsError):
        write_proposal(project.root, proposal)
    assert not (project.root / "content/contributors/jane-doe.yml").exists()
    edits = proposed(project, CORRECT, CORRECTION)
    project.edit(PAIKIN_VIEW, "status: reviewed", "status: reviewed  # by me")
    with pytest.raises(FileExistsError):
        write_proposal(project.root, edits)


@pytest.mark.parametrize("path", issue_forms("en"))
def test_the_committed_form_is_what_the_program_says(path: str) -> None:
    assert (ROOT / path).read_text(encoding="utf-8") == issue_forms("en")[path], "run `views forms`"


def test_the_forms_are_what_github_takes() -> None:
    run(
        tool("check-jsonschema"),
        "--builtin-schema",
        "vendor.github-issue-forms",
        *(str(ROOT / it) for it in issue_forms("en")),
    )


def test_forms_are_renewed_in_a_language(tmp_path: Path) -> None:
    written = update_forms(tmp_path, "de")
    assert set(written) == issue_forms("en").keys()
    assert "label: Welche Frage?" in (tmp_path / written[0]).read_text(encoding="utf-8")
    assert update_forms(tmp_path, "de") == ()
    (tmp_path / written[1]).write_text("older\n", encoding="utf-8")
    assert update_forms(tmp_path, "de") == written[1:2]


def test_the_forms_tell_their_fields_apart_and_offer_what_the_record_takes() -> None:
    for form in FORMS:
        labels = [it.label for it in form.fields]
        assert len({*labels}) == len(labels)
        for it in form.fields:
            assert it.target is None or it.key, it.id
            assert not it.options or not it.key or {*it.options.values()} <= {*it.key.choices}
    assert len({form.fields[0].label for form in FORMS}) == len(FORMS)


def test_a_link_to_a_form_has_what_is_known_and_stays_short() -> None:
    issues = "https://github.com/example/project/issues/new"
    assert CORRECT.address(issues, "https://example.org/?a=1&b=ü#x") == (
        f"{issues}?template=correct-or-withdraw.yml&page=https%3A%2F%2Fexample.org%2F%3Fa%3D1%26b%3D%C3%BC%23x"
    )
    assert CORRECT.address(issues, "x" * 5000) == f"{issues}?template=correct-or-withdraw.yml"


@pytest.mark.parametrize("text", ["{}", "[]", "no JSON", '{"issue": {"number": "1"}}'])
def test_what_isnt_an_event_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "event.json").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="event"):
        read_event(tmp_path / "event.json")


def test_what_was_checked_is_checked_again_without_change() -> None:
    values = read({**ANSWER, "answered": "May 2022"})
    assert values["answered"] == "2022-05"
    assert checked(ADD_ANSWER, values, print) == values


def test_every_mistake_is_told_at_once(project: Project) -> None:
    told = mistakes(project, ADD_ANSWER, ANSWER, question="nothing like it", answered="soon", text="")
    assert [it.partition(":")[0] for it in told] == ["question", "answered", "text"]


ISSUES = "https://github.com/example/project/issues/new"


def test_views_questions_and_open_statements_lead_to_their_forms_and_nothing_else_changes(project: Project) -> None:
    library = content.load(project.root).library
    without = render_site(library, Site("Test", "https://example.org/")).pages
    pages = render_site(library, Site("Test", "https://example.org/", issues=ISSUES)).pages
    led = {
        "questions/china-russia-2021.md": "add-an-answer.yml&amp;question=https%3A%2F%2Fexample.org%2Fquestions%2Fchina-russia-2021%2F",
        "contributors/zachary-paikin.md": "correct-or-withdraw.yml&amp;page=https%3A%2F%2Fexample.org%2Fcontributors%2Fzachary-paikin%2F%23china-russia-2021",
        "questions/china-russia-2021/formal-alliance.md": "suggest-an-outcome.yml&amp;statement=https%3A%2F%2Fexample.org%2Fquestions%2Fchina-russia-2021%2Fformal-alliance%2F",
    }
    for path, form in led.items():
        assert pages[path].count(ISSUES) == 1, path
        assert f'<a href="{ISSUES}?template={form}" rel="nofollow noopener">' in pages[path]
    assert not any("template=" in text for text in without.values())
    assert re.sub(rf' · <a href="{ISSUES}[^<]*</a>', "", pages[next(iter(led))]) == without[next(iter(led))]


def test_what_is_closed_withdrawn_or_judged_leads_to_no_form(project: Project) -> None:
    project.edit(QUESTION, "asked: 2021\n", "asked: 2021\nclosed: 2026-01-01\n")
    write_proposal(project.root, proposed(project, OUTCOME, JUDGED))
    write_proposal(project.root, proposed(project, CORRECT, WITHDRAWAL))
    pages = render_site(content.load(project.root).library, Site("Test", issues=ISSUES)).pages
    for path in (
        "questions/china-russia-2021",
        "contributors/zachary-paikin",
        "questions/china-russia-2021/formal-alliance",
    ):
        assert ISSUES not in pages[f"{path}.md"], path


@pytest.mark.parametrize(
    ("repository", "stated", "issues"),
    [
        ("https://github.com/example/project", "true", ISSUES),
        ("https://github.com/example/project/", "true", ISSUES),
        ("https://github.example.org/a/b", "true", "https://github.example.org/a/b/issues/new"),
        ("https://example.ghe.com/a/b", "true", "https://example.ghe.com/a/b/issues/new"),
        ("https://gitlab.com/example/project", "true", ""),
        ("https://notgithub.com/example/project", "true", ""),
        (
            "https://gitlab.com/example/project",
            "https://code.example.org/a/b",
            "https://code.example.org/a/b/issues/new",
        ),
        ("https://github.com/example/project", "false", ""),
        ("https://github.com/example/project", "", ""),
    ],
)
def test_forms_are_where_the_project_is_on_github_and_has_them(
    tmp_path: Path, repository: str, stated: str, issues: str
) -> None:
    (tmp_path / "mkdocs.yml").write_text(f"repo_url: {repository}\nextra:\n  issue_forms: {stated}\n", encoding="utf-8")
    assert settings_site(tmp_path / "mkdocs.yml").issues == issues


@pytest.mark.parametrize("stated", ["javascript:alert(1)", "github", "https://github.com/a", "[a]", "3"])
def test_what_names_no_repository_is_a_problem(tmp_path: Path, stated: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(f"extra:\n  issue_forms: {stated}\n", encoding="utf-8")
    with pytest.raises(ProblemsFound, match="issue_forms"):
        settings_site(tmp_path / "mkdocs.yml")
