"""The comments for whoever has filled in a form. Their words become code, in which no mention, link or markup works."""

from collections.abc import Sequence
from dataclasses import dataclass

from expertviews.changes import code_span
from expertviews.contributions import FORMS, MESSAGES, Mistake
from expertviews.invocation import in_guides
from expertviews.wording import Language, marked

MARK = "<!-- expert-views: contribution -->"  # the start of our comment, which identifies it
_UNUSABLE = marked("This can't be used.")


@dataclass(frozen=True)
class Replies:
    """The comments, in a language. `form` is the name of the form that was filled in; empty if it isn't known."""

    language: Language
    form: str

    @property
    def edited(self) -> str:
        """Say that the text was edited after it had been accepted."""
        return self.language.gettext(
            "The text above was edited after a maintainer had accepted it: what they accepted is what was taken up. If "
            "the new text should be, a maintainer takes the label away and sets it again."
        )

    def mistakes(self, mistakes: Sequence[Mistake], problems: Sequence[str]) -> str:
        """Say what is wrong with what was filled in, or with the files that it would become."""
        gettext = self.language.gettext
        parts = [gettext("Thank you. Something is still missing or unclear:")]
        if mistakes:
            parts.append("\n".join(map(self._mistake, mistakes)))
        if problems:
            parts.append(gettext("For the editors, what the program says of the files that this would become:"))
            parts.append("\n".join(map(_problem, problems)))
        again = gettext("Please edit your text above, under the same headings. Then a maintainer sets the label again.")
        return _comment(*parts, again)

    def moved(self, paths: Sequence[str]) -> str:
        """Say that files have changed since the text was read."""
        files = ", ".join(map(code_span, paths))
        return _comment(
            self.language.gettext("This has changed on the site in the meantime: %(files)s.", files=files), self._again
        )

    def edited_by_hand(self, branch: str) -> str:
        """Say that somebody else has changed the branch."""
        text = self.language.gettext(
            "Somebody has changed the branch %(branch)s by hand, so it stays as it is. To start again, close its pull "
            "request and delete the branch.",
            branch=code_span(branch),
        )
        return _comment(text, self._again)

    def opened(self, number: int) -> str:
        """Say that a pull request has been opened."""
        text = self.language.gettext(
            "Thank you. This has become %(pull_request)s, which an editor reviews. It is published when the editor "
            "merges it.",
            pull_request=f"#{number}",
        )
        return _comment(text)

    def to_open(self, address: str) -> str:
        """Say that a maintainer has to open the pull request, at an address."""
        text = self.language.gettext(
            "Thank you. The change is ready: a maintainer opens the pull request at %(address)s, since workflows may "
            "not open any in this repository.",
            address=f"<{address}>",
        )
        return _comment(text)

    def pull_request(self, number: int, notes: Sequence[Mistake], problems: Sequence[str]) -> str:
        """Return the text of the pull request for an issue. GitHub closes the issue for the English word “Closes”."""
        gettext = self.language.gettext
        parts = [gettext("What was sent with issue %(issue)s, as a draft to review.", issue=f"#{number}")]
        if notes:
            parts += [gettext("To decide:"), "\n".join(map(self._mistake, notes))]
        if problems:
            parts += [gettext("To fix before it can be merged:"), "\n".join(map(_problem, problems))]
        return "\n\n".join([*parts, f"Closes #{number}."])

    @property
    def _again(self) -> str:
        return self.language.gettext("A maintainer can set the label again once that is done.")

    def _mistake(self, mistake: Mistake) -> str:
        """Return a line about a mistake. It comes from strangers, so that its code and field may be unknown."""
        gettext = self.language.gettext
        message = gettext(MESSAGES.get(mistake.code, _UNUSABLE))
        fields = (field for form in FORMS if form.name == self.form for field in form.fields)
        label = next((f"**{gettext(field.label)}** " for field in fields if field.id == mistake.field), "")
        words = map(code_span, (*mistake.words, "", ""))  # there may be fewer than the two that a message can need
        return f"- {label}{message.format(*words)}"


def _problem(text: str) -> str:
    return f"- {code_span(in_guides(text))}"


def _comment(*parts: str) -> str:
    return "\n\n".join((MARK, *parts))
