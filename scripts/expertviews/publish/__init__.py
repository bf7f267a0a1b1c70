"""Publishing: from the record to a site on disk, built once or kept up to date while it is served.

In goes the project's folder; out come the pages in docs/ (`build_pages`) and the site that MkDocs makes of them
(`build_site`; MkDocs' hook is in `serving`). Published addresses last, by redirects and `published_addresses`.
"""

from expertviews.publish import pagefiles, settings
from expertviews.publish.cardfiles import draw_cards
from expertviews.publish.mkdocs_run import build_site
from expertviews.publish.pagefiles import WrittenPages, build_pages, checked_library, hand_written_warning, write_pages
from expertviews.publish.redirects import redirect_entry, redirect_pages

CODES = {**pagefiles.CODES, **settings.CODES}
