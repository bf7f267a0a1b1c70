"""Dates as people write them, read only if they are unambiguous."""

import calendar
import datetime
import re

_MONTHS = (
    "january february march april may june july august september october november december",
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień",
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
)
_NUMBERS = {month: number for line in _MONTHS for number, month in enumerate(line.split(), 1)} | {"sept": 9}
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>\d{1,2})"
_NUMBER = r"(?P<number>\d{1,2})"
_MONTH = r"(?P<month>[^\W\d_]{3,10})\.?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        _YEAR,
        rf"{_YEAR}-(?P<number>\d\d)",
        rf"{_YEAR}[./-]{_NUMBER}[./-]{_DAY}",
        rf"{_DAY}[./-]{_NUMBER}[./-]{_YEAR}",
        rf"{_NUMBER}[./-]{_DAY}[./-]{_YEAR}",
        rf"(?:{_DAY}(?:st|nd|rd|th|\.|º)?\s(?:de\s)?)?{_MONTH},?\s(?:de\s)?{_YEAR}",
        rf"{_MONTH}\s{_DAY}(?:st|nd|rd|th)?,?\s{_YEAR}",
        rf"{_YEAR}[年년]\s?(?:{_NUMBER}[月월]\s?(?:{_DAY}[日일])?)?",
    )
)


def iso(text: str) -> str | None:
    """`12 May 2022` → `2022-05-12`, `May 2022` → `2022-05`, `2022` → `2022`; None if it may mean two days."""
    found = interpretations(text)
    return found[0] if len(found) == 1 else None


def interpretations(text: str) -> tuple[str, ...]:
    """Every date that a text may mean: `05/12/2022` is two, in May and in December; `23/12/2022` is one.

    A day of the week before the date is ignored.
    """
    bare = re.sub(r"^[^\W\d_]{2,10},\s", "", " ".join(text[:60].split()).strip("\"'“”. *_"))
    found = filter(None, (form.fullmatch(bare) for form in _FORMS))
    return tuple(sorted({date for each in found if (date := _written(**each.groupdict()))}))


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
        date = datetime.date(int(year), int(number or _NUMBERS[str(month).casefold()]), int(day or 1))
    except (KeyError, ValueError):
        return None
    return date.isoformat() if day else date.isoformat()[:7]
