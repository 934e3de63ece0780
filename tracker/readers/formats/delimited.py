"""Tables as plain text (.csv, .tsv): cells parted by commas, semicolons, tabs or bars, some in quotes."""

import csv
from collections import Counter
from collections.abc import Sequence
from io import StringIO
from itertools import islice

from tracker.core.text import clean
from tracker.errors import DocumentError, Place
from tracker.readers.document import Document, Row
from tracker.readers.formats.encodings import decode, is_text
from tracker.readers.formats.grids import blocks_of
from tracker.readers.formats.limits import LONGEST_TEXT, MOST_ROWS, whole
from tracker.readers.formats.oldfonts import in_unicode

SUFFIXES = (".csv", ".tsv")
_SEPARATORS = ";\t,|"  # the likeliest first: where two part the text equally well, it wins
_SAMPLE = 200  # lines from which the separator is told
_DIRECTIVE = "sep="  # first line of Excel's own
_MOST_LINES_OF_A_CELL = 100  # a longer one is a quotation mark that nobody closed

_Line = tuple[int, list[str]]


def recognises(data: bytes) -> bool:
    """Whether bytes are text; that it is a table only the name of the file tells (``SUFFIXES``)."""
    return is_text(data)


def read(data: bytes, name: str) -> Document:
    """Read the lines as the rows of a sheet."""
    lines = list(StringIO(in_unicode(decode(data, name)), newline=None))
    separator, first = _separator(lines)
    found = _parted(lines[first:], separator, quoted=True)
    if found is None:
        found = _parted(lines[first:], separator, quoted=False)
    if found is None:
        raise DocumentError("document.long_text", file=name, limit=LONGEST_TEXT)
    if len(found) > MOST_ROWS:
        raise DocumentError("document.too_many_rows", file=name, limit=MOST_ROWS)
    rows = [_row(cells, number + first) for number, cells in found]
    return whole(name, tuple(blocks_of(rows, is_grid=False)))


def _separator(lines: Sequence[str]) -> tuple[str, int]:
    """Tell the separator, and the line at which the table begins."""
    opening = lines[0].strip() if lines else ""
    if opening.lower().startswith(_DIRECTIVE) and len(opening) == len(_DIRECTIVE) + 1:
        return opening[-1], 1
    sample = lines[:_SAMPLE]
    return max(_SEPARATORS, key=lambda mark: _evenness(sample, mark)), 0


def _evenness(lines: Sequence[str], mark: str) -> int:
    """Tell in how many lines a separator parts the same number of cells, more than one."""
    found = _parted(lines, mark, quoted=True) or _parted(lines, mark, quoted=False) or []
    widths = Counter(len(cells) for _, cells in found if len(cells) > 1)
    return max(widths.values(), default=0)


def _parted(lines: Sequence[str], separator: str, *, quoted: bool) -> list[_Line] | None:
    """Return the cells of each row with its first line, from 1; None where a quotation mark is not closed."""
    reader = csv.reader(lines, delimiter=separator, quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE)
    rows: list[_Line] = []
    last = 0
    try:
        for cells in islice(reader, MOST_ROWS + 1):
            if reader.line_num - last > _MOST_LINES_OF_A_CELL:
                return None
            rows.append((last + 1, cells))
            last = reader.line_num
    except csv.Error:  # a cell longer than the library reads
        return None
    return rows


def _row(cells: Sequence[str], line: int) -> Row:
    return Row(tuple(map(_clean, cells)), Place(line=line))


def _clean(cell: str) -> str:
    return "\n".join(filter(None, map(clean, cell.split("\n"))))
