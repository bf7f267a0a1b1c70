"""The mistakes that an editor may make in an outline."""

from pathlib import Path

OUTLINE = "content/outlines/trees-2020.txt.yml"
TOP = "# yaml-language-server: $schema=../schemas/outline.json\ndocument: trees-2020.txt\nasked: 2020\n"
PARTS = "parts:\n  1: question\n  2: name\n  3-4: text\n  5: bio\n  6: name\n  7-8: text\n"


def outlined(root: Path, *edits: tuple[str, str], top: str = "", path: str = OUTLINE) -> None:
    """Writes the small record's outline, with other words in some places."""
    text = TOP + top + PARTS
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    (root / path).parent.mkdir(exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


CASES: list[tuple[str, list[tuple[str, str]]]] = [
    (
        "a line in no part",
        [("  5: bio\n", "")],
    ),
    (
        "lines in two parts",
        [("3-4: text", "3-6: text")],
    ),
    ("a range that runs backwards", [("3-4", "4-3")]),
    (
        "a range past the end",
        [("7-8", "7-9")],
    ),
    (
        "a line past the end",
        [("7-8: text", "7-8: text\n  12: aside")],
    ),
    (
        "a misspelt role",
        [("2: name", "2: nmae?")],
    ),
    (
        "a misspelt role in a list",
        [("7-8: text", "7-8: [txet: I doubt it., text]")],
    ),
    (
        "a role that isn't one",
        [("2: name", "2: speaker")],
    ),
    (
        "no role",
        [("5: bio", "5:")],
    ),
    (
        "a soft hyphen in words of a line",
        [("7-8: text", "7-8: [heading: I doubt\u00ad it., text]")],
    ),
    (
        "words that don't stand in the line",
        [("7-8: text", "7-8: [heading: I doubted it, text]")],
    ),
    (
        "words left over",
        [("7-8: text", "7: [heading: I doubt it., heading: Money is short]\n  8: text")],
    ),
    (
        "two roles for one line",
        [("5: bio", "5: [bio, text]")],
    ),
    (
        "text before any name",
        [("2: name", "2: title")],
    ),
    (
        "a name without text",
        [("7-8: text", "7-8: bio")],
    ),
    (
        "words in place of lines",
        [("  2: name", "  name: 2")],
    ),
    (
        "lines out of order",
        [("  5: bio\n", ""), ("7-8: text", "7-8: text\n  5: bio")],
    ),
    ("a line twice", [("5: bio", "2: bio")]),
    (
        "no question",
        [("1: question", "1: title")],
    ),
    (
        "a note of nobody's",
        [("5: bio", "5: {note: Ada Exampel}")],
    ),
    (
        "a document that has changed",
        [("asked: 2020", f"asked: 2020\ndigest: sha256:{'0' * 64}")],
    ),
    (
        "a digest by hand",
        [("asked: 2020", "digest: 12ab")],
    ),
    ("no date", [("2020\nparts", "soon\nparts")]),
    (
        "names neither above nor below",
        [("asked: 2020", "names: belwo")],
    ),
    (
        "wrapped otherwise than yes or no",
        [("asked: 2020", "wrapped: maybe")],
    ),
    (
        "another document",
        [("document: trees-2020", "document: tree-2020")],
    ),
]  # fmt: skip
