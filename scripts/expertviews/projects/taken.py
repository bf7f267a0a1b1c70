"""Makes the files that a project takes over from the program, as this version has them."""

import json
import re
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path, PurePosixPath

from expertviews import __version__, contributions
from expertviews.kept import encoded

PROGRAM = "requirements-views.txt"
"""The file that says which version of the program a project uses, and where it comes from."""

_HERE = Path(__file__).parent
_TEMPLATES = _HERE / "templates"
_SHIPPED = _HERE / "shipped"
_SOURCE = _SHIPPED if _SHIPPED.is_dir() else _HERE.parents[2]
"""Where the files of `taken.txt` are: in the package, or in the clone that the program runs from."""
_GUIDES = "docs/guides/"
_WRITTEN_FROM = {
    "Makefile": "Makefile",
    ".github/workflows/test.yml": "test.yml",
    ".github/dependabot.yml": "dependabot.yml",
    "guides/index.md": "guides-index.md",
}
"""Files that differ from this project's own: path → template."""
_BRANCH_LINE = "    branches: [main]\n"
_EXAMPLES = {
    "china-russia-2021": "harbour-2026",
    "zachary-paikin": "jane-doe",
    "Zachary Paikin": "Jane Doe",
    "z-paikin": "j-doe",
    "Z. Paikin": "J. Doe",
    "world-order": "energy",
}
"""Examples in the guides that come from this project's own record, and made-up ones for other projects."""
_LINK = re.compile(r"\[([^\]]+)\]\(([^)#:]+)(#[^)]*)?\)")


def shipped(path: str) -> bytes:
    """Reads a file of this project, such as its list of changes."""
    return (_SOURCE / path).read_bytes()


def taken_files(branch: str, language: str) -> Mapping[str, bytes]:
    """Makes every file that a project with this branch and language takes over (path → content)."""
    lines = (_HERE / "taken.txt").read_text(encoding="utf-8").splitlines()
    contents = {path: (_TEMPLATES / name).read_bytes() for path, name in _WRITTEN_FROM.items()}
    for path in lines:
        if path.startswith(_GUIDES):
            contents[path.removeprefix("docs/")] = shipped(path)
        elif not path.startswith("#"):
            contents[path] = shipped(path)
    contents |= encoded(contributions.issue_forms(language))
    for path, data in contents.items():
        if path.startswith("guides/") and path.endswith(".md"):
            contents[path] = _adapted_guide(data.decode(), contents).encode()
        elif path.endswith(".yml"):
            contents[path] = data.replace(_BRANCH_LINE.encode(), _BRANCH_LINE.replace("main", branch).encode())
    pin = f"# The program: `make upgrade` installs what stands here.\n{_requirement()}\n"
    return {**contents, PROGRAM: pin.encode()}


def _adapted_guide(text: str, contents: Mapping[str, bytes]) -> str:
    """A guide without examples from this project. Links to guides that aren't taken over lead to the list of guides."""

    def adapted(link: re.Match[str]) -> str:
        words, target = link[1], link[2]
        if f"guides/{target}" in contents:
            return link[0]
        return words if "/" in target else f"[{words}](index.md#{PurePosixPath(target).stem})"

    text = _LINK.sub(adapted, text)
    for ours, theirs in _EXAMPLES.items():
        text = text.replace(ours, theirs)
    return text.replace("docs/guides/", "guides/")


def _requirement() -> str:
    """The running program as a requirement for pip: by where it was installed from, or else by its version."""
    try:
        origin = json.loads(distribution("expertviews").read_text("direct_url.json") or "{}")
    except PackageNotFoundError:
        origin = {}
    address, version_control = origin.get("url"), origin.get("vcs_info")
    if version_control:
        return f"expertviews @ {version_control['vcs']}+{address}@{version_control['commit_id']}"
    return f"expertviews @ {address}" if address else f"expertviews=={__version__}"
