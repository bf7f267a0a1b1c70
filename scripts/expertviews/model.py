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

from anyascii import anyascii
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
from slugify import slugify

from expertviews import characters


@dataclass(frozen=True)
class Form:
    """What a short text looks like: its pattern and what it is called; and what is wrong with one of another form."""

    pattern: str
    name: str
    code: str
    wrong: str
    remedy: str


_DAY = r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_RANGE = r"[1-9][0-9]{0,6}(-[1-9][0-9]{0,6})?"
RANGE_PATTERN = rf"^{_RANGE}$"
_ANY_DATE = ("bad-date", "isn't a date", "write 2021, 2021-03 or 2021-03-14")
SLUG = Form(
    r"^[a-z0-9]+(-[a-z0-9]+)*$",
    "a slug",
    "bad-slug",
    "isn't a slug",
    "use small letters a–z, digits and single hyphens",
)
DATE = Form(rf"^[0-9]{{4}}(-(0[1-9]|1[0-2]))?$|^{_DAY}$", "a year, a month (2021-03) or a day (2021-03-14)", *_ANY_DATE)
DOUBTFUL_DATE = Form(rf"^([0-9]{{4}}(-(0[1-9]|1[0-2]))?|{_DAY})\??$", "a date, with `?` while in doubt", *_ANY_DATE)
DAY = Form(rf"^{_DAY}$", "a day (2021-03-14)", "bad-date", "isn't a day", "write year, month and day: 2021-03-14")
URL = Form(
    rf"^https?://[^\s<>\"{characters.INVISIBLE_PATTERN}]+$",
    "a web address",
    "bad-address",
    "isn't a web address",
    "start it with https://, without blanks",
)
PAGE = Form(
    r"^(questions|contributors|themes)/[a-z0-9]+(-[a-z0-9]+)*/$",
    "the address of a page",
    "bad-page",
    "isn't the address of a page",
    "write it without the site's own address, with a slash at the end: contributors/jane-doe/",
)
LINES = Form(
    rf"^{_RANGE}(, ?{_RANGE})*$",
    "line numbers (5-8)",
    "bad-lines",
    "isn't a range of lines",
    "write the first and last line with a hyphen: 5-8",
)
DIGEST = Form(
    r"^sha256:[0-9a-f]{64}$",
    "a SHA-256",
    "bad-digest",
    "isn't a digest",
    "take the line out; `views check --fix` writes it anew",
)
ORCID = Form(
    r"^[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]$",
    "an ORCID iD",
    "bad-orcid",
    "isn't an ORCID iD",
    "write its sixteen digits: 0000-0002-1825-0097",
)
WIKIDATA = Form(r"^Q[0-9]+$", "a Wikidata item", "bad-wikidata", "isn't a Wikidata item", "write Q and its number: Q42")
FORMS: Mapping[str, Form] = {
    form.pattern: form for form in (SLUG, DATE, DOUBTFUL_DATE, DAY, URL, PAGE, LINES, DIGEST, ORCID, WIKIDATA)
}
"""By pattern, as Pydantic and JSON Schemas know a form."""

MOST_ITEMS = 1_000
"""Excerpts or stances of a view, or propositions of a question: no record comes near, and the checks look at each."""
LONGEST_LINE = 1_000
"""Characters of what stands in a line or a heading: names, titles, questions, statements."""
LONGEST_SLUG = 100
"""Characters of a slug: it is the name of files and folders, which systems and previews bound."""
_LONGEST_MADE_SLUG = 80
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


NAME_PATTERN = rf"^[^{characters.BIDI_PATTERN}]*$"


def _in_order(value: str) -> str:
    if not set(characters.BIDI_MARKS).isdisjoint(value):
        raise PydanticCustomError("hidden_character", "has a character that turns the order of letters round")
    return value


def _seen(value: str) -> str:
    if not characters.is_visible(value):
        raise PydanticCustomError("blank" if not value.strip() else "unseen", "has nothing that can be seen")
    return value


SLUG_REMEDY = f"use small letters a–z, digits and single hyphens, {LONGEST_SLUG} at most"


def is_slug(text: str) -> bool:
    """Whether a file of the record may have a name."""
    return bool(re.fullmatch(SLUG.pattern, text)) and len(text) <= LONGEST_SLUG and text not in RESERVED_SLUGS


def as_slug(text: str) -> str:
    """Words as a slug, letters of every script spelt in a–z; empty where nothing can be spelt so."""
    spelt = anyascii(text[:LONGEST_LINE].replace("’", "").replace("'", ""))
    return str(slugify(spelt, max_length=_LONGEST_MADE_SLUG, word_boundary=True))


def _free(value: str) -> str:
    if value in RESERVED_SLUGS:
        raise PydanticCustomError("reserved", "is a name that no file can have")
    return value


_WORDS = {"type": "string", "minLength": 1}
Slug = Annotated[str, StringConstraints(pattern=SLUG.pattern, max_length=LONGEST_SLUG), AfterValidator(_free)]
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
    str, StringConstraints(pattern=DAY.pattern), BeforeValidator(_as_written), AfterValidator(_on_the_calendar)
]


def _year_or(form: Form) -> tuple[Any, ...]:
    """What a date of a form is made of, which may be written as a year alone, a number to YAML."""
    year = {"type": "integer", "minimum": 1000, "maximum": 9999}
    return (
        StringConstraints(pattern=form.pattern),
        BeforeValidator(_as_written),
        PlainSerializer(_to_write),
        WithJsonSchema({"anyOf": [year, {"type": "string", "pattern": form.pattern}]}),
    )


Date = Annotated[str, *_year_or(DATE), AfterValidator(_on_the_calendar)]
DoubtfulDate = Annotated[str, *_year_or(DOUBTFUL_DATE)]
Url = Annotated[str, StringConstraints(pattern=URL.pattern, max_length=2000)]
Lines = Annotated[
    str,
    StringConstraints(pattern=LINES.pattern),
    BeforeValidator(_as_written),
    PlainSerializer(_to_write),
    WithJsonSchema({"anyOf": [{"type": "integer"}, {"type": "string", "pattern": LINES.pattern}]}),
]
Page = Annotated[str, StringConstraints(pattern=PAGE.pattern, max_length=160)]
Orcid = Annotated[str, StringConstraints(pattern=ORCID.pattern)]
Wikidata = Annotated[str, StringConstraints(pattern=WIKIDATA.pattern)]
Digest = Annotated[str, StringConstraints(pattern=DIGEST.pattern)]


def _required(description: str, *example: Any, **more: Any) -> Any:
    """A key that must be there: what it holds, and an example unless the models under it have theirs."""
    return Field(description=description, examples=list(example) or None, **more)


def _optional(description: str, *example: Any, default: Any = None, **more: Any) -> Any:
    """A key that may be left out."""
    return Field(default=default, description=description, examples=list(example) or None, **more)


def _listed(description: str, *example: Any, **more: Any) -> Any:
    """A key with a list, empty where it is left out."""
    return _optional(description, *example, default=(), **more)


class Part(BaseModel):
    """A piece of a record: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Entity(Part):
    """One file of the record. Its slug is the file's name, never a key in it."""

    slug: SkipJsonSchema[str] = Field(default="", exclude=True, repr=False)


class Evidence(Part):
    """A source for how a forecast turned out."""

    title: Line = _required("What the source is.", "Joint statement of 4 February 2022")
    url: Url = _required("Where it can be read.", "https://example.org/statement")


class Outcome(Part):
    """What came of a proposition, and how we know."""

    status: Literal["open", "borne-out", "not-borne-out", "mixed", "untestable"] = _required("What came of it.", "open")
    judged_on: Day | None = _optional("The day it was judged.", "2022-01-15")
    judged_by: Text | None = _optional("Who judged it.", "The editors")
    evidence: tuple[Evidence, ...] = _listed("What the judgement rests on.")


class Proposition(Part):
    """A statement an expert can agree or disagree with."""

    id: Slug = _required("Its name in addresses and stances.", "formal-alliance")
    statement: Line = _required(
        "One claim, in neutral words.", "Beijing and Moscow will enter a formal military alliance."
    )
    theme: Slug = _required("The theme it belongs to.", "military")
    horizon: Date | None = _optional("By when it can be judged.", "2021")
    outcome: Outcome | None = _optional("What came of it; absent means open.")


class Question(Entity):
    """What was asked, when, and what was asked about it."""

    question: Line = _required(
        "The question, in the words in which it was asked.",
        "What will be the key issues defining China/Russia relations in 2021?",
    )
    worded_by: Literal["source", "editor"] = _optional(
        "Whose words the question is: the source's, or an editor's where the source asks nothing.",
        "editor",
        default="source",
    )
    asked: Date | None = _optional("When: a year, a year and month, or a day; absent where it isn't known.", "2021")
    recorded: Day | None = _optional(
        "The day its record was published here, or last changed in substance; citations give it.", "2026-11-23"
    )
    asked_by: Name | None = _optional("Who asked it.", "The Example Review")
    title: Line | None = _optional("The round-table's own title, if any.", "China and Russia in 2021")
    seed: Text | None = _optional("The source document in seeds/.", "china-russia-2021.txt")
    introduction: Text | None = _optional(
        "What the source says before the first contributor, verbatim.", "We asked four experts."
    )
    notes: Text | None = _optional("What the source says after the last contributor, verbatim.", "© 2021")
    propositions: tuple[Proposition, ...] = _listed("Statements that experts take a stance on.", max_length=MOST_ITEMS)

    @property
    def year(self) -> str | None:
        """The year in which it was asked, where that is known."""
        return self.asked[:4] if self.asked else None


class Affiliation(Part):
    """What somebody does, where, and when that was stated."""

    role: Name | None = _optional("What they do there.", "Research Fellow")
    organisation: Name | None = _optional("Where.", "Australian National University")
    place: Name | None = _optional("The city or country.", "Canberra")
    as_of: Date | None = _optional("When this was stated.", "2021")


class Links(Part):
    """Where to read more about a contributor."""

    orcid: Orcid | None = _optional("The ORCID iD, without an address.", "0000-0002-1825-0097")
    website: Url | None = _optional("A page of their own.", "https://example.org")
    wikidata: Wikidata | None = _optional("The Wikidata item.", "Q42")


class Contributor(Entity):
    """A person, an organisation, or somebody anonymous."""

    name: Name = _required("The name as it is shown.", "Zachary Paikin")
    sort_name: Name | None = _optional(
        "The name to sort by, which `views check` asks for: of a person the family name, a comma and the "
        "given names; without a comma where there is no family name, and of organisations.",
        "Paikin, Zachary",
    )
    kind: Literal["person", "organisation", "anonymous"] = _required("Who speaks.", "person")
    disambiguation: Name | None = _optional("A word that tells two people of one name apart.", "economist")
    also_known_as: tuple[Name, ...] = _listed("Other spellings of the name in sources.", ["Z. Paikin"])
    affiliations: tuple[Affiliation, ...] = _listed("Roles, as stated in the bios.")
    education: tuple[Text, ...] = _listed("Degrees, as stated in the bios.", ["PhD, University of Kent"])
    links: Links | None = _optional("Where to read more.")

    @property
    def sorted_by(self) -> str:
        """What lists sort the contributor by, in small letters; the name itself while a sort name is missing."""
        return (self.sort_name or self.name).casefold()

    @property
    def family_and_given(self) -> tuple[str, ...]:
        """A person's family name, given names and suffix, if any, as the commas of the sort name declare them."""
        parts = tuple(" ".join(part.split()) for part in (self.sort_name or "").split(","))
        return parts if self.kind == "person" and len(parts) in {2, 3} and all(parts) else ()


class SeedSource(Part):
    """The lines of a document in seeds/ that hold the view."""

    seed: Text = _required("The document's file name in seeds/.", "china-russia-2021.txt")
    lines: Lines = _required(
        "First and last line, from the name to the end; several ranges where others speak in between.", "5-8"
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

    url: Url = _required("The page's address.", "https://example.org/round-table")
    accessed: Day = _required("The day it was read.", "2026-11-23")


class SubmittedSource(Part):
    """The contributor sent the view to the editors."""

    submitted: Day = _required("The day it arrived.", "2026-11-23")


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

    quote: Text = _required(
        "An exact stretch of the view's text; “ … ” between two stretches means from the one to the other.",
        "A formal alliance is unlikely for now … maneuverability.",
    )
    prefix: Text | None = _optional("The words just before the quote, where it recurs.", "of equals.")
    suffix: Text | None = _optional("The words just after the quote, where it recurs.", "given both sides’")


class Excerpt(Quoted):
    """A verbatim stretch of a view, filed under a theme."""

    theme: Slug = _required("The theme it is filed under.", "military")


class Stance(Quoted):
    """A contributor's position on a proposition, carried by a quotation."""

    proposition: Slug = _required("The proposition's id.", "formal-alliance")
    stance: Literal["agree", "disagree", "mixed"] = _required("The position.", "disagree")
    hedge: Text | None = _optional("The contributor's own word of likelihood; it stands in the quote.", "unlikely")


class Prompt(Part):
    """A moderator's words within an answer."""

    before: int = _required("The number of the paragraph before which they stand.", 2, ge=1)
    text: Text = _required("The words, verbatim.", "Moderator: Who should pay?")


class View(Entity):
    """One contributor's answer to one question, verbatim."""

    question: Slug = _required("The question it answers.", "china-russia-2021")
    contributor: Slug = _required("Whose answer it is.", "zachary-paikin")
    source: Source = _required("Where the text was taken from.")
    status: Literal["draft", "reviewed"] = _required(
        "draft: a machine's suggestion, shown as such; reviewed: a person has checked it.", "draft"
    )
    byline: Line | None = _optional(
        "The name as the source prints it, where that is more than or other than the contributor's name.",
        "ZACHARY PAIKIN, Centre for European Policy Studies",
    )
    title: Line | None = _optional("The answer's own title, where it has one.", "An entente of convenience")
    bio: Text | None = _optional(
        "What the source says of the contributor, verbatim, as stated then.",
        "Zachary is a Researcher in EU Foreign Policy.",
    )
    notes: tuple[Text, ...] = _listed(
        "What else stands in the source's lines: captions, repeated quotations, footnotes, verbatim.",
        ["Photo: A. Example"],
    )
    prompts: tuple[Prompt, ...] = _listed(
        "What a moderator says before paragraphs of the answer, verbatim.", max_length=MOST_ITEMS
    )
    key_quote: Text | None = _optional(
        "The words that say most, verbatim; they occur once in the text.", "a strategic entente"
    )
    gist: Text | None = _optional(
        "The view in one sentence, in the editor's words.",
        "Rapprochement goes on because both see Washington as the larger problem.",
    )
    text: Text = _required(
        "The answer, verbatim: a blank line between paragraphs.",
        "Both sides gain from trade. It will grow, but slowly.",
    )
    excerpts: tuple[Excerpt, ...] = _listed("Stretches of the text, filed under themes.", max_length=MOST_ITEMS)
    stances: tuple[Stance, ...] = _listed("Positions on the question's propositions.", max_length=MOST_ITEMS)

    @cached_property
    def paragraphs(self) -> tuple[str, ...]:
        """The text's paragraphs, line breaks within them folded to a space; other spaces are kept as they are."""
        return tuple(_BREAKS.sub(" ", block).strip() for block in BLANK_LINE.split(self.text.strip()))


class Theme(Entity):
    """A subject that cuts across views."""

    title: Name = _required("The name as it is shown.", "Central Asia")
    summary: Text = _required("What belongs here, in one sentence.", "The five republics and who shapes their future.")
    order: int = _required("Its place among the themes, from 1.", 3)
    terms: tuple[Text, ...] = _listed(
        "A sentence that has one of these words is suggested for the theme; `*` stands for any ending.",
        ["Central Asia", "Kazakh*"],
    )
    context_terms: tuple[Text, ...] = _listed(
        "Words that count only where the view and the paragraph are on the theme, or where several meet.",
        ["the region"],
    )
    not_terms: tuple[Text, ...] = _listed("Figurative uses to leave alone.", ["central to Asian cooking"])


class Move(Part):
    """An address that had a page once, and what stands there now."""

    old: Page = _required("The page's address, from the site's own address on.", "contributors/z-paikin/")
    new: Page | None = _optional("The address of the page that has taken its place.", "contributors/zachary-paikin/")
    gone: Text | None = _optional(
        "Where no page has taken its place: why, in a sentence that readers will see.",
        "The contributor asked us to withdraw this view in March 2027.",
    )


class Redirects(Entity):
    """Pages that were renamed or removed, so that links to them still lead somewhere."""

    moved: tuple[Move, ...] = _listed(
        "The addresses, each with what stands there now.",
        [{"old": "contributors/z-paikin/", "new": "contributors/zachary-paikin/"}],
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

    document: Text = _required("The document's file name in seeds/.", "harbour-2026.txt")
    digest: Digest | None = _optional(
        "The document's SHA-256, by which a change of it is noticed.", f"sha256:{'0' * 64}"
    )
    asked: DoubtfulDate | None = _optional(
        "When the questions were asked: a year, a year and month, or a day; with `?` while in doubt.", "2026"
    )
    question: Text | None = _optional(
        "What was asked, where the document asks nothing in so many words.", "Who should pay for the new quay?"
    )
    worded_by: Literal["source", "editor", "source?", "editor?"] | None = _optional(
        "Whose words `question` is: `editor`; with `?` while it is proposed.", "editor"
    )
    names: Literal["above", "below", "above?", "below?"] | None = _optional(
        "Where names stand: above their words, or below them, as signatures do. Absent means above.", "below"
    )
    wrapped: bool | None = _optional(
        "Whether lines are broken to a width, so that paragraphs go on over several. Absent: as it looks.", True
    )
    parts: Annotated[Mapping[str, Any], WithJsonSchema(_PARTS_SCHEMA)] = _required(
        "Line numbers, each with what the lines are. Every line that isn't blank is in exactly one.",
        {"1": "question", "3": "name", "4-7": "text"},
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
    return (contributor.sorted_by, contributor.slug)
