"""Checks a record: its rules, its agreement with the documents, corrections, and what awaits a person.

In: a loaded record. Out: problems and warnings with their places and remedies, and reports of them; corrected texts of
files; documents with their outlines.
"""

from expertviews.checks import (
    afterwards,
    copies,
    misleading,
    names,
    quoting,
    redirects,
    references,
    slips,
    sources,
    statements,
    timing,
)
from expertviews.checks.checking import check, warnings
from expertviews.checks.discrepancies import unmarked
from expertviews.checks.fixes import FixedFile, fixed_files
from expertviews.checks.handwritten import CODES, OVERRIDES
from expertviews.checks.outlined import OutlinedDocument, read_outlined
from expertviews.checks.reports import REPORT_FORMATS, status_report
from expertviews.checks.rules import RULES
