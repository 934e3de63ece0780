"""The regimes of periodic reports, and what they ask for in one year."""

from dataclasses import dataclass
from datetime import date

from tracker.app import App
from tracker.core.periods import Period
from tracker.core.provisional import COUNTED, Provisional, provisional, years_between
from tracker.core.regimes import DaysAfter, Regime, Report, Rule, report_of
from tracker.core.workcalendar import Roll


@dataclass(frozen=True, slots=True)
class DueReport:
    """One report of the year; ``working_days`` lie between the cut-off and ``act_by``, which is rolled.

    ``provisional`` says which of its days may still move.
    """

    period: Period
    report: Report
    act_by: date
    working_days: int
    rule: Rule
    provisional: Provisional


@dataclass(frozen=True, slots=True)
class RegimeYear:
    """A regime, how it rolls, and its reports of one year in the order of its periods."""

    regime: Regime
    roll: Roll
    reports: tuple[DueReport, ...]


def regimes(app: App, year: int) -> list[RegimeYear]:
    """List the regimes that are known, with the reports of a year on the office's calendar."""
    return [_in_year(regime, year, app) for regime in app.regimes]


def _in_year(regime: Regime, year: int, app: App) -> RegimeYear:
    roll = regime.roll or app.config.reminders.roll
    reports = [
        _due(period, rule, report_of(rule, period.months, year, last, app.calendar), roll, app)
        for period, rule in regime.rules.items()
        for last in period.last_months()
    ]
    return RegimeYear(regime, roll, tuple(reports))


def _due(period: Period, rule: Rule, report: Report, roll: Roll, app: App) -> DueReport:
    act_by = app.calendar.roll(report.due_on, roll)
    is_counted = isinstance(rule.due, DaysAfter) and rule.due.is_working
    years = years_between(report.data_to, report.due_on) if is_counted else ()
    steps = [(COUNTED, {"year": year}) for year in years]
    return DueReport(
        period,
        report,
        act_by,
        app.calendar.working_days_between(report.data_to, act_by),
        rule,
        provisional(report.due_on, act_by, roll, steps, app.calendar),
    )
