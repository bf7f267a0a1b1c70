"""Links that open a form on GitHub, with what is known filled in."""

from collections.abc import Mapping
from urllib.parse import urlencode

from expertviews.contributions.forms import Form

_MOST_CHARACTERS = 2_000  # of an address: every browser and server takes as many


def form_address(issues: str, form: Form, known: Mapping[str, str]) -> str:
    """The address of a form, with values by field; without those that would make it too long.

    `issues` is where issues of the project are opened.
    """
    found = f"{issues}?{urlencode({'template': form.file})}"
    for name, value in known.items():
        more = f"&{urlencode({form.field(name).id: value})}"
        found += more if value and len(found) + len(more) <= _MOST_CHARACTERS else ""
    return found
