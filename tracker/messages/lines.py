"""Lines of plain text that fit into a letter: 76 characters at most."""

from collections.abc import Iterator, Sequence
from textwrap import TextWrapper

LONGEST_LINE = 76
GAP = 2  # blanks between the columns of a table
NARROWEST = 12  # characters left for names


def wrapped(text: str, first: str = "", rest: str = "") -> str:
    """Break a text into lines; ``first`` leads the first one, ``rest`` every other."""
    if len(first) + len(text) <= LONGEST_LINE:
        return f"{first}{text}"
    wrapper = TextWrapper(
        LONGEST_LINE, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False, tabsize=1
    )
    return wrapper.fill(text)


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Set rows in columns: names on the left, broken where they are long, numbers on the right."""
    names, *numbers = zip(*rows, strict=True)
    widths = [GAP + max(map(len, column)) for column in numbers]
    room = min(max(map(len, names)), max(LONGEST_LINE - sum(widths), NARROWEST))
    return [line for row in rows for line in _row(row, room, widths)]


def _row(row: Sequence[str], room: int, widths: Sequence[int]) -> Iterator[str]:
    first, *others = TextWrapper(room, break_on_hyphens=False).wrap(row[0]) or [""]
    yield first.ljust(room) + "".join(cell.rjust(width) for cell, width in zip(row[1:], widths, strict=True))
    yield from others
