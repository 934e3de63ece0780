"""From lines to blocks: whatever marks a table in plain text, then sentences made whole."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from tracker.readers.document import Paragraph, Row, Table
from tracker.readers.formats.plain.fixedwidth import columned
from tracker.readers.formats.plain.lines import Line, is_ornament
from tracker.readers.formats.plain.markdown import barred, cell, is_rule, is_ruled, plain, tabbed
from tracker.readers.formats.plain.pasted import pasted_row
from tracker.readers.formats.plain.sidebyside import apart
from tracker.readers.formats.plain.stacked import unstacked
from tracker.readers.formats.plain.wrapping import in_sentences


def blocks_of(lines: Sequence[Line]) -> tuple[Paragraph | Table, ...]:
    """Make blocks of lines: tables by tabs, bars, blanks or one cell a line; the rest are paragraphs."""
    runs = groupby(_marked_rows(lines), key=lambda piece: isinstance(piece, Row))
    return tuple(block for _, run in runs for block in _blocks(list(run)))


def _marked_rows(lines: Sequence[Line]) -> Iterator[Line | Row]:
    """Yield a row for what tabs, bars or quotes mark as one; other lines as they stand."""
    texts = [line.text for line in lines]
    at, in_table = 0, False
    while at < len(lines):
        line = lines[at]
        raw, height = pasted_row(texts, at)
        below = texts[at + 1] if at + 1 < len(texts) else ""
        cells = tuple(map(cell, raw)) or _cells(line, below, in_table=in_table and not line.after_gap)
        in_table = bool(cells)
        if not cells:
            yield line
        elif not is_ruled(cells):
            yield Row(cells, line.place)
        at += max(1, height)


def _cells(line: Line, below: str, *, in_table: bool) -> tuple[str, ...]:
    """Part a line into cells; a line that is no row has none.

    A tab at the start of a line only indents it, unless a row stands right above.
    """
    if "\t" in (line.text if in_table else line.text.strip()):
        return tabbed(line.text)
    return barred(line.text, in_table=in_table or is_rule(below))


def _blocks(run: list[Line | Row]) -> Iterator[Paragraph | Table]:
    """Make one table of a run of rows; look for tables and sentences in a run of lines."""
    rows = tuple(piece for piece in run if isinstance(piece, Row))
    if rows:
        yield Table(rows)
        return
    lines = columned(list(apart([piece for piece in run if isinstance(piece, Line)])))
    for is_table, pieces in groupby(lines, key=lambda piece: isinstance(piece, Table)):
        if is_table:
            yield from (piece for piece in pieces if isinstance(piece, Table))
        else:
            yield from _sentences([piece for piece in pieces if isinstance(piece, Line)])


def _sentences(lines: Sequence[Line]) -> Iterator[Paragraph | Table]:
    pushed = {line.place for line in lines if line.after_full}
    return in_sentences(unstacked(list(_paragraphs(lines))), pushed)


def _paragraphs(lines: Sequence[Line]) -> Iterator[Paragraph]:
    gap = False
    for line in lines:
        text = plain(line.text)
        gap = gap or line.after_gap
        if text and not is_ornament(text):
            yield Paragraph(text, line.place, gap)
            gap = False
