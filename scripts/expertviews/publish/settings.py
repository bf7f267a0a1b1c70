"""The site's name, address and form of addresses, from `mkdocs.yml`."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
import yaml_env_tag

from expertviews import files
from expertviews.addresses import Site
from expertviews.problems import Place, Problem, ProblemsFound
from expertviews.publish.colours import COLOUR, DEFAULT

_REPOSITORY = re.compile(r"https?://[\w.:-]+(?:/[\w.-]+){2}/?")
_ON_GITHUB = re.compile(r"https?://(?:github\.com|[\w-]+\.ghe\.com|github\.[\w.-]+)(?::\d+)?/")
"""The addresses of GitHub, and those that Enterprise Servers mostly have."""
_MOST_INHERITED = 20  # files in a chain of `INHERIT:`

CODES = {
    "configuration": "`mkdocs.yml`, or a file that it inherits, can't be read: it isn't YAML, holds something else "
    "than keys and values, or inherits itself.",
}
"""What each code of this module's problems means."""


class _Loader(yaml.SafeLoader):
    """Reads plain data. Tags of MkDocs and its extensions are ignored, never executed."""


_Loader.add_constructor("!ENV", yaml_env_tag.construct_env_tag)
_Loader.add_multi_constructor("", lambda _loader, _tag, _node: None)


def site(config: Path) -> Site:
    """The site of a configuration file and the files that it inherits. Raises ProblemsFound.

    The published address is read from the file, since `mkdocs serve` replaces it with its own.
    """
    found = _all(config)
    return Site(
        str(found.get("site_name") or ""),
        str(found.get("site_url") or ""),
        directories=bool(found.get("use_directory_urls", True)),
        published_directories=found["extra"].get("published_directory_urls"),
        licence=str(found["extra"].get("data_licence") or ""),
        cards=bool(found["extra"].get("cards")),
        language=_language(found.get("theme")),
        issues=_issues(config, found["extra"].get("issue_forms"), str(found.get("repo_url") or "")),
    )


def _issues(config: Path, stated: object, repository: str) -> str:
    """Where readers open the forms of GitHub: in this repository, or in the one that `issue_forms` names.

    Raises ProblemsFound.
    """
    if stated is None or isinstance(stated, bool):
        named = repository if stated and _ON_GITHUB.match(repository) else ""
    else:
        named = str(stated)
    if named and not _REPOSITORY.fullmatch(named):
        what = "`issue_forms` names no repository"
        raise _problem(config, what, "write `true`, or such as `issue_forms: https://github.example.org/owner/name`")
    return f"{named.rstrip('/').removesuffix('.git')}/issues/new" if named else ""


def _language(theme: object) -> str:
    """`theme.language`, which Material for MkDocs knows, too."""
    return str(theme.get("language") or "en") if isinstance(theme, dict) else "en"


def search_bytes(config: Path) -> int:
    """`extra.search_bytes`: from which size an index of search is split up; 0 for never. Raises ProblemsFound."""
    stated = _all(config)["extra"].get("search_bytes") or 0
    if not isinstance(stated, int) or stated < 0:
        raise _problem(config, "`search_bytes` isn't a number of bytes", "such as `search_bytes: 300_000`")
    return stated


def colours(config: Path) -> Mapping[str, str]:
    """`extra.colours`: the site's own, by what they are for. Raises ProblemsFound."""
    stated = _all(config)["extra"].get("colours") or {}
    for use, colour in stated.items() if isinstance(stated, dict) else [("", "")]:
        if use not in DEFAULT or not COLOUR.fullmatch(str(colour)):
            what = "`colours` aren't two colours, of links and of marks, or one of them"
            remedy = ", ".join(f'{name}: "{it}"' for name, it in DEFAULT.items())
            raise _problem(config, what, f"such as `colours: {{{remedy}}}`")
    return {use: str(colour) for use, colour in stated.items()}


def _all(config: Path) -> dict[str, Any]:
    """The settings of a configuration file and the files that it inherits."""
    found: dict[str, Any] = {}
    path = config
    for _ in range(_MOST_INHERITED):
        own = _read(path)
        extra = own["extra"] if isinstance(own.get("extra"), dict) else {}
        found = {**own, **found, "extra": {**extra, **found.get("extra", {})}}
        if not own.get("INHERIT"):
            return found
        path = path.parent / str(own["INHERIT"])
    raise _problem(config, "the file inherits itself, or too many files", "check `INHERIT:`")


def _read(path: Path) -> dict[str, Any]:
    text = files.read_text(path, path.name)
    try:
        own = yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        raise _problem(path, "this isn't valid YAML", "compare with the lines above", line) from None
    if not isinstance(own, dict):
        raise _problem(path, "the file doesn't hold keys and values", "start with `site_name: …`")
    return own


def _problem(path: Path, what: str, remedy: str, line: int = 1) -> ProblemsFound:
    return ProblemsFound([Problem(Place(path.name, line), "configuration", what, remedy)])
