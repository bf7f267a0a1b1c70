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
    """How the site speaks to its readers. A message is English, with named placeholders: `%(name)s`.

    The site's language may have no translation: then `code`, that of the words, is English.
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
        """A message."""
        return self._translations.gettext(message) % values

    def pgettext(self, context: str, message: str, **values: object) -> str:
        """A message whose English words have several meanings, in the one that `context` says."""
        return self._translations.pgettext(context, message) % values

    def ngettext(self, one: str, many: str, num: int, **values: object) -> str:
        """A message with a number, `%(num)s`."""
        return self._translations.ngettext(one, many, num) % {"num": self.number(num), **values}

    def plural_forms(self, one: str, many: str) -> dict[str, str]:
        """A message with a number that isn't known here, by the categories of numbers that Unicode names."""
        kinds = {self._locale.plural_form(number): number for number in range(200, -1, -1)}
        return {kind: self._translations.ngettext(one, many, number) for kind, number in kinds.items()}

    @cached_property
    def in_html(self) -> dict[str, Callable[..., Markup]]:
        """The same by name for templates: messages are HTML; values are escaped if they aren't."""
        known = cache(self._translations.gettext)
        whole = cache(lambda message: Markup(known(message) % {}))  # noqa: S704 - our own words

        def filled(text: str, values: dict[str, object]) -> Markup:
            return Markup(text % {name: escape(value) for name, value in values.items()})  # noqa: S704

        def gettext(message: str, /, **values: object) -> Markup:
            return filled(known(message), values) if values else whole(message)

        def pgettext(context: str, message: str, /, **values: object) -> Markup:
            return filled(self._translations.pgettext(context, message), values)

        def ngettext(one: str, many: str, number: int, /, **values: object) -> Markup:
            return filled(self._translations.ngettext(one, many, number), {**values, "num": self.number(number)})

        return {"_": gettext, "gettext": gettext, "pgettext": pgettext, "ngettext": ngettext}

    def date(self, date: str) -> str:
        """A date of the record: `2021`, `January 2021`, `15 January 2021`."""
        return _date(date, self._locale)

    def number(self, number: int) -> str:
        """`1,234`."""
        return str(number) if -1000 < number < 1000 else format_decimal(number, locale=self._locale)

    def percent(self, share: float) -> str:
        """A share from 0 to 1 as a percentage; a small share is never shown as 0%."""
        if 0 < share < 0.01:
            return self.gettext("under %(share)s", share=_percent(0.01, self._locale))
        return _percent(round(share * 100) / 100, self._locale)

    def per_cent(self, low: int, high: int) -> str:
        """`20–45%`."""
        return f"{low}–{self.percent(high / 100)}"

    def listed(self, names: Sequence[str], most: int = 100) -> str:
        """`A`, `A and B`, `A, B and C`; of more than `most`, the first ones and the number of the others."""
        if len(names) > most:
            more = len(names) - most
            names = [*names[:most], self.ngettext("%(num)s more", "%(num)s more", more)]
        return format_list([*names], locale=self._locale)

    def quoted(self, words: str) -> str:
        """Words in quotation marks."""
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
    """Whether a language is written from right to left."""
    found = catalogue.locale(language)
    return bool(found and found.text_direction == "rtl")


def marked(message: str) -> str:
    """A message for the catalogue that is said elsewhere."""
    return message


def quotation_marks(language: str) -> tuple[str, str]:
    """The quotation marks before and after words in a language."""
    marks = next((_QUOTES[it] for it in catalogue.broader(language) if it in _QUOTES), "“”")
    return marks[: len(marks) // 2], marks[len(marks) // 2 :]


def capitalised(text: str) -> str:
    """A text with a capital at its start; all else stays, such as the capitals of German nouns."""
    return text[:1].upper() + text[1:]
