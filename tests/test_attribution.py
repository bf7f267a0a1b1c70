"""The name, other spellings and affiliation in a line that names somebody."""

import pytest

from expertviews.people import Attribution, read_attribution


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Mei-Ling Tan (陳美玲), professor", Attribution("Mei-Ling Tan", ("陳美玲",), "professor")),
        ("陳美玲（Mei-Ling Tan）", Attribution("陳美玲", ("Mei-Ling Tan",))),
        ("Anna Petrova (Анна Петрова)", Attribution("Anna Petrova", ("Анна Петрова",))),
        ("Anna Petrova (МГУ)", Attribution("Anna Petrova", (), "МГУ")),
        ("Mei-Ling Tan (東京大学)", Attribution("Mei-Ling Tan", (), "東京大学")),
        ("Mary Smith (née Jones), nurse", Attribution("Mary Smith", ("Mary Smith née Jones",), "nurse")),
        ("Mary Smith (born in Hull)", Attribution("Mary Smith", (), "born in Hull")),
        ("ドゥニ・アマール（比較文学者）", Attribution("ドゥニ・アマール", (), "比較文学者")),
        ("山田 太郎（やまだ・たろう）", Attribution("山田 太郎", ("やまだ・たろう",))),
        ("Ann Lee (Leeds)", Attribution("Ann Lee", (), "Leeds")),
        ("Ann Lee (CBE), judge", Attribution("Ann Lee", (), "judge")),
        ("Ann Lee, MD, PhD, director, Ice Institute", Attribution("Ann Lee", (), "director, Ice Institute")),
        ("Ann Lee, AO", Attribution("Ann Lee")),
        ("Ann Lee, MP for Hull", Attribution("Ann Lee", (), "MP for Hull")),
        ("Ann Lee, PhD student", Attribution("Ann Lee", (), "PhD student")),
        ("Ann Lee, BBC", Attribution("Ann Lee", (), "BBC")),
        ("Ann Lee (retired) judge", Attribution("Ann Lee", (), "retired, judge")),
        ("- **By [Ann Lee](https://a.org)** (@ann), judge:", Attribution("Ann Lee", (), "judge")),
        ("Name: Ann Lee [00:12]", Attribution("Ann Lee")),
        ("Mayor Karla Wendt said:", Attribution("Karla Wendt", (), "Mayor")),
        ("Dr. Ann Lee is a judge in Hull.", Attribution("Dr. Ann Lee", (), "Dr. Ann Lee is a judge in Hull")),
        ("John Smith Jr.", Attribution("John Smith Jr.")),
        ("mówi Halina Kos, emerytka.", Attribution("Halina Kos", (), "emerytka")),
        ("Olaf Renner (44) rechnet vor", Attribution("Olaf Renner", (), "44")),
        ("Jane Smith, Mayor of Bergen", Attribution("Jane Smith", (), "Mayor of Bergen")),
        ("Director of Research, Ice Institute", Attribution("Director of Research", (), "Ice Institute")),
        ("Dr Ann Lee of the Ice Institute, judge", Attribution("Dr Ann Lee", (), "Ice Institute, judge")),
        ("The Trustees of the Ice Museum", Attribution("The Trustees of the Ice Museum")),
        ("Neuroscientist Dr. Ann Lee", Attribution("Dr. Ann Lee", (), "Neuroscientist")),
        ("Maj. (ret.) Ann Lee, pilot", Attribution("Maj. (ret.) Ann Lee", (), "pilot")),
        ("John P. Keller III", Attribution("John P. Keller III")),
        ("@nightowl_kay", Attribution("@nightowl_kay")),
        ("김영수 한국지방연구원 연구위원", Attribution("김영수", (), "한국지방연구원 연구위원")),
    ],
)
def test_what_a_line_says(line: str, expected: Attribution) -> None:
    assert read_attribution(line) == expected
