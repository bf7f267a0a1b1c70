"""Engines, which make a site of the pages in docs/. One is chosen here, and nowhere else.

An engine is a module or package of its name in this one, with the functions of `Engine`. The project's own steps stand
around it: pages are on disk before it starts, and `publish.finish` completes the site after it.
"""

from expertviews.engines.apart import build_apart
from expertviews.engines.building import DEFAULT, ENGINES, build_site, serve_site
from expertviews.engines.engine import SiteError, SiteFiles
