"""What a day brings, stored: letters with their text, notices, and when to ask again."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from hashlib import sha256

from tracker.app import App
from tracker.core.delivery import Letter, Outage
from tracker.core.expiry import Patience, expires_at, priority_of
from tracker.core.notices import NoticeReason, NoticeState
from tracker.core.planning import DayPlan, PlannedNotice
from tracker.errors import LetterError
from tracker.feeds.head import letter_calendar
from tracker.feeds.joining import Block
from tracker.messages import compose
from tracker.services.identity import installation_id
from tracker.services.letters import letter_setting
from tracker.services.marks import DOWN_FROM, DOWN_UNTIL
from tracker.store.engine import Session
from tracker.store.events import blocks_of
from tracker.store.notices import insert_notices, settle_waiting
from tracker.store.obligations import Duty, set_next_on
from tracker.store.outbox import enqueue
from tracker.store.state import get_state
from tracker.store.tables import DeliveryRow, NoticeRow

log = logging.getLogger("tracker.queueing")


def queue(session: Session, app: App, duties: Mapping[str, Duty], plan: DayPlan) -> None:
    """Store a day's plan; ``duties`` are those that its letters speak of."""
    now = app.clock.now()
    installation, outage = installation_id(session), _outage(session)
    next_on = _next_rungs(plan)
    deliveries: dict[str, int] = {}
    for letter in plan.letters:
        told = replace(letter, outage=outage) if _was_kept_back(letter, outage, app) else letter
        written = _write(app, installation, told, _events(session, letter, duties), next_on)
        delivery_id = enqueue(session, *written) if written else None
        if delivery_id is not None:
            deliveries[letter.person.address] = delivery_id
    insert_notices(session, [_notice_row(notice, deliveries, now) for notice in plan.notices])
    _settle(session, plan, deliveries, now)
    set_next_on(session, plan.next_on)


def _settle(session: Session, plan: DayPlan, deliveries: Mapping[str, int], now: datetime) -> None:
    """Note what became of the notices that waited."""
    for notice_id, address in plan.attached.items():
        if address in deliveries:
            attached = {"state": NoticeState.ATTACHED.value, "delivery_id": deliveries[address]}
            settle_waiting(session, notice_id, now, **attached)
        else:
            lost = {"state": NoticeState.FAILED.value, "reason": NoticeReason.UNWRITABLE.value}
            settle_waiting(session, notice_id, now, **lost)
    for notice_id, on in plan.put_off.items():
        settle_waiting(session, notice_id, now, slot_on=on)


def _next_rungs(plan: DayPlan) -> dict[str, dict[str, date | None]]:
    """Return by address and obligation when the next rung comes."""
    found: dict[str, dict[str, date | None]] = {}
    for notice in plan.notices:
        found.setdefault(notice.recipient, {})[notice.obligation.id] = notice.next_on
    return found


def _outage(session: Session) -> Outage | None:
    since, until = get_state(session, DOWN_FROM), get_state(session, DOWN_UNTIL)
    return Outage(datetime.fromisoformat(since), datetime.fromisoformat(until)) if since and until else None


def _was_kept_back(letter: Letter, outage: Outage | None, app: App) -> bool:
    """Whether the service was down when something of a letter should have been said."""
    late = (item.rung.slot_on for item in letter.items if item.reason is NoticeReason.CATCH_UP)
    slots = map(patience_of(app).slot, late)
    return outage is not None and any(outage.since <= slot <= outage.until for slot in slots)


def patience_of(app: App) -> Patience:
    """Return how long the office's letters are tried."""
    delivery = app.config.delivery
    return Patience(
        app.config.reminders.at,
        app.zone,
        give_up=timedelta(days=delivery.give_up_days),
        weekly=timedelta(days=delivery.weekly_give_up_days),
    )


def _events(session: Session, letter: Letter, duties: Mapping[str, Duty]) -> list[Block]:
    """Return the entries of what a letter speaks of, in its reader's language; none that is out of date."""
    rows = (duties[item.obligation.id].obligation for item in letter.items)
    ids = [row.id for row in rows if row.event_rendered_at == row.changed_at]
    return [Block(*found) for found in blocks_of(session, ids, letter.person.language)]


def _write(
    app: App,
    installation: str,
    letter: Letter,
    events: Sequence[Block],
    next_on: Mapping[str, Mapping[str, date | None]],
) -> tuple[DeliveryRow, bytes] | None:
    """Write one letter; one that cannot be written safely is noted and stops no other."""
    now = app.clock.now()
    key = dedup_key(letter)
    name = message_id(installation, key, app.config.office.domain)
    try:
        composed = compose(
            letter,
            letter_setting(app.config),
            calendar=app.calendar,
            message_id=name,
            now=now,
            attachment=letter_calendar(events) if events else None,
        )
    except LetterError as error:
        log.error("a letter of %s could not be written: %s", letter.day, error.key)  # noqa: TRY400
        return None
    except Exception:  # a defect that one letter brings to light must not silence all others
        log.exception("a letter of %s could not be written", letter.day)
        return None
    row = DeliveryRow(
        dedup_key=key,
        message_id=name,
        recipient=letter.person.address,
        recipient_name=letter.person.name,
        slot_on=letter.day,
        subject=composed.subject,
        sha256=sha256(composed.raw).hexdigest(),
        priority=priority_of(letter),
        created_at=now,
        next_at=now,
        has_week=letter.week is not None,
        expires_at=expires_at(letter, next_on.get(letter.person.address, {}), now, patience_of(app)),
    )
    return row, composed.raw


def dedup_key(letter: Letter) -> str:
    """One letter a person a day: the database refuses a second."""
    return f"daily|{letter.person.address}|{letter.day.isoformat()}"


def message_id(installation: str, key: str, domain: str) -> str:
    """Name a letter for all its attempts, so that mail stores can drop a second copy."""
    return f"<tr.{sha256(f'{installation}|{key}'.encode()).hexdigest()[:32]}@{domain}>"


def _notice_row(notice: PlannedNotice, deliveries: Mapping[str, int], now: datetime) -> NoticeRow:
    is_lost = notice.state is NoticeState.ATTACHED and notice.recipient not in deliveries
    return NoticeRow(
        obligation_id=notice.obligation.id,
        due_version=notice.obligation.due_version,
        kind=notice.rung.kind.value,
        offset_days=notice.rung.offset,
        level=notice.rung.level,
        recipient=notice.recipient,
        unit=notice.unit or None,
        instead=notice.instead.value or None,
        slot_on=notice.rung.slot_on,
        state=(NoticeState.FAILED if is_lost else notice.state).value,
        reason=(NoticeReason.UNWRITABLE if is_lost else notice.reason).value,
        delivery_id=deliveries.get(notice.recipient),
        decided_at=now,
    )
