"""Documents in seeds/ → outlines → drafts of the record: new files alone, every word of the document accounted for.

In come the root and the names of documents. Out comes a Conversion: what was written, what waits for a person, and why.
"""

from expertviews.convert.doubts import Doubt, decided, doubts_of
from expertviews.convert.drafting import Conversion, Draft, convert
from expertviews.convert.outlining import Given, outlined_document, unconverted

__all__ = [
    "Conversion",
    "Doubt",
    "Draft",
    "Given",
    "convert",
    "decided",
    "doubts_of",
    "outlined_document",
    "unconverted",
]
