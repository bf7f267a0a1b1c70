"""The schemas say what the models say, with a description and an example for each key, and offer the record's names."""

import copy
import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import AfterValidator, Field

from expertviews import content
from expertviews.content import schemas, shapes, yamltext
from expertviews.model import Entity
from tests.project import RECORD, ROOT, views

COMMITTED = sorted((ROOT / "content" / "schemas").glob("*.json"))


def refused(_: str) -> str:
    raise ValueError("is empty")


class Odd(Entity):
    """Something."""

    name: Annotated[str, AfterValidator(refused)] = Field(description="A name.", examples=["x"])


def read(path: Path) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return schema


def keys_in(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, part in [("", schema), *schema.get("$defs", {}).items()]:
        yield from ((f"{name}.{key}", about) for key, about in part["properties"].items())


def without_names(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema without the names of the record that it offers, which may lag behind the record."""
    bare = copy.deepcopy(schema)
    for _, about in keys_in(bare):
        if "enumDescriptions" in (about.get("anyOf") or [{}])[0]:
            about.update(about.pop("anyOf")[1])
    return bare


def plain(value: Any) -> Any:
    """Data as an editor program's YAML has it, where a day is text."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def test_the_committed_schemas_are_what_the_models_say() -> None:
    made = schemas.record_schemas(content.load(RECORD).library)
    assert [str(path.relative_to(ROOT)) for path in COMMITTED] == sorted(made)
    for path in COMMITTED:
        fresh = json.loads(made[path.relative_to(ROOT).as_posix()])
        assert without_names(read(path)) == without_names(fresh), "run `views schema`"


@pytest.mark.parametrize("path", COMMITTED, ids=lambda path: path.stem)
def test_a_schema_is_one_and_every_key_has_a_description_and_an_example(path: Path) -> None:
    schema = read(path)
    Draft202012Validator.check_schema(schema)
    for name, about in keys_in(schema):
        assert about["description"].endswith("."), name
        assert about["examples"], name


@pytest.mark.parametrize("path", COMMITTED, ids=lambda path: path.stem)
def test_an_example_fits_its_own_key(path: Path) -> None:
    schema = read(path)
    for name, about in keys_in(schema):
        for example in about["examples"]:
            assert list(Draft202012Validator({**about, "$defs": schema.get("$defs", {})}).iter_errors(example)) == [], (
                name
            )


def test_a_sound_record_fits_the_schemas() -> None:
    by_name = {path.stem: Draft202012Validator(read(path)) for path in COMMITTED}
    checked = 0
    for path in sorted((RECORD / "content").rglob("*.yml")):
        relative = path.relative_to(RECORD).as_posix()
        data = plain(yamltext.parse(path.read_text(encoding="utf-8"), relative).data)
        validator = by_name[content.model_of(relative).__name__.lower()]
        assert [error.message for error in validator.iter_errors(data)] == [], relative
        checked += 1
    assert checked > 10


def test_what_a_validator_says_is_told_by_its_type_and_not_by_its_words() -> None:
    _, problems = shapes.fit(Odd, "odd", yamltext.parse("name: x\n", "odd.yml"))
    assert [problem.code for problem in problems] == ["wrong-value"]


def test_a_schema_refuses_what_the_models_refuse() -> None:
    validator = Draft202012Validator(read(ROOT / "content/schemas/view.json"))
    view = {"question": "q", "contributor": "c", "source": {"submitted": "2026-01-01"}, "status": "draft", "text": "x"}
    assert validator.is_valid(view)
    wrongs: list[dict[str, Any]] = [
        {"gst": "x"},
        {"status": "done"},
        {"text": ""},
        {"question": "Not a slug"},
        {"source": {}},
    ]
    for wrong in wrongs:
        assert not validator.is_valid({**view, **wrong}), wrong


def test_the_names_of_the_record_are_offered_and_others_taken(small: Path) -> None:
    views(small, "new", "theme", "Shade")
    view = read(small / "content/schemas/view.json")
    excerpt, stance = view["$defs"]["Excerpt"]["properties"], view["$defs"]["Stance"]["properties"]
    assert excerpt["theme"]["anyOf"][0]["enum"] == ["streets", "money"]
    assert stance["proposition"]["anyOf"][0]["enum"] == ["more-trees", "cheap-measure"]
    assert view["properties"]["contributor"]["anyOf"][0]["enum"] == ["ada-example", "ben-sample"]
    assert Draft202012Validator(excerpt["theme"]).is_valid("not-there-yet")
