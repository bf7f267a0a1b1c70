"""Previews of pull requests, and publishing: from the files of a proposed record to a branch that is served.

Workflows call the `preview` commands. `steps` asks GitHub (`github_api`) which pull request a run belongs to, and
fetches what it proposes (`proposal`). `rendering` makes the site and the comment, without a token. `branch` serves it.
The `contribute` commands make pull requests of what people fill in (`contributing`).
"""

from expertviews.previews import proposal, rendering

CODES = {**proposal.CODES, **rendering.CODES}
