"""The report of what changed between two records, and its form as JSON.

The words of the record are in it as they are: whoever shows them escapes and shortens them.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from expertviews.model import Part

_Address = Annotated[str, StringConstraints(pattern=r"^[a-z0-9/.#_-]*$")]
_Count = Annotated[int, Field(ge=0)]
ItemKind = Literal[
    "question", "contributor", "theme", "proposition",
    "withdrawal", "view", "excerpt", "stance", "correction", "amendment", "move",
]  # fmt: skip
FileChange = Literal["added", "removed", "changed", "renamed", "reformatted"]


class WordEdit(Part):
    """Words that differ in a longer text; `¶` marks the end of a paragraph."""

    before: str = Field(description="The old words; empty where words were added.", examples=["a formal"])
    after: str = Field(description="The new words; empty where words were removed.", examples=["an informal"])
    paragraph: _Count = Field(description="The paragraph of the new text that they are in, from 1.", examples=[2])


class FieldChange(Part):
    """A key with another value. For a list, `before` has the items removed and `after` the items added.

    A quote without any of these is the same, but no longer in the text, or newly in it.
    """

    key: str = Field(description="The key in the record's file.", examples=["text"])
    before: str | None = Field(default=None, description="The old value; absent if there was none.")
    after: str | None = Field(default=None, description="The new value; absent if there is none.")
    edits: tuple[WordEdit, ...] = Field(default=(), description="For a longer text, the words that differ.")


class ItemChange(Part):
    """An entity that differs, or a part of one. Nothing that a withdrawn view says is in it."""

    kind: ItemKind = Field(description="What it is.", examples=["contributor"])
    what: Literal["added", "removed", "renamed", "changed"] = Field(
        description="What happened to it.", examples=["added"]
    )
    path: str = Field(description="Its file.", examples=["content/contributors/jane-doe.yml"])
    name: str = Field(
        description="A name, question, title, quotation or statement; the corrected words; the day it was amended or "
        "withdrawn; the former address of a page.",
        examples=["Jane Doe"],
    )
    refs: Mapping[str, str] = Field(
        default={},
        description="Its slug, if it has one, and those of what it belongs to, by kind.",
        examples=[{"contributor": "jane-doe"}],
    )
    was: str | None = Field(default=None, description="If renamed, its old slug.", examples=["j-doe"])
    by: str | None = Field(default=None, description="For a view or a part of one, the contributor's name.")
    question: str | None = Field(default=None, description="For what belongs to a question, the question's words.")
    theme: str | None = Field(default=None, description="For an excerpt or proposition, the theme's title.")
    stance: str | None = Field(default=None, description="For a stance, the position.", examples=["disagree"])
    printed: str | None = Field(default=None, description="For a correction, the words as printed in the source.")
    why: str | None = Field(
        default=None, description="For a correction, an amendment, a withdrawal or a page that is gone, the reason."
    )
    new: str | None = Field(default=None, description="For a page that has moved, its new address.")
    paragraphs: _Count | None = Field(default=None, description="For a view, how many paragraphs its text has.")
    address: _Address | None = Field(default=None, description="Where it is shown, or was shown if it is removed.")
    fields: tuple[FieldChange, ...] = Field(default=(), description="If changed, the keys that differ.")
    altered: bool = Field(default=False, description="Whether the words that it quotes from the view differ.")


class ChangedFile(Part):
    """A file that is compared as a whole: a seed, another file without an entity, or a record that can't be read.

    A file of the record of which no item is reported is listed here too.
    """

    path: str = Field(description="Relative to the root.", examples=["seeds/harbour-2026.txt"])
    what: FileChange = Field(
        description="What happened to it; `renamed` if it only has the new slug of what is renamed, `reformatted` if "
        "only layout, comments or order differ.",
        examples=["changed"],
    )
    unreadable: bool = Field(default=False, description="Whether it is a record that can't be read as YAML.")


class ChangeReport(Part):
    """Everything that differs between two records."""

    version: Literal[4] = Field(default=4, description="The version of this format.")
    changes: tuple[ItemChange, ...] = Field(default=(), description="What changed, item by item.")
    unaltered_quotations: _Count = Field(default=0, description="How many quotations are the same, letter for letter.")
    files: tuple[ChangedFile, ...] = Field(default=(), description="Files that are compared as a whole.")
    unchanged: Mapping[ItemKind, _Count] = Field(default={}, description="How many items of each kind are the same.")

    def as_json(self) -> str:
        """Return the report as JSON, without keys that have no value."""
        return self.model_dump_json(indent=2, exclude_none=True) + "\n"
