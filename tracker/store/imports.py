"""The imports of plans: each with the document as it was read, undone ones too."""

import sqlalchemy as sa
from sqlmodel import Session, col, select

from tracker.store.tables import RevisionRow


def add_revision(session: Session, row: RevisionRow) -> None:
    """Store one import."""
    session.add(row)
    session.flush()


def revision_of(session: Session, plan_id: str, revision: int | None) -> RevisionRow | None:
    """Return one import of a plan; None if it was never kept."""
    wanted = select(RevisionRow).where(RevisionRow.plan_id == plan_id, RevisionRow.revision == revision)
    return session.exec(wanted).first()


def highest_revision(session: Session, plan_id: str) -> int:
    """Return the last revision that a plan ever had; 0 for one that none was kept of."""
    found = session.exec(select(sa.func.max(RevisionRow.revision)).where(RevisionRow.plan_id == plan_id))
    return found.one() or 0


def last_import(session: Session) -> RevisionRow | None:
    """Return the newest import of all that was not undone."""
    wanted = select(RevisionRow).where(col(RevisionRow.undone_at).is_(None))
    return session.exec(wanted.order_by(col(RevisionRow.id).desc()).limit(1)).first()


def import_of(session: Session, sha256: str) -> RevisionRow | None:
    """Return the last import of these bytes, undone or not; None if it was never kept."""
    wanted = select(RevisionRow).where(RevisionRow.sha256 == sha256)
    return session.exec(wanted.order_by(col(RevisionRow.id).desc()).limit(1)).first()
