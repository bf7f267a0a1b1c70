"""What the theme tells readers besides its own words, as settings: engines only know these."""

import json

from expertviews.wording import wording


def in_language(base: str, language: str) -> str:
    """The program's settings with what the theme's templates say, as `extra.words`, in a language."""
    gettext = wording(language).language.gettext
    words = {
        "lost": gettext("Page not found"),
        "lost_help": gettext("It may have been renamed. Try the search, or start from one of these pages:"),
        "record": gettext("Record:"),
        "source": gettext("Source in the repository:"),
        "edit": gettext("edit"),
        "edit_file": gettext("Edit %(file)s", file="%(file)s"),
        "code": gettext("Code"),
        "code_on": gettext("Code on %(host)s", host="%(host)s"),
    }
    there = {
        "Switch to dark mode": gettext("Switch to dark mode"),
        "Switch to light mode": gettext("Switch to light mode"),
        "Link to this section": gettext("Link to this section"),
        "extra:\n": f"extra:\n  words: {json.dumps(words, ensure_ascii=False)}\n",
    }
    for english, said in there.items():
        base = base.replace(english, said)
    return base
