"""Every benchmark runs, at its smallest size: what is measured once a year doesn't rot in between."""

import shutil

import pytest
from click.testing import CliRunner

from tests.bench import exponent, table
from tests.bench.__main__ import BENCHMARKS
from tests.bench.pages import CACHE
from tests.thorough import some

SMALLEST = {
    "build": ["2"],
    "again": ["10", "--rounds", "1"],
    "serve": ["10", "--rounds", "1"],
    "convert": ["2", "2000"],
    "growth": ["400"],
    "pages": [],
    "search": ["20"],
}


@pytest.mark.parametrize("benchmark", some(BENCHMARKS, "convert", "growth"))
def test_every_benchmark_runs(benchmark: str) -> None:
    if benchmark == "pages" and not (CACHE.exists() and shutil.which("node")):
        pytest.skip("Lighthouse isn't there")
    done = CliRunner().invoke(BENCHMARKS[benchmark], SMALLEST[benchmark], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    assert done.output.strip()


def test_growth_is_told_as_a_power_and_results_as_a_table() -> None:
    assert exponent([10, 100, 1000], [1, 10, 100]) == "1.00"
    assert exponent([10, 20], [1, 4]) == "2.00"
    assert exponent([10], [1]) == exponent([10, 20], [0, 1]) == "–"
    assert table(["a", "b"], [[1, "xyz"]]) == "| a | b   |\n| - | --- |\n| 1 | xyz |"
