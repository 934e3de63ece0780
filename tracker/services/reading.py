"""A document read, the database untouched."""

from dataclasses import dataclass, replace
from datetime import date
from hashlib import file_digest, sha256
from importlib.metadata import version
from pathlib import Path

from tracker.app import App
from tracker.core.plan import PlanDocument
from tracker.readers import read_document
from tracker.readers.owners.ended import ended_names
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
    ended = ended_names(plan.tasks, app.directory.as_of(plan.head.issued_on))
    return replace(plan, problems=(*plan.problems, *ended))


def digest_of(path: Path) -> str:
    """Return the digest of a document's bytes; empty where there is no file to read."""
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest() if path.is_file() else ""
    except (OSError, ValueError):  # ValueError: a NUL in the name
        return ""


def edition_of(app: App) -> str:
    """Name everything besides the document that its dates depend on: this program and the calendar."""
    facts = (version("tracker"), app.calendar.digest, app.config.reminders.roll)
    return sha256(repr(facts).encode()).hexdigest()[:16]
