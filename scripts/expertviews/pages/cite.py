"""Citations of a question, a view and a passage: plain text, BibTeX, RIS, CSL-JSON and Highwire meta tags.

A **question** is cited as a round-table: by its title, whoever asked it as editor. A **view** is its contributor's part
of it. A **passage** is a view with the words that are meant, at their own address. Names are given family name first
only where the record says which part that is (`sort_name`); otherwise they stay whole, as those of organisations and
of anonymous contributors always do. No clock is read: the date of the record is handed in.

Sources of the rules: BibTeX entry types and names: Patashnik, *BibTeXing* (1988), and Markey, *Tame the BeaST* (2009);
RIS: Research Information Systems, *RIS Format Specifications* (2011); CSL-JSON: `csl-data.json` of the Citation Style
Language 1.0.2; meta tags: the “Indexing guidelines” of Google Scholar's inclusion guidelines for webmasters.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

from expertviews import addresses
from expertviews.addresses import Site
from expertviews.model import Contributor, Library, Question, View
from expertviews.pages import wording
from expertviews.quotes import FROM_TO, fold
from expertviews.quotes.passages import ExcerptPassage, StancePassage

_LONGEST_QUOTED = 300  # characters; of a longer passage, the first 200 and the last 80 in whole words
_HEAD, _TAIL = 200, 80
_ENDS = (".", "?", "!", "…", "。", "？", "！", "؟")
_INVISIBLE = {"Cc", "Cs"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

# BibTeX counts braces even after a backslash, so a brace is spelled by its name. It takes `{\…}` for one character,
# where a backslash outside of braces confuses it about a name's parts.
_TEX = str.maketrans(
    {
        "\0": "{}",  # parts what TeX would join, such as two hyphens
        "\\": r"{\textbackslash}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        "<": r"{\textless}",
        ">": r"{\textgreater}",
        "|": r"{\textbar}",
        **{character: f"{{\\{character}}}" for character in "#$%&_"},
    }
)
_TEX_LIGATURES = re.compile(r"(?<=-)(?=-)|(?<=`)(?=`)|(?<=')(?=')|(?<=[?!])(?=`)|(?<=,)(?=,)")


@dataclass(frozen=True)
class Author:
    """A name. `family` is empty where the name is to be kept whole."""

    name: str
    kind: Literal["person", "organisation", "anonymous"]
    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""

    @property
    def inverted(self) -> str:
        """`van Gogh, Vincent, Jr.`, as RIS and meta tags have it; a whole name as it is."""
        if not self.family:
            return self.name
        return ", ".join(part for part in (f"{self.particle} {self.family}".strip(), self.given, self.suffix) if part)


@dataclass(frozen=True)
class Citation:
    """What is cited. Texts are in one line; dates are a year, year and month, or day; an unknown text is empty.

    `container` is the round-table that a view is part of, where its title is another than the view's. `quoted` holds a
    passage's own words, the middle of long ones as “ … ”. `recorded` is the date of the record that was cited.
    """

    key: str
    title: str
    site: str
    date: str
    authors: tuple[Author, ...] = ()
    editors: tuple[Author, ...] = ()
    container: str = ""
    address: str = ""
    quoted: str = ""
    recorded: str = ""


def of_question(question: Question, site: Site, recorded: str = "") -> Citation:
    """The citation of a whole round-table."""
    return Citation(
        key=question.slug,
        title=_line(question.title or question.question),
        site=_line(site.name),
        date=question.asked or "",
        editors=(Author(_line(question.asked_by), "organisation"),) if question.asked_by else (),
        address=site.address(addresses.question_page(question.slug)),
        recorded=recorded,
    )


def of_view(library: Library, view: View, site: Site, recorded: str = "") -> Citation:
    """The citation of one contributor's answer. An answer without a title of its own goes by the question."""
    question = library.questions[view.question]
    whole = of_question(question, site, recorded)
    title = _line(view.title or question.question)
    fragment = addresses.view_fragment(view.question)
    return replace(
        whole,
        key=f"{view.contributor}--{fragment}",
        title=title,
        authors=(author(library.contributors[view.contributor]),),
        container=whole.title if whole.title != title else "",
        address=site.address(addresses.contributor_page(view.contributor), fragment),
    )


def of_passage(library: Library, passage: ExcerptPassage | StancePassage, site: Site, recorded: str = "") -> Citation:
    """The citation of an excerpt, or of the words that carry a stance."""
    by = passage.view.contributor
    return replace(
        of_view(library, passage.view, site, recorded),
        key=f"{by}--{passage.fragment}",
        address=site.address(addresses.contributor_page(by), passage.fragment),
        quoted=quoted(passage),
    )


def quoted(passage: ExcerptPassage | StancePassage) -> str:
    """A passage's words in one line; of more than 300 characters, the first and last words with “ … ” between them."""
    return _abridged(_line(" ".join(passage.words)))


def author(contributor: Contributor) -> Author:
    """A contributor's name in its parts.

    They are taken from a sort name of the form `Family, Given[, Suffix]`, if it is made of the name's own words. Small
    words at the end of the given names belong before the family name: `Gogh, Vincent van`.
    """
    name = _line(contributor.name)
    parts = [_line(part) for part in contributor.family_and_given]
    if not parts or not all(parts) or not _same_name(parts, name):
        return Author(name, contributor.kind)
    given = parts[1].split()
    small = next(
        (at for at in range(1, len(given)) if all(word.isalpha() and word.islower() for word in given[at:])), len(given)
    )
    return Author(
        name,
        contributor.kind,
        family=parts[0],
        given=" ".join(given[:small]),
        particle=" ".join(given[small:]),
        suffix="".join(parts[2:]),
    )


def plain(citation: Citation) -> str:
    """The citation as a line of text: who, when, what, where, and the date of the record."""
    people = [it.name for it in citation.authors] or [f"{it.name} (ed.)" for it in citation.editors]
    names = wording.listed(people, len(people))
    year = f"({citation.date[:4] or 'n.d.'})"
    who = f"{names} {year}: {_ended(citation.title)}" if names else f"{_ended(citation.title)} {year}."
    if citation.quoted:
        who = f"{names} {year}: {_ended(f'“{citation.quoted}”')} In: {_ended(citation.title)}"
    container = citation.container and _ended(f"In: {citation.container}")
    where = ", ".join(part for part in (citation.site, citation.address) if part)
    record = citation.recorded and f"(record of {citation.recorded})"
    return " ".join(part for part in (who, container, where, record) if part)


def bibtex(citation: Citation) -> str:
    """The citation as a BibTeX entry: `@incollection` for a part of a titled round-table, otherwise `@misc`.

    Text is UTF-8; all that means something to BibTeX or TeX is escaped. Titles and whole names stand in two pairs of
    braces, so that no style changes their capitals or takes them apart.
    """
    kind, site_field = ("incollection", "publisher") if citation.container else ("misc", "howpublished")
    year, month, day = _date_parts(citation.date)
    fields = [
        ("author", _bibtex_names(citation.authors)),
        ("editor", _bibtex_names(citation.editors)),
        ("title", f"{{{_tex(citation.title)}}}"),
        ("booktitle", citation.container and f"{{{_tex(citation.container)}}}"),
        (site_field, citation.site and f"{{{_tex(citation.site)}}}"),
        ("year", year),
        ("month", month and _MONTHS[int(month) - 1]),
        ("day", day and str(int(day))),
        ("url", citation.address.replace("{", "%7B").replace("}", "%7D")),
        ("urldate", citation.recorded),
        ("note", citation.quoted and f"“{_tex(citation.quoted)}”"),
    ]
    # A month is one of BibTeX's own abbreviations, and those stand without braces.
    lines = [f"  {name} = {value if name == 'month' else f'{{{value}}}'}," for name, value in fields if value]
    return "\n".join([f"@{kind}{{{citation.key},", *lines, "}", ""])


def ris(citation: Citation) -> str:
    """The citation as an RIS record: CHAP for a part of a titled round-table, otherwise ELEC.

    Every text is in one line, so none can end the record. Lines end in a newline alone, which readers of RIS accept.
    """
    year, month, day = _date_parts(citation.date)
    lines = [
        ("TY", "CHAP" if citation.container else "ELEC"),
        ("ID", citation.key),
        *(("AU", it.inverted) for it in citation.authors),
        *(("A2", it.inverted) for it in citation.editors),
        ("TI", citation.title),
        ("T2", citation.container or citation.site),
        ("PB", citation.container and citation.site),
        ("PY", year),
        ("DA", f"{year}/{month}/{day}/" if month else ""),
        ("UR", citation.address),
        ("Y2", citation.recorded and "/".join(_date_parts(citation.recorded)) + "/"),
        ("N1", citation.quoted and f"“{citation.quoted}”"),
    ]
    return "".join(f"{tag}  - {value}\n" for tag, value in lines if value) + "ER  - \n"


def csl(citation: Citation) -> dict[str, Any]:
    """The citation as an item of CSL-JSON."""
    item: dict[str, Any] = {
        "id": citation.key,
        "type": "chapter" if citation.container else "webpage",
        "title": citation.title,
        "author": [_csl_name(it) for it in citation.authors],
        "editor": [_csl_name(it) for it in citation.editors],
        "container-title": citation.container or citation.site,
        "publisher": citation.container and citation.site,
        "issued": citation.date and _csl_date(citation.date),
        "accessed": citation.recorded and _csl_date(citation.recorded),
        "URL": citation.address,
        "note": citation.quoted and f"“{citation.quoted}”",
    }
    return {name: value for name, value in item.items() if value}


def csl_json(citations: Iterable[Citation]) -> str:
    """The text of a CSL-JSON file, which holds a list of items."""
    return json.dumps([csl(citation) for citation in citations], ensure_ascii=False, indent=2) + "\n"


def meta_tags(citation: Citation) -> tuple[tuple[str, str], ...]:
    """The names and contents of a page's `citation_*` meta tags. They describe one work: use them once on a page."""
    tags = [
        ("citation_title", citation.title),
        *(("citation_author", it.inverted) for it in citation.authors),
        *(("citation_editor", it.inverted) for it in citation.editors),
        ("citation_publication_date", citation.date.replace("-", "/")),
        ("citation_inbook_title", citation.container),
        ("citation_publisher", citation.site),
        ("citation_online_date", citation.recorded.replace("-", "/")),
        ("citation_public_url", citation.address),
        ("citation_fulltext_html_url", citation.address.partition("#")[0]),
    ]
    return tuple((name, content) for name, content in tags if content)


def _line(text: str) -> str:
    """Text in one line, without control characters and halves of characters."""
    return fold(
        "".join(letter for letter in text if letter.isspace() or unicodedata.category(letter) not in _INVISIBLE)
    )


def _same_name(parts: list[str], name: str) -> bool:
    """Whether a sort name is made of the name's own words; some, like a title, may be missing."""
    words = Counter(" ".join(parts).casefold().split())
    return words <= Counter(name.replace(",", " ").casefold().split()) or "".join(parts) == name.replace(" ", "")


def _abridged(words: str) -> str:
    """Words whose middle, if they are many, stands as “ … ”."""
    if len(words) <= _LONGEST_QUOTED:
        return words
    head, tail = words[:_HEAD], words[-_TAIL:]
    head = head.rpartition(" ")[0] or head
    tail = tail.partition(" ")[2] or tail
    return f"{head}{FROM_TO}{tail}"


def _ended(text: str) -> str:
    return text if text.rstrip("”").endswith(_ENDS) else f"{text}."


def _date_parts(date: str) -> tuple[str, str, str]:
    """Year, month and day; what isn't known is empty."""
    year, month, day = [*date.split("-"), "", ""][:3]
    return year, month, day


def _tex(text: str) -> str:
    return _TEX_LIGATURES.sub("\0", text).translate(_TEX)


def _bibtex_names(authors: Iterable[Author]) -> str:
    return " and ".join(_bibtex_name(it) for it in authors)


def _bibtex_name(it: Author) -> str:
    """`von Family, Jr, Given`, or a whole name in braces."""
    if not it.family:
        return f"{{{_tex(it.name)}}}"
    family = " ".join(part for part in (_tex(it.particle), _bibtex_part(it.family)) if part)
    return ", ".join(part for part in (family, _bibtex_part(it.suffix), _bibtex_part(it.given)) if part)


def _bibtex_part(part: str) -> str:
    """A part of a name; one that BibTeX would take for two names is kept together by braces."""
    return f"{{{_tex(part)}}}" if "and" in part.casefold().split() else _tex(part)


def _csl_name(it: Author) -> dict[str, str]:
    if not it.family:
        return {"literal": it.name}
    parts = {"family": it.family, "given": it.given, "non-dropping-particle": it.particle, "suffix": it.suffix}
    return {name: part for name, part in parts.items() if part}


def _csl_date(date: str) -> dict[str, list[list[int]]]:
    return {"date-parts": [[int(part) for part in date.split("-")]]}
