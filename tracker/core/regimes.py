"""Regimes of periodic reports: what a report tells of, and when it is due (Nghị định 09/2019/NĐ-CP)."""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from tracker.core.names import key
from tracker.core.periods import MONTHS_OF_YEAR, Period, label_of
from tracker.core.workcalendar import Roll, WorkCalendar

FEWEST_WORDS = 3  # of a name without a number; fewer would claim sentences that speak of something else
_NUMBERED = re.compile(
    r"(?P<kind>.*?)(?: so)? ?(?<!\d)0*(?P<number>\d{1,4}) ?/ ?(?P<year>\d{4})(?P<symbol>.*)"
)


class DayRule(NamedTuple):
    """A day by its place: ``month`` counts on from the period's last month, back where it is negative.

    A month without that day gives its last one (Civil Code 2015, article 148(3)).
    """

    day: int
    month: int = 0

    def on(self, year: int, last: int) -> date:
        """Return the day for the period that ends with the month ``last`` of a year."""
        years, zero_based = divmod(last - 1 + self.month, MONTHS_OF_YEAR)
        year, month = year + years, zero_based + 1
        return date(year, month, min(self.day, monthrange(year, month)[1]))


class DaysAfter(NamedTuple):
    """So many days, or working days, after the cut-off, which itself does not count (article 147)."""

    days: int
    is_working: bool


class Rule(NamedTuple):
    """When the reports of one period are cut off and due; both ends of the data are inclusive."""

    data_from: DayRule
    data_to: DayRule
    due: DayRule | DaysAfter
    data_basis: str
    due_basis: str


class Report(NamedTuple):
    """One report of a year: the time it tells of, both days included, and the last day to send it."""

    label: str
    data_from: date
    data_to: date
    due_on: date


@dataclass(frozen=True, slots=True)
class Regime:
    """The reports that one text prescribes; ``file`` is where it is kept, ``basis`` its legal source.

    ``names`` are what documents call it by. One that ``replaces`` what it
    ``extends`` is followed where a document names the other, too.
    """

    id: str
    name: str
    names: tuple[str, ...]
    basis: str
    rules: Mapping[Period, Rule]
    file: str = ""
    extends: str = ""
    replaces: bool = False
    roll: Roll | None = None

    def is_named_in(self, words: str) -> bool:
        """Whether words, in the form of ``core.names.key``, cite this text."""
        return any(pattern_of(name).search(words) for name in self.names)

    def rule_for(self, months: int, last: int) -> Rule | None:
        """Return the rule for the period of so many months that ends with the month ``last``."""
        fitting = (period for period in self.rules if period.months == months)
        return next((self.rules[period] for period in fitting if last in period.last_months()), None)


def report_of(rule: Rule, months: int, year: int, last: int, calendar: WorkCalendar) -> Report:
    """Work out the report of the period that ends with the month ``last`` of a year."""
    data_to = rule.data_to.on(year, last)
    match rule.due:
        case DayRule():
            due_on = rule.due.on(year, last)
        case DaysAfter(days, is_working=True):
            due_on = calendar.add_working_days(data_to, days)
        case DaysAfter(days):
            due_on = data_to + timedelta(days=days)
    return Report(label_of(months, year, last), rule.data_from.on(year, last), data_to, due_on)


@lru_cache(256)
def pattern_of(name: str) -> re.Pattern[str]:
    """Return what finds a name in the form of ``core.names.key``.

    A text with a number is known by number and year with its symbol ("/NĐ-CP"),
    or, where none is written, with its kind ("Nghị định", "NĐ"): "01/2023" alone
    is anybody's. Any other name is known by its words.
    """
    found = _NUMBERED.fullmatch(key(name))
    if found is None:
        return re.compile(rf"(?<!\w){re.escape(key(name))}(?!\w)")
    number = rf"(?<![\d/])0*{int(found['number'])} ?/ ?{found['year']}"
    symbol = " ?".join(map(re.escape, re.findall(r"\w+", found["symbol"])))
    kind = found["kind"].strip()
    forms = [rf"{number} ?/ ?{symbol}(?!\w)"] if symbol else []
    if kind:
        short = "".join(word[0] for word in kind.split())
        forms.append(rf"(?<!\w)(?:{re.escape(kind)}|{short})(?: so)?:? ?{number}(?! ?[/\d])")
    return re.compile("|".join(forms) or r"(?!)")


def is_vague(name: str) -> bool:
    """Whether a name would be found where something else is meant."""
    words = key(name)
    return pattern_of(name).pattern == "(?!)" or (
        _NUMBERED.fullmatch(words) is None and len(words.split()) < FEWEST_WORDS
    )
