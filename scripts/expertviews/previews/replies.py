"""What is said to whoever has filled in a form. Their words are code, in which no mention, link or markup works."""

from collections.abc import Sequence
from dataclasses import dataclass

from expertviews.changes import code_span
from expertviews.contributions import FORMS, MESSAGES, Mistake
from expertviews.invocation import in_guides
from expertviews.wording import Language

MARK = "<!-- expert-views: contribution -->"
"""The start of our comment, which identifies it."""


@dataclass(frozen=True)
class Replies:
    """The comments, in a language."""

    language: Language

    @property
    def edited(self) -> str:
        """What is added if the text isn't the one that was accepted any more."""
        gettext = self.language.gettext
        return gettext(
            "The text above was edited after a maintainer had accepted it: what they accepted is what was taken up. If "
            "the new text should be, a maintainer takes the label away and sets it again."
        )

    def mistakes(self, found: Sequence[Mistake], problems: Sequence[str]) -> str:
        """What is wrong with what was filled in."""
        gettext = self.language.gettext
        parts = [gettext("Thank you. Something is still missing or unclear:")]
        parts += ["\n".join(map(self._line, found))] if found else []
        told = gettext("For the editors, what the program says of the files that this would become:")
        parts += [told, "\n".join(map(_problem, problems))] if problems else []
        again = gettext("Please edit your text above, under the same headings. Then a maintainer sets the label again.")
        return _joined(*parts, again)

    def moved(self, paths: Sequence[str]) -> str:
        """That the record has changed since the text was read."""
        gettext = self.language.gettext
        said = gettext(
            "This has changed on the site in the meantime: %(files)s.", files=", ".join(map(code_span, paths))
        )
        return _joined(said, self._again)

    def edited_by_hand(self, branch: str) -> str:
        """That somebody works on the branch."""
        gettext = self.language.gettext
        said = gettext(
            "Somebody has changed the branch %(branch)s by hand, so it stays as it is. To start again, close its pull "
            "request and delete the branch.",
            branch=code_span(branch),
        )
        return _joined(said, self._again)

    def opened(self, number: int) -> str:
        """That the pull request is there."""
        gettext = self.language.gettext
        said = gettext(
            "Thank you. This has become %(pull_request)s, which an editor reviews. It is published when the editor "
            "merges it.",
            pull_request=f"#{number}",
        )
        return _joined(said)

    def to_open(self, address: str) -> str:
        """That a maintainer has to open the pull request."""
        gettext = self.language.gettext
        said = gettext(
            "Thank you. The change is ready: a maintainer opens the pull request at %(address)s, since workflows may "
            "not open any in this repository.",
            address=f"<{address}>",
        )
        return _joined(said)

    def pull_request(self, number: int, notes: Sequence[Mistake], problems: Sequence[str]) -> str:
        """The text of the pull request. GitHub closes the issue for its English word."""
        gettext = self.language.gettext
        parts = [gettext("What was sent with issue %(issue)s, as a draft to review.", issue=f"#{number}")]
        parts += [gettext("To decide:"), "\n".join(map(self._line, notes))] if notes else []
        told = gettext("To mend before it can be merged:")
        parts += [told, "\n".join(map(_problem, problems))] if problems else []
        return "\n\n".join([*parts, f"Closes #{number}."])

    @property
    def _again(self) -> str:
        gettext = self.language.gettext
        return gettext("A maintainer can set the label again once that is done.")

    def _line(self, it: Mistake) -> str:
        """A mistake; of what isn't one of ours, only that it is there."""
        gettext = self.language.gettext
        said = gettext(MESSAGES[it.code]) if it.code in MESSAGES else gettext("This can't be used.")
        words = map(code_span, (*it.words, *[""] * said.count("{}")))
        label = next((field.label for form in FORMS for field in form.fields if field.id == it.field), "")
        return f"- {f'**{gettext(label)}** ' if label else ''}{said.format(*words)}"


def _problem(words: str) -> str:
    return f"- {code_span(in_guides(words))}"


def _joined(*parts: str) -> str:
    return "\n\n".join((MARK, *parts))
