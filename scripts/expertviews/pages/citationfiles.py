"""Citations as files for reference managers, beside the pages of what they cite.

A question and a view have a file with one entry in each format. The passages quoted from a view share one, an entry for
each: a file for each would be twenty for every view. In one more, each is in words under its place on the page, and a
script shows it there.
"""

from collections.abc import Mapping, Sequence

from expertviews import addresses
from expertviews.kept import FileGroup, FileGroups, encoded
from expertviews.model import Question, View
from expertviews.pages import cite
from expertviews.pages.cite import Citation
from expertviews.pages.context import RenderContext

_UTF_8 = "\ufeff"  # tells browsers, where the host doesn't


def citation_files(context: RenderContext) -> FileGroups:
    """Every such file of a record, by question."""
    return {f"citations/{slug}": _part(context, question) for slug, question in context.library.questions.items()}


def _part(context: RenderContext, question: Question) -> FileGroup:
    alone = not context.library.from_same_document(question)
    key = context.cache_keys.questions([question.slug], themes=())
    return FileGroup(key, lambda: encoded(_of_question(context, question, alone=alone)))


def _of_question(context: RenderContext, question: Question, *, alone: bool) -> Mapping[str, str]:
    path, site = addresses.question_citation(question.slug), context.site
    whole = cite.of_question(question, site, alone=alone)
    found = _texts(path, [whole])
    for view in context.library.views_on(question.slug):
        if not view.withdrawn:
            found |= _of_view(context, view)
    return found


def _of_view(context: RenderContext, view: View) -> dict[str, str]:
    whole = cite.of_view(context.library, view, context.site)
    found = _texts(addresses.view_citation(view.contributor, view.question), [whole])
    quoted = {it.fragment: cite.of_words(whole, it) for it in context.passages.excerpts(view)}
    quoted |= {it.fragment: cite.of_words(whole, it) for it in context.passages.stances(view)}
    if quoted:
        path = addresses.passages_citation(view.contributor, view.question)
        found |= _texts(path, [*quoted.values()])
        in_words = "\n".join(f"#{at}\n{cite.sentence(it)}\n" for at, it in quoted.items())
        found[f"{path}{cite.IN_WORDS}"] = f"{_UTF_8}\n{in_words}"
    return found


def _texts(path: str, citations: Sequence[Citation]) -> dict[str, str]:
    return {f"{path}{it.ending}": it.write(*citations) for it in cite.CITATION_FORMATS}
