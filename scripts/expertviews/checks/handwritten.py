"""What stands beside the record: the documents of seeds/, and the pages that people wrote in docs/.

All of it is plain files that can be read. A page has words, links and pictures, and nothing that a browser runs: raw
scripts, frames and event handlers are looked for in the HTML that Markdown makes of it, where no spelling hides them.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path

import markdown

from expertviews import addresses, characters, files
from expertviews.content import documents, yamltext
from expertviews.problems import Place, Problem, ProblemsFound, shown

DOCS = "docs"
CODES: Mapping[str, str] = {
    "active-page": "A page that somebody wrote has a script, a frame, an event handler or another thing that a browser "
    "runs or loads by itself. Scripts of the site are files in `docs/assets/` that `mkdocs.yml` or a template names.",
    "control-character": "A page has a character that can't be seen and isn't text. Delete it.",
}
"""What each code of this module's problems means."""

_PAGES = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
_WEB_PAGES = (".html", ".htm", ".xhtml")
_TEMPLATES = f"{DOCS}/overrides/"
_EXTENSIONS = ("attr_list", "tables", "pymdownx.superfences")
_ACTIVE = "script|iframe|frame|frameset|object|embed|applet|portal|fencedframe|base|meta|link"
_TAG = re.compile(rf"<({_ACTIVE})(?![\w-])", re.IGNORECASE)
_HANDLER = re.compile(r"on[a-z]+|srcdoc|http-equiv", re.IGNORECASE)
_SCHEME = re.compile(r"(?:javascript|vbscript|data:text/html|data:image/svg)\b", re.IGNORECASE)
_MAY_BE = re.compile(rf"{_TAG.pattern}|(?:{_HANDLER.pattern})\s*=|script\s*:|data\s*:|&#?\w", re.IGNORECASE)
"""What Markdown has, if anything active may come of it."""
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*\n", re.DOTALL)


def problems(root: Path) -> Iterator[Problem]:
    """What is wrong with the files of seeds/, and with the pages of docs/ that nobody's program made."""
    yield from files.listing(root, documents.FOLDER).problems
    listing = files.listing(root, DOCS, hidden=True)
    yield from listing.problems
    for path in listing.files:
        ending = path[path.rfind(".") :].lower()
        if ending in {*_PAGES, *_WEB_PAGES} and not path.startswith(_TEMPLATES):
            yield from _in_page(root, path, ending in _PAGES)


def _in_page(root: Path, path: str, is_markdown: bool) -> Iterator[Problem]:
    try:
        if files.is_made(root / path) and addresses.is_generated(path.removeprefix(f"{DOCS}/")):
            return
        text = files.read_text(root / path, path)
        control = characters.CONTROL.search(text)
        if control:
            what = f"the page has the control character {characters.named(control[0])}"
            yield Problem(_place(path, text, control.start()), "control-character", what, "delete it")
        else:
            for what in dict.fromkeys(_active_in_page(text, path) if is_markdown else _active_in(text)):
                yield Problem(_place_of(path, text, what), "active-page", f"the page has {what}", "take it out")
    except ProblemsFound as other:
        yield from other.problems
    except OSError as error:
        yield files.unreadable(path, error)


@lru_cache(maxsize=1024)
def _active_in_page(text: str, path: str) -> tuple[str, ...]:
    """What is active in a page of Markdown, in its front matter too: themes print it unescaped."""
    front = _FRONT_MATTER.match(text)
    body = text[front.end() :] if front else text
    tree = yamltext.parse(f"\n{front[1]}", path) if front else None
    words = [scalar.text for scalar in tree.scalars.values()] if tree else []
    made = [markdown.markdown(body, extensions=list(_EXTENSIONS))] if _MAY_BE.search(body) else []
    return tuple(found for html in (*words, *made) for found in _active_in(html))


def _active_in(html: str) -> tuple[str, ...]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return (*(f"the element <{tag.lower()}>" for tag in _TAG.findall(html)), *reader.found)


class _Reader(HTMLParser):
    """Finds attributes that run something, also in what other readers of HTML don't take for a comment or for text."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def set_cdata_mode(self, elem: str, **_: bool) -> None:
        """In a picture, browsers read the content of a style as elements."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        for name, value in attrs:
            if _HANDLER.fullmatch(name):
                self.found.append(f"the attribute `{shown(name)}`")
            elif _SCHEME.match(re.sub(r"[\s\x00-\x1f]", "", value or "")):
                self.found.append(f"an address that runs: `{shown(value or '')}`")

    def handle_comment(self, data: str) -> None:
        self.found += _active_in(data)

    def handle_decl(self, decl: str) -> None:
        self.found += _active_in(decl)

    def handle_pi(self, data: str) -> None:
        self.found += _active_in(data)

    def unknown_decl(self, data: str) -> None:
        self.found += _active_in(data)


def _place_of(path: str, text: str, what: str) -> Place:
    """Where the page has what was found, as far as it is spelt there as it was found."""
    word = re.search(r"<?[\w-]+(?=>|`$)|(?<=`)\w+", what)
    at = text.lower().find(word[0].lower()) if word else -1
    return _place(path, text, max(at, 0))


def _place(path: str, text: str, at: int) -> Place:
    return Place(path, text.count("\n", 0, at) + 1, at - (text.rfind("\n", 0, at) + 1) + 1)
