"""From the record to a site on disk: at once, or while it is served."""

from expertviews.publish.writing import CODES, Changes, publish, told

__all__ = [
    "CODES",
    "Changes",
    "publish",
    "told",
]
