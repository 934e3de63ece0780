"""A letter that failed, written once more: a new letter with a name and a date of its own."""

import re
from datetime import datetime
from email.message import Message
from email.parser import BytesParser
from email.utils import format_datetime
from hashlib import sha256

from tracker.app import App
from tracker.core.notices import NoticeState
from tracker.services.identity import installation_id
from tracker.services.queueing import message_id
from tracker.store.engine import Session
from tracker.store.outbox import enqueue
from tracker.store.repeats import attach, find_letter, notices_of, still_true, text_of
from tracker.store.tables import DeliveryRow

HEAD_END = b"\r\n\r\n"
_FIELD = re.compile(rb"[^\r\n]+(?:\r\n[ \t][^\r\n]*)*\r\n")
_OF_BODY = (b"content-", b"mime-version:")


def repeat(session: Session, app: App, delivery_id: int) -> int | None:
    """Queue a failed letter again with what of it is still true; None where there is nothing to say."""
    return _again(session, app, delivery_id)


def shorten(session: Session, app: App, delivery_id: int) -> int | None:
    """Queue the short form of a letter that was too large, its text alone; a short one has none."""
    return _again(session, app, delivery_id, is_short=True)


def _again(session: Session, app: App, delivery_id: int, *, is_short: bool = False) -> int | None:
    now = app.clock.now()
    old, raw = find_letter(session, delivery_id), text_of(session, delivery_id)
    said = notices_of(session, delivery_id, NoticeState.FAILED)
    notices = still_true(session, said, app.today())
    if old is None or not raw or (said and not notices):
        return None
    text = text_alone(raw) if is_short else raw
    if is_short and len(text) >= len(raw):
        return None
    key = next_key(old)
    name = message_id(installation_id(session), key, app.config.office.domain)
    text = renamed(text, name, now.astimezone(app.zone))
    new = enqueue(session, _row(old, key, name, text, now), text)
    if new is not None:
        attach(session, notices, new, now)
        old.seen_at = old.seen_at or now
        session.add(old)
    return new


def next_key(old: DeliveryRow) -> str:
    """Name the next part: the letter itself is part 1, and each part is repeated once at most."""
    if old.follows is None:
        return f"{old.dedup_key}|2"
    root, _, part = old.dedup_key.rpartition("|")
    return f"{root}|{int(part) + 1}"


def _row(old: DeliveryRow, key: str, name: str, raw: bytes, now: datetime) -> DeliveryRow:
    lasts = old.expires_at is not None and old.expires_at > now
    return DeliveryRow(
        dedup_key=key,
        message_id=name,
        recipient=old.recipient,
        recipient_name=old.recipient_name,
        slot_on=old.slot_on,
        subject=old.subject,
        sha256=sha256(raw).hexdigest(),
        priority=old.priority,
        created_at=now,
        next_at=now,
        expires_at=old.expires_at if lasts else None,
        has_week=old.has_week,
        follows=old.id,
    )


def renamed(raw: bytes, name: str, at: datetime) -> bytes:
    """Give a letter another Message-ID and Date; all else stays as it is, to the octet."""
    head, end, body = raw.partition(HEAD_END)
    new = {b"message-id": name.encode("ascii"), b"date": format_datetime(at).encode("ascii")}
    fields = [_with(field, new) for field in _FIELD.findall(head + b"\r\n")]
    return b"".join(fields)[:-2] + end + body


def _with(field: bytes, new: dict[bytes, bytes]) -> bytes:
    name = field.partition(b":")[0]
    value = new.get(name.lower())
    return field if value is None else name + b": " + value + b"\r\n"


def text_alone(raw: bytes) -> bytes:
    """Keep of a letter its head and its text part: no HTML, no calendar."""
    letter = BytesParser().parsebytes(raw)
    text = next((part for part in letter.walk() if part.get_content_type() == "text/plain"), None)
    if text is None or text is letter:
        return raw
    head = raw.partition(HEAD_END)[0] + b"\r\n"
    kept = [field for field in _FIELD.findall(head) if not field.lower().startswith(_OF_BODY)]
    return b"".join(kept) + b"MIME-Version: 1.0\r\n" + _octets(text)


def _octets(part: Message) -> bytes:
    """Write a part as it was, lines ending in CRLF."""
    lines = part.as_bytes().replace(b"\r\n", b"\n").split(b"\n")
    return b"\r\n".join(lines).rstrip(b"\r\n") + b"\r\n"
