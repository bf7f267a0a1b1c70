"""Embeds, small pages for other sites to frame: the quotations of a view, and the propositions of a question.

An embed has a place for each quotation or proposition, and shows the one that its address points to, without a script.
What is corrected or withdrawn here changes there, too. The description follows https://oembed.com, section 2.3.4.
"""

import json
from collections.abc import Mapping
from functools import partial
from html import escape
from typing import Any

from jinja2 import Environment

from expertviews import addresses
from expertviews.addresses import Site
from expertviews.comparison import role_beside
from expertviews.kept import FileGroup, FileGroups, encoded
from expertviews.model import Question, View
from expertviews.pages.context import RenderContext

_STYLE = "assets/stylesheets/embed.css"
_WIDTH, _HEIGHT = 600, 260  # pixels


def snippet(site: Site, embed: str, title: str) -> str:
    """Return the HTML with which another site frames an embed."""
    address = escape(site.address(embed))
    return f'<iframe src="{address}" title="{escape(title)}" width="100%" height="{_HEIGHT}" loading="lazy"></iframe>'


def embeds(context: RenderContext, environment: Environment) -> FileGroups:
    """Return all embeds of a record with their descriptions, by question; none if the site has no address."""
    questions = context.library.questions if context.site.url else {}
    return {
        slug: FileGroup(
            context.cache_keys.questions([slug], with_summaries=True),
            partial(_of_question, context, environment, question),
        )
        for slug, question in questions.items()
    }


def _of_question(context: RenderContext, environment: Environment, question: Question) -> Mapping[str, bytes]:
    """Return the embeds of a question and its answers, by path."""
    for_view = environment.get_template("embed-view.html.jinja")
    for_question = environment.get_template("embed-question.html.jinja")
    page, path = addresses.question_page(question.slug), addresses.embed(question.slug)
    own = {"question": question, "rows": context.compare.most_divided(question.slug), "title": question.question}
    texts = {
        f"{path}index.html": for_question.render(_common(context, path, page) | own),
        f"{path}oembed.json": _oembed(context.site, path, question.question),
    }
    for view in context.library.views_on(question.slug):
        path = addresses.embed(*view.key)
        texts[f"{path}index.html"] = for_view.render(_view_values(context, path, view))
    return encoded(texts)


def _view_values(context: RenderContext, path: str, view: View) -> dict[str, Any]:
    contributor, question = context.library.contributors[view.contributor], context.library.questions[view.question]
    page = addresses.contributor_page(view.contributor)
    return {
        **_common(context, path, page, addresses.view_fragment(view.question)),
        "view": view,
        "contributor": contributor,
        "question": question,
        "role": role_beside(context.library, view, context.wording.kinds).text,
        "title": f"{contributor.name}: {question.question}",
        "quoted": [*context.passages.excerpts(view), *context.passages.stances(view)],
        "statements": {proposition.id: proposition.statement for proposition in question.propositions},
    }


def _common(context: RenderContext, path: str, page: str, fragment: str = "") -> dict[str, Any]:
    return {
        **context.shared,
        "page": page,
        "canonical": context.site.address(page, fragment),
        "style": f"{'../' * path.count('/')}{_STYLE}",
    }


def _oembed(site: Site, embed: str, title: str) -> str:
    """Return the oEmbed document of an embed."""
    document = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": site.name,
        "provider_url": site.address(addresses.HOME),
        "html": snippet(site, embed, title),
        "width": _WIDTH,
        "height": _HEIGHT,
    }
    return json.dumps(document, ensure_ascii=False)
