from datetime import date, time

import pytest

from tests.feeds.seen import event
from tracker.core.phrases.reading import Kind
from tracker.core.provisional import Provisional
from tracker.core.shown import ShownOn
from tracker.core.standing import Status

MONTH_VIEW = 20  # letters of a line that a month view shows


def summary(facts, language="vi"):
    return event(facts, language)["SUMMARY"]


def told(facts, language="vi"):
    return event(facts, language)["DESCRIPTION"].split("\n")


def test_day_in_the_words_stands_in_title_and_text_where_it_differs(vary):
    assert summary(vary()) == "Ban TĐKT: Sơ kết phong trào thi đua 6 tháng đầu năm 2024 (hạn 30/6/2024)"
    assert "Hạn: Chủ nhật, 30/6/2024" in told(vary())
    assert "Ngày cuối để làm: thứ Sáu, 28/6/2024" in told(vary())
    same_day = vary(dates={"due_on": date(2024, 6, 28)})
    assert summary(same_day) == "Ban TĐKT: Sơ kết phong trào thi đua 6 tháng đầu năm 2024"


def test_office_that_shows_the_day_in_the_words_names_the_day_to_act_by(vary):
    shown = summary(vary(shown_on=ShownOn.DUE_ON))
    assert shown.endswith("6 tháng đầu năm 2024 (ngày cuối để làm 28/6/2024)")
    assert "hạn 30/6" not in shown


def test_both_days_stand_in_the_text_also_where_they_are_one(vary):
    for dates in ({}, {"due_on": date(2024, 6, 28)}, {"kind": Kind.EVENT}):
        text = told(vary(dates=dates))
        assert sum(line.startswith(("Hạn: ", "Ngày: ")) for line in text) == 1
        assert "Ngày cuối để làm: thứ Sáu, 28/6/2024" in text


def test_report_says_of_which_time_it_tells(vary):
    report = vary(dates={"data_from": date(2023, 12, 15), "data_to": date(2024, 6, 14)})
    assert "Số liệu: từ 15/12/2023 đến hết 14/6/2024" in told(report)


def test_a_day_that_may_still_move_is_marked(vary):
    assert not any("tạm tính" in line for line in told(vary()))
    act_by = told(vary(provisional=Provisional(act_by=True)))
    assert "Ngày cuối để làm: thứ Sáu, 28/6/2024 (tạm tính)" in act_by
    assert "Hạn: Chủ nhật, 30/6/2024" in act_by
    both = told(vary(provisional=Provisional(due_on=True, act_by=True)))
    assert "Hạn: Chủ nhật, 30/6/2024 (tạm tính)" in both


def test_text_tells_the_whole_duty_and_ends_with_the_link(vary):
    assert told(vary()) == [
        "Sơ kết phong trào thi đua 6 tháng đầu năm 2024",
        "Chủ trì: Ban TĐKT thành phố",
        "Phối hợp: Sở Nội vụ; Văn phòng UBND thành phố",
        "Hạn: Chủ nhật, 30/6/2024",
        "Ngày cuối để làm: thứ Sáu, 28/6/2024",
        "Thời hạn (nguyên văn): «6 tháng đầu năm»",
        "Cách tính: 6 tháng đầu năm, 6 tháng cuối năm, nửa năm, 9 tháng: các tháng trọn của năm.",
        "Văn bản: 249/KH-UBND: Kế hoạch công tác thi đua, khen thưởng năm 2024",
        "Mã việc: 249-2024.14",
        "https://thidua.example.vn/viec/249-2024.14?xem=%C4%91%E1%BB%A7",
    ]


def test_title_that_does_not_fit_is_cut_and_stands_whole_in_the_text(vary):
    long = "Tổng kết phong trào thi đua " * 20
    shown = summary(vary(title=long, is_overdue=True))
    assert shown.startswith("[QUÁ HẠN] Ban TĐKT: Tổng kết")
    assert shown.endswith("… (hạn 30/6/2024)")
    assert len(shown) <= 255
    assert told(vary(title=long))[0] == long.strip()


def test_title_that_just_fits_is_not_cut(vary):
    room = 255 - len("Ban TĐKT:  (hạn 30/6/2024)")
    assert "…" not in summary(vary(title="đ" * room))
    assert told(vary(title="đ" * room))[0] == "đ" * room
    assert summary(vary(title="đ" * (room + 1))).count("đ") == room - 1


def test_letters_that_exchange_counts_twice_are_counted_twice(vary):
    shown = summary(vary(title="👍" * 300))
    assert 250 <= len(shown.encode("utf-16-le")) // 2 <= 255


def test_tentative_is_said(vary):
    assert "Thời gian mới là dự kiến." in told(vary(dates={"tentative": True}))


@pytest.mark.parametrize(
    ("facts", "seen"),
    [
        ({}, "Ban TĐKT: Sơ kết pho"),
        ({"is_overdue": True}, "[QUÁ HẠN] Ban TĐKT: "),
        ({"status": Status.DONE}, "[XONG] Ban TĐKT: Sơ "),
        ({"status": Status.WITHDRAWN}, "[ĐÃ HỦY] Ban TĐKT: S"),
        ({"label": "Văn phòng UBND thành phố"}, "Văn phòng UBN…: Sơ k"),
        ({"label": ""}, "Sơ kết phong trào th"),
    ],
)
def test_a_month_view_shows_state_and_unit(vary, facts, seen):
    assert summary(vary(**facts))[:MONTH_VIEW] == seen


def test_meeting_names_no_deadline(vary):
    assert "hạn" not in summary(vary(dates={"kind": Kind.EVENT}))


def test_first_day_and_hour_are_told(vary):
    window = vary(dates={"kind": Kind.WINDOW, "start_on": date(2024, 1, 1), "time": time(17)})
    assert "Bắt đầu: thứ Hai, 1/1/2024" in told(window)
    assert "Hạn: Chủ nhật, 30/6/2024, lúc 17:00" in told(window)


def test_english_is_complete(vary):
    done = vary(status=Status.DONE, dates={"tentative": True, "start_on": date(2024, 1, 1)})
    assert summary(done, "en").startswith("[DONE] Ban TĐKT: ")
    assert summary(vary(is_overdue=True), "en").startswith("[OVERDUE] ")
    assert summary(vary(shown_on=ShownOn.DUE_ON), "en").endswith("(act by 28 June 2024)")
    starts = [
        done.title,
        "Lead: ",
        "Partners: ",
        "Starts: ",
        "Due: ",
        "Act by: ",
        "The time is tentative.",
        "Words of time: ",
    ]
    starts += ["Why this date: ", "Document: ", "Obligation: ", "https://"]
    assert all(line.startswith(start) for line, start in zip(told(done, "en"), starts, strict=True))


def test_duty_without_a_title_is_called_by_its_id(vary):
    assert "249-2024.14 (hạn 30/6/2024)" in summary(vary(title="\x00"))


def test_decomposed_letters_are_composed(vary):
    assert "Kế hoạch" in summary(vary(title="Kế hoạch"))


def test_stroke_that_readers_take_for_an_escape_is_turned_round(vary):
    assert "C:/New/n; a, b" in summary(vary(title="C:\\New\\n; a, b"))
