"""Puts a record into the shapes of the data."""

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

_CONTEXT = 32  # characters of a selector's prefix and suffix
_BREAK = "\n\n"
_NO_STANCE: dict[str, shapes.Standing] = {
    "silent": "no-position",
    "unread": "not-looked-for",
    "unreviewed": "not-reviewed",
    "withdrawn": "withdrawn",
}

_NAMES = {Theme: ("title", "themes"), Question: ("question", "questions"), Contributor: ("name", "contributors")}
"""The key of the name of an entity, and the kind of its data."""


class _PlainText:
    """The text of a view as a whole, and the offset at which each of its paragraphs starts."""

    def __init__(self, paragraphs: Sequence[str]) -> None:
        self.text = _BREAK.join(paragraphs)
        self.starts = list(accumulate((len(paragraph) + len(_BREAK) for paragraph in paragraphs), initial=0))


class Shaper:
    """The shapes of a published record: of all of it, or of what is about some questions."""

    def __init__(self, compare: Comparison, site: Site, questions: Sequence[Question] | None = None) -> None:
        self.compare, self.library, self.site = compare, compare.library, site
        self._asked = self.library.newest_questions if questions is None else questions
        self._references: dict[str, Reference] = {}

    def on(self, question: Question) -> "Shaper":
        """Return a shaper of what is about one question."""
        return Shaper(self.compare, self.site, [question])

    @cached_property
    def views(self) -> Sequence[shapes.ViewShape]:
        """The views, those on the latest question first, in the order of the round-table."""
        return [self._view(view) for question in self._asked for view in self.library.views_on(question.slug)]

    @cached_property
    def _stances(self) -> Mapping[tuple[str, str, str], shapes.StanceShape]:
        """All stances, by question, proposition and contributor."""
        return {
            (view.question.id, stance.proposition, view.contributor.id): stance
            for view in self.views
            for stance in view.stances
        }

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
        """Return the address of a file or page; from the site's root if the site has no address yet."""
        return self.site.place(path, fragment)

    def reference(self, entity: Theme | Question | Contributor) -> Reference:
        """Return a pointer to a theme, a question or a contributor."""
        name, kind = _NAMES[type(entity)]
        page, data = addresses.PAGES[kind](entity.slug), addresses.data_file(kind, entity.slug)
        return self._reference(entity.slug, getattr(entity, name), page, data)

    def proposition_reference(self, question: Question, proposition: Proposition) -> Reference:
        """Return a pointer to a proposition."""
        key = (question.slug, proposition.id)
        page, data = addresses.proposition_page(*key), addresses.data_file("propositions", *key)
        return self._reference("/".join(key), proposition.statement, page, data)

    def view_reference(self, view: View) -> Reference:
        """Return a pointer to a view; its name is that of its contributor."""
        name, page = self.library.contributors[view.contributor].name, addresses.contributor_page(view.contributor)
        fragment = addresses.view_fragment(view.question)
        return self._reference("/".join(view.key), name, page, addresses.data_file("views", *view.key), fragment)

    def _reference(self, id_: str, name: str, page: str, data: str, fragment: str = "") -> Reference:
        if data not in self._references:
            url, api = self.address(page, fragment), self.address(data)
            self._references[data] = Reference.made(id=id_, name=name, url=url, api=api)
        return self._references[data]

    def _question(self, question: Question) -> shapes.QuestionShape:
        rows = self.compare.propositions(question.slug)
        return shapes.QuestionShape.made(
            question,
            self.reference(question),
            language=question.language or self.site.language,
            propositions=tuple(self.proposition_reference(question, row.proposition) for row in rows),
            views=tuple(map(self.view_reference, self.library.views_on(question.slug))),
        )

    def _proposition(self, row: PropositionRow) -> shapes.PropositionShape:
        outcome = row.proposition.outcome
        return shapes.PropositionShape.made(
            row.proposition,
            self.proposition_reference(row.question, row.proposition),
            question=self.reference(row.question),
            theme=self.reference(row.theme),
            outcome=shapes.OutcomeShape.model_validate(outcome) if outcome else None,
            counts=_counts(row),
            positions=tuple(self._position(row, position) for position in row.positions),
        )

    def _position(self, row: PropositionRow, position: Position) -> shapes.PositionShape:
        key = (row.question.slug, row.proposition.id, position.contributor.slug)
        stance = self._stances[key] if position.passage else None
        return shapes.PositionShape.made(
            contributor=position.contributor.slug,
            name=position.contributor.name,
            url=self.view_reference(position.view).url,
            status=position.view.status,
            standing=stance.stance if stance else _NO_STANCE[position.standing],
            stance=stance,
        )

    def contributor(self, contributor: Contributor) -> shapes.ContributorShape:
        """Return the shape of a contributor."""
        return shapes.ContributorShape.made(
            contributor,
            self.reference(contributor),
            contributor.links or Links(),
            affiliations=tuple(map(shapes.AffiliationShape.made, contributor.affiliations)),
            views=tuple(map(self.view_reference, self.library.views_by(contributor.slug))),
        )

    def _theme(self, theme: Theme) -> shapes.ThemeShape:
        sections = self.compare.theme(theme.slug)
        rows = (row for section in sections for row in section.propositions)
        cells = (cell for section in sections for cell in section.cells if cell.excerpts)
        return shapes.ThemeShape.made(
            theme,
            self.reference(theme),
            propositions=tuple(self.proposition_reference(row.question, row.proposition) for row in rows),
            views=tuple(self.view_reference(cell.view) for cell in cells),
        )

    def _view(self, view: View) -> shapes.ViewShape:
        passages, key, plain = self.compare.passages, key_quote(view), _PlainText(view.paragraphs)
        return shapes.ViewShape.made(
            view,
            self.view_reference(view),
            question=self.reference(self.library.questions[view.question]),
            contributor=self.reference(self.library.contributors[view.contributor]),
            language=view.language or self.site.language,
            role=role_beside(self.library, view).text or None,
            date=self.library.date_of(view),
            withdrawn=view.withdrawn and shapes.WithdrawalShape.made(view.withdrawn),
            source=_source(view),
            key_quote=_BREAK.join(key.words) if key else None,
            words=self.compare.word_count([view]),
            text=plain.text,
            corrections=tuple(map(shapes.CorrectionShape.made, view.corrections)),
            earlier=tuple(self._earlier(view)),
            excerpts=tuple(
                shapes.ExcerptShape.made(theme=passage.excerpt.theme, **self._quoted(plain, passage))
                for passage in passages.excerpts(view)
            ),
            stances=tuple(self._stance(plain, stance) for stance in passages.stances(view)),
            themes=tuple(
                shapes.ThemeShare.made(theme=share.theme.slug, words=share.words, looked_for=share.sought)
                for share in self.compare.shares([view])
            ),
            plain=self.address(addresses.view_text(*view.key)) if view.text else None,
        )

    @staticmethod
    def _earlier(view: View) -> Iterator[shapes.EarlierShape]:
        if not view.withdrawn:
            for change, version in zip(view.earlier, view.versions[1:], strict=True):
                text = _BREAK.join(version.paragraphs)
                yield shapes.EarlierShape.made(change, text=text)

    def _stance(self, plain: _PlainText, passage: StancePassage) -> shapes.StanceShape:
        stance, band = passage.stance, reading(passage.stance.hedge)
        return shapes.StanceShape.made(
            proposition=stance.proposition,
            stance=stance.stance,
            hedge=stance.hedge,
            scale=shapes.Reading.made(low=band.low, high=band.high) if band else None,
            **self._quoted(plain, passage),
        )

    def _quoted(self, plain: _PlainText, passage: ExcerptPassage | StancePassage) -> dict[str, object]:
        """Return the keys that excerpts and stances have in common."""
        text, first, last = plain.text, passage.found.stretches[0], passage.found.stretches[-1]
        start = plain.starts[first.paragraph - 1] + first.start
        end = plain.starts[last.paragraph - 1] + last.end
        words = shapes.QuoteSelector.made(
            exact=text[start:end], prefix=text[max(start - _CONTEXT, 0) : start], suffix=text[end : end + _CONTEXT]
        )
        return {
            "id": passage.fragment,
            "quote": words.exact,
            "lead": passage.lead_words or None,
            "paragraph": first.paragraph,
            "selector": (words, shapes.PositionSelector.made(start=start, end=end)),
            "url": self.address(addresses.contributor_page(passage.view.contributor), passage.fragment),
        }


def _counts(row: PropositionRow) -> shapes.Counts:
    numbers = {
        _NO_STANCE.get(standing, standing).replace("-", "_"): len(row.taking(standing))
        for standing in get_args(Standing)
    }
    return shapes.Counts.made(**numbers, drafts=sum(position.suggested for position in row.positions))


def _source(view: View) -> shapes.SourceShape:
    source = view.source
    document, lines, url = (getattr(source, name, None) for name in ("seed", "lines", "url"))
    return shapes.SourceShape.made(kind=source.kind, document=document, lines=lines, url=url, date=source.day)
