"""What happens before the daemon ticks: schema, plans that are new or changed, feeds."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tracker.app import App
from tracker.errors import DocumentError, TrackerError, UsageError
from tracker.services.adopting import link
from tracker.services.delivering import ask_again
from tracker.services.importing import ImportReport, import_plan
from tracker.services.publishing import PublishedFeed, feeds, publish
from tracker.services.reading import Given, digest_of, edition_of
from tracker.services.renewing import renew
from tracker.services.storing import document_mark, edition_mark
from tracker.store.lines import PlanLine
from tracker.store.outbox import recover
from tracker.store.plans import load_plan
from tracker.store.schema import MigrationReport, migrate
from tracker.store.state import get_state
from tracker.store.tables import PlanRow

Progress = Callable[[Path], None]


@dataclass(frozen=True, slots=True)
class Refused:
    """A document in the plans folder that could not be taken in."""

    path: Path
    error: TrackerError


@dataclass(frozen=True, slots=True)
class StartReport:
    """What was done and what was found at the start."""

    migration: MigrationReport
    imported: tuple[ImportReport, ...]
    unchanged: int
    refused: tuple[Refused, ...]
    past: tuple[PlanLine, ...]  # plans whose last deadline lies before today
    feeds: tuple[PublishedFeed, ...]
    recovered: int  # letters that a former daemon left on their way


def start(
    app: App, progress: Progress = lambda _path: None, is_stopping: Callable[[], bool] = lambda: False
) -> StartReport:
    """Make everything ready. A document that cannot be read stops nothing and is named."""
    migration = upgrade(app)
    recovered = recover(app.store, app.clock.now())
    ask_again(app)
    renew(app)
    imported, refused, unchanged = [], [], 0
    for path in plan_files(app.config.paths.plans):
        if is_stopping():
            break
        plan = _plan_of(app, path)
        if plan is not None and _is_current(app, plan, path):
            unchanged += 1
            continue
        progress(path)
        try:
            imported.append(_read_again(app, plan, path) if plan else import_plan(app, path))
        except (DocumentError, UsageError) as error:
            refused.append(Refused(path, error))
    link(app, app.directory)  # the settings may name units that they did not when a plan was read
    publish(app)
    return StartReport(
        migration=migration,
        imported=tuple(imported),
        unchanged=unchanged,
        refused=tuple(refused),
        past=tuple(_past(app)),
        feeds=tuple(feeds(app)),
        recovered=recovered,
    )


def upgrade(app: App) -> MigrationReport:
    """Bring the database to the present schema, with a copy made first; a new one is made."""
    return migrate(app.unprepared_store)


def _past(app: App) -> list[PlanLine]:
    with app.answers() as answers:
        plans = answers.plans()
    return [plan for plan in plans if plan.last_deadline and plan.last_deadline < app.today()]


def plan_files(folder: Path) -> list[Path]:
    """Return the documents of the plans folder in the order of their names."""
    return sorted(
        path for path in folder.glob("*") if path.is_file() and not path.name.startswith((".", "~"))
    )


def _plan_of(app: App, path: Path) -> PlanRow | None:
    """Return the plan that these bytes became when they were last read."""
    with app.store.read() as session:
        plan_id = get_state(session, document_mark(digest_of(path)))
        return load_plan(session, plan_id) if plan_id else None


def _is_current(app: App, plan: PlanRow, path: Path) -> bool:
    """Whether a document was read on the same calendar, and its file was not put back since.

    An older copy beside its correction is not read again: each start would
    move the dates back, and forth with the next file.
    """
    if plan.sha256 != digest_of(path):
        return plan.source != path.name
    with app.store.read() as session:
        return get_state(session, edition_mark(plan.id)) == edition_of(app)


def _read_again(app: App, plan: PlanRow, path: Path) -> ImportReport:
    """Read a known document with what a person once supplied for it: its id, number, year and date."""
    return import_plan(app, path, Given(plan.number, plan.year, plan.issued_on), plan_id=plan.id)
