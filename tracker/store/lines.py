"""What answers consist of: plain values, one class for one kind of line.

A field without a default is the column of that name in the query that fills it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from tracker.core.standing import Status

Facts = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class StandingGroup:
    """Obligations of one lead that stand alike on the day that was asked for.

    ``deadline_on`` and ``done_on`` are the earliest of the group; any of its
    obligations stands as these two dates do. ``unit`` is the lead's code, empty
    for a name that is no known unit; ``lead`` is the name as written.
    """

    unit: str
    lead: str
    status: Status
    deadline_on: date
    done_on: date | None
    count: int


@dataclass(frozen=True, slots=True)
class ObligationFilter:
    """Which obligations are wanted; what is None does not matter, days are inclusive.

    ``open_on`` leaves those that were neither done nor dropped at the end of a day;
    ``unit`` is the code of a lead; ``text`` is found anywhere in a task, without
    regard to case and marks.
    """

    plan: str | None = None
    unit: str | None = None
    status: Status | None = None
    open_on: date | None = None
    deadline_from: date | None = None
    deadline_to: date | None = None
    act_by_from: date | None = None
    act_by_to: date | None = None
    text: str | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class ObligationLine:
    """One obligation in a list; ``unit`` and ``lead`` are the first lead's code and name."""

    id: str
    label: str
    plan_id: str
    plan_number: str
    task_number: int
    section: str
    ordinal: str
    title: str
    phrase: str
    kind: str
    start_on: date | None
    due_on: date
    act_by: date
    deadline_on: date
    stated_on: date | None
    at_time: time | None
    bound: str | None
    precision: str | None
    tentative: bool
    open_ended: bool
    status: Status
    done_on: date | None
    evidence: str
    unit: str
    lead: str
    leads: tuple[str, ...]
    partners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One notice, said or withheld."""

    id: int
    obligation_id: str
    due_version: int
    kind: str
    offset_days: int
    level: int
    recipient: str
    slot_on: date
    state: str
    reason: str
    delivery_id: int | None
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One deed."""

    at: datetime
    actor: str
    action: str
    before: Facts
    after: Facts


@dataclass(frozen=True, slots=True)
class ObligationDetail(ObligationLine):
    """Everything about one obligation; notices by slot, history by time."""

    plan_title: str
    time_phrase: str | None
    place: str
    words: str
    rule: str
    steps: tuple[Facts, ...]
    due_version: int
    watched_on: date
    next_on: date | None
    created_at: datetime
    changed_at: datetime
    event_sequence: int
    notices: tuple[NoticeLine, ...] = ()
    history: tuple[HistoryLine, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One plan with its tasks and obligations counted, withdrawn ones left out."""

    id: str
    number: str
    type: str
    title: str
    place: str
    issuer: str
    signer: str
    issued_on: date | None
    year: int
    source: str
    revision: int
    imported_at: datetime
    first_read_on: date
    tasks: int
    obligations: int
    last_deadline: date | None


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task without a date."""

    plan_id: str
    number: int
    section: str
    ordinal: str
    title: str
    time_phrase: str | None
    place: str
    lead: str


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """One flaw found when a plan was last read."""

    plan_id: str
    key: str
    severity: str
    place: str
    words: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """One letter in a list; ``notices`` counts what it says."""

    id: int
    message_id: str
    recipient: str
    recipient_name: str
    slot_on: date
    subject: str
    state: str
    attempts: int
    created_at: datetime
    next_at: datetime
    first_try_at: datetime | None
    sent_at: datetime | None
    ambiguous: bool
    last_phase: str
    last_code: int
    last_text: str
    notices: int


@dataclass(frozen=True, slots=True)
class DeliveryDetail(DeliveryLine):
    """One letter with its bytes and its notices."""

    raw: bytes
    items: tuple[NoticeLine, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedLine:
    """One published calendar."""

    slug: str
    kind: str
    unit: str
    name: str
    created_at: datetime
    revoked_at: datetime | None
