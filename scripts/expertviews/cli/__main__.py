"""`python -m expertviews.cli` is `views`."""

from expertviews.cli import main

main()
