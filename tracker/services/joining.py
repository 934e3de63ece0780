"""Notices that wait for a letter, as lines of one."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date

from tracker.core.delivery import Item
from tracker.core.notices import NoticeKind, NoticeReason, Rung
from tracker.core.planning import Waiting
from tracker.core.staffing import Instead
from tracker.services.news import due_days
from tracker.services.rows import obligation_from
from tracker.store.engine import Session
from tracker.store.notices import reached
from tracker.store.obligations import Duty
from tracker.store.tables import NoticeRow


def waiting_items(
    session: Session,
    notices: Sequence[NoticeRow],
    duties: Mapping[str, Duty],
    early: AbstractSet[int] = frozenset(),
) -> list[Waiting]:
    """Return what waits as the lines that it becomes; ``duties`` are those that it is about.

    ``early`` are the ids of what may not be told yet.
    """
    return [
        Waiting(
            notice.id or 0,
            notice.recipient,
            _item(session, notice, duties[notice.obligation_id]),
            is_early=notice.id in early,
        )
        for notice in notices
    ]


def _item(session: Session, notice: NoticeRow, duty: Duty) -> Item:
    kind = NoticeKind(notice.kind)
    return Item(
        obligation_from(duty),
        Rung(kind, notice.offset_days, notice.level, notice.slot_on),
        NoticeReason(notice.reason),
        notice.unit or "",
        Instead(notice.instead or ""),
        moved_from=_told_before(session, notice, duty) if kind is NoticeKind.MOVED else None,
    )


def _told_before(session: Session, notice: NoticeRow, duty: Duty) -> date:
    """Return the due day that a person last heard of."""
    heard = {one.recipient: one.due_version for one in reached(session, notice.obligation_id)}
    due_on = due_days(session, notice.obligation_id, duty.obligation.due_on)
    return due_on(heard.get(notice.recipient, notice.due_version - 1))
