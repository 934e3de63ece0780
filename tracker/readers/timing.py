"""The time of a line: its own words, or those of the month or the day it stands under."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from tracker.core.phrases.reading import Kind, PhraseReport, Precision
from tracker.errors import Place
from tracker.readers import duty_words as words
from tracker.readers.document import Paragraph
from tracker.readers.headings import is_period
from tracker.readers.numbering import marked
from tracker.readers.surroundings import Surroundings
from tracker.readers.times import TimeReader

_LONGEST_PERIOD = 80  # letters
_LINES_WITH_THE_WEEK = 40
_DAYS_OF_A_WEEK = range(4, 8)
_HEADING_PRECISIONS = frozenset({Precision.MONTH, Precision.QUARTER, Precision.PART_OF_MONTH, Precision.HALF})


def time_of(text: str, around: Surroundings, times: TimeReader, place: Place) -> PhraseReport:
    """Read the time of a sentence; a day alone borrows its month, an hour its day."""
    if around.day:
        return times.read(_hour_and_day(text, around), place, in_time_cell=True)
    if around.period:
        return _in_period(text, around.period, times, place)
    return times.read(text, place)


def _in_period(text: str, period: str, times: TimeReader, place: Place) -> PhraseReport:
    """Read the time of a line below a month: a day alone is one of that month, no time is the month."""
    alone = words.DAY_ALONE.search(text)
    month = words.ONE_MONTH.match(period)
    dated = f"{text[: alone.end()]} {month[1]}{text[alone.end() :]}" if alone and month else text
    own = times.read(dated, place)
    if own.readings:
        return own
    return times.read(f"{period}: {alone[0]}" if alone else period, place, in_time_cell=True)


def _hour_and_day(text: str, around: Surroundings) -> str:
    session = words.SESSION.match(text)
    hour = words.HOUR_FIRST.match(text[session.end() :] if session else text)
    if hour:
        return f"{hour[1]} {around.day}"
    return f"{words.EVENT_LABEL}: {session[1] if session else around.session} {around.day}"


def without_hour(text: str) -> str:
    """Return what is held, without the part of the day and the hour before it."""
    bare = words.SESSION.sub("", text)
    return words.HOUR_FIRST.sub("", bare) or text


def says_only_time(text: str, times: TimeReader, place: Place) -> PhraseReport | None:
    """Read a line that says a time and nothing else; None for any other line."""
    if len(text) > _LONGEST_PERIOD or not words.SPEAKS_OF_TIME.search(text):
        return None
    report = times.read(text, place, in_time_cell=True)
    rest = text
    for reading in report.readings:
        rest = rest.replace(reading.phrase, " ")
    return report if report.readings and not words.AROUND_A_TIME.sub("", rest) else None


def period_in(heading: str, times: TimeReader, place: Place) -> str:
    """Return the words of a heading that is a month, a quarter or a stretch of them; else nothing."""
    text = heading.strip(" .:;")
    if is_period(text):
        return text
    report = says_only_time(text, times, place)
    if report is None or len(report.readings) > 1:
        return ""
    reading = report.readings[0]
    is_stretch = reading.kind is Kind.WINDOW and reading.precision in _HEADING_PRECISIONS
    return text if is_stretch else ""


Week = Mapping[int, date]
"""The days of the week that a schedule is for, by weekday (Monday is 0)."""


def week_of(title: str, lines: Sequence[Paragraph], times: TimeReader) -> Week:
    """Find the week of a schedule: the first span of some days that its title or its first lines state.

    It is looked for only where a weekday stands without its date.
    """
    if not any(
        words.WEEKDAY.match(mark.text if (mark := marked(line.text)) else line.text) for line in lines
    ):
        return {}
    for text in (title, *(line.text for line in lines[:_LINES_WITH_THE_WEEK])):
        for reading in times.read(text, Place(), in_time_cell=True).readings:
            if (
                reading.start
                and reading.due_on
                and (reading.due_on - reading.start).days + 1 in _DAYS_OF_A_WEEK
            ):
                days = (
                    reading.start + timedelta(days=n)
                    for n in range((reading.due_on - reading.start).days + 1)
                )
                return {day.weekday(): day for day in days}
    return {}


def day_in(heading: str, week: Week) -> str:
    """Return the words of the day that a heading names; a bare weekday is looked up in the week."""
    found = words.WEEKDAY.match(heading)
    if found is None:
        return heading.strip(" .:;")
    number = 6 if found[2] else words.WEEKDAYS.get(found[1].lower())
    weekday = int(found[1]) - 2 if number is None else number
    day = week.get(weekday)
    return words.DAY_IN_WORDS.format(day=day.day, month=day.month, year=day.year) if day else heading
