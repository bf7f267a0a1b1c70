"""What all pages of a record are made from."""

from collections.abc import Collection, Mapping

from expertviews import addresses
from expertviews.addresses import Site
from expertviews.comparison import Comparison, Pairs, forecast_years, latest_day, themes_in_parts
from expertviews.model import Library
from expertviews.pages.linkeddata import Schema
from expertviews.quotes import FragmentAliases, Passages


class RenderContext:
    """What all pages of a record are made from: nothing that is withdrawn.

    `documents` has the texts of the documents that get a page; `withheld` are those with withdrawn words. `lost` are
    ids that amended and withdrawn views have had. `shared` is what any page may show of others: names, questions,
    themes, moved pages and the site.
    """

    def __init__(self, record: Library, site: Site, documents: Mapping[str, str], published: Collection[str]) -> None:
        self.library = library = record.published
        self.site, self.documents = site, documents
        self.passages = Passages()
        self.aliases = FragmentAliases(library.moved)
        self.lost = self.aliases.lost(record, published)
        self.forecast_years = forecast_years(library, published)
        self.in_parts = themes_in_parts(library, published)
        self.withheld = {source.seed for source, view in library.seed_sources if view.withdrawn}
        self.compare = Comparison(library, self.passages)
        self.pairs = Pairs(library, self.compare)
        self.schema = Schema(library, self.passages, site)
        self.as_of = latest_day(library)
        names = [(it.slug, it.name, it.disambiguation, it.kind) for it in library.sorted_contributors]
        questions = [(it.slug, it.question, it.asked, it.title) for it in library.newest_questions]
        self.shared = (names, questions, library.ordered_themes, library.moved, site, tuple(documents), self.in_parts)

    def theme_page(self, theme: str, question: str) -> str:
        """The page with what is said on a theme in answer to a question."""
        return addresses.theme_part_page(theme, question) if theme in self.in_parts else addresses.theme_page(theme)
