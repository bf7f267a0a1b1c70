"""A build by MkDocs: what can be is taken over from the last one, and the HTML of generated pages is set aside."""

import logging
import os
from collections.abc import Collection

from jinja2 import TemplateError, TemplateSyntaxError
from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.utils import CountHandler

from expertviews.checks import OVERRIDES
from expertviews.engines.engine import SiteError, SiteFiles
from expertviews.engines.mkdocs.keeping import LastBuild
from expertviews.engines.mkdocs.plugin import Plugin
from expertviews.engines.stamp import MADE, remove_others
from expertviews.kept import Kept

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # an advertisement of the theme's
logging.getLogger("mkdocs.commands.build").addFilter(lambda record: "'dirty' build" not in record.getMessage())


def build(site: SiteFiles, *, strict: bool, known: Kept) -> Collection[str]:
    """Build a site. Returns the paths of what it has of MkDocs. Raises SiteError, also for a warning if `strict`.

    What is in its folder, but wasn't made by the last build, is removed first: it might be in the way.
    """
    try:
        config = configured(site, strict=strict)
        remove_others(site.to, known.get(*MADE) or ())
        config.plugins.on_startup(command="build", dirty=False)
        made = _run(LastBuild(site, config, known), config)
        config.plugins.on_shutdown()
    except MkDocsException as error:
        raise SiteError(str(error)) from None
    except TemplateSyntaxError as error:
        raise SiteError(f"{OVERRIDES}/{error.name}:{error.lineno}: {error.message}") from None
    except TemplateError as error:
        raise SiteError(f"a template of the theme can't be filled in: {error}") from None
    return made


def _run(last: LastBuild, config: MkDocsConfig) -> Collection[str]:
    """Build the site of a configuration. Returns the paths of what it has of MkDocs. Raises MkDocsException."""
    warned = CountHandler(level=logging.WARNING)
    config.plugins["expertviews"] = Plugin(last)
    logging.getLogger().addHandler(warned)
    try:
        mkdocs_build.build(config, dirty=True)
    finally:
        logging.getLogger().removeHandler(warned)
    if not warned.get_counts():
        last.keep()
    return {*last.made, *config.theme.static_templates, *config.extra_templates}


def configured(site: SiteFiles, *, strict: bool = False) -> MkDocsConfig:
    """MkDocs' configuration of a site."""
    config = load_config(str(site.config), site_dir=str(site.to), strict=strict)
    if not config.repo_url:
        config.edit_uri = None  # which is relative to it
    return config
