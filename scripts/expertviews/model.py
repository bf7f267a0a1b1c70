"""The frozen types of the record: what a question, contributor, view and theme are.

Descriptions and examples stand here once; the JSON Schemas, the scaffolds and the format reference are made of them.
The words are those of the glossary in the docs.
"""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    PlainSerializer,
    StringConstraints,
    Tag,
    WithJsonSchema,
)
from pydantic.json_schema import SkipJsonSchema
from pydantic_core import PydanticCustomError

from expertviews import characters

SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_DAY = r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
DATE_PATTERN = rf"^[0-9]{{4}}(-(0[1-9]|1[0-2]))?$|^{_DAY}$"
DAY_PATTERN = rf"^{_DAY}$"
DOUBTFUL_DATE_PATTERN = rf"^([0-9]{{4}}(-(0[1-9]|1[0-2]))?|{_DAY})\??$"
URL_PATTERN = rf"^https?://[^\s<>\"{characters.UNSEEN_PATTERN}]+$"
_RANGE = r"[1-9][0-9]{0,6}(-[1-9][0-9]{0,6})?"
RANGE_PATTERN = rf"^{_RANGE}$"
LINES_PATTERN = rf"^{_RANGE}(, ?{_RANGE})*$"
ORCID_PATTERN = r"^[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]$"
WIKIDATA_PATTERN = r"^Q[0-9]+$"
DIGEST_PATTERN = r"^sha256:[0-9a-f]{64}$"
PAGE_PATTERN = r"^(questions|contributors|themes)/[a-z0-9]+(-[a-z0-9]+)*/$"
MOST_ITEMS = 1_000
"""Excerpts or stances of a view, or propositions of a question: no record comes near, and the checks look at each."""
LONGEST_LINE = 1_000
"""Characters of what stands in a line or a heading: names, titles, questions, statements."""
LONGEST_SLUG = 100
"""Characters of a slug: it is the name of files and folders, which systems and previews bound."""
RESERVED_SLUGS = frozenset(
    {"con", "prn", "aux", "nul", "index", *(f"{it}{n}" for it in ("com", "lpt") for n in range(10))}
)
"""Names that Windows has no files of, and that of the page which lists all of a kind."""
BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
"""What stands between two paragraphs of a text."""
_BREAKS = re.compile(r"[ \t\r\n]+")


def _as_written(value: Any) -> Any:
    """YAML reads a bare year as a number and a bare day as a date; the record keeps them as text."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _to_write(value: str) -> str | int:
    """A bare number where that is how people write it: a year, a line."""
    return int(value) if value.isdecimal() and value.isascii() else value


def _on_the_calendar(value: str) -> str:
    if len(value) == len("2021-02-28"):
        try:
            datetime.date.fromisoformat(value)
        except ValueError:
            raise PydanticCustomError("not_a_day", "isn't a day of the calendar") from None
    return value


BIDI_CONTROLS = characters.TURNING
NAME_PATTERN = rf"^[^{characters.TURNING_PATTERN}]*$"


def _in_order(value: str) -> str:
    if not set(characters.TURNING).isdisjoint(value):
        raise PydanticCustomError("hidden_character", "has a character that turns the order of letters round")
    return value


def _seen(value: str) -> str:
    if not characters.can_be_seen(value):
        raise PydanticCustomError("blank" if not value.strip() else "unseen", "has nothing that can be seen")
    return value


SLUG_REMEDY = f"use small letters a–z, digits and single hyphens, {LONGEST_SLUG} at most"


def is_slug(text: str) -> bool:
    """Whether a file of the record may have a name."""
    return bool(re.fullmatch(SLUG_PATTERN, text)) and len(text) <= LONGEST_SLUG and text not in RESERVED_SLUGS


def _free(value: str) -> str:
    if value in RESERVED_SLUGS:
        raise PydanticCustomError("reserved", "is a name that no file can have")
    return value


_WORDS = {"type": "string", "minLength": 1}
Slug = Annotated[str, StringConstraints(pattern=SLUG_PATTERN, max_length=LONGEST_SLUG), AfterValidator(_free)]
Text = Annotated[str, AfterValidator(_seen), WithJsonSchema(_WORDS)]
Line = Annotated[
    str,
    StringConstraints(max_length=LONGEST_LINE),
    AfterValidator(_seen),
    WithJsonSchema({**_WORDS, "maxLength": LONGEST_LINE}),
]
Name = Annotated[
    Line,
    AfterValidator(_in_order),
    WithJsonSchema({**_WORDS, "maxLength": LONGEST_LINE, "pattern": NAME_PATTERN}),
]
Day = Annotated[
    str, StringConstraints(pattern=DAY_PATTERN), BeforeValidator(_as_written), AfterValidator(_on_the_calendar)
]
Date = Annotated[
    str,
    StringConstraints(pattern=DATE_PATTERN),
    BeforeValidator(_as_written),
    AfterValidator(_on_the_calendar),
    PlainSerializer(_to_write),
    WithJsonSchema(
        {"anyOf": [{"type": "integer", "minimum": 1000, "maximum": 9999}, {"type": "string", "pattern": DATE_PATTERN}]}
    ),
]
Url = Annotated[str, StringConstraints(pattern=URL_PATTERN, max_length=2000)]
Lines = Annotated[
    str,
    StringConstraints(pattern=LINES_PATTERN),
    BeforeValidator(_as_written),
    PlainSerializer(_to_write),
    WithJsonSchema({"anyOf": [{"type": "integer"}, {"type": "string", "pattern": LINES_PATTERN}]}),
]


Page = Annotated[str, StringConstraints(pattern=PAGE_PATTERN, max_length=160)]


class Part(BaseModel):
    """A piece of a record: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Entity(Part):
    """One file of the record. Its slug is the file's name, never a key in it."""

    slug: SkipJsonSchema[str] = Field(default="", exclude=True, repr=False)


class Evidence(Part):
    """A source for how a forecast turned out."""

    title: Line = Field(description="What the source is.", examples=["Joint statement of 4 February 2022"])
    url: Url = Field(description="Where it can be read.", examples=["https://example.org/statement"])


class Outcome(Part):
    """What came of a proposition, and how we know."""

    status: Literal["open", "borne-out", "not-borne-out", "mixed", "untestable"] = Field(
        description="What came of it.", examples=["open"]
    )
    judged_on: Day | None = Field(default=None, description="The day it was judged.", examples=["2022-01-15"])
    judged_by: Text | None = Field(default=None, description="Who judged it.", examples=["The editors"])
    evidence: tuple[Evidence, ...] = Field(default=(), description="What the judgement rests on.")


class Proposition(Part):
    """A statement an expert can agree or disagree with."""

    id: Slug = Field(description="Its name in addresses and stances.", examples=["formal-alliance"])
    statement: Line = Field(
        description="One claim, in neutral words.",
        examples=["Beijing and Moscow will enter a formal military alliance."],
    )
    theme: Slug = Field(description="The theme it belongs to.", examples=["military"])
    horizon: Date | None = Field(default=None, description="By when it can be judged.", examples=["2021"])
    outcome: Outcome | None = Field(default=None, description="What came of it; absent means open.")


class Question(Entity):
    """What was asked, when, and what was asked about it."""

    question: Line = Field(
        description="The question, in the words in which it was asked.",
        examples=["What will be the key issues defining China/Russia relations in 2021?"],
    )
    worded_by: Literal["source", "editor"] = Field(
        default="source",
        description="Whose words the question is: the source's, or an editor's where the source asks nothing.",
        examples=["editor"],
    )
    asked: Date | None = Field(
        default=None,
        description="When: a year, a year and month, or a day; absent where it isn't known.",
        examples=["2021"],
    )
    recorded: Day | None = Field(
        default=None,
        description="The day its record was published here, or last changed in substance; citations give it.",
        examples=["2026-11-23"],
    )
    asked_by: Name | None = Field(default=None, description="Who asked it.", examples=["The Example Review"])
    title: Line | None = Field(
        default=None,
        description="The round-table's own title, if any.",
        examples=["China and Russia in 2021"],
    )
    seed: Text | None = Field(
        default=None, description="The source document in seeds/.", examples=["china-russia-2021.txt"]
    )
    introduction: Text | None = Field(
        default=None,
        description="What the source says before the first contributor, verbatim.",
        examples=["We asked four experts."],
    )
    notes: Text | None = Field(
        default=None, description="What the source says after the last contributor, verbatim.", examples=["© 2021"]
    )
    propositions: tuple[Proposition, ...] = Field(
        default=(), max_length=MOST_ITEMS, description="Statements that experts take a stance on."
    )

    @property
    def year(self) -> str | None:
        """The year in which it was asked, where that is known."""
        return self.asked[:4] if self.asked else None


class Affiliation(Part):
    """What somebody does, where, and when that was stated."""

    role: Name | None = Field(default=None, description="What they do there.", examples=["Research Fellow"])
    organisation: Name | None = Field(default=None, description="Where.", examples=["Australian National University"])
    place: Name | None = Field(default=None, description="The city or country.", examples=["Canberra"])
    as_of: Date | None = Field(default=None, description="When this was stated.", examples=["2021"])


class Links(Part):
    """Where to read more about a contributor."""

    orcid: Annotated[str, StringConstraints(pattern=ORCID_PATTERN)] | None = Field(
        default=None, description="The ORCID iD, without an address.", examples=["0000-0002-1825-0097"]
    )
    website: Url | None = Field(default=None, description="A page of their own.", examples=["https://example.org"])
    wikidata: Annotated[str, StringConstraints(pattern=WIKIDATA_PATTERN)] | None = Field(
        default=None, description="The Wikidata item.", examples=["Q42"]
    )


class Contributor(Entity):
    """A person, an organisation, or somebody anonymous."""

    name: Name = Field(description="The name as it is shown.", examples=["Zachary Paikin"])
    sort_name: Name | None = Field(
        default=None, description="The name as it is sorted; derived if absent.", examples=["Paikin, Zachary"]
    )
    kind: Literal["person", "organisation", "anonymous"] = Field(description="Who speaks.", examples=["person"])
    disambiguation: Name | None = Field(
        default=None, description="A word that tells two people of one name apart.", examples=["economist"]
    )
    also_known_as: tuple[Name, ...] = Field(
        default=(), description="Other spellings of the name in sources.", examples=[["Z. Paikin"]]
    )
    affiliations: tuple[Affiliation, ...] = Field(default=(), description="Roles, as stated in the bios.")
    education: tuple[Text, ...] = Field(
        default=(), description="Degrees, as stated in the bios.", examples=[["PhD, University of Kent"]]
    )
    links: Links | None = Field(default=None, description="Where to read more.")


class SeedSource(Part):
    """The lines of a document in seeds/ that hold the view."""

    seed: Text = Field(description="The document's file name in seeds/.", examples=["china-russia-2021.txt"])
    lines: Lines = Field(
        description="First and last line, from the name to the end; several ranges where others speak in between.",
        examples=["5-8"],
    )

    @cached_property
    def ranges(self) -> tuple[tuple[int, int], ...]:
        """The first and last line of each range, counted from 1."""
        bounds = [[int(number) for number in each.split("-")] for each in self.lines.split(",")]
        return tuple((each[0], each[-1]) for each in bounds)

    @property
    def first(self) -> int:
        """The first line."""
        return self.ranges[0][0]

    @property
    def last(self) -> int:
        """The last line."""
        return self.ranges[-1][1]


class WebSource(Part):
    """A page on the web where the view was published."""

    url: Url = Field(description="The page's address.", examples=["https://example.org/round-table"])
    accessed: Day = Field(description="The day it was read.", examples=["2026-11-23"])


class SubmittedSource(Part):
    """The contributor sent the view to the editors."""

    submitted: Day = Field(description="The day it arrived.", examples=["2026-11-23"])


SOURCE_TAGS = ("source in seeds", "source on the web", "source submitted")
"""How Pydantic names the three kinds of source in the place of an error."""


def _source_kind(value: Any) -> str:
    keys = value if isinstance(value, Mapping) else vars(value) if isinstance(value, Part) else {}
    if "url" in keys:
        return SOURCE_TAGS[1]
    return SOURCE_TAGS[2] if "submitted" in keys else SOURCE_TAGS[0]


Source = Annotated[
    Annotated[SeedSource, Tag(SOURCE_TAGS[0])]
    | Annotated[WebSource, Tag(SOURCE_TAGS[1])]
    | Annotated[SubmittedSource, Tag(SOURCE_TAGS[2])],
    Discriminator(_source_kind),
]


class Quoted(Part):
    """A verbatim stretch of a view, found by its words."""

    quote: Text = Field(
        description="An exact stretch of the view's text; “ … ” between two stretches means from the one to the other.",
        examples=["A formal alliance is unlikely for now … maneuverability."],
    )
    prefix: Text | None = Field(
        default=None, description="The words just before the quote, where it recurs.", examples=["of equals."]
    )
    suffix: Text | None = Field(
        default=None, description="The words just after the quote, where it recurs.", examples=["given both sides’"]
    )


class Excerpt(Quoted):
    """A verbatim stretch of a view, filed under a theme."""

    theme: Slug = Field(description="The theme it is filed under.", examples=["military"])


class Stance(Quoted):
    """A contributor's position on a proposition, carried by a quotation."""

    proposition: Slug = Field(description="The proposition's id.", examples=["formal-alliance"])
    stance: Literal["agree", "disagree", "mixed"] = Field(description="The position.", examples=["disagree"])
    hedge: Text | None = Field(
        default=None,
        description="The contributor's own word of likelihood; it stands in the quote.",
        examples=["unlikely"],
    )


class Prompt(Part):
    """A moderator's words within an answer."""

    before: int = Field(description="The number of the paragraph before which they stand.", examples=[2], ge=1)
    text: Text = Field(description="The words, verbatim.", examples=["Moderator: Who should pay?"])


class View(Entity):
    """One contributor's answer to one question, verbatim."""

    question: Slug = Field(description="The question it answers.", examples=["china-russia-2021"])
    contributor: Slug = Field(description="Whose answer it is.", examples=["zachary-paikin"])
    source: Source = Field(description="Where the text was taken from.")
    status: Literal["draft", "reviewed"] = Field(
        description="draft: a machine's suggestion, shown as such; reviewed: a person has checked it.",
        examples=["draft"],
    )
    byline: Line | None = Field(
        default=None,
        description="The name as the source prints it, where that is more than or other than the contributor's name.",
        examples=["ZACHARY PAIKIN, Centre for European Policy Studies"],
    )
    title: Line | None = Field(
        default=None, description="The answer's own title, where it has one.", examples=["An entente of convenience"]
    )
    bio: Text | None = Field(
        default=None,
        description="What the source says of the contributor, verbatim, as stated then.",
        examples=["Zachary is a Researcher in EU Foreign Policy."],
    )
    notes: tuple[Text, ...] = Field(
        default=(),
        description="What else stands in the source's lines: captions, repeated quotations, footnotes, verbatim.",
        examples=[["Photo: A. Example"]],
    )
    prompts: tuple[Prompt, ...] = Field(
        default=(),
        max_length=MOST_ITEMS,
        description="What a moderator says before paragraphs of the answer, verbatim.",
    )
    key_quote: Text | None = Field(
        default=None,
        description="The words that say most, verbatim; they occur once in the text.",
        examples=["a strategic entente"],
    )
    gist: Text | None = Field(
        default=None,
        description="The view in one sentence, in the editor's words.",
        examples=["Rapprochement goes on because both see Washington as the larger problem."],
    )
    text: Text = Field(
        description="The answer, verbatim: a blank line between paragraphs.",
        examples=["Both sides gain from trade. It will grow, but slowly."],
    )
    excerpts: tuple[Excerpt, ...] = Field(
        default=(), max_length=MOST_ITEMS, description="Stretches of the text, filed under themes."
    )
    stances: tuple[Stance, ...] = Field(
        default=(), max_length=MOST_ITEMS, description="Positions on the question's propositions."
    )

    @cached_property
    def paragraphs(self) -> tuple[str, ...]:
        """The text's paragraphs, line breaks within them folded to a space; other spaces are kept as they are."""
        return tuple(_BREAKS.sub(" ", block).strip() for block in BLANK_LINE.split(self.text.strip()))


class Theme(Entity):
    """A subject that cuts across views."""

    title: Name = Field(description="The name as it is shown.", examples=["Central Asia"])
    summary: Text = Field(
        description="What belongs here, in one sentence.", examples=["The five republics and who shapes their future."]
    )
    order: int = Field(description="Its place among the themes, from 1.", examples=[3])
    terms: tuple[Text, ...] = Field(
        default=(),
        description="A sentence that has one of these words is suggested for the theme; `*` stands for any ending.",
        examples=[["Central Asia", "Kazakh*"]],
    )
    context_terms: tuple[Text, ...] = Field(
        default=(),
        description="Words that count only where the view and the paragraph are on the theme, or where several meet.",
        examples=[["the region"]],
    )
    not_terms: tuple[Text, ...] = Field(
        default=(),
        description="Figurative uses to leave alone.",
        examples=[["central to Asian cooking"]],
    )


class Move(Part):
    """An address that had a page once, and what stands there now."""

    old: Page = Field(
        description="The page's address, from the site's own address on.", examples=["contributors/z-paikin/"]
    )
    new: Page | None = Field(
        default=None,
        description="The address of the page that has taken its place.",
        examples=["contributors/zachary-paikin/"],
    )
    gone: Text | None = Field(
        default=None,
        description="Where no page has taken its place: why, in a sentence that readers will see.",
        examples=["The contributor asked us to withdraw this view in March 2027."],
    )


class Redirects(Entity):
    """Pages that were renamed or removed, so that links to them still lead somewhere."""

    moved: tuple[Move, ...] = Field(
        default=(),
        description="The addresses, each with what stands there now.",
        examples=[[{"old": "contributors/z-paikin/", "new": "contributors/zachary-paikin/"}]],
    )


ROLES: Mapping[str, str] = {
    "title": "the round-table's title",
    "introduction": "what is said before the first answer",
    "question": "what was asked; opens a round-table",
    "name": "the whole line that names who answers, job and place included",
    "affiliation": "a job or an organisation on a line of its own",
    "heading": "an answer's own title",
    "text": "what is said",
    "bio": "who somebody is",
    "note": "a footnote, a caption or an editor's note",
    "prompt": "a moderator's words between answers",
    "aside": "page furniture: accounted for, not published",
}
"""What a line of a document can be."""

OWNED = ("bio", "note", "text")
"""The roles that may say whose lines are, where no name above or below does: `{note: Ann Lee}`."""

ROUND_TABLE = "round-table"
"""Whose a note is that belongs to nobody alone: `{note: round-table}`."""

_DOUBTFUL_ROLES = {**ROLES, **{f"{role}?": f"in doubt: {what}" for role, what in ROLES.items()}}
_ROLE = {"enum": [*_DOUBTFUL_ROLES], "enumDescriptions": [*_DOUBTFUL_ROLES.values()]}
_WORDED = {
    "type": "object",
    "properties": {role: {"type": "string", "description": what} for role, what in _DOUBTFUL_ROLES.items()},
    "additionalProperties": False,
    "minProperties": 1,
    "maxProperties": 1,
}
_PARTS_SCHEMA = {
    "type": "object",
    "minProperties": 1,
    "propertyNames": {"pattern": RANGE_PATTERN},
    "additionalProperties": {
        "anyOf": [_ROLE, {"type": "array", "minItems": 1, "items": {"anyOf": [_ROLE, _WORDED]}}, _WORDED]
    },
}


class Outline(Entity):
    """What each line of a document is. A `?` marks a doubt: nothing is drafted until a person takes it away."""

    document: Text = Field(description="The document's file name in seeds/.", examples=["harbour-2026.txt"])
    digest: Annotated[str, StringConstraints(pattern=DIGEST_PATTERN)] | None = Field(
        default=None,
        description="The document's SHA-256, by which a change of it is noticed.",
        examples=[f"sha256:{'0' * 64}"],
    )
    asked: (
        Annotated[
            str,
            StringConstraints(pattern=DOUBTFUL_DATE_PATTERN),
            BeforeValidator(_as_written),
            PlainSerializer(_to_write),
            WithJsonSchema(
                {
                    "anyOf": [
                        {"type": "integer", "minimum": 1000, "maximum": 9999},
                        {"type": "string", "pattern": DOUBTFUL_DATE_PATTERN},
                    ]
                }
            ),
        ]
        | None
    ) = Field(
        default=None,
        description="When the questions were asked: a year, a year and month, or a day; with `?` while in doubt.",
        examples=["2026"],
    )
    question: Text | None = Field(
        default=None,
        description="What was asked, where the document asks nothing in so many words.",
        examples=["Who should pay for the new quay?"],
    )
    worded_by: Literal["source", "editor", "source?", "editor?"] | None = Field(
        default=None,
        description="Whose words `question` is: `editor`; with `?` while it is proposed.",
        examples=["editor"],
    )
    names: Literal["above", "below", "above?", "below?"] | None = Field(
        default=None,
        description="Where names stand: above their words, or below them, as signatures do. Absent means above.",
        examples=["below"],
    )
    wrapped: bool | None = Field(
        default=None,
        description="Whether lines are broken to a width, so that paragraphs go on over several. Absent: as it looks.",
        examples=[True],
    )
    parts: Annotated[Mapping[str, Any], WithJsonSchema(_PARTS_SCHEMA)] = Field(
        description="Line numbers, each with what the lines are. Every line that isn't blank is in exactly one.",
        examples=[{"1": "question", "3": "name", "4-7": "text"}],
    )


ViewKey = tuple[str, str]
"""The slugs of a view's question and contributor."""


@dataclass(frozen=True)
class Library:
    """The whole record in memory, immutable.

    Every mapping is by slug; views are by question and contributor, outlines by document.
    """

    questions: Mapping[str, Question]
    contributors: Mapping[str, Contributor]
    themes: Mapping[str, Theme]
    views: Mapping[ViewKey, View]
    outlines: Mapping[str, Outline] = field(default_factory=dict)
    moved: tuple[Move, ...] = ()

    @cached_property
    def newest_questions(self) -> tuple[Question, ...]:
        """Questions, the latest asked first; those of unknown date last."""
        by_slug = sorted(self.questions.values(), key=lambda question: question.slug)
        return tuple(sorted(by_slug, key=lambda question: question.asked or "", reverse=True))

    @cached_property
    def sorted_contributors(self) -> tuple[Contributor, ...]:
        """Contributors by their sort names."""
        return tuple(sorted(self.contributors.values(), key=_alphabetical))

    @cached_property
    def ordered_themes(self) -> tuple[Theme, ...]:
        """Themes in the order that their editors gave them."""
        return tuple(sorted(self.themes.values(), key=lambda theme: (theme.order, theme.title, theme.slug)))

    def views_on(self, question: str) -> tuple[View, ...]:
        """The views on a question in the order of their round-table; those from elsewhere follow by name."""
        return self._by_question.get(question, ())

    def views_by(self, contributor: str) -> tuple[View, ...]:
        """A contributor's views, on the latest question first."""
        return self._by_contributor.get(contributor, ())

    @cached_property
    def _by_question(self) -> Mapping[str, tuple[View, ...]]:
        groups: dict[str, list[View]] = {}
        for view in sorted(self.views.values(), key=self._place_in_round_table):
            groups.setdefault(view.question, []).append(view)
        return {question: tuple(views) for question, views in groups.items()}

    @cached_property
    def _by_contributor(self) -> Mapping[str, tuple[View, ...]]:
        return {
            contributor: tuple(
                self.views[question.slug, contributor]
                for question in self.newest_questions
                if (question.slug, contributor) in self.views
            )
            for contributor in self.contributors
        }

    def _place_in_round_table(self, view: View) -> tuple[bool, int, tuple[str, str]]:
        line = view.source.first if isinstance(view.source, SeedSource) else 0
        return (not line, line, _alphabetical(self.contributors[view.contributor]))


def _alphabetical(contributor: Contributor) -> tuple[str, str]:
    return ((contributor.sort_name or contributor.name).casefold(), contributor.slug)
