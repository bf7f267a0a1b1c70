"""Suggests excerpts: passages of a view for each theme, with reasons, from its terms and the excerpts filed so far."""

from expertviews.tagging.learning import FiledView, Learned, filed_views, learn
from expertviews.tagging.suggesting import Suggestion, suggest
from expertviews.tagging.terms import MOST_CONTEXT_TERMS, MOST_TERMS, redundant
