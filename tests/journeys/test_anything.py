"""Whatever happens, in whatever order: nothing is said twice, nothing is lost."""

import shutil
import tempfile
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from tests.offices import PLAN, ROOT, at, corrected, line_of, open_office, outbox, row, rows, turn
from tracker.core.notices import NEWS, NOTHING_SAID, ladder
from tracker.core.planning import course_of
from tracker.services.applying import apply_calendar
from tracker.services.delivering import deliver, recover
from tracker.services.importing import import_plan
from tracker.services.publishing import publish
from tracker.services.reminding import remind
from tracker.services.rows import obligation_from
from tracker.services.tracking import mark_done, reopen
from tracker.services.undoing import undo
from tracker.store.notices import pasts
from tracker.store.obligations import duties_where
from tracker.store.outbox import claim
from tracker.store.tables import DeliveryRow, NoticeRow, ObligationRow, PlanRow

START = date(2024, 5, 2)
DUTIES = ("249-2024.12", "249-2024.15")
LEASE = timedelta(minutes=25)
SATURDAY = 5
FINAL = {"sent", "superseded", "cancelled", "failed"}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A folder with an office that has read its plan, and two corrected copies."""
    folder = tmp_path_factory.mktemp("prepared")
    shutil.copytree(ROOT / "calendars" / "days", folder / "calendars" / "days")
    app = open_office(folder, calendars='"calendars"')
    import_plan(app, PLAN)
    app.close()
    shutil.copy(PLAN, folder / "plan.txt")
    corrected(folder, (line_of(12), line_of(12).replace("tháng 5", "tháng 6")), name="moved.txt")
    corrected(folder, (line_of(13), ""), name="shorter.txt")
    return folder


def done(app, name):
    if row(app, ObligationRow, id=name).status != "withdrawn":
        mark_done(app, name)


def taken_back(app, name):
    if row(app, ObligationRow, id=name).status == "done":
        reopen(app, name)


def undone(app, _):
    """A person takes the last import back; the first one is left, or nothing would be to say."""
    if row(app, PlanRow).revision > 1:
        undo(app)


def crash_while_sending(app, _):
    """A sender that dies with a letter in its hands; the next start takes the letter back."""
    remind(app)
    with app.store.write() as session:
        claim(session, "dead", app.clock.now(), LEASE)
    recover(app)


def paused(app, name):
    """Somebody acknowledges a duty for a week: what the command does to its row."""
    until = app.today() + timedelta(days=7)
    with app.store.write() as session:
        duty = session.get(ObligationRow, name)
        if duty.status == "open":
            duty.paused_until, duty.pause_reason = until, "waiting"
            duty.next_on = app.calendar.next_working_day(until)


def day_off(app, _):
    """The next day, if it is a usual working day, is declared a day off, and all dates are brought up to it."""
    off = app.today() + timedelta(days=1)
    if off.weekday() < SATURDAY and app.calendar.is_working_day(off):
        with (app.config.paths.days / "office.toml").open("a", encoding="utf-8") as file:
            name = f'{{ vi = "{off}", en = "{off}" }}'
            file.write(f'\n[[holiday]]\nname = {name}\ndays = [{off}]\nbasis = "TB 1"\n')
        app.reload_calendar()
        apply_calendar(app)


HAPPENS = {
    "day": lambda app, n: at(app, app.today() + timedelta(days=n)),
    "tick": lambda app, _: turn(app),
    "plan": lambda app, _: remind(app),
    "publish": lambda app, _: publish(app),
    "crash": crash_while_sending,
    "done": done,
    "reopen": taken_back,
    "pause": paused,
    "off": day_off,
    "undo": undone,
    "read": lambda app, name: import_plan(app, app.config.source.parent / name),
}
STEPS = st.one_of(
    st.tuples(st.just("day"), st.sampled_from([1, 1, 1, 2, 3, 7, 30])),
    st.tuples(st.sampled_from(["tick", "tick", "tick", "plan", "crash", "publish", "undo"]), st.none()),
    st.tuples(st.just("off"), st.none()),
    st.tuples(st.sampled_from(["done", "reopen", "pause"]), st.sampled_from(DUTIES)),
    st.tuples(st.just("read"), st.sampled_from(["plan.txt", "moved.txt", "shorter.txt"])),
)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],  # to shrink sequences that each take seconds is no help
)
@given(st.lists(STEPS, min_size=5, max_size=25))
@example([("tick", None), ("done", DUTIES[0]), ("day", 7), ("reopen", DUTIES[0]), ("day", 7)])
@example(
    [("plan", None), ("read", "moved.txt"), ("crash", None), ("day", 1), ("read", "plan.txt"), ("day", 30)]
)
@example(
    [("plan", None), ("read", "moved.txt"), ("plan", None), ("undo", None), ("day", 1), ("read", "moved.txt")]
)
@example([("day", 7), ("tick", None), ("read", "shorter.txt"), ("day", 7), ("undo", None), ("day", 3)])
@example([("day", 30), ("tick", None), ("pause", DUTIES[0]), ("day", 7), ("tick", None), ("day", 30)])
@example(
    [("day", 45), ("tick", None), ("day", 2), ("tick", None), ("done", DUTIES[0]), ("reopen", DUTIES[0])]
)
@example([("day", 14), ("plan", None), ("read", "shorter.txt"), ("tick", None), ("read", "plan.txt")])
def test_whatever_happens(prepared, steps):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "office"
        shutil.copytree(prepared, folder)
        app = at(open_office(folder, calendars='"calendars"'), START)
        try:
            for happens, what in steps:
                HAPPENS[happens](app, what)
                nobody_is_flooded(app)
            quiet_days(app)
            nobody_is_flooded(app)
            nothing_is_said_twice(app)
            nothing_is_lost(app)
        finally:
            app.close()


def quiet_days(app):
    """The second says what had to wait because somebody had had a letter; then each level hears in its turn."""
    for _ in range(5):
        at(app, app.calendar.next_working_day(app.today()))
        turn(app)
        deliver(app)


def nobody_is_flooded(app):
    letters = rows(app, DeliveryRow)
    per_day = Counter((letter.recipient, letter.slot_on) for letter in letters)
    assert max(per_day.values(), default=1) == 1
    assert len({letter.message_id for letter in letters}) == len(letters)


def nothing_is_said_twice(app):
    """A rung of the same dates is said on one day only, to each person once."""
    slots = {letter.id: letter.slot_on for letter in rows(app, DeliveryRow)}
    days_of = {}
    for notice in rows(app, NoticeRow):
        if notice.delivery_id in slots:
            reader = notice.recipient if notice.kind in NEWS else ""
            rung = (notice.obligation_id, notice.due_version, notice.kind, notice.offset_days, notice.level)
            days_of.setdefault((*rung, reader), set()).add(slots[notice.delivery_id])
    assert all(len(said_on) == 1 for said_on in days_of.values())
    assert len(outbox(app)) == len([letter for letter in rows(app, DeliveryRow) if letter.state == "sent"])


def nothing_is_lost(app):
    """Every rung of an open duty whose day has come was decided, and every decision is final."""
    today = app.today()
    assert {notice.state for notice in rows(app, NoticeRow) if notice.kind != "closed"} <= FINAL
    letters = rows(app, DeliveryRow)
    assert {letter.state for letter in letters} <= {"sent", "cancelled", "expired", "failed"}
    for letter in letters:  # what nobody sent in time was outdone by newer words, or is told as failed
        reasons = {notice.reason for notice in rows(app, NoticeRow, delivery_id=letter.id)}
        assert letter.state != "failed" or "expired" in reasons
    with app.store.read() as session:
        duties = [obligation_from(duty) for duty in duties_where(session, sa.true())]
        past = pasts(session, [duty.id for duty in duties], app.zone)
    for duty in duties:
        is_paused = duty.paused_until and duty.paused_until >= today
        if duty.status == "open" and not is_paused:
            for rung in ladder(course_of(duty, today), app.rules.policy, app.calendar):
                if rung.slot_on > today:
                    break
                assert rung.key in past.get(duty.id, NOTHING_SAID).said, (duty.id, rung)
