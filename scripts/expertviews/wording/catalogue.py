"""The catalogue: what readers read, in every language that it is translated into.

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
    """The languages that the catalogue has, as a configuration names them: `de`, `pt-BR`."""
    return sorted([ENGLISH, *(path.stem for path in LOCALES.glob("*.po"))])


def locale(language: str) -> Locale | None:
    """How dates and numbers are written in a language; None for one that nobody knows."""
    code = "en-GB" if language == ENGLISH else language
    try:
        return Locale.parse(code.replace("_", "-"), sep="-")
    except (UnknownLocaleError, ValueError):
        return None


def broader(language: str) -> Iterator[str]:
    """A language, and those that it is a form of: `de-AT`, `de`."""
    parts = language.replace("_", "-").split("-")
    return ("-".join(parts[:length]) for length in range(len(parts), 0, -1))


def spoken(language: str) -> str:
    """The language of the catalogue for a site in a language: `de` for `de-AT`; English if it isn't translated."""
    known = languages()
    return next((it for it in broader(language) if it in known), ENGLISH)


@lru_cache(maxsize=8)
def translations(language: str) -> NullTranslations:
    """The translations into a language of the catalogue. English needs none."""
    path = LOCALES / f"{language}.po"
    if language == ENGLISH:
        return NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language.replace("-", "_")))
    compiled.seek(0)
    return GNUTranslations(compiled)
