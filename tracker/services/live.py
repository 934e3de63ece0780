"""Letters on their way right now, so that a service that is told to stop can break them off."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition
from weakref import WeakKeyDictionary

from tracker.app import App
from tracker.channels import Session


class Live:
    """The channels' sessions over which letters are on their way, in all threads of this process."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._sessions: list[Session] = []
        self.is_stopped = False

    @contextmanager
    def using(self, session: Session) -> Iterator[None]:
        """Keep a session in reach while letters leave over it."""
        with self._changed:
            self._sessions.append(session)
            if self.is_stopped:
                session.break_off()
        try:
            yield
        finally:
            with self._changed:
                self._sessions.remove(session)
                self._changed.notify_all()

    def stop(self, patience_seconds: float) -> bool:
        """Break off what has not been sent to its end; whether everybody finished in time."""
        with self._changed:
            self.is_stopped = True
            for session in self._sessions:
                session.break_off()
            return self._changed.wait_for(lambda: not self._sessions, patience_seconds)


_live: "WeakKeyDictionary[App, Live]" = WeakKeyDictionary()


def live_of(app: App) -> Live:
    """Return what is on its way for an office."""
    return _live.setdefault(app, Live())


def stop_sending(app: App, patience_seconds: float) -> bool:
    """End the sending of letters, for good, from another thread.

    A letter before its final dot is given up, back to ready, its attempt not counted. For the answer
    to a final dot ``patience_seconds`` are waited; False if it did not come: recovery has the letter then.
    """
    return live_of(app).stop(patience_seconds)
