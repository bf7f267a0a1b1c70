"""Describes the data: JSON Schemas of its files, and an OpenAPI description."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from expertviews import addresses
from expertviews.addresses import DATA
from expertviews.data import shapes

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_KINDS: Mapping[str, tuple[type[BaseModel], Sequence[str]]] = {
    "index": (shapes.Index, [addresses.DATA_INDEX]),
    "listing": (shapes.Listing, [*map(addresses.data_file, addresses.LISTED)]),
    "identifiers": (shapes.Identifiers, [addresses.IDENTIFIERS]),
    "question": (shapes.QuestionShape, [addresses.data_file("questions", "{question}")]),
    "proposition": (shapes.PropositionShape, [addresses.data_file("propositions", "{question}", "{proposition}")]),
    "contributor": (shapes.ContributorShape, [addresses.data_file("contributors", "{contributor}")]),
    "theme": (shapes.ThemeShape, [addresses.data_file("themes", "{theme}")]),
    "view": (shapes.ViewShape, [addresses.data_file("views", "{question}", "{contributor}")]),
}
"""The kinds of files, with their shapes and paths."""


def schemas() -> Mapping[str, dict[str, Any]]:
    """Return the JSON Schema of each kind of file, by its path on the site."""
    return {
        f"{DATA}/schemas/{kind}.json": {"$schema": _DIALECT} | shape.model_json_schema(mode="serialization")
        for kind, (shape, _) in _KINDS.items()
    }


def openapi(name: str, version: str, server: str) -> dict[str, Any]:
    """Return the OpenAPI description of all JSON files of the record."""
    template = "#/components/schemas/{model}"
    kinds = [(shape, "serialization") for shape, _ in _KINDS.values()]
    _, components = models_json_schema(kinds, ref_template=template)  # type: ignore[arg-type]
    return {
        "openapi": "3.1.0",
        "info": {"title": f"Data of {name}", "version": version, "description": (shapes.__doc__ or "").strip()},
        "servers": [{"url": server.rstrip("/") or "/"}],
        "paths": {f"/{path}": {"get": _operation(path, shape)} for shape, paths in _KINDS.values() for path in paths},
        "components": {"schemas": components["$defs"]},
    }


def _operation(path: str, shape: type[BaseModel]) -> dict[str, Any]:
    """Return the description of getting the files at a path, which has the names of slugs in braces."""
    summary = (shape.__doc__ or "").splitlines()[0]
    names = [part.partition("}")[0] for part in path.split("{")[1:]]
    words = path.removeprefix(f"{DATA}/").removesuffix(".json").split("/")
    return {
        "operationId": "-".join(word.strip("{}") for word in words),
        "summary": summary,
        "parameters": [
            {"name": name, "in": "path", "required": True, "description": "A slug.", "schema": {"type": "string"}}
            for name in names
        ],
        "responses": {
            "200": {
                "description": summary,
                "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{shape.__name__}"}}},
            },
            "404": {"description": "There is none of this name."},
        },
    }
