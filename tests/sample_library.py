"""Small and large records for tests, made without files."""

import random
from collections.abc import Iterable, Sequence
from typing import Any

from expertviews.model import (
    Contributor,
    Excerpt,
    Library,
    Outcome,
    Proposition,
    Question,
    SeedSource,
    Stance,
    SubmittedSource,
    Theme,
    View,
    ViewKey,
)


def question(slug: str, propositions: Sequence[Proposition] = (), **given: Any) -> Question:
    return Question(
        **{"slug": slug, "question": "What next?", "asked": "2021", "propositions": tuple(propositions)} | given
    )


def proposition(name: str, theme: str, **given: Any) -> Proposition:
    return Proposition(**{"id": name, "statement": f"It is so that {name}.", "theme": theme} | given)


def contributor(slug: str, name: str | None = None, **given: Any) -> Contributor:
    return Contributor(**{"slug": slug, "name": name or slug.title(), "kind": "person"} | given)


def theme(slug: str, order: int, **given: Any) -> Theme:
    described: dict[str, Any] = {"title": slug.title(), "summary": f"All of {slug}."}
    return Theme(slug=slug, order=order, **described | given)


def view(
    key: ViewKey,
    text: str,
    excerpts: Sequence[tuple[str, str]] = (),
    stances: Sequence[tuple[str, ...]] = (),
    line: int | None = None,
    **given: Any,
) -> View:
    """`excerpts` are pairs of theme and quote; `stances` are proposition, stance, quote and, if there is one, hedge."""
    source = SeedSource(seed="seed.txt", lines=str(line)) if line else SubmittedSource(submitted="2021-03-04")
    return View(
        **{
            "slug": key[1],
            "question": key[0],
            "contributor": key[1],
            "source": source,
            "status": "reviewed",
            "text": text,
            "excerpts": tuple(Excerpt(theme=theme, quote=quote) for theme, quote in excerpts),
            "stances": tuple(
                Stance.model_validate(
                    {"proposition": name, "stance": stance, "quote": quote, "hedge": next(iter(hedge), None)}
                )
                for name, stance, quote, *hedge in stances
            ),
        }
        | given
    )


def _stance(proposition: str, stance: str, quote: str, hedge: str | None = None) -> Stance:
    return Stance.model_validate({"proposition": proposition, "stance": stance, "quote": quote, "hedge": hedge})


def library(
    questions: Iterable[Question] = (),
    contributors: Iterable[Contributor] = (),
    themes: Iterable[Theme] = (),
    views: Iterable[View] = (),
) -> Library:
    return Library(
        {it.slug: it for it in questions},
        {it.slug: it for it in contributors},
        {it.slug: it for it in themes},
        {(it.question, it.contributor): it for it in views},
    )


def small() -> Library:
    """Three contributors, two of them on a second question; each finding, a horizon, an outcome, a silent theme."""
    return library(
        [
            question(
                "first",
                (
                    proposition("growth", "trade", horizon="2021"),
                    proposition("peace", "arms", horizon="2020-12", outcome=Outcome(status="borne-out")),
                    proposition("treaty", "arms"),
                    proposition("tariffs", "trade"),
                    proposition("nobody", "trade"),
                ),
                asked="2020",
            ),
            question("second", (proposition("later", "arms", horizon="2022"),), asked="2021"),
        ],
        [
            contributor("cyd", sort_name="Adams, Cyd"),
            contributor("ann", sort_name="Brown, Ann"),
            contributor("ben", sort_name="Clark, Ben", kind="organisation"),
        ],
        [theme("arms", 2), theme("trade", 1), theme("silence", 3)],
        [
            view(
                ("first", "ann"),
                "Trade will grow. Arms may follow trade.\n\nPeace is likely. Rain.",
                [("trade", "Trade will grow. Arms may follow trade."), ("arms", "Arms may follow trade.")],
                [("growth", "agree", "Trade will grow.", "will"), ("peace", "agree", "Peace is likely.", "likely")],
                line=5,
                read_for=("trade", "arms", "silence"),
            ),
            view(
                ("first", "ben"),
                "Trade shrinks. No peace, and no treaty.",
                [("trade", "Trade shrinks.")],
                [
                    ("growth", "disagree", "Trade shrinks."),
                    ("peace", "agree", "No peace"),
                    ("treaty", "disagree", "no treaty"),
                ],
                line=1,
                read_for=("trade", "arms", "silence"),
            ),
            view(("first", "cyd"), "Nothing to say.", line=9, status="draft"),
            view(
                ("second", "ann"),
                "Later, it may be.",
                [],
                [("later", "mixed", "it may be", "may")],
                read_for=("trade", "arms", "silence"),
            ),
            view(("second", "ben"), "Arms again.", [("arms", "Arms again."), ("arms", "again")], status="draft"),
        ],
    )


def large(contributors: int = 1000, questions: int = 6) -> Library:
    """As many views as contributors times questions, each with an excerpt of every second theme and five stances."""
    themes, propositions, sentences = 8, 10, 24
    chance = random.Random(7)  # noqa: S311 - a fixed sequence
    words = ["china", "trade", "will", "energy", "alliance", "unlikely", "region", "policy", "growth", "the", "of"]
    everything = [theme(f"theme-{n}", n) for n in range(themes)]
    everybody = [contributor(f"person-{n}") for n in range(contributors)]
    asked = [
        question(f"question-{q}", tuple(proposition(f"p-{n}", f"theme-{n % themes}") for n in range(propositions)))
        for q in range(questions)
    ]
    views = []
    for q in range(questions):
        for n in range(contributors):
            said = [f"S{i} {' '.join(chance.choices(words, k=15))} end{i}." for i in range(sentences)]
            half = sentences // 2
            excerpts = [(f"theme-{(n + 2 * k) % themes}", f"S{3 * k} … end{3 * k + 1}.") for k in range(themes // 2)]
            stances = [(f"p-{(n + k) % propositions}", "agree", said[k]) for k in range(5)]
            text = f"{' '.join(said[:half])}\n\n{' '.join(said[half:])}"
            views.append(view((f"question-{q}", f"person-{n}"), text, excerpts, stances, line=n + 1))
    return library(asked, everybody, everything, views)
