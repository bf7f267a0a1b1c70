"""Templates → pages, kind by kind.

A page is YAML front matter, headings in Markdown (for the site generator's table of contents) and HTML between them.
The templates escape by default; `wording.in_markdown` makes words safe for headings.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from traceback import extract_tb
from typing import Any, NamedTuple, TypeVar, cast

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError

from expertviews import addresses
from expertviews.addresses import Site
from expertviews.comparison import reading, role_beside
from expertviews.model import Library
from expertviews.pages import cite, frontmatter, linkeddata, textmarks, wording
from expertviews.pages.citationfiles import Texts, citation_files
from expertviews.pages.kinds import PAGE_KINDS, PageContent, PageKind, RenderContext
from expertviews.problems import Place, Problem, ProblemsFound, counted
from expertviews.quotes import corrections_of, key_quote

TEMPLATES = Path(__file__).parent / "templates"
_FILTERS: tuple[Callable[..., Any], ...] = (
    *(wording.in_markdown, wording.when, wording.within, wording.by_when, wording.asked_when, wording.percent),
    *(wording.shade, wording.listed, wording.span, wording.answers, cite.sentence),
    *(key_quote, corrections_of, reading, wording.begun),
)
_Made = TypeVar("_Made")


@dataclass
class PageCache:
    """The last text of each page, and what it was made of: a page is made again only when that changes."""

    _pages: dict[str, tuple[tuple[Any, ...], Any]] = field(default_factory=dict)

    def page(self, path: str, made_of: tuple[Any, ...], make: Callable[[], _Made]) -> _Made:
        """The page at `path`: the cached one if it was made of the same things, otherwise a new one."""
        known = self._pages.get(path)
        if known and known[0] == made_of:
            return cast("_Made", known[1])
        text = make()
        self._pages[path] = (made_of, text)
        return text

    def clear(self) -> None:
        """Have every page made again, because something other than the record has changed."""
        self._pages.clear()


class Rendered(NamedTuple):
    """The generated pages by path under docs/, and what makes the site's other files, by path on the site."""

    pages: Mapping[str, str]
    files: Callable[[], Texts]


def render_pages(library: Library, site: Site, cache: PageCache | None = None, **more: Any) -> Mapping[str, str]:
    """The pages of a site, as `render_site` makes them."""
    return render_site(library, site, cache, **more).pages


def render_site(
    library: Library,
    site: Site,
    cache: PageCache | None = None,
    documents: Mapping[str, str] | None = None,
    published: Collection[str] = (),
) -> Rendered:
    """Every generated page of a checked record, and the files beside them.

    `documents` has the texts of the documents that get a page, by name; `published` are addresses of the site that must
    last. Raises ProblemsFound for a broken template.
    """
    context = RenderContext(library, site, documents or {}, published)
    cached = (cache or PageCache()).page
    pages = {}
    try:
        for kind in PAGE_KINDS:
            for path, subject in kind.subjects(context).items():
                content = kind.content(context, subject)
                pages[path] = cached(path, (content, context.shared), partial(_page, context, kind, path, content))
    except TemplateError as error:
        problem = Problem(_place(error), "template", str(error.message), "correct the template")
        raise ProblemsFound([problem]) from None
    return Rendered(dict(sorted(pages.items())), partial(citation_files, context, cached))


def _place(error: TemplateError) -> Place:
    """The line of a template that an error comes from; Jinja puts it into the traceback."""
    frames = (it for it in reversed(extract_tb(error.__traceback__)) if Path(it.filename).parent == TEMPLATES)
    frame = next(frames, None)
    path, here = Path(frame.filename) if frame else TEMPLATES, Path.cwd()
    path = path.relative_to(here) if path.is_relative_to(here) else path
    return Place(path.as_posix(), (frame and frame.lineno) or 1)


def _page(context: RenderContext, kind: PageKind, path: str, content: PageContent) -> str:
    template = _environment().get_template(f"{kind.template}.md.jinja")
    values: dict[str, Any] = {
        "library": context.library,
        "site": context.site,
        "documents": context.documents,
        "passages": context.passages,
        "aliases": context.aliases,
        "compare": context.compare,
        "href": partial(addresses.href, path, directories=context.site.directories),
        "file_href": partial(addresses.file_href, path, directories=context.site.directories),
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
    environment.globals.update(
        addresses=addresses, cite=cite, role_beside=role_beside, textmarks=textmarks, counted=counted
    )
    return environment
