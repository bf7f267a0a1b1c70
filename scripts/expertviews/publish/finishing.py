"""What a site gets after an engine has built it, the same from each."""

from pathlib import Path

from expertviews.addresses import Site
from expertviews.publish import sitemap
from expertviews.publish.sitemap import Sources


def finish(root: Path, folder: Path, site: Site, sources: Sources) -> None:
    """Complete the site of a project in a folder; `sources` are what its pages were made of."""
    sitemap.complete(root, folder, site, sources)
