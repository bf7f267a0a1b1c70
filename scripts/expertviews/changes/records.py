"""A record as plain items, also where it doesn't fit today's models: what is compared, and what it is called."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from expertviews import addresses, content, quotes
from expertviews.changes.fields import folded, in_words, plain
from expertviews.changes.report import KINDS, ItemKind
from expertviews.content import shapes, yamltext
from expertviews.files import MAX_BYTES
from expertviews.model import Entity, Library, Question, View, is_slug
from expertviews.problems import ProblemsFound
from expertviews.publish import permalinks
from expertviews.quotes import Passages

PAGES = {
    "question": addresses.question_page,
    "contributor": addresses.contributor_page,
    "theme": addresses.theme_page,
}
"""The page of an entity, by its slug; a view is on its contributor's."""

_LISTS: Mapping[str, ItemKind] = {"propositions": "proposition", "excerpts": "excerpt", "stances": "stance"}
"""The keys whose values are lists of other items."""

NAMES: Mapping[str, str] = {"question": "question", "contributor": "name", "theme": "title", "proposition": "statement"}
"""The key that has what an entity or proposition is called."""

ItemKey = tuple[str, str, str]
"""What an entity or a proposition is known by: its kind, of a proposition its question, and its slug."""


@dataclass(frozen=True)
class Item:
    """An entity, or a proposition, excerpt or stance of one.

    `refs` are the slugs of what it is, belongs to and names, by kind. `values` are its keys and values without layout,
    and without the lists that are items of their own. `entity` is that of its file, where it fits today's models.
    """

    kind: ItemKind
    path: str
    refs: Mapping[str, str]
    values: Mapping[str, Any]
    address: str
    entity: Entity | None = None

    def text(self, key: str) -> str:
        """The value of a key if that is text, else nothing."""
        value = self.values.get(key)
        return value if isinstance(value, str) else ""

    @property
    def quote(self) -> str:
        """What it quotes of its view, as it is written."""
        return self.text("key_quote" if self.kind == "view" else "quote")

    @cached_property
    def quotation(self) -> str:
        """The words that it quotes, with those that ` … ` leaves out; as written, where the view doesn't have them."""
        quote = self.quote
        if quote and isinstance(self.entity, View):
            paragraphs = self.entity.paragraphs
            with suppress(quotes.QuoteError):
                found = quotes.find(paragraphs, quote, self.text("prefix"), self.text("suffix"))
                return folded("\n\n".join(found.words(paragraphs)))
        return quote


@dataclass(frozen=True)
class Snapshot:
    """A record at one revision: its files (path → bytes), and the items of those that hold entities."""

    files: Mapping[str, bytes]
    items_of: Mapping[str, Sequence[Item]]

    @cached_property
    def items(self) -> Mapping[ItemKind, Sequence[Item]]:
        """Every item, by kind, in the order of the files."""
        everything = [item for path in sorted(self.items_of) for item in self.items_of[path]]
        return {kind: [item for item in everything if item.kind == kind] for kind in KINDS}

    def find(self, kind: str, refs: Mapping[str, str]) -> Item | None:
        """The entity or proposition that an item with these `refs` belongs to or names."""
        return self._named.get(key_of(kind, refs))

    def name(self, kind: str, refs: Mapping[str, str]) -> str:
        """What that is called; its slug, where the record doesn't have it."""
        item = self.find(kind, refs)
        return (item and item.text(NAMES[kind])) or refs.get(kind, "")

    @cached_property
    def addresses(self) -> frozenset[str]:
        """Every address of the record's site. A file that doesn't fit has a page, but no places in it."""
        pages = {item.address for item in self._named.values() if item.kind in PAGES}
        return permalinks.addresses_of(self._library) | pages

    @cached_property
    def kept(self) -> permalinks.KeptAddresses:
        """The addresses that the record keeps alive, though it has no such page or place."""
        return permalinks.kept(self.files, permalinks.previous_addresses(self._library), self.addresses)

    @property
    def published(self) -> Mapping[str, permalinks.PublishedAddress]:
        """The addresses that the record lists as published."""
        return permalinks.read_list(self.files.get(permalinks.LIST, b"").decode("utf-8", "replace"))

    @cached_property
    def answers(self) -> Mapping[str, list[str]]:
        """The texts of each contributor's views."""
        texts: defaultdict[str, list[str]] = defaultdict(list)
        for view in self.items["view"]:
            texts[view.refs["contributor"]] += filter(None, [view.text("text")])
        return texts

    @cached_property
    def _named(self) -> Mapping[ItemKey, Item]:
        return {key_of(kind, item.refs): item for kind, items in self.items.items() if kind in NAMES for item in items}

    @cached_property
    def _library(self) -> Library:
        folders: dict[str, dict[Any, Any]] = {f"{kind}s": {} for kind in (*PAGES, "view")}
        for item in (items[0] for items in self.items_of.values()):
            slugs = tuple(slugs_in(item.path).values())
            folders[f"{item.kind}s"] |= {slugs if item.kind == "view" else slugs[0]: item.entity} if item.entity else {}
        return Library(**folders, moved=permalinks.moves(self.files))


def key_of(kind: str, refs: Mapping[str, str]) -> ItemKey:
    """The key of the entity or proposition of a kind that an item with these `refs` belongs to or names."""
    return (kind, refs.get("question", "") if kind == "proposition" else "", refs.get(kind, ""))


def snapshot(files: Mapping[str, bytes], but: Collection[str] = ()) -> Snapshot:
    """The record that files hold, `but` some files' items. What can't be read has no items; nothing is raised."""
    items = {path: _items(path, data) for path, data in files.items() if path not in but and slugs_in(path)}
    return Snapshot(files, {path: found for path, found in items.items() if found})


def slugs_in(path: str) -> Mapping[str, str]:
    """The slugs by kind in the path of an entity's file: two of a view, one of others, none in any other path."""
    found: dict[str, str] = {}
    match path.removesuffix(".yml").split("/"):
        case ["content", "views", question, contributor]:
            found = {"question": question, "contributor": contributor}
        case ["content", ("questions" | "contributors" | "themes") as folder, slug]:
            found = {folder.removesuffix("s"): slug}
    return found if path.endswith(".yml") and all(map(is_slug, found.values())) else {}


@lru_cache(maxsize=16_384)
def _items(path: str, data: bytes) -> tuple[Item, ...]:
    """The items of a file; none where it can't be read. Remembered, since most are the same in both records."""
    try:
        tree = yamltext.parse(data.decode("utf-8-sig"), path) if len(data) <= MAX_BYTES else yamltext.Tree(path)
    except (ProblemsFound, UnicodeDecodeError):
        return ()
    return tuple(_of_tree(path, tree)) if isinstance(tree.data, dict) else ()


def _of_tree(path: str, tree: yamltext.Tree) -> Iterator[Item]:
    """The entity of a file, then its propositions, excerpts and stances."""
    values, refs = plain(tree.data), slugs_in(path)
    kind: ItemKind = "view" if len(refs) > 1 else next(kind for kind in KINDS if kind in refs)
    page_kind = "contributor" if kind == "view" else kind
    page = addresses.address(PAGES[page_kind](refs[page_kind]))
    address = f"{page}#{addresses.view_fragment(refs['question'])}" if kind == "view" else page
    entity, _problems = shapes.fit(content.model_of(path), list(refs.values())[-1], tree)
    lists = {part: values.pop(key) for key, part in _LISTS.items() if _holds_mappings(values.get(key))}
    whole = Item(kind, path, refs, values, address, entity)
    yield whole
    fragments = _fragments(entity)
    yield from (_part(whole, part, it, fragments) for part, items in lists.items() for it in items)


def _part(whole: Item, kind: ItemKind, values: dict[str, Any], fragments: Mapping[tuple[str, ...], str]) -> Item:
    """A proposition, excerpt or stance of an entity. One that has no place of its own is shown where that is."""
    named = {"proposition": values.pop("id", "")} if kind == "proposition" else {}
    named |= {name: values[name] for name in ("proposition", "theme") if name in values}
    refs = {name: in_words(value) for name, value in named.items()}
    own = refs.get("theme" if kind == "excerpt" else "proposition", "")
    fragment = fragments.get((kind, own, in_words(values.get("quote"))))
    address = f"{whole.address.partition('#')[0]}#{fragment}" if fragment else whole.address
    return Item(kind, whole.path, {**whole.refs, **refs}, values, address, whole.entity)


def _holds_mappings(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _fragments(entity: Entity | None) -> Mapping[tuple[str, ...], str]:
    """The ids of places, by kind, slug and quotation; in a view with a wrong quotation, those before it."""
    if isinstance(entity, Question):
        return {("proposition", it.id, ""): addresses.proposition_fragment(it.id) for it in entity.propositions}
    found: dict[tuple[str, ...], str] = {}
    if isinstance(entity, View):
        passages = Passages()
        with suppress(quotes.QuoteError):
            for it in passages.excerpts(entity):
                found["excerpt", it.excerpt.theme, folded(it.excerpt.quote)] = it.fragment
            for at in passages.stances(entity):
                found["stance", at.stance.proposition, folded(at.stance.quote)] = at.fragment
    return found
