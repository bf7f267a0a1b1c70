"""What two engines make of the same pages: `python -m tests.compare_engines` says how Zensical's site differs from MkDocs'.

It compares what readers, search engines and programs get. What is known to differ stands here with the reason; if
anything else does, the command lists it and fails. docs/guides/zensical.md says how to try a newer version with it.
"""

import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import lxml.html
from lxml import etree

from tests import records, sites
from tests.project import RECORD

RECORDS: Mapping[str, sites.Records | Path] = {
    "real": RECORD,
    "hostile": records.hostile(),
    "large": records.many(40, 6),
}
_INDEXES = ("search/search_index.json", "search.json")
_HERE = "http://site/so/deep/that/no/link/leads/out/"
_INDEX_PAGE = re.compile(r"(?<=/)index\.html(?=$|#|\?)")


@dataclass(frozen=True, order=True)
class Fact:
    """Something that a page says or leads to, or that a site has."""

    kind: str
    page: str
    value: str

    def __str__(self) -> str:
        return f"{self.kind} of {self.page}: {self.value}"


@dataclass(frozen=True)
class Known:
    """Facts that only one of the engines makes, and why."""

    reason: str
    kind: str
    value: str

    def holds(self, fact: Fact) -> bool:
        """Whether these are about a fact."""
        return fact.kind == self.kind and re.fullmatch(self.value, fact.value) is not None


KNOWN = (
    Known("A page names the engine that made it", "meta", "generator=.*"),
    Known("Each theme has its own scripts, styles and licence", "file", "assets/(javascripts|stylesheets)/.*"),
    Known("Each theme reads the search index, whose entries are the same, at its own address", "file", "search.*json"),
    Known("Zensical's link past the menu leads to a place of its own, MkDocs' to the heading", "id", "__skip"),
    Known(
        "Zensical's link past the menu leads to a place of its own, MkDocs' to the heading", "link past the menu", ".*"
    ),
)


def facts(site: sites.Site) -> Counter[Fact]:
    """Everything that is compared of a site."""
    paths = sorted(path for path in site.folder.rglob("*") if path.is_file())
    found = Counter(Fact("file", "the site", path.relative_to(site.folder).as_posix()) for path in paths)
    for path in (it for it in paths if it.suffix == ".html"):
        address = path.relative_to(site.folder).as_posix()
        tree = lxml.html.document_fromstring(path.read_bytes(), parser=lxml.html.HTMLParser(encoding="utf-8"))
        found.update(Fact(kind, address, value) for kind, value in _page(tree, address))
    listed = etree.parse(site.folder / "sitemap.xml").getroot()
    found.update(Fact("sitemap", "the site", _words(it)) for it in listed)
    index = json.loads(
        next(it for name in _INDEXES if (it := site.folder / name).is_file()).read_text(encoding="utf-8")
    )
    entries = index.get("docs") or index["items"]
    found.update(Fact("search entry", it["location"], f"{it['title']}: {it['text']}") for it in entries)
    return found


def unknown(found: Iterable[Fact]) -> list[Fact]:
    """The facts that nothing known is about."""
    return [it for it in sorted(found) if not any(known.holds(it) for known in KNOWN)]


def _page(page: Any, address: str) -> Iterator[tuple[str, str]]:
    yield "title", page.findtext("head/title") or ""
    yield from (("id", str(name)) for name in page.xpath("//@id"))
    for it in page.iter("meta"):
        yield "meta", f"{it.get('name') or it.get('property') or it.get('http-equiv') or 'charset'}={it.get('content')}"
    for it in page.xpath("//*[self::a or self::link][@href][not(@rel='stylesheet')]"):
        to = urljoin(urljoin(_HERE, address), it.get("href"))
        kind = "link past the menu" if it.get("class") == "md-skip" else "link"
        yield kind, f"{it.get('rel', it.tag)} {_INDEX_PAGE.sub('', to)}"
    yield from (("linked data", it.text) for it in page.xpath("//script[@type='application/ld+json']"))
    yield from (("redirect", str(to)) for to in page.xpath("//script/@data-to"))
    yield from (("tab", _words(it)) for it in page.find_class("md-tabs__item"))
    yield from (("tab of the page", _words(it)) for it in page.find_class("md-tabs__item--active"))
    yield from (("text", " ".join(text.split())) for text in page.xpath("//article//text()") if text.strip())


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _differs(name: str, record: sites.Records | Path) -> bool:
    """Print how the sites of a record differ. Returns whether in anything that isn't known."""
    with tempfile.TemporaryDirectory() as folder:
        project = sites.project(Path(folder) / "project", record, has_guides=True)
        mkdocs, zensical = (facts(sites.built(project, engine, engine)) for engine in ("mkdocs", "zensical"))
    print(f"{name}: {mkdocs.total()} facts, of {sum(it.kind == 'title' for it in mkdocs)} pages")  # noqa: T201
    missing, added = mkdocs - zensical, zensical - mkdocs
    reasons = Counter(it.reason for fact in [*missing, *added] for it in KNOWN if it.holds(fact))
    for reason, number in reasons.items():
        print(f"  {number} known: {reason}")  # noqa: T201
    unexpected = [*(f"missing: {it}" for it in unknown(missing)), *(f"added: {it}" for it in unknown(added))]
    for line in unexpected:
        print(f"  {line[:300]}")  # noqa: T201
    return bool(unexpected)


if __name__ == "__main__":
    print(f"MkDocs {version('mkdocs')} with Material {version('mkdocs-material')}, Zensical {version('zensical')}")  # noqa: T201
    sys.exit(max(_differs(name, record) for name, record in RECORDS.items()))
