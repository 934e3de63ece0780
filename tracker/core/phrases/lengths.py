"""The grammar of counted lengths: the unit, and the number once more in words."""

from tracker.core.phrases.cursor import Cursor, remembered
from tracker.core.phrases.nodes import Unit
from tracker.core.phrases.vocabulary import Term

_WORDS_IN_BRACKETS = 4
UNITS = {
    Term.WORKING_DAY: Unit.WORKING_DAY,
    Term.DAY: Unit.DAY,
    Term.WEEK: Unit.WEEK,
    Term.MONTH: Unit.MONTH,
    Term.QUARTER: Unit.QUARTER,
    Term.YEAR: Unit.YEAR,
}


@remembered
def unit(c: Cursor) -> Unit | None:
    """Read the name of a length: ``ngày``, ``ngày làm việc``, ``tuần``, ``tháng``, ``quý``, ``năm``."""
    for term, found in UNITS.items():
        if c.take(term):
            return found
    return None


def in_words(c: Cursor) -> bool | None:
    """``(mười lăm)`` after its digits."""
    if not c.mark("("):
        return None
    for _ in range(_WORDS_IN_BRACKETS):
        if c.mark(")"):
            return True
        if not c.peek().is_word:
            return None
        c.at += 1
    return c.mark(")") == ")" or None


def ends_count(c: Cursor) -> bool:
    """Whether a counted length ends here: in "05 ngày làm việc đầu quý" nothing but the days is "đầu"."""
    has_count = c.peek(-2).number is not None or c.peek(-2).mark == ")"
    return has_count and c.peek(-1).has(*UNITS)
