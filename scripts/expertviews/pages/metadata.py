"""The front matter of pages, as YAML, and what it says: titles, what the theme hides, citations, data, documents."""

import json
import re
from collections.abc import Mapping
from html import escape
from typing import Any
from urllib.parse import quote

from expertviews import addresses, files
from expertviews.content import documents
from expertviews.model import SeedSource, View
from expertviews.pages import cite
from expertviews.pages.context import RenderContext
from expertviews.wording import Wording

# JSON is YAML, except for characters that YAML considers unprintable or line breaks. Both accept \uXXXX.
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
LONG = 3  # sections; a shorter page needs no table of contents


def searched(wording: Wording) -> Mapping[str, tuple[str, str]]:
    """Pages about the whole record that search finds, with their titles and what they are about."""
    gettext = wording.language.gettext
    return {
        addresses.LOOKING_AHEAD: (
            gettext("Forecasts"),
            gettext("Who expected what by when, in which words, and what came of it."),
        ),
        addresses.LIKELIHOOD: (
            gettext("Words of likelihood"),
            gettext(
                "How words such as “unlikely” are shown here, and the published scale that gives some of them numbers."
            ),
        ),
        addresses.CHANGES: (
            gettext("What changed"),
            gettext("What was added, corrected, judged or withdrawn, the latest first."),
        ),
        addresses.DATA_PAGE: (
            gettext("Data"),
            gettext("The record to take away: tables, a database, JSON, annotations, and examples."),
        ),
    }


def index(title: str, about: str) -> dict[str, Any]:
    """Of a page without a subject of its own."""
    return {"title": title, "description": about, "hide": hidden(0)}


def hidden(sections: int) -> list[str]:
    """Which parts of the theme a page hides, by its number of sections. The navigation is also at the top."""
    return ["navigation"] if sections >= LONG else ["navigation", "toc"]


def cited(citation: cite.Citation, file: str) -> dict[str, Any]:
    """The meta tags of the one work that a page is about, and the files of its citation."""
    return {
        "head": [{"name": name, "content": content} for name, content in cite.meta_tags(citation)],
        "cited": [{"type": it.media_type, "file": f"{file}{it.ending}"} for it in cite.CITATION_FORMATS],
    }


def cited_view(context: RenderContext, view: View) -> dict[str, Any]:
    """The same of a page with one view."""
    file = addresses.view_citation(view.contributor, view.question)
    return cited(cite.of_view(context.library, view, context.site), file)


def elsewhere(context: RenderContext, page: str, data: str, oembed: str = "") -> dict[str, Any]:
    """What a page is as data, and as a feed and for embedding, which need the site's address.

    With a second word in `rel`, the theme's script doesn't take them for translations, and ask for their sitemaps.
    """
    feed = addresses.feed(page)
    feeds = [{"rel": "alternate feed", "type": "application/atom+xml", "file": feed}] if context.site.url else []
    if oembed and context.site.url:
        feeds.append({"rel": "alternate describedby", "type": "application/json+oembed", "file": oembed})
    return {"elsewhere": [*feeds, {"rel": "alternate describedby", "type": "application/json", "file": data}]}


def documents_of(context: RenderContext, name: str | None) -> list[dict[str, str]]:
    """A document in the repository, unless it has withdrawn words."""
    return [document(name)] if name in {*context.documents} - context.withheld else []


def document(name: str | None) -> dict[str, str]:
    """A document in the repository: its path, and its path in addresses."""
    path = f"{documents.SEEDS}/{name}"
    return {"path": path, "address": quote(path)}


def lines_in(source: SeedSource) -> dict[str, str]:
    """The place of a view in a document, with its lines as repository hosts write them."""
    lines = f"L{source.first}" if source.first == source.last else f"L{source.first}-L{source.last}"
    return {**document(source.seed), "lines": lines}


def page_text(meta: Mapping[str, Any], body: str) -> str:
    """A generated page: the mark, then `meta`, then the body.

    MkDocs themes don't escape a page's title and description, so every text in `meta` is escaped for HTML here.
    """
    lines = [f"{key}: {_flow(value)}" for key, value in meta.items()]
    return files.MADE + "".join(f"{line}\n" for line in lines) + "---\n\n" + body.strip("\n") + "\n"


def _flow(value: Any) -> str:
    """A value in a line of YAML."""
    line = json.dumps(_escaped(value), ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", line)


def _escaped(value: Any) -> Any:
    if isinstance(value, str):
        return escape(" ".join(value.split()))
    if isinstance(value, Mapping):
        return {key: _escaped(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_escaped(item) for item in value]
    return value
