"""The rules for the record as a whole. A rule's docstring is its text; its name is the code of its problems."""

import datetime
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, count, islice

from expertviews import addresses, content, quotes
from expertviews.checks import afterwards, copies, handwritten, marks, proofs, references, slips, timing
from expertviews.checks.elsewhere import said_elsewhere
from expertviews.checks.outlined import document_change, outlined_documents, proving
from expertviews.checks.violations import Rule, Violation
from expertviews.content import MOST_PROBLEMS, KeyPath, Record, documents, yamltext
from expertviews.model import Quoted, SeedSource, View
from expertviews.people import sort_name
from expertviews.problems import Advice, Place, Problem, ProblemsFound, counted, instead, shown

RULES: list[Rule] = []
"""Every rule, in the order of the reference page."""

_YEARS_BETWEEN_CLOCKS = 5  # a record that is valid on one machine should be so on one with a slow clock
_DATES_OF_THE_PAST = {
    *("asked", "answered", "recorded", "accessed", "submitted", "reviewed_on", "judged_on", "added", "amended"),
    *("as_of", "from", "date"),
}
_IN_MARKS = re.compile(r"“[^“”]+”|(?<!\w)\"[^\"]+\"")
_LONE_BREAK = re.compile(r"(?<!\n)\n(?!\n)")  # what YAML makes of one blank line in a value that isn't a block


def check(record: Record) -> tuple[Problem, ...]:
    """Every problem of a record, sorted by place: found on loading, broken rules, and hand-written pages.

    At most MOST_PROBLEMS broken rules are listed for a file; one more problem counts the rest.
    """
    by_file: dict[str, dict[Problem, None]] = defaultdict(dict)
    for problem in broken(record):
        by_file[problem.place.path][problem] = None
    shortened = chain.from_iterable(_shortened(path, [*found]) for path, found in by_file.items())
    return tuple(sorted({*references.explained(record), *handwritten.problems(record.root), *shortened}))


def _shortened(path: str, found: list[Problem]) -> Iterator[Problem]:
    yield from found[:MOST_PROBLEMS]
    if len(found) > MOST_PROBLEMS:
        what = f"{len(found) - MOST_PROBLEMS:,} more problems in this file"
        yield Problem(Place(path), "many-problems", what, "fix the problems listed, then check again")


def broken(record: Record) -> Iterator[Problem]:
    """Every broken rule. May repeat problems, and lists any number for a file."""
    for rule in RULES:
        code = rule.__name__.replace("_", "-")
        for place, what, remedy in rule(record):
            yield Problem.advised(place, code, what, remedy)


def _rule(rule: Rule) -> Rule:
    """Adds a rule to RULES."""
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
            key, at = ("question", 2) if right.split("/")[2] != path.split("/")[2] else ("contributor", 3)
            own = path.split("/")[at].removesuffix(".yml")
            known = own in record.named[f"{key}s"]
            ways = [f"write `{key}: {shown(own)}`"] * known + [f"move the file to {shown(right, 200)}"] * (
                not (record.root / right).exists()
            )
            remedy = (
                ", or ".join(ways)
                or f"{shown(right, 200)} is there too: copy into it what only this file has, then delete this file"
            )
            yield record.place(path, key), f"the file's location doesn't match its `{key}`", remedy


@_rule
def unknown_question(record: Record) -> Iterator[Violation]:
    """The question that a view answers has a file."""
    for path, view in _views(record):
        yield from references.unknown(record, path, ("question",), view.question)


@_rule
def unknown_contributor(record: Record) -> Iterator[Violation]:
    """The contributor of a view has a file."""
    for path, view in _views(record):
        yield from references.unknown(record, path, ("contributor",), view.contributor)


@_rule
def unknown_theme(record: Record) -> Iterator[Violation]:
    """The theme of an excerpt or a proposition, or that a view is read for, has a file."""
    for path, view in _views(record):
        for at, theme in enumerate(view.read_for or ()):
            yield from references.unknown(record, path, ("read_for", at), theme)
        for at, excerpt in enumerate(view.excerpts):
            yield from references.unknown(record, path, ("excerpts", at, "theme"), excerpt.theme)
    for slug, question in record.library.questions.items():
        for at, proposition in enumerate(question.propositions):
            key = ("propositions", at, "theme")
            yield from references.unknown(record, content.question_path(slug), key, proposition.theme)


@_rule
def unknown_proposition(record: Record) -> Iterator[Violation]:
    """A stance is on one of the propositions of the view's question."""
    for path, view in _views(record):
        known = view.question in record.library.questions and content.question_path(view.question) not in record.partial
        for at, stance in enumerate(view.stances if known else ()):
            yield from references.unknown(record, path, ("stances", at, "proposition"), stance.proposition)


@_rule
def paragraphs_lost(record: Record) -> Iterator[Violation]:
    """A text with several paragraphs is written under `text: |`, which keeps the blank lines between them."""
    for path, view in _views(record):
        for key, _ in proofs.versions(view):
            if _runs_together(record, path, key):
                what = "`text` loses its paragraph breaks"
                remedy = "write `text: |`, then the text on the lines below, indented"
                yield record.place(path, *key, "text"), what, remedy


@_rule
def quote_not_found(record: Record) -> Iterator[Violation]:
    """A quotation is in the text of its view, character for character and in whole words."""
    yield from _misquoted(record, quotes.QuoteNotFoundError)


@_rule
def quote_ambiguous(record: Record) -> Iterator[Violation]:
    """A quotation occurs once in the text of its view, or its `prefix` or `suffix` says which occurrence is meant."""
    yield from _misquoted(record, quotes.QuoteAmbiguousError)


@_rule
def lead_not_found(record: Record) -> Iterator[Violation]:
    """A lead is in the text of its view, character for character and in whole words."""
    yield from _misled(record, quotes.QuoteNotFoundError)


@_rule
def lead_misplaced(record: Record) -> Iterator[Violation]:
    """A lead is a whole sentence of the paragraph in which the quote starts, and comes before the quote.

    If the same words come several times before the quote, the lead is the nearest.
    """
    yield from _misled(record, quotes.LeadMisplacedError)


@_rule
def hedge_not_in_quote(record: Record) -> Iterator[Violation]:
    """A hedge is taken from the stance's own quotation, or from its lead."""
    for path, view in _views(record):
        for at, stance in enumerate(view.stances):
            if not stance.hedge or marks.within_marks(stance.hedge) or quotes.error_in(view.paragraphs, stance):
                continue
            words = quotes.find(view.paragraphs, stance.quote, stance.prefix, stance.suffix).words(view.paragraphs)
            if isinstance(
                quotes.error_in((stance.lead or "", *words), Quoted(quote=stance.hedge)), quotes.QuoteNotFoundError
            ):
                what = f"the hedge “{shown(stance.hedge)}” isn't in the quote"
                remedy = "copy the contributor's own words from the quote, or add the sentence that has them as `lead`"
                yield record.place(path, "stances", at, "hedge"), what, remedy


@_rule
def gist_misquotes(record: Record) -> Iterator[Violation]:
    """What a gist has in quotation marks is in the view's text: readers take it for the contributor's words."""
    for path, view in _views(record):
        text = quotes.fold(" ".join(view.paragraphs)).casefold()
        for found in _IN_MARKS.finditer(view.gist or "") if not view.withdrawn else ():
            parts = re.split(r"…|\.\.\.", quotes.fold(found[0][1:-1]).casefold())
            if not all(part.strip(" .,;:!?") in text for part in parts):
                what = f"“{shown(found[0][1:-1])}” is in quotation marks, but not in the text"
                yield record.place(path, "gist"), what, "quote the contributor's own words, or remove the marks"


@_rule
def prompt_misplaced(record: Record) -> Iterator[Violation]:
    """A moderator's words come before an existing paragraph of the text."""
    for path, view in _views(record):
        for at, prompt in enumerate(view.prompts):
            if prompt.before > len(view.paragraphs):
                has = counted(len(view.paragraphs), "paragraph")
                what = f"there is no paragraph {prompt.before}: the text has {has}"
                remedy = "write the number of the paragraph that follows the moderator's words"
                yield record.place(path, "prompts", at, "before"), what, remedy


@_rule
def repeated(record: Record) -> Iterator[Violation]:
    """Nothing is listed twice: no proposition, stance on one, theme, excerpt or old address."""
    lists: list[tuple[str, str, Iterable[object], str]] = [
        (content.REDIRECTS, "moved", [move.old for move in record.library.moved], "keep one of the two")
    ]
    for slug, question in record.library.questions.items():
        path, propositions = content.question_path(slug), question.propositions
        said = [quotes.fold(it.statement).casefold() for it in propositions]
        lists.append((path, "propositions", [it.id for it in propositions], "give one of them a different id"))
        lists.append((path, "propositions", said, "merge the two, which have the same statement"))
    for path, view in _views(record):
        excerpts = [(it.theme, quotes.fold(it.quote), it.prefix, it.suffix) for it in view.excerpts]
        lists.append((path, "stances", [it.proposition for it in view.stances], "keep one of the two stances"))
        lists.append((path, "excerpts", excerpts, "remove one"))
        lists.append((path, "read_for", view.read_for or (), "remove one"))
    for path, key, items, remedy in lists:
        seen: dict[object, int] = {}
        for at, item in enumerate(items):
            first = seen.setdefault(item, at)
            if first != at:
                line = record.place(path, key, first).line
                yield record.place(path, key, at), f"this repeats the item on line {line}", remedy


@_rule
def seed_missing(record: Record) -> Iterator[Violation]:
    """A document named in the record is in seeds/ and can be read.

    If it isn't plain text, the text extracted from it is next to it.
    """
    named: list[tuple[str, KeyPath, str]] = [
        (content.question_path(slug), ("seed",), it.seed) for slug, it in record.library.questions.items() if it.seed
    ]
    named += [(path, (*key, "source", "seed"), source.seed) for path, key, _, source in _versions_of_documents(record)]
    named += [
        (content.outline_path(name), ("document",), documents.plain_text_name(record.root, name))
        for name, it in record.library.outlines.items()
        if name == it.document
    ]
    known = documents.names(record.root)
    for path, key, seed in named:
        try:
            documents.text(record.root, seed)
        except ProblemsFound as found:
            problem = found.problems[0]
            yield record.place(path, *key), f"seeds/{shown(seed)} can't be read: {problem.what}", problem.remedy
        except FileNotFoundError:
            yield record.place(path, *key), *_missing_seed(seed, known)


def _missing_seed(seed: str, known: Sequence[str]) -> tuple[str, str | Advice]:
    what, original = f"seeds/ has no `{shown(seed)}`", seed.removesuffix(".txt")
    if original in known and original != seed:
        return f"{what}, the plain text of `{shown(original)}`", f"extract it: `views convert seeds/{shown(original)}`"
    return what, instead(seed, known, "document") if known else "add the document to seeds/ under this name"


@_rule
def seed_differs(record: Record) -> Iterator[Violation]:
    """A view says what its lines of the document say: text, name, title, bio and notes, with nothing left over.

    If the document has an outline, the outline says which words are which.
    """
    for path, key, view, _ in _versions_of_documents(record):
        if path not in record.partial and not _runs_together(record, path, key):
            for found in departures(record, view):
                if not key and found.key == "text" and slips.has_slips(record, view):
                    continue
                words = found.remedy if key else f"{found.remedy}{found.correction}"
                other = copies.named_in_source(record, view) if found.key == "byline" and not view.byline else None
                if other:
                    words = f"correct the lines, or write `contributor: {other.slug}`: they start with that name"
                remedy = Advice(words, found.suggestion, certain=found.suggestion is not None)
                yield _line_of(record, path, key, found), found.what, remedy


def departures(record: Record, view: View) -> Sequence[proofs.Discrepancy]:
    """Where a view differs from its document. A doubtful outline is trusted only where it agrees with the view."""
    contributor, source = record.library.contributors.get(view.contributor), view.source
    document = proofs.seed_text(record, source.seed) if isinstance(source, SeedSource) else None
    if not contributor or document is None or not isinstance(source, SeedSource):
        return ()
    outlined = proving(record, source.seed)
    if outlined:
        question = record.library.questions.get(view.question)
        found = tuple(proofs.view_by_outline(view, contributor, question, source, outlined))
        if outlined.reading.decided or not found:
            return found
    return tuple(proofs.view_by_lines(view, contributor, source, document, partial(_is_free, record, view, document)))


def _is_free(record: Record, view: View, document: str, lines: SeedSource) -> bool:
    """Whether no line is among those of somebody else's view that matches its lines."""
    for _, _, other, source in _versions_of_documents(record):
        who = record.library.contributors.get(other.contributor)
        common = any(a <= d and c <= b for a, b in source.ranges for c, d in lines.ranges) and source.seed == lines.seed
        if common and who and who.slug != view.contributor and proofs.matches(other, who, source, document):
            return False
    return True


@_rule
def question_differs(record: Record) -> Iterator[Violation]:
    """A question with a `seed` takes its words from there: question, title, introduction and notes."""
    answers: dict[str, list[View]] = defaultdict(list)
    for _, view in _views(record):
        answers[view.question].append(view)
    for slug, question in record.library.questions.items():
        path = content.question_path(slug)
        document = proofs.seed_text(record, question.seed) if question.seed else None
        if not question.seed or path in record.partial or document is None:
            continue
        outlined = proving(record, question.seed)
        if outlined and outlined.reading.decided:
            found = proofs.question_by_outline(question, answers[slug], outlined)
        else:
            found = proofs.question_by_document(question, document)
        for it in found:
            yield record.place(path, it.key), it.what, it.remedy


@_rule
def outline_document(record: Record) -> Iterator[Violation]:
    """An outline is named after its document: that of `harbour.txt` is `content/outlines/harbour.txt.yml`."""
    for name, outline in record.library.outlines.items():
        if name != outline.document:
            right = content.outline_path(outline.document)
            what = f"the file isn't named after its document, `{shown(outline.document)}`"
            rename = "" if (record.root / right).exists() else f"rename the file to {shown(right, 200)}, or "
            remedy = f"{rename}write `document: {shown(name)}`"
            yield record.place(content.outline_path(name), "document"), what, remedy


@_rule
def outline_wrong(record: Record) -> Iterator[Violation]:
    """Every line of a document that isn't blank belongs to one part of its outline.

    A part is written as lines and a role, `8-11: text`; if a line has several parts, as a list:
    `20: [name: Bob Ray, text]`. Each answer has a `name` and a `text`, each round-table a `question`. The
    [format reference](format.md#outline-roles) lists the roles.
    """
    for it in outlined_documents(record).values():
        if not (it.outdated and document_change(record.root, it).moves):
            for problem in it.problems:
                yield problem.place, problem.what, Advice(problem.remedy, problem.suggestion, problem.certain)


@_rule
def outline_outdated(record: Record) -> Iterator[Violation]:
    """A document is the one that its outline was made for.

    If lines were only added, `views check --fix` renumbers the parts. Otherwise check that each part is right, then
    delete the line `digest`: `views check --fix` writes a new one.
    """
    for it in outlined_documents(record).values():
        if it.outdated:
            found = document_change(record.root, it)
            what = f"seeds/{shown(it.document)} has changed since it was outlined{found.description}"
            by_hand = "check each part, then delete this line; `views check --fix` writes a new digest"
            remedy = "run `views check --fix` to renumber the parts" if found.moves else by_hand
            yield record.place(it.path, "digest"), what, remedy


@_rule
def sort_name_missing(record: Record) -> Iterator[Violation]:
    """A contributor has a name to sort by: for a person, the family name, a comma, then the other names."""
    for slug, who in record.library.contributors.items():
        path = content.contributor_path(slug)
        if not who.sort_name and ("sort_name",) not in record.trees[path].keys:
            line = f"`{shown(yamltext.dump({'sort_name': sort_name(who.name, who.kind)}), 200)}`"
            what = "`sort_name` is missing: lists and citations need it"
            remedy = f"add {line}, or correct it; `views check --fix` adds this line"
            yield record.place(path, "name"), what, remedy


@_rule
def anonymous_slug(record: Record) -> Iterator[Violation]:
    """An anonymous contributor answers one question, and the file is named after it.

    Nobody can know whether two anonymous contributors are the same person.
    """
    for path, view in _views(record):
        contributor = record.library.contributors.get(view.contributor)
        if contributor and contributor.kind == "anonymous" and not view.contributor.startswith(f"{view.question}-"):
            what = f"the anonymous contributor `{view.contributor}` isn't named after the question"
            remedy = f"add a contributor `{view.question}-…` for this view only"
            yield record.place(path, "contributor"), what, remedy


@_rule
def outcome_unproved(record: Record) -> Iterator[Violation]:
    """An outcome other than `open` or `untestable` has a date and evidence."""
    for slug, question in record.library.questions.items():
        for at, proposition in enumerate(question.propositions):
            outcome = proposition.outcome
            if not outcome or outcome.status in {"open", "untestable"}:
                continue
            if not (outcome.evidence and outcome.judged_on):
                what = f"`{outcome.status}` has no {'date' if outcome.evidence else 'evidence'}"
                place = record.place(content.question_path(slug), "propositions", at, "outcome")
                yield place, what, "add `judged_on` and `evidence` with a title and url, or write `status: open`"


@_rule
def date_to_come(record: Record) -> Iterator[Violation]:
    """A date of something that has happened isn't years in the future."""
    latest = datetime.datetime.now(tz=datetime.UTC).year + _YEARS_BETWEEN_CLOCKS
    for tree in record.trees.values():
        for key, scalar in tree.scalars.items():
            year = scalar.text[:4]
            if key and key[-1] in _DATES_OF_THE_PAST and year.isdecimal() and int(year) > latest:
                yield tree.place(*key), f"`{key[-1]}` is {scalar.text}, years in the future", "check the year"


@_rule
def theme_order(record: Record) -> Iterator[Violation]:
    """No two themes have the same `order`."""
    seen: dict[int, str] = {}
    free = count(content.free_order(record))
    for slug, theme in sorted(record.library.themes.items()):
        other = seen.setdefault(theme.order, slug)
        if other != slug:
            what = f"`order: {theme.order}` is already used by `{other}`"
            yield record.place(content.theme_path(slug), "order"), what, f"write `order: {next(free)}`, which is free"


@_rule
def redirect_unclear(record: Record) -> Iterator[Violation]:
    """An old address has either a `new` address or a sentence in `gone` on why there is none."""
    for at, move in enumerate(record.library.moved):
        if bool(move.new) == bool(move.gone):
            what = f"`{move.old}` has {'both `new` and `gone`' if move.new else 'neither `new` nor `gone`'}"
            remedy = "use `new` if another page replaces it, otherwise `gone`"
            yield record.place(content.REDIRECTS, "moved", at), what, remedy


@_rule
def redirect_nowhere(record: Record) -> Iterator[Violation]:
    """A redirect leads directly to an existing page."""
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
            yield place, f"`{move.old}` is in a redirect loop", "write the address of an existing page, or use `gone`"
        elif end != move.new:
            yield place, f"`{move.new}` has moved too", f"write its new address: `{end}`"
        else:
            yield place, f"there is no page `{move.new}`", instead(end, pages, "page")


@_rule
def redirect_hides_page(record: Record) -> Iterator[Violation]:
    """An old address isn't the address of an existing page."""
    pages = _pages(record)
    for at, move in enumerate(record.library.moved):
        if move.old in pages:
            what = f"this redirect would hide the page `{move.old}`"
            yield record.place(content.REDIRECTS, "moved", at, "old"), what, "remove this item, or rename the page"


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
                    what = f"the address #{fragment} is already used by {other}"
                    yield record.place(path, "question"), what, "rename one of the two questions"


@_rule
def reserved_folder(record: Record) -> Iterator[Violation]:
    """`docs/previews/` doesn't exist.

    Previews of pull requests are published at this address, and removed from it.
    """
    folder = f"docs/{addresses.PREVIEWS}"
    if os.path.lexists(record.root / folder):
        yield Place(folder), "this address is reserved for previews of pull requests", "rename it"


RULES += (*copies.RULES, *slips.RULES, *marks.RULES, *timing.RULES, *afterwards.RULES)


def _pages(record: Record) -> frozenset[str]:
    """The addresses of the pages made from the record."""
    page = {
        "questions": addresses.question_page,
        "contributors": addresses.contributor_page,
        "themes": addresses.theme_page,
    }
    return frozenset(addresses.address(of(slug)) for folder, of in page.items() for slug in record.named[folder])


def _views(record: Record) -> Iterator[tuple[str, View]]:
    return ((content.view_path(*key), view) for key, view in record.library.views.items())


def _versions_of_documents(record: Record) -> Iterator[tuple[str, KeyPath, View, SeedSource]]:
    """What documents prove: views and their earlier versions, by file and key, as the documents print them."""
    for path, view in _views(record):
        for key, version in proofs.versions(view):
            if isinstance(version.source, SeedSource):
                yield path, key, version, version.source


def _misquoted(record: Record, kind: type[quotes.QuoteError]) -> Iterator[Violation]:
    for path, view in _views(record):
        quoted = [((*key, "quote"), each) for key, each in _quoted(view)]
        if view.key_quote:
            quoted.append((("key_quote",), Quoted(quote=view.key_quote)))
        for key, each in quoted:
            error = _quote_error(view, each)
            if isinstance(error, kind) and not _in_source(record, view, each):
                alone = key == ("key_quote",) and kind is quotes.QuoteAmbiguousError  # it has no prefix or suffix
                found = said_elsewhere(record, view, each) if kind is quotes.QuoteNotFoundError else None
                what, remedy = found or (error.what, "quote more words" if alone else error.remedy)
                yield record.place(path, *key), what, remedy


def _quote_error(view: View, quoted: Quoted) -> quotes.QuoteError | None:
    """What is wrong with a quotation from a view."""
    error = quotes.error_in(view.paragraphs, quoted)
    if error and view.erased:
        return quotes.QuoteNotFoundError("the words of this answer are withdrawn", "remove the quotation")
    right = quotes.corrected_quote(view, quoted.quote) if error else None
    if right:
        what = "the quote has words of the source that this view corrects"
        return quotes.QuoteNotFoundError(what, f"write: {shown(right, 160)}; `views check --fix` does it")
    return error


def _misled(record: Record, kind: type[quotes.QuoteError]) -> Iterator[Violation]:
    """Leads that are wrong in one way, of quotations that are right."""
    for path, view in _views(record):
        for key, each in _quoted(view):
            if not each.lead or quotes.error_in(view.paragraphs, each):
                continue
            found = quotes.find(view.paragraphs, each.quote, each.prefix, each.suffix)
            try:
                quotes.find_lead(view.paragraphs, each.lead, found)
            except kind as error:
                if not _in_source(record, view, Quoted(quote=each.lead)):
                    yield record.place(path, *key, "lead"), error.what, Advice(error.remedy, error.suggestion)
            except quotes.QuoteError:
                continue


def _quoted(view: View) -> Iterator[tuple[KeyPath, Quoted]]:
    """The excerpts and stances of a view with their places in its file."""
    yield from ((("excerpts", at), excerpt) for at, excerpt in enumerate(view.excerpts))
    yield from ((("stances", at), stance) for at, stance in enumerate(view.stances))


def _in_source(record: Record, view: View, quoted: Quoted) -> bool:
    """Whether a quotation is right by the source while the view's text isn't: then only the text is reported."""
    said = proofs.source_words(record, view)
    if view.erased or quotes.error_in((said,), quoted):
        return False
    return not proofs.has_all(said, quotes.as_printed(view).paragraphs)


def _runs_together(record: Record, path: str, key: KeyPath) -> bool:
    """Whether a text has several paragraphs in a YAML form that drops the blank lines between them."""
    scalar = record.trees[path].scalars.get((*key, "text"))
    return bool(scalar and scalar.style in {">", "", None} and _LONE_BREAK.search(scalar.text.strip()))


def _line_of(record: Record, path: str, key: KeyPath, found: proofs.Discrepancy) -> Place:
    """The first line of the paragraph, if the text is a block; otherwise the place of the key."""
    place = record.place(path, *key, found.key, *found.inside)
    scalar = record.trees[path].scalars.get((*key, found.key))
    if not found.paragraph or not scalar or scalar.style != "|":
        return place
    lines = scalar.text.split("\n")
    starts = [at for at, line in enumerate(lines) if line.strip() and (at == 0 or not lines[at - 1].strip())]
    return Place(path, place.line + 1 + starts[found.paragraph - 1], 1)
