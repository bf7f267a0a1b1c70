"""Reads the files of a record, from a folder or at a revision of git, and the items in them that are compared.

Git is read without a checkout, also from a shallow clone. A record of an older format has items, too.
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

RecordFiles = Mapping[str, bytes]  # the files of a record: path relative to the root → bytes

FOLDERS = ("content", "seeds")
_FETCH_EVERYTHING = 'git fetch --unshallow origin "+refs/heads/*:refs/remotes/origin/*"'
"""The command that completes a shallow clone, quoted so that every shell reads it alike."""


def record_files(root: Path, revision: str | None = None) -> RecordFiles:
    """Read the plain files under content/ and seeds/, in the folder or at a revision, without links and hidden files.

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
    """Return the id of the commit that a revision names. Raises Misuse."""
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
    """The key with the name of an item of a kind, and the key of an entity's file that lists such items, if any.

    An item without a name is called after what it belongs to, which is of the kind `called_after`.
    """

    name: str = ""
    listed_by: str = ""
    called_after: str = ""


KINDS: Mapping[ItemKind, _Kind] = {
    "question": _Kind("question"),
    "contributor": _Kind("name"),
    "theme": _Kind("title"),
    "proposition": _Kind("statement", "propositions"),
    "withdrawal": _Kind("date", "withdrawn"),
    "view": _Kind(called_after="contributor"),
    "excerpt": _Kind("quote", "excerpts"),
    "stance": _Kind("", "stances", called_after="proposition"),
    "correction": _Kind("corrected", "corrections"),
    "amendment": _Kind("amended", "earlier"),
    "move": _Kind("old", "moved"),
}
"""In such an order that each kind refers only to those before it, and withdrawals come before what they hide."""

_IDENTIFIES = {"view": ("question", "contributor"), "excerpt": ("theme",), "stance": ("proposition",)}
"""By kind of items with words: the kinds of what these words identify if its slug has changed."""
WITH_SLUGS: Sequence[ItemKind] = ("question", "contributor", "theme", "proposition")
_PAGES: Mapping[ItemKind, Callable[[str], str]] = {
    "question": addresses.question_page,
    "contributor": addresses.contributor_page,
    "theme": addresses.theme_page,
}
"""By kind of entity: the function that returns the page of a slug. Views have no pages of their own."""
_IDENTIFIED_BY_NAME = ("withdrawal", "correction", "amendment")
_PARTS = {it.listed_by: kind for kind, it in KINDS.items() if it.listed_by}

ItemKey = tuple[str, str, str]
"""What identifies an entity or proposition: its kind, a proposition's question, and its slug."""


@dataclass(frozen=True)
class RecordItem:
    """An entity, or a part of one, such as a proposition or an excerpt.

    `refs` has slugs by kind: the item's own, and those of what it belongs to and refers to. `values` are its plain
    values by key, without those that are items themselves. `entity` is that of its file, if it fits today's models.
    """

    kind: ItemKind
    path: str
    refs: Mapping[str, str]
    values: Mapping[str, Any]
    address: str | None = None
    entity: Entity | None = None

    def text(self, key: str) -> str:
        """Return the value of a key if it is a text, otherwise an empty text."""
        value = self.values.get(key)
        return value if isinstance(value, str) else ""

    @property
    def quote_key(self) -> str:
        """The key of its quotation."""
        return "key_quote" if self.kind == "view" else "quote"

    @property
    def quote(self) -> str:
        """Its quotation from the view, as written."""
        return self.text(self.quote_key) if self.kind in {"view", "excerpt", "stance"} else ""

    @cached_property
    def quotation(self) -> str | None:
        """The words of the view from the start to the end of the quotation; empty if the view doesn't have it.

        None if there is no quotation, or no view of today's format to find it in.
        """
        if not self.quote or not isinstance(self.entity, View):
            return None
        paragraphs = self.entity.paragraphs
        with suppress(quotes.QuoteError):
            place = quotes.find(paragraphs, self.quote, self.text("prefix"), self.text("suffix"))
            return without_layout("\n\n".join(place.words(paragraphs)))
        return ""


class Snapshot:
    """A record at one revision: its files, and the items in them. Files that can't be read have no items."""

    def __init__(self, files: RecordFiles) -> None:
        self.files = files
        record = content.load_bytes(files)
        self.items_of = {path: items for path in record.trees if (items := tuple(_items(path, record)))}
        self._items = [item for items in self.items_of.values() for item in items]
        self._by_key = {key_of(item.kind, item.refs): item for item in self._items if item.kind in WITH_SLUGS}

    def of(self, kind: str, skip: Collection[str]) -> list[RecordItem]:
        """Return the items of a kind, without those in the files to `skip`."""
        return [it for it in self._items if it.kind == kind and it.path not in skip]

    def values(self, path: str, kind: str, refs: Mapping[str, str]) -> Mapping[str, Any]:
        """Return the values of an item, given by its file, its kind and its `refs`; empty if there is none."""
        items = self.items_of.get(path, ())
        return next((it.values for it in items if it.kind == kind and it.refs.items() <= refs.items()), {})

    @cached_property
    def words(self) -> Mapping[ItemKey, frozenset[str]]:
        """The texts of the answers, excerpts or stances that belong to each entity and proposition."""
        texts = defaultdict(set)
        for item in self._items:
            text = item.text("text") if item.kind == "view" else item.quote
            if text.strip() not in {"", ERASED}:
                for kind in _IDENTIFIES.get(item.kind, ()):
                    texts[key_of(kind, item.refs)].add(text)
        return {key: frozenset(same_key) for key, same_key in texts.items()}

    def name(self, kind: str, refs: Mapping[str, str]) -> str:
        """Return the name of the entity or proposition of a kind among `refs`, or its slug if it has no name."""
        item = self._by_key.get(key_of(kind, refs))
        return (item and item.text(KINDS[item.kind].name)) or refs.get(kind, "")


def key_of(kind: str, refs: Mapping[str, str]) -> ItemKey:
    """Return the key of the entity or proposition of a kind among `refs`."""
    return (kind, refs.get("question", "") if kind == "proposition" else "", refs.get(kind, ""))


def slugs_in(path: str) -> Mapping[str, str]:
    """Return the slugs in the path of an entity's file, by kind: two for a view; none if it is another path."""
    folder, *slugs = path.removeprefix(f"{content.FOLDER}/").removesuffix(".yml").split("/")
    kinds = ("question", "contributor") if folder == "views" else (folder.removesuffix("s"),)
    is_entity = path.endswith(".yml") and len(kinds) == len(slugs) and folder in {"views", *(f"{it}s" for it in _PAGES)}
    return dict(zip(kinds, slugs, strict=True)) if is_entity else {}


def _items(path: str, record: Record) -> Iterator[RecordItem]:
    """Yield the entity in a file and its parts, or the former addresses in their file; nothing of any other file."""
    values, refs = plain_value(record.trees[path].data), slugs_in(path)
    if not isinstance(values, dict):
        return
    if path == content.REDIRECTS:
        for move in _as_mappings(values.get("moved")) or ():
            yield RecordItem("move", path, {"move": in_words(move.get("old"))}, move)
    elif refs:
        lists = {key: items for key in _PARTS if (items := _as_mappings(values.get(key))) is not None}
        own_values = {key: value for key, value in values.items() if key not in lists}
        entity = _entity(path, refs, own_values, record.entities.get(path))
        yield entity
        fragments = _fragments(entity.entity)
        for key, items in lists.items():
            for item in items:
                yield _part(entity, _PARTS[key], item, fragments)


def _as_mappings(value: Any) -> list[dict[str, Any]] | None:
    """Return a mapping, or a list of mappings, as a list; None if it is anything else."""
    items = value if isinstance(value, list) else [value]
    return items if all(isinstance(item, dict) for item in items) else None


def _entity(path: str, refs: Mapping[str, str], values: Mapping[str, Any], entity: Entity | None) -> RecordItem:
    if len(refs) > 1:
        page, fragment = addresses.contributor_page(refs["contributor"]), addresses.view_fragment(refs["question"])
        return RecordItem("view", path, refs, values, addresses.address(page, fragment), entity)
    kind = next(it for it in _PAGES if it in refs)
    return RecordItem(kind, path, refs, values, addresses.address(_PAGES[kind](refs[kind])), entity)


def _part(
    of: RecordItem, kind: ItemKind, values: dict[str, Any], fragments: Mapping[tuple[str, str, str], str]
) -> RecordItem:
    refs = {"proposition": in_words(values.pop("id", ""))} if kind == "proposition" else {}
    refs |= {key: in_words(values[key]) for key in ("proposition", "theme") if key in values}
    if kind in _IDENTIFIED_BY_NAME:
        refs[kind] = in_words(values.get(KINDS[kind].name, ""))
    slug = refs.get("theme" if kind == "excerpt" else "proposition", "")
    fragment = fragments.get((kind, slug, in_words(values.get("quote"))))
    address = f"{(of.address or '').partition('#')[0]}#{fragment}" if fragment else of.address
    return RecordItem(kind, of.path, {**of.refs, **refs}, values, address, of.entity)


def _fragments(entity: Entity | None) -> Mapping[tuple[str, str, str], str]:
    """Return the ids of an entity's parts, by kind, slug and quote, up to the first quote that isn't found."""
    if isinstance(entity, Question):
        return {("proposition", it.id, ""): addresses.proposition_fragment(it.id) for it in entity.propositions}
    fragments: dict[tuple[str, str, str], str] = {}
    if isinstance(entity, View):
        passages = quotes.Passages()
        with suppress(quotes.QuoteError):
            for excerpt in passages.excerpts(entity):
                fragments["excerpt", excerpt.excerpt.theme, without_layout(excerpt.excerpt.quote)] = excerpt.fragment
            for stance in passages.stances(entity):
                fragments["stance", stance.stance.proposition, without_layout(stance.stance.quote)] = stance.fragment
    return fragments
