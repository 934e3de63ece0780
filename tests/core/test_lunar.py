"""Lunar days fall on the solar days that Vietnam keeps, not on China's."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.lunar import FIRST_YEAR, LAST_YEAR, LunarDay, lunar_day, solar_day

#: Year, first day of Tết, 10/3 (Giỗ Tổ): as kept, and for years to come as the table of the package
#: "holidays" 0.108 has them from 2007 on, which agrees with an ephemeris at UTC+7.
KNOWN = """
    2000 05/02 14/04 | 2001 24/01 03/04 | 2002 12/02 22/04 | 2003 01/02 11/04
    2004 22/01 28/04 | 2005 09/02 18/04 | 2006 29/01 07/04 | 2007 17/02 26/04
    2008 07/02 15/04 | 2009 26/01 04/04 | 2010 14/02 23/04 | 2011 03/02 12/04
    2012 23/01 31/03 | 2013 10/02 19/04 | 2014 31/01 09/04 | 2015 19/02 28/04
    2016 08/02 16/04 | 2017 28/01 06/04 | 2018 16/02 25/04 | 2019 05/02 14/04
    2020 25/01 02/04 | 2021 12/02 21/04 | 2022 01/02 10/04 | 2023 22/01 29/04
    2024 10/02 18/04 | 2025 29/01 07/04 | 2026 17/02 26/04 | 2027 06/02 16/04
    2028 26/01 04/04 | 2029 13/02 23/04 | 2030 02/02 12/04 | 2031 23/01 01/04
    2032 11/02 19/04 | 2033 31/01 09/04 | 2034 19/02 28/04 | 2035 08/02 17/04
    2036 28/01 06/04 | 2037 15/02 24/04 | 2038 04/02 13/04 | 2039 24/01 03/04
    2040 12/02 20/04 | 2041 01/02 10/04 | 2042 22/01 29/04 | 2043 10/02 19/04
    2044 30/01 07/04 | 2045 17/02 26/04 | 2046 06/02 15/04 | 2047 26/01 04/04
    2048 14/02 22/04 | 2049 02/02 11/04 | 2050 23/01 01/04 | 2051 11/02 20/04
    2052 01/02 09/04 | 2053 18/02 28/04 | 2054 08/02 17/04 | 2055 28/01 06/04
    2056 15/02 24/04 | 2057 04/02 13/04 | 2058 24/01 02/04 | 2059 12/02 21/04
    2060 02/02 10/04
"""

#: Where the new moon falls on another day at UTC+8.
UNLIKE_CHINA = [
    (LunarDay(1, 1, 2007), date(2007, 2, 17)),
    (LunarDay(1, 1, 2030), date(2030, 2, 2)),
    (LunarDay(1, 1, 2053), date(2053, 2, 18)),
    (LunarDay(10, 3, 2009), date(2009, 4, 4)),
    (LunarDay(10, 3, 2037), date(2037, 4, 24)),
    (LunarDay(10, 3, 2038), date(2038, 4, 13)),
    (LunarDay(1, 1, 1985), date(1985, 1, 21)),  # a month before China's: the leap month differs
]


@pytest.mark.parametrize(
    "row", [row.split() for line in KNOWN.split("\n") for row in line.split("|") if row.strip()]
)
def test_tet_and_gio_to(row):
    year, *days = row
    found = [solar_day(LunarDay(1, 1, int(year))), solar_day(LunarDay(10, 3, int(year)))]
    assert [f"{day:%d/%m}" for day in found] == days
    assert {day.year for day in found} == {int(year)}


@pytest.mark.parametrize(("lunar", "solar"), UNLIKE_CHINA)
def test_new_moons_are_those_of_vietnam(lunar, solar):
    assert solar_day(lunar) == solar


@pytest.mark.parametrize("year", range(2000, 2101, 4))
def test_months_of_a_year_follow_one_another(year):
    months = [
        days
        for month in range(1, 13)
        for is_leap in (False, True)
        if (days := [day for n in range(1, 32) if (day := solar_day(LunarDay(n, month, year, is_leap)))])
    ]
    assert len(months) in {12, 13}
    assert {len(days) for days in months} <= {29, 30}
    days = [day for month in months for day in month]
    assert days == [days[0] + timedelta(days=n) for n in range(len(days))]
    assert solar_day(LunarDay(1, 1, year + 1)) == days[-1] + timedelta(days=1)


@pytest.mark.parametrize("month", [(2, 2023), (6, 2025), (5, 2028), (3, 2031)])
def test_leap_months(month):
    number, year = month
    assert solar_day(LunarDay(1, number, year, is_leap=True)) > solar_day(LunarDay(1, number, year))
    assert sum(solar_day(LunarDay(1, n, year, is_leap=True)) is not None for n in range(1, 13)) == 1


@pytest.mark.parametrize(
    "lunar",
    [
        LunarDay(31, 1, 2024),
        LunarDay(1, 13, 2024),
        LunarDay(0, 1, 2024),
        LunarDay(1, 1, 2024, is_leap=True),
        LunarDay(1, 1, FIRST_YEAR - 1),
        LunarDay(1, 1, LAST_YEAR + 1),
    ],
)
def test_days_that_do_not_exist_are_none(lunar):
    assert solar_day(lunar) is None


@given(st.dates(date(FIRST_YEAR + 1, 1, 1), date(LAST_YEAR - 1, 12, 31)))
def test_a_day_there_and_back_is_itself(on):
    assert solar_day(lunar_day(on)) == on


def test_lunar_days_by_name():
    assert lunar_day(date(2025, 1, 27)) == LunarDay(28, 12, 2024)
    assert lunar_day(date(2025, 7, 25)) == LunarDay(1, 6, 2025, is_leap=True)
    assert lunar_day(date(1800, 1, 1)) is None
