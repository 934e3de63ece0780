"""Why a person must look at a line of the next plan."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple


class Why(StrEnum):
    """What is doubtful; the catalogue entry is ``rollover.reason.<why>``."""

    CITED = "cited"  # words of another paper, left as they are
    PERIOD = "period"  # a stretch of years that ends before the new one
    ANNIVERSARY = "anniversary"  # years that count up
    TARGET = "target"  # what is to be reached by a year
    FIXED = "fixed"  # a day of the past or of a law
    OTHER_YEAR = "other-year"  # a year far from the plan's, or a number that may be none
    MOVED = "moved"  # a day of the text, or a bare number, that was taken to move with the plan
    LUNAR = "lunar"  # a solar day beside a lunar one
    ONE_OFF = "one-off"
    NAMED_EVENT = "named-event"
    NUMBERED_EVENT = "numbered-event"  # it is held in a year of its own
    HOST = "host"  # a part that another unit or town has each year
    UNDATED = "undated"
    SAID_UNDATED = "said-undated"  # a person said that there is no date
    SET_BY_HAND = "set-by-hand"
    EXACT_DAY = "exact-day"  # an event on a day that was chosen for one year
    DAY_OFF = "day-off"
    WEEKDAY = "weekday"
    UNREAD = "unread"  # the words give no date in the new year, or another than they gave
    FROM_ISSUE = "from-issue"  # counted from a day that is not known yet
    OUTSIDE = "outside"  # the date does not lie where it lay in the former year
    NO_LEAD = "no-lead"
    UNIT_ENDED = "unit-ended"
    UNIT_UNKNOWN = "unit-unknown"
    NO_YEAR = "no-year"  # of a title: it does not name the new year


class Reason(NamedTuple):
    """One doubt with the facts of its sentence: words, names, days."""

    why: Why
    facts: Mapping[str, object] = MappingProxyType({})


def reason(why: Why, **facts: object) -> Reason:
    """Make a reason from its facts."""
    return Reason(why, facts)
