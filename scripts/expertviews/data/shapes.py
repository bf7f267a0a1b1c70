"""The shapes of the data under /api/v1/, from which its JSON Schemas, its tables and their descriptions are made.

The promise of version 1: a key never goes, and never changes its type or meaning; keys may be added. `null` is what
isn't known.
Addresses are whole ones; on a site that has no address yet, they start from its root.
"""

from functools import cache
from typing import Annotated, Any, Literal, Self, cast

from pydantic import BaseModel, ConfigDict, Field

Standing = Literal["agree", "mixed", "disagree", "no-position", "not-looked-for", "not-reviewed", "withdrawn"]
Status = Literal["draft", "reviewed"]

MEANINGS = {
    "status": {
        "draft": "a program suggested the excerpts and positions, and nobody has reviewed them",
        "reviewed": "a person has checked them",
    },
    "standing": {
        "agree": "the view agrees with the proposition",
        "mixed": "it agrees in part, or under a condition",
        "disagree": "it disagrees",
        "no-position": "somebody looked for a position and found none, which is no agreement",
        "not-looked-for": "nobody has looked for one yet",
        "not-reviewed": "the view is a draft, and no position in it is suggested",
        "withdrawn": "the view was withdrawn",
    },
}
"""What the values of some keys and columns mean."""

_DATE = "a year, a month or a day, as in 2021, 2021-03 or 2021-03-14"


def meanings(key: str) -> str:
    """Describe a key or column by its values, each with what it means."""
    return "; ".join(f"{value}: {meaning}" for value, meaning in MEANINGS[key].items()) + "."


def says(description: str, **more: Any) -> Any:
    """Describe a key or column."""
    return Field(description=description, **more)


Page = Annotated[str, says("The address of its page.", json_schema_extra={"format": "uri-reference"})]
Api = Annotated[str, says("The address of its data.", json_schema_extra={"format": "uri-reference"})]
Day = Annotated[str, says("A day.", json_schema_extra={"format": "date"})]


class Shape(BaseModel):
    """Something in the data; made of keys, or of something of the record that has them as attributes."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    @classmethod
    def made(cls, *of: BaseModel, **keys: Any) -> Self:
        """Make a shape of keys, and for other keys, of the first model that has them.

        It isn't validated, which would take half of the time: all comes from the record, which has been checked.
        """
        for model in of:
            keys = {name: getattr(model, name) for name in _common(cls, type(model))} | keys
        return cast("Self", cls.model_construct(**keys))


@cache
def _common(shape: type[BaseModel], model: type[BaseModel]) -> frozenset[str]:
    """Return the keys of a shape that a model has as fields or properties."""
    return frozenset(shape.model_fields.keys() & {*model.model_fields, *dir(model)})


class Reference(Shape):
    """A pointer to an entity."""

    id: str = says("Its slug; a view’s is `question/contributor`, a proposition’s `question/proposition`.")
    name: str = says("What it is called.")
    url: Page
    api: Api


class QuoteSelector(Shape):
    """Words, and those around them (W3C Web Annotation, TextQuoteSelector)."""

    type: Literal["TextQuoteSelector"] = "TextQuoteSelector"
    exact: str = says("The words, letter for letter.")
    prefix: str = says("Up to 32 characters before them.")
    suffix: str = says("Up to 32 characters after them.")


class PositionSelector(Shape):
    """A place in a text (W3C Web Annotation, TextPositionSelector)."""

    type: Literal["TextPositionSelector"] = "TextPositionSelector"
    start: int = says("The first character, counted from 0 in Unicode code points.")
    end: int = says("The character after the last one.")


class Quotation(Shape):
    """Words of a view, proved against its source."""

    id: str = says("Its id on the view’s page.")
    quote: str = says("The words, letter for letter; a blank line between paragraphs.")
    lead: str | None = says("An earlier sentence of the paragraph that the words need to be understood.")
    paragraph: int = says("The number of the paragraph in which it starts, from 1.")
    selector: tuple[QuoteSelector, PositionSelector] = says("Where the words are in the view’s plain text.")
    url: Page


class ExcerptShape(Quotation):
    """A quotation, filed under a theme."""

    theme: str = says("The theme’s id.")


class Reading(Shape):
    """What the likelihood scale of ICD 203 makes of a word; never the contributor’s own number."""

    low: int = says("Per cent.")
    high: int = says("Per cent.")


class StanceShape(Quotation):
    """A position on a proposition, carried by a quotation."""

    proposition: str = says("The proposition’s id within its question.")
    stance: Literal["agree", "mixed", "disagree"] = says("The position.")
    hedge: str | None = says("The contributor’s own words of likelihood.")
    scale: Reading | None = says("How a published scale reads these words, if it has them.")


class ThemeShare(Shape):
    """How much of a view is quoted under a theme."""

    theme: str = says("The theme’s id.")
    words: int = says("Words in excerpts on the theme; those in several excerpts count once.")
    looked_for: bool = says("Whether somebody has looked for the theme in the view. If not, 0 words say nothing.")


class EvidenceShape(Shape):
    """A source that shows how a forecast turned out."""

    title: str = says("What it is.")
    url: str = says("Its address.")


class OutcomeShape(Shape):
    """How a proposition turned out."""

    status: str = says("open, borne-out, not-borne-out, mixed or untestable.")
    judged_on: Day | None
    judged_by: str | None = says("Who judged it.")
    evidence: tuple[EvidenceShape, ...] = says("What the judgement is based on.")


class Counts(Shape):
    """How many views take which position. Silence is never agreement."""

    agree: int = says("Views that agree, drafts among them.")
    mixed: int = says("Views with a mixed position, drafts among them.")
    disagree: int = says("Views that disagree, drafts among them.")
    no_position: int = says("Views in which somebody looked for a position and found none.")
    not_looked_for: int = says("Views in which nobody has looked for one yet.")
    not_reviewed: int = says("Drafts without a suggested position.")
    withdrawn: int = says("Withdrawn views.")
    drafts: int = says("Those of the first three that a program suggests and nobody has reviewed.")


class PositionShape(Shape):
    """Where a view stands on a proposition."""

    contributor: str = says("The contributor’s id.")
    name: str = says("The contributor’s name.")
    url: Page
    status: Status = says(meanings("status"))
    standing: Standing = says(meanings("standing"))
    stance: StanceShape | None = says("The quotation that carries it.")


class PropositionShape(Shape):
    """A statement that experts can agree or disagree with."""

    id: str = says("Its id within its question.")
    question: Reference
    statement: str = says("The claim, in the editors’ words.")
    theme: Reference
    horizon: str | None = says(f"The date by which it can be judged: {_DATE}.")
    added: Day | None
    outcome: OutcomeShape | None = says("How it turned out; null while nobody has judged it.")
    counts: Counts
    positions: tuple[PositionShape, ...] = says("The position of every view on the question.")
    url: Page
    api: Api


class QuestionShape(Shape):
    """A question put to experts."""

    id: str = says("Its slug.")
    question: str = says("Its wording.")
    language: str = says("The tag of its language.")
    worded_by: Literal["source", "editor"] = says("Who worded it.")
    title: str | None = says("The round-table’s own title.")
    asked: str | None = says(f"When: {_DATE}.")
    asked_by: str | None = says("Who asked.")
    recorded: Day | None
    closed: Day | None
    introduction: str | None = says("What the source says before the first answer.")
    notes: str | None = says("What the source says after the last one.")
    propositions: tuple[Reference, ...]
    views: tuple[Reference, ...] = says("The answers, in the order of the round-table.")
    url: Page
    api: Api


class AffiliationShape(Shape):
    """A role, and when it was held, as far as the record says."""

    role: str | None = says("The role, in the source’s words.")
    organisation: str | None = says("The employer or institution.")
    place: str | None = says("The city or country.")
    since: str | None = says(f"When it began: {_DATE}.")
    until: str | None = says(f"When it ended: {_DATE}.")
    as_of: str | None = says(f"When it was stated: {_DATE}.")
    ror: str | None = says("The organisation’s ROR ID.")


class ContributorShape(Shape):
    """A person, an organisation or an anonymous contributor."""

    id: str = says("The slug.")
    name: str = says("The name to display.")
    sort_name: str | None = says("The name to sort by.")
    kind: Literal["person", "organisation", "anonymous"] = says("The kind of contributor.")
    disambiguation: str | None = says("A word that distinguishes people with the same name.")
    also_known_as: tuple[str, ...] = says("Other spellings of the name in sources.")
    affiliations: tuple[AffiliationShape, ...] = says("Roles, as the record states them.")
    education: tuple[str, ...] = says("Degrees, as stated in sources.")
    identifiers: tuple[str, ...] = says("Addresses that identify the contributor elsewhere: ORCID, ROR, Wikidata.")
    website: str | None = says("A page of their own.")
    views: tuple[Reference, ...] = says("Their answers, the latest first.")
    url: Page
    api: Api


class SourceShape(Shape):
    """Where a view’s text comes from."""

    kind: Literal["document", "web", "submitted"] = says("A document in seeds/, a web page, or sent by the author.")
    document: str | None = says("The document’s file name.")
    lines: str | None = says("The document’s lines.")
    url: str | None = says("The web page’s address.")
    date: Day | None = says("When it was accessed or arrived.")


class CorrectionShape(Shape):
    """A misprint of the source, corrected here."""

    printed: str = says("What the source has.")
    corrected: str = says("What stands here instead.")
    date: Day
    why: str = says("The reason.")


class EarlierShape(Shape):
    """The text before its author amended it."""

    amended: Day
    why: str = says("The reason.")
    text: str = says("The earlier text.")


class WithdrawalShape(Shape):
    """That, when and why a view was withdrawn. Its words are no longer in the data."""

    date: Day
    why: str = says("The reason.")


class ViewShape(Shape):
    """One contributor’s answer to one question."""

    id: str = says("`question/contributor`.")
    question: Reference
    contributor: Reference
    language: str = says("The tag of its language.")
    role: str | None = says("Who the contributor was at the time.")
    date: str | None = says(f"When the answer was given: {_DATE}.")
    status: Status = says(meanings("status"))
    reviewed_on: Day | None
    reviewed_by: str | None = says("Who reviewed it.")
    withdrawn: WithdrawalShape | None
    source: SourceShape
    byline: str | None = says("The name as printed, if it differs.")
    title: str | None = says("The answer’s own title.")
    bio: str | None = says("What the source says about the contributor.")
    gist: str | None = says("The main claims, in the editors’ words.")
    key_quote: str | None = says("The most telling words.")
    words: int = says("The number of words of the text.")
    text: str = says("The text, with a blank line between paragraphs.")
    notes: tuple[str, ...] = says("Anything else in the source: captions, footnotes.")
    corrections: tuple[CorrectionShape, ...]
    earlier: tuple[EarlierShape, ...] = says("Earlier versions, newest first.")
    excerpts: tuple[ExcerptShape, ...]
    stances: tuple[StanceShape, ...]
    themes: tuple[ThemeShare, ...] = says("How much of the text is quoted under each theme.")
    url: Page
    api: Api
    plain: Api | None = says("The address of the text alone, in which selectors count characters.")

    @property
    def shares(self) -> tuple[ThemeShare, ...]:
        """How much is quoted under each theme; nothing is of a withdrawn view."""
        return () if self.withdrawn else self.themes


class ThemeShape(Shape):
    """A subject that runs through many views."""

    id: str = says("Its slug.")
    title: str = says("Its name.")
    summary: str = says("What belongs here.")
    order: int = says("Its position among the themes.")
    added: Day | None
    propositions: tuple[Reference, ...] = says("The propositions on it, those of the latest question first.")
    views: tuple[Reference, ...] = says("The views with excerpts on it, those on the latest question first.")
    url: Page
    api: Api


class Listing(Shape):
    """Everything of one kind."""

    count: int = says("How many there are.")
    items: tuple[Reference, ...]


class Identified(Shape):
    """An identifier elsewhere, and who it identifies."""

    identifier: str = says("An address that identifies the contributor elsewhere.")
    contributor: Reference


class Identifiers(Shape):
    """From identifiers elsewhere to contributors here."""

    count: int = says("How many there are.")
    items: tuple[Identified, ...]


class Index(Shape):
    """What there is."""

    name: str = says("The site’s name.")
    version: Literal["1"] = says("The version of the shapes.")
    url: Page
    as_of: Day | None = says("The latest day that the record states.")
    licence: str | None = says("The licence of the data. The texts belong to their authors.")
    listings: dict[str, str] = says("The addresses of the lists of everything, by kind.")
    files: dict[str, str] = says("The addresses of other files, by what they are.")
