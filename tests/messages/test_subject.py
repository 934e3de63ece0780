"""The subject: what a phone shows of a letter."""

from dataclasses import replace
from datetime import date

import pytest

from tests.messages.cast import (
    BAN,
    LAN,
    TITLES,
    TODAY,
    busy_letter,
    composed,
    item,
    letter,
    obligation,
    unit_week,
    week,
    weekly_letter,
)
from tracker.core.delivery import Letter
from tracker.core.notices import NoticeKind
from tracker.messages.headers import LONGEST

ENGLISH = LAN._replace(language="en")
LATE = obligation(11, date(2024, 5, 20), title="Báo cáo")
MOVED = item(obligation(15, title="Báo cáo"), NoticeKind.MOVED, moved_from=TODAY)
CLOSED = item(obligation(15, title="Báo cáo", done_on=TODAY), NoticeKind.CLOSED, level=1)


def subject(*items, person=LAN):
    return composed(letter(*items, person=person)).subject


def test_several_duties_are_counted_gravest_first():
    assert composed(busy_letter()).subject == "[Nhắc việc] 1 quá hạn, 1 hôm nay, 2 sắp đến, 1 bắt đầu (27/05)"
    english = composed(busy_letter(ENGLISH)).subject
    assert english == "[Reminder] 1 overdue, 1 today, 2 coming, 1 starting (27 May)"


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        (item(LATE, NoticeKind.OVERDUE), "[Nhắc việc] quá hạn 5 ngày làm việc: Báo cáo"),
        (item(obligation(15, TODAY, title="Báo cáo")), "[Nhắc việc] hôm nay là ngày cuối: Báo cáo"),
        (item(obligation(title="Báo cáo")), "[Nhắc việc] còn 4 ngày làm việc: Báo cáo"),
        (item(obligation(title="Báo cáo"), NoticeKind.START), "[Nhắc việc] bắt đầu thực hiện: Báo cáo"),
        (item(LATE, NoticeKind.ESCALATION, level=1), "[Báo cáo cấp trên] quá hạn 5 ngày làm việc: Báo cáo"),
        (
            item(obligation(title="Báo cáo"), is_partner=True),
            "[Nhắc việc] phối hợp, còn 4 ngày làm việc: Báo cáo",
        ),
        (MOVED, "[Nhắc việc] hạn mới 31/5/2024: Báo cáo"),
        (CLOSED, "[Nhắc việc] đã xong: Báo cáo"),
    ],
)
def test_single_duty_is_named(only, expected):
    assert subject(only) == expected


def test_title_is_cut():
    long = subject(item(obligation(11)))
    assert TITLES[11].startswith(long.removeprefix("[Nhắc việc] còn 4 ngày làm việc: ").removesuffix("…"))
    assert len(long) <= LONGEST


def test_superior_with_own_duties_gets_an_ordinary_subject():
    mixed = subject(item(LATE, NoticeKind.ESCALATION, level=1), item())
    assert mixed == "[Nhắc việc] 1 quá hạn, 1 sắp đến (27/05)"


def test_news_make_no_report_and_partners_and_news_are_counted_last():
    all_kinds = subject(MOVED, item(is_partner=True), item(LATE, NoticeKind.ESCALATION, level=1))
    assert all_kinds == "[Nhắc việc] 1 quá hạn, 1 phối hợp, 1 thay đổi (27/05)"


def test_week_alone_gives_its_counts():
    assert (
        composed(weekly_letter()).subject
        == "[Nhắc việc] Tổng hợp tuần 22/2024: 15 đúng hạn, 2 trễ hạn, 22 trong hạn, 1 quá hạn"
    )
    english = composed(weekly_letter(unit_week(BAN, 1, 2, 3, 4), person=ENGLISH)).subject
    assert english == "[Reminder] Week 22/2024: 1 on time, 2 late, 3 in term, 4 overdue"


def test_week_with_duties_comes_after_them():
    both = Letter(LAN, TODAY, (item(LATE, NoticeKind.ESCALATION, level=1),), week=week())
    assert composed(both).subject == "[Báo cáo cấp trên] 1 quá hạn, tổng hợp tuần 22/2024 (27/05)"


def test_week_is_named_by_the_year_that_holds_most_of_it():
    new_year = replace(weekly_letter(), week=replace(week(), monday=date(2024, 12, 30)))
    assert "Tổng hợp tuần 1/2025" in composed(new_year).subject
