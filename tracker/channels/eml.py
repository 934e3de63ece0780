"""Letters as ``.eml`` files in a folder: for trial runs and for offices without a mail server."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256
from pathlib import Path

from tracker.channels import Envelope, Session, TimeLeft, for_ever
from tracker.channels.envelope import check, parsed
from tracker.channels.replies import Phase, tidy
from tracker.errors import ChannelError, FailureReason

LONGEST_NAME = 80
_NOT_IN_NAMES = re.compile(r"[^a-z0-9.@_-]+")


@dataclass(frozen=True, slots=True)
class EmlChannel:
    """Writes each letter into ``folder``; the same letter is always the same file."""

    folder: Path

    @contextmanager
    def open(self) -> Iterator[Session]:
        """Make the folder, for its owner only."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise _not_written(Phase.CONNECT, error) from error
        yield EmlSession(self.folder)


@dataclass(frozen=True, slots=True)
class EmlSession:
    """An open folder."""

    folder: Path

    def send(self, envelope: Envelope, time_left: TimeLeft = for_ever) -> None:  # noqa: ARG002
        """Write one letter so that it is there whole or not at all."""
        check(envelope)
        try:
            _write(self.folder / file_name(envelope), envelope.raw)
        except OSError as error:
            raise _not_written(Phase.FINAL, error) from error

    def break_off(self) -> None:
        """Nothing to give up: a letter is written in one piece."""


def file_name(envelope: Envelope) -> str:
    """Name a letter by day, recipient and Message-ID; the name never leads out of its folder."""
    recipient = _NOT_IN_NAMES.sub("-", envelope.recipient.lower())[:LONGEST_NAME]
    mark = sha256(envelope.message_id.encode()).hexdigest()[:8]
    return f"{_day(envelope)}_{recipient}_{mark}.eml"


def _day(envelope: Envelope) -> str:
    written_at = _date(str(parsed(envelope)["Date"]))
    return written_at.date().isoformat() if written_at else "undated"


def _date(header: str) -> datetime | None:
    try:
        return parsedate_to_datetime(header)
    except ValueError:
        return None


def _write(path: Path, raw: bytes) -> None:
    """Write beside, force to disk, then rename: a crash leaves no half letter."""
    beside = path.with_name(f".{path.name}.part")
    target = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0), 0o600)
    with os.fdopen(target, "wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make the new name durable, where the system can open a folder."""
    if os.name == "posix":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _not_written(phase: Phase, error: OSError) -> ChannelError:
    return ChannelError(FailureReason.SERVER, phase=phase, text=tidy(str(error.strerror or error)))
