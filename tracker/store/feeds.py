"""Published calendars: their addresses, and what each shows of every month."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, select

from tracker.core.selection import ALL, Selection, month_of
from tracker.store.rows import replace
from tracker.store.tables import EventRow, EventTagRow, FeedAddressRow, FeedMonthRow, FeedRow

MONTH_LETTERS = 6  # of "20240628"


class Measure(NamedTuple):
    """How much a feed shows of a month."""

    events: int = 0
    octets: int = 0


NOTHING = Measure()


def all_feeds(session: Session) -> list[FeedRow]:
    """Return every feed, revoked ones too, by slug; changes to the rows are stored."""
    return list(session.exec(select(FeedRow).order_by(col(FeedRow.slug))))


def add_feed(session: Session, feed: FeedRow) -> None:
    """Store a new feed."""
    session.add(feed)
    session.flush()


def living_feeds(session: Session) -> list[FeedRow]:
    """Return the feeds that nobody revoked, by slug; changes to the rows are stored."""
    return [feed for feed in all_feeds(session) if feed.revoked_at is None]


def addresses_of(session: Session, slug: str) -> list[FeedAddressRow]:
    """Return every address of a feed, former ones too, in the order in which they were issued."""
    found = select(FeedAddressRow).where(FeedAddressRow.feed == slug)
    return list(session.exec(found.order_by(col(FeedAddressRow.issued_at))))


def issue_address(session: Session, address: FeedAddressRow) -> None:
    """Store a new address of a feed, in place of those it had."""
    revoke_addresses(session, address.feed, address.issued_at)
    session.add(address)
    session.flush()


def revoke_addresses(session: Session, slug: str, now: datetime) -> None:
    """End every address of a feed."""
    for address in addresses_of(session, slug):
        address.revoked_at = address.revoked_at or now


def months_of(session: Session, slug: str) -> dict[str, FeedMonthRow]:
    """Return what a feed shows of each month."""
    found = session.exec(select(FeedMonthRow).where(FeedMonthRow.feed == slug))
    return {row.month: row for row in found}


def store_month(session: Session, row: FeedMonthRow) -> None:
    """Note what a feed shows of a month in place of what was noted before."""
    replace(session, row, once=("feed", "month"))


def measures(session: Session, selection: Selection) -> dict[str, Measure]:
    """Measure the entries of a selection by month; months without entries are left out."""
    session.flush()
    month = sa.func.substr(EventRow.starts, 1, MONTH_LETTERS)
    counted = sa.select(month, sa.func.count(), sa.func.sum(EventRow.octets))
    chosen = counted.where(*_in_range(col(EventRow.starts), selection), col(EventRow.starts) != "")
    if ALL not in selection.tags:
        chosen = chosen.where(col(EventRow.obligation_id).in_(_tagged(selection)))
    by_month = session.connection().execute(chosen.group_by(month)).all()
    return {month_of(found): Measure(events, int(octets)) for found, events, octets in by_month}


def _tagged(selection: Selection) -> sa.Select[str]:
    in_range = _in_range(col(EventTagRow.starts), selection)
    return sa.select(col(EventTagRow.obligation_id)).where(
        col(EventTagRow.tag).in_(selection.tags), *in_range
    )


def _in_range(starts: Mapped[str], selection: Selection) -> Sequence[sa.ColumnElement[bool]]:
    return (starts >= selection.range.first, starts < selection.range.end)
