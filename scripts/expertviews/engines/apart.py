"""Builds a site in a separate process, which is given no token."""

import os
import re
import subprocess
import sys
from pathlib import Path

from expertviews.problems import shown

_MAX_LINES = 20  # of a failed build's output, the last ones
_MAX_LINE_LENGTH = 500  # characters of each of these lines
_MAX_SECONDS = 600
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_ENVIRONMENT = ("PATH", "PYTHONPATH", "HOME", "LANG", "SITE_URL", "REPO_URL")
"""The variables that are passed on: no token is among them."""


def build_apart(project: Path, to: Path) -> tuple[str, ...]:
    """Build the site of a project in a new folder. Returns the last lines of the output if that failed, else nothing.

    Warnings, such as one about a hand-written page with a broken link, don't count as failure.
    """
    command = [sys.executable, "-m", "expertviews", "--root", str(project), "site", "--to", str(to.resolve())]
    environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and nothing untrusted in the call
            command, cwd=project, env=environment, capture_output=True, check=False, timeout=_MAX_SECONDS
        )
    except subprocess.TimeoutExpired:
        return (f"the build took more than {_MAX_SECONDS} seconds",)
    if not done.returncode and (to / "index.html").is_file():
        return ()
    lines = _COLOURS.sub("", (done.stderr + done.stdout).decode("utf-8", "replace")).splitlines()
    last = tuple(shown(line, _MAX_LINE_LENGTH) for line in lines if line.strip())[-_MAX_LINES:]
    return last or ("the build failed without any output",)
