"""The frame of a site, which is what people write by hand, built by MkDocs, and an edition, which is a site served.

A frame makes each generated page when it is asked for. An edition is the site as of an edit; it keeps whatever it was
asked for until the next edit.
"""

import json
import threading
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from jinja2 import Environment
from mkdocs.commands import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from expertviews import addresses, publish
from expertviews.engines import stamp
from expertviews.engines.mkdocs.plain import is_plain
from expertviews.engines.mkdocs.plugin import Asides
from expertviews.kept import FileGroups, gc_paused
from expertviews.pages import Compiled, Rendered

Pages = Mapping[str, str]
"""The Markdown of generated pages, by path under docs/."""


class Frame(Asides):  # type: ignore[no-untyped-call]
    """A site whose generated pages are made one by one, when somebody asks: MkDocs has built all that isn't generated.

    `folder` has that. Raises MkDocs' and Jinja's errors.
    """

    def __init__(self, config: MkDocsConfig, pages: Pages, served_at: str | None = None) -> None:
        super().__init__()
        self._config, self._pages, self._lock = config, pages, threading.Lock()
        self._inclusion = InclusionLevel.is_in_serve if served_at else InclusionLevel.is_included
        self._temporary = TemporaryDirectory(prefix="expertviews-", ignore_cleanup_errors=True)  # while it is in use
        self.folder = Path(self._temporary.name, "site")
        config.plugins["expertviews"], config.site_dir = self, str(self.folder)
        build.build(config, serve_url=served_at, dirty=True)
        self._paths = stamp.states(self.folder).keys()

    @property
    def generated(self) -> Mapping[str, str]:
        """The pages that can be asked for: their paths under docs/ by those on the site."""
        return {path: page.file.src_uri for path, page in self._generated.items()}

    def file(self, path: str) -> bytes | None:
        """Return the file at a path on the site, if it isn't generated."""
        return Path(self.folder, path).read_bytes() if path in self._paths else None

    def page(self, path: str, pages: Pages) -> bytes | None:
        """Make the generated page at a path on the site of its Markdown. Nothing of it stays in memory."""
        page = self._generated.get(path)
        if not page:
            return None
        with self._lock:
            self._pages = pages
            build._populate_page(page, self._config, self._files)  # noqa: SLF001 - MkDocs has no other way
            build._build_page(page, self._config, self._documents, self._nav, self._env)  # noqa: SLF001
            page.markdown, page.content, page.toc = "", "", []  # type: ignore[assignment]
            file = Path(page.file.abs_dest_path)
            html = file.read_bytes() if file.is_file() else None  # a template may make nothing of it
            file.unlink(missing_ok=True)
            return html

    def on_files(self, found: Files, *, config: MkDocsConfig) -> None:
        """Have MkDocs make all pages but those of this record, whichever of these are in docs/."""
        for file in list(found):
            is_lazy = file.src_uri in self._pages
            file.is_modified = lambda is_lazy=is_lazy: not is_lazy  # type: ignore[method-assign,misc]
            if not is_lazy and file.is_documentation_page() and addresses.is_generated(file.src_uri):
                found.remove(file)  # an earlier build has left it
        for path in (page for page in self._pages if page not in found.src_uris):
            file = File(path, config.docs_dir, config.site_dir, config.use_directory_urls)
            file.is_modified = lambda: False  # type: ignore[method-assign]
            found.append(file)

    def on_nav(self, nav: Navigation, **_: object) -> None:
        """Keep the navigation."""
        self._nav = nav

    def on_page_read_source(self, *, page: Page, **_: object) -> str | None:
        """Return the Markdown of a generated page."""
        return self._pages.get(page.file.src_uri)

    def on_env(self, env: Environment, /, *, files: Files, **_: object) -> None:
        """Keep what pages are made with."""
        super().on_env(env, files=files)
        self._env, self._files = env, files
        self._documents = files.documentation_pages(inclusion=self._inclusion)
        generated = (file for file in self._documents if file.src_uri in self._pages)
        self._generated = {file.dest_uri: file.page for file in generated if file.page}
        for page in self._generated.values():
            self.on_pre_page(page, config=self._config)  # the sitemap, with their addresses, is written before they are
        if is_plain(self._config):
            env.bytecode_cache = Compiled("theme")

    def markdown(self, page: File) -> str:
        """Return the Markdown of a generated page."""
        return self._pages.get(page.src_uri) or super().markdown(page)


class Edition:
    """The files of a site, made of a frame and the rendered record when somebody asks for them."""

    def __init__(self, frame: Frame, rendered: Rendered, language: str) -> None:
        self.frame, self._rendered, self._language = frame, rendered, language
        self._lock, self._cache = threading.Lock(), dict[str, bytes]()

    def file(self, path: str) -> bytes | None:
        """Return the file at a path on the site; None if there is none. Raises whatever goes wrong with a page."""
        with self._lock, gc_paused():
            content = self._cache.get(path)
            if content is None:
                content = self._make(path)
            if content is not None:
                self._cache[path] = content
            return content

    def _make(self, path: str) -> bytes | None:
        if path in {publish.INDEX, publish.INDEX_SCRIPT}:
            return self._search(path)
        if addresses.is_data(path):
            return self._data.get(path)
        content = self.frame.file(path)
        if content is None:
            content = self.frame.page(path, self._rendered.pages)
        if content is None and addresses.is_generated(path) and not path.endswith(".html"):
            group = self._citations.get(f"citations/{addresses.cited_question(path)}")
            return group.make().get(path) if group else None
        return content

    def _search(self, path: str) -> bytes | None:
        """Return the search index, or the script with it; None if MkDocs has made none."""
        frame_index = self.frame.file(publish.INDEX)
        if frame_index is None or self.frame.file(path) is None:
            return None
        index = publish.search_index(json.loads(frame_index), self._rendered.entries(), self._language)
        return (index if path == publish.INDEX else publish.as_script(index)).encode()

    @cached_property
    def _data(self) -> Mapping[str, bytes]:
        return self._rendered.data()

    @cached_property
    def _citations(self) -> FileGroups:
        return self._rendered.citations()
