"""From the record to a site on disk: at once, or while it is served."""

from expertviews.publish import settings, writing
from expertviews.publish.writing import Changes, publish, told

CODES = {**writing.CODES, **settings.CODES}

__all__ = [
    "CODES",
    "Changes",
    "publish",
    "told",
]
