"""The quotations of views as W3C Web Annotations, and the themes as SKOS.

Sources: W3C, Web Annotation Data Model (2017); W3C, SKOS Reference (2009); W3C, RDF 1.1 Turtle (2014).
"""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from expertviews import addresses
from expertviews.data.records import Shaper
from expertviews.data.shapes import ExcerptShape, StanceShape, ViewShape
from expertviews.model import Library, Question, View

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_DRAFT = {"type": "TextualBody", "purpose": "tagging", "value": "suggested by a program, not reviewed"}


class Page(NamedTuple):
    """The page of a question: the slugs of those before and after it, and how many annotations are before it."""

    question: Question
    before: str
    after: str
    start: int


def collection(shaper: Shaper) -> dict[str, Any]:
    """The collection of all annotations: a page for each question."""
    pages = [shaper.address(addresses.data_file("annotations", it.slug)) for it in shaper.library.newest_questions]
    ends = {"first": pages[0], "last": pages[-1]} if pages else {}
    return {
        "@context": _CONTEXT,
        "id": shaper.address(addresses.ANNOTATIONS),
        "type": "AnnotationCollection",
        "label": f"Excerpts and stances of {shaper.site.name}",
        "total": sum(map(_count, shaper.library.views.values())),
        **ends,
    }


def pages(library: Library) -> Iterator[Page]:
    """The pages of annotations, one for each question, the latest first."""
    questions, start = library.newest_questions, 0
    for at, question in enumerate(questions):
        after = questions[at + 1].slug if at + 1 < len(questions) else ""
        yield Page(question, questions[at - 1].slug if at else "", after, start)
        start += sum(map(_count, library.views_on(question.slug)))


def page(shaper: Shaper, it: Page) -> dict[str, Any]:
    """The annotations of a question's views, which are those of the shaper."""
    links = {name: slug for name, slug in (("prev", it.before), ("next", it.after)) if slug}
    return {
        "@context": _CONTEXT,
        "id": shaper.address(addresses.data_file("annotations", it.question.slug)),
        "type": "AnnotationPage",
        "partOf": shaper.address(addresses.ANNOTATIONS),
        **{name: shaper.address(addresses.data_file("annotations", slug)) for name, slug in links.items()},
        "startIndex": it.start,
        "items": [annotation for view in shaper.views for annotation in _annotations(shaper, view)],
    }


def _count(view: View) -> int:
    return len(view.excerpts) + len(view.stances)


def _annotations(shaper: Shaper, view: ViewShape) -> Iterator[dict[str, Any]]:
    for excerpt in view.excerpts:
        page = shaper.address(addresses.theme_page(excerpt.theme))
        yield _annotation(view, excerpt, "classifying", [_about(page, "classifying")])
    for stance in view.stances:
        page = shaper.address(addresses.proposition_page(view.question.id, stance.proposition))
        value = {"type": "TextualBody", "purpose": "assessing", "value": stance.stance}
        yield _annotation(view, stance, "assessing", [value, _about(page, "linking")])


def _annotation(
    view: ViewShape, it: ExcerptShape | StanceShape, motivation: str, bodies: list[dict[str, Any]]
) -> dict[str, Any]:
    return {
        "id": it.url,
        "type": "Annotation",
        "motivation": motivation,
        "body": bodies + [_DRAFT] * (view.status == "draft"),
        "target": {"source": view.plain, "selector": [each.model_dump() for each in it.selector]},
    }


def _about(page: str, purpose: str) -> dict[str, Any]:
    return {"type": "SpecificResource", "source": page, "purpose": purpose}


def skos(shaper: Shaper) -> str:
    """The themes as SKOS concepts, in Turtle."""
    scheme = shaper.address(addresses.THEMES, "_themes")
    lines = [
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .",
        "@prefix dct: <http://purl.org/dc/terms/> .",
        "",
        f"<{scheme}> a skos:ConceptScheme ;",
        f"  dct:title {_literal(f'Themes of {shaper.site.name}')} .",
    ]
    for it in shaper.themes:
        lines += [
            "",
            f"<{it.url}#_theme> a skos:Concept ;",
            f"  skos:inScheme <{scheme}> ;",
            f"  skos:topConceptOf <{scheme}> ;",
            f"  skos:notation {_literal(it.id)} ;",
            f"  skos:prefLabel {_literal(it.title)} ;",
            f"  skos:definition {_literal(it.summary)} .",
        ]
    return "\n".join(lines) + "\n"


def _literal(text: str) -> str:
    """Text in quotation marks: JSON's escapes are Turtle's, too."""
    return json.dumps(text, ensure_ascii=False)
