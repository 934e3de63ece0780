"""The two days of what was read: the last that satisfies the words, and the last to act on the calendar."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from tracker.core.phrases.reading import Reading, Step
from tracker.core.provisional import Provisional, provisional
from tracker.core.rolling import Rolls
from tracker.core.workcalendar import Roll, WorkCalendar
from tracker.i18n import Translator
from tracker.i18n.dates import long_date, marked, short_date


class Days(NamedTuple):
    """One turn of a reading."""

    due_on: date
    act_by: date
    provisional: Provisional

    def due_words(self, say: Translator) -> str:
        """Say the due day, marked where it may move."""
        return marked(short_date(self.due_on, say), say, is_provisional=self.provisional.due_on)

    def act_by_words(self, say: Translator) -> str:
        """Say the last day to act, marked where it may move."""
        return marked(short_date(self.act_by, say), say, is_provisional=self.provisional.act_by)

    def both(self, say: Translator) -> str:
        """Say both days in a line."""
        due_on = marked(long_date(self.due_on, say), say, is_provisional=self.provisional.due_on)
        act_by = marked(long_date(self.act_by, say), say, is_provisional=self.provisional.act_by)
        return say("cli.days.both", due_on=due_on, act_by=act_by)

    def shape(self) -> dict[str, Any]:
        """Return the turn as JSON knows it."""
        return {"due_on": self.due_on, "act_by": self.act_by, "provisional": self.provisional.act_by}


def days_of(reading: Reading, calendar: WorkCalendar, rolls: Rolls) -> list[Days]:
    """Return the days of every turn of a reading; one pair for what does not recur, none without a date."""
    roll = rolls.rule(reading.roll).policy
    if reading.due_on:
        return [rolled(reading.due_on, calendar, roll, reading.steps)]
    turns = ((turn.due_on, (*reading.steps, *turn.steps)) for turn in reading.occurrences)
    return [rolled(due_on, calendar, roll, steps) for due_on, steps in turns]


def rolled(due_on: date, calendar: WorkCalendar, roll: Roll, steps: Iterable[Step] = ()) -> Days:
    """Put a day on the calendar; ``steps`` led to it."""
    act_by = calendar.roll(due_on, roll)
    trail = ((step.key, step.facts) for step in steps)
    return Days(due_on, act_by, provisional(due_on, act_by, roll, trail, calendar))


def columns_of(
    readings: Iterable[Reading], calendar: WorkCalendar, rolls: Rolls, say: Translator
) -> tuple[str, str]:
    """Say both days of a task, a column each; of what recurs the number of turns, the first and the last."""
    found = [turns for reading in readings if (turns := days_of(reading, calendar, rolls))]
    due_on = [days_cell([(turn.due_on, turn.provisional.due_on) for turn in turns], say) for turns in found]
    act_by = [days_cell([(turn.act_by, turn.provisional.act_by) for turn in turns], say) for turns in found]
    return ", ".join(due_on) or "-", ", ".join(act_by) or "-"


def days_cell(turns: Sequence[tuple[date, bool]], say: Translator) -> str:
    """Say one day, or how many with the first and the last; one mark stands for all that may move."""
    if not turns:
        return "-"
    first, last = (short_date(day, say) for day, _ in (turns[0], turns[-1]))
    words = first if len(turns) == 1 else say("cli.import.turns", count=len(turns), first=first, last=last)
    return marked(words, say, is_provisional=any(may_move for _, may_move in turns))
