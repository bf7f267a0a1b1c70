"""Templates to pages, kind by kind.

A page is YAML front matter, headings in Markdown (so that a site generator finds them for its table of contents) and
HTML blocks between them. The templates escape by default; `wording.in_markdown` makes words safe for the headings.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateSyntaxError

from expertviews import addresses
from expertviews.addresses import Site
from expertviews.model import Library
from expertviews.pages import cite, frontmatter, hedges, linkeddata, textmarks, wording
from expertviews.pages.kinds import KINDS, PageContent, PageKind, RenderContext
from expertviews.problems import Place, Problem, ProblemsFound, counted
from expertviews.quotes import key_quote

TEMPLATES = Path(__file__).parent / "templates"
_FILTERS: tuple[Callable[..., Any], ...] = (
    *(wording.in_markdown, wording.when, wording.within, wording.asked_when, wording.percent, wording.shade),
    *(wording.listed, wording.affiliation, wording.initial, cite.sentence),
    *(key_quote, hedges.reading),
)


@dataclass
class Memory:
    """Remembers the last text of each page, and what it was made of; the page is made again only when that changes.

    Give each run of a preview its own; a build for publishing has none.
    """

    _pages: dict[str, tuple[tuple[Any, ...], str]] = field(default_factory=dict)

    def page(self, path: str, made_of: tuple[Any, ...], make: Callable[[], str]) -> str:
        """The page at `path`, as it was if it is made of the same things, else made now."""
        known = self._pages.get(path)
        if known and known[0] == made_of:
            return known[1]
        text = make()
        self._pages[path] = (made_of, text)
        return text

    def forget(self) -> None:
        """Have every page made again, since something else than the record has changed."""
        self._pages.clear()


def render(
    library: Library, site: Site, memory: Memory | None = None, documents: Mapping[str, str] | None = None
) -> Mapping[str, str]:
    """Every generated page of a checked record: its path under docs/ and its text.

    With a `memory`, pages that are made of the same things as before are taken from there.
    `documents` has the texts of the documents that have a page, by name.
    Raises ProblemsFound where a template can't be read.
    """
    context = RenderContext(library, site, documents or {})
    keep = (memory or Memory()).page
    pages = {}
    try:
        for kind in KINDS:
            for path, subject in kind.subjects(context).items():
                content = kind.content(context, subject)
                pages[path] = keep(path, (content, context.shared), partial(_page, context, kind, path, content))
    except TemplateSyntaxError as error:
        place = Place(f"scripts/expertviews/pages/templates/{error.name}", error.lineno)
        raise ProblemsFound([Problem(place, "template", str(error.message), "mend the template")]) from None
    return dict(sorted(pages.items()))


def _page(context: RenderContext, kind: PageKind, path: str, content: PageContent) -> str:
    template = _environment().get_template(f"{kind.template}.md.jinja")
    values: dict[str, Any] = {
        "library": context.library,
        "site": context.site,
        "documents": context.documents,
        "passages": context.passages,
        "former": context.former,
        "compare": context.compare,
        "href": partial(addresses.href, path, directories=context.site.directories),
    }
    body = template.render({**values, **content.values})
    if content.data:
        body += f'\n<script type="application/ld+json">{linkeddata.script_text(content.data)}</script>\n'
    return frontmatter.page_text(content.meta, body)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update({function.__name__: function for function in _FILTERS})
    environment.globals.update(addresses=addresses, cite=cite, textmarks=textmarks, counted=counted)
    return environment
