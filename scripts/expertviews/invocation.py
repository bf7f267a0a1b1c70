"""How the person at the terminal can type a command of this program, wherever and however they started it."""

import os
import shlex
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

_COMMAND = "`views "
"""How messages name a command."""


def as_typed(text: str) -> str:
    """A message whose commands work as printed: `` `views check` `` as `` `.venv/bin/views check` `` and so on."""
    return text.replace(_COMMAND, f"`{program(sys.argv)} ") if _COMMAND in text else text


def in_guides(text: str) -> str:
    """A text whose commands work in the folder of the project, where `make` has installed the program."""
    return text.replace(_COMMAND, "`.venv/bin/views ")


def program(arguments: Sequence[str]) -> str:
    """What to type for `views`, with the project's folder if it was given; `arguments` are those of this process."""
    started = Path(arguments[0])
    if started.name == "__main__.py" and started.parent.name == "expertviews":
        found = f"{_shortest(Path(sys.executable))} -m expertviews"
    elif started.stem == "views":
        found = _shortest(started.with_name(f"views{started.suffix}"))
    else:
        return "views"  # started by another program
    return f"{found}{_root(arguments)}"


def other_port(port: int) -> str:
    """What to type to serve the site at another port."""
    return f"`make serve PORT={port}`" if "MAKELEVEL" in os.environ else f"`views serve --port {port}`"


def _shortest(path: Path) -> str:
    """The name of a program if the shell finds it by that, otherwise its path from here if that is shorter."""
    on_path = shutil.which(path.name)
    if on_path and os.path.realpath(on_path) == os.path.realpath(path):
        return path.stem if path.suffix == ".exe" else path.name
    return shlex.quote(min(os.path.relpath(path), str(path), key=len))


def _root(arguments: Sequence[str]) -> str:
    for at, argument in enumerate(arguments[1:], 1):
        if argument == "--root" and at + 1 < len(arguments):
            return f" --root {shlex.quote(arguments[at + 1])}"
        if argument.startswith("--root="):
            return f" --root {shlex.quote(argument.removeprefix('--root='))}"
    return ""
