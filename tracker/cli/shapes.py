"""The machine-readable answers of reading: a contract, keys are only ever added."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tracker.cli.boundary import problem_words
from tracker.cli.days import days_of
from tracker.cli.differences import difference_shape
from tracker.core.phrases.reading import PhraseReport, Reading
from tracker.core.plan import Party, PlanDocument, Task
from tracker.core.rolling import Rolls
from tracker.core.workcalendar import WorkCalendar
from tracker.errors import Problem
from tracker.i18n import Translator

if TYPE_CHECKING:
    from tracker.services.importing import ImportReport


def phrase_shape(
    text: str, year: int, report: PhraseReport, calendar: WorkCalendar, rolls: Rolls, say: Translator
) -> dict[str, Any]:
    """Return the answer of ``tracker phrase``."""
    return {
        "text": text,
        "year": year,
        "readings": [reading_shape(reading, calendar, rolls, say) for reading in report.readings],
        "masked": [{"words": masked.words, "reason": masked.reason} for masked in report.masked],
        "problems": problem_shapes(report.problems, say),
    }


def reading_shape(reading: Reading, calendar: WorkCalendar, rolls: Rolls, say: Translator) -> dict[str, Any]:
    """Return one reading; ``act_by`` is rolled, every other day is as the words say.

    ``turns`` has both days of every occurrence, ``provisional`` tells whether some ``act_by`` may still move.
    """
    turns = days_of(reading, calendar, rolls)
    return {
        "phrase": reading.phrase,
        "kind": reading.kind,
        "start": reading.start,
        "due_on": reading.due_on,
        "act_by": turns[0].act_by if reading.due_on else None,
        "provisional": any(turn.provisional.act_by for turn in turns),
        "time": f"{reading.time:%H:%M}" if reading.time else None,
        "bound": reading.bound,
        "precision": reading.precision,
        "stated": reading.stated,
        "tentative": reading.tentative,
        "open_ended": reading.open_ended,
        "occurrences": [occurrence.due_on for occurrence in reading.occurrences],
        "turns": [turn.shape() for turn in turns] if reading.occurrences else [],
        "rule": reading.rule,
        "steps": [say(f"step.{step.key}", **step.facts) for step in reading.trail],
        "data_windows": [
            {"label": turn.label, "from": turn.data_from, "to": turn.data_to}
            for turn in reading.occurrences
            if turn.data_to
        ],
    }


def document_shape(
    plan: PlanDocument, calendar: WorkCalendar, rolls: Rolls, say: Translator
) -> dict[str, Any]:
    """Return the answer of ``tracker read``."""
    head = plan.head
    return {
        "document": {
            "number": head.number,
            "issued_on": head.issued_on,
            "place": head.place,
            "type": head.type,
            "title": head.title,
            "issuer": head.issuer,
            "signer": head.signer,
            "year": head.year,
        },
        "tasks": [_task_shape(task, calendar, rolls, say) for task in plan.tasks],
        "problems": problem_shapes(within(plan.problems), say),
    }


def _task_shape(task: Task, calendar: WorkCalendar, rolls: Rolls, say: Translator) -> dict[str, Any]:
    return {
        "section": task.section,
        "ordinal": task.ordinal,
        "title": task.title,
        "lead": _names(task.lead),
        "partners": _names(task.partners),
        "time_phrase": task.time_phrase,
        "readings": [reading_shape(reading, calendar, rolls, say) for reading in task.readings],
        "source": {"where": str(task.place), "words": task.words},
    }


def _names(parties: Iterable[Party]) -> list[str]:
    return [party.name for party in parties]


def import_shape(report: "ImportReport", say: Translator) -> dict[str, Any]:
    """Return the answer of ``tracker import``."""
    return {
        "plan": report.plan_id,
        "number": report.number,
        "title": report.title,
        "year": report.year,
        "revision": report.revision,
        "tasks": report.tasks,
        "amended_by": report.amended_by,
        "amended_on": report.amended_on,
        **difference_shape(report.expansion, report.changes),
        "undated": list(report.undated),
        "last_deadline": report.last_deadline,
        "past": report.is_past,
        "dry_run": report.dry_run,
        "problems": problem_shapes(within(report.problems), say),
    }


def problem_shapes(problems: Iterable[Problem], say: Translator) -> list[dict[str, Any]]:
    """Return problems with their sentence and remedy in the user's language."""
    return [_problem_shape(problem, say) for problem in problems]


def _problem_shape(problem: Problem, say: Translator) -> dict[str, Any]:
    message, remedy = problem_words(problem, say)
    return {
        "key": problem.key,
        "severity": problem.severity,
        "where": str(problem.place),
        "words": problem.words,
        "message": message,
        "remedy": remedy,
    }


def within(problems: Iterable[Problem]) -> list[Problem]:
    """Leave the file out of the places: an answer about one document need not repeat its name."""
    return [replace(problem, place=replace(problem.place, file="")) for problem in problems]
