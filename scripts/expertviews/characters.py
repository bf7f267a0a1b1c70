"""Characters that aren't text: controls, invisible marks, and marks that reorder text."""

import re
import unicodedata

CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
"""C0 and C1 controls except white space: no text needs them, and terminals and parsers obey them."""
BIDI_MARKS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Invisible marks that reorder text (bidirectional controls): words with them aren't what they look like."""
BIDI_PATTERN = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""The same, for the square brackets of a pattern."""
UNPRINTABLE = re.compile(rf"[\x00-\x1f\x7f-\x9f\ud800-\udfff{BIDI_PATTERN}]")
"""Controls, surrogates, and marks that reorder text on a terminal."""
INVISIBLE_PATTERN = rf"\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200d\u2060-\u2064\ufeff{BIDI_PATTERN}"
"""Characters that no URL needs, and that nobody would see in one."""

_NAMES = (
    *("NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "HT", "LF", "VT", "FF", "CR", "SO", "SI"),
    *("DLE", "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB", "ESC", "FS", "GS", "RS", "US"),
)
_INVISIBLE_CATEGORIES = {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp", "Mn", "Me"}
_BLANK_LETTERS = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and symbols in Unicode that print nothing."""


def character_name(character: str) -> str:
    """`ESC (U+001B)`, `U+200E`."""
    code = ord(character)
    name = _NAMES[code] if code < len(_NAMES) else "DEL" if code == 0x7F else ""
    return f"{name} (U+{code:04X})" if name else f"U+{code:04X}"


def is_visible(text: str) -> bool:
    """Whether any character of a text prints something."""
    return any(unicodedata.category(it) not in _INVISIBLE_CATEGORIES and it not in _BLANK_LETTERS for it in text)
