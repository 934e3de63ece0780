"""What can go wrong: errors that stop, problems that are told.

TrackerError
├── NothingError      1   there is nothing to do it to
├── UsageError        2   what was asked for does not exist or does not fit
├── ConfigError      10   config.toml
├── CalendarError    11   calendars/days
├── DocumentError    12   a plan document
├── StoreError       13   the database
├── LetterError      14   a letter cannot be written
├── ChannelError     14   a letter could not leave
└── BusyError        75   somebody else holds it; try again later

An error carries a key and facts. The sentence is made at the edge, from the
catalogue entries ``error.<key>`` (what happened) and ``error.<key>.remedy``
(what to do next).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """How much a problem matters."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a file; numbers count from 1, empty parts are unknown."""

    file: str = ""
    sheet: str = ""
    page: int = 0
    table: int = 0
    row: int = 0
    line: int = 0
    key: str = ""

    def parts(self) -> list[tuple[str, str]]:
        """Name the known parts, from the widest to the narrowest."""
        names = ("file", "sheet", "page", "table", "row", "line", "key")
        return [(name, str(getattr(self, name))) for name in names if getattr(self, name)]

    @classmethod
    def parse(cls, text: str) -> "Place":
        """Read what ``str`` wrote; what it did not write is no place."""
        found: dict[str, Any] = dict(re.findall(_PART, text))
        counted = {name: int(value) for name, value in found.items() if name in _COUNTED}
        return cls(**{**found, **counted})

    def __str__(self) -> str:
        return ", ".join(f"{name} {value}" for name, value in self.parts())


_COUNTED = frozenset({"page", "table", "row", "line"})
_PART = (
    r"(?:^|, )(?:(?=(?:page|table|row|line) \d)|(?=(?:file|sheet|key) ))(\w+) (.+?)"
    r"(?=, (?:sheet|key) |, (?:page|table|row|line) \d|$)"
)


@dataclass(frozen=True, slots=True)
class Problem:
    """A flaw in a document or in data: told to a person, never raised.

    The catalogue holds ``problem.<key>`` (what is wrong) and
    ``problem.<key>.remedy`` (what to do); ``facts`` fill both.
    """

    key: str
    severity: Severity = Severity.WARNING
    place: Place = field(default_factory=Place)
    words: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


class TrackerError(Exception):
    """The work cannot go on."""

    exit_code = 70
    http_status = 500

    def __init__(self, key: str, *, problems: Sequence[Problem] = (), **facts: object) -> None:
        super().__init__(key)
        self.key = key
        self.facts = facts
        self.problems = tuple(problems)

    def __str__(self) -> str:
        facts = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.key}({facts})"


class NothingError(TrackerError):
    """What was asked for is in order, but there is nothing to do it to."""

    exit_code = 1
    http_status = 404


class UsageError(TrackerError):
    """What was asked for does not exist or does not fit."""

    exit_code = 2
    http_status = 404


class ConfigError(TrackerError):
    """config.toml cannot be used."""

    exit_code = 10


class CalendarError(TrackerError):
    """The working calendar cannot be used."""

    exit_code = 11


class DocumentError(TrackerError):
    """A plan document cannot be read."""

    exit_code = 12
    http_status = 400


class StoreError(TrackerError):
    """The database cannot be used."""

    exit_code = 13
    http_status = 503


class LetterError(TrackerError):
    """A letter cannot be written as it would have to be."""

    exit_code = 14


class ChannelError(TrackerError):
    """A letter could not be handed over.

    ``reason`` says whose fault it is, ``phase`` how far the talk had come,
    ``code`` is the server's reply code or 0. ``ambiguous`` is true when the
    server may have taken the letter although no answer arrived.
    """

    exit_code = 14

    def __init__(
        self,
        reason: "FailureReason",
        *,
        phase: str,
        code: int = 0,
        text: str = "",
        ambiguous: bool = False,
    ) -> None:
        super().__init__(f"channel.{reason}", phase=phase, code=code, text=text)
        self.reason = reason
        self.phase = phase
        self.code = code
        self.text = text
        self.ambiguous = ambiguous


class FailureReason(StrEnum):
    """Why a letter did not leave, and so what happens to it next."""

    RECIPIENT = "recipient"  # the address is refused for good
    MESSAGE = "message"  # this letter is refused for good
    TEMPORARY = "temporary"  # this letter, later
    SERVER = "server"  # the server is away or busy: every letter, later
    LOGIN = "login"  # a human must act: password or certificate


class BusyError(TrackerError):
    """Somebody else holds what is needed; try again later."""

    exit_code = 75
    http_status = 503
