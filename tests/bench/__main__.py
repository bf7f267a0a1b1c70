"""The command: `python -m tests.bench build 10 100`."""

import click

from tests.bench import again, building, convert, growth, live, pages, search

BENCHMARKS = {
    "build": building.main,
    "again": again.main,
    "serve": live.main,
    "convert": convert.main,
    "growth": growth.main,
    "pages": pages.main,
    "search": search.main,
}

if __name__ == "__main__":
    click.Group("bench", BENCHMARKS, help="Measure this project.")()
