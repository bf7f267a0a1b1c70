"""The facts on the picture that a shared link to a page shows: who said what, as on the page itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from expertviews.addresses import Site
from expertviews.comparison import PropositionRow, Standing, Words, role_beside
from expertviews.model import Contributor, Library, Question, View
from expertviews.quotes import Passage, Passages, clipped, key_quote, split_sentences
from expertviews.wording import Wording, capitalised

_MAX_QUOTED = 320  # characters; of a longer quotation, only the first sentences are shown
_MAX_NAMES = 6
_MAX_DESCRIPTION, _MAX_ALTERNATIVE = 300, 420  # characters


@dataclass(frozen=True)
class CardPart:
    """A part of the bar on a card: how many positions have this standing, as a number and in words."""

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
        """The facts as text, for those who don't see the picture."""
        title = (self.title.text,) if self.title else ()
        return clipped(" · ".join((*title, *self._below)), _MAX_ALTERNATIVE)

    @property
    def description(self) -> str:
        """The description of the page: what stands below the title, or the title if that is all."""
        return clipped(" · ".join(self._below), _MAX_DESCRIPTION) or self.alternative

    @property
    def _below(self) -> Iterator[str]:
        """Everything below the title, line by line."""
        yield from (line.text for line in (*self.notes, self.quotation) if line)
        if self.bar:
            yield ", ".join(part.words for part in self.bar)
        yield from (line.text for line in self.foot)

    @property
    def digest(self) -> str:
        """A digest of the facts, as part of the picture's address, so that nobody is shown an outdated one."""
        return sha256(repr(self).encode()).hexdigest()[:8]


def about(wording: Wording) -> str:
    """Say in a sentence what the site is."""
    return wording.language.gettext(
        "Experts’ answers to one question side by side, each quotation checked against its source."
    )


def of_site(site: Site, wording: Wording) -> Card:
    """Return the card of every page that has none of its own."""
    return Card(Words(site.name), (Words(about(wording)),))


def of_question(library: Library, question: Question, wording: Wording) -> Card:
    """Return a question's card: when it was asked and by whom, and who answered."""
    views = library.views_on(question.slug)
    names = [library.contributors[view.contributor].name for view in views if not view.withdrawn]
    answers = wording.answers(views)
    if names:
        answers = f"{answers}: {wording.language.listed(names, _MAX_NAMES)}"
    title = Words(question.question, verbatim=question.worded_by != "editor")
    return Card(title, (Words(wording.asked(question)),), foot=(Words(answers),))


def of_proposition(row: PropositionRow, wording: Wording) -> Card:
    """Return a proposition's card: the claim, and where the experts stand on it."""
    proposition, asked = row.proposition, Words(row.question.question, verbatim=row.question.worded_by != "editor")
    outcome = wording.outcomes[proposition.outcome.status] if proposition.outcome else ""
    horizon = capitalised(wording.by_when(proposition.horizon)) if proposition.horizon else ""
    note = " · ".join(filter(None, (horizon, outcome)))
    bar = tuple(
        CardPart(it.standing, it.count, wording.of_segment(it.standing, it.count, it.suggested)) for it in row.segments
    )
    return Card(Words(proposition.statement), (Words(note),) if note else (), bar=bar, foot=(asked,))


def of_contributor(library: Library, passages: Passages, contributor: Contributor, wording: Wording) -> Card:
    """Return a contributor's card: who they were at an answer, and words of it."""
    views = [view for view in library.views_by(contributor.slug) if not view.withdrawn]
    if not views:
        return Card(Words(contributor.name))
    passage = next((passage for passage in _representative(passages, views) if _shortened(passage)), None)
    view = passage.view if passage else views[0]
    role = role_beside(library, view, wording.kinds)
    question = library.questions[view.question]
    asked = f"{question.question} · {wording.when(library.date_of(view))}"
    foot = [Words(asked, question.worded_by != "editor")]
    if passage and view.status == "draft":
        foot.insert(0, Words(wording.language.gettext("Choice of quotation not yet reviewed")))
    quotation = Words(wording.language.quoted(_shortened(passage)), verbatim=True) if passage else None
    return Card(Words(contributor.name), (role,) if role.text else (), quotation, foot=tuple(foot))


def _representative(passages: Passages, views: Sequence[View]) -> Iterator[Passage]:
    """Yield passages that may stand for their contributor, the editors' choices first; none that needs correction."""
    chosen = [passage for view in views if (passage := key_quote(view))]
    excerpts = (passage for view in views for passage in passages.excerpts(view))
    return (passage for passage in (*chosen, *excerpts) if not passage.corrections)


def _shortened(passage: Passage) -> str:
    """Return the words of a passage; of a long one, its first sentences; nothing if even the first is too long."""
    if len(str(passage)) <= _MAX_QUOTED:
        return str(passage)
    words = " ".join(passage.words)
    ends = [end for _, end in split_sentences(words, passage.view.language) if end <= _MAX_QUOTED]
    return f"{'… ' if passage.cut_before else ''}{words[: ends[-1]]} …" if ends else ""
