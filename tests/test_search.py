"""Search in a real browser: names and words of many scripts are found, marked, and ranked."""

import json
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from expertviews import publish
from expertviews.pages import SearchEntry
from expertviews.publish import search as search_index
from expertviews.publish import search_split
from tests import sites
from tests.test_browser import DESKTOP, PHONE, Reader, reading, violations

pytestmark = pytest.mark.browser

PEOPLE = {
    "jose": ("José Álvarez", "Quien mucho abarca, poco aprieta: el corazón de São Paulo. Nothing else is said."),
    "ostby": ("Åse Østby", "Straßen und Gärten, sagt die Ærø-Fähre. The US will use what is usual in the house."),
    "ivanov": ("Иванов Пётр", "Ёлки растут медленно. Мир, дружба и «покой»."),
    "li": ("李明", "昨天李明博士在北京大学谈到能源安全。他说：“合作会继续。”"),
    "sato": ("佐藤はなこ", "東京エネルギー会議は来年も続くでしょう。ガスの輸入が増えます。"),
    "kim": ("김철수", "서울에서는 에너지가 부족하다."),
    "arabi": ("محمد العربي", "قال مُحَمَّد إن التعاون والتجارة مستمران."),
    "levi": ("דוד לוי", "הספר כתוב בעברית פשוטה, עִם ניקוד."),
    "singh": ("अमित सिंह", "ऊर्जा की क़ीमत बढ़ेगी।"),
    "zoe": (
        "Zoé Nguyễn",
        "Zoe\u0301 Nguye\u0302\u0303n’s decomposed letters & a < sign: R&D. Łódź is far; naïve façade; O’Brien’s.",
    ),
    "exact": (
        "Ann Exact",
        "An alliance that is formal, some say; unlikely, say others. Trees grow where 3 < 4 & so on.",
    ),
    "other": ("Ben Other", "A formal alliance is unlikely for now. Trees don’t."),
}
FOUND = [
    ("José", "jose", "José"), ("jose alvarez", "jose", "José"), ("JOSÉ", "jose", "José"), ("Álva", "jose", "Álvarez"),
    ("Sao", "jose", "São"), ("corazon", "jose", "corazón"), ("Østby", "ostby", "Østby"), ("ostby", "ostby", "Østby"),
    ("aero", "ostby", "Ærø"), ("strasse", "ostby", "Straßen"), ("Ase", "ostby", "Åse"), ("Иванов", "ivanov", "Иванов"),
    ("петр", "ivanov", "Пётр"), ("елки", "ivanov", "Ёлки"), ("покой", "ivanov", "покой"), ("李明", "li", "李明"),
    ("明博士", "li", "明博士"), ("北京大学", "li", "北京大学"), ("能源", "li", "能源"), ("合作", "li", "合作"),
    ("佐藤", "sato", "佐藤"), ("エネルギー", "sato", "エネルギー"), ("会議", "sato", "会議"), ("ガス", "sato", "ガス"),
    ("はなこ", "sato", "はなこ"), ("김철수", "kim", "김철수"), ("에너지", "kim", "에너지가"), ("عربي", "arabi", "عربي"),
    ("محمد", "arabi", "محمد"), ("تجارة", "arabi", "تجارة"), ("עברית", "levi", "עברית"), ("עם", "levi", "עִם"),
    ("ऊर्जा", "singh", "ऊर्जा"), ("zoé", "zoe", "Zoe\u0301"), ("nguyen", "zoe", "Nguye\u0302\u0303n"),
    ("lodz", "zoe", "Łódź"), ("naive facade", "zoe", "naïve"), ("O'Brien", "zoe", "O"), ("R&D", "zoe", "R"),
]  # fmt: skip


# What should come first on the real record: what a reader types, and the place that they mean.
VIEWS = {
    "paikin": "contributors/zachary-paikin/#china-russia-2021-p",
    "kley": "contributors/dirk-van-der-kley/#china-russia-2021-p",
    "kalavinka": "contributors/kalavinka-view/#china-russia-2021-p",
    "external": "contributors/china-russia-2021-external-contributor/#china-russia-2021-p",
}
PROPOSITIONS = "questions/china-russia-2021/"
MEANT = [
    ("maneuverability", VIEWS["paikin"] + "2"),  # a word
    ("oligarch", VIEWS["kalavinka"] + "2"),
    ("SWIFT", VIEWS["kley"] + "2"),
    ("metastasizing", VIEWS["external"] + "2"),
    ("irritants", VIEWS["paikin"] + "1"),
    ("US", VIEWS["kley"] + "2"),  # a short one, and one in quotation marks
    ("Free", VIEWS["paikin"] + "1"),
    ("anchors", VIEWS["paikin"] + "2"),  # plural for singular
    ("vulnerability", VIEWS["kley"] + "1"),  # singular for plural
    ("oligarchs", VIEWS["kalavinka"] + "2"),
    ("sanction", VIEWS["kley"] + "2"),
    ("manuverability", VIEWS["paikin"] + "2"),  # a letter less, more, another, and two exchanged
    ("supranattional", VIEWS["paikin"] + "2"),
    ("olibarch", VIEWS["kalavinka"] + "2"),
    ("metsatasizing", VIEWS["external"] + "2"),
    ('"strategic entente"', VIEWS["paikin"] + "1"),  # a phrase
    ("“digital currency as an alternative”", VIEWS["kley"] + "2"),
    ('"formal alliance is unlikely"', VIEWS["paikin"] + "2"),
    ("driven by a continued rapprochement", VIEWS["paikin"] + "1"),  # words of a sentence
    ("supranational anchor", VIEWS["paikin"] + "2"),  # several words
    ("tech workers", VIEWS["kley"] + "2"),
    ("Paikin normative globalization", VIEWS["paikin"] + "2"),  # whose words
    ("Zachary Paikin", "contributors/zachary-paikin/"),  # a name, its parts, misspelt
    ("kley", "contributors/dirk-van-der-kley/"),
    ("kalavinka", "contributors/kalavinka-view/"),
    ("Zachery", "contributors/zachary-paikin/"),
    ("central asia rivalry", f"{PROPOSITIONS}central-asia-risk/"),  # a proposition
    ("formal alliance", f"{PROPOSITIONS}formal-alliance/"),
    ("new world order initiative", f"{PROPOSITIONS}joint-world-order/"),
    ("climate goals risk", f"{PROPOSITIONS}climate-risk/"),
    ("cooperate on digital currency", f"{PROPOSITIONS}digital-currency/"),
    ("Military", "themes/military/"),  # a theme
    ("technology", "themes/technology/"),
    ("finance", "themes/finance/"),
    ("key issues defining", "questions/china-russia-2021/"),  # the question
    ("forecasts", "looking-ahead/"),
    ("likelihood", "likelihood/"),
]  # fmt: skip


ASK = """async ([base, all]) => {
    const index = await (await fetch(base + "search/search_index.json")).json();
    const quiet = index.config.parts ? 400 : 0;  // milliseconds until no better answer is to be expected
    const answers = all.map(() => []);
    const ask = async (worker, message) => {
        let last = null;
        await new Promise((done) => {
            let timer;
            worker.onmessage = ({data: {data}}) => {
                last = data;
                clearTimeout(timer);
                timer = setTimeout(done, quiet);
            };
            worker.postMessage({...message, index: base + "search/"});
        });
        return last;
    };
    const left = [...all.entries()];
    await Promise.all([...Array(10)].map(async () => {
        const worker = new Worker(base + "assets/javascripts/search-worker.js");
        await ask(worker, {type: 0, data: {...index, options: {}}});
        while (left.length) {
            const [at, asked] = left.shift();
            const [data, filters] = Array.isArray(asked) ? asked : [asked, {}];
            answers[at] = (await ask(worker, {type: 2, data, filters})).items.flat();
        }
        worker.terminate();
    }));
    return answers;
}"""


def ask(reader: Reader, queries: Sequence[object]) -> list[list[dict[str, str]]]:
    """The results of queries, or of pairs of a query and filters, the best first."""
    answers: list[list[dict[str, str]]] = reader.page.evaluate(ASK, [reader.base, queries])
    return answers


def place(result: Mapping[str, str]) -> str:
    return re.sub(r"\?[^#]*", "", result["location"])


def found_record() -> sites.Records:
    """The record of `PEOPLE`, in which `FOUND` is found."""
    record: dict[str, dict[str, object]] = {"questions/names.yml": {"question": "Who is found?", "asked": 2021}}
    for slug, (name, text) in PEOPLE.items():
        record[f"contributors/{slug}.yml"] = {"name": name, "sort_name": name, "kind": "person"}
        record[f"views/names/{slug}.yml"] = {
            "question": "names", "contributor": slug, "source": {"submitted": "2021-01-01"}, "status": "reviewed", "text": text,
        }  # fmt: skip
    return record


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> sites.Site:
    return sites.built(sites.project(tmp_path_factory.mktemp("search") / "project", found_record()))


@cache
def in_parts(site: sites.Site) -> sites.Site:
    """The same site with its search index split up."""
    copy = site.folder.with_name("parts")
    shutil.copytree(site.folder, copy, dirs_exist_ok=True)
    index = json.loads((copy / search_index.INDEX).read_text(encoding="utf-8"))
    search_index.Search(copy, max_bytes=1).write({**index, "docs": []}, pages_found(site))()
    return sites.Site(site.project, copy, site.path)


def pages_found(site: sites.Site) -> Sequence[SearchEntry]:
    return publish.build_pages(site.project).rendered.entries()


@pytest.fixture(scope="module")
def reader(chromium: Browser, site: sites.Site) -> Iterator[Reader]:
    with reading(chromium, site) as reader:
        reader.open("")
        yield reader


def search(page: Page, words: str) -> None:
    """Pastes into the search, and waits for the answer to these words."""
    box = page.locator("[data-md-component=search-query]")
    box.click()
    box.fill("zzzz")
    expect(page.locator(".md-search-result__meta")).to_have_text("No results")
    box.fill(words)
    expect(page.locator(".md-search-result__meta")).not_to_have_text("No results")


def marked(page: Page) -> set[str]:
    return set(page.locator(".md-search-result__item mark").all_text_contents())


@pytest.mark.parametrize("split", [False, True], ids=["whole", "split"])
def test_a_name_or_word_of_any_script_is_found_and_marked(chromium: Browser, site: sites.Site, split: bool) -> None:
    with reading(chromium, in_parts(site) if split else site) as reader:
        reader.open("")
        answers = ask(reader, [words for words, _, _ in FOUND])
    lost = []
    for (words, slug, mark), items in zip(FOUND, answers, strict=True):
        found = " ".join(
            f"{it['title']} {it['text']}" for it in items if it["location"].startswith(f"contributors/{slug}/")
        )
        if f"<mark>{mark}</mark>" not in found:
            lost.append((words, found))
    assert lost == []


@pytest.mark.parametrize("split", [False, True], ids=["whole", "split"])
def test_what_a_reader_means_comes_first(chromium: Browser, real_site: sites.Site, split: bool) -> None:
    with reading(chromium, in_parts(real_site) if split else real_site) as reader:
        reader.open("")
        answers = ask(reader, [words for words, _ in MEANT])
    first = [(words, place(items[0]) if items else "") for (words, _), items in zip(MEANT, answers, strict=True)]
    assert [it for it in first if it not in MEANT] == []


def test_results_can_be_filtered_and_a_filter_alone_lists_what_it_leaves(
    chromium: Browser, real_site: sites.Site
) -> None:
    for site in (real_site, in_parts(real_site)):
        with reading(chromium, site) as reader:
            reader.open("")
            theirs, agreed, military, other_year = ask(
                reader,
                [
                    ["alliance", {"contributor": "Dirk Van Der Kley"}],
                    ["", {"stance": "Agrees", "theme": "Energy"}],
                    ["alliance", {"theme": "Military"}],
                    ["alliance", {"year": "1999"}],
                ],
            )
        assert {place(it).partition("#")[0] for it in theirs} == {"contributors/dirk-van-der-kley/"}
        assert {place(it) for it in agreed if "#" in it["location"]} == {VIEWS["kley"] + "1", VIEWS["kalavinka"] + "2"}
        assert place(military[0]) == f"{PROPOSITIONS}formal-alliance/"
        assert VIEWS["paikin"] + "2" in map(place, military)
        assert other_year == []


def test_biographies_rank_below_answers(chromium: Browser, real_site: sites.Site) -> None:
    with reading(chromium, real_site) as reader:
        reader.open("")
        (found,) = ask(reader, ["policy"])
    places = [place(it) for it in found]
    answers = [at for at, it in enumerate(places) if "#" in it]
    biographies = [
        at
        for at, it in enumerate(places)
        if it.startswith("contributors/") and "<mark>" in found[at]["text"] and "#" not in it
    ]
    assert biographies
    assert min(answers) < min(biographies)


def test_what_is_found_is_marked_among_the_results(reader: Reader) -> None:
    for words, mark in (("jose", "José"), ("北京大学", "北京大学"), ("иванов", "Иванов"), ("עברית", "עברית")):
        search(reader.page, words)
        assert mark in marked(reader.page)


def test_a_result_marks_the_word_on_its_page_however_it_was_typed(chromium: Browser, site: sites.Site) -> None:
    for words, mark in (("corazon", "corazón"), ("能源", "能源"), ("garten", "Gärten")):
        with reading(chromium, site) as reader:
            search(reader.open(""), words)
            reader.page.locator(".md-search-result__item a").last.click()
            expect(reader.page.locator("article mark", has_text=mark).first).to_be_visible()


@pytest.mark.parametrize("colours", ["none", "active"])
def test_a_link_from_search_marks_exactly_the_words_meant_and_fetches_no_index(
    chromium: Browser, real_site: sites.Site, colours: Literal["none", "active"]
) -> None:
    with reading(chromium, real_site) as reader:
        reader.page.emulate_media(forced_colors=colours)
        fetched: list[str] = []
        reader.page.on("request", lambda it: fetched.append(it.url))
        page = reader.open(
            "contributors/zachary-paikin/?h=formal%20alliance%20is&h=US&h=1.%20(%2B#china-russia-2021-p2"
        )
        marks = page.locator("mark")
        assert "".join(marks.all_text_contents()) == "formal alliance is"
        expect(page.locator("#china-russia-2021-p2 mark").first).to_be_in_viewport()
        ground, around = (
            page.locator(it).first.evaluate("it => getComputedStyle(it).backgroundColor") for it in ("mark", "body")
        )
        assert ground != around
        page = reader.open("contributors/zachary-paikin/?h=US#china-russia-2021-p1")
        assert set(page.locator("mark").all_text_contents()) == {"US"}
        assert page.locator("#china-russia-2021-p1 mark").count() == page.locator("mark").count() == 4
        assert not [it for it in fetched if "search/" in it]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_reader_filters_by_keyboard_and_is_told_how_many_results_there_are(
    chromium: Browser, real_site: sites.Site, size: tuple[int, int]
) -> None:
    with reading(chromium, real_site, size) as reader:
        page = reader.open("")
        box = page.locator("[data-md-component=search-query]")
        box.focus()
        page.keyboard.type("alliance")
        meta = page.locator(".md-search-result__meta")
        expect(meta).to_have_text("5 results")
        page.keyboard.press("Tab")
        expect(page.get_by_label("Theme", exact=True)).to_be_focused()
        page.keyboard.press("Tab")
        expect(page.get_by_label("Contributor", exact=True)).to_be_focused()
        page.keyboard.type("Zach")
        expect(meta).to_have_text("1 result")
        expect(page.locator(".md-search-result__item")).to_contain_text("Zachary Paikin")
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Shift+Tab")
        expect(box).to_be_focused()
        assert violations(page, ".md-search") == []
        page.keyboard.press("Enter")
        page.wait_for_url("**/contributors/zachary-paikin/?h=alliance#china-russia-2021-p2")
        assert page.locator("mark").all_text_contents() == ["alliance"]


def test_whole_words_and_words_together_come_first_and_all_words_must_be_there(reader: Reader) -> None:
    titles = reader.page.locator(".md-search-result__item h1")
    search(reader.page, "formal alliance is unlikely")
    assert titles.all_text_contents() == ["Ben Other", "Ann Exact"]
    search(reader.page, '"formal alliance"')
    assert titles.all_text_contents() == ["Ben Other"]
    search(reader.page, "Ann unlikely")
    assert titles.all_text_contents() == ["Ann Exact"]
    search(reader.page, "unlikely formal zeppelins")
    expect(reader.page.locator(".md-search-result__terms del").first).to_have_text("zeppelins")


def test_what_looks_like_markup_is_found_as_it_is_written(reader: Reader) -> None:
    search(reader.page, "grow")
    expect(
        reader.page.locator(".md-search-result__item", has_text="Trees grow where 3 < 4 & so on.").first
    ).to_be_visible()
    search(reader.page, "letters")
    expect(reader.page.locator(".md-search-result__item", has_text="letters & a < sign").first).to_be_visible()


def test_nothing_that_can_be_typed_finds_markup_or_breaks_the_search(reader: Reader) -> None:
    empty = [
        "",
        " ",
        "&",
        ",.;",
        '"',
        '""',
        "“",
        "()",
        "\\",
        "[",
        "*",
        "-",
        "+",
        "^~",
        "amp",
        "lt",
        "ul",
        "undefined",
        "a" * 5000,
    ]
    assert ask(reader, empty) == [[]] * len(empty)
    (found,) = ask(reader, ["<b"])
    assert {mark.lower()[0] for item in found for mark in re.findall("<mark>(.*?)</mark>", item["text"])} == {"b"}


def test_the_last_word_is_completed_from_titles(reader: Reader) -> None:
    box = reader.page.locator("[data-md-component=search-query]")
    box.fill("")
    box.press_sequentially("jos")
    expect(reader.page.locator("[data-md-component=search-suggest]")).to_have_text("josé")


def test_a_large_index_is_split_up_the_same_each_time_and_only_as_declared(real_site: sites.Site) -> None:
    built = sites.shared(real_site.project, None, "parts-declared", extra={"search_bytes": 1}).folder
    assert json.loads((built / search_index.INDEX).read_text(encoding="utf-8"))["docs"] == []
    assert not (real_site.folder / "search" / "pagefind").exists()
    again = in_parts(real_site).folder
    parts = [{it.relative_to(at): it.read_bytes() for it in (at / "search").rglob("*.*")} for at in (built, again)]
    assert parts[0] == parts[1]
    assert not [path for path in parts[0] if path.suffix == ".css" or "-ui" in path.name]


def test_an_index_that_cannot_be_split_up_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_split, "get_executable", lambda: shutil.which("true"))
    with pytest.raises(OSError, match="Pagefind can't index the site for search: it stopped"):
        search_split.write(tmp_path, [{"location": "a/", "title": "A", "text": "words"}], {})
