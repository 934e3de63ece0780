"""Names of units that are used after they ended."""

from collections.abc import Iterable, Iterator

from tracker.core.directory import Directory
from tracker.core.plan import Task
from tracker.errors import Problem, Severity


def ended_names(tasks: Iterable[Task], directory: Directory) -> Iterator[Problem]:
    """Note each name that had ended by the directory's day, once, at the first task that uses it."""
    seen: set[str] = set()
    for task in tasks:
        for party in (*task.lead, *task.partners):
            until = None if party.name in seen else directory.ended_on(party.name)
            seen.add(party.name)
            unit = directory.find(party.name)
            if until and unit:
                facts = {"until": until, "unit": unit.name}
                yield Problem("unit.name_ended", Severity.NOTICE, task.place, party.name, facts)
