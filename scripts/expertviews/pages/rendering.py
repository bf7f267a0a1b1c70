"""The record as pages: pure, the same pages for the same record.

A page is YAML front matter, headings in Markdown (so that a site generator finds them for its table of contents) and
HTML blocks between them. The templates escape by default; `markup.in_markdown` makes words safe for the headings.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateSyntaxError

from expertviews import addresses
from expertviews.addresses import Site
from expertviews.content.documents import FOLDER
from expertviews.model import Contributor, Library, Proposition, Question, SeedSource, Theme, View
from expertviews.pages import charts, cite, frontmatter, hedges, linkeddata, sources, textmarks, wording
from expertviews.pages.compare import Comparison
from expertviews.pages.markup import in_markdown
from expertviews.pages.memory import Memory
from expertviews.problems import Place, Problem, ProblemsFound, counted
from expertviews.quotes.aliases import FragmentAliases
from expertviews.quotes.passages import ExcerptPassage, Passages, StancePassage, key_quote

TEMPLATES = Path(__file__).parent / "templates"
_LONG = 3  # sections; a page with fewer needs no table of contents
_MOST_WORDS = 10_000  # of a round-table; of a longer one its page shows how each answer begins
_UNSEARCHED: dict[str, frontmatter.Value] = {"search": {"exclude": True}}  # repeats what has its home elsewhere
_MOST_QUOTED = 200  # stances; where there are more, a page links to the words instead of repeating them


def render(
    library: Library, site: Site, memory: Memory | None = None, documents: Mapping[str, str] | None = None
) -> Mapping[str, str]:
    """Every generated page of a checked record: its path under docs/ and its text.

    With a `memory`, pages of contributors and questions that are made of the same things are taken from there.
    `documents` has the texts of the documents that have a page, by name.
    Raises ProblemsFound where a template can't be read.
    """
    try:
        return _rendered(_Renderer(library, site, documents or {}), memory)
    except TemplateSyntaxError as error:
        place = Place(f"scripts/expertviews/templates/{error.name}", error.lineno)
        raise ProblemsFound([Problem(place, "template", str(error.message), "mend the template")]) from None


def _rendered(render: "_Renderer", memory: Memory | None) -> Mapping[str, str]:
    library = render.library
    keep = (memory or Memory()).page
    pages = {
        addresses.HOME: render.home(),
        addresses.QUESTIONS: render.questions(),
        addresses.CONTRIBUTORS: render.contributors(),
        addresses.THEMES: render.themes(),
        addresses.LOOKING_AHEAD: render.looking_ahead(),
        addresses.LIKELIHOOD: render.likelihood(),
    }
    for slug, question in library.questions.items():
        path = addresses.question_page(slug)
        pages[path] = keep(path, render.question_made_of(question), partial(render.question, question))
    for slug, contributor in library.contributors.items():
        path = addresses.contributor_page(slug)
        pages[path] = keep(path, render.contributor_made_of(contributor), partial(render.contributor, contributor))
    pages |= {addresses.theme_page(slug): render.theme(it) for slug, it in library.themes.items()}
    pages |= {addresses.source_page(name): render.source(name) for name in render.documents}
    return dict(sorted(pages.items()))


@dataclass(frozen=True, eq=False)
class _Renderer:
    """The pages of one record, and what they share."""

    library: Library
    site: Site
    documents: Mapping[str, str]

    @cached_property
    def passages(self) -> Passages:
        return Passages()

    @cached_property
    def former(self) -> FragmentAliases:
        return FragmentAliases(self.library.moved)

    @cached_property
    def compare(self) -> Comparison:
        return Comparison(self.library, self.passages)

    def home(self) -> str:
        about = "Experts’ answers to one question side by side, each quotation proved against its source."
        return self._page(
            addresses.HOME,
            "home",
            {"description": about, "hide": _hidden(0), **_UNSEARCHED},
            linkeddata.home(self.library, self.site, about),
            newest=self._newest,
        )

    @property
    def _newest(self) -> Question | None:
        """The latest question of which somebody has reviewed a view; while there is none, the latest."""
        questions = self.library.newest_questions
        reviewed = (it for it in questions if any(view.status == "reviewed" for view in self.library.views_on(it.slug)))
        return next(reviewed, next(iter(questions), None))

    def questions(self) -> str:
        about = f"{counted(len(self.library.questions), 'question')} put to experts, and who answered."
        return self._page(addresses.QUESTIONS, "questions", _index("Questions", about) | _UNSEARCHED)

    def contributors(self) -> str:
        about = f"{counted(len(self.library.contributors), 'contributor')}, who they are and what they answered."
        return self._page(addresses.CONTRIBUTORS, "contributors", _index("Contributors", about) | _UNSEARCHED)

    def themes(self) -> str:
        about = f"{counted(len(self.library.themes), 'theme')} that cut across what experts answered."
        data = linkeddata.themes(self.library, self.site)
        return self._page(addresses.THEMES, "themes", _index("Themes", about) | _UNSEARCHED, data)

    def looking_ahead(self) -> str:
        about = "Who expected what by when, in which words, and what came of it."
        stances = sum(len(row.addressed) for row in self.compare.horizons)
        meta = _index("Looking ahead", about)
        return self._page(addresses.LOOKING_AHEAD, "looking-ahead", meta, quoting=stances <= _MOST_QUOTED)

    def likelihood(self) -> str:
        about = "How words such as “unlikely” are shown here, and the published scale that gives some of them numbers."
        return self._page(addresses.LIKELIHOOD, "likelihood", _index("Words of likelihood", about), scale=hedges)

    def question(self, question: Question) -> str:
        views = self.library.views_on(question.slug)
        names = [self.library.contributors[view.contributor].name for view in views]
        citation = cite.of_question(question, self.site, question.recorded or "")
        return self._page(
            addresses.question_page(question.slug),
            "question",
            {
                "title": question.question,
                "description": wording.clipped(f"{wording.asked(question)}. Answers by {wording.listed(names, 6)}."),
                "hide": _hidden(_LONG),
                "head": _head(citation),
                "search": {"boost": 0.5},  # its answers, which have its words as their headings, come first
                "records": [f"content/questions/{question.slug}.yml"],
                "documents": [_document(question.seed)] if question.seed in self.documents else [],
            },
            linkeddata.question(self.library, self.passages, question.slug, self.site),
            question=question,
            views=views,
            whole=self.compare.shares(views).total <= _MOST_WORDS,
            citation=citation,
        )

    def question_made_of(self, question: Question) -> tuple[Any, ...]:
        """All that the page of a question depends on."""
        views = self.library.views_on(question.slug)
        speakers = tuple(self.library.contributors[view.contributor] for view in views)
        return (question, views, speakers, self._shared)

    def contributor_made_of(self, contributor: Contributor) -> tuple[Any, ...]:
        """All that the page of a contributor depends on."""
        views = self.library.views_by(contributor.slug)
        questions = tuple(self.library.questions[view.question] for view in views)
        others = tuple(view.contributor for it in questions for view in self.library.views_on(it.slug))
        return (contributor, views, questions, others, self._shared)

    @cached_property
    def _shared(self) -> tuple[Any, ...]:
        """What pages show of others: who there is, what was asked, the themes, what has moved and the site."""
        names = tuple((it.slug, it.name, it.disambiguation, it.kind) for it in self.library.sorted_contributors)
        questions = tuple((it.slug, it.question, it.asked, it.title) for it in self.library.newest_questions)
        moved, documents = self.library.moved, tuple(self.documents)
        return (names, questions, self.library.ordered_themes, moved, self.site, documents)

    def contributor(self, contributor: Contributor) -> str:
        views = self.library.views_by(contributor.slug)
        said = [key_quote(view) for view in views if view.key_quote]
        stated = [wording.affiliation(it) for it in contributor.affiliations]
        about = ": ".join([*stated[:1], *(f"“{words}”" for words in said[:1])]) or "Their answers in full."
        return self._page(
            addresses.contributor_page(contributor.slug),
            "contributor",
            {
                "title": contributor.name,
                "description": wording.clipped(f"{contributor.name}. {about}"),
                "hide": _hidden(len(views)),
                "head": _head(self._cite_view(views[0])) if len(views) == 1 else [],
                "records": [
                    f"content/contributors/{contributor.slug}.yml",
                    *(f"content/views/{view.question}/{view.contributor}.yml" for view in views),
                ],
                "documents": [_lines_of(view.source) for view in views if isinstance(view.source, SeedSource)],
            },
            linkeddata.contributor(self.library, contributor.slug, self.site),
            contributor=contributor,
            views=views,
        )

    def theme(self, theme: Theme) -> str:
        sections = self.compare.theme(theme.slug)
        return self._page(
            addresses.theme_page(theme.slug),
            "theme",
            {
                "title": theme.title,
                "description": wording.clipped(f"What experts say on {theme.title}. {theme.summary}"),
                "hide": _hidden(len(sections)),
                "records": [f"content/themes/{theme.slug}.yml"],
            },
            linkeddata.theme(self.library, self.passages, theme.slug, self.site),
            theme=theme,
            sections=sections,
        )

    def source(self, name: str) -> str:
        return self._page(
            addresses.source_page(name),
            "source",
            {
                "title": name,
                "description": wording.clipped(f"The document {name}, line by line, and whose answer stands where."),
                "hide": _hidden(0),
                **_UNSEARCHED,
                "documents": [_document(name)],
            },
            name=name,
            groups=sources.groups(self.library, name, self.documents[name]),
        )

    def _page(
        self,
        path: str,
        template: str,
        meta: Mapping[str, frontmatter.Value],
        data: linkeddata.Data | None = None,
        **context: Any,
    ) -> str:
        """The page at `path` from a template, described by `meta` for its head and by linked `data` for machines."""
        body = (
            _environment()
            .get_template(f"{template}.md.jinja")
            .render(
                library=self.library,
                compare=self.compare,
                former=self.former,
                documents=self.documents,
                href=partial(addresses.href, path, directories=self.site.directories),
                marked=self._marked,
                stances_of=self._stances_of,
                cite_view=self._cite_view,
                cite_passage=self._cite_passage,
                **context,
            )
        )
        return frontmatter.page(meta, body + _script(data))

    def _marked(self, view: View) -> tuple[textmarks.Paragraph, ...]:
        return textmarks.marked(view, self.passages, self.former)

    def _cite_view(self, view: View) -> cite.Citation:
        return cite.of_view(self.library, view, self.site, self._recorded(view))

    def _recorded(self, view: View) -> str:
        return self.library.questions[view.question].recorded or ""

    def _cite_passage(self, passage: ExcerptPassage | StancePassage) -> cite.Citation:
        return cite.of_passage(self.library, passage, self.site, self._recorded(passage.view))

    def _stances_of(self, view: View) -> list[tuple[Proposition, StancePassage]]:
        """A view's stances in the order of its record, each with its proposition."""
        propositions = self._propositions[view.question]
        return [(propositions[passage.stance.proposition], passage) for passage in self.passages.stances(view)]

    @cached_property
    def _propositions(self) -> Mapping[str, Mapping[str, Proposition]]:
        return {slug: {it.id: it for it in question.propositions} for slug, question in self.library.questions.items()}


def _index(title: str, about: str) -> dict[str, frontmatter.Value]:
    return {"title": title, "description": about, "hide": _hidden(0)}


def _hidden(sections: int) -> list[str]:
    """What a page of so many sections hides of the theme's frame; the navigation is above the page anyway."""
    return ["navigation"] if sections >= _LONG else ["navigation", "toc"]


def _document(name: str | None) -> dict[str, str]:
    """A document in the repository: its path as it is shown, and as it stands in addresses."""
    path = f"{FOLDER}/{name}"
    return {"path": path, "address": quote(path)}


def _lines_of(source: SeedSource) -> dict[str, str]:
    """Where a view stands in a document of the repository, with its lines as hosts of repositories write them."""
    lines = f"L{source.first}" if source.first == source.last else f"L{source.first}-L{source.last}"
    return {**_document(source.seed), "lines": lines}


def _head(citation: cite.Citation) -> list[dict[str, str]]:
    """A work's own meta tags."""
    return [{"name": name, "content": content} for name, content in cite.meta_tags(citation)]


def _script(data: linkeddata.Data | None) -> str:
    """Linked data as an element of a page."""
    return f'\n<script type="application/ld+json">{linkeddata.script_text(data)}</script>\n' if data else ""


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: dict[str, Callable[..., Any]] = {
        "heading": in_markdown,
        "when": wording.when,
        "within": wording.within,
        "asked": wording.asked,
        "key_quote": key_quote,
        "percent": wording.percent,
        "listed": wording.listed,
        "affiliation": wording.affiliation,
        "initial": wording.initial,
        "plain": cite.plain,
        "bibtex": cite.bibtex,
        "ris": cite.ris,
        "csl_json": lambda citation: cite.csl_json([citation]),
        "reading": hedges.reading,
    }
    environment.filters.update(filters)
    environment.globals.update(addresses=addresses, charts=charts, counted=counted)
    return environment
