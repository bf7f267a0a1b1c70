"""The type of outlines, and the roles of a document's lines."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import WithJsonSchema

from expertviews.model.base import Entity, optional, required
from expertviews.model.formats import RANGE_PATTERN, Digest, DoubtfulDate, Language, Text

ROLES: Mapping[str, str] = {
    "title": "the title of the whole, with its subtitle",
    "introduction": "what an editor or moderator says before the first answer",
    "question": "what several people were asked; starts a round-table",
    "name": "the whole line that names who answers, including job and place",
    "affiliation": "a job or an organisation on a line of its own",
    "heading": "an answer's own title, or its verdict: “Strongly agree”",
    "text": "what somebody says",
    "bio": "who a contributor is, in a sentence or more",
    "note": "a footnote, a source, or somebody's declared interests",
    "prompt": "what a moderator says between answers, or asks one person",
    "aside": "what only belongs to the page, and isn't published: menus, captions, closing words",
}
"""The roles that a line of a document can have."""

OWNED = ("bio", "note", "text")
"""The roles that may name their owner, if no name above or below does: `{note: Ann Lee}`."""

ROUND_TABLE = "round-table"
"""The owner of a note that belongs to no single contributor: `{note: round-table}`."""

_DOUBTFUL_ROLES = {**ROLES, **{f"{role}?": f"in doubt: {what}" for role, what in ROLES.items()}}
_ROLE = {"enum": [*_DOUBTFUL_ROLES], "enumDescriptions": [*_DOUBTFUL_ROLES.values()]}
_WORDED = {
    "type": "object",
    "properties": {role: {"type": "string", "description": what} for role, what in _DOUBTFUL_ROLES.items()},
    "additionalProperties": False,
    "minProperties": 1,
    "maxProperties": 1,
}
_PARTS_SCHEMA = {
    "type": "object",
    "minProperties": 1,
    "propertyNames": {"pattern": RANGE_PATTERN},
    "additionalProperties": {
        "anyOf": [_ROLE, {"type": "array", "minItems": 1, "items": {"anyOf": [_ROLE, _WORDED]}}, _WORDED]
    },
}


class Outline(Entity):
    """What each line of a document is. A `?` marks a doubt: nothing is drafted until a person removes it."""

    document: Text = required("The document's file name in seeds/.", "harbour-2026.txt")
    digest: Digest | None = optional("The document's SHA-256, which shows when it has changed.", f"sha256:{'0' * 64}")
    asked: DoubtfulDate | None = optional(
        "The date the questions were asked: a year, a month or a day; with `?` while in doubt.", "2026"
    )
    language: Language | None = optional("The language of the document, if not the site's.", "de")
    question: Text | None = optional(
        "What was asked, if the document asks no explicit question.", "Who should pay for the new quay?"
    )
    worded_by: Literal["source", "editor", "source?", "editor?"] | None = optional(
        "Who worded `question`: `editor`; with `?` while it is only proposed.", "editor"
    )
    names: Literal["above", "below", "above?", "below?"] | None = optional(
        "Where names appear: above the answer, or below it like a signature. Above if absent.", "below"
    )
    wrapped: bool | None = optional("Whether paragraphs are wrapped over several lines. Detected if absent.", True)
    parts: Annotated[Mapping[str, Any], WithJsonSchema(_PARTS_SCHEMA)] = required(
        "Line numbers, each with the role of the lines. Every line that isn't blank is in exactly one.",
        {"1": "question", "3": "name", "4-7": "text"},
    )
