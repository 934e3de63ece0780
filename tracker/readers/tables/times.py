"""When a row is due: its own words, read with the month, the quarter or the day it stands under."""

from collections.abc import Iterator
from dataclasses import replace

from tracker.core.phrases.reading import PhraseReport
from tracker.readers.flaws import held_time, no_day
from tracker.readers.tables.completing import completed
from tracker.readers.tables.groups import one_line
from tracker.readers.tables.periods import Period, Rank, period_of
from tracker.readers.tables.planrow import PlanRow
from tracker.readers.tables.schedule import is_in_schedule, moment_of
from tracker.readers.times import TimeReader
from tracker.readers.words import rows as words
from tracker.readers.words.columns import Column


def time_of(row: PlanRow, times: TimeReader) -> PhraseReport:
    """Read the words of time that hold for a row: its cells, its task, its heading, the row above."""
    times = _in_year(row, times)
    if is_in_schedule(row):
        return _event(row, times)
    own = read_own(row, times)
    if own.readings or row[Column.TIME]:
        return own
    if period := _window_of(row, times):
        return times.read(period, row.place, in_time_cell=True)
    return _lent(row, times) or own


def read_own(row: PlanRow, times: TimeReader) -> PhraseReport:
    """Read the time cells; without a date in them the task, and without a time column the notes."""
    reports: list[PhraseReport] = []
    for text, in_time_cell in _own_texts(row):
        reports.append(times.read(text, row.place, in_time_cell=in_time_cell))
        if reports[-1].readings:
            return reports[-1]
    return reports[0]


def _own_texts(row: PlanRow) -> Iterator[tuple[str, bool]]:
    """Yield what may say when, the most telling first, and whether its place says that it does."""
    if cell := _own_words(row):
        yield _written_out(cell, row), True
    if day := _day_in_brackets(row):
        yield day, True
    yield row[Column.TASK], False
    if not row.columns.has_time:
        yield from ((row[column], False) for column in (Column.NOTE, Column.PRODUCT) if row[column])


def _day_in_brackets(row: PlanRow) -> str:
    """Return "05/9" at the end of a task that stands under September; elsewhere it may be a fraction."""
    found = words.DAY_IN_BRACKETS.search(row[Column.TASK])
    above = next((period for period in row.context.periods if period.month), None)
    return found["day"] if found and above and int(found["month"]) == above.month else ""


def _in_year(row: PlanRow, times: TimeReader) -> TimeReader:
    """Read days without a year in the year that the column or a heading above the row names."""
    above = next((period.year for period in row.context.periods if period.year), None)
    year = int(row[Column.YEAR]) if row[Column.YEAR] else above
    return replace(times, year=year) if year and year != times.year else times


def _event(row: PlanRow, times: TimeReader) -> PhraseReport:
    if moment := moment_of(row) or _day_in_month(row):
        return times.read(moment, row.place, in_time_cell=True)
    if row[Column.TIME] and not words.CLOCK.match(row[Column.TIME]):
        return times.read(_written_out(row[Column.TIME], row), row.place, in_time_cell=True)
    return PhraseReport(problems=(no_day(row.name, one_line(row[Column.TASK]), row.place),))


def _day_in_month(row: PlanRow) -> str:
    """Put a day ("5") under the month of the time cell beside it, or of the heading above."""
    period = period_of(one_line(row[Column.TIME]))
    month = _month_words(period.month, period.year) if period and period.month else _month_of(row)
    day = completed(row[Column.DAY], month)
    return day if day != row[Column.DAY] else ""


def _own_words(row: PlanRow) -> str:
    """Return the words of the time cells; a beginning and an end make one span."""
    first, last = one_line(row[Column.START]), one_line(row[Column.END])
    if first and last:
        first, last = words.FROM_ALREADY.sub("", first), words.UNTIL_ALREADY.sub("", last)
        return words.SPAN.format(first=first, last=last)
    return row[Column.TIME] or last or (first and words.SINCE.format(first=words.FROM_ALREADY.sub("", first)))


def _written_out(cell: str, row: PlanRow) -> str:
    return completed(words.ITEM_IN_LINE.sub(" ", cell), _month_of(row))


def _month_of(row: PlanRow) -> str:
    """Say the month that a row stands under; the title's if no heading names one."""
    above = next((period for period in row.context.periods if period.rank <= Rank.MONTH), None)
    if above:
        return _month_words(above.month, above.year)
    return _month_words(row.context.month, row.context.year)


def _month_words(month: int | None, year: int | None) -> str:
    if month is None:
        return ""
    return f"{words.MONTH} {month}" + (f"/{year}" if year else "")


def _window_of(row: PlanRow, times: TimeReader) -> str:
    """Say the period that a row without a time of its own stands under.

    A month's heading says when; a quarter's only where nothing else in the table could,
    and the row does not wait for an event ("khi có điều kiện").
    """
    period = next((found for found in row.context.periods if found.rank <= Rank.WEEK), None)
    if period is None:
        return ""
    if not (row.has(Column.PERIOD) or _is_fine(period)) and (
        row.columns.has_time or times.events(row[Column.TASK])
    ):
        return ""
    return completed(period.words, _month_of(row)) if period.rank is Rank.WEEK else period.words


def _is_fine(period: Period) -> bool:
    return period.rank >= Rank.MONTH


def _lent(row: PlanRow, times: TimeReader) -> PhraseReport | None:
    """Read the time that the row's parent says, or a row above seems to say; only a guess is told."""
    lent = row.inherited.get(Column.TIME)
    if lent is None:
        return None
    report = times.read(_written_out(lent.text, row), row.place, in_time_cell=True)
    if not report.readings:
        return None
    guess = [held_time(row.name, lent.ordinal, lent.text, row.place)] if lent.ordinal else []
    return replace(report, problems=(*report.problems, *guess))
