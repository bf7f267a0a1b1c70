"""A language as readers read it: translations, and how it writes dates, numbers, lists and quotations."""

import datetime
from collections.abc import Callable, Sequence
from functools import cache, cached_property

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent
from markupsafe import Markup, escape

from expertviews.wording import catalogue

_QUOTES = {
    "bg": "„“", "cs": "„“", "da": "„“", "de": "„“", "de-CH": "«»", "el": "«»", "es": "«»", "et": "„“", "fi": "””",
    "fr": "«\u202f\u202f»", "he": "””", "hr": "„“", "hu": "„”", "is": "„“", "it": "«»", "ja": "「」", "lt": "„“",
    "nb": "«»", "nn": "«»", "no": "«»", "pl": "„”", "pt": "«»", "ro": "„”", "ru": "«»", "sk": "„“", "sl": "„“",
    "sq": "«»", "sr": "„“", "sv": "””", "uk": "«»", "zh-Hant": "「」", "ar": "«»", "fa": "«»",
}  # fmt: skip
"""The quotation marks of languages (Unicode CLDR, delimiters; Duden for German in Switzerland); “” of all others."""


class Language:
    """The site's language: it translates messages, which are English with named placeholders, `%(name)s`.

    `code` is the language of the translations: English if there are none into the site's language.
    """

    def __init__(self, language: str) -> None:
        self.code = catalogue.spoken(language)
        self.is_translated = self.code.split("-")[0] == language.replace("_", "-").split("-")[0]
        own = language if self.is_translated else self.code
        self._locale: Locale = catalogue.locale(own) or Locale.parse("en_GB")
        self.quotes = quotation_marks(own)
        self._translations = catalogue.translations(self.code)

    @property
    def is_from_the_right(self) -> bool:
        """Whether it is written from right to left."""
        return self._locale.text_direction == "rtl"

    def gettext(self, message: str, **values: object) -> str:
        """Translate a message."""
        return self._translations.gettext(message) % values

    def pgettext(self, context: str, message: str, **values: object) -> str:
        """Translate a message whose English words have several meanings, in the one that `context` tells."""
        return self._translations.pgettext(context, message) % values

    def ngettext(self, one: str, many: str, num: int, **values: object) -> str:
        """Translate a message with a number, `%(num)s`."""
        return self._translations.ngettext(one, many, num) % {"num": self.number(num), **values}

    def plural_forms(self, one: str, many: str) -> dict[str, str]:
        """Translate a message with a number that isn't known yet: a form for each plural category of Unicode."""
        examples = {self._locale.plural_form(number): number for number in range(200, -1, -1)}
        return {category: self._translations.ngettext(one, many, number) for category, number in examples.items()}

    @cached_property
    def in_html(self) -> dict[str, Callable[..., Markup]]:
        """These functions by name, for templates: messages are HTML; values are escaped unless they are, too."""
        translated = cache(self._translations.gettext)
        without_values = cache(lambda message: Markup(translated(message) % {}))  # noqa: S704 - our own words

        def filled(text: str, values: dict[str, object]) -> Markup:
            return Markup(text % {name: escape(value) for name, value in values.items()})  # noqa: S704

        def gettext(message: str, /, **values: object) -> Markup:
            return filled(translated(message), values) if values else without_values(message)

        def pgettext(context: str, message: str, /, **values: object) -> Markup:
            return filled(self._translations.pgettext(context, message), values)

        def ngettext(one: str, many: str, number: int, /, **values: object) -> Markup:
            return filled(self._translations.ngettext(one, many, number), {**values, "num": self.number(number)})

        return {"_": gettext, "gettext": gettext, "pgettext": pgettext, "ngettext": ngettext}

    def date(self, date: str) -> str:
        """Write a date of the record: `2021`, `January 2021`, `15 January 2021`."""
        return _date(date, self._locale)

    def number(self, number: int) -> str:
        """Write a number: `1,234`."""
        return str(number) if -1000 < number < 1000 else format_decimal(number, locale=self._locale)

    def percent(self, share: float) -> str:
        """Write a share from 0 to 1 as a percentage; a small share is never written as 0%."""
        if 0 < share < 0.01:
            return self.gettext("under %(share)s", share=_percent(0.01, self._locale))
        return _percent(round(share * 100) / 100, self._locale)

    def per_cent(self, low: int, high: int) -> str:
        """Write a range of percentages: `20–45%`."""
        return f"{low}–{self.percent(high / 100)}"

    def listed(self, names: Sequence[str], most: int = 100) -> str:
        """Write a list: `A`, `A and B`, `A, B and C`; of more than `most`, the first and the number of others."""
        if len(names) > most:
            more = len(names) - most
            names = [*names[:most], self.ngettext("%(num)s more", "%(num)s more", more)]
        return format_list([*names], locale=self._locale)

    def quoted(self, words: str) -> str:
        """Put words in quotation marks."""
        return f"{self.quotes[0]}{words}{self.quotes[1]}"


@cache
def _date(date: str, locale: Locale) -> str:
    year, *rest = (int(part) for part in date.split("-"))
    if not rest:
        return date
    day = datetime.date(year, *(rest if len(rest) > 1 else (rest[0], 1)))
    return format_date(day, "long", locale) if len(rest) > 1 else format_skeleton("yMMMM", day, locale=locale)


@cache
def _percent(share: float, locale: Locale) -> str:
    return format_percent(share, locale=locale)


def is_from_the_right(language: str) -> bool:
    """Return whether a language is written from right to left."""
    locale = catalogue.locale(language)
    return bool(locale and locale.text_direction == "rtl")


def marked(message: str) -> str:
    """Mark a message for the catalogue that is translated elsewhere."""
    return message


def quotation_marks(language: str) -> tuple[str, str]:
    """Return the quotation marks before and after words in a language."""
    marks = next((_QUOTES[code] for code in catalogue.broader(language) if code in _QUOTES), "“”")
    return marks[: len(marks) // 2], marks[len(marks) // 2 :]


def capitalised(text: str) -> str:
    """Return a text with a capital at its start; all else stays, such as the capitals of German nouns."""
    return text[:1].upper() + text[1:]
