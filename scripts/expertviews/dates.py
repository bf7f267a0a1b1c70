"""Dates as people write them, read only if they are unambiguous."""

import calendar
import datetime
import re
from collections.abc import Mapping
from functools import cache, lru_cache

from babel import Locale

_LANGUAGES = (  # without Croatian, in which listopad is October, and not November as in Polish and Czech
    "en de fr es it pt ca eu gl nl af pl cs sk sl ru uk bg sr mk ro hu fi et lv lt sv da nb is el tr az sq cy ga ar he"
    " fa hy ka id ms"
)
_LONGEST_DATELINE = 300
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>\d{1,2})"
_NUMBER = r"(?P<number>\d{1,2})"
_MONTH = r"(?P<month>[^\W\d_]{3,12})\.?"
_DOT = r"(?:[./-]|\.\s)"
_FORMS = tuple(
    re.compile(form)
    for form in (
        _YEAR,
        rf"{_YEAR}-(?P<number>\d\d)",
        rf"{_YEAR}{_DOT}{_NUMBER}{_DOT}{_DAY}(?:T[\d:.]+Z?)?",
        rf"{_DAY}{_DOT}{_NUMBER}{_DOT}{_YEAR}",
        rf"{_NUMBER}{_DOT}{_DAY}{_DOT}{_YEAR}",
        rf"(?:{_DAY}(?:st|nd|rd|th|er|\.|º)?\s(?:de\s)?)?{_MONTH},?\s(?:de\s)?{_YEAR}",
        rf"{_MONTH}\s{_DAY}(?:st|nd|rd|th)?,?\s{_YEAR}",
        rf"{_YEAR}[年년]\s?(?:{_NUMBER}[月월]\s?(?:{_DAY}[日일])?)?",
    )
)


def today() -> datetime.date:
    """The day it is in UTC."""
    return datetime.datetime.now(tz=datetime.UTC).date()


def iso(text: str) -> str | None:
    """`12 May 2022` → `2022-05-12`, `May 2022` → `2022-05`, `2022` → `2022`; None if it may mean two days."""
    found = interpretations(text)
    return found[0] if len(found) == 1 else None


def interpretations(text: str) -> tuple[str, ...]:
    """Every date that a text may mean: `05/12/2022` is two, in May and in December; `23/12/2022` is one.

    A day of the week before the date is ignored.
    """
    bare = re.sub(r"^[^\W\d_]{2,10},\s", "", " ".join(_in_ascii(text[:60]).split()).strip("\"'“”. *_"))
    found = filter(None, (form.fullmatch(bare) for form in _FORMS))
    return tuple(sorted({date for each in found if (date := _written(**each.groupdict()))}))


@lru_cache(maxsize=1024)
def within(text: str) -> str | None:
    """The day or month in a short line: `Inside Northgate | Nov. 20, 2024`; of two that it may mean, the day first."""
    if len(text) > _LONGEST_DATELINE:
        return None
    forms = (re.compile(rf"(?<!\w){form.pattern}(?!\d)") for form in (*_FORMS[2:], _FORMS[1]))
    plain = _in_ascii(text)
    found = (_written(**each.groupdict()) for form in forms for each in form.finditer(plain))
    return next((date for date in found if date and len(date) > len("2021")), None)


def years(text: str) -> tuple[str, ...]:
    """The years from 1900 to 2099 in a text, in its order."""
    return tuple(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", _in_ascii(text)))


def _in_ascii(text: str) -> str:
    """A text with all digits as 0 to 9: `٢٠٢٤` is 2024."""
    return re.sub(r"[^\D0-9]", lambda digit: str(int(digit[0])), text)


def first_day(date: str) -> str:
    """A date of the record as a day: the first, if it is a year or a month; none if it is empty."""
    return f"{date}-01-01"[: len("2021-01-01")] if date else ""


def last_day(date: str) -> str:
    """A date of the record in a form that sorts by its last day, if it is a year or a month."""
    return f"{date}-99-99"[: len("2021-12-31")]


def end_of(date: str) -> datetime.date:
    """The last day of a date of the record."""
    year, month, day = (int(part) for part in last_day(date).split("-"))
    month = min(month, 12)
    return datetime.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def in_order(earlier: str, later: str) -> bool:
    """Whether one date of the record may be before another, or the same; a year or a month is any day in it."""
    return first_day(earlier) <= last_day(later)


def _written(year: str, number: str | None = None, day: str | None = None, month: str | None = None) -> str | None:
    """The date as the record has it; None if that day doesn't exist."""
    if number is None and month is None:
        return year
    try:
        date = datetime.date(int(year), int(number or _months()[str(month).casefold()]), int(day or 1))
    except (KeyError, ValueError):
        return None
    return date.isoformat() if day else date.isoformat()[:7]


@cache
def _months() -> Mapping[str, int]:
    """The numbers of months by their names, long and short, as each language writes them in dates and alone (CLDR)."""
    names = {
        name.casefold().rstrip("."): number
        for language in _LANGUAGES.split()
        for forms in Locale.parse(language).months.values()
        for form in ("abbreviated", "wide")
        for number, name in forms[form].items()
    }
    return names | {"sept": 9, "mrt": 3}
