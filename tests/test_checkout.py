"""A clone has the same bytes on every system."""

import shutil
from pathlib import Path

import pytest

from tests.project import ROOT
from tests.repositories import git

FILES = {
    "seeds/windows.txt": b"Who asks?\r\nAnn\r\n",
    "seeds/mixed.html": b"<p>One\n<p>Two\r\n<p>Three\r",
    "seeds/utf-16.txt": "Who asks?\r\nAnn\n".encode("utf-16"),
    "seeds/scan.pdf": b"%PDF-1.7\r\n\x00\xff\n",
    "tests/outlines/tuned/dos.txt": b"Ann\r\n",
    "content/views/trees/ann.yml": b"text: |\n  Plant oaks.\n",
    "docs/assets/tree.png": b"\x89PNG\r\n\x1a\n\x00",
    "docs/assets/clip.webp": b"RIFF\r\nall ASCII\n",
    "scripts/run.sh": b"#!/bin/sh\n",
}


@pytest.mark.parametrize("setting", ["core.autocrlf=true", "core.autocrlf=input", "core.eol=crlf"])
def test_a_clone_has_the_bytes_that_were_committed(tmp_path: Path, setting: str) -> None:
    there = tmp_path / "there"
    for path, data in FILES.items():
        (there / path).parent.mkdir(parents=True, exist_ok=True)
        (there / path).write_bytes(data)
    shutil.copy(ROOT / ".gitattributes", there)
    git(tmp_path, "init", "--quiet", "there")
    git(there, "-c", setting, "add", "--all")
    git(there, "commit", "--quiet", "--message=As received")
    git(tmp_path, "-c", setting, "clone", "--quiet", "there", "clone")
    assert {path: (tmp_path / "clone" / path).read_bytes() for path in FILES} == FILES
    assert git(tmp_path / "clone", "-c", setting, "status", "--porcelain") == ""
