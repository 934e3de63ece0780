"""What signals ask of a service: flags and no more, so that nothing is broken off in the middle."""

import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType

from tracker.cli.boundary import DEFECT

SHELL = 128  # what shells add to the number of the signal that ended a program


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for since; ``stopping`` is also set by a service that must end unasked."""

    stopping: threading.Event = field(default_factory=threading.Event)
    by_signal: threading.Event = field(default_factory=threading.Event)  # somebody wants it to stop
    reloading: threading.Event = field(default_factory=threading.Event)


@contextmanager
def heard() -> Iterator[Asked]:
    """Turn Ctrl-C and SIGTERM into a flag, and SIGHUP into another; a second wish to stop ends at once.

    A thread raises the flags: Python runs handlers in the main thread only, and one
    statement to a large database may hold that for minutes.
    """
    asked = Asked()
    deeds = _deeds(asked)
    ear, mouth = socket.socketpair()
    mouth.setblocking(False)  # noqa: FBT003  (the standard library's word)
    threading.Thread(target=_listen, args=(ear, deeds), name="signals", daemon=True).start()
    woken = signal.set_wakeup_fd(mouth.fileno(), warn_on_full_buffer=False)
    former = {number: signal.signal(number, _wake) for number in deeds}
    try:
        yield asked
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(woken)
        mouth.close()  # ends the thread


def _deeds(asked: Asked) -> dict[int, Callable[[int], object]]:
    def stop(number: int) -> None:
        if asked.stopping.is_set():
            os._exit(SHELL + number)
        asked.by_signal.set()
        asked.stopping.set()

    deeds: dict[int, Callable[[int], object]] = {signal.SIGINT: stop, signal.SIGTERM: stop}
    if hasattr(signal, "SIGHUP"):
        deeds[signal.SIGHUP] = stop if _has_terminal() else lambda _number: asked.reloading.set()
    return deeds


def _wake(_number: int, _frame: FrameType | None) -> None:
    """Do nothing: that there is a handler lets the number be written to who listens."""


def _listen(ear: socket.socket, deeds: Mapping[int, Callable[[int], object]]) -> None:
    with ear:
        while numbers := ear.recv(16):
            for number in numbers:
                if number in deeds:
                    deeds[number](number)


@contextmanager
def ending_within(asked: Asked, seconds: float) -> Iterator[None]:
    """End the process that many seconds after it was to stop, whatever it is at: it loses nothing.

    Where nobody wanted it to stop, with the code by which it is started again.
    """
    over = threading.Event()

    def watch() -> None:
        asked.stopping.wait()
        if not over.wait(seconds):
            os._exit(0 if asked.by_signal.is_set() else DEFECT)

    threading.Thread(target=watch, name="end", daemon=True).start()
    try:
        yield
    finally:
        over.set()
        asked.stopping.set()


@contextmanager
def interruptible() -> Iterator[None]:
    """Let Ctrl-C end a question: a flag would wait for the answer."""
    former = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, former)


def _has_terminal() -> bool:
    """Whether somebody may close the window that the service runs in: that means stop."""
    return bool(sys.stdin) and sys.stdin.isatty()
