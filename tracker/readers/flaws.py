"""What is unsure about one task, wherever in the document it stands."""

from collections.abc import Iterator
from textwrap import shorten

from tracker.core.phrases.reading import Reading
from tracker.core.plan import Task
from tracker.errors import Place, Problem, Severity

LONGEST_TITLE = 2000  # letters
_LONGEST_NAME = 60
_ALWAYS = "P15"


def unread_time(task: Task, words: str) -> Problem:
    """A task whose words of time give no date."""
    return _flaw("task.no_time", task, words)


def tied_to_event(task: Task, words: str) -> Problem:
    """A task whose time follows from an event that has no date."""
    return _flaw("task.no_time", task, words, Severity.NOTICE)


def missing_lead(task: Task) -> Problem:
    """A task that names nobody who must do it."""
    return _flaw("task.no_lead", task, task.title)


def cut_title(task: Task) -> Problem:
    """A task with a title longer than ``LONGEST_TITLE``."""
    return _flaw("task.title_cut", task, task.title, limit=LONGEST_TITLE)


def held_lead(task: Task, above: str, words: str) -> Problem:
    """A task whose empty owner cell was filled from the row above."""
    return _flaw("task.held_lead", task, words, Severity.NOTICE, above=above)


def held_time(name: str, above: str, words: str, place: Place) -> Problem:
    """A row whose empty time cell was filled from the row above."""
    return Problem("task.held_time", place=place, words=words, facts={"ordinal": name, "above": above})


def no_day(name: str, title: str, place: Place) -> Problem:
    """An event of a schedule whose day is not known."""
    return Problem("task.no_day", place=place, words=title, facts={"ordinal": name})


def name_of(ordinal: str, title: str) -> str:
    """Name a task to a person: by its ordinal, by the beginning of its title where it has none."""
    return ordinal or shorten(title, _LONGEST_NAME, placeholder="\N{HORIZONTAL ELLIPSIS}")


def outside_period(task: Task, months: tuple[int, int] | None) -> Iterator[Problem]:
    """Find the days that do not lie in the months (both inclusive) which the task's heading names."""
    for reading in task.readings if months else ():
        if months and _is_outside(reading, *months):
            yield _flaw("task.outside_quarter", task, reading.phrase, section=task.section)


def _is_outside(reading: Reading, first: int, last: int) -> bool:
    due, start = reading.due_on, reading.start or reading.due_on
    if due is None or start is None or reading.rule == _ALWAYS:
        return False
    if due.year != start.year:
        return False
    return due.month < first or start.month > last


def _flaw(
    key: str, task: Task, words: str, severity: Severity = Severity.WARNING, **facts: object
) -> Problem:
    facts = {"ordinal": name_of(task.ordinal, task.title), "title": task.title, **facts}
    return Problem(key, severity, task.place, words, facts)
