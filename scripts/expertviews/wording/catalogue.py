"""The catalogue of messages, in every language that they are translated into.

The English words stand in the code and in the templates; `locales/` has a file for each other language, such as
`de.po`, which `make words` renews from the code.
"""

import io
from collections.abc import Iterator
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES = Path(__file__).parent / "locales"
ENGLISH = "en"


def languages() -> list[str]:
    """Return the languages that the catalogue has, as a configuration names them: `de`, `pt-BR`."""
    return sorted([ENGLISH, *(path.stem for path in LOCALES.glob("*.po"))])


def locale(language: str) -> Locale | None:
    """Return Babel's data on how a language writes dates and numbers; None if Babel doesn't know the language."""
    code = "en-GB" if language == ENGLISH else language
    try:
        return Locale.parse(code.replace("_", "-"), sep="-")
    except (UnknownLocaleError, ValueError):
        return None


def broader(language: str) -> Iterator[str]:
    """Yield a language, and those that it is a form of: `de-AT`, `de`."""
    parts = language.replace("_", "-").split("-")
    return ("-".join(parts[:length]) for length in range(len(parts), 0, -1))


def spoken(language: str) -> str:
    """Return the catalogue's language for that of a site: `de` for `de-AT`; English if there is no translation."""
    known = languages()
    return next((code for code in broader(language) if code in known), ENGLISH)


@lru_cache(maxsize=8)
def translations(language: str) -> NullTranslations:
    """Return the translations into a language of the catalogue. English needs none."""
    path = LOCALES / f"{language}.po"
    if language == ENGLISH:
        return NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language.replace("-", "_")))
    compiled.seek(0)
    return GNUTranslations(compiled)
