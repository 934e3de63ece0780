"""Writing into calendar files as a person would: what stands there stays as it is."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise, takewhile
from json import dumps
from typing import Any

from tracker.core.workdays import Swap
from tracker.errors import CalendarError

_ENTRY = re.compile(r"^\[\[.*$", re.MULTILINE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def with_swap(text: str, swap: Swap, *, spills_over: bool, file: str) -> str:
    """Return a file's text with a swap more, in the order of days where its entries are in order.

    A CalendarError if the file is written in a way in which none can be added.
    """
    block = _block(swap, spills_over=spills_over)
    meant = _read(text)
    meant["swap"] = [*meant.get("swap", []), *tomllib.loads(block)["swap"]]
    for at in (_place(text, swap.off), len(text)):
        after = _inserted(text, at, block)
        if _in_order(_read(after)) == _in_order(meant):
            return after
    raise CalendarError("calendar.not_editable", file=file)


def new_file(heading: str, year: int, extends: str) -> str:
    """Return the text of a file for a year that is not announced: a comment and a head."""
    lines = [f"# {line}" for line in heading.splitlines()]
    lines += ["", "[calendar]", f"year = {year}", 'status = "provisional"']
    if extends:
        lines.append(f"extends = {quoted(extends)}")
    return "\n".join((*lines, ""))


def quoted(text: str) -> str:
    """Return a text of one line as TOML writes it."""
    return dumps(text, ensure_ascii=False)


def days_list(days: Sequence[date]) -> str:
    """Return days as a TOML list."""
    return f"[{', '.join(map(str, days))}]"


def _block(swap: Swap, *, spills_over: bool) -> str:
    lines = ["[[swap]]", f"off = {swap.off}", f"work = {swap.work}", f"basis = {quoted(swap.basis)}"]
    if swap.decided_on:
        lines.append(f"decided_on = {swap.decided_on}")
    if spills_over:
        lines.append("spills_over = true")
    return "\n".join((*lines, ""))


def _place(text: str, off: date) -> int:
    """Return where to write: above the first entry of a later day and the comments on it."""
    for start, day in _entries(text):
        if day > str(off):
            return start - sum(map(len, _comments_above(text[:start])))
    return len(text)


def _comments_above(text: str) -> Iterator[str]:
    return takewhile(lambda line: line.startswith("#"), reversed(text.splitlines(keepends=True)))


def _entries(text: str) -> Iterator[tuple[int, str]]:
    """Yield where each entry begins and the first day that it names."""
    starts = [found.start() for found in _ENTRY.finditer(text)]
    for start, following in pairwise((*starts, len(text))):
        if day := _DAY.search(text, start, following):
            yield start, day[0]


def _inserted(text: str, at: int, block: str) -> str:
    """Write a block between two parts with a blank line on either side."""
    parts = (text[:at].rstrip("\n") + "\n", block, text[at:].lstrip("\n"))
    return "\n".join(part for part in parts if part.strip())


def _read(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return {}


def _in_order(values: dict[str, Any]) -> dict[str, Any]:
    """Return what a file says, whatever the order of its swaps."""
    return {**values, "swap": sorted(map(repr, values.get("swap", [])))}
