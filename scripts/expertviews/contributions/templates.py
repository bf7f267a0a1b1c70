"""The forms as GitHub's issue forms; their format is described at https://docs.github.com/communities."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from expertviews import files
from expertviews.content import yamltext
from expertviews.contributions.forms import Form, FormField, forms_in

FOLDER = ".github/ISSUE_TEMPLATE"
_NOTICE = "# Made by `.venv/bin/views forms`, from the forms of the program: don't edit it.\n"


def issue_forms(language: str) -> Mapping[str, str]:
    """Return the files of the issue forms in a language, by path relative to the root."""
    return {f"{FOLDER}/{form.file}": _NOTICE + yamltext.dump(_form(form)) for form in forms_in(language)}


def update_forms(root: Path, language: str) -> tuple[str, ...]:
    """Write the issue forms that are out of date; returns their paths."""
    return files.update(root, issue_forms(language))


def _form(form: Form) -> dict[str, Any]:
    intro = {"type": "markdown", "attributes": {"value": f"{form.intro}\n"}}
    body = [intro, *map(_field, form.fields)]
    return {"name": form.title, "description": form.about, "title": form.title, "body": body}


def _field(field: FormField) -> dict[str, Any]:
    attributes: dict[str, Any] = {"label": field.label, "description": field.about}
    if field.options:
        attributes["options"] = [*field.options]
    else:
        attributes["placeholder"] = field.placeholder
    return {
        "type": "dropdown" if field.options else "textarea" if field.long else "input",
        "id": field.id,
        "attributes": {name: value for name, value in attributes.items() if value},
        "validations": {"required": field.required and not field.when},
    }
