"""The frozen types of the record: questions, contributors, views, themes and outlines.

Descriptions and examples are given here once; JSON Schemas, templates and the format reference are made from them.
Terms follow the glossary in the docs.
"""

from expertviews.model.base import Entity, Part
from expertviews.model.entities import (
    Affiliation,
    Contributor,
    Correction,
    EarlierVersion,
    Evidence,
    Excerpt,
    Links,
    Move,
    Outcome,
    Prompt,
    Proposition,
    Question,
    Quoted,
    Redirects,
    Stance,
    Theme,
    View,
    ViewKey,
    Withdrawal,
)
from expertviews.model.formats import (
    BLANK_LINE,
    DATE,
    ERASED,
    LONGEST_LINE,
    LONGEST_SLUG,
    RANGE_PATTERN,
    RESERVED_SLUGS,
    SLUG,
    SLUG_REMEDY,
    TEXT_FORMATS,
    URL,
    TextFormat,
    as_slug,
    is_slug,
)
from expertviews.model.library import Library
from expertviews.model.outline import OWNED, ROLES, ROUND_TABLE, Outline
from expertviews.model.sources import SOURCE_KINDS, SeedSource, SubmittedSource, WebSource, kind_of_source
from expertviews.model.words import CORRECTABLE, LOCATIONS, MISPRINTS, OF_EDITORS, OF_SOURCE, OF_TEXT, QUOTATIONS
