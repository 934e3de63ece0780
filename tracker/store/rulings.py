"""What people answered about tasks whose time was unsure."""

from sqlmodel import Session, select

from tracker.core.ruling import Decision, Ruling
from tracker.store.rows import replace
from tracker.store.tables import RulingRow

WHAT_FOR = ("plan_id", "task_number", "words")

Rulings = dict[tuple[int, str], Ruling]


def rulings_of(session: Session, plan_id: str) -> Rulings:
    """Return the answers about a plan by task number and words of time."""
    rows = session.exec(select(RulingRow).where(RulingRow.plan_id == plan_id))
    return {(row.task_number, row.words): _ruling(row) for row in rows}


def _ruling(row: RulingRow) -> Ruling:
    return Ruling(row.words, Decision(row.decision), row.due_on, row.reason, row.actor, row.decided_on)


def set_ruling(session: Session, row: RulingRow) -> None:
    """Store an answer in place of a former one about the same words."""
    replace(session, row, once=WHAT_FOR)
