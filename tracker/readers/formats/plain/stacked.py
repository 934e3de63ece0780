"""Tables copied from a web page: one cell a line, the words of the head first; numbers tell the rows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import pairwise

from tracker.readers.document import Paragraph, Row, Table
from tracker.readers.formats.plain.aligning import aligned, speaks_of_time, without_text_below
from tracker.readers.formats.plain.lines import is_page_mark
from tracker.readers.formats.plain.wrapping import unwrapped
from tracker.readers.numbering import Level, marked
from tracker.readers.words.columns import Column, column_of
from tracker.readers.words.headings import RECIPIENTS, is_period

_MOST_HEADS = 12
_LONGEST_HEAD = 60  # letters
_FEWEST_HEADS = 2
_TALLEST_ROW = 60  # lines
_TALLEST_TITLE = 2  # lines of a group's title
_WIDEST_GAP = 2  # between two numbers that follow one another: one may be missing
_NUMBER = re.compile(r"^(\d{1,4})[.)]?(?:$|\s+(?=\S))")
_DEEPER = re.compile(r"^\d{1,3}(?:\.\d{1,3})+[.)]?(?:$|\s+(?=\S))")
_GROUP = re.compile(r"^(?:[IVX]{1,6}|[A-Z])[.)]?$")
_COLUMN_NUMBER = re.compile(r"^[\[(]?(\d{1,2})[\])]?$")


class _Kind(Enum):
    ROW = auto()
    GROUP = auto()
    HEAD = auto()  # repeated on a new page
    END = auto()


@dataclass(frozen=True, slots=True)
class _Part:
    """What opens at line ``at``; its own words end before ``begin``, its ordinal may stand beside words."""

    kind: _Kind
    at: int
    begin: int
    ordinal: str = ""


@dataclass(frozen=True, slots=True)
class _Head:
    """The words of a head, and whether empty lines part the cells."""

    words: tuple[str, ...]
    has_gaps: bool

    @property
    def columns(self) -> list[Column | None]:
        """What the columns hold that stand after the number."""
        return [column_of(word) for word in self.words[1:]]


def unstacked(lines: Sequence[Paragraph]) -> Iterator[Paragraph | Table]:
    """Yield the lines, those of tables with one cell a line as ``Table``."""
    at = 0
    while at < len(lines):
        head, begin = _head(lines, at)
        rows, end = _rows(lines, begin, head) if head else ([], at)
        if head and rows:
            yield Table((Row(head.words, lines[at].place), *rows))
            at = end
        else:
            yield lines[at]
            at += 1


def _head(lines: Sequence[Paragraph], at: int) -> tuple[_Head | None, int]:
    """Read a head that counts rows first; return it, and where its table's body begins."""
    if at >= len(lines) or column_of(lines[at].text) is not Column.ORDINAL:
        return None, at
    words, end = [lines[at].text], at + 1
    while end < len(lines) and len(words) < _MOST_HEADS:
        text = lines[end].text
        if _goes_on(text):
            words[-1] = f"{words[-1]} {text}"
        elif _names_column(lines, end):
            words.append(text)
        else:
            break
        end += 1
    if len(words) < _FEWEST_HEADS or Column.TASK not in map(column_of, words):
        return None, at
    has_gaps = sum(line.after_gap for line in lines[at + 1 : end]) >= len(words) - 1
    head = _Head(_side_by_side(words), has_gaps)
    return head, _below_numbers(lines, end, len(head.words))


def _goes_on(text: str) -> bool:
    """Whether a line goes on with the word of a head above it ("Đơn vị" / "thực hiện")."""
    is_word = text[0].islower() or (text[0] == "(" and not _COLUMN_NUMBER.match(text))
    return is_word and len(text) <= _LONGEST_HEAD


def _names_column(lines: Sequence[Paragraph], at: int) -> bool:
    """Whether a line is a head's word: it names a column, or the next line does."""
    text = lines[at].text
    below = lines[at + 1].text if at + 1 < len(lines) else ""
    is_one = column_of(text) is not None or (column_of(below) is not None and text[0].isalpha())
    return is_one and len(text) <= _LONGEST_HEAD and not is_period(text) and not _GROUP.match(text)


def _side_by_side(heads: list[str]) -> tuple[str, ...]:
    """Put a head's second row, "Chủ trì" and "Phối hợp" at its end, where the first row leaves it room."""
    *first, lead, partners = heads
    columns = [column_of(head) for head in first]
    is_second_row = (column_of(lead), column_of(partners)) == (Column.LEAD, Column.PARTNERS)
    if not is_second_row or Column.LEAD not in columns[:-1]:
        return tuple(heads)
    at = columns.index(Column.LEAD)
    return (*first[:at], lead, partners, *first[at + 1 :])


def _below_numbers(lines: Sequence[Paragraph], at: int, count: int) -> int:
    """Pass over lines that number the columns."""
    numbers = [_COLUMN_NUMBER.match(line.text) for line in lines[at : at + count]]
    counts = len(numbers) == count and all(
        found and int(found[1]) == n for n, found in enumerate(numbers, start=1)
    )
    return at + count if counts else at


def _rows(lines: Sequence[Paragraph], begin: int, head: _Head) -> tuple[list[Row], int]:
    """Read the rows that begin at a line; return them, and where the text goes on."""
    parts = list(_parts(lines, begin, head))
    numbered = [at for at, part in enumerate(parts) if part.kind is _Kind.ROW]
    if not numbered or parts[0].at > begin:
        return [], begin
    above, below = parts[: numbered[-1] + 1], parts[numbered[-1] + 1]
    rows = [
        _row(part, lines, after.at, head) for part, after in pairwise(above) if part.kind is not _Kind.HEAD
    ]
    last = above[-1]
    end = _end_of_last(lines, last, below.at, head)
    return [*rows, _row(last, lines, end, head)], end


def _parts(lines: Sequence[Paragraph], begin: int, head: _Head) -> Iterator[_Part]:
    """Yield the rows, groups and repeated heads from a line on, and last the end."""
    numbers = _Numbers(
        stand_alone=any(_is_bare(line.text) for line in lines[begin : begin + _TALLEST_TITLE + 1])
    )
    at = opened = begin
    while at < len(lines) and at - opened <= _TALLEST_ROW:
        in_row = (
            [line.text for line in lines[opened:at]] if numbers.last and not numbers.may_restart else None
        )
        part = _repeated_head(lines, at, head) or numbers.row(lines[at].text, at)
        part = part or (None if _is_time_cell(lines[at].text, in_row, head) else _group(lines, at))
        ends = part and (part.kind is _Kind.END or (part.kind is _Kind.HEAD and not numbers.last))
        if ends or RECIPIENTS.match(lines[at].text):
            break
        if part:
            yield part
            numbers = numbers.below(part)
            opened = max(part.begin, at + 1)
        at = opened if part else at + 1
    yield _Part(_Kind.END, at, at)


@dataclass(frozen=True, slots=True)
class _Numbers:
    """The numbers of the rows: which may come next, and whether each has its line for itself."""

    stand_alone: bool
    last: int = 0
    may_restart: bool = True

    def row(self, text: str, at: int) -> _Part | None:
        """Return the row that a line opens."""
        found = _DEEPER.match(text) or _NUMBER.match(text)
        if found is None or (found.end() == len(text)) != self.stand_alone:
            return None
        if found.re is _NUMBER and not self._may_come(int(found[1])):
            return None
        return _Part(_Kind.ROW, at, at + int(self.stand_alone), found[0].strip())

    def _may_come(self, number: int) -> bool:
        return self.last < number <= self.last + _WIDEST_GAP or (number == 1 and self.may_restart)

    def below(self, part: _Part) -> "_Numbers":
        """Return the numbers below a part."""
        if part.kind is _Kind.GROUP:
            return replace(self, may_restart=True)
        found = _NUMBER.match(part.ordinal) if part.kind is _Kind.ROW else None
        return replace(self, last=int(found[1]), may_restart=False) if found else self


def _is_bare(text: str) -> bool:
    found = _DEEPER.match(text) or _NUMBER.match(text)
    return found is not None and found.end() == len(text)


def _repeated_head(lines: Sequence[Paragraph], at: int, head: _Head) -> _Part | None:
    """Return the head that a page repeats, with the number of the page above it."""
    above = int(is_page_mark(lines[at].text))
    again, begin = _head(lines, at + above)
    return _Part(_Kind.HEAD, at, begin) if again and again.words == head.words else None


def _is_time_cell(text: str, in_row: Sequence[str] | None, head: _Head) -> bool:
    """Whether a period is the time of the row that it stands in (None: in none), not the title of a group."""
    if not is_period(text) or in_row is None or text.isupper() or Column.TIME not in head.columns:
        return False
    return not any(map(speaks_of_time, in_row))


def _group(lines: Sequence[Paragraph], at: int) -> _Part | None:
    """Return the group that a line is the title of; a section that no row follows ends the table."""
    text = lines[at].text
    if is_period(text):
        return _Part(_Kind.GROUP, at, at + 1)
    is_bare = _GROUP.match(text) is not None
    mark = marked(text)
    if not is_bare and (mark is None or mark.level > Level.SECTION):
        return None
    below = [line.text for line in lines[at + 1 : at + 1 + _TALLEST_TITLE]]
    if any(_NUMBER.match(line) or _GROUP.match(line) or is_period(line) for line in below[is_bare:]):
        return _Part(_Kind.GROUP, at, at + 1 + is_bare)
    return None if is_bare else _Part(_Kind.END, at, at)


def _row(part: _Part, lines: Sequence[Paragraph], end: int, head: _Head) -> Row:
    """Make a row of a part whose lines end before ``end``."""
    if part.kind is _Kind.GROUP:
        *marks, title = [line.text for line in lines[part.at : part.begin]]
        cells = [*marks, " ".join([title, *(line.text for line in lines[part.begin : end])])]
    else:
        texts = [text for text, _ in _texts(part, lines[part.begin : end], head)]
        cells = [part.ordinal, *aligned(texts, head.columns)]
    return Row((*cells, *[""] * (len(head.words) - len(cells))), lines[part.at].place)


def _texts(part: _Part, lines: Sequence[Paragraph], head: _Head) -> list[tuple[str, int]]:
    """Return the texts of a row with their heights; where gaps part cells, lines without one are one text."""
    texts: list[list[str]] = []
    for line in lines:
        text = (
            line.text.removeprefix(part.ordinal).strip() if part.begin == part.at and not texts else line.text
        )
        if texts and head.has_gaps and not line.after_gap:
            texts[-1].append(text)
        else:
            texts.append([text])
    return [(unwrapped(text), len(text)) for text in texts]


def _end_of_last(lines: Sequence[Paragraph], last: _Part, below: int, head: _Head) -> int:
    """Return where the last row ends: at most a text for every column, and none that fits no column."""
    texts = _texts(last, lines[last.begin : below], head)[: len(head.columns)]
    kept = without_text_below([text for text, _ in texts], head.columns)
    return last.begin + sum(height for _, height in texts[: len(kept)])
