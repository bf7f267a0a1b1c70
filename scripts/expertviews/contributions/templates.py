"""The forms as files of GitHub's: https://docs.github.com/communities has their format."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from expertviews import files
from expertviews.content import yamltext
from expertviews.contributions.forms import Form, FormField, forms_in

FOLDER = ".github/ISSUE_TEMPLATE"
_MADE = "# Made by `.venv/bin/views forms`, from the forms of the program: don't edit it.\n"


def issue_forms(language: str) -> Mapping[str, str]:
    """The issue forms in a language, by path relative to the root."""
    return {f"{FOLDER}/{form.file}": _MADE + yamltext.dump(_form(form)) for form in forms_in(language)}


def update_forms(root: Path, language: str) -> tuple[str, ...]:
    """Writes the issue forms that are out of date, and returns their paths."""
    return files.update(root, issue_forms(language))


def _form(form: Form) -> dict[str, Any]:
    intro = {"type": "markdown", "attributes": {"value": f"{form.intro}\n"}}
    return {
        "name": form.title,
        "description": form.about,
        "title": form.title,
        "body": [intro, *map(_field, form.fields)],
    }


def _field(it: FormField) -> dict[str, Any]:
    kind = "dropdown" if it.options else "textarea" if it.long else "input"
    attributes = {"label": it.label, "description": it.about, "placeholder": it.placeholder, "options": [*it.options]}
    if kind == "dropdown":
        del attributes["placeholder"]
    told = {name: value for name, value in attributes.items() if value}
    return {"type": kind, "id": it.id, "attributes": told, "validations": {"required": it.required and not it.when}}
