"""A format's reader run in a process of its own, so that a hostile file harms only that process.

The child (``tracker.readers.formats.child``) gets the bytes on its standard input and
answers with JSON. It has little of the environment, none of its secrets, and
may use only so much memory, processor and time. Where the system cannot limit
memory and processor (Windows) the time alone is limited.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import IO

from tracker.errors import DocumentError
from tracker.readers.document import Document
from tracker.readers.formats.exchange import from_json

MEGABYTE = 1_048_576
#: With this the child says that its memory was used up.
OUT_OF_MEMORY = 3
_HANDED_DOWN = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "VIRTUAL_ENV")
_ROOT = Path(__file__).parents[3]


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading a document may cost: memory and answer in MB, processor and wall time in seconds."""

    memory: int = 1_024
    answer: int = 256
    cpu: int = 120
    wall: int = 240


LIMITS = Limits()


def read_isolated(
    read: Callable[[bytes, str], Document], data: bytes, name: str, limits: Limits = LIMITS
) -> Document:
    """Run ``read(data, name)``, a function of a module, in a child process.

    What ``read`` raises as ``DocumentError`` is raised here. A crash, an answer
    that is none and a limit passed are a ``DocumentError`` too.
    """
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as answer:
        given.write(data)
        given.seek(0)
        with _child(read, name, limits, given, answer) as process:
            try:
                code = process.wait(limits.wall)
            except subprocess.TimeoutExpired:
                raise DocumentError("document.too_slow", file=name, limit=limits.wall) from None
        if code:
            raise _refusal(code, name, limits)
        answer.seek(0)
        return _document(answer.read(limits.answer * MEGABYTE + 1), name)


@contextmanager
def _child(
    read: Callable[[bytes, str], Document], name: str, limits: Limits, given: IO[bytes], answer: IO[bytes]
) -> Iterator[subprocess.Popen[bytes]]:
    """Start the child; whatever happens it does not outlive the block."""
    process = subprocess.Popen(  # noqa: S603  (this interpreter, no shell)
        [
            sys.executable,
            "-m",
            "tracker.readers.formats.child",
            read.__module__,
            read.__name__,
            name,
            *map(str, astuple(limits)),
        ],
        stdin=given,
        stdout=answer,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        start_new_session=True,
    )
    try:
        yield process
    finally:
        _kill(process)


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _HANDED_DOWN if name in os.environ}
    return kept | {"PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1"}


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the child and whatever it has started."""
    with suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _refusal(code: int, name: str, limits: Limits) -> DocumentError:
    """Say why a child ended; killed from outside it was for its memory."""
    if code == -getattr(signal, "SIGXCPU", 0):
        return DocumentError("document.too_slow", file=name, limit=limits.cpu)
    if code in (OUT_OF_MEMORY, -getattr(signal, "SIGKILL", 0)):
        return DocumentError("document.too_much_memory", file=name, limit=limits.memory)
    return DocumentError("document.reader_failed", file=name)


def _document(answer: bytes, name: str) -> Document:
    """Read a child's answer: a document, or the key and the facts of an error."""
    try:
        text = answer.decode()
        if text.startswith('{"error"'):
            stated = json.loads(text)
            raise DocumentError(str(stated["error"]), **dict(stated["facts"]))
        return from_json(text)
    except (ValueError, TypeError, KeyError):
        raise DocumentError("document.reader_failed", file=name) from None
