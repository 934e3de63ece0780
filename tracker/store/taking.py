"""The statements of a claim, built once: they are run for every letter that leaves."""

import sqlalchemy as sa

from tracker.store.tables import DeliveryBytesRow, DeliveryRow, NoticeRow

NO_LEASE = {"lease_owner": "", "lease_token": "", "lease_until": None}

_letter: sa.Table = DeliveryRow.__table__  # type: ignore[attr-defined]
_text: sa.Table = DeliveryBytesRow.__table__  # type: ignore[attr-defined]
_notice: sa.Table = NoticeRow.__table__  # type: ignore[attr-defined]

#: Spelled out, not bound: SQLite uses a partial index only where it can read that the query implies it.
READY: sa.ColumnClause[str] = sa.literal_column("'ready'")
SENDING: sa.ColumnClause[str] = sa.literal_column("'sending'")


def _take() -> sa.Executable:
    """Take the letters that are due in one statement, with their texts."""
    raw = sa.select(_text.c.raw).where(_text.c.delivery_id == _letter.c.id).correlate(_letter)
    return (
        sa.update(_letter)
        .where(_letter.c.id.in_(sa.select(_due().c.id)))
        .values(
            state=SENDING,
            attempts=_letter.c.attempts + 1,
            first_try_at=sa.func.coalesce(_letter.c.first_try_at, _bound("now")),
            lease_owner=_bound("owner"),
            lease_token=_bound("token"),
            lease_until=_bound("until"),
        )
        .returning(
            *(_letter.c[name] for name in HANDED_OVER if name != "raw"),
            raw.scalar_subquery().label("raw"),
        )
    )


HANDED_OVER = (
    "id",
    "dedup_key",
    "recipient",
    "slot_on",
    "attempts",
    "first_try_at",
    "message_id",
    "ambiguous",
    "lease_until",
    "has_week",
    "raw",
)


def _bound(name: str) -> sa.BindParameter[object]:
    types = {
        "now": _letter.c.next_at.type,
        "until": _letter.c.next_at.type,
        "minute_ago": _letter.c.sent_at.type,
        "in_a_minute": _letter.c.sent_at.type,
    }
    return sa.bindparam(name, type_=types.get(name))


def _due() -> sa.CTE:
    """Name the letters to take. Materialized: PostgreSQL might run a plain sub-query twice."""
    expires_at = _letter.c.expires_at
    wanted = (
        sa.select(_letter.c.id)
        .where(
            _letter.c.state == READY,
            _letter.c.next_at <= _bound("now"),
            sa.or_(expires_at.is_(None), expires_at > _bound("now")),
        )
        .order_by(_letter.c.priority, _letter.c.next_at, _letter.c.id)
        .limit(_room())
        .with_for_update(skip_locked=True)
    )
    return wanted.cte("due").prefix_with("MATERIALIZED", dialect="postgresql")


def _room() -> sa.ScalarSelect[int]:
    """Count how many letters may be taken: as many as are asked for and the minute leaves."""
    sent, going = _letter.alias("sent"), _letter.alias("going")
    this_minute = sent.c.sent_at > _bound("minute_ago"), sent.c.sent_at < _bound("in_a_minute")
    sent_now = sa.select(sa.func.count()).where(*this_minute).select_from(sent)
    going_now = sa.select(sa.func.count()).where(going.c.state == SENDING).select_from(going)
    most, per_minute = sa.bindparam("most", type_=sa.Integer), sa.bindparam("per_minute", type_=sa.Integer)
    free = per_minute - sent_now.scalar_subquery() - going_now.scalar_subquery()
    left = sa.select(free.label("left")).subquery("minute").c.left
    return sa.select(sa.case((left < 0, 0), (left < most, left), else_=most)).scalar_subquery()


def _notices_of_token() -> sa.Executable:
    """Read what the letters taken under a token have to say: their notices, whatever became of them."""
    of_letter = sa.and_(
        _letter.c.id == _notice.c.delivery_id,
        _letter.c.state == SENDING,
        _letter.c.lease_token == _bound("token"),
    )
    identity = ("obligation_id", "due_version", "kind", "offset_days", "level")
    wanted = sa.select(_notice.c.delivery_id, _notice.c.state, *(_notice.c[name] for name in identity))
    return wanted.join(_letter, of_letter).order_by(_notice.c.id)


TAKE = _take()
COUNT_DUE = sa.select(sa.func.count()).select_from(_due())
NOTICES_OF_TOKEN = _notices_of_token()
