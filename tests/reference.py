"""What docs/ has from the program, such as the format of the record: `python -m tests.reference` writes it anew."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from expertviews import checks, content, files, previews, publish
from expertviews.changes import ChangeReport
from expertviews.content import ModelKey, documents, keys, scaffold, shapes, yamltext
from expertviews.invocation import in_guides
from expertviews.model import ROLES, Contributor, Entity, Outline, Part, Question, Redirects, Theme, View
from expertviews.problems import Place, Problem
from expertviews.publish import published_addresses
from tests.project import ROOT

FORMAT = "docs/guides/format.md"
PROBLEMS = "docs/guides/problems.md"
CHANGES = "docs/schemas/changes.json"
_TEMPLATES = Path(__file__).parent / "templates"

_KINDS: Sequence[tuple[type[Entity], str]] = (
    (Outline, content.outline_path("<document>")),
    (Question, content.question_path("<question>")),
    (Contributor, content.contributor_path("<contributor>")),
    (Theme, content.theme_path("<theme>")),
    (View, content.view_path("<question>", "<contributor>")),
    (Redirects, content.REDIRECTS),
)
_EXAMPLE = Problem(
    Place("content/views/harbour-2026/jane-doe.yml", 12, 12),
    "unknown-reference",
    "there is no theme `militry`",
    "did you mean `military`? Or add content/themes/militry.yml",
)


def main() -> None:
    """Write what the program says now."""
    for path, text in made().items():
        (ROOT / path).write_text(text, encoding="utf-8")


def made() -> Mapping[str, str]:
    """The format of the record, the problems, and the schema of changes: path relative to the root → text."""
    loader = FileSystemLoader(_TEMPLATES)
    templates = Environment(loader=loader, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)  # noqa: S701 - Markdown, of our own words
    templates.filters |= {"inline": _inline, "least": _least, "parts": _parts}
    values = {"keys": keys, "kinds": _KINDS, "roles": ROLES, "sections": _sections(), "example": _EXAMPLE}
    values |= {"reports": checks.REPORT_FORMATS}
    pages = {
        path: templates.get_template(f"{path.rpartition('/')[2]}.jinja").render(values) for path in (FORMAT, PROBLEMS)
    }
    guides = {path: in_guides(re.sub(r"\n{3,}", "\n\n", text).strip()) + "\n" for path, text in pages.items()}
    return {**guides, CHANGES: _schema_of_changes()}


def _schema_of_changes() -> str:
    """The schema (draft 2020-12) of a report of what changed."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **ChangeReport.model_json_schema(mode="serialization"),
        "title": "What changed between two revisions of the record",
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def codes() -> Mapping[str, str]:
    """Every problem code and its meaning."""
    return {code: meaning for _, _, explained in _sections() for code, meaning in explained.items()}


def _parts(model: type[Part], told: dict[type[Part], str]) -> Iterator[tuple[ModelKey, type[Part]]]:
    """The parts of a model and theirs, each once, with their keys; `told` gets their ids."""
    for key in keys.of(model):
        for part in (it for it in key.parts if it not in told):
            told[part] = f"{model.__name__.lower()}-{keys.noun(part).replace(' ', '-').strip('/')}"
            yield key, part
            yield from _parts(part, told)


def _inline(key: ModelKey, told: Mapping[type[Part], str]) -> str:
    if key.parts and key.parts[0] in told:
        return f"see [{keys.noun(key.parts[0])}, above](#{told[key.parts[0]]})"
    if key.parts or isinstance(key.example, dict):
        return "see below" if key.parts else "see above"
    if isinstance(key.example, bool):
        return f"`{str(key.example).lower()}`"
    values = key.example if isinstance(key.example, list) else [key.example]
    return ", ".join(f"`{value}`" for value in values)


def _least(model: type[Entity]) -> list[str]:
    """An example of a file with its required keys; of an outline, as the program writes it."""
    least = keys.example(model, least=True)
    if model is not Outline:
        return scaffold.example_lines(least)
    known = {key.name: key.example for key in keys.of(model) if key.name in {"digest", "asked"}}
    lines = content.outline_text(Outline.model_validate(least | known), "", {}).splitlines()
    return [line for line in lines if not line.startswith("#")]


def _sections() -> Iterator[tuple[str, str, Mapping[str, str]]]:
    """The sections of the page: heading, introduction, and the meaning of each code."""
    yield "YAML that can't be read", "A file isn't valid YAML, so none of it could be read.", yamltext.CODES
    yield "Keys and values", "A file is valid YAML, but its keys or values are wrong.", shapes.CODES
    yield "Files", "A file can't be accepted, or isn't where it should be.", {**files.CODES, **content.CODES}
    rules = {code: it.meaning for code, it in sorted(checks.RULES.items()) if not it.warning}
    yield "The record as a whole", "Each file is valid, but together they break a rule. The rule:", rules
    yield (
        "Warnings",
        "A sound record may still mislead readers. A warning stops nothing: if it is wrong, leave things as they are. "
        "Those on propositions are given for English only.",
        {code: it.meaning for code, it in sorted(checks.RULES.items()) if it.warning},
    )
    yield (
        "Documents in seeds/",
        "A document can't be converted, or the record refers to one that can't be read.",
        {code: meaning for code, meaning in documents.CODES.items() if code not in rules},
    )
    written = {**publish.CODES, **checks.CODES}
    yield "Pages", "A page can't be written, or a page of yours can't be published.", written
    yield "Addresses", "Printed by `views addresses --check`.", published_addresses.CODES
    yield "Previews", "Reported in the comment on a pull request.", previews.CODES


if __name__ == "__main__":
    main()
