"""One file of the calendar's folder: its head, read before its days are."""

import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from tracker.core.settings import Table
from tracker.errors import Problem
from tracker.folder import read_folder

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FIRST_YEAR, LAST_YEAR = 1900, 2999
_YEAR_IN_NAME = re.compile(r"(?:^|-)(\d{4})\.toml$", re.ASCII)


class Status(StrEnum):
    """Whether the year's days off were announced."""

    CONFIRMED = "confirmed"
    PROVISIONAL = "provisional"


class Sheet(NamedTuple):
    """One file; ``year`` is 0 where it belongs to none, ``weekend`` None where it says nothing of it."""

    name: str
    table: Table
    head: Table
    year: int
    status: Status
    extends: tuple[str, ...]
    weekend: frozenset[int] | None

    @property
    def stem(self) -> str:
        """The name by which other files extend this one."""
        return self.name.removesuffix(".toml")


def read_sheets(folder: Path, drafts: Mapping[str, bytes], problems: list[Problem]) -> list[Sheet]:
    """Read the files of a folder; ``drafts`` replace files by name, or join them."""
    return [_headed(table, table.place.file) for table in read_folder(folder, drafts, problems)]


def _headed(table: Table, name: str) -> Sheet:
    head = table.table("calendar")
    year = head.whole("year", 0, lowest=FIRST_YEAR, highest=LAST_YEAR)
    status = head.choice("status", Status.PROVISIONAL)
    named = _YEAR_IN_NAME.search(name)
    if named and int(named[1]) != year:
        head.complain("year", "calendar.year_differs", named=named[1])
    return Sheet(name, table, head, year, status, _extends(head), _weekend(head))


def _extends(head: Table) -> tuple[str, ...]:
    """Read the files that this one builds upon: one name or a list."""
    if isinstance(head.values.get("extends"), list):
        return head.texts("extends")
    name = head.text("extends")
    return (name,) if name else ()


def _weekend(head: Table) -> frozenset[int] | None:
    if not head.has("weekend"):
        return None
    days = head.texts("weekend")
    for index, day in enumerate(days):
        if day not in WEEKDAYS:
            head.complain(f"weekend[{index}]", "settings.not_one_of", day, choices=", ".join(WEEKDAYS))
            return None
    found = frozenset(map(WEEKDAYS.index, days))
    if len(found) == len(WEEKDAYS):
        head.complain("weekend", "calendar.never_worked")
    return found
