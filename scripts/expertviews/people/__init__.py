"""Who answers: names, affiliations and degrees, drafted from a document's words for a person to review.

In come the line that names somebody, the lines below it, and a bio. Out come an `Attribution` (name, other spellings,
affiliation), the name's slug, sort name and kind, `BioFacts`, and the contributor of the record that the name means.
"""

from expertviews.people.attribution import SAYS_AFTER_QUOTATION, SAYS_AT_END, Attribution, read_attribution
from expertviews.people.biographies import BioFacts, bio_facts
from expertviews.people.identity import (
    Choices,
    ContributorMatch,
    affiliation_question,
    find_contributor,
    free_slug,
    namesake,
    same_name,
)
from expertviews.people.names import ContributorKind, bare_name, display_name, kind, slug, sort_name

__all__ = [
    "SAYS_AFTER_QUOTATION",
    "SAYS_AT_END",
    "Attribution",
    "BioFacts",
    "Choices",
    "ContributorKind",
    "ContributorMatch",
    "affiliation_question",
    "bare_name",
    "bio_facts",
    "display_name",
    "find_contributor",
    "free_slug",
    "kind",
    "namesake",
    "read_attribution",
    "same_name",
    "slug",
    "sort_name",
]
