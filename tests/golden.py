"""The record that documents of every layout become, written down: `python -m tests.golden` writes it anew."""

import shutil
import tempfile
from pathlib import Path

from expertviews import content, convert
from expertviews.convert import Reading
from tests.project import RECORD
from tests.seed_fixtures import fixtures

FOLDER = Path(__file__).parent / "golden"
THEMES = RECORD / "content" / "themes"
DOCUMENTS = {
    "labelled-form.txt": "labelled-names",
    "ngo-headings.md": "heading-names",
    "museum-bold.md": "bold-names",
    "numbered-anon.txt": "numbered-names",
    "by-lines-affil.txt": "by-lines",
    "transcript-moderator.txt": "run-in-names",
    "signatures-letter.txt": "signatures",
    "names-right-below.txt": "names-below",
    "caps-bio.txt": "name-lines",
    "sentence-intro.txt": "name-sentences",
    "front-matter.md": "heading-names",
    "joint-comma.txt": "name-lines",
    "affiliation-two-lines.txt": "name-lines",
}
"""Documents of `tests/seeds/tuned` and the layouts in which they are read: each layout has one."""


def become(name: str) -> tuple[str, str]:
    """The layout in which a document is read, and the files and remarks that come of it, as one text."""
    source = next(fixture.text for fixture in fixtures("tuned") if fixture.name == f"tuned/{name}")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(THEMES, root / content.FOLDER / "themes")
        (root / "seeds").mkdir()
        (root / "seeds" / name).write_text(source, encoding="utf-8")
        (draft,) = convert.drafts(root, [name], Reading())
        convert.write(root, draft)
        files = [f"=== {path}\n{(root / path).read_text(encoding='utf-8')}" for path in draft.files]
    remarks = [f"? {remark}\n" for remark in draft.questions] + [f"= {remark}\n" for remark in draft.explanations]
    return draft.layout, "".join([*files, "=== remarks\n", *remarks])


def main() -> None:
    """Write every golden file."""
    FOLDER.mkdir(exist_ok=True)
    for name in DOCUMENTS:
        (FOLDER / f"{name}.golden").write_text(become(name)[1], encoding="utf-8")


if __name__ == "__main__":
    main()
