"""The tables of the data, row by row, and what each of their columns says."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from pydantic import BaseModel

from expertviews.data.records import Shaper
from expertviews.data.shapes import PositionShape, PropositionShape, Quotation, Shape, ViewShape, meanings, says

_YEAR_MONTH_DAY = "a year, a month or a day, as far as known"


Cells = Mapping[str, Any]
"""A row's cells by column."""

Row = tuple[Any, ...]
"""A row's cells in the order of the columns; None is what isn't known."""


class QuestionPart(Shape):
    """A row about part of a question, which its first column names."""

    question: str = says("The question’s id.")


class ViewRow(QuestionPart):
    """A view: one contributor’s answer to one question."""

    contributor: str = says("The contributor’s id.")
    name: str = says("The contributor’s name.")
    role: str | None = says("Who the contributor was at the time.")
    date: str | None = says(f"When the answer was given: {_YEAR_MONTH_DAY}.")
    status: str = says(meanings("status"))
    withdrawn: str | None = says("The day it was withdrawn.")
    words: int = says("The number of words of the text.")
    gist: str | None = says("The main claims, in the editors’ words.")
    url: str = says("Its address.")


class ExcerptRow(QuestionPart):
    """A quotation from a view, filed under a theme."""

    contributor: str = says("The contributor’s id.")
    name: str = says("The contributor’s name.")
    theme: str = says("The theme’s id.")
    quote: str = says("The words, letter for letter.")
    lead: str | None = says("An earlier sentence that the words need to be understood.")
    start: int = says("The first character in the view’s plain text, counted from 0.")
    end: int = says("The character after the last one.")
    status: str = says(meanings("status"))
    url: str = says("Its address.")


class ShareRow(QuestionPart):
    """How much of a view is quoted under a theme."""

    contributor: str = says("The contributor’s id.")
    theme: str = says("The theme’s id.")
    words: int = says("Words in excerpts on the theme; those in several excerpts count once.")
    of: int = says("The number of words of the view’s text.")
    looked_for: bool = says("Whether somebody has looked for the theme in the view. If not, 0 words say nothing.")
    status: str = says(meanings("status"))


class StanceRow(QuestionPart):
    """Where a view stands on a proposition: a row for each view, also where it takes no position."""

    proposition: str = says("The proposition’s id within its question.")
    statement: str = says("The claim, in the editors’ words.")
    theme: str = says("The theme’s id.")
    contributor: str = says("The contributor’s id.")
    name: str = says("The contributor’s name.")
    standing: str = says(meanings("standing"))
    quote: str | None = says("The words that carry the position, letter for letter.")
    lead: str | None = says("An earlier sentence that the words need to be understood.")
    hedge: str | None = says("The contributor’s own words of likelihood.")
    scale_low: int | None = says(
        "Per cent: the lower end of the range that the scale of ICD 203 gives these words, if it has them."
    )
    scale_high: int | None = says("Per cent: the upper end of the range.")
    start: int | None = says("The first character in the view’s plain text, counted from 0.")
    end: int | None = says("The character after the last one.")
    status: str = says(meanings("status"))
    url: str = says("The address of the quotation, or else of the view.")


class PropositionRow(QuestionPart):
    """A statement that experts can agree or disagree with."""

    proposition: str = says("Its id within its question.")
    statement: str = says("The claim, in the editors’ words.")
    theme: str = says("The theme’s id.")
    horizon: str | None = says(f"When it can be judged: {_YEAR_MONTH_DAY}.")
    outcome: str | None = says("open, borne-out, not-borne-out, mixed or untestable; empty while nobody has judged it.")
    judged_on: str | None = says("The day it was judged.")
    judged_by: str | None = says("Who judged it.")
    agree: int = says("Views that agree, drafts among them.")
    mixed: int = says("Views with a mixed position, drafts among them.")
    disagree: int = says("Views that disagree, drafts among them.")
    no_position: int = says("Views in which somebody looked for a position and found none.")
    not_looked_for: int = says("Views in which nobody has looked for one yet.")
    not_reviewed: int = says("Drafts without a suggested position.")
    withdrawn: int = says("Withdrawn views.")
    drafts: int = says("Those of the first three that a program suggests and nobody has reviewed.")
    url: str = says("Its address.")


class ContributorRow(Shape):
    """A person, an organisation or an anonymous contributor."""

    contributor: str = says("The id.")
    name: str = says("The name to display.")
    sort_name: str | None = says("The name to sort by.")
    kind: str = says("person, organisation or anonymous.")
    roles: str | None = says("Roles, as the record states them, with semicolons between them.")
    orcid: str | None = says("The address of the ORCID iD.")
    ror: str | None = says("The address of the ROR ID.")
    wikidata: str | None = says("The address of the Wikidata item.")
    views: int = says("The number of answers.")
    url: str = says("The address of the page.")


class QuestionRow(Shape):
    """A question put to experts."""

    question: str = says("The id.")
    wording: str = says("The question, as it was asked.")
    title: str | None = says("The round-table’s own title.")
    asked: str | None = says(f"When it was asked: {_YEAR_MONTH_DAY}.")
    asked_by: str | None = says("Who asked.")
    views: int = says("The number of answers.")
    url: str = says("Its address.")


class ThemeRow(Shape):
    """A subject that runs through many views."""

    theme: str = says("The id.")
    title: str = says("Its name.")
    summary: str = says("What belongs here.")
    url: str = says("Its address.")


@dataclass(frozen=True)
class Table:
    """A table: its name, what its columns say, and those that tell rows apart."""

    name: str
    row: type[Shape]
    key: tuple[str, ...]
    make: Callable[[Shaper], Iterator[Cells]]

    def rows(self, shaper: Shaper) -> Sequence[Row]:
        """The rows of what the shapes are about."""
        return [*map(itemgetter(*self.row.model_fields), self.make(shaper))]

    @property
    def is_by_question(self) -> bool:
        """Whether each row is about a question."""
        return issubclass(self.row, QuestionPart)


def _views(shaper: Shaper) -> Iterator[Cells]:
    for it in shaper.views:
        withdrawn = it.withdrawn.date if it.withdrawn else None
        yield dict(**_who(it), **_some(it, "role", "date", "words", "gist"), withdrawn=withdrawn, url=it.url)


def _excerpts(shaper: Shaper) -> Iterator[Cells]:
    for view in shaper.views:
        for it in view.excerpts:
            yield dict(**_who(view), **_quoted(it), theme=it.theme)


def _shares(shaper: Shaper) -> Iterator[Cells]:
    for it in shaper.views:
        for share in () if it.withdrawn else it.themes:
            who = {name: value for name, value in _who(it).items() if name != "name"}
            yield dict(**who, **share.model_dump(), of=it.words)


def _stances(shaper: Shaper) -> Iterator[Cells]:
    for proposition in shaper.propositions:
        for it in proposition.positions:
            yield _stance(proposition, it)


def _stance(proposition: PropositionShape, it: PositionShape) -> Cells:
    quoted = _quoted(it.stance) if it.stance else {"quote": None, "lead": None, "start": None, "end": None}
    scale = it.stance.scale if it.stance else None
    return dict(
        **{"url": it.url} | quoted,
        question=proposition.question.id,
        proposition=proposition.id,
        statement=proposition.statement,
        theme=proposition.theme.id,
        contributor=it.contributor,
        name=it.name,
        standing=it.standing,
        hedge=it.stance.hedge if it.stance else None,
        scale_low=scale.low if scale else None,
        scale_high=scale.high if scale else None,
        status=it.status,
    )


def _propositions(shaper: Shaper) -> Iterator[Cells]:
    for it in shaper.propositions:
        outcome = it.outcome
        yield dict(
            question=it.question.id,
            proposition=it.id,
            theme=it.theme.id,
            outcome=outcome.status if outcome else None,
            judged_on=outcome.judged_on if outcome else None,
            judged_by=outcome.judged_by if outcome else None,
            **_some(it, "statement", "horizon", "url"),
            **it.counts.model_dump(),
        )


def _contributors(shaper: Shaper) -> Iterator[Cells]:
    for it in shaper.contributors:
        known = {name: next((each for each in it.identifiers if name in each), None) for name in _IDENTIFIERS}
        roles = "; ".join(role.words for role in shaper.library.contributors[it.id].affiliations)
        named = _some(it, "name", "sort_name", "kind", "url")
        yield dict(contributor=it.id, **named, **known, roles=roles or None, views=len(it.views))


_IDENTIFIERS = ("orcid", "ror", "wikidata")


def _questions(shaper: Shaper) -> Iterator[Cells]:
    for it in shaper.questions:
        said = _some(it, "title", "asked", "asked_by", "url")
        yield dict(question=it.id, wording=it.question, views=len(it.views), **said)


def _themes(shaper: Shaper) -> Iterator[Cells]:
    for it in shaper.themes:
        yield dict(theme=it.id, **_some(it, "title", "summary", "url"))


TABLES: Sequence[Table] = (
    Table("stances", StanceRow, ("question", "proposition", "contributor"), _stances),
    Table("excerpts", ExcerptRow, ("url",), _excerpts),
    Table("propositions", PropositionRow, ("question", "proposition"), _propositions),
    Table("contributors", ContributorRow, ("contributor",), _contributors),
    Table("views", ViewRow, ("question", "contributor"), _views),
    Table("shares", ShareRow, ("question", "contributor", "theme"), _shares),
    Table("questions", QuestionRow, ("question",), _questions),
    Table("themes", ThemeRow, ("theme",), _themes),
)


def _who(it: ViewShape) -> dict[str, Any]:
    who = it.contributor
    return {"question": it.question.id, "contributor": who.id, "name": who.name, "status": it.status}


def _quoted(it: Quotation) -> dict[str, Any]:
    _, place = it.selector
    return {**_some(it, "quote", "lead", "url"), "start": place.start, "end": place.end}


def _some(it: BaseModel, *names: str) -> dict[str, Any]:
    return {name: getattr(it, name) for name in names}
