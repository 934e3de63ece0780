"""Short words of time in a cell, written out: the month of "15" and "cuối tháng", "3/2024", "2024"."""

import re
from collections.abc import Callable

from tracker.readers.words import rows as words

_PARTS = re.compile(r"([\n;])")


def completed(cell: str, month: str) -> str:
    """Write out the parts of a cell; ``month`` ("tháng 3/2024" or empty) is lent to bare days (D4)."""
    return "".join(_completed(part, month) for part in _PARTS.split(cell))


def _completed(part: str, month: str) -> str:
    text = part.strip()
    rules = (*_SHORT_FORMS, *_WITHOUT_MONTH) if month else _SHORT_FORMS
    found = ((pattern.match(text), write) for pattern, write in rules)
    return next((write(match, month) for match, write in found if match), part)


def _short_month(found: re.Match[str], _month: str) -> str:
    return f"{words.MONTH} {found['number']}/{found['year']}"


def _short_months(found: re.Match[str], _month: str) -> str:
    return words.SHORT_MONTH_SIGN.sub(f"{words.MONTH} ", found[0])


def _bare_year(found: re.Match[str], _month: str) -> str:
    return f"{words.YEAR} {found[0]}"


def _days_from_to(found: re.Match[str], month: str) -> str:
    first, last = f"{words.DAY} {found['first']}", f"{words.DAY} {found['last']} {month}"
    return found["words"] + words.SPAN.format(first=first, last=last)


def _day_only(found: re.Match[str], month: str) -> str:
    day = "" if words.ENDS_IN_DAY.search(found["words"]) else f"{words.DAY} "
    return f"{found['words']}{day}{found['day']} {month}"


def _day_first(found: re.Match[str], month: str) -> str:
    return f"{found['words']}{found['day']} {month}{found['rest']}"


def _days_listed(found: re.Match[str], month: str) -> str:
    return f"{words.DAY} {found['days']} {month}"


def _part_of_month(found: re.Match[str], month: str) -> str:
    return f"{words.ENDS_IN_MONTH.sub('', found['words'])} {month}"


_Rules = tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str], str]], ...]
_SHORT_FORMS: _Rules = (
    (words.SHORT_MONTH, _short_month),
    (words.SHORT_MONTHS, _short_months),
    (words.BARE_YEAR, _bare_year),
)
_WITHOUT_MONTH: _Rules = (
    (words.DAYS_FROM_TO, _days_from_to),
    (words.DAY_ONLY, _day_only),
    (words.DAYS_LISTED, _days_listed),
    (words.DAY_AT_END, _day_only),
    (words.DAY_FIRST, _day_first),
    (words.PART_OF_MONTH, _part_of_month),
)
