"""News for those who were told: another date, or the end of what was escalated to them."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from tracker.core.notices import NoticeKind, NoticeReason, NoticeState
from tracker.core.standing import Status
from tracker.services.expanding import Moment, Move
from tracker.store.engine import Session
from tracker.store.history import deeds
from tracker.store.notices import insert_notices, notices_of, reached, withdraw_news
from tracker.store.tables import NoticeRow, ObligationRow


def tell_moved(
    session: Session, rows: Sequence[ObligationRow], moves: Sequence[Move], moment: Moment
) -> None:
    """Tell of what moved and is open; the moves are in the history already."""
    by_id = {row.id: row for row in rows}
    for move in moves:
        row = by_id[move.obligation_id]
        if row.status == Status.OPEN:
            tell_misled(session, row, moment.today, moment.now)


def tell_misled(session: Session, row: ObligationRow, today: date, now: datetime) -> None:
    """Plan a notice for everybody who last heard of another due day, if none was planned."""
    due_on = due_days(session, row.id, row.due_on)
    misled = [last for last in reached(session, row.id) if due_on(last.due_version) != row.due_on]
    insert_notices(session, [_news(row, last, NoticeKind.MOVED, 0, today, now) for last in misled])


def due_days(session: Session, obligation_id: str, present: date) -> Callable[[int], date]:
    """Return what tells an obligation's due day by due version."""
    moved: list[dict[str, Any]] = [deed.before for deed in reversed(deeds(session, obligation_id, "moved"))]

    def due_on(version: int) -> date:
        """A version whose days did not change is followed by one that has the same."""
        known = (before["due_on"] for before in moved if before["due_version"] >= version)
        return next(known, present)

    return due_on


def tell_closed(session: Session, row: ObligationRow, today: date, now: datetime) -> None:
    """Plan a closing note for every superior who was told of the delay, and not yet of its end."""
    notices = notices_of(session, row.id)
    worried = {one.recipient: one for one in notices if _is_sent(one) and one.kind == NoticeKind.ESCALATION}
    calmed = {one.recipient: one for one in notices if _is_sent(one) and one.kind == NoticeKind.CLOSED}
    for address, last in worried.items():
        known = calmed.get(address)
        if known is None or known.decided_at < last.decided_at:
            turn = sum(one.kind == NoticeKind.CLOSED and one.recipient == address for one in notices)
            insert_notices(session, [_news(row, last, NoticeKind.CLOSED, turn, today, now)])


def take_closed_back(session: Session, row: ObligationRow, now: datetime) -> None:
    """Withhold the closing notes that have not been told: the work is open again."""
    withdraw_news(session, row.id, NoticeKind.CLOSED, NoticeReason.REOPENED, now)


def _is_sent(notice: NoticeRow) -> bool:
    return notice.state == NoticeState.SENT


def _news(
    row: ObligationRow, last: NoticeRow, kind: NoticeKind, turn: int, today: date, now: datetime
) -> NoticeRow:
    """Make the news for a person after the last notice that they had; ``turn`` tells it from earlier ones."""
    return NoticeRow(
        obligation_id=row.id,
        due_version=row.due_version,
        kind=kind.value,
        offset_days=turn,
        level=last.level,
        recipient=last.recipient,
        unit=last.unit,
        instead=last.instead,
        slot_on=today,
        state=NoticeState.PLANNED.value,
        reason=NoticeReason.SLOT.value,
        decided_at=now,
    )
