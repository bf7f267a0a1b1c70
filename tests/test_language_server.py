"""In an editor program with the YAML language server, keys complete, explain themselves, and mistakes are marked."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from expertviews import content, files
from expertviews.content import schemas
from expertviews.model import ROLES, View
from tests.language_server import LanguageServer, missing
from tests.project import PAIKIN_VIEW, Project

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "")


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A view in a project that has its schemas."""
    root = Project(tmp_path_factory.mktemp("edited")).root
    for path, text in schemas.record_schemas(content.load(root).library).items():
        files.replace(root / path, text)
    return root / PAIKIN_VIEW


@pytest.fixture
def server() -> Iterator[LanguageServer]:
    with LanguageServer() as running:
        yield running


def place(text: str, words: str) -> tuple[int, int]:
    """Line and column, from 1, just after the first occurrence of the words."""
    before = text[: text.index(words) + len(words)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def test_a_sound_file_has_no_mark(server: LanguageServer, view: Path) -> None:
    assert server.open(view, view.read_text(encoding="utf-8")) == []


def test_themes_are_offered_with_what_belongs_there(server: LanguageServer, view: Path) -> None:
    text = view.read_text(encoding="utf-8") + "\n"
    server.open(view, text)
    offered = server.completions(*place(text, "- theme: "))
    assert {"energy", "finance", "central-asia", "military"} <= set(offered)
    assert offered["central-asia"].startswith("Central Asia: Kazakhstan")


def test_propositions_are_offered_with_their_statements(server: LanguageServer, view: Path) -> None:
    text = view.read_text(encoding="utf-8")
    server.open(view, text)
    offered = server.completions(*place(text, "- proposition: "))
    assert offered["formal-alliance"].startswith("Beijing and Moscow will enter a formal alliance.")


def test_keys_are_offered_in_a_new_file(server: LanguageServer, view: Path) -> None:
    text = "# yaml-language-server: $schema=../../schemas/view.json\n\n"
    server.open(view.with_name("somebody.yml"), text)
    offered = server.completions(2, 1)
    assert {"question", "contributor", "source", "status", "text", "excerpts"} <= set(offered)
    assert offered["gist"] == View.model_fields["gist"].description


def test_a_key_explains_itself(server: LanguageServer, view: Path) -> None:
    text = view.read_text(encoding="utf-8")
    server.open(view, text)
    line, column = place(text, "key_quote")
    assert str(View.model_fields["key_quote"].description) in server.hover(line, column - 3)


OUTLINE = "# yaml-language-server: $schema=../schemas/outline.json\ndocument: x.txt\nparts:\n"


def test_roles_of_lines_are_offered_with_what_they_are(server: LanguageServer, view: Path) -> None:
    outline = view.parents[2] / "outlines" / "x.txt.yml"
    text = f"{OUTLINE}  1: question\n  2-3: \n  7: [name: Bob Ray, ]\n"
    server.open(outline, text)
    for words in ("2-3: ", "Bob Ray, "):
        offered = server.completions(*place(text, words))
        assert offered["bio"] == ROLES["bio"]
        assert offered["name?"].startswith("in doubt: the whole line")


def test_mistakes_in_an_outline_are_marked(server: LanguageServer, view: Path) -> None:
    outline = view.parents[2] / "outlines" / "x.txt.yml"
    assert server.open(outline, f"{OUTLINE}  1: name?\n  2-3: [name: Bob Ray, text]\n  4: {{note: Bob Ray}}\n") == []
    marks = server.open(outline.with_name("y.txt.yml"), f"{OUTLINE}  1: nmae\n  x: text\n")
    assert any(mark.startswith("4: Value is not accepted") for mark in marks)
    assert any(mark.startswith("5: String does not match the pattern") for mark in marks)


def test_mistakes_are_marked_at_their_lines(server: LanguageServer, view: Path) -> None:
    text = view.read_text(encoding="utf-8")
    text = text.replace("key_quote:", "keyquote:", 1).replace("stance: disagree", "stance: disgree", 1)
    key, value = place(text, "keyquote")[0], place(text, "stance: disgree")[0]
    assert sorted(server.open(view, text), key=len) == [
        f"{key}: Property keyquote is not allowed.",
        f'{value}: Value is not accepted. Valid values: "agree", "disagree", "mixed".',
    ]
