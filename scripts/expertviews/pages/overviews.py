"""The pages about the whole record: home, lists of what there is, forecasts, likelihood, data, changes."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from expertviews import addresses
from expertviews.comparison import BANDS, MIN_SCORED, Ledger, PropositionRow
from expertviews.content import question_path
from expertviews.data import MEANINGS, TABLES, package_name
from expertviews.model import Library, Question
from expertviews.pages import cardfacts, metadata
from expertviews.pages.context import PageContent, PageKind, RenderContext, at, everything

_MAX_QUOTED = 200  # stances; with more, a page links to the quotations instead of repeating them
_MAX_LEADING = 8  # propositions and quotations on the home page
_MAX_EARLIER, _MAX_DIVIDED = 6, 3  # other questions on the home page, and propositions of each
_MAX_LISTED = 12  # contributors listed on the home page
_MAX_USES = 8  # uses listed of a word of likelihood, and rows of a table of who answers


def _home(context: RenderContext, _: None) -> PageContent:
    newest, about = _newest(context.library), cardfacts.about(context.wording)
    return PageContent(
        {
            "description": about,
            "hide": metadata.hidden(0),
            **metadata.alternates(context, addresses.HOME, addresses.DATA_INDEX),
        },
        {
            "newest": newest,
            "rows": context.compare.matrix(newest.slug) if newest else [],
            "divided": context.compare.most_divided(newest.slug)[:_MAX_LEADING] if newest else [],
            "quoted": _MAX_LEADING,
            "most_rows": _MAX_USES,
            "listed": _MAX_LISTED,
            "earlier": _earlier(context, newest),
        },
        context.schema.home(about),
    )


def _earlier(context: RenderContext, newest: Question | None) -> list[tuple[Question, str, list[PropositionRow]]]:
    """Return the latest questions but the newest, each with how many answered and its most divided propositions."""
    library, rows = context.library, context.compare.most_divided
    return [
        (other, context.wording.answers(library.views_on(other.slug)), rows(other.slug)[:_MAX_DIVIDED])
        for other in _others(library, newest)
    ]


def _others(library: Library, newest: Question | None) -> Sequence[Question]:
    return [question for question in library.newest_questions if question is not newest][:_MAX_EARLIER]


def _newest(library: Library) -> Question | None:
    """Return the latest question with a reviewed view; if there is none, the latest question, if any."""
    for question in library.newest_questions:
        if any(view.status == "reviewed" for view in library.views_on(question.slug)):
            return question
    return next(iter(library.newest_questions), None)


def _questions(context: RenderContext, _: None) -> PageContent:
    about = context.wording.language.ngettext(
        "%(num)s question put to experts, and who answered.",
        "%(num)s questions put to experts, and who answered.",
        len(context.library.questions),
    )
    return PageContent(metadata.index(context.gettext("Questions"), about))


def _contributors(context: RenderContext, _: None) -> PageContent:
    about = context.wording.language.ngettext(
        "%(num)s contributor, who they are and what they answered.",
        "%(num)s contributors, who they are and what they answered.",
        len(context.library.contributors),
    )
    return PageContent(metadata.index(context.gettext("Contributors"), about))


def _themes(context: RenderContext, _: None) -> PageContent:
    about = context.wording.language.ngettext(
        "%(num)s theme that runs through the experts’ answers.",
        "%(num)s themes that run through the experts’ answers.",
        len(context.library.themes),
    )
    return PageContent(metadata.index(context.gettext("Themes"), about), data=context.schema.themes())


def _meta(context: RenderContext, page: str) -> dict[str, Any]:
    """Return the front matter of a page about the whole record that search finds."""
    return metadata.index(*metadata.searched(context.wording)[page])


def _looking_ahead(context: RenderContext, _: None) -> PageContent:
    rows = context.compare.horizons
    return PageContent(_meta(context, addresses.LOOKING_AHEAD), _forecasts(context, rows, context.forecast_years))


def _forecast_years(context: RenderContext) -> Mapping[str, str]:
    return {addresses.forecasts_page(year): year for year in context.forecast_years}


def _asked_about(library: Library, year: str) -> Sequence[Question]:
    """Return the questions with forecasts for a year, the latest first."""
    is_due = {slug for (slug, _), proposition in library.propositions.items() if proposition.due.startswith(year)}
    return [question for question in library.newest_questions if question.slug in is_due]


def _forecasts_of(context: RenderContext, year: str) -> PageContent:
    due = context.compare.due(_asked_about(context.library, year))
    rows = [row for row in due if row.proposition.due.startswith(year)]
    about = context.gettext("Who expected what by %(year)s, in which words, and what came of it.", year=year)
    title = context.gettext("Forecasts for %(year)s", year=year)
    return PageContent(metadata.index(title, about), _forecasts(context, rows, ()) | {"year": year})


def _forecasts(context: RenderContext, rows: Sequence[PropositionRow], years: Sequence[str]) -> dict[str, Any]:
    """Return what a page of forecasts shows: only the first of each state if `years` have pages of their own."""
    return {
        "ledger": Ledger(rows, context.as_of),
        "quoting": sum(len(row.addressed) for row in rows) <= _MAX_QUOTED,
        "min_scored": MIN_SCORED,
        "most": _MAX_LEADING if years else len(rows),
        "years": Counter(row.proposition.due[:4] for row in rows) if years else {},
        "year": "",
    }


def _likelihood(context: RenderContext, _: None) -> PageContent:
    used = {words: (len(uses), uses[:_MAX_USES]) for words, uses in context.compare.hedges.items()}
    return PageContent(_meta(context, addresses.LIKELIHOOD), {"bands": BANDS, "used": used})


def _data(context: RenderContext, _: None) -> PageContent:
    values = {"tables": TABLES, "meanings": MEANINGS, "package": package_name(context.site)}
    return PageContent(_meta(context, addresses.DATA_PAGE), values)


def _changes(context: RenderContext, _: None) -> PageContent:
    days = groupby(context.history.events, lambda event: event.day)
    values = {"days": [(day, list(events)) for day, events in days], "history": context.history}
    return PageContent(_meta(context, addresses.CHANGES), values)


def _key_of_home(context: RenderContext, _: None) -> str:
    newest, people = _newest(context.library), context.library.sorted_contributors
    shown = [question.slug for question in (newest, *_others(context.library, newest)) if question]
    asked = [question_path(question.slug) for question in context.library.newest_questions]
    listed = ((contributor.slug, contributor.name) for contributor in people[:_MAX_LISTED])
    return context.cache_keys.questions(shown, len(people), *listed, files=asked, with_summaries=True)


OVERVIEWS = (
    PageKind("home", at(addresses.HOME), _home, cache_key=_key_of_home),
    PageKind("questions", at(addresses.QUESTIONS), _questions, cache_key=everything),
    PageKind("contributors", at(addresses.CONTRIBUTORS), _contributors, cache_key=everything),
    PageKind("themes", at(addresses.THEMES), _themes, cache_key=lambda context, _: context.cache_keys.questions(())),
    PageKind("looking-ahead", at(addresses.LOOKING_AHEAD), _looking_ahead, cache_key=everything),
    PageKind(
        "looking-ahead",
        _forecast_years,
        _forecasts_of,
        cache_key=lambda context, year: context.cache_keys.questions(
            [question.slug for question in _asked_about(context.library, year)], context.as_of
        ),
    ),
    PageKind("likelihood", at(addresses.LIKELIHOOD), _likelihood, cache_key=everything),
    PageKind("data", at(addresses.DATA_PAGE), _data, cache_key=lambda context, _: context.cache_keys.questions(())),
    PageKind(
        "changes",
        at(addresses.CHANGES),
        _changes,
        cache_key=lambda context, _: context.cache_keys.questions((), context.history.told, themes=()),
    ),
)
