"""The frozen types of the record: questions, contributors, views, themes and outlines.

Descriptions and examples are given here once; JSON Schemas, templates and the format reference are made from them.
Terms follow the glossary in the docs.
"""

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal

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
from pydantic.fields import FieldInfo
from pydantic.json_schema import SkipJsonSchema
from pydantic_core import PydanticCustomError
from slugify import slugify

from expertviews import alphabet, characters
from expertviews.files import WINDOWS_DEVICES


@dataclass(frozen=True)
class Form:
    """A kind of short text: its pattern and name, and the code and remedy of the problem of not matching it."""

    pattern: str
    name: str
    code: str
    remedy: str
    details: str = ""


_DAY = r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_DATE = rf"([0-9]{{4}}(-(0[1-9]|1[0-2]))?|{_DAY})"
_RANGE = r"[1-9][0-9]{0,6}(-[1-9][0-9]{0,6})?"
_WRITE_DATE = "write 2021, 2021-03 or 2021-03-14"
_SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
_NO_SPACE = rf"[^\s<>\"{characters.INVISIBLE_PATTERN}]"
_BARE_PAGE = "leave out the site's own address, and end it in a slash: contributors/jane-doe/"
RANGE_PATTERN = rf"^{_RANGE}$"
SLUG = Form(rf"^{_SLUG}$", "a slug", "bad-slug", "use lower-case letters a–z, digits and single hyphens")
DATE = Form(rf"^{_DATE}$", "a date", "bad-date", _WRITE_DATE, ": a year, a month (2021-03) or a day (2021-03-14)")
DOUBTFUL_DATE = Form(rf"^{_DATE}\??$", "a date", "bad-date", _WRITE_DATE, ", with `?` while in doubt")
DAY = Form(rf"^{_DAY}$", "a day", "bad-date", "write year, month and day: 2021-03-14", " (2021-03-14)")
URL = Form(rf"^https?://{_NO_SPACE}+$", "a web address", "bad-address", "start it with https://, without spaces")
PAGE = Form(
    rf"^(questions/{_SLUG}(/{_SLUG})?|(contributors|themes)/{_SLUG})/$",
    "the address of a page",
    "bad-page",
    _BARE_PAGE,
)
LINES = Form(
    rf"^{_RANGE}(, ?{_RANGE})*$",
    "a range of lines",
    "bad-lines",
    "write the first and last line with a hyphen: 5-8",
    " (5-8), or several",
)
DIGEST = Form(
    r"^sha256:[0-9a-f]{64}$", "a SHA-256 digest", "bad-digest", "remove the line; `views check --fix` writes it again"
)
_ORCID = r"^[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]$"
ORCID = Form(_ORCID, "an ORCID iD", "bad-orcid", "write its sixteen digits: 0000-0002-1825-0097")
WIKIDATA = Form(r"^Q[0-9]+$", "a Wikidata item", "bad-wikidata", "write Q and its number: Q42")
FORMS: Mapping[str, Form] = {
    form.pattern: form for form in (SLUG, DATE, DOUBTFUL_DATE, DAY, URL, PAGE, LINES, DIGEST, ORCID, WIKIDATA)
}
"""By pattern, which is how Pydantic and JSON Schemas refer to a form."""

MOST_ITEMS = 1_000
"""Excerpts or stances of a view, or propositions of a question: far above any record, since checks look at each."""
LONGEST_LINE = 1_000
"""Characters of what fits on a line or in a heading: names, titles, questions, statements."""
LONGEST_SLUG = 100
"""Characters of a slug, which becomes the name of files and folders."""
_LONGEST_MADE_SLUG = 80
SLUG_REMEDY = f"{SLUG.remedy}, {LONGEST_SLUG} characters at most"
RESERVED_SLUGS = WINDOWS_DEVICES | {"index"}
"""Names that Windows reserves, and that of the page that lists all records of a kind."""
ERASED = "withdrawn"
"""The text of a withdrawn answer, the words of which are to be in its file no longer."""
BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
"""The break between two paragraphs of a text."""
_BREAKS = re.compile(r"[ \t\r\n]+")


def is_slug(text: str) -> bool:
    """Whether a file of the record may have this name."""
    return bool(re.fullmatch(SLUG.pattern, text)) and len(text) <= LONGEST_SLUG and text not in RESERVED_SLUGS


def as_slug(text: str) -> str:
    """Words as a slug, with letters of every script spelt in a–z; empty if nothing can be spelt that way.

    A slug that is reserved gets a number.
    """
    spelt = anyascii(characters.plain(text[:LONGEST_LINE]).replace("’", "").replace("'", ""))
    slug = str(slugify(spelt, max_length=_LONGEST_MADE_SLUG, word_boundary=True))
    return f"{slug}-1" if slug in RESERVED_SLUGS else slug


def _as_written(value: Any) -> Any:
    """YAML reads an unquoted year as a number and an unquoted day as a date; the record keeps both as text."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _to_write(value: str) -> str | int:
    """A year or a line as a number, which YAML writes without quotation marks."""
    return int(value) if value.isdecimal() and value.isascii() else value


def _on_the_calendar(value: str) -> str:
    if len(value) == len("2021-02-28"):
        try:
            datetime.date.fromisoformat(value)
        except ValueError:
            raise PydanticCustomError("not_a_day", "doesn't exist on the calendar") from None
    return value


def _not_reversed(value: str) -> str:
    if not set(characters.BIDI_MARKS).isdisjoint(value):
        raise PydanticCustomError("hidden_character", "contains a character that reverses the order of letters")
    return value


def _visible(value: str) -> str:
    if not characters.is_visible(value):
        raise PydanticCustomError("unseen" if value.strip() else "blank", "contains nothing visible")
    return value


def _not_reserved(value: str) -> str:
    if value in RESERVED_SLUGS:
        raise PydanticCustomError("reserved", "is a reserved file name")
    return value


def _also_number(form: Form, **limits: int) -> tuple[Any, ...]:
    """The constraints of a text that may be a bare number in YAML, such as a year or a line."""
    return (
        StringConstraints(pattern=form.pattern),
        BeforeValidator(_as_written),
        PlainSerializer(_to_write),
        WithJsonSchema({"anyOf": [{"type": "integer", **limits}, {"type": "string", "pattern": form.pattern}]}),
    )


_YEARS = {"minimum": 1000, "maximum": 9999}
Slug = Annotated[str, StringConstraints(pattern=SLUG.pattern, max_length=LONGEST_SLUG), AfterValidator(_not_reserved)]
Text = Annotated[str, StringConstraints(min_length=1), AfterValidator(_visible)]
OneLine = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_LINE), AfterValidator(_visible)]
NameLine = Annotated[
    OneLine,
    AfterValidator(_not_reversed),
    Field(json_schema_extra={"pattern": rf"^[^{characters.BIDI_PATTERN}]*$"}),
]
Day = Annotated[
    str, StringConstraints(pattern=DAY.pattern), BeforeValidator(_as_written), AfterValidator(_on_the_calendar)
]
Date = Annotated[str, *_also_number(DATE, **_YEARS), AfterValidator(_on_the_calendar)]
DoubtfulDate = Annotated[str, *_also_number(DOUBTFUL_DATE, **_YEARS)]
Url = Annotated[str, StringConstraints(pattern=URL.pattern, max_length=2000)]
Lines = Annotated[str, *_also_number(LINES)]
PageAddress = Annotated[str, StringConstraints(pattern=PAGE.pattern, max_length=160)]
Orcid = Annotated[str, StringConstraints(pattern=ORCID.pattern)]
Wikidata = Annotated[str, StringConstraints(pattern=WIKIDATA.pattern)]
Digest = Annotated[str, StringConstraints(pattern=DIGEST.pattern)]


def _required(description: str, *example: Any, **more: Any) -> Any:
    """A required key: what it contains, and an example unless the models under it have theirs."""
    return Field(description=description, examples=list(example) or None, **more)


def _optional(description: str, *example: Any, default: Any = None, **more: Any) -> Any:
    """An optional key."""
    return Field(default=default, description=description, examples=list(example) or None, **more)


def _listed(description: str, *example: Any, **more: Any) -> Any:
    """An optional list, empty by default."""
    return _optional(description, *example, default=(), **more)


class Part(BaseModel):
    """A part of a record: frozen, and strict about its keys and types. `noun` is what messages call it."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
    noun: ClassVar[str] = ""

    @classmethod
    def fields_by_key(cls) -> Mapping[str, FieldInfo]:
        """The fields by the keys that stand for them in files."""
        return {field.alias or name: field for name, field in cls.model_fields.items()}


class Entity(Part):
    """A file of the record. Its slug is the file's name, never a key in it."""

    slug: SkipJsonSchema[str] = Field(default="", exclude=True, repr=False)


class Evidence(Part):
    """A source that shows how a forecast turned out."""

    noun = "piece of evidence"

    title: OneLine = _required("What the source is.", "Joint statement of 4 February 2022")
    url: Url = _required("Its web address.", "https://example.org/statement")


class Outcome(Part):
    """How a proposition turned out, and how we know."""

    status: Literal["open", "borne-out", "not-borne-out", "mixed", "untestable"] = _required(
        "How it turned out.", "open"
    )
    judged_on: Day | None = _optional("The day it was judged.", "2022-01-15")
    judged_by: Text | None = _optional("Who judged it.", "The editors")
    evidence: tuple[Evidence, ...] = _listed("What the judgement is based on.")


class Proposition(Part):
    """A statement that experts can agree or disagree with."""

    id: Slug = _required("Its name in addresses and stances.", "formal-alliance")
    statement: OneLine = _required("One claim, in neutral words.", "Beijing and Moscow will enter a formal alliance.")
    theme: Slug = _required("The theme it belongs to.", "military")
    horizon: Date | None = _optional("The date by which it can be judged.", "2021")
    added: Day | None = _optional(
        "The day it was added, if later than the others: nobody has looked for it in answers last reviewed before.",
        "2026-11-23",
    )
    outcome: Outcome | None = _optional("How it turned out; open if absent.")


class Question(Entity):
    """A question put to experts: its wording, its date and its propositions."""

    question: OneLine = _required(
        "The question, as it was asked.",
        "What will be the key issues defining China/Russia relations in 2021?",
    )
    worded_by: Literal["source", "editor"] = _optional(
        "Who worded the question: the source, or an editor if the source asks no question.",
        "editor",
        default="source",
    )
    asked: Date | None = _optional("The date it was asked: a year, a month or a day; absent if unknown.", "2021")
    recorded: Day | None = _optional(
        "The day this record was published here or last changed in substance; used in citations.", "2026-11-23"
    )
    asked_by: NameLine | None = _optional("Who asked it.", "The Example Review")
    title: OneLine | None = _optional("The round-table's own title, if any.", "China and Russia in 2021")
    closed: Day | None = _optional("The day it was closed to new answers.", "2027-01-31")
    seed: Text | None = _optional("The source document in seeds/.", "china-russia-2021.txt")
    introduction: Text | None = _optional(
        "What the source says before the first contributor, verbatim.", "We asked four experts."
    )
    notes: Text | None = _optional("What the source says after the last contributor, verbatim.", "© 2021")
    propositions: tuple[Proposition, ...] = _listed("Statements that experts take a stance on.", max_length=MOST_ITEMS)

    @property
    def year(self) -> str | None:
        """The year it was asked, if known."""
        return self.asked[:4] if self.asked else None


class Affiliation(Part):
    """A role, an employer, and when it was held or stated."""

    model_config = ConfigDict(serialize_by_alias=True)

    role: NameLine | None = _optional("The role, in the source's words.", "Research Fellow")
    organisation: NameLine | None = _optional("The employer or institution.", "Australian National University")
    place: NameLine | None = _optional("The city or country.", "Canberra")
    since: Date | None = _optional("The date it began.", "2019-09", alias="from")
    until: Date | None = _optional("The date it ended.", "2023", alias="to")
    as_of: Date | None = _optional("The date this was stated; alone, it stands for that year.", "2021")


class Links(Part):
    """Where to read more about a contributor."""

    orcid: Orcid | None = _optional("The ORCID iD, without an address.", "0000-0002-1825-0097")
    website: Url | None = _optional("A page of their own.", "https://example.org")
    wikidata: Wikidata | None = _optional("The Wikidata item.", "Q42")


class Contributor(Entity):
    """A person, an organisation or an anonymous contributor."""

    name: NameLine = _required("The name to display.", "Zachary Paikin")
    sort_name: NameLine | None = _optional(
        "The name to sort by, which `views check` asks for: a person's family name, a comma and the given names; "
        "no comma for organisations, or for people without a family name.",
        "Paikin, Zachary",
    )
    kind: Literal["person", "organisation", "anonymous"] = _required("The kind of contributor.", "person")
    disambiguation: NameLine | None = _optional("A word that distinguishes people with the same name.", "economist")
    also_known_as: tuple[NameLine, ...] = _listed("Other spellings of the name in sources.", ["Z. Paikin"])
    affiliations: tuple[Affiliation, ...] = _listed(
        "Roles; beside an answer stands the first that was held at the time."
    )
    education: tuple[Text, ...] = _listed("Degrees, as stated in the bios.", ["PhD, University of Kent"])
    links: Links | None = _optional("Where to read more.")

    @property
    def sorted_by(self) -> str:
        """What it is sorted by in lists: the sort name, or the name if there is none."""
        return self.sort_name or self.name

    @property
    def family_and_given(self) -> tuple[str, ...]:
        """A person's family name, given names and suffix, if any, as separated by commas in the sort name."""
        parts = tuple(" ".join(part.split()) for part in (self.sort_name or "").split(","))
        return parts if self.kind == "person" and len(parts) in {2, 3} and all(parts) else ()


class SeedSource(Part):
    """The lines of a document in seeds/ that contain the view."""

    noun = "source in seeds/"

    seed: Text = _required("The document's file name in seeds/.", "china-russia-2021.txt")
    lines: Lines = _required(
        "First and last line, starting with the name; several ranges if others speak in between.", "5-8"
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
    """The web page where the view was published."""

    noun = "source on the web"

    url: Url = _required("The page's address.", "https://example.org/round-table")
    accessed: Day = _required("The day it was accessed.", "2026-11-23")


class SubmittedSource(Part):
    """A view that the contributor sent to the editors."""

    noun = "submitted source"

    submitted: Day = _required("The day it arrived.", "2026-11-23")


SOURCE_KINDS: Mapping[str, type[Part]] = {kind.noun: kind for kind in (SeedSource, WebSource, SubmittedSource)}
"""The kinds of source, by the tags that Pydantic puts into the location of an error."""


def _source_tag(value: Any) -> str:
    keys = value if isinstance(value, Mapping) else vars(value) if isinstance(value, Part) else {}
    kind = WebSource if "url" in keys else SubmittedSource if "submitted" in keys else SeedSource
    return kind.noun


Source = Annotated[
    Annotated[SeedSource, Tag(SeedSource.noun)]
    | Annotated[WebSource, Tag(WebSource.noun)]
    | Annotated[SubmittedSource, Tag(SubmittedSource.noun)],
    Discriminator(_source_tag),
]


class Quoted(Part):
    """A verbatim quotation from a view, found by its words."""

    quote: Text = _required(
        "Exact words from the view's text; “ … ” stands for everything between the words before and after it.",
        "A formal alliance is unlikely for now … maneuverability.",
    )
    prefix: Text | None = _optional("The words just before the quote, if it occurs more than once.", "of equals.")
    suffix: Text | None = _optional("The words just after the quote, if it occurs more than once.", "given both sides’")
    lead: Text | None = _optional(
        "An earlier sentence of the same paragraph, which the quote needs to be understood; shown, but not counted.",
        "So, what are the potential circuit breakers in the relationship?",
    )


class Excerpt(Quoted):
    """A verbatim quotation from a view, filed under a theme."""

    theme: Slug = _required("The theme it is filed under.", "military")


class Stance(Quoted):
    """A contributor's position on a proposition, supported by a quotation."""

    proposition: Slug = _required("The proposition's id.", "formal-alliance")
    stance: Literal["agree", "disagree", "mixed"] = _required("The position.", "disagree")
    hedge: Text | None = _optional(
        "The contributor's own words of likelihood, taken from the quote or its lead.", "unlikely for now"
    )


class Prompt(Part):
    """A moderator's words within an answer."""

    before: int = _required("The number of the paragraph that follows them.", 2, ge=1)
    text: Text = _required("The words, verbatim.", "Moderator: Who should pay?")


class Correction(Part):
    """A misprint in the source, corrected in the text, title, bio or notes. The site shows both."""

    printed: OneLine = _required("The words as printed in the source.", "Kazakstan’s goverment")
    corrected: OneLine = _required("The words here in place of them; they occur only once.", "Kazakhstan’s government")
    date: Day = _required("The day it was corrected.", "2026-11-23")
    why: OneLine = _required("The reason, in a sentence shown to readers.", "A misprint, confirmed by the author.")


_ANSWERED = _optional("The date of the answer, if later than the question.", "2021-03-14")
_BYLINE = _optional(
    "The name as printed in the source, if it differs from the contributor's name.",
    "ZACHARY PAIKIN, Centre for European Policy Studies",
)
_TITLE = _optional("The answer's own title, if any.", "An entente of convenience")
_BIO = _optional(
    "What the source says about the contributor, verbatim.", "Zachary is a Researcher in EU Foreign Policy."
)
_NOTES = _listed(
    "Anything else in the source's lines, verbatim: captions, repeated quotations, footnotes.", ["Photo: A. Example"]
)
_PROMPTS = _listed("What a moderator says before paragraphs of the answer, verbatim.", max_length=MOST_ITEMS)


class EarlierVersion(Part):
    """An answer as it was before its author amended it, with what its source says beside it. The site shows both."""

    noun = "earlier version"

    source: Source = _required("Where the earlier text comes from.")
    answered: Date | None = _ANSWERED
    amended: Day = _required("The day the author amended it.", "2026-11-23")
    why: OneLine = _required("The reason, in a sentence shown to readers.", "The author updated the figures.")
    byline: OneLine | None = _BYLINE
    title: OneLine | None = _TITLE
    bio: Text | None = _BIO
    notes: tuple[Text, ...] = _NOTES
    prompts: tuple[Prompt, ...] = _PROMPTS
    text: Text = _required("The earlier answer, verbatim.", "Both sides gain from trade.")


class Withdrawal(Part):
    """An answer that its author withdrew: the site shows a notice in place of its words."""

    date: Day = _required("The day it was withdrawn.", "2027-03-01")
    why: OneLine = _required("The reason, in a sentence shown to readers.", "Withdrawn at the author’s request.")


class View(Entity):
    """One contributor's answer to one question, verbatim."""

    question: Slug = _required("The question it answers.", "china-russia-2021")
    contributor: Slug = _required("Who answers.", "zachary-paikin")
    source: Source = _required("Where the text comes from.")
    status: Literal["draft", "reviewed"] = _required(
        "draft: suggested by the program, and labelled as a draft; reviewed: checked by a person.", "draft"
    )
    reviewed_on: Day | None = _optional("The day it was last reviewed.", "2026-11-23")
    reviewed_by: NameLine | None = _optional("Who reviewed it.", "The editors")
    read_for: tuple[Slug, ...] | None = _optional(
        "The themes that the reviewer looks for in the answer; of any other, the site says that nobody has looked yet.",
        ["central-asia", "energy"],
    )
    answered: Date | None = _ANSWERED
    withdrawn: Withdrawal | None = _optional("If the author withdrew the answer: when and why.")
    byline: OneLine | None = _BYLINE
    title: OneLine | None = _TITLE
    bio: Text | None = _BIO
    notes: tuple[Text, ...] = _NOTES
    prompts: tuple[Prompt, ...] = _PROMPTS
    key_quote: Text | None = _optional(
        "The most telling words, verbatim; they must occur only once in the text.", "a strategic entente"
    )
    gist: Text | None = _optional(
        "The main claims of the view in one sentence, in the editor's words.",
        "Rapprochement goes on because both see Washington as the larger problem.",
    )
    text: Text = _required(
        "The answer, verbatim, with a blank line between paragraphs; of a withdrawn answer, the word `withdrawn` may "
        "stand in place of it.",
        "Both sides gain from trade. It will grow, but slowly.",
    )
    as_in_source: tuple[OneLine, ...] = _listed(
        "Lines that look like a mistake but are so in the source.", ["https://example.org/data"]
    )
    excerpts: tuple[Excerpt, ...] = _listed("Quotations filed under themes.", max_length=MOST_ITEMS)
    stances: tuple[Stance, ...] = _listed("Positions on the question's propositions.", max_length=MOST_ITEMS)
    corrections: tuple[Correction, ...] = _listed(
        "Misprints of the source that are corrected here.", max_length=MOST_ITEMS
    )
    earlier: tuple[EarlierVersion, ...] = _listed("Earlier versions that the author amended, newest first.")

    @cached_property
    def paragraphs(self) -> tuple[str, ...]:
        """The paragraphs of the text, with line breaks within them replaced by spaces."""
        return tuple(_BREAKS.sub(" ", block).strip() for block in BLANK_LINE.split(self.text.strip()) if block)

    @property
    def erased(self) -> bool:
        """Whether the answer is withdrawn and its words are no longer in its file."""
        return self.withdrawn is not None and self.text.strip() == ERASED

    @property
    def versions(self) -> "tuple[View, ...]":
        """The answer and its earlier versions, newest first, each as a view with what its own source says."""
        return (self, *(self._with({name: getattr(it, name) for name in _OF_VERSION}) for it in self.earlier))

    @property
    def published(self) -> "View":
        """The view as readers may see it: of a withdrawn one, who answered what in which lines, and not a word of it.

        It says what to keep, so that a new key can't be forgotten.
        """
        if not self.withdrawn:
            return self
        earlier = tuple(EarlierVersion.model_construct(source=it.source, text="") for it in self.earlier)
        kept = {"source": self.source, "answered": self.answered, "withdrawn": self.withdrawn}
        return self._with({"status": "reviewed", **kept, "earlier": earlier, "text": ""})

    def saying(self, **words: Any) -> "View":
        """The view with other words under some keys."""
        return View.model_construct(**{name: getattr(self, name) for name in View.model_fields} | words)

    def _with(self, kept: Mapping[str, Any]) -> "View":
        own = {"question": self.question, "contributor": self.contributor, "status": self.status}
        return View.model_construct(**own | dict(kept))


_OF_VERSION = [name for name in EarlierVersion.model_fields if name in View.model_fields]


class Theme(Entity):
    """A subject that runs through many views."""

    title: NameLine = _required("The name to display.", "Central Asia")
    summary: Text = _required("What belongs here, in one sentence.", "The five republics and who shapes their future.")
    order: int = _required("Its position among the themes, from 1.", 3)
    added: Day | None = _optional("The day it was added.", "2026-11-23")
    lexicon: Literal["central-asia", "energy", "finance", "military"] | None = _optional(
        "Names and technical words that come with the program and count as terms.", "energy"
    )
    terms: tuple[Text, ...] = _listed(
        "A sentence containing one of these words is suggested for the theme; `*` stands for any ending.",
        ["Central Asia", "Kazakh*"],
    )
    context_terms: tuple[Text, ...] = _listed(
        "Words that count only if the view and the paragraph are on the theme, or if several occur together.",
        ["the region"],
    )
    not_terms: tuple[Text, ...] = _listed("Figurative uses to ignore.", ["central to Asian cooking"])


class Move(Part):
    """A former page address, and what replaces it."""

    noun = "former address"

    old: PageAddress = _required("The former address, without the site's own address.", "contributors/z-paikin/")
    new: PageAddress | None = _optional("The address of the page that replaces it.", "contributors/zachary-paikin/")
    gone: Text | None = _optional(
        "If no page replaces it: the reason, in a sentence shown to readers.",
        "The contributor asked us to withdraw this view in March 2027.",
    )


class Redirects(Entity):
    """Pages that were renamed or removed, to keep links to them working."""

    moved: tuple[Move, ...] = _listed(
        "Former addresses, each with what replaces it.",
        [{"old": "contributors/z-paikin/", "new": "contributors/zachary-paikin/"}],
    )


ROLES: Mapping[str, str] = {
    "title": "the round-table's title",
    "introduction": "text before the first answer",
    "question": "what was asked; starts a round-table",
    "name": "the whole line that names who answers, including job and place",
    "affiliation": "a job or an organisation on a line of its own",
    "heading": "an answer's own title",
    "text": "what somebody says",
    "bio": "a description of a contributor",
    "note": "a footnote, a caption or an editor's note",
    "prompt": "a moderator's words between answers",
    "aside": "page furniture, which isn't published",
}
"""The roles that a line of a document can have."""

OWNED = ("bio", "note", "text")
"""The roles that may name their owner, if no name above or below does: `{note: Ann Lee}`."""

ROUND_TABLE = "round-table"
"""The owner of a note that belongs to no single contributor: `{note: round-table}`."""

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
    """What each line of a document is. A `?` marks a doubt: nothing is drafted until a person removes it."""

    document: Text = _required("The document's file name in seeds/.", "harbour-2026.txt")
    digest: Digest | None = _optional("The document's SHA-256, which shows when it has changed.", f"sha256:{'0' * 64}")
    asked: DoubtfulDate | None = _optional(
        "The date the questions were asked: a year, a month or a day; with `?` while in doubt.", "2026"
    )
    question: Text | None = _optional(
        "What was asked, if the document asks no explicit question.", "Who should pay for the new quay?"
    )
    worded_by: Literal["source", "editor", "source?", "editor?"] | None = _optional(
        "Who worded `question`: `editor`; with `?` while it is only proposed.", "editor"
    )
    names: Literal["above", "below", "above?", "below?"] | None = _optional(
        "Where names appear: above the answer, or below it like a signature. Above if absent.", "below"
    )
    wrapped: bool | None = _optional("Whether paragraphs are wrapped over several lines. Detected if absent.", True)
    parts: Annotated[Mapping[str, Any], WithJsonSchema(_PARTS_SCHEMA)] = _required(
        "Line numbers, each with the role of the lines. Every line that isn't blank is in exactly one.",
        {"1": "question", "3": "name", "4-7": "text"},
    )


ViewKey = tuple[str, str]
"""The slugs of a view's question and contributor."""


@dataclass(frozen=True)
class Library:
    """The whole record in memory, immutable. Mappings are by slug, outlines by document."""

    questions: Mapping[str, Question]
    contributors: Mapping[str, Contributor]
    themes: Mapping[str, Theme]
    views: Mapping[ViewKey, View]
    outlines: Mapping[str, Outline] = field(default_factory=dict)
    moved: tuple[Move, ...] = ()

    @cached_property
    def newest_questions(self) -> tuple[Question, ...]:
        """Questions, most recent first; those without a date last."""
        by_slug = sorted(self.questions.values(), key=lambda question: question.slug)
        return tuple(sorted(by_slug, key=lambda question: question.asked or "", reverse=True))

    @cached_property
    def sorted_contributors(self) -> tuple[Contributor, ...]:
        """Contributors in alphabetical order of their sort names."""
        return tuple(sorted(self.contributors.values(), key=_alphabetical))

    @cached_property
    def contributors_by_letter(self) -> Mapping[str, tuple[Contributor, ...]]:
        """The same, by the letter that each is listed under."""
        return alphabet.by_letter(self.sorted_contributors, lambda contributor: contributor.sorted_by)

    @cached_property
    def ordered_themes(self) -> tuple[Theme, ...]:
        """Themes in the order the editors gave them."""
        return tuple(sorted(self.themes.values(), key=lambda theme: (theme.order, theme.title, theme.slug)))

    @cached_property
    def published(self) -> "Library":
        """The record as readers may see it: nothing that a withdrawn answer says is in it."""
        return replace(self, views={key: view.published for key, view in self.views.items()})

    @cached_property
    def seed_sources(self) -> tuple[tuple[SeedSource, View], ...]:
        """The lines of documents that answers are taken from, each with its view; of earlier versions too."""
        versions = ((version.source, view) for view in self.views.values() for version in view.versions)
        return tuple((source, view) for source, view in versions if isinstance(source, SeedSource))

    def from_same_document(self, question: Question) -> tuple[Question, ...]:
        """The other questions of a question's document, in the order of their answers there."""
        return tuple(it for it in self._by_document.get(question.seed or "", ()) if it.slug != question.slug)

    @cached_property
    def _by_document(self) -> Mapping[str, Sequence[Question]]:
        """The questions of each document, in the order of their first answers there."""
        last_first = sorted(self.seed_sources, key=lambda it: -it[0].first)
        first = {(source.seed, view.question): source.first for source, view in last_first}
        found: dict[str, list[Question]] = {}
        for question in sorted(
            self.questions.values(), key=lambda it: (first.get((it.seed or "", it.slug), 0), it.slug)
        ):
            found.setdefault(question.seed or "", []).append(question)
        found.pop("", None)
        return found

    def views_on(self, question: str) -> tuple[View, ...]:
        """The views on a question in the order of its document, then those from elsewhere by name."""
        return self._by_question.get(question, ())

    def views_by(self, contributor: str) -> tuple[View, ...]:
        """A contributor's views, the most recent answer first."""
        return self._by_contributor.get(contributor, ())

    def date_of(self, view: View) -> str | None:
        """When an answer was given: the day it says, or the day it was sent in, or else when the question was asked."""
        sent = view.source.submitted if isinstance(view.source, SubmittedSource) else None
        question = self.questions.get(view.question)
        return view.answered or sent or (question.asked if question else None)

    @cached_property
    def _by_question(self) -> Mapping[str, tuple[View, ...]]:
        groups: dict[str, list[View]] = {}
        for view in sorted(self.views.values(), key=self._place_in_round_table):
            groups.setdefault(view.question, []).append(view)
        return {question: tuple(views) for question, views in groups.items()}

    @cached_property
    def _by_contributor(self) -> Mapping[str, tuple[View, ...]]:
        answers = {
            contributor: [
                self.views[question.slug, contributor]
                for question in self.newest_questions
                if (question.slug, contributor) in self.views
            ]
            for contributor in self.contributors
        }
        return {
            contributor: tuple(sorted(views, key=lambda view: self.date_of(view) or "", reverse=True))
            for contributor, views in answers.items()
        }

    def _place_in_round_table(self, view: View) -> tuple[bool, int, tuple[tuple[int, ...], str]]:
        seeds = [version.source for version in view.versions if isinstance(version.source, SeedSource)]
        line = seeds[-1].first if seeds else 0
        return (not line, line, _alphabetical(self.contributors[view.contributor]))


def _alphabetical(contributor: Contributor) -> tuple[tuple[int, ...], str]:
    return (alphabet.sort_key(contributor.sorted_by), contributor.slug)
