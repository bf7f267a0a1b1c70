"""Makes events of git's history of the published record, each told to readers in a sentence.

A merge counts as one commit, of the time when it was merged. Of an answer that is withdrawn by now, readers are only
told that it was given and withdrawn.
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
_MOST_ANSWERS = 50  # added by one commit, each as an event of its own
_QUESTIONS, _VIEWS = f"{content.FOLDER}/questions/", f"{content.FOLDER}/views/"
_FOLDERS = (_QUESTIONS, f"{content.FOLDER}/contributors/", _VIEWS)
_FILE_LINE = re.compile(r":(?:000|100)\d{3} (?:000|100)\d{3} ([0-9a-f]+) ([0-9a-f]+) [A-Z]\t(.+)")
"""A line of `git log --raw` about a plain file: its blobs before and after, and its path. Links aren't matched."""

_KINDS = ("question", "contributor", "proposition")  # the kinds of what events are about

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
"""By type of event: the sentence for readers. Questions and statements end with their own punctuation."""

_EVENT_TYPES = {
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
"""By kind of an item and what happened to it: the type of the event."""
_OF_WITHDRAWN = {"answer", "withdrawal", "restored"}
"""Types of events that are told even if the answer is withdrawn by now."""
_POSITIONS = {"stance", "no stance"}  # types of events that are only told of a reviewed answer


@dataclass(frozen=True)
class Event:
    """Something that happened at a `time` (in UTC), told in a sentence; `page` and `fragment` are where it is shown.

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
        """The day as an ISO date."""
        return self.time.date().isoformat()


@dataclass(frozen=True)
class History:
    """The events, the newest first. If earlier ones aren't known or left out, `since` is the first day of these.

    `known` is whether there is a history at all.
    """

    events: tuple[Event, ...] = ()
    since: str | None = None
    known: bool = True

    @property
    def told(self) -> str:
        """A digest of the events."""
        events = [(it.id, it.time, it.sentence, it.page, it.fragment, sorted(it.themes)) for it in self.events]
        return kept.digest(self.since, self.known, events)


UNKNOWN = History(known=False)


def history(root: Path, library: Library, language: str = "en") -> History:
    """Make the events of a published record, with today's names. What no longer exists isn't mentioned."""
    try:
        is_shallow = git.is_shallow(root)
        commits = [it for it in _commits(root) if it.has_parents or not is_shallow]
        blobs = dict.fromkeys(blob for it in commits for pair in it.files.values() for blob in pair if blob.strip("0"))
        contents = dict(zip(blobs, git.contents(root, list(blobs)), strict=True)) if blobs else {}
    except git.GitError:
        return UNKNOWN
    narrator = _Narrator(library, wording(language))
    latest = islice((event for commit in commits for event in narrator.events(commit, contents)), _MOST_EVENTS)
    events = tuple(sorted(latest, key=lambda it: it.time, reverse=True))
    if len(events) == _MOST_EVENTS:
        return History(events, events[-1].day)
    if is_shallow and not commits:
        return UNKNOWN
    is_partial = is_shallow or len(commits) == _MOST_COMMITS
    return History(events, min(it.time for it in commits).date().isoformat() if is_partial else None)


@dataclass(frozen=True)
class _Commit:
    """A commit of the branch. `files` has, by path, the blobs of a file before and after it; zeros if there is none."""

    id: str
    time: datetime.datetime
    files: dict[str, tuple[str, str]]
    has_parents: bool


def _commits(root: Path) -> Iterator[_Commit]:
    """Yield the latest commits that changed the record. The oldest one of a shallow clone seems to have no parents."""
    options = ("--raw", "--no-abbrev", f"-{_MOST_COMMITS}", "--format=@%H %ct %p")
    printed = git.run(root, *git.BRANCH_LOG, *options, "--", *_FOLDERS).decode("utf-8", "replace")
    for text in f"\n{printed}".split("\n@")[1:]:
        header, *lines = text.split("\n")
        commit, seconds, *parents = header.split()
        matches = filter(None, map(_FILE_LINE.match, lines))
        yield _Commit(commit, git.commit_time(seconds), {it[3]: (it[1], it[2]) for it in matches}, bool(parents))


@dataclass(frozen=True)
class _Subject:
    """What an event is about, as the record has it today."""

    question: Question
    contributor: Contributor | None = None
    view: View | None = None
    proposition: Proposition | None = None

    @property
    def themes(self) -> frozenset[str]:
        """The slugs of the themes that it belongs to."""
        if self.proposition:
            return frozenset({self.proposition.theme})
        return frozenset(it.theme for it in self.view.excerpts) if self.view else frozenset()

    def place(self, event_type: str) -> tuple[str, str]:
        """Return the page, and the id there, that show what happened."""
        question, proposition = self.question.slug, self.proposition
        if self.view and event_type == "stance" and proposition:
            fragment = addresses.stance_fragment(question, proposition.id)
            return addresses.contributor_page(self.view.contributor), fragment
        if self.view and event_type != "no stance":
            return addresses.contributor_page(self.view.contributor), addresses.view_fragment(question)
        if proposition:
            return addresses.proposition_page(question, proposition.id), ""
        return addresses.question_page(question), ""

    def may_tell(self, event_type: str) -> bool:
        """Whether readers may be told: of an answer that is gone only its removal, of a draft no positions."""
        if not self.view:
            return not self.contributor or event_type == "removed"
        if self.view.withdrawn and event_type not in _OF_WITHDRAWN:
            return False
        return event_type not in _POSITIONS or self.view.status == "reviewed"


class _Narrator:
    """Makes the events of commits, which are given from the latest to the first, with the names of today's record.

    `_renamed` has today's slugs by the key of what had another one before the commits that have been given.
    """

    def __init__(self, library: Library, wording: Wording) -> None:
        self._library, self._wording = library, wording
        self._renamed: dict[ItemKey, str] = {}

    def events(self, commit: _Commit, contents: Mapping[str, bytes]) -> Iterator[Event]:
        """Yield the events of a commit. Of very many new answers, only their number is told for each question."""
        before = {path: contents[blob] for path, (blob, _) in commit.files.items() if blob in contents}
        after = {path: contents[blob] for path, (_, blob) in commit.files.items() if blob in contents}
        added = sorted(path for path in after.keys() - before.keys() if path.startswith(_VIEWS))
        removed = [path for path in before.keys() - after.keys() if path.startswith(_VIEWS)]
        if len(added) - len(removed) > _MOST_ANSWERS:
            yield from self._answers_at_once(commit, added)
            after = {path: data for path, data in after.items() if path in before or path.startswith(_QUESTIONS)}
        old, new = Snapshot(before), Snapshot(after)
        changes = compare_snapshots(old, new).changes
        whole = {it.path for it in changes if it.kind in {"question", "view"} and it.what in {"added", "removed"}}
        corrected = {it.path for it in changes if it.kind in {"correction", "amendment"}}
        for change in changes:
            if change.path not in whole or change.kind in {"question", "view", "withdrawal"}:  # not a part of it
                for event_type in _event_types(change, corrected):
                    yield from self._event_of(commit, change, event_type, old if change.what == "removed" else new)
        for change in changes:
            if change.what == "renamed":
                today = self._today(change.refs)
                self._renamed[key_of(change.kind, {**today, change.kind: change.was or ""})] = today[change.kind]

    def _answers_at_once(self, commit: _Commit, paths: Iterable[str]) -> Iterator[Event]:
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

    def _event_of(self, commit: _Commit, change: ItemChange, event_type: str, then: Snapshot) -> Iterator[Event]:
        """Yield the event if its subject still exists and readers may be told of it; `then` is the record as it was."""
        subject = self._subject(change.refs)
        if not subject or not subject.may_tell(event_type):
            return
        if event_type in _POSITIONS and then.values(change.path, "view", change.refs).get("status") != "reviewed":
            return
        status = ""
        if event_type == "outcome":
            outcome = then.values(change.path, "proposition", change.refs).get("outcome")
            status = outcome.get("status", "") if isinstance(outcome, Mapping) else ""
            event_type = "outcome" if status else "no outcome"
        message = _SENTENCES[f"stance: {change.stance}" if event_type == "stance" else event_type]
        sentence = self._wording.language.gettext(
            message,
            question=subject.question.question,
            name=subject.contributor.name if subject.contributor else "",
            statement=subject.proposition.statement if subject.proposition else "",
            outcome=self._wording.outcomes.get(status, ""),
        )
        yield _event(commit, event_type, change.refs, subject, sentence)

    def _subject(self, refs: Mapping[str, str]) -> _Subject | None:
        """Return today's record of what an event is about; None if any of it doesn't exist any more."""
        slug, contributor_slug, proposition_id = (self._today(refs).get(kind, "") for kind in _KINDS)
        question = self._library.questions.get(slug)
        contributor = self._library.contributors.get(contributor_slug)
        proposition = self._library.propositions.get((slug, proposition_id))
        if not question or (contributor_slug and not contributor) or (proposition_id and not proposition):
            return None
        return _Subject(question, contributor, self._library.views.get((slug, contributor_slug)), proposition)

    def _today(self, refs: Mapping[str, str]) -> Mapping[str, str]:
        """Return today's slugs of what had the slugs `refs` at the commit."""
        today = dict(refs)
        for kind in _KINDS:
            if kind in refs:
                today[kind] = self._renamed.get(key_of(kind, today), refs[kind])
        return today


def _event(commit: _Commit, event_type: str, refs: Mapping[str, str], subject: _Subject, sentence: str) -> Event:
    slugs = [refs[kind] for kind in _KINDS if kind in refs]
    event_id = f"{commit.id}#{'/'.join([event_type, *slugs]).replace(' ', '-')}"
    contributor = subject.contributor.slug if subject.contributor else ""
    place = subject.place(event_type)
    return Event(event_id, commit.time, sentence, *place, subject.question.slug, contributor, subject.themes)


def _event_types(change: ItemChange, corrected: Container[str]) -> Iterator[str]:
    """Yield the types of events that a change is for readers; `corrected` are the files with a new correction."""
    if (change.kind, change.what) in _EVENT_TYPES:
        yield _EVENT_TYPES[change.kind, change.what]
        return
    fields = {field.key: field for field in change.fields}
    if change.kind == "view" and "text" in fields and change.path not in corrected:
        yield "text"
    if change.kind == "view" and "status" in fields and fields["status"].after == "reviewed":
        yield "review"
    if change.kind == "stance" and fields.keys() & {"stance", "proposition"}:
        yield "stance"
    if change.kind == "proposition" and fields.keys() & {"outcome", "outcome.status"}:
        yield "outcome"
