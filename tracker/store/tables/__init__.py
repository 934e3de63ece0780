"""The rows: SQLModel tables without behaviour and without relationships.

Days are DATE, instants are aware and kept in UTC. Enumerations are texts; the
database refuses others. JSON columns may hold days and times (see ``codec``).
``folded`` columns hold the text as ``core.text.fold`` gives it, for searching
without marks. Rows without relationships are not ordered by the session: what
others refer to is inserted first.
"""

from tracker.store.tables.base import METADATA
from tracker.store.tables.calendars import (
    EventBlockRow,
    EventRow,
    EventTagRow,
    FeedAddressRow,
    FeedFetchRow,
    FeedMonthRow,
    FeedRow,
)
from tracker.store.tables.letters import (
    SAID_ONCE,
    AddressTroubleRow,
    DeliveryBytesRow,
    DeliveryRow,
    LeaveRow,
    NoticeRow,
)
from tracker.store.tables.plans import (
    UNRENDERED,
    ObligationRow,
    PartyRow,
    PlanRow,
    ProblemRow,
    RevisionRow,
    RulingRow,
    TaskRow,
)
from tracker.store.tables.service import HistoryRow, StateRow

__all__ = [
    "METADATA",
    "SAID_ONCE",
    "UNRENDERED",
    "AddressTroubleRow",
    "DeliveryBytesRow",
    "DeliveryRow",
    "EventBlockRow",
    "EventRow",
    "EventTagRow",
    "FeedAddressRow",
    "FeedFetchRow",
    "FeedMonthRow",
    "FeedRow",
    "HistoryRow",
    "LeaveRow",
    "NoticeRow",
    "ObligationRow",
    "PartyRow",
    "PlanRow",
    "ProblemRow",
    "RevisionRow",
    "RulingRow",
    "StateRow",
    "TaskRow",
]
