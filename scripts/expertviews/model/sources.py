"""Where the text of a view comes from."""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Discriminator, Tag

from expertviews.model.base import Part, required
from expertviews.model.formats import Day, Lines, Text, Url


class _Source(Part):
    """Where a text comes from: a document, the web, or whoever wrote it."""

    kind: ClassVar[Literal["document", "web", "submitted"]]

    @property
    def day(self) -> str | None:
        """The day when the page was accessed or the view arrived; None for a document."""
        return getattr(self, "accessed", None) or getattr(self, "submitted", None)


class SeedSource(_Source):
    """The lines of a document in seeds/ that contain the view."""

    noun = "source in seeds/"
    kind = "document"

    seed: Text = required("The document's file name in seeds/.", "harbour-2026.txt")
    lines: Lines = required(
        "First and last line, starting with the name; several ranges if others speak in between.", "5-8"
    )

    @cached_property
    def ranges(self) -> tuple[tuple[int, int], ...]:
        """The first and last line of each range, counted from 1."""
        numbers = [[int(number) for number in part.split("-")] for part in self.lines.split(",")]
        return tuple((part[0], part[-1]) for part in numbers)

    @property
    def first(self) -> int:
        """The first line."""
        return self.ranges[0][0]

    @property
    def last(self) -> int:
        """The last line."""
        return self.ranges[-1][1]


class WebSource(_Source):
    """The web page where the view was published."""

    noun = "source on the web"
    kind = "web"

    url: Url = required("The page's address.", "https://example.org/round-table")
    accessed: Day = required("The day it was accessed.", "2026-11-23")


class SubmittedSource(_Source):
    """A view that the contributor sent to the editors."""

    noun = "submitted source"
    kind = "submitted"

    submitted: Day = required("The day it arrived.", "2026-11-23")


SOURCE_KINDS: Mapping[str, type[Part]] = {kind.noun: kind for kind in (SeedSource, WebSource, SubmittedSource)}
"""The kinds of source, by the tags that Pydantic puts into the location of an error."""


def kind_of_source(value: Any) -> type[Part]:
    """The kind of source that has these keys (a mapping) or fields (a source); a document if it can't be told."""
    keys = value if isinstance(value, Mapping) else vars(value) if isinstance(value, Part) else {}
    return WebSource if "url" in keys else SubmittedSource if "submitted" in keys else SeedSource


Source = Annotated[
    Annotated[SeedSource, Tag(SeedSource.noun)]
    | Annotated[WebSource, Tag(WebSource.noun)]
    | Annotated[SubmittedSource, Tag(SubmittedSource.noun)],
    Discriminator(lambda value: kind_of_source(value).noun),
]
