"""Text extraction: from a document as received to plain text, one paragraph per line, with hints about the lines.

In goes a file, out comes an `Extracted`. Each format hands its paragraphs to a `TextWriter`, with a hint of their role
where the format gives one, and lists what it leaves out. No words are lost or added, and time and memory are bounded.
"""

from importlib import import_module
from pathlib import Path

from expertviews.extraction.decoding import read_bytes, read_plain, refuse_controls
from expertviews.extraction.textwriter import Extracted, Hint

PLAIN_ENDINGS = (".txt", ".md")
"""The file endings of documents that are read as they are."""

_READERS = {
    ".docx": "word",
    **dict.fromkeys((".html", ".htm", ".xhtml"), "web"),
    ".pdf": "pdf",
    **dict.fromkeys((".vtt", ".srt"), "transcript"),
}
"""By ending, the module that reads such documents. It is imported only then, since that takes long."""

ENDINGS = (*PLAIN_ENDINGS, *_READERS)
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
    reader = import_module(f"{__name__}.{_READERS[ending]}")
    extracted: Extracted = reader.read(read_bytes(path, shown_path), shown_path, encoding)
    refuse_controls(extracted.text, shown_path)
    return extracted
