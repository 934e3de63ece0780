"""What people report: done, and taken back."""

from dataclasses import dataclass
from datetime import date

from tracker.app import App
from tracker.core.notices import NoticeKind, NoticeReason, NoticeState
from tracker.core.standing import Standing, Status, standing
from tracker.core.text import clean
from tracker.errors import UsageError
from tracker.services.deeds import Action, Deed, Why
from tracker.services.grounds import grounds_of, is_current
from tracker.services.naming import unknown_id
from tracker.services.news import take_closed_back, tell_closed, tell_misled
from tracker.services.revising import store_kept
from tracker.store.engine import Session, hold
from tracker.store.history import record
from tracker.store.imports import revision_of
from tracker.store.notices import cancel_notices, carry_said, notices_of
from tracker.store.obligations import Duty, all_ids, load_duty
from tracker.store.tables import ObligationRow, PlanRow

TOLD = (NoticeState.ATTACHED, NoticeState.SENT)


@dataclass(frozen=True, slots=True)
class TrackReport:
    """How an obligation stands after a report; ``changed`` is false if it said nothing new."""

    id: str
    title: str
    status: Status
    standing: Standing
    done_on: date | None
    evidence: str
    changed: bool


def mark_done(app: App, obligation_id: str, *, on: date | None = None, evidence: str = "") -> TrackReport:
    """Report an obligation done on a day (today if none is given); what it had to say is withheld."""
    today = app.today()
    done_on = on or today
    if done_on > today:
        raise UsageError("track.future", day=done_on, today=today)
    with app.store.write() as session:
        hold(session, "planning")  # or a planner could say it is due just after it was done
        duty = _find(session, obligation_id)
        row = duty.obligation
        after = {"status": Status.DONE.value, "done_on": done_on, "evidence": clean(evidence)}
        changed = _change(session, row, after, app, action="done")
        if changed:
            row.next_on = None
            cancel_notices(session, row.id, NoticeReason.DONE, app.clock.now())
            tell_closed(session, row, today, app.clock.now())
        return _report(duty, today, changed=changed)


def reopen(app: App, obligation_id: str) -> TrackReport:
    """Take a "done" back: the obligation speaks again from today on."""
    today = app.today()
    with app.store.write() as session:
        hold(session, "planning")
        duty = _find(session, obligation_id)
        row = duty.obligation
        after: dict[str, object] = {"status": Status.OPEN.value, "done_on": None, "evidence": ""}
        changed = _change(session, row, after, app, action="reopen")
        if changed:
            row.next_on = today
            take_closed_back(session, row, app.clock.now())
            _count_anew(session, row)
            _bring_up(session, app, duty.plan)
            tell_misled(session, row, today, app.clock.now())
        return _report(duty, today, changed=changed)


def _count_anew(session: Session, row: ObligationRow) -> None:
    """Let it say again what was withheld, and to superiors what they were told is done; no more than that."""
    present = [notice for notice in notices_of(session, row.id) if notice.due_version == row.due_version]
    is_calmed = any(notice.kind == NoticeKind.CLOSED and notice.state in TOLD for notice in present)
    if is_calmed or any(notice.reason == NoticeReason.DONE for notice in present):
        row.due_version += 1
        session.flush()
        untold = frozenset({NoticeKind.ESCALATION}) if is_calmed else frozenset()
        carry_said(session, row.id, (row.due_version - 1, row.due_version), untold=untold)


def _bring_up(session: Session, app: App, plan: PlanRow) -> None:
    """Give what is open again the dates of today's calendar, which passed it by while it was done."""
    reading = revision_of(session, plan.id, plan.revision)
    if reading is not None and is_current(session, plan.id, grounds_of(app)):
        deed = Deed(Action.CALENDAR, Why.REREAD, {"number": plan.number})
        store_kept(session, app, plan, reading, deed, renews=True)


def _find(session: Session, wanted: str) -> Duty:
    duty = load_duty(session, wanted)
    if duty is None:
        raise unknown_id(wanted, all_ids(session))
    if duty.obligation.status in {Status.WITHDRAWN, Status.WAIVED}:
        raise UsageError("track.not_open", id=wanted, status=duty.obligation.status)
    return duty


def _change(session: Session, row: ObligationRow, after: dict[str, object], app: App, *, action: str) -> bool:
    before = {name: getattr(row, name) for name in after}
    if before == after:
        return False
    for name, value in after.items():
        setattr(row, name, value)
    row.changed_at = app.clock.now()
    record(
        session, at=row.changed_at, actor=app.actor, action=action, subject=row.id, before=before, after=after
    )
    return True


def _report(duty: Duty, today: date, *, changed: bool) -> TrackReport:
    row = duty.obligation
    status = Status(row.status)
    stands = standing(status, row.deadline_on, row.done_on, today)
    return TrackReport(row.id, duty.task.title, status, stands, row.done_on, row.evidence, changed)
