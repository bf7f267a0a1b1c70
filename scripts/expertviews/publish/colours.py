"""A site's own colours: one for links and charts, one for marks, each made light or dark enough to be read."""

import re
from collections.abc import Mapping

COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
DEFAULT = {"links": "#155a7d", "marks": "#8a3a12"}
"""What each of `extra.colours` is for, and the program's own."""

_VARIABLES = {"links": ("--md-typeset-a-color", "--ev-tint"), "marks": ("--md-accent-fg-color",)}
_LIGHT, _DARK = "#f5f6f4", "#1d2328"
"""The washes of views.css that words stand on."""
_LEAST = 5  # of contrast; WCAG 2 asks for 4.5
_STEPS = 50

_Channels = tuple[float, float, float]


def stylesheet(colours: Mapping[str, str]) -> str:
    """The style of a site with these colours, which comes after views.css; forced colours of readers stay."""
    light, dark = (_block(colours, ground) for ground in (_LIGHT, _DARK))
    return (
        f"@media (forced-colors: none) {{\n[data-md-color-scheme] {{\n{light}}}\n}}\n\n"
        f'@media screen and (forced-colors: none) {{\n[data-md-color-scheme="slate"] {{\n{dark}}}\n}}\n'
    )


def _block(colours: Mapping[str, str], ground: str) -> str:
    return "".join(
        f"  {name}: {readable(colour, ground)};\n" for use, colour in colours.items() for name in _VARIABLES[use]
    )


def readable(colour: str, ground: str) -> str:
    """The colour, mixed with black or white until words in it can be read on the ground."""
    towards = "#000000" if _luminance(_channels(ground)) > 0.5 else "#ffffff"
    mixes = (_mixed(colour, towards, step / _STEPS) for step in range(_STEPS + 1))
    return next(it for it in mixes if contrast(it, ground) >= _LEAST)


def _mixed(colour: str, other: str, share: float) -> str:
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(255 * (one + (two - one) * share)):02x}" for one, two in pairs)


def contrast(one: str, other: str) -> float:
    """Of two colours, as WCAG 2 has it: from 1 to 21."""
    darker, lighter = sorted((_luminance(_channels(one)), _luminance(_channels(other))))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(channels: _Channels) -> float:
    """As WCAG 2 has it."""
    red, green, blue = (it / 12.92 if it <= 0.04045 else ((it + 0.055) / 1.055) ** 2.4 for it in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(colour: str) -> _Channels:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue
