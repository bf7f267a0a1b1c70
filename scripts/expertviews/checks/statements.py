"""Warns of wordings of a proposition's statement, in English, with which experts can't well agree or disagree.

The rules look only for words, so each warning is a question to the editor, and no proof of a mistake. They are tried on
the good and bad statements in tests/data/statements.yml. Statements are in the language of the site; if that isn't
English, no rule is applied.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from expertviews.checks.rules import RULES, Rule, Violation, files_holding
from expertviews.configuration import ENGLISH
from expertviews.content import KeyPath, Record
from expertviews.model import Question
from expertviews.problems import shown
from expertviews.quotes import split_sentences


@dataclass(frozen=True)
class WordingRule:
    """A rule on wording: `find` returns doubtful words of a statement, if any; `what` says what is wrong with them."""

    find: Callable[[str], str | None]
    what: str
    remedy: str
    meaning: str


def _search(*patterns: str) -> Callable[[str], str | None]:
    """Make a function that finds the first words of a statement that match one of the patterns, whatever their case."""
    return partial(_find_words, re.compile("|".join(patterns), re.IGNORECASE))


def _find_words(pattern: re.Pattern[str], statement: str) -> str | None:
    match = pattern.search(statement)
    return match[0].strip(" ,.") or match[0] if match else None


_MODAL = r"(?:will|would|should|must|shall|can|cannot|could|may|might)"
_FINITE = rf"(?:{_MODAL}|is|are|was|were|has|have|had|does|do|did)(?:n[’']t)?"
_SUBORDINATE = re.compile(r"\b(?:that|which|who|whose|whom|where|when|whether|if|unless|than|as)\b", re.IGNORECASE)
_IN_CLAUSE = rf"(?:(?!{_SUBORDINATE.pattern})[^,;])"  # a character at which no other clause starts
_VERBS = re.compile(
    r"(?:abolish|accelerate|adopt|allow|attract|ban|become|boost|bring|build|buy|create|cut|deepen|decrease|destroy"
    r"|discourage|drive|encourage|expand|export|give|harm|hurt|import|improve|increase|introduce|join|keep|lead|leave|lose"
    r"|lower|make|pay|prevent|protect|raise|reduce|remain|replace|save|sell|send|slow|spend|stop|strengthen|threaten"
    r"|undermine|weaken|widen|win)"
)
# Two claims that are joined: “A will rise and B will fall”, “A will sell and rent out”, “and is”, “and sells”.
_JOINED = (
    re.compile(rf"\b{_FINITE}\b.*?\b(?P<at>(?:and|but|yet|while|whereas|so)\s+{_IN_CLAUSE}{{,60}}?\b{_FINITE})\b"),
    re.compile(
        rf"\b{_MODAL}\s+(?:not\s+|also\s+)?\w+\s.*?\b(?!{_VERBS.pattern}\s)[\w’'-]+\s+(?P<at>and\s+(?:also\s+)?{_VERBS.pattern})\b"
        r"(?!-|\s+(?:of|in|to|for|from|on)\b)"
    ),
    re.compile(r"(?P<at>\band\s+(?:also\s+)?(?:is|are|was|were|will|would|should|has|have|does|do))\b(?!-)"),
    re.compile(
        rf"(?P<at>\band\s+(?:also\s+)?(?!bans|cuts|drives|exports|imports|increases|stops|wins){_VERBS.pattern}s)\b(?!\s+(?:of|in)\b)"
    ),
)
_find_aside = _search(
    r";",
    r"(?<!^)(?<!only )(?<!mainly )(?<!largely )(?<!primarily )(?<!mostly )(?<!partly )(?<!chiefly )(?<!solely )"
    r"(?<!in part )(?<!not )\bbecause\b(?! of\b)(?!.*\bnot because\b)",
    r",\s+(?:although|even though|whereas|since(?!\s+\d))\b",
    rf",\s+which\s+(?:{_MODAL}|means|makes|leads|shows)\b",
)


def _find_second_claim(statement: str) -> str | None:
    """Return the words with which a second claim starts."""
    sentences = split_sentences(statement)
    if len(sentences) > 1:
        return statement[slice(*sentences[1])]
    for pattern in _JOINED:
        match = pattern.search(statement)
        if match and not _SUBORDINATE.search(statement, 0, match.start("at")):
            return match["at"].strip(" ,")
    return _find_aside(statement)


_NEGATIVE = (
    r"(?:un(?:able|affected|avoidable|certain|changed|clear|common|fair|important|justified|known|likely|necessary|popular"
    r"|realistic|reasonable|stable|sustainable|thinkable|true|usual|willing)|in(?:compatible|consistent|correct|effective|evitable|frequent"
    r"|significant|sufficient)|im(?:plausible|possible|probable))"
)
_NOT = (
    r"(?:not(?! only\b|-)|cannot|\w+n[’']t|never|nobody|no one|none|hardly|no(?! (?:later|longer|more|less|fewer)\b))"
)
_FEW_WORDS = r"(?:[\w’'-]+\s+){0,5}?"
_find_double_negative = _search(
    rf"(?<!whether or )\b{_NOT}\s+{_FEW_WORDS}(?:{_NEGATIVE}|fails?|refuses?|den(?:y|ies)|rule[sd]? out"
    r"|lacks?|not|never|unless)\b",
    rf"\b(?!cannot|can[’']t){_NOT}\s+{_FEW_WORDS}without\b",
    rf"\b(?:un|im)(?:likely|possible|probable)\s+(?:that\s+)?{_FEW_WORDS}(?:{_NOT}|without|fails?|{_NEGATIVE})\b",
    rf"\b(?:nobody|no one|none|never|without)\s+{_FEW_WORDS}{_NOT}\b",
)
_HEDGE = re.compile(
    r"(?-i:\bmay\b)(?!\s+\d)"
    r"|(?<!military )(?<!economic )(?<!the )\bmight\b"
    r"|\bcould\b(?!\s+(?:not|have)\b|\s+be\s+\w+ed\s+by\b)"
    r"|\b(?:is|are|will|would|seems?|looks?)\s+(?:\w+\s+)?(?:un)?likely\b"
    r"|\b(?:probably|possibly|perhaps|maybe|presumably|conceivably|arguably|potentially)\b"
    r"|\bis\s+(?:\w+\s+)?(?:possible|conceivable|probable)\s+that\b|\bthere\s+is\s+(?:\w+\s+){1,2}(?:chance|possibility)\b",
    re.IGNORECASE,
)


def _find_hedge(statement: str) -> str | None:
    """Return the first words of likelihood, if they are in the main clause."""
    match = _HEDGE.search(statement)
    return match[0] if match and not _SUBORDINATE.search(statement, 0, match.start()) else None


_QUALITY = (
    r"(?:important|crucial|relevant|complex|complicated|challenging|controversial|essential|multifaceted|uncertain)"
)
_THINGS = r"(?:challenges?|problems?|difficulties|opportunit(?:y|ies)|risks?)"
_find_empty_words = _search(
    rf"\b(?:continues?\s+to\s+be|remains?|stays?|is|are|will\s+be)\s+(?:an?\s+)?(?:very\s+|highly\s+|increasingly\s+)?"
    rf"(?:{_QUALITY}|key|vital)(?:\s+(?:issue|factor|topic|question|partner|player|challenge|priority|part|tool)s?)?"
    r"(?=[.,]|\s+(?:for|in|to)\b|$)",
    r"\bplay(?:s|ed)?\s+an?\s+(?:\w+\s+)?(?:role|part)\b",
    r"\bha(?:s|ve)\s+(?:\w+\s+){,2}?(?:impact|effect|influence|implications|consequences)\b",
    rf"\b(?:face|pose|present|bring)s?\s+(?:\w+\s+){{0,3}}?{_THINGS}",
    r"\b(?:advantages|benefits|opportunities|pros|challenges|risks)\s+and\s+"
    r"(?:cons|disadvantages|drawbacks|risks|opportunities|benefits)\b",
    r"\bdepends?\s+(?:up)?on\s+(?:many|several|various|different|a\s+(?:number|range|variety)\s+of|circumstances)\b",
    r"\b(?:to|in)\s+(?:some|a\s+certain|certain)\s+(?:extent|degree|ways|cases|respects|circumstances)\b",
    r"\btime\s+will\s+tell\b|\bremains?\s+to\s+be\s+seen\b",
    r"\bneeds?\s+(?:more|further)\s+(?:research|study|attention|work)\b",
    r"\b(?:will|continues?\s+to)\s+(?:continue\s+to\s+)?evolve\b|\bmatters?\.?$|\bwill\s+take\s+time\b",
    r"\bno\s+(?:easy|simple)\s+(?:answers?|solutions?)\b",
)
_find_absolute = _search(
    r"(?<!not )(?<!almost )(?<!nearly )(?<!n’t )(?<!n't )\b(?:always|never|everyone|everybody|nobody|no one"
    r"|inevitabl[ey]|impossible|doomed|guaranteed|no\s+\w+\s+(?:has|have|will|can)\s+ever|without exception"
    r"|under no circumstances|the only (?:way|solution|answer))\b"
)
_find_loaded = _search(
    r"\b(?:clearly(?! (?:defined|stated|marked|labelled|labeled|visible|written))|obviously|of course|undoubtedly"
    r"|undeniably|unquestionably|(?:un)?fortunately|sadly|regrettably|thankfully|luckily|rightly|wisely|wrongly)\b",
    r"\b(?:absurd|alarmist|blatant|bloated|brutal|cowardly|cynical|disastrous|disgraceful|draconian|evil|foolish|greedy"
    r"|half-baked|heroic|hypocritical|hysterical|job-killing|misguided|murderous|na[iï]ve|outrageous|reckless|ridiculous"
    r"|senseless|shameful|so-called|stupid|wasteful|woke)(?:ly)?\b",
    r"\b(?:appease(?:s|ment)?|betray(?:s|al)?|bull(?:y|ies|ying)|cron(?:y|ies)|fat cats|handouts|henchmen|illegals"
    r"|long overdue|nanny state|puppets?|scaremongering|thugs|warmonger(?:s|ing)|witch[- ]hunts?)\b",
)
_find_asking = _search(r"\?\s*$", r"^(?:Will|Should|Would|Could|Can|Is|Are|Was|Were|Does|Do|Did|Has|Shall)\s+\w+[^.]*$")
_find_vague_date = _search(
    r"(?<!as )\b(?:soon|sooner or later|before long|some ?day|eventually|at some point|in due course"
    r"|shortly(?! (?:after|before))|one day(?! (?:a|per|of)\b))\b",
    r"\b(?:near|foreseeable|immediate|not too distant)\s+future\b",
    r"\b(?:coming|next\s+few|next\s+couple\s+of)\s+(?:weeks|months|years|decades)\b",
    r"\b(?:months|years|decades)\s+(?:ahead|to\s+come)\b",
)
WORDING_RULES: Mapping[str, WordingRule] = {
    "statement-asks": WordingRule(
        _find_asking,
        "this is a question",
        "write what an expert would agree with: “The city will …” for “Will the city …?”",
        "A proposition is a statement, since nobody can agree or disagree with a question.",
    ),
    "statement-double": WordingRule(
        _find_second_claim,
        "“{words}” may start a second claim",
        "keep one; make the other a proposition of its own",
        "A proposition has one claim. Somebody may share a claim and not the other, or not the reason given for it.",
    ),
    "statement-negated": WordingRule(
        _find_double_negative,
        "“{words}” is a double negative",
        "write it without one, so that it is clear what “disagree” means",
        "A proposition has at most one negative: to disagree with two, readers must count three.",
    ),
    "statement-hedged": WordingRule(
        _find_hedge,
        "with “{words}”, nobody could deny it",
        "state it flatly; how likely they think it is, is for the experts to say, in the `hedge` of their stance",
        "A proposition says what will happen or is so, not that it may. An expert's own words of likelihood belong to "
        "the stance, as its `hedge`.",
    ),
    "statement-empty": WordingRule(
        _find_empty_words,
        "“{words}” says little that anybody would deny",
        "say in which direction, how much, or compared with what",
        "Somebody could reasonably disagree with a proposition.",
    ),
    "statement-absolute": WordingRule(
        _find_absolute,
        "with “{words}”, one exception makes it false",
        "say how often, how much, or by when",
        "Somebody could reasonably agree with a proposition. Few experts say “never” or “the only way”.",
    ),
    "statement-loaded": WordingRule(
        _find_loaded,
        "“{words}” is a word of one side",
        "use words that all experts would use, or leave it out",
        "A proposition is in neutral words, so that somebody can disagree without accepting its words.",
    ),
    "statement-undated": WordingRule(
        _find_vague_date,
        "“{words}” is no date by which it can be judged",
        "add a `horizon`, or say by when",
        "A forecast says by when, in its `horizon` or in its words.",
    ),
}
"""The rules, by the codes of their warnings."""

_MAX_SEARCHED = 400  # characters of a statement; the time grows with their square


def wording_doubts(rule: WordingRule, question: Question) -> Iterator[tuple[KeyPath, str]]:
    """Yield the key of each statement that breaks a rule, and what is wrong with it."""
    for at, proposition in enumerate(question.propositions):
        words = rule.find(proposition.statement[:_MAX_SEARCHED])
        if words and not (proposition.horizon and rule.find is _find_vague_date):
            yield ("propositions", at, "statement"), rule.what.format(words=shown(words))


def _violations(record: Record, rule: WordingRule) -> Iterator[Violation]:
    is_english = record.language.split("-")[0] == ENGLISH
    for file in files_holding(record, Question) if is_english else ():
        for key, what in wording_doubts(rule, file.entity):
            yield file.place(*key), what, rule.remedy


for _code, _wording in WORDING_RULES.items():
    RULES[_code] = Rule(_wording.meaning, partial(_violations, rule=_wording), warning=True)
