"""Enter a swap (hoán đổi) that was announced: drafted and proved first, then written."""

import os
from pathlib import Path
from typing import NamedTuple

from tracker.app import App
from tracker.calendars import CalendarFile, load
from tracker.calendars.writing import new_file, with_swap
from tracker.config.writing import encoded_as, replace_whole
from tracker.core.text import clean
from tracker.core.workdays import FARTHEST_SWAP, Swap
from tracker.errors import CalendarError, UsageError
from tracker.folder import LARGEST_FILE

LAW = "vn"  # what the file of a year builds upon


class SwapDraft(NamedTuple):
    """A change of a calendar file that is not made yet; ``before`` is None for a new file."""

    path: Path
    before: bytes | None
    after: bytes
    swap: Swap
    provisional_years: tuple[int, ...]


def draft_swap(app: App, swap: Swap, file: str, heading: str) -> SwapDraft:
    """Draft the file with the swap in it; a CalendarError if the calendar would not be sound, or is not ours.

    ``file`` is a file of the folder, or empty for that of the year; ``heading``
    begins a file that is new.
    """
    swap = swap._replace(basis=clean(swap.basis))
    if not swap.basis:
        raise UsageError("calendar.no_basis")
    if abs((swap.work - swap.off).days) > FARTHEST_SWAP:
        raise UsageError("calendar.swap_too_far", off=swap.off, work=swap.work, most=FARTHEST_SWAP)
    if app.config.is_shipped:
        raise CalendarError("calendar.shipped", folder=str(app.config.paths.days))
    folder, files = app.config.paths.days, {known.name: known for known in app.calendar_files.files}
    name = file or _file_of(swap.off.year, files)
    if file and file not in files:
        raise UsageError("calendar.no_such_file", file=file, known=", ".join(sorted(files)))
    before = (folder / name).read_bytes() if name in files else None
    text = _text(before, swap.off.year, heading, extends=LAW if f"{LAW}.toml" in files else "")
    year = files[name].year if name in files else swap.off.year
    spills_over = year in {swap.off.year, swap.work.year} != {year}
    edited = with_swap(text, swap, spills_over=spills_over, file=name)
    after = encoded_as(before or b"", edited)
    calendar = load(folder, {name: after}).calendar
    years = sorted({swap.off.year, swap.work.year})
    return SwapDraft(folder / name, before, after, swap, tuple(filter(calendar.is_provisional, years)))


def _file_of(year: int, files: dict[str, CalendarFile]) -> str:
    """Name the file of a year: the usual one, else the first there is, else a new one."""
    usual = f"{LAW}-{year}.toml"
    others = (name for name, known in files.items() if known.year == year)
    return usual if usual in files else next(others, usual)


def _text(before: bytes | None, year: int, heading: str, *, extends: str) -> str:
    if before is None:
        return new_file(heading, year, extends)
    return before.decode("utf-8-sig").replace("\r\n", "\n")


def write_swap(draft: SwapDraft) -> None:
    """Put the new file in the old one's place; a CalendarError if that changed, or may not be written."""
    try:
        if draft.before is None:
            write_new(draft.path, draft.after)
        elif draft.path.read_bytes() != draft.before:
            raise CalendarError("calendar.changed", file=draft.path.name)
        else:
            replace_whole(draft.path.resolve(), draft.after)
    except FileExistsError:
        raise CalendarError("calendar.changed", file=draft.path.name) from None
    except OSError as error:
        raise CalendarError("calendar.not_writable", file=str(draft.path), reason=error.strerror) from None


def write_new(path: Path, data: bytes) -> None:
    """Write a file that is not there yet, or empty; a FileExistsError if something stands in it."""
    is_empty = path.is_file() and path.stat().st_size < LARGEST_FILE and not path.read_bytes().strip()
    with path.open("wb" if is_empty else "xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
