"""What happened to the published record, as git's history of the branch knows it: an event in a sentence each.

A merge counts as one commit, on the day it got onto the branch. Of a withdrawn answer, only that it was given and
withdrawn is told.
"""

import datetime
import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from expertviews import addresses, content, git, kept
from expertviews.changes.difference import compare_snapshots
from expertviews.changes.records import ItemKey, Snapshot, key_of, slugs_in
from expertviews.changes.report import ItemChange
from expertviews.model import Contributor, Library, Proposition, Question, View
from expertviews.wording import Wording, marked, wording

_MOST_EVENTS = 200
_MOST_COMMITS = 100
_MOST_ANSWERS = 50  # of a commit that are told one by one
_FOLDERS = _QUESTIONS, _, _VIEWS = [f"{content.FOLDER}/{name}/" for name in ("questions", "contributors", "views")]
_OF_FILE = re.compile(r":(?:000|100)\d{3} (?:000|100)\d{3} ([0-9a-f]+) ([0-9a-f]+) [A-Z]\t(.+)")
"""A line about a plain file: git's links and other repositories are none of the record's."""

_KINDS = ("question", "contributor", "proposition")
"""What events are about; a proposition belongs to its question."""

_SENTENCES = {
    "question": marked("A question was added: “%(question)s”"),
    "answer": marked("%(name)s’s answer to “%(question)s” was added."),
    "removed": marked("%(name)s’s answer to “%(question)s” was removed."),
    "review": marked("The excerpts and positions of %(name)s’s answer to “%(question)s” were reviewed."),
    "text": marked("The text of %(name)s’s answer to “%(question)s” was changed."),
    "correction": marked("A misprint in %(name)s’s answer to “%(question)s” was corrected."),
    "amendment": marked("%(name)s amended the answer to “%(question)s”"),
    "withdrawal": marked("%(name)s withdrew the answer to “%(question)s”"),
    "restored": marked("%(name)s’s answer to “%(question)s” is no longer withdrawn."),
    "proposition": marked("A proposition was added: “%(statement)s”"),
    "outcome": marked("“%(statement)s” Outcome: %(outcome)s."),
    "no outcome": marked("An outcome is no longer recorded: “%(statement)s”"),
    "stance: agree": marked("A position was recorded: %(name)s agrees with “%(statement)s”"),
    "stance: disagree": marked("A position was recorded: %(name)s disagrees with “%(statement)s”"),
    "stance: mixed": marked("A position was recorded: %(name)s has a mixed position on “%(statement)s”"),
    "no stance": marked("A position is no longer recorded: %(name)s on “%(statement)s”"),
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
    ("withdrawal", "removed"): "restored",
    ("stance", "added"): "stance",
    ("stance", "removed"): "no stance",
}
_KEPT = {"answer", "withdrawal", "restored"}
"""What may be told of an answer that is withdrawn by now."""
_POSITIONS = {"stance", "no stance"}
"""What is told only of a reviewed answer."""


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

    @property
    def told(self) -> str:
        """A digest of all that is told."""
        events = [(it.id, it.time, it.sentence, it.page, it.fragment, sorted(it.themes)) for it in self.events]
        return kept.digest(self.since, self.known, events)


UNKNOWN = History(known=False)


def history(root: Path, library: Library, language: str = "en") -> History:
    """What happened to a published record, told with today's names. Of what no longer exists, nothing is told."""
    try:
        is_shallow = git.is_shallow(root)
        commits = [it for it in _commits(root) if it.has_parents or not is_shallow]
        blobs = dict.fromkeys(blob for it in commits for pair in it.files.values() for blob in pair if blob.strip("0"))
        contents = dict(zip(blobs, git.contents(root, list(blobs)), strict=True)) if blobs else {}
    except git.GitError:
        return UNKNOWN
    teller = _Teller(library, wording(language))
    told = (event for commit in commits for event in teller.tell(commit, contents))
    events = tuple(sorted(islice(told, _MOST_EVENTS), key=lambda it: it.time, reverse=True))
    if len(events) == _MOST_EVENTS:
        return History(events, events[-1].day)
    if is_shallow and not commits:
        return UNKNOWN
    is_partial = is_shallow or len(commits) == _MOST_COMMITS
    return History(events, min(it.time for it in commits).date().isoformat() if is_partial else None)


@dataclass(frozen=True)
class _Commit:
    """A commit, when it got onto the branch, and the blobs of each file before and after it; zeros for none."""

    id: str
    time: datetime.datetime
    files: dict[str, tuple[str, str]]
    has_parents: bool


def _commits(root: Path) -> Iterator[_Commit]:
    """The latest commits that changed the record. The oldest of a shallow clone, without parents, seems to add all."""
    how = ("--raw", "--no-abbrev", f"-{_MOST_COMMITS}", "--format=@%H %ct %p")
    printed = git.run(root, *git.BRANCH_LOG, *how, "--", *_FOLDERS).decode("utf-8", "replace")
    for text in f"\n{printed}".split("\n@")[1:]:
        about, *lines = text.split("\n")
        commit, seconds, *parents = about.split()
        found = filter(None, map(_OF_FILE.match, lines))
        yield _Commit(commit, git.commit_time(seconds), {it[3]: (it[1], it[2]) for it in found}, bool(parents))


@dataclass(frozen=True)
class _Subject:
    """What an event is about, as the record has it today."""

    question: Question
    contributor: Contributor | None = None
    view: View | None = None
    proposition: Proposition | None = None

    @property
    def themes(self) -> frozenset[str]:
        """The slugs of its themes."""
        if self.proposition:
            return frozenset({self.proposition.theme})
        return frozenset(it.theme for it in self.view.excerpts) if self.view else frozenset()

    def place(self, what: str) -> tuple[str, str]:
        """The page and the id there that show what happened."""
        question, stated = self.question.slug, self.proposition
        if self.view and what == "stance" and stated:
            return addresses.contributor_page(self.view.contributor), addresses.stance_fragment(question, stated.id)
        if self.view and what != "no stance":
            return addresses.contributor_page(self.view.contributor), addresses.view_fragment(question)
        return (addresses.proposition_page(question, stated.id) if stated else addresses.question_page(question)), ""

    def may_tell(self, what: str) -> bool:
        """Whether readers may be told of it: of answers that there are, and of no draft's position as its author's."""
        if self.contributor and not self.view:
            return what == "removed"
        is_shown = not (self.view and self.view.withdrawn) or what in _KEPT
        return is_shown and (what not in _POSITIONS or not self.view or self.view.status == "reviewed")


class _Teller:
    """Tells what commits did, the latest first, with the names of a record."""

    def __init__(self, library: Library, wording: Wording) -> None:
        self._library, self._wording = library, wording
        self._renamed: dict[ItemKey, str] = {}

    def tell(self, commit: _Commit, contents: Mapping[str, bytes]) -> Iterator[Event]:
        """The events of a commit. Of very many new answers, only how many there are to each question."""
        before = {path: contents[blob] for path, (blob, _) in commit.files.items() if blob in contents}
        after = {path: contents[blob] for path, (_, blob) in commit.files.items() if blob in contents}
        added = sorted(path for path in after.keys() - before.keys() if path.startswith(_VIEWS))
        removed = [path for path in before.keys() - after.keys() if path.startswith(_VIEWS)]
        if len(added) - len(removed) > _MOST_ANSWERS:
            yield from self._many(commit, added)
            after = {path: data for path, data in after.items() if path in before or path.startswith(_QUESTIONS)}
        old, new = Snapshot(before), Snapshot(after)
        changes = compare_snapshots(old, new).changes
        whole = {it.path for it in changes if it.kind in {"question", "view"} and it.what in {"added", "removed"}}
        redone = {it.path for it in changes if it.kind in {"correction", "amendment"}}
        for it in changes:
            part = it.kind in {"proposition", "stance", "correction", "amendment"} and it.path in whole
            for what in () if part else _happened(it, redone):
                yield from self._one(commit, it, what, old if it.what == "removed" else new)
        for it in changes:
            if it.what == "renamed":
                today = self._today(it.refs)
                self._renamed[key_of(it.kind, {**today, it.kind: it.was or ""})] = today[it.kind]

    def _many(self, commit: _Commit, paths: Iterable[str]) -> Iterator[Event]:
        for slug, count in Counter(slugs_in(path).get("question", "") for path in paths).items():
            if question := self._library.questions.get(slug):
                refs = {"question": slug}
                sentence = self._wording.language.ngettext(
                    "%(num)s answer to “%(question)s” was added.",
                    "%(num)s answers to “%(question)s” were added at once.",
                    count,
                    question=question.question,
                )
                yield _event(commit, "answers", refs, _Subject(question), sentence)

    def _one(self, commit: _Commit, it: ItemChange, what: str, then: Snapshot) -> Iterator[Event]:
        """The event, if what it is about still exists and readers may be told of it; `then` is how the record was."""
        subject = self._subject(it.refs)
        was_draft = what in _POSITIONS and then.values(it.path, "view", it.refs).get("status") != "reviewed"
        if subject and subject.may_tell(what) and not was_draft:
            outcome = then.values(it.path, "proposition", it.refs).get("outcome") if what == "outcome" else {}
            status = outcome.get("status") if isinstance(outcome, Mapping) else None
            what = what if status or what != "outcome" else "no outcome"
            sentence = self._sentence(what, subject, it.stance or "", self._wording.outcomes.get(status or "", ""))
            yield _event(commit, what, it.refs, subject, sentence)

    def _sentence(self, what: str, it: _Subject, stance: str, outcome: str) -> str:
        message = _SENTENCES[f"stance: {stance}" if what == "stance" else what]
        return self._wording.language.gettext(
            message,
            question=it.question.question,
            name=it.contributor.name if it.contributor else "",
            statement=it.proposition.statement if it.proposition else "",
            outcome=outcome,
        )

    def _subject(self, refs: Mapping[str, str]) -> _Subject | None:
        """What `refs` name; nothing if any of it doesn't exist any more."""
        today = self._today(refs)
        slug, who, stated = (today.get(it, "") for it in _KINDS)
        question, contributor = self._library.questions.get(slug), self._library.contributors.get(who)
        proposition = self._library.propositions.get((slug, stated))
        if not question or (who and not contributor) or (stated and not proposition):
            return None
        return _Subject(question, contributor, self._library.views.get((slug, who)), proposition)

    def _today(self, refs: Mapping[str, str]) -> Mapping[str, str]:
        """The slugs that what `refs` name has got since."""
        today = dict(refs)
        for kind in _KINDS:
            if kind in refs:
                today[kind] = self._renamed.get(key_of(kind, today), refs[kind])
        return today


def _event(commit: _Commit, what: str, refs: Mapping[str, str], it: _Subject, sentence: str) -> Event:
    slugs = [refs[kind] for kind in _KINDS if kind in refs]
    name = f"{commit.id}#{'/'.join([what, *slugs]).replace(' ', '-')}"
    who = it.contributor.slug if it.contributor else ""
    return Event(name, commit.time, sentence, *it.place(what), it.question.slug, who, it.themes)


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
    if it.kind == "stance" and changed.keys() & {"stance", "proposition"}:
        yield "stance"
    if it.kind == "proposition" and changed.keys() & {"outcome", "outcome.status"}:
        yield "outcome"
