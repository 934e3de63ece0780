"""Who did what, append only."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session, col, select

from tracker.store.tables import HistoryRow


def record(
    session: Session,
    *,
    at: datetime,
    actor: str,
    action: str,
    subject: str,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
    """Write down one deed; ``subject`` is the id of what it was done to, the facts must fit JSON."""
    session.add(
        HistoryRow(
            at=at,
            actor=actor,
            action=action,
            subject=subject,
            before=dict(before or {}),
            after=dict(after or {}),
        )
    )


def deeds(session: Session, subject: str, action: str) -> list[HistoryRow]:
    """Return what was done to a subject in one way, the newest deed first."""
    wanted = select(HistoryRow).where(HistoryRow.subject == subject, HistoryRow.action == action)
    return list(session.exec(wanted.order_by(col(HistoryRow.id).desc())))
