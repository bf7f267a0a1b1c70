"""Proposed changes of files: made from data and edits, checked together with the record, and written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from expertviews import checks, content, files
from expertviews.content import Record, ValueEdit
from expertviews.contributions.mistakes import Mistake, refusal
from expertviews.problems import Problem


@dataclass(frozen=True)
class Proposal:
    """The texts of files by path, as they would be and, if they exist, as they are `before`; `notes` for the editor.

    If it `withdraws` an answer, its addresses have to be listed as published, since they then lead to a notice.
    """

    files: Mapping[str, str]
    before: Mapping[str, str]
    notes: tuple[Mistake, ...] = ()
    problems: tuple[Problem, ...] = ()
    withdraws: bool = False


def added_files(data: Mapping[str, Mapping[str, object]], notes: Sequence[Mistake]) -> Proposal:
    """Propose new files with some data."""
    return Proposal({path: content.text_of(path, it) for path, it in data.items()}, {}, tuple(notes))


def edited_files(record: Record, edits: Mapping[str, Sequence[ValueEdit]]) -> Proposal:
    """Propose edits in files. Raises MistakesFound if they can't be made without touching other lines."""
    before = {path: content.file_text(record.root, path) for path in edits}
    after = {path: content.edited_text(path, before[path], edits[path]) for path in edits}
    for path, text in after.items():
        if text == before[path]:
            raise refusal("", "not-replaced", path)
    return Proposal(after, before)


def with_problems(record: Record, proposal: Proposal) -> Proposal:
    """Add to a proposal the problems that the record would have with it, and doesn't have now."""
    known = {(it.place.path, it.code, it.what) for it in checks.check(record)}
    problems = checks.check(content.load(record.root, proposal.files))
    new = tuple(it for it in problems if (it.place.path, it.code, it.what) not in known)
    return replace(proposal, problems=new)


def write_proposal(root: Path, proposal: Proposal) -> None:
    """Write all files, or none. Raises FileExistsError if a new file exists already, or another has changed."""
    written: list[str] = []
    try:
        for path, text in proposal.files.items():
            if path in proposal.before:
                content.write_edited(root, path, proposal.before[path], text)
            else:
                files.create(root / path, text)
            written.append(path)
    except BaseException:
        for path in written:
            if path in proposal.before:
                content.write_edited(root, path, proposal.files[path], proposal.before[path])
            else:
                (root / path).unlink()
        raise
