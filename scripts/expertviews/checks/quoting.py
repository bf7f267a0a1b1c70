"""The rules for what a view quotes of its text."""

import re
from collections.abc import Iterator

from expertviews import quotes
from expertviews.checks import slips
from expertviews.checks.rules import File, FileViolation, file_rule
from expertviews.checks.sourcetexts import has_all, source_words, versions
from expertviews.content import KeyPath
from expertviews.model import Quoted, View
from expertviews.problems import counted, shown
from expertviews.quotes import fold, same_spelling

_IN_MARKS = re.compile(r"“[^“”]+”|(?<!\w)\"[^\"]+\"")
_LONE_BREAK = re.compile(r"(?<!\n)\n(?!\n)")  # what YAML makes of one blank line in a value that isn't a block


@file_rule(View)
def paragraphs_lost(file: File[View]) -> Iterator[FileViolation]:
    """A text with several paragraphs is written under `text: |`, which keeps the blank lines between them."""
    for key, _ in versions(file.entity):
        if runs_together(file, key):
            what = "`text` loses its paragraph breaks"
            yield (*key, "text"), what, "write `text: |`, then the text on the lines below, indented"


def runs_together(file: File[View], key: KeyPath) -> bool:
    """Whether a text has several paragraphs in a YAML form that drops the blank lines between them."""
    scalar = file.tree.scalars.get((*key, "text"))
    return bool(scalar and scalar.style in {">", "", None} and _LONE_BREAK.search(scalar.text.strip()))


@file_rule(View)
def quote_wrong(file: File[View]) -> Iterator[FileViolation]:
    """A quotation is in the text of its view, character for character and in whole words.

    If its words occur several times, its `prefix` or `suffix` says which occurrence is meant.
    """
    for key, quoted in quotes.quoted_parts(file.entity):
        if (error := _quote_error(file.entity, quoted)) and not _in_source(file, quoted):
            if elsewhere := _elsewhere(file, quoted.quote):
                what = f"these words are in {elsewhere}, not in the text"
                yield key, what, "quote what the contributor says in `text`"
            else:  # a key quote has no prefix or suffix
                ambiguous = isinstance(error, quotes.QuoteAmbiguousError) and key == ("key_quote",)
                yield key, error.what, "quote more words" if ambiguous else error.remedy


def _quote_error(view: View, quoted: Quoted) -> quotes.QuoteError | None:
    """Return what is wrong with a quotation from a view; None if nothing is."""
    error = quotes.error_in(view.paragraphs, quoted)
    if error and view.erased:
        return quotes.QuoteNotFoundError("the words of this answer are withdrawn", "remove the quotation")
    right = quotes.corrected_quote(view, quoted.quote) if error else None
    if right:
        what = "the quote has words of the source that this view corrects"
        return quotes.QuoteNotFoundError(what, f"write: {shown(right, 160)}; `views check --fix` does it")
    return error


@file_rule(View)
def lead_wrong(file: File[View]) -> Iterator[FileViolation]:
    """A lead is a whole sentence of the paragraph in which the quote starts, letter for letter, and before the quote.

    If the same words come several times before the quote, the lead is the nearest.
    """
    view = file.entity
    for key, quoted in quotes.quoted_parts(view):
        if quoted.lead and not quotes.error_in(view.paragraphs, quoted):
            try:
                place = quotes.place_of(view.paragraphs, quoted)
                quotes.find_lead(view.paragraphs, quoted.lead, place, view.language)
            except quotes.QuoteError as error:
                if not _in_source(file, Quoted(quote=quoted.lead)):
                    yield (*key[:-1], "lead"), error.what, error.remedy


@file_rule(View)
def hedge_not_in_quote(file: File[View]) -> Iterator[FileViolation]:
    """A hedge is taken from the stance's own quotation, or from its lead."""
    paragraphs = file.entity.paragraphs
    for index, stance in enumerate(file.entity.stances):
        if stance.hedge and not slips.within_marks(stance.hedge) and not quotes.error_in(paragraphs, stance):
            words = quotes.place_of(paragraphs, stance).words(paragraphs)
            error = quotes.error_in((stance.lead or "", *words), Quoted(quote=stance.hedge))
            if isinstance(error, quotes.QuoteNotFoundError):
                what = f"the hedge “{shown(stance.hedge)}” isn't in the quote"
                remedy = "copy the contributor's own words from the quote, or add the sentence that has them as `lead`"
                yield ("stances", index, "hedge"), what, remedy


@file_rule(View)
def gist_misquotes(file: File[View]) -> Iterator[FileViolation]:
    """What a gist has in quotation marks is in the view's text: readers take it for the contributor's words."""
    if file.entity.withdrawn:
        return
    text = fold(" ".join(file.entity.paragraphs)).casefold()
    for quotation in _IN_MARKS.findall(file.entity.gist or ""):
        parts = re.split(r"…|\.\.\.", fold(quotation[1:-1]).casefold())
        if not all(part.strip(" .,;:!?") in text for part in parts):
            what = f"“{shown(quotation[1:-1])}” is in quotation marks, but not in the text"
            yield ("gist",), what, "quote the contributor's own words, or remove the marks"


@file_rule(View)
def prompt_misplaced(file: File[View]) -> Iterator[FileViolation]:
    """A moderator's words come before an existing paragraph of the text."""
    number = len(file.entity.paragraphs)
    for at, prompt in enumerate(file.entity.prompts):
        if prompt.before > number:
            what = f"there is no paragraph {prompt.before}: the text has {counted(number, 'paragraph')}"
            remedy = "write the number of the paragraph that follows the moderator's words"
            yield ("prompts", at, "before"), what, remedy


def _in_source(file: File[View], quoted: Quoted) -> bool:
    """Whether a quotation is right by the source while the view's text isn't: then only the text is reported."""
    source = source_words(file.record, file.entity)
    if file.entity.erased or quotes.error_in((source,), quoted):
        return False
    return not has_all(source, quotes.as_printed(file.entity).paragraphs)


def _elsewhere(file: File[View], quote: str) -> str | None:
    """Return what has the words of a quotation that the text doesn't have: the view's bio, or the question."""
    view, question = file.entity, file.record.library.questions.get(file.entity.question)
    values = (quote, view.text, view.bio or "", question.question if question else "")
    words, text, bio, asked = (same_spelling(fold(value)) for value in values)
    if " " not in words or words in text:
        return None
    return "`bio`" if words in bio else "the question" if words in asked else None
