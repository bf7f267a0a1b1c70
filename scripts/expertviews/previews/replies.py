"""What is said to whoever has filled in a form. Their words are code, in which no mention, link or markup works."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from expertviews.changes import code_span
from expertviews.contributions import FORMS, MESSAGES
from expertviews.invocation import in_guides

MARK = "<!-- expert-views: contribution -->"
"""The start of our comment, which identifies it."""
_LABELS = {it.id: it.label for form in FORMS for it in form.fields}
EDITED = (
    "\n\nThe text above was edited after a maintainer had accepted it: what they accepted is what was taken up. If the "
    "new text should be, a maintainer takes the label away and sets it again."
)
"""What is added to a comment if the text isn't the one that was accepted any more."""
_THEN = "Please edit your text above, under the same headings. Then a maintainer sets the label again."
_MAINTAINER = "A maintainer can set the label again once that is done."


class _Said(Protocol):
    @property
    def field(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def words(self) -> tuple[str, ...]: ...


def mistakes(found: Sequence[_Said], problems: Sequence[str]) -> str:
    """What is wrong with what was filled in."""
    lines = [*map(_line, found), *(f"- {code_span(in_guides(it))}" for it in problems)]
    return "\n\n".join([MARK, "Thank you. Something is still missing or unclear:", "\n".join(lines), _THEN])


def moved(paths: Sequence[str]) -> str:
    """That the record has changed since the text was read."""
    names = ", ".join(map(code_span, paths))
    return f"{MARK}\n\nThis has changed on the site in the meantime: {names}. {_MAINTAINER}"


def edited_by_hand(branch: str) -> str:
    """That somebody works on the branch."""
    return (
        f"{MARK}\n\nSomebody has changed the branch {code_span(branch)} by hand, so it stays as it is. To start again, "
        f"close its pull request and delete the branch. {_MAINTAINER}"
    )


def opened(number: int) -> str:
    """That the pull request is there."""
    return (
        f"{MARK}\n\nThank you. This has become #{number}, which an editor reviews. It is published when the editor "
        "merges it."
    )


def to_open(address: str) -> str:
    """That a maintainer has to open the pull request."""
    return (
        f"{MARK}\n\nThank you. The change is ready: a maintainer [opens the pull request]({address}), since workflows "
        "may not open any in this repository."
    )


def pull_request(number: int, notes: Sequence[_Said], problems: Sequence[str]) -> str:
    """The text of the pull request."""
    return "\n\n".join(
        [f"What was sent with issue #{number}, as a draft to review. Closes #{number}.", *_todo(notes, problems)]
    )


def _todo(notes: Sequence[_Said], problems: Sequence[str]) -> Iterator[str]:
    if notes:
        yield "To decide:"
        yield "\n".join(map(_line, notes))
    if problems:
        yield "To mend before it can be merged:"
        yield "\n".join(f"- {code_span(in_guides(it))}" for it in problems)


def _line(it: _Said) -> str:
    """A mistake; of what isn't one of ours, only that it is there."""
    said = MESSAGES.get(it.code, "This can't be used.")
    words = map(code_span, (*it.words, *[""] * said.count("{}")))
    field = _LABELS.get(it.field)
    return f"- {f'**{field}** ' if field else ''}{said.format(*words)}"
