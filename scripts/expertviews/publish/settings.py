"""The settings of a site, from `mkdocs.yml` and the files that it inherits."""

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
    """Read the site from a configuration file and the files that it inherits. Raises ProblemsFound.

    The published address is read from the file, since `mkdocs serve` replaces it with its own.
    """
    settings = configuration.settings(config)
    language, extra = configuration.language(settings), settings["extra"]
    if language not in _theme_languages():
        what = f"the theme has no language `{shown(language)}`"
        raise configuration.error(config, what, str(_nearest_language(language)))
    return Site(
        str(settings.get("site_name") or ""),
        str(settings.get("site_url") or ""),
        directories=bool(settings.get("use_directory_urls", True)),
        published_directories=extra.get("published_directory_urls"),
        licence=str(extra.get("data_licence") or ""),
        cards=bool(extra.get("cards")),
        language=language,
        issues=_issues(config, extra.get("issue_forms"), str(settings.get("repo_url") or "")),
        search_bytes=_search_bytes(config, extra.get("search_bytes") or 0),
    )


@cache
def _theme_languages() -> frozenset[str]:
    """Return the languages of Material for MkDocs."""
    folder = resources.files("material") / "templates" / "partials" / "languages"
    return frozenset(path.name.removesuffix(".html") for path in folder.iterdir())


def _nearest_language(language: str) -> Advice:
    """Advise on a language that the theme doesn't have: `de` for `de-AT`."""
    known, root = _theme_languages(), language.split("-", maxsplit=1)[0].lower()
    return Advice(f"write `{root}`") if root in known else instead(language, known, "language")


def _issues(config: Path, stated: object, repository: str) -> str:
    """Return the address at which readers open GitHub's forms; empty if they don't. Raises ProblemsFound.

    `stated`, the value of `issue_forms`, names another repository, or is true for the site's own, if GitHub has it.
    """
    if stated is None or isinstance(stated, bool):
        forms = repository if stated and _ON_GITHUB.match(repository) else ""
    else:
        forms = str(stated)
    if forms and not _REPOSITORY.fullmatch(forms):
        remedy = "write `true`, or such as `issue_forms: https://github.example.org/owner/name`"
        raise configuration.error(config, "`issue_forms` names no repository", remedy)
    return f"{forms.rstrip('/').removesuffix('.git')}/issues/new" if forms else ""


def _search_bytes(config: Path, stated: object) -> int:
    """Return the size from which a search index is split up, in bytes; 0 for never. Raises ProblemsFound."""
    if not isinstance(stated, int) or isinstance(stated, bool) or stated < 0:
        raise configuration.error(config, "`search_bytes` isn't a number of bytes", "such as `search_bytes: 300_000`")
    return stated


def untranslated_warning(site: Site) -> str:
    """Return a warning if there is no translation into the site's language; else an empty text."""
    if wording(site.language).language.is_translated:
        return ""
    remedy = f"see the guide “Languages”; there are: {', '.join(languages())}"
    return f"there is no translation into `{site.language}`, so that the site speaks English to readers ({remedy})"


def colours(config: Path) -> Mapping[str, str]:
    """Return the site's own colours, `extra.colours`, by what they are for. Raises ProblemsFound."""
    stated = configuration.settings(config)["extra"].get("colours") or {}
    chosen = {use: str(colour) for use, colour in stated.items()} if isinstance(stated, dict) else {}
    if stated and not (chosen and chosen.keys() <= DEFAULT.keys() and all(map(COLOUR.fullmatch, chosen.values()))):
        what = "`colours` aren't two colours, of links and of marks, or one of them"
        example = ", ".join(f'{use}: "{colour}"' for use, colour in DEFAULT.items())
        raise configuration.error(config, what, f"such as `colours: {{{example}}}`")
    return chosen
