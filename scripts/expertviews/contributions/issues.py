"""Reads issues that were opened with a form: GitHub's event, and what was filled in. All of it is untrusted."""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, AliasPath, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from expertviews import characters, dates
from expertviews.contributions.forms import MOST_CHARACTERS, Form, FormField, forms_in
from expertviews.contributions.mistakes import Mistake, MistakesFound, refusal
from expertviews.model import DATE, LONGEST_LINE, URL

_HEADING = re.compile(r"^### +(.+)$", re.MULTILINE)
_FENCE = re.compile(r"(`{3,}|~{3,})[^\n`]*\n(.*?)\n?\1[ \t]*", re.DOTALL)
_REORDERING = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff]")
"""Marks that make words look like others to an editor; not the single marks that Arabic and Hebrew may need."""
_EMPTY = "_No response_"
_FORMAT_MISTAKES = {DATE.code: "not-a-date", URL.code: "not-an-address"}

_Day = Annotated[str, AfterValidator(lambda time: time[:10])]


class Issue(BaseModel):
    """An issue when it was labelled: by whom, with what, and the days (UTC) on which it was opened and labelled.

    It is read from GitHub's event `issues: labeled`. `branch` is the default branch of the repository.
    """

    model_config = ConfigDict(validate_by_name=True, validate_by_alias=True)

    number: int = Field(validation_alias=AliasPath("issue", "number"))
    body: Annotated[str, BeforeValidator(lambda body: body or "")] = Field(validation_alias=AliasPath("issue", "body"))
    label: str = Field(validation_alias=AliasPath("label", "name"))
    labelled_by: str = Field(validation_alias=AliasPath("sender", "login"))
    opened: _Day = Field(validation_alias=AliasPath("issue", "created_at"))
    labelled: _Day = Field(validation_alias=AliasPath("issue", "updated_at"))
    branch: str = Field(validation_alias=AliasPath("repository", "default_branch"))

    @property
    def digest(self) -> str:
        """What identifies the text."""
        return digest_of(self.body)


def digest_of(body: str) -> str:
    """Return what identifies the text of an issue."""
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()


def read_event(path: Path) -> Issue:
    """Read the issue from an event's file. Raises ValueError if it isn't such an event."""
    try:
        return Issue.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise ValueError(f"this isn't the event of a labelled issue: {error.error_count()} mistakes") from None


def form_of(body: str, language: str = "en") -> Form:
    """Recognize the form of an issue by its first heading, which is in `language`. Raises MistakesFound."""
    first = _HEADING.search(_with_unix_line_ends(body))
    form = next((it for it in forms_in(language) if first and it.fields[0].label == first[1].rstrip(" ")), None)
    if not form:
        raise refusal("", "no-form")
    return form


def filled_in(form: Form, body: str) -> Mapping[str, str]:
    """Return what was filled in, by field, unchecked. Raises MistakesFound if the form's headings aren't clear."""
    text = _with_unix_line_ends(body)
    ids = {field.label: field.id for field in form.fields}
    headings = [(match[1].rstrip(" "), match.start(), match.end()) for match in _HEADING.finditer(text)]
    sections = [heading for heading in headings if heading[0] in ids]
    mistakes = _heading_mistakes(form, [label for label, _, _ in sections])
    if mistakes:
        raise MistakesFound(mistakes)
    ends = [start for _, start, _ in sections[1:]] + [len(text)]
    return {ids[label]: _value(text[start:end]) for (label, _, start), end in zip(sections, ends, strict=True)}


def _with_unix_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _heading_mistakes(form: Form, labels: Sequence[str]) -> list[Mistake]:
    """Find headings of the form that are missing, or there twice because somebody's own words have one, too."""
    mistakes = []
    for field in form.fields:
        if labels.count(field.label) != 1:
            code = "heading-twice" if field.label in labels else "heading-missing"
            mistakes.append(Mistake(field.id, code, (f"### {field.label}",)))
    return mistakes


def _value(section: str) -> str:
    """Return what is under a heading, without the code fence that GitHub may have put around it."""
    value = section.strip("\n").rstrip()
    fenced = _FENCE.fullmatch(value.strip())
    value = fenced[2] if fenced else value
    return "" if value.strip() == _EMPTY else value


def checked(form: Form, values: Mapping[str, str], check: Callable[[str, str], object]) -> Mapping[str, str]:
    """Return what was filled in, as the record writes it. Raises MistakesFound with the mistakes of all fields.

    `check` is called with each field's id and value; it may raise MistakesFound, too.
    """
    valid: dict[str, str] = {}
    mistakes: list[Mistake] = []
    for field in form.fields:
        try:
            valid[field.id] = checked_value(field, values.get(field.id, "")) if field.applies(valid) else ""
            check(field.id, valid[field.id])
        except MistakesFound as error:
            mistakes += error.mistakes
    if mistakes:
        raise MistakesFound(mistakes)
    return valid


def checked_value(field: FormField, typed: str) -> str:
    """Return what was filled in for a field, as the record writes it. Raises MistakesFound."""
    text = characters.NOT_YAML.sub(" ", typed)
    value = _tidy(text) if field.long else " ".join(characters.seen(text).split())
    if not characters.is_visible(value):
        if field.required:
            raise refusal(field.id, "missing")
        return ""
    limit = MOST_CHARACTERS if field.long else LONGEST_LINE
    if len(value) > limit:
        raise refusal(field.id, "too-long", f"{limit:,}")
    if field.options:
        if value not in (*field.options, *field.options.values()):
            raise refusal(field.id, "not-offered", value)
        return field.options.get(value, value)
    return _in_format(field, value)


def _in_format(field: FormField, value: str) -> str:
    """Return a value in the format of the field's key, such as a date as the record writes it. Raises MistakesFound."""
    text_format = field.key.form if field.key else None
    if text_format == DATE:
        value = dates.iso(value) or value
    if not text_format or re.fullmatch(text_format.pattern, value):
        return value
    if text_format.code in _FORMAT_MISTAKES:
        raise refusal(field.id, _FORMAT_MISTAKES[text_format.code], value)
    raise refusal(field.id, "not-of-its-form", value, field.placeholder)


def _tidy(text: str) -> str:
    """Keep one empty line between paragraphs; take out marks that reorder letters, and spaces at the ends of lines."""
    lines = "\n".join(line.expandtabs(4).rstrip() for line in characters.without_breaks(text).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", _REORDERING.sub("", lines)).strip()
