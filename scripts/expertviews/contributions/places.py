"""Find which part of the record somebody means: by the address of a page, or by its words."""

import re
from collections.abc import Sequence

from expertviews import addresses, content
from expertviews.content import Record
from expertviews.contributions.mistakes import refusal
from expertviews.model import Library, View, is_slug
from expertviews.problems import nearest
from expertviews.quotes import fold, same_spelling

_SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_PAGE = re.compile(
    rf"(?:^|/)(?P<folder>questions|contributors|themes)/(?P<slug>{_SLUG})(?:/(?P<within>{_SLUG}))?"
    r"(?:/index\.html|/|\.html|\.md|\.yml)?(?:\?[^#]*)?(?:#(?P<fragment>[\w-]*)\S*)?$"
)
_VIEW_FILE = re.compile(rf"(?:^|/)views/(?P<question>{_SLUG})/(?P<contributor>{_SLUG})\.yml$")
_PROPOSITION = addresses.proposition_fragment("")
_MOST_NAMED = 20  # addresses to choose from


def question_of(record: Record, typed: str) -> str:
    """Find a question by the address of its page, its slug or its words. Returns its slug. Raises MistakesFound."""
    questions = record.library.questions
    page = _PAGE.search(typed)
    if page and page["folder"] == "questions" and page["slug"] in questions:
        return page["slug"]
    if typed in questions:
        return typed
    return _by_words("question", typed, [(question.question, slug) for slug, question in questions.items()])


def proposition_of(record: Record, typed: str) -> tuple[str, int]:
    """Find a proposition by its address, id or words: the slug of its question, and its place there.

    Raises MistakesFound.
    """
    places: dict[str, tuple[str, int]] = {}
    statements: list[tuple[str, str]] = []
    for slug, question in record.library.questions.items():
        for number, proposition in enumerate(question.propositions):
            places[f"{slug}/{proposition.id}"] = (slug, number)
            statements.append((proposition.statement, f"{slug}/{proposition.id}"))
    page = _PAGE.search(typed)
    proposition_id = page and (page["within"] or (page["fragment"] or "").removeprefix(_PROPOSITION))
    address = f"{page['slug']}/{proposition_id}" if page else typed
    if address in places:
        return places[address]
    matches = [it for it in places if it.endswith(f"/{typed}")] if is_slug(typed) else []
    return places[_only("statement", typed, matches) if matches else _by_words("statement", typed, statements)]


def files_of_page(record: Record, typed: str) -> tuple[str, ...]:
    """Find the files that a page, or a place on it, is made from; the likeliest first. Raises MistakesFound."""
    file = _VIEW_FILE.search(typed)
    page = _PAGE.search(typed)
    if file and (file["question"], file["contributor"]) in record.library.views:
        return (content.view_path(file["question"], file["contributor"]),)
    paths = _FILES_BY_FOLDER[page["folder"]](record.library, page["slug"], page["fragment"] or "") if page else ()
    existing = tuple(path for path in paths if path in record.entities)
    if not existing:
        raise refusal("page", "no-page", typed)
    return existing


def view_of(record: Record, typed: str) -> View:
    """Find the one answer at an address. Raises MistakesFound."""
    views = [it for path in files_of_page(record, typed) if isinstance(it := record.entities[path], View)]
    if not views:
        raise refusal("page", "no-answer")
    if len(views) > 1:
        pages = [(addresses.contributor_page(it.contributor), it.question) for it in views[:_MOST_NAMED]]
        choices = (addresses.address(page, addresses.view_fragment(question)) for page, question in pages)
        raise refusal("page", "which-answer", ", ".join(choices))
    return views[0]


def contributor_of(record: Record, typed: str) -> str | None:
    """Return the slug of the contributor whose page's address this is, if it is one."""
    page = _PAGE.search(typed)
    is_known = page and page["folder"] == "contributors" and page["slug"] in record.library.contributors
    return page["slug"] if page and is_known else None


def _files_of_contributor(library: Library, slug: str, fragment: str) -> tuple[str, ...]:
    views = library.views_by(slug)
    own_file = content.contributor_path(slug)
    # Ids of places in a view start with its question's slug, which may itself start with the slug of another question.
    at_fragment = [it for it in views if fragment == it.question or fragment.startswith(f"{it.question}-")]
    if at_fragment:
        return content.view_path(*max(at_fragment, key=lambda view: len(view.question)).key), own_file
    return own_file, *(content.view_path(*it.key) for it in views)


def _files_of_question(library: Library, slug: str, fragment: str) -> tuple[str, ...]:
    own_file = content.question_path(slug)
    if fragment:
        return content.view_path(slug, fragment), own_file
    return own_file, *(content.view_path(*it.key) for it in library.views_on(slug))


def _files_of_theme(_library: Library, slug: str, fragment: str) -> tuple[str, ...]:
    question, _, contributor = fragment.partition("--")
    return content.view_path(question, contributor), content.theme_path(slug)


_FILES_BY_FOLDER = {"contributors": _files_of_contributor, "questions": _files_of_question, "themes": _files_of_theme}


def _by_words(field: str, typed: str, known: Sequence[tuple[str, str]]) -> str:
    """Find the key of a question or statement by its words, in whatever case and spelling. Raises MistakesFound."""
    wanted = _comparable(typed)
    matches = [key for words, key in known if _comparable(words) == wanted]
    if matches:
        return _only(field, typed, matches)
    noun = "proposition" if field == "statement" else field
    similar = nearest(typed, [words for words, _ in known])
    raise refusal(field, f"{noun}-near", typed, similar) if similar else refusal(field, f"no-{noun}", typed)


def _only(field: str, typed: str, matches: Sequence[str]) -> str:
    """Return the only match. Raises MistakesFound if there are several."""
    if len(matches) > 1:
        raise refusal(field, "several", typed, ", ".join(f"questions/{it}/" for it in matches[:_MOST_NAMED]))
    return matches[0]


def _comparable(words: str) -> str:
    return same_spelling(fold(words)).casefold().strip(" .?!“”\"'")
