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
    """A question's page: the slugs of the questions before and after it, and the index of its first annotation."""

    question: Question
    before: str
    after: str
    start: int


def collection(shaper: Shaper) -> dict[str, Any]:
    """Return the collection of all annotations, which has a page for each question."""
    slugs = [question.slug for question in shaper.library.newest_questions]
    ends = {"first": _address(shaper, slugs[0]), "last": _address(shaper, slugs[-1])} if slugs else {}
    return {
        "@context": _CONTEXT,
        "id": shaper.address(addresses.ANNOTATIONS),
        "type": "AnnotationCollection",
        "label": f"Excerpts and stances of {shaper.site.name}",
        "total": sum(map(_count, shaper.library.views.values())),
        **ends,
    }


def pages(library: Library) -> Iterator[Page]:
    """Yield the pages of annotations, one for each question, the latest first."""
    slugs, start = ["", *(question.slug for question in library.newest_questions), ""], 0
    for number, question in enumerate(library.newest_questions, start=1):
        yield Page(question, slugs[number - 1], slugs[number + 1], start)
        start += sum(map(_count, library.views_on(question.slug)))


def page(shaper: Shaper, of: Page) -> dict[str, Any]:
    """Return a page with the annotations of the shaper's views, which are those on the page's question."""
    return {
        "@context": _CONTEXT,
        "id": _address(shaper, of.question.slug),
        "type": "AnnotationPage",
        "partOf": shaper.address(addresses.ANNOTATIONS),
        **({"prev": _address(shaper, of.before)} if of.before else {}),
        **({"next": _address(shaper, of.after)} if of.after else {}),
        "startIndex": of.start,
        "items": [annotation for view in shaper.views for annotation in _annotations(shaper, view)],
    }


def _address(shaper: Shaper, question: str) -> str:
    return shaper.address(addresses.data_file("annotations", question))


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
    view: ViewShape, quotation: ExcerptShape | StanceShape, motivation: str, bodies: list[dict[str, Any]]
) -> dict[str, Any]:
    return {
        "id": quotation.url,
        "type": "Annotation",
        "motivation": motivation,
        "body": [*bodies, _DRAFT] if view.status == "draft" else bodies,
        "target": {"source": view.plain, "selector": [selector.model_dump() for selector in quotation.selector]},
    }


def _about(page: str, purpose: str) -> dict[str, Any]:
    return {"type": "SpecificResource", "source": page, "purpose": purpose}


def skos(shaper: Shaper) -> str:
    """Return the themes as SKOS concepts, in Turtle."""
    scheme = shaper.address(addresses.THEMES, "_themes")
    lines = [
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .",
        "@prefix dct: <http://purl.org/dc/terms/> .",
        "",
        f"<{scheme}> a skos:ConceptScheme ;",
        f"  dct:title {_literal(f'Themes of {shaper.site.name}')} .",
    ]
    for theme in shaper.themes:
        lines += [
            "",
            f"<{theme.url}#_theme> a skos:Concept ;",
            f"  skos:inScheme <{scheme}> ;",
            f"  skos:topConceptOf <{scheme}> ;",
            f"  skos:notation {_literal(theme.id)} ;",
            f"  skos:prefLabel {_literal(theme.title)} ;",
            f"  skos:definition {_literal(theme.summary)} .",
        ]
    return "\n".join(lines) + "\n"


def _literal(text: str) -> str:
    """Return text as a literal of Turtle, which has JSON's escapes."""
    return json.dumps(text, ensure_ascii=False)
