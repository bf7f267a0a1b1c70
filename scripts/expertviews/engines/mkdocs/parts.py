"""Parts of the theme that are the same on many generated pages, such as the navigation: rendered once for them all."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import accumulate
from typing import Any

from jinja2 import Environment, Template
from jinja2.runtime import Context
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

_PARTS = ("nav", "tabs", "palette", "search", "source", "javascripts/palette")
"""None of them shows anything of a page but links from its address, and which entry of the navigation it is."""


class SharedParts:
    """Shares parts among the pages that aren't in the navigation, if relative links from these are the same."""

    def __init__(self, env: Environment, nav: Navigation) -> None:
        self._listed = {page.url for page in nav.pages}
        self._folders = {folder for url in self._listed for folder in accumulate(url.split("/")[:-1], "{}/{}".format)}
        self._known: dict[tuple[str, int, str], str | None] = {}
        for name in _PARTS:
            template = env.get_template(f"partials/{name}.html")
            template.root_render_func = partial(self._render, template, template.root_render_func)

    def _render(
        self, template: Template, render: Callable[[Context], Iterator[str]], context: Context
    ) -> Iterator[str]:
        page: Page | None = context.get("page")
        if page is None or page.url in self._listed:
            yield from render(context)
            return
        parts = page.url.split("/")[:-1]
        near = [it for it in accumulate(parts, "{}/{}".format) if it in self._folders]
        place = (str(template.name), len(parts), near[-1] if near else "")
        if place not in self._known:
            seen = _Seen(page)
            vars_of = {**context.get_all(), "page": seen}
            made = "".join(render(template.new_context(vars_of, shared=True)))
            self._known[place] = None if seen.more else made
        known = self._known[place]
        yield from render(context) if known is None else (known,)


class _Seen:
    """A page, and whether a template has looked at `more` of it than its address."""

    def __init__(self, page: Page) -> None:
        self.url, self.more, self._page = page.url, False, page

    def __getattr__(self, name: str) -> Any:
        self.more = True
        return getattr(self._page, name)
