"""One line an event, for the system's journal or a file: no titles, no addresses of people, no secrets."""

import logging
import os
import re
import sys
import threading
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

LINE = "%(asctime)s %(levelname)s %(name)s %(message)s"
SHORTEST_SECRET = 4  # letters; a shorter one stands in many a harmless word
MEGABYTE = 1_000_000
BLANK = "***"

#: Addresses of feeds, pages and duties, and passwords in addresses of databases.
_TOKEN = re.compile(r"(/(?:f|s)/|/o/[^/\s]+/)[\w%-]{16,}")
_PASSWORD = re.compile(r"(\w://[^\s:/@]*:)[^\s/]*@")
_MAILBOX = re.compile(r"[\w.+%=-]{1,64}@(?=[\w-]+\.\w)")  # a mail server may name one in its reply
_secrets: set[str] = set()


class OneLine(logging.Formatter):
    """Keeps every record on one line, its traceback included, with control characters escaped."""

    def format(self, record: logging.LogRecord) -> str:
        """Write the line; the only place through which anything gets into the log."""
        return escaped(without_secrets(super().format(record)))


class KeptFile(RotatingFileHandler):
    """A log file that only its owner may read, and so are those that it was before."""

    def _open(self) -> TextIOWrapper:
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return TextIOWrapper(os.fdopen(descriptor, "ab"), encoding="utf-8")


def setup_logging(
    level: int = logging.INFO, *, file: Path | None = None, megabytes: int = 10, files: int = 5
) -> None:
    """Write the program's log to stderr, or to a file; libraries speak only when something is wrong."""
    handler = _handler(file, megabytes, files)
    handler.setFormatter(OneLine(LINE))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("tracker").setLevel(level)
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # a job that is still at work is no news
    threading.excepthook = _log_dead_thread


def hide(*secrets: str) -> None:
    """Blank these texts out of every line from now on."""
    _secrets.update(secret for secret in secrets if len(secret) >= SHORTEST_SECRET)


def without_secrets(text: str) -> str:
    """Blank out tokens and passwords in addresses, whose mailbox one is, and what ``hide`` was told."""
    for secret in sorted(_secrets, key=len, reverse=True):
        text = text.replace(secret, BLANK)
    text = _PASSWORD.sub(rf"\1{BLANK}@", _TOKEN.sub(rf"\1{BLANK}", text))
    return _MAILBOX.sub(f"{BLANK}@", text)


def escaped(text: str) -> str:
    """Write control and format characters as escapes: no line can forge another, or move a cursor."""
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text)


def _handler(file: Path | None, megabytes: int, files: int) -> logging.Handler:
    if file is None:
        return logging.StreamHandler(sys.stderr)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return KeptFile(file, maxBytes=megabytes * MEGABYTE, backupCount=files)


def _log_dead_thread(died: threading.ExceptHookArgs) -> None:
    trace = (died.exc_type, died.exc_value or died.exc_type(), died.exc_traceback)
    logging.getLogger("tracker").critical("a thread has died", exc_info=trace)
