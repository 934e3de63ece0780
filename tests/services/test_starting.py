"""What happens before the first tick."""

import shutil
from datetime import date

import pytest
import sqlalchemy as sa
from sqlmodel import select

from tests.offices import PLAN, ROOT, at, corrected, everything, line_of, open_office, row, rows
from tests.published import fetch
from tracker.clock import Clock
from tracker.errors import BusyError
from tracker.services.feeds import revoke
from tracker.services.importing import import_plan
from tracker.services.publishing import publish
from tracker.services.reminding import remind
from tracker.services.revising import edition_mark
from tracker.services.starting import plan_files, start
from tracker.services.undoing import undo
from tracker.store.events import outdate_all
from tracker.store.tables import (
    FeedMonthRow,
    FeedRow,
    NoticeRow,
    ObligationRow,
    PlanRow,
    RevisionRow,
    StateRow,
)

MAY = date(2024, 5, 27)
MOVED = (line_of(12), line_of(12).replace("tháng 5", "tháng 7"))


@pytest.fixture
def office(tmp_path):
    """An office with its own folder of calendars and the shipped plan in it."""
    shutil.copytree(ROOT / "calendars" / "days", tmp_path / "calendars" / "days")
    (tmp_path / "calendars" / "plans").mkdir()
    shutil.copy(PLAN, tmp_path / "calendars" / "plans" / "a-plan.txt")
    app = open_office(tmp_path, calendars='"calendars"')
    yield app
    app.close()


@pytest.fixture
def plans(office):
    return office.config.paths.plans


def test_first_start_reads_the_plans_and_publishes(office):
    seen = []
    report = start(office, seen.append)
    assert [imported.plan_id for imported in report.imported] == ["249-2024"]
    assert [path.name for path in seen] == ["a-plan.txt"]
    assert (report.feeds, report.issued, report.unchanged, report.refused, report.past) == (
        0,
        None,
        0,
        (),
        (),
    )


def test_office_without_a_feed_gets_its_own_where_somebody_sees_the_address(office):
    report = start(office, wants_feed=True)
    assert report.feeds == 1
    assert report.issued.kind == "office"
    assert f"{office.config.web.address}/f/" in report.issued.address
    assert fetch(office, report.issued).data.count(b"BEGIN:VEVENT") == 35
    assert start(office, wants_feed=True).issued is None


def test_office_that_revoked_its_feeds_is_given_none(office):
    revoke(office, start(office, wants_feed=True).issued.slug)
    report = start(office, wants_feed=True)
    assert (report.feeds, report.issued) == (0, None)


def test_calendars_that_show_something_wait_for_the_open_port(office):
    issued = start(office, wants_feed=True).issued
    before = fetch(office, issued)
    with office.store.write() as session:
        outdate_all(session)
    start(at(office, MAY))
    assert fetch(office, issued).etag == before.etag
    assert publish(office).events == 35
    assert fetch(office, issued).etag != before.etag


def test_calendars_without_anything_to_show_are_published_before_the_port_opens(office):
    issued = start(office, wants_feed=True).issued
    with office.store.write() as session:
        session.exec(sa.delete(FeedMonthRow))
        session.exec(sa.update(FeedRow).values(tags=[], heads={}))
    with pytest.raises(BusyError):
        fetch(office, issued)
    start(office)
    assert fetch(office, issued).data.count(b"BEGIN:VEVENT") == 35


def test_second_start_changes_nothing(office):
    start(office)
    before = everything(office)
    report = start(at(office, date(2023, 12, 22), hour=15))
    assert (report.imported, report.unchanged, report.recovered) == ((), 1, 0)
    assert everything(office) == before


def test_changed_file_is_read_again(office, plans):
    start(office)
    corrected(plans, MOVED, name="a-plan.txt")
    (imported,) = start(at(office, MAY)).imported
    assert [move.obligation_id for move in imported.expansion.moved] == ["249-2024.12"]
    assert imported.revision == 2


def test_file_put_back_to_its_older_state_is_read_again(office, plans):
    start(office)
    corrected(plans, MOVED, name="a-plan.txt")
    start(office)
    shutil.copy(PLAN, plans / "a-plan.txt")
    (imported,) = start(office).imported
    assert imported.expansion.moved[0].due_to == date(2024, 5, 31)


def test_older_copy_beside_its_correction_is_left_alone(office, plans):
    """Otherwise every start would move the dates back and forth and tell everybody again."""
    start(office)
    corrected(plans, MOVED, name="b-plan.txt")
    assert len(start(at(office, MAY)).imported) == 1
    remind(office)
    before = everything(office)
    assert start(office).unchanged == 2
    assert (everything(office)["obligation"], everything(office)["notice"]) == (
        before["obligation"],
        before["notice"],
    )
    assert row(office, ObligationRow, id="249-2024.12").due_version == 2


def test_dates_follow_a_calendar_that_was_entered_later_once_somebody_agrees(office, tmp_path):
    start(office)
    extra = '\n[[holiday]]\nname = { vi = "x", en = "x" }\ndays = [2024-05-31]\nbasis = "x"\n'
    with (office.config.paths.days / "office.toml").open("a", encoding="utf-8") as file:
        file.write(extra)
    again = at(open_office(tmp_path, calendars='"calendars"'), MAY)
    pending = start(again).calendar
    assert (pending.dry_run, pending.moved) == (True, 3)
    assert row(again, ObligationRow, id="249-2024.12").act_by == date(2024, 5, 31)
    (plan,) = start(again, agree=lambda shown: shown.moved == 3).calendar.plans
    assert {move.obligation_id for move in plan.expansion.moved} == {f"249-2024.{n}" for n in (12, 13, 14)}
    assert row(again, ObligationRow, id="249-2024.12").act_by == date(2024, 5, 30)
    assert start(again).calendar.plans == ()
    again.store.dispose()


def test_refused_document_is_named_and_the_others_are_read(office, plans):
    (plans / "0-broken.txt").write_bytes(b"\x00\xff" * 100)
    (plans / "z-empty.txt").write_text("")
    (plans / ".hidden").write_text("x")
    report = start(office)
    assert [refused.path.name for refused in report.refused] == ["0-broken.txt", "z-empty.txt"]
    assert [imported.plan_id for imported in report.imported] == ["249-2024"]
    assert len(rows(office, PlanRow)) == 1


def test_plans_folder_may_be_missing(office, plans):
    shutil.rmtree(plans)
    assert plan_files(plans) == []
    assert start(office).imported == ()


def test_plan_of_the_past_is_told_and_silent(office):
    report = start(at(office, date(2026, 2, 2)))
    assert [plan.id for plan in report.past] == ["249-2024"]
    assert report.imported[0].is_past
    remind(office)
    assert rows(office, NoticeRow) == []


def next_days(app):
    return {duty.next_on for duty in rows(app, ObligationRow)}


def test_trial_of_a_plan_that_was_over_speaks(office):
    office.clock = Clock(office.zone)
    start(office)
    assert next_days(office) == {None}
    start(at(office, MAY))
    assert remind(office).letters == 3


def test_after_a_trial_the_machines_clock_finds_the_plan_over(office):
    start(at(office, MAY))
    remind(office)
    office.clock = Clock(office.zone)
    report = start(office)
    assert next_days(office) == {None}
    assert [plan.id for plan in report.past] == ["249-2024"]


def test_clock_set_back_says_nothing_twice(office):
    start(at(office, date(2024, 6, 28)))
    assert remind(office).letters == 3
    start(at(office, MAY))
    assert remind(office).letters == 0


def test_what_a_trial_said_counts_for_the_trial_alone(office):
    start(at(office, MAY))
    assert remind(office).letters == 3
    office.clock = Clock(office.zone)
    start(office)
    assert rows(office, NoticeRow) == []
    start(at(office, MAY))
    assert remind(office).letters == 3


def test_plan_keeps_the_id_that_a_person_gave_when_it_is_read_again(office, plans):
    import_plan(at(office, MAY), plans / "a-plan.txt", plan_id="thidua2024")
    with office.store.write() as session:
        session.exec(
            sa.update(StateRow).where(StateRow.name == edition_mark("thidua2024")).values(value="old")
        )
    report = start(office)
    assert [imported.plan_id for imported in report.imported] == ["thidua2024"]
    assert len(rows(office, ObligationRow)) == 35


def test_after_a_trial_what_was_overdue_is_still_reminded_of(office):
    """Read in time, over by now, one duty never done: a trial in between must not silence it."""
    office.clock = Clock(office.zone)
    start(office)
    with office.store.write() as session:
        for plan in session.exec(select(PlanRow)):
            plan.first_read_on = date(2023, 12, 22)
        for duty in session.exec(select(ObligationRow)):
            duty.watched_on, duty.next_on = date(2023, 12, 22), date(2026, 1, 5)
    start(at(office, MAY))
    remind(office)
    office.clock = Clock(office.zone)
    start(office)
    assert next_days(office) == {office.today()}
    assert {duty.watched_on for duty in rows(office, ObligationRow)} == {date(2023, 12, 22)}
    assert rows(office, NoticeRow) == []


def test_document_whose_import_was_undone_waits_for_a_person(office, plans):
    start(at(office, MAY))
    corrected(plans, MOVED, name="a-plan.txt")
    start(office)
    undo(office)
    report = start(office)
    assert (report.imported, report.undone) == ((), 1)
    assert row(office, ObligationRow, id="249-2024.12").due_on == date(2024, 5, 31)
    import_plan(office, plans / "a-plan.txt")
    assert (start(office).undone, start(office).unchanged) == (0, 1)
    assert row(office, ObligationRow, id="249-2024.12").due_on == date(2024, 7, 31)


def test_plan_that_was_undone_comes_back_only_with_another_file(office, plans):
    start(at(office, MAY))
    undo(office)
    assert start(office).undone == 1
    assert {duty.status for duty in rows(office, ObligationRow)} == {"withdrawn"}
    corrected(plans, MOVED, name="a-plan.txt")
    (imported,) = start(office).imported
    assert (imported.plan_id, len(imported.expansion.restored)) == ("249-2024", 35)


def test_amended_plan_is_read_again_as_the_plan_it_amends(office, plans):
    start(at(office, MAY))
    corrected(plans, MOVED, ("249/KH-UBND", "300/KH-UBND"), name="b-amends.txt")
    import_plan(office, plans / "b-amends.txt", amends="249-2024")
    assert start(office).unchanged == 2
    assert row(office, ObligationRow, id="249-2024.12").due_version == 2
    with office.store.write() as session:
        session.exec(sa.update(StateRow).where(StateRow.name == edition_mark("249-2024")).values(value="old"))
    (imported,) = start(office).imported
    assert (imported.plan_id, imported.amended_by, imported.revision) == ("249-2024", "300/KH-UBND", 2)
    assert len(rows(office, PlanRow)) == 1


def test_plan_of_an_older_database_is_read_again_so_that_it_can_be_undone(office):
    start(at(office, MAY))
    with office.store.write() as session:
        session.exec(sa.delete(RevisionRow))
    (imported,) = start(office).imported
    assert (imported.expansion.is_empty, imported.revision) == (True, 1)
    assert undo(office, dry_run=True).back_to is None
