"""Notices: what was said, what is to be said, what is withheld."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime, tzinfo
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from tracker.core.delivery import DeliveryState
from tracker.core.notices import DELAYS, NEWS, NoticeKind, NoticeReason, NoticeState, Past, RungKey, Telling
from tracker.store.rows import in_batches, insert_new
from tracker.store.tables import SAID_ONCE, DeliveryBytesRow, DeliveryRow, NoticeRow, ObligationRow


def pasts(session: Session, obligation_ids: Sequence[str], zone: tzinfo) -> dict[str, Past]:
    """Return what was said, passed over or withheld about the present dates; days are those of the zone."""
    said: dict[str, set[RungKey]] = defaultdict(set)
    delays: dict[str, list[Telling]] = defaultdict(list)
    for batch in in_batches(obligation_ids):
        for notice in session.execute(_of_present_dates(batch)):
            kind = NoticeKind(notice.kind)
            said[notice.obligation_id].add((kind, notice.offset_days, notice.level))
            if kind in DELAYS and (outcome := _outcome(notice.state, notice.reason, notice.recipient)):
                on = notice.decided_at.astimezone(zone).date()
                delays[notice.obligation_id].append(Telling(notice.level, notice.recipient, on, outcome))
    return {name: Past(frozenset(keys), tuple(delays[name])) for name, keys in said.items()}


_SAID = ("obligation_id", "kind", "offset_days", "level", "recipient", "state", "reason", "decided_at")


def _of_present_dates(obligation_ids: Sequence[str]) -> sa.Select[Any]:
    present = sa.and_(
        col(ObligationRow.id) == col(NoticeRow.obligation_id),
        col(ObligationRow.due_version) == col(NoticeRow.due_version),
    )
    columns = (col(getattr(NoticeRow, name)) for name in _SAID)
    wanted = sa.select(*columns).join(ObligationRow, present).order_by(col(NoticeRow.id))
    return wanted.where(col(NoticeRow.obligation_id).in_(obligation_ids))


def _outcome(state: str, reason: str, recipient: str) -> NoticeState | None:
    """Tell what became of a telling; one that was carried over from the same dates was heard."""
    if reason == NoticeReason.SAID and recipient:
        return NoticeState.SENT
    heard = {NoticeState.ATTACHED, NoticeState.SENT, NoticeState.FAILED}
    return NoticeState(state) if state in heard else None


def insert_notices(session: Session, notices: Sequence[NoticeRow]) -> int:
    """Store notices; one that was stored before stays as it is. Return how many are new."""
    return len(insert_new(session, notices, SAID_ONCE))


def cancel_notices(
    session: Session,
    obligation_id: str,
    reason: NoticeReason,
    now: datetime,
    *,
    decided_from: datetime | None = None,
) -> int:
    """Withhold what an obligation has not said yet; a letter with nothing left to say is withheld too.

    A letter that is on its way right now cannot be called back. With ``decided_from`` only what was put
    into a letter then or later is withheld. Return how many notices are.
    """
    letters = _waiting_letters(session, obligation_id)
    is_attached = sa.and_(
        col(NoticeRow.state) == NoticeState.ATTACHED.value, col(NoticeRow.delivery_id).in_(letters)
    )
    is_waiting = (
        sa.and_(is_attached, col(NoticeRow.decided_at) >= decided_from)
        if decided_from
        else sa.or_(col(NoticeRow.state) == NoticeState.PLANNED.value, is_attached)
    )
    withheld = session.exec(
        sa.update(NoticeRow)
        .where(col(NoticeRow.obligation_id) == obligation_id, is_waiting)
        .values(state=NoticeState.CANCELLED.value, reason=reason.value, decided_at=now)
    )
    cancel_empty(session, letters)
    return withheld.rowcount


def _waiting_letters(session: Session, obligation_id: str) -> list[int]:
    """Find the letters that carry an obligation and have not left, and keep senders away from them."""
    carrying = select(NoticeRow.delivery_id).where(NoticeRow.obligation_id == obligation_id)
    wanted = (
        select(DeliveryRow.id)
        .where(col(DeliveryRow.id).in_(carrying), DeliveryRow.state == DeliveryState.READY.value)
        .order_by(col(DeliveryRow.id))
        .with_for_update()
    )
    return [letter for letter in session.exec(wanted) if letter is not None]


def cancel_empty(session: Session, letters: Sequence[int]) -> None:
    """Withhold what waits with nothing left to say; of one that may have left the journal is asked first."""
    attached = sa.exists().where(
        col(NoticeRow.delivery_id) == col(DeliveryRow.id),
        col(NoticeRow.state) == NoticeState.ATTACHED.value,
    )
    session.exec(
        sa.update(DeliveryRow)
        .where(
            col(DeliveryRow.id).in_(letters),
            col(DeliveryRow.state) == DeliveryState.READY.value,
            sa.not_(attached),
            col(DeliveryRow.has_week).is_(False),
            col(DeliveryRow.ambiguous).is_(False),
        )
        .values(state=DeliveryState.CANCELLED.value)
    )


def carry_said(
    session: Session,
    obligation_id: str,
    versions: tuple[int, int],
    *,
    before: datetime | None = None,
    untold: AbstractSet[NoticeKind] = frozenset(),
) -> None:
    """Count what was said about dates that are back as said about them now; what was withheld is not.

    ``versions`` are the due version that the dates had and the one they have. News of
    dates, ``untold`` kinds, and what was decided at or after ``before``, is not carried. When it was
    said stays: superiors read it.
    """
    former, present = versions
    spoken = (NoticeState.SENT, NoticeState.ATTACHED, NoticeState.SUPERSEDED, NoticeState.FAILED)
    wanted = select(NoticeRow).where(
        NoticeRow.obligation_id == obligation_id,
        NoticeRow.due_version == former,
        col(NoticeRow.state).in_([state.value for state in spoken]),
        col(NoticeRow.kind).not_in([kind.value for kind in NEWS | untold]),
    )
    if before:
        wanted = wanted.where(col(NoticeRow.decided_at) < before)
    found = session.exec(wanted.order_by(col(NoticeRow.id)))
    insert_notices(session, [_carried(notice, present) for notice in found])


def _carried(notice: NoticeRow, due_version: int) -> NoticeRow:
    """Make the notice of another version of the dates; one that failed was heard by nobody and stays so."""
    heard = {"state": NoticeState.SUPERSEDED.value, "reason": NoticeReason.SAID.value}
    changes = {} if notice.state == NoticeState.FAILED else heard
    kept = notice.model_dump(exclude={"id", "due_version", "delivery_id"})
    return NoticeRow(due_version=due_version, **kept | changes)


def waiting_notices(session: Session, today: date) -> list[NoticeRow]:
    """Return the notices that wait for a letter: those whose day has come, and those that ride along."""
    is_due = sa.or_(col(NoticeRow.slot_on) <= today, col(NoticeRow.kind) == NoticeKind.CLOSED.value)
    wanted = select(NoticeRow).where(col(NoticeRow.state) == NoticeState.PLANNED.value, is_due)
    return list(session.exec(wanted.order_by(col(NoticeRow.id))))


def settle_waiting(session: Session, notice_id: int, now: datetime, **changes: object) -> None:
    """Change a notice that still waits for its letter; one that was withheld meanwhile stays withheld."""
    waiting = (col(NoticeRow.id) == notice_id, col(NoticeRow.state) == NoticeState.PLANNED.value)
    session.exec(sa.update(NoticeRow).where(*waiting).values(decided_at=now, **changes))


def notices_of(session: Session, obligation_id: str) -> list[NoticeRow]:
    """Return every notice of an obligation, of all its dates, in the order of decisions."""
    order = (col(NoticeRow.due_version), col(NoticeRow.decided_at), col(NoticeRow.id))
    return list(
        session.exec(select(NoticeRow).where(NoticeRow.obligation_id == obligation_id).order_by(*order))
    )


def letter_states(session: Session, ids: Collection[int]) -> dict[int, DeliveryState]:
    """Return what became of letters, by id."""
    found: dict[int, DeliveryState] = {}
    for batch in in_batches(sorted(ids)):
        wanted = sa.select(col(DeliveryRow.id), col(DeliveryRow.state)).where(col(DeliveryRow.id).in_(batch))
        found |= {row.id: DeliveryState(row.state) for row in session.connection().execute(wanted)}
    return found


def reached(session: Session, obligation_id: str) -> list[NoticeRow]:
    """Return for each person the last notice of an obligation that reached them."""
    sent = (one for one in notices_of(session, obligation_id) if one.state == NoticeState.SENT)
    return list({one.recipient: one for one in sent}.values())


def withdraw_news(
    session: Session, obligation_id: str, kind: NoticeKind, reason: NoticeReason, now: datetime
) -> None:
    """Withhold the news of one kind that has not been put into a letter."""
    waits = (
        col(NoticeRow.obligation_id) == obligation_id,
        col(NoticeRow.kind) == kind.value,
        col(NoticeRow.state) == NoticeState.PLANNED.value,
    )
    changes = {"state": NoticeState.CANCELLED.value, "reason": reason.value, "decided_at": now}
    session.exec(sa.update(NoticeRow).where(*waits).values(**changes))


def bring_waiting_forward(session: Session, today: date) -> None:
    """Look today at every notice that waits for a letter of a later day."""
    waits = (col(NoticeRow.state) == NoticeState.PLANNED.value, col(NoticeRow.slot_on) > today)
    session.exec(sa.update(NoticeRow).where(*waits).values(slot_on=today))


def said_from_the_future(
    session: Session, obligation_ids: Sequence[str], today: date, tomorrow: datetime
) -> list[str]:
    """Return the obligations of which something up to today was decided ``tomorrow`` or later."""
    found: list[str] = []
    for batch in in_batches(obligation_ids):
        of_present = _of_present_dates(batch).with_only_columns(col(NoticeRow.obligation_id)).order_by(None)
        odd = (col(NoticeRow.slot_on) <= today, col(NoticeRow.decided_at) >= tomorrow)
        found += session.execute(of_present.where(*odd).distinct()).scalars()
    return found


def last_letter(session: Session) -> tuple[int, int]:
    """Return the ids of the newest notice and the newest letter, 0 where there is none."""
    notice = session.exec(select(sa.func.max(NoticeRow.id))).one()
    letter = session.exec(select(sa.func.max(DeliveryRow.id))).one()
    return notice or 0, letter or 0


def forget_letters(session: Session, notice: int, letter: int) -> None:
    """Remove every notice and letter after these ids."""
    session.exec(sa.delete(NoticeRow).where(col(NoticeRow.id) > notice))
    session.exec(sa.delete(DeliveryBytesRow).where(col(DeliveryBytesRow.delivery_id) > letter))
    session.exec(sa.delete(DeliveryRow).where(col(DeliveryRow.id) > letter))
