"""Who answers, drafted from what a document says, for a person to review.

In come a line that names somebody, the lines below it, and a bio; out come a name with its slug, sort name and kind
(`naming`, `names`), affiliations and degrees (`bios`), and the contributor of the record that is meant (`identity`).
"""
