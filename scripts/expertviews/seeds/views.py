"""A speaker and the blocks that are theirs → an answer: affiliation, essay title, bio, paragraphs and notes."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from expertviews.seeds import lexicon
from expertviews.seeds.bio_blocks import is_bio, is_sure
from expertviews.seeds.bylines import affiliation_shaped, joint_names, skip_emphasis, trimmed, unwrapped
from expertviews.seeds.document import Answer, Kind, Part
from expertviews.seeds.lines import Block, Range
from expertviews.seeds.speakers import Page, Speaker
from expertviews.seeds.words import bare_words, ends_sentence, folded, person_shaped, starts_high

BioPlace = Literal["first", "last"]


@dataclass(frozen=True)
class Habits:
    """What most views of a document have, by which the others are read: the bio's place, and a job below the name.

    `bios` says that most have a bio; `lone` is the one block that may be a bio where no other view has one, or None.
    """

    place: BioPlace = "last"
    bios: bool = False
    jobs_below: bool = False
    lone: tuple[str, Block] | None = None


_FOOTNOTE = re.compile(r"(?:\[\^?\d{1,3}\]:?|[¹²³⁴⁵⁶⁷⁸⁹]|\^\d{1,3}|†|‡)\s?\S")
_LIST_ITEM = re.compile(r"(?:[-*•·–—]\s|\(?(?:\d{1,3}|[a-zA-Z])[.)]\s)")
_QUOTATION = ('"', "“", "„", "«", "‘", "「")
_CONTACT = re.compile(
    r"(?:areas? of )?expertise\s*[:：].{1,200}$"
    r"|(?:[tmewf]|tel|mob|mobile|phone|e-?mail|fax)\.?\s*[:：]\s*(?:\+?[\d() -]{5,}|\S+@\S+|\S+\.\S+)$",
    re.IGNORECASE,
)
_CREDITED = re.compile(r"[.)’”\s](?:Photo|Photograph|Photography|Image|Illustration)s?(?: by|:)\s[^!?]{2,60}$")
_PULL_LIMIT = 800
_MOST_PULL_QUOTES = 50
MOST_TITLE_WORDS = 20
_WORDS_OF_LOOSE = 12


@dataclass(frozen=True)
class Piece:
    """A block of a view, or what of it is the view's."""

    block: Block
    extent: Range

    @property
    def text(self) -> str:
        """Its words."""
        return self.block.text[self.extent[0] : self.extent[1]]

    def part(self, kind: Kind) -> Part:
        """All of it as one part."""
        return self.block.part(kind, self.extent)

    def bare_part(self, kind: Kind, label: re.Pattern[str] | None = None) -> Part:
        """It as one part without a label, and without emphasis or brackets around the whole; these become marks."""
        text = self.block.text
        start, end = unwrapped(text, *self.extent, brackets="[]()（）【】" if kind == "bio" else "")
        found = label.match(text, skip_emphasis(text) if start == 0 else start, end) if label else None
        if found and found.end() < end:
            start, end = trimmed(text, found.end(), end)
        return self.block.part(kind, (start, end) if start < end else self.extent)


@dataclass(frozen=True)
class View:
    """A speaker with the pieces that are theirs, in the document's order, and an essay title found above the name."""

    speaker: Speaker
    pieces: tuple[Piece, ...]
    heading: Piece | None = None


def whole(block: Block) -> Piece:
    """All of a block as a piece."""
    return Piece(block, block.whole)


def quotes(piece: Piece) -> bool:
    """Whether a piece begins as a quotation does."""
    return piece.block.quoted or piece.text.startswith(_QUOTATION)


def cited(piece: Piece) -> str:
    """The mark of a footnote, as `[1]`; empty if the piece is none."""
    found = _FOOTNOTE.match(piece.text[:20])
    return found[0][:-1].strip().rstrip(":") if found else ""


def closes(text: str) -> bool:
    """Whether a line says that the round-table is over: a copyright line, `COMMENTS:`, a moderator's last words."""
    if lexicon.MODERATOR_LABEL.match(text.lstrip("*_")[:80]):
        return True
    bare = text.lstrip("*_[(")[:80].casefold()
    return bare.rstrip(":*_]) .") in lexicon.CLOSING_LINES or bare.startswith(lexicon.CLOSING_STARTS)


def is_loose(text: str) -> bool:
    """Whether a paragraph is a short line that ends no sentence, and is no item of a list."""
    ended = ends_sentence(text) or text.rstrip("*_ ").endswith((":", "：", ",", ";"))
    return len(text.split()) <= _WORDS_OF_LOOSE and not ended and not _LIST_ITEM.match(text)


def habits(page: Page, views: Sequence[View]) -> Habits:
    """What most views of a document do."""
    bare = [view for view in views if not view.speaker.affiliation and len(view.pieces) > 1]
    known = sum(_affiliation_below(page, view, view.pieces[0]) for view in bare)
    jobs_below = bool(known) and 2 * known >= len(bare)
    first: list[tuple[str, Block]] = []
    last: list[tuple[str, Block]] = []
    told = 0
    for view in views:
        pieces, name = _lead(page, view, jobs_below=jobs_below)[1], page.name_of(view.speaker)
        if len(pieces) > 1:
            told += 1
            first += [(name, pieces[0].block)] if is_bio(pieces[0].text, name) else []
            last += [(name, pieces[-1].block)] if is_bio(pieces[-1].text, name) else []
    found = first if len(first) > len(last) else last
    alone = len(first) + len(last) == 1 < len(views) and not is_sure(found[0][1].text, found[0][0])
    return Habits(
        place="first" if len(first) > len(last) else "last",
        bios=bool(found) and 2 * len(found) >= told,
        jobs_below=jobs_below,
        lone=found[0] if alone else None,
    )


def answer(page: Page, view: View, habit: Habits) -> Answer:
    """The answer that a view's pieces make, by the document's habits. Each piece becomes one part of it."""
    speaker, block = view.speaker, page.blocks[view.speaker.block]
    name = block.part("name", speaker.name)
    affiliation, pieces = _lead(page, view, jobs_below=habit.jobs_below)
    captions, pieces = _divided(pieces, lambda piece: _is_caption(piece, name.text))
    heading, bio, pieces = _heading_and_bio(view.heading, pieces, name.text, habit)
    quoted, pieces = _pull_quotes(pieces)
    footnotes, pieces = _trailing(pieces, lambda piece: bool(_FOOTNOTE.match(piece.text[:20])))
    notes = sorted((piece.part("note") for piece in [*captions, *quoted, *footnotes]), key=lambda part: part.spans)
    own = block.part("bio", speaker.own) if speaker.own else None
    parts = [name, *notes, *(piece.part("paragraph") for piece in [*pieces, *([bio] if bio else [])])]
    lines = [line for part in parts for line in (part.first_line, part.last_line)]
    lines += [block.first_line, block.last_line]
    if heading:
        lines += [heading.block.first_line, heading.block.last_line]
    if affiliation:
        lines.append(affiliation.last_line)
    return Answer(
        name=name,
        names=joint_names(name.text),
        affiliation=affiliation,
        heading=heading.bare_part("heading") if heading else None,
        bio=bio.bare_part("bio", lexicon.BIO_LABEL) if bio else own,
        paragraphs=tuple(piece.part("paragraph") for piece in pieces),
        notes=tuple(notes),
        byline=_byline(block, speaker),
        first_line=min(lines),
        last_line=max(lines),
    )


def _byline(block: Block, speaker: Speaker) -> str:
    """The line that names the speaker, without the prose that shares it."""
    start = speaker.before[1] if speaker.before else 0
    end = speaker.rest[0] if speaker.rest else len(block.text)
    return block.text[start:end].strip()


def _lead(page: Page, view: View, *, jobs_below: bool) -> tuple[Part | None, list[Piece]]:
    """The affiliation, on the name's line or on the one or two below, and the pieces after it."""
    speaker, pieces = view.speaker, list(view.pieces)
    if speaker.affiliation:
        return page.blocks[speaker.block].part("affiliation", speaker.affiliation), pieces
    if speaker.rest or speaker.before or not pieces:
        return None, pieces
    if not (_affiliation_below(page, view, pieces[0]) or (jobs_below and _is_set_as_job(pieces))):
        return None, pieces
    count = 2 if len(pieces) > 2 and _goes_on(pieces[1], pieces[2]) else 1
    if len(pieces) == count:
        return None, pieces
    parts = [piece.bare_part("affiliation", lexicon.AFFILIATION_LABEL) for piece in pieces[:count]]
    joined = Part(
        "affiliation",
        " ".join(part.text for part in parts),
        tuple(span for part in parts for span in part.spans),
        parts[0].first_line,
        parts[-1].last_line,
    )
    return joined, pieces[count:]


def _goes_on(piece: Piece, following: Piece) -> bool:
    """Whether a line below an affiliation is more of it: another job, or capitalised words with a gap below them."""
    if piece.block.gap:
        return False
    words = bare_words(piece.text)
    listed = "," in piece.text and following.block.gap and not ends_sentence(piece.text)
    return affiliation_shaped(piece.text) or (listed and all(starts_high(word) or word.isdecimal() for word in words))


def _affiliation_below(page: Page, view: View, piece: Piece) -> bool:
    if lexicon.AFFILIATION_LABEL.match(piece.text[:40]):
        return True
    shaped = affiliation_shaped(piece.text) and not piece.block.level and not piece.block.quoted
    return shaped and person_shaped(joint_names(page.name_of(view.speaker))[0])


def _is_set_as_job(pieces: Sequence[Piece]) -> bool:
    """Whether the first piece is a short line right below the name, with a gap before the words."""
    first = pieces[0].block
    return len(pieces) > 1 and not first.gap and pieces[1].block.gap and titles(first, first.text) and not first.level


def _divided(pieces: Sequence[Piece], belongs: Callable[[Piece], bool]) -> tuple[list[Piece], list[Piece]]:
    """The pieces of which `belongs` is true, and the others."""
    chosen: list[Piece] = []
    others: list[Piece] = []
    for piece in pieces:
        (chosen if belongs(piece) else others).append(piece)
    return chosen, others


def _trailing(pieces: Sequence[Piece], belongs: Callable[[Piece], bool]) -> tuple[list[Piece], list[Piece]]:
    """The last pieces of which `belongs` is true, never all, and those before them."""
    cut = len(pieces)
    while cut > 1 and belongs(pieces[cut - 1]):
        cut -= 1
    return list(pieces[cut:]), list(pieces[:cut])


def _is_caption(piece: Piece, name: str) -> bool:
    """`Photo: …`, the name once more, alone, or how to reach somebody."""
    text = piece.text
    if len(text) > 300:
        return False
    if _CONTACT.match(text) or _CREDITED.search(text) or _is_name_and_letters(text, name):
        return True
    label = text.lstrip("*_[(").split(":", 1)[0]
    return folded(label) in lexicon.CAPTIONS or text.startswith("![") or folded(text.strip("*_ ")) == folded(name)


def _is_name_and_letters(text: str, name: str) -> bool:
    """`Jane Smith MP` below Jane Smith's name."""
    rest = text.removeprefix(name)
    return rest != text and all(folded(word) in lexicon.LETTERS for word in bare_words(rest))


def _heading_and_bio(
    above: Piece | None, pieces: list[Piece], name: str, habit: Habits
) -> tuple[Piece | None, Piece | None, list[Piece]]:
    """The essay title, the bio, and the rest. The title stands `above`, or is the first piece, or follows a bio."""
    heading, pieces = (above, pieces) if above else _essay_title(pieces, name)
    bio, pieces = _bio(pieces, name, habit)
    if not heading and bio and habit.place == "first":
        heading, pieces = _essay_title(pieces, name)
    return heading, bio, pieces


def _essay_title(pieces: list[Piece], name: str) -> tuple[Piece | None, list[Piece]]:
    broken = len(pieces) > 1 and pieces[1].text[:1].islower()
    if len(pieces) < 2 or broken:
        return None, pieces
    if titles(pieces[0].block, pieces[0].text) and not titles(pieces[1].block, pieces[1].text):
        return (None, pieces) if is_bio(pieces[0].text, name) else (pieces[0], pieces[1:])
    return None, pieces


def titles(block: Block, text: str) -> bool:
    """Whether a block has the form of a title: a heading, or few words that end no sentence."""
    if block.level:
        return True
    if not text or len(text.split()) > MOST_TITLE_WORDS or _LIST_ITEM.match(text[:8]) or block.quoted:
        return False
    last = text.rstrip("*_ ")[-1:]
    emphasised = text[0] in "*_" and text[-1] in "*_"
    return (emphasised and last in "!?") or not (ends_sentence(text) or last in tuple(":,"))


def _bio(pieces: list[Piece], name: str, habit: Habits) -> tuple[Piece | None, list[Piece]]:
    """The bio where this document has them, else at the other end of the view."""
    if not pieces:
        return None, pieces
    places = (0, len(pieces) - 1) if habit.place == "first" else (len(pieces) - 1, 0)
    for at in places:
        expected = habit.bios and at == places[0] and len(pieces) > 1
        lone = habit.lone is not None and habit.lone[1] is pieces[at].block
        if not lone and is_bio(pieces[at].text, name, expected=expected):
            return pieces[at], [*pieces[:at], *pieces[at + 1 :]]
    return None, pieces


def _pull_quotes(pieces: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """The pieces, quoted or set off, whose words stand in another piece too; and the others."""
    set_off = sum(map(_is_set_off, pieces))
    if len(pieces) < 2 or not 0 < set_off <= _MOST_PULL_QUOTES:
        return [], pieces
    everything = "\n".join(piece.text for piece in pieces)
    chosen, others = _divided(pieces, lambda piece: _repeats(piece, everything))
    return (chosen, others) if others else ([], pieces)


def _is_set_off(piece: Piece) -> bool:
    """Whether a block is a quotation by its form: quoted, a heading, or wholly in quotation marks or emphasis."""
    text = piece.text
    enclosed = text[:1] in '"“«*_' and text.rstrip(".")[-1:] in '"”»*_'
    return piece.block.quoted or piece.block.level > 0 or enclosed


def _repeats(piece: Piece, everything: str) -> bool:
    text = piece.text
    words = text.strip("\"“”«»'‘’*_ ").rstrip(".")
    return _is_set_off(piece) and 12 <= len(words) <= _PULL_LIMIT and everything.count(words) > 1
