"""Publishing: what changed is rendered, and every feed that shows it gets a new revision."""

import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tracker.app import App
from tracker.config import LANGUAGES
from tracker.core.selection import FeedKind, Selection, feed_range, feed_tags, month_on, range_of
from tracker.feeds.head import head_bytes, head_of
from tracker.services.editions import take_up_edition
from tracker.services.marks import PUBLISHED_ON
from tracker.services.rendering import Touch, render_batch
from tracker.store.engine import Session, hold
from tracker.store.events import outdate_all
from tracker.store.feeds import NOTHING, Measure, living_feeds, measures, months_of, store_month
from tracker.store.state import get_state, set_state
from tracker.store.tables import FeedMonthRow, FeedRow

REVISION_BYTES = 8


@dataclass(frozen=True, slots=True)
class PublishReport:
    """What a publishing run did: entries rendered anew, feeds that changed."""

    events: int
    changed: tuple[str, ...]


def publish(app: App, is_stopping: Callable[[], bool] = lambda: False) -> PublishReport:
    """Render what changed and bring every feed up to date, some entries a transaction.

    With nothing changed, nothing is written. Cut short, it goes on where it stopped the next time.
    """
    take_up_edition(app)
    events, changed, more = 0, set[str](), True
    while more and not is_stopping():
        with app.store.write() as session:
            turn, more = bring_up(session, app)
        events += turn.events
        changed.update(turn.changed)
    return PublishReport(events, tuple(sorted(changed)))


def settle(app: App) -> None:
    """Bring feeds that are new or renamed up as of the last publishing; nothing is rendered.

    For those beside a running service: its clock may be set to another day (a trial), and what it
    published is not to be undone.
    """
    with app.store.write() as session:
        hold(session, "publishing")
        published_on = get_state(session, PUBLISHED_ON)
        if published_on is None:
            return
        for feed in living_feeds(session):
            _refresh(session, app, feed, date.fromisoformat(published_on), ())


def bring_up(session: Session, app: App) -> tuple[PublishReport, bool]:
    """Render one batch and mark the feeds that show it; also tell whether more waits."""
    hold(session, "publishing")
    today = app.today()
    is_new_day = _begin_day(session, today)
    rendered = render_batch(session, app)
    changed = [
        feed.slug
        for feed in living_feeds(session)
        # a feed begins whole: programs take what comes later for new
        if not (rendered.more and not feed.heads)
        and _refresh(session, app, feed, today, rendered.touches, is_new_day=is_new_day)
    ]
    return PublishReport(rendered.count, tuple(changed)), rendered.more


def _begin_day(session: Session, today: date) -> bool:
    """Note the day; after one that was later, as in a trial, no entry is on the stage it should be on."""
    published_on = get_state(session, PUBLISHED_ON)
    if published_on == str(today):
        return False
    if published_on and published_on > str(today):
        outdate_all(session)
    set_state(session, PUBLISHED_ON, str(today))
    return True


def _refresh(
    session: Session,
    app: App,
    feed: FeedRow,
    today: date,
    touches: Iterable[Touch],
    *,
    is_new_day: bool = False,
) -> bool:
    """Give the months of a feed that changed a new revision; tell whether there were any."""
    kind = FeedKind(feed.kind)
    tags = feed_tags(kind, feed.subject, app.directory, partners=feed.partners)
    selection = Selection(tags, feed_range(kind, feed.subject, today))
    touched = {touch.month for touch in touches if selection.meets(touch.tags, touch.month)}
    if _settle(feed, tags, app):
        # an empty feed has a revision, too: that of the present month
        return _measure_all(session, app, feed, selection, {month_on(today)}, anew=True)
    if is_new_day:
        return _measure_all(session, app, feed, selection, touched)
    for month in touched:
        part = selection._replace(range=selection.range.within(range_of(month)))
        _revise(session, app, feed, month, measures(session, part).get(month, NOTHING))
    return bool(touched)


def _settle(feed: FeedRow, tags: tuple[str, ...], app: App) -> bool:
    """Take up what the settings make of a feed: whom it asks for, and its head; tell whether that changed."""
    heads = {language: _head(feed.name, app.config.office.name, language) for language in LANGUAGES}
    present = (list(tags), heads)
    if (feed.tags, feed.heads) == present:
        return False
    feed.tags, feed.heads = present
    return True


@lru_cache(maxsize=1000)
def _head(name: str, office: str, language: str) -> str:
    return head_bytes(head_of(name, office, language)).decode()


def _measure_all(
    session: Session, app: App, feed: FeedRow, selection: Selection, touched: set[str], *, anew: bool = False
) -> bool:
    """Compare what a feed shows with what was noted: as days pass, entries leave it and come in."""
    noted, found = months_of(session, feed.slug), measures(session, selection)
    changed = {
        month
        for month in {*noted, *found, *touched}
        if anew or month in touched or _measure(noted, month) != found.get(month, NOTHING)
    }
    for month in changed:
        _revise(session, app, feed, month, found.get(month, NOTHING))
    return bool(changed)


def _measure(noted: Mapping[str, FeedMonthRow], month: str) -> Measure:
    row = noted.get(month)
    return Measure(row.events, row.octets) if row else NOTHING


def _revise(session: Session, app: App, feed: FeedRow, month: str, measure: Measure) -> None:
    row = FeedMonthRow(
        feed=feed.slug,
        month=month,
        revision=secrets.token_hex(REVISION_BYTES),
        changed_at=app.clock.now(),
        **measure._asdict(),
    )
    store_month(session, row)
