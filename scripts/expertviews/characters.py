"""Characters that are no words: controls, marks that can't be seen, and those that turn the order of letters round."""

import re
import unicodedata

CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
"""A C0 or C1 control, but for those that are white space: no text needs it, and terminals and parsers obey it."""
TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Marks that can't be seen and turn the order of letters round: words that have them aren't what they look like."""
TURNING_PATTERN = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""The same, as they stand in the brackets of a pattern."""
UNPRINTABLE = re.compile(rf"[\x00-\x1f\x7f-\x9f\ud800-\udfff{TURNING_PATTERN}]")
"""Controls, halves of characters, and the marks that reorder text on a terminal."""
UNSEEN_PATTERN = rf"\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200d\u2060-\u2064\ufeff{TURNING_PATTERN}"
"""What no address has, and nobody would see in one."""

_NAMES = (
    *("NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "HT", "LF", "VT", "FF", "CR", "SO", "SI"),
    *("DLE", "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB", "ESC", "FS", "GS", "RS", "US"),
)
_UNSEEN_KINDS = {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp", "Mn", "Me"}
_BLANK_LETTERS = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and signs to Unicode, and blank on paper."""


def named(character: str) -> str:
    """`ESC (U+001B)`, `U+200E`."""
    code = ord(character)
    name = _NAMES[code] if code < len(_NAMES) else "DEL" if code == 0x7F else ""
    return f"{name} (U+{code:04X})" if name else f"U+{code:04X}"


def can_be_seen(text: str) -> bool:
    """Whether anything of a text shows on paper."""
    return any(unicodedata.category(it) not in _UNSEEN_KINDS and it not in _BLANK_LETTERS for it in text)
