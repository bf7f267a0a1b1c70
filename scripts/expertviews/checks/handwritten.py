"""What is beside the record: the documents of seeds/, and the pages that people wrote in docs/.

All of it is plain files that can be read. A page has words, links and pictures, and nothing that a browser runs: raw
scripts, frames and event handlers are looked for in the HTML that Markdown makes of it, where no spelling hides them.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import unescape
from itertools import pairwise
from pathlib import Path

import markdown

from expertviews import addresses, characters, files
from expertviews.content import documents, yamltext
from expertviews.problems import Place, Problem, ProblemsFound

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
_ANY_TAG = re.compile(r"<[a-z/]", re.IGNORECASE)
_HANDLER = re.compile(r"""(?<=[\s"'/])(on[a-z]+|srcdoc|http-equiv)\s*=""", re.IGNORECASE)
_SCHEME = re.compile(r"""[="';](javascript:|vbscript:|data:text/html|data:image/svg)""", re.IGNORECASE)
_BLANKS = re.compile(r"[\s\x00-\x1f]+")
_MAY_BE = re.compile(rf"{_TAG.pattern}|(?:on[a-z]+|srcdoc|http-equiv)\s*=|script\s*:|data\s*:|&#?\w", re.IGNORECASE)
"""What Markdown has, if anything active may come of it."""
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*\n", re.DOTALL)


def problems(root: Path) -> Iterator[Problem]:
    """What is wrong with the files of seeds/, and with the pages of docs/ that nobody's program made."""
    yield from files.listing(root, documents.SEEDS).problems
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
            what = f"the page has the control character {characters.character_name(control[0])}"
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


def _active_in(html: str) -> Iterator[str]:
    """What is active in some HTML, wherever a reader may see a tag: in a comment, a style or a broken tag as well."""
    yield from (f"the element <{found[1].lower()}>" for found in _TAG.finditer(html))
    starts = [found.start() for found in _ANY_TAG.finditer(html)]
    for start, end in pairwise([*starts, len(html)]):
        tag = html[start : html.rfind(">", start, end) + 1 or end]  # whatever its quotation marks enclose
        yield from (f"the attribute `{found[1].lower()}`" for found in _HANDLER.finditer(tag))
        yield from (f"an address of `{found[1].lower()}`" for found in _SCHEME.finditer(_BLANKS.sub("", unescape(tag))))


def _place_of(path: str, text: str, what: str) -> Place:
    """Where the page has what was found, as far as it is spelt there as it was found."""
    word = re.split(r"[ `>]+", what.rstrip("`>"))[-1]
    return _place(path, text, max(text.lower().find(word), 0))


def _place(path: str, text: str, at: int) -> Place:
    return Place(path, text.count("\n", 0, at) + 1, at - (text.rfind("\n", 0, at) + 1) + 1)
