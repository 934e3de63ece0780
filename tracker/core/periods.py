"""The periods of a year that duties come back in, and their names."""

from enum import StrEnum

MONTHS_OF_YEAR = 12


class Period(StrEnum):
    """What a report is about, in the words of article 12; nine months are the provinces' own."""

    MONTH = "month"
    QUARTER = "quarter"
    FIRST_HALF = "first-half"
    SECOND_HALF = "second-half"
    NINE_MONTHS = "nine-months"
    YEAR = "year"

    @property
    def months(self) -> int:
        """Its length."""
        return _MONTHS[self]

    def last_months(self) -> range:
        """Return the last month of each such period of a year."""
        if self in _ONLY_LAST:
            return range(_ONLY_LAST[self], _ONLY_LAST[self] + 1)
        return range(self.months, MONTHS_OF_YEAR + 1, self.months)


_MONTHS = {
    Period.MONTH: 1,
    Period.QUARTER: 3,
    Period.FIRST_HALF: 6,
    Period.SECOND_HALF: 6,
    Period.NINE_MONTHS: 9,
    Period.YEAR: 12,
}
_ONLY_LAST = {Period.FIRST_HALF: 6, Period.SECOND_HALF: 12, Period.NINE_MONTHS: 9}
_LABELS = {1: "{year}-{last:02d}", 3: "{year}-Q{turn}", 6: "{year}-H{turn}", 9: "{year}-9M", 12: "{year}"}


def label_of(months: int, year: int, last: int) -> str:
    """Name the period of so many months that ends with the month ``last``: never by its dates."""
    return _LABELS.get(months, _LABELS[1]).format(year=year, turn=last // months, last=last)
