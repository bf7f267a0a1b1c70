"""Letters after a name: degrees, honours, offices and memberships (`Ann Lee CBE FRS, PhD`), which are no part of it.

`Jr.` and `III` are part of it: they tell a son from his father. Told by our own lists, since on our names the library
`nameparser` (2.6) took KC, AO, FBA and FRCP for surnames, and the surname Mba for a degree.
"""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


GENERATIONS = frozenset({"jr", "sr", "jnr", "snr", "ii", "iii", "iv"})
"""What tells members of a family of one name apart; it stands after the name and belongs to it."""

_DEGREES = """
    phd dphil mphil msc bsc meng beng mres mlitt dlitt dsc dds dmd dvm edd psyd pharmd engd lld llm llb bcl mbbs mbchb
    mbbch bmbch mph mpp mfa jd
    """
_HONOURS = """
    esq kc qc sc mp mep msp gbe kbe dbe cbe obe mbe bem cb kcb gcb cmg kcmg dcmg gcmg cvo mvo lvo kcvo dso gc qpm cnzm
    onzm mnzm oam psm sj ofm osb
    """
_MEMBERSHIPS = """
    frs fba freng fmedsci frse frsc frsl fras frgs frsnz faha fassa frcp frcs frcgp frcog frcpsych frcpath frcr fracp
    fracs mrcp mrcs mrcgp mrcpsych facp facs fcca cpa ceng cphys cpsych rn rgn np
    """
_NEVER_NAMES = _words(f"{_DEGREES} {_HONOURS} {_MEMBERSHIPS}")
_ALSO_NAMES = _words(
    """
    ba ma mba md do ms bs mpa ac ao am oc cc cm ch om td dl jp pc vc mc ra
    """
)
"""Surnames too, such as Ma and Do: letters only where they are written as such, among words that aren't in capitals."""

_FELLOWSHIP = re.compile(r"(?:FRC|MRC|FRS)[A-Z]{0,5}")
_COMPOSED = re.compile(r"[ABCDFLM][A-Z]{1,4}[a-z]{1,5}(?:[A-Z]{1,2}[a-z]{0,5}){0,2}")
"""`FREng`, `FMedSci`, `BMedSci`: letters of societies and subjects run together."""


def split(name: str) -> tuple[str, tuple[str, ...]]:
    """A name without the letters after it, and the letters: `Ann Lee, CBE FRS` → `Ann Lee`, and two.

    Two words always remain, of which the last isn't an initial: in `Jack Ma` and `Joseph J MA`, Ma is the surname.
    """
    words = name.split()
    shouted = not any(map(str.islower, name))
    letters: list[str] = []
    while len(words) > 2 and is_letters(words[-1], shouted=shouted) and len(words[-2].strip(".,")) > 1:
        letters.insert(0, words.pop().strip(",;"))
    return " ".join(words).rstrip(",;") if letters else " ".join(words), tuple(letters)


def is_letters(word: str, *, shouted: bool = False) -> bool:
    """Whether a word stands for a degree, an honour or the like; `shouted` says that all words are in capitals."""
    written = word.strip(",;").replace(".", "")
    plain = written.casefold()
    as_letters = sum(map(str.isupper, written)) > 1 and not shouted
    if plain in _NEVER_NAMES or _FELLOWSHIP.fullmatch(written):
        return as_letters or shouted or not set("aeiou") & set(plain) or plain == "esq"
    return as_letters and (plain in _ALSO_NAMES or _COMPOSED.fullmatch(written) is not None)


def are_letters(text: str) -> bool:
    """Whether a stretch between commas has letters after a name and nothing else: `PhD`, `CBE FRS`, `Jr.`."""
    words = text.split()
    return bool(words) and all(is_letters(word) or word.strip(".,").casefold() in GENERATIONS for word in words)


def may_be_surname(letters: tuple[str, ...]) -> bool:
    """Whether letters that were taken off a name could as well be the surname: `Wei Ting MA`."""
    return len(letters) == 1 and letters[0].casefold() in _ALSO_NAMES
