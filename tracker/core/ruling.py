"""What a person decided about a task whose time was unsure."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from tracker.core.phrases.reading import Bound, Kind, Precision, Reading, Step
from tracker.core.plan import Task
from tracker.errors import Place, Problem, Severity

BY_HAND = "M1"  # the rule of a date that a person set

_PHRASES = "phrase."  # how the keys of problems begin that words of time have
_TIME = frozenset(
    {
        "task.no_time",
        "task.no_day",
        "task.no_year",
        "task.held_time",
        "task.outside_quarter",
        "task.not_renewed",
    }
)
_OWNER = frozenset({"task.no_lead", "task.held_lead"})


class Decision(StrEnum):
    """What a person answered."""

    ACCEPTED = "accepted"  # the reading is right as it is
    DATED = "dated"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision about the words of time of one task; other words are another question.

    ``due_on`` is the day that was set, un-rolled, for ``DATED`` only; ``on`` is the day of the answer.
    """

    words: str
    decision: Decision
    due_on: date | None
    reason: str
    actor: str
    on: date


def ruled(task: Task, ruling: Ruling | None) -> Task:
    """Return the task as it counts after a decision about its words of time; without one, as read."""
    if ruling is None or ruling.decision is Decision.ACCEPTED:
        return task
    if ruling.decision is Decision.UNDATED:
        return replace(task, readings=())
    return replace(task, readings=(_by_hand(ruling),))


def _by_hand(ruling: Ruling) -> Reading:
    facts = {"day": ruling.due_on, "actor": ruling.actor, "on": ruling.on, "reason": ruling.reason}
    return Reading(
        phrase=ruling.words,
        kind=Kind.DUE,
        rule=BY_HAND,
        due_on=ruling.due_on,
        bound=Bound.BY,
        precision=Precision.DAY,
        steps=(Step("by_hand", facts),),
    )


def doubts_of(tasks: Sequence[Task], problems: Sequence[Problem]) -> list[tuple[Problem, ...]]:
    """Return for each task what is unsure about its time or its owners among the document's problems."""
    there: defaultdict[Place, list[Problem]] = defaultdict(list)
    for found in problems:
        if is_about_time(found) or found.key in _OWNER:
            there[_in_document(found.place)].append(found)
    return [
        tuple(found for found in there[_in_document(task.place)] if _names(found, task)) for task in tasks
    ]


def words_of_time(task: Task, doubts: Sequence[Problem]) -> str:
    """Return what a decision about a task's time is about: its words of time, read or not."""
    if task.time_phrase is not None:
        return task.time_phrase
    return "; ".join(dict.fromkeys(found.words for found in doubts if is_about_time(found)))


def is_about_time(problem: Problem) -> bool:
    """Whether a problem doubts a date; a notice does not."""
    is_about = problem.key in _TIME or problem.key.startswith(_PHRASES)
    return is_about and problem.severity is not Severity.NOTICE


def _in_document(place: Place) -> Place:
    return replace(place, file="")


def _names(problem: Problem, task: Task) -> bool:
    """Whether a problem at a task's place speaks of this task; several may share a row."""
    named = {"ordinal": task.ordinal, "title": task.title}
    if not task.ordinal:
        del named["ordinal"]  # then problems name a task by the beginning of its title
    return all(problem.facts.get(name, value) == value for name, value in named.items())
