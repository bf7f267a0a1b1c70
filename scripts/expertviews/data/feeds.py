"""What happens to the record, to follow: Atom feeds, and a calendar of forecasts.

Sources: RFC 4287 (Atom), RFC 4151 (tag URIs), RFC 5545 (iCalendar).
"""

import datetime
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from feedgenerator import Atom1Feed
from icalendar import Calendar
from icalendar import Event as Entry

from expertviews import addresses, dates, timeline
from expertviews.addresses import Site
from expertviews.changes import Event, History
from expertviews.comparison import Comparison, PropositionRow
from expertviews.model import Library
from expertviews.wording import Wording, wording

_MOST_ENTRIES = 50
_DAWN = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


class _Feed(Atom1Feed):  # type: ignore[misc]
    """A feed that says when its newest entry is from; an empty one doesn't say when it was made."""

    def latest_post_date(self) -> datetime.datetime:
        """When anything in it changed."""
        return max((it["pubdate"] for it in self.items), default=_DAWN)


def feeds(library: Library, site: Site, history: History) -> Iterator[tuple[str, bytes]]:
    """The feed of the whole, and of each question, contributor and theme, by path; none if the site has no address."""
    if not site.url:
        return
    by_page = _by_page(history.events)
    yield addresses.feed(addresses.HOME), _feed(site, addresses.HOME, site.name, history.events)
    for page, name in addresses.page_titles(library).items():
        yield addresses.feed(page), _feed(site, page, f"{name} · {site.name}", by_page.get(page, ()))


def _by_page(events: Iterable[Event]) -> Mapping[str, list[Event]]:
    """The events that concern each question, contributor and theme, by its page."""
    found = defaultdict(list)
    for it in events:
        for page in (
            *([addresses.question_page(it.question)] if it.question else ()),
            *([addresses.contributor_page(it.contributor)] if it.contributor else ()),
            *map(addresses.theme_page, it.themes),
        ):
            found[page].append(it)
    return found


def _feed(site: Site, page: str, title: str, events: Iterable[Event]) -> bytes:
    feed = _Feed(
        title,
        site.address(page),
        "",
        feed_url=site.address(addresses.feed(page)),
        author_name=site.name,
        language=wording(site.language).language.code,
    )
    for it in [*events][:_MOST_ENTRIES]:
        address = site.address(it.page, it.fragment)
        feed.add_item(it.sentence, address, None, pubdate=it.time, unique_id=_tag(site, it.day, it.id))
    out = io.StringIO()
    feed.write(out, "utf-8")
    return out.getvalue().encode()


def calendar(compare: Comparison, site: Site, as_of: str) -> bytes:
    """A calendar with the day on which each proposition can be judged, for those that nobody has judged yet."""
    made, words = Calendar(), wording(site.language)
    made.add("prodid", f"-//{site.name}//forecasts//{words.language.code.upper()}")
    made.add("version", "2.0")
    made.add("x-wr-calname", words.language.gettext("%(site)s: forecasts", site=site.name))
    for row in compare.horizons:
        if not timeline.is_judged(row.proposition):
            made.add_component(_entry(site, words, row, as_of))
    return bytes(made.to_ical())


def _entry(site: Site, words: Wording, row: PropositionRow, as_of: str) -> Entry:
    page = addresses.proposition_page(row.question.slug, row.proposition.id)
    day = dates.end_of(row.proposition.due)
    stamp = datetime.datetime.fromisoformat(f"{as_of or day.isoformat()}T00:00:00+00:00")
    entry = Entry()
    entry.add("uid", f"{row.question.slug}/{row.proposition.id}@{urlsplit(site.url).netloc or 'site'}")
    entry.add("dtstamp", stamp)
    entry.add("dtstart", day)
    entry.add("summary", row.proposition.statement)
    taken = [
        f"{it.contributor.name}: {words.standings_of_one[it.standing]}"
        for it in row.addressed
        if it.view.status == "reviewed"
    ]
    entry.add("description", "\n".join([row.question.question, *taken]))
    if site.url:
        entry.add("url", site.address(page))
    entry.add("transp", "TRANSPARENT")
    return entry


def _tag(site: Site, day: str, name: str) -> str:
    host = urlsplit(site.url).hostname or "site"
    return f"tag:{host},{day}:{name}"
