"""Every mistake has a message with its place, what is wrong, and what to type instead: all that is told, exactly."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from expertviews import checks, content
from tests import outline_mistakes

SMALL = Path(__file__).parent / "data" / "small"
"""A small record without problems: one question, two contributors, two themes."""

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


Mistake = tuple[str, list[Edit], list[str]]
MISTAKES: list[Mistake] = [
    (
        "a misspelt key",
        [replace(ADA_VIEW, "key_quote:", "keyquote:")],
        [
            f"{ADA_VIEW}:7:1: unknown-key: `keyquote` isn't a key of a view (did you mean `key_quote`?)",
        ],
    ),
    (
        "a name that turns letters round, by an escape",
        [replace(ADA, "name: Ada Example", 'name: "Ada \\u202eExample"')],
        [
            f"{ADA}:2:7: hidden-character: `name` has an invisible character that turns the order of letters round"
            " (delete it (U+202E), or type it again)",
        ],
    ),
    (
        "a misspelt key that must be there",
        [replace(ADA_VIEW, "  - theme: streets", "  - them: streets")],
        [
            f"{ADA_VIEW}:14:5: unknown-key: `them` isn't a key of an excerpt (did you mean `theme`?)",
        ],
    ),
    (
        "a key that no view has",
        [replace(ADA_VIEW, "gist:", "sentiment:")],
        [
            f"{ADA_VIEW}:8:1: unknown-key: "
            "`sentiment` isn't a key of a view"
            " (one of: bio, byline, contributor, excerpts, gist, key_quote, notes, prompts, question, source, stances, status and 2 more)",
        ],
    ),
    (
        "a hyphen for an underscore",
        [replace(ADA_VIEW, "key_quote:", "key-quote:")],
        [
            f"{ADA_VIEW}:7:1: unknown-key: `key-quote` isn't a key of a view (did you mean `key_quote`?)",
        ],
    ),
    (
        "a key with a capital letter",
        [replace(ADA_VIEW, "gist:", "Gist:")],
        [
            f"{ADA_VIEW}:8:1: unknown-key: `Gist` isn't a key of a view (did you mean `gist`?)",
        ],
    ),
    (
        "a no-break space before a key",
        [replace(ADA_VIEW, "gist:", "\u00a0gist:")],
        [
            f"{ADA_VIEW}:8:1: unknown-key: "
            "an invisible or unusual character stands in or before the key `gist`"
            " (delete the key and the blanks before it, and type them again)",
        ],
    ),
    (
        "a misspelt theme",
        [replace(ADA_VIEW, "theme: streets", "theme: street")],
        [
            f"{ADA_VIEW}:14:12: unknown-theme: "
            "there is no theme `street`"
            " (did you mean `streets`? Or add content/themes/street.yml)",
        ],
    ),
    (
        "a theme that doesn't exist",
        [replace(ADA_VIEW, "theme: streets", "theme: weather")],
        [
            f"{ADA_VIEW}:14:12: unknown-theme: "
            "there is no theme `weather`"
            " (one of: money, streets; or add content/themes/weather.yml)",
        ],
    ),
    (
        "a misspelt proposition",
        [replace(ADA_VIEW, "proposition: cheap-measure", "proposition: cheap-mesure")],
        [
            f"{ADA_VIEW}:19:18: unknown-proposition: "
            "`trees-2020` has no proposition `cheap-mesure`"
            " (did you mean `cheap-measure`?)",
        ],
    ),
    (
        "a misspelt value",
        [replace(ADA_VIEW, "status: reviewed", "status: reveiwed")],
        [
            f"{ADA_VIEW}:5:9: unknown-value: `status` can't be `reveiwed` (did you mean `reviewed`?)",
        ],
    ),
    (
        "yes for agree",
        [replace(ADA_VIEW, "stance: agree", "stance: yes")],
        [
            f"{ADA_VIEW}:20:13: unknown-value: `stance` can't be `yes` (one of: agree, disagree, mixed)",
        ],
    ),
    (
        "a key of an item too far left",
        [replace(ADA_VIEW, "    quote: In summer", "   quote: In summer")],
        [
            f"{ADA_VIEW}:15:4: yaml-indentation: "
            "this line doesn't line up with the list above"
            " (start it with a hyphen and a blank, or in the same column as the keys of its item)",
        ],
    ),
    (
        "an item too far right",
        [replace(ADA_VIEW, "  - theme: money", "   - theme: money")],
        [
            f"{ADA_VIEW}:16:4: yaml-indentation: "
            "this line doesn't line up with the list above"
            " (start it with a hyphen and a blank, or in the same column as the keys of its item)",
        ],
    ),
    (
        "a key too far right",
        [replace(ADA_VIEW, "status: reviewed", " status: reviewed")],
        [
            f"{ADA_VIEW}:5:2: yaml-indentation: "
            "this line doesn't line up with those above"
            " (start it in the same column as its neighbours; what belongs to a key stands two blanks further in)",
        ],
    ),
    (
        "a paragraph that isn't indented",
        [replace(ADA_VIEW, "\n  We may", "\nWe may")],
        [
            f"{ADA_VIEW}:12:1: yaml-key: "
            "this line isn't a key with a colon, a blank and a value"
            " (write `key: value`; indent the lines of a text by two blanks)",
        ],
    ),
    (
        "a text that isn't indented",
        [replace(ADA_VIEW, "  Trees cool", "Trees cool")],
        [
            f"{ADA_VIEW}:10:1: yaml-key: "
            "this line isn't a key with a colon, a blank and a value"
            " (write `key: value`; indent the lines of a text by two blanks)",
        ],
    ),
    (
        "a tab",
        [replace(ADA_VIEW, "  - theme: money", "	- theme: money")],
        [
            f"{ADA_VIEW}:16:1: yaml-tab: a tab stands where YAML wants blanks (indent with two blanks)",
        ],
    ),
    (
        "a key twice",
        [replace(ADA_VIEW, "status: reviewed", "status: reviewed\nstatus: draft")],
        [
            f"{ADA_VIEW}:6:1: duplicate-key: `status` stands here a second time (keep one; the first is in line 5)",
        ],
    ),
    (
        "an unquoted no",
        [replace(ADA, "name: Ada Example", "name: no")],
        [
            f"{ADA}:2:7: ambiguous-scalar: "
            "`no` without quotation marks is read as false, not as text"
            ' (put it in quotation marks: "no")',
        ],
    ),
    (
        "an unquoted date",
        [replace(ADA, "role: Gardener", "role: 2020-01-01")],
        [
            f"{ADA}:6:11: ambiguous-scalar: "
            "`2020-01-01` without quotation marks is read as a date, not as text"
            ' (put it in quotation marks: "2020-01-01")',
        ],
    ),
    (
        "an unquoted number",
        [replace(ADA, "role: Gardener", "role: 2020")],
        [
            f"{ADA}:6:11: ambiguous-scalar: "
            "`2020` without quotation marks is read as a number, not as text"
            ' (put it in quotation marks: "2020")',
        ],
    ),
    (
        "an unquoted time",
        [replace(ADA, "role: Gardener", "role: 12:30")],
        [
            f"{ADA}:6:11: ambiguous-scalar: "
            "`12:30` without quotation marks is read as a number or a time, not as text"
            ' (put it in quotation marks: "12:30")',
        ],
    ),
    (
        "an unquoted colon",
        [replace(ADA_VIEW, "gist: Trees are a cheap way", "gist: In short: trees are a cheap way")],
        [
            f"{ADA_VIEW}:8:15: yaml-colon: "
            "a colon and a blank stand within a value, or the line starts in the wrong column"
            " (put the whole value in quotation marks, or write it in the lines under `key: >-`; or line the key up with the one above)",
        ],
    ),
    (
        "no blank after the colon",
        [replace(ADA_VIEW, "status: reviewed", "status:reviewed")],
        [
            f"{ADA_VIEW}:5:1: yaml-key: "
            "this line isn't a key with a colon, a blank and a value"
            " (write `key: value`; indent the lines of a text by two blanks)",
        ],
    ),
    (
        "a wide colon",
        [replace(ADA_VIEW, "status: reviewed", "status： reviewed")],
        [
            f"{ADA_VIEW}:5:1: yaml-key: the colon in this line is a wide one, “：” (type the plain colon `:`)",
        ],
    ),
    (
        "a value that goes on after quotation marks",
        [replace(ADA_VIEW, "gist: Trees are", 'gist: "Trees" are')],
        [
            f"{ADA_VIEW}:8:15: yaml-quote: "
            "the value goes on after the quotation mark or bracket that closes it"
            " (put the whole value in quotation marks, or write it in the lines under `key: >-`; within '…', write an apostrophe twice)",
        ],
    ),
    (
        "a quotation mark that isn't closed",
        [replace(ADA_VIEW, "gist: Trees are a", 'gist: "Trees are a')],
        [
            f"{ADA_VIEW}:8:7: yaml-quote: a quotation mark is opened here and never closed (close it, or take it out)",
        ],
    ),
    (
        "an apostrophe in single quotation marks",
        [replace(ADA_VIEW, "gist: Trees are a cheap way", "gist: 'Trees' is the city's cheap way'")],
        [
            f"{ADA_VIEW}:8:15: yaml-quote: "
            "the value goes on after the quotation mark or bracket that closes it"
            " (put the whole value in quotation marks, or write it in the lines under `key: >-`; within '…', write an apostrophe twice)",
        ],
    ),
    (
        "a value that starts with an at sign",
        [replace(ADA_VIEW, "gist: Trees", "gist: @Trees")],
        [
            f"{ADA_VIEW}:8:7: yaml-character: "
            "a value can't start with `@`"
            " (put the whole value in quotation marks, or write it in the lines under `key: >-`)",
        ],
    ),
    (
        "emphasis with asterisks",
        [replace(ADA_VIEW, "gist: Trees", "gist: *Trees*")],
        [
            f"{ADA_VIEW}:8:13: yaml-character: "
            "a value can't start with `*` or `&`"
            " (put the whole value in quotation marks, or write it in the lines under `key: >-`)",
        ],
    ),
    (
        "an exclamation mark in front",
        [replace(ADA_VIEW, "gist: Trees", "gist: !Trees")],
        [
            f"{ADA_VIEW}:8:7: yaml-tag: "
            "a value that starts with `!` isn't read as text: `!Trees`"
            " (put the value in quotation marks, or leave this sign and its word out)",
        ],
    ),
    (
        "an ampersand in front",
        [replace(ADA_VIEW, "gist: Trees", "gist: &Trees")],
        [
            f"{ADA_VIEW}:8:7: yaml-alias: "
            "a value that starts with `&` isn't read as text: `&Trees`"
            " (put the value in quotation marks, or leave this sign and its word out)",
        ],
    ),
    (
        "a dash in front",
        [replace(ADA_VIEW, "gist: Trees", "gist: - Trees")],
        [
            f"{ADA_VIEW}:8:7: yaml-character: "
            "a value can't start with `-`"
            " (put the whole value in quotation marks, or write it in the lines under `key: >-`; or start a list on the next line)",
        ],
    ),
    (
        "a bracket in front",
        [replace(ADA_VIEW, "gist: Trees are", "gist: [sic] Trees are")],
        [
            f"{ADA_VIEW}:8:13: yaml-quote: "
            "the value goes on after the quotation mark or bracket that closes it"
            " (put the whole value in quotation marks, or write it in the lines under `key: >-`; within '…', write an apostrophe twice)",
        ],
    ),
    (
        "a hash in front",
        [replace(ADA_VIEW, "gist: Trees are", "gist: #Trees are")],
        [
            f"{ADA_VIEW}:8:1: empty: "
            "`gist` is empty"
            " (fill it in, or take the line out; for example: Rapprochement goes on because both see Washington as the la…)",
        ],
    ),
    (
        "words after the bar",
        [replace(ADA_VIEW, "text: |\n", "text: | Trees\n")],
        [
            f"{ADA_VIEW}:9:9: yaml-character: "
            "words follow `|` or `>` on the same line"
            " (start the text on the next line, two blanks further in)",
        ],
    ),
    (
        "a question mark in front",
        [replace(ADA_VIEW, "gist: Trees are", "gist: ? Trees are")],
        [
            f"{ADA_VIEW}:8:7: yaml-character: "
            "a value can't start with `?`"
            " (put the whole value in quotation marks, or write it in the lines under `key: >-`)",
        ],
    ),
    (
        "a bracket that isn't closed",
        [replace(STREETS, "terms: [street, tree, shade]", "terms: [street, tree, shade")],
        [
            f"{STREETS}:5:8: yaml-bracket: "
            "a comma between items or a closing bracket is missing"
            " (close it; put quotation marks around text that starts with a bracket)",
        ],
    ),
    (
        "a comma that is missing",
        [replace(ADA_VIEW, "{seed: trees-2020.txt, lines: 2-5}", "{seed: trees-2020.txt lines: 2-5}")],
        [
            f"{ADA_VIEW}:4:36: yaml-bracket: "
            "a comma between items or a closing bracket is missing"
            " (close it; put quotation marks around text that starts with a bracket)",
        ],
    ),
    (
        "a line of hyphens",
        [replace(ADA_VIEW, "status: reviewed", "---\nstatus: reviewed")],
        [
            f"{ADA_VIEW}:5:1: yaml-documents: "
            "a second document starts"
            " (keep one record in a file: take the line `---` out)",
        ],
    ),
    (
        "a quotation with another word",
        [replace(ADA_VIEW, "quote: In summer, trees cool", "quote: In winter, trees cool")],
        [
            f"{ADA_VIEW}:15:12: quote-not-found: "
            "the text doesn't have “In winter, trees cool the streets more than water does.”; “winter,” where the source has “summer,”"
            " (write: In summer, trees cool the streets more than water does.)",
        ],
    ),
    (
        "a quotation without a word",
        [replace(ADA_VIEW, "the streets more than water does.\n  - theme", "the streets than water does.\n  - theme")],
        [
            f"{ADA_VIEW}:15:12: quote-not-found: "
            "the text doesn't have “In summer, trees cool the streets than water does.”; “more” is left out"
            " (write: In summer, trees cool the streets more than water does.)",
        ],
    ),
    (
        "a quotation with another capital",
        [replace(ADA_VIEW, "quote: In summer", "quote: in summer")],
        [
            f"{ADA_VIEW}:15:12: quote-not-found: "
            "the text doesn't have “in summer, trees cool the streets more than water does.”; capital and small letters differ"
            " (write: In summer, trees cool the streets more than water does.)",
        ],
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
        [
            f"{ADA_VIEW}:17:12: quote-not-found: "
            'the text doesn\'t have “"It\'s a cheap measure," the mayor said - and she is right.”; " (quotation mark) where the source has “ (left double quotation mark); \' (apostrophe) where the source has ’ (right single quotation mark); " (quotation mark) where the source has ” (right double quotation mark); - (hyphen-minus) where the source has — (em dash)'
            " (write: “It’s a cheap measure,” the mayor said — and she is right.; `views check --fix` does it)",
        ],
    ),
    (
        "a straight apostrophe for a curly one",
        [replace(ADA_VIEW, "quote: “It’s a cheap measure,” the", "quote: “It's a cheap measure,” the")],
        [
            f"{ADA_VIEW}:17:12: quote-not-found: "
            "the text doesn't have ““It's a cheap measure,” the mayor said — and she is right.”; ' (apostrophe) where the source has ’ (right single quotation mark)"
            " (write: “It’s a cheap measure,” the mayor said — and she is right.; `views check --fix` does it)",
        ],
    ),
    (
        "three dots for the ellipsis",
        [replace(BEN_VIEW, "short … unlikely", "short ... unlikely")],
        [
            f"{BEN_VIEW}:16:12: quote-not-found: "
            "the sign for “from … to” is one character with a space on either side"
            " (write: Money is short … unlikely to lend us more.)",
        ],
    ),
    (
        "an ellipsis without blanks",
        [replace(BEN_VIEW, "short … unlikely", "short…unlikely")],
        [
            f"{BEN_VIEW}:16:12: quote-not-found: "
            "the sign for “from … to” is one character with a space on either side"
            " (write: Money is short … unlikely to lend us more.)",
        ],
    ),
    (
        "three dots in brackets",
        [replace(BEN_VIEW, "short … unlikely", "short [...] unlikely")],
        [
            f"{BEN_VIEW}:16:12: quote-not-found: "
            "the sign for “from … to” is one character with a space on either side"
            " (write: Money is short … unlikely to lend us more.)",
        ],
    ),
    (
        "an ellipsis across paragraphs",
        [replace(BEN_VIEW, "Money is short … unlikely to lend us more", "Money is short … than it fells")],
        [
            f"{BEN_VIEW}:16:12: quote-not-found: "
            "no paragraph of the text goes from “Money is short” to “than it fells.”"
            " (“ … ” joins two stretches of one paragraph, the earlier first; make two excerpts of two paragraphs)",
        ],
    ),
    (
        "an ellipsis backwards",
        [replace(BEN_VIEW, "Money is short … unlikely to lend us more", "Money is short … I doubt it")],
        [
            f"{BEN_VIEW}:16:12: quote-not-found: "
            "no paragraph of the text goes from “Money is short” to “I doubt it.”"
            " (“ … ” joins two stretches of one paragraph, the earlier first; make two excerpts of two paragraphs)",
        ],
    ),
    (
        "a quotation of something else",
        [replace(BEN_VIEW, "Money is short … unlikely to lend us more", "Something else entirely was said")],
        [
            f"{BEN_VIEW}:16:12: quote-not-found: "
            "the text doesn't have “Something else entirely was said.”"
            " (copy the words from the text, letter for letter)",
        ],
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
        [
            f"{BEN_VIEW}:16:12: quote-not-found: "
            "the text doesn't have “Something else entirely”"
            " (copy the words from the text, letter for letter)",
        ],
    ),
    (
        "a quotation that cuts a word",
        [replace(BEN_VIEW, "quote: Money is short … unlikely", "quote: Money is short … likely")],
        [
            f"{BEN_VIEW}:16:12: quote-not-found: "
            "the quote “likely to lend us more.” cuts a word of the text: “unlikely to lend us more.”"
            " (quote whole words)",
        ],
    ),
    (
        "a quotation that stands twice",
        [
            replace(
                ADA_VIEW, "quote: In summer, trees cool the streets more than water does.", "quote: cool the streets"
            )
        ],
        [
            f"{ADA_VIEW}:15:12: quote-ambiguous: "
            "the quote stands more than once in the text: “Trees [cool the streets]. “It’s a cheap measure,”” and “ right. In summer, trees [cool the streets] more than water does. We”"
            " (add `prefix: Trees` for the first or add `prefix: trees` for the second)",
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
        [
            f"{ADA_VIEW}:15:12: quote-not-found: "
            "the quote stands in the text, but not with this prefix and suffix"
            " (write the words that stand next to it: “Trees [cool the streets]. “It’s a cheap measure,””)",
        ],
    ),
    (
        "a key quote that stands twice",
        [replace(ADA_VIEW, "key_quote: Nobody should plant palms here.", "key_quote: cool the streets")],
        [
            f"{ADA_VIEW}:7:12: quote-ambiguous: "
            "the quote stands more than once in the text: “Trees [cool the streets]. “It’s a cheap measure,”” and “ right. In summer, trees [cool the streets] more than water does. We”"
            " (quote more words)",
        ],
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
        [
            f"{ADA_VIEW}:19:5: missing-key: "
            "`quote` is missing from the stance"
            " (add a line like `quote: A formal alliance is unlikely for now … maneuverability.`)",
        ],
    ),
    (
        "a hedge that isn't in the quote",
        [replace(ADA_VIEW, "hedge: is", "hedge: probably")],
        [
            f"{ADA_VIEW}:21:12: hedge-not-in-quote: "
            "the hedge “probably” doesn't stand in the quote"
            " (take the contributor's own word from the quote)",
        ],
    ),
    (
        "an excerpt without its theme",
        [replace(ADA_VIEW, "  - theme: money\n    quote", "  - quote")],
        [
            f"{ADA_VIEW}:16:5: missing-key: `theme` is missing from the excerpt (add a line like `theme: military`)",
        ],
    ),
    (
        "a key that is missing",
        [replace(ADA_VIEW, "status: reviewed\n", "")],
        [
            f"{ADA_VIEW}:2:1: missing-key: `status` is missing from the view (add a line like `status: draft`)",
        ],
    ),
    (
        "a source that is missing",
        [replace(ADA_VIEW, "source: {seed: trees-2020.txt, lines: 2-5}\n", "")],
        [
            f"{ADA_VIEW}:2:1: missing-key: "
            "`source` is missing from the view"
            " (add a line like `source: {seed: china-russia-2021.txt, lines: 5-8}`)",
        ],
    ),
    (
        "a key without a value",
        [replace(ADA_VIEW, "gist: Trees are a cheap way to cool a city.", "gist:")],
        [
            f"{ADA_VIEW}:8:1: empty: "
            "`gist` is empty"
            " (fill it in, or take the line out; for example: Rapprochement goes on because both see Washington as the la…)",
        ],
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
        [
            f"{BEN_VIEW}:8:1: empty: "
            "`text` is empty"
            " (fill it in; for example: Both sides gain from trade. It will grow, but slowly.)",
        ],
    ),
    (
        "a value of nothing in quotation marks",
        [replace(ADA, "name: Ada Example", "name: ''")],
        [
            f"{ADA}:2:1: empty: `name` is empty (fill it in; for example: Zachary Paikin)",
        ],
    ),
    (
        "an item without a value",
        [replace(ADA, "affiliations:", "also_known_as:\n  -\naffiliations:")],
        [
            f"{ADA}:6:4: empty: an item of `also_known_as` is empty (fill it in after the `-`, or take the line out)",
        ],
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
        [
            f"{BEN_VIEW}:17:1: empty: "
            "`stances` is empty"
            " (fill it in, or take the line out; for example: [{proposition: formal-alliance, stance: disagree, hedge: un…)",
        ],
    ),
    (
        "words for a list",
        [replace(STREETS, "terms: [street, tree, shade]", "terms: street, tree, shade")],
        [
            f"{STREETS}:5:8: wrong-type: "
            "`terms` expects a list, not `street, tree, shade`"
            " (write each item on a line of its own that starts with `- `)",
        ],
    ),
    (
        "a word for keys",
        [replace(BEN_VIEW, "source:\n  seed: trees-2020.txt\n  lines: 6-8", "source: trees-2020.txt")],
        [
            f"{BEN_VIEW}:4:9: wrong-type: "
            "`source` expects keys of its own, not `trees-2020.txt`"
            " (write `key: value` in the lines under it, two blanks further in)",
        ],
    ),
    (
        "a list for words",
        [replace(ADA, "name: Ada Example", "name: [Ada, Example]")],
        [
            f"{ADA}:2:7: wrong-type: `name` expects text, not a list (write it on one line: `name: Zachary Paikin`)",
        ],
    ),
    (
        "keys for words",
        [replace(ADA_VIEW, "gist: Trees are a cheap way to cool a city.", "gist:\n  a: b")],
        [
            f"{ADA_VIEW}:9:3: wrong-type: "
            "`gist` expects text, not keys and values"
            " (write it on one line: `gist: Rapprochement goes on because both see Washington as the la…`)",
        ],
    ),
    (
        "a word for a number",
        [replace(STREETS, "order: 1", "order: first")],
        [
            f"{STREETS}:4:8: wrong-type: "
            "`order` expects a whole number, not `first`"
            " (write digits alone, without quotation marks)",
        ],
    ),
    (
        "a number in quotation marks",
        [replace(STREETS, "order: 1", 'order: "1"')],
        [
            f"{STREETS}:4:8: wrong-type: "
            '`order` expects a whole number, not `"1"`'
            " (write digits alone, without quotation marks)",
        ],
    ),
    (
        "a fraction for a whole number",
        [replace(STREETS, "order: 1", "order: 1.5")],
        [
            f"{STREETS}:4:8: wrong-type: "
            "`order` expects a whole number, not `1.5`"
            " (write digits alone, without quotation marks)",
        ],
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
        [
            f"{BEN_VIEW}:13:3: wrong-type: "
            "`excerpts` expects a list, not keys and values"
            " (write each item on a line of its own that starts with `- `)",
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
        [
            f"{BEN_VIEW}:13:5: wrong-type: "
            "an item of `excerpts` expects keys of its own, not `The city will plant`"
            " (write `key: value` in the lines under it, two blanks further in)",
        ],
    ),
    (
        "a capital letter in a slug",
        [replace(ADA_VIEW, "theme: streets", "theme: Streets")],
        [
            f"{ADA_VIEW}:14:12: bad-slug: "
            "`Streets` isn't a slug"
            " (use small letters a–z, digits and single hyphens: `streets`)",
        ],
    ),
    (
        "a blank in a slug",
        [replace(ADA_VIEW, "theme: streets", "theme: the streets")],
        [
            f"{ADA_VIEW}:14:12: bad-slug: "
            "`the streets` isn't a slug"
            " (use small letters a–z, digits and single hyphens: `the-streets`)",
        ],
    ),
    (
        "a slug that leads elsewhere",
        [replace(ADA_VIEW, "contributor: ada-example", "contributor: ../ada-example")],
        [
            f"{ADA_VIEW}:3:14: bad-slug: "
            "`../ada-example` isn't a slug"
            " (use small letters a–z, digits and single hyphens: `ada-example`)",
        ],
    ),
    (
        "a slug in another script",
        [replace(ADA_VIEW, "contributor: ada-example", "contributor: 李明")],
        [
            f"{ADA_VIEW}:3:14: bad-slug: `李明` isn't a slug (use small letters a–z, digits and single hyphens: `liming`)",
        ],
    ),
    (
        "an address without https",
        [replace(ADA, "https://example.org/ada", "www.example.org/ada")],
        [
            f"{ADA}:10:12: bad-address: "
            "`www.example.org/ada` isn't a web address"
            " (start it with https://, without blanks)",
        ],
    ),
    (
        "an ORCID iD with its address",
        [replace(ADA, "website: https://example.org/ada", "orcid: https://orcid.org/0000-0002-1825-0097")],
        [
            f"{ADA}:10:10: bad-orcid: "
            "`https://orcid.org/0000-0002-1825-0097` isn't an ORCID iD"
            " (write its sixteen digits: 0000-0002-1825-0097)",
        ],
    ),
    (
        "wikidata",
        [replace(ADA, "website: https://example.org/ada", "wikidata: 42")],
        [
            f"{ADA}:10:13: ambiguous-scalar: "
            "`42` without quotation marks is read as a number, not as text"
            ' (put it in quotation marks: "42")',
        ],
    ),
    (
        "a link of another kind",
        [replace(ADA, "website: https://example.org/ada", "twitter: ada")],
        [
            f"{ADA}:10:3: unknown-key: `twitter` isn't a key of links (one of: orcid, website, wikidata)",
        ],
    ),
    (
        "lines in words",
        [replace(ADA_VIEW, "lines: 2-5", "lines: 2 to 5")],
        [
            f"{ADA_VIEW}:4:39: bad-lines: "
            "`2 to 5` isn't a range of lines"
            " (write the first and last line with a hyphen: 5-8)",
        ],
    ),
    (
        "lines past the end",
        [replace(ADA_VIEW, "lines: 2-5", "lines: 2-50")],
        [
            f"{ADA_VIEW}:4:9: seed-differs: "
            "lines 2-50 of trees-2020.txt aren't those of the view"
            " (its words stand in lines 2-5: write `lines: 2-5`)",
            f"{BEN_VIEW}:6:10: lines-shared: "
            "line 6 of trees-2020.txt belongs to content/views/trees-2020/ada-example.yml as well"
            " (correct the lines of one of the two)",
        ],
    ),
    (
        "a question in other words than its document's",
        [replace(QUESTION, "trees", "tall trees")],
        [
            f"{QUESTION}:2:11: question-differs: `question` isn't what the source says: “tall” isn't in the source"
            " (write: Should the city plant more trees?)",
        ],
    ),
    (
        "lines backwards",
        [replace(ADA_VIEW, "lines: 2-5", "lines: 5-2")],
        [
            f"{ADA_VIEW}:4:9: seed-differs: "
            "lines 5-2 of trees-2020.txt aren't those of the view"
            " (its words stand in lines 2-5: write `lines: 2-5`)",
        ],
    ),
    (
        "a line too few",
        [replace(ADA_VIEW, "lines: 2-5", "lines: 2-4")],
        [
            f"{ADA_VIEW}:6:6: seed-differs: "
            "`bio` stands in line 5 of trees-2020.txt, outside of lines 2-4"
            " (write `lines: 2-5`)",
        ],
    ),
    (
        "a line too many",
        [replace(ADA_VIEW, "lines: 2-5", "lines: 2-6")],
        [
            f"{ADA_VIEW}:9:7: seed-differs: "
            "lines 2-6 of trees-2020.txt also have words that the view leaves out: “Ben Sample”"
            " (add them to the text where they belong, or to `notes`; if they are somebody else's, write `lines: 2-5`)",
            f"{BEN_VIEW}:6:10: lines-shared: "
            "line 6 of trees-2020.txt belongs to content/views/trees-2020/ada-example.yml as well"
            " (correct the lines of one of the two)",
        ],
    ),
    (
        "lines that start too late",
        [replace(ADA_VIEW, "lines: 2-5", "lines: 3-5")],
        [
            f"{ADA_VIEW}:2:1: seed-differs: "
            "the name stands in line 2 of trees-2020.txt, outside of lines 3-5"
            " (write `lines: 2-5`)",
        ],
    ),
    (
        "a day that is years to come",
        [replace(ADA_VIEW, "source: {seed: trees-2020.txt, lines: 2-5}", "source: {submitted: 2062-05-01}")],
        [f"{ADA_VIEW}:4:21: date-to-come: `submitted` is 2062-05-01, which is years to come (look the year up)"],
    ),
    (
        "a month in one digit",
        [replace(QUESTION, "asked: 2020", "asked: 2020-1")],
        [
            f"{QUESTION}:3:8: bad-date: `2020-1` isn't a date (write 2021, 2021-03 or 2021-03-14)",
        ],
    ),
    (
        "a date in words",
        [replace(QUESTION, "asked: 2020", "asked: March 2020")],
        [
            f"{QUESTION}:3:8: bad-date: `March 2020` isn't a date (write 2020-03)",
        ],
    ),
    (
        "a day that no calendar has",
        [replace(QUESTION, "asked: 2020", "asked: 2021-02-30")],
        [
            f"{QUESTION}:3:8: bad-date: `2021-02-30` isn't a day of the calendar (look the date up)",
        ],
    ),
    (
        "a date with slashes",
        [replace(QUESTION, "asked: 2020", "asked: 14/03/2020")],
        [
            f"{QUESTION}:3:8: bad-date: `14/03/2020` isn't a date (write 2020-03-14)",
        ],
    ),
    (
        "a year for a day",
        [replace(BEN_VIEW, "  seed: trees-2020.txt\n  lines: 6-8", "  submitted: 2020")],
        [
            f"{BEN_VIEW}:5:14: bad-date: `2020` isn't a day (write year, month and day: 2021-03-14)",
        ],
    ),
    (
        "two kinds of source in one",
        [
            replace(
                BEN_VIEW, "  seed: trees-2020.txt\n  lines: 6-8", "  seed: trees-2020.txt\n  url: https://example.org/"
            )
        ],
        [
            f"{BEN_VIEW}:5:3: missing-key: "
            "`accessed` is missing from the source on the web"
            " (add a line like `accessed: 2026-11-23`)",
            f"{BEN_VIEW}:5:3: unknown-key: `seed` isn't a key of a source on the web (one of: accessed, url)",
        ],
    ),
    (
        "a text with another word",
        [replace(ADA_VIEW, "Nobody should plant palms here.\nexc", "Nobody should plant pines here.\nexc")],
        [
            f"{ADA_VIEW}:12:1: seed-differs: "
            "the text isn't what its source says: “pines” where the source has “palms”"
            " (write: We may plant oaks … or limes. Nobody should plant palms here.)",
        ],
    ),
    (
        "a text with straight quotation marks",
        [replace(ADA_VIEW, "streets. “It’s", "streets. \"It's")],
        [
            f"{ADA_VIEW}:10:1: seed-differs: "
            "the text isn't what its source says: \" (quotation mark) where the source has “ (left double quotation mark); ' (apostrophe) where the source has ’ (right single quotation mark)"
            " (write: Trees cool the streets. “It’s a cheap measure,” the mayor said — and she is right. In summer, trees cool the streets more than water does.; `views check --fix` does it)",
        ],
    ),
    (
        "a bio with another word",
        [replace(ADA_VIEW, "bio: Ada is", "bio: Ada was")],
        [
            f"{ADA_VIEW}:6:6: seed-differs: "
            "`bio` isn't what the source says: “was” where the source has “is”"
            " (write: Ada is a gardener at the Town Nursery.)",
        ],
    ),
    (
        "a bio left out",
        [replace(ADA_VIEW, "bio: Ada is a gardener at the Town Nursery.\n", "")],
        [
            f"{ADA_VIEW}:8:7: seed-differs: "
            "lines 2-5 of trees-2020.txt also have words that the view leaves out: “Ada is a gardener at the Town Nursery.”"
            " (add them to the text where they belong, or to `notes`; if they are somebody else's, write `lines: 2-4`)",
        ],
    ),
    (
        "a name that the source doesn't have",
        [replace(ADA, "name: Ada Example", "name: Ada Exemple")],
        [
            f"{ADA_VIEW}:2:1: seed-differs: "
            "the source's lines don't name “Ada Exemple”"
            " (add `byline:` with the name as the source has it: Ada Example)",
        ],
    ),
    (
        "a paragraph left out",
        [replace(ADA_VIEW, "\n\n  We may plant oaks … or limes. Nobody should plant palms here.\nexc", "\nexc")],
        [
            f"{ADA_VIEW}:7:12: quote-not-found: "
            "the text doesn't have “Nobody should plant palms here.”"
            " (copy the words from the text, letter for letter)",
            f"{ADA_VIEW}:9:7: seed-differs: "
            "lines 2-5 of trees-2020.txt also have words that the view leaves out: “We may plant oaks … or limes. Nobody should plant palms her…”"
            " (add them to the text where they belong, or to `notes`, or correct the lines)",
        ],
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
        [
            f"{BEN_VIEW}:8:7: seed-differs: "
            "the paragraphs stand in another order than in the source"
            " (put them in its order)",
        ],
    ),
    (
        "a document that isn't there",
        [replace(BEN_VIEW, "seed: trees-2020.txt", "seed: tree-2020.txt")],
        [
            f"{BEN_VIEW}:5:9: seed-missing: seeds/ has no `tree-2020.txt` (did you mean `trees-2020.txt`?)",
        ],
    ),
    (
        "a contributor without a file",
        [remove(BEN)],
        [
            f"{BEN_VIEW}:3:14: unknown-contributor: "
            "there is no contributor `ben-sample`"
            " (one of: ada-example; or add content/contributors/ben-sample.yml)",
        ],
    ),
    (
        "a misspelt contributor",
        [replace(BEN_VIEW, "contributor: ben-sample", "contributor: ben-simple")],
        [
            f"{BEN_VIEW}:3:14: unknown-contributor: "
            "there is no contributor `ben-simple`"
            " (did you mean `ben-sample`? Or add content/contributors/ben-simple.yml)",
        ],
    ),
    (
        "a misspelt question",
        [replace(BEN_VIEW, "question: trees-2020", "question: trees-2021")],
        [
            f"{BEN_VIEW}:2:11: unknown-question: "
            "there is no question `trees-2021`"
            " (did you mean `trees-2020`? Or add content/questions/trees-2021.yml)",
        ],
    ),
    (
        "a view under another name",
        [rename(BEN_VIEW, "content/views/trees-2020/ben.yml")],
        [
            "content/views/trees-2020/ben.yml:3:14: view-misplaced: "
            "the file's place and its `contributor` disagree"
            " (write `contributor: ben`, or move the file to content/views/trees-2020/ben-sample.yml)",
        ],
    ),
    (
        "two people with one name",
        [replace(BEN, "name: Ben Sample", "name: Ben Sample\nalso_known_as: [Ada Example]")],
        [
            f"{BEN}:2:7: same-contributor: "
            "`ada-example` has the name “Ada Example” too"
            " (merge the two files, or give each a `disambiguation`)",
        ],
    ),
    (
        "two files for one person",
        [write("content/contributors/a-example.yml", "name: Ada  EXAMPLE\nsort_name: Example, Ada\nkind: person\n")],
        [
            f"{ADA}:2:7: same-contributor: "
            "`a-example` has the name “Ada Example” too"
            " (merge the two files, or give each a `disambiguation`)",
        ],
    ),
    (
        "a contributor without a name to sort by",
        [replace(ADA, "sort_name: Example, Ada\n", "")],
        [
            f"{ADA}:2:7: sort-name-missing: `sort_name` is missing, by which the contributor is listed and cited (add "
            "the line `sort_name: Example, Ada`, or what is right; `views check --fix` adds that line)",
        ],
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
        [
            "content/views/trees-2020-p1/ada-example.yml:1:11: address-clash: "
            f"the address #trees-2020-p1 is one of {ADA_VIEW} too"
            " (rename one of the two questions)",
        ],
    ),
    (
        "a page of one's own where previews are served",
        [write("docs/previews/12/index.md", "# Mine\n")],
        [
            "docs/previews:1:1: reserved-folder: previews of pull requests are served at this address (give it another name)"
        ],
    ),
    (
        "a moved page without its new address",
        [write(MOVED, "moved:\n  - old: themes/shade/\n")],
        [
            f"{MOVED}:2:5: redirect-unclear: `themes/shade/` has neither `new` nor `gone` (keep `new` where a page has taken its place, else `gone`)",
        ],
    ),
    (
        "a moved page that leads nowhere",
        [write(MOVED, "moved:\n  - {old: themes/shade/, new: themes/street/}\n")],
        [
            f"{MOVED}:2:31: redirect-nowhere: there is no page `themes/street/` (did you mean `themes/streets/`?)",
        ],
    ),
    (
        "moved pages in a circle",
        [write(MOVED, "moved:\n  - {old: themes/a/, new: themes/b/}\n  - {old: themes/b/, new: themes/a/}\n")],
        [
            f"{MOVED}:2:27: redirect-nowhere: `themes/a/` leads round in a circle (write the address of a page that is there, or `gone`)",
            f"{MOVED}:3:27: redirect-nowhere: `themes/b/` leads round in a circle (write the address of a page that is there, or `gone`)",
        ],
    ),
    (
        "a moved page that leads to another one",
        [write(MOVED, "moved:\n  - {old: themes/a/, new: themes/b/}\n  - {old: themes/b/, new: themes/money/}\n")],
        [
            f"{MOVED}:2:27: redirect-nowhere: `themes/b/` has moved as well (write where that leads to: `themes/money/`)",
        ],
    ),
    (
        "a moved page that is still there",
        [write(MOVED, "moved:\n  - {old: themes/money/, new: themes/streets/}\n")],
        [
            f"{MOVED}:2:11: redirect-hides-page: `themes/money/` has a page, which would be hidden (take this item out, or rename the page)",
        ],
    ),
    (
        "an address with the site's own",
        [write(MOVED, "moved:\n  - {old: https://example.org/themes/shade/, new: themes/streets/}\n")],
        [
            f"{MOVED}:2:11: bad-page: `https://example.org/themes/shade/` isn't the address of a page (write it without the site's own address, with a slash at the end: contributors/jane-doe/)",
        ],
    ),
    (
        "two themes in one place",
        [replace(MONEY, "order: 2", "order: 1")],
        [
            f"{STREETS}:4:8: theme-order: `money` is in place 1 too (take another place: 2)",
        ],
    ),
    (
        "an outcome without evidence",
        [replace(QUESTION, "    horizon: 2025", "    horizon: 2025\n    outcome: {status: borne-out}")],
        [
            f"{QUESTION}:10:14: outcome-unproved: "
            "`borne-out` has no evidence"
            " (add `judged_on` and an `evidence` item with title and url, or write `status: open`)",
        ],
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
        [
            f"{QUESTION}:10:14: outcome-unproved: "
            "`borne-out` has no date"
            " (add `judged_on` and an `evidence` item with title and url, or write `status: open`)",
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
        [
            f"{BEN_VIEW}:21:5: repeated: this repeats the item in line 18 (keep one stance of the two)",
        ],
    ),
    (
        "an excerpt twice",
        [
            replace(
                BEN_VIEW,
                "excerpts:\n",
                "excerpts:\n  - theme: streets\n    quote: The city will plant fewer trees than it fells.\n",
            )
        ],
        [
            f"{BEN_VIEW}:15:5: repeated: this repeats the item in line 13 (drop one)",
        ],
    ),
    (
        "two propositions of one id",
        [replace(QUESTION, "id: cheap-measure", "id: more-trees")],
        [
            f"{QUESTION}:10:5: repeated: this repeats the item in line 6 (give one of them another id)",
            f"{ADA_VIEW}:19:18: unknown-proposition: "
            "`trees-2020` has no proposition `cheap-measure`"
            " (one of: more-trees)",
        ],
    ),
    (
        "an anonymous contributor with a name of their own",
        [replace(BEN, "kind: person", "kind: anonymous")],
        [
            f"{BEN_VIEW}:3:14: anonymous-slug: "
            "`ben-sample` is anonymous, but isn't named after the question"
            " (make a contributor trees-2020-… for this view alone)",
        ],
    ),
    (
        "a line in two views",
        [replace(BEN_VIEW, "lines: 6-8", "lines: 5-8")],
        [
            f"{BEN_VIEW}:6:10: lines-shared: "
            "line 5 of trees-2020.txt belongs to content/views/trees-2020/ada-example.yml as well"
            " (correct the lines of one of the two)",
            f"{BEN_VIEW}:8:7: seed-differs: "
            "lines 5-8 of trees-2020.txt also have words that the view leaves out: “Ada is a gardener at the Town Nursery.”"
            " (add them to the text where they belong, or to `notes`; if they are somebody else's, write `lines: 6-8`)",
        ],
    ),
    (
        "an empty file",
        [write(BEN, "")],
        [
            f"{BEN}:1:1: no-keys: "
            "the file is empty"
            " (start with `name: …`; `views new contributor` writes a file to fill in)",
        ],
    ),
    (
        "a file of prose",
        [write(BEN, "Ben Sample is a person\n")],
        [
            f"{BEN}:1:1: no-keys: "
            "the file doesn't hold keys and values"
            " (start with `name: …`; `views new contributor` writes a file to fill in)",
        ],
    ),
    (
        "an invisible character",
        [replace(BEN, "name: Ben", "name: B\x07en")],
        [
            f"{BEN}:2:8: yaml-control: the control character BEL (U+0007) (delete it)",
        ],
    ),
    (
        "an encoding other than UTF-8",
        [write(BEN, b"# x\nname: B\xe9n Sample\nkind: person\n")],
        [
            f"{BEN}:2:8: not-utf-8: "
            "the file isn't saved as UTF-8: here stands a character in another encoding"
            " (save it again with the encoding UTF-8)",
        ],
    ),
    (
        "UTF-16",
        [
            write(
                BEN,
                b"\xff\xfen\x00a\x00m\x00e\x00:\x00 \x00B\x00e\x00n\x00 \x00S\x00a\x00m\x00p\x00l\x00e\x00\n\x00k\x00i\x00n\x00d\x00:\x00 \x00p\x00e\x00r\x00s\x00o\x00n\x00\n\x00",
            )
        ],
        [
            f"{BEN}:1:1: not-utf-8: "
            "the file isn't saved as UTF-8: here stands a character in another encoding"
            " (save it again with the encoding UTF-8)",
        ],
    ),
    (
        "a huge file",
        [write(BEN, "x" * 3_000_000)],
        [
            f"{BEN}:1:1: too-large: "
            "the file has more than 2,000,000 bytes, which are the most that is read"
            " (is it in the right place? Or divide it)",
        ],
    ),
    (
        "brackets a thousand deep",
        [write(BEN, "[" * 1_000)],
        [
            f"{BEN}:1:13: yaml-depth: more than 12 levels of nesting (no record is nested so deep)",
        ],
    ),
    (
        "a bomb of aliases",
        [write(BEN, "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n")],
        [
            f"{BEN}:1:4: yaml-alias: "
            "a value that starts with `&` isn't read as text: `&a`"
            " (put the value in quotation marks, or leave this sign and its word out)",
            f"{BEN}:2:4: yaml-alias: "
            "a value that starts with `&` isn't read as text: `&b`"
            " (put the value in quotation marks, or leave this sign and its word out)",
            f"{BEN}:2:8: yaml-alias: "
            "a value that starts with `*` isn't read as text: `*a`"
            " (put the value in quotation marks, or leave this sign and its word out)",
            f"{BEN}:2:11: yaml-alias: "
            "a value that starts with `*` isn't read as text: `*a`"
            " (put the value in quotation marks, or leave this sign and its word out)",
            f"{BEN}:3:5: yaml-alias: "
            "a value that starts with `*` isn't read as text: `*b`"
            " (put the value in quotation marks, or leave this sign and its word out)",
            f"{BEN}:3:8: yaml-alias: "
            "a value that starts with `*` isn't read as text: `*b`"
            " (put the value in quotation marks, or leave this sign and its word out)",
        ],
    ),
    (
        "a name that differs in capitals alone",
        [write("content/themes/Streets.yml", "title: Streets\nsummary: x\norder: 3\n")],
        [
            "content/themes/Streets.yml:1:1: bad-file-name: "
            "a file or folder can't be named `Streets`"
            " (use small letters a–z, digits and single hyphens: `streets`)",
        ],
    ),
    (
        "an underscore in a file's name",
        [write("content/themes/city_life.yml", "title: x\nsummary: x\norder: 3\n")],
        [
            "content/themes/city_life.yml:1:1: bad-file-name: "
            "a file or folder can't be named `city_life`"
            " (use small letters a–z, digits and single hyphens: `city-life`)",
        ],
    ),
    (
        "another ending",
        [write("content/themes/city.yaml", "title: x\n")],
        [
            "content/themes/city.yaml:1:1: wrong-ending: "
            "a record's file ends in .yml, not in `.yaml`"
            " (rename it to city.yml)",
        ],
    ),
    (
        "two endings",
        [write("content/themes/city.yml.txt", "title: x\n")],
        [
            "content/themes/city.yml.txt:1:1: wrong-ending: "
            "a record's file ends in .yml, not in `.txt`"
            " (rename it to city.yml)",
        ],
    ),
    (
        "a misspelt folder",
        [write("content/theme/city.yml", "title: x\n")],
        [
            "content/theme/city.yml:1:1: misplaced-file: content/ has no place for `theme` (did you mean `themes`?)",
        ],
    ),
    (
        "a view without a folder",
        [write("content/views/ada-example.yml", "title: x\n")],
        [
            "content/views/ada-example.yml:1:1: misplaced-file: "
            "the file is in the wrong folder"
            " (move it to content/views/<question>/<contributor>.yml)",
        ],
    ),
    (
        "a folder too many",
        [write("content/contributors/a/ada.yml", "title: x\n")],
        [
            "content/contributors/a/ada.yml:1:1: misplaced-file: "
            "the file is in the wrong folder"
            " (move it to content/contributors/<name>.yml)",
        ],
    ),
    (
        "a file beside the folders",
        [write("content/stray.yml", "title: x\n")],
        [
            "content/stray.yml:1:1: misplaced-file: "
            "content/ has no place for `stray.yml`"
            " (one of: contributors, outlines, questions, themes, views)",
        ],
    ),
    (
        "a link out of the project",
        [link("content/themes/out.yml", "/etc/hostname")],
        [
            "content/themes/out.yml:1:1: symlink: a link stands here (put the file or folder itself here)",
        ],
    ),
    (
        "a link to nowhere",
        [link("content/themes/out.yml", "nowhere.yml")],
        [
            "content/themes/out.yml:1:1: symlink: a link stands here (put the file or folder itself here)",
        ],
    ),
    (
        "a tag",
        [replace(BEN, "kind: person", "kind: !!str person")],
        [
            f"{BEN}:4:7: yaml-tag: "
            "a value that starts with `!` isn't read as text: `!!str`"
            " (put the value in quotation marks, or leave this sign and its word out)",
        ],
    ),
    (
        "a key twice in an item",
        [replace(QUESTION, "    theme: streets\n", "    theme: streets\n    theme: money\n")],
        [
            f"{QUESTION}:9:5: duplicate-key: "
            "`theme` stands here a second time"
            " (keep one; the first is in line 8; or start a new item with a hyphen and a blank)",
        ],
    ),
    (
        "a proposition's id in words",
        [replace(QUESTION, "id: more-trees", "id: More Trees")],
        [
            f"{QUESTION}:6:9: bad-slug: "
            "`More Trees` isn't a slug"
            " (use small letters a–z, digits and single hyphens: `more-trees`)",
        ],
    ),
    (
        "a text that folds its paragraphs",
        [replace(ADA_VIEW, "text: |", "text: >")],
        [
            f"{ADA_VIEW}:9:7: paragraphs-lost: "
            "`text` is written so that its paragraphs run together"
            " (write `text: |`, and the text in the lines under it)",
        ],
    ),
    (
        "a hyphen without a blank",
        [replace(ADA_VIEW, "  - theme: money", "  -theme: money")],
        [
            f"{ADA_VIEW}:16:3: yaml-indentation: "
            "this line doesn't line up with the list above"
            " (start it with a hyphen and a blank, or in the same column as the keys of its item)",
        ],
    ),
    (
        "no hyphen in front of an item",
        [replace(ADA_VIEW, "  - theme: money", "    theme: money")],
        [
            f"{ADA_VIEW}:16:5: duplicate-key: "
            "`theme` stands here a second time"
            " (keep one; the first is in line 14; or start a new item with a hyphen and a blank)",
            f"{ADA_VIEW}:17:5: duplicate-key: "
            "`quote` stands here a second time"
            " (keep one; the first is in line 15; or start a new item with a hyphen and a blank)",
        ],
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
        [
            f"{QUESTION}:6:9: wrong-value: `id` has 101 characters (shorten it to 100 at most)",
        ],
    ),
    (
        "a moderator's words after the end",
        [replace(BEN_VIEW, "status: draft", "status: draft\nprompts:\n  - {before: 3, text: I doubt it.}")],
        [
            f"{BEN_VIEW}:9:14: prompt-misplaced: the text has 2 paragraphs, so that nothing stands before paragraph 3"
            " (write the number of the paragraph that follows the moderator's words)",
        ],
    ),
    *(
        (f"in an outline: {name}", [outline(*edits)], [f"{outline_mistakes.OUTLINE}:{line}" for line in expected])
        for name, edits, expected in outline_mistakes.CASES
    ),
]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return shutil.copytree(SMALL, tmp_path / "small")


def messages(root: Path) -> list[str]:
    return [str(problem) for problem in checks.check(content.load(root))]


def test_the_small_record_has_no_problem(small: Path) -> None:
    assert messages(small) == []


@pytest.mark.parametrize(
    ("edits", "expected"), [pytest.param(edits, expected, id=name) for name, edits, expected in MISTAKES]
)
def test_a_mistake_is_told_with_place_and_remedy(small: Path, edits: list[Edit], expected: list[str]) -> None:
    for edit in edits:
        edit(small)
    assert messages(small) == expected


def test_every_rule_across_the_record_has_a_mistake_that_breaks_it() -> None:
    told = {re.split(r": ", line)[1] for _, _, expected in MISTAKES for line in expected}
    rules = {rule.__name__.replace("_", "-") for rule in checks.RULES}
    assert rules - told == set()


def test_a_file_full_of_mistakes_is_told_in_few_lines_and_soon(small: Path) -> None:
    write(ADA, "".join(f"key{number}: {number}\n" for number in range(100_000)))(small)
    found = messages(small)
    assert len(found) == 101
    assert "many-problems: the file has 99,902 more problems (is it a contributor at all?)" in found[0]
