"""Search in a real browser: names and words of many scripts are found, marked, and ranked."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import sites
from tests.test_browser import Reader, reading

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


ASK = """async ([base, all]) => {
    const index = await (await fetch(base + "search/search_index.json")).json();
    const worker = new Worker(base + "assets/javascripts/search-worker.js");
    const ask = (message) => new Promise((answered) => {
        worker.onmessage = (event) => answered(event.data);
        worker.postMessage(message);
    });
    await ask({type: 0, data: {...index, options: {}}});
    const answers = [];
    for (const data of all) answers.push((await ask({type: 2, data})).data.items.flat());
    return answers;
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> sites.Site:
    record: dict[str, dict[str, object]] = {"questions/names.yml": {"question": "Who is found?", "asked": 2021}}
    for slug, (name, text) in PEOPLE.items():
        record[f"contributors/{slug}.yml"] = {"name": name, "sort_name": name, "kind": "person"}
        record[f"views/names/{slug}.yml"] = {
            "question": "names", "contributor": slug, "source": {"submitted": "2021-01-01"}, "status": "reviewed", "text": text,
        }  # fmt: skip
    return sites.built(sites.project(tmp_path_factory.mktemp("search") / "project", record))


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
    expect(page.locator(".md-search-result__meta")).to_have_text("No matching documents")
    box.fill(words)
    expect(page.locator(".md-search-result__meta")).not_to_have_text("No matching documents")


def marked(page: Page) -> set[str]:
    return set(page.locator(".md-search-result__item mark").all_text_contents())


def test_a_name_or_word_of_any_script_is_found_and_marked(reader: Reader) -> None:
    answers = reader.page.evaluate(ASK, [reader.base, [words for words, _, _ in FOUND]])
    lost = []
    for (words, slug, mark), items in zip(FOUND, answers, strict=True):
        found = " ".join(
            f"{it['title']} {it['text']}" for it in items if it["location"].startswith(f"contributors/{slug}/")
        )
        if f"<mark>{mark}</mark>" not in found:
            lost.append((words, found))
    assert lost == []


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
    assert reader.page.evaluate(ASK, [reader.base, empty]) == [[]] * len(empty)
    (found,) = reader.page.evaluate(ASK, [reader.base, ["<b"]])
    assert {mark.lower()[0] for item in found for mark in re.findall("<mark>(.*?)</mark>", item["text"])} == {"b"}


def test_the_last_word_is_completed_from_titles(reader: Reader) -> None:
    box = reader.page.locator("[data-md-component=search-query]")
    box.fill("")
    box.press_sequentially("jos")
    expect(reader.page.locator("[data-md-component=search-suggest]")).to_have_text("josé")


def test_search_of_a_folder_finds_them_too(chromium: Browser, site: sites.Site) -> None:
    offline = sites.built(site.project, "offline", INHERIT="mkdocs-offline.yml")
    context = chromium.new_context()
    reader = Reader(context.new_page(), offline.folder.as_uri() + "/")
    page = reader.open("index.html")
    for words, mark in (("ostby", "Østby"), ("北京大学", "北京大学"), ("иванов", "Иванов")):
        search(page, words)
        assert mark in marked(page)
    context.close()
    assert reader.wrongs == []
