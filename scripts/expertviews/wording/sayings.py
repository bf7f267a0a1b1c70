"""The wording for dates, answers, stances and outcomes, in the site's language."""

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

from expertviews.model import Affiliation, Question, View
from expertviews.wording.language import Language


class Wording:
    """The words of pages, feeds and cards that several of them share. `language` has all others."""

    def __init__(self, language: Language) -> None:
        self.language = language

    @cached_property
    def silences(self) -> Mapping[str, str]:
        """What those without a stance are called, within a sentence."""
        gettext = self.language.gettext
        return {
            "silent": gettext("no position"),
            "unread": gettext("not yet looked at"),
            "unreviewed": gettext("not yet reviewed"),
            "withdrawn": gettext("withdrawn"),
        }

    @cached_property
    def standings_of_one(self) -> Mapping[str, str]:
        """What follows the name of somebody with a standing: “agrees”."""
        gettext, pgettext = self.language.gettext, self.language.pgettext
        return {
            **self.silences,
            "agree": gettext("agrees"),
            "mixed": pgettext("stance", "mixed"),
            "disagree": gettext("disagrees"),
        }

    @cached_property
    def standings(self) -> Mapping[str, str]:
        """What follows the number of those with a standing: “agree”."""
        pgettext = self.language.pgettext
        return {
            **self.silences,
            "silent": pgettext("several, after their number", "no position"),
            "agree": pgettext("several, after their number", "agree"),
            "mixed": pgettext("several, after their number", "mixed"),
            "disagree": pgettext("several, after their number", "disagree"),
        }

    @cached_property
    def unfiled(self) -> Mapping[str, str]:
        """What an answer without words on a theme is called, within a sentence."""
        return {**self.silences, "silent": self.language.gettext("no excerpt")}

    @cached_property
    def outcomes(self) -> Mapping[str, str]:
        """How a proposition turned out, by the status of its outcome."""
        gettext, pgettext = self.language.gettext, self.language.pgettext
        return {
            "open": gettext("still open"),
            "borne-out": gettext("borne out"),
            "not-borne-out": gettext("not borne out"),
            "mixed": pgettext("outcome", "mixed"),
            "untestable": gettext("can’t be tested"),
        }

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        """What stands beside a contributor of whom no role is known."""
        gettext = self.language.gettext
        return {"anonymous": gettext("Anonymous"), "organisation": gettext("Organisation"), "person": ""}

    def when(self, date: str | None) -> str:
        """Write a date of the record: `2021`, `January 2021`, `15 January 2021`, or `undated`."""
        return self.language.date(date) if date else self.language.gettext("undated")

    def within(self, date: str) -> str:
        """Write when something happened: `in 2021`, `in January 2021`, `on 15 January 2021`."""
        pgettext, stated = self.language.pgettext, self.when(date)
        if date.count("-") == 2:
            return pgettext("when something happened, by its day", "on %(date)s", date=stated)
        if date.count("-") == 1:
            return pgettext("when something happened, by its month", "in %(date)s", date=stated)
        return pgettext("when something happened, by its year", "in %(date)s", date=stated)

    def by_when(self, date: str) -> str:
        """Write a deadline: `by the end of 2021`, `by the end of January 2021`, `by 15 January 2021`."""
        stated = self.when(date)
        if date.count("-") == 2:
            return self.language.gettext("by %(date)s", date=stated)
        return self.language.gettext("by the end of %(date)s", date=stated)

    def asked_when(self, question: Question) -> str:
        """Say when a question was asked."""
        if question.asked:
            return self.language.gettext("Asked %(when)s", when=self.within(question.asked))
        return self.language.gettext("Undated")

    def asked(self, question: Question) -> str:
        """Say when a question was asked, and by whom."""
        who, gettext = question.asked_by, self.language.gettext
        if who and question.asked:
            return gettext("Asked %(when)s by %(who)s", when=self.within(question.asked), who=who)
        return gettext("Asked by %(who)s", who=who) if who else self.asked_when(question)

    def named(self, question: Question) -> str:
        """Name a question in a link, with its date, which tells it from others in the same words."""
        gettext = self.language.gettext
        return gettext("“%(question)s” (%(when)s)", question=question.question, when=self.when(question.asked))

    def counted_answers(self, number: int) -> str:
        """Write a number of answers: `3 answers`."""
        return self.language.ngettext("%(num)s answer", "%(num)s answers", number)

    def answers(self, views: Sequence[View]) -> str:
        """Write how many answers there are: `3 answers`; `3 answers, 1 withdrawn`."""
        withdrawn = sum(view.withdrawn is not None for view in views)
        given = self.counted_answers(len(views) - withdrawn)
        if not withdrawn:
            return given
        return self.language.ngettext(
            "%(answers)s, %(num)s withdrawn", "%(answers)s, %(num)s withdrawn", withdrawn, answers=given
        )

    def of_segment(self, standing: str, count: int, suggested: int) -> str:
        """Write how many have a standing: `3 agree`; `3 agree (1 not yet reviewed)`."""
        several = self.language.gettext(
            "%(number)s %(standing)s", number=self.language.number(count), standing=self.standings[standing]
        )
        if not suggested:
            return several
        unreviewed = self.language.ngettext("%(num)s not yet reviewed", "%(num)s not yet reviewed", suggested)
        return f"{several} ({unreviewed})"

    def span(self, role: Affiliation) -> str:
        """Say when a role was held, as far as it is known: `2019–2023`, `since 2019`, `until 2023`, `as of 2021`."""
        since, until = (self.when(date) if date else "" for date in (role.since, role.until))
        if since and until:
            dash = " – " if " " in since + until else "–"
            return since if since == until else f"{since}{dash}{until}"
        gettext, spans = self.language.gettext, []
        if since:
            spans.append(gettext("since %(date)s", date=since))
        if until:
            spans.append(gettext("until %(date)s", date=until))
        if role.as_of:
            spans.append(gettext("as of %(date)s", date=self.when(role.as_of)))
        return ", ".join(spans)


@lru_cache(maxsize=8)
def wording(language: str) -> Wording:
    """Return the wording of a site in a language, as its configuration names it."""
    return Wording(Language(language))
