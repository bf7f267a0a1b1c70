"""MkDocs, run in a process of its own that knows no token."""

import os
import re
import subprocess
import sys
from pathlib import Path

from expertviews.problems import shown

MOST_LINES = 20
"""The last lines of a failed build's output that are reported."""

MOST_CHARACTERS = 500
"""Characters of each of those lines."""

_MOST_SECONDS = 600
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_ENVIRONMENT = ("PATH", "PYTHONPATH", "HOME", "LANG", "SITE_URL", "REPO_URL")
"""The variables that are passed on: no token is among them."""


def build(project: Path, to: Path) -> tuple[str, ...]:
    """Makes the site of a project in a new folder.

    Returns the last lines of the output where that failed, and nothing where it went well. A warning, such as a page
    written by hand that links to one that is no more, doesn't fail it.
    """
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(to.resolve())]
    environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ} | {"NO_MKDOCS_2_WARNING": "1"}
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and nothing of a stranger's in the call
            command, cwd=project, env=environment, capture_output=True, check=False, timeout=_MOST_SECONDS
        )
    except subprocess.TimeoutExpired:
        return (f"the build took more than {_MOST_SECONDS} seconds",)
    if not done.returncode and (to / "index.html").is_file():
        return ()
    lines = _COLOURS.sub("", (done.stderr + done.stdout).decode("utf-8", "replace")).splitlines()
    last = tuple(shown(line, MOST_CHARACTERS) for line in lines if line.strip())[-MOST_LINES:]
    return last or ("the build failed without a word",)
