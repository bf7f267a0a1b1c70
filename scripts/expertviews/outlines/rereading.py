"""What the model sees when it reads a document again: what its first reading says of the block and of all others.

What has the same form, the same words or the same name is mostly the same thing throughout a document, and answers are
built alike. The first reading judges each block with those beside it; the second one sees all of them. This is known as
stacked sequential learning (Cohen and Carvalho, IJCAI 2005).
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, groupby, pairwise

from expertviews.outlines.evidence import Evidence, length
from expertviews.outlines.features import speakers_below, step
from expertviews.outlines.labels import NAMING, Labelled
from expertviews.seeds import casefolded

_WORD = re.compile(r"\w+")
_NAMED_BY = 3  # characters of a word that tells whom a text names
_MOST_LOOKED_AT = 300  # characters
_LIKELY_ENOUGH = 0.08
_NONE = "-"

_Features = Iterator[tuple[int, str]]  # features, each with the block that it belongs to


def rereading(seen: Evidence, first: Sequence[Labelled]) -> list[list[str]]:
    """The features of each block, after a first reading."""
    labels = [it.label for it in first]
    speakers = [_speaker(seen, at) if it in NAMING else "" for at, it in enumerate(labels)]
    found = [list(_itself(it)) for it in first]
    for at, feature in chain(_around(labels), _alike(seen, first)):
        found[at].append(feature)
    with_label = chain(
        *(_document(first, labels), _turns(labels, speakers), _mentions(seen, speakers), _answers(labels)),
        *(_goes_on(labels), _questions(labels), _margins(labels)),
    )
    for at, feature in with_label:
        found[at].append(f"{feature} {labels[at]}")
    return found


def _speaker(seen: Evidence, at: int) -> str:
    """Whom a block names."""
    before = seen.before[at]
    return casefolded(before.name if before else seen.whole[at].name or seen.blocks[at].text[:40])


def _itself(it: Labelled) -> Iterator[str]:
    (label, probability), *others = it.labels
    yield f"label={label}"
    yield f"label={label} {step(probability, 0.5, 0.7, 0.85, 0.95)}"
    yield f"memory={it.memory}"
    yield from (f"or={other} {step(much, 0.2, 0.35)}" for other, much in others if much > _LIKELY_ENOUGH)


def _around(labels: Sequence[str]) -> _Features:
    padded = [_NONE, _NONE, *labels, _NONE, _NONE]
    for at in range(len(labels)):
        for distance in (-2, -1, 1, 2):
            yield at, f"label {distance}={padded[at + 2 + distance]}"
        yield at, f"labels={'|'.join(padded[at + 1 : at + 4])}"


def _alike(seen: Evidence, first: Sequence[Labelled]) -> _Features:
    """What other blocks are that have the same form, first word, or name."""
    for kind, keys in _likenesses(seen).items():
        sums: dict[str, Counter[str]] = {}
        counts = Counter(keys)
        for key, it in zip(keys, first, strict=True):
            sums.setdefault(key, Counter()).update(dict(it.labels))
        for at, (key, it) in enumerate(zip(keys, first, strict=True)):
            others = counts[key] - 1
            if not others:
                yield at, f"{kind} alone"
                continue
            left = Counter(sums[key])
            left.subtract(dict(it.labels))
            [(most, much)] = left.most_common(1)
            yield at, f"{kind} as {most}"
            yield at, f"{kind} as {most} {step(much / others, 0.5, 0.8, 0.95)} {min(3, others)}"
            yield at, f"{kind} is {it.label} {step(left[it.label] / others, 0.1, 0.5, 0.8)}"


def _likenesses(seen: Evidence) -> Mapping[str, list[str]]:
    """By kind of likeness: what is the same in blocks that are alike."""
    found: dict[str, list[str]] = {"form": [], "first word": [], "name": []}
    for block, whole, before in zip(seen.blocks, seen.whole, seen.before, strict=True):
        text = block.text[:_MOST_LOOKED_AT]
        words = length(text)
        end = text.rstrip('*_"”’ ')[-1:]
        ends = end if end in ".?:!," else _NONE
        form = before.form if before and before.likely else ""
        first = _WORD.search(text)
        found["form"].append(f"{whole.form} {form} {step(words, 2, 5, 9, 15, 30)} {ends}")
        found["first word"].append(f"{casefolded(first[0]) if first else ''} {ends} {words < 9}")
        found["name"].append(casefolded(before.name if before else whole.name or ""))
    return found


def _document(first: Sequence[Labelled], labels: Sequence[str]) -> _Features:
    """How much of everything the document has."""
    sums: Counter[str] = Counter()
    for it in first:
        sums.update(dict(it.labels))
    names = sums["name"] + sums["heading+name"] + sums["name+heading"]
    answers = max(1.0, names + sums["name+text"])
    have = [
        f"questions={step(sums['question'], 0.3, 0.7, 1.5, 2.5)}",
        f"prompts={step(sums['prompt'], 0.3, 0.8, 2, 4)}",
        f"names={step(names, 0.5, 1.5, 3, 6)}",
        f"names before={step(sums['name+text'], 0.5, 1.5, 3, 6)}",
        f"titles={step(sums['title'], 0.5, 1.2)}",
        f"introductions={step(sums['introduction'], 0.5, 1.5)}",
        f"affiliations={step(sums['affiliation'] / max(1.0, names), 0.2, 0.6)}",
        f"headings={step(sums['heading'] / max(1.0, names), 0.1, 0.4, 0.8)}",
        f"bios={step(sums['bio'] / answers, 0.2, 0.6)}",
        f"remembered={_most(it.memory for it in first)}",
        f"below names={_most(below for above, below in pairwise(labels) if above in NAMING)}",
        f"above names={_most(above for above, below in pairwise(labels) if below in NAMING)}",
    ]
    yield from ((at, each) for at in range(len(labels)) for each in have)


def _most(values: Iterator[str]) -> str:
    return next((it for it, _ in Counter(values).most_common(1)), _NONE)


def _turns(labels: Sequence[str], speakers: Sequence[str]) -> _Features:
    """How many speak above and below a block, and until the next one that asks; what was there last, but for words."""
    times = Counter(filter(None, speakers))
    replies = speakers_below(list(map(_asks, labels)), speakers)
    spoken: set[str] = set()
    last, asked = _NONE, 0
    for at, (label, speaker) in enumerate(zip(labels, speakers, strict=True)):
        yield at, f"replies={step(replies[at], 1, 2, 3)}"
        yield at, f"spoken={step(len(spoken), 1, 2, 3)}"
        yield at, f"to speak={step(len(times) - len(spoken), 1, 2, 3)}"
        yield at, f"last={last}"
        yield at, f"asked={min(asked, 3)}"
        if speaker:
            yield at, f"speaks={min(3, times[speaker])} {speaker in spoken}"
            spoken.add(speaker)
        last = last if label == "text" else label
        asked += _asks(label)


def _asks(label: str) -> bool:
    return "question" in label or label == "prompt"


def _mentions(seen: Evidence, speakers: Sequence[str]) -> _Features:
    """Whether the first words and the last ones name who has spoken last, who speaks next, or anybody."""
    named = [set(_naming_words(it)) for it in speakers]
    everybody = set[str]().union(*named)
    following, after = [set[str]()] * len(named), set[str]()
    for at in reversed(range(len(named))):
        following[at] = after
        after = named[at] or after
    current: set[str] = set()
    for at, block in enumerate(seen.blocks):
        current = named[at] or current
        if not named[at]:
            words = _naming_words(block.text[:_MOST_LOOKED_AT])
            head, tail = set(words[:4]), set(words[-4:])
            yield at, f"head names={bool(head & current)} {bool(head & following[at])} {bool(head & everybody)}"
            yield at, f"tail names={bool(tail & following[at])} {bool(tail & current)}"
            yield at, f"names={min(3, len(everybody.intersection(words)))}"


def _naming_words(text: str) -> list[str]:
    return [it for it in _WORD.findall(casefolded(text)) if len(it) >= _NAMED_BY]


def _answers(labels: Sequence[str]) -> _Features:
    """How many answers have a block like this one, and are built alike."""
    starts = [at for at, it in enumerate(labels) if it in NAMING]
    bounds = list(pairwise([*starts, len(labels)]))
    built = [tuple(it for it, _ in groupby(labels[start:end]))[:5] for start, end in bounds]
    have = Counter(it for each in built for it in set(each))
    common, times = Counter(built).most_common(1)[0] if built else ((), 0)
    for (start, end), each in zip(bounds, built, strict=True):
        alike = f"built alike={each == common} {step(times / len(built), 0.3, 0.6, 0.99)}"
        for at in range(start, end):
            share = (have[labels[at]] - 1) / max(1, len(built) - 1)
            yield at, f"in answers={step(share, 0.01, 0.3, 0.7, 0.99)} {min(len(built), 3)}"
            yield at, alike


def _goes_on(labels: Sequence[str]) -> _Features:
    """What comes elsewhere below a block like the one above."""
    below: dict[str, Counter[str]] = {}
    for above, label in pairwise(labels):
        if above != label:
            below.setdefault(above, Counter())[label] += 1
    for at, (above, label) in enumerate(pairwise(labels), 1):
        found = Counter(below.get(above, {}))
        found[label] -= above != label
        [(most, times)] = found.most_common(1)
        yield at, f"goes on={above} {most if times > 0 else _NONE}"


def _questions(labels: Sequence[str]) -> _Features:
    """How many others that ask are between the same."""
    padded = [_NONE, *labels, _NONE]
    asking = {at: (padded[at], padded[at + 2]) for at, it in enumerate(labels) if it in ("question", "prompt")}
    alike = Counter(asking.values())
    asked = Counter(labels[at] for at in asking)
    for at, between in asking.items():
        yield at, f"asked between={min(3, alike[between])} {min(4, len(asking))}"
        yield at, f"asking={asked['question']} {step(asked['prompt'], 1, 2, 4)}"


def _margins(labels: Sequence[str]) -> _Features:
    """What else is above the answers, or below them."""
    speaking = [at for at, it in enumerate(labels) if it in NAMING or it == "text"] or [len(labels)]
    asks = any("question" in it for it in labels)
    for at in range(speaking[0]):
        yield at, f"to answers={min(speaking[0] - at, 4)}"
        yield at, f"asks={asks}"
    for at in range(speaking[-1] + 1, len(labels)):
        yield at, f"from answers={min(at - speaking[-1], 4)}"
    yield from _rows("above", labels, range(speaking[0]))
    yield from _rows("below", labels, range(speaking[-1] + 1, len(labels)))


def _rows(where: str, labels: Sequence[str], blocks: range) -> _Features:
    """What the rows around a row are, and which others there are."""
    rows = [(label, list(group)) for label, group in groupby(blocks, labels.__getitem__)]
    names = [label for label, _ in rows]
    times = Counter(names)
    for place, (label, group) in enumerate(rows):
        beside = "|".join(names[max(0, place - 3) : place]), "|".join(names[place + 1 : place + 4])
        others = sorted(it for it in times if it != label or times[it] > 1)
        for at in group:
            yield at, f"{where}={beside[0]}>{label}<{beside[1]}"
            yield at, f"also {where}={others}"
            yield at, f"as many {where}={min(len(group), 3)}"
