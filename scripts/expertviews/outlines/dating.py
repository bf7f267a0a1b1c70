"""When the questions of a document were asked: by a label, a date or a year in it, or in its name."""

from collections.abc import Sequence

from expertviews import dates
from expertviews.outlines.marking import Marked
from expertviews.seeds import TextLine, lexicon

_TOP = 12  # lines that may have a dateline


def date_of(document: str, lines: Sequence[TextLine], marked: Marked) -> tuple[str | None, str | None]:
    """The date, and why it is in doubt, if it is; without a date, twice None."""
    labels = ((line.text, lexicon.DATE_LABEL.match(line.text)) for line in lines)
    labelled = {dates.iso(text[label.end() :]) for text, label in labels if label} - {None}
    if len(labelled) == 1:
        return labelled.pop(), None
    said = [marked.seen.blocks[at].number for at in marked.of_role("name", "text")]
    top = [line.text for line in lines if not said or line.number < said[0]][:_TOP]
    if date := next(filter(None, map(dates.within, top)), None):
        return date, "the date at the top: was the question asked then?"
    rows = [marked.text(at) for at in marked.of_role("title", "aside")]
    introduction = [marked.text(at) for at in marked.of_role("introduction")]
    places = {"in the document's name": [document], "on the page": rows, "in the introduction": introduction}
    for where, texts in places.items():
        years = [year for text in texts for year in dates.years(text) if int(year) <= dates.today().year]
        if years:
            return max(years), f"the year {where}: was the question asked then?"
    return None, None
