"""Labelled blocks → the parts of each: roles, the words that they take, whose they are, and what is in doubt."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from expertviews.extraction import Hint
from expertviews.model import ROUND_TABLE
from expertviews.outlines.evidence import Evidence
from expertviews.outlines.labelling import label
from expertviews.outlines.labels import EVERYBODYS_NOTE, Labelled
from expertviews.outlines.namings import LOOSE, Naming, further_speakers
from expertviews.outlines.questions import asked_sentence, has_question_label
from expertviews.people import read_attribution
from expertviews.seeds import MAX_BYLINE, Block, Range, bare_words, casefolded, is_caseless, words_without_titles

SURE = 0.95  # what is less probable than this is in doubt
_SURE_OF_ALL = 0.85  # a document whose likeliest labels are together less probable than this has some doubt
_NAMES: Mapping[str, str] = {
    "title": "the title",
    "introduction": "part of the introduction",
    "question": "the question",
    "name": "somebody who answers",
    "affiliation": "what somebody does",
    "heading": "an answer's title",
    "text": "part of an answer",
    "bio": "about who answers",
    "note": "a note",
    "prompt": "said by a moderator",
    "aside": "a line of the page",
}
_ROWS = frozenset({"title", "name", "affiliation", "heading"})
_SEVERAL = "several people speak in this paragraph: is everybody named?"
_WHERE = "where does the name end, and what is said begin?"
_GOES_ON = "said after a prompt: does the same person answer?"
_WHOSE = "whose note is it? write the name, as in `{note: Ann Lee}`"
_ONE_NAME = "only one name was found: does anybody else answer?"
_FOOTNOTE_MARK = re.compile(r"\[\^?\w{1,3}\]:?|[¹²³⁴⁵⁶⁷⁸⁹]+|[†‡]")


@dataclass(frozen=True)
class Mark:
    """The role of a block, or of `words` in it; `doubt` is the reason why it isn't certain."""

    role: str
    words: str | None = None
    owner: str | None = None
    doubt: str | None = None


@dataclass
class Marked:
    """A document's blocks with their marks; how likely names are to stand below the words."""

    seen: Evidence
    marks: list[list[Mark]] = field(default_factory=list)
    below: float = 0.0

    def text(self, at: int) -> str:
        """A block's words."""
        return self.seen.blocks[at].text

    def at_line(self, number: int) -> int:
        """The block with a line."""
        return next(at for at, block in enumerate(self.seen.blocks) if block.last_line >= number)

    def of_role(self, *roles: str) -> list[int]:
        """The blocks that begin with one of the roles."""
        return [at for at, marks in enumerate(self.marks) if marks[0].role in roles]

    def doubt(self, at: int, reason: str) -> None:
        """Put a block in doubt, also for this reason."""
        first, *others = self.marks[at]
        self.marks[at] = [replace(first, doubt="; ".join(filter(None, (first.doubt, reason)))), *others]


def mark(seen: Evidence, hints: Mapping[int, Hint]) -> Marked:
    """The marks of a document's blocks; `hints` are what its format says, by line."""
    labelling = label(seen)
    labelled = [_possible(*each) for each in zip(labelling.blocks, seen.blocks, strict=True)]
    certainty = labelling.probability
    for at, block in enumerate(seen.blocks):
        probability = dict(labelled[at].labels).get("question", 0.0)
        if probability > 0.5 and has_question_label(block.text):  # it is believed
            certainty /= probability
            labelled[at] = replace(labelled[at], labels=[("question", 1.0)])
    marked = Marked(seen)
    for at, block_labels in enumerate(labelled):
        hint = hints.get(seen.blocks[at].number)
        if hint and hint.words and hint.words in seen.blocks[at].text:
            marked.marks.append([Mark("name", hint.words, doubt=hint.doubt), Mark("text")])
        else:
            marked.marks.append(_marks(seen, at, block_labels))
    speaking = [labelled[at].below for at in marked.of_role("name", "text")]
    marked.below = sum(speaking) / len(speaking) if speaking else 0.0
    _give_owners(marked)
    _doubt_notes(marked)
    if certainty < _SURE_OF_ALL:
        _doubt_least_certain(marked, labelled)
    return marked


def _doubt_least_certain(marked: Marked, labelled: Sequence[Labelled]) -> None:
    """Put the least certain block in doubt if nothing is: a document without any doubt is drafted at once."""
    if not any(mark.doubt for marks in marked.marks for mark in marks):
        least = min(range(len(labelled)), key=lambda at: labelled[at].labels[0][1])
        chosen, *others = (it for it, _ in labelled[least].labels)
        marked.doubt(least, _doubt(chosen, others))


def _possible(labelled: Labelled, block: Block) -> Labelled:
    """Only what a block can be: no row, if it is longer than any."""
    rows = _ROWS if len(block.text) > MAX_BYLINE else frozenset()
    kept = [it for it in labelled.labels if it[0] not in rows]
    whole = sum(probability for _, probability in kept)
    return replace(labelled, labels=[(it, probability / whole) for it, probability in kept if whole])


def _marks(seen: Evidence, at: int, labelled: Labelled) -> list[Mark]:
    """The marks of a block by the first of its labels that its words allow; in doubt if that isn't certain."""
    for place, (it, probability) in enumerate(labelled.labels):
        marks = _cut(seen, at, it)
        if marks:
            others = [other for other, _ in labelled.labels if other != it]
            doubt = _doubt(it, others) if place or probability < SURE else None
            return [replace(marks[0], doubt=marks[0].doubt or doubt), *marks[1:]]
    return [Mark("text", doubt="what is this line?")]


def _doubt(chosen: str, others: Sequence[str]) -> str:
    """`the title, or a line of the page?`: what a block is, and what it is almost as likely."""
    own = roles_of(chosen)
    other = next((roles for roles in map(roles_of, others) if roles != own), [])
    first = next((it for it in own if it not in other), own[0])
    second = next((it for it in other if it not in own), other[0] if other else "")
    if first == second or not second:
        return f"{_NAMES[own[0]]}?"
    return f"{_NAMES[first]}, or {_NAMES[second]}?"


def roles_of(label: str) -> list[str]:
    """The roles of a label, in order."""
    return ["note"] if label == EVERYBODYS_NOTE else label.split("+")


def _cut(seen: Evidence, at: int, label: str) -> list[Mark]:
    """The marks of a block with a label; none if its words can't be told apart."""
    text, roles = seen.blocks[at].text, roles_of(label)
    if len(roles) == 1:
        return [Mark(roles[0], owner=ROUND_TABLE if label == EVERYBODYS_NOTE else None)]
    if "question" in roles:
        return _around(text, asked_sentence(text), next(it for it in roles if it != "question"))
    naming = _naming_for(seen, at, roles)
    if not naming:
        return []
    name = Mark("name", spelt(text[slice(*naming.extent)]), doubt=_WHERE if naming.form in LOOSE else None)
    marks = [name if role == "name" else Mark(role) for role in roles]
    return _with_further(text, naming, marks) if label == "name+text" else marks


def _naming_for(seen: Evidence, at: int, roles: Sequence[str]) -> Naming | None:
    """The name in a block that is on the side of the other words that its roles say."""
    if "heading" not in roles:
        return seen.before[at] if roles[0] == "name" else seen.after[at]
    side, naming = seen.titled[at] or ("", None)
    return naming if (side == "before") == (roles[0] == "name") else None


def _around(text: str, asked: Range | None, role: str) -> list[Mark]:
    """A question in a paragraph, and the words around it."""
    if not asked:
        return []
    start, end = asked
    marks = [Mark("question", " ".join(text[start:end].split()))]
    if any(map(str.isalnum, text[:start])):
        marks.insert(0, Mark(role))
    if any(map(str.isalnum, text[end:])):
        marks.append(Mark(role))
    return marks


def _with_further(text: str, first: Naming, marks: list[Mark]) -> list[Mark]:
    """The marks of a paragraph in which others may speak, too."""
    further = further_speakers(text, first)
    if not further:
        return marks
    more = [it for extent in further for it in (Mark("name", spelt(text[slice(*extent)])), Mark("text"))]
    return [replace(marks[0], doubt=_SEVERAL), *marks[1:], *more]


def _give_owners(marked: Marked) -> None:
    """Say whose a text after a prompt is, and a biography that isn't beside its person's answer."""
    names = {at: name for at in range(len(marked.marks)) if (name := _name(marked, at))}
    known = {
        casefolded(word): name
        for name in reversed(names.values())
        for word in words_without_titles(name)
        if len(word) > 2 or is_caseless(word)
    }
    current, prompted = "", False
    for at, (first, *others) in enumerate(marked.marks):
        prompted = (prompted or first.role == "prompt") and at not in names
        if at in names:
            current = names[at]
        elif prompted and current and first.role == "text" and not others:
            marked.marks[at] = [replace(first, owner=current, doubt=first.doubt or _GOES_ON)]
        elif first.role == "bio":
            first_words = map(casefolded, bare_words(marked.text(at)[:60])[:3])
            about = next((known[word] for word in first_words if word in known), None)
            if about and (about != current or prompted):
                marked.marks[at] = [replace(first, owner=about), *others]
        if first.role == "question":
            current = ""
    further = any(mark.role == "name" for _, *others in marked.marks for mark in others[1:])
    if len(set(names.values())) == 1 and not further:
        marked.doubt(min(names), _ONE_NAME)


def _name(marked: Marked, at: int) -> str | None:
    """The name in a block, as its answer is called."""
    found = next((mark for mark in marked.marks[at] if mark.role == "name"), None)
    return read_attribution(found.words or marked.text(at)).name if found else None


def _doubt_notes(marked: Marked) -> None:
    """Ask about footnotes with a mark that is in nobody's words, or in several's."""
    said = "\n".join(marked.text(at) for at, marks in enumerate(marked.marks) if any(it.role == "text" for it in marks))
    for at in marked.of_role("note"):
        found = _FOOTNOTE_MARK.match(marked.text(at))
        if found and not marked.marks[at][0].owner and said.count(found[0].strip(" :")) != 1:
            marked.doubt(at, _WHOSE)


def spelt(words: str) -> str:
    """Words of a line as an outline gives them: without the marks of emphasis."""
    return " ".join(filter(None, (re.sub(r"[*_]+(?=[,.;:]*$)|^[*_]+", "", word) for word in words.split())))
