"""A search index in parts, of which a reader fetches those with the words that they search: made by Pagefind.

There is a record for each answer and for each other page. Pagefind only tells which records have a word; they hold the
documents of the index as they are, and the site's own script cuts, orders and marks these, as it does those of a small
site. So words are given to Pagefind as that script compares them.
"""

import base64
import json
import os
import re
import subprocess
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from html import unescape
from itertools import islice
from pathlib import Path
from threading import Thread
from typing import IO, Any

from pagefind_bin import get_executable

_BUNDLE = "pagefind"
_VOCABULARY = "words.txt"
_LANGUAGE = "en"  # whose endings Pagefind disregards
_INTERFACES = ("pagefind-*.js", "pagefind-*.css")  # Pagefind's own, which the site doesn't use
_LENGTH = 3  # letters of a part of a word, where words are found within what stands between spaces
_MOST_READ = 1 << 16  # bytes at once
_LEAST_COMMON = 2  # times that a word stands in the index, if it is to be offered in place of a misspelt one
_TAG = re.compile(r"<[^>]*>")
_UNWRITTEN = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0640\u064b-\u065f\u0670\u00ad\u200b-\u200f\u2060\ufeff]"
)
_SPELT = dict.fromkeys("ʼʻ", " ") | dict(
    pair.split("=") for pair in "ß=ss æ=ae œ=oe ø=o ł=l đ=d ð=d þ=th ħ=h ŧ=t ı=i ς=σ ى=ي ی=ي ک=ك ة=ه".split()
)
_FOUND_WITHIN = re.compile("ARABIC|CJK|HEBREW|HIRAGANA|IDEOGRAPHIC|KATAKANA|KHMER|LAO|MYANMAR|THAI")  # names of letters

Document = Mapping[str, Any]


def write(folder: Path, documents: Sequence[Document]) -> None:
    """Write the index of the documents into a folder."""
    records = list(_records(documents))
    _index(folder / _BUNDLE, records)
    for path in (it for pattern in _INTERFACES for it in (folder / _BUNDLE).glob(pattern)):
        path.unlink()
    counts = Counter(word for record in records for word in record["content"].split())
    common = (word for word, count in counts.most_common() if count >= _LEAST_COMMON and len(word) > _LENGTH)
    (folder / _VOCABULARY).write_text("\n".join(common), encoding="utf-8")


def _index(folder: Path, records: Sequence[Mapping[str, Any]]) -> None:
    """Have the program write the index of the records.

    It reads requests and answers them until its input ends, then drops what isn't done. Its own library for Python
    takes a tenth of a second for each answer, so it isn't used.
    """
    added = [{"type": "AddRecord", "index_id": 0, "language": _LANGUAGE, "sort": None, **it} for it in records]
    written = {"type": "WriteFiles", "index_id": 0, "output_path": str(folder)}
    requests = [{"type": "NewIndex", "config": {}}, *added, written]
    command = [get_executable(), "--service"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:  # noqa: S603 - no shell
        said, told = program.stdin, program.stdout
        if not said or not told:  # pipes, so both are there
            return
        telling = Thread(target=_tell, args=(said, requests))
        telling.start()
        answers = list(islice(_answers(told), len(requests)))
        telling.join()
    errors = [it["message"] for it in answers if it["type"] == "Error"]
    if errors or len(answers) < len(requests):
        raise OSError(f"Pagefind can't index the site for search: {' '.join(errors[:1]) or 'it stopped'}")


def _tell(program: IO[bytes], requests: Iterable[Mapping[str, Any]]) -> None:
    with suppress(BrokenPipeError):  # that it has stopped is known by its answers
        for number, request in enumerate(requests):
            message = json.dumps({"message_id": number, "payload": request})
            program.write(base64.b64encode(message.encode()) + b",")
        program.flush()


def _answers(program: IO[bytes]) -> Iterator[Mapping[str, Any]]:
    left = b""
    while read := os.read(program.fileno(), _MOST_READ):
        *whole, left = (left + read).split(b",")
        yield from (json.loads(base64.b64decode(it))["payload"] for it in whole)


def _records(documents: Sequence[Document]) -> Iterator[dict[str, Any]]:
    """What Pagefind is told: as the address, which it keeps as it is and doesn't read, all of the documents."""
    groups: dict[tuple[str, str], list[Document]] = defaultdict(list)
    for it in documents:
        groups[_page(it), it["title"] if it.get("kind") else ""].append(it)
    titles: dict[str, str] = {it["location"]: it["title"] for it in documents}
    for (page, _), group in groups.items():
        asked: str = group[0]["title"]
        title = titles.get(page, asked)
        whole = group if group[0]["location"] == page else [{"location": page, "title": title, "text": ""}, *group]
        yield {
            "url": json.dumps(whole, ensure_ascii=False, separators=(",", ":")),
            "content": " ".join(word for text in (*(it["text"] for it in group), asked) for word in _words(text)),
            "meta": {"title": " ".join(_words(title))},
            "filters": {"kind": [group[0].get("kind", "page")], **_filters(group)},
        }


def _filters(documents: Iterable[Document]) -> dict[str, list[str]]:
    """What any of the documents can be filtered by."""
    found: dict[str, dict[str, None]] = {}
    for it in documents:
        for name, values in it.get("filters", {}).items():
            found.setdefault(name, {}).update(dict.fromkeys(values))
    return {name: list(values) for name, values in found.items()}


def _page(document: Document) -> str:
    return str(document["location"]).partition("#")[0]


def _words(html: str) -> Iterator[str]:
    """The words of a text as search compares them; also every part of a word that can be found within it."""
    for word in unescape(_TAG.sub(" ", html)).translate(_LETTERS).split():
        if not _found_within(word[0]):
            yield word
        yield from (word[at : at + _LENGTH] for at, letter in enumerate(word) if _found_within(letter))


@cache
def _found_within(letter: str) -> bool:
    return bool(_FOUND_WITHIN.match(unicodedata.name(letter, "")))


class _Letters(dict[int, str]):
    """Each letter as it is compared; a space for whatever isn't part of a word."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFC", _UNWRITTEN.sub("", unicodedata.normalize("NFKD", chr(code)))).lower()
        spelt = _SPELT.get(plain, plain)
        self[code] = "".join(it if unicodedata.category(it)[0] in "LMN" else " " for it in spelt)
        return self[code]


_LETTERS = _Letters()
