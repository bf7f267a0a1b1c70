"""The record as pages: pure, the same pages for the same record."""

from expertviews.pages.rendering import TEMPLATES, render

__all__ = [
    "TEMPLATES",
    "render",
]
