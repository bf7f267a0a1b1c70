"""The modules are those of the architecture page, and import in one direction."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "scripts" / "expertviews"
PAGE = Path(__file__).parent.parent / "docs" / "guides" / "architecture.md"


def documented() -> list[str]:
    return re.findall(r"^\| `(\w+)` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)


def modules() -> dict[str, list[Path]]:
    """Each module's files: itself, or all those of a package."""
    found = {path.stem: [path] for path in PACKAGE.glob("*.py") if path.stem != "__init__"}
    return found | {path.parent.name: sorted(path.parent.glob("*.py")) for path in PACKAGE.glob("*/__init__.py")}


def imported(files: list[Path]) -> Iterator[str]:
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "expertviews":
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("expertviews."):
                yield str(node.module).split(".")[1]


def test_the_architecture_page_names_every_module_and_no_other() -> None:
    assert sorted(documented()) == sorted(modules())


def test_a_module_imports_only_from_those_above_it() -> None:
    order = documented()
    upwards = [
        f"{module} imports {name}"
        for module, files in modules().items()
        for name in imported(files)
        if name in order and name != module and order.index(name) > order.index(module)
    ]
    assert upwards == []
