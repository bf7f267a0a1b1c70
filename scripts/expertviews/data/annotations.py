"""The quotations of views as W3C Web Annotations, and the themes as SKOS.

Sources: W3C, Web Annotation Data Model (2017); W3C, SKOS Reference (2009); W3C, RDF 1.1 Turtle (2014).
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from expertviews import addresses
from expertviews.data.records import Shaper
from expertviews.data.shapes import ExcerptShape, QuestionShape, StanceShape, ViewShape

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_DRAFT = {"type": "TextualBody", "purpose": "tagging", "value": "suggested by a program, not reviewed"}


def collection(shaper: Shaper) -> dict[str, Any]:
    """The collection of all annotations: a page for each question."""
    pages = [shaper.address(addresses.annotations_data(it.id)) for it in shaper.questions]
    ends = {"first": pages[0], "last": pages[-1]} if pages else {}
    return {
        "@context": _CONTEXT,
        "id": shaper.address(addresses.ANNOTATIONS),
        "type": "AnnotationCollection",
        "label": f"Excerpts and stances of {shaper.site.name}",
        "total": sum(len(it.excerpts) + len(it.stances) for it in shaper.views),
        **ends,
    }


def pages(shaper: Shaper) -> Iterator[tuple[str, dict[str, Any]]]:
    """The annotations of each question's views: the path of a page under docs/, and the page."""
    questions, start = shaper.questions, 0
    views_on: dict[str, list[ViewShape]] = defaultdict(list)
    for view in shaper.views:
        views_on[view.question.id].append(view)
    for number, question in enumerate(questions):
        path = addresses.annotations_data(question.id)
        items = [annotation for view in views_on[question.id] for annotation in _annotations(shaper, view)]
        beside = {"prev": number - 1, "next": number + 1}
        yield (
            path,
            {
                "@context": _CONTEXT,
                "id": shaper.address(path),
                "type": "AnnotationPage",
                "partOf": shaper.address(addresses.ANNOTATIONS),
                **_links(shaper, questions, beside),
                "startIndex": start,
                "items": items,
            },
        )
        start += len(items)


def _links(shaper: Shaper, questions: Sequence[QuestionShape], beside: dict[str, int]) -> dict[str, str]:
    within = {name: at for name, at in beside.items() if 0 <= at < len(questions)}
    return {name: shaper.address(addresses.annotations_data(questions[at].id)) for name, at in within.items()}


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
