"""Corrections, withdrawals and outcomes: edits of single values, which leave every other line as it is."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from expertviews import characters, content, quotes
from expertviews.content import KeyPath, Record, Tree, ValueEdit
from expertviews.contributions import places
from expertviews.contributions.answers import Values, propose_answer, propose_contributor, written
from expertviews.contributions.forms import ADD_ANSWER, CONTRIBUTOR, CORRECT, OUTCOME, Form
from expertviews.contributions.issues import checked
from expertviews.contributions.mistakes import refusal
from expertviews.contributions.proposals import Proposal, edited_files, new_problems
from expertviews.model import CORRECTABLE, LOCATIONS, MISPRINTS, OF_TEXT, SeedSource, View

_NOT_FOR_READERS = LOCATIONS | MISPRINTS | {"terms", "context_terms", "not_terms", "as_in_source"}
_OF_SOURCE = {"earlier", "byline", "introduction", "prompts"}
"""The keys with words that stay as their source has them."""
_SOURCE_LINE = re.compile(
    r"^[-*•]?\s*(?:\[(?P<named>[^\]]+)\]\((?P<link>\S+)\)|(?P<title>.+?)[\s:,(<]+(?P<url>https?://[^\s<>\")]+)[>)]*)$"
)


_MEANT: Mapping[str, Callable[[Record, str, str], object]] = {
    "question": places.question_of,
    "statement": places.proposition_of,
    "page": places.files_of_page,
}
"""What the value of a field must lead to."""


def refuse_unknown(record: Record, field: str, value: str) -> None:
    """Raises MistakesFound if the value of a field leads to nothing in the record."""
    if value and field in _MEANT:
        _MEANT[field](record, field, value)


def propose(record: Record, form: Form, filled_in: Values, opened: str, today: str) -> Proposal:
    """What was filled in as files, with the problems that these would have. Raises MistakesFound.

    The form was filled in on the day `opened`, and is taken up `today`.
    """
    values = checked(form, filled_in, partial(refuse_unknown, record))
    if form.name == CORRECT.name:
        wanted = _withdrawal if values["what"] == "withdraw" else _correction
        return wanted(record, values, today)
    simple: Mapping[str, Callable[[], Proposal]] = {
        ADD_ANSWER.name: lambda: _answer(record, values, opened, today),
        CONTRIBUTOR.name: lambda: propose_contributor(record, values, opened),
        OUTCOME.name: lambda: _outcome(record, values, today),
    }
    return _checked(record, simple[form.name]())


def _answer(record: Record, values: Values, opened: str, today: str) -> Proposal:
    """A new answer, with the new day of its question's record."""
    proposal = propose_answer(record, values, opened)
    dated = dated_questions(record, [places.question_of(record, "question", values["question"])], today)
    return replace(proposal, files={**proposal.files, **dated.files}, before=dated.before)


def dated_questions(record: Record, questions: Collection[str], today: str) -> Proposal:
    """The files of questions with the new day of their records, as far as it isn't there yet."""
    edits: Mapping[str, Sequence[ValueEdit]] = {}
    for question in sorted(questions):
        edits = _recorded(record, question, edits, today)
    return edited_files(record, edits)


def _checked(record: Record, proposal: Proposal) -> Proposal:
    return replace(proposal, problems=new_problems(record, proposal))


def _withdrawal(record: Record, values: Values, today: str) -> Proposal:
    view = places.view_of(record, "page", values["page"])
    if view.withdrawn:
        raise refusal("page", "withdrawn-already")
    edit = ValueEdit(("withdrawn",), {"date": written(today), "why": values["why"]})
    withdrawn = edited_files(record, _recorded(record, view.question, {content.view_path(*view.key): [edit]}, today))
    return replace(_checked(record, withdrawn), withdraws=True)


def _correction(record: Record, values: Values, today: str) -> Proposal:
    """A mistake corrected; in an answer, beside what its source has, unless the source is right."""
    if quotes.fold(values["wrong"]) == quotes.fold(values["right"]):
        raise refusal("right", "words-are-same")
    path, key, words = _place_of(record, values)
    edits = [*_replaced(record.trees[path], key, words, values["right"])]
    view = record.entities[path]
    if not isinstance(view, View):
        return _checked(record, edited_files(record, {path: edits}))
    notice = _notice(view, words, values, today)
    tried = []
    for is_shown in _is_shown(view, key, values):
        own = {path: edits + [notice] * is_shown}
        tried.append(_checked(record, edited_files(record, _recorded(record, view.question, own, today))))
    return next((it for it in tried if not it.problems), tried[-1])


def _is_shown(view: View, key: KeyPath, values: Values) -> tuple[bool, ...]:
    """Whether a correction is shown beside what the source has: in doubt, whichever agrees with the document."""
    if key[0] not in CORRECTABLE or values["original"] == "right":
        return (False,)
    in_doubt = values["original"] != "same" and isinstance(view.source, SeedSource)
    return (False, True) if in_doubt else (True,)


def _notice(view: View, words: str, values: Values, today: str) -> ValueEdit:
    """The correction, in the file's list of them."""
    right = quotes.fold(values["right"])
    made = {"printed": words, "corrected": right, "date": written(today), "why": values["why"]}
    number = len(view.corrections)
    return ValueEdit(("corrections", number), made) if number else ValueEdit(("corrections",), [made])


def _place_of(record: Record, values: Values) -> tuple[str, KeyPath, str]:
    """The one value on a page with the words, and the words as they are spelt there. Raises MistakesFound."""
    code = "words-not-there"
    for path in places.files_of_page(record, "page", values["page"]):
        tree, entity = record.trees[path], record.entities[path]
        if isinstance(entity, View) and entity.withdrawn:  # whose words no stranger may find out
            continue
        spelt = {key: quotes.spelt(values["wrong"], quotes.fold(it.text)) for key, it in tree.scalars.items()}
        shown = {key: words for key, words in spelt.items() if words and _is_for_readers(tree, key)}
        found = {key: words for key, words in shown.items() if _OF_SOURCE.isdisjoint(map(str, key))}
        if found:
            (key, words), *others = found.items()
            if others or len(_pattern(words).findall(tree.scalars[key].text)) != 1:
                raise refusal("wrong", "words-twice", values["wrong"])
            return path, key, words
        code = "words-of-source" if shown else code
    raise refusal("wrong", code, values["wrong"])


def _is_for_readers(tree: Tree, key: KeyPath) -> bool:
    """Whether a value has words that readers see as such, and that no other value has first."""
    about = content.key_at(tree, key)
    plain = about is not None and not about.form and not about.choices
    return plain and (_NOT_FOR_READERS | OF_TEXT).isdisjoint(map(str, key))


def _replaced(tree: Tree, key: KeyPath, words: str, right: str) -> Iterator[ValueEdit]:
    """The value with the right words, and with it all that quotes them."""
    pattern = _pattern(words)
    following = [it for it in tree.scalars if key == ("text",) and it[-1] in OF_TEXT and "earlier" not in it]
    for it in (key, *following):
        before = tree.scalars[it].text
        new = right.strip() if "\n" in before.strip() else " ".join(characters.seen(right).split())
        after = pattern.sub(new.replace("\\", r"\\"), before)
        if after != before:
            yield ValueEdit(it, after)


def _pattern(words: str) -> re.Pattern[str]:
    """The words with any white space between them, and nothing of a longer word beside them."""
    inside = r"\s+".join(map(re.escape, words.split()))
    return re.compile(rf"(?<!\w){inside}(?!\w)" if words[0].isalnum() and words[-1].isalnum() else inside)


def _recorded(
    record: Record, slug: str, edits: Mapping[str, Sequence[ValueEdit]], today: str
) -> Mapping[str, Sequence[ValueEdit]]:
    """The edits, and the new day of the question's record, if it has one: citations give it."""
    question = record.library.questions.get(slug)
    if not question or not question.recorded or question.recorded >= today:
        return edits
    path = content.question_path(slug)
    return {**edits, path: [*edits.get(path, ()), ValueEdit(("recorded",), written(today))]}


def _outcome(record: Record, values: Values, today: str) -> Proposal:
    question, at = places.proposition_of(record, "statement", values["statement"])
    judged = record.library.questions[question].propositions[at].outcome
    if judged and judged.status != "open":
        raise refusal("statement", "judged-already")
    evidence = [*_evidence(values["evidence"])]
    if not evidence and values["status"] != "untestable":
        raise refusal("evidence", "missing")
    new = {"status": values["status"], "judged_on": written(today), "evidence": evidence}
    known = {key: value for key, value in new.items() if value}
    where: KeyPath = ("propositions", at, "outcome")
    edits = [ValueEdit((*where, key), value) for key, value in known.items()] if judged else [ValueEdit(where, known)]
    return edited_files(record, _recorded(record, question, {content.question_path(question): edits}, today))


def _evidence(text: str) -> Iterator[dict[str, str]]:
    for line in filter(None, map(str.strip, text.splitlines())):
        found = _SOURCE_LINE.fullmatch(line)
        url = found and (found["link"] or found["url"])
        if not found or not url or not url.startswith(("https://", "http://")):
            raise refusal("evidence", "evidence-form", line)
        yield {"title": (found["named"] or found["title"]).strip(), "url": url}
