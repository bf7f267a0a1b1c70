"""Links that open a form on GitHub, with what is known filled in."""

from urllib.parse import urlencode

from expertviews.contributions.forms import Form

_MOST_CHARACTERS = 2_000  # of an address: every browser and server takes as many


def form_address(issues: str, form: Form, place: str) -> str:
    """The address of a form, with the address of the page it is about, unless that makes it too long.

    `issues` is where issues of the project are opened.
    """
    bare = f"{issues}?{urlencode({'template': form.file})}"
    filled = f"{bare}&{urlencode({form.fields[0].id: place})}"
    return filled if len(filled) <= _MOST_CHARACTERS else bare
