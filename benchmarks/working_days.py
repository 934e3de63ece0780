"""How long counting working days takes: by bisection in years laid out, and day by day, in the same run."""

import argparse
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from tracker.calendars import load_calendar
from tracker.core.workcalendar import WorkCalendar

CALENDAR = load_calendar(Path(__file__).parent.parent / "calendars" / "days")
FIRST, LAST = date(2023, 1, 1), date(2027, 12, 31)
DAYS = [FIRST + timedelta(days=number) for number in range(0, (LAST - FIRST).days, 7)]
SPANS = (10, 60, 250)
ONE_DAY = timedelta(days=1)


class DayByDay:
    """The plain way: a table of special days, and a step for every day."""

    def __init__(self, calendar: WorkCalendar) -> None:
        self._special = {day.on: day for day in calendar.special_days(date(2021, 1, 1), date(2030, 12, 31))}
        self._weekend = calendar.weekend

    def is_working_day(self, on: date) -> bool:
        special = self._special.get(on)
        return special.is_working if special else on.weekday() not in self._weekend

    def add_working_days(self, on: date, days: int) -> date:
        step = ONE_DAY if days > 0 else -ONE_DAY
        for _ in range(abs(days)):
            on += step
            while not self.is_working_day(on):
                on += step
        return on

    def working_days_between(self, after: date, until: date) -> int:
        days = (after + ONE_DAY * number for number in range(1, (until - after).days + 1))
        return sum(map(self.is_working_day, days))


def main() -> None:
    """Measure and print one table; refuse to compare what disagrees."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=9)
    rounds = options.parse_args().rounds
    plain = DayByDay(CALENDAR)
    print(f"Medians of {rounds} interleaved rounds over {len(DAYS)} days of 2023 to 2027, a call\n")
    print("| | day by day, us | years laid out, us | times as fast |\n| --- | --: | --: | --: |")
    for span in SPANS:
        for name, work in (("add", adding(span)), ("count between", counting(span))):
            if work(plain) != work(CALENDAR):
                raise SystemExit(f"{name} {span}: the two disagree")
            print(row(f"{name} {span}", work, plain, rounds))
    print(f"\nLaying out one year: {laying_out(rounds):.0f} us")


def adding(span: int) -> Callable[[DayByDay | WorkCalendar], list[date]]:
    """Add as many working days to each day, every other time backwards."""
    spans = [span if number % 2 else -span for number in range(len(DAYS))]
    return lambda calendar: list(map(calendar.add_working_days, DAYS, spans))


def counting(span: int) -> Callable[[DayByDay | WorkCalendar], list[int]]:
    """Count the working days of a span of as many days."""
    ends = [on + ONE_DAY * span for on in DAYS]
    return lambda calendar: list(map(calendar.working_days_between, DAYS, ends))


def row(name: str, work: Callable[[DayByDay | WorkCalendar], object], plain: DayByDay, rounds: int) -> str:
    """Time both in turns; the ratio is the median of the ratios within a round."""
    pairs = [(seconds(lambda: work(plain)), seconds(lambda: work(CALENDAR))) for _ in range(rounds)]
    slow, quick = (median(taken) / len(DAYS) * 1e6 for taken in zip(*pairs, strict=True))
    ratio = median(one / other for one, other in pairs)
    return f"| {name} | {slow:.1f} | {quick:.2f} | {ratio:.1f} |"


def laying_out(rounds: int) -> float:
    """Return the microseconds that the first question about a year costs."""

    def once() -> float:
        fresh = WorkCalendar(CALENDAR.holidays, CALENDAR.swaps, rules=CALENDAR.rules)
        return seconds(lambda: fresh.is_working_day(date(2026, 1, 1)))

    return median(once() for _ in range(rounds)) * 1e6


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
