"""Pages of the record. Pure: the same record always gives the same pages.

In goes a checked Library with the texts of its documents; out comes the text of every generated page, by its path
under docs/. Each kind of page is a function and a template, listed in `kinds`.
"""

from expertviews.pages.cardfacts import Card, about
from expertviews.pages.compiling import Compiled
from expertviews.pages.context import Beside
from expertviews.pages.metadata import page_text
from expertviews.pages.rendering import TEMPLATES, Rendered, render_site
from expertviews.pages.search import SearchEntry, choices
from expertviews.pages.sources import cited_documents
