"""Dates as people write them, where they can be read in one way only."""

import datetime
import re

_MONTHS = (
    "january february march april may june july august september october november december",
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
)
_NUMBERS = {month: number for line in _MONTHS for number, month in enumerate(line.split(), 1)} | {"sept": 9}
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.|º)?"
_MONTH = r"(?P<month>[^\W\d_]{3,10})\.?"
_IN_DIGITS = re.compile(rf"(?P<one>\d{{1,2}})[./-](?P<other>\d{{1,2}})[./-]{_YEAR}")
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_YEAR}[./-](?P<number>\d{{1,2}})[./-](?P<day>\d{{1,2}})",
        rf"{_YEAR}(?:-(?P<number>\d\d)(?:-(?P<day>\d\d))?)?",
        rf"(?:{_DAY}\s(?:de\s)?)?{_MONTH},?\s(?:de\s)?{_YEAR}",
        rf"{_MONTH}\s{_DAY},?\s{_YEAR}",
        r"(?P<year>(?:19|20)\d\d)年(?:(?P<number>\d{1,2})月(?:(?P<day>\d{1,2})日)?)?",
    )
)


def iso(text: str) -> str | None:
    """`12 May 2022` → `2022-05-12`, `May 2022` → `2022-05`, `2022` → `2022`; None for what may mean two days."""
    found = readings(text)
    return found[0] if len(found) == 1 else None


def readings(text: str) -> tuple[str, ...]:
    """Every date that a text may mean: `05/12/2022` is May to some and December to others, `23/12/2022` is one day.

    A day of the week before it is left out.
    """
    bare = re.sub(r"^[^\W\d_]{2,10},\s", "", " ".join(text[:60].split()).strip("\"'“”. *_"))
    found = next((match for form in _FORMS if (match := form.fullmatch(bare))), None)
    if found:
        return tuple(filter(None, [_written(found.groupdict())]))
    digits = _IN_DIGITS.fullmatch(bare)
    orders = [("one", "other"), ("other", "one")] if digits else []
    dated = [_written({"year": digits["year"], "day": digits[a], "number": digits[b]}) for a, b in orders if digits]
    return tuple(sorted({date for date in dated if date}))


def end(date: str) -> str:
    """A year, month or day of the record in a form that sorts by its last day."""
    return f"{date}-99-99"[: len("2021-12-31")]


def _written(parts: dict[str, str | None]) -> str | None:
    """The parts of a date in the record's form; None if there is no such day."""
    word, number = parts.get("month"), parts.get("number")
    month = _NUMBERS.get(word.casefold()) if word else int(number) if number else None
    year, day = int(parts["year"] or 0), int(parts.get("day") or 0)
    if month is None:
        return None if word else str(year)
    try:
        date = datetime.date(year, month, day or 1)
    except ValueError:
        return None
    return date.isoformat() if day else date.isoformat()[:7]
