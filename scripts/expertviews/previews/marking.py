"""A built site marked as a preview: a quiet bar on each page, and a request to search engines to stay away.

What is added comes first in the page, so that nothing in the page can be before it. In a preview no script runs and no
form is sent: it is served from the site's own origin, and is to share no storage with it.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import quote

# A match ends before the next `<`, so that the time grows with the page's length alone, whatever is in it.
_DOCTYPE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<!doctype[^<>]*>", re.IGNORECASE)
_BODY = re.compile(rb"<body(?:\s[^<>]*)?>", re.IGNORECASE)
_NO_ROBOTS = '<meta name="robots" content="noindex, nofollow">'
_NO_SCRIPTS = (
    '<meta http-equiv="Content-Security-Policy"'
    " content=\"script-src 'none'; worker-src 'none'; object-src 'none'; frame-src 'none';"
    " form-action 'none'; base-uri 'none'\">"
)
_STYLES = """\
.preview-bar { position: relative; z-index: 10; padding: .45rem 1rem; background: #fff4ce; color: #3b2f00;
  font: 14px/1.4 system-ui, sans-serif; text-align: center; overflow-wrap: anywhere }
.preview-bar a { color: inherit; text-decoration: underline }
@media print { .preview-bar { display: none } }
"""
_STYLESHEET = "preview-bar.css"
_NOT_FOR_PREVIEWS = ("sitemap.xml", "sitemap.xml.gz", "CNAME", "robots.txt")


@dataclass(frozen=True)
class Preview:
    """What a page says of the preview it is in.

    `label` names it, such as `pull request #12`, and `url` leads there; `published` is the address of the published
    site, if there is one.
    """

    label: str
    url: str
    published: str = ""


def mark(site: Path, preview: Preview, published_pages: Collection[str] | None = None) -> int:
    """Marks every page of a freshly built site; returns how many.

    `published_pages` are the files of the published site: a page that isn't among them is said to be new.
    """
    for name in _NOT_FOR_PREVIEWS:
        (site / name).unlink(missing_ok=True)
    (site / _STYLESHEET).write_text(_STYLES, encoding="utf-8")
    count = 0
    for page in sorted(it for it in site.rglob("*") if it.suffix.lower() == ".html" and it.is_file()):
        path = page.relative_to(site).as_posix()
        is_published = published_pages is None or path in published_pages
        page.write_bytes(marked(page.read_bytes(), preview, path, is_published=is_published))
        count += 1
    return count


def marked(page: bytes, preview: Preview, path: str, *, is_published: bool = True) -> bytes:
    """A page (with its path in the site) with the bar and the request to search engines."""
    stylesheet = f'<link rel="stylesheet" href="{"../" * path.count("/")}{_STYLESHEET}">'
    head = '<meta charset="utf-8">' + _NO_SCRIPTS + _NO_ROBOTS + stylesheet
    bar = _bar(preview, path, is_published=is_published).encode()
    doctype = _DOCTYPE.match(page)
    rest = page[doctype.end() :] if doctype else page
    body = _BODY.search(rest)
    at = body.end() if body else 0
    return b"<!doctype html>" + head.encode() + rest[:at] + bar + rest[at:]


def _bar(preview: Preview, path: str, *, is_published: bool) -> str:
    parts = [f"Preview of {_link(preview.url, preview.label)}"]
    if preview.published and is_published:
        address = path.removesuffix("index.html") if path == "index.html" or path.endswith("/index.html") else path
        parts.append(_link(preview.published + quote(address), "the published page"))
    elif preview.published:
        parts.append(f"a new page of {_link(preview.published, 'the published site')}")
    return f'<aside class="preview-bar" aria-label="Preview">{" · ".join(parts)}</aside>'


def _link(url: str, words: str) -> str:
    return f'<a href="{escape(url)}">{escape(words)}</a>' if url else escape(words)
