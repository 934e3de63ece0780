"""What happens before the daemon ticks: schema, plans that are new or changed, feeds."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from tracker.app import App
from tracker.core.selection import FeedKind
from tracker.errors import DocumentError, TrackerError, UsageError
from tracker.services.applying import ApplyReport, adopt, apply_calendar
from tracker.services.delivering import ask_again, recover
from tracker.services.feeds import IssuedFeed, create, wanted
from tracker.services.importing import ImportReport, import_plan
from tracker.services.linking import link
from tracker.services.listing import awaits_publishing
from tracker.services.nodes import join
from tracker.services.publishing import publish
from tracker.services.reading import Given, digest_of, edition
from tracker.services.renewing import renew
from tracker.services.revising import document_mark, edition_mark
from tracker.services.soundness import refuse_damaged
from tracker.services.watching import look_back
from tracker.store.imports import import_of, revision_of
from tracker.store.lines import PlanLine
from tracker.store.plans import load_plan
from tracker.store.schema import MigrationReport, migrate
from tracker.store.state import get_state
from tracker.store.tables import PlanRow

Progress = Callable[[Path], None]
Agree = Callable[[ApplyReport], bool]


@dataclass(frozen=True, slots=True)
class Refused:
    """A document in the plans folder that could not be taken in."""

    path: Path
    error: TrackerError


class Documents(NamedTuple):
    """What became of the documents in the plans folder."""

    imported: tuple[ImportReport, ...]
    unchanged: int
    undone: int  # their import was taken back
    refused: tuple[Refused, ...]


@dataclass(frozen=True, slots=True)
class StartReport:
    """What was done and what was found at the start."""

    migration: MigrationReport
    imported: tuple[ImportReport, ...]
    unchanged: int
    undone: int  # documents whose import was taken back
    refused: tuple[Refused, ...]
    past: tuple[PlanLine, ...]  # plans whose last deadline lies before today
    feeds: int
    issued: IssuedFeed | None  # the first feed, where somebody was there to be shown its address
    adopted: ApplyReport  # what the working calendar moved in plans that an older version had stored
    calendar: ApplyReport  # what the working calendar moved, or (``dry_run``) would move
    recovered: int  # letters that a former daemon left on their way


def start(
    app: App,
    progress: Progress = lambda _path: None,
    is_stopping: Callable[[], bool] = lambda: False,
    agree: Agree = lambda _moves: False,
    *,
    wants_feed: bool = False,
) -> StartReport:
    """Make everything ready. A document that cannot be read stops nothing and is named.

    A damaged database is refused before anything is done with it: StoreError.

    Calendars are published only where subscribers would find nothing at all: the first time, and after
    an upgrade of the database. All else can wait until the service has opened its port.
    What another working calendar moves is moved only if ``agree`` says so. With ``wants_feed`` an office
    that has no feed gets its own: the address is shown only once, so somebody must be there to see it.
    """
    migration = upgrade(app)
    refuse_damaged(app)
    if app.is_shared:
        join(app)
    look_back(app)
    recovered = recover(app)
    ask_again(app)
    renew(app, is_stopping)
    adopted, calendar = adopt(app, is_stopping), _bring_up(app, agree, is_stopping)
    documents = _read_documents(app, progress, is_stopping)
    link(
        app, app.directory, is_stopping
    )  # the settings may name units that they did not when a plan was read
    issued = _first_feed(app) if wants_feed else None
    if awaits_publishing(app):
        publish(app, is_stopping)
    with app.answers() as answers:
        past, feeds = answers.past_plans(app.today()), answers.feeds()
    return StartReport(
        **documents._asdict(),
        migration=migration,
        past=tuple(past),
        feeds=sum(feed.revoked_at is None for feed in feeds),
        issued=issued,
        adopted=adopted,
        calendar=calendar,
        recovered=recovered,
    )


def upgrade(app: App) -> MigrationReport:
    """Bring the database to the present schema, with a copy made first; a new one is made."""
    return migrate(app.unprepared_store)


def _read_documents(app: App, progress: Progress, is_stopping: Callable[[], bool]) -> Documents:
    imported, refused, unchanged, undone = [], [], 0, 0
    for path in plan_files(app.config.paths.plans):
        if is_stopping():
            break
        plan = _plan_of(app, path)
        if plan is not None and _is_undone(app, plan, path):
            undone += 1
            continue
        if plan is not None and _is_current(app, plan, path):
            unchanged += 1
            continue
        progress(path)
        try:
            imported.append(_read_again(app, plan, path) if plan else import_plan(app, path))
        except (DocumentError, UsageError) as error:
            refused.append(Refused(path, error))
    return Documents(tuple(imported), unchanged, undone, tuple(refused))


def _bring_up(app: App, agree: Agree, is_stopping: Callable[[], bool]) -> ApplyReport:
    """Bring the plans up to the calendar; dates move only if somebody agrees."""
    shown = apply_calendar(app, dry_run=True, is_stopping=is_stopping)
    if not shown.plans or is_stopping():
        return shown
    if shown.changes_dates and not agree(shown):
        return shown
    return apply_calendar(app, shown=shown, is_stopping=is_stopping)


def _first_feed(app: App) -> IssuedFeed | None:
    with app.answers() as answers:
        if answers.feeds():  # or an office that revoked every feed would be given one at each start
            return None
    return next(iter(create(app, [wanted(app, FeedKind.OFFICE)])))


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
    """Whether a document was read by the same program, and its file was not put back since.

    An older copy beside its correction is not read again: each start would
    move the dates back, and forth with the next file.
    """
    if plan.sha256 != digest_of(path):
        return plan.source != path.name
    with app.store.read() as session:
        is_kept = revision_of(session, plan.id, plan.revision) is not None  # older databases kept none
        return is_kept and get_state(session, edition_mark(plan.id)) == edition()


def _is_undone(app: App, plan: PlanRow, path: Path) -> bool:
    """Whether a person took the import of these bytes back: only a person takes them in again."""
    digest = digest_of(path)
    if plan.sha256 == digest and not plan.withdrawn_at:
        return False
    with app.store.read() as session:
        last = import_of(session, digest)
    return last is not None and last.undone_at is not None


def _read_again(app: App, plan: PlanRow, path: Path) -> ImportReport:
    """Read a known document with what a person once supplied for it: its id, number, year and date."""
    with app.store.read() as session:
        last = import_of(session, digest_of(path))
    if last is not None and last.number != plan.number:
        return import_plan(app, path, Given(last.number, plan.year, last.issued_on), amends=plan.id)
    return import_plan(app, path, Given(plan.number, plan.year, plan.issued_on), plan_id=plan.id)
