"""Projects of one's own: `create` writes a new one, `upgrade` brings what it took over up to this version.

In: what somebody says of their site; the files of this program that every project has (`taken.txt`, `templates/`).
Out: files. What people have written is never touched.
"""

from expertviews.projects.creating import Identity, NewTheme, create_project
from expertviews.projects.taken import PROGRAM
from expertviews.projects.upgrading import upgrade_project
