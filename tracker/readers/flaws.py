"""What is unsure about one task, wherever in the document it stands."""

from collections.abc import Iterator

from tracker.core.plan import Task
from tracker.errors import Problem
from tracker.readers.headings import quarter_of

LONGEST_TITLE = 2000  # letters
_MONTHS_IN_A_QUARTER = 3


def unread_time(task: Task, words: str) -> Problem:
    """A task whose words of time give no date."""
    return _flaw("task.no_time", task, words)


def missing_lead(task: Task) -> Problem:
    """A task that names nobody who must do it."""
    return _flaw("task.no_lead", task, task.title)


def cut_title(task: Task) -> Problem:
    """A task with a title longer than ``LONGEST_TITLE``."""
    return _flaw("task.title_cut", task, task.title, limit=LONGEST_TITLE)


def outside_quarter(task: Task) -> Iterator[Problem]:
    """Find the days that do not lie in the quarter which the task's section names."""
    quarter = quarter_of(task.section)
    for reading in task.readings:
        due = reading.due_on
        if quarter and due and (due.month - 1) // _MONTHS_IN_A_QUARTER + 1 != quarter:
            yield _flaw("task.outside_quarter", task, reading.phrase, section=task.section)


def _flaw(key: str, task: Task, words: str, **facts: object) -> Problem:
    facts = {"ordinal": task.ordinal, "title": task.title, **facts}
    return Problem(key, place=task.place, words=words, facts=facts)
