"""Rows of a week: the day and the hour put together as a sentence would say them."""

import re

from tracker.readers.tables.groups import one_line
from tracker.readers.tables.periods import Rank, Week
from tracker.readers.tables.planrow import PlanRow
from tracker.readers.words import rows as words
from tracker.readers.words.columns import SESSION_WORDS, Column

_NOON, _MORNING_ENDS = 12, 7


def is_in_schedule(row: PlanRow) -> bool:
    """Whether a row is an event of a day: by its columns, by its heading, or by its hour in a known week."""
    if row.has(Column.DAY) or row.has(Column.HOUR) or row.context.named(Rank.DAY, Rank.SESSION):
        return True
    time = row[Column.TIME]
    says_hour = words.CLOCK.match(time) or words.SESSION.match(time)
    return row.context.week is not None and bool(says_hour or words.WEEKDAY.match(time))


def is_free(row: PlanRow) -> bool:
    """Whether nothing is planned: "Nghỉ", "Làm việc tại cơ quan", an empty cell."""
    task = one_line(row[Column.TASK])
    return not task or words.NO_EVENT.match(task) is not None


def moment_of(row: PlanRow) -> str:
    """Say when an event is: "08 giờ 00, thứ Hai, ngày 13/5/2024"; empty if the day is unknown.

    A weekday without a date is that of the week which the document is for.
    """
    day_words = _day_words(row)
    if words.ALL_WEEK.match(day_words.strip()) and row.context.week:
        return _span(row.context.week)
    day = _day(day_words, row.context.week)
    return f"{_hour(row)}{day}" if day else ""


def _day_words(row: PlanRow) -> str:
    named = row.context.named(Rank.DAY)
    own = [text for column in (Column.TIME, Column.DAY) if (text := one_line(row[column]))]
    said = [
        text
        for text in own
        if words.DATE.search(text) or words.WEEKDAY.search(text) or words.ALL_WEEK.match(text)
    ]
    return " ".join(sorted(said, key=_has_no_date)) or (named.words if named else "")


def _has_no_date(text: str) -> bool:
    return words.DATE.search(text) is None


def _day(text: str, week: Week | None) -> str:
    number = words.weekday_in(text)
    if date := words.DATE.search(text):
        year = date[3] or (str(week.last.year) if week and week.first.year == week.last.year else "")
        named = f"{words.WEEKDAY_WORDS[number]}, " if number is not None else ""
        return f"{named}{words.DAY} {date[1]}/{date[2]}" + (f"/{year}" if year else "")
    found = week.day(number) if week and number is not None else None
    return f"{words.DAY} {found.day}/{found.month}/{found.year}" if found else ""


def _hour(row: PlanRow) -> str:
    """Say the hour, else the part of the day, else only that it is an event."""
    named = row.context.named(Rank.SESSION)
    said = " ".join(filter(None, (row[Column.HOUR], row[Column.TIME], named.words if named else "")))
    session = words.SESSION.search(said) or words.SESSION.search(_day_words(row))
    if clock := words.CLOCK.search(said):
        return f"{_after_noon(int(clock[1]), session):02d} {words.HOUR} {clock[2] or '00'}, "
    return f"{session[1].lower() if session else words.AT} "


def _after_noon(hour: int, session: re.Match[str] | None) -> int:
    """Read "chiều 2h" as 14 hours and "tối 7h" as 19."""
    part = session[1].lower() if session else ""
    is_late = (part == SESSION_WORDS[Column.AFTERNOON] and hour < _MORNING_ENDS) or part == words.EVENING
    return hour + _NOON if is_late and hour < _NOON else hour


def _span(week: Week) -> str:
    first, last = (f"{day.day}/{day.month}/{day.year}" for day in (week.first, week.last))
    return words.SPAN.format(first=first, last=last)
