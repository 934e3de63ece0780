"""What answers consist of: plain values, one class for one kind of line.

A field without a default is the column of that name in the query that fills it. Named tuples, not
dataclasses: they are made six times as fast, and a status question pays for each class at every start.
"""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import NamedTuple

from tracker.core.standing import Status

Facts = Mapping[str, object]


class OpenCounts(NamedTuple):
    """How many obligations are open on a day, and how many of them are past their deadline."""

    total: int
    overdue: int


class StandingGroup(NamedTuple):
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
    size: int


class ObligationFilter(NamedTuple):
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


class OpenLine(NamedTuple):
    """Both days of an open obligation; ``steps`` only where one tells of a year that was not announced."""

    due_on: date
    act_by: date
    roll: str | None
    steps: tuple[Facts, ...] | None


class LoadLine(NamedTuple):
    """What weighing one obligation needs; ``leads`` are the names as written."""

    leads: tuple[str, ...]
    act_by: date
    status: Status


class NameLine(NamedTuple):
    """A name in owner columns, the one in brackets, its tasks, and the open duties that it leads."""

    name: str
    alias: str
    tasks: int
    open_duties: int


class NoticeLine(NamedTuple):
    """One notice, said or withheld."""

    id: int
    obligation_id: str
    due_version: int
    kind: str
    offset_days: int
    level: int
    recipient: str
    unit: str | None
    instead: str | None
    slot_on: date
    state: str
    reason: str
    delivery_id: int | None
    decided_at: datetime


class HistoryLine(NamedTuple):
    """One deed."""

    at: datetime
    actor: str
    action: str
    before: Facts
    after: Facts


class ObligationLine(NamedTuple):
    """One obligation; ``unit`` and ``lead`` are the first lead's code and name.

    ``notices`` by slot and ``history`` by time are filled only where one obligation is asked for.
    """

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
    plan_title: str
    amended_by: str | None
    amended_on: date | None
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
    paused_until: date | None
    pause_reason: str | None
    plan_ladder: Facts | None
    task_ladder: Facts | None
    roll: str | None
    rolled_by: str | None
    roll_basis: str | None
    data_from: date | None
    data_to: date | None
    notices: tuple[NoticeLine, ...] = ()
    history: tuple[HistoryLine, ...] = ()


class PlanLine(NamedTuple):
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


class TaskLine(NamedTuple):
    """One task without a date."""

    plan_id: str
    number: int
    section: str
    ordinal: str
    title: str
    time_phrase: str | None
    place: str
    lead: str


class ProblemLine(NamedTuple):
    """One flaw found when a plan was last read."""

    plan_id: str
    key: str
    severity: str
    place: str
    words: str
    facts: Facts


class DeliveryLine(NamedTuple):
    """One letter; ``notices`` counts what it says.

    ``raw`` and ``items`` are filled only where one letter is asked for.
    """

    id: int
    message_id: str
    recipient: str
    recipient_name: str
    slot_on: date
    subject: str
    state: str
    priority: int
    attempts: int
    created_at: datetime
    next_at: datetime
    expires_at: datetime | None
    first_try_at: datetime | None
    sent_at: datetime | None
    ambiguous: bool
    last_phase: str
    last_code: int
    last_enhanced: str
    last_text: str
    follows: int | None
    seen_at: datetime | None
    notices: int
    raw: bytes = b""
    items: tuple[NoticeLine, ...] = ()


class FeedLine(NamedTuple):
    """One published calendar, and how much it shows; ``subject`` as in ``FeedRow``."""

    slug: str
    kind: str
    subject: str
    name: str
    partners: bool
    created_at: datetime
    revoked_at: datetime | None
    events: int
    octets: int


class FetchLine(NamedTuple):
    """How often a program fetched a feed, and from which network address at last."""

    feed: str
    client: str
    address: str
    first_at: datetime
    last_at: datetime
    times: int
