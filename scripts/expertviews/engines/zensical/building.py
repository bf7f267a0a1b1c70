"""Builds or serves a site by Zensical, by the site's configuration with a few values of its own."""

import logging
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory

import click
import yaml

from expertviews import files, publish
from expertviews.engines import watching
from expertviews.engines.engine import SiteError, SiteFiles
from expertviews.engines.zensical import extension
from expertviews.invocation import as_typed
from expertviews.kept import Cache
from expertviews.problems import ProblemsFound

_INTERVAL = 0.5  # seconds between two looks at the record
_SERVED = ".cache/served"
_NOT_LIVE = """\
Zensical shows edits of the record, of guides and of styles, but neither new documents (run `views convert`), nor what
only `make site` makes: files to cite from, and the search of the record. Problems of the record are shown only here."""
_log = logging.getLogger("expertviews")


def build(site: SiteFiles, *, strict: bool, cache: Cache) -> None:
    """Build a site. Raises SiteError, also for a broken link if `strict`."""
    _refuse_absent()
    root = site.config.parent.resolve()
    if not site.to.resolve().is_relative_to(root):  # Zensical doesn't build there
        with TemporaryDirectory(dir=root, prefix=".expertviews-") as folder:
            inside = replace(site, to=Path(folder, "site"))
            build(inside, strict=strict, cache=cache)
            shutil.rmtree(site.to, ignore_errors=True)
            shutil.copytree(inside.to, site.to)
        return
    with _configuration(site) as config:
        try:
            # Always strict, which is how it tells of warnings, once the site is there. Never clean: that would empty
            # .cache, which isn't only Zensical's.
            import_module("zensical").build(str(config), {"clean": False, "strict": True})
        except (RuntimeError, click.ClickException) as error:
            if "--strict" not in str(error):
                raise SiteError(f"Zensical: {error}") from None
            if strict:
                raise SiteError("stopped by warnings, since the build is strict") from None
            _log.warning("Zensical has warned of what stands above")


def serve(site: SiteFiles, host: str, port: int) -> None:
    """Serve a site until interrupted, with every edit of the record that has no problems. Raises SiteError."""
    _refuse_absent()
    publish.build_pages(site.root, publish.site_settings(site.config))
    _log.info(as_typed(_NOT_LIVE))
    with _configuration(site, served_at=f"{host}:{port}") as config:
        command = [sys.executable, "-m", "zensical", "serve", "--config-file", str(config)]
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # whoever ends this process ends the server, too
        with subprocess.Popen(command) as server:  # noqa: S603 - no shell, and nothing untrusted in the call
            try:
                _follow(site, server)
            except KeyboardInterrupt:
                _log.info("Shutting down")
            finally:
                server.terminate()
    if server.returncode > 0:
        raise SiteError("Zensical couldn't serve the site; it says above why")


def _follow(site: SiteFiles, server: subprocess.Popen[bytes]) -> None:
    """Write the pages anew after each edit of the record, as long as the server runs; it sees when they change."""
    record = site.root / files.CONTENT, site.root / files.SEEDS
    seen = watching.look(*record)
    while server.poll() is None:
        time.sleep(_INTERVAL)
        current = watching.look(*record)
        if current != seen:
            try:
                publish.build_pages(site.root, publish.site_settings(site.config))
            except (ProblemsFound, OSError) as error:
                _log.error(str(error))
        seen = current


@contextmanager
def _configuration(site: SiteFiles, served_at: str = "") -> Iterator[Path]:
    """Write Zensical's configuration for a while: a hidden file next to the site's own, which it inherits."""
    served = {"site_dir": _SERVED, "dev_addr": served_at, "extra": {"serving": True}}
    own = {
        "INHERIT": site.config.name,
        # The look of Material for MkDocs; and what was searched is marked, as search.js does it there.
        "theme": {"variant": "classic", "features": ["search.highlight"]},
        "markdown_extensions": [extension.NAME],  # besides the site's
        **(served if served_at else {"site_dir": str(site.to.resolve())}),
    }
    beside = site.config.parent
    with NamedTemporaryFile("w", dir=beside, prefix=".expertviews-", suffix=".tmp", encoding="utf-8") as file:
        yaml.safe_dump(own, file)
        file.flush()
        yield Path(file.name)


def _refuse_absent() -> None:
    if not find_spec("zensical"):
        remedy = "`make site ENGINE=zensical` installs it, or `pip install --requirement requirements-zensical.txt`"
        raise SiteError(f"Zensical isn't installed ({remedy})")
