"""Every mistake has a message with its place, what is wrong, and what to type instead.

The exact messages are in `messages.txt`: `make bless` writes them anew, and the difference shows every new wording.
"""

import datetime
import json
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from expertviews import checks, content
from tests import outline_mistakes
from tests.project import SMALL

SNAPSHOT = Path(__file__).parent / "messages.txt"

QUESTION = "content/questions/trees-2020.yml"
ADA = "content/contributors/ada-example.yml"
BEN = "content/contributors/ben-sample.yml"
STREETS = "content/themes/streets.yml"
MONEY = "content/themes/money.yml"
MOVED = "content/redirects.yml"
ADA_VIEW = "content/views/trees-2020/ada-example.yml"
BEN_VIEW = "content/views/trees-2020/ben-sample.yml"

Edit = Callable[[Path], object]


def replace(path: str, old: str, new: str) -> Edit:
    """Types `new` in place of the first `old`, which must be there."""

    def edit(root: Path) -> None:
        text = (root / path).read_text(encoding="utf-8")
        assert old in text, f"{path} has no {old!r}"
        (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit


def write(path: str, data: str | bytes) -> Edit:
    def edit(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data if isinstance(data, bytes) else data.encode())

    return edit


def remove(path: str) -> Edit:
    return lambda root: (root / path).unlink()


def rename(path: str, other: str) -> Edit:
    return lambda root: (root / path).rename(root / other)


def link(path: str, target: str) -> Edit:
    return lambda root: (root / path).symlink_to(target)


def outline(*edits: tuple[str, str]) -> Edit:
    return lambda root: outline_mistakes.outlined(root, *edits)


SEED = "seeds/trees-2020.txt"
WHY = "date: 2026-11-23, why: A misprint."
HEADED = "status: reviewed\n"


def corrections(*pairs: tuple[str, str]) -> Edit:
    """Corrects what is printed in Ada's source."""
    items = "".join(f"  - {{printed: {json.dumps(one)}, corrected: {json.dumps(two)}, {WHY}}}\n" for one, two in pairs)
    return replace(ADA_VIEW, HEADED, f"{HEADED}corrections:\n{items}")


def earlier(text: str, amended: str = "2026-11-23", more: str = "") -> str:
    """An earlier version of Ada's answer, in her lines of the document."""
    source = "source: {seed: trees-2020.txt, lines: 2-5}"
    paragraphs = "".join(f"\n      {line}\n" for line in text.split("\n\n"))[1:]
    return f"  - {source}\n    amended: {amended}\n    why: New figures.\n{more}    text: |\n{paragraphs}"


ADA_SAID = """\
Trees cool the streets. “It’s a cheap measure,” the mayor said — and she is right. In summer, trees cool the streets \
more than water does.

We may plant oaks … or limes. Nobody should plant palms here."""
ADA_BIO = "    bio: Ada is a gardener at the Town Nursery.\n"


def without_words(root: Path) -> str:
    """Ada's file with the word `withdrawn` in place of her words."""
    said = f"  {ADA_SAID}".replace("\n\n", "\n\n  ")
    return (root / ADA_VIEW).read_text(encoding="utf-8").replace(said, "  withdrawn")


def submitted(day: str) -> Edit:
    """Has Ada's answer sent in, instead of taken from the document."""
    return replace(ADA_VIEW, "source: {seed: trees-2020.txt, lines: 2-5}", f"source: {{submitted: {day}}}")


def amended(*versions: str) -> Edit:
    """Gives Ada's answer, sent in anew, earlier versions."""

    def edit(root: Path) -> None:
        submitted("2026-11-23")(root)
        replace(ADA_VIEW, HEADED, f"{HEADED}earlier:\n{''.join(versions)}")(root)

    return edit


def closed(day: str) -> Edit:
    return replace(QUESTION, "asked: 2020\n", f"asked: 2020\nclosed: {day}\n")


def led(lead: str, quote: str = "In summer, trees cool the streets more than water does.") -> Edit:
    """Gives an excerpt a lead, and maybe another quote."""
    was = "quote: In summer, trees cool the streets more than water does."
    return replace(ADA_VIEW, was, f"lead: {lead}\n    quote: {quote}")


CY = "content/contributors/cy-dahl.yml"
CY_VIEW = "content/views/trees-2020/cy-dahl.yml"
CY_FILES = [
    write(CY, "name: Cy Dahl\nsort_name: Dahl, Cy\nkind: person\n"),
    write(
        CY_VIEW,
        "question: trees-2020\ncontributor: cy-dahl\nsource: {submitted: 2020-05-01}\nstatus: draft\n"
        "bio: Cy is a forester in the Vale.\ntext: |\n  Plant more trees, and soon.\n\n  The shade pays for itself.\n"
        "excerpts:\n  - theme: money\n    quote: The shade pays for itself.\n",
    ),
]
"""A third contributor, whose view comes from no document."""


def cy(*words: str, path: str = CY_VIEW) -> list[Edit]:
    """The third contributor, with other words in one file: old, new, old, new and so on."""
    return [*CY_FILES, *(replace(path, old, new) for old, new in zip(words[::2], words[1::2], strict=True))]


POSTS = "affiliations:\n  - role: Gardener\n    organisation: Town Nursery\n    as_of: 2020\n"
MORE_POSTS = f"{POSTS}  - role: Judge\n    organisation: Flower Show\n"


def stated(statement: str) -> Edit:
    """Words a proposition in another way."""
    return replace(QUESTION, "The city will plant more trees than it fells.", statement)


Mistake = tuple[str, list[Edit]]
MISTAKES: list[Mistake] = [
    (
        "a misspelt key",
        [replace(ADA_VIEW, "key_quote:", "keyquote:")],
    ),
    (
        "a name that turns letters round, by an escape",
        [replace(ADA, "name: Ada Example", 'name: "Ada \\u202eExample"')],
    ),
    (
        "a misspelt key that must be there",
        [replace(ADA_VIEW, "  - theme: streets", "  - them: streets")],
    ),
    (
        "a key that no view has",
        [replace(ADA_VIEW, "gist:", "sentiment:")],
    ),
    (
        "a hyphen for an underscore",
        [replace(ADA_VIEW, "key_quote:", "key-quote:")],
    ),
    (
        "a key with a capital letter",
        [replace(ADA_VIEW, "gist:", "Gist:")],
    ),
    (
        "a no-break space before a key",
        [replace(ADA_VIEW, "gist:", "\u00a0gist:")],
    ),
    (
        "a misspelt theme",
        [replace(ADA_VIEW, "theme: streets", "theme: street")],
    ),
    (
        "a theme that doesn't exist",
        [replace(ADA_VIEW, "theme: streets", "theme: weather")],
    ),
    (
        "a misspelt proposition",
        [replace(ADA_VIEW, "proposition: cheap-measure", "proposition: cheap-mesure")],
    ),
    (
        "a misspelt value",
        [replace(ADA_VIEW, "status: reviewed", "status: reveiwed")],
    ),
    (
        "yes for agree",
        [replace(ADA_VIEW, "stance: agree", "stance: yes")],
    ),
    (
        "a key of an item too far left",
        [replace(ADA_VIEW, "    quote: In summer", "   quote: In summer")],
    ),
    (
        "an item too far right",
        [replace(ADA_VIEW, "  - theme: money", "   - theme: money")],
    ),
    (
        "a key too far right",
        [replace(ADA_VIEW, "status: reviewed", " status: reviewed")],
    ),
    (
        "a paragraph that isn't indented",
        [replace(ADA_VIEW, "\n  We may", "\nWe may")],
    ),
    (
        "a text that isn't indented",
        [replace(ADA_VIEW, "  Trees cool", "Trees cool")],
    ),
    (
        "a tab",
        [replace(ADA_VIEW, "  - theme: money", "	- theme: money")],
    ),
    (
        "a key twice",
        [replace(ADA_VIEW, "status: reviewed", "status: reviewed\nstatus: draft")],
    ),
    (
        "an unquoted no",
        [replace(ADA, "name: Ada Example", "name: no")],
    ),
    (
        "an unquoted date",
        [replace(ADA, "role: Gardener", "role: 2020-01-01")],
    ),
    (
        "an unquoted number",
        [replace(ADA, "role: Gardener", "role: 2020")],
    ),
    (
        "an unquoted time",
        [replace(ADA, "role: Gardener", "role: 12:30")],
    ),
    (
        "an unquoted colon",
        [replace(ADA_VIEW, "gist: Trees are a cheap way", "gist: In short: trees are a cheap way")],
    ),
    (
        "no blank after the colon",
        [replace(ADA_VIEW, "status: reviewed", "status:reviewed")],
    ),
    (
        "a wide colon",
        [replace(ADA_VIEW, "status: reviewed", "status： reviewed")],
    ),
    (
        "a value that goes on after quotation marks",
        [replace(ADA_VIEW, "gist: Trees are", 'gist: "Trees" are')],
    ),
    (
        "a quotation mark that isn't closed",
        [replace(ADA_VIEW, "gist: Trees are a", 'gist: "Trees are a')],
    ),
    (
        "an apostrophe in single quotation marks",
        [replace(ADA_VIEW, "gist: Trees are a cheap way", "gist: 'Trees' is the city's cheap way'")],
    ),
    (
        "a value that starts with an at sign",
        [replace(ADA_VIEW, "gist: Trees", "gist: @Trees")],
    ),
    (
        "emphasis with asterisks",
        [replace(ADA_VIEW, "gist: Trees", "gist: *Trees*")],
    ),
    (
        "an exclamation mark in front",
        [replace(ADA_VIEW, "gist: Trees", "gist: !Trees")],
    ),
    (
        "an ampersand in front",
        [replace(ADA_VIEW, "gist: Trees", "gist: &Trees")],
    ),
    (
        "a dash in front",
        [replace(ADA_VIEW, "gist: Trees", "gist: - Trees")],
    ),
    (
        "a bracket in front",
        [replace(ADA_VIEW, "gist: Trees are", "gist: [sic] Trees are")],
    ),
    (
        "a hash in front",
        [replace(ADA_VIEW, "gist: Trees are", "gist: #Trees are")],
    ),
    (
        "words after the bar",
        [replace(ADA_VIEW, "text: |\n", "text: | Trees\n")],
    ),
    (
        "a question mark in front",
        [replace(ADA_VIEW, "gist: Trees are", "gist: ? Trees are")],
    ),
    (
        "a bracket that isn't closed",
        [replace(STREETS, "terms: [street, tree, shade]", "terms: [street, tree, shade")],
    ),
    ("a bracket with nothing behind it", [replace(STREETS, "terms: [street, tree, shade]", "terms: [")]),
    (
        "a comma that is missing",
        [replace(ADA_VIEW, "{seed: trees-2020.txt, lines: 2-5}", "{seed: trees-2020.txt lines: 2-5}")],
    ),
    (
        "a line of hyphens",
        [replace(ADA_VIEW, "status: reviewed", "---\nstatus: reviewed")],
    ),
    (
        "a quotation with another word",
        [replace(ADA_VIEW, "quote: In summer, trees cool", "quote: In winter, trees cool")],
    ),
    (
        "a quotation without a word",
        [replace(ADA_VIEW, "the streets more than water does.\n  - theme", "the streets than water does.\n  - theme")],
    ),
    (
        "a quotation with another capital",
        [replace(ADA_VIEW, "quote: In summer", "quote: in summer")],
    ),
    (
        "straight for curly quotation marks, and a hyphen for a dash",
        [
            replace(
                ADA_VIEW,
                "quote: “It’s a cheap measure,” the mayor said — and she is right.\nst",
                "quote: '\"It''s a cheap measure,\" the mayor said - and she is right.'\nst",
            )
        ],
    ),
    (
        "a straight apostrophe for a curly one",
        [replace(ADA_VIEW, "quote: “It’s a cheap measure,” the", "quote: “It's a cheap measure,” the")],
    ),
    (
        "three dots for the ellipsis",
        [replace(BEN_VIEW, "short … unlikely", "short ... unlikely")],
    ),
    (
        "an ellipsis without blanks",
        [replace(BEN_VIEW, "short … unlikely", "short…unlikely")],
    ),
    (
        "three dots in brackets",
        [replace(BEN_VIEW, "short … unlikely", "short [...] unlikely")],
    ),
    (
        "an ellipsis across paragraphs",
        [replace(BEN_VIEW, "Money is short … unlikely to lend us more", "Money is short … than it fells")],
    ),
    (
        "an ellipsis backwards",
        [replace(BEN_VIEW, "Money is short … unlikely to lend us more", "Money is short … I doubt it")],
    ),
    (
        "a quotation of something else",
        [replace(BEN_VIEW, "Money is short … unlikely to lend us more", "Something else entirely was said")],
    ),
    (
        "half a quotation of something else",
        [
            replace(
                BEN_VIEW,
                "Money is short … unlikely to lend us more",
                "Something else entirely … unlikely to lend us more",
            )
        ],
    ),
    (
        "a quotation that cuts a word",
        [replace(BEN_VIEW, "quote: Money is short … unlikely", "quote: Money is short … likely")],
    ),
    (
        "a quotation that stands twice",
        [
            replace(
                ADA_VIEW, "quote: In summer, trees cool the streets more than water does.", "quote: cool the streets"
            )
        ],
    ),
    (
        "a prefix that stands at neither place",
        [
            replace(
                ADA_VIEW,
                "quote: In summer, trees cool the streets more than water does.",
                "quote: cool the streets\n    prefix: the trees",
            )
        ],
    ),
    (
        "a key quote that stands twice",
        [replace(ADA_VIEW, "key_quote: Nobody should plant palms here.", "key_quote: cool the streets")],
    ),
    (
        "a stance without its quote",
        [
            replace(
                ADA_VIEW,
                "    hedge: is\n    quote: “It’s a cheap measure,” the mayor said — and she is right.\n",
                "    hedge: is\n",
            )
        ],
    ),
    (
        "a hedge that isn't in the quote",
        [replace(ADA_VIEW, "hedge: is", "hedge: probably")],
    ),
    ("a lead with other words", [led("Trees cool the roads.")]),
    ("a lead with other quotation marks", [led("'\"It''s a cheap measure,\" the mayor said — and she is right.'")]),
    ("a lead that cuts a word", [led("rees cool the streets.")]),
    ("a lead from another paragraph", [led("Nobody should plant palms here.")]),
    (
        "a lead after the quote",
        [led("In summer, trees cool the streets more than water does.", "Trees cool the streets.")],
    ),
    ("a lead that runs into the quote", [led("Trees cool … In summer, trees", "In summer, trees cool")]),
    ("a lead that is the start of the quote's sentence", [led("“It’s a cheap measure,”", "the mayor said")]),
    ("a lead that isn't a whole sentence", [led("and she is right.")]),
    ("a lead that stops inside a sentence", [led("Trees cool the streets. “It’s a cheap measure,”")]),
    (
        "a lead of a stance with nothing before its quote",
        [replace(ADA_VIEW, "    hedge: is", "    hedge: is\n    lead: We may plant oaks … or limes.")],
    ),
    (
        "an excerpt without its theme",
        [replace(ADA_VIEW, "  - theme: money\n    quote", "  - quote")],
    ),
    (
        "a key that is missing",
        [replace(ADA_VIEW, "status: reviewed\n", "")],
    ),
    (
        "a source that is missing",
        [replace(ADA_VIEW, "source: {seed: trees-2020.txt, lines: 2-5}\n", "")],
    ),
    (
        "a key without a value",
        [replace(ADA_VIEW, "gist: Trees are a cheap way to cool a city.", "gist:")],
    ),
    (
        "a text without words",
        [
            replace(
                BEN_VIEW,
                "text: |\n  I doubt it. Money is short, and the bank is unlikely to lend us more.\n\n  The city will plant fewer trees than it fells.\n",
                "text: |\n",
            )
        ],
    ),
    (
        "a value of nothing in quotation marks",
        [replace(ADA, "name: Ada Example", "name: ''")],
    ),
    (
        "an item without a value",
        [replace(ADA, "affiliations:", "also_known_as:\n  -\naffiliations:")],
    ),
    (
        "a list without items",
        [
            replace(
                BEN_VIEW,
                "stances:\n  - proposition: more-trees\n    stance: disagree\n    hedge: will\n    quote: The city will plant fewer trees than it fells.\n",
                "stances:\n",
            )
        ],
    ),
    (
        "words for a list",
        [replace(STREETS, "terms: [street, tree, shade]", "terms: street, tree, shade")],
    ),
    (
        "a word for keys",
        [replace(BEN_VIEW, "source:\n  seed: trees-2020.txt\n  lines: 6-8", "source: trees-2020.txt")],
    ),
    (
        "a list for words",
        [replace(ADA, "name: Ada Example", "name: [Ada, Example]")],
    ),
    (
        "keys for words",
        [replace(ADA_VIEW, "gist: Trees are a cheap way to cool a city.", "gist:\n  a: b")],
    ),
    (
        "a word for a number",
        [replace(STREETS, "order: 1", "order: first")],
    ),
    (
        "a number in quotation marks",
        [replace(STREETS, "order: 1", 'order: "1"')],
    ),
    (
        "a fraction for a whole number",
        [replace(STREETS, "order: 1", "order: 1.5")],
    ),
    (
        "a list without hyphens",
        [
            replace(
                BEN_VIEW,
                "excerpts:\n  - theme: streets\n    quote: The city will plant fewer trees than it fells.\n  - theme: money\n    quote: Money is short … unlikely to lend us more.",
                "excerpts:\n  theme: streets\n  quote: The city will plant fewer trees than it fells.",
            )
        ],
    ),
    (
        "an item without keys",
        [
            replace(
                BEN_VIEW,
                "  - theme: streets\n    quote: The city",
                "  - The city will plant\n  - theme: streets\n    quote: The city",
            )
        ],
    ),
    (
        "a capital letter in a slug",
        [replace(ADA_VIEW, "theme: streets", "theme: Streets")],
    ),
    (
        "a blank in a slug",
        [replace(ADA_VIEW, "theme: streets", "theme: the streets")],
    ),
    (
        "a slug that leads elsewhere",
        [replace(ADA_VIEW, "contributor: ada-example", "contributor: ../ada-example")],
    ),
    (
        "a slug in another script",
        [replace(ADA_VIEW, "contributor: ada-example", "contributor: 李明")],
    ),
    (
        "an address without https",
        [replace(ADA, "https://example.org/ada", "www.example.org/ada")],
    ),
    (
        "a language by its name",
        [replace(ADA_VIEW, "status: reviewed", "language: German\nstatus: reviewed")],
    ),
    (
        "an ORCID iD with its address",
        [replace(ADA, "website: https://example.org/ada", "orcid: https://orcid.org/0000-0002-1825-0097")],
    ),
    (
        "wikidata",
        [replace(ADA, "website: https://example.org/ada", "wikidata: 42")],
    ),
    (
        "a link of another kind",
        [replace(ADA, "website: https://example.org/ada", "twitter: ada")],
    ),
    (
        "lines in words",
        [replace(ADA_VIEW, "lines: 2-5", "lines: 2 to 5")],
    ),
    (
        "lines past the end",
        [replace(ADA_VIEW, "lines: 2-5", "lines: 2-50")],
    ),
    (
        "a question in other words than its document's",
        [replace(QUESTION, "trees", "tall trees")],
    ),
    (
        "lines backwards",
        [replace(ADA_VIEW, "lines: 2-5", "lines: 5-2")],
    ),
    (
        "a line too few",
        [replace(ADA_VIEW, "lines: 2-5", "lines: 2-4")],
    ),
    (
        "a line too many",
        [replace(ADA_VIEW, "lines: 2-5", "lines: 2-6")],
    ),
    (
        "lines of somebody else",
        [replace(ADA_VIEW, "lines: 2-5", "lines: 6-8")],
    ),
    (
        "lines that start too late",
        [replace(ADA_VIEW, "lines: 2-5", "lines: 3-5")],
    ),
    ("a day that is years to come", [submitted("2062-05-01")]),
    ("a day with slashes", [submitted("23/11/2026")]),
    ("a day with slashes that may be two", [submitted("3/11/2026")]),
    ("a day in words", [submitted("23 November 2026")]),
    ("a day without noughts", [submitted("2026-3-1")]),
    ("a month for a day", [submitted("November 2026")]),
    (
        "a month in one digit",
        [replace(QUESTION, "asked: 2020", "asked: 2020-1")],
    ),
    (
        "a date in words",
        [replace(QUESTION, "asked: 2020", "asked: March 2020")],
    ),
    (
        "a day that no calendar has",
        [replace(QUESTION, "asked: 2020", "asked: 2021-02-30")],
    ),
    (
        "a date with slashes",
        [replace(QUESTION, "asked: 2020", "asked: 14/03/2020")],
    ),
    (
        "a year for a day",
        [replace(BEN_VIEW, "  seed: trees-2020.txt\n  lines: 6-8", "  submitted: 2020")],
    ),
    (
        "two kinds of source in one",
        [
            replace(
                BEN_VIEW, "  seed: trees-2020.txt\n  lines: 6-8", "  seed: trees-2020.txt\n  url: https://example.org/"
            )
        ],
    ),
    (
        "a text with another word",
        [replace(ADA_VIEW, "Nobody should plant palms here.\nexc", "Nobody should plant pines here.\nexc")],
    ),
    (
        "a text with straight quotation marks",
        [replace(ADA_VIEW, "streets. “It’s", "streets. \"It's")],
    ),
    (
        "a bio with another word",
        [replace(ADA_VIEW, "bio: Ada is", "bio: Ada was")],
    ),
    (
        "a bio left out",
        [replace(ADA_VIEW, "bio: Ada is a gardener at the Town Nursery.\n", "")],
    ),
    (
        "a name that the source doesn't have",
        [replace(ADA, "name: Ada Example", "name: Ada Exemple")],
    ),
    (
        "a paragraph left out",
        [replace(ADA_VIEW, "\n\n  We may plant oaks … or limes. Nobody should plant palms here.\nexc", "\nexc")],
    ),
    (
        "paragraphs in another order",
        [
            replace(
                BEN_VIEW,
                "  I doubt it. Money is short, and the bank is unlikely to lend us more.\n\n  The city will plant fewer trees than it fells.\n",
                "  The city will plant fewer trees than it fells.\n\n  I doubt it. Money is short, and the bank is unlikely to lend us more.\n",
            )
        ],
    ),
    (
        "a document that isn't there",
        [replace(BEN_VIEW, "seed: trees-2020.txt", "seed: tree-2020.txt")],
    ),
    (
        "a contributor without a file",
        [remove(BEN)],
    ),
    (
        "a misspelt contributor",
        [replace(BEN_VIEW, "contributor: ben-sample", "contributor: ben-simple")],
    ),
    (
        "a misspelt question",
        [replace(BEN_VIEW, "question: trees-2020", "question: trees-2021")],
    ),
    (
        "a view under another name",
        [rename(BEN_VIEW, "content/views/trees-2020/ben.yml")],
    ),
    (
        "two people with one name",
        [replace(BEN, "name: Ben Sample", "name: Ben Sample\nalso_known_as: [Ada Example]")],
    ),
    (
        "two files for one person",
        [write("content/contributors/a-example.yml", "name: Ada  EXAMPLE\nsort_name: Example, Ada\nkind: person\n")],
    ),
    (
        "a contributor without a name to sort by",
        [replace(ADA, "sort_name: Example, Ada\n", "")],
    ),
    (
        "two places of one address",
        [
            write("content/questions/trees-2020-p1.yml", "question: And now?\n"),
            write(
                "content/views/trees-2020-p1/ada-example.yml",
                "question: trees-2020-p1\ncontributor: ada-example\nsource: {submitted: 2021-01-01}\nstatus: draft\ntext: No.\n",
            ),
        ],
    ),
    (
        "a page of one's own where previews are served",
        [write("docs/previews/12/index.md", "# Mine\n")],
    ),
    (
        "pages of one's own, and another file, where pages are made",
        [
            write("docs/contributors/index.md", "# Who?\n"),
            write("docs/themes/about.md", "# Mine\n"),
            write("docs/compare", "x"),
        ],
    ),
    (
        "a moved page without its new address",
        [write(MOVED, "moved:\n  - old: themes/shade/\n")],
    ),
    (
        "a moved page that leads nowhere",
        [write(MOVED, "moved:\n  - {old: themes/shade/, new: themes/street/}\n")],
    ),
    (
        "moved pages in a circle",
        [write(MOVED, "moved:\n  - {old: themes/a/, new: themes/b/}\n  - {old: themes/b/, new: themes/a/}\n")],
    ),
    (
        "a moved page that leads to another one",
        [write(MOVED, "moved:\n  - {old: themes/a/, new: themes/b/}\n  - {old: themes/b/, new: themes/money/}\n")],
    ),
    (
        "a moved page that is still there",
        [write(MOVED, "moved:\n  - {old: themes/money/, new: themes/streets/}\n")],
    ),
    (
        "an address with the site's own",
        [write(MOVED, "moved:\n  - {old: https://example.org/themes/shade/, new: themes/streets/}\n")],
    ),
    (
        "two themes in one place",
        [replace(MONEY, "order: 2", "order: 1")],
    ),
    (
        "a review that doesn't say for which themes",
        [replace(ADA_VIEW, "read_for: [streets, money]\n", "")],
    ),
    (
        "a review that doesn't say for which of the new themes",
        [
            replace(ADA_VIEW, "read_for: [streets, money]\n", ""),
            replace(STREETS, "order: 1", "order: 1\nadded: 2026-11-24"),
            replace(MONEY, "order: 2", "order: 2\nadded: 2026-11-24"),
        ],
    ),
    (
        "a draft that somebody has reviewed",
        [replace(BEN_VIEW, "status: draft", "status: draft\nreviewed_on: 2026-11-24")],
    ),
    (
        "a misspelt theme that a view was read for",
        [replace(ADA_VIEW, "read_for: [streets, money]", "read_for: [street, money]")],
    ),
    (
        "a theme that a view was read for twice",
        [replace(ADA_VIEW, "read_for: [streets, money]", "read_for: [streets, money, streets]")],
    ),
    (
        "a review for a theme that wasn't there yet",
        [
            replace(MONEY, "order: 2", "order: 2\nadded: 2026-11-24"),
            replace(ADA_VIEW, "status: reviewed", "status: reviewed\nreviewed_on: 2026-11-20"),
        ],
    ),
    (
        "an answer before its question",
        [replace(ADA_VIEW, "status: reviewed", "status: reviewed\nanswered: 2019-12")],
    ),
    (
        "an answer read before its question was asked",
        [
            replace(
                BEN_VIEW,
                "seed: trees-2020.txt\n  lines: 6-8",
                "url: https://example.org\n  accessed: 2019-12-31",
            )
        ],
    ),
    (
        "a review before the answer was sent",
        [
            replace(BEN_VIEW, "seed: trees-2020.txt\n  lines: 6-8", "submitted: 2021-02-01"),
            replace(BEN_VIEW, "status: draft", "status: reviewed\nreviewed_on: 2021-01-02"),
        ],
    ),
    (
        "a record from before an answer was read",
        [
            replace(QUESTION, "asked: 2020", "asked: 2020\nrecorded: 2021-02-01"),
            replace(
                BEN_VIEW,
                "seed: trees-2020.txt\n  lines: 6-8",
                "url: https://example.org\n  accessed: 2021-03-05",
            ),
        ],
    ),
    (
        "a date by which nothing can be judged",
        [replace(QUESTION, "horizon: 2025", "horizon: 2019")],
    ),
    (
        "a role that ends before it begins",
        [replace(ADA, "as_of: 2020", "from: 2021-05\n    to: 2021-04-30")],
    ),
    (
        "a year of review to come",
        [replace(ADA_VIEW, "status: reviewed", "status: reviewed\nreviewed_on: 2126-11-20")],
    ),
    (
        "an outcome without evidence",
        [replace(QUESTION, "    horizon: 2025", "    horizon: 2025\n    outcome: {status: borne-out}")],
    ),
    (
        "an outcome without a day",
        [
            replace(
                QUESTION,
                "    horizon: 2025",
                "    horizon: 2025\n    outcome: {status: borne-out, evidence: [{title: A, url: https://example.org}]}",
            )
        ],
    ),
    (
        "two stances on one proposition",
        [
            replace(
                BEN_VIEW,
                "stances:\n",
                "stances:\n  - proposition: more-trees\n    stance: agree\n    quote: I doubt it.\n",
            )
        ],
    ),
    (
        "an excerpt three times",
        [
            replace(
                BEN_VIEW,
                "excerpts:\n",
                "excerpts:\n" + "  - theme: streets\n    quote: The city will plant fewer trees than it fells.\n" * 2,
            )
        ],
    ),
    (
        "two propositions of one id",
        [replace(QUESTION, "id: cheap-measure", "id: more-trees")],
    ),
    (
        "an anonymous contributor with a name of their own",
        [replace(BEN, "kind: person", "kind: anonymous")],
    ),
    (
        "a line in two views",
        [replace(BEN_VIEW, "lines: 6-8", "lines: 5-8")],
    ),
    (
        "an empty file",
        [write(BEN, "")],
    ),
    (
        "a file of prose",
        [write(BEN, "Ben Sample is a person\n")],
    ),
    (
        "an invisible character",
        [replace(BEN, "name: Ben", "name: B\x07en")],
    ),
    (
        "an encoding other than UTF-8",
        [write(BEN, b"# x\nname: B\xe9n Sample\nkind: person\n")],
    ),
    (
        "UTF-16",
        [
            write(
                BEN,
                b"\xff\xfen\x00a\x00m\x00e\x00:\x00 \x00B\x00e\x00n\x00 \x00S\x00a\x00m\x00p\x00l\x00e\x00\n\x00k\x00i\x00n\x00d\x00:\x00 \x00p\x00e\x00r\x00s\x00o\x00n\x00\n\x00",
            )
        ],
    ),
    (
        "a huge file",
        [write(BEN, "x" * 3_000_000)],
    ),
    (
        "brackets a thousand deep",
        [write(BEN, "[" * 1_000)],
    ),
    (
        "a bomb of aliases",
        [write(BEN, "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n")],
    ),
    (
        "a name that differs in capitals alone",
        [write("content/themes/Streets.yml", "title: Streets\nsummary: x\norder: 3\n")],
    ),
    (
        "an underscore in a file's name",
        [write("content/themes/city_life.yml", "title: x\nsummary: x\norder: 3\n")],
    ),
    (
        "another ending",
        [write("content/themes/city.yaml", "title: x\n")],
    ),
    (
        "two endings",
        [write("content/themes/city.yml.txt", "title: x\n")],
    ),
    (
        "a misspelt folder",
        [write("content/theme/city.yml", "title: x\n")],
    ),
    (
        "a view without a folder",
        [write("content/views/ada-example.yml", "title: x\n")],
    ),
    (
        "a folder too many",
        [write("content/contributors/a/ada.yml", "title: x\n")],
    ),
    (
        "a file beside the folders",
        [write("content/stray.yml", "title: x\n")],
    ),
    (
        "a link out of the project",
        [link("content/themes/out.yml", "/etc/hostname")],
    ),
    (
        "a link to nowhere",
        [link("content/themes/out.yml", "nowhere.yml")],
    ),
    (
        "a tag",
        [replace(BEN, "kind: person", "kind: !!str person")],
    ),
    (
        "a key twice in an item",
        [replace(QUESTION, "    theme: streets\n", "    theme: streets\n    theme: money\n")],
    ),
    (
        "a proposition's id in words",
        [replace(QUESTION, "id: more-trees", "id: More Trees")],
    ),
    (
        "a text that folds its paragraphs",
        [replace(ADA_VIEW, "text: |", "text: >")],
    ),
    (
        "a hyphen without a blank",
        [replace(ADA_VIEW, "  - theme: money", "  -theme: money")],
    ),
    (
        "no hyphen in front of an item",
        [replace(ADA_VIEW, "  - theme: money", "    theme: money")],
    ),
    (
        "a slug too long",
        [
            replace(
                QUESTION,
                "id: more-trees",
                "id: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            )
        ],
    ),
    (
        "a moderator's words after the end",
        [replace(BEN_VIEW, "status: draft", "status: draft\nprompts:\n  - {before: 3, text: I doubt it.}")],
    ),
    ("a bio copied from another view", cy("Cy is a forester in the Vale.", "Ada is a gardener at the Town Nursery.")),
    (
        "a bio copied from another view of the same document",
        [replace(BEN_VIEW, "status: draft", "status: draft\nbio: Ada is a gardener at the Town Nursery.")],
    ),
    ("a gist copied from another view", cy("text: |", "gist: Trees are a cheap way to cool a city.\ntext: |")),
    (
        "an answer copied from another view",
        cy(
            "  Plant more trees, and soon.\n\n  The shade pays for itself.\n",
            "  I doubt it. Money is short, and the bank is unlikely to lend us more.\n\n"
            "  The city will plant fewer trees than it fells.\n",
            "quote: The shade pays for itself.",
            "quote: I doubt it.",
        ),
    ),
    (
        "posts copied from another contributor",
        [replace(ADA, POSTS, MORE_POSTS), *cy("kind: person\n", f"kind: person\n{MORE_POSTS}", path=CY)],
    ),
    (
        "degrees copied from another contributor",
        [
            replace(ADA, "links:", "education:\n  - BSc, Kew\n  - PhD, Hull\nlinks:"),
            *cy("kind: person\n", "kind: person\neducation:\n  - BSc, Kew\n  - PhD, Hull\n", path=CY),
        ],
    ),
    (
        "an ORCID iD copied from another contributor",
        [
            replace(ADA, "website: https://example.org/ada", "orcid: 0000-0002-1825-0097"),
            *cy("kind: person\n", "kind: person\nlinks: {orcid: 0000-0002-1825-0097}\n", path=CY),
        ],
    ),
    (
        "a view copied for somebody else",
        [
            *CY_FILES,
            lambda root: write(
                CY_VIEW, (root / ADA_VIEW).read_text().replace("contributor: ada-example", "contributor: cy-dahl")
            )(root),
        ],
    ),
    ("a byline of somebody else", cy("status: draft", "status: draft\nbyline: Ada Example, gardener")),
    (
        "one person, spelt with and without an accent",
        [
            *cy("Cy Dahl", "José Dahl", path=CY),
            write("content/contributors/jose-dahl.yml", "name: Jose Dahl\nsort_name: Dahl, Jose\nkind: person\n"),
        ],
    ),
    (
        "one person, in letters that are composed and aren't",
        [
            *cy("Cy Dahl", "José Dahl", path=CY),
            write("content/contributors/jose-dahl.yml", "name: Jose\u0301 Dahl\nsort_name: Dahl, José\nkind: person\n"),
        ],
    ),
    (
        "excerpts indented too far",
        cy("excerpts:\n  - theme: money\n    quote:", "  excerpts:\n    - theme: money\n      quote:"),
    ),
    ("an item of excerpts in the text", cy("itself.\nexcerpts:\n", "itself.\n\n")),
    ("a misspelt key in the text", cy("excerpts:\n  - theme: money\n    quote: The", "  excerpt:\n  - The")),
    ("a remark in the text", cy("and soon.", "and soon.\n  # TODO: check this")),
    ("a remark in brackets", cy("and soon.", "and soon. [TODO: check this]")),
    ("HTML in the text", cy("and soon.", "and <b>soon</b>.")),
    ("HTML for a sign", cy("and soon.", "&amp; soon.")),
    ("a picture in Markdown", cy("and soon.", "and soon.\n\n  ![An oak](oak.png)")),
    ("a link in Markdown", cy("and soon.", "and [soon](https://example.org/soon).")),
    ("an address alone on a line", cy("and soon.", "and soon.\n\n  https://example.org/trees")),
    (
        "a key in a bio",
        cy("bio: Cy is a forester in the Vale.", "bio: |\n  Cy is a forester in the Vale.\n  gist: Plant more."),
    ),
    (
        "a stray line in a text that has a document",
        [
            replace(
                ADA_VIEW, "excerpts:\n  - theme: streets\n    quote", "  excerpts:\n    - theme: streets\n      quote"
            )
        ],
    ),
    ("curly quotation marks around a name", cy("name: Cy Dahl", "name: “Cy Dahl”", path=CY)),
    ("a curly quotation mark closed by a straight one", cy("name: Cy Dahl", 'name: “Cy Dahl"', path=CY)),
    ("a straight quotation mark closed by a curly one", cy("name: Cy Dahl", 'name: "Cy Dahl”', path=CY)),
    ("curly quotation marks around a colon", cy("bio: Cy is", "bio: “Cy: he is", "Vale.", "Vale.”")),
    ("curly quotation marks in brackets", [replace(STREETS, "street, tree", "“street”, „tree“")]),
    ("curly quotation marks in a list", cy("kind: person\n", "kind: person\nalso_known_as:\n  - «C. Dahl»\n", path=CY)),
    ("curly quotation marks around a bio", cy("bio: Cy is a forester in the Vale.", "bio: “Cy is a forester.”")),
    ("curly quotation marks around a slug", cy("theme: money", "theme: “money”")),
    ("curly quotation marks around a date", cy("2020-05-01", "“2020-05-01”")),
    ("curly quotation marks around a hedge", [replace(BEN_VIEW, "hedge: will", "hedge: “will”")]),
    (
        "an excerpt of somebody else",
        [
            replace(
                BEN_VIEW, "quote: Money is short … unlikely to lend us more.", "quote: Nobody should plant palms here."
            )
        ],
    ),
    ("an excerpt of the bio", cy("quote: The shade pays for itself.", "quote: Cy is a forester in the Vale.")),
    ("an excerpt of the question", cy("quote: The shade pays for itself.", "quote: Should the city plant more trees?")),
    ("a Cyrillic letter in a slug", cy("theme: money", "theme: m\u043eney")),
    ("a Cyrillic letter in a key", cy("status: draft", "st\u0430tus: draft")),
    ("a Cyrillic letter in a choice", cy("status: draft", "status: dr\u0430ft")),
    ("a Cyrillic letter in a file's name", [write("content/themes/m\u043eney.yml", "title: x\n")]),
    ("a Cyrillic letter in a quote", cy("quote: The shade", "quote: The sh\u0430de")),
    (
        "a statement for a proposition",
        [replace(ADA_VIEW, "proposition: cheap-measure", "proposition: Planting trees is cheap.")],
    ),
    (
        "a statement as a slug",
        [replace(ADA_VIEW, "proposition: cheap-measure", "proposition: planting-trees-is-cheap")],
    ),
    (
        "half a statement for a proposition",
        [replace(ADA_VIEW, "proposition: cheap-measure", "proposition: Planting trees cheap")],
    ),
    ("a name for a contributor", [replace(ADA_VIEW, "contributor: ada-example", "contributor: Ada Example")]),
    (
        "a proposition of another question",
        [
            write(
                "content/questions/parks-2021.yml",
                "question: More parks?\npropositions:\n  - {id: big-parks, statement: Parks are big., theme: money}\n",
            ),
            replace(ADA_VIEW, "proposition: cheap-measure", "proposition: big-parks"),
        ],
    ),
    ("a theme whose file is misspelt", [rename(STREETS, "content/themes/strets.yml")]),
    ("two files in one", [lambda root: write(BEN, (root / BEN).read_text() + (root / ADA).read_text())(root)]),
    (
        "two files in one, with a line of hyphens",
        [lambda root: write(BEN, (root / BEN).read_text() + "---\n" + (root / ADA).read_text())(root)],
    ),
    ("a line of hyphens at the end", [lambda root: write(BEN, "---\n" + (root / BEN).read_text() + "---\n")(root)]),
    (
        "a line separator above a mistake",
        cy("Cy is a forester", "Cy is a\u2028forester", "theme: money", "theme: mony"),
    ),
    ("a soft hyphen in a quote", cy("quote: The shade", "quote: The sha\u00adde")),
    ("a zero-width space in a slug", cy("theme: money", "theme: mon\u200bey")),
    ("a zero-width space in a name", cy("name: Cy Dahl", "name: Cy\u200b Dahl", path=CY)),
    (
        "letters that aren't composed, in a quote",
        cy(
            "more trees",
            "more açaí",
            "quote: The shade pays for itself.",
            "quote: Plant more ac\u0327ai\u0301, and soon.",
        ),
    ),
    ("letters that aren't composed, in a name", cy("name: Cy Dahl", "name: Jose\u0301 Dahl", path=CY)),
    (
        "a ligature in a quote",
        cy(
            "itself.\nex",
            "itself and the field.\nex",
            "quote: The shade pays for itself.",
            "quote: itself and the ﬁeld.",
        ),
    ),
    ("a no-break space after a colon", cy("theme: money", "theme:\u00a0money")),
    ("a no-break space after a hyphen", cy("  - theme: money", "  -\u00a0theme: money")),
    ("a byte order mark within a file", cy("status: draft", "\ufeffstatus: draft")),
    ("an en dash between lines", [replace(ADA_VIEW, "lines: 2-5", "lines: 2–5")]),
    ("UTF-16 without a mark", [lambda root: write(BEN, (root / BEN).read_text().encode("utf-16-be"))(root)]),
    ("a copy of a file", [write("content/contributors/ada-example (1).yml", "name: x\n")]),
    ("another ending beside the right one", [write("content/contributors/ada-example.yaml", "name: x\n")]),
    ("a name that Windows reserves", [write("content/themes/aux.yml", "title: x\n")]),
    ("a folder that Windows reserves", [write("content/views/con/ada-example.yml", "text: x\n")]),
    ("an id that Windows reserves", [replace(QUESTION, "id: cheap-measure", "id: nul")]),
    ("a document whose name Windows can't hold", [write("seeds/aux.txt", "Who?\n")]),
    ("garbled letters in a text", cy("and soon.", "and it’s soon.".encode().decode("cp1252"))),
    ("dots at the start of a quote", cy("quote: The shade pays", "quote: … pays")),
    ("a bullet for a hyphen", cy("  - theme", "  • theme")),
    ("a dash for a hyphen", cy("  - theme", "  – theme")),
    ("an asterisk for a hyphen", cy("  - theme", "  * theme")),
    ("no blank after a colon in brackets", cy("submitted: 2020", "submitted:2020")),
    ("no blank after the first colon", cy("name: Cy Dahl", "name:Cy Dahl", path=CY)),
    ("two keys on one line", cy("money\n    quote:", "money, quote:")),
    (
        "a comma in a value in brackets",
        cy(
            "  - theme: money\n    quote: The shade pays for itself.",
            "  - {theme: money, quote: The shade pays, for itself.}",
        ),
    ),
    ("two themes for one excerpt", cy("theme: money", "theme: money, streets")),
    ("a list of themes for one excerpt", cy("theme: money", "theme: [money, streets]")),
    ("blanks between lines", [replace(ADA_VIEW, "lines: 2-5", "lines: 2 - 5")]),
    ("an address for a source", cy("{submitted: 2020-05-01}", "https://example.org/trees")),
    ("a source whose key isn't indented", cy("source: {submitted: 2020-05-01}", "source:\nsubmitted: 2020-05-01")),
    ("a key that belongs under another", cy("kind: person\n", "kind: person\norcid: 0000-0002-1825-0097\n", path=CY)),
    (
        "a key that belongs above",
        cy("quote: The shade pays for itself.", "quote: The shade pays for itself.\n    gist: It pays."),
    ),
    ("a key of another file", cy("kind: person\n", "kind: person\nbio: Cy is a forester.\n", path=CY)),
    ("a slug as a key", cy("kind: person\n", "kind: person\nslug: cy\n", path=CY)),
    ("a name that YAML reads as nothing", cy("name: Cy Dahl", "name: Null", path=CY)),
    (
        "a paragraph with a colon that isn't indented",
        cy(
            "\n\n  The shade pays for itself.\nex",
            "\n\nThe shade: it pays.\nex",
            "quote: The shade pays for itself.",
            "quote: Plant more trees, and soon.",
        ),
    ),
    (
        "a view among the contributors",
        [lambda root: write("content/contributors/ada.yml", (root / ADA_VIEW).read_text())(root)],
    ),
    (
        "a contributor among the views",
        [lambda root: write("content/views/trees-2020/cy-dahl.yml", (root / BEN).read_text())(root)],
    ),
    ("a document among the contributors", [write("content/contributors/cy-dahl.docx", "x")]),
    ("a question for a statement", [stated("Will the city plant more trees?")]),
    ("a statement with two claims", [stated("The city will plant more trees and save money.")]),
    ("a statement with its reason", [stated("The city will plant more trees, since they cool it.")]),
    ("a double negative", [stated("The city will not fail to plant more trees.")]),
    ("a statement that may be so", [stated("The city may plant more trees than it fells.")]),
    ("a statement that says little", [stated("Trees play a key role in the city.")]),
    ("a statement of all or nothing", [stated("The city will never plant more trees.")]),
    ("a word of one side", [stated("The city’s reckless plans will cost it its trees.")]),
    (
        "a forecast without a date",
        [stated("The city will plant more trees in the near future."), replace(QUESTION, "    horizon: 2025\n", "")],
    ),
    (
        "two stances on the same words",
        [
            replace(
                ADA_VIEW,
                "stances:\n",
                "stances:\n  - proposition: more-trees\n    stance: agree\n    quote: It’s a cheap … she is right.\n",
            )
        ],
    ),
    (
        "a stance without its condition",
        [
            replace("seeds/trees-2020.txt", "The city will plant", "If nobody pays, the city will plant"),
            replace(BEN_VIEW, "\n  The city will plant", "\n  If nobody pays, the city will plant"),
            replace(BEN_VIEW, "    quote: The city will", "    quote: the city will"),
            replace(BEN_VIEW, "    hedge: will\n    quote: The city", "    hedge: will\n    quote: the city"),
        ],
    ),
    (
        "a stance without the “not” of its sentence",
        [
            replace("seeds/trees-2020.txt", "will plant fewer", "will not plant more"),
            replace(BEN_VIEW, "\n  The city will plant fewer", "\n  The city will not plant more"),
            replace(BEN_VIEW, "quote: The city will plant fewer", "quote: The city will not plant more"),
            replace(
                BEN_VIEW,
                "stance: disagree\n    hedge: will\n    quote: The city will plant fewer",
                "stance: agree\n    quote: plant more",
            ),
        ],
    ),
    (
        "a key quote without the “nobody” of its sentence",
        [replace(ADA_VIEW, "key_quote: Nobody should plant", "key_quote: should plant")],
    ),
    (
        "a statement under two ids",
        [
            replace(
                QUESTION,
                "  - id: cheap-measure\n",
                "  - id: cheap\n    statement: Planting trees is cheap.\n    theme: money\n  - id: cheap-measure\n",
            )
        ],
    ),
    (
        "a proposition added after the others were published, without its day",
        [
            write("content/addresses.txt", "questions/trees-2020/#proposition--cheap-measure\n"),
            replace(BEN_VIEW, "status: draft", "status: reviewed"),
            replace(BEN_VIEW, "proposition: more-trees", "proposition: cheap-measure"),
        ],
    ),
    (
        "a hedge that says the opposite of its stance",
        [
            replace(BEN_VIEW, "stance: disagree\n    hedge: will", "stance: agree\n    hedge: unlikely"),
            replace(
                BEN_VIEW,
                "quote: The city will plant fewer trees than it fells.\nread",
                "quote: the bank is unlikely\nread",
            ),
        ],
    ),
    (
        "an answer from the web that doesn't say when it was given",
        [
            replace(
                BEN_VIEW,
                "source:\n  seed: trees-2020.txt\n  lines: 6-8",
                "source: {url: https://example.org/ben, accessed: 2026-11-20}",
            )
        ],
    ),
    (
        "words in quotation marks in a gist that nobody wrote",
        [replace(ADA_VIEW, "gist: Trees are", "gist: Trees, “a cheap measure”, are “always worth it” and")],
    ),
    (
        "a misprint mended in the text alone",
        [replace(SEED, "cheap measure", "cheap mesure")],
    ),
    (
        "a letter mended that the text has elsewhere too",
        [replace(SEED, "In summer, trees cool", "In summer, treees cool")],
    ),
    (
        "two misprints mended in the text alone",
        [replace(SEED, "she is right. In summer", "sheis right. In sumer")],
    ),
    (
        "a word left out in print, mended in the text alone",
        [replace(SEED, "plant oaks … or limes", "plant … or limes")],
    ),
    (
        "a misprint of the bio mended in the bio alone",
        [replace(SEED, "Ada is a gardener", "Ada is a gardner")],
    ),
    (
        "a text that says something else",
        [replace(ADA_VIEW, "more than water does.\n", "more than any fountain in the whole town can.\n")],
    ),
    (
        "a correction of words that the text doesn't have",
        [corrections(("mesure", "mesures"))],
    ),
    (
        "a correction that isn't made in the text",
        [
            replace(SEED, "cheap measure", "cheap mesure"),
            replace(
                ADA_VIEW,
                "text: |\n  Trees cool the streets. “It’s a cheap measure",
                "text: |\n  Trees cool the streets. “It’s a cheap mesure",
            ),
            corrections(("mesure", "measure")),
        ],
    ),
    (
        "a correction of words that the text has twice",
        [corrections(("kool", "cool"))],
    ),
    (
        "a correction that corrects nothing",
        [corrections(("measure", "measure"))],
    ),
    (
        "a correction of what isn't printed so",
        [replace(SEED, "cheap measure", "cheap mesure"), corrections(("meazure", "measure"))],
    ),
    (
        "a correction of what the source has right",
        [corrections(("mesure", "measure"))],
    ),
    (
        "two corrections of the same words",
        [
            replace(SEED, "cheap measure", "chaep mesure"),
            corrections(("chaep mesure", "cheap measure"), ("mesure", "measure")),
        ],
    ),
    (
        "a quotation of the misprint",
        [
            replace(SEED, "cheap measure", "cheap mesure"),
            replace(ADA_VIEW, "quote: “It’s a cheap measure", "quote: “It’s a cheap mesure"),
            corrections(("mesure", "measure")),
        ],
    ),
    (
        "a correction without its reason",
        [replace(ADA_VIEW, HEADED, f"{HEADED}corrections:\n  - printed: mesure\n    corrected: measure\n")],
    ),
    (
        "an earlier version that isn't in its lines",
        [amended(earlier(ADA_SAID.replace("cheap", "dear"), more=ADA_BIO))],
    ),
    (
        "an earlier version without what its lines say besides",
        [amended(earlier(ADA_SAID))],
    ),
    (
        "an earlier version that isn't another",
        [amended(earlier(ADA_SAID, more=ADA_BIO))],
    ),
    (
        "earlier versions in the wrong order",
        [
            replace(ADA_VIEW, "text: |\n  Trees", "text: |\n  Some trees"),
            amended(
                earlier(ADA_SAID, "2026-11-01", ADA_BIO),
                "  - source: {submitted: 2026-11-02}\n    amended: 2026-11-20\n    why: A slip.\n    text: Trees.\n",
            ),
        ],
    ),
    (
        "an earlier version under a singular key",
        [replace(ADA_VIEW, HEADED, f"{HEADED}earlier:\n  amended: 2026-11-23\n")],
    ),
    (
        "quotations of an answer whose words are withdrawn",
        [
            lambda root: write(ADA_VIEW, without_words(root))(root),
            replace(ADA_VIEW, HEADED, f"{HEADED}withdrawn: {{date: 2026-11-23, why: At the author’s request.}}\n"),
        ],
    ),
    (
        "a text that is said to be withdrawn, without a day and a reason",
        [replace(BEN_VIEW, "status: draft", "status: draft\nwithdrawn: true")],
    ),
    (
        "a text that is withdrawn in an answer that isn't",
        [
            submitted("2026-11-23"),
            lambda root: write(ADA_VIEW, without_words(root))(root),
        ],
    ),
    (
        "words of a withdrawn answer, repeated in the summary of another and on a page",
        [
            replace(ADA_VIEW, HEADED, f"{HEADED}withdrawn: {{date: 2026-11-23, why: At the author’s request.}}\n"),
            replace(
                BEN_VIEW,
                "status: draft\n",
                "status: draft\ngist: Not that “trees cool the streets more than water does”.\n",
            ),
            write("docs/about.md", "# About\n\nAda said that trees cool the *streets*\nmore than water does.\n"),
        ],
    ),
    (
        "an answer after the question was closed",
        [closed("2021-01-31"), replace(BEN_VIEW, "status: draft", "status: draft\nanswered: 2021-02")],
    ),
    (
        "an answer read on the web after the question was closed",
        [
            closed("2021-01-31"),
            replace(
                BEN_VIEW,
                "source:\n  seed: trees-2020.txt\n  lines: 6-8\n",
                "source: {url: https://example.org/a, accessed: 2026-11-23}\n",
            ),
        ],
    ),
    (
        "an answer sent in after the question was closed, and amended",
        [
            closed("2021-01-31"),
            replace(BEN_VIEW, "source:\n  seed: trees-2020.txt\n  lines: 6-8\n", "source: {submitted: 2026-11-24}\n"),
            replace(
                BEN_VIEW,
                "status: draft\n",
                "status: draft\nearlier:\n  - source: {submitted: 2026-11-23}\n    amended: 2026-11-24\n    why: A slip.\n    text: No.\n",
            ),
        ],
    ),
    (
        "a withdrawal before the answer, and a correction before the question",
        [
            replace(SEED, "cheap measure", "cheap mesure"),
            replace(ADA_VIEW, HEADED, f"{HEADED}corrections:\n  - {{printed: mesure, corrected: measure, {WHY}}}\n"),
            replace(ADA_VIEW, "2026-11-23", "2019-11-23"),
            replace(BEN_VIEW, "status: draft\n", "status: draft\nanswered: 2021\n"),
            replace(
                BEN_VIEW, "answered: 2021\n", "answered: 2021\nwithdrawn: {date: 2020-12-01, why: It was wrong.}\n"
            ),
        ],
    ),
    (
        "a question closed on a day to come",
        [closed("2999-01-31")],
    ),
    (
        "a question closed before it was asked",
        [closed("2019-01-31")],
    ),
    ("two themes of one title", [replace(MONEY, "title: Money", "title: Streets")]),
    ("a name to sort by that is somebody else's", [replace(ADA, "sort_name: Example, Ada", "sort_name: Dahl, Cy")]),
    ("a day for a withdrawal", [replace(ADA_VIEW, HEADED, f"{HEADED}withdrawn: 2026-11-23\n")]),
    ("a key in capitals", [replace(ADA, "name:", "NAME:")]),
    ("a key of two words", [replace(ADA, "sort_name:", "Sort Name:")]),
    ("a picture in the place of a file", [write(ADA, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")]),
    ("a term that is any word", [replace(MONEY, "[money,", '["*",')]),
    ("a term twice", [replace(MONEY, "[money,", "[money, money,")]),
    ("a remark for a gist", [replace(ADA_VIEW, "gist: Trees are a cheap way to cool a city.", "gist: TODO")]),
    ("Markdown in a summary", [replace(MONEY, "What it costs", "What it **costs**")]),
    ("an outcome without its keys", [replace(QUESTION, "horizon: 2025", "horizon: 2025\n    outcome: happened")]),
    (
        "a value in place of an outcome's keys",
        [replace(QUESTION, "    theme: money", "    theme: money\n    outcome: not-borne-out")],
    ),
    ("an order that is missing", [replace(MONEY, "order: 2\n", "")]),
    (
        "words after a number sign",
        [replace(ADA, "kind: person", "kind: person\neducation:\n  - PhD, rank #1, University of Kent")],
    ),
    (
        "marks of a conflict",
        [replace(ADA, "kind: person", "<<<<<<< HEAD\nkind: person\n=======\nkind: organisation\n>>>>>>> other")],
    ),
    (
        "no-break spaces before a key of an item",
        [replace(ADA_VIEW, "    quote: In", "\u00a0\u00a0\u00a0\u00a0quote: In")],
    ),
    ("no-break spaces before a paragraph", [replace(ADA_VIEW, "  We may plant", "\u00a0 We may plant")]),
    ("a question of years to come", [replace(QUESTION, "asked: 2020", "asked: 2200")]),
    ("lines past the end, in an outlined document", [outline(), replace(BEN_VIEW, "lines: 6-8", "lines: 6-80")]),
    *((f"in an outline: {name}", [outline(*edits)]) for name, edits in outline_mistakes.CASES),
]


def messages(root: Path) -> list[str]:
    """The problems of a record, as if they were found on a certain day."""
    record, today = content.load(root), datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    found = (*checks.check(record), *checks.warnings(record))
    return [str(problem).replace(f"date: {today}", "date: 2026-11-26") for problem in found]


def snapshot() -> str:
    """Every mistake with the messages it gets."""
    parts = []
    for name, edits in MISTAKES:
        with tempfile.TemporaryDirectory() as folder:
            root = shutil.copytree(SMALL, Path(folder) / "small")
            for edit in edits:
                edit(root)
            parts.append("\n".join([f"# {name}", *messages(root)]))
    return "\n\n".join(parts) + "\n"


@cache
def expected() -> dict[str, list[str]]:
    """The messages of each mistake, as they were found right."""
    parts = SNAPSHOT.read_text(encoding="utf-8").removeprefix("# ").removesuffix("\n").split("\n\n# ")
    return {name: found for name, *found in (part.split("\n") for part in parts)}


def reported() -> set[str]:
    """The code of every problem and warning in the messages."""
    return {line.replace(": warning: ", ": ").split(": ")[1] for lines in expected().values() for line in lines}


def test_the_small_record_has_no_problem(small: Path) -> None:
    assert messages(small) == []


@pytest.mark.parametrize(("name", "edits"), [pytest.param(*mistake, id=mistake[0]) for mistake in MISTAKES])
def test_a_mistake_is_reported_with_place_and_remedy(small: Path, name: str, edits: list[Edit]) -> None:
    for edit in edits:
        edit(small)
    assert messages(small) == expected()[name], "if the new message is right, run `make bless`"


def test_every_mistake_has_a_name_of_its_own_and_a_message() -> None:
    names = [name for name, _ in MISTAKES]
    assert names == list(expected())
    assert all(expected().values())


def test_every_rule_across_the_record_has_a_mistake_that_breaks_it() -> None:
    assert checks.RULES.keys() - reported() == set()


def test_a_file_full_of_mistakes_is_told_in_few_lines_and_soon(small: Path) -> None:
    write(ADA, "".join(f"key{number}: {number}\n" for number in range(30_000)))(small)
    found = messages(small)
    assert len(found) == 101
    assert "many-problems: the file has 29,902 more problems (is this really a contributor?)" in found[0]
