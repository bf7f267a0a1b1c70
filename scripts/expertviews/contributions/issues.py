"""An issue that somebody has opened with a form: what GitHub's event says, and what was filled in. All untrusted."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, AliasPath, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from expertviews import characters, dates
from expertviews.content import yamltext
from expertviews.contributions.forms import MOST_CHARACTERS, Form, FormField, forms_in
from expertviews.contributions.mistakes import Mistake, MistakesFound, refusal
from expertviews.model import DATE, LONGEST_LINE, URL

_HEADING = re.compile(r"^### +(.+)$", re.MULTILINE)
_FENCE = re.compile(r"(`{3,}|~{3,})[^\n`]*\n(.*?)\n?\1[ \t]*", re.DOTALL)
_REORDERING = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff]")
"""Marks by which words look like others to an editor; not the single marks that Arabic and Hebrew may need."""
_EMPTY = "_No response_"


_Day = Annotated[str, AfterValidator(lambda time: time[:10])]


class Issue(BaseModel):
    """An issue as it was when it was labelled: by whom, with what, and the days (UTC) of both.

    It is read from the event `issues: labeled`, as GitHub writes it. `branch` is the default one of its repository.
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
    """What identifies the text of an issue."""
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()


def read_event(path: Path) -> Issue:
    """The issue of an event's file. Raises ValueError if it isn't such an event."""
    try:
        return Issue.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise ValueError(f"this isn't the event of a labelled issue: {error.error_count()} mistakes") from None


def filled_in(body: str, language: str = "en") -> tuple[Form, Mapping[str, str]]:
    """The form that an issue was opened with, and what was filled in, by field, unchecked. Raises MistakesFound.

    `language` is that of the forms.
    """
    text = body.replace("\r\n", "\n").replace("\r", "\n")
    headings = [(found[1].rstrip(" "), found.start(), found.end()) for found in _HEADING.finditer(text)]
    form = next((it for it in forms_in(language) if headings and headings[0][0] == it.fields[0].label), None)
    if not form:
        raise refusal("", "no-form")
    labels = {it.label: it for it in form.fields}
    ours = [heading for heading in headings if heading[0] in labels]
    found = [*_misplaced(form, [heading[0] for heading in ours])]
    if found:
        raise MistakesFound(found)
    ends = [start for _, start, _ in ours[1:]] + [len(text)]
    values = {labels[name].id: _value(text[end:stop]) for (name, _, end), stop in zip(ours, ends, strict=True)}
    return form, values


def _misplaced(form: Form, labels: list[str]) -> Iterator[Mistake]:
    """Headings of the form that are missing, or there twice: somebody's words may have one, too."""
    for it in form.fields:
        if labels.count(it.label) != 1:
            yield Mistake(it.id, "heading-twice" if it.label in labels else "heading-missing", (f"### {it.label}",))


def _value(written: str) -> str:
    """What is under a heading, without the fence that GitHub may have put around it."""
    value = written.strip("\n").rstrip()
    fenced = _FENCE.fullmatch(value.strip())
    value = fenced[2] if fenced else value
    return "" if value.strip() == _EMPTY else value


def checked(form: Form, values: Mapping[str, str], also: Callable[[str, str], object]) -> Mapping[str, str]:
    """What was filled in, in the forms of the record. Raises MistakesFound with every mistake.

    `also` looks at the value of a field; it may raise MistakesFound, too.
    """
    found: dict[str, str] = {}
    mistakes: list[Mistake] = []
    for it in form.fields:
        try:
            found[it.id] = checked_value(it, values.get(it.id, "")) if it.applies(found) else ""
            also(it.id, found[it.id])
        except MistakesFound as refused:
            mistakes += refused.mistakes
    if mistakes:
        raise MistakesFound(mistakes)
    return found


def checked_value(it: FormField, typed: str) -> str:
    """What was filled in under a field, in the form of the record. Raises MistakesFound."""
    plain = yamltext.NOT_YAML.sub(" ", typed)
    value = _tidy(plain) if it.long else " ".join(characters.seen(plain).split())
    most = MOST_CHARACTERS if it.long else LONGEST_LINE
    if not value or not characters.is_visible(value):
        if it.required:
            raise refusal(it.id, "missing")
        return ""
    if len(value) > most:
        raise refusal(it.id, "too-long", f"{most:,}")
    if it.options:
        chosen = it.options.get(value) or (value if value in it.options.values() else "")
        if not chosen:
            raise refusal(it.id, "not-offered", value)
        return chosen
    return _of_its_form(it, value)


def _of_its_form(it: FormField, value: str) -> str:
    """A value in the form of its key: dates in that of the record."""
    form = it.key.form if it.key else None
    if form == DATE:
        value = dates.iso(value) or value
    if form and not re.fullmatch(form.pattern, value):
        code = {DATE.code: "not-a-date", URL.code: "not-an-address"}.get(form.code, "not-of-its-form")
        raise refusal(it.id, code, value, *((it.placeholder,) if code == "not-of-its-form" else ()))
    return value


def _tidy(text: str) -> str:
    """A long text with empty lines between paragraphs, and nothing invisible at the ends of lines."""
    lines = "\n".join(line.expandtabs(4).rstrip() for line in characters.without_breaks(text).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", _REORDERING.sub("", lines)).strip()
