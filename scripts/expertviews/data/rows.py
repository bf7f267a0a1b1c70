"""The tables of the data: the meaning of each column, and the rows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from expertviews.data.records import Shaper
from expertviews.data.shapes import ContributorShape, PositionShape, QuestionShape, Shape, meanings, says

_YEAR_MONTH_DAY = "a year, a month or a day, as far as known"

Row = tuple[Any, ...]
"""A row's cells in the order of the columns; None is what isn't known."""


class QuestionPartColumns(Shape):
    """A row about part of a question, which its first column names.

    A column has the value of the key of its name in `it`, the shape that the row is about, or what its alias leads to.
    """

    question: str = says("The question’s id.", alias="on.question.id")


class ViewPartColumns(QuestionPartColumns):
    """A row about a view, or about part of one."""

    contributor: str = says("The contributor’s id.", alias="on.contributor.id")


class ViewColumns(ViewPartColumns):
    """A view: one contributor’s answer to one question."""

    name: str = says("The contributor’s name.", alias="on.contributor.name")
    role: str | None = says("Who the contributor was at the time.")
    date: str | None = says(f"When the answer was given: {_YEAR_MONTH_DAY}.")
    status: str = says(meanings("status"))
    withdrawn: str | None = says("The day it was withdrawn.", alias="it.withdrawn.date")
    words: int = says("The number of words of the text.")
    gist: str | None = says("The main claims, in the editors’ words.")
    url: str = says("Its address.")


class ExcerptColumns(ViewPartColumns):
    """A quotation from a view, filed under a theme."""

    name: str = says("The contributor’s name.", alias="on.contributor.name")
    theme: str = says("The theme’s id.")
    quote: str = says("The words, letter for letter.")
    lead: str | None = says("An earlier sentence that the words need to be understood.")
    start: int = says("The first character in the view’s plain text, counted from 0.", alias="it.selector.1.start")
    end: int = says("The character after the last one.", alias="it.selector.1.end")
    status: str = says(meanings("status"), alias="on.status")
    url: str = says("Its address.")


class ShareColumns(ViewPartColumns):
    """How much of a view is quoted under a theme."""

    theme: str = says("The theme’s id.")
    words: int = says("Words in excerpts on the theme; those in several excerpts count once.")
    of: int = says("The number of words of the view’s text.", alias="on.words")
    looked_for: bool = says("Whether somebody has looked for the theme in the view. If not, 0 words say nothing.")
    status: str = says(meanings("status"), alias="on.status")


class StanceColumns(QuestionPartColumns):
    """Where a view stands on a proposition: a row for each view, also where it takes no position."""

    proposition: str = says("The proposition’s id within its question.", alias="on.id")
    statement: str = says("The claim, in the editors’ words.", alias="on.statement")
    theme: str = says("The theme’s id.", alias="on.theme.id")
    contributor: str = says("The contributor’s id.")
    name: str = says("The contributor’s name.")
    standing: str = says(meanings("standing"))
    quote: str | None = says("The words that carry the position, letter for letter.", alias="it.stance.quote")
    lead: str | None = says("An earlier sentence that the words need to be understood.", alias="it.stance.lead")
    hedge: str | None = says("The contributor’s own words of likelihood.", alias="it.stance.hedge")
    scale_low: int | None = says(
        "Per cent: the lower end of the range that the scale of ICD 203 gives these words, if it has them.",
        alias="it.stance.scale.low",
    )
    scale_high: int | None = says("Per cent: the upper end of the range.", alias="it.stance.scale.high")
    start: int | None = says(
        "The first character in the view’s plain text, counted from 0.", alias="it.stance.selector.1.start"
    )
    end: int | None = says("The character after the last one.", alias="it.stance.selector.1.end")
    status: str = says(meanings("status"))
    url: str = says("The address of the quotation, or else of the view.", alias="url")


class PropositionColumns(QuestionPartColumns):
    """A statement that experts can agree or disagree with."""

    proposition: str = says("Its id within its question.", alias="it.id")
    statement: str = says("The claim, in the editors’ words.")
    theme: str = says("The theme’s id.", alias="it.theme.id")
    horizon: str | None = says(f"When it can be judged: {_YEAR_MONTH_DAY}.")
    outcome: str | None = says(
        "open, borne-out, not-borne-out, mixed or untestable; empty while nobody has judged it.",
        alias="it.outcome.status",
    )
    judged_on: str | None = says("The day it was judged.", alias="it.outcome.judged_on")
    judged_by: str | None = says("Who judged it.", alias="it.outcome.judged_by")
    agree: int = says("Views that agree, drafts among them.", alias="it.counts.agree")
    mixed: int = says("Views with a mixed position, drafts among them.", alias="it.counts.mixed")
    disagree: int = says("Views that disagree, drafts among them.", alias="it.counts.disagree")
    no_position: int = says(
        "Views in which somebody looked for a position and found none.", alias="it.counts.no_position"
    )
    not_looked_for: int = says("Views in which nobody has looked for one yet.", alias="it.counts.not_looked_for")
    not_reviewed: int = says("Drafts without a suggested position.", alias="it.counts.not_reviewed")
    withdrawn: int = says("Withdrawn views.", alias="it.counts.withdrawn")
    drafts: int = says(
        "Those of the first three that a program suggests and nobody has reviewed.", alias="it.counts.drafts"
    )
    url: str = says("Its address.")


class ContributorColumns(Shape):
    """A person, an organisation or an anonymous contributor."""

    contributor: str = says("The id.", alias="it.id")
    name: str = says("The name to display.")
    sort_name: str | None = says("The name to sort by.")
    kind: str = says("person, organisation or anonymous.")
    roles: str | None = says("Roles, as the record states them, with semicolons between them.", alias="roles")
    orcid: str | None = says("The address of the ORCID iD.", alias="orcid")
    ror: str | None = says("The address of the ROR ID.", alias="ror")
    wikidata: str | None = says("The address of the Wikidata item.", alias="wikidata")
    views: int = says("The number of answers.", alias="views")
    url: str = says("The address of the page.")


class QuestionColumns(Shape):
    """A question put to experts."""

    question: str = says("The id.", alias="it.id")
    wording: str = says("The question, as it was asked.", alias="it.question")
    title: str | None = says("The round-table’s own title.")
    asked: str | None = says(f"When it was asked: {_YEAR_MONTH_DAY}.")
    asked_by: str | None = says("Who asked.")
    views: int = says("The number of answers.", alias="views")
    url: str = says("Its address.")


class ThemeColumns(Shape):
    """A subject that runs through many views."""

    theme: str = says("The id.", alias="it.id")
    title: str = says("Its name.")
    summary: str = says("What belongs here.")
    url: str = says("Its address.")


@dataclass(frozen=True)
class Table:
    """A table: its name, its columns, and the names of those that are its `key`.

    It has a row for each of the shapes that the shaper has as `on`, or if it has `parts`, for each of that attribute of
    these. `more` returns values that are in neither shape, by the alias of their column.
    """

    name: str
    row: type[Shape]
    key: tuple[str, ...]
    on: str
    parts: str = ""
    more: Callable[[Shaper, Any], Mapping[str, Any]] = lambda _, __: {}

    def rows(self, shaper: Shaper) -> Sequence[Row]:
        """Return the rows about what a shaper has."""
        paths = [(field.alias or f"it.{name}").split(".") for name, field in self.row.model_fields.items()]
        rows = []
        for on in getattr(shaper, self.on):
            for it in getattr(on, self.parts) if self.parts else [on]:
                values = {"on": on, "it": it, **self.more(shaper, it)}
                rows.append(tuple(_value(values[first], keys) for first, *keys in paths))
        return rows

    @property
    def refers_to(self) -> Sequence["Table"]:
        """The tables that its foreign keys refer to: of entities whose key is among its columns."""
        columns, others = self.row.model_fields.keys(), (table for table in TABLES if table != self)
        return [table for table in others if table.name in _ENTITIES and columns >= {*table.key}]

    @property
    def is_by_question(self) -> bool:
        """Whether each row is about a question."""
        return issubclass(self.row, QuestionPartColumns)


def _value(value: Any, keys: Iterable[str]) -> Any:
    """Follow attributes, or indexes if they are numbers, from a value; None if one of them is None."""
    for key in keys:
        if value is not None:
            value = value[int(key)] if key.isdecimal() else getattr(value, key)
    return value


def _url(_: Shaper, position: PositionShape) -> Mapping[str, str]:
    return {"url": (position.stance or position).url}


def _answers(_: Shaper, shape: QuestionShape | ContributorShape) -> Mapping[str, int]:
    return {"views": len(shape.views)}


def _about(shaper: Shaper, contributor: ContributorShape) -> Mapping[str, Any]:
    by_host = {urlsplit(address).hostname: address for address in contributor.identifiers}
    roles = "; ".join(role.words for role in shaper.library.contributors[contributor.id].affiliations)
    known = {column: by_host.get(host) for column, host in _HOSTS.items()}
    return {**_answers(shaper, contributor), **known, "roles": roles or None}


_HOSTS = {"orcid": "orcid.org", "ror": "ror.org", "wikidata": "www.wikidata.org"}
_ENTITIES = ("questions", "contributors", "themes", "propositions", "views")

TABLES = (
    Table("stances", StanceColumns, ("question", "proposition", "contributor"), "propositions", "positions", _url),
    Table("excerpts", ExcerptColumns, ("url",), "views", "excerpts"),
    Table("propositions", PropositionColumns, ("question", "proposition"), "propositions"),
    Table("contributors", ContributorColumns, ("contributor",), "contributors", more=_about),
    Table("views", ViewColumns, ("question", "contributor"), "views"),
    Table("shares", ShareColumns, ("question", "contributor", "theme"), "views", "shares"),
    Table("questions", QuestionColumns, ("question",), "questions", more=_answers),
    Table("themes", ThemeColumns, ("theme",), "themes"),
)
