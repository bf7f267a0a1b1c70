"""The record as pages: pure, the same pages for the same record.

A page is YAML front matter, headings in Markdown (so that a site generator finds them for its table of contents) and
HTML blocks between them. The templates escape by default; `markup.in_markdown` makes words safe for the headings.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from expertviews import addresses, charts, frontmatter, textmarks, wording
from expertviews.compare import Comparison
from expertviews.markup import in_markdown
from expertviews.model import Contributor, Library, Proposition, Question, Theme, View
from expertviews.passages import Passages, StancePassage
from expertviews.problems import counted

TEMPLATES = Path(__file__).parent / "templates"
_HIDE_SIDEBARS = ["navigation", "toc"]
_HIDE_NAVIGATION = ["navigation"]


def render(library: Library, *, directory_urls: bool = True) -> Mapping[str, str]:
    """Every generated page of a checked record: its path under docs/ and its text.

    `directory_urls` is the site's setting `use_directory_urls`, which decides what links look like.
    """
    site = _Site(library, directory_urls)
    pages = {
        addresses.HOME: site.home(),
        addresses.QUESTIONS: site.questions(),
        addresses.CONTRIBUTORS: site.contributors(),
        addresses.THEMES: site.themes(),
        addresses.LOOKING_AHEAD: site.looking_ahead(),
    }
    pages |= {addresses.question_page(slug): site.question(it) for slug, it in library.questions.items()}
    pages |= {addresses.contributor_page(slug): site.contributor(it) for slug, it in library.contributors.items()}
    pages |= {addresses.theme_page(slug): site.theme(it) for slug, it in library.themes.items()}
    return dict(sorted(pages.items()))


@dataclass(frozen=True, eq=False)
class _Site:
    """What the pages of one record share."""

    library: Library
    directory_urls: bool

    @cached_property
    def passages(self) -> Passages:
        return Passages()

    @cached_property
    def compare(self) -> Comparison:
        return Comparison(self.library, self.passages)

    def home(self) -> str:
        newest = next(iter(self.library.newest_questions), None)
        return self._page(
            addresses.HOME,
            "home",
            {
                "description": "Experts’ answers side by side, each quotation proved against its source.",
                "hide": _HIDE_SIDEBARS,
                "search": {"exclude": True},
            },
            newest=newest,
        )

    def questions(self) -> str:
        count = counted(len(self.library.questions), "question")
        return self._index(addresses.QUESTIONS, "questions", "Questions", f"{count} put to experts.")

    def contributors(self) -> str:
        count = counted(len(self.library.contributors), "contributor")
        return self._index(addresses.CONTRIBUTORS, "contributors", "Contributors", f"{count}, and what they said.")

    def themes(self) -> str:
        count = counted(len(self.library.themes), "theme")
        return self._index(addresses.THEMES, "themes", "Themes", f"{count} that cut across the views.")

    def looking_ahead(self) -> str:
        return self._index(
            addresses.LOOKING_AHEAD,
            "looking-ahead",
            "Looking ahead",
            "Who expected what by when, in which words, and what came of it.",
        )

    def question(self, question: Question) -> str:
        views = self.library.views_on(question.slug)
        who = wording.listed([self.library.contributors[view.contributor].name for view in views[:6]])
        more = f" and {len(views) - 6} more" if len(views) > 6 else ""
        return self._page(
            addresses.question_page(question.slug),
            "question",
            {
                "title": question.question,
                "description": wording.clipped(f"{wording.asked(question)}. Answers by {who}{more}."),
                "hide": _HIDE_NAVIGATION,
            },
            question=question,
            views=views,
        )

    def contributor(self, contributor: Contributor) -> str:
        views = self.library.views_by(contributor.slug)
        quotes = [view.key_quote for view in views if view.key_quote]
        affiliation = next((wording.affiliation(it) for it in contributor.affiliations), "")
        about = ": ".join([part for part in (affiliation, *quotes[:1]) if part]) or "Views in full."
        return self._page(
            addresses.contributor_page(contributor.slug),
            "contributor",
            {
                "title": contributor.name,
                "description": wording.clipped(f"{contributor.name}. {about}"),
                "hide": _HIDE_NAVIGATION,
            },
            contributor=contributor,
            views=views,
        )

    def theme(self, theme: Theme) -> str:
        return self._page(
            addresses.theme_page(theme.slug),
            "theme",
            {
                "title": theme.title,
                "description": wording.clipped(f"What experts say on {theme.title}. {theme.summary}"),
                "hide": _HIDE_NAVIGATION,
            },
            theme=theme,
        )

    def _index(self, path: str, template: str, title: str, description: str) -> str:
        return self._page(path, template, {"title": title, "description": description, "hide": _HIDE_SIDEBARS})

    def _page(self, path: str, template: str, meta: Mapping[str, frontmatter.Value], **context: Any) -> str:
        body = (
            _environment()
            .get_template(f"{template}.md.jinja")
            .render(
                library=self.library,
                compare=self.compare,
                href=partial(addresses.href, path, directories=self.directory_urls),
                marked=self._marked,
                stances_of=self._stances_of,
                **context,
            )
        )
        return frontmatter.page(meta, body)

    def _marked(self, view: View) -> tuple[textmarks.Paragraph, ...]:
        return textmarks.marked(view, self.passages)

    def _stances_of(self, view: View) -> list[tuple[Proposition, StancePassage]]:
        """A view's stances in the order of its record, each with its proposition."""
        propositions = self._propositions[view.question]
        return [(propositions[passage.stance.proposition], passage) for passage in self.passages.stances(view)]

    @cached_property
    def _propositions(self) -> Mapping[str, Mapping[str, Proposition]]:
        return {slug: {it.id: it for it in question.propositions} for slug, question in self.library.questions.items()}


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
        "asked": wording.asked,
        "percent": wording.percent,
        "listed": wording.listed,
        "affiliation": wording.affiliation,
    }
    environment.filters.update(filters)
    environment.globals.update(addresses=addresses, charts=charts, counted=counted)
    return environment
