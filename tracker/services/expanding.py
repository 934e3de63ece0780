"""A task's readings to obligation rows: what is new, what moved, what is gone."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from tracker.core.directory import Directory
from tracker.core.expansion import Draft, expand, reconcile
from tracker.core.labels import keep_labels
from tracker.core.obligation import Dates, obligation_id
from tracker.core.phrases.reading import Bound, Kind, Precision
from tracker.core.plan import Task
from tracker.core.provisional import Provisional, provisional
from tracker.core.rolling import Rolls
from tracker.core.standing import Status
from tracker.core.workcalendar import Roll
from tracker.services.grounds import Grounds
from tracker.store.tables import ObligationRow, TaskRow

Labels = dict[str, str]  # of a task's drafts: as they count, to those that obligations keep


@dataclass(frozen=True, slots=True)
class Days:
    """The days of an obligation at one time; ``due_version`` counts how often they changed."""

    due_on: date
    act_by: date
    due_version: int
    watched_on: date  # since when they are known


@dataclass(frozen=True, slots=True)
class Move:
    """An obligation whose dates changed; its new ones may still move."""

    obligation_id: str
    before: Days
    after: Days
    provisional: Provisional

    @property
    def due_from(self) -> date:
        """The last day that satisfied the words before, inclusive."""
        return self.before.due_on

    @property
    def due_to(self) -> date:
        """The last day that satisfies them now, inclusive."""
        return self.after.due_on


@dataclass(slots=True)
class Expansion:
    """What reading a plan does to its obligations, by obligation id; the restored are among the added."""

    added: list[str] = field(default_factory=list)
    restored: list[str] = field(default_factory=list)
    moved: list[Move] = field(default_factory=list)
    reworded: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed."""
        return not (self.added or self.moved or self.reworded or self.withdrawn)


@dataclass(frozen=True, slots=True)
class Moment:
    """When, by whom, on which calendar and for which units obligations are made."""

    now: datetime
    today: date
    actor: str
    issued_on: date | None  # of the document that is read
    grounds: Grounds
    rolls: Rolls
    directory: Directory


@dataclass(frozen=True, slots=True)
class Expanded:
    """The obligations of one task: those that are new, and which draft has which label."""

    new: list[ObligationRow]
    labels: Labels


def expand_task(
    task: Task,
    row: TaskRow,
    present: Sequence[ObligationRow],
    moment: Moment,
    report: Expansion,
    known: Labels | None = None,
) -> Expanded:
    """Bring the obligations of one task up to its words: change the rows, return the new ones.

    ``known`` are the labels that these same drafts had before, if they had.
    """
    by_label = {obligation.label: obligation for obligation in present}
    rolls = rolls_of(row, moment)
    drafts, labels = _labelled(
        expand(task, moment.grounds.calendar, rolls, since=moment.issued_on), present, known
    )
    changes = reconcile({label: dates_of(by_label[label]) for label in _standing(present)}, drafts)
    for draft in changes.moved:
        _move(by_label[draft.label], draft, moment, report)
    for draft in changes.kept:
        _keep(by_label[draft.label], draft, moment, report)
    counted = {(draft.phrase, draft.rule) for draft in drafts if draft.by_calendar}
    for row_gone in (by_label[label] for label in changes.withdrawn):
        if not (row_gone.status == Status.DONE and (row_gone.phrase, row_gone.rule) in counted):
            withdraw(row_gone, moment.now, report)
    for draft in changes.added:
        if draft.label in by_label:
            _revive(by_label[draft.label], draft, moment, report)
    new = [_make(draft, row, moment, report) for draft in changes.added if draft.label not in by_label]
    return Expanded(new, labels)


def rolls_of(task: TaskRow, moment: Moment) -> Rolls:
    """Return the roll policies that bear on a task."""
    return moment.rolls._replace(task=Roll(task.roll) if task.roll else None)


def _labelled(
    drafts: Sequence[Draft], present: Sequence[ObligationRow], known: Labels | None
) -> tuple[list[Draft], Labels]:
    """Give every draft the label that its obligation keeps."""
    if known is not None and known.keys() == {draft.label for draft in drafts}:
        kept = [replace(draft, label=known[draft.label]) for draft in drafts]
    else:
        live = _standing(present)
        gone = {row.label: row.due_on for row in present if row.label not in live}
        kept = keep_labels(drafts, live, gone)
    return kept, {draft.label: now.label for draft, now in zip(drafts, kept, strict=True)}


def _standing(present: Sequence[ObligationRow]) -> dict[str, date]:
    return {row.label: row.due_on for row in present if row.status != Status.WITHDRAWN}


def withdraw(obligation: ObligationRow, now: datetime, report: Expansion) -> None:
    """Take an obligation out because the document no longer has it."""
    obligation.status = Status.WITHDRAWN.value
    obligation.next_on = None
    obligation.changed_at = now
    report.withdrawn.append(obligation.id)


def reword(obligations: Sequence[ObligationRow], now: datetime, report: Expansion) -> None:
    """Note that the words around these obligations changed, their dates not."""
    for obligation in obligations:
        if obligation.id in report.kept:
            obligation.changed_at = now
            report.kept.remove(obligation.id)
            report.reworded.append(obligation.id)


def dates_of(row: ObligationRow) -> Dates:
    """Return the dates that a row keeps."""
    return Dates(
        kind=Kind(row.kind),
        due_on=row.due_on,
        act_by=row.act_by,
        start_on=row.start_on,
        stated_on=row.stated_on,
        time=row.at_time,
        bound=Bound(row.bound) if row.bound else None,
        precision=Precision(row.precision) if row.precision else None,
        tentative=row.tentative,
        open_ended=row.open_ended,
        data_from=row.data_from,
        data_to=row.data_to,
    )


def _keep(obligation: ObligationRow, draft: Draft, moment: Moment, report: Expansion) -> None:
    """Leave the dates as they are; other words or another rule may have led to them."""
    is_same = (obligation.phrase, obligation.rule) == (draft.phrase, draft.rule)
    (report.kept if is_same else report.reworded).append(obligation.id)
    is_rolled_alike = obligation.roll == draft.roll.policy.value  # if not, other days may still move
    obligation.sqlmodel_update(_way(draft))
    if not (is_same and is_rolled_alike):
        obligation.changed_at = moment.now


def _move(obligation: ObligationRow, draft: Draft, moment: Moment, report: Expansion) -> None:
    if obligation.status == Status.DONE and _is_by_calendar_alone(obligation, draft):
        report.kept.append(obligation.id)  # the day by which it was judged stays
        return
    before = _days_of(obligation)
    _renew(obligation, draft, moment)
    after = _days_of(obligation)
    if before.due_version == after.due_version:
        report.reworded.append(obligation.id)
    else:
        report.moved.append(Move(obligation.id, before, after, _may_move(draft, moment)))


def _may_move(draft: Draft, moment: Moment) -> Provisional:
    dates, steps = draft.dates, ((step.key, step.facts) for step in draft.steps)
    return provisional(dates.due_on, dates.act_by, draft.roll.policy, steps, moment.grounds.calendar)


def _is_by_calendar_alone(obligation: ObligationRow, draft: Draft) -> bool:
    """Whether the words say what they said, and only the days that the calendar makes of them differ."""
    if draft.by_calendar:
        return (obligation.phrase, obligation.rule) == (draft.phrase, draft.rule)
    return replace(dates_of(obligation), act_by=draft.dates.act_by) == draft.dates


def _days_of(obligation: ObligationRow) -> Days:
    return Days(obligation.due_on, obligation.act_by, obligation.due_version, obligation.watched_on)


def _revive(obligation: ObligationRow, draft: Draft, moment: Moment, report: Expansion) -> None:
    """Bring back an obligation that the document had dropped before; what was done stays done."""
    report.added.append(obligation.id)
    report.restored.append(obligation.id)
    obligation.status = (Status.DONE if obligation.done_on else Status.OPEN).value
    _renew(obligation, draft, moment)


def _renew(obligation: ObligationRow, draft: Draft, moment: Moment) -> None:
    """Give an obligation other dates: what was said about the old days counts no more."""
    is_same = _days(dates_of(obligation)) == _days(draft.dates)
    is_open = obligation.status == Status.OPEN
    watched_on = obligation.watched_on if is_same else moment.today
    obligation.sqlmodel_update(_columns(draft, moment) | {"watched_on": watched_on})
    obligation.next_on = moment.today if is_open else None
    if not is_same:
        obligation.due_version += 1
        obligation.paused_until = obligation.pause_reason = None  # the pause was for the old days


def _days(dates: Dates) -> tuple[object, ...]:
    """What people are told: other words for the same days are no news."""
    return (dates.start_on, dates.due_on, dates.act_by, dates.deadline, dates.time, dates.open_ended)


def _make(draft: Draft, task: TaskRow, moment: Moment, report: Expansion) -> ObligationRow:
    name = obligation_id(task.plan_id, task.number, draft.label)
    report.added.append(name)
    columns = _columns(draft, moment)
    return ObligationRow(id=name, task_id=task.id or 0, label=draft.label, created_at=moment.now, **columns)


def _way(draft: Draft) -> dict[str, Any]:
    """Return what a row keeps of the way from the words to its dates."""
    return {
        "phrase": draft.phrase,
        "rule": draft.rule,
        "steps": [{"key": step.key, "facts": dict(step.facts)} for step in draft.steps],
        "roll": draft.roll.policy.value,
        "rolled_by": draft.roll.whose.value,
    }


def _columns(draft: Draft, moment: Moment) -> dict[str, Any]:
    """Return what a row keeps of its dates; it speaks again from today on."""
    dates = draft.dates
    return _way(draft) | {
        "kind": dates.kind.value,
        "start_on": dates.start_on,
        "due_on": dates.due_on,
        "act_by": dates.act_by,
        "deadline_on": dates.deadline,
        "stated_on": dates.stated_on,
        "at_time": dates.time,
        "bound": dates.bound.value if dates.bound else None,
        "precision": dates.precision.value if dates.precision else None,
        "tentative": dates.tentative,
        "open_ended": dates.open_ended,
        "data_from": dates.data_from,
        "data_to": dates.data_to,
        "watched_on": moment.today,
        "next_on": moment.today,
        "changed_at": moment.now,
    }
