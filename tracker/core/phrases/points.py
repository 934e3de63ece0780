"""One day in any of its forms: written, named, lunar, or the edge of a stretch (5.1)."""

from tracker.core.phrases.cursor import Cursor, remembered
from tracker.core.phrases.dates import day
from tracker.core.phrases.feasts import feast
from tracker.core.phrases.lunardays import lunar, lunar_beside, lunar_feast
from tracker.core.phrases.nodes import Day, EdgeDay, Months, Point, Stretch, Year
from tracker.core.phrases.periods import stretch, year_words
from tracker.core.phrases.vocabulary import Term


@remembered
def point(c: Cursor) -> Point | None:
    """Read one day in any of its forms, with its weekday before or after it (D6)."""
    return c.longest(_solar, _bracketed, feast, lunar_feast, lunar, edge_day)


def _solar(c: Cursor) -> Day | None:
    """D5: ``D (10/3 âm lịch)``: the solar day counts."""
    found = day(c)
    if found is not None:
        c.attempt(lunar_beside)
    return found


def _bracketed(c: Cursor) -> Day | None:
    """``ngày (D)``."""
    found = day(c) if c.take(Term.DAY) and c.mark("(") else None
    return found if c.mark(")") else None


def edge_day(c: Cursor) -> EdgeDay | None:
    """D8: ``ngày (làm việc)? (cuối|đầu) (cùng)? (của)? tháng m|quý q|năm``."""
    edge = edge_words(c)
    if edge is None:
        return None
    is_last, is_working = edge
    found: Stretch | None = c.attempt(stretch)
    if found is None:
        words = c.attempt(year_words)
        found = words and Year(*words)
    if found is None or isinstance(found, Months) or getattr(found, "part", None):
        return None
    return EdgeDay(found, is_last, is_working)


@remembered
def edge_words(c: Cursor) -> tuple[bool, bool] | None:
    """``ngày (làm việc)? (cuối|đầu) (của)?``: whether it is the last one, and of working days."""
    is_working = c.take(Term.WORKING_DAY)
    if not is_working and not c.take(Term.DAY):
        return None
    is_last = c.take(Term.LAST)
    if not is_last and not c.take(Term.FIRST):
        return None
    c.take(Term.OF)
    return is_last, is_working
