"""When the questions of a document were asked: as it is labelled or dated, or the year in its file's name."""

import re
from collections.abc import Sequence
from functools import lru_cache

from expertviews import dates
from expertviews.seeds import TextLine, ends_sentence, lexicon

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MOST_WORDS = 40
_TOP = 12  # lines that may have a dateline


def asked(document: str, lines: Sequence[TextLine], above: Sequence[TextLine]) -> tuple[str | None, str | None]:
    """When the questions were asked, and why that is in doubt, if it is. `above`: the lines above the answers."""
    found = {
        date
        for line in lines
        if (label := lexicon.DATE_LABEL.match(line.text)) and (date := dates.iso(line.text[label.end() :]))
    }
    if len(found) == 1:
        return found.pop(), None
    top = [line.text for line in above[:_TOP]]
    if date := next(filter(None, map(dated, top)), None):
        return date, "the date at the top: was the question asked then?"
    this_year = dates.today().year
    for text, where in (
        (document, "in the document's name"),
        (" ".join(text for text in top if not ends_sentence(text)), "at the top"),
    ):
        named = {year for year in _YEAR.findall(text) if int(year) <= this_year}
        if len(named) == 1:
            return named.pop(), f"the year {where}: was the question asked then?"
    return None, None


@lru_cache(maxsize=1024)
def dated(text: str) -> str | None:
    """The day or month in a short line: `Inside Northgate | Nov. 20, 2024`; of two that it may mean, the day first."""
    words = text.strip("*_ ").split()
    if len(words) > _MOST_WORDS or not any(map(str.isdigit, text)):
        return None
    for length in range(min(5, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            window = " ".join(words[start : start + length]).strip(" ,;|()·—–号號호")
            found = [date for date in dates.interpretations(window) if len(date) > 4]
            if found:
                return next((date for date in found if window.startswith(date[-2:])), found[0])
    return None
