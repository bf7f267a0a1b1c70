"""Two revisions of a view compared part by part: its excerpts, stances and key quotation."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from expertviews import addresses, quotes
from expertviews.changes import effects
from expertviews.changes.fields import edits, field_changes
from expertviews.changes.pairs import Pairing
from expertviews.changes.renames import Renames
from expertviews.changes.snapshots import Entry, Snapshot
from expertviews.changes.types import MOST, Change, Requotation, What, cut
from expertviews.changes.wordedits import folded
from expertviews.model import View
from expertviews.quotes.passages import Passages

Item = Mapping[str, Any]
_LIKE = 60  # of 100, for an excerpt to be an altered one and not another
_SAME_WORDS = ("quote", "prefix", "suffix")


@dataclass(frozen=True)
class Sided:
    """A view in its record, from which the names around it come."""

    record: Snapshot
    view: Entry

    @cached_property
    def by(self) -> str:
        """The contributor's name."""
        return cut(self.record.name("contributors", self.view.slugs[1]))

    @cached_property
    def question(self) -> str:
        """The question's words."""
        return cut(self.record.name("questions", self.view.slugs[0]))

    @cached_property
    def page(self) -> str:
        """The address of the contributor's page."""
        return addresses.address(addresses.contributor_page(self.view.slugs[1]))

    @cached_property
    def address(self) -> str:
        """The address of the view."""
        return f"{self.page}#{addresses.view_fragment(self.view.slugs[0])}"

    def excerpt_address(self, excerpt: Item) -> str:
        """The address of an excerpt; that of the view, where the quotation doesn't hold."""
        fragment = self._fragments.get((str(excerpt.get("theme")), folded(str(excerpt.get("quote")))))
        return f"{self.page}#{fragment}" if fragment else self.address

    def stance_address(self, stance: Item) -> str:
        """The address of a stance; that of the view, where the quotation doesn't hold."""
        fragment = addresses.stance_fragment(self.view.slugs[0], str(stance.get("proposition")))
        whole = f"{self.page}#{fragment}"
        return whole if whole in self.record.addresses else self.address

    def theme(self, slug: object) -> str:
        """A theme's title."""
        return cut(self.record.name("themes", str(slug)))

    def statement(self, stance: Item) -> str:
        """The statement that a stance is on; the proposition's id, where the question doesn't have it."""
        return cut(folded(str(self._proposition(stance).get("statement") or stance.get("proposition"))))

    def pages_of_stance(self, stance: Item) -> Iterator[str]:
        """The pages, beside the view's and the question's, that show a stance."""
        yield from effects.proposition_pages(self._proposition(stance))

    def words(self, quoted: Item) -> str:
        """A quotation in the text's own words, what ` … ` stands for included; as written, where it isn't found."""
        quote = str(quoted.get("quote") or "")
        if not isinstance(self.view.entity, View):
            return folded(quote)
        paragraphs = self.view.entity.paragraphs
        try:
            found = quotes.find(paragraphs, quote, _text(quoted, "prefix"), _text(quoted, "suffix"))
        except quotes.QuoteError:
            return folded(quote)
        return folded("\n\n".join(found.words(paragraphs)))

    def _proposition(self, stance: Item) -> Item:
        question = self.record.folders["questions"].get((self.view.slugs[0],))
        items = question.items("propositions") if question else []
        return next((it for it in items if it.get("id") == stance.get("proposition")), {})

    @cached_property
    def _fragments(self) -> Mapping[tuple[str, str], str]:
        if not isinstance(self.view.entity, View):
            return {}
        try:
            passages = Passages().excerpts(self.view.entity)
        except quotes.QuoteError:
            return {}
        return {(it.excerpt.theme, folded(it.excerpt.quote)): it.fragment for it in passages}


@dataclass
class Parts:
    """What became of the parts of views: the changes, and the quotations that stand in both records."""

    changes: list[Change] = field(default_factory=list)
    altered: list[Requotation] = field(default_factory=list)
    quotations_unchanged: int = 0
    excerpts_unchanged: int = 0
    stances_unchanged: int = 0
    pages: list[str] = field(default_factory=list)

    def of_one_side(self, side: Sided, what: Literal["added", "removed"]) -> None:
        """Every part of a view that is in one record alone."""
        self.changes.extend(excerpt_change(side, what, it) for it in side.view.items("excerpts"))
        for stance in side.view.items("stances"):
            self._stance(side, what, stance)

    def of_same(self, view: Entry) -> None:
        """The parts of a view whose file is the same in both records."""
        excerpts, stances = len(view.items("excerpts")), len(view.items("stances"))
        self.excerpts_unchanged += excerpts
        self.stances_unchanged += stances
        self.quotations_unchanged += excerpts + stances + bool(view.words("key_quote"))

    def of_both(self, old: Sided, new: Sided, renames: Renames) -> None:
        """The parts of a view that is in both records."""
        self._excerpts(old, new, renames)
        self._stances(old, new)
        before, after = old.view.words("key_quote"), new.view.words("key_quote")
        if before and after:
            self._quotation("key quote", new, new.address, folded(before), folded(after))

    def _excerpts(self, old: Sided, new: Sided, renames: Renames) -> None:
        earlier = [dict(it) | {"theme": renames.theme(str(it.get("theme")))} for it in old.view.items("excerpts")]
        pairing = Pairing[Item](earlier, new.view.items("excerpts"))
        pairing.by(lambda it: (it.get("theme"), *(folded(_text(it, key) or "") for key in _SAME_WORDS)))
        pairing.by(lambda it: (it.get("theme"), folded(_text(it, "quote") or "")))
        pairing.by(lambda it: folded(_text(it, "quote") or "") or None)
        pairing.by_likeness(lambda it: _text(it, "quote") or "", _LIKE)
        for excerpt in pairing.removed:
            self._excerpt(old, "removed", excerpt)
        for excerpt in pairing.added:
            self._excerpt(new, "added", excerpt)
        for before, after in pairing.pairs:
            fields = field_changes(_titled(new, before), _titled(new, after))
            if fields:
                self.pages.extend(effects.excerpt_pages(before))
                self._excerpt(new, "changed", after, fields=fields)
            else:
                self.excerpts_unchanged += 1
            self._quotation("excerpt", new, new.excerpt_address(after), old.words(before), new.words(after))

    def _stances(self, old: Sided, new: Sided) -> None:
        pairing = Pairing[Item](old.view.items("stances"), new.view.items("stances"))
        pairing.by(lambda it: it.get("proposition"))
        pairing.by(lambda it: (it.get("stance"), folded(_text(it, "quote") or "")))
        for stance in pairing.removed:
            self._stance(old, "removed", stance)
        for stance in pairing.added:
            self._stance(new, "added", stance)
        for before, after in pairing.pairs:
            fields = field_changes(before, after)
            if fields:
                self._stance(new, "changed", after, fields=fields)
            else:
                self.stances_unchanged += 1
            self._quotation("stance", new, new.stance_address(after), old.words(before), new.words(after))

    def _excerpt(self, side: Sided, what: What, excerpt: Item, **more: Any) -> None:
        self.changes.append(excerpt_change(side, what, excerpt, **more))
        self.pages.extend(effects.excerpt_pages(excerpt))

    def _stance(self, side: Sided, what: What, stance: Item, **more: Any) -> None:
        self.changes.append(stance_change(side, what, stance, **more))
        self.pages.extend(side.pages_of_stance(stance))

    def _quotation(
        self, kind: Literal["excerpt", "stance", "key quote"], side: Sided, address: str, before: str, after: str
    ) -> None:
        if before == after:
            self.quotations_unchanged += 1
            return
        self.altered.append(
            Requotation(
                kind=kind,
                by=side.by,
                question=side.question,
                path=side.view.path,
                address=address,
                before=cut(before),
                after=cut(after),
                edits=edits(before, after)[:MOST],
            )
        )


def excerpt_change(side: Sided, what: What, excerpt: Item, **more: Any) -> Change:
    """A change of an excerpt."""
    return Change(
        kind="excerpt",
        what=what,
        path=side.view.path,
        name=cut(folded(_text(excerpt, "quote") or "")),
        by=side.by,
        question=side.question,
        theme=side.theme(excerpt.get("theme")),
        address=side.excerpt_address(excerpt),
        **more,
    )


def stance_change(side: Sided, what: What, stance: Item, **more: Any) -> Change:
    """A change of a stance."""
    return Change(
        kind="stance",
        what=what,
        path=side.view.path,
        name=side.statement(stance),
        by=side.by,
        question=side.question,
        stance=cut(str(stance.get("stance"))),
        address=side.stance_address(stance),
        **more,
    )


def _titled(side: Sided, excerpt: Item) -> Item:
    return dict(excerpt) | {"theme": side.theme(excerpt.get("theme"))}


def _text(item: Item, key: str) -> str | None:
    value = item.get(key)
    return value if isinstance(value, str) else None
