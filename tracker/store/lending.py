"""Connections for questions that come all day: opening one costs more than most questions."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import NamedTuple

from tracker.store.answers import Answers, open_answers
from tracker.store.location import SQLITE, Location, locate

MOST_IDLE = 4


class Idle(NamedTuple):
    """A connection that waits, and the file that it was opened on."""

    answers: Answers
    file: int


class Lending:
    """Lends connections to one thread at a time each; every question is answered as of its own moment."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._location = locate(url)
        self._idle: list[Idle] = []
        self._lock = Lock()

    @contextmanager
    def answers(self) -> Iterator[Answers]:
        """Lend a connection; after an error it is not lent again. Raises as ``open_answers``."""
        file = file_of(self._location)
        answers = self._waiting(file) or open_answers(self._url)
        try:
            yield answers
            answers.renew()  # while it waits it must hold no moment fast: SQLite could not tidy its log up
        except BaseException:
            answers.close()
            raise
        self._put_back(Idle(answers, file))

    def close(self) -> None:
        """Close the connections that wait."""
        with self._lock:
            idle, self._idle = self._idle, []
        for found in idle:
            found.answers.close()

    def _waiting(self, file: int) -> Answers | None:
        """Return a connection that waits for this file; those for one that was replaced are closed."""
        while True:
            with self._lock:
                if not self._idle:
                    return None
                found = self._idle.pop()
            if found.file == file:
                return found.answers
            found.answers.close()

    def _put_back(self, idle: Idle) -> None:
        with self._lock:
            if len(self._idle) < MOST_IDLE:
                self._idle.append(idle)
                return
        idle.answers.close()


def file_of(location: Location) -> int:
    """Return what tells an SQLite file from another that was put in its place; 0 where there is none."""
    if location.dialect != SQLITE:
        return 0
    try:
        return location.path.stat().st_ino
    except OSError:
        return 0
