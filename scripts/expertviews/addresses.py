"""Makes all addresses of pages and of places in them, because links from outside must last."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from urllib.parse import quote

from expertviews.model import Library

HOME = "index.md"
QUESTIONS = "questions/index.md"
CONTRIBUTORS = "contributors/index.md"
THEMES = "themes/index.md"
COMPARE = "compare/index.md"
SOURCES = "sources/"
LOOKING_AHEAD = "looking-ahead.md"
FORECASTS = "looking-ahead/"
LIKELIHOOD = "likelihood.md"
DATA = "api/v1"
"""The folder of the data, under docs/ and on the site."""
DATA_INDEX = f"{DATA}/index.json"
ANNOTATIONS = f"{DATA}/annotations.json"
IDENTIFIERS = f"{DATA}/identifiers.json"
SKOS = f"{DATA}/themes.ttl"
OPENAPI = f"{DATA}/openapi.json"
LISTED = ("questions", "propositions", "contributors", "themes", "views")
"""The kinds of entities that have a list of all."""
DATA_PAGE = "data.md"
CHANGES = "changes.md"
FEED = "feed.xml"
"""The name of a feed; that of the whole site is at its root."""
CALENDAR = "forecasts.ics"
EMBEDS = "embed/"
CARDS = "cards/"
SITE_CARD = f"{CARDS}site.png"
"""The picture of every page that has none of its own, as a path on the site."""
PREVIEWS = "previews"
"""The folder of the site with the previews of pull requests."""

# Characters that need no encoding in an address (RFC 3986): reserved ones, and the percent sign of encoded ones.
_IN_ADDRESSES = ":/?#[]@!$&'()*+,;=~%"

_NOT_PLAIN = re.compile(r"[^a-z0-9._-]+")


@dataclass(frozen=True)
class Site:
    """The site's name, its address, the address of its data's licence, its language, and how it is built.

    Addresses are empty if unknown. `directories` says whether pages are linked as folders, `published_directories` the
    same of the site at `url`, if that is another form of this one. `issues` is where readers open GitHub's forms,
    if they do. A search index larger than `search_bytes`, compressed, is split up; if that is 0, never.
    """

    name: str
    url: str = ""
    directories: bool = True
    published_directories: bool | None = None
    licence: str = ""
    cards: bool = False
    language: str = "en"
    issues: str = ""
    search_bytes: int = 0

    @property
    def shares_cards(self) -> bool:
        """Whether pages name a picture for those who share a link; it needs the site's address."""
        return self.cards and bool(self.url)

    def address(self, page: str, fragment: str = "") -> str:
        """Return the permanent address of a place on a page (a path under docs/); empty if the site has no address yet.

        Characters that addresses can't contain (RFC 3986) are percent-encoded.
        """
        if not self.url:
            return ""
        directories = self.directories if self.published_directories is None else self.published_directories
        return f"{self._base}/{address(page, fragment, directories=directories)}"

    def place(self, page: str, fragment: str = "") -> str:
        """Return the permanent address of a place; from the site's root if the site has no address yet."""
        return self.address(page, fragment) or address(page, fragment, directories=self.directories)

    @cached_property
    def _base(self) -> str:
        return quote(self.url.strip().rstrip("/"), safe=_IN_ADDRESSES)


def is_generated(page: str) -> bool:
    """Return whether a path under docs/ is reserved for generated pages."""
    folders = tuple(index.removesuffix("index.md") for index in (QUESTIONS, CONTRIBUTORS, THEMES, COMPARE))
    return page in {HOME, LOOKING_AHEAD, LIKELIHOOD, DATA_PAGE, CHANGES} or page.startswith(
        (*folders, SOURCES, FORECASTS)
    )


def question_page(question: str) -> str:
    """Return the page of a question, as a path under docs/."""
    return f"questions/{question}.md"


def card(page: str) -> str:
    """Return the picture of a page for those who share a link to it, as a path on the site."""
    return f"{CARDS}{page.removesuffix('.md')}.png"


def proposition_page(question: str, proposition: str) -> str:
    """Return the page of a question's proposition, as a path under docs/."""
    return f"questions/{question}/{proposition}.md"


def contributor_page(contributor: str) -> str:
    """Return the page of a contributor, as a path under docs/."""
    return f"contributors/{contributor}.md"


def theme_page(theme: str) -> str:
    """Return the page of a theme, as a path under docs/."""
    return f"themes/{theme}.md"


PAGES: Mapping[str, Callable[[str], str]] = {
    "questions": question_page,
    "contributors": contributor_page,
    "themes": theme_page,
}
"""The page of an entity by its slug, by the folder of its file."""


def page_titles(library: Library) -> Mapping[str, str]:
    """Return the titles of the pages of questions, contributors and themes, by path."""
    return {
        **{question_page(slug): it.question for slug, it in library.questions.items()},
        **{contributor_page(slug): it.name for slug, it in library.contributors.items()},
        **{theme_page(slug): it.title for slug, it in library.themes.items()},
    }


def theme_part_page(theme: str, question: str) -> str:
    """Return the page on a theme in parts with the answers to one question, as a path under docs/."""
    return f"themes/{theme}/{question}.md"


def forecasts_page(year: str) -> str:
    """Return the page of what can be judged by a year, if one can't hold all forecasts, as a path under docs/."""
    return f"{FORECASTS}{year}.md"


def pair_page(one: str, other: str) -> str:
    """Return the page of two contributors side by side, the same for both orders, as a path under docs/."""
    first, second = sorted((one, other))
    return f"compare/{first}/{second}.md"


def against_page(contributor: str) -> str:
    """Return the page of a contributor against all others, as a path under docs/."""
    return f"compare/{contributor}.md"


def data_file(kind: str, *slugs: str) -> str:
    """Return the data of an entity by its kind and slugs; without slugs, the list of all. A path on the site."""
    return f"{'/'.join((DATA, kind, *slugs))}.json"


def view_text(question: str, contributor: str) -> str:
    """Return the plain text of a view, as a path under docs/."""
    return f"{DATA}/views/{question}/{contributor}.txt"


def is_data(path: str) -> bool:
    """Return whether a path on the site is that of something to take away, follow or embed."""
    return path.startswith((f"{DATA}/", EMBEDS)) or path.endswith((FEED, CALENDAR))


def embed(question: str, *contributor: str) -> str:
    """Return the folder of the embed of a question's strip, or of the quotations of a view. A path on the site."""
    return f"{EMBEDS}{'/'.join((question, *contributor))}/"


def feed(page: str) -> str:
    """Return the feed of a page, as a path on the site; that of the home page is of the whole site."""
    return FEED if page == HOME else f"{page.removesuffix('.md')}/{FEED}"


def question_citation(question: str) -> str:
    """Return the file with a question's citation, beside its page, without its ending."""
    return f"questions/{question}"


def view_citation(contributor: str, question: str) -> str:
    """Return the file with a view's citation, beside its page, without its ending."""
    return f"contributors/{contributor}/{question}"


def passages_citation(contributor: str, question: str) -> str:
    """Return the file with the citations of all passages of a view, without its ending. No slug has two hyphens."""
    return f"contributors/{contributor}/{question}--passages"


def cited_question(path: str) -> str:
    """Return the question of a file with citations."""
    return path.rpartition("/")[2].partition(".")[0].removesuffix("--passages")


def source_page(seed: str) -> str:
    """Return the page of a document in seeds/, as a path under docs/.

    A name with other than plain lower-case characters is simplified, and gets a digest that keeps it unique.
    """
    plain = _NOT_PLAIN.sub("-", seed.lower()).strip("-.")[:80]
    digest = "" if plain == seed else f"-{sha256(seed.encode()).hexdigest()[:8]}"
    return f"{SOURCES}{plain}{digest}.md"


def line_fragment(line: int) -> str:
    """Return the id of an answer's lines on its document's page, by its first line."""
    return f"l{line}"


def view_fragment(question: str) -> str:
    """Return a view's id on its contributor's page."""
    return question


def paragraph_fragment(question: str, paragraph: int) -> str:
    """Return the id of a view's paragraph; paragraphs count from 1."""
    return f"{question}-p{paragraph}"


def excerpt_fragment(question: str, theme: str, paragraph: int, nth: int) -> str:
    """Return the id of the `nth` excerpt (from 0) of a theme that starts in a paragraph."""
    return f"{question}-{theme}-{paragraph}{_letters(nth)}"


def stance_fragment(question: str, proposition: str) -> str:
    """Return the id of a stance's quotation in its view. It can't clash, since no slug has two hyphens in a row."""
    return f"{question}--{proposition}"


def earlier_fragment(question: str, number: int) -> str:
    """Return the id of a view's earlier version; the oldest is number 1. No proposition's slug has two hyphens."""
    return f"{question}--earlier--{number}"


def sentence_fragment(question: str, words: str, nth: int) -> str:
    """Return the id of the `nth` sentence (from 0) of a view with these words. Other sentences don't change it."""
    return f"{question}--s--{sha256(words.encode()).hexdigest()[:8]}{_letters(nth)}"


def proposition_fragment(proposition: str) -> str:
    """Return a proposition's id on its question's page, which also has the contributors' slugs as ids."""
    return f"proposition--{proposition}"


def answer_fragment(contributor: str) -> str:
    """Return the id of a contributor's answer on the question's page."""
    return contributor


def theme_answer_fragment(question: str, contributor: str) -> str:
    """Return the id of a contributor's answer to a question on a theme's page."""
    return f"{question}--{contributor}"


def initial_fragment(initial: str) -> str:
    """Return the id of the list of contributors under a letter or another character."""
    return f"letter-{initial.lower() if initial.isalnum() else f'{ord(initial):x}'}"


def _letters(nth: int) -> str:
    """Return nothing for the first, `-b` for the second; `-ba` follows `-z`."""
    digits = ""
    while nth:
        nth, digit = divmod(nth, 26)
        digits = chr(ord("a") + digit) + digits
    return f"-{digits}" if digits else ""


def address(page: str, fragment: str = "", *, directories: bool = True) -> str:
    """Return the address from the root of a page or file, or of a place on it.

    `themes/energy/` and `themes/energy/#a-question`, or without directories `themes/energy.html`.
    """
    stem, anchor = page.removesuffix(".md"), f"#{fragment}" if fragment else ""
    if stem == page:
        return f"{page}{anchor}"
    if not directories:
        return f"{stem}.html{anchor}"
    folder = stem.removesuffix("index") if stem == "index" or stem.endswith("/index") else f"{stem}/"
    return f"{folder}{anchor}"


def followed(page: str, moved: Mapping[str, str]) -> str:
    """Return where a chain of redirects leads from a page; if that is a circle, a page that has moved, too."""
    seen = set()
    while page in moved and page not in seen:
        seen.add(page)
        page = moved[page]
    return page


def href(source: str, target: str, fragment: str = "", *, directories: bool = True) -> str:
    """Return a relative link from the page `source` to the page or file `target` (paths under docs/)."""
    anchor = f"#{fragment}" if fragment else ""
    if source == target and anchor:
        return anchor
    return _relative(address(source, directories=directories), address(target, directories=directories)) + anchor


def _relative(source: str, target: str) -> str:
    """Return the shortest link from one address to another."""
    shared = 0
    while (end := source.find("/", shared) + 1) and target.startswith(source[shared:end], shared):
        shared = end
    return "../" * source.count("/", shared) + target[shared:] or "./"
