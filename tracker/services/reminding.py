"""What is owed today becomes rows: notices, and one letter a person."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from tracker.app import App
from tracker.core.delivery import Letter
from tracker.core.notices import NoticeReason, NoticeState
from tracker.core.planning import DayPlan, PlannedNotice, plan_day
from tracker.errors import LetterError, TrackerError
from tracker.feeds.head import letter_calendar
from tracker.feeds.joining import Block
from tracker.messages import compose
from tracker.services.identity import installation_id
from tracker.services.letters import letter_setting
from tracker.services.publishing import publish
from tracker.services.rows import obligation_from
from tracker.store.engine import Session, hold
from tracker.store.events import blocks_of
from tracker.store.notices import insert_notices, said_keys
from tracker.store.obligations import Duty, due_rows, set_next_on
from tracker.store.outbox import enqueue, recipients_on
from tracker.store.state import set_state
from tracker.store.tables import DeliveryRow, NoticeRow

log = logging.getLogger("tracker.reminding")

PLANNED_ON = "planned_on"  # the last day that was planned, for the health page


@dataclass(frozen=True, slots=True)
class RemindReport:
    """What one planning run queued."""

    day: date
    letters: int = 0
    notices: int = 0
    is_slot: bool = True  # false before the day's hour and on days off


def remind(app: App) -> RemindReport:
    """Queue what every open obligation has to say today; running it again queues nothing more.

    Nothing is said before the office's hour or on a day off; what falls due
    then waits for the next working day.
    """
    now = app.clock.now()
    today = app.today()
    if not is_slot(app, now):
        return RemindReport(today, is_slot=False)
    _bring_entries_up(app)
    with app.store.write() as session:
        hold(session, "planning")
        duties = {duty.obligation.id: duty for duty in due_rows(session, today)}
        plan = _decide(session, app, duties, today)
        _queue(session, app, duties, plan)
        set_state(session, PLANNED_ON, today.isoformat())
    return RemindReport(today, letters=len(plan.letters), notices=len(plan.notices))


def _bring_entries_up(app: App) -> None:
    """Let letters carry the calendar entries as they are now; if that fails, letters go without them."""
    try:
        publish(app)
    except TrackerError as error:
        log.error("calendar entries could not be brought up: %s", error.key)  # noqa: TRY400
    except Exception:
        log.exception("calendar entries could not be brought up")


def is_slot(app: App, now: datetime) -> bool:
    """Whether letters may be written now: a working day, past the office's hour."""
    local = now.astimezone(app.zone)
    return app.calendar.is_working_day(local.date()) and local.time() >= app.config.reminders.at


def _decide(session: Session, app: App, duties: Mapping[str, Duty], today: date) -> DayPlan:
    obligations = [obligation_from(duty) for duty in duties.values()]
    said = said_keys(session, list(duties))
    return plan_day(today, obligations, said, app.rules, served=recipients_on(session, today))


def _queue(session: Session, app: App, duties: Mapping[str, Duty], plan: DayPlan) -> None:
    now = app.clock.now()
    installation = installation_id(session)
    deliveries: dict[str, int] = {}
    for letter in plan.letters:
        written = _write(app, installation, letter, _events(session, letter, duties))
        delivery_id = enqueue(session, *written) if written else None
        if delivery_id is not None:
            deliveries[letter.person.address] = delivery_id
    insert_notices(session, [_notice_row(notice, deliveries, now) for notice in plan.notices])
    set_next_on(session, plan.next_on)


def _events(session: Session, letter: Letter, duties: Mapping[str, Duty]) -> list[Block]:
    """Return the entries of what a letter speaks of, in its reader's language; none that is out of date."""
    rows = (duties[item.obligation.id].obligation for item in letter.items)
    ids = [row.id for row in rows if row.event_rendered_at == row.changed_at]
    return [Block(*found) for found in blocks_of(session, ids, letter.person.language)]


def _write(
    app: App, installation: str, letter: Letter, events: Sequence[Block]
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
        created_at=now,
        next_at=now,
    )
    return row, composed.raw


def dedup_key(letter: Letter) -> str:
    """One letter a person a day: the database refuses a second row under this key."""
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
        slot_on=notice.rung.slot_on,
        state=(NoticeState.FAILED if is_lost else notice.state).value,
        reason=(NoticeReason.UNWRITABLE if is_lost else notice.reason).value,
        delivery_id=deliveries.get(notice.recipient),
        decided_at=now,
    )
