"""Whatever stands in the folders of the record, it is told with its path, and nothing is followed, written or lost."""

import ctypes
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from expertviews import characters, checks, content, people
from expertviews.content import schemas
from expertviews.model import LONGEST_LINE, LONGEST_SLUG, RESERVED_SLUGS, Redirects
from expertviews.publish import build_pages
from tests import sites
from tests.bench import growth
from tests.project import DIRK_VIEW, MILITARY, PAIKIN, PAIKIN_VIEW, QUESTION, Project, views
from tests.thorough import crossed, some

FOLDERS = (
    "content", "content/contributors", "content/outlines", "content/schemas", "content/views/china-russia-2021",
    "seeds", "seeds/more", "docs", "docs/guides", "docs/assets", "overrides", "docs/.well-known",
)  # fmt: skip
HELD_BACK = "a secret of the machine"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project(tmp_path / "project")
    for folder in FOLDERS:
        (made.root / folder).mkdir(parents=True, exist_ok=True)
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret/secret.yml").write_text(HELD_BACK, encoding="utf-8")
    return made


def state(root: Path) -> Mapping[str, tuple[int, int]]:
    """Every file and folder, and when it was last written; but for what is only kept from one run to the next."""
    paths = (path for path in root.rglob("*") if path.relative_to(root).parts[0] != ".cache")
    return {str(path): (path.lstat().st_ino, path.lstat().st_mtime_ns) for path in paths}


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the whole path may be too long for a socket
    try:
        socket.socket(socket.AF_UNIX).bind(path.name)
    finally:
        os.chdir(here)


ODD: Mapping[str, tuple[str, Callable[[Path], None], str]] = {
    "a link to a file": ("x.yml", lambda path: path.symlink_to("../../secret/secret.yml"), "symlink"),
    "a link into the record": ("x.md", lambda path: path.symlink_to(path.parents[1] / "mkdocs.yml"), "symlink"),
    "a link to a folder": ("x", lambda path: path.symlink_to(path.parents[1]), "symlink"),
    "a link to nowhere": ("x.md", lambda path: path.symlink_to("nowhere"), "symlink"),
    "a link to itself": ("x.yml", lambda path: path.symlink_to(path.name), "symlink"),
    "the environment": ("x.txt", lambda path: path.symlink_to("/proc/self/environ"), "symlink"),
    "a pipe": ("x.yml", _pipe, "symlink"),
    "a socket": ("x.txt", _socket, "symlink"),
    "a name with a control": ("x\x1b[2J.md", Path.touch, "odd-name"),
    "a name that is turned round": ("x\u202etxt.md", Path.touch, "odd-name"),
    "a name of two lines": ("x\n::warning::x.txt", Path.touch, "odd-name"),
    "a name that isn't UTF-8": (os.fsdecode(b"x\xff.txt"), Path.touch, "odd-name"),
}  # fmt: skip


@pytest.mark.parametrize(("folder", "odd"), crossed(FOLDERS, ODD))
def test_what_is_no_plain_file_is_told_with_its_path_and_stops_all_writing(
    project: Project, folder: str, odd: str
) -> None:
    name, make, code = ODD[odd]
    make(project.root / folder / name)
    before = state(project.root)
    checked = project.views("check")
    assert checked.exit_code == 1
    assert any(line.startswith(f"{folder}/x") and f": {code}: " in line for line in checked.output.splitlines())
    assert HELD_BACK not in checked.output
    calls = [["build"]] + (
        [] if folder.startswith(("docs", "overrides")) else [["schema"], ["addresses", "--write"], ["convert"]]
    )
    for call in calls:
        result = project.views(*call)
        assert result.exit_code == 1, (call, result.output)
        assert isinstance(result.exception, SystemExit)
    assert state(project.root) == before


@pytest.mark.parametrize("folder", ["content", "seeds", "docs"])
def test_a_folder_that_is_a_link_itself_is_refused(project: Project, folder: str) -> None:
    (project.root / folder).rename(project.root.parent / "moved")
    (project.root / folder).symlink_to(project.root.parent / "moved")
    assert f"{folder}:1:1: symlink: " in project.views("check").output
    assert project.views("build").exit_code == 1


def test_the_locks_of_editor_programs_are_in_nobodys_way(project: Project) -> None:
    for folder in FOLDERS:
        (project.root / folder / ".#x.yml").symlink_to("ann@desk.4711:1700000000")
    assert project.problems() == []
    assert project.views("build").exit_code == 0


def without_rights(project: Project, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command, run by somebody who may read only what they are let read, also where that is root."""
    kernel = ctypes.CDLL(None)

    def drop() -> None:
        for right in (1, 2):  # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH, of which PR_CAPBSET_DROP (24) takes one
            kernel.prctl(24, right, 0, 0, 0)

    command = [sys.executable, "-m", "expertviews", "--root", str(project.root), *arguments]
    return subprocess.run(command, preexec_fn=drop, capture_output=True, text=True, check=False)


UNREADABLE = (
    "content", "content/themes", MILITARY, "seeds", "seeds/china-russia-2021.txt", "docs", "docs/themes",
    "docs/guides/mine.md", "docs/themes/military.md",
)  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="takes rights away in Linux's way")
@pytest.mark.parametrize(
    "path", some(UNREADABLE, "content/themes", "seeds/china-russia-2021.txt", "docs/guides/mine.md")
)
def test_what_cant_be_read_is_never_taken_for_gone(project: Project, path: str) -> None:
    project.write("docs/guides/mine.md", "# Mine\n")
    assert project.views("build").exit_code == 0
    before = state(project.root)
    mode = (project.root / path).stat().st_mode
    (project.root / path).chmod(0)
    try:
        checked, built = without_rights(project, "check"), without_rights(project, "build")
    finally:
        (project.root / path).chmod(mode)
    assert f"{path}:1:1: unreadable: " in checked.stdout, checked.stdout + checked.stderr
    assert (checked.returncode, built.returncode) == (1, 1)
    assert "Traceback" not in checked.stderr + built.stderr
    assert state(project.root) == before


CONFIGURATIONS: Mapping[str, tuple[str, bool]] = {
    "a list": ("- site_name: x\n", False),
    "a word": ("x\n", False),
    "nothing": ("", False),
    "no YAML": ("site_name: [\n", False),
    "inherits itself": ("INHERIT: mkdocs.yml\nsite_name: x\n", False),
    "inherits one that inherits it": ("INHERIT: other.yml\n", False),
    "inherits a list": ("INHERIT: list.yml\n", False),
    "inherits what isn't there": ("INHERIT: nowhere.yml\n", False),
    "inherits a folder": ("INHERIT: content\n", False),
    "inherits a list of files": ("INHERIT: [a, b]\n", False),
    "brackets without end": ("[" * 100_000, False),
    "a number that is none": ("site_name: 2021-99-99\n", False),
    "a tag that runs": ("site_name: !!python/object/apply:os.system [touch ran]\n", True),
    "a tag that makes": ("site_name: !!python/object/new:os.system [touch ran]\n", True),
    "a tag that names": ("site_name: x\nx: !!python/name:os.system\n", True),
    "a tag of an extension": ("site_name: x\nx: !relative $docs_dir\n", True),
    "a tag of ours": ("site_name: !ENV [NO_SUCH_NAME, x]\n", True),
    "a tag of ours with keys": ("site_name: !ENV {a: b}\n", False),
}


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_a_configuration_is_read_as_data_or_refused(
    project: Project, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text, sound = CONFIGURATIONS[name]
    project.write("mkdocs.yml", text)
    project.write("other.yml", "INHERIT: mkdocs.yml\n")
    project.write("list.yml", "- a\n")
    monkeypatch.chdir(project.root)
    result = project.views("build")
    assert (result.exit_code == 0) == sound, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert not (project.root / "ran").exists()


LINES = ("1-" + "9" * 5_000, "9" * 5_000, "1-" + "9" * 20, "99999999", "1-99999999", "0", "-1", "1--2", "١-٢")


@pytest.mark.parametrize("lines", LINES)
def test_lines_that_no_document_has_are_refused(project: Project, lines: str) -> None:
    project.edit(PAIKIN_VIEW, "lines: 5-8", f"lines: '{lines}'")
    result = project.views("check")
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert f"{PAIKIN_VIEW}:" in result.output


def test_a_reader_that_stops_reading_is_no_mistake(project: Project) -> None:
    for number in range(1_000):
        project.write(f"content/stray-{number}.yml", "")
    command = f'"{sys.executable}" -m expertviews --root "{project.root}" check | head -1'
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


def test_a_full_disk_is_told_with_the_file_that_had_no_place(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    result = project.views("build")
    assert result.exit_code == 1
    assert f"{project.root}/.cache/views/" in result.output
    assert "No space left on device" in result.output


@pytest.mark.parametrize("slug", [*sorted(RESERVED_SLUGS), "a" * (LONGEST_SLUG + 1), "a" * 160])
def test_a_name_that_no_file_or_preview_can_have_is_refused_at_check(project: Project, slug: str) -> None:
    project.write(f"content/contributors/{slug}.yml", "name: Ann Lee\nkind: person\n")
    assert "bad-file-name" in project.codes()


@pytest.mark.parametrize("words", ["Con", "Aux", "index", "NUL", "com1", "Lpt9"])
def test_a_slug_that_is_made_is_one_that_a_file_can_have(words: str) -> None:
    assert people.slug(words) not in RESERVED_SLUGS
    assert len(people.free_slug("a" * 160, {"a" * 96})) <= LONGEST_SLUG


@pytest.mark.parametrize(
    ("document", "told"),
    [("index.txt", []), ("con.txt", ["odd-name"]), ("Aux.txt", ["odd-name"])],
)
def test_a_document_of_any_name_drafts_what_check_takes(project: Project, document: str, told: list[str]) -> None:
    text = project.read("seeds/china-russia-2021.txt").replace("2021", "2031")
    project.write(f"seeds/{document}", text)
    assert project.views("convert").exit_code == 0
    assert project.codes() == told


CONTROLS = (*range(9), *range(0xE, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0))


@pytest.mark.parametrize("code", some(CONTROLS, 0, 8, 0xE, 0x1B, 0x1F, 0x7F, 0x84, 0x86, 0x9F))
def test_a_control_is_refused_by_name_however_it_is_written(project: Project, code: int) -> None:
    for written in (chr(code), f"\\x{code:02x}"):
        before = project.read(PAIKIN)
        project.edit(PAIKIN, "name: Zachary Paikin", f'name: "Zachary{written} Paikin"')
        told = project.problems()
        assert [it for it in told if "yaml-control" in it and characters.character_name(chr(code)) in it], told
        project.write(PAIKIN, before)
    project.write("docs/guides/mine.md", f"# Mine\n\nHere{chr(code)}\n")
    told = project.problems()
    assert len(told) == 1
    assert told[0].startswith("docs/guides/mine.md:3:5: control-character: ")
    assert characters.character_name(chr(code)) in told[0]


INVISIBLE = ("\u200b", "\u200d\u200c", "\u2060", "\u00ad", "\u3164", "\u115f\u1160", "\uffa0", "\u2800", "\ufe0f", "\u034f",
             "\U000e0041", "\u00a0\u200b", "\u0301")  # fmt: skip


@pytest.mark.parametrize(
    ("words", "place"), crossed(INVISIBLE, [(PAIKIN, "name: "), (MILITARY, "title: "), (QUESTION, "question: ")])
)
def test_words_that_nobody_sees_are_none(project: Project, words: str, place: tuple[str, str]) -> None:
    path, line = place
    old = next(it for it in project.read(path).splitlines() if it.startswith(line))
    project.edit(path, old, f'{line}"{words}"')
    assert any(it.startswith(f"{path}:") and ": unseen: " in it for it in project.problems())


@pytest.mark.parametrize("mark", [*characters.BIDI_MARKS, "\u200b", "\u2060", "\ufeff", "\u00ad"])
def test_an_address_has_no_mark_that_cant_be_seen(project: Project, mark: str) -> None:
    project.write(PAIKIN, f"{project.read(PAIKIN)}links:\n  website: https://example.org/{mark}gpj.exe\n")
    assert {it.split(": ")[1] for it in project.problems()} <= {"hidden-character", "bad-address"} != set()
    assert project.problems() != []


@pytest.mark.parametrize(
    ("path", "key"), [(PAIKIN, "name"), (MILITARY, "title"), (QUESTION, "question"), (QUESTION, "title"),
                      (DIRK_VIEW, "title"), (DIRK_VIEW, "byline")]
)  # fmt: skip
def test_a_line_has_a_longest_length(project: Project, path: str, key: str) -> None:
    kept = [it for it in project.read(path).split("\n") if not it.startswith(f"{key}: ")]
    project.write(path, "\n".join([*kept[:1], f"{key}: '{'[' * (LONGEST_LINE + 1)}'", *kept[1:]]))
    told = [it for it in project.problems() if it.startswith(f"{path}:2:")]
    assert any("longer than 1,000 characters (shorten it)" in it for it in told), project.problems()


ACTIVE = (
    "<script>x</script>", "<SCRIPT src='../../x.js'></SCRIPT>", "text <script>x</script> text", "<script/x>y</script>",
    "<iframe src=x></iframe>", "<IFrame srcdoc='x'>", "<object data=x></object>", "<embed src=x>", "<base href=x>",
    "<meta http-equiv=refresh content='0;url=x'>", "<link rel=stylesheet href=x>", "<frameset><frame src=x></frameset>",
    "<img src=x onerror=y>", "<img src=x ONERROR = y>", "<p\nonclick=x>y</p>", "<svg/onload=x>", "<div><a onclick='x'>y</a></div>",
    "<svg><style><img src=x onerror=y></style></svg>", "<!--><img src=x onerror=y>-->", "<![CDATA[><img src=x onerror=y>]]>",
    "[x](javascript:y)", "[x](JavaScript:y)", "<a href='java&#115;cript:y'>x</a>", "<a href='java\tscript:y'>x</a>",
    "[x](y){: onclick=z }", "# x {: onclick=\"z\" }", "<a href='data:text/html,x'>x</a>", "![x](y){: onerror=z }",
    "<svg><animate attributeName=href values='javascript:x'></svg>", "<svg><script>x</script></svg>",
    "<div><a/\"x=\">\" onclick=z>x</a></div>", "<p title='<b' onclick=z>x</p>", "<div><a title=it's onclick=z>x</a></div>",
)  # fmt: skip


@pytest.mark.parametrize(("words", "ending"), crossed(ACTIVE, ["md", "html"]))
def test_a_page_by_hand_has_nothing_that_runs(project: Project, words: str, ending: str) -> None:
    if ending == "html" and words.lstrip("!#").startswith(("[x]", " x")):
        words = f"<b>{words}</b><script>"
    project.write(f"docs/guides/mine.{ending}", f"# Mine\n\n{words}\n")
    assert set(project.codes()) == {"active-page"}
    assert project.views("build").exit_code == 1


@pytest.mark.parametrize("title", ["</title><script>x</script>", '"\\x3cscript>x</script>"', "'<img src=x onerror=y>'"])
def test_a_title_by_hand_has_nothing_that_runs(project: Project, title: str) -> None:
    project.write("docs/guides/mine.md", f"---\ntitle: {title}\n---\n# Mine\n")
    assert set(project.codes()) == {"active-page"}


INERT = (
    "`<script>x</script>`", "```html\n<script>x</script>\n<img onerror=x>\n```", "    <script>x</script>", "&lt;script>",
    "Written in JavaScript: at once.", "once = 3, only=4", "<b onward>x</b>", "&#60;script&#62;", "<details open>x</details>",
    "<p class='on'>on=x</p>", "[data: x](y)", "<scripted-thing>", "![a](../assets/question.png){: width=300 }",
)  # fmt: skip


@pytest.mark.parametrize("words", INERT)
def test_a_page_by_hand_may_speak_of_scripts(project: Project, words: str) -> None:
    project.write("docs/guides/mine.md", f"# Mine\n\n{words}\n")
    assert project.problems() == []


def test_the_mark_of_a_made_page_hides_nothing_where_none_is_made(project: Project) -> None:
    assert project.views("build").exit_code == 0
    made = project.read("docs/themes/military.md")
    project.write("docs/guides/mine.md", f"{made}\n<script>x</script>\n")
    assert any(it.startswith("docs/guides/mine.md:") and "active-page" in it for it in project.problems())


def test_the_site_of_odd_names_shows_them_as_they_are(tmp_path: Path) -> None:
    root = sites.project(tmp_path / "project")
    for file in (root / QUESTION, *(root / "content/views").rglob("*.yml")):
        file.write_text(
            file.read_text(encoding="utf-8").replace("seed: china-russia-2021.txt", "seed: Q&A.txt"), encoding="utf-8"
        )
    (root / "seeds/china-russia-2021.txt").rename(root / "seeds/Q&A.txt")
    (root / content.outline_path("china-russia-2021.txt")).unlink()
    name = "wzxhzdk:0 klzzwxh:0001"
    person = root / PAIKIN
    text = person.read_text(encoding="utf-8").replace(
        "name: Zachary Paikin", f"name: '{name}'\nalso_known_as: [Zachary Paikin]"
    )
    person.write_text(text, encoding="utf-8")
    page = (sites.built(root).folder / "contributors/zachary-paikin/index.html").read_text(encoding="utf-8")
    assert page.count("seeds/Q%26A.txt#L5-L8") == 1
    assert ">seeds/Q&amp;A.txt</a>" in page
    assert "&amp;amp;" not in page
    assert "wzxhzdk&#58;0 klzzwxh&#58;0001" in page or name in page
    assert "\x02" not in page


def test_no_site_is_built_where_a_guide_is_a_link(tmp_path: Path) -> None:
    root = sites.project(tmp_path / "project")
    (root / "docs/guides/review-a-draft.md").unlink()
    (root / "docs/guides/review-a-draft.md").symlink_to("/proc/self/environ")
    done = views(root, "site", "--strict")
    assert done.exit_code == 1
    assert "docs/guides/review-a-draft.md:1:1: symlink: " in done.output
    assert not (root / "site").exists()


@pytest.mark.parametrize("case", growth.CASES)
def test_what_is_measured_can_be_measured(case: str) -> None:
    assert growth.seconds(growth.CASES[case], growth.SMALLEST) < 20


def test_the_schema_bounds_what_the_check_bounds(project: Project) -> None:
    made = schemas.schema_of(Redirects, content.load(project.root).library)
    assert made["$defs"]["Move"]["properties"]["old"]["maxLength"] >= LONGEST_SLUG
    assert checks.check(content.load(project.root)) == ()
    build_pages(project.root)


@pytest.mark.parametrize("escape", [r"\v", r"\f", r"\uFFFE", r"\uFFFF"])
def test_what_no_feed_could_hold_is_refused_though_an_escape_writes_it(project: Project, escape: str) -> None:
    project.edit(PAIKIN, "name: Zachary Paikin", f'name: "Zachary{escape}Paikin"')
    assert "yaml-control" in project.codes()
