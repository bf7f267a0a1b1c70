"""The files that a project takes over from the program, as this version has them."""

import json
import re
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path, PurePosixPath

from expertviews import __version__, contributions

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
_BRANCH = "    branches: [main]\n"
_NAMES = {
    "china-russia-2021": "harbour-2026",
    "zachary-paikin": "jane-doe",
    "Zachary Paikin": "Jane Doe",
    "z-paikin": "j-doe",
    "Z. Paikin": "J. Doe",
    "world-order": "energy",
}
"""What the guides take from this project's record, and what stands for it elsewhere."""
_LINK = re.compile(r"\[([^\]]+)\]\(([^)#:]+)(#[^)]*)?\)")


def shipped(path: str) -> bytes:
    """A file of this project, such as its list of changes."""
    return (_SOURCE / path).read_bytes()


def taken_files(branch: str, language: str) -> Mapping[str, bytes]:
    """Every file that a project with this branch and language takes over: path → content."""
    listed = [it for it in (_HERE / "taken.txt").read_text(encoding="utf-8").splitlines() if not it.startswith("#")]
    found = {path: (_TEMPLATES / name).read_bytes() for path, name in _WRITTEN_FROM.items()}
    found |= {it.removeprefix("docs/") if it.startswith(_GUIDES) else it: shipped(it) for it in listed}
    found |= {path: text.encode() for path, text in contributions.issue_forms(language).items()}
    for path, data in found.items():
        if path.startswith("guides/") and path.endswith(".md"):
            found[path] = _guide(data.decode(), found).encode()
        elif path.endswith(".yml"):
            found[path] = data.replace(_BRANCH.encode(), _BRANCH.replace("main", branch).encode())
    return {**found, PROGRAM: f"# The program: `make upgrade` installs what stands here.\n{_pin()}\n".encode()}


def _guide(text: str, there: Mapping[str, bytes]) -> str:
    """A guide for other records, whose links lead to guides that are there."""

    def linked(link: re.Match[str]) -> str:
        words, target = link[1], link[2]
        if f"guides/{target}" in there:
            return link[0]
        return f"[{words}](index.md#{PurePosixPath(target).stem})" if "/" not in target else words

    text = _LINK.sub(linked, text)
    for ours, theirs in _NAMES.items():
        text = text.replace(ours, theirs)
    return text.replace("docs/guides/", "guides/")


def _pin() -> str:
    """The program that runs, as pip finds it: by its version, or where it was installed from."""
    try:
        origin = json.loads(distribution("expertviews").read_text("direct_url.json") or "{}")
    except PackageNotFoundError:
        origin = {}
    address, version_control = origin.get("url"), origin.get("vcs_info")
    if version_control:
        return f"expertviews @ {version_control['vcs']}+{address}@{version_control['commit_id']}"
    return f"expertviews @ {address}" if address else f"expertviews=={__version__}"
