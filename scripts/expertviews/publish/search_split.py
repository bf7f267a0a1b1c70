"""A search index in parts, of which a reader fetches those with the words that they search: made by Pagefind.

There is a record for each answer and for each other page. Pagefind only tells which records have a word; they hold the
documents of the index as they are, and the site's own script cuts, orders and marks these, as it does those of a small
site. So words are given to Pagefind as that script compares them.

The records are in several parts, each an index of its own, which Pagefind searches as one: an edit of a page changes
only the part that the page is in, and a part takes little memory to make.
"""

import base64
import json
import os
import re
import shutil
import subprocess
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from fnmatch import fnmatch
from functools import cache
from html import unescape
from pathlib import Path
from subprocess import PIPE
from typing import IO, Any, cast
from zlib import crc32

from pagefind_bin import get_executable

_PARTS = 4
_FOLDER = "pagefind"
_VOCABULARY = "words.txt"
_CHUNKS = {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": "6000"}  # smaller than usual: a reader fetches one of each part
_INTERFACES = ("pagefind-*.js", "pagefind-*.css")  # Pagefind's own, which the site doesn't use
_LENGTH = 3  # letters of a part of a word, where words are found within what stands between spaces
_MOST_READ = 1 << 16  # bytes at once
_TAG = re.compile(r"<[^>]*>")
_UNWRITTEN = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0640\u064b-\u065f\u0670\u00ad\u200b-\u200f\u2060\ufeff]"
)
_SPELT = dict.fromkeys("ʼʻ", " ") | dict(
    pair.split("=") for pair in "ß=ss æ=ae œ=oe ø=o ł=l đ=d ð=d þ=th ħ=h ŧ=t ı=i ς=σ ى=ي ی=ي ک=ك ة=ه".split()
)
_FOUND_WITHIN = re.compile("ARABIC|CJK|HEBREW|HIRAGANA|IDEOGRAPHIC|KATAKANA|KHMER|LAO|MYANMAR|THAI")  # names of letters

Document = Mapping[str, Any]


def divided(documents: Iterable[Document]) -> Mapping[str, Sequence[Document]]:
    """The documents of each part, by its name; those of a page are in one."""
    found: dict[str, list[Document]] = defaultdict(list)
    for it in documents:
        found[str(crc32(_page(it).encode()) % _PARTS)].append(it)
    return dict(sorted(found.items()))


def part(folder: Path, name: str) -> Path:
    """The folder of a part of an index that is in a folder."""
    return folder / _FOLDER / name


def write(
    folder: Path, documents: Sequence[Document], choices: Mapping[str, Sequence[str]], language: str = "en"
) -> None:
    """Write a part with the documents into its folder; `choices` are what they can be filtered by. Raises OSError.

    `language` is that whose endings Pagefind disregards.
    """
    records = list(_records(documents, choices))
    for path, content in _index(records, language):
        if not any(fnmatch(path, pattern) for pattern in _INTERFACES):
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
    counts = Counter(word for record in records for word in record["content"].split())
    words = (word for word, _ in counts.most_common() if len(word) > _LENGTH and not word[0].isdecimal())
    (folder / _VOCABULARY).write_text("\n".join(words), encoding="utf-8")


def remove(folder: Path, but: Collection[str] = ()) -> None:
    """Remove an index from a folder, but for some of its parts."""
    with suppress(FileNotFoundError, NotADirectoryError):
        for it in (folder / _FOLDER).iterdir():
            if it.name not in but:
                it.unlink() if it.is_symlink() or it.is_file() else shutil.rmtree(it)
    if not but:
        shutil.rmtree(folder / _FOLDER, ignore_errors=True)


def _index(records: Sequence[Mapping[str, Any]], language: str) -> Iterator[tuple[str, bytes]]:
    """The files of the program's index of the records. Raises OSError if it can't make one.

    Its own library for Python takes a tenth of a second for each record, so it isn't used. A request is only sent when
    the one before has been answered, or records would come in any order. Told to write its files, the program says that
    it has before the last ones are written, and doesn't write these if it is then ended.
    """
    added = [{"type": "AddRecord", "index_id": 0, "language": language, "sort": None, **it} for it in records]
    requests = [{"type": "NewIndex", "config": {}}, *added, {"type": "GetFiles", "index_id": 0}]
    command, surroundings = [get_executable(), "--service"], {**os.environ, **_CHUNKS}
    answer: Mapping[str, Any] = {}
    program = subprocess.Popen(command, stdin=PIPE, stdout=PIPE, env=surroundings)  # noqa: S603 - no shell
    with suppress(BrokenPipeError), program:
        for number, request in enumerate(requests):
            answer = _answer(program, {"message_id": number, "payload": request})
            if answer.get("type") in {None, "Error"}:
                break
    if answer.get("type") != "GetFiles":
        raise OSError(f"Pagefind can't index the site for search: {answer.get('message', 'it stopped')}")
    yield from ((it["path"], base64.b64decode(it["content"])) for it in answer["files"])


def _answer(program: subprocess.Popen[bytes], request: Mapping[str, Any]) -> Mapping[str, Any]:
    """The program's answer to a request; empty if it stops."""
    told, said = cast("IO[bytes]", program.stdin), cast("IO[bytes]", program.stdout)
    told.write(base64.b64encode(json.dumps(request).encode()) + b",")
    told.flush()
    answer = bytearray()
    while not answer.endswith(b","):
        read = os.read(said.fileno(), _MOST_READ)
        if not read:
            return {}
        answer += read
    payload: Mapping[str, Any] = json.loads(base64.b64decode(answer[:-1]))["payload"]
    return payload


def _records(documents: Sequence[Document], choices: Mapping[str, Sequence[str]]) -> Iterator[dict[str, Any]]:
    """What Pagefind is told: as the address, which it keeps as it is and doesn't read, all of the documents.

    Its own filters, which it writes in any order, are only used for what a record is about.
    """
    groups: dict[tuple[str, str], list[Document]] = defaultdict(list)
    for it in documents:
        groups[_page(it), it["title"] if it.get("kind") else ""].append(it)
    titles: dict[str, str] = {it["location"]: it["title"] for it in documents}
    chosen = {(name, value): f"0{name}{at}x" for name, values in choices.items() for at, value in enumerate(values)}
    for (page, _), group in groups.items():
        asked: str = group[0]["title"]
        title = titles.get(page, asked)
        whole = group if group[0]["location"] == page else [{"location": page, "title": title, "text": ""}, *group]
        words = (word for text in (*(it["text"] for it in group), asked) for word in _words(text))
        yield {
            "url": json.dumps(whole, ensure_ascii=False, separators=(",", ":")),
            "content": " ".join((*words, *(chosen[it] for it in _filters(group)))),
            "meta": {"title": " ".join(_words(title))},
            "filters": {"person": ["yes"]} if group[0].get("kind") == "contributor" else {},
        }


def _filters(documents: Iterable[Document]) -> Iterable[tuple[str, str]]:
    """What any of the documents can be filtered by: names of filters, and values."""
    filters = (it.get("filters", {}) for it in documents)
    return dict.fromkeys((name, value) for each in filters for name, values in each.items() for value in values)


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
