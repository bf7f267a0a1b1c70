"""Readers' words: all of them stand in the catalogue, which is complete in each of its languages."""

import re
from collections.abc import Iterator, Mapping
from gettext import NullTranslations
from html import unescape
from importlib import import_module
from pathlib import Path

import pytest
import yaml
from babel import Locale
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup
from bs4.element import Comment, Doctype
from icalendar import Calendar
from markdown import Markdown

from expertviews import content, pages, publish
from expertviews.addresses import Site
from expertviews.model import Library
from expertviews.problems import ProblemsFound
from expertviews.publish.redirects import redirect_pages
from expertviews.wording import catalogue, sayings
from expertviews.wording.language import quotation_marks
from tests import records, sample_library, sites, words
from tests.project import RECORD
from tests.sites import Records

GERMAN = Path(__file__).parent / "german"
OPEN, CLOSE = "⟦", "⟧"
_MARKED = re.compile(
    rf"{OPEN}[^{OPEN}{CLOSE}]*(?:{CLOSE}|$)|[\u0370-\u03ff\u1f00-\u1fff]+"
)  # and Greek, of dates and lists
_PLACES = re.compile(r"%\((\w+)\)s")
_ATTRIBUTES = ("title", "aria-label", "alt", "placeholder", "data-words")
_ENGLISH = re.compile(
    r"\b(the|of|and|with|this|is|are|by|on|to|answers?|views?|questions?|themes?|page|next)\b", re.IGNORECASE
)
_ADDRESS = re.compile(r"https?://\S+|[\w/.-]+\.(?:yml|txt|csv|zip|db)\b")
_OWN = {"BibTeX", "RIS", "CSL-JSON", "ORCID", "ROR", "Wikidata", "JSON", "Frictionless", "Croissant", "ICD 203"}
"""Names, which are the same in every language."""


def test_the_catalogue_has_the_words_of_the_code() -> None:
    for path, text in words.renewed():
        assert path.read_text(encoding="utf-8") == text, f"`make words` renews {path.name}"


@pytest.mark.parametrize("path", sorted(catalogue.LOCALES.glob("*.po")), ids=lambda path: path.stem)
def test_every_language_is_complete(path: Path) -> None:
    with path.open("rb") as file:
        translated = read_po(file)
    for message in filter(lambda it: it.id, translated):
        one, *others = [message.id] if isinstance(message.id, str) else [*message.id]
        said = [message.string or ""] if isinstance(message.string, str | None) else [*message.string]
        assert all(said), one
        assert not message.fuzzy, one
        for text in said[-1:] if others else said:
            assert sorted(set(_PLACES.findall(text))) == sorted(set(_PLACES.findall([one, *others][-1]))), text
        for text in said:
            assert "%" not in _PLACES.sub("", text), text
            assert sorted(re.findall(r"</?\w+", text)) == sorted(re.findall(r"</?\w+", one)), text


class _Pseudo(NullTranslations):
    """A language in which the words of the catalogue can be told from all else, such as what fills its messages."""

    def gettext(self, message: str) -> str:
        return "".join(
            f"{OPEN}{part}{CLOSE}" if re.search("[A-Za-z]", part) and not re.match("%|<", part) else part
            for part in re.split(r"(%\(\w+\)s|<[^>]*>)", message)
        )

    def pgettext(self, context: str, message: str) -> str:  # noqa: ARG002
        return self.gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


@pytest.fixture
def pseudo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(catalogue, "spoken", lambda language: language)
    monkeypatch.setattr(catalogue, "locale", lambda _: Locale("el"))  # whose dates and lists have no Latin letters
    monkeypatch.setattr(catalogue, "translations", lambda _: _Pseudo())
    sayings.wording.cache_clear()
    yield
    sayings.wording.cache_clear()


def strings(value: object) -> Iterator[str]:
    """Every text in a record."""
    if isinstance(value, str):
        yield " ".join(value.split())
    elif isinstance(value, dict):
        for it in value.values():
            yield from strings(it)
    elif isinstance(value, list | tuple):
        for it in value:
            yield from strings(it)


def record_of(name: str, root: Path) -> tuple[Library, dict[str, str]]:
    """A record, and the documents it is taken from."""
    if name == "small":
        return sample_library.small(), {}
    folders: dict[str, Records | Path] = {"real": RECORD, "german": GERMAN, "hostile": records.hostile()}
    project = sites.project(root / name, folders[name])
    library = content.load(project).library
    return library, {it.name: it.read_text(encoding="utf-8") for it in (project / "seeds").glob("*.txt")}


def texts(html: str) -> Iterator[str]:
    """What somebody reads on a page: its text, but for code, and what names and describes things."""
    soup = BeautifulSoup(html, "lxml")
    for tag in soup.find_all(True):
        for name in _ATTRIBUTES:
            if tag.get(name):
                yield str(tag[name])
    for tag in soup.select("script, style, pre, code, [lang=en], a[href$=csv]"):
        tag.decompose()
    for node in soup.find_all(string=True):
        if not isinstance(node, Comment | Doctype):
            yield str(node)


class Said:
    """What a record says, and its documents."""

    def __init__(self, said: Iterator[str]) -> None:
        whole = sorted({it for it in said if re.search(r"\w", it)}, key=len, reverse=True)
        self._all = "\n".join(whole)
        self._whole = re.compile("|".join(rf"(?<!\w){re.escape(it)}(?!\w)" for it in whole if len(it) > 1))

    def beyond(self, text: str) -> str:
        """What of a text is neither from the catalogue nor from the record."""
        left = self._whole.sub("\n", _MARKED.sub("\n", " ".join(text.split())))
        pieces = (it.strip(' ·:;,.()[]{}“”«»…¶–-→`*"') for it in left.split("\n"))
        return " | ".join(
            it for it in pieces if re.search("[A-Za-z]{2}", it) and it not in _OWN and it not in self._all
        )


@pytest.mark.usefixtures("pseudo")
@pytest.mark.parametrize("name", ["small", "real", "german", "hostile"])
def test_every_word_of_a_page_is_from_the_catalogue_or_the_record(name: str, tmp_path: Path) -> None:
    library, documents = record_of(name, tmp_path)
    site = Site("Seite", "https://example.org/", language="pseudo", cards=True, licence="https://example.org/licence")
    rendered = pages.render_site(library, site, beside=pages.Beside(documents))
    made = {**rendered.pages, **redirect_pages(library, rendered.pages, "pseudo")}
    entities = (*library.questions.values(), *library.contributors.values(), *library.themes.values())
    said = [it.model_dump() for it in (*entities, *library.views.values(), *library.moved)]
    known = Said(iter([*strings(said), *strings(list(documents.values())), *documents, "Seite", "seite"]))
    assert not {left: path for path, it in shown(rendered, made) if (left := known.beyond(it))}


def shown(rendered: pages.Rendered, made: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What somebody reads of a site, each text with the path where it stands."""
    for path, text in made.items():
        _, front, body = text.split("---\n", 2)
        meta = yaml.safe_load(front)
        html = Markdown(extensions=["attr_list", "toc", "md_in_html", "fenced_code"]).convert(body)
        described = (unescape(meta.get(key, "")) for key in ("title", "description"))
        yield from ((path, it) for it in (*described, *texts(html)))
    for path, data in rendered.data().items():
        if path.endswith(".html"):
            yield from ((path, it) for it in texts(data.decode()))
        if path.endswith(".ics"):
            calendar = Calendar.from_ical(data)
            yield path, str(calendar["x-wr-calname"])
            yield from ((path, str(it.get("description", ""))) for it in calendar.walk("vevent"))
    yield from ((path, card.alternative) for path, card in rendered.cards().items())
    for entry in rendered.entries():
        yield from ((entry.place, it) for it in (entry.title, entry.words, *strings(entry.filters)))


def test_a_german_site_has_no_english_word(german_site: sites.Site) -> None:
    english = {
        f"{path.relative_to(german_site.folder)}: {it.strip()[:80]}"
        for path in german_site.html()
        for it in texts(path.read_text(encoding="utf-8"))
        if _ENGLISH.search(_ADDRESS.sub("", it))
    }
    assert not english


def test_what_happened_is_told_in_words_of_the_catalogue() -> None:
    known = {it.id for it in words.template()}
    sentences = import_module("expertviews.changes.history")._SENTENCES
    assert {sentence for sentence in sentences.values() if sentence not in known} == set()


@pytest.mark.parametrize(
    ("date", "english", "german"),
    [
        ("2026", "in 2026", "im Jahr 2026"),
        ("2026-03", "in March 2026", "im März 2026"),
        ("2026-03-05", "on 5 March 2026", "am 5. März 2026"),
    ],
)
def test_dates_are_written_as_in_the_language(date: str, english: str, german: str) -> None:
    assert [sayings.wording(it).within(date) for it in ("en", "de")] == [english, german]


def test_numbers_lists_and_quotations_are_written_as_in_the_language() -> None:
    english, german = (sayings.wording(it).language for it in ("en", "de-AT"))
    assert [it.number(12_345) for it in (english, german)] == ["12,345", "12.345"]
    assert [it.percent(0.005) for it in (english, german)] == ["under 1%", "unter 1\xa0%"]
    assert [it.listed(list("ABCDE"), 3) for it in (english, german)] == ["A, B, C and 2 more", "A, B, C und 2 weitere"]
    assert [it.quoted("a") for it in (english, german)] == ["“a”", "„a“"]
    assert quotation_marks("fr-CA") == ("«\u202f", "\u202f»")


def test_a_language_without_a_translation_has_english_words_and_dates() -> None:
    welsh = sayings.wording("cy").language
    assert "there is no translation into `cy`" in publish.untranslated_warning(Site("V", language="cy"))
    assert publish.untranslated_warning(Site("V", language="de-AT")) == ""
    assert (welsh.code, welsh.date("2026-03-05"), welsh.gettext("Themes")) == ("en", "5 March 2026", "Themes")


@pytest.mark.parametrize(
    ("language", "remedy"), [("de-AT", "write `de`"), ("german", "use one of: af, "), ("no", "use one of: af, ")]
)
def test_a_language_that_the_theme_does_not_have_is_a_problem(tmp_path: Path, language: str, remedy: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(f"theme: {{language: {language}}}\n", encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        publish.site_settings(tmp_path / "mkdocs.yml")
    assert f"the theme has no language `{language}` (" in str(found.value)
    assert remedy in str(found.value)
