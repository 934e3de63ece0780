"""Questions about letters."""

from tracker.app import App
from tracker.errors import UsageError
from tracker.messages.plaintext import text_of
from tracker.store.lines import DeliveryLine

__all__ = ["DeliveryLine", "letter", "letters", "text_of"]


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
