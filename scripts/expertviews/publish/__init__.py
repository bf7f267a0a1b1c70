"""From the record to a site on disk, built at once or rebuilt while it is served.

`build` writes the record's pages into docs/, `serving` is what MkDocs' hook does, and `engine` runs MkDocs itself.
`redirects` and `sitemap` see to it that published addresses last.
"""

from expertviews.publish import settings, writing
from expertviews.publish.writing import Written, warning, write

CODES = {**writing.CODES, **settings.CODES}

__all__ = [
    "CODES",
    "Written",
    "warning",
    "write",
]
