"""Next year's draft: nothing is stored, nothing is dropped, and what is written comes back as it was meant."""

from datetime import date

import pytest

from tests.offices import ROOT, everything, open_office
from tests.services.plans import changed, write_plan
from tracker.core.rollover.carrying import Fate
from tracker.core.rollover.reasons import Why
from tracker.core.ruling import Decision
from tracker.errors import DocumentError, UsageError
from tracker.services.importing import import_plan
from tracker.services.reading import Given
from tracker.services.reviewing import Answer, answer
from tracker.services.rolling_over import roll_over, write_down
from tracker.services.undoing import undo

SAMPLES = ROOT / "tests" / "samples"
#: Whole plans of many forms: tables, prose, months above days, columns merged or held by blanks.
PLANS = (
    "099-kh-ubnd-2023.txt",
    "249-kh-ubnd-2024.txt",
    "ban-chep-web.txt",
    "cot-co-dinh.txt",
    "dong-nhan.txt",
    "hai-hang-tieu-de.xlsx",
    "hai-thoi-han.docx",
    "ke-hoach-quy.csv",
    "ngay-that.xlsx",
    "ngay-trong-thang.txt",
    "thang-gop.csv",
)
FORMATS = (".txt", ".docx", ".xlsx")


def rows_by(report):
    return dict(zip(report.draft.ordinals, report.draft.rows, strict=True))


def whys(row):
    return [reason.why for reason in row.reasons]


def test_the_shipped_plan_moves_to_2025(planned):
    before = everything(planned)
    report = roll_over(planned, "249-2024", 2025)
    rows = rows_by(report)
    assert report.draft.title == "Triển khai công tác thi đua, khen thưởng năm 2025"
    assert list(rows) == [str(number) for number in range(1, 36)]
    assert [row.task.ordinal for row in rows.values()] == list(rows)
    assert {days.due_on.year for row in rows.values() for days in row.after} == {2025}
    marked = {ordinal: whys(row) for ordinal, row in rows.items() if row.fate is Fate.REVIEW}
    assert marked == {
        "4": [Why.CITED],
        "5": [Why.HOST],
        "17": [Why.HOST],
        "21": [Why.HOST],
        "32": [Why.PERIOD],
        "34": [Why.CITED, Why.ONE_OFF],
        "35": [Why.ONE_OFF],
    }
    assert rows["2"].title.startswith("Báo cáo tổng kết công tác TĐKT năm 2024, phương hướng nhiệm vụ")
    assert rows["33"].title == "Ban hành Kế hoạch triển khai công tác thi đua, khen thưởng năm 2026"
    assert [(days.due_on, days.act_by) for days in rows["1"].after] == [
        (date(2025, 1, 31), date(2025, 1, 24))  # Tết: 27 to 31 January
    ]
    assert everything(planned) == before


def test_the_year_after_is_meant_if_none_is_given(planned):
    assert roll_over(planned, "249-2024").draft.year == 2025


@pytest.mark.parametrize("year", [2023, 2024])
def test_a_year_that_is_not_later_is_refused(planned, year):
    with pytest.raises(UsageError) as refused:
        roll_over(planned, "249-2024", year)
    assert (refused.value.key, refused.value.facts["next"]) == ("rollover.year", 2025)


def test_unknown_and_withdrawn_plans_are_refused(planned):
    with pytest.raises(UsageError):
        roll_over(planned, "nothing")
    undo(planned, "249-2024")
    with pytest.raises(UsageError):
        roll_over(planned, "249-2024")


def test_a_year_that_is_not_announced_is_provisional(planned):
    assert not roll_over(planned, "249-2024", 2027).draft.is_provisional
    assert roll_over(planned, "249-2024", 2028).draft.is_provisional


def test_what_people_decided_is_told_and_not_carried_on(office, tmp_path):
    import_plan(office, write_plan(tmp_path, changed(4, lead="Sở Nội vụ")))
    answer(office, "12-2024", 4, Answer(Decision.DATED, date(2024, 6, 14), "theo giấy mời"))
    answer(office, "12-2024", 1, Answer(Decision.UNDATED))
    rows = rows_by(roll_over(office, "12-2024"))
    assert (whys(rows["4"]), rows["4"].after, rows["4"].words) == ([Why.SET_BY_HAND], (), "khi có điều kiện")
    assert rows["4"].before[0].due_on == date(2024, 6, 14)
    assert whys(rows["1"]) == [Why.SAID_UNDATED]
    assert rows["3"].fate is Fate.RECURRING


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("name", PLANS)
def test_a_draft_goes_round_twice(tmp_path, name, suffix):
    app = open_office(tmp_path)
    first = import_plan(app, SAMPLES / name, plan_id="a-1")
    report = roll_over(app, "a-1")
    path = tmp_path / f"du-thao{suffix}"
    assert write_down(app, report, path) == ()
    year, rows = report.draft.year, report.draft.rows
    second = import_plan(app, path, Given("7/KH-X", None, date(year - 1, 12, 20)), plan_id="b-2")
    assert (second.tasks, second.year) == (first.tasks, year)
    assert [one.task.lead for one in second.decided] == [row.task.lead for row in rows]
    assert [one.task.title for one in second.decided] == [row.title for row in rows]
    due = {found.due_on.year for one in second.decided for found in one.task.readings if found.due_on}
    assert due <= {year}
    again = roll_over(app, "b-2")
    assert (again.draft.year, len(again.draft.rows)) == (year + 1, first.tasks)
    assert write_down(app, again, path, may_replace=True) == ()
    app.close()


def test_a_signed_draft_asks_nothing_more(planned, tmp_path):
    path = tmp_path / "du-thao.txt"
    write_down(planned, roll_over(planned, "249-2024"), path)
    text = path.read_text(encoding="utf-8-sig").replace("DỰ THẢO", "", 1)
    path.write_text(
        text.replace("Số: .....", "Số: 301").replace("ngày ..... tháng .....", "ngày 20 tháng 12")
    )
    report = import_plan(planned, path)
    assert (report.plan_id, report.tasks, report.undated) == ("301-2025", 35, ())
    assert {problem.key for problem in report.problems} <= {"document.no_signer"}


def test_a_draft_that_nobody_signed_is_no_plan(planned, tmp_path):
    path = tmp_path / "du-thao.txt"
    write_down(planned, roll_over(planned, "249-2024"), path)
    with pytest.raises(DocumentError) as refused:
        import_plan(planned, path)
    assert refused.value.key == "document.no_number"
