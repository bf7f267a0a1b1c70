"""What a pull request's own build hands over, unpacked as if by an enemy: a ZIP with a site and two JSON files.

Nothing in it is believed: not the sizes it claims, not the names, not that it is a ZIP. What passes is a folder of
plain files of known kinds whose names lead nowhere else. What is merely unusual is left out; what only an enemy makes
is refused with all the rest.
"""

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from expertviews.previews import marking
from expertviews.problems import Place, Problem, ProblemsFound, shown

SITE = "site"
CHANGES = "changes.json"
PROBLEMS = "problems.json"

CODES: Mapping[str, str] = {
    "artifact-refused": "What the run of a pull request handed over isn't what a site is made of, so that no preview "
    "of it is served. Nothing else is wrong with the pull request.",
    "artifact-left-out": "A file of the site isn't in its preview, because of its kind or its name. The published site "
    "has it; the rest of the preview is served.",
}
"""What each code of this module's problems means."""

MOST_FILES = 20_000
MOST_BYTES = 200_000_000
MOST_BYTES_OF_A_FILE = 20_000_000
MOST_BYTES_OF_FACTS = 5_000_000
MOST_BYTES_OF_THE_ZIP = 150_000_000
_MOST_BYTES_OF_NAMES = 8_000_000
_CHUNK = 1 << 16

KINDS = frozenset({
    ".html", ".css", ".js", ".mjs", ".json", ".map", ".xml", ".gz", ".txt", ".svg", ".png", ".jpg", ".jpeg", ".webp",
    ".gif", ".avif", ".ico", ".woff", ".woff2", ".webmanifest", ".atom", ".rss", ".csv", ".bib", ".ris", ".yml",
    ".toml", ".pdf",
})  # fmt: skip
"""The endings of files that a site may have."""

_INSIDE = re.compile(r"[^.\\/:\x00-\x1f\x7f-\x9f][^\\/:\x00-\x1f\x7f-\x9f]{0,149}")
"""A part of a path that is a name, in any script, and leads nowhere."""
_NOT_SERVED = re.compile(r"[\"<>|*?]")
"""Signs that GitHub takes in no name of a file that one job hands to the next."""
_REMEDY = "hand over what `make site` makes and nothing else; nothing of this is served"
_XML = frozenset({".svg", ".xml", ".atom", ".rss"})
# Each alternative can start anew only where it would have stopped, so that the time grows with the length alone.
_ACTIVE = re.compile(
    r"<\s*([\w.-]+:)?(script|foreignobject|html)|\bon[a-z]+\s*=|javascript:|<!entity|<!attlist|<!doctype[^<>\[]*\["
    r"|<\?xml-stylesheet|(?<![\w:.-])xmlns[\w:.-]*\s*=\s*[\"'][^\"']*(&|1999/xhtml|1999/xsl)|encoding\s*=\s*[\"'](?!utf-8)|[\x00-\x08\x0e-\x1f]",
    re.IGNORECASE,
)
"""What makes a picture or a feed more than that, or hides it."""
_ENTITY = re.compile(r"&(?!(amp|lt|gt|quot|apos);)")


def unpack(archive: Path, folder: Path) -> tuple[Problem, ...]:
    """Writes the files of an archive into a new folder; returns a problem for each that is left out.

    Raises ProblemsFound at the first thing that only an enemy, or another program, would have made.
    """
    left_out: list[Problem] = []
    try:
        if archive.stat().st_size > MOST_BYTES_OF_THE_ZIP:
            raise _refused("", f"it has more than {MOST_BYTES_OF_THE_ZIP:,} bytes")
        _check_directory(archive)
        with zipfile.ZipFile(archive) as opened:
            entries = [entry for entry in opened.infolist() if not entry.is_dir()]
            _check(entries)
            for entry in entries:
                problem = unfit(entry.filename) or _write(opened, entry, folder / entry.filename)
                left_out += [problem] if problem else []
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as error:
        raise _refused("", f"it isn't a ZIP that can be read: {shown(str(error))}") from None
    return tuple(left_out)


def unfit(name: str) -> Problem | None:
    """Why a file (by its path in the archive) is left out of a preview, by its name alone; nothing where it isn't."""
    path = PurePosixPath(name)
    if not name.isprintable() or _NOT_SERVED.search(name):
        return _left_out(name, "its name has a sign that can't be served", "rename it with letters, digits and hyphens")
    if path.suffix.lower() not in KINDS:
        return _left_out(name, "previews have no files of this kind", f"the kinds are {', '.join(sorted(KINDS))}")
    if path.parts[1:-1] and path.parts[1] in marking.FILES:
        return _left_out(name, "its folder is called like a file that a preview has or hasn't", "rename the folder")
    return None


def read_json(folder: Path, name: str) -> bytes | None:
    """The bytes of one of the two JSON files, as few as `unpack` lets in; nothing where the build didn't get so far."""
    file = folder / name
    return file.read_bytes() if file.is_file() else None


def _check_directory(archive: Path) -> None:
    """The list of files at the ZIP's end is as long as our limits allow, so that reading it is safe."""
    with archive.open("rb") as file:
        file.seek(max(0, archive.stat().st_size - 66_000))
        tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        raise _refused("", "it isn't a ZIP")
    count, size = struct.unpack("<HI", tail[at + 10 : at + 16])
    if b"PK\x06\x07" in tail or size > _MOST_BYTES_OF_NAMES or count > MOST_FILES:
        raise _refused("", f"it claims more than {MOST_FILES:,} files, or more than a ZIP of that size can hold")


def _check(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_FILES:
        raise _refused("", f"it has more than {MOST_FILES:,} files")
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise _refused("", f"it claims to unpack to more than {MOST_BYTES:,} bytes")
    seen: set[str] = set()
    for entry in entries:
        problem = next(_problems(entry, seen), None)
        if problem:
            raise _refused(entry.orig_filename, problem)
        seen.add(entry.filename.lower())
    folders = {str(parent).lower() for entry in entries for parent in PurePosixPath(entry.filename).parents}
    clash = next((entry for entry in entries if entry.filename.lower() in folders), None)
    if clash:
        raise _refused(clash.filename, "it is a file and a folder")


def _problems(entry: zipfile.ZipInfo, seen: set[str]) -> Iterator[str]:
    path = PurePosixPath(entry.filename)
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if entry.filename != entry.orig_filename or not all(map(_INSIDE.fullmatch, entry.filename.split("/"))):
        yield "its name leads out of the folder, or hides what it is"
    elif len(entry.filename) > 300 or len(path.parts) > 10 or any(len(part.encode()) > 250 for part in path.parts):
        yield "its name is too long"
    elif kind not in {0, stat.S_IFREG}:
        yield "it is a link or a device"
    elif entry.filename not in {CHANGES, PROBLEMS} and path.parts[0] != SITE:
        yield "no such file belongs in a preview"
    elif entry.filename.lower() in seen:
        yield "another has the same name"
    elif entry.file_size > (most := MOST_BYTES_OF_A_FILE if path.parts[0] == SITE else MOST_BYTES_OF_FACTS):
        yield f"it claims more than {most:,} bytes"
    elif entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} or entry.flag_bits & 1:
        yield "it is packed or locked in a way that we don't read"


def _write(opened: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path) -> Problem | None:
    """Unpacks one file, no further than it claimed to reach; why not, where it is left out."""
    target.parent.mkdir(parents=True, exist_ok=True)
    left = entry.file_size
    with opened.open(entry) as source, target.open("xb") as file:
        while chunk := source.read(min(_CHUNK, left + 1)):
            left -= len(chunk)
            if left < 0:
                raise _refused(entry.filename, "it is longer than it claims")
            file.write(chunk)
    if target.suffix.lower() not in _XML or not is_active(target):
        return None
    target.unlink()
    remedy = "save it as plain SVG: no scripts, events, entities or other characters in code"
    return _left_out(entry.filename, "it is a picture or a feed that may hold a script", remedy)


def is_active(file: Path) -> bool:
    """Whether a browser may run something when it opens an XML file by itself."""
    try:
        text = file.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return True
    return bool(_ACTIVE.search(text) or (file.suffix.lower() == ".svg" and _ENTITY.search(text)))


def _left_out(name: str, what: str, remedy: str) -> Problem:
    return Problem(Place(shown(name, 150)), "artifact-left-out", what, remedy)


def _refused(name: str, what: str) -> ProblemsFound:
    place = Place(f"artifact/{shown(name, 150)}" if name else "artifact")
    return ProblemsFound([Problem(place, "artifact-refused", what, _REMEDY)])
