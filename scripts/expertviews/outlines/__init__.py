"""Outlines: the role of each line of a document. `propose` guesses them, a person decides, `read` takes them.

In: a document's text, and for `read` its outline. Out: a proposed outline with the reasons for its doubts, or the
round-tables that an outline makes, with every mistake in it. How a proposal is made:

1. The document is cut into blocks: paragraphs, names, headings (`questions`). If all have blank lines between them,
   these tell nothing, and it is read as if there were none (`proposing`).
2. Each way of formatting names finds its candidates: by a label, a heading, bold type, a colon … (`candidates`).
3. The way with most of what looks like a name gives the names; look-alikes become names in doubt (`speakers`).
4. Questions are those with a label, or lines that ask above the first name; a moderator's are prompts (`questioning`).
5. The names are above the answers, or below them like signatures (`placing`).
6. What is above the answers is a title, an introduction or page furniture (`preface`).
7. An answer has words, and may have a job, a title, a bio, notes and captions (`turns`).
8. What follows the last answer is a biography, a note on the whole, or page furniture (`endings`).
9. The date is the one of the document, or the year in its name (`proposing`).
10. Where anything is in doubt, so is what hangs on it, and what is unusual (`suspicions`).
11. The blocks become the parts of an outline, which is read back: what can't be drafted is in doubt (`proposing`).

An outline is read in three steps: `parts` checks its lines and roles, `stretches` finds the words of each part, and
`roundtables` gives them to whoever they belong to.
"""

from expertviews.outlines.parts import Entry, Key, OutlineMistake, as_range, doubtful_keys, entries
from expertviews.outlines.proposing import ProposedOutline, propose_outline
from expertviews.outlines.roundtables import Answer, OutlineReading, RoundTable, read_outline
