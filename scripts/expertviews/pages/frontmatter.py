"""The YAML front matter of a generated page, and the mark by which such a page is known."""

import json
import re
from collections.abc import Mapping
from html import escape
from typing import Any

from expertviews import files

# JSON is YAML, but for what YAML holds to be unprintable or a line break. Both write it \uXXXX.
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def page_text(meta: Mapping[str, Any], body: str) -> str:
    """A generated page: the mark, then `meta`, then the body.

    Themes print a page's title and description as they stand, so every text in `meta` is escaped for HTML here.
    """
    lines = [f"{key}: {_flow(value)}" for key, value in meta.items()]
    return files.MADE + "".join(f"{line}\n" for line in lines) + "---\n\n" + body.strip("\n") + "\n"


def _flow(value: Any) -> str:
    """A value in a line of YAML."""
    line = json.dumps(_escaped(value), ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", line)


def _escaped(value: Any) -> Any:
    if isinstance(value, str):
        return escape(" ".join(value.split()))
    if isinstance(value, Mapping):
        return {key: _escaped(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_escaped(item) for item in value]
    return value
