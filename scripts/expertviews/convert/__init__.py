"""Documents in seeds/ → drafts of the record: new files alone, every word of the document in them."""

from expertviews.convert.drafting import LAYOUTS, Draft, Reading, drafts, looks_like, unaffected, unconverted, write

__all__ = [
    "LAYOUTS",
    "Draft",
    "Reading",
    "drafts",
    "looks_like",
    "unaffected",
    "unconverted",
    "write",
]
