"""Lines of a table set with blanks: cut into cells, and gathered into rows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from tracker.readers.document import Row
from tracker.readers.formats.plain.lines import Line, Piece
from tracker.readers.formats.plain.wrapping import unwrapped

#: What may stand in a column that counts the rows.
ORDINAL = re.compile(r"^(?:\d{1,4}(?:\.\d{1,3})*[.)]?|[IVX]{1,6}[.)]?|[^\W\d_][.)]?|[-+*•])$")
#: A number that only one blank keeps from its task.
NUMBER_AND_TASK = re.compile(r"^(\d{1,4}(?:\.\d{1,3})*[.)]?) (?=\S)")
_MOST_AWAY = 3  # columns between the border and the place where a number is parted from its task


@dataclass(frozen=True, slots=True)
class Cut:
    """A line cut into cells; one that runs across the columns stands in the first."""

    line: Line
    cells: tuple[str, ...]
    spans: bool = False


def place_borders(body: Sequence[Line], columns: Sequence[Piece], *, numbered: bool) -> list[int]:
    """Choose between every two columns of a head the place that most lines leave blank."""
    lines = [line.pieces() for line in body]
    middles = [column.middle for column in columns]
    filled = [0] * (middles[-1] + 1)
    for piece in (piece for pieces in lines for piece in pieces):
        for at in range(piece.begin, min(piece.end, len(filled))):
            filled[at] += 1
    rights = middles[1:]
    if numbered:
        rights[0] = min([rights[0], *_tasks_beside_numbers(lines, columns[0])])
    begins = [column.begin for column in columns[1:]]
    return [_border(filled, *around) for around in zip(middles, rights, begins, strict=False)]


def _tasks_beside_numbers(lines: Sequence[Sequence[Piece]], numbers: Piece) -> Iterator[int]:
    """Yield where tasks begin that only one blank keeps from their numbers."""
    for first, *_ in lines:
        found = NUMBER_AND_TASK.match(first.text)
        if found and first.begin <= numbers.end:
            yield first.begin + found.end()


def _border(filled: Sequence[int], left: int, right: int, begin: int) -> int:
    """Choose between two middles; of places alike, the one nearest to where the second head begins."""
    places = range(left + 1, right + 1)
    return min(places, key=lambda at: (filled[at - 1] + filled[at], abs(at - begin)), default=right)


def cut(line: Line, borders: Sequence[int], *, spans: bool, numbered: bool) -> Cut:
    """Cut a line at the borders; a word that stands across one goes where most of it stands."""
    if spans:
        return Cut(line, (line.words, *[""] * len(borders)), spans=True)
    cells: list[list[str]] = [[] for _ in range(len(borders) + 1)]
    pieces = line.pieces()
    pieces[:1] = _parted(pieces[0], borders[0]) if numbered else pieces[:1]
    for part in (part for piece in pieces for part in _at_borders(piece, borders)):
        cells[sum(border <= part.middle for border in borders)].append(part.text)
    return Cut(line, tuple(" ".join(cell) for cell in cells))


def _parted(piece: Piece, border: int) -> list[Piece]:
    """Part a number from a task that only one blank keeps from it."""
    found = NUMBER_AND_TASK.match(piece.text)
    if found is None or piece.begin + found.end() > border + _MOST_AWAY:
        return [piece]
    begin = piece.begin + found.end()
    return [Piece(piece.begin, begin - 1, found[1]), Piece(begin, piece.end, piece.text[found.end() :])]


def _at_borders(piece: Piece, borders: Sequence[int]) -> Iterator[Piece]:
    """Part a piece at the blanks that stand on the borders it crosses."""
    begin = piece.begin
    for border in borders:
        blanks = [
            at
            for at in (border, border - 1)
            if begin < at < piece.end and piece.text[at - piece.begin] == " "
        ]
        if blanks:
            yield Piece(begin, blanks[0], piece.text[begin - piece.begin : blanks[0] - piece.begin])
            begin = blanks[0] + 1
    yield Piece(begin, piece.end, piece.text[begin - piece.begin :])


def gathered(cuts: Sequence[Cut], *, numbered: bool) -> Iterator[Row]:
    """Yield the rows that the lines make up."""
    widths = _widths(cuts)
    centred = numbered and any(_begins_above_number(stretch) for stretch in _stretches(cuts))
    for stretch in _stretches(cuts):
        if not numbered:
            opens = {at for at, each in enumerate(stretch) if _opens_row(each)}
        elif centred:
            opens = set(_around_numbers(stretch))
        else:
            opens = {at for at, each in enumerate(stretch) if each.cells[0]}
        yield from (_row(run, widths) for run in _runs(stretch, opens))


def _widths(cuts: Sequence[Cut]) -> list[int]:
    cells = [each.cells for each in cuts if not each.spans] or [cuts[0].cells]
    return [max(map(len, column)) for column in zip(*cells, strict=True)]


def _stretches(cuts: Sequence[Cut]) -> Iterator[list[Cut]]:
    """Yield the lines between those that run across; each of these for itself."""
    for spans, group in groupby(cuts, key=lambda each: each.spans):
        stretch = list(group)
        yield from ([each] for each in stretch) if spans else [stretch]


def _begins_above_number(stretch: Sequence[Cut]) -> bool:
    """Whether a row's number stands below its first line: in the middle of its lines."""
    is_numbered = any(each.cells[0] for each in stretch)
    return is_numbered and not stretch[0].cells[0] and not _reads_on(stretch[0])


def _reads_on(each: Cut) -> bool:
    return any(cell[0].islower() for cell in each.cells[1:2] if cell)


def _opens_row(each: Cut) -> bool:
    """Whether a line opens a row of a table without numbers: most of its cells begin there."""
    filled = sum(map(bool, each.cells))
    begins = bool(each.cells[0]) and not each.cells[0][0].islower()
    return begins and (each.line.after_gap or filled >= max(2, len(each.cells) - 1))


def _around_numbers(stretch: Sequence[Cut]) -> Iterator[int]:
    """Yield where rows open whose numbers stand in the middle: as many lines above as below."""
    numbers = [at for at, each in enumerate(stretch) if each.cells[0]]
    begin = 0
    for at, below in pairwise([*numbers, len(stretch)]):
        yield begin
        likely = max(at + 1, 2 * at - begin + 1)
        begin = min(range(at + 1, below + 1), key=lambda end: _unlikely_opening(stretch, end, likely))


def _unlikely_opening(stretch: Sequence[Cut], at: int, likely: int) -> int:
    """Weigh how unlikely a row opens at a line; a gap above it and a capital speak for it."""
    if at == len(stretch):
        return abs(at - likely)
    return abs(at - likely) + 4 * _reads_on(stretch[at]) - 4 * stretch[at].line.after_gap


def _runs(stretch: Sequence[Cut], opens: set[int]) -> Iterator[Sequence[Cut]]:
    begins = sorted({0, *opens} - {len(stretch)})
    yield from (stretch[begin:end] for begin, end in pairwise([*begins, len(stretch)]))


def _row(run: Sequence[Cut], widths: Sequence[int]) -> Row:
    columns = zip(*(each.cells for each in run), strict=True)
    cells = (
        unwrapped(list(filter(None, lines)), width) for lines, width in zip(columns, widths, strict=True)
    )
    return Row(tuple(cells), run[0].line.place)
