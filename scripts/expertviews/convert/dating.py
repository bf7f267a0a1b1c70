"""When a document's questions were asked: what it says itself, and what only its name suggests."""

import datetime
import re
from dataclasses import dataclass

from expertviews import seeds
from expertviews.problems import shown
from expertviews.seeds import dates

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True)
class Dating:
    """When the questions were `asked`, if that is known, or the year that is `proposed` to the editor.

    `questions` are for the editor to answer.
    """

    asked: str | None = None
    proposed: str | None = None
    questions: tuple[str, ...] = ()


def of(name: str, document: seeds.Document, given: str | None = None) -> Dating:
    """When the questions of a document were asked: as `given`, or as the document is labelled.

    The year in its file's `name` is proposed at most: it may as well be the year that is asked about, as one in the
    question may. A year to come is that for certain.
    """
    this_year = datetime.datetime.now(tz=datetime.UTC).year
    named = sorted({year for year in _YEAR.findall(name) if int(year) <= this_year})
    labelled = _labelled(document)
    if given:
        return Dating(given)
    if labelled:
        differing = f"the document is dated {labelled}, and its name says {' and '.join(named)}: which is it?"
        return Dating(labelled, questions=(differing,) if named and labelled[:4] not in named else ())
    if len(named) == 1:
        return Dating(proposed=named[0], questions=(_whether(document, named[0]),))
    return Dating(questions=(f"when {_was_asked(document)}? add `asked:` to the {_questions(document)}",))


def remark(year: str) -> str:
    """The proposal as a line of the question's file, which counts once the editor takes out its first sign."""
    why = "the year in the document's name; if it was asked then, take out the first sign and the blank after it"
    return f"asked: {year}  # {why}"


def _labelled(document: seeds.Document) -> str | None:
    """The date with which a document is labelled, where it is one."""
    lines = [part.text for table in document.round_tables for part in table.introduction]
    labels = [line[label.end() :] for line in lines if (label := seeds.DATE_LABEL.match(line))]
    found = {date for line in labels if (date := dates.iso(line))}
    return found.pop() if len(found) == 1 else None


def _whether(document: seeds.Document, year: str) -> str:
    files = "file" if len(document.round_tables) == 1 else "files"
    return (
        f"{_was_asked(document)} in {year}, the year in the document's name? if so, convert with --asked {year}, or "
        f"use the line `# asked: {year}` in the {files} of the {_questions(document)}"
    )


def _was_asked(document: seeds.Document) -> str:
    first, *others = document.round_tables
    return f"were the {len(others) + 1} questions asked" if others else f"was “{shown(first.question.text)}” asked"


def _questions(document: seeds.Document) -> str:
    return "question" if len(document.round_tables) == 1 else "questions"
