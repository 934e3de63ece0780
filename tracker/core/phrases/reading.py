"""What words of time mean: the values a phrase is read into."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from datetime import time as wall_time
from enum import StrEnum

from tracker.errors import Problem


class Kind(StrEnum):
    """What sort of duty the words describe."""

    DUE = "due"
    WINDOW = "window"
    EVENT = "event"
    RECURRING = "recurring"
    UNDATED = "undated"


class Bound(StrEnum):
    """How the stated day bounds the duty."""

    BEFORE = "before"  # the stated day itself is too late
    BY = "by"
    ON = "on"
    WITHIN = "within"


class Precision(StrEnum):
    """How finely the words state the time."""

    MINUTE = "minute"
    DAY = "day"
    PART_OF_MONTH = "part-of-month"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    PART_OF_YEAR = "part-of-year"
    YEAR = "year"


class Genre(StrEnum):
    """The sort of document, which decides the year of a date without one."""

    PLAN = "plan"
    DISPATCH = "dispatch"
    SCHEDULE = "schedule"
    REGULATION = "regulation"


@dataclass(frozen=True, slots=True)
class Step:
    """One step from the words to the date; the catalogue entry is ``step.<key>``."""

    key: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One turn of a recurring duty; ``label`` ("2024-03", "2024-Q1") is its identity.

    ``months`` is the length of the period where the turn is that whole period,
    due on its last day; 0 where the words say a time of their own. A periodic
    report tells of the time from ``data_from`` to ``data_to``, both inclusive;
    ``steps`` say what led to the days of this turn alone.
    """

    label: str
    due_on: date
    stated: date | None = None
    months: int = 0
    data_from: date | None = None
    data_to: date | None = None
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of one phrase. All days are inclusive and un-rolled.

    ``due_on`` is the last day that satisfies the words, None for recurring and
    undated duties; ``stated`` is the written day where it differs in meaning
    ("trước ngày 31/5" states 31/5). ``begin`` and ``end`` are the words' place
    in the text that was read, end exclusive. ``rule`` names the grammar's rule;
    the catalogue holds ``rule.<rule>`` and its source. ``by_calendar`` is true
    where the working calendar or a regime was asked; ``roll`` is the policy for
    days off of the regime that the duty follows, empty where it says nothing.
    """

    phrase: str
    kind: Kind
    rule: str
    start: date | None = None
    due_on: date | None = None
    time: wall_time | None = None
    bound: Bound | None = None
    precision: Precision | None = None
    stated: date | None = None
    tentative: bool = False
    open_ended: bool = False
    occurrences: tuple[Occurrence, ...] = ()
    steps: tuple[Step, ...] = ()
    begin: int = 0
    end: int = 0
    by_calendar: bool = False
    roll: str = ""

    @property
    def trail(self) -> tuple[Step, ...]:
        """All steps: those of the reading, then those of its turns."""
        return (*self.steps, *(step for turn in self.occurrences for step in turn.steps))


@dataclass(frozen=True, slots=True)
class Masked:
    """Words that look like a date and are none; the catalogue entry is ``masked.<reason>``."""

    words: str
    reason: str
    begin: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class PhraseReport:
    """Everything that was found in one text."""

    readings: tuple[Reading, ...] = ()
    masked: tuple[Masked, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class PhraseContext:
    """What the reader of a phrase must know besides its words.

    ``year`` is the plan's year; ``issued_on`` the document's date, needed for
    "kể từ ngày ban hành"; ``in_time_cell`` is true where the place itself says
    that the words are a time (a time column, a labelled line, closing brackets).
    With ``school_year`` the year is the first one of a school year: months 8 to
    12 belong to it, months 1 to 7 to the next.
    """

    year: int
    issued_on: date | None = None
    genre: Genre = Genre.PLAN
    in_time_cell: bool = False
    school_year: bool = False
