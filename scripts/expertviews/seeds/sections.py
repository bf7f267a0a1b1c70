"""Blocks, speakers and questions → sections: a question, what stands before its answers, its views, what follows."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from expertviews.problems import Place, Problem, ProblemsFound, refuse, shown
from expertviews.seeds.bio_blocks import is_bio
from expertviews.seeds.layouts import Layout
from expertviews.seeds.lexicon import ANSWER_LABEL, BIO_LABEL
from expertviews.seeds.lines import Block
from expertviews.seeds.questions import GIVEN, Asked, asks, bare_extent, bare_questions, number_of
from expertviews.seeds.signed import introduced, signed_views
from expertviews.seeds.speakers import Page, Speaker
from expertviews.seeds.views import Piece, View, cited, closes, titles, whole
from expertviews.seeds.words import ends_sentence, folded


@dataclass(frozen=True)
class Section:
    """A question and its line, what stands before its answers, its views, and what stands after the last."""

    asked: Asked
    line: int
    preface: tuple[Piece, ...]
    views: tuple[View, ...]
    closing: tuple[Piece, ...]


def sections(page: Page, layout: Layout, speakers: Sequence[Speaker]) -> list[Section]:
    """The document cut at its questions and speakers.

    Raises ProblemsFound if nothing is a question, if several bare lines could be it, or if a question has no answers.
    """
    asked = questions(page, speakers)
    places = [speaker.block for speaker in speakers]
    starts = [0, *(_start(page, each) for each in asked[1:]), len(page.blocks)]
    found, problems = [], []
    for each, start, end in zip(asked, starts, starts[1:], strict=False):
        own = list(speakers[bisect_left(places, max(start, each.block + 1)) : bisect_left(places, end)])
        if own:
            found.append(_section(page, layout, each, own, (start, end)))
        else:
            problems.append(_no_contributors(page, each))
    refuse(problems)
    return found


def questions(page: Page, speakers: Sequence[Speaker]) -> list[Asked]:
    """The questions in their order: the one that an editor gives, those that say so, or else the bare ones."""
    labelled = page.labelled
    if page.given:
        refuse(_asked_already(page, asked) for asked in labelled)
        return [GIVEN]
    if labelled:
        first, *later = labelled
        places = [speaker.block for speaker in speakers]
        return [first, *(asked for asked in later if asked.moderated or _introduces(asked, places))]
    return _bare(page, speakers)


def _introduces(asked: Asked, places: Sequence[int]) -> bool:
    """Whether a speaker, or an introduction and a speaker, follows; else it is a question within a view."""
    following = bisect_left(places, asked.block + 1)
    return following < len(places) and places[following] <= asked.block + 4


def _bare(page: Page, speakers: Sequence[Speaker]) -> list[Asked]:
    """A question before the first speaker; a later one only where the names begin again."""
    first_speaker = next((speaker.block for speaker in speakers if _has_words(page, speaker)), len(page.blocks))
    found = bare_questions(page.blocks, 0, first_speaker)
    if len(found) > 1:
        raise ProblemsFound([_several(page, asked) for asked in found[1:]])
    if not found:
        raise ProblemsFound([_no_question(page, first_speaker, speakers)])
    return [found[0], *_later(page, found[0], speakers)]


def _has_words(page: Page, speaker: Speaker) -> bool:
    """Whether prose, and no question, is the next thing after a name."""
    if speaker.rest or speaker.before:
        return True
    following = page.blocks[speaker.block + 1 : speaker.block + 4]
    for block in following:
        if asks(block):
            return False
        if ends_sentence(block.text):
            return True
    return True


def _later(page: Page, first: Asked, speakers: Sequence[Speaker]) -> list[Asked]:
    named = {speaker.block: folded(page.name_of(speaker)) for speaker in speakers if speaker.block > first.block}
    level = page.blocks[first.block].level
    heard: set[str] = set()
    later: list[Asked] = []
    for index in range(first.block + 1, len(page.blocks)):
        if index in named:
            heard.add(named[index])
        elif asks(page.blocks[index]) and (
            named.get(index + 1) in heard
            or (level and page.blocks[index].level == level)
            or (index + 1 in named and _counts_on(page, [first, *later][-1], index))
        ):
            later.append(Asked(index, bare_extent(page.blocks[index])))
            heard.clear()
    return later


def _counts_on(page: Page, last: Asked, index: int) -> bool:
    """Whether a block has the number after that of the last question: `2. Who pays?` after `1. Who gains?`."""
    before = number_of(page.blocks[last.block].text)
    return before is not None and number_of(page.blocks[index].text) == before + 1


def _start(page: Page, asked: Asked) -> int:
    """Where a later question's section starts: at its title, if a heading stands right above it."""
    start = asked.first
    while start > 1 and page.blocks[start - 1].level and page.blocks[start].level != page.blocks[start - 1].level:
        start -= 1
    return start


def _section(page: Page, layout: Layout, asked: Asked, speakers: list[Speaker], extent: tuple[int, int]) -> Section:
    start, end = extent
    speakers = _without_captions(page, speakers)
    taken = {asked.first, asked.block}
    first = _first_said(page, asked) if layout.after else speakers[0].block
    preface = tuple(whole(page.blocks[index]) for index in range(start, first) if index not in taken)
    if layout.after:
        views, introduction = introduced(signed_views(page, speakers, first, end))
        preface += introduction
    else:
        views = _before(page, layout, speakers, end)
        views, preface = _titled_above(page, views, preface) or (views, preface)
    views[-1], closing = _closed(views, page.name_of(views[-1].speaker))
    views[-1], closing = _without_others_footnotes(views, closing)
    line = 0 if asked.given else page.blocks[asked.block].first_line
    return Section(asked, line, preface, tuple(views), closing)


def _first_said(page: Page, asked: Asked) -> int:
    """Where the words of those who sign below them begin: below the question, or below the document's title."""
    return int(titles(page.blocks[0], page.blocks[0].text)) if asked.given else asked.block + 1


def _without_captions(page: Page, speakers: Sequence[Speaker]) -> list[Speaker]:
    """A name said again right below itself is a caption."""
    kept: list[Speaker] = []
    for speaker in speakers:
        again = kept and folded(page.name_of(kept[-1])) == folded(page.name_of(speaker))
        if not (again and speaker.block <= kept[-1].block + 2 and not _prose_between(page, kept[-1], speaker)):
            kept.append(speaker)
    return kept


def _prose_between(page: Page, one: Speaker, other: Speaker) -> bool:
    return bool(one.rest) or any(ends_sentence(block.text) for block in page.blocks[one.block + 1 : other.block])


def _before(page: Page, layout: Layout, speakers: Sequence[Speaker], end: int) -> list[View]:
    """Views of speakers who are named before their words."""
    ends = [*(speaker.block for speaker in speakers[1:]), end]
    label = ANSWER_LABEL if layout.labels else None
    views = []
    for speaker, last in zip(speakers, ends, strict=True):
        pieces = [Piece(page.blocks[speaker.block], speaker.rest)] if speaker.rest else []
        pieces += [_unlabelled(block, label) for block in page.blocks[speaker.block + 1 : last]]
        views.append(View(speaker, tuple(piece for piece in pieces if piece.text)))
    return views


def _unlabelled(block: Block, label: re.Pattern[str] | None) -> Piece:
    """A block without the label before its words; empty if it is only a label."""
    found = label.match(block.text) if label else None
    return Piece(block, (found.end(), len(block.text))) if found else whole(block)


def _titled_above(
    page: Page, views: list[View], preface: tuple[Piece, ...]
) -> tuple[list[View], tuple[Piece, ...]] | None:
    """Essay titles above the names, where every name has one; None if the document doesn't have them."""
    if len(views) < 2 or not preface or any(len(view.pieces) < 2 for view in views[:-1]):
        return None
    above = [preface[-1], *(view.pieces[-1] for view in views[:-1])]
    first_is_adjacent = preface[-1].block is page.blocks[views[0].speaker.block - 1]
    if not first_is_adjacent or not all(titles(piece.block, piece.text) and piece.block.gap for piece in above):
        return None
    if not all(view.speaker.strength >= 0 for view in views):
        return None
    shortened = [replace(view, pieces=view.pieces[:-1]) for view in views[:-1]] + views[-1:]
    return [replace(view, heading=piece) for view, piece in zip(shortened, above, strict=True)], preface[:-1]


def _closed(views: Sequence[View], name: str) -> tuple[View, tuple[Piece, ...]]:
    """The last view without the lines that close the round-table; a rule that no other view has sets them off."""
    view = views[-1]
    ruled = len(views) == 1 or any(piece.block.rule for other in views[:-1] for piece in other.pieces)
    for place, piece in enumerate(view.pieces):
        somebody_else = BIO_LABEL.match(piece.text[:60]) and not is_bio(piece.text, name)
        if (place and (somebody_else or (piece.block.rule and not ruled))) or closes(piece.text):
            return replace(view, pieces=view.pieces[:place]), view.pieces[place:]
    return view, ()


def _without_others_footnotes(views: Sequence[View], closing: tuple[Piece, ...]) -> tuple[View, tuple[Piece, ...]]:
    """The last view without the footnotes at its end, if another view cites one of them and the last doesn't."""
    view = views[-1]
    start = len(view.pieces)
    while start > 1 and cited(view.pieces[start - 1]):
        start -= 1
    own = " ".join(piece.text for piece in view.pieces[:start])
    others = " ".join(piece.text for other in views[:-1] for piece in other.pieces)
    strange = any((mark := cited(piece)) not in own and mark in others for piece in view.pieces[start:])
    return (replace(view, pieces=view.pieces[:start]), view.pieces[start:] + closing) if strange else (view, closing)


def _place(page: Page, block: int) -> Place:
    return Place(page.path, page.blocks[block].first_line if block < len(page.blocks) else 1)


def _no_contributors(page: Page, asked: Asked) -> Problem:
    what = "nobody is named under this question"
    remedy = "put each contributor's name on a line of its own above their words, as `## Jane Smith`"
    return Problem(_place(page, asked.first), "no-contributors", what, remedy)


def _no_question(page: Page, block: int, speakers: Sequence[Speaker]) -> Problem:
    first = next((speaker for speaker in speakers if speaker.block == block), None)
    named = f", “{shown(page.name_of(first), 40)}” in line {page.blocks[block].first_line}" if first else ""
    what = f"no question stands before the first name{named}; the document begins “{shown(page.blocks[0].text, 40)}”"
    if first and first.rest and page.words_of(block, first.rest).rstrip("\"'”’»*_) ").endswith(("?", "？", "؟")):
        return Problem(
            _place(page, block), "no-question", what, "if this asks it, put `Question: ` in place of the name"
        )
    remedy = 'add a line `Question: …?` above it, or say what was asked with --question "…?"'
    return Problem(_place(page, 0), "no-question", what, remedy)


def _asked_already(page: Page, asked: Asked) -> Problem:
    what = f"the document itself asks “{shown(page.words_of(asked.block, asked.words))}”"
    return Problem(_place(page, asked.first), "several-questions", what, "leave out --question")


def _several(page: Page, asked: Asked) -> Problem:
    what = f"this may be the question, and so may another line: “{shown(page.blocks[asked.block].text)}”"
    return Problem(
        _place(page, asked.block), "several-questions", what, "put `Question: ` before the one that was asked"
    )


def repeated_names(page: Page, found: Iterable[Section]) -> list[Problem]:
    """A problem for each name that stands a second time under one question."""
    problems = []
    for section in found:
        seen: dict[str, tuple[int, str]] = {}
        for view in section.views:
            name = page.name_of(view.speaker)
            line = page.blocks[view.speaker.block].first_line
            told = page.words_of(view.speaker.block, view.speaker.affiliation)
            first, before = seen.setdefault(folded(name), (line, told))
            if first != line and not (told and before and folded(told) != folded(before)):
                what = f"“{shown(name)}” speaks again; line {first} has the first answer under this question"
                above = page.blocks[view.speaker.block - 1]
                remedy = (
                    "make one answer of them; if another question was asked above it, put `Question: ` before that "
                    f"(“{shown(above.text, 40)}”?); two people of one name: add what each does, as `Jo Lee (botanist)`"
                )
                problems.append(Problem(Place(page.path, line), "name-repeated", what, remedy))
    return problems
