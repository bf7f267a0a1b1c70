"""What the site is called and where it is published, as its configuration says."""

from pathlib import Path

from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from expertviews.addresses import Site


def site(config: Path) -> Site:
    """The site of a configuration file, `mkdocs.yml` or one that inherits from it.

    Read from the file, since a preview runs under an address of its own and its pages should be the same all the same.
    """
    with config.open("rb") as file:
        found = yaml_load(file, get_yaml_loader())
    return Site(
        str(found.get("site_name") or ""),
        str(found.get("site_url") or ""),
        directories=bool(found.get("use_directory_urls", True)),
    )
