"""The forms of short texts, such as dates and slugs, and the annotated types by which Pydantic checks them."""

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from anyascii import anyascii
from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError
from slugify import slugify

from expertviews import characters
from expertviews.files import WINDOWS_DEVICES


@dataclass(frozen=True)
class TextFormat:
    """A kind of short text: its pattern and name, and the code and remedy of the problem of not matching it."""

    pattern: str
    name: str
    code: str
    remedy: str
    details: str = ""


_DAY = r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_DATE = rf"([0-9]{{4}}(-(0[1-9]|1[0-2]))?|{_DAY})"
_RANGE = r"[1-9][0-9]{0,6}(-[1-9][0-9]{0,6})?"
_WRITE_DATE = "write 2021, 2021-03 or 2021-03-14"
_SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
_NO_SPACE = rf"[^\s<>\"{characters.INVISIBLE_PATTERN}]"
_BARE_PAGE = "leave out the site's own address, and end it in a slash: contributors/jane-doe/"
RANGE_PATTERN = rf"^{_RANGE}$"
SLUG = TextFormat(rf"^{_SLUG}$", "a slug", "bad-slug", "use lower-case letters a–z, digits and single hyphens")
DATE = TextFormat(rf"^{_DATE}$", "a date", "bad-date", _WRITE_DATE, ": a year, a month (2021-03) or a day (2021-03-14)")
DOUBTFUL_DATE = TextFormat(rf"^{_DATE}\??$", "a date", "bad-date", _WRITE_DATE, ", with `?` while in doubt")
DAY = TextFormat(rf"^{_DAY}$", "a day", "bad-date", "write year, month and day: 2021-03-14", " (2021-03-14)")
URL = TextFormat(rf"^https?://{_NO_SPACE}+$", "a web address", "bad-address", "start it with https://, without spaces")
PAGE = TextFormat(
    rf"^(questions/{_SLUG}(/{_SLUG})?|(contributors|themes)/{_SLUG})/$", "the address of a page", "bad-page", _BARE_PAGE
)
LINES = TextFormat(
    rf"^{_RANGE}(, ?{_RANGE})*$",
    "a range of lines",
    "bad-lines",
    "write the first and last line with a hyphen: 5-8",
    " (5-8), or several",
)
DIGEST = TextFormat(
    r"^sha256:[0-9a-f]{64}$", "a SHA-256 digest", "bad-digest", "remove the line; `views check --fix` writes it again"
)
TERM = TextFormat(r"[^\s*_-]", "a word or phrase", "bad-term", "write letters beside the `*` or the hyphen: Kazakh*")
_ORCID = r"^[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]$"
ORCID = TextFormat(_ORCID, "an ORCID iD", "bad-orcid", "write its sixteen digits: 0000-0002-1825-0097")
ROR = TextFormat(r"^0[0-9a-hjkmnp-tv-z]{6}[0-9]{2}$", "a ROR ID", "bad-ror", "write its nine characters: 02mhbdp94")
WIKIDATA = TextFormat(r"^Q[0-9]+$", "a Wikidata item", "bad-wikidata", "write Q and its number: Q42")
LANGUAGE = TextFormat(
    r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$",
    "the tag of a language",
    "bad-language",
    "write its code: de, en-GB, zh-Hant",
)
TEXT_FORMATS: Mapping[str, TextFormat] = {
    form.pattern: form
    for form in (SLUG, DATE, DOUBTFUL_DATE, DAY, URL, PAGE, LINES, DIGEST, TERM, ORCID, ROR, WIKIDATA, LANGUAGE)
}
"""By pattern, which is how Pydantic and JSON Schemas refer to a form."""

MOST_ITEMS = 1_000
"""Excerpts or stances of a view, or propositions of a question: far above any record, since checks look at each."""
LONGEST_LINE = 1_000
"""Characters of what fits on a line or in a heading: names, titles, questions, statements."""
LONGEST_SLUG = 100
"""Characters of a slug, which becomes the name of files and folders."""
_LONGEST_MADE_SLUG = 80
SLUG_REMEDY = f"{SLUG.remedy}, {LONGEST_SLUG} characters at most"
RESERVED_SLUGS = WINDOWS_DEVICES | {"index"}
"""Names that Windows reserves, and that of the page that lists all records of a kind."""
ERASED = "withdrawn"
"""The text of a withdrawn answer, the words of which are to be in its file no longer."""
BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
"""The break between two paragraphs of a text."""


def is_slug(text: str) -> bool:
    """Whether a file of the record may have this name."""
    return bool(re.fullmatch(SLUG.pattern, text)) and len(text) <= LONGEST_SLUG and text not in RESERVED_SLUGS


def as_slug(text: str) -> str:
    """Makes a slug of words, with letters of every script spelt in a–z. Empty if nothing can be spelt that way.

    A slug that is reserved gets a number.
    """
    spelt = anyascii(characters.plain(text[:LONGEST_LINE]).replace("’", "").replace("'", ""))
    slug = str(slugify(spelt, max_length=_LONGEST_MADE_SLUG, word_boundary=True))
    return f"{slug}-1" if slug in RESERVED_SLUGS else slug


def _as_written(value: Any) -> Any:
    """Turns numbers and dates back into text: YAML reads an unquoted year as a number, an unquoted day as a date."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _norwegian(value: Any) -> Any:
    """Turns false back into the tag of Norwegian: YAML reads an unquoted `no` as false."""
    return "no" if value is False else value


def _to_write(value: str) -> str | int:
    """Turns a year or a line into a number, which YAML writes without quotation marks."""
    return int(value) if value.isdecimal() and value.isascii() else value


def _must(hold: Callable[[str], object], kind: str, message: str) -> AfterValidator:
    """A validator that raises this kind of error for a text for which a condition doesn't hold."""

    def checked(value: str) -> str:
        if not hold(value):
            raise PydanticCustomError(kind, message)
        return value

    return AfterValidator(checked)


def _is_on_the_calendar(value: str) -> bool:
    """Whether a day exists. Years and months always do."""
    try:
        return len(value) != len("2021-02-28") or bool(datetime.date.fromisoformat(value))
    except ValueError:
        return False


def _orcid_adds_up(value: str) -> bool:
    """Whether the last digit is the check digit of the others by ISO/IEC 7064, MOD 11-2."""
    total, digits = 0, value.replace("-", "")
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    return "0123456789X"[(12 - total % 11) % 11] == digits[-1]


def _ror_adds_up(value: str) -> bool:
    """Whether the last two digits check the number before them, in Crockford's base 32, by ISO/IEC 7064, MOD 97-10."""
    number = 0
    for letter in value[:-2]:
        number = number * 32 + _CROCKFORD.index(letter)
    return 98 - number * 100 % 97 == int(value[-2:])


def _forwards(value: str) -> str:
    """A validator of ranges of lines, none of which may end before it starts."""
    right = re.sub(r"\d+-\d+", lambda span: "-".join(sorted(span[0].split("-"), key=int)), value)
    if right != value:
        raise PydanticCustomError("backwards", "ends before it starts", {"right": right})
    return value


def _also_number(form: TextFormat, **limits: int) -> tuple[Any, ...]:
    """The validators of a text that may be a number in YAML, such as a year or a line."""
    return (
        StringConstraints(pattern=form.pattern),
        BeforeValidator(_as_written),
        PlainSerializer(_to_write),
        WithJsonSchema({"anyOf": [{"type": "integer", **limits}, {"type": "string", "pattern": form.pattern}]}),
    )


_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
_YEARS = {"minimum": 1000, "maximum": 9999}
_NOT_BLANK = _must(str.strip, "blank", "is blank")
_VISIBLE = _must(characters.is_visible, "unseen", "contains nothing visible")
_NOT_REVERSED = _must(
    set(characters.BIDI_MARKS).isdisjoint, "hidden_character", "contains a character that reverses the order of letters"
)
_NOT_RESERVED = _must(lambda value: value not in RESERVED_SLUGS, "reserved", "is a reserved file name")
_ON_THE_CALENDAR = _must(_is_on_the_calendar, "not_a_day", "doesn't exist on the calendar")
_ORCID_ADDS_UP = _must(_orcid_adds_up, "check_digit", "has a wrong check digit")
_ROR_ADDS_UP = _must(_ror_adds_up, "check_digit", "has a wrong check digit")
Slug = Annotated[str, StringConstraints(pattern=SLUG.pattern, max_length=LONGEST_SLUG), _NOT_RESERVED]
Text = Annotated[str, StringConstraints(min_length=1), _NOT_BLANK, _VISIBLE]
# Not a `Text` with a limit: after a validator, Pydantic would take it for a limit of items.
OneLine = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_LINE), _NOT_BLANK, _VISIBLE]
NameLine = Annotated[OneLine, _NOT_REVERSED, Field(json_schema_extra={"pattern": rf"^[^{characters.BIDI_PATTERN}]*$"})]
Day = Annotated[str, StringConstraints(pattern=DAY.pattern), BeforeValidator(_as_written), _ON_THE_CALENDAR]
Date = Annotated[str, *_also_number(DATE, **_YEARS), _ON_THE_CALENDAR]
DoubtfulDate = Annotated[str, *_also_number(DOUBTFUL_DATE, **_YEARS)]
Url = Annotated[str, StringConstraints(pattern=URL.pattern, max_length=2000)]
Lines = Annotated[str, *_also_number(LINES), AfterValidator(_forwards)]
PageAddress = Annotated[str, StringConstraints(pattern=PAGE.pattern, max_length=160)]
Orcid = Annotated[str, StringConstraints(pattern=ORCID.pattern), _ORCID_ADDS_UP]
Language = Annotated[str, StringConstraints(pattern=LANGUAGE.pattern), BeforeValidator(_norwegian)]
Ror = Annotated[str, StringConstraints(pattern=ROR.pattern), _ROR_ADDS_UP]
Wikidata = Annotated[str, StringConstraints(pattern=WIKIDATA.pattern)]
Term = Annotated[Text, StringConstraints(pattern=TERM.pattern)]
Digest = Annotated[str, StringConstraints(pattern=DIGEST.pattern)]
