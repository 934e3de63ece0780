"""The time of a line: its own words, or those of the month or the day it stands under."""

from collections.abc import Sequence

from tracker.core.phrases.reading import Kind, PhraseReport, Precision
from tracker.errors import Place
from tracker.readers.document import Paragraph
from tracker.readers.flaws import no_day
from tracker.readers.prose.surroundings import Surroundings
from tracker.readers.tables.periods import Week, week_of
from tracker.readers.times import TimeReader
from tracker.readers.words import duties as words
from tracker.readers.words.rows import weekday_in

_LONGEST_PERIOD = 80  # letters
_LINES_WITH_THE_WEEK = 40
_HEADING_PRECISIONS = frozenset({Precision.MONTH, Precision.QUARTER, Precision.PART_OF_MONTH, Precision.HALF})


def time_of(text: str, around: Surroundings, times: TimeReader, place: Place) -> PhraseReport:
    """Read the time of a sentence; a day alone borrows its month, an hour its day."""
    if words.BARE_WEEKDAY.match(around.day):
        return PhraseReport(problems=(no_day("", without_hour(text), place),))
    if around.day:
        return times.read(_hour_and_day(text, around), place, in_time_cell=True)
    if around.period:
        return _in_period(text, around.period, times, place)
    report = times.read(text, place)
    return report if report.readings else _opening_time(text, times, place) or report


def _opening_time(text: str, times: TimeReader, place: Place) -> PhraseReport | None:
    """Read the time with which a line begins: "Đợt 2: Tháng 9/2024, kiểm tra ..."."""
    opening = words.OPENING.match(words.ROUND.sub("", text))
    return says_only_time(opening[0], times, place) if opening else None


def _in_period(text: str, period: str, times: TimeReader, place: Place) -> PhraseReport:
    """Read the time of a line below a month: a day alone is one of that month, no time is the month."""
    month = words.ONE_MONTH.match(period)
    original, text = text, _with_day(text, month[1]) if month else text
    alone = words.DAY_ALONE.search(text)
    dated = f"{text[: alone.end()]} {month[1]}{text[alone.end() :]}" if alone and month else text
    own = times.read(dated, place)
    if own.readings:
        return own
    if dated == text and text != original and (found := words.DATED.search(text)):
        return times.read(found[0], place, in_time_cell=True)
    return times.read(f"{period}: {alone[0]}" if alone else period, place, in_time_cell=True)


def _hour_and_day(text: str, around: Surroundings) -> str:
    session = words.SESSION.match(text)
    hour = words.HOUR_FIRST.match(text[session.end() :] if session else text)
    if hour:
        return f"{hour[1]} {around.day}"
    return f"{words.EVENT_LABEL}: {session[1] if session else around.session} {around.day}"


def _with_day(text: str, month: str) -> str:
    """Say "ngày" before "05/9" in the plan of September, where it can be nothing but a day."""
    number = words.MONTH_NUMBER.search(month)
    for found in words.DAY_AND_MONTH.finditer(text):
        is_said = words.SAYS_DAY.search(text[: found.start()])
        if number and int(found[2]) == int(number[0]) and not is_said:
            return text[: found.start()] + words.DAY_BEFORE.format(day=found[0]) + text[found.end() :]
    return text


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
    if words.PERIOD_ALONE.match(text):
        return text
    report = says_only_time(text, times, place)
    if report is None or len(report.readings) > 1:
        return ""
    reading = report.readings[0]
    is_stretch = reading.kind is Kind.WINDOW and reading.precision in _HEADING_PRECISIONS
    return text if is_stretch else ""


def week_in(title: str, lines: Sequence[Paragraph], year: int | None) -> Week | None:
    """Find the week of a schedule: the span of days that its title or one of its first lines states."""
    texts = (title, *(line.text for line in lines[:_LINES_WITH_THE_WEEK]))
    return next((week for text in texts if (week := week_of(text, year))), None)


def day_in(heading: str, week: Week | None) -> str:
    """Return the words of the day that a heading names; a bare weekday is looked up in the week."""
    number = weekday_in(heading) if words.BARE_WEEKDAY.match(heading) else None
    day = week.day(number) if week and number is not None else None
    if day is None:
        return heading.strip(" .:;")
    return words.DAY_IN_WORDS.format(day=day.day, month=day.month, year=day.year)
