"""A transcript in WebVTT or SubRip → speakers' turns: `[00:01:05] Ann Lee: words`.

Source: https://www.w3.org/TR/webvtt1/. SubRip differs only in the numbers above the times. Libraries for subtitles
lose notes, voices after the first in a cue, and cues that they find malformed.
"""

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from expertviews.extraction.decoding import decode
from expertviews.extraction.textwriter import Extracted, TextWriter, problem

_TIMES = re.compile(r"\s*(?:(\d{1,4}):)?(\d{1,2}):(\d{2})[.,]\d{1,3}\s*-->")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^<>]{1,200})>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z0-9.:][^<>]{0,300}>|</>|\{\\[^{}]{0,100}\}", re.IGNORECASE)
_STAGE = re.compile(r"[\[(（【♪][^\[\]()（）【】]{1,80}[\])）】♪]")
"""`[Applause]`, `(laughs)`: what happens; nobody says it."""

_CHANGE = re.compile(r"\s*(?:>>+|&gt;&gt;(?:&gt;)?|^[-–—] )\s*")
_ROLLING = re.compile(r"<[\d:.]+>")
"""The time of a single word: such captions repeat each line as they scroll."""
_LABEL = re.compile(r"([^:：?!]{1,60})(?:：|:(?:\s+|$))")
_PARTICLES = frozenset("al bin da de del della den der di du la le van von y zu".split())
_FAMILY_FIRST = re.compile(
    rf"(?P<family>(?:(?:{'|'.join(sorted(_PARTICLES))})\s)*[^\s,()]+), "
    r"(?P<given>[^\W\d_][^,()\s]*(?: [^\W\d_][^,()\s]*)?)(?P<rest> \([^()]*\))?",
    re.IGNORECASE,
)
_SOMEBODY = "somebody else speaks from here on: who?"
_ONCE = "before a colon, and only once: a name, or part of the sentence"


@dataclass
class _Turn:
    """What somebody says from a time on; `speaker` is empty where the transcript names nobody.

    `role` is "name" for a speaker, and "aside" for what nobody says.
    """

    time: str
    speaker: str
    words: str
    role: str | None = None
    doubt: str | None = None


def read(data: bytes, shown_path: str, encoding: str | None = None) -> Extracted:
    """The turns of a transcript, one per line. A cue without a speaker continues the turn before it.

    Where one only says that the speaker changes, who speaks is in doubt.
    If the whole transcript names nobody, each cue is a line. Raises ProblemsFound for a file without cues.
    """
    writer = TextWriter()
    cues = _cues(decode(data, shown_path, encoding), writer)
    turns = [turn for time, lines in cues for line in lines for turn in _spoken(time, line)]
    if not turns:
        what = "the transcript has no line with times, such as `00:01:05.000 --> 00:01:09.000`"
        raise problem(shown_path, "document", what, "export it again as .vtt or .srt, or save it as plain text")
    _put_given_names_first(turns)
    joined = _joined(turns)
    times_named = Counter(turn.speaker for turn in turns)
    for turn in joined:
        sure = turn.doubt == _ONCE and (turn.speaker.isupper() or times_named[turn.speaker] > 1)
        said = ": ".join(filter(None, [turn.speaker, turn.words]))
        writer.add(f"[{turn.time}] {said}", turn.role, name=turn.speaker or None, doubt=None if sure else turn.doubt)
    return writer.extracted(shown_path, "expertviews")


def _joined(turns: list[_Turn]) -> list[_Turn]:
    """The turns, with those that go on in one, if the transcript names anybody."""
    joined = turns[:1]
    is_named = any(turn.speaker for turn in turns)
    for turn in turns[1:]:
        last = joined[-1]
        changes = turn.doubt == _SOMEBODY or "aside" in {turn.role, last.role}
        if is_named and turn.speaker in {"", last.speaker} and not changes:
            last.words = f"{last.words} {turn.words}".strip()
        else:
            joined.append(turn)
    return joined


def _cues(text: str, writer: TextWriter) -> Iterator[tuple[str, list[str]]]:
    """The time and lines of each cue. Other blocks are listed as left out."""
    is_rolling = _ROLLING.search(text) is not None
    said = ""
    for block in re.split(r"\n\n" if is_rolling else r"\n[ \t]*\n", text.replace("\f", " ")):
        lines = [line for line in block.split("\n") if line.strip()]
        for place, line in enumerate(lines[:2], start=1):
            if found := _TIMES.match(line):
                new = [it for it in lines[place:] if not is_rolling or _plain(it) != said]
                said = _plain(lines[-1])
                yield f"{int(found[1] or 0):02}:{int(found[2]):02}:{found[3]}", new
                break
        else:
            if lines and lines[0].split() != ["WEBVTT"]:
                writer.drop("transcript note", " ".join(lines))


def _spoken(time: str, line: str) -> Iterator[_Turn]:
    """The turns in a line of a cue. One starts with a voice tag, or with a name and a colon at the start of a line."""
    before, *voices = _VOICE.split(line)
    for place, part in enumerate(_CHANGE.split(before)):
        words = _plain(part)
        label = _LABEL.match(words)
        if label and _is_name(label[1].split()):
            yield _Turn(time, label[1].strip(), words[label.end() :], "name", _ONCE)
        elif words:
            yield _Turn(time, "", words, "aside" if _STAGE.fullmatch(words) else None, _SOMEBODY if place else None)
    for name, voiced in zip(voices[::2], voices[1::2], strict=True):
        yield _Turn(time, " ".join(html.unescape(name).split()), _plain(voiced), "name")


def _put_given_names_first(turns: list[_Turn]) -> None:
    """`Ann Lee (Quay)` for `Lee, Ann (Quay)`, as meetings list who takes part; in doubt if only one name is so."""
    voices = {turn.speaker for turn in turns if turn.role == "name" and not turn.doubt}
    found = {name: it for name in voices if (it := _FAMILY_FIRST.fullmatch(name))}
    for turn in turns:
        if it := found.get(turn.speaker):
            turn.speaker = f"{it['given']} {it['family']}{it['rest'] or ''}"
            turn.doubt = None if len(found) > 1 else f"“{it[0]}” in the document: is this the name?"


def _is_name(label: list[str]) -> bool:
    """Whether words before a colon can be a name: few, and capitalised if the script has capitals."""
    return 0 < len(label) <= 6 and not any(word[0].islower() and word not in _PARTICLES for word in label)


def _plain(words: str) -> str:
    return " ".join(html.unescape(_TAG.sub("", words)).split())
