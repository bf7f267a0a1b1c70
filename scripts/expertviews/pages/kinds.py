"""The kinds of pages: the template of each, which pages there are, what they show, and what that depends on.

A new kind of page is a function here or in `overviews`, a template and a line in PAGE_KINDS.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from expertviews import addresses, timeline
from expertviews.comparison import PropositionRow
from expertviews.content import question_path
from expertviews.kept import digest
from expertviews.model import Contributor, Proposition, Question, SeedSource, Theme, View
from expertviews.pages import cardfacts, cite, metadata, sources
from expertviews.pages.context import PageContent, PageKind, RenderContext, at, everything
from expertviews.pages.overviews import OVERVIEWS
from expertviews.quotes import clipped

_MAX_WORDS = 10_000  # of a round-table; the page of a longer one only shows how each answer begins
_MAX_ON_PAGE, _WORDS_PER_STANCE = 22_000, 140  # a stance, with its quotation, counts as that many words
_MAX_OPEN = 8  # contributors to a question on a theme's page; the quotations of more are folded
_MAX_STRIPS = 3  # questions of which a theme in parts shows at once where the experts stand
_MAX_ANNOTATED = 8  # answers on a page with the citation of each passage and a link to each sentence
_MAX_OTHERS = 8  # questions of the same document
_MAX_COMPARED = 4  # others on a contributor's page


def _question(context: RenderContext, question: Question) -> PageContent:
    views = context.library.views_on(question.slug)
    same = context.library.from_same_document(question)
    citation = cite.of_question(question, context.site, alone=not same)
    propositions, words = context.compare.propositions(question.slug), context.compare.word_count(views)
    weight = _WORDS_PER_STANCE * sum(len(row.addressed) for row in propositions)
    return PageContent(
        {
            "title": question.question,
            "hide": metadata.hidden(metadata.LONG),
            **metadata.cited(citation, addresses.question_citation(question.slug)),
            **metadata.alternates(
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
            "whole": words <= min(_MAX_WORDS, _MAX_ON_PAGE - weight),
            "opening": weight <= _MAX_ON_PAGE,
            "same": same[:_MAX_OTHERS],
            "citation": citation,
        },
        context.schema.question(question),
    )


def _propositions(context: RenderContext) -> Mapping[str, tuple[Question, Proposition]]:
    return {
        addresses.proposition_page(slug, proposition.id): (context.library.questions[slug], proposition)
        for (slug, _), proposition in context.library.propositions.items()
    }


def _row(context: RenderContext, subject: tuple[Question, Proposition]) -> PropositionRow:
    question, proposition = subject
    return next(row for row in context.compare.propositions(question.slug) if row.proposition.id == proposition.id)


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
            "related": [other for other in rows if other.theme == row.theme and other != row],
            "overdue": timeline.is_overdue(row.proposition, context.as_of),
        },
        context.schema.proposition(row),
    )


def _compare(context: RenderContext, _: None) -> PageContent:
    pairs, contributors = context.pairs, context.library.contributors
    compared = [slug for slug, met in pairs.met.items() if met]
    listed = [(contributors[slug], pairs.against(slug) if pairs.with_pages else []) for slug in compared]
    meta = metadata.index(
        context.gettext("Compare"), context.gettext("Two experts who answered the same question, side by side.")
    )
    return PageContent(meta, {"listed": listed})


def _pair(context: RenderContext, key: tuple[str, str]) -> PageContent:
    pair = context.pairs.pair(*key)
    names = context.wording.language.listed([pair.one.name, pair.other.name])
    about = context.gettext("%(names)s on the same questions, in their own words.", names=names)
    return PageContent(metadata.index(names, clipped(about)), {"pair": pair})


def _against(context: RenderContext, contributor: Contributor) -> PageContent:
    name = contributor.name
    about = context.gettext(
        "Where %(name)s agrees and disagrees with others who answered the same questions.", name=name
    )
    meta = metadata.index(context.gettext("%(name)s and others", name=name), clipped(about))
    return PageContent(meta, {"contributor": contributor, "others": context.pairs.against(contributor.slug)})


def _answer(context: RenderContext, view: View) -> tuple[View, Question, Sequence[Question], Collection[str]]:
    """Return a view, its question, others of the same document that its contributor answers, and ids it has had."""
    library, question = context.library, context.library.questions[view.question]
    same = [other for other in library.from_same_document(question) if (other.slug, view.contributor) in library.views]
    return view, question, same[:_MAX_OTHERS], context.lost(view.key)


def _lines_linked(context: RenderContext, views: Sequence[View]) -> list[dict[str, str]]:
    """Return the lines of views and their earlier versions, in documents in the repository without withdrawn words."""
    sources = (version.source for view in views for version in view.versions)
    documents = (source for source in sources if isinstance(source, SeedSource))
    return [metadata.lines_in(source) for source in documents if source.seed not in context.withheld]


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
            **metadata.alternates(
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
            "against": against[:_MAX_COMPARED],
            "more": len(against[_MAX_COMPARED:]),
            "paired": bool(context.pairs.with_pages),
            "brief": len(given) > _MAX_ANNOTATED,
        },
        context.schema.contributor(contributor, brief=len(given) > _MAX_ANNOTATED),
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
            **metadata.alternates(context, addresses.theme_page(theme.slug), addresses.data_file("themes", theme.slug)),
            "records": [f"content/themes/{theme.slug}.yml"],
        },
        {
            "theme": theme,
            "sections": sections,
            "leading": [section for section in sections if section.leading][:_MAX_STRIPS],
            "in_parts": in_parts,
            "unread": unread,
            "related": context.compare.related(theme.slug),
            "most_open": _MAX_OPEN,
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
            "most_open": _MAX_OPEN,
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
    """Return the `subjects` of a kind that has a page for each entity in one of the library's mappings by slug."""
    path = addresses.PAGES[name]
    return lambda context: {path(slug): entity for slug, entity in getattr(context.library, name).items()}


def _against_pages(context: RenderContext) -> Mapping[str, Contributor]:
    """Return the contributors with a page against all others: everybody, if pairs are too many to have a page each."""
    met = [] if context.pairs.with_pages else [slug for slug, others in context.pairs.met.items() if others]
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
        lambda context, contributor: cardfacts.of_contributor(
            context.library, context.passages, contributor, context.wording
        ),
        lambda context, contributor: context.cache_keys.contributors(
            [contributor.slug], *(it and (it.slug, it.name) for it in context.compare.neighbours[contributor.slug])
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
        lambda context: {addresses.pair_page(*pair): pair for pair in context.pairs.with_pages},
        _pair,
        cache_key=lambda context, pair: context.cache_keys.contributors(pair),
    ),
    PageKind(
        "against",
        _against_pages,
        _against,
        cache_key=lambda context, contributor: context.cache_keys.contributors([contributor.slug], themes=()),
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
