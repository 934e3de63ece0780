"""The grammar of how often a duty comes back (5.4), without its days."""

from tracker.core.phrases.cursor import Cursor, remembered
from tracker.core.phrases.lengths import unit
from tracker.core.phrases.nodes import DayOfWeek, Duty, EdgeOfPeriod, Rhythm, Undated, Unit
from tracker.core.phrases.vocabulary import Term

MONTHS_OF = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12}
MONTHS_OF_YEAR = 12


@remembered
def often(c: Cursor) -> Rhythm | None:
    """Read how often, without a day.

    R1: ``(hằng|hàng|mỗi) tháng``, ``01 tháng/lần``. R4: ``hằng quý``, ``định kỳ quý``, ``03 tháng/lần``.
    R7: ``định kỳ 6 tháng``, ``6 tháng một lần``, ``02 lần/năm``. R9: ``hằng năm``, ``01 lần/năm``.
    R10: ``hằng tuần``. R11: ``hằng ngày``. R13: ``N tháng/lần``.
    """
    c.take(Term.PERIODIC)
    return c.first(_every_unit, _months_a_time, _times_a_unit, _periodic)


def _every_unit(c: Cursor) -> Rhythm | None:
    if not c.take(Term.EVERY):
        return None
    found = unit(c)
    ahead = 1 if c.peek().has(Term.AT_LEAST) else 0
    is_counted = c.peek(ahead).number is not None and c.peek(ahead + 1).has(Term.TIMES)
    return None if is_counted else rhythm_of(found)


def _periodic(c: Cursor) -> Rhythm | None:
    """``định kỳ (tháng|quý|6 tháng|năm)``."""
    if not c.peek(-1).has(Term.PERIODIC):
        return None
    return c.first(period)


@remembered
def period(c: Cursor) -> Rhythm | None:
    """Read a period as the name of its rhythm: ``N tháng``, ``quý``, ``(01|cả|cuối)? năm``."""
    if c.peek().digits:
        return c.first(count_of_months, _one_unit)
    c.take(Term.WHOLE, Term.LAST)
    found = unit(c)
    is_numbered = c.peek().digits > 0 or c.peek().roman is not None
    is_day = found in (Unit.DAY, Unit.WORKING_DAY)
    return None if is_numbered or is_day else rhythm_of(found)


def _one_unit(c: Cursor) -> Rhythm | None:
    return rhythm_of(unit(c)) if c.number(1, 1) else None


def count_of_months(c: Cursor) -> Rhythm | None:
    """``N tháng`` as the name of a rhythm."""
    count = c.number(1, 12)
    if count is None or not c.take(Term.MONTH) or c.peek().has(Term.FIRST, Term.LAST):
        return None
    return Rhythm(Unit.MONTH, count)


def _months_a_time(c: Cursor) -> Rhythm | None:
    """``N (tháng|quý|năm)(/| một | 1 )lần``."""
    if c.peek(-1).number is not None:
        return None
    count = c.numeral(1, 12) or 1
    found = unit(c)
    if found is None or not (c.mark("/") or c.peek().number == 1):
        return None
    c.numeral(1, 1)
    if not c.take(Term.TIMES):
        return None
    months = MONTHS_OF.get(found, 0) * count
    if months:
        return Rhythm(Unit.MONTH, months) if months <= MONTHS_OF_YEAR else None
    return rhythm_of(found) if count == 1 else None


def _times_a_unit(c: Cursor) -> Rhythm | None:
    """``N lần/(tháng|quý|năm)``, ``mỗi năm N lần``, where the year divides by it."""
    found = c.first(_times_then_unit, _unit_then_times)
    if found is None:
        return None
    times, of = found
    months, rest = divmod(MONTHS_OF.get(of, 0), times)
    if months and not rest:
        return Rhythm(Unit.MONTH, months)
    return rhythm_of(of) if times == 1 else None


def _times_then_unit(c: Cursor) -> tuple[int, Unit] | None:
    c.take(Term.EVERY)
    times = c.numeral(1, 12)
    if times is None or not c.take(Term.TIMES):
        return None
    if not c.mark("/") and not c.take(Term.IN, Term.EVERY):
        return None
    c.take(Term.EVERY)
    found = unit(c)
    return None if found is None else (times, found)


def _unit_then_times(c: Cursor) -> tuple[int, Unit] | None:
    c.take(Term.EVERY)
    found = unit(c)
    c.take(Term.AT_LEAST)
    times = c.numeral(1, 12)
    if found is None or times is None or not c.take(Term.TIMES):
        return None
    return (times, found)


def rhythm_of(found: Unit | None) -> Rhythm | None:
    """Return the rhythm of one turn a unit."""
    if found is None:
        return None
    if found in MONTHS_OF:
        return Rhythm(Unit.MONTH, MONTHS_OF[found])
    return Rhythm(found, anchor=DayOfWeek() if found is Unit.WEEK else EdgeOfPeriod())


def uncounted(c: Cursor) -> tuple[Duty, ...] | None:
    """Read a rhythm without days. R12: ``định kỳ``. R13: ``mỗi tháng N lần``, ``N (ngày|tuần)/lần``."""
    is_periodic = c.take(Term.PERIODIC)
    if c.first(_times_then_unit, _unit_then_times, _units_a_time):
        return (Undated("R13"),)
    return (Undated("R12"),) if is_periodic else None


def _units_a_time(c: Cursor) -> bool | None:
    """``15 ngày/lần``, ``hai tuần một lần``."""
    if c.numeral(1, 99) is None or unit(c) is None:
        return None
    if not c.mark("/") and c.numeral(1, 1) is None:
        return None
    return c.take(Term.TIMES) or None
