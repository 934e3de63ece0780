"""What is owed on a day becomes letters, once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime

import pytest

from tests.offices import (
    LAN,
    MINH,
    NAM,
    PLAN,
    at,
    clock_at,
    corrected,
    everything,
    line_of,
    outbox,
    row,
    rows,
    texts,
)
from tracker.core.directory import Directory, Person, Unit
from tracker.messages.plaintext import text_of
from tracker.services import queueing
from tracker.services.checking import check
from tracker.services.delivering import deliver
from tracker.services.importing import import_plan
from tracker.services.publishing import publish
from tracker.services.reminding import remind
from tracker.services.tracking import mark_done, reopen
from tracker.store.tables import DeliveryRow, NoticeRow, ObligationRow

MONDAY = date(2024, 5, 27)
VAN = "van.hn@tuyengiao.cantho.example.vn"


def spoken(app, day):
    """What is said on a day: (recipient, obligation, kind, offset)."""
    letters = {letter.id: letter.recipient for letter in rows(app, DeliveryRow, slot_on=day)}
    notices = [notice for notice in rows(app, NoticeRow) if notice.delivery_id in letters]
    return {
        (letters[notice.delivery_id], notice.obligation_id, notice.kind, notice.offset_days)
        for notice in notices
    }


def quiet_until(app, day):
    """Report everything done that was due before a day, so that only the present speaks."""
    at(app, day)
    for duty in rows(app, ObligationRow):
        if duty.deadline_on < day:
            mark_done(app, duty.id, on=duty.act_by)


def at_time(app, *when):
    app.clock = clock_at(datetime(*when, tzinfo=app.zone), app.zone)
    return app


def seat(app, *people):
    """Give a unit other people."""
    units = [
        Unit(unit.code, unit.name, unit.aliases, people) if unit.code == "ban-tuyen-giao" else unit
        for unit in app.directory.units
    ]
    app.directory = Directory(tuple(units), app.directory.coordinator, app.directory.leaders)


def test_letters_of_the_27th_of_may(any_office):
    """Friday 31/5 is four working days off: what speaks is the reminder of five days, missed on the 24th."""
    quiet_until(any_office, MONDAY)
    report = remind(any_office)
    said = spoken(any_office, MONDAY)
    assert {who for who, *_ in said} == {LAN, NAM, VAN}
    assert {(id_, offset) for who, id_, _, offset in said if who == VAN} == {("249-2024.14", -5)}
    assert {id_ for who, id_, *_ in said if who == LAN} >= {"249-2024.12", "249-2024.13"}
    assert report.letters == 3


def test_planning_again_queues_nothing_more(any_office):
    remind(at(any_office, MONDAY))
    before = everything(any_office)
    assert remind(at(any_office, MONDAY, 9)).letters == 0
    assert remind(at(any_office, MONDAY, 17)).notices == 0
    assert everything(any_office) == before


@pytest.mark.parametrize(
    "moment",
    [
        (2024, 5, 25, 9),  # Saturday
        (2024, 4, 29, 9),  # swapped for Saturday 4/5
        (2024, 2, 12, 9),  # Tết
        (2024, 5, 27, 7, 29),
    ],
)
def test_nothing_is_said_on_days_off_and_before_the_hour(planned, moment):
    report = remind(at_time(planned, *moment))
    assert (report.is_slot, report.letters) == (False, 0)
    assert rows(planned, NoticeRow) == []


def test_swapped_saturday_is_worked(planned):
    assert remind(at_time(planned, 2024, 5, 4, 7, 30)).letters > 0


def test_second_import_of_a_day_waits_for_tomorrow(any_office, tmp_path):
    remind(at(any_office, MONDAY))
    moved = corrected(tmp_path, (line_of(15), line_of(15).replace("(tháng 6)", "(tháng 5)")))
    import_plan(any_office, moved)
    assert remind(any_office).letters == 0
    assert row(any_office, ObligationRow, id="249-2024.15").next_on == date(2024, 5, 28)
    remind(at(any_office, date(2024, 5, 28)))
    assert (LAN, "249-2024.15") in {said[:2] for said in spoken(any_office, date(2024, 5, 28))}


def test_done_withholds(any_office):
    quiet_until(any_office, MONDAY)
    mark_done(any_office, "249-2024.14")
    remind(any_office)
    assert VAN not in {who for who, *_ in spoken(any_office, MONDAY)}
    assert rows(any_office, NoticeRow, obligation_id="249-2024.14") == []


def test_done_after_planning_withholds_the_waiting_letter(any_office):
    quiet_until(any_office, MONDAY)
    remind(any_office)
    mark_done(any_office, "249-2024.14")
    deliver(any_office)
    assert row(any_office, DeliveryRow, recipient=VAN).state == "cancelled"
    assert not [path for path in outbox(any_office) if VAN in path.name]


def test_reopened_duty_speaks_again_but_repeats_nothing(any_office):
    quiet_until(any_office, MONDAY)
    remind(any_office)
    deliver(any_office)
    mark_done(any_office, "249-2024.14")
    reopen(any_office, "249-2024.14")
    for day in (date(2024, 5, 28), date(2024, 5, 29)):
        remind(at(any_office, day))
    said = [(kind, offset) for who, id_, kind, offset in spoken(any_office, date(2024, 5, 29)) if who == VAN]
    assert said == [("lead", -2)]
    assert not [who for who, *_ in spoken(any_office, date(2024, 5, 28)) if who == VAN]


def test_of_several_rungs_the_newest_speaks(any_office):
    remind(at(any_office, date(2024, 5, 13)))
    remind(at(any_office, date(2024, 5, 31)))
    found = rows(any_office, NoticeRow, obligation_id="249-2024.14")
    by_offset = {(notice.kind, notice.offset_days): (notice.state, notice.reason) for notice in found}
    assert by_offset["day", 0] == ("attached", "slot")
    assert by_offset["lead", -5] == by_offset["lead", -2] == ("superseded", "newer")


@pytest.mark.parametrize("back_on", [date(2024, 6, 10), date(2024, 7, 26)])
def test_time_off_is_made_up_for_with_one_letter_a_person(any_office, back_on):
    remind(at(any_office, MONDAY))
    report = remind(at(any_office, back_on))
    people = [letter.recipient for letter in rows(any_office, DeliveryRow, slot_on=back_on)]
    assert len(people) == len(set(people)) == report.letters
    assert remind(at(any_office, back_on, 15)).letters == 0


def test_letter_of_a_unit_without_people_goes_to_the_coordinator(planned):
    seat(planned)
    quiet_until(planned, MONDAY)
    remind(planned)
    assert (LAN, "249-2024.14", "lead", -5) in spoken(planned, MONDAY)
    text = text_of(texts(planned)[LAN])
    assert "Ban Tuyên giáo Thành ủy" in text


def test_letter_that_cannot_be_written_stops_no_other(planned):
    hostile = Person("Kẻ gian", "x@y.vn>\r\nBcc: all@y.vn")
    seat(planned, hostile)
    quiet_until(planned, MONDAY)
    remind(planned)
    assert {letter.recipient for letter in rows(planned, DeliveryRow)} == {LAN, NAM}
    lost = [notice for notice in rows(planned, NoticeRow) if notice.recipient == hostile.address]
    assert {(notice.state, notice.reason) for notice in lost} == {("failed", "unwritable")}


def test_defect_in_one_letter_stops_no_other(planned):
    """The settings refuse a person without a name; here it stands for what nobody foresaw."""
    seat(planned, Person(None, VAN))
    quiet_until(planned, MONDAY)
    remind(planned)
    assert VAN not in {letter.recipient for letter in rows(planned, DeliveryRow)}
    assert [
        problem.facts["count"] for problem in check(planned).problems if problem.key == "check.unwritten"
    ] == [1]


def test_two_planners_at_once_queue_each_letter_once(any_office):
    at(any_office, MONDAY)
    with ThreadPoolExecutor(4) as pool:
        reports = list(pool.map(lambda _: remind(any_office), range(4)))
    letters = rows(any_office, DeliveryRow)
    assert sum(report.letters for report in reports) == len(letters) > 0
    assert len({letter.recipient for letter in letters}) == len(letters)


def test_letters_and_notices_are_stored_together_or_not_at_all(any_office, monkeypatch):
    publish(at(any_office, MONDAY))  # calendar entries are brought up on their own, before the letters
    before = everything(any_office)
    with monkeypatch.context() as broken:
        broken.setattr(queueing, "insert_notices", None)
        with pytest.raises(TypeError):
            remind(any_office)
    assert everything(any_office) == before
    assert remind(any_office).letters > 0


def test_overdue_work_climbs_to_the_head(planned):
    for day in (MONDAY, date(2024, 6, 3), date(2024, 6, 5)):  # the third working day after Friday 31/5
        remind(at(planned, day))
        deliver(planned)
    levels = {
        notice.level: notice
        for notice in rows(planned, NoticeRow, obligation_id="249-2024.12", slot_on=date(2024, 6, 5))
    }
    assert levels[1].recipient == MINH
    assert levels[0].kind == "overdue"


def test_plan_read_late_escalates_nobody_at_once(office):
    import_plan(at(office, date(2024, 6, 12)), PLAN)
    remind(office)
    assert {notice.level for notice in rows(office, NoticeRow)} == {0}
    assert len(rows(office, DeliveryRow, recipient=LAN)) == 1


def test_group_beside_a_lead_is_nobody_in_particular(office, tmp_path):
    both = corrected(
        tmp_path,
        (line_of(14), line_of(14).replace("chủ trì phối hợp", "và các cơ quan liên quan chủ trì phối hợp")),
    )
    import_plan(at(office, MONDAY), both)
    remind(office)
    assert {who for who, id_, *_ in spoken(office, MONDAY) if id_ == "249-2024.14"} == {VAN}


def test_unit_known_by_the_name_in_brackets_is_reached(office, tmp_path):
    renamed = corrected(
        tmp_path, (line_of(12), line_of(12).replace("Ban TĐKT thành phố (", "Ban Phong trào thành phố ("))
    )
    import_plan(at(office, MONDAY), renamed)
    remind(office)
    assert {who for who, id_, *_ in spoken(office, MONDAY) if id_ == "249-2024.12"} == {LAN, NAM}


def test_calendars_that_cannot_be_published_silence_no_letter(planned):
    """The key of the feeds is no concern of whoever has a deadline."""
    planned.config.feeds.key_file.parent.mkdir(parents=True, exist_ok=True)
    planned.config.feeds.key_file.write_bytes(b"damaged")
    planned.config.feeds.key_file.chmod(0o600)
    assert remind(at(planned, MONDAY)).letters > 0
    assert all(b"text/calendar" not in raw for raw in texts(planned).values())


def test_defect_of_an_entry_silences_no_letter(planned, monkeypatch, caplog):
    monkeypatch.setattr("tracker.services.rendering.render", None)
    assert remind(at(planned, MONDAY)).letters > 0
    assert "calendar entries could not be brought up" in caplog.text
