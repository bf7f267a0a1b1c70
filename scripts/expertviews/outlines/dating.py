"""When the questions of a document were asked: as it is labelled or dated, or the year in its file's name."""

import datetime
import re
from collections.abc import Sequence

from expertviews import dates
from expertviews.seeds import TextLine, lexicon

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MOST_WORDS = 16
_TOP = 12  # lines that may have a dateline


def asked(document: str, lines: Sequence[TextLine]) -> tuple[str | None, str | None]:
    """When the questions were asked, and why that is in doubt, if it is."""
    found = {
        date
        for line in lines
        if (label := lexicon.DATE_LABEL.match(line.text)) and (date := dates.iso(line.text[label.end() :]))
    }
    if len(found) == 1:
        return found.pop(), None
    datelines = [
        date for line in lines[:_TOP] if (words := dated(line.text)) and (date := dates.iso(words)) and len(date) > 4
    ]
    this_year = datetime.datetime.now(tz=datetime.UTC).year
    if datelines:
        return datelines[0], "the date at the top: was the question asked then?"
    named = sorted({year for year in _YEAR.findall(document) if int(year) <= this_year})
    if len(named) == 1:
        return named[0], "the year in the document's name: was the question asked then?"
    return None, None


def dated(text: str) -> str | None:
    """The words of a short line that are a day or a month: `Inside Northgate | Nov. 20, 2024`."""
    words = text.strip("*_ ").split()
    if len(words) > _MOST_WORDS:
        return None
    for length in range(min(5, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            window = " ".join(words[start : start + length]).strip(",;|()·—–")
            found = dates.iso(window)
            if found and len(found) > 4:
                return window
    return None
