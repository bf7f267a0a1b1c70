"""What is kept from one run to the next is taken only if this program made it of the same, on this disk."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jinja2 import DictLoader, Environment

from expertviews import files, kept
from expertviews.kept import Cache, file_state
from expertviews.pages import Compiled


def taken(root: Path, made_of: str = "a") -> bool:
    """Whether a run takes what an earlier one made; otherwise it makes it, and keeps it."""
    made = []

    def make() -> list[str]:
        made.append("made")
        return ["value"]

    known = Cache.load(root, "it")
    assert known.get_or_make("name", made_of, make) == ["value"]
    known.save()
    return not made


def test_a_value_is_made_again_only_if_what_it_is_made_of_has_changed(tmp_path: Path) -> None:
    assert [taken(tmp_path, made_of) for made_of in ("a", "a", "b", "b", "a", "", "")] == [
        *(False, True, False, True, False, False, False)
    ]


def touch(file: Path) -> None:
    os.utime(file, ns=(1, 1))


def copy(file: Path) -> None:
    shutil.copy2(file, file.with_name("copy"))
    file.with_name("copy").replace(file)


@pytest.mark.parametrize(
    "change",
    [
        Path.unlink,
        lambda file: file.write_bytes(b"{"),
        lambda file: file.write_bytes(file.read_bytes()[:-1]),
        touch,
        copy,
        lambda file: file.rename(file.with_name(f"{file.name}0")),
        lambda file: shutil.rmtree(file.parent),
    ],
)
def test_a_file_that_this_program_did_not_write_there_is_not_read(
    tmp_path: Path, change: Callable[[Path], object]
) -> None:
    taken(tmp_path)
    (file,) = (tmp_path / kept.FOLDER).iterdir()
    change(file)
    assert not taken(tmp_path)
    assert taken(tmp_path)


def test_what_another_program_kept_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken(tmp_path)
    monkeypatch.setattr(kept, "program_digest", lambda: "another")
    assert not taken(tmp_path)


def test_only_the_last_of_two_runs_at_once_is_kept_and_nothing_that_it_did_not_need(tmp_path: Path) -> None:
    one, other = Cache.load(tmp_path, "it"), Cache.load(tmp_path, "it")
    one.put("one", "a", 1)
    one.save()
    other.put("other", "a", 2)
    other.save()
    assert len([*(tmp_path / kept.FOLDER).iterdir()]) == 1
    last = Cache.load(tmp_path, "it")
    assert (last.get("one", "a"), last.get("other", "a")) == (None, 2)


def test_a_run_that_fails_forgets_nothing(tmp_path: Path) -> None:
    for name, done in (("one", True), ("other", False)):
        known = Cache.load(tmp_path, "it")
        known.put(name, "a", name)
        known.save(done=done)
    last = Cache.load(tmp_path, "it")
    assert (last.get("one", "a"), last.get("other", "a")) == ("one", "other")


def test_files_are_known_only_while_all_are_as_they_were_made(tmp_path: Path) -> None:
    known, paths = Cache(), ("a.txt", "b.txt")
    for path in paths:
        (tmp_path / path).write_text("words", encoding="utf-8")
    known.put("files", "a", {path: file_state(tmp_path / path) for path in paths})
    assert known.unchanged_files("files", "a", tmp_path)
    assert known.unchanged_files("files", "b", tmp_path) is None
    (tmp_path / "b.txt").unlink()
    assert known.unchanged_files("files", "a", tmp_path) is None


def test_a_disk_that_is_full_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(files, "replace", full)
    assert not taken(tmp_path)


def test_a_template_is_compiled_once_for_all_projects_and_again_only_if_it_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.program_digest()
    monkeypatch.setattr(kept, "_PROGRAM", tmp_path)
    compiled, compile_ = list[str](), Environment.compile

    def counted(self: Environment, source: str, *arguments: Any, **more: Any) -> object:
        compiled.append(source)
        return compile_(self, source, *arguments, **more)

    monkeypatch.setattr(Environment, "compile", counted)
    for kind, text in [("page", "one"), ("page", "one"), ("theme", "one"), ("page", "two"), ("page", "two")]:
        kept.program_cache.cache_clear()
        templates = Environment(loader=DictLoader({"it.html": text}), autoescape=True, bytecode_cache=Compiled(kind))
        assert templates.get_template("it.html").render() == text
        kept.program_cache().save(done=False)
    kept.program_cache.cache_clear()
    assert compiled == ["one", "one", "two"]
