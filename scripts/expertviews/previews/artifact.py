"""What a pull request's own run hands over, read as if an enemy had sent it: a ZIP with the files of the record.

Nothing in it is believed: not the sizes it claims, not the names, not that it is a ZIP. What passes are the bytes of
plain files under `content/` and `seeds/`. Anything else is refused with all the rest. Nothing is written here.
"""

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from expertviews.changes import FOLDERS
from expertviews.problems import Place, Problem, ProblemsFound, shown

CODES: Mapping[str, str] = {
    "artifact-refused": "What the run of a pull request handed over isn't the files of a record, so that no preview of "
    "it is made. Nothing else is wrong with the pull request.",
}
"""What each code of this module's problems means."""

MOST_FILES = 20_000
MOST_BYTES = 100_000_000
MOST_BYTES_OF_A_FILE = 20_000_000
_MOST_BYTES_OF_NAMES = 8_000_000

_PACKED = re.compile(r"([1-9][0-9]{0,9})\.zip")
_PART = re.compile(r"(?!\.{1,2}$)[^\\/\x00-\x1f\x7f-\x9f]{1,150}")
"""A part of a path that is a name, in any script, and leads nowhere."""
_REMEDY = "hand over what `git archive` makes of content/ and seeds/; nothing of this is used"


@dataclass(frozen=True)
class Handed:
    """The files of a record (path → bytes), and the pull request that the run took itself to be for."""

    files: Mapping[str, bytes]
    number: int


def read(archive: Path) -> Handed:
    """What stands in an artifact: a ZIP with one other, which is called after the pull request and has the record.

    Hidden files are left out, as the record does. Raises ProblemsFound at the first thing that only an enemy, or
    another program, would have made.
    """
    try:
        outer = _unpacked(archive.read_bytes(), lambda name: bool(_PACKED.fullmatch(name)), MOST_BYTES)
        if len(outer) != 1:
            raise refused("", "it doesn't have exactly one file")
        ((name, packed),) = outer.items()
        files = _unpacked(packed, lambda name: name.partition("/")[0] in FOLDERS and "/" in name, MOST_BYTES_OF_A_FILE)
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as error:
        raise refused("", f"it isn't a ZIP that can be read: {shown(str(error))}") from None
    return Handed({path: data for path, data in files.items() if "/." not in path}, int(name.removesuffix(".zip")))


def _unpacked(data: bytes, belongs: Callable[[str], bool], most: int) -> dict[str, bytes]:
    """The files of a ZIP, each of `most` bytes or fewer. Raises ProblemsFound, and what `zipfile` raises."""
    _check_directory(data)
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        entries = [entry for entry in opened.infolist() if not entry.is_dir()]
        _check(entries, belongs, most)
        # `zipfile` reads no further than the size that was claimed, and refuses what is longer by its checksum.
        return {entry.filename: opened.read(entry) for entry in entries}


def _check_directory(data: bytes) -> None:
    """The list of files at the ZIP's end is as long as our limits allow, so that reading it is safe."""
    tail = data[-66_000:]
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        raise refused("", "it isn't a ZIP")
    count, size = struct.unpack("<HI", tail[at + 10 : at + 16])
    if b"PK\x06\x07" in tail or size > _MOST_BYTES_OF_NAMES or count > MOST_FILES:
        raise refused("", f"it claims more than {MOST_FILES:,} files, or more than a ZIP of that size can hold")


def _check(entries: Sequence[zipfile.ZipInfo], belongs: Callable[[str], bool], most: int) -> None:
    if len(entries) > MOST_FILES:
        raise refused("", f"it has more than {MOST_FILES:,} files")
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise refused("", f"it claims to unpack to more than {MOST_BYTES:,} bytes")
    for entry in entries:
        problem = next(_problems(entry, belongs, most), None)
        if problem:
            raise refused(entry.orig_filename, problem)
    paths = {entry.filename for entry in entries}
    folders = {path[:at] for path in paths for at, sign in enumerate(path) if sign == "/"}
    if len(paths) < len(entries) or not paths.isdisjoint(folders):
        raise refused("", "a name in it stands for two things")


def _problems(entry: zipfile.ZipInfo, belongs: Callable[[str], bool], most: int) -> Iterator[str]:
    parts = entry.filename.split("/")
    if entry.filename != entry.orig_filename or not all(map(_PART.fullmatch, parts)):
        yield "its name leads out of the folder, or hides what it is"
    elif len(entry.filename) > 300 or len(parts) > 10 or any(len(part.encode()) > 250 for part in parts):
        yield "its name is too long"
    elif stat.S_IFMT(entry.external_attr >> 16) not in {0, stat.S_IFREG}:
        yield "it is a link or a device"
    elif not belongs(entry.filename):
        yield "no such file belongs here"
    elif entry.file_size > most:
        yield f"it claims more than {most:,} bytes"
    elif entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} or entry.flag_bits & 1:
        yield "it is packed or locked in a way that we don't read"


def refused(name: str, what: str) -> ProblemsFound:
    """Why a file of an artifact, or with no name the whole, isn't taken."""
    place = Place(f"artifact/{shown(name, 150)}" if name else "artifact")
    return ProblemsFound([Problem(place, "artifact-refused", what, _REMEDY)])
