"""Finds and replaces characters that mislead: controls, invisible marks, marks that reorder text, look-alikes."""

import re
import unicodedata

CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
"""C0 and C1 controls except white space: no text needs them, and terminals and parsers obey them."""
BIDI_MARKS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Invisible marks that reorder text (bidirectional controls): words with them aren't what they look like."""
BIDI_PATTERN = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""The same marks, for the square brackets of a pattern."""
UNPRINTABLE = re.compile(rf"[\x00-\x1f\x7f-\x9f\ud800-\udfff{BIDI_PATTERN}]")
"""Controls, surrogates, and marks that reorder text on a terminal."""
INVISIBLE_PATTERN = rf"\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200d\u2060-\u2064\ufeff{BIDI_PATTERN}"
"""Characters that no URL needs, and that nobody would see in one."""
NOT_YAML = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no YAML file may have, nor, by escapes, a record's value."""

_SEPARATORS = "\u0085\u2028\u2029"
_OTHER_BREAK = re.compile(f"[{_SEPARATORS}]")
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212"
_LATIN = str.maketrans(
    "аеорсухіјѕһԁԛԝӏкАВЕКМНОРСТУХІЈЅαικνορτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ" + _DASHES,
    "aeopcyxijshdqwlkABEKMHOPCTYXIJSaikvoptuxABEZHIKMNOPTYX" + "-" * len(_DASHES),
)
"""Cyrillic and Greek letters, and dashes, by what they look like."""
_UNSEEN = re.compile(rf"[\u00ad\u200b\u2060-\u2064\ufeff{BIDI_PATTERN}{_SEPARATORS}]|[\u200c\u200d](?![^\x00-\u02ff])")
"""Invisible characters; not the joiners that some scripts and emoji need."""
_INVISIBLE_CATEGORIES = {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp", "Mn", "Me"}
_BLANK_LETTERS = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and symbols in Unicode that print nothing."""


def character_name(character: str) -> str:
    """The name of a character: `zero width space (U+200B)`; of a control, which has none, `U+001B`."""
    name = re.sub("latin|greek|cyrillic", lambda it: it[0].title(), unicodedata.name(character, "").lower())
    code = f"U+{ord(character):04X}"
    return f"{name} ({code})" if name else code


def without_breaks(text: str) -> str:
    """Replaces, by spaces, the characters that some programs, but no editor, take for the end of a line."""
    return _OTHER_BREAK.sub(" ", text)


def seen(text: str) -> str:
    """A text as a reader sees it: with composed letters (NFC), and nothing invisible."""
    return _UNSEEN.sub("", unicodedata.normalize("NFC", without_breaks(text)))


def plain(text: str) -> str:
    """A text as somebody would type it: also without ligatures, wide letters, odd spaces, and look-alike letters."""
    return re.sub(r"\S+", lambda word: _in_latin(word[0]), unicodedata.normalize("NFKC", seen(text)))


def _in_latin(word: str) -> str:
    """Replaces look-alikes in a word that has Latin letters or digits; one without any is Greek or Cyrillic."""
    return word.translate(_LATIN) if re.search("[0-9A-Za-z]", word) else word


def oddities(text: str) -> str:
    """Names up to three characters that nobody would see or tell from others: “a soft hyphen (U+00AD)”. Maybe empty."""
    odd: dict[str, None] = {}
    for word in re.findall(r"\S+|\s", text[:1000]):
        typed = plain(word)
        odd |= dict.fromkeys(character for character in word if character > "\x7f" and character not in typed)
    names = map(character_name, [*odd][:3])
    return " and ".join(f"{'an' if name[0] in 'aeio' else 'a'} {name}" for name in names)


def is_visible(text: str) -> bool:
    """Whether any character of a text prints something."""
    return any(unicodedata.category(sign) not in _INVISIBLE_CATEGORIES and sign not in _BLANK_LETTERS for sign in text)
