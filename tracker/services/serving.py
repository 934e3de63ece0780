"""The feeds as the web asks for them; nothing here loads the ORM or the calendar library."""

from collections.abc import Sequence
from datetime import date, datetime, time
from hashlib import sha256
from hmac import compare_digest
from importlib.metadata import version
from typing import NamedTuple

from tracker.app import App
from tracker.core.selection import FeedKind, Range, Selection, feed_range, range_of
from tracker.core.standing import Standing, standing
from tracker.errors import BusyError
from tracker.feeds.joining import Block, framed, join
from tracker.feeds.parts import Period, around, parts
from tracker.feeds.tokens import token_hash
from tracker.services.addresses import feed_address, page_address, reach
from tracker.services.marks import PUBLISHED_ON
from tracker.services.naming import short_name
from tracker.services.sources import PLAIN, Coming, FeedBytes, FeedPage, Look, Part, Revoked
from tracker.store.answers import Answers
from tracker.store.freshness import Freshness
from tracker.store.lending import Lending
from tracker.store.shelf import ComingFacts, FeedFacts, MonthFacts

PROGRAM = version("tracker")  # other code may join the same events to other bytes
ALARM_OCTETS = 150  # what ``?alarm=1`` adds to an event, at most
COMING = 5


class Issue(NamedTuple):
    """One calendar to be handed out: the whole feed or a part of it, without its events yet."""

    selection: Selection
    language: str
    etag: str
    last_modified: datetime


class ServedFeeds:
    """The published calendars of an office."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._freshness = Freshness(app.config.database.url, app.clock.now)
        self._lending = Lending(app.config.database.url)

    def freshness(self) -> object:
        """Return a value that stays equal while nothing can have been published; None if nobody can tell."""
        return self._freshness.mark()

    def feed(
        self, token: str, look: Look = PLAIN, kept: FeedBytes | None = None
    ) -> FeedBytes | Revoked | None:
        """Return the calendar behind a token; ``kept`` itself if that is what the feed still holds."""
        with self._lending.answers() as answers:
            found = _behind(answers, token)
            if not isinstance(found, FeedFacts):
                return found
            issue = self.issue(answers, found, look)
            if issue is None:
                return None
            if kept is not None and kept.etag == issue.etag:
                return kept
            data = joined(answers, found, look, issue)
            return FeedBytes(data, issue.etag, issue.last_modified, found.slug)

    def close(self) -> None:
        """Close the database; a feed asked for later opens it again."""
        self._freshness.close()
        self._lending.close()

    def page(self, token: str) -> FeedPage | Revoked | None:
        """Return what the page of a feed shows."""
        with self._lending.answers() as answers:
            found = _behind(answers, token)
            if not isinstance(found, FeedFacts):
                return found
            months = answers.shelf.months(found.slug)
            selection = _selection(found, _published_on(answers))
            stage = "overdue" if found.kind == FeedKind.OVERDUE else "open"
            coming = answers.shelf.coming(selection, stage, COMING)
            overdue = answers.shelf.overdue(selection)
        address = feed_address(self._app.config.feeds_address, token, found.name)
        return FeedPage(
            slug=found.slug,
            kind=FeedKind(found.kind),
            name=found.name,
            office=self._app.config.office.name,
            address=address,
            page=page_address(self._app.config.feeds_address, token),
            reach=reach(address),
            coming=tuple(map(self._coming, coming)),
            overdue=overdue,
            events=sum(month.events for month in months),
            parts=tuple(
                Part(part.name, f"{address}?period={part.name}", part.events) for part in parts_of(months)
            ),
        )

    def _coming(self, found: ComingFacts) -> Coming:
        how = standing(found.status, found.deadline_on, found.done_on, self._app.today())
        return Coming(
            title=found.title,
            label=short_name(self._app.directory, [found.unit or found.lead]),
            act_by=found.act_by,
            due_on=found.due_on,
            time=found.at_time,
            is_overdue=how is Standing.OVERDUE,
        )

    def issue(self, answers: Answers, feed: FeedFacts, look: Look) -> Issue | None:
        """Return what a feed holds for a look, its events not read yet; None for a period that it has not.

        BusyError for a feed that was not published yet, as after an upgrade of the database.
        """
        months = answers.shelf.months(feed.slug)
        if not months:
            raise BusyError("feed.unpublished")
        published_on = _published_on(answers)
        chosen = _chosen(months, look, published_on)
        if not chosen:
            return None
        selection = _selection(feed, published_on)
        language = look.language or self._app.config.feeds.language
        shown = (PROGRAM, language, look.spans, look.alarms, feed.heads[language], *_revisions(chosen))
        return Issue(
            selection._replace(range=selection.range.within(_span(chosen))),
            language,
            sha256(repr(shown).encode()).hexdigest()[:32],
            self._last_modified(months, chosen, published_on),
        )

    def _last_modified(
        self, months: Sequence[MonthFacts], chosen: Sequence[MonthFacts], published_on: date
    ) -> datetime:
        """Return when a calendar last changed; with the month, others may fit about the day."""
        changed_at = max(month.changed_at for month in months)
        if len(chosen) == len(months):
            return changed_at
        return max(changed_at, datetime.combine(published_on.replace(day=1), time.min, self._app.zone))


def _behind(answers: Answers, token: str) -> FeedFacts | Revoked | None:
    """Find the feed of a token; the digest is found by its index, and compared again in constant time."""
    digest = token_hash(token)
    feed = answers.shelf.feed(digest)
    if feed is None or not compare_digest(feed.token_sha256, digest):
        return None
    return Revoked(feed.slug) if feed.revoked_at else feed


def _published_on(answers: Answers) -> date:
    noted = answers.state(PUBLISHED_ON)
    if noted is None:
        raise BusyError("feed.unpublished")
    return date.fromisoformat(noted)


def _selection(feed: FeedFacts, day: date) -> Selection:
    return Selection(tuple(map(str, feed.tags)), feed_range(FeedKind(feed.kind), feed.subject, day))


def _chosen(months: Sequence[MonthFacts], look: Look, day: date) -> Sequence[MonthFacts]:
    """Return the months of the wanted period; else all or, where that is too much, those about the day."""
    if look.period:
        wanted = range_of(look.period)
        return [month for month in months if wanted.holds(range_of(month.month))]
    more = ALARM_OCTETS if look.alarms else 0
    if not parts_of(months, more):
        return months
    fitting = {month.name for month in around(_periods(months, more), day)}
    return [month for month in months if month.month in fitting]


def parts_of(months: Sequence[MonthFacts], more: int = 0) -> Sequence[Period]:
    """Return the parts of a feed that is too large to be whole, with ``more`` octets on each event."""
    return parts(_periods(months, more))


def _periods(months: Sequence[MonthFacts], more: int) -> list[Period]:
    return [Period(month.month, month.events, month.octets + month.events * more) for month in months]


def _revisions(months: Sequence[MonthFacts]) -> list[tuple[str, str]]:
    return [(month.month, month.revision) for month in months]


def _span(months: Sequence[MonthFacts]) -> Range:
    ranges = [range_of(month.month) for month in months]
    return Range(min(found.first for found in ranges), max(found.end for found in ranges))


def joined(answers: Answers, feed: FeedFacts, look: Look, issue: Issue) -> bytes:
    """Return the bytes of a calendar."""
    head = str(feed.heads[issue.language]).encode()
    if look.spans or look.alarms:
        blocks = [Block(*event) for event in answers.shelf.events(issue.selection, issue.language)]
        return join(head, blocks, issue.language, spans=look.spans, alarms=look.alarms)
    bare = answers.shelf.bare_events(issue.selection, issue.language)
    longest = max((length for _, length in bare), default=0)
    return framed(head, [event for event, _ in bare], longest_start=longest)
