"""Colours that somebody chooses for a site can be read on it, in the light and in the dark."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.config import load_config

from expertviews.problems import ProblemsFound
from expertviews.publish import THEME, colours, settings

COLOURS = st.from_regex(r"#[0-9a-fA-F]{6}", fullmatch=True)
GROUNDS = ("#f5f6f4", "#1d2328")


@given(COLOURS, st.sampled_from(GROUNDS))
def test_any_colour_becomes_one_that_can_be_read(colour: str, ground: str) -> None:
    assert colours.contrast(colours.readable(colour, ground), ground) >= 4.5


@pytest.mark.parametrize(("one", "other", "ratio"), [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48)])
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert round(colours.contrast(one, other), 2) == ratio


@pytest.mark.parametrize(("use", "name"), [("links", "--md-typeset-a-color"), ("marks", "--md-accent-fg-color")])
def test_the_programs_own_colours_are_those_of_the_style_and_stay_as_they_are(use: str, name: str) -> None:
    style = (THEME / "assets/stylesheets/views.css").read_text(encoding="utf-8")
    own = re.findall(rf"{name}: (#\w+);", style)[0]
    assert colours.DEFAULT[use] == own == colours.readable(own, GROUNDS[0])
    assert all(ground in style for ground in GROUNDS)


@pytest.mark.parametrize(
    "stated", ["red", "[1]", "{links: red}", "{links: '#12345'}", "{other: '#123456'}", "{links: 123456}"]
)
def test_what_is_no_colour_is_told_with_what_to_write(tmp_path: Path, stated: str) -> None:
    config = tmp_path / "mkdocs.yml"
    config.write_text(f"site_name: x\nextra:\n  colours: {stated}\n", encoding="utf-8")
    with pytest.raises(ProblemsFound, match=r"such as `colours: \{links: \"#155a7d\", marks: \"#8a3a12\"\}`"):
        settings.colours(config)


def test_settings_are_inherited_at_every_level_as_mkdocs_does(tmp_path: Path) -> None:
    config = tmp_path / "mkdocs.yml"
    config.write_text('INHERIT: base.yml\nextra: {colours: {links: "#112233"}}\ntheme: material\n', encoding="utf-8")
    base = 'site_name: x\nextra: {colours: {marks: "#445566"}}\ntheme: {name: material, language: de}\n'
    (tmp_path / "base.yml").write_text(base, encoding="utf-8")
    (tmp_path / "docs").mkdir()
    assert settings.colours(config) == {"links": "#112233", "marks": "#445566"}
    loaded = load_config(str(config))
    assert loaded["extra"]["colours"] == settings.colours(config)
    assert settings.site(config).language == loaded["theme"].get("language", "en") == "en"
