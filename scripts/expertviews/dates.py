"""Reads dates as people write them, and compares dates of the record: a year, a month or a day, as in `2021-03`."""

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
_LONGEST_DATE, _LONGEST_DATELINE = 60, 300  # characters
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
    """`12 May 2022` → `2022-05-12`, `May 2022` → `2022-05`, `2022` → `2022`; None if it is no date or may be two."""
    possible = interpretations(text)
    return possible[0] if len(possible) == 1 else None


def interpretations(text: str) -> tuple[str, ...]:
    """Every date that a text may mean: `05/12/2022` is two, in May and in December; `23/12/2022` is one.

    A day of the week before the date is ignored.
    """
    if len(text) > _LONGEST_DATE:
        return ()
    bare = re.sub(r"^[^\W\d_]{2,10},\s", "", " ".join(_in_ascii(text).split()).strip("\"'“”. *_"))
    matches = filter(None, (form.fullmatch(bare) for form in _FORMS))
    return tuple(sorted(set(filter(None, (_as_iso(**match.groupdict()) for match in matches)))))


@lru_cache(maxsize=1024)
def within(text: str) -> str | None:
    """A day or a month in a short line: `Inside Northgate | Nov. 20, 2024`; `5/12/2022` is read as 5 December."""
    if len(text) > _LONGEST_DATELINE:
        return None
    forms = (re.compile(rf"(?<!\w){form.pattern}(?!\d)") for form in (*_FORMS[2:], _FORMS[1]))
    plain = _in_ascii(text)
    possible = (_as_iso(**match.groupdict()) for form in forms for match in form.finditer(plain))
    return next((date for date in possible if date and len(date) > len("2021")), None)


def years(text: str) -> tuple[str, ...]:
    """The years from 1900 to 2099 in a text, in its order."""
    return tuple(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", _in_ascii(text)))


def _in_ascii(text: str) -> str:
    """Replaces digits of other scripts by 0 to 9: `٢٠٢٤` → `2024`."""
    return re.sub(r"[^\D0-9]", lambda digit: str(int(digit[0])), text)


def first_day(date: str) -> str:
    """The first day of a date of the record: `2021` → `2021-01-01`. Empty if the date is."""
    return f"{date}-01-01"[: len("2021-01-01")] if date else ""


def last_day(date: str) -> str:
    """A text that sorts as the last day of a date of the record does, or after it: `2021-02` → `2021-02-99`."""
    return f"{date}-99-99"[: len("2021-12-31")]


def end_of(date: str) -> datetime.date:
    """The last day of a date of the record, as the calendar has it."""
    year, month, day = (int(part) for part in last_day(date).split("-"))
    month = min(month, 12)
    return datetime.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def in_order(earlier: str, later: str) -> bool:
    """Whether any day of the first date of the record is before, or is, any day of the second."""
    return first_day(earlier) <= last_day(later)


def _as_iso(year: str, number: str | None = None, day: str | None = None, month: str | None = None) -> str | None:
    """The date as the record has it, by the named groups of a form; None if there is no such month or day."""
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
