"""The reader of seeds: every layout against its golden parts, the known seed, and every refusal with its place."""

import contextlib
import io
import textwrap
import time
import tracemalloc
import zipfile
from pathlib import Path

import docx
import pytest

from expertviews import seeds
from expertviews.problems import ProblemsFound
from tests.project import RECORD
from tests.seed_fixtures import Fixture, fixtures, found_in, score

KNOWN = RECORD / "seeds" / "china-russia-2021.txt"
PROSE = "This is a sentence about the market. It has a second one, with words in it."
ASKED = "Question: What will happen?\n"


def problems_of(text: str, layout: str | None = None) -> list[str]:
    """`line: code` of each problem that a text has."""
    with pytest.raises(ProblemsFound) as raised:
        seeds.parse(text, "seeds/bad.txt", layout)
    assert all(problem.remedy for problem in raised.value.problems)
    return [f"{problem.place.line}: {problem.code}" for problem in raised.value.problems]


@pytest.mark.parametrize("fixture", list(fixtures("tuned")), ids=lambda fixture: fixture.name)
def test_documents_give_their_golden_parts(fixture: Fixture) -> None:
    document = seeds.parse(fixture.text, fixture.name)
    assert found_in(document) == fixture.parts
    assert seeds.unaccounted(fixture.text, document) == ()


def test_documents_set_apart_are_read_well() -> None:
    right = found = there = 0
    for fixture in fixtures("apart"):
        try:
            parts = found_in(seeds.parse(fixture.text, fixture.name))
        except ProblemsFound:
            parts = ()
        counts = score(fixture.parts, parts)
        right, found, there = right + counts[0], found + counts[1], there + counts[2]
    assert right / found >= 0.95
    assert right / there >= 0.95


def test_every_layout_has_a_document() -> None:
    used = {seeds.parse(fixture.text, fixture.name).layout for fixture in fixtures("tuned")}
    assert used == {layout.name for layout in seeds.LAYOUTS}


def test_known_seed() -> None:
    document = seeds.parse(seeds.read(KNOWN, "seeds/china-russia-2021.txt"), "seeds/china-russia-2021.txt")
    (table,) = document.round_tables
    assert table.question.text == "What will be the key issues defining China/Russia relations in 2021?"
    assert [(answer.name.text, answer.first_line, answer.last_line) for answer in table.answers] == [
        ("Kalavinka View", 2, 4),
        ("Zachary Paikin", 5, 8),
        ("Dirk Van Der Kley", 9, 12),
        ("External Contributor", 13, 16),
    ]
    assert [len(answer.paragraphs) for answer in table.answers] == [2, 2, 2, 2]
    assert [bool(answer.bio) for answer in table.answers] == [False, True, True, True]


def test_joint_authors_are_one_answer_with_two_names() -> None:
    text = f"{ASKED}\nSunita Rao and Emeka Obi\n{PROSE}\n\nSmith and Sons\n{PROSE}\n"
    (table,) = seeds.parse(text, "a.txt").round_tables
    assert [answer.names for answer in table.answers] == [("Sunita Rao", "Emeka Obi"), ("Smith and Sons",)]


def test_a_byline_is_the_whole_line() -> None:
    text = f"{ASKED}\n**JANE SMITH**, Professor, Example University\n\n{PROSE}\n\n**Bo Diaz**, baker\n\n{PROSE}\n"
    (table,) = seeds.parse(text, "a.md").round_tables
    assert table.answers[0].byline == "**JANE SMITH**, Professor, Example University"
    assert table.answers[0].affiliation is not None
    assert table.answers[0].affiliation.text == "Professor, Example University"


def test_prose_that_begins_with_a_first_name_is_no_bio() -> None:
    text = f"{ASKED}Dirk Kley\n{PROSE}\nDirk is right about gas, and he has been for years.\nAnna Lee\n{PROSE}\n"
    (table,) = seeds.parse(text, "a.txt").round_tables
    assert table.answers[0].bio is None
    assert len(table.answers[0].paragraphs) == 2


def test_names_below_their_words_are_refused_with_the_way_out() -> None:
    text = f"{ASKED}\n{PROSE}\n\nAnna Lee\n\n{PROSE}\n\nBo Diaz\n"
    with pytest.raises(ProblemsFound, match="put a dash before each, as `— Bo Diaz`"):
        seeds.parse(text, "a.txt")


def test_a_line_above_the_question_or_a_heading_is_the_title() -> None:
    above = f"On tariffs\n\n{ASKED}\nInterviews by Jo Park\n\nAnna Lee\n{PROSE}\n\nBo Diaz\n{PROSE}\n"
    (table,) = seeds.parse(above, "a.txt").round_tables
    assert table.title is not None
    assert (table.title.text, [part.text for part in table.introduction]) == ("On tariffs", ["Interviews by Jo Park"])


def test_a_heading_that_names_nobody_is_asked_about() -> None:
    text = f"{ASKED}\n## Anna Lee\n\n{PROSE}\n\n## Bo Diaz\n\n{PROSE}\n\n## What we learnt\n\n{PROSE}\n"
    assert problems_of(text) == ["11: doubtful-name"]


def test_a_labelled_bio_of_somebody_else_is_a_note() -> None:
    text = f"{ASKED}\nAnna Lee\n{PROSE}\n\nBo Diaz\n{PROSE}\n\nAbout the author: Jo Park is a journalist in Leeds.\n"
    (table,) = seeds.parse(text, "a.txt").round_tables
    assert table.answers[-1].bio is None
    assert [part.text for part in table.notes] == ["About the author: Jo Park is a journalist in Leeds."]


BAD = {
    "empty": ("", ["1: document-empty"]),
    "blank": (" \n\n\t\n", ["1: document-empty"]),
    "no question": (f"Anna Lee\n{PROSE}\nBo Diaz\n{PROSE}\n", ["1: no-question"]),
    "question only": (ASKED, ["1: no-contributors"]),
    "no contributors": (f"{ASKED}{PROSE}\n{PROSE}\n", ["2: no-contributors"]),
    "no text under a name": (f"{ASKED}Anna Lee\nBo Diaz\n{PROSE}\n", ["2: no-text"]),
    "no text under the last name": (f"{ASKED}Anna Lee\n{PROSE}\nBo Diaz\n", ["4: no-text"]),
    "bio but no text": (
        f"{ASKED}Anna Lee\nAnna is a fellow at the Example Institute.\nBo Diaz\n{PROSE}\n",
        ["2: no-text"],
    ),
    "same name twice": (f"{ASKED}Anna Lee\n{PROSE}\nBo Diaz\n{PROSE}\nAnna Lee\n{PROSE}\n", ["6: name-repeated"]),
    "a line of 5 MB": (f"{ASKED}Anna Lee\n{'word ' * 1_000_000}", ["3: line-too-long"]),
    "a word of 5 MB": ("a" * 5_000_000, ["1: line-too-long"]),
    "a line of blanks": (f"{ASKED}{' ' * 5_000_000}x", ["2: line-too-long"]),
    "a long name": (f"{ASKED}{'Anna ' * 6_400}\n{PROSE}\n", ["2: name-too-long"]),
    "a long name in one word": (f"{ASKED}{'A' * 32_000}\n{PROSE}\n", ["2: word-too-long"]),
    "a long name in a heading": (f"{ASKED}## {'Anna ' * 6_400}\n{PROSE}\n", ["2: name-too-long"]),
    "a long name before a colon": (f"{ASKED}{'Anna ' * 6_400}: {PROSE}\n", ["2: name-too-long"]),
    "too many lines": (ASKED + "a\n" * 30_000, ["10000: document-too-large"]),
    "attribution inside a sentence": (
        f"{ASKED}“Prices will fall,” said Jane Smith, an economist. “They do.”\n{PROSE}\n",
        ["2: attribution-in-sentence"],
    ),
    "name and job glued": (
        f"{ASKED}\nJane Smith Senior Fellow\n\n{PROSE}\n\nTom Brown Director\n\n{PROSE}\n",
        ["3: name-and-job", "7: name-and-job"],
    ),
    "name and job run together": (f"{ASKED}\nJane SmithProfessor of Law\n\n{PROSE}\n", ["3: name-and-job"]),
    "a conversation": (f"{ASKED}Anna Lee: {PROSE}\nBo Diaz: {PROSE}\nAnna Lee: {PROSE}\n", ["4: name-repeated"]),
    "two layouts": (
        f"{ASKED}\n## Anna Lee\n\n{PROSE}\n\n## Bo Diaz\n\n{PROSE}\n\n"
        f"**Cem Öz**\n\n{PROSE}\n\n**Dina Roy**\n\n{PROSE}\n",
        ["11: ambiguous-layout"],
    ),
    "one name set otherwise": (
        f"{ASKED}\n## Anna Lee\n\n{PROSE}\n\n## Bo Diaz\n\n{PROSE}\n\nCem Öz\n\n{PROSE}\n\n## Dina Roy\n\n{PROSE}\n",
        ["11: doubtful-name"],
    ),
    "two bare questions": (f"What will come?\n\nWho will pay?\n\nAnna Lee\n{PROSE}\n", ["3: several-questions"]),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_gives_placed_problems_soon(case: str) -> None:
    text, expected = BAD[case]
    begun = time.process_time()
    assert problems_of(text) == expected
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    "text",
    [
        "Question: What?\n" + "Anna Lee\n" * 9_500,
        "Q: x?\n" + "(" * 900 + "\n" + ("*" * 300 + "\n") * 9_000,
        (f"Q: x?\nAnna Lee\n{PROSE}\n") * 3_000,
        "Question: x?\n" + "a — b. — Anna Lee\n" * 9_500,
        "Question: x?\nAnna Lee\n" + "> “again and again and again”\n" * 9_500,
        "Question: x?\nAnna Lee\n" + ("lower words go on and on and on without any end at all of it\n" * 9_500),
    ],
    ids=["names", "marks", "questions", "signatures", "quotations", "one paragraph"],
)
def test_hostile_documents_end_soon(text: str) -> None:
    begun = time.process_time()
    with contextlib.suppress(ProblemsFound):
        seeds.parse(text, "a.txt")
    assert time.process_time() - begun < 5


def test_a_layout_can_be_named() -> None:
    text = BAD["two layouts"][0]
    (table,) = seeds.parse(text, "a.md", "heading-names").round_tables
    assert [answer.name.text for answer in table.answers] == ["Anna Lee", "Bo Diaz"]
    assert problems_of(text, "no-such") == ["1: layout"]


def write(tmp_path: Path, name: str, data: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("Ngũgĩ\nfin".encode(), None),
        ("Ngũgĩ\r\nfin".encode("utf-8-sig"), None),
        ("Ngũgĩ\rfin".encode("utf-16"), None),
        (b"\xfe\xff" + "Ngũgĩ\nfin".encode("utf-16-be"), None),
        ("Ngũgĩ\nfin".encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_encodings(tmp_path: Path, data: bytes, encoding: str | None) -> None:
    assert seeds.read(write(tmp_path, "a.txt", data), "seeds/a.txt", encoding) == "Ngũgĩ\nfin"


@pytest.mark.parametrize(
    ("data", "encoding", "message"),
    [
        (
            b"first\ncaf\xe9",
            None,
            "seeds/a.txt:2:4: encoding: byte 9 (0xe9) isn't utf-8 (save the document as UTF-8, or ",
        ),
        (b"caf\xe9", "no-such", "seeds/a.txt:1:1: encoding: there is no text encoding called “no-such” ("),
        (b"caf\xe9", "base64", "seeds/a.txt:1:1: encoding: there is no text encoding called “base64” ("),
        (b"\x89PNG\r\n\x1a\n\x00\x00", None, "seeds/a.txt:1:1: binary: this is no text"),
        (
            b"one\ntwo\x00three",
            None,
            "seeds/a.txt:2:4: binary: this is no text: it holds the control character U+0000 (",
        ),
    ],
)
def test_bytes_that_are_no_text(tmp_path: Path, data: bytes, encoding: str | None, message: str) -> None:
    with pytest.raises(ProblemsFound) as raised:
        seeds.read(write(tmp_path, "a.txt", data), "seeds/a.txt", encoding)
    assert str(raised.value).startswith(message)


def test_a_named_encoding_reads_what_utf_8_does_not(tmp_path: Path) -> None:
    assert seeds.read(write(tmp_path, "a.txt", b"caf\xe9"), "a.txt", "windows-1252") == "café"


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound, match="unreadable"):
        seeds.read(tmp_path / "none.txt", "seeds/none.txt")


def test_web_page_as_plain_text(tmp_path: Path) -> None:
    page = """<html><head><title>T</title><script>evil()</script></head><body><nav>menu</nav><h1>Bees</h1>
    <p>Question: Why <i>bees</i>?</p><h2>Ann&nbsp;Lee</h2><p>Since<br>always &amp; ever. Yes &lt;b&gt;.</p>
    <ol><li>One.</li><li><p>Two.</p><p>More.</p></li></ol><p><strong>Bo Diaz</strong></p><!-- no -->
    <blockquote><p>Quoted.</p></blockquote></body></html>"""
    assert seeds.plain_text(write(tmp_path, "a.html", page.encode()), "a.html").split("\n\n") == [
        "# Bees",
        "Question: Why bees?",
        "## Ann\xa0Lee",
        "Since\nalways & ever. Yes <b>.",
        "1. One.",
        "2. Two.",
        "More.",
        "**Bo Diaz**",
        "> Quoted.\n",
    ]


def test_word_document_as_plain_text(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Whither the bee", 0)
    document.add_paragraph("Question: Should we keep bees in cities?")
    for name in ("Ann Lee", "Bo Diaz"):
        document.add_heading(name, 2)
        document.add_paragraph("It is a fine thing. But wild bees lose.")
    path = tmp_path / "a.docx"
    document.save(str(path))
    text = seeds.plain_text(path, "seeds/a.docx")
    (table,) = seeds.parse(text, "seeds/a.txt").round_tables
    assert table.title is not None
    assert table.title.text == "Whither the bee"
    assert [answer.name.text for answer in table.answers] == ["Ann Lee", "Bo Diaz"]


def archive(files: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files.items():
            target.writestr(name, content)
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.docx", b"not a zip file", "document"),
        ("a.docx", archive({"word/document.xml": b" " * 80_000_000}), "document-too-large"),
        (
            "a.docx",
            archive({"word/document.xml": b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'}),
            "document",
        ),
        ("a.docx", archive({"other.txt": b"no document"}), "document"),
        ("a.html", b"<p>" * 600_000, "document-too-large"),
        ("a.html", b"<p>caf\xe9", "encoding"),
    ],
)
def test_documents_that_are_refused(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    with pytest.raises(ProblemsFound) as raised:
        seeds.plain_text(write(tmp_path, name, data), f"seeds/{name}")
    assert raised.value.problems[0].code == code


def test_deep_nesting_is_no_recursion(tmp_path: Path) -> None:
    page = b"<div>" * 20_000 + b"deep" + b"</div>" * 20_000
    assert "deep" in seeds.plain_text(write(tmp_path, "a.html", page), "a.html")


def test_memory_of_a_large_document_is_bounded() -> None:
    text = ASKED + "".join(f"Anna{'abcdefghij'[n % 10]} Lee{n // 10 * 'x'}\n{PROSE * 12}\n" for n in range(300))
    tracemalloc.start()
    try:
        seeds.parse(text, "a.txt")
        assert tracemalloc.get_traced_memory()[1] < 100_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", ["Will Hutchins", "May Thornbury"])
@pytest.mark.parametrize("form", ["{}\n\n", "{}, botanist, Kew\n\n", "{}: "])
def test_names_that_are_other_words_too_are_names(name: str, form: str) -> None:
    text = ASKED + "".join(f"\n{form.format(each)}{PROSE}\n" for each in ("Anna Weber", name, "Joe Grant"))
    (table,) = seeds.parse(text, "a.txt").round_tables
    assert [answer.name.text for answer in table.answers] == ["Anna Weber", name, "Joe Grant"]


@pytest.mark.parametrize(
    "name", ["Sukarno", "A mother of three", "RHS", "Chukwuemeka “Emeka” Obi", "Two Bears Walking"]
)
def test_a_label_is_asked_about_where_every_paragraph_has_one(name: str) -> None:
    said = "".join(f"\n{each}: {PROSE}\n" for each in ("Anna Weber", name, "Bo Diaz", "Joe Grant"))
    assert sorted({*_named_or_doubted(ASKED + said)}) == [3, 5, 7, 9]


def _named_or_doubted(text: str) -> list[int]:
    """The lines that name somebody; or those that may, with those that surely do."""
    try:
        (table,) = seeds.parse(text, "a.txt").round_tables
    except ProblemsFound as found:
        return [3, 7, 9, *(problem.place.line for problem in found.problems)]
    return [answer.name.first_line for answer in table.answers]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("wider", range(1, 30, 4))
def test_a_name_wider_than_the_wrapped_text_breaks_no_paragraph(gap: str, wider: int) -> None:
    said = "The ice has come early this year, and all the pilots of the harbour are worried about it, since " * 5
    job = "Professor of Winter Navigation and of the History of Ice, University of Example on the Northern River"
    wrapped = textwrap.fill(f"{said}it rains.", 60)
    names = [f"{name}, {job}"[: 60 + wider].rstrip(" ,") for name in ("Anna Lee", "Bo Diaz", "Cem Roy")]
    text = ASKED + "".join(f"\n{name}{gap}{wrapped}\n" for name in names)
    (table,) = seeds.parse(text, "a.txt", "name-lines").round_tables
    assert [len(answer.paragraphs) for answer in table.answers] == [1, 1, 1]


def test_a_word_that_begins_as_a_label_does_is_none() -> None:
    said = "Biology will decide it, and not the market."
    text = f"{ASKED}\nAnna Lee\n{PROSE}\n\n{said}\n\nBo Diaz\n{PROSE}\n\nBio: He farms in Kent.\n"
    (table,) = seeds.parse(text, "a.txt").round_tables
    assert [part.text for part in table.answers[0].paragraphs] == [PROSE, said]
    assert table.answers[0].bio is None
    assert table.answers[1].bio is not None


def test_a_name_that_lacks_its_colon_is_asked_about() -> None:
    said = "".join(f"\n{name}: {PROSE}\n" for name in ("Anna Lee, Hull", "Bo Diaz, York"))
    assert problems_of(f"{ASKED}\nCem Roy, Fiction. {PROSE}\n{said}") == ["3: doubtful-name"]
