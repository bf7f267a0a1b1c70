"""The command `views`: `main` is its entry point. It parses options and prints; the work is done by other packages."""

from expertviews.cli.commands import main
