"""The record as linked data: schema.org in JSON-LD, for the pages' `<script type="application/ld+json">`.

What is said, and what isn't (schema.org's own definitions, and Google's guidelines for structured data):

- A round-table is a `Question` with every view as a `suggestedAnswer`. None is an `acceptedAnswer`: that would be a
  verdict of ours. Its page is a `WebPage` and no `QAPage`, which Google keeps for pages where readers can answer.
- An author is a `Person` or an `Organization`. Somebody anonymous is a `Person` who has the shown name and their page
  here and nothing else by which they could be taken for somebody known; their page is no `ProfilePage`.
- Roles and degrees are told with the year in which they were stated, as a `description`: `affiliation` and `jobTitle`
  would claim that they still hold. Who asked a question may be either kind of author, so it isn't said.
- Words are a `Quotation` by their `creator`, based on the view; `spokenByCharacter` is for characters in fiction.
  An opinion is never a `Claim`.
- What nobody has reviewed is a suggestion, which data can't be seen to be: quotations of drafts are left out.

Addresses are absolute. Without a site address things have neither `url` nor `@id`, and are known by their names.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from expertviews import addresses
from expertviews.addresses import Site
from expertviews.model import Affiliation, Contributor, Library, Links, Question, Theme, View
from expertviews.pages.cite import quoted
from expertviews.quotes.passages import ExcerptPassage, Passages

Data = dict[str, Any]

# No slug starts with an underscore, so these are no element's address: they name what a page is about, not the page.
_CONTRIBUTOR, _QUESTION, _THEME, _THEMES = "_contributor", "_question", "_theme", "_themes"
_IN_SCRIPT = str.maketrans({character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"})


def home(library: Library, site: Site, description: str = "") -> Data:
    """The site and its questions, the latest first."""
    return _document(
        "WebSite",
        name=site.name,
        description=description,
        url=site.address(addresses.HOME),
        hasPart=[_question(question, site) for question in library.newest_questions],
    )


def question(library: Library, passages: Passages, slug: str, site: Site) -> Data:
    """A question's page: what was asked, on which themes, and where each answer stands. Raises KeyError."""
    asked = library.questions[slug]
    views = library.views_on(slug)
    addressed = {excerpt.excerpt.theme for view in views for excerpt in _reviewed(passages, view)}
    return _page(
        "WebPage",
        site.address(addresses.question_page(slug)),
        asked.title or asked.question,
        mainEntity=_question(asked, site)
        | _present(
            text=asked.question,
            about=[_theme(theme, site) for theme in library.ordered_themes if theme.slug in addressed],
            answerCount=len(views),
            suggestedAnswer=[_answer(library, view, site) for view in views],
        ),
    )


def contributor(library: Library, slug: str, site: Site) -> Data:
    """A contributor's page: who they are, and each of their views in full. Raises KeyError."""
    who = library.contributors[slug]
    return _page(
        "WebPage" if who.kind == "anonymous" else "ProfilePage",
        site.address(addresses.contributor_page(slug)),
        who.name,
        mainEntity=_author(who, site) | _particulars(who),
        hasPart=[
            _answer(library, view, site)
            | {"parentItem": _question(library.questions[view.question], site), "text": "\n\n".join(view.paragraphs)}
            for view in library.views_by(slug)
        ],
    )


def theme(library: Library, passages: Passages, slug: str, site: Site) -> Data:
    """A theme's page: what belongs to it, and who said what on it, the latest question first. Raises KeyError."""
    subject = library.themes[slug]
    found = (
        excerpt
        for question in library.newest_questions
        for view in library.views_on(question.slug)
        for excerpt in _reviewed(passages, view)
        if excerpt.excerpt.theme == slug
    )
    return _page(
        "WebPage",
        site.address(addresses.theme_page(slug)),
        subject.title,
        mainEntity=_theme(subject, site) | {"description": subject.summary, "inDefinedTermSet": _theme_set(site)},
        hasPart=[_quotation(library, excerpt, site) for excerpt in found],
    )


def themes(library: Library, site: Site) -> Data:
    """The page of all themes."""
    terms = [_theme(it, site) | {"description": it.summary} for it in library.ordered_themes]
    return _page(
        "WebPage",
        site.address(addresses.THEMES),
        _theme_set(site)["name"],
        mainEntity=_theme_set(site) | {"hasDefinedTerm": terms},
    )


def script_text(data: Data) -> str:
    """JSON that can stand in an HTML script element as it is: nothing in it can end the element or start a comment."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_IN_SCRIPT)


def _document(kind: str, **properties: Any) -> Data:
    return {"@context": "https://schema.org"} | _thing(kind, **properties)


def _page(kind: str, address: str, name: str, **properties: Any) -> Data:
    return _document(kind, name=name, url=address, **properties)


def _thing(kind: str, **properties: Any) -> Data:
    return {"@type": kind} | _present(**properties)


def _present(**properties: Any) -> Data:
    """The properties that have a value; 0 is one."""
    return {name: value for name, value in properties.items() if value not in ("", None, [])}


def _placed(address: str) -> Data:
    """A thing that stands at an address."""
    return {"@id": address, "url": address} if address else {}


def _paged(address: str, name: str) -> Data:
    """A thing that a page is about."""
    return {"@id": f"{address}#{name}", "url": address} if address else {}


def _question(asked: Question, site: Site) -> Data:
    page = _paged(site.address(addresses.question_page(asked.slug)), _QUESTION)
    return page | _thing("Question", name=asked.title or asked.question, datePublished=asked.asked)


def _answer(library: Library, view: View, site: Site) -> Data:
    return _placed(_view_address(view, site)) | _thing(
        "Answer",
        name=view.title,
        author=_author(library.contributors[view.contributor], site),
        datePublished=library.questions[view.question].asked,
    )


def _quotation(library: Library, passage: ExcerptPassage, site: Site) -> Data:
    view = passage.view
    source = _view_address(view, site)
    return _placed(site.address(addresses.contributor_page(view.contributor), passage.fragment)) | _thing(
        "Quotation",
        text=quoted(passage),
        creator=_author(library.contributors[view.contributor], site),
        about=_theme(library.themes[passage.excerpt.theme], site),
        isBasedOn={"@id": source} if source else "",
    )


def _view_address(view: View, site: Site) -> str:
    return site.address(addresses.contributor_page(view.contributor), addresses.view_fragment(view.question))


def _author(who: Contributor, site: Site) -> Data:
    page = _paged(site.address(addresses.contributor_page(who.slug)), _CONTRIBUTOR)
    family, given = (*who.family_and_given, "", "")[:2]
    kind = "Organization" if who.kind == "organisation" else "Person"
    return page | _thing(kind, name=who.name, familyName=family, givenName=given)


def _particulars(who: Contributor) -> Data:
    """What tells a contributor from others; nothing of somebody anonymous."""
    if who.kind == "anonymous":
        return {}
    return _present(
        alternateName=list(who.also_known_as),
        disambiguatingDescription=who.disambiguation,
        description="; ".join(map(_stated, who.affiliations)),
        sameAs=list(_same_as(who.links)) if who.links else [],
    )


def _same_as(links: Links) -> Iterator[str]:
    if links.orcid:
        yield f"https://orcid.org/{links.orcid}"
    if links.website:
        yield links.website
    if links.wikidata:
        yield f"https://www.wikidata.org/entity/{links.wikidata}"


def _stated(affiliation: Affiliation) -> str:
    parts = (affiliation.role, affiliation.organisation, affiliation.place)
    said = ", ".join(part for part in parts if part)
    return f"{said} (as stated in {affiliation.as_of})" if affiliation.as_of else said


def _theme(it: Theme, site: Site) -> Data:
    return _paged(site.address(addresses.theme_page(it.slug)), _THEME) | _thing("DefinedTerm", name=it.title)


def _theme_set(site: Site) -> Data:
    return _paged(site.address(addresses.THEMES), _THEMES) | _thing("DefinedTermSet", name=f"Themes of {site.name}")


def _reviewed(passages: Passages, view: View) -> Iterable[ExcerptPassage]:
    return passages.excerpts(view) if view.status == "reviewed" else ()
