"""Letters that came back: a delivery status notification (RFC 3464) read, and what follows from it.

What arrives in the bounce mailbox may be written by anybody: it is only believed about letters of ours.
"""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from typing import NamedTuple

from tracker.app import App
from tracker.core.delivery import DeliveryState
from tracker.core.text import clean
from tracker.errors import DocumentError
from tracker.services.passing_on import pass_on
from tracker.store.engine import Session
from tracker.store.people import note_trouble
from tracker.store.repeats import last_letter_to, letter_by_message_id
from tracker.store.tables import DeliveryRow

log = logging.getLogger("tracker.bounces")

LARGEST = 4 * 1024 * 1024  # bytes of one notification
MOST_PARTS = 200
MOST_NESTED = 20  # notifications within notifications; the parser would go on until the stack ends
MOST_RECIPIENTS = 20
LONGEST_WORDS = 200
PERMANENT = "5."
_BOUNDARY = re.compile(rb"(?i)\bboundary\s*=")
_MESSAGE_ID = re.compile(r"<tr\.[0-9a-f]{32}@[^<>\s]{1,255}>|<[^<>\s]{1,255}@[^<>\s]{1,255}>")
_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}", re.ASCII)


class Returned(NamedTuple):
    """What a notification says of one recipient."""

    recipient: str
    status: str  # RFC 3463
    words: str

    @property
    def permanent(self) -> bool:
        """Whether letters never arrive there."""
        return self.status.startswith(PERMANENT)


@dataclass(frozen=True, slots=True)
class FoundBounce:
    """A letter of ours that came back; ``passed_on`` counts the notices planned for the next level."""

    letter: int
    recipient: str
    status: str
    permanent: bool
    passed_on: int = 0


@dataclass(frozen=True, slots=True)
class BounceReport:
    """What one notification was about; ``unknown`` counts recipients of no letter of ours."""

    found: tuple[FoundBounce, ...]
    unknown: int = 0


def take_bounce(app: App, raw: bytes) -> BounceReport:
    """Take a notification in: the address is noted as refused, its notices go to the next level.

    The delivery stays sent: it did leave. Raises DocumentError for what is no such notification.
    """
    letter = _parsed(raw)
    returned = list(_returned(letter))[:MOST_RECIPIENTS]
    if not returned:
        raise DocumentError("bounce.none")
    names = _message_ids(letter)
    with app.store.write() as session:
        taken = [_take(session, app, one, names) for one in returned]
    found = {one.letter: one for one in reversed(taken) if one}  # of several that a list hides, the first
    return BounceReport(tuple(found.values()), unknown=taken.count(None))


def _parsed(raw: bytes) -> Message:
    if len(raw) > LARGEST:
        raise DocumentError("bounce.too_large", most=LARGEST // 1024)
    if len(_BOUNDARY.findall(raw)) > MOST_NESTED or raw.lower().count(b"message/rfc822") > MOST_NESTED:
        raise DocumentError("bounce.none")
    try:
        return BytesParser().parsebytes(raw)
    except (RecursionError, ValueError, LookupError) as error:
        raise DocumentError("bounce.none") from error


def _returned(letter: Message) -> Iterator[Returned]:
    for part in _parts(letter):
        if part.get_content_type() == "message/delivery-status" and part.is_multipart():
            for block in part.get_payload():
                if isinstance(block, Message) and (one := _one_returned(block)):
                    yield one


def _one_returned(block: Message) -> Returned | None:
    """Read the fields of one recipient (RFC 3464, 2.3); only what failed or is delayed matters."""
    address = _address(block["Original-Recipient"]) or _address(block["Final-Recipient"])
    status = _STATUS.search(_field(block["Status"]))
    action = _field(block["Action"]).lower()
    if not address or not status or action not in {"failed", "delayed"}:
        return None
    is_over = action == "failed" and status[0].startswith(PERMANENT)
    return Returned(address, status[0] if is_over else f"4{status[0][1:]}", _field(block["Diagnostic-Code"]))


def _address(value: object) -> str:
    """Return the address of "rfc822; lan@example.vn"."""
    kind, _, address = _field(value).partition(";")
    return address.strip().strip("<>") if kind.strip().lower() in {"rfc822", "utf-8"} else ""


def _field(value: object) -> str:
    return clean(str(value or ""))[:LONGEST_WORDS]


def _message_ids(letter: Message) -> set[str]:
    """Name the letters that came back with the notification, whole or as heads alone."""
    names = set()
    for part in _parts(letter):
        if part.get_content_type() == "text/rfc822-headers":
            head = part.get_payload(decode=True)
            part = BytesParser().parsebytes(head if isinstance(head, bytes) else b"", headersonly=True)  # noqa: PLW2901
        elif part is letter:
            names |= set(_MESSAGE_ID.findall(_head(part, "References") + _head(part, "In-Reply-To")))
            continue
        names |= set(_MESSAGE_ID.findall(_head(part, "Message-ID")))
    return names


def _head(part: Message, name: str) -> str:
    return str(part[name] or "")[:LONGEST_WORDS]


def _parts(letter: Message) -> list[Message]:
    return [part for part, _ in zip(letter.walk(), range(MOST_PARTS), strict=False)]


def _take(session: Session, app: App, returned: Returned, names: set[str]) -> FoundBounce | None:
    row = _row(session, returned, names)
    if row is None or row.id is None:
        return None
    log.warning("letter %d came back: %s", row.id, returned.status)
    if not returned.permanent:
        return FoundBounce(row.id, row.recipient, returned.status, permanent=False)
    now, code = app.clock.now(), 550
    note_trouble(session, row.recipient, app.today(), code, returned.words or returned.status, now)
    return FoundBounce(
        row.id, row.recipient, returned.status, permanent=True, passed_on=pass_on(session, app, row.id)
    )


def _row(session: Session, returned: Returned, names: set[str]) -> DeliveryRow | None:
    """Find the letter by its Message-ID, which nobody can guess, else the last one to that address."""
    named = (letter_by_message_id(session, name) for name in sorted(names))
    mine = next((row for row in named if row and row.state == DeliveryState.SENT.value), None)
    return mine or last_letter_to(session, returned.recipient)
