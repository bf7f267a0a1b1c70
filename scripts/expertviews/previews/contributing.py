"""From an issue that a maintainer has labelled to a pull request, in two steps.

`read` makes files of what a stranger has filled in: it has no token, and what it hands over is untrusted. `take_up` has
a token that writes. It reads nothing of the stranger's: it checks who has set the label, and which files are handed
over, and commits them as they are.
"""

import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from pydantic import BaseModel, Field

from expertviews import configuration, content, contributions, git
from expertviews.contributions import ADD_ANSWER, CORRECT, FORMS, OUTCOME, Issue, Mistake, MistakesFound, Proposal
from expertviews.files import MAX_FILE_BYTES
from expertviews.model import is_slug
from expertviews.previews.branch import AUTHOR, Branch
from expertviews.previews.github_api import GitHub, GitHubError
from expertviews.previews.replies import MARK, Replies
from expertviews.problems import Problem
from expertviews.publish import published_addresses
from expertviews.wording import Language

LABEL = "accepted"
"""What a maintainer sets on an issue to have it taken up."""
_PLAIN = {"stray-line", "copied"}
"""Problems that a form has plain words for."""
_MOST_PROBLEMS = 20
_LONGEST = 500
_WHERE = {
    ADD_ANSWER.name: (r"content/(?:contributors|views/(?P<folder>[^/]+))/(?P<slug>[^/]+)\.yml", False),
    CORRECT.name: (r"content/(?:contributors|questions|themes|views/(?P<folder>[^/]+))/(?P<slug>[^/]+)\.yml", True),
    OUTCOME.name: (r"content/questions/(?P<slug>[^/]+)\.yml", True),
}
"""By form: the files that it may write, and whether they are there before."""
_MOST_FILES = 3


class HandedFile(BaseModel):
    """A file as it shall be, and git's id of what it is now, if it exists."""

    path: str
    before: str | None
    text: str = Field(max_length=MAX_FILE_BYTES)


class Handover(BaseModel):
    """What was made of an issue's text; `digest` identifies the text, `form` is a form's name."""

    number: int
    digest: str
    form: str = ""
    files: tuple[HandedFile, ...] = Field(default=(), max_length=_MOST_FILES)
    mistakes: tuple[Mistake, ...] = Field(default=(), max_length=_MOST_PROBLEMS)
    notes: tuple[Mistake, ...] = Field(default=(), max_length=_MOST_PROBLEMS)
    problems: tuple[str, ...] = Field(default=(), max_length=_MOST_PROBLEMS)
    elsewhere: tuple[str, ...] = Field(default=(), max_length=_MOST_PROBLEMS)
    withdraws: bool = False


class RefusedError(Exception):
    """What is handed over isn't what a form makes; nothing of it is used."""


def read_issue(root: Path, issue: Issue) -> Handover:
    """What an issue's text becomes in a record: files, or mistakes. Needs no token and no network.

    Of an answer only new files are handed over; `take_up` itself dates the record of its question.
    """
    known = {"number": issue.number, "digest": issue.digest}
    try:
        form, values = contributions.filled_in(issue.body, configuration.language_of(root))
        proposal = contributions.propose(content.load(root), form, values, issue.opened, issue.labelled)
    except MistakesFound as found:
        return Handover(**known, mistakes=tuple(map(_shortened, found.mistakes)))
    handed = tuple(it for it in _handed(root, proposal) if form.name != ADD_ANSWER.name or it.before is None)
    own = {it.path for it in handed}
    plain = [it for it in proposal.problems if it.code in _PLAIN and it.place.path in own]
    told = [(it.place.path in own, str(it)[:_LONGEST]) for it in proposal.problems if it not in plain]
    return Handover(
        **known,
        form=form.name,
        files=handed,
        mistakes=tuple(dict.fromkeys(_in_plain_words(proposal, it) for it in plain))[:_MOST_PROBLEMS],
        notes=tuple(map(_shortened, proposal.notes[:_MOST_PROBLEMS])),
        problems=tuple(words for inside, words in told if inside)[:_MOST_PROBLEMS],
        elsewhere=tuple(words for inside, words in told if not inside)[:_MOST_PROBLEMS],
        withdraws=proposal.withdraws,
    )


def _in_plain_words(proposal: Proposal, problem: Problem) -> Mistake:
    """A problem by the words of its line: whoever has written them knows no file."""
    line = proposal.files[problem.place.path].split("\n")[problem.place.line - 1]
    return _shortened(Mistake("", problem.code, (line.strip(),)))


def _shortened(it: Mistake) -> Mistake:
    """A mistake with words that aren't too long for a comment."""
    return replace(it, words=tuple(words[:_LONGEST] for words in it.words))


def _handed(root: Path, proposal: Proposal) -> Iterator[HandedFile]:
    for path, text in proposal.files.items():
        data = (root / path).read_bytes() if path in proposal.before else None
        ended = text.replace("\n", "\r\n") if data and b"\r\n" in data else text
        yield HandedFile(path=path, before=None if data is None else git.blob_id(data), text=ended)


def take_up(github: GitHub, served: Branch, root: Path, issue: Issue, handed: Handover) -> str:
    """Opens a pull request with what is handed over, or says in a comment what is wrong; returns what was done.

    `root` is a checkout of the default branch, `issue` the one of the event. Nothing is done unless somebody who can
    write to the repository has set the label, and it is still there. Raises RefusedError, GitHubError and git.GitError.
    """
    if (handed.number, handed.digest) != (issue.number, issue.digest):
        raise RefusedError("this was made of another text")
    if issue.label != LABEL or not github.may_write(issue.labelled_by):
        return "the label was set by somebody who can't write to this repository"
    now = github.issue(issue.number)
    if now.state != "open" or LABEL not in now.labels:
        return "the issue was closed, or its label taken away"
    verify(handed)
    replies = Replies(Language(configuration.language_of(root)))
    why_not = _push_or_say_why(replies, served, root, issue, handed)
    if why_not:
        github.comment(issue.number, MARK, why_not)
        github.remove_label(issue.number, LABEL)  # so that it can be set again
        return "said what is wrong"
    reply = _open_pull_request(replies, github, served, issue, handed)
    if contributions.digest_of(now.body or "") != issue.digest:
        reply += f"\n\n{replies.edited}"
    github.comment(issue.number, MARK, reply)
    return "a pull request is open, or its branch is ready"


def _push_or_say_why(replies: Replies, served: Branch, root: Path, issue: Issue, handed: Handover) -> str:
    """Pushes the branch; returns the comment on why it can't be, which is empty if it could."""
    if handed.mistakes or handed.problems or not handed.files:
        return replies.mistakes(handed.mistakes, handed.problems)
    tree = git.tree(root, "HEAD", *(it.path for it in handed.files))
    there = {path: entry.blob for path, entry in tree.items()}
    moved = [it.path for it in handed.files if there.get(it.path) != it.before]
    if moved:
        return replies.moved(moved)
    files = {**{it.path: it.text for it in handed.files}, **_addresses(root, handed), **_days(root, issue, handed)}
    pushed = _push(served, root, files, _branch(handed), _title(replies, handed))
    return "" if pushed else replies.edited_by_hand(_branch(handed))


def _open_pull_request(replies: Replies, github: GitHub, served: Branch, issue: Issue, handed: Handover) -> str:
    """Opens the pull request; returns the comment on it, or on how to open it if workflows may not."""
    body = replies.pull_request(issue.number, handed.notes, handed.elsewhere)
    title = _title(replies, handed)
    try:
        return replies.opened(github.pull_request(title, _branch(handed), issue.branch, body).number)
    except GitHubError:
        compared = f"{quote(issue.branch)}...{_branch(handed)}?expand=1"
        return replies.to_open(f"{served.remote.removesuffix('.git')}/compare/{compared}")


def _branch(handed: Handover) -> str:
    return f"contribution-{handed.number}"


def _title(replies: Replies, handed: Handover) -> str:
    title = next(it.title for it in FORMS if it.name == handed.form)
    return f"{replies.language.gettext(title)} (#{handed.number})"


def verify(handed: Handover) -> None:
    """Raises RefusedError unless each file is one that the form may write."""
    pattern, is_there = _WHERE.get(handed.form, ("(?!)", False))  # of no form, there is none
    for it in handed.files:
        found = re.fullmatch(pattern, it.path)
        names = [name for name in found.groupdict().values() if name] if found else []
        if not names or not all(map(is_slug, names)) or (it.before is not None) is not is_there:
            raise RefusedError(f"the form doesn't write {it.path!r}")
    if len({it.path for it in handed.files}) != len(handed.files):
        raise RefusedError("a file is there twice")


def _addresses(root: Path, handed: Handover) -> Mapping[str, str]:
    """With a withdrawal, the list of published addresses as it should be: they then lead to its notice."""
    if not handed.withdraws or handed.form != CORRECT.name:
        return {}
    return {content.ADDRESSES: published_addresses.extended_list(root)}


def _days(root: Path, issue: Issue, handed: Handover) -> Mapping[str, str]:
    """With an answer, the question's file with the new day of its record: not from what is handed over."""
    places = (re.fullmatch(_WHERE[ADD_ANSWER.name][0], it.path) for it in handed.files)
    asked = {found["folder"] for found in places if found and found["folder"]}
    if handed.form != ADD_ANSWER.name or not asked:
        return {}
    dated = contributions.dated_questions(content.load(root), asked, issue.labelled)
    return {it.path: it.text for it in _handed(root, dated)}


def _push(served: Branch, root: Path, files: Mapping[str, str], head: str, message: str) -> bool:
    """Pushes the files on top of the checkout as a branch; False if somebody has changed the branch by hand."""
    ref = f"refs/heads/{head}"
    tip = git.line(root, "ls-remote", served.remote, ref, env=served.env).partition("\t")[0]
    if tip:
        git.run(root, "fetch", "--quiet", "--depth=1", "--no-tags", served.remote, ref, env=served.env)
        if git.line(root, "log", "-1", "--format=%ce", tip) != AUTHOR["GIT_COMMITTER_EMAIL"]:
            return False
    commit = _commit(root, files, message)
    lease = f"--force-with-lease={ref}:{tip}"
    git.run(root, "push", "--quiet", lease, served.remote, f"{commit}:{ref}", env=served.env)
    return True


def _commit(root: Path, files: Mapping[str, str], message: str) -> str:
    """A commit of the checkout's with these files, made without touching its folder."""
    with tempfile.TemporaryDirectory(prefix="expertviews-") as folder:
        env = {**AUTHOR, "GIT_INDEX_FILE": str(Path(folder) / "index")}
        git.run(root, "read-tree", "HEAD", env=env)
        for path, text in files.items():
            blob = git.run(root, "hash-object", "-w", "--stdin", stdin=text.encode()).decode().strip()
            git.run(root, "update-index", "--add", "--cacheinfo", f"100644,{blob},{path}", env=env)
        tree = git.line(root, "write-tree", env=env)
        return git.line(root, "commit-tree", tree, "-p", "HEAD", "-m", message, env=env)
