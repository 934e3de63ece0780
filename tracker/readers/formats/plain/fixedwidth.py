"""Tables of plain text whose columns are parted by blanks alone: where they begin and end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from tracker.readers.document import Row, Table
from tracker.readers.formats.plain.cutting import NUMBER_AND_TASK, ORDINAL, cut, gathered, place_borders
from tracker.readers.formats.plain.lines import Line, Piece
from tracker.readers.numbering import Level, marked
from tracker.readers.words.columns import Column, column_of
from tracker.readers.words.headings import RECIPIENTS, is_period

_TALLEST_HEAD = 3  # lines
_FEWEST_COLUMNS = 2
_MOST_COLUMNS = 20
_WIDEST_LINE = 1_000  # letters; a longer line is no row of a table set with blanks
_NEXT_ROW = 4  # lines below a group's title in which a row follows


@dataclass(frozen=True, slots=True)
class _Head:
    """The head of a table: the columns its words stand at, and how many lines it takes."""

    columns: tuple[Piece, ...]
    height: int

    @property
    def has_ordinals(self) -> bool:
        """Whether the first column counts the rows."""
        return column_of(self.columns[0].text) is Column.ORDINAL


def columned(lines: Sequence[Line]) -> Iterator[Line | Table]:
    """Yield the lines, those of tables set with blanks as ``Table``; the head tells the columns."""
    at = 0
    while at < len(lines):
        head = _head(lines, at)
        end = _end(lines, at + head.height, head) if head else at
        if head and end > at + head.height:
            yield _table(lines[at:end], head)
            at = end
        else:
            yield lines[at]
            at += 1


def _head(lines: Sequence[Line], at: int) -> _Head | None:
    """Find a table's head that begins at a line: the tallest that still names columns."""
    found = None
    columns: list[Piece] = []
    for height, line in enumerate(lines[at : at + _TALLEST_HEAD], start=1):
        pieces = _head_pieces(line)
        fewest = _FEWEST_COLUMNS if height == 1 else 1
        if not fewest <= len(pieces) <= _MOST_COLUMNS or not all(map(_may_stand_in_head, pieces)):
            break
        columns = _stacked(columns, pieces)
        if _names_columns(tuple(columns)):
            found = _Head(tuple(columns), height)
    return found


def _pieces(line: Line) -> list[Piece]:
    return line.pieces() if len(line.text) <= _WIDEST_LINE else []


def _head_pieces(line: Line) -> list[Piece]:
    """Part a line as a head's: one blank after "TT" is enough."""
    pieces = _pieces(line)
    word, blank, rest = pieces[0].text.partition(" ") if pieces else ("", "", "")
    if blank and column_of(word) is Column.ORDINAL and column_of(rest):
        begin, end = pieces[0].begin, pieces[0].end
        pieces[:1] = [Piece(begin, begin + len(word), word), Piece(end - len(rest), end, rest)]
    return pieces


@lru_cache(maxsize=1_024)
def _may_stand_in_head(piece: Piece) -> bool:
    return piece.text[0].islower() or piece.text[0] in "(/" or column_of(piece.text) is not None


def _stacked(columns: Sequence[Piece], pieces: Sequence[Piece]) -> list[Piece]:
    """Put the pieces of a line below the columns so far; two names below one part its column."""
    below = [[piece for piece in pieces if _overlap(column, piece)] for column in columns]
    stacked = [piece for piece in pieces if not any(_overlap(column, piece) for column in columns)]
    for column, parts in zip(columns, below, strict=True):
        if len(parts) > 1 and all(column_of(part.text) for part in parts):
            stacked += parts
        else:
            begin = min([column.begin, *(part.begin for part in parts)])
            end = max([column.end, *(part.end for part in parts)])
            stacked.append(Piece(begin, end, " ".join([column.text, *(part.text for part in parts)])))
    return sorted(stacked, key=lambda piece: piece.begin)


def _overlap(one: Piece, other: Piece) -> bool:
    return one.begin < other.end and other.begin < one.end


@lru_cache(maxsize=1_024)
def _names_columns(columns: tuple[Piece, ...]) -> bool:
    named = {column_of(piece.text) for piece in columns} - {None}
    return Column.TASK in named and len(named) >= _FEWEST_COLUMNS and 2 * len(named) >= len(columns)


def _end(lines: Sequence[Line], begin: int, head: _Head) -> int:
    """Return the index below the last line of a table; another head begins another table."""
    for at in range(begin, len(lines)):
        line = lines[at]
        is_other = RECIPIENTS.match(line.words) or _head(lines, at)
        if is_other or not _pieces(line) or _is_prose(line, head):
            return at
        if _spans(line, head) and not (is_period(line.words) or _row_follows(lines, at + 1, head)):
            return at
    return len(lines)


def _is_prose(line: Line, head: _Head) -> bool:
    """Whether a line with wide blanks is no row: its words cover all that should part two columns."""
    pieces = line.pieces()
    if len(pieces) == 1 or (head.has_ordinals and _opens_numbered(pieces[0], head)):
        return False
    pairs = pairwise(column.middle for column in head.columns)
    is_torn = any(piece.begin <= left and right < piece.end for left, right in pairs for piece in pieces)
    return is_torn and (line.after_gap or (head.has_ordinals and pieces[0].begin <= head.columns[0].end))


def _spans(line: Line, head: _Head) -> bool:
    """Whether a line runs across columns: the title of a group, or the text below the table."""
    first, *others = line.pieces()
    if others:
        return False
    crossed = sum(first.begin <= column.middle < first.end for column in head.columns)
    if head.has_ordinals and NUMBER_AND_TASK.match(first.text) and crossed <= _FEWEST_COLUMNS:
        return False
    at_edge = first.begin <= head.columns[0].end
    mark = marked(first.text)
    is_title = first.begin <= head.columns[1].middle and mark is not None and mark.level <= Level.SECTION
    is_no_ordinal = at_edge and head.has_ordinals and not ORDINAL.match(first.text)
    return is_title or is_no_ordinal or crossed >= _FEWEST_COLUMNS or is_period(first.text)


def _row_follows(lines: Sequence[Line], begin: int, head: _Head) -> bool:
    """Whether a row of the table stands soon below."""
    for line in lines[begin : begin + _NEXT_ROW]:
        pieces = _pieces(line)
        if len(pieces) > 1:
            return not head.has_ordinals or _opens_numbered(pieces[0], head)
        if not pieces or not _spans(line, head):
            return False
    return False


def _opens_numbered(first: Piece, head: _Head) -> bool:
    has_number = ORDINAL.match(first.text) or NUMBER_AND_TASK.match(first.text)
    return has_number is not None and first.begin < head.columns[1].middle


def _table(lines: Sequence[Line], head: _Head) -> Table:
    body = lines[head.height :]
    spanning = [_spans(line, head) for line in body]
    borders = place_borders(
        [line for line, spans in zip(body, spanning, strict=True) if not spans],
        head.columns,
        numbered=head.has_ordinals,
    )
    cuts = [
        cut(line, borders, spans=spans, numbered=head.has_ordinals)
        for line, spans in zip(body, spanning, strict=True)
    ]
    names = Row(tuple(piece.text for piece in head.columns), lines[0].place)
    return Table((names, *gathered(cuts, numbered=head.has_ordinals)))
