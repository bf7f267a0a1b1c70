"""Previews of pull requests, and publishing: from a built site to a branch that is served.

`commands` is what workflows call. In a preview, `steps` asks GitHub whose run it was (`github_api`) and fetches what is
proposed (`proposal`); `rendering` makes the site and the comment of it, without a token; `branch` serves it.
"""

from expertviews.previews import proposal, rendering

CODES = {**proposal.CODES, **rendering.CODES}

__all__ = ["CODES"]
