"""What letters say."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from tests.messages.cast import (
    LAN,
    MESSAGE_ID,
    NOW,
    TODAY,
    busy_letter,
    composed,
    item,
    letter,
    obligation,
    whole_lines,
)
from tracker.core.delivery import Outage, Told
from tracker.core.notices import NoticeKind, NoticeReason
from tracker.core.phrases.reading import Kind, Step
from tracker.core.provisional import COUNTED
from tracker.core.staffing import Instead
from tracker.messages.plaintext import html_of, text_of

ENGLISH = LAN._replace(language="en")


def text(*items, person=LAN, day=TODAY):
    return whole_lines(composed(letter(*items, person=person, day=day)))


def test_whole_letter_of_one_duty():
    expected = """\
Kính gửi ông/bà Nguyễn Thị Lan,

Tính đến ngày 27/5/2024, ông/bà có 1 việc sắp đến hạn.

SẮP ĐẾN HẠN

1. Tổ chức Hội nghị tuyên dương các điển hình tiên tiến trong “Học tập và
   làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh”
   Hạn: thứ Sáu, 31/5/2024, cũng là ngày cuối để làm (còn 4 ngày làm việc)
   Đơn vị: Ban TĐKT thành phố
   Kế hoạch: 249/KH-UBND, QUÝ II, mục 14
   Căn cứ: kế hoạch ghi «tháng 5»
   Cần làm: hoàn thành trong hạn và báo đã xong.
   Mã việc: 249-2024.14

Báo đã xong: trả lời thư này và ghi mã việc, hoặc nhờ văn thư ghi nhận bằng
lệnh:
   tracker done 249-2024.14

-- 
Thư tự động của Ban Thi đua - Khen thưởng thành phố Cần Thơ, lập lúc 07:30,
thứ Hai, 27/5/2024.
Thấy điều gì chưa đúng, xin trả lời thư này; thư đến vanthu@example.vn.
"""  # noqa: W291  (the sign that parts the signature)
    assert text_of(composed(letter()).raw) == expected


def test_sections_follow_each_other_from_overdue_to_starting():
    said = text_of(composed(busy_letter()).raw)
    places = [said.index(heading) for heading in ("QUÁ HẠN", "ĐẾN HẠN HÔM NAY", "SẮP ĐẾN HẠN", "BẮT ĐẦU")]
    assert places == sorted(places)
    assert "quá hạn 19 ngày làm việc" in said
    assert "hôm nay là ngày cuối" in said


def test_both_days_are_said_and_why_they_differ():
    june = item(obligation(15, date(2024, 6, 30), date(2024, 6, 28)))
    assert "Hạn: Chủ nhật, 30/6/2024 (còn 24 ngày làm việc)" in text(june)
    assert "Ngày cuối để làm: thứ Sáu, 28/6/2024, vì ngày đến hạn là ngày nghỉ hằng tuần" in text(june)
    april = item(obligation(11, date(2024, 4, 30), date(2024, 4, 26)), NoticeKind.OVERDUE)
    assert "thứ Sáu, 26/4/2024, vì ngày đến hạn là Ngày Chiến thắng" in text(april)


def test_report_says_of_which_time_it_tells():
    quarter = obligation(15, date(2024, 6, 25), data_from=date(2024, 3, 15), data_to=date(2024, 6, 14))
    assert "Số liệu: từ thứ Sáu, 15/3/2024 đến hết thứ Sáu, 14/6/2024" in text(item(quarter))
    assert "Data: from Friday, 15 March 2024" in text(item(quarter), person=ENGLISH)


def test_one_day_for_both_is_said_in_one_line():
    said = text()
    assert "thứ Sáu, 31/5/2024, cũng là ngày cuối để làm" in said
    assert "Ngày cuối để làm:" not in said
    assert "31 May 2024, which is also the last day to act" in text(person=ENGLISH)


@pytest.mark.parametrize(
    ("steps", "due_on"),
    [
        ((), "Hạn: thứ Năm, 2/1/2025 (còn"),
        ((Step(COUNTED, {"year": 2025}),), "Hạn: thứ Năm, 2/1/2025 (tạm tính) (còn"),
    ],
)
def test_days_of_a_year_not_announced_are_marked_and_the_letter_says_why(steps, due_on):
    said = text(item(obligation(due_on=date(2025, 1, 2), steps=steps)))
    assert due_on in said
    assert "Ngày cuối để làm: thứ Năm, 2/1/2025 (tạm tính)\n" in said
    assert "(Tạm tính: ngày nghỉ của năm 2025 chưa được công bố" in said
    assert "tạm tính" not in text().lower()


def test_the_awaited_year_is_named_where_the_last_day_to_act_lies_before_it():
    said = text(item(obligation(due_on=date(2025, 1, 1), act_by=date(2024, 12, 31))))
    assert "Ngày cuối để làm: thứ Ba, 31/12/2024 (tạm tính)" in said
    assert "(Tạm tính: ngày nghỉ của năm 2025 chưa được công bố" in said


def test_working_days_are_counted_without_days_off():
    duty = item(obligation(11, date(2024, 5, 6)))
    # 2/5, 3/5, 4/5 (worked for 29/4) and 6/5
    assert "còn 4 ngày làm việc" in text(duty, day=date(2024, 4, 26))
    assert "1 working day left" in text(item(obligation(due_on=date(2024, 5, 28))), person=ENGLISH)


def test_start_and_time_of_an_event_are_said():
    event = obligation(due_on=date(2024, 6, 9), kind=Kind.EVENT, time=time(8, 0), start_on=TODAY)
    said = text(item(event, NoticeKind.START))
    assert "Ngày diễn ra: 08:00, Chủ nhật, 9/6/2024" in said
    assert "Bắt đầu: thứ Hai, 27/5/2024" in said


def test_tentative_day_is_called_so():
    assert "Ngày dự kiến: thứ Sáu, 31/5/2024" in text(item(obligation(kind=Kind.EVENT, tentative=True)))


@pytest.mark.parametrize(
    ("instead", "words"),
    [
        (Instead.NO_ADDRESS, "không có địa chỉ của người phải nhận"),
        (Instead.GROUP, "nhóm cơ quan"),
        (Instead.UNKNOWN_UNIT, "danh mục chưa có đơn vị này"),
    ],
)
def test_coordinator_learns_in_whose_place_and_why(instead, words):
    said = text(item(unit="Ban Tuyên giáo Thành ủy", instead=instead))
    assert words in said
    assert "Cần làm: chuyển đến nơi phải thực hiện." in said


def test_group_without_a_unit_shows_the_names_of_the_plan():
    duty = obligation(lead=("các cơ quan liên quan", "Cụm phó"))
    assert "Đơn vị: các cơ quan liên quan, Cụm phó" in text(item(duty, unit="", instead=Instead.GROUP))


def test_superior_gets_a_report_that_names_who_was_told_and_when():
    told = (Told("Trần Thị Lan", date(2024, 5, 21)), Told("Đặng Văn Minh", date(2024, 5, 23)))
    report = item(obligation(11, date(2024, 5, 20)), NoticeKind.ESCALATION, level=1, told=told)
    said = text(report)
    assert "Đã nhắc: Trần Thị Lan (21/5/2024); Đặng Văn Minh (23/5/2024)\n" in said
    assert "xin báo cáo ông/bà 1 việc quá hạn" in said
    assert "Cần làm: đôn đốc" in said


def test_superior_is_asked_to_urge_or_to_accept_the_delay_and_for_no_command():
    report = item(obligation(11, date(2024, 5, 20)), NoticeKind.ESCALATION, level=2)
    said = text(report)
    assert "Nếu đồng ý cho chậm: trả lời thư này, ghi mã việc" in " ".join(said.split())
    assert "Mã việc: 249-2024.11" in said
    assert "tracker done" not in said
    html = html_of(composed(letter(report)).raw)
    assert ("Nếu đồng ý cho chậm" in html, "tracker done" in html) == (True, False)
    assert "reply to this letter with the id and the last day of the pause" in " ".join(
        text(report, person=ENGLISH).split()
    )


def test_superior_with_own_duties_reports_these_done():
    said = text(item(obligation(11, date(2024, 5, 20)), NoticeKind.ESCALATION, level=1), item())
    assert "tracker done 249-2024.14" in said
    assert "Nếu đồng ý cho chậm" not in said


def test_superior_of_whom_nobody_was_told_reads_no_claim_that_somebody_was():
    said = text(item(obligation(11, date(2024, 5, 20)), NoticeKind.ESCALATION, level=1))
    assert "việc đã quá hạn mà chưa được báo là xong" in said
    assert "Đã nhắc" not in said


def test_stand_in_reads_for_whom_and_does_the_work():
    said = text(item(instead=Instead.ON_LEAVE, on_behalf="Trần Thị Lan"))
    assert "(Ông/bà được báo thay cho Trần Thị Lan, hiện vắng mặt.)" in said
    assert "Cần làm: hoàn thành trong hạn" in said


def test_head_told_for_a_dead_address_passes_it_on():
    said = text(item(instead=Instead.UNREACHABLE, on_behalf="Trần Thị Lan"))
    assert "thay cho Trần Thị Lan: địa chỉ thư của người này không nhận được thư" in said
    assert "Cần làm: báo cho người phụ trách" in said
    assert "thay cho người phụ trách" in text(item(instead=Instead.UNREACHABLE))


def test_outage_is_the_first_thing_said_and_said_once():
    outage = Outage(datetime(2024, 5, 17, 1, 0, tzinfo=UTC), NOW)
    late = replace(letter(item(reason=NoticeReason.CATCH_UP)), outage=outage)
    lines = text_of(composed(late).raw).splitlines()
    assert lines[2].startswith("Dịch vụ nhắc việc đã ngừng từ 08:00, thứ Sáu, 17/5/2024 đến 07:30, thứ Hai,")
    assert lines[5].startswith("Tính đến ngày")
    assert "gửi muộn hơn ngày đã định" not in "\n".join(lines)


def test_last_working_day_before_a_deadline_that_stays_on_a_day_off():
    kept = item(obligation(due_on=date(2024, 6, 2)), NoticeKind.DAY)
    assert "hôm nay là ngày làm việc cuối trước hạn" in text(kept, day=date(2024, 5, 31))


def test_late_reminders_are_explained_once():
    late = [item(obligation(number), reason=NoticeReason.CATCH_UP) for number in (14, 15)]
    assert text(*late).count("gửi muộn hơn ngày đã định") == 1
    assert "được nạp vào hệ thống" in text(item(reason=NoticeReason.KNOWN_LATE))
    assert "không chạy" not in text()


def test_both_languages_say_the_same_number_of_things():
    vi, en = (whole_lines(composed(busy_letter(person))).splitlines() for person in (LAN, ENGLISH))
    facts = re.compile(r" {3}[^ (]").match
    assert len(list(filter(facts, vi))) == len(list(filter(facts, en)))
    assert all(f"249-2024.{number}" in "\n".join(en) for number in (11, 13, 14, 15, 18))


def test_plan_without_a_known_number_is_named_by_its_id():
    assert "Kế hoạch: 7-2024, QUÝ II, mục 14" in text(
        item(replace(obligation(), plan_id="7-2024", plan_number=""))
    )


def test_written_moment_is_that_of_the_office():
    said = text_of(composed(letter(), now=NOW.replace(hour=18), message_id=MESSAGE_ID).raw)
    assert "01:30,\nthứ Ba, 28/5/2024." in said
