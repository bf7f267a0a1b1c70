"""The project's settings, as `mkdocs.yml` and the files that it inherits have them."""

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
_MOST_INHERITED = 20  # files in a chain of `INHERIT:`
_MERGED = ("extra", "theme")


class _Loader(yaml.SafeLoader):
    """Reads plain data. Tags of MkDocs and its extensions are ignored, never executed."""


_Loader.add_constructor("!ENV", yaml_env_tag.construct_env_tag)
_Loader.add_multi_constructor("", lambda _loader, _tag, _node: None)


def settings(config: Path) -> dict[str, Any]:
    """The settings of a configuration file and the files that it inherits. Raises ProblemsFound."""
    found: dict[str, Any] = {}
    for own in _inherited(config):
        both = {key: {**_keys(own.get(key)), **found.get(key, {})} for key in _MERGED}
        found = {**own, **found, **both}
    return found


def refuse_unreadable_settings(root: Path) -> None:
    """Raises ProblemsFound if the project's own settings can't be read."""
    next(_inherited(root / NAME))


def _inherited(config: Path) -> Iterator[dict[str, Any]]:
    """What a configuration file says itself, then what the files say that it inherits."""
    path = config
    for _ in range(_MOST_INHERITED):
        own = _read(path)
        yield own
        if not own.get("INHERIT"):
            return
        path = path.parent / str(own["INHERIT"])
    raise unfit(config, "the file inherits itself, or too many files", "check `INHERIT:`")


def _read(path: Path) -> dict[str, Any]:
    text = files.read_text(path, path.name)
    try:
        own = yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        raise unfit(path, "this isn't valid YAML", "compare with the lines above", line) from None
    if not isinstance(own, dict):
        raise unfit(path, "the file doesn't hold keys and values", "start with `site_name: …`")
    return own


def language(found: Mapping[str, Any]) -> str:
    """The site's language: `theme.language`, which Material for MkDocs knows, too."""
    return _tag(found["theme"].get("language"))


def language_of(root: Path) -> str:
    """The language of the project in a folder; English if its settings can't be read that far."""
    with suppress(ProblemsFound, OSError):
        stated = (_keys(own.get("theme")).get("language") for own in _inherited(root / NAME))
        return _tag(next((it for it in stated if it is not None), None))
    return ENGLISH


def _tag(stated: object) -> str:
    """A language as it is stated; YAML reads the tag of Norwegian as the word for false."""
    return "no" if stated is False else str(stated or ENGLISH)


def _keys(value: object) -> dict[str, Any]:
    """What settings say under a key; nothing if that is only a name."""
    return value if isinstance(value, dict) else {}


def unfit(path: Path, what: str, remedy: str, line: int = 1) -> ProblemsFound:
    """What is wrong with a configuration file."""
    return ProblemsFound([Problem(Place(path.name, line), "configuration", what, remedy)])
