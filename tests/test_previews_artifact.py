"""What a pull request's build hands over is unpacked as if by an enemy: it comes out whole and plain, or not at all."""

import io
import stat
import struct
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from expertviews.previews import artifact, marking
from expertviews.problems import ProblemsFound
from tests.sites import Site


def archive(path: Path, files: Mapping[str, bytes | str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in files.items():
            opened.writestr(name, data)
    return path


def refused(path: Path, into: Path) -> str:
    with pytest.raises(ProblemsFound) as found:
        artifact.unpack(path, into)
    assert list(into.rglob("*.html")) == []
    return str(found.value.problems[0])


def unpacked(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_site_and_its_facts_come_out_as_they_went_in(tmp_path: Path) -> None:
    files = {"changes.json": b"{}", "problems.json": b"{}", "site/index.html": b"<p>", "site/assets/a.min.js": b"1"}
    artifact.unpack(archive(tmp_path / "a.zip", files), tmp_path / "out")
    assert unpacked(tmp_path / "out") == files


def test_every_file_of_the_real_site_is_of_a_kind_and_name_that_is_taken(real_site: Site, tmp_path: Path) -> None:
    files = {
        f"site/{path.relative_to(real_site.folder).as_posix()}": path.read_bytes()
        for path in real_site.folder.rglob("*")
        if path.is_file()
    }
    artifact.unpack(archive(tmp_path / "a.zip", files), tmp_path / "out")
    assert unpacked(tmp_path / "out") == files


@pytest.mark.parametrize(
    "name",
    [
        "site/../../evil.html",
        "../evil.html",
        "/etc/evil.html",
        "site//evil.html",
        "site/./evil.html",
        "site\\..\\..\\evil.html",
        "C:/evil.html",
        "site/.git/config.html",
        "site/.htaccess.txt",
        "site/a\nb.html",
        "site/a\x85b.html",
        "site/" + "a" * 200 + ".html",
        "site/" + "a/" * 40 + "b.html",
        "site/" + "日" * 100 + ".html",
    ],
)
def test_a_name_that_leads_elsewhere_or_hides_is_refused(name: str, tmp_path: Path) -> None:
    text = refused(archive(tmp_path / "a.zip", {name: "x"}), tmp_path / "out")
    assert "artifact-refused: its name" in text
    assert not (tmp_path / "evil.html").exists()
    assert not Path("/etc/evil.html").exists()


def test_a_name_with_an_end_in_its_middle_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", {"site/a.html?b.html": "x"})
    path.write_bytes(path.read_bytes().replace(b"l?b", b"l\0b"))
    assert "artifact-refused: its name" in refused(path, tmp_path / "out")


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFIFO])
def test_links_and_devices_are_refused(kind: int, tmp_path: Path) -> None:
    entry = zipfile.ZipInfo("site/index.html")
    entry.external_attr = (kind | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as opened:
        opened.writestr(entry, "/etc/passwd")
    assert "artifact/site/index.html:1:1: artifact-refused: it is a link or a device" in refused(
        tmp_path / "a.zip", tmp_path / "out"
    )


def test_a_zip_bomb_is_refused_before_it_goes_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(artifact, "MOST_BYTES", 10_000_000)
    bomb = archive(tmp_path / "a.zip", {f"site/{n}.html": b"\0" * 1_000_000 for n in range(11)})
    assert bomb.stat().st_size < 20_000
    assert "it claims to unpack to more than 10,000,000 bytes" in refused(bomb, tmp_path / "out")


def with_claimed_size(path: Path, size: int) -> Path:
    """The first file's sizes in both of its headers overwritten."""
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(signature) + offset
        data[at : at + 4] = struct.pack("<I", size)
    path.write_bytes(data)
    return path


def test_a_file_longer_than_it_claims_is_refused(tmp_path: Path) -> None:
    path = with_claimed_size(archive(tmp_path / "a.zip", {"site/index.html": b"\0" * 5_000_000}), 10)
    refused_text = ""
    with pytest.raises(ProblemsFound) as found:
        artifact.unpack(path, tmp_path / "out")
    refused_text = str(found.value)
    assert "artifact-refused" in refused_text
    written = tmp_path / "out" / "site" / "index.html"
    assert not written.exists() or written.stat().st_size <= 10


def test_a_claim_of_ten_gigabytes_is_refused_at_once(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as opened:
        opened.writestr("site/index.html", "x")
        opened.filelist[0].file_size = 10_000_000_000
    started = time.monotonic()
    refused(tmp_path / "a.zip", tmp_path / "out")
    refused(with_claimed_size(archive(tmp_path / "b.zip", {"site/index.html": "x"}), 4_000_000_000), tmp_path / "out2")
    assert time.monotonic() - started < 2


def test_more_files_than_a_site_has_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(artifact, "MOST_FILES", 3)
    path = archive(tmp_path / "a.zip", {f"site/{n}.html": "" for n in range(4)})
    assert "more than 3 files" in refused(path, tmp_path / "out")


def test_a_directory_that_claims_to_be_endless_is_not_read(tmp_path: Path) -> None:
    data = bytearray(archive(tmp_path / "a.zip", {"site/index.html": "x"}).read_bytes())
    at = data.rindex(b"PK\x05\x06")
    data[at + 12 : at + 16] = struct.pack("<I", 1_000_000_000)
    (tmp_path / "a.zip").write_bytes(data)
    assert "it claims more than" in refused(tmp_path / "a.zip", tmp_path / "out")


@pytest.mark.parametrize(
    "data", [b"", b"not a zip", b"PK\x05\x06" + b"\0" * 10, b"PK\x03\x04" * 100, b"PK\x05\x06" + b"\xff" * 18]
)
def test_what_is_no_zip_is_refused(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(data)
    assert "artifact-refused" in refused(tmp_path / "a.zip", tmp_path / "out")


def test_a_truncated_or_damaged_zip_is_refused(tmp_path: Path) -> None:
    whole = archive(tmp_path / "a.zip", {"site/index.html": bytes(range(256)) * 100}).read_bytes()
    for at in range(30, len(whole), 37):
        (tmp_path / "b.zip").write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        try:
            artifact.unpack(tmp_path / "b.zip", tmp_path / f"out{at}")
        except ProblemsFound:
            continue


@pytest.mark.parametrize("names", [("site/a.html", "site/A.html"), ("site/a.html", "site/a.html/b.html")])
def test_names_that_would_fall_together_are_refused(names: tuple[str, str], tmp_path: Path) -> None:
    refused(archive(tmp_path / "a.zip", dict.fromkeys(names, "x")), tmp_path / "out")


@pytest.mark.parametrize("name", ["evil.html", "x/a.html", "site.html", "facts.json"])
def test_files_outside_the_site_are_refused(name: str, tmp_path: Path) -> None:
    refused(archive(tmp_path / "a.zip", {name: "x"}), tmp_path / "out")


def left_out(path: Path, into: Path) -> str:
    """Why the one file beside the home page isn't unpacked."""
    (problem,) = artifact.unpack(path, into)
    assert set(unpacked(into)) == {"site/index.html"}
    return str(problem)


@pytest.mark.parametrize("name", ["evil.php", "evil.xhtml", "evil.htm", "evil", "talk.mp4", "index.html.bak"])
def test_files_of_other_kinds_are_left_out_and_the_rest_is_taken(name: str, tmp_path: Path) -> None:
    text = left_out(archive(tmp_path / "a.zip", {f"site/{name}": "x", "site/index.html": "y"}), tmp_path / "out")
    assert f"site/{name}:1:1: artifact-left-out: previews have no files of this kind (the kinds are .atom, " in text


@pytest.mark.parametrize("name", ["<b>.html", "a?.png", 'a".png', "a\u202eb.html", "\u200b.html", "a\u202f1.png"])
def test_files_with_names_that_cannot_be_served_are_left_out_with_the_remedy(name: str, tmp_path: Path) -> None:
    text = left_out(archive(tmp_path / "a.zip", {f"site/{name}": "x", "site/index.html": "y"}), tmp_path / "out")
    assert "its name has a sign that can't be served (rename it with letters, digits and hyphens)" in text


@pytest.mark.parametrize(
    "name", ["Bild é.png", "日本/a.png", "a%b.png", "(1).png", "a&b.html", "sources/É, 2.txt/index.html"]
)
def test_files_with_names_in_any_script_are_taken(name: str, tmp_path: Path) -> None:
    files = {f"site/{name}": b"x", "site/index.html": b"y"}
    assert artifact.unpack(archive(tmp_path / "a.zip", files), tmp_path / "out") == ()
    assert unpacked(tmp_path / "out") == files


@pytest.mark.parametrize("folder", sorted(marking.FILES))
def test_a_folder_that_is_called_like_a_file_of_previews_is_left_out(folder: str, tmp_path: Path) -> None:
    files = {f"site/{folder}/y.html": "x", "site/index.html": "y"}
    assert "its folder is called like a file" in left_out(archive(tmp_path / "a.zip", files), tmp_path / "out")
    assert marking.mark(tmp_path / "out" / "site", marking.Preview("x", "")) == 1


def test_a_folder_with_an_ending_is_marked_with_its_pages(tmp_path: Path) -> None:
    files = {f"site/sources/{name}/index.html": "x" for name in ("a.txt", "b.html", "robots.txt")}
    assert artifact.unpack(archive(tmp_path / "a.zip", files), tmp_path / "out") == ()
    assert marking.mark(tmp_path / "out" / "site", marking.Preview("x", "")) == 3


def test_endings_in_capitals_are_endings_too(tmp_path: Path) -> None:
    files = {"site/PHOTO.JPG": "x", "site/A.HTML": "<p>", "site/index.html": "y"}
    assert artifact.unpack(archive(tmp_path / "a.zip", files), tmp_path / "out") == ()
    assert set(unpacked(tmp_path / "out")) == set(files)
    marking.mark(tmp_path / "out" / "site", marking.Preview("x", "", stranger=True))
    assert b"script-src 'none'" in (tmp_path / "out/site/A.HTML").read_bytes()
    evil = {"site/A.SVG": SVG.format("", "<script/>"), "site/index.html": "y"}
    assert "may hold a script" in left_out(archive(tmp_path / "b.zip", evil), tmp_path / "out2")


def test_a_zip_with_a_second_longer_directory_is_refused(tmp_path: Path) -> None:
    """The 64-bit form can claim more files than its 32-bit end says, and Python believes the former."""
    path = archive(tmp_path / "a.zip", {"site/index.html": "x"})
    data = path.read_bytes()
    at = data.rindex(b"PK\x05\x06")
    start, size = struct.unpack("<II", data[at + 16 : at + 20] + data[at + 12 : at + 16])
    end64 = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, size, start)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, at, 1)
    path.write_bytes(data[:at] + end64 + locator + data[at:])
    with zipfile.ZipFile(path) as opened:
        assert opened.namelist() == ["site/index.html"]
    assert "it claims more than 20,000 files" in refused(path, tmp_path / "out")


def test_locked_and_strangely_packed_files_are_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_BZIP2) as opened:
        opened.writestr("site/index.html", "x")
    (tmp_path / "a.zip").write_bytes(buffer.getvalue())
    assert "packed or locked" in refused(tmp_path / "a.zip", tmp_path / "out")


SVG = '<svg xmlns="http://www.w3.org/2000/svg"{}>{}</svg>'


@pytest.mark.parametrize(
    "picture",
    [
        SVG.format("", "<script>alert(1)</script>"),
        SVG.format("", '<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>'),
        SVG.format(' onload="alert(1)"', ""),
        SVG.format("", '<a href="javascript:alert(1)"><text>x</text></a>'),
        SVG.format("", '<a href="&#106;avascript:alert(1)"><text>x</text></a>'),
        SVG.format("", "<foreignObject><b/></foreignObject>"),
        '<!DOCTYPE svg [<!ENTITY x "y">]>' + SVG.format("", "&x;"),
        '<!DOCTYPE svg SYSTEM "<>" [<!ATTLIST svg onload CDATA "alert(1)">]>' + SVG.format("", ""),
        '<?xml-stylesheet href="x.xsl"?>' + SVG.format("", ""),
        '<?xml version="1.0" encoding="iso-2022-jp"?>' + SVG.format("", "<scr\x1b(Bipt/>"),
        SVG.format("", "<script/>").encode("utf-16"),
    ],
)
def test_pictures_that_may_hold_a_script_are_left_out(picture: str | bytes, tmp_path: Path) -> None:
    text = left_out(archive(tmp_path / "a.zip", {"site/a.svg": picture, "site/index.html": "y"}), tmp_path / "out")
    assert "it is a picture or a feed that may hold a script (save it as plain SVG" in text


def test_a_plain_picture_and_a_sitemap_pass(tmp_path: Path) -> None:
    sitemap = '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>x?a&#38;b</loc></url></urlset>'
    picture = SVG.format(' viewBox="0 0 9 9"', "<title>A &amp; B</title><path d='M0 0'/>")
    artifact.unpack(archive(tmp_path / "a.zip", {"site/a.svg": picture, "site/sitemap.xml": sitemap}), tmp_path / "out")


@pytest.mark.parametrize(
    "piece",
    [
        "<!doctype ",
        "xmlns",
        "a-xmlns",
        'xmlns="',
        "< ",
        "<a:",
        "on",
        "ona ",
        "onx=",
        "encoding ",
        "<!doctype [",
        "&",
        " ",
    ],
)
def test_a_picture_made_to_be_slow_to_look_through_is_not(piece: str, tmp_path: Path) -> None:
    once, twice = (_seconds(tmp_path / "a.svg", piece, size) for size in (1_000_000, 2_000_000))
    assert twice < max(3 * once, 2)


def _seconds(file: Path, piece: str, size: int) -> float:
    file.write_text(piece * (size // len(piece)), encoding="utf-8")
    started = time.process_time()
    artifact.is_active(file)
    return time.process_time() - started
