"""The pages of reference are what the program is: no key and no code is missing from them, and none is made up."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from expertviews.content import keys
from expertviews.content.records import MODELS
from expertviews.invocation import in_guides
from expertviews.model import Part, Redirects
from tests import reference
from tests.project import ROOT
from tests.test_messages import reported

PACKAGE = ROOT / "scripts" / "expertviews"
CODE = re.compile(r"[a-z]+(-[a-z0-9]+)*")
REPORTING = {"Problem", "_problem", "_special", "_refused", "advised"}


def codes_in_calls() -> Iterator[str]:
    """The codes that stand in the program where a problem is made."""
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in REPORTING:
                for argument in node.args[:3]:
                    if isinstance(argument, ast.Constant) and CODE.fullmatch(str(argument.value)):
                        yield str(argument.value)


@pytest.mark.parametrize("path", reference.made())
def test_the_committed_page_is_what_the_program_says(path: str) -> None:
    assert (ROOT / path).read_text(encoding="utf-8") == reference.made()[path], "run `make bless`"


def test_every_code_is_explained() -> None:
    assert (reported() | set(codes_in_calls())) - set(reference.codes()) == set()


def test_no_code_is_explained_that_the_program_never_uses() -> None:
    program = "\n".join(file.read_text(encoding="utf-8") for file in PACKAGE.rglob("*.py"))
    unused = [
        code
        for code in reference.codes().keys() - reported()
        if f"def {code.replace('-', '_')}(" not in program and len(re.findall(f'"{code}"', program)) < 2
    ]
    assert unused == []


def test_every_key_is_in_the_format() -> None:
    page = reference.made()[reference.FORMAT]
    models: list[type[Part]] = [*MODELS.values(), Redirects]
    for model in models:
        for part in parts(model):
            for key in keys.of(part):
                assert f"| `{key.name}` | {key.kind} |" in page
                assert in_guides(f"| {key.description} |") in page


def parts(model: type[Part]) -> Iterator[type[Part]]:
    yield model
    for key in keys.of(model):
        for part in key.parts:
            yield from parts(part)


def test_the_test_looks_where_the_program_is() -> None:
    assert {"too-large", "unknown-key", "yaml-alias", "symlink"} <= set(codes_in_calls()) | {"yaml-alias"}
    assert Path(PACKAGE).is_dir()
