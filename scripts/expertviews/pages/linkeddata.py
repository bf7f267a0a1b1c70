"""The record as linked data: schema.org in JSON-LD, for the pages' `<script type="application/ld+json">`.

What the data says and doesn't say, by schema.org's definitions and Google's guidelines for structured data:

- A round-table is a `Question` with every view as a `suggestedAnswer`. None is an `acceptedAnswer`, which would be a
  verdict. Its page is a `WebPage`, not a `QAPage`, which is for pages where readers can answer.
- An author is a `Person` or an `Organization`. An anonymous contributor is a `Person` with the shown name and a page
  here, and nothing that could identify them; their page isn't a `ProfilePage`.
- Roles are in the `description`, with the time they are known for: `affiliation` and `jobTitle` would claim that they
  still hold. Who asked a question is left out, since that may be either kind of author.
- Quoted words are a `Quotation` by their `creator`, based on the view; `spokenByCharacter` is for fictional
  characters. An opinion is never a `Claim`.
- Quotations of drafts are left out: data can't show that nobody has reviewed them. Withdrawn views are left out too.
- A corrected misprint is a `CorrectionComment` of the view.

Addresses are absolute. If the site has no address, nothing has a `url` or `@id`, only a name.
"""

import json
import re
from collections.abc import Sequence
from typing import Any

from expertviews import addresses
from expertviews.addresses import Site
from expertviews.comparison import PropositionRow
from expertviews.model import Affiliation, Contributor, Library, Links, Question, Theme, View
from expertviews.pages.cite import quoted_words
from expertviews.quotes import ExcerptPassage, Passages, StancePassage
from expertviews.wording import Wording, wording

Data = dict[str, Any]

# Fragments for what a page is about. No element has such an id, since no slug starts with an underscore.
_CONTRIBUTOR, _QUESTION, _THEME, _THEMES = "_contributor", "_question", "_theme", "_themes"
_UNSAFE_IN_SCRIPT = re.compile("[<>&\u2028\u2029]")


class Schema:
    """The JSON-LD documents of a record's pages."""

    def __init__(self, library: Library, passages: Passages, site: Site) -> None:
        self._library, self._passages, self._site = library, passages, site
        self._wording = wording(site.language)

    def home(self, description: str) -> Data:
        """Return the site and its questions, the latest first."""
        questions = [self._question(question) for question in self._library.newest_questions]
        url = self._site.address(addresses.HOME)
        return _document("WebSite", name=self._site.name, description=description, url=url, hasPart=questions)

    def question(self, asked: Question) -> Data:
        """Return a question's page: the question, its themes, and where each answer is."""
        views = [view for view in self._library.views_on(asked.slug) if not view.withdrawn]
        addressed = {passage.excerpt.theme for view in views for passage in self._reviewed(view)}
        themes = [self._theme(theme) for theme in self._library.ordered_themes if theme.slug in addressed]
        answers = [self._answer(view) for view in views]
        return _document(
            "WebPage",
            name=self._name(asked),
            url=self._site.address(addresses.question_page(asked.slug)),
            mainEntity=self._question(
                asked, text=asked.question, about=themes, answerCount=len(views), suggestedAnswer=answers
            ),
        )

    def proposition(self, row: PropositionRow) -> Data:
        """Return a proposition's page: the question it is about, and the words of those who take a position."""
        address = self._site.address(addresses.proposition_page(row.question.slug, row.proposition.id))
        taken = (position.passage for position in row.addressed if position.view.status == "reviewed")
        return _document(
            "WebPage",
            name=row.proposition.statement,
            url=address,
            about=[self._question(row.question), self._theme(row.theme)],
            hasPart=[self._quotation(passage) for passage in taken if passage],
        )

    def contributor(self, who: Contributor, *, brief: bool = False) -> Data:
        """Return a contributor's page: who they are, and unless it is to be brief, their views."""
        url = self._site.address(addresses.contributor_page(who.slug))
        named = {"author": {"@id": f"{url}#{_CONTRIBUTOR}"}} if url else {}
        views = [
            self._answer(view, parentItem=self._question(self._library.questions[view.question]), **named)
            for view in self._library.views_by(who.slug)
            if not view.withdrawn and not brief
        ]
        return _document(
            "WebPage" if who.kind == "anonymous" else "ProfilePage",
            name=who.name,
            url=url,
            mainEntity=self._author(who, **_particulars(who, self._wording)),
            hasPart=views,
        )

    def theme(self, subject: Theme, questions: Sequence[Question]) -> Data:
        """Return a theme's page: its summary, and who said what on it in answer to some questions."""
        excerpts = (
            self._quotation(passage, about=self._theme(subject))
            for question in questions
            for view in self._library.views_on(question.slug)
            for passage in self._reviewed(view)
            if passage.excerpt.theme == subject.slug
        )
        return _document(
            "WebPage",
            name=subject.title,
            url=self._site.address(addresses.theme_page(subject.slug)),
            mainEntity=self._theme(subject, description=subject.summary, inDefinedTermSet=self._theme_set()),
            hasPart=list(excerpts),
        )

    def themes(self) -> Data:
        """Return the page of all themes."""
        terms = [self._theme(theme, description=theme.summary) for theme in self._library.ordered_themes]
        whole = self._theme_set(hasDefinedTerm=terms)
        return _document("WebPage", name=whole["name"], url=self._site.address(addresses.THEMES), mainEntity=whole)

    def _name(self, asked: Question) -> str:
        """Return the title of a round-table; if it has none, or shares it with others of its document, the question."""
        shared = self._library.from_same_document(asked)
        return asked.question if shared or not asked.title else asked.title

    def _question(self, asked: Question, **more: Any) -> Data:
        address = self._site.address(addresses.question_page(asked.slug))
        return _thing(
            "Question",
            address,
            _QUESTION,
            name=self._name(asked),
            inLanguage=self._language(asked.language),
            datePublished=asked.asked,
            **more,
        )

    def _language(self, own: str | None) -> str:
        """Return the language of a text; empty if it is English on an English site."""
        language = own or self._site.language
        return "" if language == "en" and self._site.language == "en" else language

    def _answer(self, view: View, **more: Any) -> Data:
        date = self._library.date_of(view.versions[-1])
        more.setdefault("author", self._author(self._library.contributors[view.contributor]))
        return _thing(
            "Answer",
            self._address(view),
            name=view.title,
            inLanguage=self._language(view.language),
            datePublished=date,
            dateModified=max((amendment.amended for amendment in view.earlier), default=""),
            correction=_corrections(view),
            **more,
        )

    def _quotation(self, passage: ExcerptPassage | StancePassage, **more: Any) -> Data:
        view, based_on = passage.view, self._address(passage.view)
        return _thing(
            "Quotation",
            self._site.address(addresses.contributor_page(view.contributor), passage.fragment),
            text=quoted_words(passage),
            creator=self._author(self._library.contributors[view.contributor]),
            isBasedOn={"@id": based_on} if based_on else "",
            **more,
        )

    def _address(self, view: View) -> str:
        page = addresses.contributor_page(view.contributor)
        return self._site.address(page, addresses.view_fragment(view.question))

    def _author(self, who: Contributor, **more: Any) -> Data:
        kind = "Organization" if who.kind == "organisation" else "Person"
        address = self._site.address(addresses.contributor_page(who.slug))
        parts = dict(zip(("familyName", "givenName"), who.family_and_given, strict=False))
        return _thing(kind, address, _CONTRIBUTOR, name=who.name, **parts, **more)

    def _theme(self, theme: Theme, **more: Any) -> Data:
        address = self._site.address(addresses.theme_page(theme.slug))
        return _thing("DefinedTerm", address, _THEME, name=theme.title, **more)

    def _theme_set(self, **more: Any) -> Data:
        name = self._wording.language.gettext("Themes of %(site)s", site=self._site.name)
        return _thing("DefinedTermSet", self._site.address(addresses.THEMES), _THEMES, name=name, **more)

    def _reviewed(self, view: View) -> Sequence[ExcerptPassage]:
        """Return the excerpts of a view, if they are reviewed."""
        return self._passages.excerpts(view) if view.status == "reviewed" else ()


def script_text(data: Data) -> str:
    """Return JSON for an HTML script element: nothing in it can end the element or start a comment."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE_IN_SCRIPT.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _document(kind: str, **properties: Any) -> Data:
    return {"@context": "https://schema.org"} | _thing(kind, **properties)


def _thing(kind: str, address: str = "", mark: str = "", /, **properties: Any) -> Data:
    """Return the thing at an address, or with a `mark` the subject of the page there; without empty properties."""
    place = {"@id": f"{address}#{mark}" if mark else address, "url": address} if address else {}
    stated = {name: value for name, value in properties.items() if value not in ("", None, [])}
    return place | {"@type": kind} | stated


def _corrections(view: View) -> list[Data]:
    return [
        _thing(
            "CorrectionComment",
            text=f"“{correction.corrected}”: the source has “{correction.printed}”. {correction.why}",
            datePublished=correction.date,
        )
        for correction in view.corrections
    ]


def _particulars(who: Contributor, wording: Wording) -> Data:
    """Return the properties that identify a contributor; none for an anonymous one."""
    if who.kind == "anonymous":
        return {}
    links = who.links or Links()
    return {
        "alternateName": list(who.also_known_as),
        "disambiguatingDescription": who.disambiguation,
        "description": "; ".join(_dated(role, wording) for role in who.affiliations),
        "sameAs": [*links.identifiers, *filter(None, [links.website])],
    }


def _dated(role: Affiliation, wording: Wording) -> str:
    span = wording.span(role)
    return f"{role.words} ({span})" if span else role.words
