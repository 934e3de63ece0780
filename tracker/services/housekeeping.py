"""What is done once a night: copy, look for damage, let go of what is not kept for ever."""

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tracker.app import App
from tracker.core.retention import surplus
from tracker.errors import TrackerError
from tracker.services.backing_up import back_up, copies
from tracker.services.journal import folder_of
from tracker.services.soundness import look
from tracker.store.location import SQLITE, locate
from tracker.store.retention import forget_texts

log = logging.getLogger("tracker.housekeeping")

TEXTS = 200  # letters of one transaction: senders need not wait
DRAFT_AGE = timedelta(days=1)  # an unfinished copy that is older was broken off
_DRAFT = re.compile(r"\.tracker-.*\.sqlite3\.[0-9a-f]{8}(-journal|-wal|-shm)?")


@dataclass(slots=True)
class HousekeepingReport:
    """What one night did; ``failed`` names the parts that went wrong, which the others did not mind."""

    copy: Path | None = None
    removed_copies: int = 0
    removed_journals: int = 0
    removed_texts: int = 0
    integrity: str = ""
    failed: list[str] = field(default_factory=list)


class _Stopped(Exception):  # noqa: N818  (nothing went wrong)
    """The service is to end; the rest waits for the next night."""


def housekeep(app: App, is_stopping: Callable[[], bool] = lambda: False) -> HousekeepingReport:
    """Do what is due once a day; a second time on the same day there is nothing left to do.

    The database is looked at before it is copied: a damaged one must not push good copies out.
    """
    report = HousekeepingReport()
    parts = {
        "integrity": _look,
        "copy": _copy,
        "copies": _prune,
        "journal": _forget_journal,
        "texts": _forget_texts,
    }
    for name, part in parts.items():
        if is_stopping():
            break
        with _alone(name, report):
            part(app, report, is_stopping)
    return report


@contextmanager
def _alone(name: str, report: HousekeepingReport) -> Iterator[None]:
    """Let what goes wrong in one part be logged, and stop no other."""
    try:
        yield
    except _Stopped:
        log.info("housekeeping: %s was broken off", name)
    except (TrackerError, OSError) as error:
        report.failed.append(name)
        log.error("housekeeping: %s: %s", name, getattr(error, "key", error))  # noqa: TRY400
    except Exception:
        report.failed.append(name)
        log.exception("housekeeping: %s", name)


def _look(app: App, report: HousekeepingReport, _is_stopping: Callable[[], bool]) -> None:
    report.integrity = look(app)


def _copy(app: App, report: HousekeepingReport, is_stopping: Callable[[], bool]) -> None:
    def heed(_done: int, _all: int) -> None:
        if is_stopping():
            raise _Stopped

    is_sqlite = locate(app.config.database.url).dialect == SQLITE
    is_made = any(taken_at.date() == app.today() for taken_at in copies(app.config))
    if is_sqlite and app.config.backup.nightly and not is_made:
        report.copy = back_up(app, progress=heed).path


def _prune(app: App, report: HousekeepingReport, _is_stopping: Callable[[], bool]) -> None:
    kept = app.config.backup
    found = copies(app.config)
    for taken_at in surplus(found, kept.daily, kept.weekly):
        found[taken_at].unlink(missing_ok=True)
        report.removed_copies += 1
    for path in kept.folder.glob(".tracker-*"):
        if _DRAFT.fullmatch(path.name) and app.clock.now() - _changed_at(path) > DRAFT_AGE:
            path.unlink(missing_ok=True)


def _changed_at(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _forget_journal(app: App, report: HousekeepingReport, _is_stopping: Callable[[], bool]) -> None:
    first = app.clock.now().date() - timedelta(days=app.config.backup.journal_days)
    for path in folder_of(app).glob("*.jsonl"):
        if (day := _day_of(path)) is not None and day < first:
            path.unlink(missing_ok=True)
            report.removed_journals += 1


def _day_of(path: Path) -> date | None:
    """Read the day of a file of the journal; None for a file that is not ours."""
    try:
        return date.fromisoformat(path.stem)
    except ValueError:
        return None


def _forget_texts(app: App, report: HousekeepingReport, is_stopping: Callable[[], bool]) -> None:
    before = app.clock.now() - timedelta(days=app.config.delivery.keep_text_days)
    gone = TEXTS
    while gone == TEXTS and not is_stopping():
        with app.store.write() as session:
            gone = forget_texts(session, before, TEXTS)
        report.removed_texts += gone
