"""How long it takes to build a site of an archive, by size, beside others that build the same in turns.

The others: this project at the commit before it was to be fast at any size, without what already then set generated
HTML aside; plain MkDocs with Material for MkDocs, with the same pages, all of them in the navigation; and Zensical with
the same tree, where it is installed.
"""

import importlib.util
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import yaml

from expertviews import addresses, engines
from tests import archive, sites
from tests.bench import Cost, cost_of, exponent, table
from tests.project import ROOT

BEFORE = "868a51e"
MOST = {"plain": 300}
"""The most contributors for a way by the first word of its name: in plain MkDocs, time grows with the square."""
_UNSEARCHED = "search:\n  exclude: true\n"  # in the front matter of pages that the project's own search finds
HEADINGS = (
    *("contributors", "built by", "load + check", "rendering", "engine", "whole", "× CPU", "memory, MB", "pages"),
    *("pages/s", "pages, MB", "site, MB", "search, MB", "largest, kB"),
)
_VIEWS = ("-m", "expertviews")
_VIEWS_BEFORE = ("-c", "from expertviews.cli import main; main()")
_MKDOCS = ("-m", "mkdocs", "build", "--quiet")


@dataclass(frozen=True)
class Built:
    """What a site cost, step by step, and how large it is. `check` and `render` are this project's own steps."""

    check: Cost | None
    render: Cost | None
    engine: Cost
    whole: Cost
    pages: Sequence[int]
    site: Sequence[int]
    html: Sequence[int]
    search: Sequence[int]


def measured(
    contributors: int, rounds: int = 1, commit: str = BEFORE, most: Mapping[str, int] = MOST
) -> Mapping[str, Built | str]:
    """The best of some rounds for each way to build the site of an archive, or why there is none.

    Of some ways it is known with how many contributors they are tried at `most`.
    """
    files = archive.archive(contributors)
    best: dict[str, Built | str] = {}
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            for name, way in _ways(Path(folder), files, commit):
                made = way() if contributors <= most.get(name.split()[0], contributors) else "left out"
                known = best.get(name)
                if isinstance(known, str) or isinstance(made, str) or not known or made.whole.cpu < known.whole.cpu:
                    best[name] = made
    return best


def _ways(folder: Path, files: archive.Files, commit: str) -> Iterator[tuple[str, Callable[[], Built | str]]]:
    def project(name: str, source: Path = ROOT) -> Path:
        root = sites.project(folder / name, {}, source)
        archive.write(root, files)
        return root

    yield "this project", lambda: _ours(project("ours"))
    yield "plain MkDocs + Material", lambda: _plain(folder / "ours")
    yield f"before ({commit})", lambda: _before(folder, project, commit)
    yield "Zensical", lambda: _zensical(project("zensical"))
    yield "with data and pictures", lambda: _whole(folder / "ours")


def _ours(root: Path, *options: str) -> Built:
    check, build = (cost_of((*_VIEWS, it), root) for it in ("check", "build"))
    _forget_pages(root)
    return _sized(root, check, build, cost_of((*_VIEWS, "site", *options), root))


def _whole(root: Path) -> Built:
    """This project again, as `make site` builds it: with the data, feeds and embeds, and pictures of shared links."""
    _forget_pages(root)
    return _sized(root, None, None, cost_of((*_VIEWS, "site", "--whole"), root))


def _before(folder: Path, project: Callable[[str, Path], Path], commit: str) -> Built | str:
    source = folder / "before-source"
    added = subprocess.run(
        ["git", "worktree", "add", "--detach", source, commit], cwd=ROOT, capture_output=True, check=False
    )
    if added.returncode:
        return "not in this clone"
    try:
        root = project("before", source)
        hook = root / "scripts" / "mkdocs_hook.py"
        hook.parent.mkdir()
        written = (source / "scripts" / "mkdocs_hook.py").read_text(encoding="utf-8")
        hook.write_text(f"{written}\n\ndel on_page_markdown, on_page_content\n", encoding="utf-8")
        path = {"PYTHONPATH": str(source / "scripts")}
        check, build = (cost_of((*_VIEWS_BEFORE, it), root, **path) for it in ("check", "build"))
        _forget_pages(root)
        return _sized(root, check, build, cost_of(_MKDOCS, root, **path))
    finally:
        subprocess.run(["git", "worktree", "remove", "--force", source], cwd=ROOT, capture_output=True, check=True)


def _plain(made: Path) -> Built:
    """Of the pages that are in docs/ of a built project, which are all searched as far as MkDocs can."""
    root = made.parent / "plain"
    shutil.copytree(made / "docs", root / "docs")
    for page in (root / "docs").rglob("*.md"):
        page.write_text(page.read_text(encoding="utf-8").replace(_UNSEARCHED, "", 1), encoding="utf-8")
    ours = yaml.safe_load((made / ".cache/views/mkdocs.yml").read_text(encoding="utf-8"))
    pages = sorted(it.relative_to(root / "docs").as_posix() for it in (root / "docs").rglob("*.md"))
    config = {
        "site_name": "Plain",
        "theme": {"name": "material"},
        "nav": pages,
        "plugins": ["search"],
        "markdown_extensions": ours["markdown_extensions"],
    }
    (root / "mkdocs.yml").write_text(yaml.safe_dump(config, sort_keys=False), encoding="utf-8")
    return _sized(root, None, None, cost_of(_MKDOCS, root))


def _zensical(root: Path) -> Built | str:
    if "zensical" not in engines.ENGINES or not importlib.util.find_spec("zensical"):
        return "not installed"
    return _ours(root, "--engine", "zensical")


def _forget_pages(root: Path) -> None:
    """Has the next build start from nothing."""
    shutil.rmtree(root / ".cache", ignore_errors=True)
    for page in (root / "docs").rglob("*.md"):
        if addresses.is_generated(page.relative_to(root / "docs").as_posix()):
            page.unlink()


def _sized(root: Path, check: Cost | None, build: Cost | None, whole: Cost) -> Built:
    site = root / "site"
    written = [it for it in site.rglob("*") if it.is_file()]
    return Built(
        check,
        build - check if build and check else None,
        whole - build if build else whole,
        whole,
        pages=[it.stat().st_size for it in (root / "docs").rglob("*.md")],
        site=[it.stat().st_size for it in written],
        html=[it.stat().st_size for it in written if it.suffix == ".html"],
        search=[it.stat().st_size for it in written if it.relative_to(site).parts[0] in {"search", "pagefind"}],
    )


def _row(size: int, name: str, built: Built | str, ours: Built) -> Sequence[object]:
    if isinstance(built, str):
        return (f"{size:,}", name, built, *[""] * (len(HEADINGS) - 3))
    sizes = (sum(built.pages) / 1e6, sum(built.site) / 1e6, sum(built.search) / 1e6)
    return (
        f"{size:,}",
        name,
        *(built.check or "", built.render or "", built.engine, built.whole),
        f"{built.whole.cpu / ours.whole.cpu:.2f}",
        f"{built.whole.memory:.0f}",
        *(len(built.html), f"{len(built.html) / built.whole.wall:.0f}"),
        *(f"{it:.1f}" for it in sizes),
        f"{max(built.html) / 1000:.0f}",
    )


def _growth(found: Mapping[int, Mapping[str, Built | str]]) -> Iterator[Sequence[object]]:
    """The exponents of what grows, from the smallest size from 100 on to the largest."""
    for name in found[max(found)]:
        sizes = [size for size, ways in found.items() if size >= 100 and isinstance(ways[name], Built)]
        built = [it for size in sizes if isinstance(it := found[size][name], Built)]
        if len(sizes) > 1:

            def grows(
                amount: Callable[[Built], float], sizes: Sequence[int] = sizes, built: Sequence[Built] = built
            ) -> str:
                return exponent(sizes, [amount(it) for it in built])

            yield (
                "exponent",
                name,
                grows(lambda it: it.check.cpu if it.check else 0),
                grows(lambda it: it.render.cpu if it.render else 0),
                *(grows(lambda it: it.engine.cpu), grows(lambda it: it.whole.cpu), ""),
                *(grows(lambda it: it.whole.memory), grows(lambda it: len(it.html)), ""),
                *(grows(lambda it: sum(it.pages)), grows(lambda it: sum(it.site)), grows(lambda it: sum(it.search))),
                grows(lambda it: max(it.html)),
            )


def _limits(_: object, __: object, stated: Sequence[str]) -> Mapping[str, int]:
    return {**MOST, **{name: int(number) for name, _, number in (it.partition("=") for it in stated)}}


@click.command()
@click.argument("sizes", type=int, nargs=-1)
@click.option("--rounds", default=1, help="Build everything so often, in turns, and keep the best.")
@click.option("--before", default=BEFORE, metavar="COMMIT", help="The commit to compare with.")
@click.option(
    *("--most", "limits"),
    multiple=True,
    callback=_limits,
    metavar="WAY=NUMBER",
    help="Leave a way out with more contributors: `plain=300` (so it is unless stated), `before=0`, `Zensical=0`.",
)
def main(sizes: Sequence[int], rounds: int, before: str, limits: Mapping[str, int]) -> None:
    """Print what it takes to build sites of some sizes. Seconds are on the clock / of the processors."""
    found = {size: measured(size, rounds, before, limits) for size in sizes or (10, 100, 1000)}
    rows = [_row(size, name, it, ways["this project"]) for size, ways in found.items() for name, it in ways.items()]  # type: ignore[arg-type]
    click.echo(table(HEADINGS, [*rows, *_growth(found)]))
