"""Mistakes in what somebody has filled in, told in words for readers who know neither git nor YAML."""

from collections.abc import Iterable, Mapping
from typing import Annotated

from pydantic import Field
from pydantic.dataclasses import dataclass

from expertviews.wording import marked as _

MESSAGES: Mapping[str, str] = {
    "no-form": _("This text has none of the headings of a form. Please fill in one of the forms."),
    "heading-missing": _("The heading of this part has gone. Please put it back, on a line of its own: {}"),
    "heading-twice": _(
        "This heading is there twice, so it isn't clear where your words end. Please change it in your own words: {}"
    ),
    "missing": _("Please fill this in."),
    "too-long": _("This is too long: {} characters at most."),
    "not-offered": _("{} isn't one of the choices."),
    "not-a-date": _("{} isn't a date. Please write a year, a month or a day: 2021, 2021-03 or 2021-03-14."),
    "not-an-address": _("{} isn't a web address. It starts with https:// and has no spaces."),
    "not-of-its-form": _("{} doesn't have the right form. For example: {}"),
    "no-question": _("No question here has the address or the words {}. Please copy the address of its page."),
    "question-near": _("No question here has the words {}. Did you mean {}?"),
    "closed": _("This question was closed to new answers on {}."),
    "no-name": _("{} isn't a name."),
    "answered-already": _("{} has already answered this question. Please use the form for corrections."),
    "there-already": _("{} is here already."),
    "anonymous-alone": _("Somebody who stays anonymous is added with their answer."),
    "perhaps-same": _("Is {} the same as {}? They are two contributors now."),
    "role-told": _("Is this missing among the roles of {}? {}"),
    "several": _(
        "There are several here with this name or these words: {}. Please give the address of the right one: {}"
    ),
    "no-page": _("No page here has the address {}. Please copy the address of the page, or of the place on it."),
    "which-answer": _("This page has several answers. Please copy the address of one of them: {}"),
    "no-answer": _("There is no answer at this address."),
    "withdrawn-already": _("This answer has already been withdrawn."),
    "words-not-there": _("This page doesn't have the words {}. Please copy them from it."),
    "words-of-source": _(
        "The words {} stand there as their source has them, so no form changes them. Please ask an editor."
    ),
    "words-twice": _("The words {} are there more than once. Please copy some words before or after them, too."),
    "words-are-same": _("The words are the same as before."),
    "not-replaced": _("The program can't write this change into the file {} by itself. An editor has to do it."),
    "no-proposition": _("No statement here has the address or the words {}. Please copy the address of its page."),
    "proposition-near": _("No statement here has the words {}. Did you mean {}?"),
    "judged-already": _("This statement has already been judged. Please use the form for corrections."),
    "stray-line": _("Readers would see this line as a remark or as code: {}. Please write it in plain words."),
    "copied": _("Some of these words are somebody else's here already. Please send words of your own."),
    "evidence-form": _("{} isn't a source. Please write on each line what it is, then its web address."),
}
"""The message of each code; its braces stand for the mistake's `words`."""


@dataclass(frozen=True)
class Mistake:
    """A mistake in a field of a form, or in all of it if `field` is empty; the message quotes `words`."""

    field: str
    code: str
    words: Annotated[tuple[str, ...], Field(max_length=2)] = ()


class MistakesFound(Exception):
    """What was filled in has mistakes."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__(", ".join(f"{it.field}: {it.code}" for it in self.mistakes))


def refusal(field: str, code: str, *words: str) -> MistakesFound:
    """Return an exception for one mistake."""
    return MistakesFound([Mistake(field, code, words)])
