"""Writes an outline as the text of its file: one part per line, with the words of its lines as a comment."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from expertviews.content import records, yamltext
from expertviews.model import Outline
from expertviews.problems import shown

_MOST_SHOWN = 60  # characters of a document's lines in a comment
_COMMENT_COLUMN = 24  # counted from 0
_HEADER = """\
# What each line of seeds/{} is. Where a word ends in “?”, decide: remove the ? or write another word.
# Each comment shows the words of its lines. Comments are ignored."""
_TOP_KEYS = ("language", "asked", "question", "worded_by", "names", "wrapped")


def document_digest(data: bytes) -> str:
    """The digest by which an outline recognises its document."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def outline_text(outline: Outline, text: str, reasons: Mapping[str, str]) -> str:
    """Writes the text of an outline's file; `text` is that of its document.

    `reasons` say why a value is in doubt, by its key at the top or its lines.
    """
    lines = text.split("\n")
    data = outline.model_dump(mode="json", exclude_none=True)
    written = [
        records.schema_line(records.outline_path(outline.document)),
        _HEADER.format(shown(outline.document, 200)),
        f"document: {_inline(outline.document)}",
        f"digest: {outline.digest}",
        *(_commented(f"{key}: {_inline(data[key])}", "", reasons.get(key)) for key in _TOP_KEYS if key in data),
        "parts:",
    ]
    for key, value in outline.parts.items():
        written.append(_commented(f"  {key}: {_role(value)}", _excerpt(lines, key), reasons.get(key)))
    return "".join(f"{line}\n" for line in written)


def _commented(line: str, excerpt: str, reason: str | None) -> str:
    comment = " ← ".join(filter(None, (excerpt, shown(reason or "", 200))))
    return f"{line:<{_COMMENT_COLUMN}} # {comment}" if comment else line


def _excerpt(lines: Sequence[str], key: str) -> str:
    """The words of a range of lines; of many, the first and the last ones."""
    first, _, last = key.partition("-")
    words = " ".join(lines[int(first) - 1 : int(last or first)])
    if len(shown(words, len(words))) <= _MOST_SHOWN:
        return shown(words)
    start, end = shown(words, _MOST_SHOWN // 2).removesuffix("…"), shown(words[-_MOST_SHOWN // 2 :])
    return f"{start.rpartition(' ')[0] or start} … {end.partition(' ')[2] or end}"  # without parts of words


def _role(value: Any) -> str:
    """The role of lines: a word; in braces, one with words; in brackets, several of one line."""
    if isinstance(value, Mapping):
        return f"{{{_pair(value)}}}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(_pair(item) if isinstance(item, Mapping) else str(item) for item in value)}]"
    return str(value)


def _pair(item: Mapping[str, str]) -> str:
    return ", ".join(f"{role}: {_inline(words)}" for role, words in item.items())


def _inline(value: Any) -> str:
    """A value in brackets or after a key, with quotation marks if YAML needs them."""
    if isinstance(value, str) and value.endswith("?") and value[:-1].replace("-", "").isalnum():
        return value  # as in `2021?`, which PyYAML would put in quotation marks
    return yamltext.in_brackets([value])
