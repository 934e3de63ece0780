"""News for those who were told: another date, or the end of what was escalated to them."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from tracker.core.delivery import DeliveryState
from tracker.core.notices import NoticeKind, NoticeReason, NoticeState
from tracker.core.standing import Status
from tracker.services.expanding import Moment, Move
from tracker.store.engine import Session
from tracker.store.history import deeds
from tracker.store.notices import (
    insert_notices,
    letter_states,
    notices_of,
    reached,
    settle_waiting,
    withdraw_news,
)
from tracker.store.tables import NoticeRow, ObligationRow

MAY_BE_READ = frozenset({DeliveryState.READY, DeliveryState.SENDING, DeliveryState.SENT})


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
    """Plan a closing note for every superior who reads of the delay, or may, and has not read of its end."""
    notices = notices_of(session, row.id)
    for address, (last, _) in _worried(session, notices).items():
        turn = sum(one.kind == NoticeKind.CLOSED and one.recipient == address for one in notices)
        insert_notices(session, [_news(row, last, NoticeKind.CLOSED, turn, today, now)])


def unheard(session: Session, notices: Iterable[NoticeRow], now: datetime) -> set[int]:
    """Return the closing notes that must not be told yet: the letter that tells of the delay has not left.

    Where it never will, the note is withheld for good. What was in a letter before, and waits again or for
    whoever stands above, was looked at then.
    """
    early: set[int] = set()
    for notice in filter(_is_new_end, notices):
        notice_id = notice.id or 0
        told = _worried(session, notices_of(session, notice.obligation_id)).get(notice.recipient)
        if told is None:
            lost = {"state": NoticeState.CANCELLED.value, "reason": NoticeReason.UNHEARD.value}
            settle_waiting(session, notice_id, now, **lost)
        if told is None or told[1] is not DeliveryState.SENT:
            early.add(notice_id)
    return early


def _is_new_end(notice: NoticeRow) -> bool:
    return notice.kind == NoticeKind.CLOSED and notice.reason == NoticeReason.SLOT


def _worried(session: Session, notices: Sequence[NoticeRow]) -> dict[str, tuple[NoticeRow, DeliveryState]]:
    """Find by address who reads of a delay and not yet of its end: its last notice, and that letter's state.

    The letter tells, not the notice: one that was withheld from a letter of more lines leaves with it.
    """
    letters = letter_states(session, {one.delivery_id for one in notices if one.delivery_id})
    found: dict[str, tuple[NoticeRow, DeliveryState]] = {}
    for one in notices:
        letter = letters.get(one.delivery_id or 0)
        if one.kind == NoticeKind.ESCALATION and letter in MAY_BE_READ:
            found[one.recipient] = (one, letter)
        elif one.kind == NoticeKind.CLOSED and one.state == NoticeState.SENT:
            found.pop(one.recipient, None)
    return found


def take_closed_back(session: Session, row: ObligationRow, now: datetime) -> None:
    """Withhold the closing notes that have not been told: the work is open again."""
    withdraw_news(session, row.id, NoticeKind.CLOSED, NoticeReason.REOPENED, now)


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
