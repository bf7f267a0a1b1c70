"""The architecture page names what there is, in the order in which it may be imported (`make lint` checks imports)."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "scripts" / "expertviews"
PAGE = (ROOT / "docs" / "guides" / "architecture.md").read_text(encoding="utf-8")


def table(heading: str) -> list[str]:
    """The names in the first column of the table under a heading."""
    section = re.search(rf"^{heading}\n(.*?)(?=^#|\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert section, heading
    return re.findall(r"^\| `([\w/]+)` \|", section[1], re.MULTILINE)


def modules(folder: Path) -> list[str]:
    return sorted(path.stem for path in folder.glob("*.py") if not path.stem.startswith("__"))


def packages() -> list[str]:
    return sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))


def test_the_page_names_every_package_and_module_and_no_other() -> None:
    assert sorted(table("## Packages")) == sorted([*modules(PACKAGE), *(f"{name}/" for name in packages())])


def test_the_order_of_the_page_is_that_of_the_imports() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    inner = [name for name in reversed(layers) if name != "__main__"]
    assert [name.removesuffix("/") for name in table("## Packages")] == inner
