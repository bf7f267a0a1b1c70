"""What programs, also this one, and systems leave in a folder is overlooked everywhere, and nothing else is."""

import subprocess
from pathlib import Path

import pathspec
import pytest
import yaml

from expertviews import files
from expertviews.content import documents
from expertviews.engines import watching
from expertviews.publish import THEME
from tests.project import ROOT, Project

LEFT = [
    *("jane-doe.yml~", "jane-doe.yml.orig", "jane-doe.yml.bak", "jane-doe.yml.rej", "jane-doe.yml.save", "draft.tmp"),
    *("#jane-doe.yml#", ".#jane-doe.yml", ".jane-doe.yml.swp", "jane-doe.yml.swo", "4913", "~$answers.docx"),
    *(".DS_Store", "Desktop.ini", "Thumbs.db", "ehthumbs.db", "Icon\r", "answers.docx.part", "answers.docx.crdownload"),
    ".expertviews-abcd_123.tmp",  # our own, killed while it wrote
]
KEPT = ["notes.txt", "4913.txt", "original.txt", "thumbs.txt", "backup.txt", "a#b.txt", "cash$.txt", "index.md"]
FOLDERS = ["content", "content/contributors", "content/views/china-russia-2021", "seeds", "docs"]


def test_what_programs_leave_is_overlooked_by_every_command(project: Project) -> None:
    left = [f"{folder}/{name}" for folder in FOLDERS for name in LEFT]
    for path in left:
        project.write(path, "name: x\n")
    assert project.problems() == []
    assert [*documents.names(project.root)] == ["china-russia-2021.txt"]
    for command in (["convert", "--check"], ["status"], ["build"]):
        result = project.views(*command)
        assert result.exit_code == 0, result.output
        assert [name for name in LEFT if name.strip() in result.output] == []
    assert [path for path in left if not (project.root / path).exists()] == []


@pytest.mark.parametrize("name", LEFT)
def test_git_and_the_site_leave_it_out_too(name: str) -> None:
    assert files.is_overlooked(name) or name.startswith(".")
    ignored = subprocess.run(
        ["git", "-c", "core.excludesFile=", "check-ignore", "--no-index", "--quiet", f"seeds/{name}"],
        cwd=ROOT,
        check=False,
    )
    assert ignored.returncode == 0
    hidden = name.startswith(".") or name == "Icon\r"
    assert hidden or excluded().match_file(f"assets/{name}")


@pytest.mark.parametrize("name", KEPT)
def test_other_names_are_seen(project: Project, name: str) -> None:
    project.write(f"seeds/{name}", "words\n")
    assert name in documents.names(project.root)
    assert not excluded().match_file(name)


def excluded() -> pathspec.gitignore.GitIgnoreSpec:
    """What MkDocs leaves out of the site."""
    settings = yaml.safe_load(THEME.with_name("base.yml").read_text(encoding="utf-8"))
    return pathspec.gitignore.GitIgnoreSpec.from_lines(settings["exclude_docs"].splitlines())


def test_while_the_site_is_served_it_starts_no_build(project: Project) -> None:
    for name in (*LEFT, *KEPT):
        project.write(f"seeds/{name}", "words\n")
    assert {Path(it).name for it in watching.look(project.root / "seeds")} == {"china-russia-2021.txt", *KEPT}
