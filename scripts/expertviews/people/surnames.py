"""Names whose surname may not be their last word: what is worth asking about, and no more.

`Li Xiaofeng`, `Nagy Péter` and `Nguyễn Văn Minh` begin with it; `Gabriel García Márquez` has two. The lists hold
frequent names of each kind; what isn't in them is not asked about, unless its form tells.
"""

import re
import unicodedata
from dataclasses import dataclass

from expertviews.people import letters, names
from expertviews.seeds.words import is_particle


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_CHINESE = """
    li wang zhang liu chen yang zhao huang zhou wu xu sun hu zhu gao lin he guo ma luo liang song zheng xie han tang
    feng yu dong xiao cheng cao yuan deng fu shen zeng peng lu su jiang cai jia ding wei xue ye yan pan du dai xia
    zhong tian ren fan fang shi yao tan liao zou xiong jin hao kong bai cui kang mao qiu qin gu hou shao meng long wan
    duan qian yin yi chang qiao lai gong wen chan wong cheung leung chow kwok tsai hsu hsieh tseng chiang lau chung
    tsang hung kuo hsiao teng yeh
    """
_KOREAN = """
    kim lee park choi jung jeong kang cho yoon yun jang chang lim im han oh seo shin kwon hwang ahn an song ryu yoo
    hong jeon moon ko koh bae baek nam shim noh roh ha kwak sung cha joo woo min ryoo ban bang
    """
_VIETNAMESE = """
    do nguyen tran le pham hoang huynh phan vu vo dang bui ngo duong ly trinh dinh doan mai truong cao quach
    """
_FIRST = _words(f"{_CHINESE} {_KOREAN} {_VIETNAMESE}")
_HUNGARIAN_GIVEN = _words(
    """
    laszlo istvan jozsef janos zoltan sandor gabor ferenc attila peter tamas zsolt tibor andras csaba imre lajos
    gyorgy balazs gyula mihaly karoly robert bela daniel adam krisztian miklos norbert bence mate levente viktor
    geza jeno erno arpad akos gergely gergo marton balint szilard kalman denes erzsebet katalin ilona eva zsuzsanna
    zsuzsa margit judit agnes erika krisztina julianna ildiko eszter monika edit gabriella szilvia magda aniko kinga
    reka tunde piroska emese dora zsofia
    """
)
_GIVEN_ELSEWHERE_TOO = _words(
    """
    robert daniel adam peter norbert viktor agnes erika monika edit magda gabriella
    """
)
_ACCENTED = frozenset("áéíóöőúüű")
_IBERIAN = _words(
    """
    garcia rodriguez martinez hernandez lopez gonzalez perez sanchez ramirez torres flores rivera gomez diaz reyes
    morales cruz ortiz gutierrez chavez ramos ruiz alvarez mendoza vasquez vazquez castillo jimenez moreno romero
    herrera medina aguilar vargas castro guzman mendez fernandez munoz salazar soto garza alvarado delgado pena rios
    sandoval ortega valdez estrada dominguez suarez silva navarro molina serrano blanco rojas guerrero vega campos
    cortes nunez cabrera quispe mamani condori huaman choque apaza ibarra ybarra arias acosta figueroa espinoza
    espinosa contreras villanueva valencia maldonado carrillo fuentes miranda cardenas marquez leon lozano santos
    santiago oliveira souza sousa pereira ferreira alves ribeiro carvalho gomes martins rocha almeida barbosa
    cardoso nascimento lima araujo melo costa teixeira correia moreira nunes vieira monteiro mendes freitas fonseca
    """
)


_HYPHENED_GIVEN = re.compile(r"[A-Z][a-z]+-[a-z]+")
"""`Do-yun`, `Wei-ting`: how Korean and Taiwanese given names are written, and hardly any surname."""


@dataclass(frozen=True)
class Doubt:
    """How a name may have to be sorted instead, and why."""

    sort_name: str
    why: str


def doubt(name: str) -> Doubt | None:
    """What makes the last word of a person's name doubtful as their surname; None where nothing does."""
    plain, after = names.plain(name), letters.split(name)[1]
    if letters.may_be_surname(after):
        return Doubt(f"{after[0]}, {plain}", f"“{after[0]}” is taken for letters after the name")
    words = plain.split()
    while words and words[-1].strip(".").casefold() in letters.GENERATIONS:
        words.pop()
    if len(words) < 2 or any(mark in plain for mark in ",&") or "and" in words:
        return None
    found = _first(words) or _double(words)
    return found if found and found.sort_name != names.sort_name(name) else None


def _first(words: list[str]) -> Doubt | None:
    """The doubt whether the surname comes first."""
    one, last = _folded(words[0]), _folded(words[-1])
    told = last not in _GIVEN_ELSEWHERE_TOO or any(_ACCENTED.intersection(word.casefold()) for word in words)
    if one in _FIRST:
        why = f"“{words[0]}” is a frequent surname"
    elif _HYPHENED_GIVEN.fullmatch(words[-1]) or (last in _HUNGARIAN_GIVEN and one not in _HUNGARIAN_GIVEN and told):
        why = f"“{words[-1]}” may be a given name"
    else:
        return None
    return Doubt(f"{words[0]}, {' '.join(words[1:])}", why)


def _double(words: list[str]) -> Doubt | None:
    """The doubt whether the surname begins before the last word: two surnames, or a particle (`Mac Giolla Bhríde`)."""
    surname = names.sort_name(" ".join(words)).partition(",")[0].split()
    particle = next((at for at in range(1, len(words) - len(surname)) if is_particle(words[at])), None)
    within = range(1, len(words) - 1)
    first = next((at for at in within if _is_iberian(words[at]) and all(map(is_particle, words[at + 1 : -1]))), None)
    start = first if particle is None else particle
    if start is None:
        return None
    return Doubt(
        f"{' '.join(words[start:])}, {' '.join(words[:start])}", f"the surname may begin with “{words[start]}”"
    )


def _is_iberian(word: str) -> bool:
    plain = _folded(word)
    return plain in _IBERIAN or (len(plain) > 5 and plain.endswith("ez"))


def _folded(word: str) -> str:
    """A word without capitals and accents."""
    spelt = unicodedata.normalize("NFKD", word.casefold().replace("đ", "d"))
    return "".join(character for character in spelt if not unicodedata.combining(character))
