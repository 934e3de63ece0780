"""Which days feeds show: calendars choke on years of history."""

from datetime import date

from dateutil.relativedelta import relativedelta

BACK = relativedelta(months=3)
AHEAD = relativedelta(months=15)


def window(today: date) -> tuple[date, date]:
    """Return the first and last day that feeds show: this year, 3 months back, 15 months ahead."""
    return min(today.replace(month=1, day=1), today - BACK), today + AHEAD
