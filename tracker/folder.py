"""A folder of TOML files, read within limits: whatever else lies there is told, never waited for."""

from collections.abc import Mapping
from pathlib import Path

from tracker.core.settings import Table, parse
from tracker.errors import Place, Problem, Severity

MOST_FILES = 200
LARGEST_FILE = 256 * 1024  # bytes; a year of the calendar takes about two thousand


def read_folder(folder: Path, drafts: Mapping[str, bytes], problems: list[Problem]) -> list[Table]:
    """Read every ``*.toml`` of a folder but hidden and empty ones, by name; an absent folder is empty.

    ``drafts`` replace files by name, or join them. What cannot be read becomes a problem.
    A shell makes ``> vn-2028.toml`` an empty file before the program that fills it begins.
    """
    files = {file.name: file for file in folder.glob("[!.]*.toml")}
    names = sorted(files.keys() | drafts.keys())
    if len(names) > MOST_FILES:
        problems.append(_problem("calendar.too_many_files", names[MOST_FILES], most=MOST_FILES))
    found = []
    for name in names[:MOST_FILES]:
        data = drafts[name] if name in drafts else _data(files[name], problems)
        table = _table(data, name, problems) if data and data.strip() else None
        if table is not None:
            found.append(table)
    return found


def _data(file: Path, problems: list[Problem]) -> bytes | None:
    if file.exists() and not file.is_file():  # a pipe would be waited for without end
        problems.append(_problem("calendar.no_file", file.name))
        return None
    try:
        with file.open("rb") as opened:
            return opened.read(LARGEST_FILE + 1)
    except OSError as error:
        problems.append(_problem("calendar.unreadable", file.name, reason=error.strerror))
        return None


def _table(data: bytes, name: str, problems: list[Problem]) -> Table | None:
    if len(data) > LARGEST_FILE:
        problems.append(_problem("calendar.too_large", name, most=LARGEST_FILE // 1024))
        return None
    try:
        return parse(data, name, problems)
    except RecursionError:
        problems.append(_problem("calendar.too_deep", name))
        return None


def _problem(key: str, file: str, **facts: object) -> Problem:
    return Problem(key, Severity.ERROR, Place(file), facts=facts)
