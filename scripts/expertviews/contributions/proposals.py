"""What a contribution would change: files as they are and as they would be, checked as a whole, and written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from expertviews import checks, content, files
from expertviews.content import Record, ValueEdit
from expertviews.contributions.mistakes import Mistake, refusal
from expertviews.problems import Problem


@dataclass(frozen=True)
class Proposal:
    """The files that would be written, by path, and what their texts were if they exist; `notes` are for the editor.

    Of an answer that it `withdraws`, the published addresses have to be listed: they then lead to the notice.
    """

    files: Mapping[str, str]
    before: Mapping[str, str]
    notes: tuple[Mistake, ...] = ()
    problems: tuple[Problem, ...] = ()
    withdraws: bool = False


def added_files(data: Mapping[str, Mapping[str, object]], notes: Sequence[Mistake]) -> Proposal:
    """A proposal of new files."""
    return Proposal({path: content.text_of(path, it) for path, it in data.items()}, {}, tuple(notes))


def edited_files(record: Record, edits: Mapping[str, Sequence[ValueEdit]]) -> Proposal:
    """A proposal of edits in files. Raises MistakesFound if they can't be made without touching other lines."""
    before = {path: content.file_text(record.root, path) for path in edits}
    after = {path: content.edited_text(path, before[path], edits[path]) for path in edits}
    for path, text in after.items():
        if text == before[path]:
            raise refusal("", "not-replaced", path)
    return Proposal(after, before)


def new_problems(record: Record, proposal: Proposal) -> tuple[Problem, ...]:
    """The problems that the record would have, and doesn't have now."""
    there = {(it.place.path, it.code, it.what) for it in checks.check(record)}
    found = checks.check(content.load(record.root, proposal.files))
    return tuple(it for it in found if (it.place.path, it.code, it.what) not in there)


def write_proposal(root: Path, proposal: Proposal) -> None:
    """Writes the files, all or none. Raises FileExistsError if another one is in the way, or one has changed."""
    done: list[str] = []
    try:
        for path, text in proposal.files.items():
            if path in proposal.before:
                content.write_edited(root, path, proposal.before[path], text)
            else:
                files.create(root / path, text)
            done.append(path)
    except BaseException:
        for path in done:
            if path in proposal.before:
                content.write_edited(root, path, proposal.files[path], proposal.before[path])
            else:
                (root / path).unlink()
        raise
