"""The types of the record's files and of their parts; outlines have a module of their own."""

import re
from functools import cached_property
from typing import Any, Literal

from pydantic import ConfigDict

from expertviews import dates
from expertviews.model.base import Entity, Part, optional, required, several
from expertviews.model.formats import (
    BLANK_LINE,
    ERASED,
    MOST_ITEMS,
    Date,
    Day,
    Language,
    NameLine,
    OneLine,
    Orcid,
    PageAddress,
    Ror,
    Slug,
    Term,
    Text,
    Url,
    Wikidata,
)
from expertviews.model.sources import Source

ViewKey = tuple[str, str]
"""The slugs of a view's question and contributor."""

_BREAKS = re.compile(r"[ \t\r\n]+")


class Evidence(Part):
    """A source that shows how a forecast turned out."""

    noun = "piece of evidence"

    title: OneLine = required("What the source is.", "Joint statement of 4 February 2022")
    url: Url = required("Its web address.", "https://example.org/statement")


class Outcome(Part):
    """How a proposition turned out, and how we know."""

    status: Literal["open", "borne-out", "not-borne-out", "mixed", "untestable"] = required(
        "How it turned out.", "open"
    )
    judged_on: Day | None = optional("The day it was judged.", "2022-01-15")
    judged_by: Text | None = optional("Who judged it.", "The editors")
    evidence: tuple[Evidence, ...] = several("What the judgement is based on.")


class Proposition(Part):
    """A statement that experts can agree or disagree with."""

    id: Slug = required("Its name in addresses and stances.", "fleet-pays")
    statement: OneLine = required("One claim, in neutral words.", "The fleet should pay for the quay.")
    theme: Slug = required("The theme it belongs to.", "military")
    horizon: Date | None = optional("The date by which it can be judged.", "2021")
    added: Day | None = optional(
        "The day it was added, if later than the others: nobody has looked for it in answers last reviewed before.",
        "2026-11-23",
    )
    outcome: Outcome | None = optional("How it turned out; open if absent.")

    @property
    def due(self) -> str:
        """The horizon as a text that sorts by its last day; empty if there is none."""
        return dates.last_day(self.horizon) if self.horizon else ""


class Question(Entity):
    """A question put to experts: its wording, its date and its propositions."""

    question: OneLine = required("The question, as it was asked.", "Who should pay for the new quay?")
    worded_by: Literal["source", "editor"] = optional(
        "Who worded the question: the source, or an editor if the source asks no question.", "editor", default="source"
    )
    language: Language | None = optional("The language of the question and its answers, if not the site's.", "de")
    asked: Date | None = optional("The date it was asked: a year, a month or a day; absent if unknown.", "2021")
    recorded: Day | None = optional(
        "The day this record was published here or last changed in substance; used in citations.", "2026-11-23"
    )
    asked_by: NameLine | None = optional("Who asked it.", "The Example Review")
    title: OneLine | None = optional("The round-table's own title, if any.", "Harbour fees")
    closed: Day | None = optional("The day it was closed to new answers.", "2027-01-31")
    seed: Text | None = optional("The source document in seeds/.", "harbour-2026.txt")
    introduction: Text | None = optional(
        "What the source says before the first contributor, verbatim.", "We asked four experts."
    )
    notes: Text | None = optional("What the source says after the last contributor, verbatim.", "© 2021")
    propositions: tuple[Proposition, ...] = several("Statements that experts take a stance on.", max_length=MOST_ITEMS)

    @property
    def year(self) -> str | None:
        """The year it was asked, if known."""
        return self.asked[:4] if self.asked else None


class Affiliation(Part):
    """A role, an employer, and when it was held or stated."""

    model_config = ConfigDict(serialize_by_alias=True)

    role: NameLine | None = optional("The role, in the source's words.", "Research Fellow")
    organisation: NameLine | None = optional("The employer or institution.", "Australian National University")
    place: NameLine | None = optional("The city or country.", "Canberra")
    since: Date | None = optional("The date it began.", "2019-09", alias="from")
    until: Date | None = optional("The date it ended.", "2023", alias="to")
    as_of: Date | None = optional("The date this was stated; alone, it stands for that year.", "2021")
    ror: Ror | None = optional("The organisation’s ROR ID, without an address.", "02mhbdp94")

    @property
    def words(self) -> str:
        """The role, organisation and place that are stated."""
        return ", ".join(part for part in (self.role, self.organisation, self.place) if part)


class Links(Part):
    """Where to read more about a contributor."""

    orcid: Orcid | None = optional("The ORCID iD, without an address.", "0000-0002-1825-0097")
    ror: Ror | None = optional("The ROR ID of a contributor that is an organisation, without an address.", "02mhbdp94")
    website: Url | None = optional("A page of their own.", "https://example.org")
    wikidata: Wikidata | None = optional("The Wikidata item.", "Q42")

    @property
    def identifiers(self) -> tuple[str, ...]:
        """The addresses that identify the contributor elsewhere."""
        hosts = (("orcid.org/", self.orcid), ("ror.org/", self.ror), ("www.wikidata.org/entity/", self.wikidata))
        return tuple(f"https://{host}{identifier}" for host, identifier in hosts if identifier)


class Contributor(Entity):
    """A person, an organisation or an anonymous contributor."""

    name: NameLine = required("The name to display.", "Jane Doe")
    sort_name: NameLine | None = optional(
        "The name to sort by, which `views check` asks for: a person's family name, a comma and the given names; "
        "no comma for organisations, or for people without a family name.",
        "Doe, Jane",
    )
    kind: Literal["person", "organisation", "anonymous"] = required("The kind of contributor.", "person")
    disambiguation: NameLine | None = optional("A word that distinguishes people with the same name.", "economist")
    also_known_as: tuple[NameLine, ...] = several("Other spellings of the name in sources.", ["J. Doe"])
    affiliations: tuple[Affiliation, ...] = several(
        "Roles; beside an answer stands the first that was held at the time."
    )
    education: tuple[Text, ...] = several("Degrees, as stated in the bios.", ["PhD, University of Example"])
    links: Links | None = optional("Where to read more.")

    @property
    def names(self) -> tuple[str, ...]:
        """Every spelling of the name that is known."""
        return self.name, *self.also_known_as

    @property
    def sorted_by(self) -> str:
        """The name to sort by: the sort name, or the name if there is none."""
        return self.sort_name or self.name

    @property
    def family_and_given(self) -> tuple[str, ...]:
        """A person's family name, given names and suffix, if any, from the sort name; empty if it has none."""
        parts = tuple(" ".join(part.split()) for part in (self.sort_name or "").split(","))
        return parts if self.kind == "person" and len(parts) in {2, 3} and all(parts) else ()


class Quoted(Part):
    """A verbatim quotation from a view, found by its words."""

    quote: Text = required(
        "Exact words from the view's text; “ … ” stands for everything between the words before and after it.",
        "A fee on the fleet is unlikely for now … the harbour.",
    )
    prefix: Text | None = optional("The words just before the quote, if it occurs more than once.", "of equals.")
    suffix: Text | None = optional("The words just after the quote, if it occurs more than once.", "said both sides’")
    lead: Text | None = optional(
        "An earlier sentence of the same paragraph, which the quote needs to be understood; shown, but not counted.",
        "So, who gains from the quay?",
    )


class Excerpt(Quoted):
    """A verbatim quotation from a view, filed under a theme."""

    theme: Slug = required("The theme it is filed under.", "military")


class Stance(Quoted):
    """A contributor's position on a proposition, supported by a quotation."""

    proposition: Slug = required("The proposition's id.", "fleet-pays")
    stance: Literal["agree", "disagree", "mixed"] = required("The position.", "disagree")
    hedge: Text | None = optional(
        "The contributor's own words of likelihood, taken from the quote or its lead.", "unlikely for now"
    )


class Prompt(Part):
    """A moderator's words within an answer."""

    before: int = required("The number of the paragraph that follows them.", 2, ge=1)
    text: Text = required("The words, verbatim.", "Moderator: Who should pay?")


class Correction(Part):
    """A misprint in the source, corrected in the text, title, bio or notes. The site shows both."""

    printed: OneLine = required("The words as printed in the source.", "Kazakstan’s goverment")
    corrected: OneLine = required("The words here in place of them; they occur only once.", "Kazakhstan’s government")
    date: Day = required("The day it was corrected.", "2026-11-23")
    why: OneLine = required("The reason, in a sentence shown to readers.", "A misprint, confirmed by the author.")


_ANSWERED = optional("The date of the answer, if later than the question.", "2021-03-14")
_BYLINE = optional(
    "The name as printed in the source, if it differs from the contributor's name.", "JANE DOE, Institute of Ports"
)
_TITLE = optional("The answer's own title, if any.", "Those who gain")
_BIO = optional(
    "What the source says about the contributor, verbatim.", "Jane is a researcher at the Institute of Ports."
)
_NOTES = several(
    "Anything else in the source's lines, verbatim: captions, repeated quotations, footnotes.", ["Photo: A. Example"]
)
_PROMPTS = several("What a moderator says before paragraphs of the answer, verbatim.", max_length=MOST_ITEMS)


class EarlierVersion(Part):
    """An answer as it was before its author amended it, with what its source says beside it. The site shows both."""

    noun = "earlier version"

    source: Source = required("Where the earlier text comes from.")
    answered: Date | None = _ANSWERED
    amended: Day = required("The day the author amended it.", "2026-11-23")
    why: OneLine = required("The reason, in a sentence shown to readers.", "The author updated the figures.")
    byline: OneLine | None = _BYLINE
    title: OneLine | None = _TITLE
    bio: Text | None = _BIO
    notes: tuple[Text, ...] = _NOTES
    prompts: tuple[Prompt, ...] = _PROMPTS
    text: Text = required("The earlier answer, verbatim.", "Both sides gain from trade.")


class Withdrawal(Part):
    """An answer that its author withdrew: the site shows a notice in place of its words."""

    date: Day = required("The day it was withdrawn.", "2027-03-01")
    why: OneLine = required("The reason, in a sentence shown to readers.", "Withdrawn at the author’s request.")


class View(Entity):
    """One contributor's answer to one question, verbatim."""

    question: Slug = required("The question it answers.", "harbour-2026")
    contributor: Slug = required("Who answers.", "jane-doe")
    source: Source = required("Where the text comes from.")
    language: Language | None = optional("The language of the answer, if not that of its question.", "fr")
    status: Literal["draft", "reviewed"] = required(
        "draft: suggested by the program, and labelled as a draft; reviewed: checked by a person.", "draft"
    )
    reviewed_on: Day | None = optional("The day it was last reviewed.", "2026-11-23")
    reviewed_by: NameLine | None = optional("Who reviewed it.", "The editors")
    read_for: tuple[Slug, ...] | None = optional(
        "The themes that the reviewer looks for in the answer; of any other, the site says that nobody has looked yet.",
        ["energy", "transport"],
    )
    answered: Date | None = _ANSWERED
    withdrawn: Withdrawal | None = optional("If the author withdrew the answer: when and why.")
    byline: OneLine | None = _BYLINE
    title: OneLine | None = _TITLE
    bio: Text | None = _BIO
    notes: tuple[Text, ...] = _NOTES
    prompts: tuple[Prompt, ...] = _PROMPTS
    key_quote: Text | None = optional(
        "The most telling words, verbatim; they must occur only once in the text.", "the quay is falling down"
    )
    gist: Text | None = optional(
        "The main claims of the view in one sentence, in the editor's words.",
        "Fees will rise because the quay is falling down.",
    )
    text: Text = required(
        "The answer, verbatim, with a blank line between paragraphs; of a withdrawn answer, the word `withdrawn` may "
        "stand in place of it.",
        "Both sides gain from trade. It will grow, but slowly.",
    )
    as_in_source: tuple[OneLine, ...] = several(
        "Lines that look like a mistake but are so in the source.", ["https://example.org/data"]
    )
    excerpts: tuple[Excerpt, ...] = several("Quotations filed under themes.", max_length=MOST_ITEMS)
    stances: tuple[Stance, ...] = several("Positions on the question's propositions.", max_length=MOST_ITEMS)
    corrections: tuple[Correction, ...] = several(
        "Misprints of the source that are corrected here.", max_length=MOST_ITEMS
    )
    earlier: tuple[EarlierVersion, ...] = several("Earlier versions that the author amended, newest first.")

    @property
    def key(self) -> ViewKey:
        """The slugs of its question and contributor."""
        return self.question, self.contributor

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
        older = [{name: getattr(version, name) for name in _OF_VERSION} for version in self.earlier]
        return (self, *(self._only(earlier=self.earlier[at:], **values) for at, values in enumerate(older, 1)))

    @property
    def published(self) -> "View":
        """The view as readers may see it: of a withdrawn one, who answered what in which lines, and not a word of it.

        What isn't named here is left out, so that a new key can't be published by mistake.
        """
        if not self.withdrawn:
            return self
        earlier = tuple(
            EarlierVersion.model_construct(source=version.source, amended=version.amended, text="")
            for version in self.earlier
        )
        kept = {name: getattr(self, name) for name in ("source", "answered", "withdrawn")}
        return self._only(**kept, status="reviewed", earlier=earlier, text="")

    def replacing(self, **values: Any) -> "View":
        """A copy with other values for some keys."""
        return View.model_construct(**{name: getattr(self, name) for name in View.model_fields} | values)

    def _only(self, **values: Any) -> "View":
        """A view of the same question and contributor with only these values."""
        names = ("question", "contributor", "language", "status")
        return View.model_construct(**{name: getattr(self, name) for name in names} | values)


_OF_VERSION = [name for name in EarlierVersion.model_fields if name in View.model_fields]


class Theme(Entity):
    """A subject that runs through many views."""

    title: NameLine = required("The name to display.", "Central Asia")
    summary: Text = required("What belongs here, in one sentence.", "The five republics and who shapes their future.")
    language: Language | None = optional("The language of the title and summary, if not the site's.", "de")
    order: int = required("Its position among the themes, from 1.", 3)
    added: Day | None = optional("The day it was added.", "2026-11-23")
    lexicon: Literal["central-asia", "energy", "finance", "military"] | None = optional(
        "Names and technical words that come with the program and count as terms.", "energy"
    )
    terms: tuple[Term, ...] = several(
        "A sentence containing one of these words is suggested for the theme; `*` stands for any ending, "
        "a hyphen at its end or start for the rest of a compound.",
        ["Central Asia", "Kazakh*", "Klima-"],
    )
    context_terms: tuple[Term, ...] = several(
        "Words that count only if the view and the paragraph are on the theme, or if several occur together.",
        ["the region"],
    )
    not_terms: tuple[Term, ...] = several("Figurative uses to ignore.", ["central to Asian cooking"])


class Move(Part):
    """A former page address, and what replaces it."""

    noun = "former address"

    old: PageAddress = required("The former address, without the site's own address.", "contributors/j-doe/")
    new: PageAddress | None = optional("The address of the page that replaces it.", "contributors/jane-doe/")
    gone: Text | None = optional(
        "If no page replaces it: the reason, in a sentence shown to readers.",
        "The contributor asked us to withdraw this view in March 2027.",
    )


class Redirects(Entity):
    """Pages that were renamed or removed, to keep links to them working."""

    moved: tuple[Move, ...] = several(
        "Former addresses, each with what replaces it.",
        [{"old": "contributors/j-doe/", "new": "contributors/jane-doe/"}],
    )
