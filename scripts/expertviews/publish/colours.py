"""A site's own colours: one for links and charts, one for marks, each made light or dark enough to read."""

import re
from collections.abc import Mapping

COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
DEFAULT = {"links": "#155a7d", "marks": "#8a3a12"}
"""The uses of `extra.colours`, each with the program's own colour."""

_VARIABLES = {"links": ("--md-typeset-a-color", "--ev-tint"), "marks": ("--md-accent-fg-color",)}
_LIGHT, _DARK = "#f5f6f4", "#1d2328"
"""The backgrounds of text in views.css."""
_MIN_CONTRAST = 5  # WCAG 2 asks for 4.5
_STEPS = 50  # from a colour to black or white

_Channels = tuple[float, float, float]


def stylesheet(colours: Mapping[str, str]) -> str:
    """Return the style sheet with a site's colours, which comes after views.css; readers' forced colours stay."""
    light, dark = _declarations(colours, _LIGHT), _declarations(colours, _DARK)
    return (
        f"@media (forced-colors: none) {{\n[data-md-color-scheme] {{\n{light}}}\n}}\n\n"
        f'@media screen and (forced-colors: none) {{\n[data-md-color-scheme="slate"] {{\n{dark}}}\n}}\n'
    )


def _declarations(colours: Mapping[str, str], ground: str) -> str:
    variables = ((name, colour) for use, colour in colours.items() for name in _VARIABLES[use])
    return "".join(f"  {name}: {readable(colour, ground)};\n" for name, colour in variables)


def readable(colour: str, ground: str) -> str:
    """Mix a colour with black or white until words in it can be read on a background."""
    towards = "#000000" if _luminance(_channels(ground)) > 0.5 else "#ffffff"
    mixes = (_mixed(colour, towards, step / _STEPS) for step in range(_STEPS + 1))
    return next(mix for mix in mixes if contrast(mix, ground) >= _MIN_CONTRAST)


def _mixed(colour: str, other: str, share: float) -> str:
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(255 * (one + (two - one) * share)):02x}" for one, two in pairs)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2 defines it: from 1 to 21."""
    darker, lighter = sorted((_luminance(_channels(one)), _luminance(_channels(other))))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(channels: _Channels) -> float:
    """Return the relative luminance as WCAG 2 defines it: from 0 to 1."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(colour: str) -> _Channels:
    """Return red, green and blue, from 0 to 1."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue
