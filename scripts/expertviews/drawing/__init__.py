"""A document as received → its plain text, one paragraph a line, and hints: what its format says of the lines.

In goes a file; out comes what `draw` returns, a Drawn. Each format hands its paragraphs to a `TextWriter`, with a hint
of their role where it gives one, and lists what is left out. Nothing is lost, nothing is added, and no document takes
more time or memory than it may.
"""

from pathlib import Path

from expertviews.drawing.pdf import draw_pdf
from expertviews.drawing.reading import as_text, read, read_bytes, refuse_controls
from expertviews.drawing.transcript import draw_transcript
from expertviews.drawing.web import draw_web
from expertviews.drawing.word import draw_word
from expertviews.drawing.writing import Drawn, Hint

PLAIN = (".txt", ".md")
"""The endings of documents that are read as they are."""

WEB = (".html", ".htm", ".xhtml")
FORMATS = (*PLAIN, ".docx", *WEB, ".pdf", ".vtt", ".srt")
"""The endings of all documents that are read."""


def draw(path: Path, shown_path: str, encoding: str | None = None) -> Drawn:
    """The plain text of a document, read as its ending says, one of FORMATS.

    Text and Markdown stay as they are. For other formats the first line names the library that drew the text.
    Nothing outside the document is opened. Raises ProblemsFound for a file that can't be read, is too large, is no
    such document, has no words, or has bytes that aren't of its encoding.
    """
    ending = path.suffix.lower()
    if ending in PLAIN:
        return Drawn(read(path, shown_path, encoding))
    data = read_bytes(path, shown_path)
    if ending in WEB:
        drawn = draw_web(data, shown_path, encoding)
    elif ending == ".docx":
        drawn = draw_word(data, shown_path)
    elif ending == ".pdf":
        drawn = draw_pdf(data, shown_path)
    else:
        drawn = draw_transcript(as_text(data, shown_path, encoding), shown_path)
    refuse_controls(drawn.text, shown_path)
    return drawn


__all__ = ["FORMATS", "PLAIN", "Drawn", "Hint", "draw", "read"]
