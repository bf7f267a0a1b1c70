"""One person in two documents is one contributor; two people of one name are told apart; what is near is asked."""

from click.testing import Result

from expertviews import content
from expertviews.model import Contributor
from tests.project import Project

SAID = "It will change, and not for the better. So much is sure."


def put(project: Project, document: str, *names: str) -> None:
    said = "\n\n".join(f"{name}\n{SAID}" for name in names)
    (project.root / "seeds" / document).write_text(f"Question: What next?\n\n{said}\n", encoding="utf-8")


def convert(project: Project, *arguments: str, status: int = 0) -> Result:
    """Converts; what the program only almost knows of a document is decided as it was proposed."""
    result = project.views("convert", *arguments)
    if "waiting for you to decide" in result.output:
        project.decide()
        result = project.views("convert", *arguments)
    assert result.exit_code == status, result.output
    return result


def contributors(project: Project) -> dict[str, Contributor]:
    assert project.problems() == []
    return dict(content.load(project.root).library.contributors)


def test_a_title_capitals_or_accents_make_nobody_new(project: Project) -> None:
    put(project, "one.txt", "José Muñoz", "Bo Diaz")
    convert(project)
    put(project, "two.txt", "Dr. JOSE MUNOZ", "Cem Roy")
    convert(project)
    assert {"jose-munoz", "bo-diaz", "cem-roy"} <= set(contributors(project))
    assert content.load(project.root).library.views["two", "jose-munoz"].byline == "Dr. JOSE MUNOZ"


def test_a_near_match_is_asked_and_not_merged(project: Project) -> None:
    put(project, "one.txt", "Jane Miller", "Bo Diaz")
    convert(project)
    put(project, "two.txt", "J. Miller", "Cem Roy")
    output = convert(project).output
    assert "please check: is J. Miller the same as Jane Miller?" in output
    assert "--who 'J. Miller=jane-miller'" in output
    assert {"j-miller", "jane-miller"} <= set(contributors(project))


def test_a_near_match_is_merged_where_the_editor_says_so(project: Project) -> None:
    put(project, "one.txt", "Jane Miller", "Bo Diaz")
    convert(project)
    put(project, "two.txt", "J. Miller", "Cem Roy")
    convert(project, "--who", "J. Miller=jane-miller")
    assert "j-miller" not in contributors(project)
    assert content.load(project.root).library.views["two", "jane-miller"].byline == "J. Miller"


def test_a_spelling_that_is_also_known_is_the_same_person(project: Project) -> None:
    put(project, "one.txt", "Jane Miller", "Bo Diaz")
    convert(project)
    file = "content/contributors/jane-miller.yml"
    project.write(file, project.read(file) + "also_known_as: [J. K. Miller]\n")
    put(project, "two.txt", "J. K. Miller", "Cem Roy")
    assert "please check: is J. K. Miller" not in convert(project).output
    assert len([slug for slug in contributors(project) if "miller" in slug]) == 1


def test_two_people_of_one_name_are_told_apart_by_a_word(project: Project) -> None:
    put(project, "one.txt", "Jo Lee", "Bo Diaz")
    convert(project)
    put(project, "two.txt", "Jo Lee", "Cem Roy")
    convert(project, "--who", "Jo Lee=jo-lee-botanist")
    found = contributors(project)
    assert found["jo-lee-botanist"].disambiguation == "botanist"
    assert ("two", "jo-lee-botanist") in content.load(project.root).library.views


def test_which_of_two_namesakes_speaks_is_asked(project: Project) -> None:
    test_two_people_of_one_name_are_told_apart_by_a_word(project)
    put(project, "three.txt", "Jo Lee", "Cem Roy")
    output = convert(project, status=1).output
    assert "\nseeds/three.txt:3:1: which-contributor: `jo-lee` and `jo-lee-botanist` have the name" in output
    convert(project, "--who", "Jo Lee=jo-lee")
    assert ("three", "jo-lee") in content.load(project.root).library.views


def test_other_organisations_are_a_reason_to_ask(project: Project) -> None:
    put(project, "one.txt", "Jo Lee, botanist, University of Leeds", "Bo Diaz, judge, High Court")
    convert(project)
    put(project, "two.txt", "Jo Lee, trader, Bank of Wales", "Cem Roy, judge, High Court")
    output = convert(project).output
    assert "is Jo Lee (Bank of Wales) the Jo Lee of `jo-lee`?" in output
    assert "--who 'Jo Lee=jo-lee-WORD'" in output


def test_two_people_of_one_name_in_one_document_are_two_contributors(project: Project) -> None:
    put(project, "one.txt", "Jo Lee (botanist)", "Bo Diaz (judge)", "Jo Lee (trader)")
    output = convert(project).output
    assert "Jo Lee answers twice, with different affiliations" in output
    assert contributors(project)["jo-lee-trader"].disambiguation == "trader"
    assert len(content.load(project.root).library.views_on("one")) == 3


def test_one_person_has_one_view_of_a_question(project: Project) -> None:
    put(project, "one.txt", "Dr. Jo Lee", "Bo Diaz", "JO LEE")
    convert(project)
    assert len(content.load(project.root).library.views["one", "jo-lee"].paragraphs) == 2


def test_somebody_known_by_two_names_who_answers_by_both_is_told(project: Project) -> None:
    put(project, "one.txt", "Jo Lee", "Bo Diaz")
    convert(project)
    project.edit("content/contributors/jo-lee.yml", "kind: person", "kind: person\nalso_known_as: [Josephine Roe]")
    put(project, "two.txt", "Jo Lee", "Bo Diaz", "Josephine Roe")
    output = convert(project, status=1).output
    assert "seeds/two.txt:9:1: name-repeated: “Josephine Roe” already answers this question, as `jo-lee`" in output
    convert(project, "--who", "Josephine Roe=josephine-roe")
    assert len(content.load(project.root).library.views_on("two")) == 3


def test_joint_authors_are_a_contributor_of_their_own(project: Project) -> None:
    put(project, "one.txt", "Anna Kowalska and Piotr Nowak", "Bo Diaz")
    put(project, "two.txt", "Anna Kowalska", "Bo Diaz")
    convert(project)
    found = contributors(project)
    assert found["anna-kowalska-and-piotr-nowak"].sort_name == "Kowalska, Anna; Nowak, Piotr"
    assert found["anna-kowalska"].name == "Anna Kowalska"


def test_letters_after_a_name_make_nobody_new(project: Project) -> None:
    put(project, "one.txt", "Jo Lee KC", "Bo Diaz, MD, director, Ice Institute")
    convert(project)
    put(project, "two.txt", "Jo Lee", "Bo Diaz, chair, Ice Institute")
    convert(project)
    found = contributors(project)
    assert content.load(project.root).library.views["one", "jo-lee"].byline == "Jo Lee KC"
    assert found["jo-lee"].sort_name == "Lee, Jo"
    assert found["bo-diaz"].affiliations[0].role == "director"
    assert len(content.load(project.root).library.views_by("jo-lee")) == 2


def test_a_name_in_another_script_is_kept_with_its_person(project: Project) -> None:
    put(project, "one.txt", "Mei-Ling Tan (陳美玲), professor, Ice Institute", "Bo Diaz, judge, High Court")
    convert(project)
    found = contributors(project)["mei-ling-tan"]
    assert found.name == "Mei-Ling Tan"
    assert found.also_known_as == ("陳美玲",)
    assert found.affiliations[0].role == "professor"
    view = content.load(project.root).library.views["one", "mei-ling-tan"]
    assert view.byline == "Mei-Ling Tan (陳美玲), professor, Ice Institute"


def test_a_spelling_that_somebody_has_is_asked_about(project: Project) -> None:
    put(project, "one.txt", "Mary Jones", "Bo Diaz")
    convert(project)
    put(project, "two.txt", "Mary Smith (née Jones)", "Cem Roy")
    assert "please check: is Mary Smith the same as Mary Jones?" in convert(project).output


def test_two_people_of_one_surname_are_no_organisation(project: Project) -> None:
    put(project, "one.txt", "Thandiwe & Sipho Dube", "Bo Diaz")
    assert "is Thandiwe & Sipho Dube two people?" in convert(project).output
    assert contributors(project)["thandiwe-and-sipho-dube"].kind == "person"


def test_such_characters_stay_in_a_text(project: Project) -> None:
    put(project, "one.txt", "Jo Lee", "Bo Diaz")
    project.edit("seeds/one.txt", "It will", "It \u202ewill\u202c")
    convert(project)
    assert "It \u202ewill\u202c" in content.load(project.root).library.views["one", "jo-lee"].text
    assert project.problems() == []
