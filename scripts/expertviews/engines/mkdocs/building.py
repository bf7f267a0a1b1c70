"""Builds a site by MkDocs. What people write by hand is built every time, since its links are checked.

A generated page of the last build is kept if its Markdown and all that pages share are the same, and its file in the
site is as it was made; else it is made by itself. If something may put one page into another, MkDocs makes everything
anew, in its own way.
"""

import logging
import os
import shutil
from collections.abc import Collection, Mapping
from pathlib import Path

from jinja2 import TemplateError, TemplateSyntaxError
from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from expertviews import addresses, files, publish
from expertviews.checks import OVERRIDES
from expertviews.engines import stamp
from expertviews.engines.engine import SiteError, SiteFiles
from expertviews.engines.mkdocs.frame import Frame, Pages
from expertviews.engines.mkdocs.plain import is_plain
from expertviews.engines.mkdocs.plugin import Asides
from expertviews.kept import Cache, FileGroup, FileGroups, digest, file_state
from expertviews.mappings import Lazy

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # an advertisement of the theme's
logging.getLogger("mkdocs.commands.build").addFilter(lambda record: "'dirty' build" not in record.getMessage())


def build(site: SiteFiles, *, strict: bool, cache: Cache) -> Collection[str]:
    """Build a site. Returns the paths of its generated pages. Raises SiteError, also for a warning if `strict`."""
    try:
        config = configured(site, strict=strict)
        config.plugins.on_startup(command="build", dirty=False)
        paths = _make(site, config, cache)
        config.plugins.on_shutdown()
    except MkDocsException as error:
        raise SiteError(str(error)) from None
    except TemplateSyntaxError as error:
        raise SiteError(f"{OVERRIDES}/{error.name}:{error.lineno}: {error.message}") from None
    except TemplateError as error:
        raise SiteError(f"a template of the theme can't be filled in: {error}") from None
    return paths


def _make(site: SiteFiles, config: MkDocsConfig, cache: Cache) -> Collection[str]:
    """Build a site of a configuration. Returns the paths of files that the next build may keep. Raises MkDocsException.

    What is in its folder, but may not be kept, is removed first: it might be in the way.
    """
    if not is_plain(config):
        return _make_at_once(site, config)
    shared, docs = stamp.shared(site), site.root / files.DOCS
    paths = (path for path in stamp.states(docs) if path.endswith(".md") and addresses.is_generated(path))
    pages = Lazy({path: docs / path for path in paths}, lambda _, file: file.read_text(encoding="utf-8"))
    frame = Frame(config, pages)
    stamp.remove_others(site.to, cache.get(*stamp.MADE) or ())
    shutil.copytree(frame.folder, site.to, dirs_exist_ok=True)
    return publish.write_parts(site.to, _parts(frame, pages, docs, shared), cache)


def _make_at_once(site: SiteFiles, config: MkDocsConfig) -> Collection[str]:
    """Have MkDocs make everything anew, in its own way."""
    stamp.remove_others(site.to, ())
    config.plugins["expertviews"] = Asides()
    mkdocs_build.build(config)
    return ()


def _parts(frame: Frame, pages: Pages, docs: Path, shared: str) -> FileGroups:
    """Return a group of files for each generated page, which depends on its Markdown and on what all pages share."""

    def group(path: str, page: str) -> FileGroup:
        def make() -> Mapping[str, bytes]:
            html = frame.page(path, pages)
            return {} if html is None else {path: html}

        return FileGroup(digest(shared, file_state(docs / page)), make)

    return {f"mkdocs {path}": group(path, page) for path, page in frame.generated.items()}


def configured(site: SiteFiles, *, strict: bool = False) -> MkDocsConfig:
    """Load MkDocs' configuration of a site."""
    config = load_config(str(site.config), site_dir=str(site.to), strict=strict)
    if not config.repo_url:
        config.edit_uri = None  # which is relative to it
    return config
