"""A copy put back in place of the database: nothing that was said since is said again."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from tracker.app import App
from tracker.core.delivery import DeliveryState
from tracker.core.health import SOUND
from tracker.core.mail import OnAmbiguous
from tracker.core.notices import NoticeReason, NoticeState
from tracker.errors import StoreError, UsageError
from tracker.services.backing_up import database_file
from tracker.services.journal import Entry, entries, folder_of
from tracker.services.marks import INTEGRITY, PLANNED_ON
from tracker.store.backup import Contents, Progress, contents_of, drafted, put_in_place, taken_out, verified
from tracker.store.engine import Session, Store, open_store
from tracker.store.reconciling import note_letter, note_said, plan_again, sent_ids
from tracker.store.revision import HEAD, refuse_newer
from tracker.store.schema import upgrade
from tracker.store.state import get_state, set_state
from tracker.store.tables import DeliveryRow, NoticeRow
from tracker.store.waiting import recover


@dataclass(frozen=True, slots=True)
class RestoreOffer:
    """What would be put back, and what would go; ``present`` is None where it cannot be read."""

    copy: Contents
    present: Contents | None


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What the journal knew better than the copy; ``unreadable`` are places in it."""

    letters: int
    notices: int
    unreadable: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """What was put back; ``aside`` is where the former database lies, None if there was none."""

    contents: Contents
    aside: Path | None
    reconciled: Reconciled


def offer(app: App, file: Path) -> RestoreOffer:
    """Look at a copy and at the database that it would replace; a copy that is not fit is refused."""
    path = database_file(app)
    if not file.is_file():
        raise UsageError("restore.no_file", path=str(file))
    if path.exists() and path.samefile(file):
        raise UsageError("restore.same", path=str(file))
    copy = verified(file)
    refuse_newer(copy.revision, str(file))
    return RestoreOffer(copy, _present(path))


def _present(path: Path) -> Contents | None:
    try:
        return contents_of(path)
    except StoreError:
        return None


def restore(app: App, file: Path, progress: Progress = lambda _done, _all: None) -> RestoreReport:
    """Put a copy in place of the database, brought up to the present schema and to the journal of letters.

    All of that is done to a draft beside the database, which then takes its name at once: whatever
    interrupts it leaves the former database as it was. The caller sees to it that no service runs.
    """
    path = database_file(app)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = _aside(app, path)
    with drafted(file, path, progress) as (draft, found):
        refuse_newer(found.revision, str(file))
        reconciled = _prepare(app, draft, found)
        contents = verified(draft, file)
        with taken_out(path, aside):
            put_in_place(draft, path)
    return RestoreReport(contents, aside if aside.exists() else None, reconciled)


def _aside(app: App, path: Path) -> Path:
    """Name the place for the former database, after the moment in which it goes."""
    stamp = app.clock.now().astimezone(app.zone).strftime("%Y%m%d-%H%M%S-%f")
    return path.with_name(f"{path.stem}.before-restore-{stamp}{path.suffix}")


def _prepare(app: App, draft: Path, contents: Contents) -> Reconciled:
    store = open_store(f"sqlite:///{draft.absolute()}")
    try:
        if contents.revision != HEAD:
            upgrade(store)
        return _reconcile(app, store)
    finally:
        store.dispose()


def _reconcile(app: App, store: Store) -> Reconciled:
    """Tell the copy which letters left since it was made; what it holds in hand goes back to the queue.

    What it was to say on an earlier day, and did not, is said in the letter of today.
    """
    unreadable: list[str] = []
    letters = notices = 0
    with store.write() as session:
        known = sent_ids(session)
        for entry in entries(folder_of(app), unreadable=unreadable.append):
            if entry.message_id not in known:
                known.add(entry.message_id)
                letters += 1
                notices += _take_up(session, entry)
        set_state(session, INTEGRITY, SOUND)
    recover(store, app.clock.now(), hold=app.config.delivery.on_ambiguous is OnAmbiguous.HOLD)
    with store.write() as session:
        plan_again(session, app.today(), app.clock.now())
        _owe(session, app.today())
    return Reconciled(letters, notices, tuple(unreadable))


def _owe(session: Session, today: date) -> None:
    """Let today be planned once more, for what was taken back; a copy may know it as planned."""
    if get_state(session, PLANNED_ON) == today.isoformat():
        set_state(session, PLANNED_ON, "")


def _take_up(session: Session, entry: Entry) -> int:
    at = entry.at.astimezone(UTC)
    letter = note_letter(session, _letter(entry, at))
    return note_said(session, _notices(entry, letter, at))


def _letter(entry: Entry, at: datetime) -> DeliveryRow:
    return DeliveryRow(
        dedup_key=entry.dedup_key,
        message_id=entry.message_id,
        recipient=entry.recipient,
        recipient_name="",
        slot_on=entry.slot_on,
        subject="",
        sha256="",
        state=DeliveryState.SENT.value,
        created_at=at,
        next_at=at,
        has_week=entry.has_week,
        sent_at=at,
    )


def _notices(entry: Entry, letter: int, at: datetime) -> list[NoticeRow]:
    return [
        NoticeRow(
            obligation_id=obligation,
            due_version=version,
            kind=kind,
            offset_days=offset,
            level=level,
            recipient=entry.recipient,
            slot_on=entry.slot_on,
            state=NoticeState.SENT.value,
            reason=NoticeReason.RESTORED.value,
            delivery_id=letter,
            decided_at=at,
        )
        for obligation, version, kind, offset, level in entry.notices
    ]
