"""Outlines: the role of each line of a document. A model proposes them, a person decides, `read_outline` takes them.

In: a document's text, and for `read_outline` its outline. Out: a proposed outline with the reasons for its doubts, or
the round-tables that an outline makes, with every mistake in it. How a proposal is made:

1. The document is cut into blocks: paragraphs, names, headings (`seeds`). If all have blank lines between them, these
   tell nothing, and it is read as if there were none (`proposing`).
2. In each block, the words are found that may name somebody: the whole line, or words before or after others
   (`namings`).
3. Each block has features: its form, its words, its place, what is around it, what the document has (`features`).
4. A model, trained on documents with their right outlines, gives each block a label, and says how probable it is. A
   second one judges anew, by what the first one says of the whole document (`labelling`, `rereading`). They learn from
   more documents, not from more rules.
5. Labels become roles, and the words that they take. What isn't probable is in doubt, and what else it may be is the
   reason (`marking`).
6. The date is the one of the document, or a year in its name or on the page (`dating`).
7. The blocks become the parts of an outline, which is read back: what can't be drafted is in doubt (`proposing`).

An outline is read in three steps: `parts` checks its lines and roles, `stretches` finds the words of each part, and
`roundtables` gives them to whoever they belong to.
"""

from expertviews.outlines.parts import Entry, Key, as_range, doubtful_keys, entries
from expertviews.outlines.proposing import ProposedOutline, propose_outline
from expertviews.outlines.roundtables import Answer, OutlineReading, RoundTable, read_outline
