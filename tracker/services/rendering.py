"""Changed obligations become VEVENT bytes, stored with what selects them into feeds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tracker.app import App
from tracker.core.obligation import Obligation
from tracker.core.selection import entry_tags, month_of
from tracker.feeds.event import RenderedEvent, render
from tracker.feeds.facts import EventFacts
from tracker.feeds.stages import Stage, next_turn, stage
from tracker.feeds.tokens import load_key, proof_for
from tracker.services.naming import short_name
from tracker.services.rows import obligation_from
from tracker.store.engine import Session
from tracker.store.events import Entry, entries, outdated, store_entries
from tracker.store.obligations import Duty
from tracker.store.tables import EventBlockRow, EventRow

BATCH = 500  # entries in one transaction: others must not wait long for the database
ONE_SECOND = timedelta(seconds=1)  # stamps have no smaller parts
NO_TAGS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Touch:
    """Bytes that changed in feeds: entries with these tags, in this month."""

    month: str
    tags: frozenset[str]


@dataclass(frozen=True, slots=True)
class Rendered:
    """What one batch did; ``more`` is whether others wait."""

    count: int
    touches: frozenset[Touch]
    more: bool


def render_batch(session: Session, app: App) -> Rendered:
    """Render some of the entries that are out of date: changed, or on another stage."""
    duties = outdated(session, app.today(), BATCH)
    stored = entries(session, [duty.obligation.id for duty in duties])
    pen = Pen(app)
    changed: list[Entry] = []
    touches: set[Touch] = set()
    for duty in duties:
        before = stored.get(duty.obligation.id)
        after = pen.entry(duty, before.row if before else None)
        duty.obligation.event_rendered_at = duty.obligation.changed_at
        if before is None or _shown(before) != _shown(after):
            touches.update(_touches(before, after))
            changed.append(after)
        elif before.row.model_dump() != after.row.model_dump():
            changed.append(after)
    store_entries(session, changed)
    return Rendered(len(duties), frozenset(touches), more=len(duties) == BATCH)


def _shown(entry: Entry) -> object:
    blocks = sorted(
        (block.language, block.starts, block.data, block.span, block.alarm) for block in entry.blocks
    )
    return blocks, entry.tags


def _touches(before: Entry | None, after: Entry) -> Iterable[Touch]:
    shown = (entry for entry in (before, after) if entry and entry.row.starts)
    return (Touch(month_of(entry.row.starts), entry.tags) for entry in shown)


class Pen:
    """Writes entries by an office's settings as of now."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._now = app.clock.now().replace(microsecond=0)
        self._today = app.today()
        self._key = load_key(app.config.feeds.key_file)

    def entry(self, duty: Duty, former: EventRow | None) -> Entry:
        """Return an obligation's entry; SEQUENCE and the stamps grow only with what people can see."""
        obligation = obligation_from(duty)
        on_stage = (obligation.status, obligation.dates.deadline, self._day(duty.obligation.changed_at))
        days = (self._today, self._app.config.feeds.done_days)
        shown, turns_on = stage(*on_stage, *days), next_turn(*on_stage, *days)
        if shown is Stage.GONE:
            return Entry(self._gone(duty, former, turns_on), [], NO_TAGS)
        facts = self._facts(duty, obligation, is_overdue=shown is Stage.OVERDUE)
        row, rendered = self._numbered(facts, former)
        row.stage, row.turns_on, row.starts = shown.value, turns_on, rendered.starts
        row.octets = max(map(len, rendered.blocks.values()))
        return Entry(row, _blocks(facts.id, rendered), _tags(duty, is_overdue=facts.is_overdue))

    def _gone(self, duty: Duty, former: EventRow | None, turns_on: date | None) -> EventRow:
        """Keep what was said of an entry that leaves the calendars, should it come back."""
        return EventRow(
            obligation_id=duty.obligation.id,
            sequence=former.sequence if former else 0,
            changed_at=former.changed_at if former else self._now,
            fingerprint=former.fingerprint if former else "",
            stage=Stage.GONE.value,
            turns_on=turns_on,
            starts="",
            octets=0,
        )

    def _numbered(self, facts: EventFacts, former: EventRow | None) -> tuple[EventRow, RenderedEvent]:
        """Render an entry with the number and the time of its last visible change."""
        sequence, changed_at = (former.sequence, former.changed_at) if former else (0, self._now)
        rendered = render(facts.at(sequence, changed_at))
        if former and rendered.fingerprint != former.fingerprint:
            # later than ever, even after a clock was set back: programs drop what does not look newer
            sequence, changed_at = sequence + 1, max(self._now, changed_at + ONE_SECOND)
            rendered = render(facts.at(sequence, changed_at))
        row = EventRow(
            obligation_id=facts.id,
            sequence=sequence,
            changed_at=changed_at,
            fingerprint=rendered.fingerprint,
            stage="",
            turns_on=None,
            starts="",
            octets=0,
        )
        return row, rendered

    def _day(self, moment: datetime) -> date:
        """Return the office's day; a change by a clock that is ahead counts as of today."""
        return min(moment.astimezone(self._app.zone).date(), self._today)

    def _facts(self, duty: Duty, obligation: Obligation, *, is_overdue: bool) -> EventFacts:
        config = self._app.config
        return EventFacts(
            id=obligation.id,
            domain=config.office.domain,
            title=obligation.title,
            dates=obligation.dates,
            status=obligation.status,
            phrase=obligation.phrase,
            plan_number=obligation.plan_number,
            plan_name=duty.plan.title,
            created_at=duty.obligation.created_at,
            changed_at=self._now,
            label=short_name(self._app.directory, obligation.owners),
            lead=obligation.lead,
            partners=obligation.partners,
            rule=obligation.rule,
            provisional=obligation.provisional(self._app.calendar),
            link=f"{config.feeds_address}/o/{obligation.id}/{proof_for(self._key, obligation.id)}",
            is_overdue=is_overdue,
            shown_on=config.feeds.shown_on,
        )


def _blocks(obligation_id: str, rendered: RenderedEvent) -> list[EventBlockRow]:
    return [
        EventBlockRow(
            language=language,
            starts=rendered.starts,
            obligation_id=obligation_id,
            data=data,
            span=rendered.span,
            alarm=rendered.alarm.value,
        )
        for language, data in rendered.blocks.items()
    ]


def _tags(duty: Duty, *, is_overdue: bool) -> frozenset[str]:
    units = {
        role: {party.unit for party in duty.parties if party.role == role} - {""}
        for role in ("lead", "partner")
    }
    return entry_tags(duty.task.plan_id, units["lead"], units["partner"], overdue=is_overdue)
