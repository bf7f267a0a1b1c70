"""The bar of problems at the top of every page that is served."""

import re
from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import Any

_MOST_SHOWN = 20  # lines
_BODY = re.compile(rb"<body[^>]*>")


def shown_above(app: Any, problems: Callable[[], Sequence[str]], environ: Any, start_response: Any) -> Iterable[bytes]:
    """A WSGI app that serves what `app` does, with a bar of the problems at the top of pages."""
    answers: list[tuple[str, list[tuple[str, str]]]] = []
    body = b"".join(app(environ, lambda status, headers: answers.append((status, headers))))
    status, headers = answers[0]
    if problems() and ("Content-Type", "text/html") in headers:
        body = _BODY.sub(lambda tag: tag[0] + _bar(problems()), body, count=1)
        headers = [(name, value) for name, value in headers if name != "Content-Length"]
    start_response(status, headers)
    return [body]


def _bar(problems: Sequence[str]) -> bytes:
    more = len(problems) - _MOST_SHOWN
    lines = [*problems[:_MOST_SHOWN], *([f"… and {more} more lines in the terminal"] if more > 0 else [])]
    text = escape("\n".join(lines))
    return f'<pre class="ev-problems" role="alert">{text}</pre>'.encode()
