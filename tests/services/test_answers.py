"""Answers: how things stand, what is due, why, and whether all is well."""

from datetime import date

import pytest

from tests.offices import at, corrected, line_of, open_office, turn
from tests.published import issue
from tracker.core.directory import Directory
from tracker.core.health import HealthState
from tracker.core.notices import NoticeKind
from tracker.core.standing import Standing
from tracker.errors import UsageError
from tracker.services.checking import check
from tracker.services.explaining import NEXT_RUNGS, explain
from tracker.services.health import Health
from tracker.services.importing import import_plan
from tracker.services.outbox import letter, letters
from tracker.services.reminding import remind
from tracker.services.reporting import Wanted, list_obligations, show, status
from tracker.services.ticking import beat
from tracker.services.tracking import mark_done

JUNE = date(2024, 6, 5)


@pytest.fixture
def half_year(any_office):
    """The office in June: two duties done, one of them late, one withdrawn."""
    mark_done(at(any_office, date(2024, 1, 30)), "249-2024.01")
    mark_done(at(any_office, date(2024, 3, 12)), "249-2024.03")
    return at(any_office, JUNE)


def test_counts_add_up(half_year):
    report = status(half_year, JUNE, days=30, limit=100)
    assert report.office.total == sum(unit.total for unit in report.units.values()) == 35
    assert report.office[Standing.ON_TIME] == report.office[Standing.LATE] == 1
    assert report.office[Standing.OVERDUE] == len(report.overdue) == 12
    assert report.office[Standing.IN_TERM] == 21


def test_past_day_sees_a_later_report_as_open(half_year):
    february = status(half_year, date(2024, 2, 15), days=30, limit=100)
    assert (february.office[Standing.ON_TIME], february.office[Standing.LATE]) == (1, 0)
    march = status(half_year, date(2024, 3, 5), days=30, limit=100)
    assert "249-2024.03" in {line.obligation.id for line in march.overdue}
    assert march.office[Standing.OVERDUE] == len(march.overdue)


def test_coming_duties_are_those_to_act_on_soon(half_year):
    report = status(half_year, JUNE, days=23, limit=100)
    assert report.until == date(2024, 6, 28)
    assert [line.obligation.id for line in report.coming] == [f"249-2024.{n}" for n in range(15, 19)]
    assert {line.days_left for line in report.coming} == {17}


def test_list_is_chosen_by_unit_words_and_standing(half_year):
    def ids(**wanted):
        return [line.obligation.id for line in list_obligations(half_year, Wanted(**wanted), JUNE).lines]

    assert ids(unit="Ban Tuyên giáo") == ids(unit="ban-tuyen-giao") == ["249-2024.14"]
    assert ids(text="hoc sinh gioi") == ["249-2024.19"]
    assert ids(standings=frozenset({Standing.LATE})) == ["249-2024.03"]
    assert ids(first=date(2024, 2, 1), last=date(2024, 2, 28)) == []
    assert len(ids(plan="249-2024")) == 35


def test_list_leaves_out_what_was_withdrawn_unless_asked(planned, tmp_path):
    import_plan(planned, corrected(tmp_path, (line_of(12), "")))
    assert len(list_obligations(planned, Wanted(), JUNE).lines) == 34
    gone = list_obligations(planned, Wanted(standings=frozenset({Standing.WITHDRAWN})), JUNE)
    assert [line.obligation.id for line in gone.lines] == ["249-2024.12"]


def test_unknown_unit_is_refused(planned):
    with pytest.raises(UsageError) as caught:
        list_obligations(planned, Wanted(unit="Ban Tuyên giao TU"), JUNE)
    assert "ban-tuyen-giao" in caught.value.facts["near"]


def test_one_duty_shows_the_days_off_between_its_dates(half_year):
    detail = show(half_year, "249-2024.15", JUNE)
    assert [day.on for day in detail.touched] == [date(2024, 6, 29), date(2024, 6, 30)]
    assert (detail.standing, detail.days_left, detail.is_provisional) == (Standing.IN_TERM, 17, False)
    late = show(half_year, "249-2024.12", JUNE)
    assert (late.standing, late.days_left) == (Standing.OVERDUE, -3)


def test_explanation_has_the_words_the_rule_and_the_steps(half_year):
    found = explain(half_year, "249-2024.15", JUNE)
    assert (found.detail.obligation.phrase, found.reasons.rule != "") == ("tháng 6", True)
    assert found.reasons.steps
    assert [one.rung.offset for one in found.ahead.coming][:3] == [-10, -5, -2]
    assert len(found.ahead.coming) == NEXT_RUNGS


def test_explanation_parts_what_was_said_from_what_comes(half_year):
    remind(half_year)
    found = explain(half_year, "249-2024.15", JUNE)
    assert {notice.kind for notice in found.said} == {"start"}
    assert NoticeKind.START not in {one.rung.kind for one in found.ahead.coming}
    assert all(one.day > JUNE for one in found.ahead.coming)


def test_done_duty_has_nothing_more_to_say(half_year):
    assert explain(half_year, "249-2024.01", JUNE).ahead.coming == ()


def test_letters_are_listed_and_shown(half_year):
    turn(half_year)
    listed = letters(half_year, "sent", 50)
    assert [line.id for line in listed] == sorted((line.id for line in listed), reverse=True)
    found = letter(half_year, listed[0].id)
    assert (found.recipient, len(found.items)) == (listed[0].recipient, listed[0].notices)
    with pytest.raises(UsageError):
        letter(half_year, 10_000)


def test_health_counts_what_waits(half_year):
    health = Health(half_year)
    assert (health.verdict().state, health.health().last_tick_at) == (HealthState.DOWN, None)
    remind(half_year)
    issue(half_year)
    waiting = health.health().letters
    turn(half_year)
    beat(half_year)
    facts = health.health()
    assert facts.verdict.state is HealthState.WELL
    assert waiting.keys() == {"ready"}
    assert facts.letters == {"sent": waiting["ready"]}
    assert (facts.obligations_open, facts.overdue, facts.feeds) == (33, 12, 1)


def test_daemon_that_ticks_no_more_is_noticed(planned):
    turn(at(planned, JUNE))
    verdict = Health(at(planned, JUNE, hour=9)).verdict()
    assert [reason.key for reason in verdict.reasons] == ["stale"]


def keys(app):
    return {problem.key for problem in check(app).problems}


def test_office_in_order_has_nothing_serious(planned):
    assert check(at(planned, JUNE)).serious == ()


def test_year_without_days_off_is_announced_in_time(planned):
    assert "check.year_missing" not in keys(at(planned, date(2026, 5, 4)))
    assert "check.year_missing" in keys(at(planned, date(2030, 11, 4)))


def test_units_that_no_letter_reaches_are_named(planned):
    others = tuple(unit for unit in planned.directory.units if unit.code != "ban-tuyen-giao")
    planned.directory = Directory(others, planned.directory.coordinator)
    found = [problem for problem in check(planned).problems if problem.key == "check.unit_unknown"]
    assert [(problem.words, problem.facts["count"]) for problem in found] == [("Ban Tuyên giáo Thành ủy", 1)]


def test_task_without_a_date_is_named(office, tmp_path):
    vague = line_of(12).replace("(tháng 5)", "(khi có điều kiện)")
    report = import_plan(office, corrected(tmp_path, (line_of(12), vague)))
    assert report.undated == ("12",)
    found = [problem for problem in check(office).problems if problem.key == "check.undated"]
    assert [problem.facts["ordinal"] for problem in found] == ["12"]
    assert [task.ordinal for task in list_obligations(office, Wanted(), JUNE).undated] == ["12"]


def test_tasks_that_never_had_a_time_are_counted_for_each_plan(office, tmp_path):
    path = tmp_path / "prose.txt"
    path.write_text(
        "UBND TỈNH X\nSỞ NỘI VỤ\nSố: 12/KH-SNV\nX, ngày 05 tháng 01 năm 2024\n\nKẾ HOẠCH\nTổ chức Hội nghị năm 2024\n\n"
        "I. PHÂN CÔNG\n1. Sở Y tế\n- Bố trí đủ kinh phí thực hiện.\n- Theo dõi việc thực hiện Kế hoạch.\n"
        "- Báo cáo kết quả chậm nhất 10 ngày sau khi kết thúc Hội nghị.\n2. Sở Tài chính\n"
        "- Thẩm định dự toán trước ngày 15/5/2024.\n"
    )
    import_plan(office, path)
    found = [problem for problem in check(office).problems if problem.key.startswith("check.undated")]
    assert [(problem.key, problem.facts.get("count")) for problem in found] == [
        ("check.undated", None),
        ("check.undated_tasks", 2),
    ]


def test_missing_database_is_a_problem_not_a_crash(tmp_path):
    assert "store.missing" in keys(open_office(tmp_path))


def test_missing_password_is_a_problem(tmp_path):
    app = open_office(tmp_path, host='"mail.example.vn"', username='"someone"')
    assert [problem.severity for problem in check(app).serious if "store" not in problem.key] == ["error"]
