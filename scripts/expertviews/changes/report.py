"""The report of what changed, and its JSON form. Every list and text is bounded, however large the record is.

Words of the record are kept as they are; whoever shows them escapes them.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from expertviews.model import Part

MOST = 2_000
"""Items of any list of a report; the full number is given beside it."""

SCHEMA = "docs/schemas/changes.json"
"""The committed JSON Schema of a report, relative to the root; the site serves it."""

_LONGEST = 1_000  # characters of any text of a report

_Address = Annotated[str, StringConstraints(pattern=r"^[a-z0-9/.#_-]*$", max_length=500)]
_Path = Annotated[str, StringConstraints(max_length=500)]
_Words = Annotated[str, StringConstraints(max_length=_LONGEST)]
_Count = Annotated[int, Field(ge=0, le=10**9)]
ItemKind = Literal["question", "contributor", "theme", "view", "excerpt", "stance", "proposition"]
ItemChange = Literal["added", "removed", "renamed", "changed"]
FileChange = Literal["added", "removed", "changed"]

KINDS: tuple[ItemKind, ...] = ("question", "contributor", "theme", "view", "excerpt", "stance", "proposition")


class Edit(Part):
    """Words that differ in a longer text; `¶` is where a paragraph ends."""

    before: _Words = Field(description="The words as they were; empty where words are new.", examples=["a formal"])
    after: _Words = Field(description="The words as they are; empty where words are gone.", examples=["an informal"])
    paragraph: _Count = Field(description="The paragraph they are in, from 1, in the text as it is.", examples=[2])


class FieldChange(Part):
    """A key whose value differs. Of a list, `before` has the items that are gone and `after` those that are new."""

    key: _Words = Field(description="The key in the record's file.", examples=["text"])
    before: _Words | None = Field(default=None, description="Its value as it was; absent where there was none.")
    after: _Words | None = Field(default=None, description="Its value as it is; absent where there is none.")
    edits: tuple[Edit, ...] = Field(default=(), max_length=MOST, description="Of a longer text, the words that differ.")
    edits_count: _Count = Field(default=0, description="How many edits there are, also where the list is cut.")


class Change(Part):
    """One entity, or one excerpt, stance or proposition, that differs."""

    kind: ItemKind = Field(description="What it is.", examples=["contributor"])
    what: ItemChange = Field(description="What happened to it.", examples=["added"])
    path: _Path = Field(description="Its file.", examples=["content/contributors/jane-doe.yml"])
    name: _Words = Field(description="A name, a question, a title, a quotation or a statement.", examples=["Jane Doe"])
    was: _Words | None = Field(default=None, description="Of what is renamed, its earlier slug.", examples=["j-doe"])
    by: _Words | None = Field(default=None, description="Of a view, excerpt or stance, the contributor's name.")
    question: _Words | None = Field(default=None, description="Of what belongs to a question, the question's words.")
    theme: _Words | None = Field(default=None, description="Of an excerpt or proposition, the theme's title.")
    stance: _Words | None = Field(default=None, description="Of a stance, the position.", examples=["disagree"])
    paragraphs: _Count | None = Field(default=None, description="Of a view, how many paragraphs its text has.")
    address: _Address | None = Field(default=None, description="Where it is shown; where it was, if it is removed.")
    fields: tuple[FieldChange, ...] = Field(default=(), max_length=MOST, description="Of what is changed, the keys.")


class Requotation(Part):
    """A quotation that is in both records, with other words."""

    kind: Literal["excerpt", "stance", "key quote"] = Field(description="What it is.", examples=["excerpt"])
    by: _Words = Field(description="The contributor's name.", examples=["Zachary Paikin"])
    question: _Words = Field(description="The question's words.")
    path: _Path = Field(description="The view's file.")
    address: _Address | None = Field(default=None, description="Where it is shown.")
    before: _Words = Field(description="The quotation as it was.")
    after: _Words = Field(description="The quotation as it is.")
    edits: tuple[Edit, ...] = Field(default=(), max_length=MOST, description="The words that differ.")


class Quotations(Part):
    """What became of the quotations that are in both records."""

    altered: tuple[Requotation, ...] = Field(default=(), max_length=MOST, description="Those whose words differ.")
    altered_count: _Count = Field(default=0, description="How many those are, also where the list is cut.")
    unchanged: _Count = Field(default=0, description="How many are the same, letter for letter.")


class ChangedPage(Part):
    """A page that shows what changed."""

    address: _Address = Field(description="From the site's root.", examples=["contributors/jane-doe/"])
    what: FileChange = Field(description="What happens to it.", examples=["added"])


class VanishedAddress(Part):
    """An address of the earlier record that the later one doesn't have."""

    address: _Address = Field(description="From the site's root.", examples=["themes/energy/"])
    kept: bool = Field(description="Whether a redirect or a tombstone keeps it alive.", examples=[False])


class ChangedFile(Part):
    """A file compared as bytes: a seed, a record that can't be read, or one that holds no entity."""

    path: _Path = Field(description="Relative to the root.", examples=["seeds/china-russia-2021.txt"])
    what: FileChange = Field(description="What happened to it.", examples=["changed"])
    unreadable: bool = Field(default=False, description="Whether it is a record that can't be read as YAML.")


class ChangeReport(Part):
    """Everything that differs between two records."""

    version: Literal[1] = Field(default=1, description="The version of this format.")
    changes: tuple[Change, ...] = Field(default=(), max_length=MOST, description="What changed, entity by entity.")
    changes_count: _Count = Field(default=0, description="How many changes there are, also where the list is cut.")
    quotations: Quotations = Field(default=Quotations(), description="What became of quotations.")
    files: tuple[ChangedFile, ...] = Field(default=(), max_length=MOST, description="Files compared as bytes.")
    files_count: _Count = Field(default=0, description="How many those are, also where the list is cut.")
    laid_out_anew: _Count = Field(default=0, description="How many files differ in layout, comments or order alone.")
    pages: tuple[ChangedPage, ...] = Field(default=(), max_length=MOST, description="Pages that show the changes.")
    pages_count: _Count = Field(default=0, description="How many pages those are, also where the list is cut.")
    vanished: tuple[VanishedAddress, ...] = Field(
        default=(), max_length=MOST, description="Addresses that are no more."
    )
    vanished_count: _Count = Field(default=0, description="How many those are, also where the list is cut.")
    new_addresses: _Count = Field(default=0, description="How many addresses are new.")
    unchanged: Mapping[ItemKind, _Count] = Field(default={}, description="How many of each kind stay as they are.")

    def as_json(self) -> str:
        """The report as JSON; what has no value is left out."""
        return self.model_dump_json(indent=2, exclude_none=True) + "\n"


def schema_text() -> str:
    """The text of the committed schema (draft 2020-12)."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **ChangeReport.model_json_schema(mode="serialization"),
        "title": "What changed between two revisions of the record",
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def counted_list(name: str, items: Sequence[Any]) -> dict[str, Any]:
    """A list as a report has it: its first items, and how many there are."""
    return {name: tuple(items[:MOST]), f"{name}_count": len(items)}


def cut(text: str) -> str:
    """A text as long as a report has it at most."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
