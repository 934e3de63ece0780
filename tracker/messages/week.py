"""The week of an office in a letter: a table of units, and a sign of life."""

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.core.standing import Standing
from tracker.core.text import clean
from tracker.core.weekly import Week
from tracker.i18n import Translator
from tracker.i18n.dates import short_date
from tracker.messages.lines import table

COUNTED = (Standing.ON_TIME, Standing.LATE, Standing.IN_TERM, Standing.OVERDUE)


@dataclass(frozen=True, slots=True)
class WeekView:
    """The weekly part; a row is a unit's name and its four counts, ``total`` the sum of several rows.

    ``note`` says in whose place the reader is told, empty for those who are told as themselves.
    """

    heading: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...]
    alive: str
    note: str

    @property
    def lines(self) -> list[str]:
        """The table as plain text."""
        return table([self.heads, *self.rows, *filter(None, [self.total])]) if self.rows else []


def week_view(week: Week, say: Translator) -> WeekView:
    """Say how the units stand, and that the service runs."""
    rows = tuple((clean(unit.unit), *(str(unit.counts[part]) for part in COUNTED)) for unit in week.units)
    total = (say("letter.week.total"), *map(str, _sums(week))) if len(rows) > 1 else ()
    return WeekView(
        heading=say("letter.week.heading", week=week_name(week, say), date=short_date(week.monday, say)),
        heads=(say("letter.week.unit"), *(say(f"standing.{part}") for part in COUNTED)),
        rows=rows,
        total=total,
        alive=" ".join(_alive(week, say)),
        note=say(f"letter.instead.{week.instead}", name=clean(week.on_behalf)) if week.instead else "",
    )


def week_name(week: Week, say: Translator) -> str:
    """Name a week as calendars number it (ISO 8601): "10/2024"."""
    year, number, _ = week.monday.isocalendar()
    return say("letter.week.name", number=number, year=year)


def week_counts(week: Week, say: Translator) -> str:
    """Say the four-way count of all units in a few words."""
    on_time, late, in_term, overdue = _sums(week)
    return say("letter.week.counts", on_time=on_time, late=late, in_term=in_term, overdue=overdue)


def _sums(week: Week) -> list[int]:
    return [sum(unit.counts[part] for unit in week.units) for part in COUNTED]


def _alive(week: Week, say: Translator) -> Iterator[str]:
    yield say("letter.week.alive", sent=week.sent, failed=week.failed, waiting=week.waiting)
    if week.failed:
        yield say("letter.week.failed")
