"""What happened to the published record, as git's history of the branch knows it: an event in a sentence each.

A merge counts as one commit, on the day it got onto the branch. Of a withdrawn answer, only that it was given and
withdrawn is told.
"""

import datetime
import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from expertviews import addresses, content, git
from expertviews.changes.difference import compare
from expertviews.changes.report import ItemChange
from expertviews.comparison import OUTCOMES
from expertviews.model import Library, Proposition, View
from expertviews.problems import counted

_MOST_EVENTS = 200
_MOST_COMMITS = 100
_MOST_ANSWERS = 50  # of a commit that are told one by one
_FOLDERS = tuple(f"{content.FOLDER}/{name}" for name in ("questions", "contributors", "views"))
_OF_FILE = re.compile(r":\d+ \d+ ([0-9a-f]+) ([0-9a-f]+) [A-Z]\t(.+)")

_VERBS = {"agree": "agrees with", "disagree": "disagrees with", "mixed": "has a mixed position on"}
_SENTENCES = {
    "question": "A question was added: “{question}”",
    "answer": "{name}’s answer to “{question}” was added.",
    "removed": "{name}’s answer to “{question}” was removed.",
    "review": "The excerpts and positions of {name}’s answer to “{question}” were reviewed.",
    "text": "The text of {name}’s answer to “{question}” was changed.",
    "correction": "A misprint in {name}’s answer to “{question}” was corrected.",
    "amendment": "{name} amended the answer to “{question}”",
    "withdrawal": "{name} withdrew the answer to “{question}”",
    "proposition": "A proposition was added: “{statement}”",
    "outcome": "“{statement}” Outcome: {outcome}.",
    "stance": "A position was recorded: {name} {verb} “{statement}”",
    "no stance": "A position is no longer recorded: {name} on “{statement}”",
}
"""What readers are told, by what happened. A question and a statement end with their own marks."""

_PARTS = {
    ("question", "added"): "question",
    ("proposition", "added"): "proposition",
    ("view", "added"): "answer",
    ("view", "removed"): "removed",
    ("correction", "added"): "correction",
    ("amendment", "added"): "amendment",
    ("withdrawal", "added"): "withdrawal",
    ("stance", "added"): "stance",
    ("stance", "removed"): "no stance",
}
_KEPT = {"answer", "withdrawal"}
"""What may be told of an answer that is withdrawn by now."""


@dataclass(frozen=True)
class Event:
    """Something that happened, told in a sentence: when (in UTC), and where it is shown, as a page and an id there.

    `id` is the same in every build. `question`, `contributor` and `themes` are the slugs of what it is about.
    """

    id: str
    time: datetime.datetime
    sentence: str
    page: str
    fragment: str = ""
    question: str = ""
    contributor: str = ""
    themes: frozenset[str] = frozenset()

    @property
    def day(self) -> str:
        """The day, as the record writes days."""
        return self.time.date().isoformat()


@dataclass(frozen=True)
class History:
    """The events that are known, the newest first. If not all are, `since` is the day from which they are.

    `known`: whether there is a history at all.
    """

    events: tuple[Event, ...] = ()
    since: str | None = None
    known: bool = True


UNKNOWN = History(known=False)


def history(root: Path, library: Library) -> History:
    """What happened to a published record, told with today's names. Of what no longer exists, nothing is told."""
    try:
        is_shallow = git.line(root, "rev-parse", "--is-shallow-repository") == "true"
        commits = [it for it in _commits(root) if it.has_parents or not is_shallow]
        blobs = dict.fromkeys(blob for it in commits for pair in it.files.values() for blob in pair if blob.strip("0"))
        contents = dict(zip(blobs, git.contents(root, list(blobs)), strict=True)) if blobs else {}
    except git.GitError:
        return UNKNOWN
    teller = _Teller(library)
    told = (event for commit in commits for event in teller.tell(commit, contents))
    events = tuple(islice(told, _MOST_EVENTS))
    if len(events) == _MOST_EVENTS:
        return History(events, events[-1].day)
    is_partial = commits and (is_shallow or len(commits) == _MOST_COMMITS)
    return History(events, commits[-1].time.date().isoformat() if is_partial else None)


@dataclass(frozen=True)
class _Commit:
    """A commit, when it got onto the branch, and the blobs of each file before and after it; zeros for none."""

    id: str
    time: datetime.datetime
    files: dict[str, tuple[str, str]]
    has_parents: bool


def _commits(root: Path) -> Iterator[_Commit]:
    """The latest commits that changed the record. The oldest of a shallow clone, without parents, seems to add all."""
    plain = ("-c", "core.quotePath=false", "-c", "log.showSignature=false")
    how = ("--first-parent", "-m", "--raw", "--no-abbrev", "--no-renames", "--relative", f"-{_MOST_COMMITS}")
    printed = git.run(root, *plain, "log", *how, "--format=@%H %ct %p", "--", *_FOLDERS).decode("utf-8", "replace")
    for text in printed.split("@")[1:]:
        about, *lines = text.splitlines()
        commit, seconds, *parents = about.split()
        found = filter(None, map(_OF_FILE.match, lines))
        time = datetime.datetime.fromtimestamp(int(seconds), datetime.UTC)
        yield _Commit(commit, time, {it[3]: (it[1], it[2]) for it in found}, bool(parents))


class _Teller:
    """Tells what a commit did, with the names of a record."""

    def __init__(self, library: Library) -> None:
        self._library = library
        questions = library.questions.values()
        self._propositions = {(question.slug, it.id): it for question in questions for it in question.propositions}

    def tell(self, commit: _Commit, contents: Mapping[str, bytes]) -> Iterator[Event]:
        """The events of a commit."""
        before = {path: contents[blob] for path, (blob, _) in commit.files.items() if blob in contents}
        after = {path: contents[blob] for path, (_, blob) in commit.files.items() if blob in contents}
        answers = [it for it in after.keys() - before.keys() if it.startswith(f"{content.FOLDER}/views/")]
        if len(answers) > _MOST_ANSWERS:
            sentence = f"{counted(len(answers), 'answer')} were added at once."
            yield Event(f"{commit.id}#answers", commit.time, sentence, addresses.QUESTIONS)
            return
        changes = compare(before, after).changes
        whole = {it.path for it in changes if it.kind in {"question", "view"} and it.what in {"added", "removed"}}
        redone = {it.path for it in changes if it.kind in {"correction", "amendment"}}
        for it in changes:
            part = it.kind in {"proposition", "stance", "correction", "amendment"} and it.path in whole
            for what in () if part else _happened(it, redone):
                yield from self._event(commit, it, what)

    def _event(self, commit: _Commit, it: ItemChange, what: str) -> Iterator[Event]:
        refs = it.refs
        question = self._library.questions.get(refs.get("question", ""))
        view = self._library.views.get((refs.get("question", ""), refs.get("contributor", "")))
        who = self._library.contributors.get(refs.get("contributor", ""))
        stated = self._propositions.get((refs.get("question", ""), refs.get("proposition", "")))
        known = question and (who or "contributor" not in refs) and (stated or "proposition" not in refs)
        if not question or not known or (view and not _may_tell(view, what)) or (not view and what in _OF_VIEW):
            return
        words = {
            "question": question.question,
            "name": who.name if who else "",
            "statement": stated.statement if stated else "",
            "verb": _VERBS.get(it.stance or "", ""),
            "outcome": OUTCOMES.get(stated.outcome.status, "").lower() if stated and stated.outcome else "",
        }
        page, fragment = _place(question.slug, who.slug if who and view else "", stated, what)
        slugs = ("question", "contributor", "proposition")
        name = "/".join([what, *(refs[slug] for slug in slugs if slug in refs)]).replace(" ", "-")
        yield Event(
            id=f"{commit.id}#{name}",
            time=commit.time,
            sentence=_SENTENCES[what].format(**words),
            page=page,
            fragment=fragment,
            question=question.slug,
            contributor=who.slug if who else "",
            themes=frozenset({stated.theme} if stated else {e.theme for e in view.excerpts} if view else ()),
        )


_OF_VIEW = {"answer", "review", "text", "correction", "amendment", "withdrawal", "stance", "no stance"}
"""What is told only of an answer that still exists."""


def _happened(it: ItemChange, redone: Container[str]) -> Iterator[str]:
    """What happened to an item, of what readers are told."""
    if (it.kind, it.what) in _PARTS:
        yield _PARTS[it.kind, it.what]
        return
    changed = {field.key: field for field in it.fields}
    if it.kind == "view" and "text" in changed and it.path not in redone:
        yield "text"
    if it.kind == "view" and "status" in changed and changed["status"].after == "reviewed":
        yield "review"
    if it.kind == "stance" and "stance" in changed:
        yield "stance"
    if it.kind == "proposition" and any(key.partition(".")[0] == "outcome" for key in changed):
        yield "outcome"


def _may_tell(view: View, what: str) -> bool:
    """Whether readers may be told of it: nothing that a withdrawn answer says, and no draft's position as one."""
    return (what in _KEPT or not view.withdrawn) and (view.status == "reviewed" or what not in {"stance", "no stance"})


def _place(question: str, contributor: str, stated: Proposition | None, what: str) -> tuple[str, str]:
    if contributor and what == "stance" and stated:
        return addresses.contributor_page(contributor), addresses.stance_fragment(question, stated.id)
    if contributor and what != "no stance":
        return addresses.contributor_page(contributor), addresses.view_fragment(question)
    return (addresses.proposition_page(question, stated.id) if stated else addresses.question_page(question)), ""
