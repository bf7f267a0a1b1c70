"""What `mkdocs.yml` and the files that it inherits say of a site."""

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path

from expertviews import configuration
from expertviews.addresses import Site
from expertviews.problems import Advice, instead, shown
from expertviews.publish.colours import COLOUR, DEFAULT
from expertviews.wording import languages, wording

_REPOSITORY = re.compile(r"https?://[\w.:-]+(?:/[\w.-]+){2}/?")
_ON_GITHUB = re.compile(r"https?://(?:github\.com|[\w-]+\.ghe\.com|github\.[\w.-]+)(?::\d+)?/")
"""The addresses of GitHub, and those that Enterprise Servers mostly have."""

CODES = {
    "configuration": "`mkdocs.yml`, or a file that it inherits, can't be read: it isn't YAML, holds something else "
    "than keys and values, or inherits itself; or it names a language or a colour that the theme can't use.",
}
"""What each code of this module's problems means."""


def site(config: Path) -> Site:
    """The site of a configuration file and the files that it inherits. Raises ProblemsFound.

    The published address is read from the file, since `mkdocs serve` replaces it with its own.
    """
    found = configuration.settings(config)
    language = configuration.language(found)
    if language not in _spoken_by_the_theme():
        what = f"the theme has no language `{shown(language)}`"
        raise configuration.error(config, what, str(_nearest_language(language)))
    return Site(
        str(found.get("site_name") or ""),
        str(found.get("site_url") or ""),
        directories=bool(found.get("use_directory_urls", True)),
        published_directories=found["extra"].get("published_directory_urls"),
        licence=str(found["extra"].get("data_licence") or ""),
        cards=bool(found["extra"].get("cards")),
        language=language,
        issues=_issues(config, found["extra"].get("issue_forms"), str(found.get("repo_url") or "")),
        search_bytes=_search_bytes(config, found["extra"].get("search_bytes") or 0),
    )


@cache
def _spoken_by_the_theme() -> frozenset[str]:
    """The languages of Material for MkDocs."""
    folder = resources.files("material") / "templates" / "partials" / "languages"
    return frozenset(it.name.removesuffix(".html") for it in folder.iterdir())


def _nearest_language(language: str) -> Advice:
    """What to write for a language that the theme doesn't have: for `de-AT`, German."""
    known, root = _spoken_by_the_theme(), language.split("-", maxsplit=1)[0].lower()
    return Advice(f"write `{root}`") if root in known else instead(language, known, "language")


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
        raise configuration.error(
            config, what, "write `true`, or such as `issue_forms: https://github.example.org/owner/name`"
        )
    return f"{named.rstrip('/').removesuffix('.git')}/issues/new" if named else ""


def _search_bytes(config: Path, stated: object) -> int:
    """From which size an index of search is split up; 0 for never. Raises ProblemsFound."""
    if not isinstance(stated, int) or stated < 0:
        raise configuration.error(config, "`search_bytes` isn't a number of bytes", "such as `search_bytes: 300_000`")
    return stated


def untranslated_warning(site: Site) -> str:
    """That there is no translation into the site's language; empty if there is."""
    if wording(site.language).language.is_translated:
        return ""
    remedy = f"see the guide “Languages”; there are: {', '.join(languages())}"
    return f"there is no translation into `{site.language}`, so that the site speaks English to readers ({remedy})"


def colours(config: Path) -> Mapping[str, str]:
    """`extra.colours`: the site's own, by what they are for. Raises ProblemsFound."""
    stated = configuration.settings(config)["extra"].get("colours") or {}
    for use, colour in stated.items() if isinstance(stated, dict) else [("", "")]:
        if use not in DEFAULT or not COLOUR.fullmatch(str(colour)):
            what = "`colours` aren't two colours, of links and of marks, or one of them"
            remedy = ", ".join(f'{name}: "{it}"' for name, it in DEFAULT.items())
            raise configuration.error(config, what, f"such as `colours: {{{remedy}}}`")
    return {use: str(colour) for use, colour in stated.items()}
