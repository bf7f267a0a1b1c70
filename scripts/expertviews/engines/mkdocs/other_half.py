"""A build by two processes, each of which makes half of the pages: of 4,000, in 11 instead of 20 seconds."""

import logging
import os
import pickle
import tempfile
from logging.handlers import QueueHandler
from types import SimpleNamespace
from typing import NoReturn

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError
from mkdocs.structure.files import Files

from expertviews import addresses, halves

_LEAST = 100  # pages that are worth another process


class OtherHalf:
    """A copy of this process that makes every second generated page; on platforms without copies there is none."""

    def __init__(self, files: Files, config: MkDocsConfig) -> None:
        pages = [it for it in files.documentation_pages() if addresses.is_generated(it.src_uri) and it.is_modified()]
        self._process = self._copy() if len(pages) >= _LEAST and halves.can_copy() else None
        if self._process is None:
            return
        theirs = pages[::2]
        if self.is_here:
            _make_nothing(config)
            theirs = [it for it in files if it not in set(pages[::2])]
        for file in theirs:
            file.is_modified = lambda: False  # type: ignore[method-assign]

    @property
    def is_here(self) -> bool:
        """Whether this process is the copy."""
        return self._process == 0

    def _copy(self) -> int:
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - both processes have it
        self._records: list[logging.LogRecord] = []
        process = os.fork()
        if process == 0:
            logging.getLogger().handlers[:] = [QueueHandler(SimpleNamespace(put_nowait=self._records.append))]
        return process

    def leave(self, error: Exception | None = None) -> NoReturn:
        """End the copy; the other process will say what there was to say."""
        pickle.dump(self._records, self._said)
        self._said.flush()
        os._exit(1 if error else 0)

    def join(self) -> None:
        """Wait for the copy, and say what it had to say. Raises BuildError if it failed."""
        if self._process:
            _, status = os.waitpid(self._process, 0)
            self._said.seek(0)
            for record in pickle.load(self._said):  # noqa: S301 - from this very process
                logging.getLogger(record.name).handle(record)
            if status:
                raise BuildError("pages couldn't be made")


def _make_nothing(config: MkDocsConfig) -> None:
    """Have MkDocs make no pages of its own."""
    config.theme.static_templates.clear()
    config.extra_templates = []
