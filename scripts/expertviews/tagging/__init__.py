"""Suggest excerpts: in go a view's text, the themes and what editors have filed, out come passages with reasons."""

from expertviews.tagging.learning import FiledView, Learned, filed_views, learn
from expertviews.tagging.suggesting import Suggestion, suggest
from expertviews.tagging.terms import MOST_CONTEXT_TERMS, MOST_TERMS, redundant
