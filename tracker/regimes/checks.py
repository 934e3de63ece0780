"""What must hold of regimes: their days by the law, their names and ids among one another."""

from collections.abc import Iterable, Sequence
from itertools import accumulate, combinations

from tracker.core.names import key as comparable
from tracker.core.periods import Period
from tracker.core.regimes import Rule, pattern_of, report_of
from tracker.core.settings import Table
from tracker.core.workcalendar import WorkCalendar
from tracker.regimes.sheets import Sheet

MOST_NAMES = 200  # of a folder; each is compared with each
SAMPLE = range(2001, 2029)  # 28 years: every weekday meets every day of the year
_BARE_WEEK = WorkCalendar()


def check_ids(sheets: Iterable[Sheet]) -> None:
    """Refuse two regimes of one id."""
    first: dict[str, str] = {}
    for sheet in sheets:
        at = first.setdefault(sheet.regime.id, sheet.regime.file)
        if at != sheet.regime.file and sheet.regime.id:
            sheet.table.complain("id", "regime.id_twice", first=at)


def check_days(report: Table, period: Period, rule: Rule) -> None:
    """Refuse a window that ends before it begins and a deadline too near to the cut-off (article 8(5))."""
    turns = [
        report_of(rule, period.months, year, last, _BARE_WEEK)
        for year in SAMPLE
        for last in period.last_months()
    ]
    reversed_turn = next((turn for turn in turns if turn.data_to < turn.data_from), None)
    if reversed_turn:
        report.complain(
            "data_to", "regime.window_reversed", first=reversed_turn.data_from, last=reversed_turn.data_to
        )
    soon = next((turn for turn in turns if turn.due_on < _BARE_WEEK.next_working_day(turn.data_to)), None)
    if soon:
        report.complain("due", "regime.too_soon", label=soon.label, last=soon.data_to, due=soon.due_on)


def check_names(sheets: Sequence[Sheet]) -> None:
    """Refuse a name under which two regimes would be found, and more names than anybody gives."""
    counts = accumulate(len(sheet.regime.names) for sheet in sheets)
    overfull = next((sheet for sheet, count in zip(sheets, counts, strict=True) if count > MOST_NAMES), None)
    if overfull:
        overfull.table.complain("names", "regime.too_many_names", most=MOST_NAMES)
        return
    for one, other in combinations(sheets, 2):
        for index, name in enumerate(other.regime.names):
            if any(_are_one(name, claimed) for claimed in one.regime.names):
                other.table.complain(f"names[{index}]", "regime.name_taken", name, file=one.regime.file)


def _are_one(one: str, other: str) -> bool:
    is_found = pattern_of(one).search(comparable(other))
    return bool(is_found or pattern_of(other).search(comparable(one)))


def check_replacing(sheets: Sequence[Sheet]) -> None:
    """Refuse to replace nothing, and what another regime replaces already."""
    first: dict[str, str] = {}
    for table, regime in ((sheet.table, sheet.regime) for sheet in sheets if sheet.regime.replaces):
        if not regime.extends:
            table.complain("replaces", "regime.replaces_nothing")
        elif first.setdefault(regime.extends, regime.file) != regime.file:
            table.complain("replaces", "regime.replaced_twice", file=first[regime.extends])
