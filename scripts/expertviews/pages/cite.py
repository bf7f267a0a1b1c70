"""Citations of a question, a view and a passage: each is a CSL-JSON item, from which the other formats are made.

A **question** is cited as a round-table, edited by whoever asked it. A **view** is its contributor's part of it. A
**passage** is a view with quoted words, at their own address. A name is only split if the record says where the
family name is (`sort_name`); names of organisations and anonymous contributors never are. The question's `recorded`
says which version of it is cited; the day of access is the reader's to add.

Sources: CSL-JSON: `csl-data.json` of the Citation Style Language 1.0.2; BibTeX entry types and names:
Patashnik, *BibTeXing* (1988), and Markey, *Tame the BeaST* (2009); RIS: Research Information Systems, *RIS Format
Specifications* (2011); meta tags: the “Indexing guidelines” of Google Scholar's inclusion guidelines for webmasters.
"""

import calendar
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from expertviews import addresses
from expertviews.addresses import Site
from expertviews.model import Contributor, Correction, Library, Question, View
from expertviews.quotes import FROM_TO, ExcerptPassage, StancePassage, fold
from expertviews.wording import wording

CslItem = dict[str, Any]
CslName = dict[str, str]

_MAX_QUOTED = 300  # characters; a longer passage is cut to its start and end:
_QUOTED_START, _QUOTED_END = 200, 80
_SENTENCE_ENDS = (".", "?", "!", "…", "。", "？", "！", "؟")
_CLOSING_MARKS = "”“»«」\u202f"
"""What stands after quoted words, in any language."""

# BibTeX counts braces even after a backslash, so braces are written by name. Other escapes are in braces, since a
# backslash outside of braces makes BibTeX split names wrongly.
_TEX = str.maketrans(
    {
        "\0": "{}",  # separates what TeX would join, such as two hyphens
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
class Citation:
    """A citation: a CSL-JSON item, the author's `name` as the site shows it, and the site's language.

    The item is a `chapter` if it is part of a round-table with a different title, otherwise a `webpage`.
    """

    item: CslItem
    name: str
    language: str = "en"

    @property
    def site(self) -> str:
        """The site's name."""
        return str(self.item.get("publisher") or self.item.get("container-title", ""))

    @property
    def container(self) -> str:
        """The title of the round-table that this is part of; empty if it has the same title."""
        return str(self.item["container-title"]) if self.item["type"] == "chapter" else ""

    @property
    def version(self) -> str:
        """Which version of the record is cited: `Version of 1 December 2021`; empty if it has no date."""
        day = "-".join(self.date("available-date"))
        words = wording(self.language)
        return day and words.language.gettext("Version of %(date)s", date=words.when(day))

    def date(self, variable: str) -> list[str]:
        """Return the year, month and day of a date, as far as they are known."""
        return [f"{part:02}" for part in self.item.get(variable, {}).get("date-parts", [[]])[0]]

    def inverted(self, variable: str) -> list[str]:
        """Return the names of authors or editors as RIS and meta tags have them: `van Gogh, Vincent, Jr.`."""
        return [_inverted(name) for name in self.item.get(variable, [])]


def of_question(question: Question, site: Site, *, alone: bool = True) -> Citation:
    """Return the citation of a whole round-table; if it isn't `alone` in its document, as a part of that."""
    address = site.address(addresses.question_page(question.slug))
    gettext = wording(site.language).language.gettext
    name = gettext("%(name)s (ed.)", name=fold(question.asked_by)) if question.asked_by else ""
    own_title = {} if alone else {"title": fold(question.question)}
    return _citation(question, site, {"id": question.slug, "URL": address, **own_title}, name)


def of_view(library: Library, view: View, site: Site) -> Citation:
    """Return the citation of a contributor's answer. If it has no title of its own, that is the question."""
    question, contributor = library.questions[view.question], library.contributors[view.contributor]
    fragment = addresses.view_fragment(view.question)
    own = {
        "id": f"{view.contributor}--{fragment}",
        "title": fold(view.title or question.question),
        "author": [author(contributor)],
        "URL": site.address(addresses.contributor_page(view.contributor), fragment),
        "issued": _csl_date(library.date_of(view)),
    }
    return _citation(question, site, own, fold(contributor.name))


def of_words(whole: Citation, passage: ExcerptPassage | StancePassage) -> Citation:
    """Return the citation of a passage of a view, given the citation of the view, `whole`."""
    note = wording(whole.language).language.quoted(quoted_words(passage))
    if passage.corrections:
        note = _with_printed(whole.language, note, passage.corrections)
    item = {**whole.item, "id": f"{passage.view.contributor}--{passage.fragment}", "note": note}
    if url := whole.item.get("URL"):
        item["URL"] = f"{url.partition('#')[0]}#{passage.fragment}"
    return Citation(item, whole.name, whole.language)


def _with_printed(language: str, quotation: str, corrections: Iterable[Correction]) -> str:
    """Return a quotation with a note of what the source has where misprints in it are corrected."""
    gettext = wording(language).language.gettext
    words = "; ".join(
        gettext("“%(printed)s” for “%(corrected)s”", printed=fold(it.printed), corrected=fold(it.corrected))
        for it in corrections
    )
    return gettext("%(quotation)s [corrected; the source has %(words)s]", quotation=quotation, words=words)


def _citation(question: Question, site: Site, own: CslItem, name: str) -> Citation:
    """Return the citation of a round-table, or of a part of it with its `own` title, author, date and address."""
    whole, site_name = fold(question.title or question.question), fold(site.name)
    title = own.get("title", whole)
    is_part = title != whole
    item = {
        "id": own["id"],
        "type": "chapter" if is_part else "webpage",
        "title": title,
        "author": own.get("author"),
        "editor": [{"literal": fold(question.asked_by)}] if question.asked_by else [],
        "container-title": whole if is_part else site_name,
        "publisher": site_name if is_part else "",
        "issued": own.get("issued", _csl_date(question.asked)),
        "available-date": _csl_date(question.recorded),
        "URL": own["URL"],
    }
    return Citation({variable: value for variable, value in item.items() if value}, name, site.language)


def quoted_words(passage: ExcerptPassage | StancePassage) -> str:
    """Return a passage's words in one line; if that is too long, “ … ” replaces its middle."""
    words = fold(" ".join(passage.words))
    if len(words) <= _MAX_QUOTED:
        return words
    head, tail = words[:_QUOTED_START], words[-_QUOTED_END:]
    head = head.rpartition(" ")[0] or head
    tail = tail.partition(" ")[2] or tail
    return f"{head}{FROM_TO}{tail}"


def author(contributor: Contributor) -> CslName:
    """Return a contributor's name in CSL-JSON: in parts, or whole as `literal`.

    The parts come from a sort name `Family, Given[, Suffix]`, if it consists of words of the name. Lower-case words
    after the given names are particles of the family name: `Gogh, Vincent van`.
    """
    name = fold(contributor.name)
    parts = [fold(part) for part in contributor.family_and_given]
    if not parts or not _is_made_of(parts, name):
        return {"literal": name}
    given = parts[1].split()
    particle: list[str] = []
    while len(given) > 1 and given[-1].isalpha() and given[-1].islower():
        particle.insert(0, given.pop())
    csl_name = {
        "family": parts[0],
        "given": " ".join(given),
        "non-dropping-particle": " ".join(particle),
        "suffix": "".join(parts[2:]),
    }
    return {key: part for key, part in csl_name.items() if part}


def sentence(citation: Citation) -> str:
    """Return the citation as a line of text: author, year, title, version and address."""
    item, gettext = citation.item, wording(citation.language).language.gettext
    issued = citation.date("issued")
    undated = gettext("n.d.")
    year = f"({issued[0] if issued else undated})"
    title, note = _ended(item["title"]), item.get("note")
    if note:
        within = gettext("In: %(title)s", title=title)
        work = f"{citation.name} {year}: {_ended(note)} {within}"
    else:
        work = f"{citation.name} {year}: {title}" if citation.name else f"{title} {year}."
    container = citation.container and _ended(gettext("In: %(title)s", title=citation.container))
    place = _joined(", ", (_joined(". ", (citation.site, citation.version)), item.get("URL")))
    return _joined(" ", (work, container, place))


def bibtex(citation: Citation) -> str:
    """Return the citation as a BibTeX entry: `@incollection` for a part of a titled round-table, otherwise `@misc`.

    Text is UTF-8, with everything escaped that is special to BibTeX or TeX. Titles and unsplit names are in two pairs
    of braces, which keep styles from changing or splitting them.
    """
    item = citation.item
    kind, site_field = ("incollection", "publisher") if citation.container else ("misc", "howpublished")
    year, month, day = [*citation.date("issued"), "", "", ""][:3]
    fields = {
        "author": " and ".join(map(_bibtex_name, item.get("author", []))),
        "editor": " and ".join(map(_bibtex_name, item.get("editor", []))),
        "title": f"{{{_tex(item['title'])}}}",
        "booktitle": citation.container and f"{{{_tex(citation.container)}}}",
        site_field: citation.site and f"{{{_tex(citation.site)}}}",
        "year": year,
        "month": month and calendar.month_abbr[int(month)].lower(),
        "day": day and str(int(day)),
        "url": item.get("URL", "").replace("{", "%7B").replace("}", "%7D"),
        "note": _tex(_joined(" ", (_ended(item["note"]) if item.get("note") else "", citation.version))),
    }
    # Months are predefined abbreviations of BibTeX, which have no braces.
    lines = [f"  {name} = {value if name == 'month' else f'{{{value}}}'}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{item['id']},", *lines, "}", ""])


def ris(citation: Citation) -> str:
    """Return the citation as an RIS record: CHAP for a part of a titled round-table, otherwise ELEC.

    Every text is in one line, so none can end the record. Lines end in a line feed only, which RIS readers accept.
    """
    item = citation.item
    year, month, day = [*citation.date("issued"), "", "", ""][:3]
    lines = [
        ("TY", "CHAP" if citation.container else "ELEC"),
        ("ID", item["id"]),
        *(("AU", name) for name in citation.inverted("author")),
        *(("A2", name) for name in citation.inverted("editor")),
        ("TI", item["title"]),
        ("T2", citation.container or citation.site),
        ("PB", citation.container and citation.site),
        ("PY", year),
        ("DA", f"{year}/{month}/{day}/" if month else ""),
        ("UR", item.get("URL")),
        ("N1", item.get("note")),
        ("N1", citation.version),
    ]
    return "".join(f"{tag}  - {value}\n" for tag, value in lines if value) + "ER  - \n"


def csl_json(*citations: Citation) -> str:
    """Return a CSL-JSON file, which holds a list of items, one a line."""
    return "[\n" + ",\n".join(json.dumps(citation.item, ensure_ascii=False) for citation in citations) + "\n]\n"


class CitationFormat(NamedTuple):
    """A citation format for programs, with its file ending, media type and writer of files."""

    name: str
    ending: str
    media_type: str
    write: Callable[..., str]


SENTENCES_ENDING = ".txt"
"""The ending of a file with citations as sentences."""
CITATION_FORMATS = (
    CitationFormat("BibTeX", ".bib", "application/x-bibtex", lambda *citations: "\n".join(map(bibtex, citations))),
    CitationFormat(
        "RIS", ".ris", "application/x-research-info-systems", lambda *citations: "\n".join(map(ris, citations))
    ),
    CitationFormat("CSL-JSON", ".json", "application/vnd.citationstyles.csl+json", csl_json),
)


def meta_tags(citation: Citation) -> list[tuple[str, str]]:
    """Return a page's `citation_*` meta tags: names and contents. They describe one work, so use them once per page."""
    url = citation.item.get("URL", "")
    tags = [
        ("citation_title", citation.item["title"]),
        *(("citation_author", name) for name in citation.inverted("author")),
        *(("citation_editor", name) for name in citation.inverted("editor")),
        ("citation_publication_date", "/".join(citation.date("issued"))),
        ("citation_inbook_title", citation.container),
        ("citation_publisher", citation.site),
        ("citation_online_date", "/".join(citation.date("available-date"))),
        ("citation_public_url", url),
        ("citation_fulltext_html_url", url.partition("#")[0]),
    ]
    return [(name, content) for name, content in tags if content]


def _is_made_of(parts: list[str], name: str) -> bool:
    """Return whether the parts of a sort name consist of words of the name; some, such as a title, may be missing."""
    words = Counter(" ".join(parts).casefold().split())
    return words <= Counter(name.replace(",", " ").casefold().split()) or "".join(parts) == name.replace(" ", "")


def _ended(text: str) -> str:
    """Return a text with a full stop, unless it ends a sentence already."""
    return text if text.rstrip(_CLOSING_MARKS).endswith(_SENTENCE_ENDS) else f"{text}."


def _csl_date(date: str | None) -> CslItem:
    return {"date-parts": [[int(part) for part in date.split("-")]]} if date else {}


def _joined(separator: str, parts: Iterable[str | None]) -> str:
    return separator.join(part for part in parts if part)


def _inverted(name: CslName) -> str:
    family = _joined(" ", (name.get("non-dropping-particle"), name.get("family")))
    return name.get("literal") or _joined(", ", (family, name.get("given"), name.get("suffix")))


def _tex(text: str) -> str:
    return _TEX_LIGATURES.sub("\0", text).translate(_TEX)


def _bibtex_name(name: CslName) -> str:
    """Return `von Family, Jr, Given`, or an unsplit name in braces."""
    if "literal" in name:
        return f"{{{_tex(name['literal'])}}}"
    family = _joined(" ", (_bibtex_part(name.get("non-dropping-particle", "")), _bibtex_part(name["family"])))
    return _joined(", ", (family, _bibtex_part(name.get("suffix", "")), _bibtex_part(name["given"])))


def _bibtex_part(part: str) -> str:
    """Return a part of a name, in braces if BibTeX would split it into two names."""
    return f"{{{_tex(part)}}}" if "and" in part.casefold().split() else _tex(part)
