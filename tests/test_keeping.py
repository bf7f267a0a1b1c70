"""What a build takes over from the last one is what it would make: whatever is edited, the site is as if made anew."""

import os
import random
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import yaml

from expertviews import engines, kept, publish
from expertviews.engines import SiteError, SiteFiles
from expertviews.publish import THEME
from tests import records, sites
from tests.project import contents
from tests.repositories import git
from tests.thorough import some

VIEW = "content/views/round-2/expert-2.yml"
GUIDE = "docs/guides/review-a-draft.md"


def substitute(path: str, pattern: str, new: str) -> Callable[[Path], None]:
    def edit(root: Path) -> None:
        file = root / path
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(pattern, new, text, count=1, flags=re.MULTILINE), encoding="utf-8")

    return edit


def write(path: str, text: str) -> Callable[[Path], None]:
    def edit(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")

    return edit


def override(path: str, old: str, new: str) -> Callable[[Path], None]:
    """Lays a file over the theme's."""
    return write(f"overrides/{path}", (THEME / path).read_text(encoding="utf-8").replace(old, new, 1))


def remove(path: str) -> Callable[[Path], None]:
    def edit(root: Path) -> None:
        file = root / path
        shutil.rmtree(file) if file.is_dir() else file.unlink(missing_ok=True)

    return edit


def break_cache(root: Path) -> None:
    for file in filter(Path.is_file, (root / ".cache").rglob("*")):
        file.write_text("{", encoding="utf-8")


def with_times_kept(path: str) -> Callable[[Path], None]:
    """Edits a file where it is, and sets its times back: its size and its times are as they were."""

    def edit(root: Path) -> None:
        file = root / path
        if file.is_file():
            at, data = file.stat().st_mtime_ns, file.read_bytes()
            with file.open("r+b") as opened:
                opened.write(data[:-9] + b"X" * 9)
            os.utime(file, ns=(at, at))

    return edit


def copy_cache(root: Path) -> None:
    """As if it came with the project: nothing in it is trusted."""
    shutil.copytree(root / ".cache", root / ".cache-copy")
    shutil.rmtree(root / ".cache")
    (root / ".cache-copy").rename(root / ".cache")


def commit(root: Path) -> None:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--allow-empty", "--message=Change")


EDITS: Mapping[str, Callable[[Path], None]] = {
    "nothing": lambda _: None,
    "a gist": substitute(VIEW, "^gist: .*", "gist: Quite other words."),
    "a name": substitute("content/contributors/expert-2.yml", "^name: .*", "name: Aaron Aardvark"),
    "a theme": substitute("content/themes/energy.yml", "^title: .*", "title: Power"),
    "a question": substitute("content/questions/round-1.yml", "^question: .*", "question: Say what?"),
    "a contributor more": write("content/contributors/bea.yml", "name: Bea\nsort_name: Bea\nkind: person\n"),
    "a contributor less": remove("content/contributors/bea.yml"),
    "a page that moved": write(
        "content/redirects.yml", "moved:\n  - {old: contributors/gone/, new: contributors/expert-2/}\n"
    ),
    "a guide": substitute(GUIDE, r"\Z", "\nMore is to be read [here](../contributors/expert-2.md#top_of_page).\n"),
    "a guide more": write("docs/about.md", "---\nrobots: noindex\n---\n# About\n"),
    "a guide less": remove("docs/about.md"),
    "a picture": write("docs/assets/new.svg", "<svg/>"),
    "another picture": write("docs/assets/new.svg", "<sv />"),
    "the site's name": substitute("mkdocs.yml", "^site_name: .*", "site_name: Other Views"),
    "a title in the navigation": substitute("mkdocs.yml", "Forecasts: looking", "Ahead: looking"),
    "the navigation": substitute("mkdocs.yml", r"^(  - Compare: .*\n)(  - (?:Forecasts|Ahead): .*\n)", r"\2\1"),
    "an override": override("main.html", 'content="article"', 'content="website"'),
    "a style": override("assets/stylesheets/views.css", "}\n", "}\n/* */\n"),
    "a page of the site by hand": write("site/contributors/expert-2/index.html", "forged"),
    "a page of the site with its times kept": with_times_kept("site/questions/index.html"),
    "a page in docs/ with its times kept": with_times_kept("docs/questions/index.md"),
    "a page of the site that is gone": remove("site/questions"),
    "a file in the site": write("site/stray/page.html", "stray"),
    "a page in docs/ that is gone": remove("docs/contributors/expert-2.md"),
    "the site that is gone": remove("site"),
    "the cache that is gone": remove(".cache"),
    "the cache that is broken": break_cache,
    "the cache that is copied": copy_cache,
    "a text": substitute(VIEW, r"^(text: .*\n.*)", r"\1 And so it is."),
    "a review": substitute(VIEW, "^status: reviewed\nread_for: .*\n", "status: draft\n"),
    "a stance": substitute(VIEW, "stance: (agree|mixed)", "stance: disagree"),
    "an affiliation": substitute("content/contributors/expert-1.yml", "role: Research Fellow", "role: Director"),
    "a statement": substitute("content/questions/round-1.yml", "statement: Claim", "statement: In short, claim"),
    "a horizon": substitute("content/questions/round-2.yml", "horizon: .*", "horizon: '2050'"),
    "an order of themes": substitute("content/themes/energy.yml", "^order: .*", "order: 99"),
    "a theme more": write("content/themes/extra.yml", "title: Extra\nsummary: More.\norder: 50\nadded: '2020-01-01'\n"),
    "a theme less": remove("content/themes/extra.yml"),
    "data by hand": write("site/api/v1/index.json", "forged"),
    "data that are gone": remove("site/api/v1/questions"),
    "an embed that is gone": remove("site/embed"),
    "an index of search by hand": write("site/search/pagefind/1/words.txt", "forged"),
    "a part of it that is gone": remove("site/search/pagefind/1/fragment"),
    "a large index": substitute("mkdocs.yml", r"search_bytes: \d+", "search_bytes: 1"),
    "a small index": substitute("mkdocs.yml", r"search_bytes: \d+", "search_bytes: 300000"),
    "a commit": commit,
}  # fmt: skip


def put_in_the_way(root: Path) -> None:
    """Replaces a page by a folder, a folder by a file, and another by a link to it."""
    site = root / "site"
    (site / "questions/index.html").unlink(missing_ok=True)
    write("site/questions/index.html/x", "x")(root)
    remove("site/embed")(root)
    write("site/embed", "x")(root)
    if (site / "search").is_dir():
        (site / "search").rename(root / "dist")
        (site / "search").symlink_to(root / "dist")


def inherit(licence: str) -> Callable[[Path], None]:
    """Has the configuration inherit from a file beside the project, which names a variable."""

    def edit(root: Path) -> None:
        text = "INHERIT: project/.cache/views/mkdocs.yml\nextra:\n  data_licence: !ENV [\n    EV_LICENCE]\n"
        (root.parent / "beside.yml").write_text(text, encoding="utf-8")
        os.environ["EV_LICENCE"] = licence
        substitute("mkdocs.yml", "^INHERIT: .*", "INHERIT: ../beside.yml")(root)
        substitute("mkdocs.yml", "^  data_licence: .*\n", "")(root)

    return edit


def forget(root: Path) -> None:
    git(root, "rm", "--quiet", "--cached", VIEW)


ONE_AFTER_ANOTHER: Mapping[str, Callable[[Path], None]] = {
    "what is in the way": put_in_the_way,
    "strays beside the index of search": write("site/search/pagefind/stray.txt", "x"),
    "a view that git forgets": forget,
    "somebody who hasn't answered": write("content/contributors/bea.yml", "name: Bea\nsort_name: Bea\nkind: person\n"),
    "their name, which is on their neighbour's page": substitute(
        "content/contributors/bea.yml", "^name: .*", "name: Bee"
    ),
    "what is inherited": inherit("https://one.example/"),
    "a variable that is named there": inherit("https://two.example/"),
    "an override that shows other pages": write(
        "overrides/partials/footer.html", "{% for it in pages %}{{ it.page.meta.title }}{% endfor %}"
    ),
    "a title that it shows": substitute(GUIDE, "^title: .*", "title: Quite Other"),
    "a navigation of all pages": substitute("mkdocs.yml", r"^nav:\n(  .*\n)+", ""),
    "a title in it": substitute(GUIDE, "^title: .*", "title: Again Other"),
    "no search": substitute("mkdocs.yml", "^site_name:", "plugins: []\nsite_name:"),
}
LEADING_UP = {
    "somebody who hasn't answered", "what is inherited", "an override that shows other pages", "a navigation of all pages"
}  # fmt: skip
"""Edits that only make the next one possible."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = sites.project(tmp_path / "project", records.many(3, 2))
    write(".gitignore", "/site/\n/.cache/\n")(root)
    listed = (
        yaml.safe_load(THEME.with_name("base.yml").read_text(encoding="utf-8"))["not_in_nav"]
        .replace("\n", "\n  ")
        .rstrip()
    )
    substitute("mkdocs.yml", r"\Z", f"not_in_nav: |\n  /about.md\n  {listed}\n")(root)
    substitute("mkdocs.yml", "^extra:$", "extra:\n  cards: false\n  search_bytes: 1")(root)
    git(root, "init", "--quiet", "--initial-branch=main")
    commit(root)
    return root


def built(root: Path, to: Path, config: str = "mkdocs.yml") -> Mapping[str, bytes]:
    """What another run of the program makes: it knows nothing of earlier ones but what is kept on the disk."""
    kept.record_cache.cache_clear()
    engines.build_site(SiteFiles(root, root / config, to), strict=True, whole=True)
    return contents(to)


def built_anew(root: Path, to: Path) -> Mapping[str, bytes]:
    """What is made where nothing is kept."""
    aside = to.with_name("aside")
    (root / kept.FOLDER).rename(aside)
    made = built(root, to)
    shutil.rmtree(root / kept.FOLDER)
    aside.rename(root / kept.FOLDER)
    return made


@pytest.mark.parametrize(
    ("seed", "edits"), [(1, 3), *(pytest.param(it, 40, marks=pytest.mark.thorough) for it in range(2, 8))]
)
def test_after_any_edits_the_site_is_as_if_made_anew(root: Path, tmp_path: Path, seed: int, edits: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - which edits, for the test to be the same each time
    built(root, root / "site")
    for number in range(edits):
        names = dice.sample(sorted(EDITS), dice.choice((1, 1, 2, 3)))
        for name in names:
            EDITS[name](root)
        taken, anew = built(root, root / "site"), built_anew(root, tmp_path / f"anew-{number}")
        assert sorted(taken) == sorted(anew), names
        assert [path for path in anew if taken[path] != anew[path]] == [], names


def test_what_once_deceived_a_build_does_no_more(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EV_LICENCE", "")
    built(root, root / "site")
    for number, (name, edit) in enumerate(ONE_AFTER_ANOTHER.items()):
        edit(root)
        taken = built(root, root / "site")
        if name in LEADING_UP:
            continue
        anew = built_anew(root, tmp_path / f"anew-{number}")
        assert sorted(taken) == sorted(anew), name
        assert [path for path in anew if taken[path] != anew[path]] == [], name


def test_where_nothing_has_changed_nothing_is_read_or_made(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = built(root, root / "site")
    monkeypatch.setattr(publish, "build_pages", None)
    assert built(root, root / "site") == before


def test_an_edit_makes_only_the_pages_that_it_changes(root: Path) -> None:
    built(root, root / "site")
    states = {path: path.stat().st_mtime_ns for path in (root / "site").rglob("index.html")}
    EDITS["a gist"](root)
    built(root, root / "site")
    made = {path.relative_to(root / "site").as_posix() for path, at in states.items() if path.stat().st_mtime_ns != at}
    generated = {path for path in made if path.startswith(("contributors/", "questions/", "themes/", "compare/"))}
    assert "contributors/expert-2/index.html" in generated
    assert "contributors/expert-1/index.html" not in generated


def test_a_warning_is_given_at_every_build_until_it_is_mended(root: Path, capfd: pytest.CaptureFixture[str]) -> None:
    nobody, nowhere = "../contributors/nobody.md", "../contributors/expert-2.md#nowhere"
    built(root, root / "site")
    substitute(GUIDE, r"\Z", f"\nSee [this]({nobody}) and [that]({nowhere}).\n")(root)
    for _ in range(2):
        with pytest.raises(SiteError):
            built(root, root / "site")
        told = capfd.readouterr().err
        assert nobody in told
        assert nowhere in told
        engines.build_site(SiteFiles(root, root / "mkdocs.yml", root / "site"))
        told = capfd.readouterr().err
        assert nobody in told
        assert nowhere in told
    substitute(GUIDE, r"\nSee \[this\].*\n", "\n")(root)
    built(root, root / "site")


def test_where_a_page_may_be_made_of_others_every_page_is_made(root: Path) -> None:
    write("hook.py", "def on_page_content(html, **_):\n    return html + open('said.txt').read()\n")(root)
    substitute("mkdocs.yml", r"\Z", "\nhooks:\n  - hook.py\n")(root)
    for words in ("one", "two"):
        write("said.txt", words)(root)
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(root)
            assert built(root, root / "site")["contributors/expert-2/index.html"].decode().count(words) >= 1


@pytest.mark.parametrize("config", ["mkdocs.yml", "mkdocs-offline.yml"])
def test_a_page_that_is_made_by_itself_is_as_mkdocs_makes_it_among_all_others(
    root: Path, tmp_path: Path, config: str
) -> None:
    write("hook.py", "")(root)
    by_itself = built(root, tmp_path / "by-itself", config)
    write("among-others.yml", f"INHERIT: {config}\nhooks:\n  - hook.py\n")(root)
    among_others = built(root, tmp_path / "among-others", "among-others.yml")
    assert sorted(by_itself) == sorted(among_others)
    assert [path for path in among_others if by_itself[path] != among_others[path]] == []


@pytest.mark.parametrize("engine", some(engines.ENGINES, engines.DEFAULT))
def test_a_site_replaces_another_site_but_nothing_else(tmp_path: Path, engine: str) -> None:
    project, elsewhere = sites.project(tmp_path / "project", records.many(2, 1)), tmp_path / "elsewhere"
    elsewhere.mkdir()
    record = sorted(project.rglob("content/**/*"))
    with pytest.raises(SiteError, match="holds something else than a site"):
        engines.build_site(SiteFiles(project, project / "mkdocs.yml", project / "content"), engine)
    assert sorted(project.rglob("content/**/*")) == record
    (elsewhere / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(SiteError, match="holds something else than a site"):
        engines.build_site(SiteFiles(project, project / "mkdocs.yml", elsewhere), engine)
    assert [it.name for it in elsewhere.iterdir()] == ["notes.txt"]
    (elsewhere / "404.html").write_text("mine", encoding="utf-8")
    engines.build_site(SiteFiles(project, project / "mkdocs.yml", elsewhere), engine)
    assert (elsewhere / "contributors" / "expert-1" / "index.html").is_file()
    assert not (elsewhere / "notes.txt").exists()
    assert not list(project.glob(".expertviews-*"))
