"""Documents in seeds/ → outlines → drafts of the record: new files alone, every word of the document accounted for."""

from expertviews.convert.doubts import Doubt
from expertviews.convert.drafting import Conversion, Draft, convert
from expertviews.convert.outlining import Given, Outlined, outlined, unconverted

__all__ = [
    "Conversion",
    "Doubt",
    "Draft",
    "Given",
    "Outlined",
    "convert",
    "outlined",
    "unconverted",
]
