"""Converts documents in seeds/ to outlines, and outlines to drafts of the record. Only new files are written.

In: the root and the names of documents. Out: a Conversion, with what was written, what awaits a decision, and why.
"""

from expertviews.convert.doubts import Doubt, decided, doubts_of
from expertviews.convert.drafting import Conversion, Draft, convert
from expertviews.convert.outlining import Given, document_text, outlined_document, unconverted
