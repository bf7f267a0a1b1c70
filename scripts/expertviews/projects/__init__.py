"""Creates projects that use this program for a site of their own, and upgrades them to a newer version of it.

A project takes over some files of this program (`taken.txt`, `templates/`). Upgrading replaces these, but never what
people have written.
"""

from expertviews.projects.creating import Identity, NewTheme, create_project
from expertviews.projects.taken import PROGRAM
from expertviews.projects.upgrading import upgrade_project
