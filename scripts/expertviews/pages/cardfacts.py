"""What the picture says that a shared link to a page shows: who said what, as the page itself has it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from expertviews.addresses import Site
from expertviews.comparison import PropositionRow, Standing, Words, role_beside
from expertviews.model import Contributor, Library, Question, View
from expertviews.quotes import Passage, Passages, clipped, key_quote, split_sentences
from expertviews.wording import Wording, capitalised

_MOST_QUOTED = 320  # characters of a quotation; of a longer one, its first sentences
_MOST_NAMES = 6
_LONGEST_DESCRIPTION, _LONGEST_ALTERNATIVE = 300, 420  # characters


@dataclass(frozen=True)
class CardPart:
    """A part of the bar on a card: how many positions have this standing, in words."""

    standing: Standing
    count: int
    words: str


@dataclass(frozen=True)
class Card:
    """The facts of a page's picture, from its top to its foot."""

    title: Words | None
    notes: tuple[Words, ...] = ()
    quotation: Words | None = None
    bar: tuple[CardPart, ...] = ()
    foot: tuple[Words, ...] = ()

    @property
    def alternative(self) -> str:
        """The same for those who don't see the picture."""
        title = (self.title.text,) if self.title else ()
        return clipped(" · ".join((*title, *self._below)), _LONGEST_ALTERNATIVE)

    @property
    def description(self) -> str:
        """What its page says of itself: what stands below the title, or the title if that is all."""
        return clipped(" · ".join(self._below), _LONGEST_DESCRIPTION) or self.alternative

    @property
    def _below(self) -> Iterator[str]:
        """What stands below the title."""
        yield from (it.text for it in (*self.notes, self.quotation) if it)
        if self.bar:
            yield ", ".join(it.words for it in self.bar)
        yield from (it.text for it in self.foot)

    @property
    def digest(self) -> str:
        """What changes when the facts do, so that nobody is shown an outdated picture."""
        return sha256(repr(self).encode()).hexdigest()[:8]


def about(wording: Wording) -> str:
    """What the site is, in a sentence."""
    return wording.language.gettext(
        "Experts’ answers to one question side by side, each quotation checked against its source."
    )


def of_site(site: Site, wording: Wording) -> Card:
    """The card of every page that has none of its own."""
    return Card(Words(site.name), (Words(about(wording)),))


def of_question(library: Library, question: Question, wording: Wording) -> Card:
    """A question, when it was asked and by whom, and who answered."""
    views = library.views_on(question.slug)
    names = [library.contributors[it.contributor].name for it in views if not it.withdrawn]
    answers = wording.answers(views)
    if names:
        answers = f"{answers}: {wording.language.listed(names, _MOST_NAMES)}"
    title = Words(question.question, verbatim=question.worded_by != "editor")
    return Card(title, (Words(wording.asked(question)),), foot=(Words(answers),))


def of_proposition(row: PropositionRow, wording: Wording) -> Card:
    """A claim and where the experts stand on it."""
    proposition, asked = row.proposition, Words(row.question.question, verbatim=row.question.worded_by != "editor")
    outcome = wording.outcomes[proposition.outcome.status] if proposition.outcome else ""
    by = capitalised(wording.by_when(proposition.horizon)) if proposition.horizon else ""
    note = " · ".join(filter(None, (by, outcome)))
    bar = tuple(
        CardPart(it.standing, it.count, wording.of_segment(it.standing, it.count, it.suggested)) for it in row.segments
    )
    return Card(Words(proposition.statement), (Words(note),) if note else (), bar=bar, foot=(asked,))


def of_contributor(library: Library, passages: Passages, contributor: Contributor, wording: Wording) -> Card:
    """A contributor, who they were at their latest answer, and words of theirs."""
    given = [view for view in library.views_by(contributor.slug) if not view.withdrawn]
    if not given:
        return Card(Words(contributor.name))
    passage = next(filter(_quoted, _telling(passages, given)), None)
    view = passage.view if passage else given[0]
    role = role_beside(library, view, wording.kinds)
    question = library.questions[view.question]
    asked = f"{question.question} · {wording.when(library.date_of(view))}"
    draft = (
        (Words(wording.language.gettext("Choice of quotation not yet reviewed")),)
        if passage and view.status == "draft"
        else ()
    )
    quotation = Words(wording.language.quoted(_quoted(passage)), verbatim=True) if passage else None
    notes = (role,) if role.text else ()
    return Card(Words(contributor.name), notes, quotation, foot=(*draft, Words(asked, question.worded_by != "editor")))


def _telling(passages: Passages, views: Sequence[View]) -> Iterator[Passage]:
    """Passages that may stand for their contributor: what editors chose first; none with a correction to explain."""
    found = [it for view in views if (it := key_quote(view))]
    found += [it for view in views for it in passages.excerpts(view)]
    return (it for it in found if not it.corrections)


def _quoted(passage: Passage) -> str:
    """A passage as it is quoted: of a long one its first sentences, and nothing if even the first is too long."""
    if len(str(passage)) <= _MOST_QUOTED:
        return str(passage)
    words = " ".join(passage.words)
    ends = [end for _, end in split_sentences(words, passage.view.language) if end <= _MOST_QUOTED]
    return f"{'… ' * bool(passage.cut_before)}{words[: ends[-1]]} …" if ends else ""
