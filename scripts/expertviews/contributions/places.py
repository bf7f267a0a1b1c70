"""Which part of the record somebody means: by the address of a page, or by its words."""

import re
from collections.abc import Sequence

from expertviews import addresses, content
from expertviews.content import Record
from expertviews.contributions.mistakes import refusal
from expertviews.model import View, is_slug
from expertviews.problems import nearest
from expertviews.quotes import fold, same_spelling

_SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_PAGE = re.compile(
    rf"(?:^|/)(?P<folder>questions|contributors|themes)/(?P<slug>{_SLUG})(?:/(?P<within>{_SLUG}))?"
    r"(?:/index\.html|/|\.html|\.md|\.yml)?(?:\?[^#]*)?(?:#(?P<fragment>[\w-]*)\S*)?$"
)
_VIEW_FILE = re.compile(rf"(?:^|/)views/(?P<question>{_SLUG})/(?P<contributor>{_SLUG})\.yml$")
_PROPOSITION = "proposition--"
_MOST_NAMED = 20  # addresses to choose from


def question_of(record: Record, field: str, typed: str) -> str:
    """The slug of the question meant. Raises MistakesFound."""
    known = record.library.questions
    page = _PAGE.search(typed)
    if page and page["folder"] == "questions" and page["slug"] in known:
        return page["slug"]
    if typed in known:
        return typed
    return _by_words(field, typed, [(it.question, slug) for slug, it in known.items()], "question")


def proposition_of(record: Record, field: str, typed: str) -> tuple[str, int]:
    """The slug of a question, and the place in it of the proposition meant. Raises MistakesFound."""
    propositions: dict[str, tuple[str, int]] = {}
    by_words: list[tuple[str, str]] = []
    for slug, question in record.library.questions.items():
        for at, it in enumerate(question.propositions):
            propositions[f"{slug}/{it.id}"] = (slug, at)
            by_words.append((it.statement, f"{slug}/{it.id}"))
    page = _PAGE.search(typed)
    within = page and (page["within"] or (page["fragment"] or "").removeprefix(_PROPOSITION))
    address = f"{page['slug']}/{within}" if page else typed
    if address in propositions:
        return propositions[address]
    named = [it for it in propositions if is_slug(typed) and it.endswith(f"/{typed}")]
    return propositions[_only(field, typed, named) if named else _by_words(field, typed, by_words, "proposition")]


def files_of_page(record: Record, field: str, typed: str) -> tuple[str, ...]:
    """The files that a page, or a place on it, is made from; the likeliest first. Raises MistakesFound."""
    file = _VIEW_FILE.search(typed)
    page = _PAGE.search(typed)
    if file and (file["question"], file["contributor"]) in record.library.views:
        return (content.view_path(file["question"], file["contributor"]),)
    found = _files_of_page(record, page["folder"], page["slug"], page["fragment"] or "") if page else ()
    known = tuple(path for path in found if path in record.entities)
    if not known:
        raise refusal(field, "no-page", typed)
    return known


def view_of(record: Record, field: str, typed: str) -> View:
    """The one answer at an address. Raises MistakesFound."""
    paths = files_of_page(record, field, typed)
    views = [it for path in paths if isinstance(it := record.entities[path], View)]
    if not views:
        raise refusal(field, "no-answer")
    if len(views) > 1:
        pages = ((addresses.contributor_page(it.contributor), it.question) for it in views[:_MOST_NAMED])
        places = (addresses.address(page, addresses.view_fragment(question)) for page, question in pages)
        raise refusal(field, "which-answer", ", ".join(places))
    return views[0]


def contributor_of(record: Record, typed: str) -> str | None:
    """The slug of the contributor with a page at this address, if that is one."""
    page = _PAGE.search(typed)
    known = record.library.contributors
    return page["slug"] if page and page["folder"] == "contributors" and page["slug"] in known else None


def _files_of_page(record: Record, folder: str, slug: str, fragment: str) -> tuple[str, ...]:
    library = record.library
    if folder == "contributors":
        views = library.views_by(slug) if slug in library.contributors else ()
        # The ids of places in a view start with its question, which may be the start of another one.
        at = [it for it in views if fragment == it.question or fragment.startswith(f"{it.question}-")]
        meant = [max(at, key=lambda view: len(view.question))] if at else views
        of_views = [content.view_path(*it.key) for it in meant]
        own = content.contributor_path(slug)
        return (*of_views, own) if at else (own, *of_views)
    if folder == "questions":
        views = library.views_on(slug)
        of_views = [content.view_path(slug, it.contributor) for it in views if fragment in {"", it.contributor}]
        return (content.question_path(slug), *of_views) if not fragment else (*of_views, content.question_path(slug))
    question, _, contributor = fragment.partition("--")
    return (content.view_path(question, contributor), content.theme_path(slug))


def _by_words(field: str, typed: str, known: Sequence[tuple[str, str]], what: str) -> str:
    """What has these words, in whatever case and spelling. Raises MistakesFound."""
    wanted = _bare(typed)
    found = [meant for words, meant in known if _bare(words) == wanted]
    if found:
        return _only(field, typed, found)
    near = nearest(typed, [words for words, _ in known])
    raise refusal(field, f"{what}-near", typed, near) if near else refusal(field, f"no-{what}", typed)


def _only(field: str, typed: str, found: Sequence[str]) -> str:
    """The one question or proposition that is meant. Raises MistakesFound."""
    if len(found) > 1:
        raise refusal(field, "several", typed, ", ".join(f"questions/{it}/" for it in found[:_MOST_NAMED]))
    return found[0]


def _bare(words: str) -> str:
    return same_spelling(fold(words)).casefold().strip(" .?!“”\"'")
