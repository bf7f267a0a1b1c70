"""The kinds of pages: the template of each, which pages there are, and what they are made of.

A new kind of page is a function here or in `overviews`, a template and a line in PAGE_KINDS.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from expertviews import addresses, timeline
from expertviews.comparison import PropositionRow
from expertviews.content import question_path
from expertviews.kept import digest
from expertviews.model import Contributor, Library, Proposition, Question, SeedSource, Theme, View
from expertviews.pages import cardfacts, cite, metadata, sources
from expertviews.pages.context import PageContent, PageKind, RenderContext, at, everything
from expertviews.pages.overviews import OVERVIEWS
from expertviews.quotes import clipped

_MOST_WORDS = 10_000  # of a round-table; the page of a longer one only shows how each answer begins
_MOST_ON_PAGE, _STANCE = 22_000, 140  # words with stances, each with its quotation, and what a stance weighs of them
_MOST_OPEN = 8  # contributors to a question on a theme's page; the quotations of more are folded
_MOST_STRIPS = 3  # questions of which a theme in parts shows at once where the experts stand
_MOST_ANNOTATED = 8  # answers on a page with the citation of each passage and a link to each sentence
_MOST_OTHERS = 8  # questions of the same document
_MOST_COMPARED = 4  # others on a contributor's page


def _question(context: RenderContext, question: Question) -> PageContent:
    views = context.library.views_on(question.slug)
    same = context.library.from_same_document(question)
    citation = cite.of_question(question, context.site, alone=not same)
    propositions, words = context.compare.propositions(question.slug), context.compare.word_count(views)
    weight = _STANCE * sum(len(row.addressed) for row in propositions)
    return PageContent(
        {
            "title": question.question,
            "hide": metadata.hidden(metadata.LONG),
            **metadata.cited(citation, addresses.question_citation(question.slug)),
            **metadata.elsewhere(
                context,
                addresses.question_page(question.slug),
                addresses.data_file("questions", question.slug),
                f"{addresses.embed(question.slug)}oembed.json",
            ),
            "records": [f"content/questions/{question.slug}.yml"],
            "documents": metadata.documents_of(context, question.seed),
        },
        {
            "question": question,
            "one_question": True,
            "rows": context.compare.matrix(question.slug),
            "propositions": propositions,
            "divided": context.compare.most_divided(question.slug),
            "provenance": sources.provenance_of(question, views),
            "whole": words <= min(_MOST_WORDS, _MOST_ON_PAGE - weight),
            "opening": weight <= _MOST_ON_PAGE,
            "same": same[:_MOST_OTHERS],
            "citation": citation,
        },
        context.schema.question(question),
    )


def _propositions(context: RenderContext) -> Mapping[str, tuple[Question, Proposition]]:
    asked = context.library.questions.values()
    return {addresses.proposition_page(it.slug, each.id): (it, each) for it in asked for each in it.propositions}


def _row(context: RenderContext, subject: tuple[Question, Proposition]) -> PropositionRow:
    question, proposition = subject
    return next(it for it in context.compare.propositions(question.slug) if it.proposition.id == proposition.id)


def _proposition(context: RenderContext, subject: tuple[Question, Proposition]) -> PageContent:
    row = _row(context, subject)
    rows = context.compare.most_divided(row.question.slug)
    return PageContent(
        {
            "title": row.proposition.statement,
            "hide": metadata.hidden(0),
            "records": [f"content/questions/{row.question.slug}.yml"],
        },
        {
            "row": row,
            "one_question": True,
            "related": [it for it in rows if it.theme == row.theme and it != row],
            "overdue": timeline.is_overdue(row.proposition, context.as_of),
        },
        context.schema.proposition(row),
    )


def _compare(context: RenderContext, _: None) -> PageContent:
    everybody = [it for it in context.library.sorted_contributors if context.pairs.met[it.slug]]
    shown = [(it, context.pairs.against(it.slug) if context.pairs.with_pages else []) for it in everybody]
    meta = metadata.index(
        context.gettext("Compare"), context.gettext("Two experts who answered the same question, side by side.")
    )
    return PageContent(meta, {"listed": shown})


def _pair(context: RenderContext, key: tuple[str, str]) -> PageContent:
    pair = context.pairs.pair(*key)
    names = context.wording.language.listed([pair.one.name, pair.other.name])
    about = context.gettext("%(names)s on the same questions, in their own words.", names=names)
    return PageContent(metadata.index(names, clipped(about)), {"pair": pair})


def _against(context: RenderContext, who: Contributor) -> PageContent:
    about = context.gettext(
        "Where %(name)s agrees and disagrees with others who answered the same questions.", name=who.name
    )
    meta = metadata.index(context.gettext("%(name)s and others", name=who.name), clipped(about))
    return PageContent(meta, {"contributor": who, "others": context.pairs.against(who.slug)})


def _same_document(library: Library, view: View) -> Sequence[Question]:
    """Other questions of the same document that the contributor answers."""
    same = library.from_same_document(library.questions[view.question])
    return [it for it in same if (it.slug, view.contributor) in library.views][:_MOST_OTHERS]


def _answer(context: RenderContext, view: View) -> tuple[Any, ...]:
    """A view with its question, what of its document its contributor also answers, and ids it has had."""
    library, lost = context.library, context.lost(view.key)
    return view, library.questions[view.question], _same_document(library, view), lost


def _lines_linked(context: RenderContext, views: Sequence[View]) -> list[dict[str, str]]:
    """The lines of views and their earlier versions, in documents in the repository that have no withdrawn words."""
    sources = (version.source for view in views for version in view.versions)
    return [metadata.lines_in(it) for it in sources if isinstance(it, SeedSource) and it.seed not in context.withheld]


def _contributor(context: RenderContext, contributor: Contributor) -> PageContent:
    library = context.library
    views = library.views_by(contributor.slug)
    given = [view for view in views if not view.withdrawn]
    against = context.pairs.against(contributor.slug)
    return PageContent(
        {
            "title": contributor.name,
            "hide": metadata.hidden(len(views)),
            **(metadata.cited_view(context, views[0]) if len(views) == len(given) == 1 else {}),
            **metadata.elsewhere(
                context,
                addresses.contributor_page(contributor.slug),
                addresses.data_file("contributors", contributor.slug),
            ),
            "records": [
                f"content/contributors/{contributor.slug}.yml",
                *(f"content/views/{view.question}/{view.contributor}.yml" for view in given),
            ],
            "documents": _lines_linked(context, given),
        },
        {
            "contributor": contributor,
            "answers": [_answer(context, view) for view in views],
            "given": given,
            "against": against[:_MOST_COMPARED],
            "more": len(against[_MOST_COMPARED:]),
            "paired": bool(context.pairs.with_pages),
            "brief": len(given) > _MOST_ANNOTATED,
        },
        context.schema.contributor(contributor, brief=len(given) > _MOST_ANNOTATED),
    )


def _theme(context: RenderContext, theme: Theme) -> PageContent:
    sections = context.compare.theme(theme.slug)
    in_parts = theme.slug in context.in_parts
    unread = sum(len(section.taking("unread")) for section in sections)
    return PageContent(
        {
            "title": theme.title,
            "description": clipped(
                context.gettext("What experts say on %(theme)s. %(about)s", theme=theme.title, about=theme.summary)
            ),
            "hide": metadata.hidden(0 if in_parts else len(sections)),
            **metadata.elsewhere(context, addresses.theme_page(theme.slug), addresses.data_file("themes", theme.slug)),
            "records": [f"content/themes/{theme.slug}.yml"],
        },
        {
            "theme": theme,
            "sections": sections,
            "leading": [it for it in sections if it.leading][:_MOST_STRIPS],
            "in_parts": in_parts,
            "unread": unread,
            "related": context.compare.related(theme.slug),
            "most_open": _MOST_OPEN,
        },
        context.schema.theme(theme, () if in_parts else context.library.newest_questions),
    )


def _theme_parts(context: RenderContext) -> Mapping[str, tuple[Theme, Question]]:
    themes = (context.library.themes[slug] for slug in sorted(context.in_parts))
    parts = ((theme, question) for theme in themes for question in context.compare.questions_on(theme.slug))
    return {addresses.theme_part_page(theme.slug, question.slug): (theme, question) for theme, question in parts}


def _theme_part(context: RenderContext, subject: tuple[Theme, Question]) -> PageContent:
    theme, question = subject
    about = context.gettext(
        "What experts say on %(theme)s, asked: %(question)s", theme=theme.title, question=question.question
    )
    return PageContent(
        {
            **metadata.index(f"{theme.title}: {question.question}", clipped(about)),
            "records": [f"content/questions/{question.slug}.yml"],
        },
        {
            "theme": theme,
            "part": context.compare.section(theme.slug, question),
            "one_question": True,
            "most_open": _MOST_OPEN,
        },
        context.schema.theme(theme, [question]),
    )


def _source(context: RenderContext, name: str) -> PageContent:
    about = context.gettext("The document %(name)s, line by line, and whose answers are where.", name=name)
    return PageContent(
        {**metadata.index(name, clipped(about)), "documents": metadata.documents_of(context, name)},
        {"name": name, "groups": sources.groups(context.library, name, context.documents[name])},
    )


def _each(name: str) -> Callable[[RenderContext], Mapping[str, Any]]:
    """A page for each entity in one of the library's mappings by slug."""
    path = addresses.PAGES[name]
    return lambda context: {path(slug): entity for slug, entity in getattr(context.library, name).items()}


def _against_pages(context: RenderContext) -> Mapping[str, Contributor]:
    """Where pairs are too many to have a page each."""
    met = [] if context.pairs.with_pages else [slug for slug, met in context.pairs.met.items() if met]
    return {addresses.against_page(slug): context.library.contributors[slug] for slug in met}


PAGE_KINDS = (
    *OVERVIEWS,
    PageKind(
        "question",
        _each("questions"),
        _question,
        lambda context, question: cardfacts.of_question(context.library, question, context.wording),
        lambda context, question: context.cache_keys.questions(
            [question.slug],
            files=[question_path(it.slug) for it in context.library.from_same_document(question)],
            with_summaries=True,
        ),
    ),
    PageKind(
        "proposition",
        _propositions,
        _proposition,
        lambda context, subject: cardfacts.of_proposition(_row(context, subject), context.wording),
        lambda context, subject: context.cache_keys.questions(
            [subject[0].slug], timeline.is_overdue(subject[1], context.as_of), themes=[subject[1].theme]
        ),
    ),
    PageKind(
        "contributor",
        _each("contributors"),
        _contributor,
        lambda context, who: cardfacts.of_contributor(context.library, context.passages, who, context.wording),
        lambda context, who: context.cache_keys.contributors(
            [who.slug], *(it and (it.slug, it.name) for it in context.compare.neighbours[who.slug])
        ),
    ),
    PageKind("theme", _each("themes"), _theme, cache_key=everything),
    PageKind(
        "theme-part",
        _theme_parts,
        _theme_part,
        cache_key=lambda context, part: context.cache_keys.questions([part[1].slug], themes=[part[0].slug]),
    ),
    PageKind("compare", at(addresses.COMPARE), _compare, cache_key=everything),
    PageKind(
        "pair",
        lambda context: {addresses.pair_page(*it): it for it in context.pairs.with_pages},
        _pair,
        cache_key=lambda context, pair: context.cache_keys.contributors(pair),
    ),
    PageKind(
        "against",
        _against_pages,
        _against,
        cache_key=lambda context, who: context.cache_keys.contributors([who.slug], themes=()),
    ),
    PageKind(
        "source",
        lambda context: {addresses.source_page(name): name for name in context.documents},
        _source,
        cache_key=lambda context, name: context.cache_keys.questions(
            context.questions_of[name], digest(context.documents[name]), themes=()
        ),
    ),
)
