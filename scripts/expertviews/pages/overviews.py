"""The pages that show something of everything: home, lists of what there is, forecasts, likelihood, data, changes."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from expertviews import addresses
from expertviews.comparison import BANDS, LEAST_SCORED, Ledger, PropositionRow
from expertviews.content import question_path
from expertviews.data import MEANINGS, TABLES, package_name
from expertviews.model import Library, Question
from expertviews.pages import cardfacts, metadata
from expertviews.pages.context import PageContent, PageKind, RenderContext, at, everything

_MOST_QUOTED = 200  # stances; with more, a page links to the quotations instead of repeating them
_MOST_LEADING = 8  # propositions and quotations on the home page
_MOST_EARLIER, _MOST_DIVIDED = 6, 3  # other questions there, and propositions of each
_MOST_LISTED = 12  # contributors listed on the home page
_MOST_USES = 8  # of a word of likelihood, and rows of a table of who answers


def _home(context: RenderContext, _: None) -> PageContent:
    newest, about = _newest(context.library), cardfacts.about(context.wording)
    return PageContent(
        {
            "description": about,
            "hide": metadata.hidden(0),
            **metadata.elsewhere(context, addresses.HOME, addresses.DATA_INDEX),
        },
        {
            "newest": newest,
            "rows": context.compare.matrix(newest.slug) if newest else [],
            "divided": context.compare.most_divided(newest.slug)[:_MOST_LEADING] if newest else [],
            "quoted": _MOST_LEADING,
            "most_rows": _MOST_USES,
            "listed": _MOST_LISTED,
            "earlier": _earlier(context, newest),
        },
        context.schema.home(about),
    )


def _earlier(context: RenderContext, newest: Question | None) -> list[tuple[Question, str, list[PropositionRow]]]:
    """The latest questions but the newest, each with how many answered and what is most divided."""
    library, rows = context.library, context.compare.most_divided
    return [
        (it, context.wording.answers(library.views_on(it.slug)), rows(it.slug)[:_MOST_DIVIDED])
        for it in _others(library, newest)
    ]


def _others(library: Library, newest: Question | None) -> Sequence[Question]:
    return [it for it in library.newest_questions if it is not newest][:_MOST_EARLIER]


def _newest(library: Library) -> Question | None:
    """The latest question with a reviewed view; if there is none, the latest question."""
    questions = library.newest_questions
    reviewed = (it for it in questions if any(view.status == "reviewed" for view in library.views_on(it.slug)))
    return next(reviewed, next(iter(questions), None))


def _questions(context: RenderContext, _: None) -> PageContent:
    about = context.wording.language.ngettext(
        "%(num)s question put to experts, and who answered.",
        "%(num)s questions put to experts, and who answered.",
        len(context.library.questions),
    )
    return PageContent(metadata.index(context.gettext("Questions"), about), {"library": context.library})


def _contributors(context: RenderContext, _: None) -> PageContent:
    about = context.wording.language.ngettext(
        "%(num)s contributor, who they are and what they answered.",
        "%(num)s contributors, who they are and what they answered.",
        len(context.library.contributors),
    )
    return PageContent(metadata.index(context.gettext("Contributors"), about), {"library": context.library})


def _themes(context: RenderContext, _: None) -> PageContent:
    about = context.wording.language.ngettext(
        "%(num)s theme that runs through the experts’ answers.",
        "%(num)s themes that run through the experts’ answers.",
        len(context.library.themes),
    )
    return PageContent(metadata.index(context.gettext("Themes"), about), data=context.schema.themes())


def _searched(context: RenderContext, page: str) -> dict[str, Any]:
    return metadata.index(*metadata.searched(context.wording)[page])


def _looking_ahead(context: RenderContext, _: None) -> PageContent:
    rows = context.compare.horizons
    return PageContent(_searched(context, addresses.LOOKING_AHEAD), _forecasts(context, rows, context.forecast_years))


def _forecast_years(context: RenderContext) -> Mapping[str, str]:
    return {addresses.forecasts_page(year): year for year in context.forecast_years}


def _asked_about(library: Library, year: str) -> Sequence[Question]:
    """The questions with forecasts for a year, the latest first."""
    asked = library.newest_questions
    return [it for it in asked if any(each.due.startswith(year) for each in it.propositions)]


def _forecasts_of(context: RenderContext, year: str) -> PageContent:
    due = context.compare.due(_asked_about(context.library, year))
    rows = [row for row in due if row.proposition.due.startswith(year)]
    about = context.gettext("Who expected what by %(year)s, in which words, and what came of it.", year=year)
    title = context.gettext("Forecasts for %(year)s", year=year)
    return PageContent(metadata.index(title, about), _forecasts(context, rows, ()) | {"year": year})


def _forecasts(context: RenderContext, rows: Sequence[PropositionRow], years: Sequence[str]) -> dict[str, Any]:
    """What a page of forecasts shows: if there are `years` with pages of their own, only the first of each state."""
    return {
        "ledger": Ledger(rows, context.as_of),
        "quoting": sum(len(row.addressed) for row in rows) <= _MOST_QUOTED,
        "least_scored": LEAST_SCORED,
        "most": _MOST_LEADING if years else len(rows),
        "years": Counter(row.proposition.due[:4] for row in rows) if years else {},
        "year": "",
    }


def _likelihood(context: RenderContext, _: None) -> PageContent:
    used = {words: (len(uses), uses[:_MOST_USES]) for words, uses in context.compare.hedges.items()}
    return PageContent(_searched(context, addresses.LIKELIHOOD), {"bands": BANDS, "used": used})


def _data(context: RenderContext, _: None) -> PageContent:
    values = {"tables": TABLES, "meanings": MEANINGS, "package": package_name(context.site)}
    return PageContent(_searched(context, addresses.DATA_PAGE), values)


def _changes(context: RenderContext, _: None) -> PageContent:
    days = [(day, list(events)) for day, events in groupby(context.history.events, lambda it: it.day)]
    values = {"days": days, "history": context.history}
    return PageContent(_searched(context, addresses.CHANGES), values)


def _key_of_home(context: RenderContext, _: None) -> str:
    newest, people = _newest(context.library), context.library.sorted_contributors
    shown = [it.slug for it in (*filter(None, [newest]), *_others(context.library, newest))]
    asked = [question_path(it.slug) for it in context.library.newest_questions]
    named = ((it.slug, it.name) for it in people[:_MOST_LISTED])
    return context.cache_keys.questions(shown, len(people), *named, files=asked, with_summaries=True)


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
            [it.slug for it in _asked_about(context.library, year)], context.as_of
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
