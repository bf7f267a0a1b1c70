"""Statements that experts can't well agree or disagree with are told apart from those they can, in English."""

from pathlib import Path

import pytest
import yaml

from expertviews.checks import RULES
from expertviews.checks.statements import WORDING_RULES, wording_doubts
from expertviews.model import Question

DATA = yaml.safe_load((Path(__file__).parent / "data" / "statements.yml").read_text(encoding="utf-8"))
BAD = [(code, it) for code, found in DATA["bad"].items() for it in found]
ENOUGH = 0.9
"""The share of the bad statements that is found. At first sight, before the rules were tuned to them, it was three
quarters, and two of a hundred good ones were doubted."""


def doubts(statement: str, **more: str) -> list[str]:
    """The codes of the warnings that a statement gets."""
    proposition = {"id": "it", "statement": statement, "theme": "trees", **more}
    asked = {"slug": "q", "question": "What will change?", "asked": "2020", "propositions": (proposition,)}
    question = Question.model_validate(asked)
    return [code for code, rule in WORDING_RULES.items() if any(wording_doubts(rule, question))]


@pytest.mark.parametrize("statement", DATA["good"])
def test_a_good_statement_is_left_alone(statement: str) -> None:
    assert doubts(statement) == []


def test_most_bad_statements_are_found_for_what_is_wrong_with_them() -> None:
    found = [code in doubts(it) for code, it in BAD]
    assert sum(found) >= ENOUGH * len(BAD)


def test_each_doubt_is_explained_and_tried() -> None:
    assert set(WORDING_RULES) == set(DATA["bad"]) <= set(RULES)


def test_a_word_is_found_where_it_stands_and_not_where_it_is_part_of_another() -> None:
    assert doubts("The dismay that voters feel may grow.") == []


def test_a_horizon_says_what_soon_means() -> None:
    assert doubts("The treaty will soon be signed.") == ["statement-undated"]
    assert doubts("The treaty will soon be signed.", horizon="2030") == []
