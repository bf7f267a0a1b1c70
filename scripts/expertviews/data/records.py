"""The record in the shapes of the data."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from typing import get_args

from expertviews import addresses
from expertviews.addresses import Site
from expertviews.comparison import Comparison, Position, PropositionRow, Standing, reading, role_beside
from expertviews.data import shapes
from expertviews.data.shapes import Reference
from expertviews.model import Contributor, Links, Proposition, Question, Theme, View
from expertviews.quotes import ExcerptPassage, StancePassage, key_quote

_AROUND = 32  # characters of a selector's prefix and suffix
_BREAK = "\n\n"
_NOT_TAKEN: dict[str, shapes.Standing] = {
    "silent": "no-position",
    "unread": "not-looked-for",
    "unreviewed": "not-reviewed",
    "withdrawn": "withdrawn",
}

_NAMES = {Theme: ("title", "themes"), Question: ("question", "questions"), Contributor: ("name", "contributors")}
"""The key of the name of an entity, and the kind of its data."""


class _PlainText:
    """A text as a whole, and where each of its paragraphs starts in it."""

    def __init__(self, paragraphs: Sequence[str]) -> None:
        self.text = _BREAK.join(paragraphs)
        self.starts = list(accumulate((len(it) + len(_BREAK) for it in paragraphs), initial=0))


class Shaper:
    """The shapes of a published record's entities."""

    def __init__(self, compare: Comparison, site: Site, asked: Sequence[Question] | None = None) -> None:
        self.compare, self.library, self.site = compare, compare.library, site
        self._asked = self.library.newest_questions if asked is None else asked
        self._references: dict[str, Reference] = {}

    def on(self, question: Question) -> "Shaper":
        """The shapes of what is about one question."""
        return Shaper(self.compare, self.site, [question])

    @cached_property
    def views(self) -> Sequence[shapes.ViewShape]:
        """The views, those on the latest question first, in the order of the round-table."""
        return [self._view(view) for question in self._asked for view in self.library.views_on(question.slug)]

    @cached_property
    def _stances(self) -> Mapping[tuple[str, str, str], shapes.StanceShape]:
        """All stances, by question, proposition and contributor."""
        return {(it.question.id, each.proposition, it.contributor.id): each for it in self.views for each in it.stances}

    @cached_property
    def propositions(self) -> Sequence[shapes.PropositionShape]:
        """The propositions, those of the latest question first."""
        return [self._proposition(row) for it in self._asked for row in self.compare.propositions(it.slug)]

    @cached_property
    def questions(self) -> Sequence[shapes.QuestionShape]:
        """The questions, the latest first."""
        return [self._question(question) for question in self._asked]

    @cached_property
    def contributors(self) -> Sequence[shapes.ContributorShape]:
        """All contributors, by name."""
        return [self.contributor(who) for who in self.library.sorted_contributors]

    @cached_property
    def themes(self) -> Sequence[shapes.ThemeShape]:
        """All themes, in their order."""
        return [self._theme(theme) for theme in self.library.ordered_themes]

    def address(self, path: str, fragment: str = "") -> str:
        """The address of a file or page; from the site's root if the site has no address yet."""
        return self.site.place(path, fragment)

    def reference(self, it: Theme | Question | Contributor) -> Reference:
        """A pointer to a theme, a question or a contributor."""
        name, kind = _NAMES[type(it)]
        page, data = addresses.PAGES[kind](it.slug), addresses.data_file(kind, it.slug)
        return self._reference(it.slug, getattr(it, name), page, data)

    def proposition_reference(self, question: Question, it: Proposition) -> Reference:
        """A pointer to a proposition."""
        key = (question.slug, it.id)
        page, data = addresses.proposition_page(*key), addresses.data_file("propositions", *key)
        return self._reference("/".join(key), it.statement, page, data)

    def view_reference(self, it: View) -> Reference:
        """A pointer to a view; its name is that of its contributor."""
        name, page = self.library.contributors[it.contributor].name, addresses.contributor_page(it.contributor)
        fragment = addresses.view_fragment(it.question)
        return self._reference("/".join(it.key), name, page, addresses.data_file("views", *it.key), fragment)

    def _reference(self, id_: str, name: str, page: str, data: str, fragment: str = "") -> Reference:
        if data not in self._references:
            url, api = self.address(page, fragment), self.address(data)
            self._references[data] = Reference.made(id=id_, name=name, url=url, api=api)
        return self._references[data]

    def _question(self, it: Question) -> shapes.QuestionShape:
        rows = self.compare.propositions(it.slug)
        return shapes.QuestionShape.made(
            it,
            self.reference(it),
            language=it.language or self.site.language,
            propositions=tuple(self.proposition_reference(it, row.proposition) for row in rows),
            views=tuple(map(self.view_reference, self.library.views_on(it.slug))),
        )

    def _proposition(self, row: PropositionRow) -> shapes.PropositionShape:
        it, outcome = row.proposition, row.proposition.outcome
        return shapes.PropositionShape.made(
            it,
            self.proposition_reference(row.question, it),
            question=self.reference(row.question),
            theme=self.reference(row.theme),
            outcome=shapes.OutcomeShape.model_validate(outcome) if outcome else None,
            counts=_counts(row),
            positions=tuple(self._position(row, each) for each in row.positions),
        )

    def _position(self, row: PropositionRow, it: Position) -> shapes.PositionShape:
        stance = self._stances[row.question.slug, row.proposition.id, it.contributor.slug] if it.passage else None
        return shapes.PositionShape.made(
            contributor=it.contributor.slug,
            name=it.contributor.name,
            url=self.view_reference(it.view).url,
            status=it.view.status,
            standing=stance.stance if stance else _NOT_TAKEN[it.standing],
            stance=stance,
        )

    def contributor(self, it: Contributor) -> shapes.ContributorShape:
        """A contributor."""
        return shapes.ContributorShape.made(
            it,
            self.reference(it),
            it.links or Links(),
            affiliations=tuple(map(shapes.AffiliationShape.made, it.affiliations)),
            views=tuple(map(self.view_reference, self.library.views_by(it.slug))),
        )

    def _theme(self, it: Theme) -> shapes.ThemeShape:
        sections = self.compare.theme(it.slug)
        rows = (row for section in sections for row in section.propositions)
        cells = (cell for section in sections for cell in section.cells if cell.excerpts)
        return shapes.ThemeShape.made(
            it,
            self.reference(it),
            propositions=tuple(self.proposition_reference(row.question, row.proposition) for row in rows),
            views=tuple(self.view_reference(cell.view) for cell in cells),
        )

    def _view(self, it: View) -> shapes.ViewShape:
        passages, key, plain = self.compare.passages, key_quote(it), _PlainText(it.paragraphs)
        return shapes.ViewShape.made(
            it,
            self.view_reference(it),
            question=self.reference(self.library.questions[it.question]),
            contributor=self.reference(self.library.contributors[it.contributor]),
            language=it.language or self.site.language,
            role=role_beside(self.library, it).text or None,
            date=self.library.date_of(it),
            withdrawn=it.withdrawn and shapes.WithdrawalShape.made(it.withdrawn),
            source=_source(it),
            key_quote=_BREAK.join(key.words) if key else None,
            words=self.compare.word_count([it]),
            text=plain.text,
            corrections=tuple(map(shapes.CorrectionShape.made, it.corrections)),
            earlier=tuple(self._earlier(it)),
            excerpts=tuple(
                shapes.ExcerptShape.made(theme=each.excerpt.theme, **self._quoted(plain, each))
                for each in passages.excerpts(it)
            ),
            stances=tuple(self._stance(plain, each) for each in passages.stances(it)),
            themes=tuple(
                shapes.ThemeShare.made(theme=each.theme.slug, words=each.words, looked_for=each.sought)
                for each in self.compare.shares([it])
            ),
            plain=self.address(addresses.view_text(*it.key)) if it.text else None,
        )

    @staticmethod
    def _earlier(it: View) -> Iterator[shapes.EarlierShape]:
        if not it.withdrawn:
            for change, version in zip(it.earlier, it.versions[1:], strict=True):
                text = _BREAK.join(version.paragraphs)
                yield shapes.EarlierShape.made(change, text=text)

    def _stance(self, plain: _PlainText, it: StancePassage) -> shapes.StanceShape:
        band = reading(it.stance.hedge)
        return shapes.StanceShape.made(
            proposition=it.stance.proposition,
            stance=it.stance.stance,
            hedge=it.stance.hedge,
            scale=shapes.Reading.made(low=band.low, high=band.high) if band else None,
            **self._quoted(plain, it),
        )

    def _quoted(self, plain: _PlainText, it: ExcerptPassage | StancePassage) -> dict[str, object]:
        text, first, last = plain.text, it.found.stretches[0], it.found.stretches[-1]
        start = plain.starts[first.paragraph - 1] + first.start
        end = plain.starts[last.paragraph - 1] + last.end
        words = shapes.QuoteSelector.made(
            exact=text[start:end], prefix=text[max(start - _AROUND, 0) : start], suffix=text[end : end + _AROUND]
        )
        return {
            "id": it.fragment,
            "quote": words.exact,
            "lead": it.lead_words or None,
            "paragraph": first.paragraph,
            "selector": (words, shapes.PositionSelector.made(start=start, end=end)),
            "url": self.address(addresses.contributor_page(it.view.contributor), it.fragment),
        }


def _counts(row: PropositionRow) -> shapes.Counts:
    numbers = {
        _NOT_TAKEN.get(standing, standing).replace("-", "_"): len(row.taking(standing))
        for standing in get_args(Standing)
    }
    return shapes.Counts.made(**numbers, drafts=sum(it.suggested for it in row.positions))


def _source(it: View) -> shapes.SourceShape:
    source = it.source
    document, lines, url = (getattr(source, name, None) for name in ("seed", "lines", "url"))
    return shapes.SourceShape.made(kind=source.kind, document=document, lines=lines, url=url, date=source.day)
