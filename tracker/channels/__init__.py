"""How letters leave: by e-mail, into a folder, onto a screen."""

from contextlib import AbstractContextManager
from typing import Protocol

from tracker.channels.envelope import Envelope

__all__ = ["Channel", "Envelope", "Session"]


class Session(Protocol):
    """An open channel; many letters may leave through one session."""

    def send(self, envelope: Envelope) -> None:
        """Hand one letter over; a ChannelError, and nothing else, says that it did not leave."""


class Channel(Protocol):
    """A way out of the house."""

    def open(self) -> AbstractContextManager[Session]:
        """Open it for some letters; a ChannelError says that none can leave now."""
