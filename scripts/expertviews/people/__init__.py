"""Who answers: names and affiliations, drafted from a document's words for a person to review.

In come the line that names somebody, the lines below it, and a bio. Out come an `Attribution` (name, other spellings,
affiliation), the slug, sort name and kind of the name, affiliations, and the contributor of the record that it means.
"""

from expertviews.people.attribution import SAYS_AFTER_QUOTATION, SAYS_AT_END, Attribution, read_attribution
from expertviews.people.biographies import affiliations_in
from expertviews.people.identity import (
    Choices,
    ContributorMatch,
    affiliation_question,
    find_contributor,
    free_slug,
    name_key,
    namesake,
    same_name,
    slugs_named,
)
from expertviews.people.names import ContributorKind, bare_name, display_name, fuller_name, kind, slug, sort_name
