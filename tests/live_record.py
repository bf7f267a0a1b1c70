"""The record of this project, which the tests leave alone: a contribution to it must not turn one red.

Whether the record itself is sound is for `views check`, `views addresses --check` and the build to say.
"""

import os
import sys

from tests.project import ROOT

_LIVE = (f"{ROOT}/content", f"{ROOT}/seeds")
_SCHEMAS = f"{ROOT}/content/schemas"  # made by the program, not by editors


class LiveRecordReadError(AssertionError):
    """A test has read the record of this project instead of a frozen one."""


def guard() -> None:
    """Has every test fail that opens or lists a file of this project's record, from now on until Python ends."""
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event in {"open", "os.listdir", "os.scandir"} and isinstance(arguments[0], str | os.PathLike):
        path = str(arguments[0])
        if path.startswith(_LIVE) and not path.startswith(_SCHEMAS):
            raise LiveRecordReadError(f"{path} is what editors change; use tests/data/record/")
