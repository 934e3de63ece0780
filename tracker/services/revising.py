"""A plan's own row and the imports behind it: a new reading in, a former one back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.app import App
from tracker.core.plan import Head, PlanDocument
from tracker.errors import UsageError
from tracker.services.deeds import Deed
from tracker.services.expanding import Moment
from tracker.services.grounds import grounds_of
from tracker.services.reading import read_again
from tracker.services.storing import Identity, Stored, store_plan
from tracker.store.documents import document_facts, document_from
from tracker.store.engine import Session
from tracker.store.imports import add_revision, highest_revision, revision_of
from tracker.store.plans import add_plan, load_plan
from tracker.store.state import set_state
from tracker.store.tables import PlanRow, RevisionRow


@dataclass(frozen=True, slots=True)
class Source:
    """The document behind a reading: its file, what it was read with, its own number and day."""

    name: str
    sha256: str
    edition: str
    number: str
    issued_on: date | None


def document_mark(sha256: str) -> str:
    """Name the fact that these bytes were read; its value is the id of the plan they became."""
    return f"document.{sha256}"


def edition_mark(plan_id: str) -> str:
    """Name the fact of what a plan was last read with."""
    return f"read_with.{plan_id}"


def moment_of(app: App, issued_on: date | None) -> Moment:
    """Return this moment, for a plan issued on a day."""
    return Moment(
        now=app.clock.now(),
        today=app.today(),
        actor=app.actor,
        issued_on=issued_on,
        grounds=grounds_of(app),
        rolls=app.rolls,
        directory=app.directory.as_of(issued_on),
    )


def bring_up(session: Session, plan_id: str, head: Head, source: Source, moment: Moment) -> PlanRow:
    """Return the plan's row, brought up to a head; other bytes or another head make the next revision."""
    row, facts = load_plan(session, plan_id), _facts(head, source)
    if row is None:
        row = PlanRow(id=plan_id, imported_at=moment.now, first_read_on=moment.today, **facts)
        add_plan(session, row)
    elif row.number != head.number:
        raise UsageError("import.id_taken", plan_id=row.id, number=row.number, new_number=head.number)
    elif row.withdrawn_at or _differs(row, facts):
        row.sqlmodel_update(facts | {"imported_at": moment.now, "withdrawn_at": None})
        row.revision = max(row.revision, highest_revision(session, plan_id)) + 1
    return row


def bring_back(plan: PlanRow, head: Head, former: RevisionRow) -> None:
    """Let a plan's row say again what it said after a former import."""
    facts = _facts(head, source_of(former))
    plan.sqlmodel_update(facts | {"imported_at": former.at, "revision": former.revision})


def store_kept(
    session: Session, app: App, plan: PlanRow, reading: RevisionRow, deed: Deed, *, renews: bool = False
) -> Stored:
    """Store a plan's present reading again, for what has changed around it.

    With ``renews`` the words whose dates depend on the calendar are read again on the present one.
    """
    document = document_from(reading.document)
    if renews:
        document = read_again(app, document)
    moment = moment_of(app, document.head.issued_on)
    stored = store_plan(session, plan, document, moment, deed, identities_of(reading))
    source = source_of(reading)
    keep_reading(session, plan, document, source, stored.identities, moment, former=plan.revision)
    return stored


def keep_reading(
    session: Session,
    plan: PlanRow,
    document: PlanDocument,
    source: Source,
    identities: Sequence[Identity],
    moment: Moment,
    *,
    former: int | None,
) -> None:
    """Keep what was read, to go back to; ``former`` is the revision that stood before, None if none did."""
    known = {
        "edition": source.edition,
        "document": document_facts(document),
        "identities": _plain(identities),
    }
    kept = revision_of(session, plan.id, plan.revision)
    if kept is None:
        follows = former if former != plan.revision else (plan.revision - 1 or None)
        add_revision(session, _revision_row(plan, source, moment, follows, known))
    elif any(getattr(kept, name) != value for name, value in known.items()):
        kept.sqlmodel_update(known)
    set_state(session, document_mark(source.sha256), plan.id)
    set_state(session, edition_mark(plan.id), source.edition)


def source_of(row: RevisionRow) -> Source:
    """Return the document behind an import."""
    return Source(row.source, row.sha256, row.edition, row.number, row.issued_on)


def identities_of(row: RevisionRow) -> list[Identity]:
    """Return what the tasks of an import are known by, in the order of its document."""
    found: list[Any] = row.identities
    return [Identity(one["number"], one["labels"]) for one in found]


def _plain(identities: Sequence[Identity]) -> list[dict[str, object]]:
    return [{"number": one.number, "labels": one.labels} for one in identities]


def _revision_row(
    plan: PlanRow, source: Source, moment: Moment, follows: int | None, known: dict[str, Any]
) -> RevisionRow:
    return RevisionRow(
        plan_id=plan.id,
        revision=plan.revision,
        follows=follows,
        number=source.number,
        issued_on=source.issued_on,
        source=source.name,
        sha256=source.sha256,
        actor=moment.actor,
        at=moment.now,
        **known,
    )


def _differs(row: PlanRow, facts: dict[str, Any]) -> bool:
    """Whether a reading is another one; the same document under another name is not."""
    return any(getattr(row, name) != value for name, value in facts.items() if name != "source")


def _facts(head: Head, source: Source) -> dict[str, Any]:
    is_amended = source.number != head.number
    return {
        "number": head.number,
        "type": head.type,
        "title": head.title,
        "place": head.place,
        "issuer": head.issuer,
        "signer": head.signer,
        "issued_on": head.issued_on,
        "year": head.year,
        "source": source.name,
        "sha256": source.sha256,
        "amended_by": source.number if is_amended else None,
        "amended_on": source.issued_on if is_amended else None,
    }
