"""The process in which one file is read; ``isolated`` starts it as a module."""

import importlib
import json
import os
import signal
import sys

from tracker.errors import DocumentError
from tracker.readers.formats.exchange import to_json
from tracker.readers.formats.isolated import MEGABYTE, OUT_OF_MEMORY, Limits

_GRACE = 5  # seconds after which a child ends itself that its parent should have ended


def main(module: str, function: str, name: str, *, limits: Limits) -> int:
    """Read the file on the standard input, write the document as JSON; return the exit code."""
    _limit(limits)
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints is no answer
    try:
        out.write(_answer(module, function, name).encode())
        out.close()
    except MemoryError:
        return OUT_OF_MEMORY
    return 0


def _answer(module: str, function: str, name: str) -> str:
    read = getattr(importlib.import_module(module), function)
    try:
        return to_json(read(sys.stdin.buffer.read(), name))
    except DocumentError as error:
        return json.dumps({"error": error.key, "facts": error.facts})


def _limit(limits: Limits) -> None:
    """Limit this process, where the system can; it ends in time even if nobody is left to end it."""
    try:
        import resource  # noqa: PLC0415  (Windows has none)
    except ImportError:
        return
    bounds = {
        resource.RLIMIT_AS: limits.memory * MEGABYTE,
        resource.RLIMIT_FSIZE: limits.answer * MEGABYTE,
        resource.RLIMIT_CPU: limits.cpu,
        resource.RLIMIT_CORE: 0,
    }
    for what, bound in bounds.items():
        _, most = resource.getrlimit(what)
        most = bound + _GRACE if most == resource.RLIM_INFINITY else min(bound + _GRACE, most)
        resource.setrlimit(what, (min(bound, most), most))
    signal.alarm(limits.wall + _GRACE)


if __name__ == "__main__":
    named, bounds = sys.argv[1:4], sys.argv[4:]
    sys.exit(main(*named, limits=Limits(*map(int, bounds))))
