"""The word lists of `words.txt`, case-folded, and the labels that tell names, jobs and questions apart."""

import re
from pathlib import Path

_LISTS = Path(__file__).with_name("words.txt").read_text("utf-8")
_SECTIONS = dict(re.findall(r"^\[([a-z ]+)\].*\n((?:[^\[\n].*\n)+)", _LISTS, re.MULTILINE))


def _words(section: str) -> frozenset[str]:
    return frozenset(re.sub(r"(?m)^#.*", "", _SECTIONS[section]).split())


def _phrases(section: str) -> str:
    return "|".join(map(re.escape, _SECTIONS[section].splitlines()))


def _label(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{words})\s*[:：]\s*", re.IGNORECASE)


TITLES = _words("titles")
POST_NOMINALS = _words("post nominals")
POST_NOMINALS_AND_SURNAMES = _words("post nominals and surnames")
FAMILY_NAMES_FIRST = _words("family names first")
ABBREVIATIONS = _words("abbreviations")

SAID = f"(?:{_phrases('saying')})"
SAID_LABEL = re.compile(rf"{SAID}\s*[:：]?\s*")
"""`Jane Smith, Example University, said:` before the words."""

PARTICLES = _words("particles")
JOBS = _words("jobs")
JOB_ENDINGS = tuple(_words("job endings"))
ORGANISATIONS = _words("organisations")
HAN_ORGANISATIONS = tuple(_words("han organisations"))
ANONYMOUS = _words("anonymous")
UNNAMED_PERSONS = _words("unnamed persons")
UNNAMED_ADJECTIVES = _words("unnamed adjectives")
INTERROGATIVES = _words("interrogatives")

STAMP = (
    r"[\[(]?(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?\s)?\d{1,2}(?::\d\d){1,2}(?:[.,]\d{1,3})?"
    r"(?:\s?[AaPp]\.?[Mm]\.?)?[\])]?(?!\d)(?:\s[–-](?=\s))?"
)
"""`[00:01:05]`, `9:04 AM`, `12/03/2026, 09:04 -`: when something was said, in a transcript or a chat."""

OTHER_LABELS = _words("other labels")

QUESTION_LABEL = re.compile(
    rf"(?:the\s+|our\s+)?(?:{_phrases('questions')})"
    r"(?:\s*(?:no\.?\s*|n[°º]\s*|nr\.?\s*|#\s*)?\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?|\s+(?:one|two|three|four|five|six|i|ii|iii|iv|v|[a-h]))?"
    r"(?:\s*[:：.)|—–-]+\s*|\s*$|(?<=\d)\s(?=[^:?]{2,60}:\s))",
    re.IGNORECASE,
)
"""`Question:`, `Q:`, `Question 2:`, or `Question` alone on its line."""

MODERATOR_LABEL = re.compile(
    rf"(?:the\s+)?(?:{_phrases('moderators')})"
    r"(?:\s*\([^()]{1,60}\)|,\s[^:：]{1,60})?(?:\*\*|__)?\s*[:：](?:\*\*|__)?\s*",
    re.IGNORECASE,
)
"""`Moderator:`, `HOST (Jane Smith):`: before a question for all who answer below."""

NAME_LABEL = _label("name|from|contributor|speaker|author|expert|panell?ist|respondent|participant")
AFFILIATION_LABEL = _label("affiliation|role|position|job|organi[sz]ation|institution|title|post")
ANSWER_LABEL = _label("answer|response|view|reply|text|antwort|réponse|respuesta|resposta|risposta|odpowiedź|ответ")
TITLE_LABEL = _label("title|headline|titel|titre|título|titolo|subject|betreff|objet|asunto|oggetto|assunto")
DATE_LABEL = _label("date|published|posted|asked|published on|datum|fecha|data|erschienen|publié le")
BY_LABEL = re.compile(
    r"(?:(?:statement|testimony|evidence|reply|response|letter|submission) (?:of|from|by)"
    r"|(?:chosen |picked |selected |recommended |written |posted |answered )?by|from|par|von|por|di)(?:\s+|$)",
    re.IGNORECASE,
)
BIO_LABEL = re.compile(
    r"(?:about (?:the|our) (?:author|contributor|expert|panellist|participant|writer|speaker)s?\b\s*[:：.—–-]?"
    r"|(?:biography|bio|biographical note)\s*(?:[:：.—–-]|$))\s*",
    re.IGNORECASE,
)

LABELS = (
    *(QUESTION_LABEL, MODERATOR_LABEL, TITLE_LABEL, NAME_LABEL, AFFILIATION_LABEL),
    *(ANSWER_LABEL, BIO_LABEL, BY_LABEL, SAID_LABEL),
)
"""The only words that may count as marks of the layout."""

HAN_SURNAMES = frozenset("".join(_words("han surnames")))
WORDS_OF_SENTENCES = _words("words of sentences")

FUNCTION_WORDS = (WORDS_OF_SENTENCES - {"will", "may"}) | _words("function words")
BIO_VERBS = _words("bio verbs")
AFTER_JOBS = _words("after jobs")
NOUN_ENDINGS = tuple(_words("noun endings"))
