"""The frame of a site: what people write by hand, built by MkDocs. It makes each generated page by itself, if asked.

An edition is a site that is served, as of an edit: whatever somebody asks for is kept until the next edit.
"""

import json
import threading
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path, PurePosixPath
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
        self._there = stamp.states(self.folder).keys()

    @property
    def generated(self) -> Mapping[str, str]:
        """The pages that can be asked for: their paths under docs/ by those on the site."""
        return {path: page.file.src_uri for path, page in self._generated.items()}

    def file(self, path: str) -> bytes | None:
        """What isn't generated at a path on the site."""
        return Path(self.folder, path).read_bytes() if path in self._there else None

    def page(self, path: str, pages: Pages) -> bytes | None:
        """The generated page at a path on the site, made of its Markdown. Nothing of it stays in memory."""
        page = self._generated.get(path)
        if not page:
            return None
        with self._lock:
            self._pages = pages
            build._populate_page(page, self._config, self._files)  # noqa: SLF001 - MkDocs has no other way
            build._build_page(page, self._config, self._documents, self._nav, self._env)  # noqa: SLF001
            page.markdown, page.content, page.toc = "", "", []  # type: ignore[assignment]
            made = Path(page.file.abs_dest_path)
            html = made.read_bytes() if made.is_file() else None  # a template may make nothing of it
            made.unlink(missing_ok=True)
            return html

    def on_files(self, found: Files, *, config: MkDocsConfig) -> None:
        """Have MkDocs make all pages but those of this record, whichever of these are in docs/."""
        for file in list(found):
            is_asked_for = file.src_uri in self._pages
            file.is_modified = lambda is_asked_for=is_asked_for: not is_asked_for  # type: ignore[method-assign,misc]
            if not is_asked_for and file.is_documentation_page() and addresses.is_generated(file.src_uri):
                found.remove(file)  # an earlier build has left it
        for path in (it for it in self._pages if it not in found.src_uris):
            file = File(path, config.docs_dir, config.site_dir, config.use_directory_urls)
            file.is_modified = lambda: False  # type: ignore[method-assign]
            found.append(file)

    def on_nav(self, nav: Navigation, **_: object) -> None:
        """Keep the navigation."""
        self._nav = nav

    def on_page_read_source(self, *, page: Page, **_: object) -> str | None:
        """The Markdown of a generated page."""
        return self._pages.get(page.file.src_uri)

    def on_env(self, env: Environment, /, *, files: Files, **_: object) -> None:
        """Keep what pages are made with."""
        super().on_env(env, files=files)
        self._env, self._files = env, files
        self._documents = files.documentation_pages(inclusion=self._inclusion)
        self._generated = {it.dest_uri: it.page for it in self._documents if it.page and it.src_uri in self._pages}
        for page in self._generated.values():
            self.on_pre_page(page, config=self._config)  # the sitemap, with their addresses, is written before they are
        if is_plain(self._config):
            env.bytecode_cache = Compiled("theme")

    def markdown(self, page: File) -> str:
        """The Markdown of a generated page."""
        return self._pages.get(page.src_uri) or super().markdown(page)


class Edition:
    """The files of the site of a record, in a frame and a language."""

    def __init__(self, frame: Frame, rendered: Rendered, language: str) -> None:
        self.frame, self._rendered, self._language = frame, rendered, language
        self._lock, self._made = threading.Lock(), dict[str, bytes]()

    def file(self, path: str) -> bytes | None:
        """The file at a path on the site; None if there is none. Raises whatever goes wrong with a page."""
        with self._lock, gc_paused():
            found = self._made.get(path)
            if found is None:
                found = self._make(path)
            if found is not None:
                self._made[path] = found
            return found

    def _make(self, path: str) -> bytes | None:
        if PurePosixPath(path).with_suffix(".json").as_posix() == publish.INDEX:
            return self._search(path)
        if addresses.is_data(path):
            return self._data.get(path)
        found = self.frame.file(path)
        if found is None:
            found = self.frame.page(path, self._rendered.pages)
        if found is None and addresses.is_generated(path) and not path.endswith(".html"):
            part = self._citations.get(f"citations/{addresses.cited_question(path)}")
            return part.make().get(path) if part else None
        return found

    def _search(self, path: str) -> bytes | None:
        """The index of search, or a script that has it."""
        index = self.frame.file(publish.INDEX)
        if index is None or self.frame.file(path) is None:
            return None
        whole = publish.search_index(json.loads(index), self._rendered.entries(), self._language)
        return (whole if path == publish.INDEX else f"var __index = {whole}").encode()

    @cached_property
    def _data(self) -> Mapping[str, bytes]:
        return self._rendered.data()

    @cached_property
    def _citations(self) -> FileGroups:
        return self._rendered.citations()
