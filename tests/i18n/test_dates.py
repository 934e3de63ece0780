"""Days and moments in words."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from tracker.i18n import translator
from tracker.i18n.dates import long_date, marked, moment, short_date

VI, EN = translator("vi"), translator("en")
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def test_days_are_said_as_people_write_them():
    assert long_date(date(2024, 5, 31), VI) == "thứ Sáu, 31/5/2024"
    assert long_date(date(2024, 5, 31), EN) == "Friday, 31 May 2024"
    assert short_date(date(2024, 12, 1), VI) == "1/12/2024"
    assert short_date(date(2024, 12, 1), EN) == "1 December 2024"


def test_what_may_still_move_is_marked():
    assert marked("31/5/2029", VI, is_provisional=True) == "31/5/2029 (tạm tính)"
    assert marked("31 May 2029", EN, is_provisional=True) == "31 May 2029 (provisional)"
    assert marked("31/5/2029", VI, is_provisional=False) == "31/5/2029"


@pytest.mark.parametrize(
    ("day", "name"),
    [(26, "Chủ nhật"), (27, "thứ Hai"), (28, "thứ Ba"), (29, "thứ Tư"), (30, "thứ Năm"), (25, "thứ Bảy")],
)
def test_every_weekday_has_its_name(day, name):
    assert long_date(date(2024, 5, day), VI).startswith(f"{name}, ")


def test_moment_is_that_of_the_zone():
    at = datetime(2024, 5, 26, 17, 5, tzinfo=UTC)
    assert moment(at, HANOI, VI) == "00:05, thứ Hai, 27/5/2024"
    assert moment(at, HANOI, EN) == "00:05, Monday, 27 May 2024"
