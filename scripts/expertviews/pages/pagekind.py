"""What a kind of page is, and what a page is made of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from expertviews.pages.cardfacts import Card
from expertviews.pages.context import RenderContext
from expertviews.pages.linkeddata import Data


@dataclass(frozen=True)
class PageContent:
    """A page's front matter, the values of its template, and its linked data for machines.

    A page may depend on nothing else but what its kind's `made_of` covers.
    """

    meta: Mapping[str, Any]
    values: Mapping[str, Any] = field(default_factory=dict)
    data: Data | None = None


@dataclass(frozen=True)
class PageKind:
    """A kind of page. `subjects` are what its pages are about, by path under docs/; `card` is what a picture says.

    `made_of` is a digest of all that a page and its picture are made of; a page without one may show anything.
    """

    template: str
    subjects: Callable[[RenderContext], Mapping[str, Any]]
    content: Callable[[RenderContext, Any], PageContent]
    card: Callable[[RenderContext, Any], Card | None] = lambda _context, _subject: None
    made_of: Callable[[RenderContext, Any], str] = lambda _context, _subject: ""


def at(path: str) -> Callable[[RenderContext], Mapping[str, None]]:
    """The one page of a kind, by its path."""
    return lambda _: {path: None}


def everything(context: RenderContext, _: object) -> str:
    """What pages are made of that show something of all answers."""
    return context.made_of.everything(context.as_of)
