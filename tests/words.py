"""The catalogue of readers' words, renewed from the code: `python -m tests.words`, which `make words` calls.

What is new in it waits for a translation; what is gone from the code goes from it, too.
"""

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from expertviews.contributions import FORMS
from expertviews.data import MEANINGS, TABLES
from expertviews.wording.catalogue import LOCALES

PACKAGE = LOCALES.parents[1]
_WHERE = [("**.py", "python"), ("pages/templates/**.jinja", "jinja2.ext:babel_extract")]
_OPTIONS = {"pages/templates/**.jinja": {"newstyle_gettext": "true"}}
_KEYWORDS = {
    "_": None,
    "gettext": None,
    "marked": None,
    "ngettext": (1, 2),
    "plural_forms": (1, 2),
    "pgettext": ((1, "c"), 2),
}
_DATED = (
    '"POT-Creation-Date',
    '"PO-Revision-Date',
    '"Generated-By',
    '"Last-',
    '"Report-',
    '"Language-Team',
    '"Project-',
)
_HEADER = """\
# Words that readers of a site read.
#"""


def template() -> Catalog:
    """All messages of the code and the templates."""
    found = Catalog(header_comment=_HEADER)
    messages = extract_from_dir(PACKAGE, _WHERE, _OPTIONS, _KEYWORDS)
    for path, _, message, comments, context in messages:
        found.add(message, None, [(path.replace("\\", "/"), 0)], auto_comments=comments, context=context)
    for words in _of_data():
        found.add(words, None, [("data/rows.py", 0)])
    for words in _of_forms():
        found.add(words, None, [("contributions/forms.py", 0)])
    return found


def _of_data() -> Iterator[str]:
    """What the page of the data says of tables, their columns and values, as the description for programs has it."""
    for table in TABLES:
        yield table.row.__doc__ or ""
        yield from (field.description or "" for field in table.row.model_fields.values())
    yield from (meaning for values in MEANINGS.values() for meaning in values.values())


def _of_forms() -> Iterator[str]:
    """Examples in the fields of forms, which the keys of the record have."""
    yield from (it.placeholder for form in FORMS for it in form.fields if it.placeholder and not it.options)


def text(catalogue: Catalog) -> str:
    """A catalogue as its file has it: without what would change with every edit, such as dates and numbers of lines."""
    file = io.BytesIO()
    write_po(file, catalogue, width=120, ignore_obsolete=True, sort_by_file=True, include_lineno=False)
    lines = file.getvalue().decode().split("\n")
    return "\n".join(line for line in lines if not line.startswith(_DATED))


def renewed() -> Iterator[tuple[Path, str]]:
    """Each language's file as it is to be; one that is empty gets every message."""
    now = template()
    for path in sorted(LOCALES.glob("*.po")):
        with path.open("rb") as file:
            known = read_po(file, locale=path.stem.replace("-", "_"))
        known.update(now, no_fuzzy_matching=True, update_header_comment=True)
        yield path, text(known)


if __name__ == "__main__":
    for path, words in list(renewed()):
        path.write_text(words, encoding="utf-8")
