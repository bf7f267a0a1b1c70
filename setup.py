"""Puts files of the project that others take over, and its list of changes, into the package."""

from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

HERE = Path(__file__).parent
PROJECTS = "scripts/expertviews/projects"


class Build(build_py):
    """The package, with the files of `taken.txt`; a program that runs from a clone reads them there."""

    def run(self) -> None:
        """Build it."""
        super().run()
        if self.editable_mode:
            return
        listed = (HERE / PROJECTS / "taken.txt").read_text(encoding="utf-8").splitlines()
        for path in ("CHANGELOG.md", *(it for it in listed if not it.startswith("#"))):
            to = Path(self.build_lib, "expertviews/projects/shipped", path)
            to.parent.mkdir(parents=True, exist_ok=True)
            to.write_bytes((HERE / path).read_bytes())


setup(cmdclass={"build_py": Build})
