"""A site that is served, as of an edit: whatever somebody asks for is made then, and kept until the next edit.

What people write by hand is built by MkDocs: the frame, which makes other pages if asked.
"""

import json
import threading
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from jinja2 import Environment
from mkdocs.commands import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from expertviews import addresses, files, publish
from expertviews.engines import stamp
from expertviews.engines.mkdocs.plugin import Asides
from expertviews.kept import FileGroups, keeping_everything
from expertviews.pages import Rendered

Pages = Mapping[str, str]
"""The Markdown of generated pages, by path under docs/."""


class Frame(Asides):  # type: ignore[no-untyped-call]
    """A site in which generated pages are made when somebody asks: which there are is known, but not what they say.

    `by_hand` are hand-written pages in the folders of generated ones. Raises MkDocs' and Jinja's errors.
    """

    def __init__(self, config: MkDocsConfig, pages: Pages) -> None:
        super().__init__()
        self.by_hand: Sequence[str] = ()
        self._config, self._pages, self._lock = config, pages, threading.Lock()
        config.plugins["expertviews"] = self
        self._folder = TemporaryDirectory(dir=config.site_dir, ignore_cleanup_errors=True)  # while the frame is in use
        config.site_dir = self._folder.name
        config.plugins.on_startup(command="serve", dirty=False)
        build.build(config, serve_url=config.site_url, dirty=True)
        self._there = {path.replace("\\", "/") for path in stamp.states(Path(config.site_dir))}

    def file(self, path: str) -> bytes | None:
        """What isn't generated at a path on the site."""
        return Path(self._config.site_dir, path).read_bytes() if path in self._there else None

    def page(self, path: str, pages: Pages) -> bytes | None:
        """The generated page at a path on the site, made of its Markdown."""
        file = self._generated.get(path)
        if not file:
            return None
        with self._lock:
            self._pages = pages
            page = file.page or Page(None, file, self._config)
            build._populate_page(page, self._config, self._files)  # noqa: SLF001 - MkDocs has no other way
            build._build_page(page, self._config, self._documents, self._nav, self._env)  # noqa: SLF001
            made = Path(file.abs_dest_path)
            html = made.read_bytes()
            made.unlink()
            return html

    def on_files(self, found: Files, *, config: MkDocsConfig) -> None:
        """Have the pages of this record instead of those in docs/, and MkDocs make all others."""
        for file in [it for it in found if _is_made(it)]:
            found.remove(file)
        pages = found.documentation_pages(inclusion=InclusionLevel.all)
        self.by_hand = [it.src_uri for it in pages if addresses.is_generated(it.src_uri)]
        for file in found:
            file.is_modified = lambda: True  # type: ignore[method-assign]
        for path in self._pages:
            file = File(path, config.docs_dir, config.site_dir, config.use_directory_urls)
            file.is_modified = lambda: False  # type: ignore[method-assign]
            found.append(file)

    def on_nav(self, nav: Navigation, **_: object) -> None:
        """Keep the navigation."""
        self._nav = nav

    def on_page_read_source(self, *, page: Page, **_: object) -> str | None:
        """The Markdown of a generated page."""
        return self._pages.get(page.file.src_uri)

    def on_env(self, env: Environment, *, files: Files, **_: object) -> None:
        """Keep what pages are made with."""
        self._env, self._files = env, files
        self._documents = files.documentation_pages(inclusion=InclusionLevel.is_in_serve)
        self._generated = {it.dest_uri: it for it in self._documents if it.src_uri in self._pages}
        self.read_places(files, self._pages)


def _is_made(file: File) -> bool:
    """Whether a file of docs/ is a generated page, which an earlier build has left."""
    source: Any = file.abs_src_path
    return addresses.is_generated(file.src_uri) and bool(source) and files.is_generated_page(Path(source))


class Edition:
    """The files of the site of a record, in a frame and a language."""

    def __init__(self, frame: Frame, rendered: Rendered, language: str) -> None:
        self.frame, self._rendered, self._language = frame, rendered, language
        self._lock, self._made = threading.Lock(), dict[str, bytes]()

    def file(self, path: str) -> bytes | None:
        """The file at a path on the site; None if there is none. Raises whatever goes wrong with a page."""
        with self._lock, keeping_everything():
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
