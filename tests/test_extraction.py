"""Documents as received to plain text: nothing lost, nothing added, and what the format says of the lines."""

import io
import re
import subprocess
import sys
import time
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
import typst
from docx.document import Document
from docx.oxml import parse_xml
from fpdf import FPDF
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lxml import etree

from expertviews import extraction
from expertviews.extraction import Extracted, Hint, read_plain
from expertviews.problems import ProblemsFound
from tests.project import RECORD
from tests.thorough import some

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
PROSE = (
    "The harbour has grown slowly since the war, and nobody who works on the quay would call the new fees popular. "
    "Ships that pay too much go elsewhere, as they did in the years before the canal was built. "
)


def extracted(tmp_path: Path, name: str, data: bytes | str, encoding: str | None = None) -> Extracted:
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return extraction.extract(path, f"seeds/{name}", encoding)


def lines(found: Extracted) -> list[str]:
    """The lines of a extracted text that aren't blank, without the one that says what drew it."""
    assert found.text.startswith("[Text of ")
    assert found.hints[0] == Hint(1, "aside")
    return [line for line in found.text.split("\n")[1:] if line]


def hinted(found: Extracted) -> list[tuple[str | None, str, bool]]:
    """The role of each hinted line, its words, and whether the hint is in doubt."""
    text = found.text.split("\n")
    return [(hint.role, text[hint.line - 1], hint.doubt is not None) for hint in found.hints[1:]]


def test_text_and_markdown_stay_as_they_are() -> None:
    path = RECORD / "seeds" / "china-russia-2021.txt"
    assert extraction.extract(path, "seeds/x.txt") == Extracted(path.read_text(encoding="utf-8"))


# Bytes to text


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("Ngũgĩ\nfin".encode(), None),
        ("Ngũgĩ\r\nfin".encode("utf-8-sig"), None),
        ("Ngũgĩ\rfin".encode("utf-16"), None),
        (b"\xfe\xff" + "Ngũgĩ\nfin".encode("utf-16-be"), None),
        ("Ngũgĩ\nfin".encode("utf-16-be"), "utf-16-be"),
        ("Ngũgĩ\nfin".encode("iso-8859-4"), "iso-8859-4"),
    ],
)
def test_encodings(tmp_path: Path, data: bytes, encoding: str | None) -> None:
    assert extracted(tmp_path, "a.txt", data, encoding).text == "Ngũgĩ\nfin"


@pytest.mark.parametrize(
    ("data", "encoding", "message"),
    [
        (
            b"first\ncaf\xe9",
            None,
            "seeds/a.txt:2:4: encoding: byte 9 (0xe9) isn't valid utf-8 (save the document as UTF-8, or ",
        ),
        (b"caf\xe9", "no-such", "seeds/a.txt:1:1: encoding: there is no text encoding called “no-such” ("),
        (b"caf\xe9", "base64", "seeds/a.txt:1:1: encoding: there is no text encoding called “base64” ("),
        (b"\x89PNG\r\n\x1a\n\x00\x00", None, "seeds/a.txt:1:1: binary: this isn't a text file"),
        (
            b"one\ntwo\x00three",
            None,
            "seeds/a.txt:2:4: binary: this isn't a text file: it contains the control character U+0000 (",
        ),
    ],
)
def test_bytes_that_are_no_text(tmp_path: Path, data: bytes, encoding: str | None, message: str) -> None:
    with pytest.raises(ProblemsFound) as raised:
        extracted(tmp_path, "a.txt", data, encoding)
    assert str(raised.value).startswith(message)


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound, match="unreadable"):
        read_plain(tmp_path / "none.txt", "seeds/none.txt")


# Web pages


def test_web_page_as_plain_text(tmp_path: Path) -> None:
    page = """<html><head><title>T</title><script>evil()</script></head><body><h1>Bees</h1>
    <p>Question: Why <i>bees</i>?</p><h2>Ann&nbsp;Lee</h2><p>Since<br>always &amp; <!-- no -->ever.<?no?> Yes &lt;b&gt;.</p>
    <ol><li>One.</li><li><p>Two.</p><p>More.</p></li></ol><p><strong>Bo Diaz</strong></p><!-- no -->
    <blockquote><p>Quoted.</p></blockquote></body></html>"""
    found = extracted(tmp_path, "a.html", page)
    head, *paragraphs = found.text.split("\n\n")
    assert head == f"[Text of a.html, extracted by lxml {etree.__version__}]"
    assert paragraphs == [
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


@pytest.mark.parametrize(
    ("declared", "codec", "words"),
    [
        ('<meta charset="iso-8859-1">', "windows-1252", "“Ice” – it’s"),
        ('<meta http-equiv="content-type" content="text/html; charset=x-sjis">', "cp932", "北極①"),
        ('<meta charset="gb2312">', "gb18030", "北极朱镕基"),
        ('<?xml version="1.0" encoding="iso-8859-2"?>', "iso-8859-2", "łódź"),
        ('<?xml version="1.0" encoding="utf-8"?>', "utf-8", "łódź"),
        ('<meta charset="utf-16">', "utf-8", "łódź"),
        ("", "utf-8", "łódź"),
    ],
)
def test_pages_are_decoded_as_browsers_do(tmp_path: Path, declared: str, codec: str, words: str) -> None:
    page = f"{declared}<html><body><p>{words}</p></body></html>".encode(codec)
    assert lines(extracted(tmp_path, "a.html", page)) == [words]


@pytest.mark.parametrize(
    ("page", "numbers"),
    [
        ("<ol start=4><li>a<li>b</ol>", ["4.", "5."]),
        ("<ol><li>a<li value=7>b<li>c</ol>", ["1.", "7.", "8."]),
        ("<ol reversed><li>a<li>b<li>c</ol>", ["3.", "2.", "1."]),
        ("<ol reversed start=9><li>a<li>b</ol>", ["9.", "8."]),
        ("<ol type=a start=27><li>a</ol><ol type=I start=4><li>a</ol>", ["aa.", "IV."]),
        ("<ol><li>a<ol><li>b</ol><li>c</ol>", ["1.", "1.", "2."]),
        ("<ul><li>a<li>b</ul>", ["-", "-"]),
    ],
)
def test_list_items_have_the_numbers_that_browsers_show(tmp_path: Path, page: str, numbers: list[str]) -> None:
    assert [line.split(" ")[0] for line in lines(extracted(tmp_path, "a.html", page))] == numbers


@pytest.mark.parametrize(
    ("page", "expected", "dropped"),
    [
        ("<html xmlns:o=u><body><p epub:type=x @click=y>one<o:p>&nbsp;two</o:p><fb:like/>", ["one\xa0two"], ()),
        ("<p>one<p>&nbsp;<p><b>&nbsp;</b><p>two", ["one", "two"], ()),
        ("<style>.c1{color:red;font-weight:700}</style><p><span class='c0 c1'>Ann Lee</span>", ["**Ann Lee**"], ()),
        ("<b style='font-weight: normal'><p>one<p><span style='font-weight:bold'>two</span>", ["one", "**two**"], ()),
        ("<b style='mso-bidi-font-weight:normal'>one</b>", ["**one**"], ()),
        (
            "<p>one<sup><a href=#cmnt1 id=cmnt_ref1>[a]</a></sup><div><p><a href=#cmnt_ref1 id=cmnt1>[a]</a> Sure?</div>",
            ["one"],
            ("1 comment: “[a] Sure?”",),
        ),
        ("<p>one<span class='sr-only'>two</span>", ["one"], ("1 hidden passage: “two”",)),
        ("<div role=tabpanel style='display:none'>one</div>", ["one"], ()),
        (
            "<p>Ice<span style='display:none'> NO</span>, <span hidden>NO </span>water.<span aria-hidden=true>¶</span>",
            ["Ice, water."],
            ("3 hidden passages: “NO”, “NO”, “¶”",),
        ),
        ("<h3><button aria-expanded=true>Ann Lee</button></h3>", ["### Ann Lee"], ()),
        (
            "<p>Soft&shy;hyphen eco&shy;nomic<wbr>al. <ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>",
            ["Softhyphen economical. 漢字(かんじ)"],
            (),
        ),
        (
            "<p>Foot<sup>1</sup>note and H<sub>2</sub>O. <del>old</del><ins>new</ins>",
            ["Foot¹note and H2O. new"],
            ("1 deleted passage: “old”",),
        ),
        ("<textarea>typed</textarea><p>a<br>b<br/><br/>c<pre>  x\n   y</pre>", ["typed", "a", "b", "c", "x", "y"], ()),
    ],
)
def test_pages_as_programs_write_them(tmp_path: Path, page: str, expected: list[str], dropped: tuple[str, ...]) -> None:
    found = extracted(tmp_path, "a.html", page)
    assert (lines(found), found.dropped) == (expected, dropped)


def test_page_furniture_is_aside_in_doubt_and_no_word_of_it_is_lost(tmp_path: Path) -> None:
    page = """<body class="has-sidebar"><header><h1>Fees</h1></header><nav>Home</nav><div role="banner">News</div>
    <article><header>By Jo Park</header><p>Words.</p><aside>Ten ports</aside><div class="related-posts">Read on</div>
    </article><footer>© 2026</footer></body>"""
    found = extracted(tmp_path, "a.html", page)
    assert lines(found) == ["# Fees", "Home", "News", "By Jo Park", "Words.", "Ten ports", "Read on", "© 2026"]
    assert hinted(found) == [("aside", words, True) for words in ("Home", "News", "Ten ports", "Read on", "© 2026")]


def test_words_in_controls_pictures_and_formulas_are_kept(tmp_path: Path) -> None:
    page = """<p><button>Ann Lee</button> <label>Name</label><input value="Bob"><input type=hidden value="x"></p>
    <select><option>One<option>Two</select><svg><title>Chart</title><text>Sales</text></svg>
    <math><mfrac><mn>1</mn><mn>2</mn></mfrac><annotation>TeX</annotation></math>
    <object>Instead</object><details><summary>More</summary>Hidden till clicked</details><q>Said</q>
    <img alt="A ship" src="http://elsewhere.example/x.png"><iframe src="https://film.example"></iframe>"""
    found = extracted(tmp_path, "a.html", page)
    text = " ".join(lines(found))
    for words in ("Ann Lee Name Bob", "One", "Two", "Chart", "Sales", "1/2", "Instead", "More", "clicked", "“Said”"):
        assert words in text
    assert found.dropped == (
        "1 hidden passage: “TeX”",
        "1 picture: “A ship”",
        "1 embedded page or film: “https://film.example”",
    )


def test_notes_of_web_pages_have_their_marks(tmp_path: Path) -> None:
    page = """<p>One.<sup>[<a href="#fn1">1</a>]</sup> Two.<a role="doc-noteref" href="#n2">*</a> <a href="#top">2</a></p>
    <section role="doc-endnotes"><h2>Notes</h2><p id="fn1">1. First <a href="#r">↩</a></p>
    <ol><li><p id="n2">Second.</p><p>Goes on.</p></li></ol><p>Loose.</p></section>"""
    found = extracted(tmp_path, "a.html", page)
    assert lines(found) == ["One.[1] Two.[*] 2", "## Notes", "[1] First", "[*] Second. Goes on.", "Loose."]
    assert hinted(found) == [
        ("note", "## Notes", True),
        ("note", "[1] First", False),
        ("note", "[*] Second. Goes on.", False),
        ("note", "Loose.", True),
    ]


@pytest.mark.parametrize(
    ("mark", "note"),
    [
        (
            '<a href="#_ftn1" name="_ftnref1">[1]</a>',
            '<div id=ftn1><p><a href="#_ftnref1" name="_ftn1">[1]</a> See here.</p><p>More.</p></div>',
        ),
        (
            '<a href="#fn1" id="fnref1" role="doc-noteref"><sup>1</sup></a>',
            '<section id="footnotes"><p id="fn1">See here.<br>More. <a href="#fnref1">↩︎</a></p></section>',
        ),
        (
            '<sup><a href="#cite_note-1"><span>[</span>1<span>]</span></a></sup>',
            '<ol><li id="cite_note-1"><b><a href="#cite_ref-1">^</a></b> <i>See here.</i> More.</li></ol>',
        ),
        (
            '<a id="footnote-anchor-1" href="#footnote-1">1</a>',
            '<div class="footnote"><a id="footnote-1" href="#footnote-anchor-1">1</a><div>See here. More.</div></div>',
        ),
    ],
    ids=["Word", "Pandoc", "Wikipedia", "Substack"],
)
def test_notes_as_programs_write_them(tmp_path: Path, mark: str, note: str) -> None:
    found = extracted(tmp_path, "a.html", f"<body><p>Ice{mark} melts.</p><p>End.</p>{note}</body>")
    assert lines(found) == ["Ice[1] melts.", "End.", "[1] See here. More."]
    assert hinted(found) == [("note", "[1] See here. More.", False)]


words_of_pages = st.text("abcdefgh", min_size=3, max_size=6)
tags = st.sampled_from(
    "p div span b i a h2 li ol ul blockquote button form label article section aside nav table tr td del template svg "
    "text h4 math mi object details summary noscript dl dd sup sub q ruby rt pre select option header footer".split()
)
extras = st.sampled_from(["", "", "", " hidden", ' style="display:none"', ' class="related"', ' aria-hidden="true"'])
trees = st.recursive(
    words_of_pages,
    lambda inner: st.builds(
        lambda tag, extra, held: f"<{tag}{extra}>{' '.join(held)}</{tag}>", tags, extras, st.lists(inner, max_size=4)
    ),
    max_leaves=20,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(trees, min_size=1, max_size=4))
def test_every_word_of_a_page_is_in_the_text_or_told_of(
    tmp_path_factory: pytest.TempPathFactory, parts: list[str]
) -> None:
    page = f"<html><body>start {' '.join(parts)}</body></html>"
    found = extracted(tmp_path_factory.mktemp("page"), "a.html", page)
    told = unicodedata.normalize("NFKC", " ".join([*lines(found), *found.dropped]))
    expected = re.sub(r"<[^>]*>", " ", page).split()
    assume(" more" not in told)  # of what isn't shown the first are listed
    shown = re.findall("[a-h]{3,6}|start", re.sub(r"(?:hidden|deleted|script-free) passages?", " ", told))
    assert sorted(shown) == sorted(expected)


# Word documents


def word(tmp_path: Path, document: Document) -> Extracted:
    document.save(str(tmp_path / "a.docx"))
    return extraction.extract(tmp_path / "a.docx", "seeds/a.docx")


def with_markup(markup: str) -> Document:
    """A document of one paragraph that holds the markup."""
    document = docx.Document()
    paragraph = document.add_paragraph()._p
    for child in parse_xml(f"<w:p {W} {M}>{markup}</w:p>"):
        paragraph.append(child)
    return document


def test_word_document_as_plain_text(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Whither the bee", 0)
    document.add_heading("Ann Lee", 2)
    document.add_paragraph("It is a fine thing.\nBut wild bees lose.")
    document.add_paragraph().add_run("Bo Diaz").bold = True
    document.add_paragraph("Quoted.", style="Quote")
    for kind in ("List Bullet", "List Number", "List Number"):
        document.add_paragraph("Item.", style=kind)
    document.sections[0].footer.paragraphs[0].text = "Harbour Review"
    found = word(tmp_path, document)
    assert lines(found) == [
        "# Whither the bee",
        "## Ann Lee",
        "It is a fine thing.",
        "But wild bees lose.",
        "**Bo Diaz**",
        "> Quoted.",
        "- Item.",
        "1. Item.",
        "2. Item.",
    ]
    assert found.dropped == ("1 page foot: “Harbour Review”",)


def run(words: str, settings: str = "") -> str:
    return f'<w:r><w:rPr>{settings}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (f"<w:bdo>{run('one ')}</w:bdo><w:dir>{run('two')}</w:dir>", "one two"),
        (f'<w:fldSimple w:instr="DATE">{run("5 May")}</w:fldSimple>', "5 May"),
        (f"<w:smartTag>{run('one ')}</w:smartTag><w:ins>{run('two')}</w:ins>", "one two"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('one')}</w:sdtContent></w:sdt>", "one"),
        ("<w:r><w:t>one</w:t><w:tab/><w:t>two</w:t></w:r>", "one two"),
        ("<w:r><w:t>one</w:t><w:cr/><w:t>two</w:t></w:r>", "one\ntwo"),
        (
            f"<w:r><w:ruby><w:rubyPr/><w:rt>{run('かんじ')}</w:rt><w:rubyBase>{run('漢字')}</w:rubyBase></w:ruby></w:r>",
            "漢字(かんじ)",
        ),
        (
            "<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath>",
            "(a)/(b)",
        ),
        (
            f"{run('one')}<w:r><w:pict><w:txbxContent><w:p>{run('boxed')}</w:p></w:txbxContent></w:pict></w:r>{run(' two')}",
            "one two\n\nboxed",
        ),
        (run("STRUCK", "<w:strike/>") + run("caps", "<w:caps/>"), "STRUCKcaps"),
        (run("in 2019") + run("3", '<w:vertAlign w:val="superscript"/>'), "in 2019³"),
        ('<w:r><w:sym w:font="Arial" w:char="00A7"/><w:t>5</w:t></w:r>', "§5"),
        (f"<w:unheardOf>{run('one')}</w:unheardOf>", "one"),
    ],
)
def test_every_word_that_word_shows_is_read(tmp_path: Path, markup: str, text: str) -> None:
    assert word(tmp_path, with_markup(run("") + markup)).text.split("\n\n", 1)[1] == f"{text}\n"


def test_what_word_hides_is_told_of(tmp_path: Path) -> None:
    deleted = '<w:del><w:r><w:delText xml:space="preserve">old words</w:delText></w:r></w:del>'
    hidden = "".join(run(it, "<w:vanish/>") for it in ("se", "cret", "ly"))
    found = word(tmp_path, with_markup(run("Seen ") + hidden + run(" seen") + deleted))
    assert lines(found) == ["Seen seen"]
    assert found.dropped == ("1 hidden passage: “secretly”", "1 deleted passage: “old words”")


def test_deleted_notes_and_ends_of_paragraphs_of_word_are_gone(tmp_path: Path) -> None:
    mark = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    gone = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    markup = f"<w:p>{gone}{run('Said ')}<w:del>{mark}</w:del></w:p><w:p>{gone}{run('at ')}</w:p><w:p><w:pPr/>{run('once.')}</w:p>"
    link = '<Relationship Id="a" Type="x/footnotes" Target="footnotes.xml"/>'
    files = {
        "word/document.xml": f"<w:document {W}><w:body>{markup}</w:body></w:document>",
        "word/_rels/document.xml.rels": f"<R>{link}</R>",
        "word/footnotes.xml": f'<w:footnotes {W}><w:footnote w:id="1"><w:p>{run("Gone.")}</w:p></w:footnote></w:footnotes>',
    }
    found = extracted(tmp_path, "a.docx", archive({name: content.encode() for name, content in files.items()}))
    assert lines(found) == ["Said at once."]
    assert found.dropped == ("1 unmarked footnote: “Gone.”", "1 deleted passage: “[1]”")


def test_lists_of_word_count_as_it_shows_them(tmp_path: Path) -> None:
    document = docx.Document()
    numbering = document.part.numbering_part.element
    level = '<w:lvl w:ilvl="{}"><w:start w:val="{}"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
    levels = level.format(0, 1, "decimal", "%1)") + level.format(1, 1, "lowerLetter", "%1.%2")
    levels += level.format(2, 0, "decimal", "%3:")
    numbering.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="90">{levels}</w:abstractNum>'))
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    for number, override in ((90, ""), (91, start)):
        kind = f'<w:abstractNumId w:val="90"/>{override}'
        numbering.append(parse_xml(f'<w:num {W} w:numId="{number}">{kind}</w:num>'))
    for number, depth in (
        (90, 0),
        (90, 1),
        (90, 1),
        (90, 2),
        (90, 2),
        (90, 0),
        (90, 1),
        (0, 0),
        (90, 0),
        (91, 0),
        (91, 0),
    ):
        settings = document.add_paragraph("Item.")._p.get_or_add_pPr()
        settings.append(parse_xml(f'<w:numPr {W}><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'))
    numbers = [line.removesuffix("Item.").strip() for line in lines(word(tmp_path, document))]
    assert numbers == ["1)", "1.a", "1.b", "0:", "1:", "2)", "2.a", "", "3)", "5)", "6)"]


def test_endnotes_go_on_with_the_marks_and_notes_without_a_mark_are_told_of(tmp_path: Path) -> None:
    def note(kind: str, number: int) -> str:
        return f'<w:{kind} w:id="{number}"><w:p>{run(f"{kind} {number}")}</w:p></w:{kind}>'

    links = "".join(
        f'<Relationship Id="{kind}" Type="x/{kind}" Target="{kind}.xml"/>' for kind in ("footnotes", "endnotes")
    )
    marks = '<w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:endnoteReference w:id="1"/></w:r>'
    files = {
        "word/document.xml": f"<w:document {W}><w:body><w:p>{run('Said')}{marks}</w:p></w:body></w:document>",
        "word/_rels/document.xml.rels": f'<R xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</R>',
        "word/footnotes.xml": f"<w:footnotes {W}>{note('footnote', 1)}{note('footnote', 2)}</w:footnotes>",
        "word/endnotes.xml": f"<w:endnotes {W}>{note('endnote', 1)}</w:endnotes>",
    }
    found = extracted(tmp_path, "a.docx", archive({name: content.encode() for name, content in files.items()}))
    assert lines(found) == ["Said[1][2]", "[1] footnote 1", "[2] endnote 1"]
    assert found.dropped == ("1 unmarked footnote: “footnote 2”",)


# PDFs


class Pdf(FPDF):
    """Pages with a running title and a number at their foot."""

    def header(self) -> None:
        self.set_font("helvetica", size=8)
        self.cell(0, 8, "Harbour Review 2026", align="C")
        self.ln(12)

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("helvetica", size=8)
        self.cell(0, 8, f"Page {self.page_no()}", align="C")

    def say(self, words: str, *, bold: bool = False, size: int = 12) -> None:
        self.set_font("helvetica", "B" if bold else "", size)
        self.multi_cell(0, size / 2, words, new_x="LMARGIN", new_y="NEXT")
        self.ln(3)


def placed(*written: tuple[float, float, str]) -> bytes:
    """A page with lines at their places."""
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("times", size=11)
    for left, top, words in written:
        pdf.text(left, top, words)
    return bytes(pdf.output())


def test_pdf_as_plain_text(tmp_path: Path) -> None:
    pdf = Pdf()
    pdf.add_page()
    pdf.say("Harbour fees: what now for the towns of the northern coast and all their people?", bold=True, size=20)
    for name in ("Ann Lee", "Bob Ray", "Cy Fox", "Di Mor"):
        pdf.say(f"{name}, harbour master", bold=True)
        pdf.say(f"{name} speaks. {PROSE * 3}End.")
        pdf.say(f"{name} ends. {PROSE * 2}End.")
    found = extracted(tmp_path, "a.pdf", bytes(pdf.output()))
    body = [line for line in lines(found) if line not in {"Harbour Review 2026", "Page 1", "Page 2"}]
    assert body == [
        "# Harbour fees: what now for the towns of the northern coast and all their people?",
        *(
            line
            for name in ("Ann Lee", "Bob Ray", "Cy Fox", "Di Mor")
            for line in (
                f"**{name}, harbour master**",
                f"{name} speaks. {PROSE * 3}End.",
                f"{name} ends. {PROSE * 2}End.",
            )
        ),
    ]
    assert [words for role, words, doubt in hinted(found) if role == "aside" and not doubt] == [
        "Harbour Review 2026",
        "Page 1",
        "Harbour Review 2026",
        "Page 2",
    ]


def test_hyphens_at_line_ends_are_rejoined_and_those_of_words_stay(tmp_path: Path) -> None:
    written = (
        "The harbour administration has been inter-",
        "national since the war, and is now self-",
        "evident to all. Its well-kept ships are well-",
        "kept still.",
    )
    found = extracted(tmp_path, "a.pdf", placed(*((20, 30 + 5 * at, words) for at, words in enumerate(written))))
    (line,) = lines(found)
    assert "international since" in line
    assert "self-evident to all" in line
    assert "are well-kept still" in line
    assert [(hint.role, "self-evident" in str(hint.doubt)) for hint in found.hints[1:]] == [(None, True)]


@pytest.mark.parametrize("across", [False, True])
def test_two_columns_are_read_one_after_the_other(tmp_path: Path, across: bool) -> None:
    left = [(20.0, 40.0 + 5 * at, f"left line {at} of the first column here") for at in range(20)]
    right = [(110.0, top, words.replace("left", "right")) for _, top, words in left]
    written = [it for pair in zip(left, right, strict=True) for it in pair] if across else [*left, *right]
    found = extracted(tmp_path, "a.pdf", placed(*written))
    text = " ".join(lines(found))
    places = [text.index(f"{side} line {at} ") for side in ("left", "right") for at in range(20)]
    assert places == sorted(places)
    assert all(hint.doubt for hint in found.hints[1:])
    assert (len(found.hints) > 1) == across


def test_a_large_initial_belongs_to_its_word(tmp_path: Path) -> None:
    pdf = FPDF()
    pdf.add_page()
    for size, left, top, words in (
        (40, 20, 50, "N"),
        (11, 32, 40, "obody who lives on this side of the town likes the fees,"),
        (11, 32, 45, "and those who live on the other one do not know of them,"),
        (11, 32, 50, "since the ferry does not stop there, as it has for years,"),
        (11, 20, 55, "and nobody has asked them whether they would like to pay it."),
    ):
        pdf.set_font("times", size=size)
        pdf.text(left, top, words)
    (line,) = lines(extracted(tmp_path, "a.pdf", bytes(pdf.output())))
    assert line.startswith("Nobody who lives")
    assert line.endswith("pay it.")


def test_short_lines_alone_on_a_page_are_paragraphs(tmp_path: Path) -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("times", size=11)
    names = ["Ann Lee, master of the harbour", "Bob Ray, Friends of the Harbour", "Cy Fox, the ministry of ports"]
    for place, name in enumerate(names):
        pdf.text(60, 60 + 5 * place, name)
    pdf.add_page()
    pdf.multi_cell(0, 5, PROSE * 9)
    found = lines(extracted(tmp_path, "a.pdf", bytes(pdf.output())))
    assert found == [*names, " ".join((PROSE * 9).split())]


@pytest.mark.parametrize(("pages", "size", "is_sure"), [(3, 12, False), (3, 8, True), (4, 12, True)])
def test_what_recurs_on_few_pages_is_in_doubt_unless_small(
    tmp_path: Path, pages: int, size: int, is_sure: bool
) -> None:
    pdf = FPDF()
    for _ in range(pages):
        pdf.add_page()
        pdf.set_font("times", size=size)
        pdf.text(20, 15, "Should the ferry pay?")
        pdf.set_font("times", size=12)
        pdf.set_y(60)
        pdf.multi_cell(0, 6, PROSE)
    found = hinted(extracted(tmp_path, "a.pdf", bytes(pdf.output())))
    assert found == [("aside", "Should the ferry pay?", not is_sure)] * pages


def test_notes_at_the_foot_of_a_page_stand_after_the_paragraph(tmp_path: Path) -> None:
    pdf = FPDF()
    pdf.set_font("times", size=12)
    for page, words in enumerate(["begins here and goes over to the following", "page of the document and ends."]):
        pdf.add_page()
        pdf.text(20, 30, f"A line of the paragraph that is as long as others are, {words}" if not page else words)
        if page == 0:
            pdf.set_font("times", size=8)
            pdf.text(20, 250, "1 See the report of 2019.")
            pdf.set_font("times", size=12)
    found = extracted(tmp_path, "a.pdf", bytes(pdf.output()))
    assert lines(found)[-1] == "1 See the report of 2019."
    assert hinted(found) == [("note", "1 See the report of 2019.", True)]


TYPESET = {
    "one column, divided words": '#set page(paper: "a5", header: [Harbour Review], numbering: "1")\n#set text(size: 10pt, hyphenate: true)',
    "two columns with a title across": '#set page(columns: 2)\n#set text(size: 9pt)\n#place(top, scope: "parent", float: true, text(20pt)[Fees])',
    "three columns": "#set page(columns: 3)\n#set text(size: 8pt)",
    "indents instead of gaps": '#set page(paper: "a5")\n#set par(first-line-indent: 1.2em, spacing: 0.65em)',
}


@pytest.mark.parametrize("kind", TYPESET)
def test_typeset_paragraphs_are_whole_and_in_order(tmp_path: Path, kind: str) -> None:
    words = PROSE.split() * 3
    written = [
        f"{who} said that {' '.join(words[at * 3 : 40 + at * 5])} at last." for at, who in enumerate("ABCDEFGHIJKL")
    ]
    written[4] = "E said what is as short as one line."
    marked = [
        words + ("#footnote[See the report, chapter two.]" if at == 3 else "") for at, words in enumerate(written)
    ]
    pdf = typst.compile(
        f"{TYPESET[kind]}\n#set par(justify: true)\n{chr(10).join(f'{it}{chr(10)}' for it in marked)}".encode()
    )
    found = extracted(tmp_path, "a.pdf", pdf)
    written[3] += "¹"
    assert [line for line in lines(found) if line[1:7] == " said "] == written
    assert ("note", "¹See the report, chapter two.", True) in hinted(found)


def test_a_hyphen_after_another_is_in_doubt(tmp_path: Path) -> None:
    pdf = placed((20, 30, "The harbour has a state-of-the-"), (20, 35, "art lock that nobody uses."))
    found = extracted(tmp_path, "a.pdf", pdf)
    assert lines(found) == ["The harbour has a state-of-the-art lock that nobody uses."]
    assert [hint.doubt is None for hint in found.hints[1:]] == [False]


def test_no_module_of_the_folder_that_it_is_called_in_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(1)")
    monkeypatch.chdir(tmp_path)
    assert lines(extracted(tmp_path, "a.pdf", placed((20, 30, "words")))) == ["words"]


# Transcripts


def test_cues_become_turns(tmp_path: Path) -> None:
    found = extracted(
        tmp_path,
        "a.vtt",
        "WEBVTT\n\nNOTE made by hand\n\nSTYLE\n::cue { color: red }\n\nintro\n00:01:05.000 --> 00:01:08.000 align:start\n"
        "<v Ann Lee>Nobody likes <i>fees</i>,\n\n00:01:08.000 --> 00:01:09.000\nbut we need them &amp; more.\n\n"
        "01:10.000 --> 01:12.000\n<v Bob Ray>I would ask.</v>\n<v Ann Lee>The answer: no.</v>\n",
    )
    assert lines(found) == [
        "[00:01:05] Ann Lee: Nobody likes fees, but we need them & more.",
        "[00:01:10] Bob Ray: I would ask.",
        "[00:01:10] Ann Lee: The answer: no.",
    ]
    assert [(hint.role, hint.words, hint.doubt) for hint in found.hints[1:]] == [
        ("name", name, None) for name in ("Ann Lee", "Bob Ray", "Ann Lee")
    ]
    assert found.dropped == ("2 transcript notes: “NOTE made by hand”, “STYLE ::cue { color: red }”",)


def test_names_before_colons_in_subrip(tmp_path: Path) -> None:
    found = extracted(
        tmp_path,
        "a.srt",
        "1\r\n00:00:01,000 --> 00:00:04,000\r\nANN LEE: Nobody likes fees,\r\n\r\n2\r\n00:00:04,500 --> 00:00:06,000\r\n"
        "the point is this: we need them.\r\nBOB: Yes.\r\n\r\n3\r\n00:00:07,000 --> 00:00:08,000\r\n>> Cy Fox: No.\r\n",
    )
    assert lines(found) == [
        "[00:00:01] ANN LEE: Nobody likes fees, the point is this: we need them.",
        "[00:00:04] BOB: Yes.",
        "[00:00:07] Cy Fox: No.",
    ]
    assert [(hint.words, hint.doubt is None) for hint in found.hints[1:]] == [
        ("ANN LEE", True),
        ("BOB", True),
        ("Cy Fox", False),
    ]


def test_who_speaks_after_a_change_without_a_name_is_in_doubt(tmp_path: Path) -> None:
    said = (">> ANN: We grow enough.", "It rots.\n- And is thrown away", "by all of us.", "[APPLAUSE]", "Anyway.")
    cues = "\n\n".join(f"{at}\n00:00:0{at},000 --> 00:00:0{at},900\n{words}" for at, words in enumerate(said))
    found = extracted(tmp_path, "a.srt", cues)
    assert lines(found) == [
        "[00:00:00] ANN: We grow enough. It rots.",
        "[00:00:01] And is thrown away by all of us.",
        "[00:00:03] [APPLAUSE]",
        "[00:00:04] Anyway.",
    ]
    assert [(hint.role, bool(hint.doubt)) for hint in found.hints[1:]] == [
        ("name", False),
        (None, True),
        ("aside", False),
    ]


def test_captions_that_scroll_say_each_line_once(tmp_path: Path) -> None:
    cues = (
        " \nwho<00:00:00.400><c> should</c>",
        "who should\n ",
        "who should\npay<00:00:02.400><c> us</c>",
        "pay us\n ",
    )
    timed = "\n\n".join(f"00:0{at}.000 --> 00:0{at}.900\n{words}" for at, words in enumerate(cues))
    found = extracted(tmp_path, "a.vtt", f"WEBVTT\n\n{timed}")
    assert lines(found) == ["[00:00:00] who should", "[00:00:02] pay us"]
    assert found.dropped == ()


def test_a_transcript_that_names_nobody_has_a_line_for_each_cue(tmp_path: Path) -> None:
    cues = "".join(f"00:00:0{at}.000 --> 00:00:0{at}.900\nwords {at}\n\n" for at in range(3))
    assert lines(extracted(tmp_path, "a.vtt", f"WEBVTT\n\n{cues}")) == [f"[00:00:0{at}] words {at}" for at in range(3)]


@pytest.mark.parametrize(
    ("voices", "turns"),
    [
        (("Lee, Ann (Quay)", "van der Berg, Jan"), ["Ann Lee (Quay)", "Jan van der Berg"]),
        (("Ann Lee, Harbour Board", "Bob Ray, Grain Watch"), ["Ann Lee, Harbour Board", "Bob Ray, Grain Watch"]),
        (("Lee, Ann", "Bob Ray"), ["Ann Lee?", "Bob Ray"]),
    ],
)
def test_a_meetings_family_names_come_last(tmp_path: Path, voices: tuple[str, str], turns: list[str]) -> None:
    cues = "".join(f"00:0{at}.000 --> 00:0{at}.900\n<v {name}>words</v>\n\n" for at, name in enumerate(voices))
    hints = extracted(tmp_path, "a.vtt", f"WEBVTT\n\n{cues}").hints
    assert [f"{it.words}{'?' if it.doubt else ''}" for it in hints if it.role == "name"] == turns


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>Ann Lee<span>Senior Fellow</span></p>", ["Ann Lee", "Senior Fellow"]),
        ("<p><span>Ann Lee</span>It will hold.</p>", ["Ann Lee", "It will hold."]),
        ("<p><span>T</span>he quay <span>is</span> in Mac<b>Donald</b>.</p>", ["The quay is in MacDonald."]),
    ],
)
def test_what_a_style_sheet_sets_apart_is_a_line(tmp_path: Path, markup: str, expected: list[str]) -> None:
    assert lines(extracted(tmp_path, "a.html", markup)) == expected


# What is broken, hostile or too large


def archive(files: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files.items():
            target.writestr(name, content)
    return data.getvalue()


def body(markup: bytes) -> bytes:
    return archive({"word/document.xml": b"<w:document %s><w:body>%s</w:body></w:document>" % (W.encode(), markup)})


def pdf_of(pages: int, words: str = "words", *, locked: bool = False) -> bytes:
    pdf = FPDF()
    pdf.set_font("times", size=8)
    if locked:
        pdf.set_encryption(owner_password="owner", user_password="user")  # noqa: S106 - nothing is behind it
    for _ in range(pages):
        pdf.add_page()
        if words:
            pdf.multi_cell(0, 3, words)
    return bytes(pdf.output())


ENTITY = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "no zip": ("a.docx", lambda: b"not a zip file", "document"),
    "zip bomb": ("a.docx", lambda: archive({"word/document.xml": b" " * 80_000_000}), "document-too-large"),
    "entities": ("a.docx", lambda: archive({"word/document.xml": ENTITY}), "document"),
    "damaged": (
        "a.docx",
        lambda: body(PROSE.encode() * 9)[:60] + b"\xff" * 20 + body(PROSE.encode() * 9)[80:],
        "document",
    ),
    "no Word document": ("a.docx", lambda: archive({"other.txt": b"no document"}), "document"),
    "broken XML": ("a.docx", lambda: archive({"word/document.xml": b"<w:document"}), "document"),
    "deep XML": ("a.docx", lambda: body(b"<w:sdt>" * 5_000 + b"</w:sdt>" * 5_000), "document"),
    "no words in Word": ("a.docx", lambda: body(b"<w:p/>"), "document-empty"),
    "many tags in Word": ("a.docx", lambda: body(b"<w:p/>" * 300_000), "document-too-large"),
    "many tags": ("a.html", lambda: b"<p>" * 600_000, "document-too-large"),
    "wrong bytes": ("a.html", lambda: b"<p>caf\xe9", "encoding"),
    "unknown label": ("a.html", lambda: b'<meta charset="klingon"><p>x', "encoding"),
    "no words on a page": ("a.html", lambda: b"<html></html>", "document-empty"),
    "control": ("a.html", lambda: b"<p>one\x00two", "binary"),
    "no PDF": ("a.pdf", lambda: b"words", "document"),
    "cut off": ("a.pdf", lambda: pdf_of(3)[:900], "document"),
    "noise": ("a.pdf", lambda: b"%PDF-1.4\n" + bytes(at * at % 251 for at in range(100_000)), "document"),
    "password": ("a.pdf", lambda: pdf_of(1, locked=True), "encrypted"),
    "scanned": ("a.pdf", lambda: pdf_of(2, ""), "scanned"),
    "many pages": ("a.pdf", lambda: pdf_of(301), "document-too-large"),
    "many letters": ("a.pdf", lambda: pdf_of(100, PROSE * 30), "document-too-large"),
    "empty": ("a.vtt", lambda: b"", "document"),
    "no cues": ("a.srt", lambda: b"words\n\nmore", "document"),
}


@pytest.mark.parametrize("kind", some(REFUSED, *(REFUSED.keys() - {"many letters"})))
def test_documents_that_are_refused(tmp_path: Path, kind: str) -> None:
    name, made, code = REFUSED[kind]
    data = made()
    begun = time.process_time()
    with pytest.raises(ProblemsFound) as raised:
        extracted(tmp_path, name, data)
    assert time.process_time() - begun < 5
    (problem,) = raised.value.problems
    assert problem.code == code
    assert problem.remedy


LARGE: dict[str, tuple[str, bytes | Callable[[], bytes]]] = {
    "deep": ("a.html", b"<div>" * 20_000 + b"deep" + b"</div>" * 20_000),
    "deep links": ("a.html", b'<a href="#x">' * 20_000 + b'deep<p id="x">there</p>'),
    "many items": ("a.html", b"<ol>" + b"<li>deep" * 110_000 + b"</ol>"),
    "items with values": ("a.html", b"<ol reversed>" + b"<li value=3>deep" * 110_000 + b"</ol>"),
    "deep lists": ("a.html", b"<ol><li>" * 20_000 + b"deep"),
    "furniture around all": ("a.html", b"<nav>" * 20_000 + b"<footer></footer>" * 40_000 + b"<h1>deep"),
    "many attributes": ("a.html", b"<p %s>deep" % b" ".join(b"a%d=x" % at for at in range(200_000))),
    "notes in notes": ("a.html", b'<a href="#fn1">1</a>' * 5_000 + b'<div id="fn1">' * 20_000 + b"deep"),
    "one long line": ("a.html", b"deep " * 1_000_000),
    "many paragraphs in Word": ("a.docx", body(b"<w:p><w:r><w:t>deep</w:t></w:r></w:p>" * 19_000)),
    "many attributes in Word": (
        "a.docx",
        body(
            b'<w:p %s="x"/><w:p><w:r><w:t>deep</w:t></w:r></w:p>'
            % b'="x" '.join(b"w:a%d" % at for at in range(100_000))
        ),
    ),
    "nested in Word": ("a.docx", body(b"<w:p>" * 200 + b"<w:r><w:t>deep</w:t></w:r>" + b"</w:p>" * 200)),
    "cues": ("a.vtt", b"WEBVTT\n\n" + b"00:01.000 --> 00:02.000\ndeep\n\n" * 60_000),
    "labels in cues": ("a.srt", b"00:00:01,000 --> 00:00:02,000\ndeep" + b"\nA A A A A A A A A A A A A A A A" * 60_000),
    "tags in cues": ("a.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\ndeep" + b"<v " * 300_000),
    "pages of one paragraph": ("a.pdf", lambda: pdf_of(1, " ".join(f"deep{at}" for at in range(40_000)))),
    "pages of one line": ("a.pdf", lambda: pdf_of(60, "deep " * 1_100)),
}
MEASURED = """
import resource, sys
from pathlib import Path
from expertviews.extraction import extract
found = extract(Path(sys.argv[1]), "seeds/x")
used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
status = Path("/proc/self/status").read_text()  # getrusage counts what the program held that started this one
own = int(status.partition("VmHWM:")[2].split()[0])
print(int("deep" in found.text), sum(it.ru_utime + it.ru_stime for it in used), max(own, used[1].ru_maxrss) // 1024)
"""


@pytest.mark.parametrize(
    "kind", some(LARGE, "deep", "many attributes", "many attributes in Word", "labels in cues", "pages of one line")
)
def test_large_documents_are_read_within_bounds(tmp_path: Path, kind: str) -> None:
    name, data = LARGE[kind]
    (tmp_path / name).write_bytes(data() if callable(data) else data)
    command = [sys.executable, "-c", MEASURED, str(tmp_path / name)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert told[0] == "1"
    assert float(told[1]) < 5
    assert int(told[2]) < 300
