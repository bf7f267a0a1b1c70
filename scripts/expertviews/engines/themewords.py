"""What the theme's templates tell readers, besides the theme's own words; engines only know a configuration."""

from collections.abc import Mapping

from expertviews.wording import wording


def theme_words(language: str | None) -> Mapping[str, str]:
    """`extra.words` of the configuration of a site in a language."""
    gettext = wording(language or "en").language.gettext
    return {
        "lost": gettext("Page not found"),
        "lost_help": gettext("It may have been renamed. Try the search, or start from one of these pages:"),
        "record": gettext("Record:"),
        "source": gettext("Source in the repository:"),
        "edit": gettext("edit"),
        "edit_file": gettext("Edit %(file)s", file="%(file)s"),
        "code": gettext("Code"),
        "code_on": gettext("Code on %(host)s", host="%(host)s"),
    }
