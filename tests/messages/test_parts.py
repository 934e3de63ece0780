"""Partners, news and the week: the parts of a letter that ask for no report."""

from datetime import date

import pytest

from tests.messages.cast import (
    BAN,
    LAN,
    TODAY,
    busy_letter,
    composed,
    item,
    letter,
    obligation,
    unit_week,
    week,
    weekly_letter,
    whole_lines,
)
from tracker.core.delivery import Letter
from tracker.core.notices import NoticeKind
from tracker.core.staffing import Instead
from tracker.messages.plaintext import html_of, text_of

ENGLISH = LAN._replace(language="en")
MAY, JUNE = date(2024, 5, 31), date(2024, 6, 28)
MOVED = item(obligation(15, JUNE), NoticeKind.MOVED, moved_from=MAY)


def closed(**facts):
    return item(obligation(15, date(2024, 5, 20), **facts), NoticeKind.CLOSED, level=1)


def text(*items, person=LAN):
    return whole_lines(composed(letter(*items, person=person)))


def test_parts_follow_each_other_whatever_the_order_of_the_items():
    late = item(obligation(11, date(2024, 5, 20)), NoticeKind.OVERDUE)
    partner = item(obligation(13, date(2024, 5, 24)), NoticeKind.OVERDUE, is_partner=True)
    said = text_of(composed(Letter(LAN, TODAY, (MOVED, partner, late))).raw)
    places = [said.index(heading) for heading in ("QUÁ HẠN", "PHỐI HỢP", "THAY ĐỔI SO VỚI THƯ TRƯỚC")]
    assert places == sorted(places)


def test_partner_reads_who_leads_and_that_the_lead_reports():
    said = text(item(obligation(lead=(BAN,)), is_partner=True, unit="Sở Nội vụ"))
    assert "   Chủ trì: Ban TĐKT thành phố\n   Phối hợp: Sở Nội vụ\n" in said
    assert "Cần làm: phối hợp với đơn vị chủ trì" in said
    assert "tracker done" not in said


def test_moved_date_names_both_days_and_what_to_do():
    said = text(MOVED)
    assert "Hạn mới: thứ Sáu, 28/6/2024, cũng là ngày cuối để làm (còn 24 ngày làm việc)" in said
    assert "Hạn đã báo trước: thứ Sáu, 31/5/2024, nay không còn áp dụng" in said
    assert "Cần làm: thực hiện theo hạn mới" in said
    assert "New due day: Friday, 28 June 2024" in text(MOVED, person=ENGLISH)


def test_closing_note_names_the_day_and_asks_for_nothing():
    said = text(closed(done_on=date(2024, 5, 23), evidence="Báo cáo 35/BC"))
    assert "Đã xong: thứ Năm, 23/5/2024, trễ 3 ngày làm việc\n" in said
    assert "Kết quả: Báo cáo 35/BC\n" in said
    assert "Cần làm: không phải làm gì thêm." in said
    assert "Báo cáo cấp trên" not in said
    assert "đúng hạn" in text(closed(done_on=date(2024, 5, 20)))
    assert "Đã xong: không còn phải thực hiện" in text(closed())


def test_command_is_that_of_the_first_duty_to_report():
    mixed = text(MOVED, item(obligation(13), is_partner=True), item(obligation(14)))
    assert "   tracker done 249-2024.14\n" in mixed


def test_week_is_a_table_with_a_sum_and_a_sign_of_life():
    expected = """\
TỔNG HỢP TUẦN 22/2024 (TỪ NGÀY 27/5/2024)

Đơn vị                   Đúng hạn  Trễ hạn  Trong hạn  Quá hạn
Ban TĐKT thành phố             12        2         18        1
Ban Tuyên giáo Thành ủy         3        0          4        0
Cộng                           15        2         22        1

Dịch vụ vẫn chạy. Bảy ngày qua: 14 thư đã gửi, 0 thư không gửi được, 1 thư
đang chờ gửi.

-- 
"""  # noqa: W291  (the sign that parts the signature)
    assert expected in text_of(composed(weekly_letter()).raw)


def test_one_unit_has_no_sum_and_failed_letters_name_the_command():
    said = text_of(composed(weekly_letter(unit_week(BAN, 1), failed=2)).raw)
    assert "Cộng" not in said
    assert "tracker outbox --state failed" in said.replace("\n", " ")


def test_long_unit_names_are_broken_inside_the_table():
    names = ("Đài Phát thanh và Truyền hình thành phố Cần Thơ", "X" * 120)
    lines = text_of(composed(weekly_letter(*map(unit_week, names))).raw).splitlines()
    assert max(map(len, lines)) <= 76
    assert "X" * 120 in "".join(lines).replace(" ", "").replace("0", "")


def test_week_follows_the_duties_of_the_day():
    both = Letter(LAN, TODAY, busy_letter().items, week=weekly_letter().week)
    said = text_of(composed(both).raw)
    assert said.index("BẮT ĐẦU THỰC HIỆN") < said.index("TỔNG HỢP TUẦN") < said.index("tracker done")


@pytest.mark.parametrize(
    ("instead", "words"),
    [
        (Instead.UNREACHABLE, "(Ông/bà được báo thay cho Lê Quốc Hùng: địa chỉ thư của người này không"),
        (Instead.ON_LEAVE, "(Ông/bà được báo thay cho Lê Quốc Hùng, hiện vắng mặt.)"),
        (Instead.NO_ADDRESS, "(Thư gửi đến đầu mối của cơ quan vì danh mục không có địa chỉ"),
    ],
)
def test_who_reads_the_week_in_anothers_place_reads_why(instead, words):
    written = composed(Letter(LAN, TODAY, (), week=week(instead=instead, on_behalf="Lê Quốc Hùng")))
    assert words in " ".join(text_of(written.raw).split())
    assert words[1:20] in html_of(written.raw)
    assert "báo thay" not in whole_lines(composed(weekly_letter()))
