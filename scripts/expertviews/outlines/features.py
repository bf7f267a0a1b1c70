"""What the model sees of each block of a document: its form, its words, its place, and the blocks around it."""

import re
from bisect import bisect
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from expertviews import dates, seeds
from expertviews.mappings import grouped
from expertviews.outlines.evidence import Evidence, length
from expertviews.outlines.namings import Naming
from expertviews.outlines.questions import asked_sentence, ends_asking, has_question_label, is_question
from expertviews.seeds import lexicon

_WORD = re.compile(r"[^\W\d_]+")
_FOOTNOTE = re.compile(
    r"(?:\[\^?\d{1,3}\]:?|[¹²³⁴⁵⁶⁷⁸⁹]|\^\d{1,3}|†|‡)\s?\S|(?:no |declared )?(?:conflicts? of|competing) interest"
    r"|(?:declared interests?|declarations? of interests?|disclosures?)\s?:",
    re.IGNORECASE,
)
_STAMP = re.compile(rf"^{lexicon.STAMP}\s+")
_ENDS = re.compile(r"[.!?。！？][\"”»]?(?:\s|$)")
_AROUND_IT = (-2, -1, 1, 2)
_FAR = 7  # blocks
_MOST_IN_ROW, _FIRST_OF_PROSE = 15, 4  # words that are features
_MOST_LOOKED_AT = 2000  # characters
_MOST_SOUGHT = 400  # quotations
_MAX_TITLE_WORDS = 20
_NAMES = 6  # features of a document


def _has(pattern: str, flags: int = 0) -> Callable[[str], bool]:
    found = re.compile(pattern, flags)
    return lambda text: bool(found.search(text))


_FORMS: Mapping[str, Callable[[str], bool]] = {
    "footnote": lambda text: bool(_FOOTNOTE.match(text)),
    "moderator": lambda text: bool(lexicon.MODERATOR_LABEL.match(_STAMP.sub("", text.lstrip("*_")[:100]))),
    "affiliation": seeds.affiliation_shaped,
    "organisation": seeds.has_organisation,
    "job": seeds.has_job,
    "anonymous": seeds.is_anonymous,
    "question label": has_question_label,
    "by": lambda text: bool(lexicon.BY_LABEL.match(text.lstrip("*_ ")[:80])),
    "numbered": lambda text: bool(seeds.NUMBER.match(text.lstrip("*_"))),
    "item": lambda text: bool(seeds.LIST_ITEM.match(text)),
    "date": lambda text: len(text) < 200 and bool(dates.within(text)),
    "small": lambda text: text.lstrip('*_“"(')[:1].islower(),
    "capitals": str.isupper,
    "emphasis": _has(r"^[*_]"),
    "brackets": _has(r"^[*_]*[(\[（【].*[)\]）】]\.?[*_]*$"),
    "ends in bracket": _has(r"[)）]$"),
    "opens quotation": _has(r"^[\"“„«‘「]"),
    "closes quotation": _has(r"[”»“\"」][.!?]?$"),
    "digit": _has(r"\d"),
    "year": lambda text: bool(dates.years(text)),
    "address": _has(r"\S@\S|www\.|https?:"),
    "bar": _has(r"[|·•]|\s[>›»/]\s"),
    "arrow": _has(r"[→←↑»›▶►]|\.\.\.$|…$"),
    "comma": _has(r"[,，、]\s?"),
    "colon": _has(r"^[^:：]{2,60}[:：]\s?\S"),
    "labelled": _has(r"^[^:：]{2,40}[:：]\s?.{1,60}$"),
    "cites": _has(r"\[\d{1,2}\]|[¹²³]|[.,”]\d{1,2}(?:\s|$)"),
    "exclaims": _has(r"!$"),
    "you": _has(r"\b(?:you|your|vous|votre|Sie|Ihre?|usted)\b"),
    "we": _has(r"\b(?:we|our|us|nous|wir|uns|abbiamo|hemos|pedimos|kysyimme|мы)\b", re.IGNORECASE),
    "I": _has(r"\b(?:I|my|ich|je|j'|io|yo|eu|я|jag|jeg|ik)\b"),
}
"""Yes-or-no features of a block's words."""

_AROUND = (
    *("length", "ends", "gap", "level", "mark", "whole", "before", "weight", "after"),
    *("title-shaped", "affiliated", "asks", "affiliation", "footnote", "small", "opens quotation", "beside title"),
    *("colon", "job", "we", "question label", "moderator"),
)
"""The features of the blocks right above and below that a block has, too."""
_WITH_PLACE = ("length", "ends", "whole", "title-shaped", "gap")  # they tell more together with the place
_WITH_DOCUMENT = ("whole", "before", "after", "beside title", "level")  # … with the document's names of each form

_Features = dict[str, str | bool | int]


def step(number: float, *steps: float) -> int:
    """How many of the steps a number reaches."""
    return sum(number >= step for step in steps)


@dataclass(frozen=True)
class Features:
    """The features of a block: its own, with those of its document; and together with the blocks around it."""

    own: list[str]
    joined: list[str]


def features(seen: Evidence) -> list[Features]:
    """The features of each block."""
    blocks = seen.blocks
    own = [_own(seen, at) for at in range(len(blocks))]
    _add_places(seen, own)
    _add_echoes(seen, own)
    _add_speakers(seen, own)
    whole = _document(seen, own)
    return [
        Features(
            [*_written(found), *whole, *_together(found)],
            [*_around(own, at), *_joined(own, at, whole)],
        )
        for at, found in enumerate(own)
    ]


def _own(seen: Evidence, at: int) -> _Features:
    """What a block shows by itself, but for the weight of its form in the document."""
    block = seen.blocks[at]
    text = block.text[:_MOST_LOOKED_AT]
    found: _Features = {name: True for name, holds in _FORMS.items() if holds(text)}
    found |= {"gap": block.gap, "level": block.level, "quoted": block.quoted, "rule": block.rule}
    found |= {"matter": block.matter, "title-shaped": _title_shaped(block), "asks": is_question(block)}
    found |= {"length": step(length(block.text), 2, 3, 4, 6, 9, 13, 20, 35, 60, 100), "ends": _ending(block.text)}
    found |= {"sentences": min(3, len(_ENDS.findall(text))), "asks within": bool(asked_sentence(text))}
    printed = seeds.bare_words(text[:300])
    found["capitalised"] = step(sum(it[:1].isupper() for it in printed) / max(1, len(printed)), 0.2, 0.5, 0.8, 0.99)
    words = [seeds.casefolded(it) for it in _WORD.findall(text[:300])]
    telling = words if len(words) <= _MOST_IN_ROW else words[:_FIRST_OF_PROSE]
    found |= {f"word {it}": True for it in telling}
    last = _WORD.findall(block.text[-40:])[-1:]
    found |= {"first word": "".join(words[:1]), "last word": seeds.casefolded("".join(last))}
    return found | _namings(seen, at)


def _namings(seen: Evidence, at: int) -> _Features:
    """What in a block may name somebody."""
    whole, before, after, titled = seen.whole[at], seen.before[at], seen.after[at], seen.titled[at]
    found: _Features = {"mark": whole.form, "whole": _likeness(whole), "affiliated": whole.affiliated}
    found |= {"before": _likeness(before), "after": _likeness(after)}
    if before:
        found |= {"form": before.form, "weight": step(before.weight, 1, 1.8, 3, 5)}
        found |= {"before affiliated": before.affiliated, "before length": step(length(before.name), 3, 6, 10)}
    if after:
        found["after form"] = after.form
    if titled:
        found["beside title"] = f"{titled[0]} {_likeness(titled[1])}"
    return found


def _title_shaped(block: seeds.Block) -> bool:
    """Whether a block looks like a title: a heading, or a few words that don't end a sentence."""
    last = block.text.rstrip("*_ ")[-1:]
    few = len(block.text.split()) <= _MAX_TITLE_WORDS and bool(last) and last not in ":,"
    return bool(block.level) or (few and not seeds.ends_sentence(block.text))


def _ending(text: str) -> str:
    last = text.rstrip("*_ ")[-1:]
    if ends_asking(text):
        return "?"
    if last in {":", "："}:
        return ":"
    if seeds.ends_sentence(text):
        return "."
    return "," if last in {",", ";"} else "-"


def _likeness(naming: Naming | None) -> int:
    return 1 + step(naming.likeness, 0.1, 0.4, 0.6, 0.8) if naming else 0


def _add_places(seen: Evidence, own: Sequence[_Features]) -> None:
    """Where a block is in the document, and how many are like it."""
    texts = Counter(map(_bare, seen.blocks))
    alike = [(_coarse(it), *(it[key] for key in ("ends", "gap", "level", "mark"))) for it in own]
    below = [(*it, *seen.prose[at + 1 : at + 2]) for at, it in enumerate(alike)]
    counts, counts_below = Counter(alike), Counter(below)
    prose = [at for at, is_prose in enumerate(seen.prose) if is_prose] or [len(own)]
    asking = [at for at, it in enumerate(own) if it["asks"]]
    title = next((at for at, it in enumerate(own) if it["title-shaped"]), len(own))
    named = [seen.whole[at].likely or bool(it and it.likely) for at, it in enumerate(seen.before)]
    above, names = 0, sum(named)
    for at, found in enumerate(own):
        found |= {"place": min(at, _FAR), "from end": min(len(own) - 1 - at, _FAR), "prose": seen.prose[at]}
        found |= {"again": texts[_bare(seen.blocks[at])] > 1, "alike": step(counts[alike[at]], 2, 3, 5, 9)}
        found["alike below"] = step(counts_below[below[at]], 2, 3, 5, 9)
        found |= {"below prose": at > prose[0], "above prose": at < prose[-1], "title above": title < at}
        following = bisect(asking, at)
        found["asked above"] = bool(asking) and asking[0] < at
        found["asked below"] = any(it < at + _FAR for it in asking[following : following + 1])
        found |= {"names above": step(above, 1, 2, 4), "names below": step(names - above - named[at], 1, 2, 4)}
        above += named[at]


def _bare(block: seeds.Block) -> str:
    return seeds.casefolded(block.text.strip("*_ "))


def _add_echoes(seen: Evidence, own: Sequence[_Features]) -> None:
    """How many of a row's words are in the prose, as a title's are; whether a quotation repeats what is said."""
    everything = "\n".join(block.text for block in seen.blocks)
    said = {
        it for block, is_prose in zip(seen.blocks, seen.prose, strict=True) if is_prose for it in _stems(block.text)
    }
    first = next((at for at, is_prose in enumerate(seen.prose) if is_prose), len(own))
    top = [at for at in range(first) if own[at]["title-shaped"] or own[at]["asks"]]
    places = {at: place for place, at in enumerate(top)}
    longest = max(top, key=lambda at: len(seen.blocks[at].text), default=-1)
    sought = 0
    for at, found in enumerate(own):
        text = seen.blocks[at].text
        words = text.strip("\"“”„«»‹›'‘’‚*_>… .")
        if len(words) < len(text) and found["length"] and sought < _MOST_SOUGHT:
            sought += 1
            found["repeated"] = everything.count(words) > 1
        stems = set() if seen.prose[at] else _stems(text)
        if stems:
            found["echoed"] = step(len(stems & said) / len(stems), 0.01, 0.34, 0.5, 0.75)
        if at < first:
            found["row on top"] = f"{min(places.get(at, 5), 5)} of {min(len(top), 5)}"
            found["longest on top"] = at == longest


def _stems(text: str) -> set[str]:
    """The beginnings of the longer words; of a text without spaces, its pairs of characters."""
    if seeds.is_caseless(text[:1]):
        return {text[at : at + 2] for at in range(len(text) - 1)}
    return {seeds.casefolded(word)[:5] for word in _WORD.findall(text) if len(word) > 4}


def _coarse(found: _Features) -> tuple[int, bool, bool]:
    return step(int(found["length"]), 1, 3, 5, 7), int(found["whole"]) >= 4, "capitals" in found


def _add_speakers(seen: Evidence, own: Sequence[_Features]) -> None:
    """What a block has to do with those who may be named: their name again, and what else they say."""
    named = [naming.name if naming else "" for naming in seen.named]
    first_names = [seeds.casefolded("".join(seeds.words_without_titles(name)[:1])) for name in named]
    anybody = {name for name in first_names if len(name) > 1}
    speakers = [None if it is after else it for it, after in zip(seen.named, seen.after, strict=True)]
    names = [seeds.casefolded(it.name) if it else "" for it in speakers]
    replies = speakers_below([found["ends"] == "?" for found in own], names)
    last_speaker = ""
    for at, (block, found) in enumerate(zip(seen.blocks, own, strict=True)):
        words = list(map(seeds.casefolded, seeds.bare_words(block.text[:600])))
        found["begins with name"] = last_speaker in words[:3]
        found["begins with a name"] = not anybody.isdisjoint(words[:3])
        found["named within"] = step(len(anybody.intersection(words)), 1, 2, 3)
        found["replies"] = step(replies[at], 1, 2, 3)
        last_speaker = first_names[at] if speakers[at] else last_speaker
    namings = [(at, seeds.casefolded(naming.name)) for at, naming in enumerate(seen.before) if naming]
    by_name = grouped(namings, itemgetter(1)).values()
    again = [[at for at, _ in group] for group in by_name if len(group) > 1]
    for order, turns in enumerate(again):
        asking = step(sum(own[at]["ends"] == "?" for at in turns) / len(turns), 0.01, 0.5, 0.99)
        brief = step(sum(length(seen.blocks[at].text) for at in turns) / len(turns), 15, 30)
        for at in turns:
            own[at] |= {"turns": step(len(turns), 2, 3, 5), "speaker": min(order, 2)}
            own[at] |= {"speaker asks": asking, "speaker brief": brief}


def speakers_below(asking: Sequence[bool], speakers: Sequence[str]) -> list[int]:
    """By block: how many different people speak below it, until the next block that asks."""
    counts, speaking = [], set[str]()
    for asks, speaker in zip(reversed(asking), reversed(speakers), strict=True):
        counts.append(len(speaking))
        if asks:
            speaking = set()
        if speaker:
            speaking.add(speaker)
    return counts[::-1]


def _document(seen: Evidence, own: Sequence[_Features]) -> list[str]:
    """What the whole document has: how many names of each form, gaps, headings, questions."""
    blocks = range(len(own))
    above = sum(seen.whole[at].likely and any(seen.prose[at + 1 : at + 3]) for at in blocks)
    below = sum(seen.whole[at].likely and any(seen.prose[max(0, at - 1) : at]) for at in blocks)
    counts = {
        "names above prose": above,
        "names below prose": below,
        "names before": sum(bool(it and it.likely) for it in seen.before),
        "names after": sum(bool(it and it.likely) for it in seen.after),
        "names beside titles": sum(bool(it and it[1].likely) for it in seen.titled),
        "headings": sum(bool(it["level"]) for it in own),
        "bold": sum(it["mark"] == "bold" for it in own),
        "signatures": sum(it["mark"] == "signature" for it in own),
        "questions": sum(bool(it["asks"]) for it in own),
        "question labels": sum("question label" in it for it in own),
    }
    size = step(len(own), 8, 15, 25, 40)
    return [*(f"all {name}={step(number, 1, 2, 3, 5)}" for name, number in counts.items()), f"size={size}"]


def _written(found: _Features) -> Iterator[str]:
    """Features as the model reads them; what doesn't hold is left out."""
    for name, value in found.items():
        if value is True:
            yield name
        elif value is not False:
            yield f"{name}={value}"


def _together(found: _Features) -> Iterator[str]:
    """Features of a block that tell more together."""
    yield f"shape={found['length']} {found['ends']} {found['gap']}"
    yield f"name={found['whole']} {found['length']} {found['ends']}"


def _around(own: Sequence[_Features], at: int) -> Iterator[str]:
    """What the blocks above and below show."""
    for step in _AROUND_IT:
        if 0 <= at + step < len(own):
            beside = {name: own[at + step][name] for name in _AROUND if name in own[at + step]}
            yield from (f"{step} {it}" for it in _written(beside))
        else:
            yield f"{step} none"


def _joined(own: Sequence[_Features], at: int, document: Sequence[str]) -> Iterator[str]:
    """Features that tell more together with the place, the document, and the blocks above and below."""
    found, above, below = own[at], own[max(0, at - 1)], own[min(at + 1, len(own) - 1)]
    for name in _WITH_PLACE:
        value = found.get(name, False)
        yield f"place={found['place']} {name}={value}"
        yield f"from end={found['from end']} {name}={value}"
        yield f"names={found['names above']} {found['names below'] == 0} {name}={value}"
    yield from (f"{it} {name}={found.get(name, 0)}" for it in document[:_NAMES] for name in _WITH_DOCUMENT)
    yield f"run={above['ends']} {above['length']}|{found['ends']} {found['gap']}|{below['ends']} {below['gap']}"
    yield f"between={found['whole']} {found['gap']} {above['prose']} {below['prose']}"
