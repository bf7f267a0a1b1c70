"""A site as of an edit: whatever somebody asks for is made then, and kept until the next edit."""

import json
import threading
from collections.abc import Mapping
from functools import cached_property
from pathlib import PurePosixPath

from expertviews import addresses, publish
from expertviews.engines.mkdocs.frame import Frame
from expertviews.kept import FileGroups, keeping_everything
from expertviews.pages import Rendered


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
