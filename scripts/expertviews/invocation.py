"""Names commands of this program in messages so that they can be typed, however the program was started."""

import os
import shlex
import shutil
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

_COMMAND = "`views "  # how the code of this program begins the name of a command in a message


def as_typed(text: str) -> str:
    """Name the commands in a message as the user can type them, such as `` `.venv/bin/views check` ``."""
    return text.replace(_COMMAND, f"`{program(sys.argv)} ") if _COMMAND in text else text


def in_guides(text: str) -> str:
    """Name the commands in a text as they work in a project's folder, where `make` has installed the program."""
    return text.replace(_COMMAND, "`.venv/bin/views ")


def program(arguments: Sequence[str]) -> str:
    """Return what to type for `views`, with the option `--root` if it is among the `arguments` of this process."""
    started = Path(arguments[0])
    if started.name == "__main__.py" and started.parent.name == "expertviews":
        command = f"{_shortest(Path(sys.executable))} -m expertviews"
    elif started.stem == "views":
        command = _shortest(started.with_name(f"views{started.suffix}"))
    else:
        return "views"  # started by another program
    return f"{command}{_root_option(arguments)}"


def other_port(port: int) -> str:
    """Return the command, in backticks, that serves the site at another port."""
    return f"`make serve PORT={port}`" if "MAKELEVEL" in os.environ else f"`views serve --port {port}`"


def _shortest(path: Path) -> str:
    """Return a program's name if the shell finds it by that, otherwise the shorter of its relative and full path."""
    on_path = shutil.which(path.name)
    if on_path and os.path.realpath(on_path) == os.path.realpath(path):
        return path.stem if path.suffix == ".exe" else path.name
    return shlex.quote(min(os.path.relpath(path), str(path), key=len))


def _root_option(arguments: Sequence[str]) -> str:
    for argument, following in pairwise((*arguments, "")):
        if argument == "--root" and following:
            return f" --root {shlex.quote(following)}"
        if argument.startswith("--root="):
            return f" --root {shlex.quote(argument.removeprefix('--root='))}"
    return ""
