"""The entries of a file as values: holidays, swaps, services and rules, each with the keys of its days."""

from collections.abc import Container, Iterable
from datetime import date
from typing import NamedTuple

from tracker.calendars.sheets import WEEKDAYS, Sheet
from tracker.core.holidayrules import Rule
from tracker.core.settings import Table
from tracker.core.workdays import FARTHEST_SWAP, Holiday, Service, Swap

LANGUAGES = ("vi", "en")
MOST_ENTRIES = 500  # of a file
MOST_DAYS = 400  # of an entry
MOST_BESIDE = 9  # days before or after the day that a rule turns about
LONGEST_MONTH = 30  # days of the lunar calendar
_LEAP_YEAR = 2000  # has every day that any year has


class Entry(NamedTuple):
    """One entry: what it means, and each day it names with the day's key."""

    sheet: Sheet
    table: Table
    written: tuple[tuple[str, date], ...]
    holidays: tuple[Holiday, ...] = ()
    swap: Swap | None = None
    service: Service | None = None
    rule: Rule | None = None


def read_entries(sheet: Sheet, weekend: Container[int]) -> list[Entry]:
    """Read all entries of a file; what is wrong is noted with the file's problems."""
    table = sheet.table
    entries = [_holiday(sheet, inner, weekend) for inner in _few(table, "holiday")]
    entries += [_swap(sheet, inner) for inner in _few(table, "swap")]
    entries += [_service(sheet, inner) for inner in _few(table, "service")]
    entries += [_fixed(sheet, inner) for inner in _few(table, "fixed")]
    entries += [_lunar(sheet, inner) for inner in _few(table, "lunar")]
    for entry in entries:
        _check_year(entry)
    table.close()
    return entries


def _few(table: Table, key: str) -> list[Table]:
    found = table.tables(key)
    if len(found) > MOST_ENTRIES:
        table.complain(key, "calendar.too_many_entries", most=MOST_ENTRIES)
    return found[:MOST_ENTRIES]


def _days(table: Table, key: str) -> tuple[date, ...]:
    found = table.days(key)
    if len(found) > MOST_DAYS:
        table.complain(key, "calendar.too_many_days", most=MOST_DAYS)
    return found[:MOST_DAYS]


def source_of(table: Table) -> str:
    """Name the place of a table as people look it up: "vn-2026.toml: swap[0]"."""
    return f"{table.place.file}: {table.place.key}"


def _holiday(sheet: Sheet, table: Table, weekend: Container[int]) -> Entry:
    names, basis, source = _names(table), table.text("basis", required=True), source_of(table)
    days, compensatory = _days(table, "days"), _days(table, "compensatory")
    if not days:
        table.complain("days", "settings.required")
    rest_days = [on for on in days if on.weekday() in weekend]
    if len(compensatory) > len(rest_days):
        table.complain("compensatory", "calendar.nothing_to_make_up", count=len(rest_days))
    for key, on in _keyed("compensatory", compensatory):
        if on.weekday() in weekend:
            table.complain(key, "calendar.off_anyway", on)
    made_up = zip(compensatory, rest_days, strict=False)
    return Entry(
        sheet,
        table,
        (*_keyed("days", days), *_keyed("compensatory", compensatory)),
        holidays=(
            *(Holiday(on, names, basis, None, source) for on in days),
            *(Holiday(on, names, basis, rest_day, source) for on, rest_day in made_up),
        ),
    )


def _swap(sheet: Sheet, table: Table) -> Entry:
    basis = table.text("basis", required=True)
    decided_on = table.day("decided_on")
    pair = {key: table.day(key) for key in ("off", "work")}
    for key in pair:
        if not table.has(key):
            table.complain(key, "settings.required")
    off, work = pair["off"], pair["work"]
    if off is None or work is None:
        return Entry(sheet, table, ())
    if abs((work - off).days) > FARTHEST_SWAP:
        table.complain("work", "calendar.swap_too_far", off=off, most=FARTHEST_SWAP)
    swap = Swap(off, work, basis, decided_on, source_of(table))
    return Entry(sheet, table, (("off", off), ("work", work)), swap=swap)


def _service(sheet: Sheet, table: Table) -> Entry:
    days = _days(table, "days")
    weekday = table.one_of("weekday", "", WEEKDAYS)
    if not table.has("counts_for_deadlines"):
        table.complain("counts_for_deadlines", "settings.required")
    if bool(days) == table.has("weekday"):
        table.complain("days", "calendar.days_or_weekday")
    service = Service(
        _names(table),
        table.text("basis", required=True),
        table.truth("counts_for_deadlines", default=False),
        days,
        WEEKDAYS.index(weekday) if weekday else None,
        *_term(table),
        source_of(table),
    )
    return Entry(sheet, table, tuple(_keyed("days", days)), service=service)


def _fixed(sheet: Sheet, table: Table) -> Entry:
    month, day = _whole(table, "month", 1, 12), _whole(table, "day", 1, 31)
    is_beside = table.truth("beside", default=False)
    if month and day and not _exists(month, day):
        table.complain("day", "calendar.no_such_day", month=month)
    rule = _rule(table, month, day)._replace(is_beside=is_beside)
    return _ruled(sheet, table, rule)


def _lunar(sheet: Sheet, table: Table) -> Entry:
    month, day = _whole(table, "month", 1, 12), _whole(table, "day", 1, LONGEST_MONTH)
    return _ruled(sheet, table, _rule(table, month, day)._replace(is_lunar=True))


def _rule(table: Table, month: int, day: int) -> Rule:
    since, until = _term(table)
    return Rule(
        month,
        day,
        _names(table),
        table.text("basis", required=True),
        before=table.whole("before", 0, lowest=0, highest=MOST_BESIDE),
        after=table.whole("after", 0, lowest=0, highest=MOST_BESIDE),
        is_announced=table.truth("announced", default=False),
        make_up=table.text("make_up"),
        since=since,
        until=until,
        source=source_of(table),
    )


def _ruled(sheet: Sheet, table: Table, rule: Rule) -> Entry:
    """Keep a rule only where it is a day at all; what is wrong with it was noted."""
    is_day = rule.month and rule.day and (rule.is_lunar or _exists(rule.month, rule.day))
    return Entry(sheet, table, (), rule=rule if is_day else None)


def _whole(table: Table, key: str, lowest: int, highest: int) -> int:
    """Read a number that must be there; 0 where there is none that fits."""
    if not table.has(key):
        table.complain(key, "settings.required")
    return table.whole(key, 0, lowest=lowest, highest=highest)


def _exists(month: int, day: int) -> bool:
    try:
        return bool(date(_LEAP_YEAR, month, day))
    except ValueError:
        return False


def _term(table: Table) -> tuple[date, date]:
    """Read the first and the last day on which an entry holds."""
    since, until = table.day("since") or date.min, table.day("until") or date.max
    if until < since:
        table.complain("until", "calendar.term_reversed", since=since)
    return since, until


def _names(table: Table) -> dict[str, str]:
    names = table.table("name")
    return {language: names.text(language, required=True) for language in LANGUAGES}


def _keyed(key: str, days: Iterable[date]) -> Iterable[tuple[str, date]]:
    return ((f"{key}[{index}]", on) for index, on in enumerate(days))


def _check_year(entry: Entry) -> None:
    """Refuse a day of another year, the commonest slip; one of a neighbouring year may be meant."""
    year = entry.sheet.year
    is_meant = entry.table.truth("spills_over", default=False)
    for key, on in entry.written:
        if year and abs(on.year - year) > is_meant:
            entry.table.complain(key, "calendar.other_year", on, year=year)
