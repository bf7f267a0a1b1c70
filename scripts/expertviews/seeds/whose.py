"""Doubts about whose words are whose, once a document is cut into views: an editor is asked about each.

The layouts say who is named; what stands between the names is given to them by its place alone. Where the place may
deceive, to give it away silently would put words into somebody's mouth.
"""

from collections.abc import Iterator, Sequence

from expertviews.problems import Place, Problem, shown
from expertviews.seeds.layouts import Layout
from expertviews.seeds.lines import Block
from expertviews.seeds.questions import asks, number_of
from expertviews.seeds.sections import Section
from expertviews.seeds.speakers import Page
from expertviews.seeds.views import Piece, View, habits, quotes, titles
from expertviews.seeds.words import ends_sentence

_LEAST_WORDS = 5
"""Shorter questions that end a view are rhetorical: `Who knows?`"""

_FAR_SHORTER = 0.5
_WORDS_OF_A_LINE = 15


def doubtful(page: Page, layout: Layout, sections: Sequence[Section]) -> list[Problem]:
    """A problem for each place at which words may be another's than the reading says."""
    return [
        *_questions(page, layout, sections),
        *_alone(page, layout, sections),
        *_lone_bio(page, layout, sections),
        *(problem for section in sections for problem in _of_section(page, layout, section)),
    ]


def _of_section(page: Page, layout: Layout, section: Section) -> Iterator[Problem]:
    if layout.after:
        yield from _after_the_last(page, layout, section)
        yield from [*_before_the_first(page, layout, section)] or _headed_within(page, layout, section)
    else:
        if layout.either:
            yield from _below_their_words(page, layout, section)
        yield from _quoted_above(page, layout, section)
        yield from _asking(page, layout, section)


def _alone(page: Page, layout: Layout, sections: Sequence[Section]) -> Iterator[Problem]:
    """One name in all, and prose above it: others may be named in a way that isn't known."""
    (section, *more) = sections
    above = [piece for piece in section.preface if _below_question(section, piece) and ends_sentence(piece.text)]
    if not more and len(section.views) == 1 and above:
        name = shown(page.name_of(section.views[0].speaker), 40)
        what = f"only “{name}” is named, and this stands above the name: “{shown(above[0].text, 40)}”"
        remedy = (
            "if somebody else says it, put a line `## Name` above it, and one above what each of the others says; "
            f"if it is an introduction, say --layout {layout.name}"
        )
        yield _problem(page, above[0], "doubtful-beginning", what, remedy)


def _lone_bio(page: Page, layout: Layout, sections: Sequence[Section]) -> Iterator[Problem]:
    """A block that may be a bio, where no other view has one."""
    lone = habits(page, [view for section in sections for view in section.views]).lone
    if lone:
        name, block = shown(lone[0], 40), lone[1]
        what = f"this may say who {name} is, or be the end of what {name} says: “{shown(block.text, 40)}”"
        remedy = f"if it is a bio, put `About the author: ` before it; if not, say --layout {layout.name}"
        yield Problem(Place(page.path, block.first_line), "doubtful-bio", what, remedy)


def _questions(page: Page, layout: Layout, sections: Sequence[Section]) -> Iterator[Problem]:
    """Lines right above a name that may be the next question, or end a view."""
    asked = [section.asked for section in sections]
    if sum(each.labelled for each in asked) > 1:
        return
    level = 0 if asked[0].given else page.blocks[asked[0].block].level
    taken = {index for each in asked for index in (each.first, each.block)}
    named = {view.speaker.block for section in sections for view in section.views}
    for index in range(asked[0].block + 2, len(page.blocks) - 1):
        block = page.blocks[index]
        if index + 1 in named and index not in taken | named and _may_be_asked(block, level):
            what = f"this may be the next question, or end the view above: “{shown(block.text)}”"
            remedy = (
                "if it was asked, put `Question: ` before each question; "
                f"if not, say --layout {layout.name}, or put `Question: ` before the first one"
            )
            yield Problem(Place(page.path, block.first_line), "doubtful-question", what, remedy)


def _may_be_asked(block: Block, level: int) -> bool:
    alike = block.level == level or number_of(block.text) is not None
    return asks(block) and block.gap and alike and len(block.text.split()) >= _LEAST_WORDS


def _after_the_last(page: Page, layout: Layout, section: Section) -> Iterator[Problem]:
    """What follows the last signature is nobody's."""
    view = section.views[-1]
    after = [piece for piece in view.pieces if piece.block.first_line > page.blocks[view.speaker.block].first_line]
    if after:
        name = shown(page.name_of(view.speaker), 40)
        what = f"nobody signs what follows the last name: “{shown(after[0].text, 40)}”"
        remedy = (
            f"if the names stand below the words, take it out or put a line `END` above it; if it is {name}'s, "
            f"say --layout {layout.name}; if the names stand above the words, set each as `## {name}`"
        )
        yield _problem(page, after[0], "doubtful-end", what, remedy)


def _before_the_first(page: Page, layout: Layout, section: Section) -> Iterator[Problem]:
    """More paragraphs in the first view than in any other: they may begin with an introduction.

    A labelled question stands right above the answers as a rule, and a view may have one paragraph more than others.
    """
    first, *others = section.views
    usual = max((len(view.pieces) for view in others), default=len(first.pieces)) + section.asked.labelled
    if len(first.pieces) > usual:
        name = shown(page.name_of(first.speaker), 40)
        what = f"this may be an introduction, or the beginning of what {name} says: “{shown(first.pieces[0].text, 40)}”"
        remedy = (
            "if it is an introduction, put the question right below it, as `Question: …?`; "
            f"if not, say --layout {layout.name}"
        )
        yield _problem(page, first.pieces[0], "doubtful-beginning", what, remedy)


def _headed_within(page: Page, layout: Layout, section: Section) -> Iterator[Problem]:
    """A heading within what one name signs: what stands above it may be nobody's."""
    for view in section.views:
        for above, piece, below in zip(view.pieces, view.pieces[1:], view.pieces[2:], strict=False):
            if ends_sentence(above.text) and titles(piece.block, piece.text) and ends_sentence(below.text):
                name = shown(page.name_of(view.speaker), 40)
                what = f"what {name} says may begin only here: “{shown(piece.text, 40)}”"
                remedy = (
                    "if what stands above it is nobody's, take it out, or, above the first answer, put the question "
                    f"right below it, as `Question: …?`; if not, say --layout {layout.name}"
                )
                yield _problem(page, piece, "doubtful-beginning", what, remedy)
                break


def _below_their_words(page: Page, layout: Layout, section: Section) -> Iterator[Problem]:
    """Prose above the first name, and hardly any below the last: the names may stand below their words."""
    above = _introduction(section)
    *others, last = section.views
    if not others or not above or last.speaker.rest or not last.pieces:
        return
    words, usual = _words(last), min(map(_words, others))
    line = words < _FAR_SHORTER * usual and words <= _WORDS_OF_A_LINE
    if line or words < _FAR_SHORTER**2 * usual or not any(ends_sentence(piece.text) for piece in last.pieces):
        name = shown(page.name_of(last.speaker), 40)
        what = f"the names may stand below their words: only “{shown(last.pieces[0].text, 40)}” follows the last"
        remedy = f"if they do, put a dash before each name, as `— {name}`; if not, say --layout {layout.name}"
        yield _problem(page, last.pieces[0], "doubtful-order", what, remedy)


def _words(view: View) -> int:
    return sum(len(piece.text.split()) for piece in view.pieces)


def _introduction(section: Section) -> list[Piece]:
    """The prose between the question and the first name."""
    return [piece for piece in section.preface if _below_question(section, piece) and ends_sentence(piece.text)]


def _below_question(section: Section, piece: Piece) -> bool:
    return piece.block.first_line > section.line


def _quoted_above(page: Page, layout: Layout, section: Section) -> Iterator[Problem]:
    """A quotation between the question and the first name, where the views are quotations, has lost its name."""
    quoted = [piece for piece in _introduction(section) if quotes(piece)]
    views = [view for view in section.views if view.pieces]
    if quoted and all(any(quotes(piece) for piece in view.pieces) for view in views):
        what = f"nobody is named for this: {shown(quoted[0].text, 40)}"
        remedy = (
            "put the name of who said it on a line of its own above it, set as the others are; "
            f"if it is an introduction, say --layout {layout.name}"
        )
        yield _problem(page, quoted[0], "doubtful-beginning", what, remedy)


def _asking(page: Page, layout: Layout, section: Section) -> Iterator[Problem]:
    """Somebody whose whole answer is a question, before all others, is the one who asks."""
    first, *others = section.views
    if others and first.speaker.rest and len(first.pieces) == 1 and _is_question(first):
        name = shown(page.name_of(first.speaker), 40)
        what = f"“{name}” only asks: “{shown(first.pieces[0].text, 40)}”"
        remedy = (
            f"if this is what the others answer, put `Question: ` in place of the name, and take out any other line "
            f"`Question: …`; if it is an answer, say --layout {layout.name}"
        )
        yield _problem(page, first.pieces[0], "doubtful-question", what, remedy)


def _is_question(view: View) -> bool:
    text = view.pieces[0].text.rstrip("\"'”’»*_) ")
    return text.endswith(("?", "？", "؟"))


def _problem(page: Page, piece: Piece, code: str, what: str, remedy: str) -> Problem:
    return Problem(Place(page.path, piece.block.first_line), code, what, remedy)
