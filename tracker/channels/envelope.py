"""What a channel is handed: one letter, its sender and its only recipient."""

import re
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesParser

from tracker.channels.replies import Phase
from tracker.core.address import is_address
from tracker.errors import ChannelError, FailureReason

#: A line break that is not CRLF ends the letter early on some servers (RFC 5321, 2.3.8).
_BARE_LINE_BREAK = re.compile(rb"(?<!\r)\n|\r(?!\n)")


@dataclass(frozen=True, slots=True)
class Envelope:
    """One letter: ``raw`` is the stored RFC 5322 text, sent as it is; ``sender`` receives bounces."""

    sender: str
    recipient: str
    raw: bytes = field(repr=False)
    message_id: str


def check(envelope: Envelope) -> None:
    """Refuse what no channel may pass on: addresses that are none, broken lines."""
    if not is_address(envelope.recipient):
        raise ChannelError(FailureReason.RECIPIENT, phase=Phase.CHECK, text="recipient is no address")
    if not is_address(envelope.sender):
        raise ChannelError(FailureReason.SERVER, phase=Phase.CHECK, text="sender is no address")
    if not envelope.raw.endswith(b"\r\n") or _BARE_LINE_BREAK.search(envelope.raw):
        raise ChannelError(FailureReason.MESSAGE, phase=Phase.CHECK, text="lines do not end in CRLF")


def parsed(envelope: Envelope) -> Message:
    """Read the letter back, with the parser that never fails."""
    return BytesParser().parsebytes(envelope.raw)
