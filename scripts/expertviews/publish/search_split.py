"""A search index split into parts by Pagefind, so that a reader fetches only what has the words that they search.

Pagefind indexes a record for each answer and for each other page, and says which records have a word. A record holds
the documents of the site's index as they are; the site's own script cuts, orders and marks them, as it does on a small
site. So Pagefind is given words in the form in which that script compares them.

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
from collections import Counter
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

from expertviews.mappings import grouped

_PARTS = 4
_FOLDER = "pagefind"
_VOCABULARY = "words.txt"
_CHUNK_SIZE = {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": "6000"}  # smaller than usual: a reader fetches one of each part
_UNUSED_FILES = ("pagefind-*.js", "pagefind-*.css")  # Pagefind's own interface
_NGRAM = 3  # letters, in scripts without spaces between words
_MAX_READ = 1 << 16  # bytes at once
_TAG = re.compile(r"<[^>]*>")
_IGNORED_MARKS = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0640\u064b-\u065f\u0670\u00ad\u200b-\u200f\u2060\ufeff]"
)
_SPELLINGS = dict.fromkeys("ʼʻ", " ") | dict(
    pair.split("=") for pair in "ß=ss æ=ae œ=oe ø=o ł=l đ=d ð=d þ=th ħ=h ŧ=t ı=i ς=σ ى=ي ی=ي ک=ك ة=ه".split()
)
_SEARCHED_WITHIN_WORDS = re.compile("ARABIC|CJK|HEBREW|HIRAGANA|IDEOGRAPHIC|KATAKANA|KHMER|LAO|MYANMAR|THAI")
"""Matches the Unicode names of letters that are found anywhere in a word, since these scripts join words."""

Document = Mapping[str, Any]
_Choices = Mapping[str, Sequence[str]]


def divided(documents: Iterable[Document]) -> Mapping[str, Sequence[Document]]:
    """Return the documents of each part, by its name; all documents of a page are in the same part."""
    parts = grouped(documents, lambda document: str(crc32(_page(document).encode()) % _PARTS))
    return dict(sorted(parts.items()))


def part_folder(folder: Path, name: str) -> Path:
    """Return the folder of a part, in the folder of an index."""
    return folder / _FOLDER / name


def write(folder: Path, documents: Sequence[Document], choices: _Choices, language: str = "en") -> None:
    """Write a part with these documents into its folder. Raises OSError.

    `choices` are the values of each filter, by its name; Pagefind disregards the endings of words of the `language`.
    """
    records = list(_records(documents, choices))
    for path, content in _index(records, language):
        if not any(fnmatch(path, pattern) for pattern in _UNUSED_FILES):
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
    counts = Counter(word for record in records for word in record["content"].split())
    words = (word for word, _ in counts.most_common() if len(word) > _NGRAM and not word[0].isdecimal())
    (folder / _VOCABULARY).write_text("\n".join(words), encoding="utf-8")


def remove(folder: Path, but: Collection[str] = ()) -> None:
    """Remove an index from a folder, or all of it but some parts."""
    with suppress(FileNotFoundError, NotADirectoryError):
        for path in (folder / _FOLDER).iterdir():
            if path.name in but:
                continue
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
    if not but:
        shutil.rmtree(folder / _FOLDER, ignore_errors=True)


def _index(records: Sequence[Mapping[str, Any]], language: str) -> Iterator[tuple[str, bytes]]:
    """Yield the path and content of each file of Pagefind's index of the records. Raises OSError if it can't make one.

    Pagefind's library for Python isn't used, since it takes a tenth of a second for each record. Each request waits for
    the answer to the one before, or records would come in any order. The files are fetched, not written by Pagefind,
    which answers before it has written the last ones.
    """
    added = [{"type": "AddRecord", "index_id": 0, "language": language, "sort": None, **record} for record in records]
    requests = [{"type": "NewIndex", "config": {}}, *added, {"type": "GetFiles", "index_id": 0}]
    command, environment = [get_executable(), "--service"], {**os.environ, **_CHUNK_SIZE}
    answer: Mapping[str, Any] = {}
    program = subprocess.Popen(command, stdin=PIPE, stdout=PIPE, env=environment)  # noqa: S603 - no shell
    with suppress(BrokenPipeError), program:
        for number, request in enumerate(requests):
            answer = _answer(program, {"message_id": number, "payload": request})
            if answer.get("type") in {None, "Error"}:
                break
    if answer.get("type") != "GetFiles":
        raise OSError(f"Pagefind can't index the site for search: {answer.get('message', 'it stopped')}")
    yield from ((file["path"], base64.b64decode(file["content"])) for file in answer["files"])


def _answer(program: subprocess.Popen[bytes], request: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return Pagefind's answer to a request; empty if it has ended."""
    stdin, stdout = cast("IO[bytes]", program.stdin), cast("IO[bytes]", program.stdout)
    stdin.write(base64.b64encode(json.dumps(request).encode()) + b",")
    stdin.flush()
    answer = bytearray()
    while not answer.endswith(b","):
        chunk = os.read(stdout.fileno(), _MAX_READ)
        if not chunk:
            return {}
        answer += chunk
    payload: Mapping[str, Any] = json.loads(base64.b64decode(answer[:-1]))["payload"]
    return payload


def _records(documents: Sequence[Document], choices: _Choices) -> Iterator[dict[str, Any]]:
    """Yield the records that Pagefind indexes. Their address, which it keeps unread, is the documents as JSON.

    A value of a filter is a made-up word. Pagefind's own filters, which it writes in any order, only tell contributors.
    """
    groups = grouped(documents, lambda document: (_page(document), document["title"] if document.get("kind") else ""))
    titles: dict[str, str] = {document["location"]: document["title"] for document in documents}
    marks = {(name, value): f"0{name}{nth}x" for name, values in choices.items() for nth, value in enumerate(values)}
    for (page, _), group in groups.items():
        own_title: str = group[0]["title"]
        title = titles.get(page, own_title)
        whole = group if group[0]["location"] == page else [{"location": page, "title": title, "text": ""}, *group]
        words = (word for text in (*(document["text"] for document in group), own_title) for word in _words(text))
        yield {
            "url": json.dumps(whole, ensure_ascii=False, separators=(",", ":")),
            "content": " ".join((*words, *(marks[choice] for choice in _choices(group)))),
            "meta": {"title": " ".join(_words(title))},
            "filters": {"person": ["yes"]} if group[0].get("kind") == "contributor" else {},
        }


def _choices(documents: Iterable[Document]) -> Iterable[tuple[str, str]]:
    """Return the names and values of filters with which any of the documents is found, each pair once."""
    filters = (item for document in documents for item in document.get("filters", {}).items())
    return dict.fromkeys((name, value) for name, values in filters for value in values)


def _page(document: Document) -> str:
    return str(document["location"]).partition("#")[0]


def _words(html: str) -> Iterator[str]:
    """Yield the words of a text as search compares them, and n-grams of those that can be found within others."""
    for word in unescape(_TAG.sub(" ", html)).translate(_COMPARED).split():
        if not _is_searched_within_words(word[0]):
            yield word
        yield from (word[at : at + _NGRAM] for at, letter in enumerate(word) if _is_searched_within_words(letter))


@cache
def _is_searched_within_words(letter: str) -> bool:
    return bool(_SEARCHED_WITHIN_WORDS.match(unicodedata.name(letter, "")))


class _ComparedLetters(dict[int, str]):
    """A table for `str.translate`: each letter as it is compared, and a space for whatever isn't part of a word."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFKD", chr(code))
        plain = unicodedata.normalize("NFC", _IGNORED_MARKS.sub("", decomposed)).lower()
        spelling = _SPELLINGS.get(plain, plain)
        self[code] = "".join(letter if unicodedata.category(letter)[0] in "LMN" else " " for letter in spelling)
        return self[code]


_COMPARED = _ComparedLetters()
