"""Contributions by people who use neither git nor YAML: the forms, and the files that an editor would have written.

In go a record and what somebody has filled in, on GitHub or at a terminal; out come proposed files, or mistakes in
plain words. Everything filled in is untrusted.
"""

from expertviews.contributions.answers import draft_contributor, draft_view
from expertviews.contributions.changes import dated_questions, propose, refuse_unknown
from expertviews.contributions.forms import ADD_ANSWER, CONTRIBUTOR, CORRECT, FORMS, OUTCOME, Form, FormField
from expertviews.contributions.issues import Issue, checked_value, digest_of, filled_in, form_of, read_event
from expertviews.contributions.mistakes import MESSAGES, Mistake, MistakesFound
from expertviews.contributions.proposals import Proposal, write_proposal
from expertviews.contributions.templates import issue_forms, update_forms
