"""Why this date, what was said about it, and what will be said next."""

from dataclasses import dataclass
from datetime import date
from itertools import islice

from tracker.app import App
from tracker.core.notices import NoticeKind, Rung, ladder
from tracker.core.obligation import Dates
from tracker.core.phrases.reading import Kind, Step
from tracker.core.reasons import Reasons, RollReason
from tracker.core.standing import Status
from tracker.errors import Place
from tracker.services.reporting import Detail, show
from tracker.store.lines import NoticeLine, ObligationLine

NEXT_RUNGS = 6  # of a ladder that has no end


@dataclass(frozen=True, slots=True)
class Explanation:
    """The way from the words to the dates, and the notices behind and ahead."""

    detail: Detail
    reasons: Reasons
    said: tuple[NoticeLine, ...]
    coming: tuple[Rung, ...]


def explain(app: App, wanted: str, as_of: date) -> Explanation:
    """Explain one obligation; the coming notices are those of an obligation that stays open."""
    detail = show(app, wanted, as_of)
    found = detail.obligation
    return Explanation(detail, reasons(detail), found.notices, tuple(_coming(app, found, as_of)))


def reasons(detail: Detail) -> Reasons:
    """Gather why an obligation has its two dates."""
    found = detail.obligation
    return Reasons(
        phrase=found.phrase,
        place=Place.parse(found.place),
        rule=found.rule,
        steps=tuple(Step(str(step["key"]), dict(step["facts"])) for step in found.steps),  # type: ignore[call-overload]
        counted=detail.counted,
        due_on=found.due_on,
        roll=RollReason(found.roll, found.rolled_by or "", found.roll_basis or "") if found.roll else None,
        touched=detail.touched,
        act_by=found.act_by,
        provisional=detail.provisional,
        data=(found.data_from, found.data_to) if found.data_from and found.data_to else None,
    )


def _coming(app: App, found: ObligationLine, as_of: date) -> list[Rung]:
    if found.status is not Status.OPEN or found.next_on is None:
        return []
    dates = Dates(
        kind=Kind(found.kind),
        due_on=found.due_on,
        act_by=found.act_by,
        start_on=found.start_on,
        open_ended=found.open_ended,
    )
    said = {(NoticeKind(notice.kind), notice.offset_days, notice.level) for notice in found.notices}
    rungs = ladder(dates, found.watched_on, app.rules.policy, app.calendar)
    ahead = (rung for rung in rungs if rung.slot_on > as_of and rung.key not in said)
    return list(islice(ahead, NEXT_RUNGS))
