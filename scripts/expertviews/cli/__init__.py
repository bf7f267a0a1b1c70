"""The command `views`."""

from expertviews.cli.commands import main

__all__ = [
    "main",
]
