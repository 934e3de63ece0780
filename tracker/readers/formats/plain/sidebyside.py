"""Letterhead and signature: two blocks side by side, kept apart by blanks, are read one after the other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tracker.readers.formats.plain.lines import Line, Piece
from tracker.readers.words.headings import (
    DATE_LINE,
    ISSUED_ON,
    MOTTO,
    NUMBER,
    NUMBER_LINE,
    RECIPIENTS,
    SIGNS_AS,
    type_of,
)

_WIDEST_LINE = 400  # letters
_LONGEST_LETTERHEAD = 120
_MOST_LINES = 40
_SIDES = 2


@dataclass(frozen=True, slots=True)
class _Gutter:
    """The blank columns, ``begin`` to ``end`` (exclusive), that part the blocks."""

    begin: int
    end: int

    def narrowed(self, pieces: Sequence[Piece]) -> "_Gutter | None":
        """Return what of the gutter a line leaves blank; None where the line runs across it."""
        left = [piece for piece in pieces if piece.middle < self.middle]
        right = [piece for piece in pieces if piece.middle >= self.middle]
        begin = max([self.begin, *(piece.end for piece in left)])
        end = min([self.end, *(piece.begin for piece in right)])
        return _Gutter(begin, end) if begin < end else None

    @property
    def middle(self) -> int:
        """The column in its middle."""
        return (self.begin + self.end) // 2


def apart(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines; of two blocks side by side first the left one's, then the right one's."""
    at = 0
    while at < len(lines):
        end, gutter = _extent(lines, at)
        if gutter:
            yield from _side(lines[at:end], gutter, left=True)
            yield from _side(lines[at:end], gutter, left=False)
            at = end
        else:
            yield from _parted(lines[at])
            at += 1


def _parted(line: Line) -> Iterator[Line]:
    """Part a line of the letterhead whose two sides a copy has brought together."""
    split = _seam(line.words) if len(line.text) <= _WIDEST_LINE else 0
    if split:
        yield replace(line, text=line.words[:split])
        yield replace(line, text=line.words[split:], after_gap=False)
    else:
        yield line


def _seam(words: str) -> int:
    """Return where the right side of a letterhead begins in a line that has both; 0 for none."""
    motto = MOTTO.search(words)
    if motto and words[: motto.start()].isupper() and len(words) <= _LONGEST_LETTERHEAD:
        return motto.start()
    number = NUMBER.match(words) or NUMBER_LINE.match(words)
    if number and ISSUED_ON.match(words[number.end() :].strip()):
        return number.end()
    return 0


def _extent(lines: Sequence[Line], begin: int) -> tuple[int, _Gutter | None]:
    """Return where two blocks that begin at a line end, and the gutter between them, if any."""
    pieces = _pieces(lines[begin])
    if len(pieces) != _SIDES or not _opens(*pieces):
        return begin, None
    gutter = _Gutter(pieces[0].end, pieces[1].begin)
    for at, line in enumerate(lines[begin + 1 : begin + _MOST_LINES], start=begin + 1):
        below = _pieces(line)
        narrowed = None if not below or type_of(line.words) else gutter.narrowed(below)
        if narrowed is None:
            return at, gutter
        gutter = narrowed
    return min(len(lines), begin + _MOST_LINES), gutter


def _pieces(line: Line) -> list[Piece]:
    return line.pieces() if len(line.text) <= _WIDEST_LINE else []


def _opens(left: Piece, right: Piece) -> bool:
    """Whether two pieces are the first line of a letterhead or of a closing."""
    is_letterhead = MOTTO.search(right.text) or (
        (NUMBER.match(left.text) or NUMBER_LINE.match(left.text))
        and (ISSUED_ON.match(right.text) or DATE_LINE.match(right.text))
    )
    is_closing = RECIPIENTS.match(left.text) or (right.text.isupper() and SIGNS_AS.match(right.text))
    return bool(is_letterhead or is_closing)


def _side(lines: Sequence[Line], gutter: _Gutter, *, left: bool) -> Iterator[Line]:
    first = True
    for line in lines:
        words = [piece.text for piece in line.pieces() if (piece.begin < gutter.end) == left]
        if words:
            yield replace(line, text=" ".join(words), after_gap=line.after_gap or first)
            first = False
