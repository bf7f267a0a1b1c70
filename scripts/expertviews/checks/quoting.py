"""The rules for what a view quotes of its text."""

import re
from collections.abc import Iterator

from expertviews import quotes
from expertviews.checks import proofs, slips
from expertviews.checks.rules import Fault, File, each
from expertviews.content import KeyPath
from expertviews.model import Quoted, View
from expertviews.problems import counted, shown
from expertviews.quotes import fold, same_spelling

_IN_MARKS = re.compile(r"“[^“”]+”|(?<!\w)\"[^\"]+\"")
_LONE_BREAK = re.compile(r"(?<!\n)\n(?!\n)")  # what YAML makes of one blank line in a value that isn't a block


@each(View)
def paragraphs_lost(file: File[View]) -> Iterator[Fault]:
    """A text with several paragraphs is written under `text: |`, which keeps the blank lines between them."""
    for key, _ in proofs.versions(file.it):
        if runs_together(file, key):
            what = "`text` loses its paragraph breaks"
            yield (*key, "text"), what, "write `text: |`, then the text on the lines below, indented"


def runs_together(file: File[View], key: KeyPath) -> bool:
    """Whether a text has several paragraphs in a YAML form that drops the blank lines between them."""
    scalar = file.tree.scalars.get((*key, "text"))
    return bool(scalar and scalar.style in {">", "", None} and _LONE_BREAK.search(scalar.text.strip()))


@each(View)
def quote_wrong(file: File[View]) -> Iterator[Fault]:
    """A quotation is in the text of its view, character for character and in whole words.

    If its words occur several times, its `prefix` or `suffix` says which occurrence is meant.
    """
    for key, it in quotes.quoted_parts(file.it):
        if (error := _quote_error(file.it, it)) and not _in_source(file, it):
            if beside := _said_beside(file, it.quote):
                yield key, f"these words are in {beside}, not in the text", "quote what the contributor says in `text`"
            else:  # a key quote has no prefix or suffix
                ambiguous = isinstance(error, quotes.QuoteAmbiguousError) and key == ("key_quote",)
                yield key, error.what, "quote more words" if ambiguous else error.remedy


def _quote_error(view: View, quoted: Quoted) -> quotes.QuoteError | None:
    """What is wrong with a quotation from a view."""
    error = quotes.error_in(view.paragraphs, quoted)
    if error and view.erased:
        return quotes.QuoteNotFoundError("the words of this answer are withdrawn", "remove the quotation")
    right = quotes.corrected_quote(view, quoted.quote) if error else None
    if right:
        what = "the quote has words of the source that this view corrects"
        return quotes.QuoteNotFoundError(what, f"write: {shown(right, 160)}; `views check --fix` does it")
    return error


@each(View)
def lead_wrong(file: File[View]) -> Iterator[Fault]:
    """A lead is a whole sentence of the paragraph in which the quote starts, letter for letter, and before the quote.

    If the same words come several times before the quote, the lead is the nearest.
    """
    view = file.it
    for key, it in quotes.quoted_parts(view):
        if it.lead and not quotes.error_in(view.paragraphs, it):
            try:
                quotes.find_lead(view.paragraphs, it.lead, quotes.place_of(view.paragraphs, it), view.language)
            except quotes.QuoteError as error:
                if not _in_source(file, Quoted(quote=it.lead)):
                    yield (*key[:-1], "lead"), error.what, error.remedy


@each(View)
def hedge_not_in_quote(file: File[View]) -> Iterator[Fault]:
    """A hedge is taken from the stance's own quotation, or from its lead."""
    paragraphs = file.it.paragraphs
    for at, it in enumerate(file.it.stances):
        if it.hedge and not slips.within_marks(it.hedge) and not quotes.error_in(paragraphs, it):
            words = quotes.place_of(paragraphs, it).words(paragraphs)
            error = quotes.error_in((it.lead or "", *words), Quoted(quote=it.hedge))
            if isinstance(error, quotes.QuoteNotFoundError):
                what = f"the hedge “{shown(it.hedge)}” isn't in the quote"
                remedy = "copy the contributor's own words from the quote, or add the sentence that has them as `lead`"
                yield ("stances", at, "hedge"), what, remedy


@each(View)
def gist_misquotes(file: File[View]) -> Iterator[Fault]:
    """What a gist has in quotation marks is in the view's text: readers take it for the contributor's words."""
    text = fold(" ".join(file.it.paragraphs)).casefold()
    for found in _IN_MARKS.finditer(file.it.gist or "") if not file.it.withdrawn else ():
        parts = re.split(r"…|\.\.\.", fold(found[0][1:-1]).casefold())
        if not all(part.strip(" .,;:!?") in text for part in parts):
            what = f"“{shown(found[0][1:-1])}” is in quotation marks, but not in the text"
            yield ("gist",), what, "quote the contributor's own words, or remove the marks"


@each(View)
def prompt_misplaced(file: File[View]) -> Iterator[Fault]:
    """A moderator's words come before an existing paragraph of the text."""
    for at, prompt in enumerate(file.it.prompts):
        if prompt.before > len(file.it.paragraphs):
            what = (
                f"there is no paragraph {prompt.before}: the text has {counted(len(file.it.paragraphs), 'paragraph')}"
            )
            remedy = "write the number of the paragraph that follows the moderator's words"
            yield ("prompts", at, "before"), what, remedy


def _in_source(file: File[View], quoted: Quoted) -> bool:
    """Whether a quotation is right by the source while the view's text isn't: then only the text is reported."""
    said = proofs.source_words(file.record, file.it)
    if file.it.erased or quotes.error_in((said,), quoted):
        return False
    return not proofs.has_all(said, quotes.as_printed(file.it).paragraphs)


def _said_beside(file: File[View], quote: str) -> str | None:
    """What else has the words of a quotation that the text doesn't have: the view's bio, or the question."""
    view, question = file.it, file.record.library.questions.get(file.it.question)
    said = (quote, view.text, view.bio or "", question.question if question else "")
    words, text, bio, asked = (same_spelling(fold(it)) for it in said)
    if " " not in words or words in text:
        return None
    return "`bio`" if words in bio else "the question" if words in asked else None
