"""The mistakes that an editor may make in an outline, each with the problems told: all of them, exactly."""

from pathlib import Path

OUTLINE = "content/outlines/trees-2020.txt.yml"
TOP = "# yaml-language-server: $schema=../schemas/outline.json\ndocument: trees-2020.txt\nasked: 2020\n"
PARTS = "parts:\n  1: question\n  2: name\n  3-4: text\n  5: bio\n  6: name\n  7-8: text\n"
ROLES = "title, introduction, question, name, affiliation, heading, text, bio, note, prompt, aside"
SAID = "I doubt it. Money is short, and the bank is unlikely to lend us more. The city will plant fewer trees than it fells."
ASK = "add `question: …` at the top, with `worded_by: editor`, or give the line that asks the role `question`"


def outlined(root: Path, *edits: tuple[str, str], top: str = "", path: str = OUTLINE) -> None:
    """Writes the small record's outline, with other words in some places."""
    text = TOP + top + PARTS
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    (root / path).parent.mkdir(exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


CASES: list[tuple[str, list[tuple[str, str]], list[str]]] = [
    (
        "a line in no part",
        [("  5: bio\n", "")],
        [
            "7:3: outline-wrong: line 5 is in no part: “Ada is a gardener at the Town Nursery.”"
            f" (add a line below `3-4`: `5: text`, or what else it is: {ROLES})"
        ],
    ),
    (
        "lines in two parts",
        [("3-4: text", "3-6: text")],
        [
            "8:3: outline-wrong: line 5 is in `3-6` too (take the lines that they share out of one of the two)",
            "9:3: outline-wrong: line 6 is in `3-6` too (take the lines that they share out of one of the two)",
        ],
    ),
    ("a range that runs backwards", [("3-4", "4-3")], ["7:3: outline-wrong: `4-3` runs backwards (write `3-4`)"]),
    (
        "a range past the end",
        [("7-8", "7-9")],
        ["10:3: outline-wrong: `7-9` runs past the end of the document, which has 8 lines (write `7-8`)"],
    ),
    (
        "a line past the end",
        [("7-8: text", "7-8: text\n  12: aside")],
        [
            "11:3: outline-wrong: `12` runs past the end of the document, which has 8 lines"
            " (correct the numbers, or take this line out)"
        ],
    ),
    (
        "a misspelt role",
        [("2: name", "2: nmae?")],
        ["6:6: outline-wrong: there is no role `nmae?` (did you mean `name`?)"],
    ),
    (
        "a misspelt role in a list",
        [("7-8: text", "7-8: [txet: I doubt it., text]")],
        ["10:9: outline-wrong: there is no role `txet` (did you mean `text`?)"],
    ),
    (
        "a role that isn't one",
        [("2: name", "2: speaker")],
        [
            "6:6: outline-wrong: there is no role `speaker` (one of: affiliation, aside, bio, heading, introduction, name,"
            " note, prompt, question, text, title)"
        ],
    ),
    (
        "no role",
        [("5: bio", "5:")],
        ["8:5: outline-wrong: a role is expected here" f" (write one of {ROLES}; with words: `name: Ann Lee`)"],
    ),
    (
        "words that don't stand in the line",
        [("7-8: text", "7-8: [heading: I doubted it, text]")],
        [f"10:9: outline-wrong: “I doubted it” doesn't stand in lines 7-8 (copy the words from the line: {SAID})"],
    ),
    (
        "words left over",
        [("7-8: text", "7: [heading: I doubt it., heading: Money is short]\n  8: text")],
        [
            "10:6: outline-wrong: words of line 7 are in no part: “, and the bank is unlikely to lend us more.”"
            " (give one of the parts these words too, or list them as a part of their own)"
        ],
    ),
    (
        "two roles for one line",
        [("5: bio", "5: [bio, text]")],
        [
            "8:7: outline-wrong: where `bio` ends and `text` begins in the line isn't said"
            " (give the words of one: `bio: its words`)"
        ],
    ),
    (
        "text before any name",
        [("2: name", "2: title")],
        [
            "7:8: outline-wrong: nobody is named for “Trees cool the streets. “It’s a cheap m…”"
            " (put a `name` above it, or write `introduction`, `note` or `aside`)"
        ],
    ),
    (
        "a name without text",
        [("7-8: text", "7-8: bio")],
        ["9:6: outline-wrong: “Ben Sample” says nothing (give their words `text`, or this line another role)"],
    ),
    (
        "words in place of lines",
        [("  2: name", "  name: 2")],
        [
            f"5:3: outline-wrong: line 2 is in no part: “Ada Example” (add a line below `1`: `2: text`,"
            f" or what else it is: {ROLES})",
            "6:3: outline-wrong: `name` isn't a range of lines (write the numbers of its first and last line: 8-11)",
        ],
    ),
    (
        "lines out of order",
        [("  5: bio\n", ""), ("7-8: text", "7-8: text\n  5: bio")],
        [
            "10:3: outline-wrong: `5` stands below line 8"
            " (move it up to its place, since the lines count upwards)"
        ],
    ),
    ("a line twice", [("5: bio", "2: bio")], ["8:3: duplicate-key: `2` stands here a second time (keep one; the first is in line 6)"]),
    (
        "no question",
        [("1: question", "1: title")],
        [f"6:6: outline-wrong: no question stands above the first name, “Ada Example” ({ASK})"],
    ),
    (
        "a note of nobody's",
        [("5: bio", "5: {note: Ada Exampel}")],
        [
            "8:13: outline-wrong: nobody under this question is called “Ada Exampel” (did you mean `Ada Example`?)"
        ],
    ),
    (
        "a document that has changed",
        [("asked: 2020", f"asked: 2020\ndigest: sha256:{'0' * 64}")],
        [
            "4:9: outline-outdated: seeds/trees-2020.txt has changed since its outline was made: git doesn't have it as it"
            " was (see that each part is right, then take this line out; `views check --fix` writes it anew)"
        ],
    ),
    (
        "a digest by hand",
        [("asked: 2020", "digest: 12ab")],
        ["3:9: bad-digest: `12ab` isn't a digest (take the line out; `views check --fix` writes it anew)"],
    ),
    ("no date", [("2020\nparts", "soon\nparts")], ["3:8: bad-date: `soon` isn't a date (write 2021, 2021-03 or 2021-03-14)"]),
    (
        "names neither above nor below",
        [("asked: 2020", "names: belwo")],
        ["3:8: unknown-value: `names` can't be `belwo` (did you mean `below`?)"],
    ),
    (
        "wrapped otherwise than yes or no",
        [("asked: 2020", "wrapped: maybe")],
        ["3:10: wrong-type: `wrapped` expects true or false, not `maybe` (write `true` or `false`, without quotation marks)"],
    ),
    (
        "another document",
        [("document: trees-2020", "document: tree-2020")],
        [
            "2:11: outline-document: the file has the name of another document than `tree-2020.txt`"
            " (rename the file to content/outlines/tree-2020.txt.yml, or write `document: trees-2020.txt`)"
        ],
    ),
]  # fmt: skip
