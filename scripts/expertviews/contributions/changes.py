"""Changes that forms propose: new answers and contributors, corrections, withdrawals and outcomes.

An edit changes single values and leaves every other line of a file as it is.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial

from expertviews import characters, content, quotes
from expertviews.content import KeyPath, Record, Tree, ValueEdit
from expertviews.contributions import places
from expertviews.contributions.answers import Values, propose_answer, propose_contributor, yaml_date
from expertviews.contributions.forms import ADD_ANSWER, CONTRIBUTOR, OUTCOME, Form
from expertviews.contributions.issues import checked
from expertviews.contributions.mistakes import refusal
from expertviews.contributions.proposals import Proposal, edited_files, with_problems
from expertviews.model import CORRECTABLE, LOCATIONS, MISPRINTS, OF_TEXT, SeedSource, View

_NOT_FOR_READERS = LOCATIONS | MISPRINTS | {"terms", "context_terms", "not_terms", "as_in_source"}
_SOURCE_KEYS = {"earlier", "byline", "introduction", "prompts"}
"""Keys whose words stay as the source has them, so that no form changes them."""
_SOURCE_LINE = re.compile(
    r"[-*•]?\s*(?:\[(?P<named>[^\]]+)\]\((?P<link>https?://\S+)\)"
    r"|(?P<title>.+?)[\s:,(<]+(?P<url>https?://[^\s<>\")]+)[>)]*)"
)
"""A source as Markdown's `[title](address)`, or as a title and then its address."""

_LOOK_UP: Mapping[str, Callable[[Record, str], object]] = {
    "question": places.question_of,
    "statement": places.proposition_of,
    "page": places.files_of_page,
}
"""By field: the function that finds what the field refers to, and raises MistakesFound if there is nothing."""


def refuse_unknown(record: Record, field: str, value: str) -> None:
    """Raise MistakesFound if the value of a field refers to nothing in the record."""
    if value and field in _LOOK_UP:
        _LOOK_UP[field](record, value)


def propose(record: Record, form: Form, filled_in: Values, opened: str, today: str) -> Proposal:
    """Turn a submitted form into files, with the problems that these would have. Raises MistakesFound.

    The form was filled in on the day `opened`, and is processed `today`.
    """
    values = checked(form, filled_in, partial(refuse_unknown, record))
    match form.name:
        case ADD_ANSWER.name:
            proposal = _answer(record, values, opened, today)
        case CONTRIBUTOR.name:
            proposal = propose_contributor(record, values, opened)
        case OUTCOME.name:
            proposal = _outcome(record, values, today)
        case _ if values["what"] == "withdraw":
            proposal = _withdrawal(record, values, today)
        case _:
            return _correction(record, values, today)
    return with_problems(record, proposal)


def _answer(record: Record, values: Values, opened: str, today: str) -> Proposal:
    """Add an answer, and date its question's record."""
    proposal = propose_answer(record, values, opened)
    dated = dated_questions(record, [places.question_of(record, values["question"])], today)
    return replace(proposal, files={**proposal.files, **dated.files}, before=dated.before)


def dated_questions(record: Record, questions: Iterable[str], today: str) -> Proposal:
    """Give the records of questions a new day, except those that are of that day or have none."""
    edits: dict[str, list[ValueEdit]] = {}
    for question in sorted(questions):
        edits |= _date_edits(record, question, today)
    return edited_files(record, edits)


def _date_edits(record: Record, slug: str, today: str) -> dict[str, list[ValueEdit]]:
    """Return, by path, the edit that gives a question's record a new day; none if it has that day, or no day."""
    question = record.library.questions.get(slug)
    if not question or not question.recorded or question.recorded >= today:
        return {}
    return {content.question_path(slug): [ValueEdit(("recorded",), yaml_date(today))]}


def _withdrawal(record: Record, values: Values, today: str) -> Proposal:
    view = places.view_of(record, values["page"])
    if view.withdrawn:
        raise refusal("page", "withdrawn-already")
    edit = ValueEdit(("withdrawn",), {"date": yaml_date(today), "why": values["why"]})
    edits = {content.view_path(*view.key): [edit], **_date_edits(record, view.question, today)}
    return replace(edited_files(record, edits), withdraws=True)


def _correction(record: Record, values: Values, today: str) -> Proposal:
    """Correct a mistake; in an answer, with a note of what its source has, unless the source is right.

    If nobody knows what the source has, the note is left out unless the record would have problems without it.
    """
    if quotes.fold(values["wrong"]) == quotes.fold(values["right"]):
        raise refusal("right", "words-are-same")
    path, key, words = _find_words(record, values)
    tree, view = record.trees[path], record.entities[path]
    # Only long texts keep invisible marks, which Arabic and Hebrew may need.
    right = values["right"] if "\n" in tree.scalars[key].text.strip() else characters.seen(values["right"])
    edits = _replacements(tree, key, words, right)
    if not isinstance(view, View):
        return with_problems(record, edited_files(record, {path: edits}))
    dated = _date_edits(record, view.question, today)
    needs_note = key[0] in CORRECTABLE and values["original"] != "right"
    in_doubt = values["original"] != "same" and isinstance(view.source, SeedSource)
    if in_doubt or not needs_note:
        proposal = with_problems(record, edited_files(record, {path: edits, **dated}))
        if not proposal.problems or not needs_note:
            return proposal
    noted = [*edits, _note(view, words, right, values["why"], today)]
    return with_problems(record, edited_files(record, {path: noted, **dated}))


def _note(view: View, words: str, right: str, why: str, today: str) -> ValueEdit:
    """Add a correction to the view's list of them."""
    correction = {"printed": words, "corrected": quotes.fold(right), "date": yaml_date(today), "why": why}
    number = len(view.corrections)
    return ValueEdit(("corrections", number), correction) if number else ValueEdit(("corrections",), [correction])


def _find_words(record: Record, values: Values) -> tuple[str, KeyPath, str]:
    """Find the file and key of the one value on a page that has the wrong words, and how it spells them."""
    code = "words-not-there"
    for path in places.files_of_page(record, values["page"]):
        tree, entity = record.trees[path], record.entities[path]
        if isinstance(entity, View) and entity.withdrawn:  # nobody may find out what it says
            continue
        spelt = _values_with(tree, values["wrong"])
        editable = {key: words for key, words in spelt.items() if _SOURCE_KEYS.isdisjoint(key)}
        if editable:
            (key, words), *others = editable.items()
            if others or len(_pattern(words).findall(tree.scalars[key].text)) > 1:
                raise refusal("wrong", "words-twice", values["wrong"])
            return path, key, words
        if spelt:
            code = "words-of-source"
    raise refusal("wrong", code, values["wrong"])


def _values_with(tree: Tree, wanted: str) -> Mapping[KeyPath, str]:
    """Find the values that have some words and are shown to readers, with the words as they are spelt there."""
    found = {}
    for key, scalar in tree.scalars.items():
        words = quotes.spelt(wanted, quotes.fold(scalar.text))
        if words and _is_for_readers(tree, key) and _pattern(words).search(scalar.text):
            found[key] = words
    return found


def _is_for_readers(tree: Tree, key: KeyPath) -> bool:
    """Whether readers see a value as words, and it doesn't repeat words of another value."""
    model_key = content.key_at(tree, key)
    is_prose = model_key is not None and not model_key.form and not model_key.choices
    return is_prose and (_NOT_FOR_READERS | OF_TEXT).isdisjoint(key)


def _replacements(tree: Tree, key: KeyPath, words: str, right: str) -> list[ValueEdit]:
    """Put the right words into a value and, if it is a view's text, into what the view quotes from it."""
    pattern = _pattern(words)
    edits = [ValueEdit(key, _replaced(tree.scalars[key].text, pattern, right))]
    if key == ("text",):
        for other, scalar in tree.scalars.items():
            if other[-1] in OF_TEXT and "earlier" not in other and pattern.search(scalar.text):
                edits.append(ValueEdit(other, _replaced(scalar.text, pattern, right)))
    return edits


def _replaced(value: str, pattern: re.Pattern[str], right: str) -> str:
    """Put the right words into a value, on one line if the value is on one line."""
    words = right if "\n" in value.strip() else quotes.fold(right)
    return pattern.sub(lambda _: words, value)


def _pattern(words: str) -> re.Pattern[str]:
    """Match the words with any white space between them, but not as part of longer words."""
    start = f"(?<!{quotes.SPACED_LETTER})" if re.match(quotes.SPACED_LETTER, words[0]) else ""
    end = f"(?!{quotes.SPACED_LETTER})" if re.match(quotes.SPACED_LETTER, words[-1]) else ""
    return re.compile(start + r"\s+".join(map(re.escape, words.split())) + end)


def _outcome(record: Record, values: Values, today: str) -> Proposal:
    question, number = places.proposition_of(record, values["statement"])
    earlier = record.library.questions[question].propositions[number].outcome
    if earlier and earlier.status != "open":
        raise refusal("statement", "judged-already")
    evidence = _evidence(values["evidence"])
    if not evidence and values["status"] != "untestable":
        raise refusal("evidence", "missing")
    outcome = {"status": values["status"], "judged_on": yaml_date(today)} | ({"evidence": evidence} if evidence else {})
    key: KeyPath = ("propositions", number, "outcome")
    edits = [ValueEdit((*key, name), it) for name, it in outcome.items()] if earlier else [ValueEdit(key, outcome)]
    path = content.question_path(question)
    return edited_files(record, {path: [*edits, *_date_edits(record, question, today).get(path, ())]})


def _evidence(text: str) -> list[dict[str, str]]:
    """Read a source from each line: its title and its web address. Raises MistakesFound."""
    evidence = []
    for line in filter(None, map(str.strip, text.splitlines())):
        source = _SOURCE_LINE.fullmatch(line)
        if not source:
            raise refusal("evidence", "evidence-form", line)
        evidence.append({"title": (source["named"] or source["title"]).strip(), "url": source["link"] or source["url"]})
    return evidence
