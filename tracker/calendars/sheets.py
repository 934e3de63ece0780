"""One file of the calendar's folder: its head, read before its days are."""

import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from tracker.core.settings import Table, parse
from tracker.errors import Place, Problem, Severity

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FIRST_YEAR, LAST_YEAR = 1900, 2999
MOST_FILES = 200
LARGEST_FILE = 256 * 1024  # bytes; a year takes about two thousand
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
    """Read every ``*.toml`` of a folder but hidden and empty ones; ``drafts`` replace files, or join them.

    A shell makes ``> vn-2028.toml`` an empty file before the program that fills it begins.
    """
    files = {file.name: file for file in folder.glob("[!.]*.toml")}
    names = sorted(files.keys() | drafts.keys())
    if len(names) > MOST_FILES:
        problems.append(_problem("calendar.too_many_files", names[MOST_FILES], most=MOST_FILES))
    found = []
    for name in names[:MOST_FILES]:
        data = drafts[name] if name in drafts else _data(files[name], problems)
        sheet = _sheet(data, name, problems) if data and data.strip() else None
        if sheet:
            found.append(sheet)
    return found


def _data(file: Path, problems: list[Problem]) -> bytes | None:
    try:
        with file.open("rb") as opened:
            return opened.read(LARGEST_FILE + 1)
    except OSError as error:
        problems.append(_problem("calendar.unreadable", file.name, reason=error.strerror))
        return None


def _sheet(data: bytes, name: str, problems: list[Problem]) -> Sheet | None:
    if len(data) > LARGEST_FILE:
        problems.append(_problem("calendar.too_large", name, most=LARGEST_FILE // 1024))
        return None
    try:
        table = parse(data, name, problems)
    except RecursionError:
        problems.append(_problem("calendar.too_deep", name))
        return None
    return _headed(table, name) if table is not None else None


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


def _problem(key: str, file: str, **facts: object) -> Problem:
    return Problem(key, Severity.ERROR, Place(file), facts=facts)
