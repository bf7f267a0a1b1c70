"""The YAML front matter of a generated page, with the mark that identifies such a page."""

import json
import re
from collections.abc import Mapping
from html import escape
from typing import Any

from expertviews import files

# JSON is YAML, except for characters that YAML considers unprintable or line breaks. Both accept \uXXXX.
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def page_text(meta: Mapping[str, Any], body: str) -> str:
    """A generated page: the mark, then `meta`, then the body.

    MkDocs themes don't escape a page's title and description, so every text in `meta` is escaped for HTML here.
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
