from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expertviews.comparison import hedges


@pytest.mark.parametrize(
    ("hedge", "per_cent"),
    [
        ("almost no chance", "1–5%"),
        ("remote", "1–5%"),
        ("very unlikely", "5–20%"),
        ("highly improbable", "5–20%"),
        ("unlikely", "20–45%"),
        ("improbable", "20–45%"),
        ("roughly even chance", "45–55%"),
        ("likely", "55–80%"),
        ("probably", "55–80%"),
        ("very likely", "80–95%"),
        ("highly probable", "80–95%"),
        ("almost certain", "95–99%"),
        ("nearly certain", "95–99%"),
        ("  Almost\n Certainly ", "95–99%"),
        ("unlikely for now", "20–45%"),
        ("will likely", "55–80%"),
        ("is very unlikely to", "5–20%"),
    ],
)
def test_the_scale_reads_its_own_words(hedge: str, per_cent: str) -> None:
    band = hedges.reading(hedge)
    assert band is not None
    assert f"{band.low}–{band.high}%" == per_cent


@pytest.mark.parametrize(
    "hedge",
    [
        "will",
        "might",
        "may",
        "expect",
        "potential",
        "highly likely",
        "not unlikely",
        "certain",
        "likely not",
        "unlikely to fail, if",
        "more likely",
        "will not likely",
        "",
        None,
    ],
)
def test_the_scale_reads_no_other_word(hedge: str | None) -> None:
    assert hedges.reading(hedge) is None


@given(st.text())
def test_any_text_is_read_or_not(hedge: str) -> None:
    band = hedges.reading(hedge)
    assert band is None or band in hedges.BANDS


def test_bands_touch_and_leave_no_gap() -> None:
    assert all(lower.high == upper.low for lower, upper in pairwise(hedges.BANDS))
    assert (hedges.BANDS[0].low, hedges.BANDS[-1].high) == (1, 99)


@pytest.mark.parametrize("level", ["low", "moderate", "high"])
def test_confidence_is_no_likelihood(level: str) -> None:
    assert hedges.reading(level) is None
    assert hedges.reading(f"{level} confidence") is None
