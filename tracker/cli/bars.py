"""Tables that end in a picture: a bar for every row, what is too much in colour and with a sign."""

import sys
from collections.abc import Sequence
from shutil import get_terminal_size
from typing import NamedTuple

import click

GAP = "  "
FULL, HALF = "█", "▌"
TOO_MUCH = "!"  # says it where colours do not
WIDEST, NARROWEST = 24, 8  # cells of a bar
IN_A_PIPE = 80  # columns, unless the words need more


class Row(NamedTuple):
    """One line: words, then numbers, then a bar of ``size``; ``is_over`` marks it as too much."""

    words: str
    cells: tuple[str, ...]
    size: int
    is_over: bool


def show_bars(heads: Sequence[str], rows: Sequence[Row]) -> None:
    """Print rows under heads, the first column cut and the bars drawn to what a terminal has room for."""
    widths = [max(map(len, column)) for column in zip(heads[1:], *(row.cells for row in rows), strict=True)]
    taken = sum(len(GAP) + width for width in widths) + len(GAP) + len(TOO_MUCH) + 1
    words = max(map(len, (heads[0], *(row.words for row in rows))))
    if sys.stdout.isatty():
        words = min(words, max(len(heads[0]), get_terminal_size().columns - taken - NARROWEST))
        room = get_terminal_size().columns - taken - words
    else:
        room = IN_A_PIPE - taken - words
    cells = min(WIDEST, max(NARROWEST, room))
    click.secho(_line(heads[0], heads[1:], words, widths).rstrip(), bold=True)
    most = max((row.size for row in rows), default=0)
    for row in rows:
        line = _line(_cut(row.words, words), row.cells, words, widths)
        sign = TOO_MUCH if row.is_over else " "
        shown = f"{line}{GAP}{sign} {bar(row.size, most, cells)}".rstrip()
        click.secho(shown, fg="red" if row.is_over else None)


def _line(words: str, cells: Sequence[str], width: int, widths: Sequence[int]) -> str:
    numbers = (f"{GAP}{cell:>{width}}" for cell, width in zip(cells, widths, strict=True))
    return f"{words:<{width}}{''.join(numbers)}"


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1].rstrip()}…"


def bar(size: int, most: int, cells: int) -> str:
    """Draw ``size`` so that ``most`` fills the cells; one cell each where they fit."""
    if not size:
        return ""
    halves = max(1, round(size * 2 * min(1.0, cells / most)))
    return FULL * (halves // 2) + HALF * (halves % 2)
