"""Why this date, what was said about it, and what will be said next."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from tracker.app import App
from tracker.core.phrases.reading import Step
from tracker.core.reasons import Reasons, RollReason
from tracker.core.standing import Status
from tracker.errors import Place
from tracker.services.reporting import Detail, show
from tracker.store.lines import NoticeLine

if TYPE_CHECKING:
    from tracker.services.ahead import Ahead

__all__ = ["Explanation", "NoticeLine", "explain", "reasons"]

NEXT_RUNGS = 6  # of a ladder that has no end


@dataclass(frozen=True, slots=True)
class Explanation:
    """The way from the words to the dates, and the notices behind and ahead."""

    detail: Detail
    reasons: Reasons
    said: tuple[NoticeLine, ...]
    ahead: "Ahead"  # of what is open; what is not has nothing ahead


def explain(app: App, wanted: str, as_of: date) -> Explanation:
    """Explain one obligation; the coming notices are those of an obligation that stays open."""
    from tracker.services.ahead import Ahead, ahead  # noqa: PLC0415  (the page of a duty does without)

    detail = show(app, wanted, as_of)
    found = detail.obligation
    speaks = found.status is Status.OPEN and found.next_on is not None
    coming = ahead(app, found.id, as_of, NEXT_RUNGS) if speaks else Ahead((), ())
    return Explanation(detail, reasons(detail), found.notices, coming)


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
