"""How answers reach people and programs: tables on a terminal, columns in a pipe, JSON on request."""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from pathlib import Path
from typing import Any

import click

from tracker.core.text import harmless

GAP = "  "
YIELDING = 2  # columns of a table that give way on a narrow screen
WIDE = 36  # letters of a column that does not
SHORT = 12  # letters that are never wrapped: a day, a number


def show_json(value: object) -> None:
    """Print one JSON document on stdout, and nothing else."""
    click.echo(json.dumps(plain(value), ensure_ascii=False, indent=2))


def plain(value: object) -> Any:  # noqa: PLR0911  (a table of cases)
    """Turn values into what JSON knows: days and instants in ISO 8601, dataclasses as objects."""
    match value:
        case Enum():
            return value.value
        case Path():
            return str(value)
        case date() | datetime() | time():
            return value.isoformat()
        case Mapping():
            return {str(plain(key)): plain(item) for key, item in value.items()}
        case tuple() if hasattr(value, "_asdict"):  # a named tuple
            return plain(value._asdict())
        case list() | tuple() | set() | frozenset():
            return [plain(item) for item in value]
        case _ if is_dataclass(value):
            return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
        case _:
            return value


def show_table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, cut: bool = False) -> None:
    """Print rows under heads: fitted to the screen on a terminal, whole lines in a pipe; no rows, no table.

    Wide columns give way on a narrow screen, where long cells are wrapped; with
    ``cut`` the last two do and end in "…", so that every row is one line.
    """
    found = [[harmless(cell) for cell in row] for row in rows]
    if not found:
        return
    if sys.stdout.isatty():
        _show_fitted(heads, found, cut=cut)
        return
    for line in in_columns([heads, *found]):
        click.echo(line)


def in_columns(lines: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield rows as text whose columns stand below each other."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        yield GAP.join(cells).rstrip()


def _show_fitted(heads: Sequence[str], rows: Sequence[Sequence[str]], *, cut: bool) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, len(GAP), 0, 0), header_style="bold")
    for number, head in enumerate(heads):
        needed = max(_two_lines(head), *(len(row[number]) for row in rows))
        yields = number >= len(heads) - YIELDING or (needed > SHORT and not cut)
        table.add_column(head, overflow="fold", width=None if yields else min(needed, WIDE))
    for row in rows:
        table.add_row(*(Text(cell, no_wrap=cut, overflow="ellipsis" if cut else None) for cell in row))
    Console(highlight=False, soft_wrap=False).print(table)


def _two_lines(head: str) -> int:
    """Return the least width in which a head takes two lines at most."""
    words = head.split()
    halves = ((" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words) + 1))
    return min(max(len(first), len(second)) for first, second in halves)


def heading(text: str) -> None:
    """Print a heading with a blank line before it."""
    click.echo()
    click.secho(text, bold=True)
