"""Atom feeds of what happens to the record, and a calendar of forecasts.

Sources: RFC 4287 (Atom), RFC 4151 (tag URIs), RFC 5545 (iCalendar).
"""

import datetime
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
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

_MAX_ENTRIES = 50
_DAWN = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


class _Feed(Atom1Feed):  # type: ignore[misc]
    """A feed that says when its newest entry is from; an empty one doesn't say when it was made."""

    def latest_post_date(self) -> datetime.datetime:
        """Return the time of the newest entry."""
        return max((item["pubdate"] for item in self.items), default=_DAWN)


def feeds(library: Library, site: Site, history: History) -> Iterator[tuple[str, bytes]]:
    """Yield the feeds of the record and of each question, contributor and theme, by path; none without an address."""
    if not site.url:
        return
    by_page = _by_page(history.events)
    yield addresses.feed(addresses.HOME), _feed(site, addresses.HOME, site.name, history.events)
    for page, name in addresses.page_titles(library).items():
        yield addresses.feed(page), _feed(site, page, f"{name} · {site.name}", by_page.get(page, ()))


def _by_page(events: Iterable[Event]) -> Mapping[str, list[Event]]:
    """Return the events that concern each question, contributor and theme, by its page."""
    by_page = defaultdict(list)
    for event in events:
        pages = [*map(addresses.theme_page, event.themes)]
        if event.question:
            pages.append(addresses.question_page(event.question))
        if event.contributor:
            pages.append(addresses.contributor_page(event.contributor))
        for page in pages:
            by_page[page].append(event)
    return by_page


def _feed(site: Site, page: str, title: str, events: Iterable[Event]) -> bytes:
    feed = _Feed(
        title,
        site.address(page),
        "",
        feed_url=site.address(addresses.feed(page)),
        author_name=site.name,
        language=wording(site.language).language.code,
    )
    for event in islice(events, _MAX_ENTRIES):
        address = site.address(event.page, event.fragment)
        feed.add_item(event.sentence, address, None, pubdate=event.time, unique_id=_tag(site, event.day, event.id))
    out = io.StringIO()
    feed.write(out, "utf-8")
    return out.getvalue().encode()


def calendar(compare: Comparison, site: Site, as_of: str) -> bytes:
    """Return a calendar with the day on which each proposition can be judged, if nobody has judged it yet."""
    forecasts, words = Calendar(), wording(site.language)
    forecasts.add("prodid", f"-//{site.name}//forecasts//{words.language.code.upper()}")
    forecasts.add("version", "2.0")
    forecasts.add("x-wr-calname", words.language.gettext("%(site)s: forecasts", site=site.name))
    for row in compare.horizons:
        if not timeline.is_judged(row.proposition):
            forecasts.add_component(_entry(site, words, row, as_of))
    return bytes(forecasts.to_ical())


def _entry(site: Site, words: Wording, row: PropositionRow, as_of: str) -> Entry:
    page = addresses.proposition_page(row.question.slug, row.proposition.id)
    day = dates.end_of(row.proposition.due)
    stamp = datetime.datetime.fromisoformat(f"{as_of or day.isoformat()}T00:00:00+00:00")
    entry = Entry()
    entry.add("uid", f"{row.question.slug}/{row.proposition.id}@{urlsplit(site.url).netloc or 'site'}")
    entry.add("dtstamp", stamp)
    entry.add("dtstart", day)
    entry.add("summary", row.proposition.statement)
    positions = [
        f"{position.contributor.name}: {words.standings_of_one[position.standing]}"
        for position in row.addressed
        if position.view.status == "reviewed"
    ]
    entry.add("description", "\n".join([row.question.question, *positions]))
    if site.url:
        entry.add("url", site.address(page))
    entry.add("transp", "TRANSPARENT")
    return entry


def _tag(site: Site, day: str, name: str) -> str:
    host = urlsplit(site.url).hostname or "site"
    return f"tag:{host},{day}:{name}"
