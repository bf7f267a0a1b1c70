"""The rules across the files of a record. A rule's docstring is the rule; its name is the code of its problems."""

import datetime
import os
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, islice, pairwise

from expertviews import addresses, content, quotes
from expertviews.checks import handwritten, outlined, provenance, proving
from expertviews.checks.outlined import Outlined
from expertviews.content import Record, documents
from expertviews.content.shapes import MOST_PROBLEMS
from expertviews.content.yamltext import Key
from expertviews.model import Contributor, Quoted, SeedSource, View
from expertviews.people.names import sort_name
from expertviews.problems import Advice, Place, Problem, ProblemsFound, counted, either, instead, shown
from expertviews.quotes import passages

Finding = tuple[Place, str, str | Advice]
"""Where, what is wrong, what to do."""
Rule = Callable[[Record], Iterator[Finding]]


def check(record: Record) -> tuple[Problem, ...]:
    """Every problem of a record, sorted by place: of form, found on loading, of the rules, and of what is beside it.

    Of a file that breaks rules more than MOST_PROBLEMS times, so many are there, and one that counts the rest.
    """
    told: dict[str, set[Problem]] = defaultdict(set)
    untold: Counter[str] = Counter()
    for problem in broken(record):
        known = told[problem.place.path]
        if len(known) < MOST_PROBLEMS or problem in known:
            known.add(problem)
        else:
            untold[problem.place.path] += 1
    remedy = "mend those that are told, and check again"
    rest = (
        Problem(Place(path), "many-problems", f"the file breaks rules {more:,} more times", remedy)
        for path, more in untold.items()
    )
    beside = handwritten.problems(record.root)
    return tuple(sorted({*record.problems, *beside, *chain.from_iterable(told.values()), *rest}))


def broken(record: Record) -> Iterator[Problem]:
    """Each rule that is broken, wherever and however often it is; some may be told twice."""
    for rule in RULES:
        code = rule.__name__.replace("_", "-")
        for place, what, remedy in rule(record):
            yield Problem.advised(place, code, what, remedy)


def view_misplaced(record: Record) -> Iterator[Finding]:
    """A view stands in the folder of its question, in a file named after its contributor."""
    for path, view in _views(record):
        right = content.view_path(view.question, view.contributor)
        known = view.question in record.named["questions"] and view.contributor in record.named["contributors"]
        if path != right and known:
            key = "question" if right.split("/")[2] != path.split("/")[2] else "contributor"
            what = f"the file's place and its `{key}` disagree"
            own = path.split("/")[2] if key == "question" else path.split("/")[3].removesuffix(".yml")
            move = "" if right in record.trees else f", or move the file to {shown(right, 200)}"
            yield record.place(path, key), what, f"write `{key}: {shown(own)}`{move}"


def unknown_question(record: Record) -> Iterator[Finding]:
    """A view answers a question that has a file."""
    for path, view in _views(record):
        yield from _unknown(record, path, ("question",), view.question, "questions")


def unknown_contributor(record: Record) -> Iterator[Finding]:
    """A view is by a contributor who has a file."""
    for path, view in _views(record):
        yield from _unknown(record, path, ("contributor",), view.contributor, "contributors")


def unknown_theme(record: Record) -> Iterator[Finding]:
    """An excerpt and a proposition belong to a theme that has a file."""
    for path, view in _views(record):
        for at, excerpt in enumerate(view.excerpts):
            yield from _unknown(record, path, ("excerpts", at, "theme"), excerpt.theme, "themes")
    for slug, question in record.library.questions.items():
        for at, proposition in enumerate(question.propositions):
            key = ("propositions", at, "theme")
            yield from _unknown(record, content.question_path(slug), key, proposition.theme, "themes")


def unknown_proposition(record: Record) -> Iterator[Finding]:
    """A stance is on a proposition of the view's question."""
    for path, view in _views(record):
        if content.question_path(view.question) in record.partial:
            continue
        question = record.library.questions.get(view.question)
        known = {proposition.id for proposition in question.propositions} if question else set()
        for at, stance in enumerate(view.stances):
            if question and stance.proposition not in known:
                what = f"`{view.question}` has no proposition `{stance.proposition}`"
                place = record.place(path, "stances", at, "proposition")
                yield place, what, instead(stance.proposition, known, "proposition of this question")


def paragraphs_lost(record: Record) -> Iterator[Finding]:
    """A text of several paragraphs is written under `text: |`, which keeps the blank lines between them."""
    for path, _ in _views(record):
        if _runs_together(record, path):
            what = "`text` is written so that its paragraphs run together"
            yield record.place(path, "text"), what, "write `text: |`, and the text in the lines under it"


def quote_not_found(record: Record) -> Iterator[Finding]:
    """Every quotation stands in its view's text, letter for letter, in whole words."""
    yield from _misquoted(record, quotes.QuoteNotFoundError)


def quote_ambiguous(record: Record) -> Iterator[Finding]:
    """Every quotation stands in its view's text once, or its `prefix` or `suffix` says which is meant."""
    yield from _misquoted(record, quotes.QuoteAmbiguousError)


def hedge_not_in_quote(record: Record) -> Iterator[Finding]:
    """A hedge is a word of the stance's own quotation."""
    for path, view in _views(record):
        for at, stance in enumerate(view.stances):
            if stance.hedge and not _hedged(view, at):
                what = f"the hedge “{shown(stance.hedge)}” doesn't stand in the quote"
                yield record.place(path, "stances", at, "hedge"), what, "take the contributor's own word from the quote"


def prompt_misplaced(record: Record) -> Iterator[Finding]:
    """A moderator's words stand before a paragraph that the text has."""
    for path, view in _views(record):
        for at, prompt in enumerate(view.prompts):
            if prompt.before > len(view.paragraphs):
                has = counted(len(view.paragraphs), "paragraph")
                what = f"the text has {has}, so that nothing stands before paragraph {prompt.before}"
                remedy = "write the number of the paragraph that follows the moderator's words"
                yield record.place(path, "prompts", at, "before"), what, remedy


def repeated(record: Record) -> Iterator[Finding]:
    """A proposition's id, a stance's proposition, an excerpt's theme and words, a moved address: each stands once."""
    for slug, question in record.library.questions.items():
        path = content.question_path(slug)
        ids = [proposition.id for proposition in question.propositions]
        yield from _repeats(record, path, "propositions", ids, "give one of them another id")
    yield from _repeats(
        record, content.REDIRECTS, "moved", [move.old for move in record.library.moved], "keep one of the two"
    )
    for path, view in _views(record):
        yield from _repeats(
            record, path, "stances", [s.proposition for s in view.stances], "keep one stance of the two"
        )
        passages_taken = [(e.theme, quotes.fold(e.quote), e.prefix, e.suffix) for e in view.excerpts]
        yield from _repeats(record, path, "excerpts", passages_taken, "drop one")


def seed_missing(record: Record) -> Iterator[Finding]:
    """A document that a record names is in seeds/, and can be read."""
    known = documents.names(record.root)
    for path, key, seed in _seeds_named(record):
        try:
            documents.text(record.root, seed)
        except FileNotFoundError:
            remedy = instead(seed, known, "document") if known else "put the document into seeds/ under this name"
            yield record.place(path, *key), f"seeds/ has no `{shown(seed)}`", remedy
        except ProblemsFound as found:
            yield (
                record.place(path, *key),
                f"seeds/{shown(seed)} can't be read: {found.problems[0].what}",
                found.problems[0].remedy,
            )


def seed_differs(record: Record) -> Iterator[Finding]:
    """A view is what its seed's lines say: text, name, title, bio and notes, and nothing left over."""
    for path, view in _views(record):
        contributor = record.library.contributors.get(view.contributor)
        if not contributor or not isinstance(view.source, SeedSource) or path in record.partial:
            continue
        for found in _departures(record, view, contributor, view.source):
            if not (found.words and _runs_together(record, path)):
                remedy = Advice(found.remedy, found.suggestion, certain=found.suggestion is not None)
                yield _line_of(record, path, found), found.what, remedy


def question_differs(record: Record) -> Iterator[Finding]:
    """A question with a seed has its words from there: question, title, introduction and notes."""
    answers: dict[str, list[View]] = defaultdict(list)
    for _, view in _views(record):
        answers[view.question].append(view)
    for slug, question in record.library.questions.items():
        path = content.question_path(slug)
        if not question.seed or path in record.partial:
            continue
        document = _document(record, question.seed)
        if document is None:
            continue
        proof = outlined.proving(record, question.seed)
        found_here = (
            proving.question_discrepancies(question, proof.outline, answers[slug], proof.reading)
            if proof and proof.reading.decided
            else provenance.question_discrepancies(question, document)
        )
        for found in found_here:
            yield record.place(path, found.key), found.what, found.remedy


def lines_shared(record: Record) -> Iterator[Finding]:
    """A line of a seed belongs to one view."""
    by_seed: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for path, view in _views(record):
        if isinstance(view.source, SeedSource):
            by_seed[view.source.seed] += [(*lines, path) for lines in view.source.ranges]
    for seed, ranges in by_seed.items():
        if outlined.proving(record, seed):
            continue
        for (_, last, other), (first, _, path) in pairwise(sorted(ranges)):
            if first <= last and path != other:
                what = f"line {first} of {shown(seed)} belongs to {other} as well"
                yield record.place(path, "source", "lines"), what, "correct the lines of one of the two"


def outline_document(record: Record) -> Iterator[Finding]:
    """An outline is named after its document, which is in `seeds/`.

    That of `harbour.txt` is `content/outlines/harbour.txt.yml`. A document in another format than plain text is read by
    the text drawn from it, which stands beside it.
    """
    for name, outline in record.library.outlines.items():
        path = content.outline_path(name)
        place = record.place(path, "document")
        if name != outline.document:
            right = content.outline_path(outline.document)
            what = f"the file has the name of another document than `{shown(outline.document)}`"
            yield place, what, f"rename the file to {shown(right, 200)}, or write `document: {shown(name)}`"
        elif not outlined.of(record, name):
            yield place, *_unread(record, outline.document)


def _unread(record: Record, name: str) -> tuple[str, str | Advice]:
    """Why the document of an outline can't be read, and what to do."""
    known = documents.originals(record.root)
    if name not in known:
        missing = f"put the document into {documents.FOLDER}/ under this name, or take this file out"
        return f"seeds/ has no `{shown(name)}`", instead(name, known, "document") if known else missing
    drawn = documents.drawn_name(record.root, name)
    try:
        documents.text(record.root, drawn)
    except ProblemsFound as found:
        return f"seeds/{shown(drawn)} can't be read: {found.problems[0].what}", found.problems[0].remedy
    except FileNotFoundError:
        pass
    return f"seeds/ has no `{shown(drawn)}`, the plain text", f"draw it: `views convert seeds/{shown(name)}`"


def outline_wrong(record: Record) -> Iterator[Finding]:
    """Each line of a document that isn't blank is in one part of its outline, which says what it is.

    A part is written as its lines and a role, `8-11: text`; where a line has several parts, as a list:
    `20: [name: Bob Ray, text]`. Each answer has a `name` and a `text`, each round-table a `question`. The
    [format reference](format.md#outline-roles) lists the roles.
    """
    for found in _outlined(record):
        mistakes = outlined.changed(record.root, found).mistakes if found.outdated else found.reading.mistakes
        for mistake in mistakes:
            tree = record.trees[found.path]
            place = tree.key_place(*mistake.key) if mistake.of_key else tree.place(*mistake.key)
            yield place, mistake.what, Advice(mistake.remedy, mistake.suggestion, certain=mistake.certain)


def outline_outdated(record: Record) -> Iterator[Finding]:
    """A document is the one that its outline was made for.

    Where lines were put in and the others are as they were, `views check --fix` moves the numbers of the parts. Else
    see that each part is right, and take the line `digest` out: `views check --fix` writes it anew.
    """
    for found in _outlined(record):
        if found.outdated:
            change = outlined.changed(record.root, found)
            what = f"seeds/{shown(found.outline.document)} has changed since its outline was made: {change.told}"
            by_hand = "see that each part is right, then take this line out; `views check --fix` writes it anew"
            remedy = "`views check --fix` moves the numbers of the parts" if change.moves else by_hand
            yield record.place(found.path, "digest"), what, remedy


def _outlined(record: Record) -> Iterator[Outlined]:
    """The outlines that can be read as a whole, of documents that can."""
    for name, outline in record.library.outlines.items():
        found = outlined.of(record, name) if name == outline.document else None
        if found and found.path not in record.partial:
            yield found


def same_contributor(record: Record) -> Iterator[Finding]:
    """One contributor has one file; two people of one name are told apart by `disambiguation`."""
    seen: dict[str, str] = {}
    for slug, contributor in sorted(record.library.contributors.items()):
        if contributor.kind == "anonymous":
            continue
        for name in dict.fromkeys([contributor.name, *contributor.also_known_as]):
            known = f"{_visible(name).casefold()} {contributor.disambiguation or ''}"
            other = seen.setdefault(known, slug)
            if other != slug:
                what = f"`{other}` has the name “{shown(name)}” too"
                remedy = "merge the two files, or give each a `disambiguation`"
                yield record.place(content.contributor_path(slug), "name"), what, remedy


def sort_name_missing(record: Record) -> Iterator[Finding]:
    """A contributor's record has the name to sort by: of a person the family name first, and a comma after it."""
    for slug, who in record.library.contributors.items():
        path = content.contributor_path(slug)
        if not who.sort_name and ("sort_name",) not in record.trees[path].keys:
            line = f"`sort_name: {shown(sort_name(who.name, who.kind))}`"
            what = "`sort_name` is missing, by which the contributor is listed and cited"
            remedy = f"add the line {line}, or what is right; `views check --fix` adds that line"
            yield record.place(path, "name"), what, remedy


def anonymous_slug(record: Record) -> Iterator[Finding]:
    """An anonymous contributor speaks on one question, and the file is named after it: nobody knows who is the same."""
    for path, view in _views(record):
        contributor = record.library.contributors.get(view.contributor)
        if contributor and contributor.kind == "anonymous" and not view.contributor.startswith(f"{view.question}-"):
            what = f"`{view.contributor}` is anonymous, but isn't named after the question"
            remedy = f"make a contributor {view.question}-… for this view alone"
            yield record.place(path, "contributor"), what, remedy


def outcome_unproved(record: Record) -> Iterator[Finding]:
    """An outcome other than open is dated and cites evidence."""
    for slug, question in record.library.questions.items():
        for at, proposition in enumerate(question.propositions):
            outcome = proposition.outcome
            if (
                outcome
                and outcome.status not in {"open", "untestable"}
                and not (outcome.evidence and outcome.judged_on)
            ):
                what = f"`{outcome.status}` has no {'date' if outcome.evidence else 'evidence'}"
                place = record.place(content.question_path(slug), "propositions", at, "outcome")
                yield place, what, "add `judged_on` and an `evidence` item with title and url, or write `status: open`"


def date_to_come(record: Record) -> Iterator[Finding]:
    """What was asked, recorded, judged, read or submitted wasn't so years from now."""
    latest = datetime.datetime.now(tz=datetime.UTC).year + _YEARS_BETWEEN_CLOCKS
    for path, key, date in _dates(record):
        if date and int(date[:4]) > latest:
            what = f"`{key[-1]}` is {date}, which is years to come"
            yield record.place(path, *key), what, "look the year up"


def theme_order(record: Record) -> Iterator[Finding]:
    """No two themes have the same place in the order."""
    seen: dict[int, str] = {}
    for slug, theme in sorted(record.library.themes.items()):
        other = seen.setdefault(theme.order, slug)
        if other != slug:
            free = max(t.order for t in record.library.themes.values()) + 1
            what = f"`{other}` is in place {theme.order} too"
            yield record.place(content.theme_path(slug), "order"), what, f"take another place: {free}"


def redirect_unclear(record: Record) -> Iterator[Finding]:
    """An address that had a page has a new one, or a sentence on why it is gone: one of the two."""
    for at, move in enumerate(record.library.moved):
        if bool(move.new) == bool(move.gone):
            what = f"`{move.old}` has {'both `new` and `gone`' if move.new else 'neither `new` nor `gone`'}"
            remedy = "keep `new` where a page has taken its place, else `gone`"
            yield record.place(content.REDIRECTS, "moved", at), what, remedy


def redirect_nowhere(record: Record) -> Iterator[Finding]:
    """The new address of a page is that of a page which is there, not of one that has moved as well."""
    yield from islice(_leading_nowhere(record), MOST_PROBLEMS)


def _leading_nowhere(record: Record) -> Iterator[Finding]:
    pages = _pages(record)
    further = {move.old: move.new for move in record.library.moved}
    for at, move in enumerate(record.library.moved):
        if not move.new or move.new in pages:
            continue
        place = record.place(content.REDIRECTS, "moved", at, "new")
        end = _end(move.new, further)
        if end is None:
            yield place, f"`{move.old}` leads round in a circle", "write the address of a page that is there, or `gone`"
        elif end != move.new:
            yield place, f"`{move.new}` has moved as well", f"write where that leads to: `{end}`"
        else:
            yield place, f"there is no page `{move.new}`", instead(move.new, pages, "page")


def _end(address: str, further: Mapping[str, str | None]) -> str | None:
    """Where an address leads in the end; None where that is round in a circle."""
    seen = {address}
    while following := further.get(address):
        if following in seen:
            return None
        seen.add(following)
        address = following
    return address


def redirect_hides_page(record: Record) -> Iterator[Finding]:
    """An address that has moved has no page of its own any more."""
    pages = _pages(record)
    for at, move in enumerate(record.library.moved):
        if move.old in pages:
            what = f"`{move.old}` has a page, which would be hidden"
            yield record.place(content.REDIRECTS, "moved", at, "old"), what, "take this item out, or rename the page"


def address_clash(record: Record) -> Iterator[Finding]:
    """No two places on a contributor's page have the same address."""
    for slug in record.library.contributors:
        owners: dict[str, str] = {}
        for view in record.library.views_by(slug):
            path = content.view_path(view.question, view.contributor)
            for fragment in passages.fragments(view):
                other = owners.setdefault(fragment, path)
                if other != path:
                    what = f"the address #{fragment} is one of {other} too"
                    yield record.place(path, "question"), what, "rename one of the two questions"


_YEARS_BETWEEN_CLOCKS = 5  # a record that is sound on one machine should be so on another, whose clock is slow
_LONE_BREAK = re.compile(r"(?<!\n)\n(?!\n)")  # what one blank line comes to, unless it is kept


def reserved_folder(record: Record) -> Iterator[Finding]:
    """`docs/previews/` holds nothing: at that address previews of pull requests are served, and removed."""
    folder = f"docs/{addresses.PREVIEWS}"
    if os.path.lexists(record.root / folder):
        yield Place(folder), "previews of pull requests are served at this address", "give it another name"


RULES: tuple[Rule, ...] = (
    view_misplaced,
    unknown_question,
    unknown_contributor,
    unknown_theme,
    unknown_proposition,
    paragraphs_lost,
    quote_not_found,
    quote_ambiguous,
    hedge_not_in_quote,
    prompt_misplaced,
    repeated,
    seed_missing,
    seed_differs,
    question_differs,
    lines_shared,
    outline_document,
    outline_wrong,
    outline_outdated,
    same_contributor,
    sort_name_missing,
    anonymous_slug,
    outcome_unproved,
    date_to_come,
    theme_order,
    redirect_unclear,
    redirect_nowhere,
    redirect_hides_page,
    address_clash,
    reserved_folder,
)
"""Every rule, in the order of the reference page."""


def _pages(record: Record) -> frozenset[str]:
    """The addresses of the pages that the record's files have."""
    page = {
        "questions": addresses.question_page,
        "contributors": addresses.contributor_page,
        "themes": addresses.theme_page,
    }
    return frozenset(addresses.address(of(slug)) for folder, of in page.items() for slug in record.named[folder])


def _views(record: Record) -> Iterator[tuple[str, View]]:
    return ((content.view_path(*key), view) for key, view in record.library.views.items())


def _unknown(record: Record, path: str, key: Key, slug: str, folder: str) -> Iterator[Finding]:
    if slug not in record.named[folder]:
        noun = folder.removesuffix("s")
        advice = either(instead(slug, record.named[folder], noun), f"or add {content.FOLDER}/{folder}/{slug}.yml")
        yield record.place(path, *key), f"there is no {noun} `{slug}`", advice


def _misquoted(record: Record, kind: type[quotes.QuoteError]) -> Iterator[Finding]:
    for path, view in _views(record):
        for key, quoted in _quoted(view):
            try:
                passages.find(view, quoted)
            except quotes.QuoteError as error:
                if isinstance(error, kind) and not _in_source(record, view, quoted):
                    remedy = "quote more words" if key == ("key_quote",) and kind == quotes.QuoteAmbiguousError else ""
                    yield record.place(path, *key), error.what, remedy or error.remedy


def _in_source(record: Record, view: View, quoted: Quoted) -> bool:
    """Whether the view's text differs from its source, and the quotation is the source's: then the text is wrong."""
    if not isinstance(view.source, SeedSource):
        return False
    try:
        said = provenance.words_of(view.source, documents.text(record.root, view.source.seed))
        quotes.find((said,), quoted.quote, quoted.prefix, quoted.suffix)
    except (quotes.QuoteError, FileNotFoundError, ProblemsFound):
        return False
    return any(quotes.fold(paragraph) not in said for paragraph in view.paragraphs)


def _quoted(view: View) -> Iterator[tuple[Key, Quoted]]:
    if view.key_quote:
        yield ("key_quote",), Quoted(quote=view.key_quote)
    yield from ((("excerpts", at, "quote"), excerpt) for at, excerpt in enumerate(view.excerpts))
    yield from ((("stances", at, "quote"), stance) for at, stance in enumerate(view.stances))


def _hedged(view: View, at: int) -> bool:
    """Whether the hedge of a stance stands in its quotation; true also where there is no such quotation."""
    stance = view.stances[at]
    try:
        words = passages.find(view, stance).words(view.paragraphs)
    except quotes.QuoteError:
        return True
    try:
        quotes.find(words, stance.hedge or "")
    except quotes.QuoteNotFoundError:
        return False
    except quotes.QuoteAmbiguousError:
        return True
    return True


def _repeats(record: Record, path: str, key: str, items: Iterable[object], remedy: str) -> Iterator[Finding]:
    seen: dict[object, int] = {}
    for at, item in enumerate(items):
        first = seen.setdefault(item, at)
        if first != at:
            line = record.place(path, key, first).line
            yield record.place(path, key, at), f"this repeats the item in line {line}", remedy


def _runs_together(record: Record, path: str) -> bool:
    """Whether the text of a view is written in a form of YAML that drops single breaks, and has some."""
    scalar = record.trees[path].scalars.get(("text",))
    return bool(scalar and scalar.style in {">", "", None} and _LONE_BREAK.search(scalar.text.strip()))


def _visible(name: str) -> str:
    """A name without the characters that can't be seen."""
    return quotes.fold("".join(character for character in name if unicodedata.category(character) != "Cf"))


def _dates(record: Record) -> Iterator[tuple[str, Key, str | None]]:
    """The dates of what was done: file, key and date."""
    for slug, question in record.library.questions.items():
        path = content.question_path(slug)
        yield path, ("asked",), question.asked
        yield path, ("recorded",), question.recorded
        for at, proposition in enumerate(question.propositions):
            outcome = proposition.outcome
            yield path, ("propositions", at, "outcome", "judged_on"), outcome.judged_on if outcome else None
    for path, view in _views(record):
        for key in ("accessed", "submitted"):
            yield path, ("source", key), getattr(view.source, key, None)


def _document(record: Record, seed: str) -> str | None:
    """The text of a document, or None where `seed_missing` has told that there is none."""
    try:
        return documents.text(record.root, seed)
    except (FileNotFoundError, ProblemsFound):
        return None


def _departures(
    record: Record, view: View, contributor: Contributor, source: SeedSource
) -> Iterable[provenance.Discrepancy]:
    """Where a view isn't what its source says: the parts of the outline, where there is one, else the lines.

    What an outline says that is in doubt again is believed where it says the same as the view.
    """
    document = _document(record, source.seed)
    if document is None:
        return ()
    proof = outlined.proving(record, source.seed)
    if proof:
        question = record.library.questions.get(view.question)
        found = tuple(proving.view_discrepancies(view, contributor, question, proof.reading, document))
        if proof.reading.decided or not found:
            return found
    return provenance.discrepancies(view, contributor, source, document)


def _seeds_named(record: Record) -> Iterator[tuple[str, Key, str]]:
    for slug, question in record.library.questions.items():
        if question.seed:
            yield content.question_path(slug), ("seed",), question.seed
    for path, view in _views(record):
        if isinstance(view.source, SeedSource):
            yield path, ("source", "seed"), view.source.seed


def _line_of(record: Record, path: str, found: provenance.Discrepancy) -> Place:
    """The line that starts with what was found, or of its paragraph, where the text is a block; else of the key."""
    place = record.place(path, found.key, *(["lines"] if found.suggestion else []))
    scalar = record.trees[path].scalars.get((found.key,))
    if not found.paragraph or not scalar or scalar.style != "|":
        return place
    lines = scalar.text.split("\n")
    starting = [at for at, line in enumerate(lines) if found.words and quotes.fold(line).startswith(found.words)]
    breaks = [at for at, line in enumerate(lines) if line.strip() and (at == 0 or not lines[at - 1].strip())]
    return Place(path, place.line + 1 + [*starting, breaks[found.paragraph - 1]][0], 1)
