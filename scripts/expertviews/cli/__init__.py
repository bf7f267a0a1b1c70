"""The command `views`: `main` is its entry point. It parses options and prints; the work is done by other packages."""

from expertviews.cli.interrupts import ending_silently

with ending_silently():
    from expertviews.cli.commands import main
