"""Reads the project's settings: `mkdocs.yml` and the files that it inherits.

MkDocs's own reader isn't used, since it executes what tags in a file name.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import yaml
import yaml_env_tag

from expertviews import files
from expertviews.problems import Place, Problem, ProblemsFound

NAME = "mkdocs.yml"
ENGLISH = "en"


class _Loader(yaml.SafeLoader):
    """Reads plain data. Tags of MkDocs and its extensions are ignored, never executed."""


_Loader.add_constructor("!ENV", yaml_env_tag.construct_env_tag)
_Loader.add_multi_constructor("", lambda _loader, _tag, _node: None)


def settings(config: Path) -> dict[str, Any]:
    """Return the settings of a file and of those that it inherits; `extra` is a mapping. Raises ProblemsFound."""
    merged: dict[str, Any] = {}
    for parent in _config_chain(config):
        merged = _merged(parent, merged)
    return {**merged, "extra": _as_mapping(merged.get("extra"))}


def _merged(parent: Mapping[str, Any], child: Mapping[str, Any]) -> dict[str, Any]:
    """Merge mappings at every level, as MkDocs does; of other values, the child's replaces the parent's."""
    merged = {**parent, **child}
    for key in parent.keys() & child.keys():
        if isinstance(parent[key], dict) and isinstance(child[key], dict):
            merged[key] = _merged(parent[key], child[key])
    return merged


def refuse_unreadable_settings(root: Path) -> None:
    """Raise ProblemsFound if the project's `mkdocs.yml` can't be read, whatever it inherits."""
    _read(root / NAME)


def _config_chain(config: Path) -> Iterator[dict[str, Any]]:
    """Yield the content of a configuration file, then of the file that it inherits, and so on. Raises ProblemsFound."""
    path, seen = config, set[str]()
    while os.path.realpath(path) not in seen:
        seen.add(os.path.realpath(path))
        content = _read(path)
        yield content
        if not content.get("INHERIT"):
            return
        path = path.parent / str(content["INHERIT"])
    raise error(config, "the file inherits itself", "check `INHERIT:`")


def _read(path: Path) -> dict[str, Any]:
    text = files.read_text(path, path.name)
    try:
        content = yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader
    except (yaml.YAMLError, ValueError, RecursionError) as problem:
        line = getattr(getattr(problem, "problem_mark", None), "line", 0) + 1
        raise error(path, "this isn't valid YAML", "compare with the lines above", line) from None
    if not isinstance(content, dict):
        raise error(path, "the file doesn't hold keys and values", "start with `site_name: …`")
    return content


def language(settings: Mapping[str, Any]) -> str:
    """Return the site's language, `theme.language`, which Material for MkDocs uses, too; by default English."""
    stated = _as_mapping(settings.get("theme")).get("language")
    return "no" if stated is False else str(stated or ENGLISH)  # YAML reads Norwegian's tag as “false”


def language_of(root: Path) -> str:
    """Return the language of a project, even if some of the files that its settings inherit can't be read."""
    merged: dict[str, Any] = {}
    with suppress(ProblemsFound, OSError):
        for parent in _config_chain(root / NAME):
            merged = _merged(parent, merged)
    return language(merged)


def _as_mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def error(path: Path, what: str, remedy: str, line: int = 1) -> ProblemsFound:
    """Return an exception for what is wrong with a configuration file."""
    return ProblemsFound([Problem(Place(path.name, line), "configuration", what, remedy)])
