"""Projects of one's own: written by `views init`, with stand-ins for what would be downloaded."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.project import ROOT
from tests.repositories import IDENTITY

OURS = ("expert views", "expert-views", "china-russia", "paikin", "kalavinka", "van der kley", "github.com/example")
"""What is this project's own, and stands in no other: its name, its seed, its people, its address."""

DOCUMENT = """\
Wer soll für bezahlbare Wohnungen sorgen?

Anna Lehmann, Stadtplanerin

Die Stadt muss selbst bauen. Ohne eigene Wohnungen bestimmt der Markt die Mieten.

Bodo Reuter, Bauunternehmer

Bauen muss einfacher werden. Jede neue Wohnung senkt die Mieten in der Nachbarschaft.

Datum: März 2026
"""
OPTIONS = (
    *("--name", "Runde Tische", "--language", "de", "--address", "https://redaktion.example/runde"),
    *("--theme", "Wohnen | Wohnungen, Mieten und wer baut. | Wohnung*, Miete*"),
)
_PYTHON = """\
#!/bin/sh
# Makes a folder with the commands of this environment where `python3 -m venv` would make one of its own.
test "$1 $2" = "-m venv" || exec "{python}" "$@"
mkdir -p "$3/bin"
printf '#!/bin/sh\\n' > "$3/bin/pip"
printf '#!/bin/sh\\nexec "{python}" "$@"\\n' > "$3/bin/python"
printf '#!/bin/sh\\nexec "{python}" -m expertviews "$@"\\n' > "$3/bin/views"
chmod +x "$3/bin/"*
"""
_MADE = shutil.ignore_patterns(".git", ".venv*", "site", "dist", "*.egg-info", "__pycache__", ".*_cache", ".hypothesis", ".cache", "build")  # fmt: skip


def shell(command: str, folder: Path, *, stand_in: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Runs a command, with a `python3` that downloads nothing if there is a folder for it."""
    environment = {**os.environ, **IDENTITY, "PATH": os.environ["PATH"], "NO_MKDOCS_2_WARNING": "1"}
    if stand_in:
        stand_in.mkdir(exist_ok=True)
        (stand_in / "python3").write_text(_PYTHON.format(python=sys.executable), encoding="utf-8")
        (stand_in / "python3").chmod(0o755)
        environment["PATH"] = f"{stand_in}:{environment['PATH']}"
    return subprocess.run(
        ["bash", "-e", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def wheel(source: Path, to: Path) -> Path:
    """The program in a folder as a wheel. Building leaves files behind, so the folder isn't this project's."""
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    done = subprocess.run(
        [*command, "--wheel-dir", str(to), "."],
        cwd=source,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1800000000"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (made,) = to.glob("*.whl")
    return made


def source(to: Path) -> Path:
    """A copy of this project to build from."""
    shutil.copytree(ROOT, to, ignore=not_part)
    return to


def not_part(folder: str, names: list[str]) -> set[str]:
    """What a copy of a project leaves out: what is made from it, and of this one what editors change, and its tests."""
    return _MADE(folder, names) | ({"content", "seeds", "tests"} if folder == str(ROOT) else set())


def own_words(folder: Path) -> list[str]:
    """Files of a folder that say something of this project's."""
    found = []
    for path in sorted(folder.rglob("*")):
        place = path.relative_to(folder)
        if path.is_file() and not {".git", ".venv", ".cache"} & set(place.parts):
            text = f"{place} {path.read_bytes().decode('utf-8', 'ignore')}".lower()
            found += [f"{place}: {word}" for word in OURS if word in text]
    return found
