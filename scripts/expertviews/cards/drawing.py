"""Draws cards as pictures. Typst lays out every script; characters that no font has are never drawn."""

import json
import threading
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from functools import cache, cached_property
from hashlib import sha256
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import bidirectional

import pypdfium2
import typst
from PIL import Image

from expertviews.comparison import Words
from expertviews.pages import Card
from expertviews.quotes import clipped

if TYPE_CHECKING:
    from typst import PDFStandard  # which is in its stubs alone

_HERE = Path(__file__).parent
_LAYOUT = _HERE / "card.typ"
_FONTS = _HERE / "fonts"
_NO_MISSING_GLYPH: "PDFStandard" = "a-2u"
"""PDF/A-2u refuses characters for which no font has a glyph, instead of a box, and characters without a meaning."""
_REFUSED = "PDF/A"

_MAX_WORD = 28  # characters; a longer one, in a script with spaces, may be broken after each `_PIECE`
_PIECE = 16
_SCRIPTS_WITH_SPACES = range(0x530)  # Latin, Greek and Cyrillic
_BREAK = "\u200b"
_MAX_LENGTHS = {"title": 320, "quotation": 400}  # characters
_MAX_LINE = 150  # characters
_INKS = ("1d2429", "515c64", "155a7d", "1b6340", "6b4d00", "9a2c1f")
_STEPS = 10  # from white to an ink
_COMPRESSION = 4  # of 9: a tenth larger than with the usual 6, in half the time


class Pen:
    """Draws cards of a site. `general` is that of pages without one, with the site's name as its title."""

    def __init__(self, general: Card) -> None:
        self._general = general
        self._fonts = typst.Fonts(include_system_fonts=True, include_embedded_fonts=False, font_paths=[str(_FONTS)])
        self._own = threading.local()
        self._pdfium = threading.Lock()

    def key(self, card: Card) -> str:
        """Return a digest of everything that the picture of a card depends on."""
        return sha256(f"{self._surroundings}{card!r}".encode()).hexdigest()

    def draw(self, cards: Sequence[Card]) -> list[bytes]:
        """Draw cards as PNG. If no font has some words of a card, only its bar is drawn, or the general picture.

        Cards drawn together take half the time, since they share fonts; if one is refused, the halves are drawn apart.
        """
        if len(cards) == 1:
            return [self._alone(cards[0])]
        try:
            return self._pictures([next(self._attempts(card)) for card in cards])
        except typst.TypstError as error:
            if not str(error).startswith(_REFUSED):
                raise
            half = len(cards) // 2
            return [*self.draw(cards[:half]), *self.draw(cards[half:])]

    def _alone(self, card: Card) -> bytes:
        """Draw a card by the first attempt that isn't refused."""
        for facts in self._attempts(card):
            try:
                return self._pictures([facts])[0]
            except typst.TypstError as error:
                if not str(error).startswith(_REFUSED):
                    raise
        raise AssertionError("a card without words can be drawn")

    def _attempts(self, card: Card) -> Iterator[dict[str, object]]:
        """Yield what to draw of a card: all of it, else its bar, or if it has none the general card; else no words."""
        name = self._general.title.text if self._general.title and card != self._general else ""
        bar_alone = replace(card, title=None, notes=(), quotation=None, foot=())
        yield {"site": name, **_laid_out(card)}
        if card.bar:
            yield {"site": name, **_laid_out(bar_alone)}
        else:
            yield {"site": "", **_laid_out(self._general)}
        yield {"site": "", **_laid_out(bar_alone)}

    def _pictures(self, facts: Sequence[dict[str, object]]) -> list[bytes]:
        compiler = getattr(self._own, "compiler", None)
        if compiler is None:
            compiler = self._own.compiler = typst.Compiler(_LAYOUT, font_paths=self._fonts)
        inputs = {"cards": json.dumps(facts)}
        pdf = compiler.compile(format="pdf", pdf_standards=_NO_MISSING_GLYPH, sys_inputs=inputs, timestamp=0)
        with self._pdfium:  # which isn't made for threads
            images = [page.render(scale=1).to_pil() for page in pypdfium2.PdfDocument(pdf)]
        return [*map(_png, images)]

    @cached_property
    def _surroundings(self) -> str:
        """What a picture depends on besides its card: the code, the fonts, the libraries, and the site."""
        ours = [path.read_bytes() for path in sorted((*_HERE.glob("*.py"), _LAYOUT, *_FONTS.glob("*.ttf")))]
        code = sha256(b"".join(sha256(file).digest() for file in ours)).hexdigest()
        libraries = [version(name) for name in ("typst", "pypdfium2", "pillow")]
        system = sorted(
            (font.path or "", font.index, Path(font.path or "").stat().st_size) for font in self._fonts.fonts()
        )
        return repr((code, libraries, system, self._general))


def _laid_out(card: Card) -> dict[str, object]:
    """Return a card as `card.typ` takes it: clipped, each text with its direction, long words with places to break."""
    texts = {name: _text(getattr(card, name), most) for name, most in _MAX_LENGTHS.items()}
    lines = {name: [_text(line, _MAX_LINE) for line in getattr(card, name)] for name in ("notes", "foot")}
    return {**texts, **lines, "bar": [asdict(part) for part in card.bar]}


def _text(words: Words | None, most: int) -> dict[str, object] | None:
    if words is None:
        return None
    text = " ".join(_broken(word) for word in clipped(words.text, most).split())
    return {"text": text, "verbatim": words.verbatim, "rtl": _is_from_the_right(text)}


def _broken(word: str) -> str:
    """Return a word, with places to break it if it is too long and its script has spaces."""
    if len(word) <= _MAX_WORD or any(letter.isalpha() and ord(letter) not in _SCRIPTS_WITH_SPACES for letter in word):
        return word
    return _BREAK.join(word[at : at + _PIECE] for at in range(0, len(word), _PIECE))


def _is_from_the_right(text: str) -> bool:
    """Return whether a text is written from right to left: its first letter with a direction decides, as in HTML."""
    directions = (bidirectional(letter) for letter in text)
    return next((direction for direction in directions if direction in {"L", "R", "AL"}), "L") != "L"


def _png(image: Image.Image) -> bytes:
    """Return an image as PNG in a few colours."""
    file, in_few_colours = BytesIO(), image.quantize(palette=_palette(), dither=Image.Dither.NONE)
    in_few_colours.save(file, "PNG", compress_level=_COMPRESSION)
    return file.getvalue()


@cache
def _palette() -> Image.Image:
    """Return a palette with the colours of cards: each ink, and the steps between it and white."""
    steps = [step / _STEPS for step in range(1, _STEPS + 1)]
    shades = [round(255 + (part - 255) * step) for ink in _INKS for step in steps for part in bytes.fromhex(ink)]
    image = Image.new("P", (1, 1))
    image.putpalette([255, 255, 255, *shades])
    return image
