"""Text extraction: from a document as received to plain text, one paragraph per line, with hints about the lines.

In goes a file, out comes an `Extracted`. Each format hands its paragraphs to a `TextWriter`, with a hint of their role
where the format gives one, and lists what it leaves out. No words are lost or added, and time and memory are bounded.
"""

from pathlib import Path

from expertviews.extraction.decoding import decode, read_bytes, read_plain, refuse_controls
from expertviews.extraction.pdf import extract_pdf
from expertviews.extraction.textwriter import Extracted, Hint
from expertviews.extraction.transcript import extract_transcript
from expertviews.extraction.web import extract_web
from expertviews.extraction.word import extract_word

PLAIN_ENDINGS = (".txt", ".md")
"""The file endings of documents that are read as they are."""

_WEB_ENDINGS = (".html", ".htm", ".xhtml")
ENDINGS = (*PLAIN_ENDINGS, ".docx", *_WEB_ENDINGS, ".pdf", ".vtt", ".srt")
"""The file endings of all documents that can be read."""


def extract(path: Path, shown_path: str, encoding: str | None = None) -> Extracted:
    """The plain text of a document, read as its ending says, one of ENDINGS.

    Text and Markdown are unchanged. For other formats the first line names the library that extracted the text.
    Opens nothing but the document. Raises ProblemsFound for a file that can't be read, is too large, isn't what its
    ending says, has no words, or has bytes that don't fit its encoding.
    """
    ending = path.suffix.lower()
    if ending in PLAIN_ENDINGS:
        return Extracted(read_plain(path, shown_path, encoding))
    data = read_bytes(path, shown_path)
    if ending in _WEB_ENDINGS:
        extracted = extract_web(data, shown_path, encoding)
    elif ending == ".docx":
        extracted = extract_word(data, shown_path)
    elif ending == ".pdf":
        extracted = extract_pdf(data, shown_path)
    else:
        extracted = extract_transcript(decode(data, shown_path, encoding), shown_path)
    refuse_controls(extracted.text, shown_path)
    return extracted
