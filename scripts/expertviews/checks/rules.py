"""The rules across the files of a record. A rule's docstring is the rule; its name is the code of its problems."""

import datetime
import os
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice

from expertviews import addresses, content, quotes
from expertviews.checks import handwritten, proofs
from expertviews.checks.outlined import change, outlined_documents, proving
from expertviews.content import MOST_PROBLEMS, KeyPath, Record, documents, yamltext
from expertviews.model import Contributor, Quoted, SeedSource, View
from expertviews.people import sort_name
from expertviews.problems import Advice, Place, Problem, ProblemsFound, counted, either, instead, shown

Violation = tuple[Place, str, str | Advice]
"""Where a rule is broken, what is wrong, and what to do."""
Rule = Callable[[Record], Iterator[Violation]]

RULES: list[Rule] = []
"""Every rule, in the order of the reference page."""

_YEARS_BETWEEN_CLOCKS = 5  # a record that is sound on one machine should be so on another, whose clock is slow
_DATES_OF_THE_PAST = {"asked", "recorded", "judged_on", "accessed", "submitted"}
_LONE_BREAK = re.compile(r"(?<!\n)\n(?!\n)")  # what one blank line comes to, unless it is kept


def check(record: Record) -> tuple[Problem, ...]:
    """Every problem of a record, sorted by place: of form, found on loading, of the rules, and of what is beside it.

    Of a file that breaks rules more than MOST_PROBLEMS times, so many are there, and one that counts the rest.
    """
    by_file: dict[str, dict[Problem, None]] = defaultdict(dict)
    for problem in broken(record):
        by_file[problem.place.path][problem] = None
    shortened = chain.from_iterable(_shortened(path, [*found]) for path, found in by_file.items())
    return tuple(sorted({*record.problems, *handwritten.problems(record.root), *shortened}))


def _shortened(path: str, found: list[Problem]) -> Iterator[Problem]:
    yield from found[:MOST_PROBLEMS]
    if len(found) > MOST_PROBLEMS:
        what = f"the file breaks rules {len(found) - MOST_PROBLEMS:,} more times"
        yield Problem(Place(path), "many-problems", what, "mend those that are told, and check again")


def broken(record: Record) -> Iterator[Problem]:
    """Each rule that is broken, wherever and however often it is; some may be there twice."""
    for rule in RULES:
        code = rule.__name__.replace("_", "-")
        for place, what, remedy in rule(record):
            yield Problem.advised(place, code, what, remedy)


def _rule(rule: Rule) -> Rule:
    """Puts a rule into the table."""
    RULES.append(rule)
    return rule


@_rule
def view_misplaced(record: Record) -> Iterator[Violation]:
    """A view is in the folder of its question, in a file named after its contributor."""
    for path, view in _views(record):
        right = content.view_path(view.question, view.contributor)
        if path == right or view.question not in record.named["questions"]:
            continue
        if view.contributor in record.named["contributors"]:
            key = "question" if right.split("/")[2] != path.split("/")[2] else "contributor"
            own = path.split("/")[2] if key == "question" else path.split("/")[3].removesuffix(".yml")
            what = f"the file's place and its `{key}` disagree"
            move = "" if right in record.trees else f", or move the file to {shown(right, 200)}"
            yield record.place(path, key), what, f"write `{key}: {shown(own)}`{move}"


@_rule
def unknown_question(record: Record) -> Iterator[Violation]:
    """A view answers a question that has a file."""
    for path, view in _views(record):
        yield from _unknown(record, path, ("question",), view.question, "questions")


@_rule
def unknown_contributor(record: Record) -> Iterator[Violation]:
    """A view is by a contributor who has a file."""
    for path, view in _views(record):
        yield from _unknown(record, path, ("contributor",), view.contributor, "contributors")


@_rule
def unknown_theme(record: Record) -> Iterator[Violation]:
    """An excerpt and a proposition belong to a theme that has a file."""
    for path, view in _views(record):
        for at, excerpt in enumerate(view.excerpts):
            yield from _unknown(record, path, ("excerpts", at, "theme"), excerpt.theme, "themes")
    for slug, question in record.library.questions.items():
        for at, proposition in enumerate(question.propositions):
            key = ("propositions", at, "theme")
            yield from _unknown(record, content.question_path(slug), key, proposition.theme, "themes")


@_rule
def unknown_proposition(record: Record) -> Iterator[Violation]:
    """A stance is on a proposition of the view's question."""
    for path, view in _views(record):
        question = record.library.questions.get(view.question)
        if not question or content.question_path(view.question) in record.partial:
            continue
        known = {proposition.id for proposition in question.propositions}
        for at, stance in enumerate(view.stances):
            if stance.proposition not in known:
                what = f"`{view.question}` has no proposition `{stance.proposition}`"
                place = record.place(path, "stances", at, "proposition")
                yield place, what, instead(stance.proposition, known, "proposition of this question")


@_rule
def paragraphs_lost(record: Record) -> Iterator[Violation]:
    """A text of several paragraphs is written under `text: |`, which keeps the blank lines between them."""
    for path, _ in _views(record):
        if _runs_together(record, path):
            what = "`text` is written so that its paragraphs run together"
            yield record.place(path, "text"), what, "write `text: |`, and the text in the lines under it"


@_rule
def quote_not_found(record: Record) -> Iterator[Violation]:
    """Every quotation is in its view's text, letter for letter, in whole words."""
    yield from _misquoted(record, quotes.QuoteNotFoundError)


@_rule
def quote_ambiguous(record: Record) -> Iterator[Violation]:
    """Every quotation is in its view's text once, or its `prefix` or `suffix` says which is meant."""
    yield from _misquoted(record, quotes.QuoteAmbiguousError)


@_rule
def hedge_not_in_quote(record: Record) -> Iterator[Violation]:
    """A hedge is a word of the stance's own quotation."""
    for path, view in _views(record):
        for at, stance in enumerate(view.stances):
            if not stance.hedge or _error(view.paragraphs, stance):
                continue
            words = quotes.find(view.paragraphs, stance.quote, stance.prefix, stance.suffix).words(view.paragraphs)
            if isinstance(_error(words, Quoted(quote=stance.hedge)), quotes.QuoteNotFoundError):
                what = f"the hedge “{shown(stance.hedge)}” doesn't stand in the quote"
                yield record.place(path, "stances", at, "hedge"), what, "take the contributor's own word from the quote"


@_rule
def prompt_misplaced(record: Record) -> Iterator[Violation]:
    """A moderator's words come before a paragraph that the text has."""
    for path, view in _views(record):
        for at, prompt in enumerate(view.prompts):
            if prompt.before > len(view.paragraphs):
                has = counted(len(view.paragraphs), "paragraph")
                what = f"the text has {has}, so that nothing stands before paragraph {prompt.before}"
                remedy = "write the number of the paragraph that follows the moderator's words"
                yield record.place(path, "prompts", at, "before"), what, remedy


@_rule
def repeated(record: Record) -> Iterator[Violation]:
    """A proposition's id, a stance's proposition, an excerpt's theme and words, a moved address: each is there once."""
    lists: list[tuple[str, str, Iterable[object], str]] = [
        (content.REDIRECTS, "moved", [move.old for move in record.library.moved], "keep one of the two")
    ]
    for slug, question in record.library.questions.items():
        ids = [proposition.id for proposition in question.propositions]
        lists.append((content.question_path(slug), "propositions", ids, "give one of them another id"))
    for path, view in _views(record):
        excerpts = [(it.theme, quotes.fold(it.quote), it.prefix, it.suffix) for it in view.excerpts]
        lists.append((path, "stances", [it.proposition for it in view.stances], "keep one stance of the two"))
        lists.append((path, "excerpts", excerpts, "drop one"))
    for path, key, items, remedy in lists:
        seen: dict[object, int] = {}
        for at, item in enumerate(items):
            first = seen.setdefault(item, at)
            if first != at:
                line = record.place(path, key, first).line
                yield record.place(path, key, at), f"this repeats the item in line {line}", remedy


@_rule
def seed_missing(record: Record) -> Iterator[Violation]:
    """A document that a record names is in seeds/, and can be read.

    A document in another format than plain text is read by the text extracted from it, which is beside it.
    """
    named: list[tuple[str, KeyPath, str]] = [
        (content.question_path(slug), ("seed",), it.seed) for slug, it in record.library.questions.items() if it.seed
    ]
    named += [(path, ("source", "seed"), source.seed) for path, _, source in _views_of_documents(record)]
    named += [
        (content.outline_path(name), ("document",), documents.plain_text_name(record.root, name))
        for name, it in record.library.outlines.items()
        if name == it.document
    ]
    known = documents.names(record.root)
    for path, key, seed in named:
        unread, original = _unread(record, seed), seed.removesuffix(".txt")
        if unread and seed in known:
            yield record.place(path, *key), *unread
        elif unread and original in known:
            what = f"seeds/ has no `{shown(seed)}`, the plain text"
            yield record.place(path, *key), what, f"extract it: `views convert seeds/{shown(original)}`"
        elif unread:
            remedy = instead(seed, known, "document") if known else "put the document into seeds/ under this name"
            yield record.place(path, *key), f"seeds/ has no `{shown(seed)}`", remedy


@_rule
def seed_differs(record: Record) -> Iterator[Violation]:
    """A view is what its seed's lines say: text, name, title, bio and notes, and nothing left over.

    Where the document has an outline, each of them is what the outline says.
    """
    for path, view, source in _views_of_documents(record):
        contributor = record.library.contributors.get(view.contributor)
        if contributor and path not in record.partial and not _unread(record, source.seed):
            for found in _departures(record, view, contributor, source):
                if not (found.words and _runs_together(record, path)):
                    remedy = Advice(found.remedy, found.suggestion, certain=found.suggestion is not None)
                    yield _line_of(record, path, found), found.what, remedy


def _departures(
    record: Record, view: View, contributor: Contributor, source: SeedSource
) -> Sequence[proofs.Discrepancy]:
    """Where a view isn't what its source says.

    What an outline says that is in doubt again is believed where it says the same as the view.
    """
    outlined = proving(record, source.seed)
    if outlined:
        question = record.library.questions.get(view.question)
        found = tuple(proofs.view_by_outline(view, contributor, question, source, outlined))
        if outlined.reading.decided or not found:
            return found
    return tuple(proofs.view_by_lines(view, contributor, source, documents.text(record.root, source.seed)))


@_rule
def question_differs(record: Record) -> Iterator[Violation]:
    """A question with a seed has its words from there: question, title, introduction and notes."""
    answers: dict[str, list[View]] = defaultdict(list)
    for _, view in _views(record):
        answers[view.question].append(view)
    for slug, question in record.library.questions.items():
        path = content.question_path(slug)
        if not question.seed or path in record.partial or _unread(record, question.seed):
            continue
        outlined = proving(record, question.seed)
        if outlined and outlined.reading.decided:
            found = proofs.question_by_outline(question, answers[slug], outlined)
        else:
            found = proofs.question_by_document(question, documents.text(record.root, question.seed))
        for it in found:
            yield record.place(path, it.key), it.what, it.remedy


@_rule
def outline_document(record: Record) -> Iterator[Violation]:
    """An outline is named after its document: that of `harbour.txt` is `content/outlines/harbour.txt.yml`."""
    for name, outline in record.library.outlines.items():
        if name != outline.document:
            right = content.outline_path(outline.document)
            what = f"the file has the name of another document than `{shown(outline.document)}`"
            remedy = f"rename the file to {shown(right, 200)}, or write `document: {shown(name)}`"
            yield record.place(content.outline_path(name), "document"), what, remedy


@_rule
def outline_wrong(record: Record) -> Iterator[Violation]:
    """Each line of a document that isn't blank is in one part of its outline, which says what it is.

    A part is written as its lines and a role, `8-11: text`; where a line has several parts, as a list:
    `20: [name: Bob Ray, text]`. Each answer has a `name` and a `text`, each round-table a `question`. The
    [format reference](format.md#outline-roles) lists the roles.
    """
    for it in outlined_documents(record).values():
        for mistake in change(record.root, it).mistakes if it.outdated else it.reading.mistakes:
            problem = it.problem(mistake)
            yield problem.place, problem.what, Advice(problem.remedy, problem.suggestion, problem.certain)


@_rule
def outline_outdated(record: Record) -> Iterator[Violation]:
    """A document is the one that its outline was made for.

    Where lines were put in and the others are as they were, `views check --fix` moves the numbers of the parts. Else
    see that each part is right, and take the line `digest` out: `views check --fix` writes it anew.
    """
    for it in outlined_documents(record).values():
        if it.outdated:
            found = change(record.root, it)
            what = f"seeds/{shown(it.document)} has changed since its outline was made: {found.description}"
            by_hand = "see that each part is right, then take this line out; `views check --fix` writes it anew"
            remedy = "`views check --fix` moves the numbers of the parts" if found.moves else by_hand
            yield record.place(it.path, "digest"), what, remedy


@_rule
def same_contributor(record: Record) -> Iterator[Violation]:
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


@_rule
def sort_name_missing(record: Record) -> Iterator[Violation]:
    """A contributor's record has the name to sort by: of a person the family name first, and a comma after it."""
    for slug, who in record.library.contributors.items():
        path = content.contributor_path(slug)
        if not who.sort_name and ("sort_name",) not in record.trees[path].keys:
            line = f"`{shown(yamltext.dump({'sort_name': sort_name(who.name, who.kind)}), 200)}`"
            what = "`sort_name` is missing, by which the contributor is listed and cited"
            remedy = f"add the line {line}, or what is right; `views check --fix` adds that line"
            yield record.place(path, "name"), what, remedy


@_rule
def anonymous_slug(record: Record) -> Iterator[Violation]:
    """An anonymous contributor speaks on one question, and the file is named after it: nobody knows who is the same."""
    for path, view in _views(record):
        contributor = record.library.contributors.get(view.contributor)
        if contributor and contributor.kind == "anonymous" and not view.contributor.startswith(f"{view.question}-"):
            what = f"`{view.contributor}` is anonymous, but isn't named after the question"
            remedy = f"make a contributor {view.question}-… for this view alone"
            yield record.place(path, "contributor"), what, remedy


@_rule
def outcome_unproved(record: Record) -> Iterator[Violation]:
    """An outcome other than open is dated and cites evidence."""
    for slug, question in record.library.questions.items():
        for at, proposition in enumerate(question.propositions):
            outcome = proposition.outcome
            if not outcome or outcome.status in {"open", "untestable"}:
                continue
            if not (outcome.evidence and outcome.judged_on):
                what = f"`{outcome.status}` has no {'date' if outcome.evidence else 'evidence'}"
                place = record.place(content.question_path(slug), "propositions", at, "outcome")
                yield place, what, "add `judged_on` and an `evidence` item with title and url, or write `status: open`"


@_rule
def date_to_come(record: Record) -> Iterator[Violation]:
    """What was asked, recorded, judged, read or submitted wasn't so years from now."""
    latest = datetime.datetime.now(tz=datetime.UTC).year + _YEARS_BETWEEN_CLOCKS
    for tree in record.trees.values():
        for key, scalar in tree.scalars.items():
            year = scalar.text[:4]
            if key and key[-1] in _DATES_OF_THE_PAST and year.isdecimal() and int(year) > latest:
                yield tree.place(*key), f"`{key[-1]}` is {scalar.text}, which is years to come", "look the year up"


@_rule
def theme_order(record: Record) -> Iterator[Violation]:
    """No two themes have the same place in the order."""
    seen: dict[int, str] = {}
    for slug, theme in sorted(record.library.themes.items()):
        other = seen.setdefault(theme.order, slug)
        if other != slug:
            free = max(t.order for t in record.library.themes.values()) + 1
            what = f"`{other}` is in place {theme.order} too"
            yield record.place(content.theme_path(slug), "order"), what, f"take another place: {free}"


@_rule
def redirect_unclear(record: Record) -> Iterator[Violation]:
    """An address that had a page has a new one, or a sentence on why it is gone: one of the two."""
    for at, move in enumerate(record.library.moved):
        if bool(move.new) == bool(move.gone):
            what = f"`{move.old}` has {'both `new` and `gone`' if move.new else 'neither `new` nor `gone`'}"
            remedy = "keep `new` where a page has taken its place, else `gone`"
            yield record.place(content.REDIRECTS, "moved", at), what, remedy


@_rule
def redirect_nowhere(record: Record) -> Iterator[Violation]:
    """The new address of a page is that of a page which is there, not of one that has moved as well."""
    pages = _pages(record)
    further = {move.old: move.new for move in record.library.moved if move.new}
    astray = ((at, move) for at, move in enumerate(record.library.moved) if move.new and move.new not in pages)
    for at, move in islice(astray, MOST_PROBLEMS):
        seen, end = {move.old}, move.new or ""
        while end in further and end not in seen:
            seen.add(end)
            end = further[end]
        place = record.place(content.REDIRECTS, "moved", at, "new")
        if end in seen:
            yield place, f"`{move.old}` leads round in a circle", "write the address of a page that is there, or `gone`"
        elif end != move.new:
            yield place, f"`{move.new}` has moved as well", f"write where that leads to: `{end}`"
        else:
            yield place, f"there is no page `{move.new}`", instead(end, pages, "page")


@_rule
def redirect_hides_page(record: Record) -> Iterator[Violation]:
    """An address that has moved has no page of its own any more."""
    pages = _pages(record)
    for at, move in enumerate(record.library.moved):
        if move.old in pages:
            what = f"`{move.old}` has a page, which would be hidden"
            yield record.place(content.REDIRECTS, "moved", at, "old"), what, "take this item out, or rename the page"


@_rule
def address_clash(record: Record) -> Iterator[Violation]:
    """No two places on a contributor's page have the same address."""
    for slug in record.library.contributors:
        owners: dict[str, str] = {}
        for view in record.library.views_by(slug):
            path = content.view_path(view.question, view.contributor)
            for fragment in quotes.fragments(view):
                other = owners.setdefault(fragment, path)
                if other != path:
                    what = f"the address #{fragment} is one of {other} too"
                    yield record.place(path, "question"), what, "rename one of the two questions"


@_rule
def reserved_folder(record: Record) -> Iterator[Violation]:
    """`docs/previews/` is empty: previews of pull requests are served at that address."""
    folder = f"docs/{addresses.PREVIEWS}"
    if os.path.lexists(record.root / folder):
        yield Place(folder), "previews of pull requests are served at this address", "give it another name"


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


def _views_of_documents(record: Record) -> Iterator[tuple[str, View, SeedSource]]:
    return ((path, view, view.source) for path, view in _views(record) if isinstance(view.source, SeedSource))


def _unknown(record: Record, path: str, key: KeyPath, slug: str, folder: str) -> Iterator[Violation]:
    if slug not in record.named[folder]:
        noun = folder.removesuffix("s")
        advice = either(instead(slug, record.named[folder], noun), f"or add {content.FOLDER}/{folder}/{slug}.yml")
        yield record.place(path, *key), f"there is no {noun} `{slug}`", advice


def _misquoted(record: Record, kind: type[quotes.QuoteError]) -> Iterator[Violation]:
    for path, view in _views(record):
        quoted: list[tuple[KeyPath, Quoted]] = (
            [(("key_quote",), Quoted(quote=view.key_quote))] if view.key_quote else []
        )
        quoted += [(("excerpts", at, "quote"), excerpt) for at, excerpt in enumerate(view.excerpts)]
        quoted += [(("stances", at, "quote"), stance) for at, stance in enumerate(view.stances)]
        for key, each in quoted:
            error = _error(view.paragraphs, each)
            if isinstance(error, kind) and not _in_source(record, view, each):
                alone = key == ("key_quote",) and kind is quotes.QuoteAmbiguousError  # it has no prefix or suffix
                yield record.place(path, *key), error.what, "quote more words" if alone else error.remedy


def _error(paragraphs: tuple[str, ...], quoted: Quoted) -> quotes.QuoteError | None:
    """What is wrong with a quotation of some paragraphs."""
    try:
        quotes.find(paragraphs, quoted.quote, quoted.prefix, quoted.suffix)
    except quotes.QuoteError as error:
        return error
    return None


def _in_source(record: Record, view: View, quoted: Quoted) -> bool:
    """Whether the view's text differs from its source, and the quotation is the source's: then the text is wrong."""
    said = proofs.source_words(record, view)
    return not _error((said,), quoted) and not proofs.has_all(said, view.paragraphs)


def _runs_together(record: Record, path: str) -> bool:
    """Whether the text of a view is written in a form of YAML that drops single breaks, and has some."""
    scalar = record.trees[path].scalars.get(("text",))
    return bool(scalar and scalar.style in {">", "", None} and _LONE_BREAK.search(scalar.text.strip()))


def _visible(name: str) -> str:
    """A name without the characters that can't be seen."""
    return quotes.fold("".join(character for character in name if unicodedata.category(character) != "Cf"))


def _unread(record: Record, name: str) -> tuple[str, str] | None:
    """Why a plain text in seeds/ can't be read, and what to do."""
    try:
        documents.text(record.root, name)
    except FileNotFoundError:
        return f"seeds/ has no `{shown(name)}`", "put it there"
    except ProblemsFound as found:
        return f"seeds/{shown(name)} can't be read: {found.problems[0].what}", found.problems[0].remedy
    return None


def _line_of(record: Record, path: str, found: proofs.Discrepancy) -> Place:
    """The line that starts with what was found, or of its paragraph, where the text is a block; else of the key."""
    place = record.place(path, found.key, *(["lines"] if found.suggestion else []))
    scalar = record.trees[path].scalars.get((found.key,))
    if not found.paragraph or not scalar or scalar.style != "|":
        return place
    lines = scalar.text.split("\n")
    starting = [at for at, line in enumerate(lines) if found.words and quotes.fold(line).startswith(found.words)]
    breaks = [at for at, line in enumerate(lines) if line.strip() and (at == 0 or not lines[at - 1].strip())]
    return Place(path, place.line + 1 + [*starting, breaks[found.paragraph - 1]][0], 1)
