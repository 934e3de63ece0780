"""A task of one year as a task of another: its words, its days, and what a person must look at."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from tracker.core.directory import Directory
from tracker.core.periodic import under_regime
from tracker.core.phrases import read_phrases
from tracker.core.phrases.lexer import normalise, tokenise
from tracker.core.phrases.reading import Kind, PhraseContext, PhraseReport, Precision, Reading
from tracker.core.plan import Party, Task
from tracker.core.provisional import FIRM, Provisional, provisional
from tracker.core.regimes import Regime
from tracker.core.rolling import Rolls
from tracker.core.rollover import words
from tracker.core.rollover.meaning import Turn
from tracker.core.rollover.mentions import mentions_in
from tracker.core.rollover.moons import names_moon
from tracker.core.rollover.reasons import Reason, Why, reason
from tracker.core.rollover.years import Rewritten, rewrite
from tracker.core.ruling import Decision, Ruling
from tracker.core.workcalendar import WorkCalendar
from tracker.errors import Severity

_EXACT = (Precision.DAY, Precision.MINUTE)
_FROM_ISSUE = frozenset({"L1", "L4"})  # rules that count from the document's own date
_WEEKDAY = "phrase.weekday_mismatch"


class Fate(StrEnum):
    """What becomes of a task; the catalogue entry is ``rollover.fate.<fate>``."""

    RECURRING = "recurring"  # it comes back within the year, and again
    YEARLY = "yearly"
    REVIEW = "review"


class Days(NamedTuple):
    """One deadline: as the words say, the working day to act by, and which of the two may still move."""

    due_on: date
    act_by: date
    provisional: Provisional = FIRM


@dataclass(frozen=True, slots=True)
class Turnover:
    """What a plan is turned over with: two ways to read words, the calendar, the units of the new year.

    ``rolls`` are the policies that bear on a task; ``cells`` remembers what was read.
    """

    before: PhraseContext
    after: PhraseContext
    calendar: WorkCalendar
    rolls: Rolls
    directory: Directory  # as of the first day of the new year
    regimes: tuple[Regime, ...] = ()
    cells: dict[tuple[int, str], PhraseReport] = field(default_factory=dict, repr=False, compare=False)

    @property
    def turn(self) -> Turn:
        """The two years."""
        return Turn(self.before.year, self.after.year, is_school=self.before.school_year)

    def read_cell(self, text: str, context: PhraseContext) -> PhraseReport:
        """Read words of time on their own; a long table says the same few words again and again."""
        key = (context.year, text)
        if key not in self.cells:
            report = read_phrases(text, replace(context, in_time_cell=True), self.calendar)
            readings = tuple(filter(_has_day, report.readings))
            self.cells[key] = replace(report, readings=readings)
        return self.cells[key]

    def read(self, text: str, task: Task, context: PhraseContext) -> PhraseReport:
        """Read the words of time of a task, a periodic report by the regime that the task names."""
        words = f"{task.title}\n{task.words}\n{text}"
        return under_regime(self.read_cell(text, context), words, self.regimes, self.calendar)

    def act_by(self, due_on: date, reading: Reading) -> date:
        """Return the day to act by."""
        return self.calendar.roll(due_on, self.rolls.rule(reading.roll).policy)

    def days(self, due_on: date, reading: Reading) -> Days:
        """Put a day of a reading on the calendar."""
        roll = self.rolls.rule(reading.roll).policy
        act_by, steps = self.calendar.roll(due_on, roll), ((step.key, step.facts) for step in reading.trail)
        return Days(due_on, act_by, provisional(due_on, act_by, roll, steps, self.calendar))


@dataclass(frozen=True, slots=True)
class Carried:
    """A task before and after; ``words`` are those of time, empty where it has none."""

    task: Task
    title: str
    section: str
    words_before: str
    words: str
    before: tuple[Days, ...]
    after: tuple[Days, ...]
    reasons: tuple[Reason, ...]
    is_recurring: bool

    @property
    def fate(self) -> Fate:
        """Whether it is kept as it is or must be looked at."""
        if self.reasons:
            return Fate.REVIEW
        return Fate.RECURRING if self.is_recurring else Fate.YEARLY


def carry(task: Task, said: str, ruling: Ruling | None, over: Turnover) -> Carried:
    """Carry a task over, as it counts after a person's ``ruling``; ``said`` are its words of time."""
    former = over.read(said, task, over.before)
    moved = rewrite(said, former, over.turn)
    latter = over.read(moved.text, task, over.after)
    title = retitled(_without_time(task.title, said), over)
    section = retitled(task.section, over)
    doubts = [
        *_of_time(task, (former, latter), ruling, over),
        *moved.reasons,
        *title.reasons,
        *section.reasons,
        *_of_words(task.title),
        *(doubt for party in task.lead for doubt in _of_words(party.name)),
        *_of_owners(task, over.directory),
    ]
    return Carried(
        task=task,
        title=title.text,
        section=section.text,
        words_before=said,
        words=moved.text,
        before=_days(task.readings, over),
        after=_days(latter.readings, over),
        reasons=tuple(one for at, one in enumerate(doubts) if one not in doubts[:at]),
        is_recurring=any(found.kind is Kind.RECURRING for found in latter.readings),
    )


def retitled(title: str, over: Turnover) -> Rewritten:
    """Move the years of a sentence or a heading; one that names neither year nor moon is not read at all."""
    tokens = tokenise(normalise(title))
    if not (mentions_in(tokens) or names_moon(tokens)):
        return Rewritten(title)
    return rewrite(title, read_phrases(title, over.before, over.calendar), over.turn)


def _has_day(reading: Reading) -> bool:
    return bool(reading.start or reading.due_on or reading.occurrences)


def _without_time(title: str, said: str) -> str:
    """Leave out the brackets at the end of a title that say no more than the words of time."""
    bare = title.rstrip(" .;")
    return bare.removesuffix(f"({said})").rstrip() or title if said and bare.endswith(f"({said})") else title


def _days(readings: Iterable[Reading], over: Turnover) -> tuple[Days, ...]:
    return tuple(over.days(due, one) for one in readings for due in _due([one]))


def _due(readings: Iterable[Reading]) -> Iterator[date]:
    for reading in readings:
        if reading.due_on:
            yield reading.due_on
        yield from (turn.due_on for turn in reading.occurrences)


def _of_time(
    task: Task, reports: tuple[PhraseReport, PhraseReport], ruling: Ruling | None, over: Turnover
) -> Iterator[Reason]:
    """Tell what is doubtful about the days: what a person decided holds for one year only."""
    former, latter = reports
    if ruling and ruling.decision is Decision.DATED:
        yield reason(Why.SET_BY_HAND, day=ruling.due_on)
    elif ruling and ruling.decision is Decision.UNDATED:
        yield reason(Why.SAID_UNDATED)
    elif any(reading.rule in _FROM_ISSUE for reading in task.readings):
        yield reason(Why.FROM_ISSUE)
    elif not any(_due(task.readings)):
        yield reason(Why.UNDATED)
    else:
        yield from _of_words_of_time(task, former, latter)
        yield from _of_days(former.readings, latter.readings, over)


def _of_words_of_time(task: Task, former: PhraseReport, latter: PhraseReport) -> Iterator[Reason]:
    """Tell words that say another day without what stood around them, or that fail in the new year."""
    words_of_task = task.time_phrase or ""
    if list(_due(former.readings)) != list(_due(task.readings)):
        yield reason(Why.UNREAD, words=words_of_task)
    flaws = [found for found in latter.problems if found.severity is not Severity.NOTICE]
    for found in flaws:
        yield reason(Why.WEEKDAY if found.key == _WEEKDAY else Why.UNREAD, words=found.words)
    if not flaws and len(latter.readings) < len(former.readings):
        yield reason(Why.UNREAD, words=words_of_task)


def _of_days(former: Sequence[Reading], latter: Sequence[Reading], over: Turnover) -> Iterator[Reason]:
    for old, new in zip(former, latter, strict=False):
        if old.due_on and new.due_on and over.turn.moved(old.due_on.year) != new.due_on.year:
            yield reason(Why.OUTSIDE, day=new.due_on)
        if new.due_on and _is_exact(new):
            yield from _of_exact_day(new.due_on, new, over)


def _is_exact(reading: Reading) -> bool:
    """Whether the words name a day by its number; "trước Tết" finds its own each year."""
    return reading.precision in _EXACT and any(map(str.isdigit, reading.phrase))


def _of_exact_day(day: date, reading: Reading, over: Turnover) -> Iterator[Reason]:
    if not over.calendar.is_working_day(day):
        yield reason(Why.DAY_OFF, day=day, act_by=over.act_by(day, reading))
    elif reading.kind is Kind.EVENT:
        yield reason(Why.EXACT_DAY, day=day)


_ONCE = (
    (words.ONE_OFF, Why.ONE_OFF),
    (words.ORDINAL, Why.ONE_OFF),
    (words.NAMED_EVENT, Why.NAMED_EVENT),
    (words.HOST, Why.HOST),
)


def _of_words(said: str) -> Iterator[Reason]:
    """Tell words of what happens once or passes on, and of events with a number or a name."""
    for pattern, why in _ONCE:
        if found := pattern.search(said):
            yield reason(why, words=found[0])


def _of_owners(task: Task, directory: Directory) -> Iterator[Reason]:
    """Tell who answers no more, or is nobody, on the directory's day."""
    if not task.lead:
        yield reason(Why.NO_LEAD)
    for party in (*task.lead, *task.partners):
        if not party.is_group:
            yield from _of_party(party, directory)


def _of_party(party: Party, directory: Directory) -> Iterator[Reason]:
    unit = directory.find(party.name) or (directory.find(party.alias) if party.alias else None)
    if unit is None:
        yield reason(Why.UNIT_UNKNOWN, name=party.name)
        return
    present = directory.answering(party.name) or unit
    if directory.ended_on(party.name) or present.code != unit.code:
        yield reason(Why.UNIT_ENDED, name=party.name, unit=present.name)
