"""The working calendar as people ask it, enter what is announced, and look at the year to come."""

from datetime import date
from shutil import copytree

import pytest

from tests.offices import ROOT, at, open_office
from tests.services.plans import write_plan
from tracker.calendars import load
from tracker.core.lunar import LunarDay
from tracker.core.workcalendar import DayKind, Swap
from tracker.errors import CalendarError, Severity, UsageError
from tracker.services.calendar import report_calendar, report_day, report_year
from tracker.services.checking import check
from tracker.services.importing import import_plan
from tracker.services.proposing import Remarks, compare_with_holidays, propose_year, store_proposal
from tracker.services.swapping import draft_swap, write_swap

SWAP = Swap(date(2027, 9, 6), date(2027, 8, 28), "Công văn 12", date(2027, 8, 1))
REMARKS = Remarks("vi", "DỰ KIẾN {năm}\ndòng hai", "theo luật", "thay bằng thông báo", 'chưa có "thông báo"')


@pytest.fixture
def office(tmp_path):
    """An office with calendar files of its own."""
    copytree(ROOT / "calendars", tmp_path / "calendars")
    app = open_office(tmp_path, calendars=f'"{tmp_path / "calendars"}"')
    yield app
    app.close()


def days(app, name="vn-2027.toml"):
    return app.config.paths.days / name


def test_a_year_counts_its_working_days(office):
    report = report_year(office, 2026)
    assert (report.total, sum(report.working_days)) == (249, 249)
    assert report.working_days[:2] == (21, 15)
    assert not report.is_provisional
    assert report_year(office, 2028).is_provisional


def test_a_day_tells_its_source_and_what_it_replaces(office):
    found = report_day(office, date(2026, 2, 16))
    assert (found.day.source, found.overridden) == ("vn-2026.toml: holiday[0]", ("vn.toml: lunar[0]",))
    assert found.lunar == LunarDay(29, 12, 2025)
    plain = report_day(office, date(2026, 3, 4))
    assert (plain.day.kind, plain.day.source, plain.overridden) == (DayKind.WORKING, "", ())


def test_the_files_are_told_in_layers(office):
    report = report_calendar(office)
    assert [file.name for file in report.files][0::6] == ["vn.toml", "office.toml"]
    assert report.confirmed_years == (2023, 2024, 2025, 2026, 2027)
    assert report.next_provisional_year == 2028


def test_a_swap_is_written_as_a_person_would(office):
    before = days(office).read_text("utf-8")
    draft = draft_swap(office, SWAP, "", "unused")
    assert days(office).read_text("utf-8") == before
    write_swap(draft)
    after = days(office).read_text("utf-8")
    assert after == before + (
        '\n[[swap]]\noff = 2027-09-06\nwork = 2027-08-28\nbasis = "Công văn 12"\ndecided_on = 2027-08-01\n'
    )
    assert load(office.config.paths.days).calendar.day(date(2027, 9, 6)).decided_on == date(2027, 8, 1)


def test_a_swap_stands_where_its_day_does_and_line_ends_are_kept(office):
    path = days(office, "vn-2026.toml")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    write_swap(draft_swap(office, Swap(date(2026, 3, 6), date(2026, 3, 14), "CV"), "", ""))
    after = path.read_bytes()
    assert after.startswith(b"\xef\xbb\xbf")
    assert after.count(b"\n") == after.count(b"\r\n")
    assert after.index(b"2026-02-20") < after.index(b"off = 2026-03-06") < after.index(b"off = 2026-08-31")


def test_the_first_swap_of_a_year_makes_its_file_and_leaves_it_provisional(office):
    tet = date(2028, 1, 26)
    draft = draft_swap(office, Swap(date(2028, 5, 12), date(2028, 5, 20), "CV"), "", "Năm 2028")
    assert (draft.before, draft.provisional_years) == (None, (2028,))
    write_swap(draft)
    calendar = load(office.config.paths.days).calendar
    assert calendar.is_provisional(2028)
    assert calendar.day(tet).kind is DayKind.HOLIDAY
    assert calendar.is_working_day(date(2028, 5, 20))


def test_a_swap_into_another_year_is_marked_as_meant(office):
    draft = draft_swap(office, Swap(date(2026, 12, 31), date(2027, 1, 9), "CV"), "", "")
    assert b"spills_over = true" in draft.after


@pytest.mark.parametrize("work", [date(2027, 9, 5), date(2029, 1, 6)])
def test_a_swap_of_days_far_apart_is_refused_before_it_is_drafted(office, work):
    with pytest.raises(UsageError, match="swap_too_far"):
        draft_swap(office, Swap(date(2028, 1, 7), work, "CV"), "", "")


def test_a_file_takes_no_swap_of_years_that_are_not_its_own(office):
    with pytest.raises(CalendarError) as caught:
        draft_swap(office, SWAP, "vn-2025.toml", "")
    assert {problem.key for problem in caught.value.problems} == {"calendar.other_year"}


def test_what_is_not_sound_is_refused_and_nothing_written(office):
    before = days(office).read_bytes()
    with pytest.raises(CalendarError) as caught:
        draft_swap(office, SWAP._replace(off=date(2027, 4, 16), work=date(2027, 4, 24)), "", "")
    assert [(p.key, p.place.file, p.place.key) for p in caught.value.problems] == [
        ("calendar.off_anyway", "vn-2027.toml", "swap[0].off")
    ]
    with pytest.raises(UsageError, match="no_basis"):
        draft_swap(office, SWAP._replace(basis=" "), "", "")
    with pytest.raises(UsageError, match="no_such_file"):
        draft_swap(office, SWAP, "../config.toml", "")
    days(office).write_text("swap = []\n[calendar]\nyear = 2027", "utf-8")
    with pytest.raises(CalendarError, match="not_editable"):
        draft_swap(office, SWAP, "", "")
    days(office).write_bytes(before)


@pytest.mark.parametrize("blank", [b"", b" \n"])
def test_an_empty_file_is_written_into_as_if_it_were_not_there(office, blank):
    days(office, "vn-2028.toml").write_bytes(blank)
    days(office, "vn-2029.toml").write_bytes(blank)
    draft = draft_swap(office, Swap(date(2028, 5, 12), date(2028, 5, 20), "CV"), "", "Năm 2028")
    write_swap(draft)
    store_proposal(propose_year(office, 2029, REMARKS), days(office, "vn-2029.toml"))
    assert {2028, 2029} <= {file.year for file in load(office.config.paths.days).files}


def test_a_file_that_changed_meanwhile_is_left_alone(office):
    drafts = [
        draft_swap(office, swap, "", "h") for swap in (SWAP, Swap(date(2028, 5, 12), date(2028, 5, 20), "CV"))
    ]
    for draft in drafts:
        draft.path.write_bytes((draft.before or b"") + b"# more\n")
        with pytest.raises(CalendarError, match="changed"):
            write_swap(draft)
        assert draft.path.read_bytes().endswith(b"# more\n")


@pytest.mark.parametrize("year", range(2028, 2041))
def test_a_proposal_is_a_sound_file_that_changes_no_day(office, year):
    before = {day.on for day in office.calendar.special_days(date(year, 1, 1), date(year, 12, 31))}
    text = propose_year(office, year, REMARKS)
    calendar = load(office.config.paths.days, {f"vn-{year}.toml": text.encode()}).calendar
    assert {day.on for day in calendar.special_days(date(year, 1, 1), date(year, 12, 31))} == before
    assert calendar.is_provisional(year)
    confirmed = text.replace('"provisional"', '"confirmed"').encode()
    assert not load(office.config.paths.days, {f"vn-{year}.toml": confirmed}).calendar.is_provisional(year)


def test_a_proposal_overwrites_nothing_and_knows_its_years(office, tmp_path):
    store_proposal("a", tmp_path / "new.toml")
    with pytest.raises(UsageError, match="file_exists"):
        store_proposal("b", tmp_path / "new.toml")
    assert (tmp_path / "new.toml").read_text() == "a"
    with pytest.raises(UsageError, match="announced"):
        propose_year(office, 2026, REMARKS)
    with pytest.raises(UsageError, match="year_too_far"):
        propose_year(office, 3000, REMARKS)


def test_the_package_holidays_differs_where_we_know_it_does(office):
    pytest.importorskip("holidays")
    found = {year: [day.on for day in compare_with_holidays(office, year)] for year in range(2023, 2030)}
    assert found.pop(2026) == [date(2026, 1, 2)]  # announced after its data
    assert found.pop(2029) == [date(2029, 11, 26)]  # 24/11 is made up for by no law
    assert not any(found.values())


def test_open_duties_of_a_year_that_is_not_announced_are_counted(office, tmp_path):
    tasks = (
        ("Báo cáo năm sau", "Sở Nội vụ", "trước ngày 31/7/2028"),
        ("Tổng kết", "Sở Y tế", "tháng 5/2028"),
    )
    import_plan(office, write_plan(tmp_path, tasks))
    found = [problem for problem in check(office).problems if problem.key == "check.provisional_duties"]
    assert [(problem.severity, problem.facts) for problem in found] == [
        (Severity.NOTICE, {"year": 2028, "count": 2})
    ]
    near = [problem.key for problem in check(at(office, date(2027, 11, 1))).serious]
    assert {"check.provisional_duties", "check.year_missing"} <= set(near)
