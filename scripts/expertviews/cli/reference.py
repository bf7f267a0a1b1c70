"""The two pages of the guides that are made of the program itself: the format of the record, and its problems."""

import inspect
from collections.abc import Iterator, Mapping, Sequence

from expertviews import checks, content, files, previews, publish
from expertviews.content import documents, keys, outlinetext, scaffold, shapes, yamltext
from expertviews.content.keys import ModelKey
from expertviews.model import ROLES, Contributor, Entity, Outline, Part, Question, Redirects, Theme, View
from expertviews.problems import Place, Problem
from expertviews.publish import sitemap

FORMAT = "docs/guides/format.md"
PROBLEMS = "docs/guides/problems.md"

_KINDS: Sequence[tuple[type[Entity], str]] = (
    (Outline, content.outline_path("<document>")),
    (Question, content.question_path("<question>")),
    (Contributor, content.contributor_path("<contributor>")),
    (Theme, content.theme_path("<theme>")),
    (View, content.view_path("<question>", "<contributor>")),
    (Redirects, content.REDIRECTS),
)
_EXAMPLE = Problem(
    Place("content/views/china-russia-2021/jane-doe.yml", 12, 12),
    "unknown-theme",
    "there is no theme `militry`",
    "did you mean `military`? Or add content/themes/militry.yml",
)


_ON_FORMAT = """\
The record is in files under `content/`, written in YAML: `key: value`, two blanks further in for what belongs to a
key. A file's name without `.yml` is the slug of what is in it: small letters a–z, digits and single hyphens. It is
part of addresses, and other files refer to it; an outline alone is named after its document. A key that isn't listed
here is an error.

`views new` writes a file to fill in. An editor program with the YAML language server, such as VS Code with the
extension “YAML”, completes and explains the keys by the first line of each file, which names the file's schema."""

_ON_ROLES = """\
`8-11: text` says what lines 8 to 11 are. A name opens an answer, which lasts until the next name, question or prompt;
the same name again goes on with the answer. Where a line has several parts, they stand in a list, in their order:
`20: [name: Bob Ray, text]`. A role with words takes just those words, a role without takes the rest.
`22: {note: Ann Lee}` says whose a note or a bio is; `{note: round-table}`, that it is nobody's alone. A `?` after a
role marks a doubt: take it away, or write another role."""

_ON_PROBLEMS = """\
`views check` prints every problem of the record in a line of its own, sorted by place, and their count as the last
line. So does the terminal under `mkdocs serve`, and the page in the browser shows them in a bar.

```
{text}
```

First comes the file, with the line and the column; then a code, which this page explains; then what is wrong; and in
brackets what to do. The exit status is 0 where there is no problem, 1 where there are some, and 2 where the command
was called in a wrong way.

`views check --fix` mends what has one right answer: quotation marks and dashes that aren't those of the source, marks
copied round a quote, dots in place of “ … ”, a view's lines where its outline has others, and in outlines the digest
and the numbers of lines that moved. A source decides over a text, and a text over a quote. It shows what it would
change, and asks. With `--nearest` it also takes the nearest word for a misspelt one, and the nearest passage for a
quote.

## Forms

`--format text` is the form above. `--format github` writes annotations, which GitHub shows at the lines of a pull
request:

```
{github}
```

`--format json` is for other programs: an object with `count` and `problems`, sorted by place. Lines and columns count
characters from 1.

```json
{json}
```"""


def pages() -> Mapping[str, str]:
    """Path relative to the root → text."""
    return {FORMAT: _text(_format()), PROBLEMS: _text(_problems())}


def codes() -> Mapping[str, str]:
    """Every code of a problem and what it means."""
    return {code: meaning for _, _, explained in _sections() for code, meaning in explained.items()}


def _text(lines: Iterator[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


_UNSEARCHED = ("search:", "  exclude: true")  # examples repeat the words of contributors


def _head(title: str, description: str) -> Iterator[str]:
    yield from ("---", f"title: {title}", f"description: {description}", *_UNSEARCHED, "---", "")
    yield from ("<!-- Made by `views reference` of the program itself; edit that instead. -->", "", f"# {title}", "")


def _format() -> Iterator[str]:
    yield from _head("Format of the record", "Every file under content/ and every key in it, with an example.")
    yield _ON_FORMAT
    for model, path in _KINDS:
        yield from ("", f"## {model.__name__}", "", f"{keys.summary(model)} In `{path}`.", "")
        yield from ("```yaml", *_least(model), "```", "")
        yield from _table(model)
        yield from _parts(model)
        yield from _roles() if model is Outline else ()


def _parts(model: type[Part]) -> Iterator[str]:
    for key in keys.of(model):
        for part in key.parts:
            noun = keys.called(part)
            heading = f"An item of `{key.name}`" if key.many else f"`{key.name}`: {keys.article(noun)}"
            yield from ("", f"### {heading} {{: #{model.__name__.lower()}-{noun.replace(' ', '-').strip('/')} }}", "")
            yield from (keys.summary(part), "")
            yield from _table(part)
            yield from _parts(part)


def _roles() -> Iterator[str]:
    yield from ("", "### The roles in `parts` {: #outline-roles }", "", _ON_ROLES, "")
    yield from ("| role | what the lines are |", "| --- | --- |")
    yield from (f"| `{role}` | {what} |" for role, what in ROLES.items())


def _table(model: type[Part]) -> Iterator[str]:
    yield "| key | holds | must be there | | for example |"
    yield "| --- | --- | --- | --- | --- |"
    for key in keys.of(model):
        required = "yes" if key.required else "no"
        yield f"| `{key.name}` | {key.kind} | {required} | {key.description} | {_inline(key)} |"


def _inline(key: ModelKey) -> str:
    if key.parts or isinstance(key.example, dict):
        return "see below" if key.parts else "see above"
    if isinstance(key.example, bool):
        return f"`{str(key.example).lower()}`"
    values = key.example if isinstance(key.example, list) else [key.example]
    return ", ".join(f"`{value}`" for value in values)


def _least(model: type[Entity]) -> list[str]:
    """An example of a file with the keys that must be there; of an outline, as the program writes it."""
    least = keys.least_example(model)
    if model is not Outline:
        return scaffold.example_lines(least)
    known = {key.name: key.example for key in keys.of(model) if key.name in {"digest", "asked"}}
    lines = outlinetext.outline_text(Outline.model_validate(least | known), "", {}).splitlines()
    return [line for line in lines if not line.startswith("#")]


def _problems() -> Iterator[str]:
    yield from _head("Problems and what to do", "What each message of views check means, and the forms it has.")
    yield _ON_PROBLEMS.format(
        text=_EXAMPLE, github=checks.github_report([_EXAMPLE]), json=checks.json_report([_EXAMPLE])
    )
    for title, introduction, explained in _sections():
        yield from ("", f"## {title}", "", introduction)
        for code, meaning in sorted(explained.items()):
            yield from ("", f"### {code} {{: #{code} }}", "", meaning)


def _sections() -> Iterator[tuple[str, str, Mapping[str, str]]]:
    """The codes by where they come from: heading, introduction, and what each code means."""
    yield "YAML that can't be read", "The form of a file is wrong, so that nothing in it could be read.", yamltext.CODES
    yield "Keys and values", "A file can be read, but doesn't hold what its kind does.", shapes.CODES
    yield "Files", "A file can't be taken as it is, or isn't where it should be.", {**files.CODES, **content.CODES}
    rules = {rule.__name__.replace("_", "-"): inspect.getdoc(rule) or "" for rule in checks.RULES}
    yield "The record as a whole", "Each file is sound, but a rule that all of them follow is broken. The rule:", rules
    yield (
        "Documents in seeds/",
        "A document can't be converted, or a record names one that can't be read.",
        {code: meaning for code, meaning in documents.CODES.items() if code not in rules},
    )
    written = {**publish.CODES, **checks.CODES}
    yield "Pages", "A page can't be written, or one that you wrote can't be published.", written
    yield "Addresses", "Printed by `views addresses --check`.", sitemap.CODES
    yield "Previews", "Reported in the comment on a pull request.", previews.CODES
