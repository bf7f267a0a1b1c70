"""Reports of problems, for people and for programs."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict

from expertviews import characters
from expertviews.problems import Problem, report

MOST_IN_JSON = 1_000
"""Problems in a report for programs; nobody fixes more at once."""


def github_report(problems: Iterable[Problem]) -> str:
    """Annotations on the lines of a pull request, as GitHub's workflow commands."""
    lines = [
        f"::error file={_property(p.place.path)},line={p.place.line},col={p.place.column},title={_property(p.code)}"
        f"::{_message(f'{p.what} ({p.remedy})')}"
        for p in sorted(set(problems))
    ]
    return "\n".join(lines)


def json_report(problems: Iterable[Problem]) -> str:
    """An object with `count` and the first MOST_IN_JSON `problems`: path, line, column, code, what and remedy."""
    found = sorted(set(problems))
    items = [asdict(it.place) | {"code": it.code, "what": it.what, "remedy": it.remedy} for it in found[:MOST_IN_JSON]]
    return json.dumps({"count": len(found), "problems": items}, ensure_ascii=False, indent=2)


REPORT_FORMATS: Mapping[str, Callable[[Iterable[Problem]], str]] = {
    "text": report,
    "github": github_report,
    "json": json_report,
}
"""Reports by the name of their format on the command line."""


def _message(text: str) -> str:
    return characters.CONTROL.sub("�", text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
