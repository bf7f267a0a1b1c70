"""What describes the data: the JSON Schemas of its files, an OpenAPI description, and the index."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from expertviews import addresses
from expertviews.addresses import DATA
from expertviews.data import shapes

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
KINDS: Mapping[str, type[BaseModel]] = {
    "question": shapes.QuestionShape,
    "proposition": shapes.PropositionShape,
    "contributor": shapes.ContributorShape,
    "theme": shapes.ThemeShape,
    "view": shapes.ViewShape,
    "listing": shapes.Listing,
    "identifiers": shapes.Identifiers,
    "index": shapes.Index,
}
"""The kinds of files, and their shapes."""

_PATHS = {
    f"/{addresses.DATA_INDEX}": "index",
    **{f"/{addresses.listing_data(kind)}": "listing" for kind in addresses.LISTED},
    f"/{addresses.IDENTIFIERS}": "identifiers",
    f"/{addresses.question_data('{question}')}": "question",
    f"/{addresses.proposition_data('{question}', '{proposition}')}": "proposition",
    f"/{addresses.contributor_data('{contributor}')}": "contributor",
    f"/{addresses.theme_data('{theme}')}": "theme",
    f"/{addresses.view_data('{question}', '{contributor}')}": "view",
}


def schemas() -> Mapping[str, dict[str, Any]]:
    """The JSON Schema of each kind of file, by its path under docs/."""
    return {
        f"{DATA}/schemas/{kind}.json": {"$schema": _DIALECT} | shape.model_json_schema(mode="serialization")
        for kind, shape in KINDS.items()
    }


def openapi(name: str, version: str, server: str) -> dict[str, Any]:
    """The OpenAPI description of all JSON files of the record."""
    template = "#/components/schemas/{model}"
    kinds = [(shape, "serialization") for shape in KINDS.values()]
    _, components = models_json_schema(kinds, ref_template=template)  # type: ignore[arg-type]
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"Data of {name}",
            "version": version,
            "description": (shapes.__doc__ or "").strip(),
        },
        "servers": [{"url": server.rstrip("/") or "/"}],
        "paths": {path: {"get": _operation(path, kind)} for path, kind in _PATHS.items()},
        "components": {"schemas": components["$defs"]},
    }


def _operation(path: str, kind: str) -> dict[str, Any]:
    shape = KINDS[kind]
    names = [part.partition("}")[0] for part in path.split("{")[1:]]
    words = path.removeprefix(f"/{DATA}/").removesuffix(".json").split("/")
    return {
        "operationId": "-".join(word.strip("{}") for word in words),
        "summary": (shape.__doc__ or "").splitlines()[0],
        "parameters": [
            {"name": name, "in": "path", "required": True, "description": "A slug.", "schema": {"type": "string"}}
            for name in names
        ],
        "responses": {
            "200": {
                "description": (shape.__doc__ or "").splitlines()[0],
                "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{shape.__name__}"}}},
            },
            "404": {"description": "There is none of this name."},
        },
    }
