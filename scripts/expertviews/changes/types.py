"""What a difference is told in. Every list and text has a bounded length: a stranger's record can't flood its reader.

Words of a record stand here as they are; whoever shows them makes them inert.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from expertviews.model import Part

MOST = 2_000
"""Items of any list of a report; beside it stands how many there are."""

MOST_CHARACTERS = 1_000
"""Characters of any text of a report; a longer one is cut, and ends in an ellipsis."""

Address = Annotated[str, StringConstraints(pattern=r"^[a-z0-9/.#_-]*$", max_length=500)]
Path = Annotated[str, StringConstraints(max_length=500)]
Words = Annotated[str, StringConstraints(max_length=MOST_CHARACTERS)]
Count = Annotated[int, Field(ge=0, le=10**9)]
Kind = Literal["question", "contributor", "theme", "view", "excerpt", "stance", "proposition"]
What = Literal["added", "removed", "renamed", "changed"]

KINDS: tuple[Kind, ...] = ("question", "contributor", "theme", "view", "excerpt", "stance", "proposition")


class Edit(Part):
    """Words that differ in a longer text; `¶` stands where a paragraph ends."""

    before: Words = Field(description="The words as they were; empty where words are new.", examples=["a formal"])
    after: Words = Field(description="The words as they are; empty where words are gone.", examples=["an informal"])
    paragraph: Count = Field(description="The paragraph they are in, from 1, in the text as it is.", examples=[2])


class FieldChange(Part):
    """A key whose value differs. Of a list, `before` has the items that are gone and `after` those that are new."""

    key: Words = Field(description="The key in the record's file.", examples=["text"])
    before: Words | None = Field(default=None, description="Its value as it was; absent where there was none.")
    after: Words | None = Field(default=None, description="Its value as it is; absent where there is none.")
    edits: tuple[Edit, ...] = Field(default=(), max_length=MOST, description="Of a longer text, the words that differ.")
    edits_count: Count = Field(default=0, description="How many edits there are, also where the list is cut.")


class Change(Part):
    """One entity, or one excerpt, stance or proposition, that differs."""

    kind: Kind = Field(description="What it is.", examples=["contributor"])
    what: What = Field(description="What happened to it.", examples=["added"])
    path: Path = Field(description="Its file.", examples=["content/contributors/jane-doe.yml"])
    name: Words = Field(
        description="A name, a question, a theme's title, an excerpt's words or a proposition's statement.",
        examples=["Jane Doe"],
    )
    was: Words | None = Field(default=None, description="Of what is renamed, its earlier slug.", examples=["j-doe"])
    by: Words | None = Field(default=None, description="Of a view, excerpt or stance, the contributor's name.")
    question: Words | None = Field(
        default=None, description="Of a view, excerpt, stance or proposition, the question's words."
    )
    theme: Words | None = Field(default=None, description="Of an excerpt or proposition, the theme's title.")
    stance: Words | None = Field(default=None, description="Of a stance, the position.", examples=["disagree"])
    paragraphs: Count | None = Field(default=None, description="Of a view, how many paragraphs its text has.")
    address: Address | None = Field(default=None, description="Where it is shown; where it was, if it is removed.")
    fields: tuple[FieldChange, ...] = Field(default=(), max_length=MOST, description="Of what is changed, the keys.")


class Requotation(Part):
    """A quotation that stands in both records, with other words."""

    kind: Literal["excerpt", "stance", "key quote"] = Field(description="What it is.", examples=["excerpt"])
    by: Words = Field(description="The contributor's name.", examples=["Zachary Paikin"])
    question: Words = Field(description="The question's words.")
    path: Path = Field(description="The view's file.")
    address: Address | None = Field(default=None, description="Where it is shown.")
    before: Words = Field(description="The quotation as it was.")
    after: Words = Field(description="The quotation as it is.")
    edits: tuple[Edit, ...] = Field(default=(), max_length=MOST, description="The words that differ.")


class Quotations(Part):
    """What became of the quotations that stand in both records."""

    altered: tuple[Requotation, ...] = Field(default=(), max_length=MOST, description="Those whose words differ.")
    altered_count: Count = Field(default=0, description="How many those are, also where the list is cut.")
    unchanged: Count = Field(default=0, description="How many are the same, letter for letter.")


class Page(Part):
    """A page that shows what changed."""

    address: Address = Field(description="From the site's root.", examples=["contributors/jane-doe/"])
    what: Literal["added", "removed", "changed"] = Field(description="What happens to it.", examples=["added"])


class Vanished(Part):
    """An address of the earlier record that the later one doesn't have."""

    address: Address = Field(description="From the site's root.", examples=["themes/energy/"])
    kept: bool = Field(description="Whether a redirect or a tombstone keeps it alive.", examples=[False])


class File(Part):
    """A file compared as bytes: a seed, a record that can't be read, or one that holds no entity."""

    path: Path = Field(description="Relative to the root.", examples=["seeds/china-russia-2021.txt"])
    what: Literal["added", "removed", "changed"] = Field(description="What happened to it.", examples=["changed"])
    unreadable: bool = Field(default=False, description="Whether it is a record that can't be read as YAML.")


class Changes(Part):
    """Everything that differs between two records."""

    version: Literal[1] = Field(default=1, description="The version of this format.")
    changes: tuple[Change, ...] = Field(default=(), max_length=MOST, description="What changed, entity by entity.")
    changes_count: Count = Field(default=0, description="How many changes there are, also where the list is cut.")
    quotations: Quotations = Field(default=Quotations(), description="What became of quotations.")
    files: tuple[File, ...] = Field(default=(), max_length=MOST, description="Files compared as bytes.")
    files_count: Count = Field(default=0, description="How many those are, also where the list is cut.")
    laid_out_anew: Count = Field(
        default=0, description="How many files differ in layout, comments or the order of keys alone."
    )
    pages: tuple[Page, ...] = Field(default=(), max_length=MOST, description="Pages that show the changes.")
    pages_count: Count = Field(default=0, description="How many pages those are, also where the list is cut.")
    vanished: tuple[Vanished, ...] = Field(
        default=(), max_length=MOST, description="Addresses that are no more; pages come before places in pages."
    )
    vanished_count: Count = Field(default=0, description="How many those are, also where the list is cut.")
    new_addresses: Count = Field(default=0, description="How many addresses are new.")
    unchanged: Mapping[Kind, Count] = Field(default={}, description="How many of each kind stay as they are.")


def cut(text: str) -> str:
    """A text of at most MOST_CHARACTERS."""
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1] + "…"
