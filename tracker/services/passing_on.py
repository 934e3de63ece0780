"""What an unreachable address was to be told is planned for whoever stands above it."""

import logging
from collections.abc import Iterator

from tracker.app import App
from tracker.core.notices import NoticeReason, NoticeState
from tracker.core.staffing import Instead, next_above
from tracker.services.rows import obligation_from
from tracker.store.engine import Session
from tracker.store.notices import insert_notices
from tracker.store.obligations import load_duty
from tracker.store.repeats import notices_of, still_true
from tracker.store.tables import NoticeRow

log = logging.getLogger("tracker.passing_on")

TOLD_NOBODY = (NoticeState.FAILED, NoticeState.SENT)  # sent, and come back


def pass_on(session: Session, app: App, delivery_id: int) -> int:
    """Plan the notices of a letter that cannot arrive for the next level; return how many.

    They leave with the next letter of those people. What is out of date by now is not passed on.
    """
    said = notices_of(session, delivery_id, *TOLD_NOBODY)
    planned = [new for notice in still_true(session, said, app.today()) for new in _above(session, app, notice)]
    inserted = insert_notices(session, planned)
    log.info("letter %d: %d notices passed on to the next level", delivery_id, inserted)
    return inserted


def _above(session: Session, app: App, notice: NoticeRow) -> Iterator[NoticeRow]:
    """Yield the notice once for each person above, under the same rung."""
    today, duty = app.today(), load_duty(session, notice.obligation_id)
    if duty is None:
        return
    staffing = app.rules.staffing(today)
    for who in next_above(obligation_from(duty), notice.level, notice.recipient, staffing):
        yield NoticeRow(
            obligation_id=notice.obligation_id,
            due_version=notice.due_version,
            kind=notice.kind,
            offset_days=notice.offset_days,
            level=notice.level,
            recipient=who.person.address,
            unit=who.unit,
            instead=(who.instead or Instead.UNREACHABLE).value,
            slot_on=today,
            state=NoticeState.PLANNED.value,
            reason=NoticeReason.STAND_IN.value,
            decided_at=app.clock.now(),
        )
