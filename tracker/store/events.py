"""Calendar entries: which must be rendered, and what was rendered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col, select

from tracker.store.obligations import Duty, duties_where
from tracker.store.rows import in_batches, insert
from tracker.store.tables import UNRENDERED, EventBlockRow, EventRow, EventTagRow, ObligationRow


@dataclass(slots=True)
class Entry:
    """An obligation's place in the calendars: its row, its blocks and its tags."""

    row: EventRow
    blocks: list[EventBlockRow]
    tags: frozenset[str]


def outdated(session: Session, today: date, most: int) -> list[Duty]:
    """Return obligations that changed since their entry was rendered or whose stage turns by today."""
    turned = select(EventRow.obligation_id).where(col(EventRow.turns_on) <= today).limit(most)
    changed = select(ObligationRow.id).where(UNRENDERED).limit(most)
    ids = _free(session, sorted({*session.exec(changed), *session.exec(turned)})[:most])
    return duties_where(session, col(ObligationRow.id).in_(ids)) if ids else []


def _free(session: Session, ids: Sequence[str]) -> list[str]:
    """Lock these obligations, those aside that somebody else is changing: they will be out of date again.

    Waiting for them could end in a deadlock on PostgreSQL; on SQLite every writer is alone already.
    """
    wanted = select(ObligationRow.id).where(col(ObligationRow.id).in_(ids))
    return list(session.exec(wanted.with_for_update(skip_locked=True))) if ids else []


def outdate_all(session: Session) -> None:
    """Let every entry be rendered again."""
    session.flush()
    session.connection().execute(sa.update(ObligationRow).values(event_rendered_at=None))


def outdate_tasks(session: Session, task_ids: Sequence[int]) -> None:
    """Let the entries of these tasks be rendered again, whatever their status."""
    session.flush()
    for batch in in_batches(task_ids):
        of_tasks = sa.update(ObligationRow).where(col(ObligationRow.task_id).in_(batch))
        session.connection().execute(of_tasks.values(event_rendered_at=None))


def entries(session: Session, ids: Sequence[str]) -> dict[str, Entry]:
    """Return the entries of these obligations that have one, by id."""
    rows = session.exec(select(EventRow).where(col(EventRow.obligation_id).in_(ids)))
    found = {row.obligation_id: Entry(row, [], frozenset()) for row in rows}
    for block in session.exec(select(EventBlockRow).where(col(EventBlockRow.obligation_id).in_(ids))):
        found[block.obligation_id].blocks.append(block)
    tagged = select(EventTagRow.obligation_id, EventTagRow.tag).where(col(EventTagRow.obligation_id).in_(ids))
    for obligation_id, tag in session.exec(tagged):
        found[obligation_id].tags |= {tag}
    return found


def store_entries(session: Session, changed: Sequence[Entry]) -> None:
    """Store entries in place of what was stored of them."""
    ids = [entry.row.obligation_id for entry in changed]
    for table in (EventBlockRow, EventTagRow, EventRow):
        of_these = sa.delete(table).where(col(table.obligation_id).in_(ids))
        session.exec(of_these, execution_options={"synchronize_session": False})
    insert(session, [entry.row for entry in changed])
    insert(session, [block for entry in changed for block in entry.blocks])
    insert(session, [tag for entry in changed for tag in _tag_rows(entry)])


def _tag_rows(entry: Entry) -> Iterable[EventTagRow]:
    row = entry.row
    return (
        EventTagRow(tag=tag, starts=row.starts, obligation_id=row.obligation_id) for tag in sorted(entry.tags)
    )


def blocks_of(session: Session, ids: Sequence[str], language: str) -> list[tuple[str, str, bytes]]:
    """Return start, id and rendered entry of these obligations in one language, those that have one."""
    shown = (EventBlockRow.starts, EventBlockRow.obligation_id, EventBlockRow.data)
    of_language = (col(EventBlockRow.language) == language, col(EventBlockRow.obligation_id).in_(ids))
    return list(session.exec(select(*shown).where(*of_language)))
