"""One file of a regime: what it says, and what it leaves to the regime that it extends."""

from typing import Any, NamedTuple

from tracker.core.periods import Period
from tracker.core.regimes import DayRule, DaysAfter, Regime, is_vague
from tracker.core.settings import Table
from tracker.core.text import slug
from tracker.core.workcalendar import Roll

EARLIEST_MONTH, LATEST_MONTH = -24, 12  # from the last month of the period
LONGEST_NAME = 200  # characters
LONGEST_DELAY = 366  # days after the cut-off
_DATA = ("data_from", "data_to")
DAYS = (*_DATA, "due")


class Sheet(NamedTuple):
    """One file; ``reports`` holds by period what its table says, unsaid keys left out."""

    table: Table
    regime: Regime
    reports: dict[Period, tuple[Table, dict[str, Any]]]


def sheet_of(table: Table) -> Sheet:
    """Read one file; what does not fit is noted in the table."""
    names = table.texts("names")
    if not names:
        table.complain("names", "settings.required")
    for index, name in enumerate(names):
        if len(name) > LONGEST_NAME:
            table.complain(f"names[{index}]", "regime.long_name", name, most=LONGEST_NAME)
        elif is_vague(name):
            table.complain(f"names[{index}]", "regime.vague_name", name)
    roll = table.one_of("roll", "", [roll.value for roll in Roll])
    regime = Regime(
        id=table.checked("id", _as_id, problem="regime.bad_id", required=True),
        name=table.text("name", required=True),
        names=tuple(name for name in names if len(name) <= LONGEST_NAME),
        basis=table.text("basis", required=True),
        rules={},
        file=table.place.file,
        extends=table.line("extends"),
        replaces=table.truth("replaces", default=False),
        roll=Roll(roll) if roll else None,
    )
    return Sheet(table, regime, _reports(table))


def _as_id(text: str) -> str | None:
    return text if text == slug(text) else None


def _reports(table: Table) -> dict[Period, tuple[Table, dict[str, Any]]]:
    found: dict[Period, tuple[Table, dict[str, Any]]] = {}
    for report in table.tables("report"):
        named = report.one_of("period", "", [period.value for period in Period])
        said = _said(report)
        if not report.has("period"):
            report.complain("period", "settings.required")
        elif named and Period(named) in found:
            report.complain("period", "regime.period_twice")
        elif named:
            found[Period(named)] = (report, said)
    return found


def _said(report: Table) -> dict[str, Any]:
    """Read what a report says; new days need a basis of their own."""
    found: dict[str, Any] = {name: _day_rule(report.table(name)) for name in _DATA if report.has(name)}
    if report.has("due"):
        found["due"] = _due(report, report.table("due"))
    for basis, days in (("data_basis", _DATA), ("due_basis", ("due",))):
        text = report.text(basis, required=any(map(report.has, days)))
        if text:
            found[basis] = text
    return found


def _day_rule(table: Table) -> DayRule:
    if not table.has("day"):
        table.complain("day", "settings.required")
    return DayRule(
        table.whole("day", 1, lowest=1, highest=31),
        table.whole("month", 0, lowest=EARLIEST_MONTH, highest=LATEST_MONTH),
    )


def _due(report: Table, table: Table) -> DayRule | DaysAfter | None:
    """Read a deadline: a day of a month, or so many days after the cut-off."""
    written = [name for name in ("day", "days", "working_days") if table.has(name)]
    if len(written) != 1:
        report.complain("due", "regime.due_unclear")
        return None
    (name,) = written
    if name == "day":
        return _day_rule(table)
    return DaysAfter(table.whole(name, 1, lowest=1, highest=LONGEST_DELAY), is_working=name == "working_days")
