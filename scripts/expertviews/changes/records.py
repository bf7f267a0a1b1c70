"""The files of a record, in the folder or at a revision of git, and the items in them that are compared.

Git is read without a checkout, from a shallow clone too. A record that doesn't fit today's models has items, too.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from expertviews import addresses, content, files, git, quotes
from expertviews.changes.fields import in_words, plain_value, without_layout
from expertviews.changes.report import ItemKind
from expertviews.content import Record
from expertviews.model import ERASED, Entity, Question, View
from expertviews.problems import Misuse, instead, refuse, shown

RecordFiles = Mapping[str, bytes]
"""The files of a record: path relative to the root → bytes."""

FOLDERS = ("content", "seeds")
_FETCH_EVERYTHING = 'git fetch --unshallow origin "+refs/heads/*:refs/remotes/origin/*"'
"""What completes a shallow clone, quoted so that every shell reads it alike."""


def record_files(root: Path, revision: str | None = None) -> RecordFiles:
    """The plain files under content/ and seeds/, in the folder or at a revision; links and hidden files are left out.

    Raises Misuse, or ProblemsFound if a file in the folder can't be read.
    """
    if revision is not None:
        return _files_at(root, _commit(root, revision))
    listings = [files.listing(root, name) for name in FOLDERS]
    refuse(problem for it in listings for problem in it.problems if problem.code == "unreadable")
    return {path: (root / path).read_bytes() for it in listings for path in it.files}


def _files_at(root: Path, commit: str) -> RecordFiles:
    tree = git.tree(root, commit, *(f"{name}/" for name in FOLDERS))
    plain = {path: entry.blob for path, entry in sorted(tree.items()) if entry.is_plain and "/." not in path}
    paths = [path.encode("utf-8", "surrogateescape").decode("utf-8", "replace") for path in plain]
    return dict(zip(paths, git.contents(root, list(plain.values())), strict=True))


def _commit(root: Path, revision: str) -> str:
    """The id of the commit that a revision names. Raises Misuse."""
    try:
        return git.line(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except git.GitError:
        raise _unknown(root, revision) from None


def _unknown(root: Path, revision: str) -> Misuse:
    try:
        names = git.line(root, "for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/remotes", "refs/tags")
        shallow = git.is_shallow(root)
    except git.GitError as error:
        return Misuse(f"the history can't be read: {shown(error.message, 200)} (run it in a clone)")
    what = f"the repository has no revision `{shown(revision)}`"
    if shallow:
        return Misuse(f"{what}; it is a shallow clone ({_FETCH_EVERYTHING})")
    return Misuse(f"{what} ({instead(revision, names.split(), 'branch or tag').text})")


class _Kind(NamedTuple):
    """A kind of items: the key of their own name, the key of a file that holds them, and the page that one has by slug.

    One without a name is called after what it belongs to, which is of another kind.
    """

    name: str = ""
    held_by: str = ""
    page: Callable[[str], str] | None = None
    called_after: str = ""


KINDS: Mapping[ItemKind, _Kind] = {
    "question": _Kind("question", page=addresses.question_page),
    "contributor": _Kind("name", page=addresses.contributor_page),
    "theme": _Kind("title", page=addresses.theme_page),
    "proposition": _Kind("statement", "propositions"),
    "withdrawal": _Kind("date", "withdrawn"),
    "view": _Kind(called_after="contributor"),
    "excerpt": _Kind("quote", "excerpts"),
    "stance": _Kind("", "stances", called_after="proposition"),
    "correction": _Kind("corrected", "corrections"),
    "amendment": _Kind("amended", "earlier"),
    "move": _Kind("old", "moved"),
}
"""In an order in which each refers only to those before it, and withdrawals come before what they hide."""

_SPEAK_OF = {"view": ("question", "contributor"), "excerpt": ("theme",), "stance": ("proposition",)}
WITH_SLUGS: Sequence[ItemKind] = ("question", "contributor", "theme", "proposition")
_FOLDERS = {"views", *(f"{kind}s" for kind, it in KINDS.items() if it.page)}
_NAMED_BY_WORDS = ("withdrawal", "correction", "amendment")
_PARTS = {it.held_by: kind for kind, it in KINDS.items() if it.held_by}

ItemKey = tuple[str, str, str]
"""What identifies an entity or proposition: its kind, a proposition's question, and its slug."""


@dataclass(frozen=True)
class RecordItem:
    """An entity, or a part of one, such as a proposition or an excerpt.

    `refs` are slugs by kind: its own, and those of what it belongs to and refers to. `values` are its keys and values
    without layout, but without lists of other items. `entity` is its file's, if that fits today's models.
    """

    kind: ItemKind
    path: str
    refs: Mapping[str, str]
    values: Mapping[str, Any]
    address: str | None = None
    entity: Entity | None = None

    def text(self, key: str) -> str:
        """The value of a key if it is a text, else an empty one."""
        value = self.values.get(key)
        return value if isinstance(value, str) else ""

    @property
    def quote_key(self) -> str:
        """The key of its quote of the view."""
        return "key_quote" if self.kind == "view" else "quote"

    @property
    def quote(self) -> str:
        """Its quote of the view, as written."""
        return self.text(self.quote_key) if self.kind in {"view", "excerpt", "stance"} else ""

    @cached_property
    def quotation(self) -> str | None:
        """The words that it quotes, with those that ` … ` leaves out; empty if the view doesn't have them.

        None if there is nothing to look in: no quote, or no view that fits today's models.
        """
        if not self.quote or not isinstance(self.entity, View):
            return None
        paragraphs = self.entity.paragraphs
        with suppress(quotes.QuoteError):
            found = quotes.find(paragraphs, self.quote, self.text("prefix"), self.text("suffix"))
            return without_layout("\n\n".join(found.words(paragraphs)))
        return ""


class Snapshot:
    """A record at one revision: its files, and the items in them. Files that can't be read have no items."""

    def __init__(self, files: RecordFiles) -> None:
        self.files = files
        record = content.load_bytes(files)
        self.items_of = {path: items for path in record.trees if (items := tuple(_items(path, record)))}
        self._items = [item for items in self.items_of.values() for item in items]
        self._named = {key_of(item.kind, item.refs): item for item in self._items if item.kind in WITH_SLUGS}

    def of(self, kind: str, skip: Collection[str] = ()) -> list[RecordItem]:
        """The items of a kind, but not those of files to `skip`."""
        return [it for it in self._items if it.kind == kind and it.path not in skip]

    def values(self, path: str, kind: str, refs: Mapping[str, str]) -> Mapping[str, Any]:
        """The values of the item of a kind in a file that these `refs` name; none, if there is none."""
        items = self.items_of.get(path, ())
        return next((it.values for it in items if it.kind == kind and it.refs.items() <= refs.items()), {})

    @cached_property
    def said(self) -> Mapping[ItemKey, frozenset[str]]:
        """The words of the answers, excerpts or stances that belong to each entity and proposition."""
        found = defaultdict(set)
        for item in self._items:
            words = item.text("text") if item.kind == "view" else item.quote
            for kind in _SPEAK_OF.get(item.kind, ()) if words.strip() not in {"", ERASED} else ():
                found[key_of(kind, item.refs)].add(words)
        return {key: frozenset(words) for key, words in found.items()}

    def name(self, kind: str, refs: Mapping[str, str]) -> str:
        """The name of the entity or proposition of a kind that these `refs` name; its slug, if there is none."""
        item = self._named.get(key_of(kind, refs))
        return (item and item.text(KINDS[item.kind].name)) or refs.get(kind, "")


def key_of(kind: str, refs: Mapping[str, str]) -> ItemKey:
    """The key of the entity or proposition of a kind that these `refs` name."""
    return (kind, refs.get("question", "") if kind == "proposition" else "", refs.get(kind, ""))


def slugs_in(path: str) -> Mapping[str, str]:
    """The slugs in the path of an entity's file, by kind: two for a view, one for others, none in any other path."""
    folder, *slugs = path.removeprefix(f"{content.FOLDER}/").removesuffix(".yml").split("/")
    kinds = ("question", "contributor") if folder == "views" else (folder.removesuffix("s"),)
    is_entity = path.endswith(".yml") and len(kinds) == len(slugs) and folder in _FOLDERS
    return dict(zip(kinds, slugs, strict=True)) if is_entity else {}


def _items(path: str, record: Record) -> Iterator[RecordItem]:
    """The entity in a file and its parts, or the former addresses in theirs; nothing in a file of another kind."""
    values, refs = plain_value(record.trees[path].data), slugs_in(path)
    if not isinstance(values, dict):
        return
    if path == content.REDIRECTS:
        moved = values.get("moved")
        for item in _mappings(moved) if _holds_mappings(moved) else ():
            yield RecordItem("move", path, {"move": in_words(item.get("old"))}, item)
    elif refs:
        lists = {part: _mappings(values.pop(key)) for key, part in _PARTS.items() if _holds_mappings(values.get(key))}
        entity = _entity(path, refs, values, record.entities.get(path))
        yield entity
        fragments = _fragments(entity.entity)
        yield from (_part(entity, kind, item, fragments) for kind, items in lists.items() for item in items)


def _entity(path: str, refs: Mapping[str, str], values: Mapping[str, Any], entity: Entity | None) -> RecordItem:
    kind: ItemKind = "view" if len(refs) > 1 else next(it for it in WITH_SLUGS if it in refs)
    pages = [found.page(refs[it]) for it, found in KINDS.items() if found.page and it in refs]
    fragment = addresses.view_fragment(refs["question"]) if kind == "view" else ""
    return RecordItem(kind, path, refs, values, addresses.address(pages[-1], fragment), entity)


def _part(
    of: RecordItem, kind: ItemKind, item: dict[str, Any], fragments: Mapping[tuple[str, str, str], str]
) -> RecordItem:
    named = {"proposition": item.pop("id", "")} if kind == "proposition" else {}
    named |= {name: item[name] for name in ("proposition", "theme") if name in item}
    named |= {kind: item.get(KINDS[kind].name, "")} if kind in _NAMED_BY_WORDS else {}
    own = {name: in_words(value) for name, value in named.items()}
    at = (kind, own.get("theme" if kind == "excerpt" else "proposition", ""), in_words(item.get("quote")))
    place = f"{(of.address or '').partition('#')[0]}#{fragments[at]}" if at in fragments else of.address
    return RecordItem(kind, of.path, {**of.refs, **own}, item, place, of.entity)


def _holds_mappings(value: Any) -> bool:
    return isinstance(value, dict | list) and all(isinstance(item, dict) for item in _mappings(value))


def _mappings(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _fragments(entity: Entity | None) -> Mapping[tuple[str, str, str], str]:
    """The ids of an entity's parts, by kind, slug and quote. A quote that isn't found ends the search."""
    if isinstance(entity, Question):
        return {("proposition", it.id, ""): addresses.proposition_fragment(it.id) for it in entity.propositions}
    found: dict[tuple[str, str, str], str] = {}
    if isinstance(entity, View):
        passages = quotes.Passages()
        with suppress(quotes.QuoteError):
            for it in passages.excerpts(entity):
                found["excerpt", it.excerpt.theme, without_layout(it.excerpt.quote)] = it.fragment
            for at in passages.stances(entity):
                found["stance", at.stance.proposition, without_layout(at.stance.quote)] = at.fragment
    return found
