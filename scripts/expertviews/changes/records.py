"""The items of a record that are compared, and their names. A record that doesn't fit today's models has them too."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from expertviews import addresses, content, quotes
from expertviews.changes.fields import in_words, plain_value, without_layout
from expertviews.changes.report import ITEM_KINDS, ItemKind
from expertviews.content import shapes, yamltext
from expertviews.files import MAX_FILE_BYTES
from expertviews.model import Entity, Question, View, is_slug
from expertviews.problems import ProblemsFound

RecordFiles = Mapping[str, bytes]
"""The files of a record: path relative to the root → bytes."""

ENTITY_PAGES = {
    "question": addresses.question_page,
    "contributor": addresses.contributor_page,
    "theme": addresses.theme_page,
}
"""The page of an entity, by its slug; a view is on its contributor's."""

_PARTS: Mapping[str, ItemKind] = {
    "propositions": "proposition",
    "excerpts": "excerpt",
    "stances": "stance",
    "corrections": "correction",
    "earlier": "amendment",
    "withdrawn": "withdrawal",
}
"""The keys that hold other items: lists of them, or one."""

NAME_KEYS = {"question": "question", "contributor": "name", "theme": "title", "proposition": "statement"}
"""The key that holds the name of an entity or proposition."""

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
    address: str
    entity: Entity | None = None

    def text(self, key: str) -> str:
        """The value of a key if it is a text, else an empty one."""
        value = self.values.get(key)
        return value if isinstance(value, str) else ""

    @property
    def quote(self) -> str:
        """Its quote of the view, as written."""
        return self.text("key_quote" if self.kind == "view" else "quote")

    @cached_property
    def quotation(self) -> str:
        """The words that it quotes, with those that ` … ` leaves out; its quote, if the view doesn't have that."""
        quote = self.quote
        if quote and isinstance(self.entity, View):
            paragraphs = self.entity.paragraphs
            with suppress(quotes.QuoteError):
                found = quotes.find(paragraphs, quote, self.text("prefix"), self.text("suffix"))
                return without_layout("\n\n".join(found.words(paragraphs)))
        return quote


@dataclass(frozen=True)
class Snapshot:
    """A record at one revision: its files, and the items of those that hold entities, the entity first."""

    files: RecordFiles
    items_of: Mapping[str, Sequence[RecordItem]]

    def of(self, kind: str) -> Sequence[RecordItem]:
        """The items of a kind, in the order of the files."""
        return self._items[kind]

    def find(self, kind: str, refs: Mapping[str, str]) -> RecordItem | None:
        """The entity or proposition of a kind that these `refs` name."""
        return self._named.get(key_of(kind, refs))

    def name(self, kind: str, refs: Mapping[str, str]) -> str:
        """The name of that entity or proposition; its slug, if the record doesn't have it."""
        item = self.find(kind, refs)
        return (item and item.text(NAME_KEYS[kind])) or refs.get(kind, "")

    @cached_property
    def _items(self) -> Mapping[str, Sequence[RecordItem]]:
        everything = [item for path in sorted(self.items_of) for item in self.items_of[path]]
        return {kind: [item for item in everything if item.kind == kind] for kind in ITEM_KINDS}

    @cached_property
    def _named(self) -> Mapping[ItemKey, RecordItem]:
        return {key_of(kind, item.refs): item for kind in NAME_KEYS for item in self.of(kind)}


def key_of(kind: str, refs: Mapping[str, str]) -> ItemKey:
    """The key of the entity or proposition of a kind that these `refs` name."""
    return (kind, refs.get("question", "") if kind == "proposition" else "", refs.get(kind, ""))


def snapshot(files: RecordFiles, skip: Collection[str] = ()) -> Snapshot:
    """The record in some files, without the items of files to `skip`. Never raises: unreadable files have no items."""
    items = {path: _items(path, data) for path, data in files.items() if path not in skip and slugs_in(path)}
    return Snapshot(files, {path: found for path, found in items.items() if found})


def slugs_in(path: str) -> Mapping[str, str]:
    """The slugs in the path of an entity's file, by kind: two for a view, one for others, none in any other path."""
    found: dict[str, str] = {}
    match path.removesuffix(".yml").split("/"):
        case ["content", "views", question, contributor]:
            found = {"question": question, "contributor": contributor}
        case ["content", ("questions" | "contributors" | "themes") as folder, slug]:
            found = {folder.removesuffix("s"): slug}
    return found if path.endswith(".yml") and all(map(is_slug, found.values())) else {}


@lru_cache(maxsize=16_384)
def _items(path: str, data: bytes) -> tuple[RecordItem, ...]:
    """The items of a file; none if it can't be read. Cached, since most files are the same in both records."""
    try:
        tree = yamltext.parse(data.decode("utf-8-sig"), path) if len(data) <= MAX_FILE_BYTES else yamltext.Tree(path)
    except (ProblemsFound, UnicodeDecodeError):
        return ()
    return tuple(_items_of_tree(path, tree)) if isinstance(tree.data, dict) else ()


def _items_of_tree(path: str, tree: yamltext.Tree) -> Iterator[RecordItem]:
    """The entity of a file, then its propositions, excerpts and stances."""
    values, refs = plain_value(tree.data), slugs_in(path)
    kind: ItemKind = "view" if len(refs) > 1 else next(kind for kind in ITEM_KINDS if kind in refs)
    page_kind = "contributor" if kind == "view" else kind
    page = addresses.address(ENTITY_PAGES[page_kind](refs[page_kind]))
    address = f"{page}#{addresses.view_fragment(refs['question'])}" if kind == "view" else page
    entity, _problems = shapes.fit(content.model_of(path), list(refs.values())[-1], tree)
    lists = {part: _mappings(values.pop(key)) for key, part in _PARTS.items() if _holds_mappings(values.get(key))}
    whole = RecordItem(kind, path, refs, values, address, entity)
    yield whole
    fragments = _fragments(entity)
    yield from (_part(whole, part, it, fragments) for part, items in lists.items() for it in items)


def _part(
    whole: RecordItem, kind: ItemKind, values: dict[str, Any], fragments: Mapping[tuple[str, ...], str]
) -> RecordItem:
    """A part of an entity. Without an id of its own it has the entity's address."""
    named = {"proposition": values.pop("id", "")} if kind == "proposition" else {}
    named |= {name: values[name] for name in ("proposition", "theme") if name in values}
    refs = {name: in_words(value) for name, value in named.items()}
    own = refs.get("theme" if kind == "excerpt" else "proposition", "")
    fragment = fragments.get((kind, own, in_words(values.get("quote"))))
    address = f"{whole.address.partition('#')[0]}#{fragment}" if fragment else whole.address
    return RecordItem(kind, whole.path, {**whole.refs, **refs}, values, address, whole.entity)


def _holds_mappings(value: Any) -> bool:
    return isinstance(value, dict | list) and all(isinstance(item, dict) for item in _mappings(value))


def _mappings(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _fragments(entity: Entity | None) -> Mapping[tuple[str, ...], str]:
    """The ids of an entity's parts, by kind, slug and quote. A quote that isn't found ends the search."""
    if isinstance(entity, Question):
        return {("proposition", it.id, ""): addresses.proposition_fragment(it.id) for it in entity.propositions}
    found: dict[tuple[str, ...], str] = {}
    if isinstance(entity, View):
        passages = quotes.Passages()
        with suppress(quotes.QuoteError):
            for it in passages.excerpts(entity):
                found["excerpt", it.excerpt.theme, without_layout(it.excerpt.quote)] = it.fragment
            for at in passages.stances(entity):
                found["stance", at.stance.proposition, without_layout(at.stance.quote)] = at.fragment
    return found
