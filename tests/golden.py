"""The record that documents become by their right outlines, written down: `python -m tests.golden` writes it anew."""

import shutil
import tempfile
from pathlib import Path

from expertviews import content, convert
from tests.evaluate_outlines import FOLDER as OUTLINES
from tests.project import RECORD

FOLDER = Path(__file__).parent / "golden"
THEMES = RECORD / "content" / "themes"
DOCUMENTS = (
    "affiliation-two-lines.txt",
    "caps-bio.txt",
    "joint-comma.txt",
    "ngo-headings.md",
    "numbered-anon.txt",
    "transcript-moderator.txt",
    "wild-arabic-maktaba.txt",
    "wild-hearing-nightflights.txt",
    "wild-tips-interviews.txt",
)
"""Documents of `tests/outlines/tuned`."""


def become(name: str) -> str:
    """The files and remarks that come of a document and its outline, as one text."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(THEMES, root / content.FOLDER / "themes")
        for source, target in ((name, f"seeds/{name}"), (f"{name}.yml", content.outline_path(name))):
            (root / target).parent.mkdir(parents=True)
            shutil.copyfile(OUTLINES / "tuned" / source, root / target)
        done = convert.convert(root, [name])
        assert not done.problems, done.problems
        (draft,) = done.drafts
        files = [f"=== {path}\n{(root / path).read_text(encoding='utf-8')}" for path in draft.files]
    remarks = [f"? {remark}\n" for remark in draft.remarks]
    return "".join([*files, "=== remarks\n", *remarks])


def main() -> None:
    """Write every golden file."""
    FOLDER.mkdir(exist_ok=True)
    for name in DOCUMENTS:
        (FOLDER / f"{name}.golden").write_text(become(name), encoding="utf-8")


if __name__ == "__main__":
    main()
