"""Whatever happens, in whatever order: nothing is said twice, nothing is lost."""

import shutil
import tempfile
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.offices import PLAN, at, corrected, line_of, open_office, outbox, row, rows, turn
from tracker.core.notices import ladder
from tracker.services.delivering import deliver
from tracker.services.importing import import_plan
from tracker.services.publishing import publish
from tracker.services.reminding import remind
from tracker.services.rows import obligation_from
from tracker.services.tracking import mark_done, reopen
from tracker.services.undoing import undo
from tracker.store.notices import said_keys
from tracker.store.obligations import duties_where
from tracker.store.outbox import claim, recover
from tracker.store.tables import DeliveryRow, NoticeRow, ObligationRow, PlanRow

START = date(2024, 5, 2)
DUTIES = ("249-2024.12", "249-2024.15")
LEASE = timedelta(minutes=25)
FINAL = {"sent", "superseded", "cancelled", "failed"}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A folder with an office that has read its plan, and two corrected copies."""
    folder = tmp_path_factory.mktemp("prepared")
    app = open_office(folder)
    import_plan(app, PLAN)
    app.store.dispose()
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
    claim(app.store, "dead", app.clock.now(), LEASE)
    recover(app.store, app.clock.now())


HAPPENS = {
    "day": lambda app, n: at(app, app.today() + timedelta(days=n)),
    "tick": lambda app, _: turn(app),
    "plan": lambda app, _: remind(app),
    "publish": lambda app, _: publish(app),
    "crash": crash_while_sending,
    "done": done,
    "reopen": taken_back,
    "undo": undone,
    "read": lambda app, name: import_plan(app, app.config.source.parent / name),
}
STEPS = st.one_of(
    st.tuples(st.just("day"), st.sampled_from([1, 1, 1, 2, 3, 7, 30])),
    st.tuples(st.sampled_from(["tick", "tick", "tick", "plan", "crash", "publish", "undo"]), st.none()),
    st.tuples(st.sampled_from(["done", "reopen"]), st.sampled_from(DUTIES)),
    st.tuples(st.just("read"), st.sampled_from(["plan.txt", "moved.txt", "shorter.txt"])),
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(st.lists(STEPS, min_size=5, max_size=25))
@example([("tick", None), ("done", DUTIES[0]), ("day", 7), ("reopen", DUTIES[0]), ("day", 7)])
@example(
    [("plan", None), ("read", "moved.txt"), ("crash", None), ("day", 1), ("read", "plan.txt"), ("day", 30)]
)
@example(
    [("plan", None), ("read", "moved.txt"), ("plan", None), ("undo", None), ("day", 1), ("read", "moved.txt")]
)
@example([("day", 7), ("tick", None), ("read", "shorter.txt"), ("day", 7), ("undo", None), ("day", 3)])
@example([("day", 14), ("plan", None), ("read", "shorter.txt"), ("tick", None), ("read", "plan.txt")])
def test_whatever_happens(prepared, steps):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "office"
        shutil.copytree(prepared, folder)
        app = at(open_office(folder), START)
        try:
            for happens, what in steps:
                HAPPENS[happens](app, what)
                nobody_is_flooded(app)
            two_quiet_days(app)
            nobody_is_flooded(app)
            nothing_is_said_twice(app)
            nothing_is_lost(app)
        finally:
            app.store.dispose()


def two_quiet_days(app):
    """The second day says what had to wait because somebody had had a letter on the first."""
    for _ in range(2):
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
            rung = (notice.obligation_id, notice.due_version, notice.kind, notice.offset_days, notice.level)
            days_of.setdefault(rung, set()).add(slots[notice.delivery_id])
    assert all(len(said_on) == 1 for said_on in days_of.values())
    assert len(outbox(app)) == len([letter for letter in rows(app, DeliveryRow) if letter.state == "sent"])


def nothing_is_lost(app):
    """Every rung of an open duty whose day has come was decided, and every decision is final."""
    today = app.today()
    assert {notice.state for notice in rows(app, NoticeRow)} <= FINAL
    assert {letter.state for letter in rows(app, DeliveryRow)} <= {"sent", "cancelled"}
    with app.store.read() as session:
        duties = [obligation_from(duty) for duty in duties_where(session, sa.true())]
        said = said_keys(session, [duty.id for duty in duties])
    for duty in duties:
        if duty.status == "open" and not duty.dates.open_ended:
            for rung in ladder(duty.dates, duty.watched_on, app.rules.policy, app.calendar):
                if rung.slot_on > today:
                    break
                assert rung.key in said.get(duty.id, ()), (duty.id, rung)
