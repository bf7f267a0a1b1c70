"""What a pull request's run hands over is read as if an enemy had sent it: whole and plain, or not at all."""

import io
import stat
import struct
import subprocess
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from expertviews.previews import artifact
from expertviews.problems import ProblemsFound
from tests.repositories import History

YML = "content/themes/a.yml"


def packed(files: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as opened:
        for name, data in files.items():
            opened.writestr(name, data)
    return buffer.getvalue()


def handed(path: Path, record: bytes, name: str = "12.zip") -> Path:
    """An artifact with a packed record."""
    path.write_bytes(packed({name: record}))
    return path


def archive(path: Path, files: Mapping[str, bytes | str]) -> Path:
    return handed(path, packed(files))


def refused(path: Path) -> str:
    with pytest.raises(ProblemsFound) as found:
        artifact.read(path)
    return str(found.value.problems[0])


def test_a_record_comes_out_as_it_went_in_with_the_number(tmp_path: Path) -> None:
    files = {YML: b"title: A", "seeds/Rede, É?: 1.txt": b"\xff", "content/addresses.txt": b""}
    found = artifact.read(archive(tmp_path / "a.zip", files))
    assert (found.files, found.number) == (files, 12)


def test_what_git_packs_of_a_repository_is_read(tmp_path: Path) -> None:
    history = History(tmp_path / "project")
    history.write("seeds/.keep", "")
    history.write("seeds/日本.txt", "x")
    history.commit("More")
    pack = ["git", "archive", "--format=zip", "HEAD", "content", "seeds"]
    record = subprocess.run(pack, cwd=history.root, check=True, capture_output=True).stdout
    found = artifact.read(handed(tmp_path / "a.zip", record)).files
    folders = (history.root / name for name in ("content", "seeds"))
    there = {path.relative_to(history.root).as_posix() for it in folders for path in it.rglob("*") if path.is_file()}
    assert set(found) == there - {"seeds/.keep"}
    assert all(data == (history.root / path).read_bytes() for path, data in found.items())


@pytest.mark.parametrize(
    "name",
    [
        "content/../../evil.yml",
        "../evil.yml",
        "/etc/evil.yml",
        "content//evil.yml",
        "content/./evil.yml",
        "content\\..\\..\\evil.yml",
        "content/a\nb.yml",
        "content/a\x85b.yml",
        "content/" + "a" * 200 + ".yml",
        "content/" + "a/" * 40 + "b.yml",
        "content/" + "日" * 100 + ".yml",
    ],
)
def test_a_name_that_leads_elsewhere_or_hides_is_refused(name: str, tmp_path: Path) -> None:
    assert "artifact-refused: its name" in refused(archive(tmp_path / "a.zip", {name: "x"}))


def test_a_name_with_an_end_in_its_middle_is_refused(tmp_path: Path) -> None:
    record = packed({"content/a.yml?b.yml": "x"}).replace(b"l?b", b"l\0b")
    assert "artifact-refused: its name" in refused(handed(tmp_path / "a.zip", record))


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFIFO])
def test_links_and_devices_are_refused(kind: int, tmp_path: Path) -> None:
    entry = zipfile.ZipInfo(YML)
    entry.external_attr = (kind | 0o777) << 16
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as opened:
        opened.writestr(entry, "/etc/passwd")
    what = refused(handed(tmp_path / "a.zip", buffer.getvalue()))
    assert f"artifact/{YML}:1:1: artifact-refused: it is a link or a device" in what


def test_a_zip_bomb_is_refused_before_it_goes_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(artifact, "MOST_BYTES", 10_000_000)
    bomb = archive(tmp_path / "a.zip", {f"content/{n}.yml": b"\0" * 1_000_000 for n in range(11)})
    assert bomb.stat().st_size < 20_000
    assert "it claims to unpack to more than 10,000,000 bytes" in refused(bomb)


def with_claimed_size(record: bytes, size: int) -> bytes:
    """The first file's sizes in both of its headers overwritten."""
    data = bytearray(record)
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(signature) + offset
        data[at : at + 4] = struct.pack("<I", size)
    return bytes(data)


def test_a_file_longer_than_it_claims_is_refused(tmp_path: Path) -> None:
    record = with_claimed_size(packed({YML: b"\0" * 5_000_000}), 10)
    assert "artifact-refused" in refused(handed(tmp_path / "a.zip", record))


def test_a_claim_of_gigabytes_is_refused_at_once(tmp_path: Path) -> None:
    started = time.monotonic()
    for size in (30_000_000, 4_000_000_000):
        refused(handed(tmp_path / "a.zip", with_claimed_size(packed({YML: "x"}), size)))
    assert time.monotonic() - started < 2


def test_more_files_than_a_record_has_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(artifact, "MOST_FILES", 3)
    path = archive(tmp_path / "a.zip", {f"content/{n}.yml": "" for n in range(4)})
    assert "more than 3 files" in refused(path)


def test_a_directory_that_claims_to_be_endless_is_not_read(tmp_path: Path) -> None:
    data = bytearray(packed({YML: "x"}))
    at = data.rindex(b"PK\x05\x06")
    data[at + 12 : at + 16] = struct.pack("<I", 1_000_000_000)
    assert "it claims more than" in refused(handed(tmp_path / "a.zip", bytes(data)))


NO_ZIPS = [b"", b"not a zip", b"PK\x05\x06" + b"\0" * 10, b"PK\x03\x04" * 100, b"PK\x05\x06" + b"\xff" * 18]


@pytest.mark.parametrize("data", NO_ZIPS)
def test_what_is_no_zip_is_refused(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(data)
    assert "artifact-refused" in refused(tmp_path / "a.zip")
    assert "artifact-refused" in refused(handed(tmp_path / "b.zip", data))


def test_a_truncated_or_damaged_zip_is_refused_or_read_and_nothing_else(tmp_path: Path) -> None:
    whole = archive(tmp_path / "a.zip", {YML: bytes(range(256)) * 100}).read_bytes()
    for at in range(30, len(whole), 37):
        (tmp_path / "b.zip").write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        try:
            artifact.read(tmp_path / "b.zip")
        except ProblemsFound:
            continue


@pytest.mark.parametrize("name", ["record.zip", "0.zip", "-1.zip", "12.tar", "12.zip/a", "99999999999.zip"])
def test_a_record_is_packed_under_the_number_of_its_pull_request(name: str, tmp_path: Path) -> None:
    refused(handed(tmp_path / "a.zip", packed({YML: "x"}), name))


def test_two_records_in_one_artifact_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed({"1.zip": packed({}), "2.zip": packed({})}))
    assert "exactly one" in refused(tmp_path / "a.zip")


def test_names_that_would_fall_together_are_refused(tmp_path: Path) -> None:
    assert "two things" in refused(archive(tmp_path / "a.zip", {YML: "x", f"{YML}/b.yml": "x"}))


@pytest.mark.parametrize(
    "name",
    ["site/index.html", "docs/index.md", "mkdocs.yml", "scripts/a.py", "content", "contents/a.yml", "a/content/b"],
)
def test_files_that_are_no_record_are_refused(name: str, tmp_path: Path) -> None:
    assert "no such file belongs here" in refused(archive(tmp_path / "a.zip", {name: "x"}))


def test_hidden_files_are_left_out_as_the_record_leaves_them(tmp_path: Path) -> None:
    files = {"content/.git/config": "x", "seeds/.gitkeep": "", YML: "x"}
    assert set(artifact.read(archive(tmp_path / "a.zip", files)).files) == {YML}


def test_a_zip_with_a_second_longer_directory_is_refused(tmp_path: Path) -> None:
    """The 64-bit form can claim more files than its 32-bit end says, and Python believes the former."""
    data = packed({YML: "x"})
    at = data.rindex(b"PK\x05\x06")
    start, size = struct.unpack("<II", data[at + 16 : at + 20] + data[at + 12 : at + 16])
    end64 = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, size, start)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, at, 1)
    record = data[:at] + end64 + locator + data[at:]
    with zipfile.ZipFile(io.BytesIO(record)) as opened:
        assert opened.namelist() == [YML]
    assert "it claims more than 20,000 files" in refused(handed(tmp_path / "a.zip", record))


def test_strangely_packed_files_are_refused(tmp_path: Path) -> None:
    assert "packed or locked" in refused(handed(tmp_path / "a.zip", packed({YML: "x"}, zipfile.ZIP_BZIP2)))


def test_names_of_many_folders_take_no_time(tmp_path: Path) -> None:
    record = packed(
        {f"content/{number}/" + "a/" * 30_000: b"x" for number in range(3)} | {"content/" + "b/" * 30_000 + "c": "x"}
    )
    started = time.monotonic()
    refused(handed(tmp_path / "a.zip", record))
    assert time.monotonic() - started < 2
