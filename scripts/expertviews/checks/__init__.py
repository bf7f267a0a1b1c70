"""What must hold across the record, what is a mend, and what awaits review."""

from expertviews.checks.rules import RULES, Finding, check

__all__ = [
    "RULES",
    "Finding",
    "check",
]
