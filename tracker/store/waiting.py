"""Letters that wait: which may have left, whose time is over, and who has had enough for today."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from tracker.core.delivery import DeliveryState
from tracker.core.notices import NoticeKind, NoticeReason, NoticeState
from tracker.core.outcome import Attempt
from tracker.store.engine import Store
from tracker.store.location import SQLITE
from tracker.store.outbox import A_MINUTE, end
from tracker.store.tables import DeliveryRow, NoticeRow
from tracker.store.taking import NO_LEASE, READY, SENDING

_letter: sa.Table = DeliveryRow.__table__  # type: ignore[attr-defined]
_notice: sa.Table = NoticeRow.__table__  # type: ignore[attr-defined]

AFTER_A_START = timedelta(seconds=60)  # a letter that may have left gives its first copy time to arrive
#: What is out of date as soon as a newer notice speaks; all else is said late rather than never.
PASSING = (NoticeKind.START.value, NoticeKind.LEAD.value, NoticeKind.DAY.value)


class Unsettled(NamedTuple):
    """A letter of which it is not known whether it left; without a ``token`` nobody holds it."""

    id: int
    token: str
    message_id: str
    lease_until: datetime | None


def unsettled(session: Session) -> list[Unsettled]:
    """List the letters that may have left although no answer was noted."""
    wanted = sa.select(
        _letter.c.id, _letter.c.lease_token, _letter.c.message_id, _letter.c.lease_until
    ).where(sa.or_(_letter.c.state == SENDING, sa.and_(_letter.c.state == READY, _letter.c.ambiguous)))
    return [Unsettled(*row) for row in session.connection().execute(wanted)]


def take_back(session: Session, now: datetime, *, hold: bool = False) -> list[int]:
    """Take back the letters whose lease ran out: each may have left. With ``hold`` a person decides."""
    return _give_back(session, _letter.c.lease_until < now, now, now, hold=hold)


def recover(store: Store, now: datetime, *, hold: bool = False) -> int:
    """Give back what a dead sender held, marked as ambiguous; return how many letters.

    For the start on SQLite, where the one instance lock proves that no sender
    lives. On PostgreSQL others may be at work: their leases run out by themselves.
    """
    if store.dialect != SQLITE:
        return 0
    with store.write() as session:
        return len(_give_back(session, sa.true(), now + AFTER_A_START, now, hold=hold))


def _give_back(
    session: Session, which: sa.ColumnElement[bool], next_at: datetime, now: datetime, *, hold: bool
) -> list[int]:
    changed = (
        sa.update(_letter)
        .where(_letter.c.state == SENDING, which)
        .values(state=DeliveryState.READY.value, ambiguous=True, next_at=next_at, **NO_LEASE)
        .returning(_letter.c.id)
    )
    ids = list(session.connection().execute(changed).scalars())
    if hold and ids:
        end(session, ids, Attempt(DeliveryState.FAILED, why=NoticeReason.HELD), now)
    return ids


def expire(session: Session, now: datetime) -> dict[int, DeliveryState]:
    """End the letters whose time is over: what a newer notice says better expires, all else has failed."""
    wanted = sa.select(_letter.c.id).where(_letter.c.state == READY, _letter.c.expires_at <= now)
    ids = list(session.connection().execute(wanted).scalars())
    if not ids:
        return {}
    passing = set(session.connection().execute(_only_passing(ids)).scalars())
    lost = [letter for letter in ids if letter not in passing]
    outdated = end(session, list(passing), Attempt(DeliveryState.EXPIRED), now)
    failed = end(session, lost, Attempt(DeliveryState.FAILED, why=NoticeReason.EXPIRED), now)
    return dict.fromkeys(outdated, DeliveryState.EXPIRED) | dict.fromkeys(failed, DeliveryState.FAILED)


def _only_passing(ids: Sequence[int]) -> sa.Select[int]:
    """Name those that say nothing but what passes; a letter without notices says something else."""
    is_lasting = sa.case((_notice.c.kind.in_(PASSING), 0), else_=1)
    return (
        sa.select(_notice.c.delivery_id)
        .where(_notice.c.delivery_id.in_(ids), _notice.c.state == NoticeState.ATTACHED.value)
        .group_by(_notice.c.delivery_id)
        .having(sa.func.sum(is_lasting) == 0)
    )


def put_off(session: Session, now: datetime, day_began_at: datetime, most: int, until: datetime) -> list[int]:
    """Let what exceeds ``most`` letters a person a day wait ``until`` another; return the letters put off."""
    sent = (
        sa.select(_letter.c.recipient, sa.func.count().label("letters"))
        .where(sa.or_(_letter.c.sent_at.between(day_began_at, now + A_MINUTE), _letter.c.state == SENDING))
        .group_by(_letter.c.recipient)
        .subquery("today")
    )
    order = (_letter.c.priority, _letter.c.next_at, _letter.c.id)
    place = sa.func.row_number().over(partition_by=_letter.c.recipient, order_by=order)
    waiting = (
        sa.select(_letter.c.id, _letter.c.recipient, place.label("place"))
        .where(_letter.c.state == READY, _letter.c.next_at <= now)
        .subquery("waiting")
    )
    had = sa.func.coalesce(sent.c.letters, 0)
    too_many = (
        sa.select(waiting.c.id)
        .outerjoin(sent, sent.c.recipient == waiting.c.recipient)
        .where(waiting.c.place + had > most)
    )
    changed = sa.update(_letter).where(_letter.c.id.in_(too_many), _letter.c.state == READY)
    return list(session.connection().execute(changed.values(next_at=until).returning(_letter.c.id)).scalars())
