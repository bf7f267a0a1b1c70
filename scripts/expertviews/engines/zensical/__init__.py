"""Zensical, the successor of Material for MkDocs by the same makers. It reads the same configuration.

It comes with requirements-zensical.txt, and runs no hooks: what a site has of ours is in its pages, in the theme,
in what `publish.finish` does, and in an extension of Markdown that undoes what Zensical does to links.
"""

from expertviews.engines.zensical.building import build, serve
