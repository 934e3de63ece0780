"""A document read, the database untouched."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from hashlib import file_digest
from importlib.metadata import version
from pathlib import Path

from tracker.app import App
from tracker.core.periodic import under_regime
from tracker.core.phrases.reading import PhraseReport
from tracker.core.plan import PlanDocument, Task
from tracker.errors import Problem
from tracker.readers import read_document
from tracker.readers.owners.ended import ended_names
from tracker.readers.renewing import renewed
from tracker.readers.tasks import read_plan


@dataclass(frozen=True, slots=True)
class Given:
    """What a person supplies where the document is silent or wrong."""

    number: str = ""
    year: int | None = None
    issued_on: date | None = None


NOTHING_GIVEN = Given()


def read(app: App, path: Path, given: Given = NOTHING_GIVEN) -> PlanDocument:
    """Read a plan: head, tasks with their readings, and what a person should look at."""
    plan = read_plan(
        read_document(path),
        directory=app.directory,
        calendar=app.calendar,
        number=given.number,
        year=given.year,
        issued_on=given.issued_on,
    )
    tasks, doubts = _under_regimes(app, plan.tasks)
    ended = ended_names(tasks, app.directory.as_of(plan.head.issued_on))
    return replace(plan, tasks=tuple(tasks), problems=(*plan.problems, *doubts, *ended))


def read_again(app: App, document: PlanDocument) -> PlanDocument:
    """Return a document that was read before with its dates by the present calendar and regimes."""
    again = renewed(document, app.calendar)
    tasks, doubts = _under_regimes(app, again.tasks)
    new = (doubt for doubt in doubts if doubt not in again.problems)
    return replace(again, tasks=tuple(tasks), problems=(*again.problems, *new))


def _under_regimes(app: App, tasks: Iterable[Task]) -> tuple[list[Task], list[Problem]]:
    """Date the periodic reports among the tasks by the regimes that they name."""
    found: list[Task] = []
    doubts: list[Problem] = []
    for task in tasks:
        words = f"{task.title}\n{task.words}\n{task.time_phrase or ''}"
        report = under_regime(PhraseReport(task.readings), words, app.regimes, app.calendar)
        found.append(replace(task, readings=report.readings))
        doubts += (replace(doubt, place=task.place) for doubt in report.problems)
    return found, doubts


def digest_of(path: Path) -> str:
    """Return the digest of a document's bytes; empty where there is no file to read."""
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest() if path.is_file() else ""
    except (OSError, ValueError):  # ValueError: a NUL in the name
        return ""


def edition() -> str:
    """Name what a document is understood by: the program."""
    return f"tracker {version('tracker')}"
