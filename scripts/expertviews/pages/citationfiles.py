"""Citations as files for reference managers, beside the pages of what they cite.

A question and a view each have a file in every format. The passages quoted from a view share one file, with an entry
for each, since a file for each would mean twenty for every view. One more file has these citations as sentences, each
under its place on the page, where a script shows it.
"""

from collections.abc import Mapping, Sequence

from expertviews import addresses
from expertviews.kept import FileGroup, FileGroups, encoded
from expertviews.model import Question, View
from expertviews.pages import cite
from expertviews.pages.cite import Citation
from expertviews.pages.context import RenderContext
from expertviews.quotes import ExcerptPassage, StancePassage

_BYTE_ORDER_MARK = "\ufeff"  # tells browsers that the text is UTF-8 if the host doesn't


def citation_files(context: RenderContext) -> FileGroups:
    """Return all files with citations, in a group for each question."""
    return {f"citations/{slug}": _part(context, question) for slug, question in context.library.questions.items()}


def _part(context: RenderContext, question: Question) -> FileGroup:
    alone = not context.library.from_same_document(question)
    key = context.cache_keys.questions([question.slug], themes=())
    return FileGroup(key, lambda: encoded(_of_question(context, question, alone=alone)))


def _of_question(context: RenderContext, question: Question, *, alone: bool) -> Mapping[str, str]:
    path, site = addresses.question_citation(question.slug), context.site
    whole = cite.of_question(question, site, alone=alone)
    texts = _texts(path, [whole])
    for view in context.library.views_on(question.slug):
        if not view.withdrawn:
            texts |= _of_view(context, view)
    return texts


def _of_view(context: RenderContext, view: View) -> dict[str, str]:
    whole = cite.of_view(context.library, view, context.site)
    texts = _texts(addresses.view_citation(view.contributor, view.question), [whole])
    passages: list[ExcerptPassage | StancePassage] = [*context.passages.excerpts(view), *context.passages.stances(view)]
    quoted = {passage.fragment: cite.of_words(whole, passage) for passage in passages}
    if quoted:
        path = addresses.passages_citation(view.contributor, view.question)
        texts |= _texts(path, [*quoted.values()])
        sentences = "\n".join(f"#{fragment}\n{cite.sentence(citation)}\n" for fragment, citation in quoted.items())
        texts[f"{path}{cite.SENTENCES_ENDING}"] = f"{_BYTE_ORDER_MARK}\n{sentences}"
    return texts


def _texts(path: str, citations: Sequence[Citation]) -> dict[str, str]:
    """Return the text of a file with the citations in every format; `path` is without its ending."""
    return {f"{path}{form.ending}": form.write(*citations) for form in cite.CITATION_FORMATS}
