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
        f"::{'warning' if p.warning else 'error'} file={_property(p.place.path)},line={p.place.line}"
        f",col={p.place.column},title={_property(p.code)}::{_message(f'{p.what} ({p.remedy})')}"
        for p in sorted(set(problems))
    ]
    return "\n".join(lines)


def json_report(problems: Iterable[Problem]) -> str:
    """An object with `count`, the first MOST_IN_JSON `problems`, and as many `warnings`."""
    found = sorted(set(problems))
    wrong, doubtful = ([it for it in found if it.warning is warning] for warning in (False, True))
    report: dict[str, object] = {"count": len(wrong)}
    for name, items in {"problems": wrong, "warnings": doubtful}.items():
        report[name] = [
            asdict(it.place) | {"code": it.code, "what": it.what, "remedy": it.remedy} for it in items[:MOST_IN_JSON]
        ]
    return json.dumps(report, ensure_ascii=False, indent=2)


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
