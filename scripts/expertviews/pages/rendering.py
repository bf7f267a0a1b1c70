"""Renders the pages of a record from templates, kind by kind.

A page is YAML front matter, headings in Markdown (for the site generator's table of contents) and HTML between them.
The templates escape by default; `filters.in_markdown` makes words safe for headings.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from expertviews import addresses
from expertviews.addresses import Site
from expertviews.comparison import reading, role_beside
from expertviews.contributions import ADD_ANSWER, CORRECT, OUTCOME, Form
from expertviews.data import data_parts
from expertviews.kept import FileGroups, all_files
from expertviews.mappings import Lazy
from expertviews.model import Library
from expertviews.pages import cardfacts, cite, compiling, filters, linkeddata, metadata, textmarks
from expertviews.pages.cardfacts import Card
from expertviews.pages.citationfiles import citation_files
from expertviews.pages.compiling import Compiled
from expertviews.pages.context import Beside, PageKind, RenderContext
from expertviews.pages.embeds import embeds, snippet
from expertviews.pages.kinds import PAGE_KINDS
from expertviews.pages.search import SearchEntry, search_entries
from expertviews.quotes import corrections_of, key_quote
from expertviews.wording import Wording, capitalised

TEMPLATES = Path(__file__).parent / "templates"
_FILTERS: tuple[Callable[..., Any], ...] = (
    *(filters.in_markdown, filters.shade, filters.begun, cite.sentence, capitalised),
    *(key_quote, corrections_of, reading),
)
_Subject = tuple[PageKind, str, Any]
"""What a page is about, with its kind and path."""
_UNSEARCHED = {"search": {"exclude": True}}  # engines don't index generated pages: `search_entries` does


class Rendered(NamedTuple):
    """The generated pages by path under docs/, and functions that make the rest of a site.

    `citations` are files beside pages, `more` are data and embeds; `cards` say what each picture shows, by its path on
    the site; `entries` are what search finds. `cache_keys` has that of each page; empty if unknown.
    """

    pages: Mapping[str, str] = MappingProxyType({})
    citations: Callable[[], FileGroups] = dict
    more: Callable[[], FileGroups] = dict
    cards: Callable[[], Mapping[str, Card]] = dict
    entries: Callable[[], Sequence[SearchEntry]] = tuple
    cache_keys: Mapping[str, str] = MappingProxyType({})

    def data(self) -> Mapping[str, bytes]:
        """Return the files of data and embeds, by path on the site."""
        return all_files(self.more())


def render_site(library: Library, site: Site, beside: Beside | None = None) -> Rendered:
    """Return all generated pages of a checked record, the files beside them, and the data.

    Each is made whenever it is asked for, and not kept: together they may not fit into memory.
    """
    context = RenderContext(library, site, beside or Beside())
    subjects = [(kind, path, subject) for kind in PAGE_KINDS for path, subject in kind.subjects(context).items()]
    cache_keys = {path: kind.cache_key(context, subject) for kind, path, subject in subjects}
    makers = {path: partial(_page, context, kind, path, subject) for kind, path, subject in subjects}
    return Rendered(
        Lazy(dict(sorted(makers.items())), lambda _path, make: make()),
        citations=partial(citation_files, context),
        more=partial(_more, context),
        cards=partial(_cards, context, subjects, cache_keys),
        entries=partial(search_entries, context),
        cache_keys=cache_keys,
    )


def _more(context: RenderContext) -> FileGroups:
    """Return the groups of files of data and embeds, by name."""
    data = data_parts(context.compare, context.site, context.history, context.cache_keys)
    by_question = embeds(context, _environment(context.wording))
    return {**data, **{f"embeds/{slug}": group for slug, group in by_question.items()}}


def _cards(context: RenderContext, subjects: Iterable[_Subject], cache_keys: Mapping[str, str]) -> Mapping[str, Card]:
    """Return the cards of pages by the paths of their pictures; the first is that of pages without one of their own."""
    if not context.site.shares_cards:
        return {}
    cards = {addresses.SITE_CARD: cardfacts.of_site(context.site, context.wording)}
    for kind, path, subject in subjects:
        card = context.cache.get_or_make(f"card {path}", cache_keys[path], partial(kind.card, context, subject))
        if card:
            cards[addresses.card(path)] = card
    return cards


def _page(context: RenderContext, kind: PageKind, path: str, subject: Any) -> str:
    content, card = kind.content(context, subject), kind.card(context, subject)
    template = _environment(context.wording).get_template(f"{kind.template}.md.jinja")
    values: dict[str, Any] = {
        **context.shared,
        "one_question": False,
        "href": cache(partial(addresses.href, path, directories=context.site.directories)),
        "form": partial(_form, context.site),
    }
    body = template.render({**values, **content.values})
    if content.data:
        body += f'\n<script type="application/ld+json">{linkeddata.script_text(content.data)}</script>\n'
    shared = _shared_meta(context.site, path, card) if card else {}
    return metadata.page_text({**content.meta, **shared, **_UNSEARCHED}, body)


def _form(site: Site, form: Form, page: str, fragment: str = "") -> str:
    """Return the address at which readers fill in a form about a place; empty if the site has no forms."""
    return form.address(site.issues, site.place(page, fragment)) if site.issues else ""


def _shared_meta(site: Site, path: str, card: Card) -> Mapping[str, Any]:
    """Return what a shared link shows: a description, and a picture, whose address changes when the picture does."""
    image = f"{site.address(addresses.card(path))}?{card.digest}"
    picture = {"card": {"image": image, "alternative": card.alternative}} if site.shares_cards else {}
    return {"description": card.description, **picture}


@lru_cache(maxsize=8)
def _environment(wording: Wording) -> Environment:
    environment = Environment(
        extensions=["jinja2.ext.i18n"],
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=Compiled("page"),
        optimized=False,  # else it would keep what filters make of constants, in this language
    )
    compiling.prepare(environment)
    environment.filters.update({function.__name__: function for function in _FILTERS})
    language = wording.language
    own: tuple[Callable[..., str], ...] = (
        *(wording.when, wording.within, wording.by_when, wording.asked_when, wording.span),
        *(wording.answers, language.listed, language.number, language.percent),
    )
    environment.filters.update({method.__name__: method for method in own})
    environment.newstyle_gettext = True  # type: ignore[attr-defined] # of its extension
    environment.globals.update(language.in_html, wording=wording, snippet=snippet, addresses=addresses, cite=cite)
    environment.globals.update(ADD_ANSWER=ADD_ANSWER, CORRECT=CORRECT, OUTCOME=OUTCOME)
    environment.globals.update(textmarks=textmarks, role_beside=partial(role_beside, kinds=wording.kinds))
    return environment
