"""How letters leave: by e-mail, into a folder, onto a screen."""

import math
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol

from tracker.channels.envelope import Envelope

__all__ = ["Channel", "Envelope", "Session", "TimeLeft", "for_ever"]

#: Seconds for which a letter may still be in the sender's hands.
TimeLeft = Callable[[], float]


def for_ever() -> float:
    """Say that nobody else waits for the letter."""
    return math.inf


class Session(Protocol):
    """An open channel; many letters may leave through one session."""

    def send(self, envelope: Envelope, time_left: TimeLeft = for_ever) -> None:
        """Hand one letter over; a ChannelError, and nothing else, says that it did not leave."""

    def break_off(self) -> None:
        """From another thread: give up, now and for good, whatever was not sent to its end yet."""


class Channel(Protocol):
    """A way out of the house."""

    def open(self) -> AbstractContextManager[Session]:
        """Open it for some letters; a ChannelError says that none can leave now."""
