"""MkDocs with Material, run in this process; all that is only for MkDocs stands here.

Without it, MkDocs builds the same pages, only slower: `expertviews.engines.mkdocs` adds speed, and a site that is kept
up to date while it is served.
"""

from expertviews.engines.mkdocs.building import build
from expertviews.engines.mkdocs.serving import serve
