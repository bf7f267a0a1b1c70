"""Files next to the record: the documents in seeds/, the hand-written pages in docs/, and overrides of the theme.

All are regular, readable files. A page has nothing that a browser runs: scripts, frames and event handlers are looked
for in the HTML that Markdown makes of it, where no spelling can hide them.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from html import unescape
from itertools import chain, pairwise
from pathlib import Path

import markdown

from expertviews import addresses, characters, files, kept
from expertviews.content import documents, yamltext
from expertviews.problems import Place, Problem, ProblemsFound, shown

DOCS = "docs"
OVERRIDES = "overrides"
"""The folder with a project's own templates, styles or scripts, which take the place of the theme's of their names."""
CODES: Mapping[str, str] = {
    "active-page": "A hand-written page has a script, a frame, an event handler or something else that a browser runs "
    "or loads automatically. Put scripts of the site into `docs/assets/`, and name them in `mkdocs.yml`.",
    "control-character": "A page contains an invisible control character. Delete it.",
    "page-in-the-way": "A hand-written page is where pages are made from the record, or another file has the name of "
    "such a page or its folder. Git ignores these places, so nothing of yours there would be published. Move it to "
    "another folder of `docs/`.",
}
"""The meaning of each problem code of this module."""

_PAGES = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
_WEB_PAGES = (".html", ".htm", ".xhtml")
_EXTENSIONS = ("attr_list", "tables", "pymdownx.superfences")
_ACTIVE = "script|iframe|frame|frameset|object|embed|applet|portal|fencedframe|base|meta|link"
_TAG = re.compile(rf"<({_ACTIVE})(?![\w-])", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[a-z/]", re.IGNORECASE)
_HANDLER = re.compile(r"""(?<=[\s"'/])(on[a-z]+|srcdoc|http-equiv)\s*=""", re.IGNORECASE)
_SCHEME = re.compile(r"""[="';](javascript:|vbscript:|data:text/html|data:image/svg)""", re.IGNORECASE)
_SPACES = re.compile(r"[\s\x00-\x1f]+")
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*\n", re.DOTALL)


def texts(root: Path) -> Iterator[tuple[str, str]]:
    """Yield the hand-written pages that can be read: path relative to the root, and text."""
    for path in filter(_is_page, files.listing(root, DOCS, hidden=True).files):
        with suppress(ProblemsFound, OSError):
            if not _is_generated(root, path):
                yield path, files.read_text(root / path, path)


def problems(root: Path) -> Iterator[Problem]:
    """Yield what is wrong with the files in seeds/ and overrides/, and with pages in docs/ that aren't generated."""
    docs = files.listing(root, DOCS, hidden=True)
    for folder in (files.listing(root, documents.SEEDS), docs, files.listing(root, OVERRIDES, hidden=True)):
        yield from folder.problems
        for path in folder.files:
            if bad := [name for name in path.split("/") if not files.is_portable(name)]:
                yield Problem(Place(path), "odd-name", f"Windows can't hold the name `{shown(bad[0])}`", "rename it")
    for path in docs.files:
        yield from _in_page(root, path) if _is_page(path) else _in_the_way(path)


def _is_page(path: str) -> bool:
    return _ending(path) in {*_PAGES, *_WEB_PAGES}


def _ending(path: str) -> str:
    return path[path.rfind(".") :].lower()


def _is_generated(root: Path, path: str) -> bool:
    return files.is_generated_page(root / path) and addresses.is_generated(path.removeprefix(f"{DOCS}/"))


def _in_the_way(path: str) -> Iterator[Problem]:
    """Yield a problem if a file that isn't generated is where a page is made, or where its folder is."""
    inside = path.removeprefix(f"{DOCS}/")
    first, _, below = inside.partition("/")
    is_page = _ending(path) in _PAGES and addresses.is_generated(inside)
    if is_page or addresses.is_generated(first if below else f"{first}/"):
        what = "git ignores this place: pages are made here from the record"
        yield Problem(Place(path), "page-in-the-way", what, "move it elsewhere in docs/, such as into docs/guides/")


def _in_page(root: Path, path: str) -> Iterator[Problem]:
    try:
        if _is_generated(root, path):
            return
        yield from _in_the_way(path)
        text = files.read_text(root / path, path)
        if control := characters.CONTROL.search(text):
            what = f"the page has the control character {characters.character_name(control[0])}"
            yield Problem(_place(path, text, control[0]), "control-character", what, "delete it")
            return
        active = _active_in_page(root, text, path) if _ending(path) in _PAGES else _active_in(text)
        for what, word in dict.fromkeys(active):
            yield Problem(_place(path, text, word), "active-page", f"the page has {what}", "remove it")
    except ProblemsFound as found:
        yield from found.problems
    except OSError as error:
        yield files.unreadable(path, error)


def _active_in_page(root: Path, text: str, path: str) -> tuple[tuple[str, str], ...]:
    """Return what a browser runs of a page of Markdown or its front matter, which themes print unescaped."""
    return kept.record_cache(root).get_or_make(path, kept.digest(text), lambda: _found_active(text, path))


def _found_active(text: str, path: str) -> tuple[tuple[str, str], ...]:
    front = _FRONT_MATTER.match(text)
    body = text[front.end() :] if front else text
    tree = yamltext.parse(f"\n{front[1]}", path) if front else None
    values = [scalar.text for scalar in tree.scalars.values()] if tree else []
    parts = [*values, markdown.markdown(body, extensions=list(_EXTENSIONS))]
    return tuple(chain.from_iterable(map(_active_in, parts)))


def _active_in(html: str) -> Iterator[tuple[str, str]]:
    """Yield what a browser runs in HTML, in words, and the word for it, wherever some parser may see a tag.

    That includes comments, styles and broken tags.
    """
    yield from ((f"the element <{word}>", f"<{word}") for word in map(str.lower, _TAG.findall(html)))
    starts = [found.start() for found in _ANY_TAG.finditer(html)]
    for start, end in pairwise([*starts, len(html)]):
        tag = html[start : html.rfind(">", start, end) + 1 or end]  # whatever its quotation marks enclose
        yield from ((f"the attribute `{word}`", word) for word in map(str.lower, _HANDLER.findall(tag)))
        addresses_in = _SCHEME.findall(_SPACES.sub("", unescape(tag)))
        yield from ((f"an address with `{word}`", word) for word in map(str.lower, addresses_in))


def _place(path: str, text: str, word: str) -> Place:
    """Return where a page has a word first; its start if the word is spelt differently there."""
    return Place.at(path, text, max(text.lower().find(word), 0))
