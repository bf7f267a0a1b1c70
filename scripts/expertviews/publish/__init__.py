"""Publishing, whatever the engine: the pages in docs/, and what a site needs beyond what an engine makes of them.

In goes the project's folder; out come the pages (`build_pages`), and, once an engine has built the site, its finish
(`finish`). Published addresses last, by redirects and `published_addresses`.
"""

from expertviews.publish.colours import COLOUR
from expertviews.publish.colours import DEFAULT as DEFAULT_COLOURS
from expertviews.publish.finishing import COMPLETED, finish, write_parts
from expertviews.publish.pagefiles import WrittenPages, build_pages, checked_record, rendered
from expertviews.publish.programfiles import THEME, write_program_files
from expertviews.publish.redirects import redirect_entry
from expertviews.publish.search import INDEX, INDEX_SCRIPT, as_script
from expertviews.publish.search import unsplit as search_index
from expertviews.publish.settings import CODES, untranslated_warning
from expertviews.publish.settings import site as site_settings
