"""The site's name, address and form of addresses, from `mkdocs.yml`."""

from collections.abc import Mapping
from pathlib import Path

from expertviews import configuration
from expertviews.addresses import Site
from expertviews.problems import shown
from expertviews.publish.colours import COLOUR, DEFAULT
from expertviews.wording import is_known, languages, wording

CODES = {
    "configuration": "`mkdocs.yml`, or a file that it inherits, can't be read: it isn't YAML, holds something else "
    "than keys and values, or inherits itself.",
}
"""What each code of this module's problems means."""


def site(config: Path) -> Site:
    """The site of a configuration file and the files that it inherits. Raises ProblemsFound.

    The published address is read from the file, since `mkdocs serve` replaces it with its own.
    """
    found = configuration.settings(config)
    language = configuration.language(found)
    if not is_known(language):
        raise configuration.problem(
            config, f"`{shown(language)}` isn't the tag of a language", "such as `language: de`"
        )
    return Site(
        str(found.get("site_name") or ""),
        str(found.get("site_url") or ""),
        directories=bool(found.get("use_directory_urls", True)),
        published_directories=found["extra"].get("published_directory_urls"),
        licence=str(found["extra"].get("data_licence") or ""),
        cards=bool(found["extra"].get("cards")),
        language=language,
    )


def untranslated_warning(site: Site) -> str:
    """That there is no translation into the site's language; empty if there is."""
    if wording(site.language).language.is_translated:
        return ""
    remedy = f"see the guide “Languages”; there are: {', '.join(languages())}"
    return f"there is no translation into `{site.language}`, so that the site speaks English to readers ({remedy})"


def search_bytes(config: Path) -> int:
    """`extra.search_bytes`: from which size an index of search is split up; 0 for never. Raises ProblemsFound."""
    stated = configuration.settings(config)["extra"].get("search_bytes") or 0
    if not isinstance(stated, int) or stated < 0:
        raise configuration.problem(config, "`search_bytes` isn't a number of bytes", "such as `search_bytes: 300_000`")
    return stated


def colours(config: Path) -> Mapping[str, str]:
    """`extra.colours`: the site's own, by what they are for. Raises ProblemsFound."""
    stated = configuration.settings(config)["extra"].get("colours") or {}
    for use, colour in stated.items() if isinstance(stated, dict) else [("", "")]:
        if use not in DEFAULT or not COLOUR.fullmatch(str(colour)):
            what = "`colours` aren't two colours, of links and of marks, or one of them"
            remedy = ", ".join(f'{name}: "{it}"' for name, it in DEFAULT.items())
            raise configuration.problem(config, what, f"such as `colours: {{{remedy}}}`")
    return {use: str(colour) for use, colour in stated.items()}
