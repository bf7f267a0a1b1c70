"""A view and the themes → suggested excerpts, each with its reasons."""

from expertviews.tagging.suggesting import Suggestion, suggest

__all__ = [
    "Suggestion",
    "suggest",
]
