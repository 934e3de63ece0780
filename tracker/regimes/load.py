"""Loading the regimes of periodic reports: a folder of TOML files, one a regime.

A file says what texts call the regime, its legal basis and one ``[[report]]`` a
period; calendars/regimes/nd-09-2019.toml explains the keys. What a regime leaves
unsaid it takes from the one that it ``extends``. An absent folder means no regimes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from tracker.core.periods import Period
from tracker.core.regimes import Regime, Rule
from tracker.core.settings import Table
from tracker.errors import CalendarError, Problem
from tracker.folder import read_folder
from tracker.regimes.checks import check_days, check_ids, check_names, check_replacing
from tracker.regimes.sheets import DAYS, Sheet, sheet_of


def load_regimes(folder: Path) -> tuple[Regime, ...]:
    """Read every ``*.toml`` of the folder but hidden and empty ones, by file name.

    A CalendarError carries every problem at once.
    """
    problems: list[Problem] = []
    tables = [table for table in read_folder(folder, {}, problems) if table.values]
    sheets = [sheet_of(table) for table in tables]
    check_ids(sheets)
    by_id = {sheet.regime.id: sheet for sheet in sheets}
    regimes = [_whole(sheet, by_id) for sheet in sheets]
    check_names(sheets)
    check_replacing(sheets)
    for table in tables:
        table.close()
    if problems:
        raise CalendarError("regime.invalid", folder=str(folder), count=len(problems), problems=problems)
    return tuple(regimes)


def _whole(sheet: Sheet, by_id: Mapping[str, Sheet]) -> Regime:
    """Return the regime with everything that it takes from those it extends."""
    lineage = _lineage(sheet, by_id)
    rules: dict[Period, Rule] = {}
    for period in Period:
        said: dict[str, Any] = {}
        for below in reversed(lineage):
            said |= below.reports.get(period, (below.table, {}))[1]
        rule = _rule(said)
        own = sheet.reports.get(period)
        if rule:
            rules[period] = rule
        if own and rule:
            check_days(own[0], period, rule)
        elif own and lineage:
            _complain_of_gaps(own[0], said)
    if lineage and not (rules or sheet.reports):
        sheet.table.complain("report", "settings.required")
    return replace(sheet.regime, rules=rules)


def _lineage(sheet: Sheet, by_id: Mapping[str, Sheet]) -> Sequence[Sheet]:
    """Return a regime and those it extends, itself first; nothing, with a problem, where they have no end."""
    found = [sheet]
    while (above := found[-1].regime.extends) and above in by_id:
        if by_id[above] in found:
            chain = " → ".join(each.regime.id for each in (*found, by_id[above]))
            sheet.table.complain("extends", "regime.circular", chain=chain)
            return ()
        found.append(by_id[above])
    if above and len(found) == 1:
        known = ", ".join(name for name in by_id if name != sheet.regime.id) or "-"
        sheet.table.complain("extends", "regime.unknown_extends", known=known)
    return () if above else found


def _rule(said: Mapping[str, Any]) -> Rule | None:
    is_whole = all(said.get(name) is not None for name in Rule._fields)
    return Rule(**{name: said[name] for name in Rule._fields}) if is_whole else None


def _complain_of_gaps(report: Table, said: Mapping[str, Any]) -> None:
    """Note the days that nobody says; what they rest on was asked for with them."""
    for name in DAYS:
        if name not in said:
            report.complain(name, "settings.required")
