"""Small pages for other sites to frame: the quotations of a view, and the strip of a question.

An embed has a place for each quotation or proposition, and shows the one that its address points to, without a script.
What is corrected or withdrawn here changes there too. Source of the description: https://oembed.com, section 2.3.4.
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
    """The HTML that frames an embed."""
    address = escape(site.address(embed))
    return f'<iframe src="{address}" title="{escape(title)}" width="100%" height="{_HEIGHT}" loading="lazy"></iframe>'


def embeds(context: RenderContext, environment: Environment) -> FileGroups:
    """Every embed of a record with its description, by question; none if the site has no address."""
    asked = context.library.questions if context.site.url else {}
    return {
        slug: FileGroup(
            context.cache_keys.questions([slug], with_summaries=True),
            partial(_of_question, context, environment, question),
        )
        for slug, question in asked.items()
    }


def _of_question(context: RenderContext, environment: Environment, question: Question) -> Mapping[str, bytes]:
    """The embeds of a question and its answers, by path."""
    for_view = environment.get_template("embed-view.html.jinja")
    for_question = environment.get_template("embed-question.html.jinja")
    page, path = addresses.question_page(question.slug), addresses.embed(question.slug)
    given = {"question": question, "rows": context.compare.most_divided(question.slug), "title": question.question}
    made = {
        f"{path}index.html": for_question.render(_common(context, path, page) | given),
        f"{path}oembed.json": _described(context.site, path, question.question),
    }
    for view in context.library.views_on(question.slug):
        path = addresses.embed(*view.key)
        made[f"{path}index.html"] = for_view.render(_of_view(context, path, view))
    return encoded(made)


def _of_view(context: RenderContext, path: str, view: View) -> dict[str, Any]:
    who, question = context.library.contributors[view.contributor], context.library.questions[view.question]
    page = addresses.contributor_page(view.contributor)
    return {
        **_common(context, path, page, addresses.view_fragment(view.question)),
        "view": view,
        "contributor": who,
        "question": question,
        "role": role_beside(context.library, view, context.wording.kinds).text,
        "title": f"{who.name}: {question.question}",
        "quoted": [*context.passages.excerpts(view), *context.passages.stances(view)],
        "statements": {it.id: it.statement for it in question.propositions},
    }


def _common(context: RenderContext, path: str, page: str, fragment: str = "") -> dict[str, Any]:
    return {
        **context.shared,
        "page": page,
        "canonical": context.site.address(page, fragment),
        "style": f"{'../' * path.count('/')}{_STYLE}",
    }


def _described(site: Site, embed: str, title: str) -> str:
    """An oEmbed document."""
    described = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": site.name,
        "provider_url": site.address(addresses.HOME),
        "html": snippet(site, embed, title),
        "width": _WIDTH,
        "height": _HEIGHT,
    }
    return json.dumps(described, ensure_ascii=False)
