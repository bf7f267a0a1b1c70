"""Makes a pull request of an issue that a maintainer has labelled, in two steps.

`read_issue` turns what a stranger has filled in into files. It needs no token, and what it hands over is untrusted.
`take_up` needs a token that may write. It reads none of the stranger's words: it checks who has set the label and which
files are handed over, and commits those as they are.
"""

import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
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

LABEL = "accepted"  # the label that a maintainer sets on an issue to have it taken up
_TOLD_PLAINLY = {"stray-line", "copied"}  # codes of problems for which forms have a message in plain words
_MOST_PROBLEMS = 20
_LONGEST = 500  # characters of a problem, or of words that a mistake quotes
_MOST_FILES = 3


_WRITABLE = {
    ADD_ANSWER.name: r"content/(?:contributors|views/(?P<question>[^/]+))/([^/]+)\.yml",
    CORRECT.name: r"content/(?:contributors|questions|themes|views/([^/]+))/([^/]+)\.yml",
    OUTCOME.name: r"content/questions/([^/]+)\.yml",
}
"""By form: the paths that it may write; the groups are slugs. An answer only adds files, the others edit them."""


class HandedFile(BaseModel):
    """A file as it shall be; `before` is git's id of what it is now, if it exists."""

    path: str
    before: str | None
    text: str = Field(max_length=MAX_FILE_BYTES)


class Handover(BaseModel):
    """What an issue's text, identified by its `digest`, becomes. `form` is a form's name, empty if it has none.

    `problems` are in the files that are handed over, `elsewhere` in other files; `notes` are for the editor.
    """

    number: int
    digest: str
    form: str = ""
    files: tuple[HandedFile, ...] = Field(default=(), max_length=_MOST_FILES)
    mistakes: tuple[Mistake, ...] = Field(default=(), max_length=_MOST_PROBLEMS)
    notes: tuple[Mistake, ...] = Field(default=(), max_length=_MOST_PROBLEMS)
    problems: tuple[str, ...] = Field(default=(), max_length=_MOST_PROBLEMS)
    elsewhere: tuple[str, ...] = Field(default=(), max_length=_MOST_PROBLEMS)
    withdraws: bool = False

    @property
    def branch(self) -> str:
        """The branch of the pull request."""
        return f"contribution-{self.number}"


class RefusedError(Exception):
    """What is handed over isn't what a form makes; nothing of it is used."""


def read_issue(root: Path, issue: Issue) -> Handover:
    """Turn an issue's text into files, or mistakes. Needs no token and no network.

    Of an answer only new files are handed over; `take_up` itself dates the record of its question.
    """
    form_name = ""
    try:
        form = contributions.form_of(issue.body, configuration.language_of(root))
        form_name = form.name
        values = contributions.filled_in(form, issue.body)
        proposal = contributions.propose(content.load(root), form, values, issue.opened, issue.labelled)
    except MistakesFound as error:
        mistakes = tuple(map(_shortened, error.mistakes))
        return Handover(number=issue.number, digest=issue.digest, form=form_name, mistakes=mistakes)
    files = tuple(it for it in _files_of(root, proposal) if form_name != ADD_ANSWER.name or it.before is None)
    paths = {it.path for it in files}
    own_problems = [it for it in proposal.problems if it.place.path in paths]
    plain = dict.fromkeys(_in_plain_words(proposal, it) for it in own_problems if it.code in _TOLD_PLAINLY)
    return Handover(
        number=issue.number,
        digest=issue.digest,
        form=form_name,
        files=files,
        mistakes=tuple(plain)[:_MOST_PROBLEMS],
        notes=tuple(map(_shortened, proposal.notes[:_MOST_PROBLEMS])),
        problems=_as_text(it for it in own_problems if it.code not in _TOLD_PLAINLY),
        elsewhere=_as_text(it for it in proposal.problems if it.place.path not in paths),
        withdraws=proposal.withdraws,
    )


def _as_text(problems: Iterable[Problem]) -> tuple[str, ...]:
    return tuple(str(problem)[:_LONGEST] for problem in islice(problems, _MOST_PROBLEMS))


def _in_plain_words(proposal: Proposal, problem: Problem) -> Mistake:
    """Turn a problem into a mistake that quotes the line, since whoever has written it knows no file."""
    line = proposal.files[problem.place.path].split("\n")[problem.place.line - 1]
    return _shortened(Mistake("", problem.code, (line.strip(),)))


def _shortened(mistake: Mistake) -> Mistake:
    """Cut words that are too long for a comment."""
    return replace(mistake, words=tuple(words[:_LONGEST] for words in mistake.words))


def _files_of(root: Path, proposal: Proposal) -> Iterator[HandedFile]:
    """Yield the files of a proposal, with the line ends that they have now."""
    for path, text in proposal.files.items():
        data = (root / path).read_bytes() if path in proposal.before else None
        text_as_now = text.replace("\n", "\r\n") if data and b"\r\n" in data else text
        yield HandedFile(path=path, before=None if data is None else git.blob_id(data), text=text_as_now)


def take_up(github: GitHub, served: Branch, root: Path, issue: Issue, handover: Handover) -> str:
    """Open a pull request with what is handed over, or comment on what is wrong with it; returns what was done.

    `root` is a checkout of the default branch, `issue` the one of the event. Nothing is done unless somebody who can
    write to the repository has set the label, and it is still there. Raises RefusedError, GitHubError and git.GitError.
    """
    if (handover.number, handover.digest) != (issue.number, issue.digest):
        raise RefusedError("this was made of another text")
    if issue.label != LABEL or not github.may_write(issue.labelled_by):
        return "the label was set by somebody who can't write to this repository"
    now = github.issue(issue.number)
    if now.state != "open" or LABEL not in now.labels:
        return "the issue was closed, or its label taken away"
    verify(handover)
    replies = Replies(Language(configuration.language_of(root)), handover.form)
    comment = _objection(replies, root, handover)
    if not comment and not _push(served, root, issue, handover, _title(replies, handover)):
        comment = replies.edited_by_hand(handover.branch)
    if comment:
        github.comment(issue.number, MARK, comment)
        github.remove_label(issue.number, LABEL)  # so that it can be set again
        return "said what is wrong"
    comment = _open_pull_request(replies, github, served, issue, handover)
    if contributions.digest_of(now.body or "") != issue.digest:
        comment += f"\n\n{replies.edited}"
    github.comment(issue.number, MARK, comment)
    return "a pull request is open, or its branch is ready"


def _objection(replies: Replies, root: Path, handover: Handover) -> str:
    """Return the comment on why nothing can be pushed; empty if it can."""
    if handover.mistakes or handover.problems or not handover.files:
        return replies.mistakes(handover.mistakes, handover.problems)
    tree = git.tree(root, "HEAD", *(it.path for it in handover.files))
    blobs = {path: entry.blob for path, entry in tree.items()}
    changed = [it.path for it in handover.files if blobs.get(it.path) != it.before]
    return replies.moved(changed) if changed else ""


def _open_pull_request(replies: Replies, github: GitHub, served: Branch, issue: Issue, handover: Handover) -> str:
    """Open the pull request; returns the comment on it, or on how to open it if workflows may not."""
    body = replies.pull_request(issue.number, handover.notes, handover.elsewhere)
    title = _title(replies, handover)
    try:
        return replies.opened(github.pull_request(title, handover.branch, issue.branch, body).number)
    except GitHubError:
        comparison = f"{quote(issue.branch)}...{handover.branch}?expand=1"
        return replies.to_open(f"{served.remote.removesuffix('.git')}/compare/{comparison}")


def _title(replies: Replies, handover: Handover) -> str:
    title = next(it.title for it in FORMS if it.name == handover.form)
    return f"{replies.language.gettext(title)} (#{handover.number})"


def verify(handover: Handover) -> None:
    """Raise RefusedError unless each file is one that the form may write."""
    for file in handover.files:
        match = re.fullmatch(_WRITABLE[handover.form], file.path) if handover.form in _WRITABLE else None
        has_slugs = match is not None and all(is_slug(it) for it in match.groups() if it is not None)
        if not has_slugs or (file.before is None) != (handover.form == ADD_ANSWER.name):
            raise RefusedError(f"the form doesn't write {file.path!r}")
    if len({it.path for it in handover.files}) != len(handover.files):
        raise RefusedError("a file is there twice")


def _other_files(root: Path, issue: Issue, handover: Handover) -> Mapping[str, str]:
    """Return what `take_up` itself writes besides the files that are handed over.

    With an answer, its question's record gets a new day. With a withdrawal, the list of published addresses gets those
    of the answer, which then lead to the notice that it is withdrawn.
    """
    if handover.form == ADD_ANSWER.name:
        paths = (re.fullmatch(_WRITABLE[ADD_ANSWER.name], it.path) for it in handover.files)
        questions = {path["question"] for path in paths if path and path["question"]}
        dated = contributions.dated_questions(content.load(root), questions, issue.labelled)
        return {it.path: it.text for it in _files_of(root, dated)}
    if handover.withdraws and handover.form == CORRECT.name:
        return {content.ADDRESSES: published_addresses.extended_list(root)}
    return {}


def _push(served: Branch, root: Path, issue: Issue, handover: Handover, message: str) -> bool:
    """Push the files as a branch, on top of the checkout; returns False if somebody has changed the branch by hand."""
    ref = f"refs/heads/{handover.branch}"
    tip = git.line(root, "ls-remote", served.remote, ref, env=served.env).partition("\t")[0]
    if tip:
        git.run(root, "fetch", "--quiet", "--depth=1", "--no-tags", served.remote, ref, env=served.env)
        if git.line(root, "log", "-1", "--format=%ce", tip) != AUTHOR["GIT_COMMITTER_EMAIL"]:
            return False
    files = {**{it.path: it.text for it in handover.files}, **_other_files(root, issue, handover)}
    commit = _commit(root, files, message)
    lease = f"--force-with-lease={ref}:{tip}"
    git.run(root, "push", "--quiet", lease, served.remote, f"{commit}:{ref}", env=served.env)
    return True


def _commit(root: Path, files: Mapping[str, str], message: str) -> str:
    """Commit files on top of the checkout, without touching its folder; returns the commit's id."""
    with tempfile.TemporaryDirectory(prefix="expertviews-") as folder:
        env = {**AUTHOR, "GIT_INDEX_FILE": str(Path(folder) / "index")}
        git.run(root, "read-tree", "HEAD", env=env)
        for path, text in files.items():
            blob = git.run(root, "hash-object", "-w", "--stdin", stdin=text.encode()).decode().strip()
            git.run(root, "update-index", "--add", "--cacheinfo", f"100644,{blob},{path}", env=env)
        tree = git.line(root, "write-tree", env=env)
        return git.line(root, "commit-tree", tree, "-p", "HEAD", "-m", message, env=env)
