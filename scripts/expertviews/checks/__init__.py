"""What must hold across a record: rules, what they prove against the documents, corrections, and what awaits review.

In comes a loaded record. Out come problems, each with its place and what to do, and reports of them; corrected texts of
files; documents with their outlines.
"""

from expertviews.checks.fixes import FixedFile, fixed_files
from expertviews.checks.outlined import OutlinedDocument, outlined
from expertviews.checks.proofs import unmarked
from expertviews.checks.rules import RULES, Violation, check

__all__ = [
    "RULES",
    "FixedFile",
    "OutlinedDocument",
    "Violation",
    "check",
    "fixed_files",
    "outlined",
    "unmarked",
]
