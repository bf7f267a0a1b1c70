"""A copy of a record to make mistakes in."""

import shutil
from pathlib import Path

from click.testing import CliRunner, Result

from expertviews import checks, content, convert
from expertviews.cli import main

ROOT = Path(__file__).parent.parent
RECORD = Path(__file__).parent / "data" / "record"
"""This project's record as it once was, frozen, so that a contribution to the record of today breaks no test."""

SMALL = Path(__file__).parent / "data" / "small"
"""A small record without problems: one question, two contributors, two themes."""

QUESTION = "content/questions/china-russia-2021.yml"
PAIKIN = "content/contributors/zachary-paikin.yml"
PAIKIN_VIEW = "content/views/china-russia-2021/zachary-paikin.yml"
DIRK_VIEW = "content/views/china-russia-2021/dirk-van-der-kley.yml"
OUTLINE = "content/outlines/china-russia-2021.txt.yml"
MILITARY = "content/themes/military.yml"


PLAIN = """Question: What next?
Ann Lee
Much will change. Nobody can say how soon.
Bob Ray
Little will. The ministry has no money.
Cy Dahl
Nothing will change. It never does.
"""
"""A document that is outlined without a doubt."""


def contents(folder: Path) -> dict[str, bytes]:
    """What is in each file of a folder, by its path there."""
    return {it.relative_to(folder).as_posix(): it.read_bytes() for it in folder.rglob("*") if it.is_file()}


def views(root: Path, *arguments: str, given: str = "") -> Result:
    """The command `views` in a project's folder, called in this process; `given` is what somebody types."""
    return CliRunner().invoke(main, ["--root", str(root), *arguments], input=given)


class Project:
    """The frozen record and its seeds in a folder of their own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        shutil.copytree(RECORD / "content", root / "content")
        shutil.copytree(RECORD / "seeds", root / "seeds")
        (root / "mkdocs.yml").write_text("site_name: Test\n", encoding="utf-8")

    def read(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def remove(self, path: str) -> None:
        (self.root / path).unlink()

    def edit(self, path: str, old: str, new: str) -> None:
        """Replaces the first `old`, which must be there."""
        text = self.read(path)
        assert old in text, f"{path} has no {old!r}"
        self.write(path, text.replace(old, new, 1))

    def decide(self) -> None:
        """Takes away the `?` of every doubt, as an editor does who finds each proposal right."""
        record = content.load(self.root)
        for document in record.library.outlines:
            outlined = convert.outlined_document(record, document, convert.Given())
            file = outlined.file
            for doubt in convert.doubts_of(outlined):
                file = convert.decided(file, doubt, doubt.proposed)
            self.write(outlined.path, file)

    def views(self, *arguments: str, given: str = "") -> Result:
        """The command `views` in the project."""
        return views(self.root, *arguments, given=given)

    def problems(self) -> list[str]:
        return [str(problem) for problem in checks.check(content.load(self.root))]

    def codes(self) -> list[str]:
        return [problem.code for problem in checks.check(content.load(self.root))]
