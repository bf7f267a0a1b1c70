"""The words of archives, and the dates that hold for all of them."""

import random
from pathlib import Path
from typing import Any

import yaml

WORDS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "words.yml").read_text(encoding="utf-8"))

TODAY = "2026-06-30"
LAST_THEME_ADDED = "2016-03-01"
FIRST_YEAR, YEARS = 2006, 20


def dice(seed: int, what: object) -> random.Random:
    """What decides by chance, always the same for a seed and a purpose."""
    return random.Random(f"{seed} {what}")  # noqa: S311 - no secret
