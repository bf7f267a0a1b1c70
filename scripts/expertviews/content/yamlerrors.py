"""Explains why a text isn't YAML: what is wrong, where, and what to write instead.

The parser often notices a mistake lines after it was made, and says little of it. So this looks at the text for what
people do, such as indenting with a tab; only if it finds nothing of the kind, it explains the parser's own words.
"""

import re
from collections.abc import Mapping
from typing import Any

import yaml

from expertviews import characters
from expertviews.problems import Place, Problem, shown

_ALIGN = "start it in the same column as its neighbours; indent what belongs to a key by two more spaces"
_QUOTE = "put the whole value in quotation marks, or write it on the lines under `key: >-`"
_CLOSE = "close it; put quotation marks around text that starts with a bracket"
_IN_BRACKETS = "write several roles of one line in brackets, with their words: `[name: Bob Ray, text]`"
_MISTAKES: Mapping[str, tuple[str, str, str]] = {
    "git conflict": ("yaml-conflict", "git has left conflict markers here, because two changes edited the same lines",
        "keep what is right in both versions, and delete the lines `<<<<<<<`, `=======` and `>>>>>>>`"),
    "strange space": ("yaml-indentation", "the line starts with unusual spaces, such as no-break spaces from the web",
        "delete everything before the first word, and type ordinary spaces"),
    "odd character": ("yaml-character", "this line has {oddities}, which YAML doesn't read as a space",
        "delete it, and type an ordinary space if one belongs there"),
    "curly marks": ("yaml-quote", "YAML's quotation marks are straight, `\"`; this line has curly ones",
        "put straight ones around the whole value"),
    "bullet": ("yaml-indentation", "this line starts with `{character}`, which makes no list in YAML",
        "start an item with a hyphen and a space: `- `"),
    "no space": ("yaml-key", "there is no space after the colon on this line", "write `key: value`"),
    "wide colon": ("yaml-key", "the colon on this line is a full-width one, “：”", "type an ordinary colon, `:`"),
    "value continues": ("yaml-quote", "the value continues after its closing quotation mark or bracket",
        f"{_QUOTE}; within '…', write an apostrophe twice"),
    "indented with a tab": ("yaml-tab", "this line is indented with a tab", "use two spaces instead"),
}  # fmt: skip
"""The code, message and remedy of each mistake that is recognised in the text."""
_PARSER_MESSAGES = (
    ("cannot start any token", "yaml-character", "a value can't start with `{character}`", _QUOTE),
    ("expected alphabetic or numeric", "yaml-character", "a value can't start with `*` or `&`", _QUOTE),
    ("sequence entries are not", "yaml-character", "a value can't start with `-`",
     f"{_QUOTE}; or start a list on the next line"),
    ("mapping keys are not", "yaml-character", "a value can't start with `?`", _QUOTE),
    ("expected comment or line break", "yaml-character", "words follow `|` or `>` on the same line",
     "start the text on the next line, indented two more spaces"),
    ("mapping values are not", "yaml-colon", "a value contains a colon and a space, or the line starts in the wrong"
     " column", f"{_QUOTE}; or align the key with the one above; a second key goes on a line of its own"),
    ("expected <block end>|expected key", "yaml-indentation", "this line isn't aligned with those above", _ALIGN),
    ("expected '-' indicator", "yaml-indentation", "this line isn't aligned with the list above",
     "start it with a hyphen and a space, or in the same column as the keys of its item"),
    ("expected node content", "yaml-bracket", "a value or a closing bracket is missing", _CLOSE),
    ("expected ',' or", "yaml-bracket", "a comma between items or a closing bracket is missing", _CLOSE),
    ("find expected ':'", "yaml-key", "this line isn't a key followed by a colon, a space and a value",
     "write `key: value`; indent the lines of a text by two spaces"),
    ("unexpected end of stream", "yaml-quote", "this quotation mark is never closed", "close it, or remove it"),
    ("characters are not allowed", "yaml-control", "the file contains the control character {control}", "delete it"),
    ("", "yaml-syntax", "the YAML can't be read from here on: {reason}", "compare with the lines above"),
)  # fmt: skip
"""The code, message and remedy by a pattern for what libyaml or PyYAML says; the first that is found counts."""

_CONFLICT_MARKER = re.compile(r"^(?:<{7} |={7}$|>{7} )", re.MULTILINE)
_UNUSUAL_SPACE = r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
_UNUSUAL_INDENT = re.compile(
    rf"^(?:(?={_UNUSUAL_SPACE})[^\S\n]+|(?=[ \t]+{_UNUSUAL_SPACE})[^\S\n]+(?=- |\w+:))", re.MULTILINE
)
"""A line that starts with a space that YAML doesn't know, or has one among those before a key or an item."""
_ODD_CHARACTER = re.compile(rf"[ \ufeff\u200b]*(?:- *)?(?:[\w-]+:{_UNUSUAL_SPACE}|-{_UNUSUAL_SPACE}|[\ufeff\u200b])")
"""Such a space after the colon of a key or the hyphen of an item, or an invisible character before either."""
_BULLET = re.compile(r" *[•·●◦‣–—*](?=\s+\S)")  # `• Jane Doe`
_NO_SPACE = re.compile(r" *(?:- )?[a-z_]+:(?=[^\s:/][^:]*$)")  # `name:Jane Doe`, but neither `https://…` nor `a:b: c`
_CURLY_QUOTES = re.compile(r"""[:,[-] *(?:[“„«‘][^:]*: |"[^"]*”|'[^']*’\s*$)""")  # `name: “Doe: Jane”`, `name: "Jane”`
_NOTICED_LATE = ("could not find expected ':'", "found unexpected end of stream", "did not find expected ',' or")
"""How the parser's words begin where the mistake is at the start of what it was reading."""


def syntax_problem(error: yaml.YAMLError, text: str, path: str) -> Problem:
    """The problem of a text that the parser refused with an error."""
    mistake, line, column = _mistake(error, text)
    code, what, remedy = _MISTAKES.get(mistake) or next(
        explanation for pattern, *explanation in _PARSER_MESSAGES if re.search(pattern, mistake)
    )
    if code == "yaml-colon" and "/outlines/" in path:
        remedy = _IN_BRACKETS
    source, control = text.split("\n")[line - 1], characters.NOT_YAML.search(text)
    what = what.format(
        character=source[column - 1 : column],
        control=characters.character_name(control[0]) if control else "",
        oddities=characters.oddities(source),
        reason=shown(mistake),
    )
    return Problem(Place(path, line, column), code, what, remedy)


def _mistake(error: yaml.YAMLError, text: str) -> tuple[str, int, int]:
    """The mistake, as a key of _MISTAKES or in the parser's words, with its line and column."""
    for mistake, pattern in (("git conflict", _CONFLICT_MARKER), ("strange space", _UNUSUAL_INDENT)):
        match = pattern.search(text)
        if match:
            return mistake, text.count("\n", 0, match.start()) + 1, 1
    reason = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    line, column = _position(error, reason, text)
    lines = text.split("\n")
    patterns = [("odd character", _ODD_CHARACTER)]
    if "mapping values are not" in reason or "expected alphabetic" in reason:
        patterns += [("bullet", _BULLET), ("no space", _NO_SPACE)]
    for number in (line, line - 1):
        for mistake, pattern in patterns if number else ():
            match = pattern.match(lines[number - 1])
            if match:
                return mistake, number, 1 if mistake == "odd character" else match.end()
    return _mistake_in_line(lines[line - 1], reason, line, column)


def _mistake_in_line(source: str, reason: str, line: int, column: int) -> tuple[str, int, int]:
    indentation = source[: len(source) - len(source.lstrip())]
    if "\t" in indentation or source[column - 1 : column] == "\t":
        return "indented with a tab", line, source.index("\t") + 1
    if _CURLY_QUOTES.search(source) and reason.startswith(("mapping values", *_NOTICED_LATE)):
        return "curly marks", line, column
    if "：" in source and "could not find expected ':'" in reason:
        return "wide colon", line, column
    if "did not find expected key" in reason and source[: column - 1].strip():
        return "value continues", line, column
    return reason, line, column


def _position(error: yaml.YAMLError, reason: str, text: str) -> tuple[int, int]:
    """The line and column where the mistake was probably made."""
    noticed: Any = getattr(error, "problem_mark", None)
    started: Any = getattr(error, "context_mark", None)
    mark = noticed or started
    if noticed and started and started.line < noticed.line and reason.startswith(_NOTICED_LATE):
        mark = started
    if mark:
        return min(mark.line, text.count("\n")) + 1, mark.column + 1
    control = characters.NOT_YAML.search(text)
    place = Place.at("", text, control.start() if control else 0)
    return place.line, place.column
