"""Questions about letters, and what a person decides about one: again, not at all, seen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.app import App
from tracker.core.delivery import DeliveryState
from tracker.core.notices import NoticeReason
from tracker.core.outcome import Attempt
from tracker.errors import UsageError
from tracker.messages.plaintext import text_of
from tracker.store.lines import DeliveryLine

if TYPE_CHECKING:
    from tracker.store.engine import Session

__all__ = ["DeliveryLine", "Repeated", "cancel", "letter", "letters", "retry", "see", "text_of"]

STOPPED = Attempt(DeliveryState.CANCELLED, why=NoticeReason.STOPPED)


@dataclass(frozen=True, slots=True)
class Repeated:
    """A letter that failed, and the new one that repeats it; None where nothing of it is true any more."""

    old: int
    new: int | None


def letters(app: App, state: str | None, limit: int) -> list[DeliveryLine]:
    """List letters, the newest first."""
    with app.answers() as answers:
        return answers.deliveries(state, limit)


def letter(app: App, delivery_id: int) -> DeliveryLine:
    """Return one letter with its bytes."""
    with app.answers() as answers:
        found = answers.delivery(delivery_id)
    if found is None:
        raise UsageError("outbox.unknown", id=delivery_id)
    return found


def retry(app: App, ids: Sequence[int]) -> list[Repeated]:
    """Queue failed letters again, each as a new letter with what of it is still true; all of them or none."""
    from tracker.services.repeating import repeat  # noqa: PLC0415  (a question does without)
    from tracker.store.repeats import follower  # noqa: PLC0415

    _require(app, ids, {DeliveryState.FAILED}, "outbox.not_failed")
    with app.store.write() as session:
        for delivery_id in ids:
            if again := follower(session, delivery_id):
                raise UsageError("outbox.repeated", id=delivery_id, new=again)
        repeated = [Repeated(delivery_id, repeat(session, app, delivery_id)) for delivery_id in ids]
        _note(session, app, "retried", {str(found.old): found.new for found in repeated})
    return repeated


def cancel(app: App, ids: Sequence[int]) -> list[int]:
    """Stop letters that wait; return those that are cancelled."""
    from tracker.store import outbox  # noqa: PLC0415

    _require(app, ids, {DeliveryState.READY}, "outbox.not_waiting")
    with app.store.write() as session:
        stopped = outbox.end(session, ids, STOPPED, app.clock.now())
        _note(session, app, "cancelled", dict.fromkeys(map(str, stopped), True))
    return sorted(stopped)


def see(app: App, ids: Sequence[int] = (), *, everything: bool = False) -> list[int]:
    """Note that a person saw these letters' failure, or every failure; return those not seen before."""
    from tracker.store import outbox  # noqa: PLC0415

    if not everything:
        _require(app, ids, {DeliveryState.FAILED}, "outbox.not_failed")
    with app.store.write() as session:
        return outbox.see(session, None if everything else ids, app.clock.now())


def _require(app: App, ids: Iterable[int], states: set[DeliveryState], problem: str) -> list[DeliveryLine]:
    """Look every letter up; one that is not in these states is refused before anything is changed."""
    found = [letter(app, delivery_id) for delivery_id in ids]
    for line in found:
        if line.state not in states:
            raise UsageError(problem, id=line.id)
    return found


def _note(session: "Session", app: App, action: str, letters: dict[str, object]) -> None:
    from tracker.store.history import record  # noqa: PLC0415

    for delivery_id, fact in letters.items():
        record(
            session,
            at=app.clock.now(),
            actor=app.actor,
            action=action,
            subject=f"letter {delivery_id}",
            after={"letter": fact},
        )
