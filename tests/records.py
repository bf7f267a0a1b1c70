"""Records made up for tests: one of hostile words, one of many people."""

import random
import re
from typing import Any

from tests.project import RECORD
from tests.sites import Records

IMAGE = "<img src=x onerror=alert(1)>"
SCRIPT = "</title></textarea><script>alert(2)</script>"
MARKUP = "*stars* _lines_ `ticks` [links](x) ![pictures](y) {{ braces }} {% tags %} | pipes | ~~tildes~~ ^ [^1] :smile:"
EDITORS = "</title></textarea><svg onload=alert(4)>&lt <image src=x onerror=alert(5)>"
"""Markup that the check of editors' words doesn't know: what it lets through must be harmless, too."""
ENTITIES = "&amp; &lt;b&gt; &#60; \\*"
LINES = "# hashes"
ATTRIBUTES = "\" onmouseover=alert(3) x=' {: #stolen .stolen }"
RIGHT_TO_LEFT = "فرهاد رضایی"
HAN = "王小明"

_HOSTILE_TEXT = "\n\n".join(
    (
        f"It begins {IMAGE} here. A wholly separate sentence stands between. {SCRIPT} ends it.",
        f"# Not a heading {MARKUP} but {ENTITIES} and {ATTRIBUTES} to close.",
        "- not a list\n    not code",
        "<div markdown=1>unclosed <!-- a comment, not closed",
    )
)


def hostile() -> Records:
    """Every place that takes words has words that mean something to a browser, to Markdown or to a template."""
    person = {"name": IMAGE, "sort_name": IMAGE, "kind": "person"}
    return {
        "questions/hostile.yml": {
            "question": f"{SCRIPT} {MARKUP}",
            "title": f"{IMAGE} {ATTRIBUTES}",
            "asked": "2021-05-04",
            "asked_by": f"{IMAGE} {SCRIPT}",
            "introduction": f"<image src=x onerror=alert(1)> {LINES}",
            "notes": f"{SCRIPT} {MARKUP}",
            "propositions": [
                {"id": "first", "statement": f"{EDITORS} {MARKUP}", "theme": "hostile", "horizon": "2022",
                 "outcome": {"status": "mixed", "judged_on": "2022-01-01", "judged_by": f"{IMAGE} {ATTRIBUTES}",
                             "evidence": [{"title": f"{SCRIPT}", "url": "https://example.org/?a=1&b='2'"}]}},
                {"id": "second", "statement": f"{EDITORS} {ATTRIBUTES}", "theme": "plain"},
            ],
        },
        "contributors/image.yml": person | {
            "disambiguation": f"{SCRIPT}", "also_known_as": [f"{ATTRIBUTES}", f"{MARKUP}"],
            "affiliations": [{"role": f"{IMAGE} {ATTRIBUTES}", "organisation": f"{SCRIPT}", "place": MARKUP}],
            "education": [f"{SCRIPT} {ENTITIES}"], "links": {"website": "https://example.org/?x='&y=%3Cb%3E"},
        },
        "contributors/script.yml": {"name": f"{SCRIPT} {ENTITIES}", "sort_name": f"{SCRIPT} {ENTITIES}", "kind": "organisation"},
        "contributors/hostile-hashes.yml": {"name": f"{LINES} {ATTRIBUTES}", "sort_name": f"{LINES} {ATTRIBUTES}", "kind": "anonymous"},
        "contributors/markup.yml": {"name": MARKUP, "sort_name": MARKUP, "kind": "person"},
        "contributors/right-to-left.yml": {"name": RIGHT_TO_LEFT, "sort_name": RIGHT_TO_LEFT, "kind": "person"},
        "contributors/han.yml": {"name": HAN, "sort_name": HAN, "kind": "person"},
        "themes/hostile.yml": {"title": f"Quotes \" ' and {IMAGE}", "summary": f"{EDITORS} {MARKUP}", "order": 1},
        "themes/plain.yml": {"title": f"{MARKUP} {ENTITIES}", "summary": f"{ATTRIBUTES}", "order": 2},
        "redirects.yml": {"moved": [{"old": "contributors/once/", "new": "contributors/image/"}]},
        **{f"views/hostile/{slug}.yml": _hostile_view(slug)
           for slug in ("image", "script", "hostile-hashes", "markup", "right-to-left", "han")},
    }  # fmt: skip


def _hostile_view(contributor: str) -> dict[str, Any]:
    return {
        "question": "hostile", "contributor": contributor, "status": "draft", "source": {"submitted": "2021-05-04"},
        "byline": f"{contributor} {ATTRIBUTES} {IMAGE}", "title": f"{SCRIPT} {LINES}", "bio": f"{IMAGE} {MARKUP}",
        "notes": [f"{SCRIPT}", f"{MARKUP}"], "key_quote": f"It begins {IMAGE} here.", "gist": f"{SCRIPT} {MARKUP} {contributor}",
        "text": _HOSTILE_TEXT,
        "as_in_source": [IMAGE, "&amp;", "# Not a heading", "<div markdown=1>", "<script>"],
        "excerpts": [
            {"theme": "hostile", "quote": f"It begins {IMAGE} here. A wholly separate sentence"},
            {"theme": "plain", "quote": "A wholly separate sentence stands between."},
            {"theme": "plain", "quote": f"Not a heading {MARKUP} but"},
        ],
        "stances": [
            {"proposition": "first", "stance": "agree", "hedge": "begins", "quote": f"It begins {IMAGE} here."},
            {"proposition": "second", "stance": "mixed", "quote": f"separate sentence stands between. {SCRIPT}"},
        ],
    }  # fmt: skip


THEMES = ("energy", "finance", "military", "technology", "trade")
_WORDS = re.findall(r"[\w’-]+,?", (RECORD / "seeds" / "china-russia-2021.txt").read_text(encoding="utf-8"))
_STANCES = ("agree", "disagree", "mixed")
_SENTENCES = (
    "The {theme} of the region will change slowly, as far as expert number {n} can tell in round {q}.",
    "Nothing that either capital has announced on {theme} is likely to alter that before round {q} is over, says {n}.",
    "Whoever reads the communiqués of round {q} for {theme} finds, with {n}, more resolve than money.",
)


def many(contributors: int, questions: int) -> Records:
    """A record of many people who answered many questions, in the shape of real ones."""
    records: dict[str, Any] = {
        f"themes/{slug}.yml": {"title": slug.capitalize(), "summary": f"All that is said on {slug}.", "order": at}
        for at, slug in enumerate(THEMES, start=1)
    }
    for q in range(1, questions + 1):
        records[f"questions/round-{q}.yml"] = {
            "question": f"What will matter most in round {q}?",
            "asked": f"{1980 + q}",
            "propositions": [
                {
                    "id": f"{theme}-{n}",
                    "statement": f"Claim {n} on {theme} will hold.",
                    "theme": theme,
                    "horizon": "2030",
                }
                for theme in THEMES
                for n in (1, 2)
            ],
        }
    for n in range(1, contributors + 1):
        records[f"contributors/expert-{n}.yml"] = {
            "name": f"Expert Number {n}",
            "sort_name": f"{n}, Expert Number",
            "kind": "person",
            "affiliations": [{"role": "Research Fellow", "organisation": f"Institute {n}", "as_of": "2020"}],
        }
        for q in range(1, questions + 1):
            if (n + q) % 3 or questions == 1:
                records[f"views/round-{q}/expert-{n}.yml"] = _view(n, q)
    return records


def prose(seed: int, words: int) -> str:
    """Words of the real seed in no order: as hard to compress as real prose, and no two alike."""
    return " ".join(random.Random(seed).choices(_WORDS, k=words)).capitalize() + "."  # noqa: S311


def _view(n: int, q: int) -> dict[str, Any]:
    themes = [theme for at, theme in enumerate(THEMES) if (n * 7 + q * 3 + at) % 3]
    paragraphs = [
        f"{' '.join(_SENTENCES).format(theme=theme, n=n, q=q)} {prose(n * 1000 + q * 10 + at, 90)}"
        for at, theme in enumerate(themes)
    ]
    return {
        "question": f"round-{q}",
        "contributor": f"expert-{n}",
        "source": {"submitted": f"{1980 + q}-06-01"},
        "status": "reviewed",
        "read_for": list(THEMES),
        "bio": f"Expert Number {n} is a Research Fellow at Institute {n}.",
        "key_quote": _SENTENCES[2].format(theme=themes[0], n=n, q=q),
        "gist": f"Little will change soon, expert {n} holds.",
        "text": "\n\n".join(paragraphs),
        "excerpts": [
            {"theme": theme, "quote": _SENTENCES[at % 3].format(theme=theme, n=n, q=q)}
            for at, theme in enumerate(themes)
        ],
        "stances": [
            {
                "proposition": f"{theme}-{1 + (n + at) % 2}",
                "stance": _STANCES[(n + at) % 3],
                "quote": _SENTENCES[0].format(theme=theme, n=n, q=q),
            }
            for at, theme in enumerate(themes)
        ],
    }
