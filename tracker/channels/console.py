"""Letters on a screen: the head and the text part, nothing that a terminal would obey."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from typing import TextIO

from tracker.channels import Envelope, Session, TimeLeft, for_ever
from tracker.channels.envelope import check, parsed
from tracker.channels.replies import Phase, tidy
from tracker.errors import ChannelError, FailureReason

HEAD = ("From", "To", "Date", "Subject")
RULE = "-" * 72


@dataclass(frozen=True, slots=True)
class ConsoleChannel:
    """Prints every letter to ``stream``."""

    stream: TextIO

    @contextmanager
    def open(self) -> Iterator[Session]:
        """A stream is open already."""
        yield ConsoleSession(self.stream)


@dataclass(frozen=True, slots=True)
class ConsoleSession:
    """An open screen."""

    stream: TextIO

    def send(self, envelope: Envelope, time_left: TimeLeft = for_ever) -> None:  # noqa: ARG002
        """Print one letter."""
        check(envelope)
        try:
            self.stream.write(_shown(parsed(envelope)))
            self.stream.flush()
        except (OSError, ValueError) as error:  # a closed stream is a ValueError
            raise ChannelError(FailureReason.SERVER, phase=Phase.FINAL, text=tidy(str(error))) from error

    def break_off(self) -> None:
        """Nothing to give up: a letter is printed in one piece."""


def _shown(letter: Message) -> str:
    head = [f"{name}: {escaped(_header(str(letter[name])))}" for name in HEAD if name in letter]
    return "\n".join([RULE, *head, "", escaped(_text(letter), keep="\n").strip("\n"), ""])


def _header(value: str) -> str:
    try:
        return str(make_header(decode_header(value)))
    except (HeaderParseError, LookupError, ValueError):
        return value


def _text(letter: Message) -> str:
    part = next((part for part in letter.walk() if part.get_content_type() == "text/plain"), letter)
    payload = part.get_payload(decode=True)
    words = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
    return words.replace("\r\n", "\n")


def escaped(text: str, *, keep: str = "") -> str:
    """Spell out every character that does not print, so that no letter can steer a terminal."""
    return "".join(
        letter if letter.isprintable() or letter in keep else ascii(letter)[1:-1] for letter in text
    )
