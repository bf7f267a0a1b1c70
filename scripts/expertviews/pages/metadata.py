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
    """Return the titles and descriptions of the pages about the whole record that search finds, by path."""
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
    """Return the front matter of a page without a subject of its own."""
    return {"title": title, "description": about, "hide": hidden(0)}


def hidden(sections: int) -> list[str]:
    """Return the parts of the theme that a page with some sections hides. The navigation is also at the top."""
    return ["navigation"] if sections >= LONG else ["navigation", "toc"]


def cited(citation: cite.Citation, file: str) -> dict[str, Any]:
    """Return front matter with the meta tags of the one work that a page is about, and the files with its citation."""
    return {
        "head": [{"name": name, "content": content} for name, content in cite.meta_tags(citation)],
        "cited": [{"type": form.media_type, "file": f"{file}{form.ending}"} for form in cite.CITATION_FORMATS],
    }


def cited_view(context: RenderContext, view: View) -> dict[str, Any]:
    """Return the same for a page with one view."""
    file = addresses.view_citation(view.contributor, view.question)
    return cited(cite.of_view(context.library, view, context.site), file)


def alternates(context: RenderContext, page: str, data: str, oembed: str = "") -> dict[str, Any]:
    """Return front matter with other forms of a page: its data, and if the site has an address, its feed and embed.

    With a second word in `rel`, the theme's script doesn't take these for translations and ask for their sitemaps.
    """
    feed = addresses.feed(page)
    feeds = [{"rel": "alternate feed", "type": "application/atom+xml", "file": feed}] if context.site.url else []
    if oembed and context.site.url:
        feeds.append({"rel": "alternate describedby", "type": "application/json+oembed", "file": oembed})
    return {"elsewhere": [*feeds, {"rel": "alternate describedby", "type": "application/json", "file": data}]}


def documents_of(context: RenderContext, name: str | None) -> list[dict[str, str]]:
    """Return a document in the repository, in a list; nothing if it isn't cited, or has withdrawn words."""
    return [_document(name)] if name and name in context.documents.keys() - context.withheld else []


def _document(name: str) -> dict[str, str]:
    """Return the path of a document in the repository, also as it is written in addresses."""
    path = f"{documents.SEEDS}/{name}"
    return {"path": path, "address": quote(path)}


def lines_in(source: SeedSource) -> dict[str, str]:
    """Return a document with the lines of a view, as repository hosts write them in addresses."""
    lines = f"L{source.first}" if source.first == source.last else f"L{source.first}-L{source.last}"
    return {**_document(source.seed), "lines": lines}


def page_text(meta: Mapping[str, Any], body: str) -> str:
    """Return a generated page: front matter, which begins with the mark of generated pages, and the body.

    MkDocs themes don't escape a page's title and description, so every text in `meta` is escaped for HTML here.
    """
    lines = [f"{key}: {_flow(value)}" for key, value in meta.items()]
    return files.MADE + "".join(f"{line}\n" for line in lines) + "---\n\n" + body.strip("\n") + "\n"


def _flow(value: Any) -> str:
    """Return a value as a line of YAML, its texts escaped for HTML."""
    line = json.dumps(_escaped(value), ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", line)


def _escaped(value: Any) -> Any:
    if isinstance(value, str):
        return escape(" ".join(value.split()))
    if isinstance(value, Mapping):
        return {key: _escaped(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_escaped(item) for item in value]
    return value
