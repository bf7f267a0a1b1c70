"""Marks a built site as a preview: a bar on each page, and a request to search engines not to index it.

The additions come first in a page, so nothing in the page can precede them. No script runs in a preview and no form is
sent, since it is served from the site's own origin and mustn't share its storage.
"""

import re
from collections.abc import Container
from html import escape
from pathlib import Path
from urllib.parse import quote

# A match ends before the next `<`, so the time is linear in the page's length.
_DOCTYPE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<!doctype[^<>]*>", re.IGNORECASE)
_BODY = re.compile(rb"<body(?:\s[^<>]*)?>", re.IGNORECASE)
_HEAD = (
    '<!doctype html><meta charset="utf-8">'
    '<meta http-equiv="Content-Security-Policy"'
    " content=\"script-src 'none'; worker-src 'none'; object-src 'none'; frame-src 'none';"
    " form-action 'none'; base-uri 'none'\">"
    '<meta name="robots" content="noindex, nofollow">'
    '<link rel="stylesheet" href="{stylesheet}">'
)
_STYLES = """\
.preview-bar { position: relative; z-index: 10; padding: .45rem 1rem; background: #fff4ce; color: #3b2f00;
  font: 14px/1.4 system-ui, sans-serif; text-align: center; overflow-wrap: anywhere }
.preview-bar a { color: inherit; text-decoration: underline }
@media print { .preview-bar { display: none } }
"""
_STYLESHEET = "preview-bar.css"
_NOT_FOR_PREVIEWS = ("sitemap.xml", "sitemap.xml.gz", "CNAME", "robots.txt")


def mark(site: Path, label: str, published: str = "", published_pages: Container[str] | None = None) -> int:
    """Mark every page of a freshly built site, and return how many there are.

    `label` says in HTML what it is a preview of. `published` is the address of the published site, if there is one, and
    `published_pages` are its files, if they are known; other pages are then marked as new.
    """
    for name in _NOT_FOR_PREVIEWS:
        (site / name).unlink(missing_ok=True)
    (site / _STYLESHEET).write_text(_STYLES, encoding="utf-8")
    pages = sorted(path for path in site.rglob("*") if path.suffix.lower() == ".html" and path.is_file())
    for page in pages:
        path = page.relative_to(site).as_posix()
        bar = f"Preview of {label}"
        if published and published_pages is not None and path not in published_pages:
            bar += f" · a new page of {link(published, 'the published site')}"
        elif published:
            bar += f" · {link(published + quote(address_of(path)), 'the published page')}"
        page.write_bytes(with_bar(page.read_bytes(), path, bar))
    return len(pages)


def with_bar(page: bytes, path: str, bar: str) -> bytes:
    """Add a bar, and the request to search engines, to a page; `path` is where it is in its site."""
    head = _HEAD.format(stylesheet="../" * path.count("/") + _STYLESHEET).encode()
    doctype = _DOCTYPE.match(page)
    rest = page[doctype.end() :] if doctype else page
    body = _BODY.search(rest)
    start = body.end() if body else 0
    aside = f'<aside class="preview-bar" aria-label="Preview">{bar}</aside>'.encode()
    return head + rest[:start] + aside + rest[start:]


def address_of(path: str) -> str:
    """Return the address at which a host serves a file of a site."""
    return path.removesuffix("index.html") if path == "index.html" or path.endswith("/index.html") else path


def link(url: str, words: str) -> str:
    """Write a link in HTML; without a URL, just the words."""
    return f'<a href="{escape(url)}">{escape(words)}</a>' if url else escape(words)
