"""Lines as they stand in a text: with their blanks, numbers and pages; page marks are left out."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from tracker.core.text import clean, fold
from tracker.errors import DocumentError, Place
from tracker.readers.words.columns import column_of

MOST_LINES = 20_000
LONGEST_LINE = 20_000  # letters
_EDGE = 2  # lines at the top and at the bottom of a page that may be its running head or its number
_FEWEST_PAGES_WITH_HEADS = 2
_SHORTEST_HEAD = 10  # letters; what is shorter may as well be the title of a group
_PIECE = re.compile(r"\S+(?: \S+)*")
_DIGITS = re.compile(r"\d+")
_PAGE_MARK = re.compile(
    r"^(?:[-–—~]\s*)?(?:\d{1,3}|(?:trang|page)\s*:?\s*\d{1,4}(?:\s*/\s*\d{1,4})?)(?:\s*[-–—~])?$",
    re.IGNORECASE,
)
_ORNAMENT = re.compile(r"^(?:[-–—=_*~.…\s]{3,}|[-–—=_*~.\s]{2,}[oO0]{1,3}[-–—=_*~.\s]{2,})$")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a line that stand at columns ``begin`` to ``end`` (exclusive), parted by 2 blanks or more."""

    begin: int
    end: int
    text: str

    @property
    def middle(self) -> int:
        """The column in its middle."""
        return (self.begin + self.end) // 2


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not empty, in NFC and with its blanks; ``after_gap`` as in ``Paragraph``.

    ``after_full`` is true where a page shows that its first word had no room in the line above.
    """

    text: str
    place: Place
    after_gap: bool = False
    after_full: bool = False

    @property
    def words(self) -> str:
        """The line without its layout."""
        return clean(self.text)

    def pieces(self) -> list[Piece]:
        """Part the line where two blanks or more stand."""
        text = self.text.replace("\N{NO-BREAK SPACE}", " ").expandtabs()
        return [Piece(found.start(), found.end(), found[0]) for found in _PIECE.finditer(text)]


def lines_of(text: str, name: str) -> Iterator[Line]:
    """Yield the lines that are not empty; raise ``DocumentError`` for too many, or one too long.

    A form feed begins a page; pages are counted only in a text that has some.
    """
    page, after_gap, kept = int("\f" in text.strip()), True, 0
    for number, whole in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        if len(whole) > LONGEST_LINE:
            raise DocumentError("document.long_line", file=name, line=number, limit=LONGEST_LINE)
        for turn, part in enumerate(whole.split("\f")):
            page += int(turn > 0 and page > 0)
            if not clean(part):
                after_gap = True
                continue
            kept += 1
            if kept > MOST_LINES:
                raise DocumentError("document.too_many_lines", file=name, line=number, limit=MOST_LINES)
            place = Place(line=number, page=page)
            yield Line(unicodedata.normalize("NFC", part), place, after_gap)
            after_gap = False


def is_page_mark(words: str) -> bool:
    """Whether a line is nothing but the number of a page: "3", "- 3 -", "Trang 3/7"."""
    return _PAGE_MARK.match(words) is not None


def is_ornament(words: str) -> bool:
    """Whether a line is drawn, not written: "-----", "---o0o---", "......"."""
    return _ORNAMENT.match(words) is not None


def without_page_marks(lines: Iterable[Line]) -> list[Line]:
    """Leave out page numbers and running heads, known by the edge of the page they stand at.

    Lines without a page stay. A line goes as running head if, its digits aside,
    it stands at the edge of most pages; the head of a table stays.
    """
    pages = [list(page) for _, page in groupby(lines, key=lambda line: line.place.page)]
    seen = Counter(words for page in pages for words in {_without_digits(line) for _, line in _edges(page)})
    often = max(_FEWEST_PAGES_WITH_HEADS, len(pages) / 2)
    heads = {words for words, times in seen.items() if len(words) >= _SHORTEST_HEAD and times >= often}
    return [line for page in pages for line in _body(page, heads)]


def _edges(page: Sequence[Line]) -> Iterator[tuple[int, Line]]:
    """Yield the lines at the edges of a page with their indexes; none where pages are unknown."""
    if page and page[0].place.page:
        at_edge = {*range(min(_EDGE, len(page))), *range(max(0, len(page) - _EDGE), len(page))}
        yield from ((at, page[at]) for at in sorted(at_edge))


def _body(page: list[Line], heads: set[str]) -> Iterator[Line]:
    gone = {at for at, line in _edges(page) if is_page_mark(line.words) or _is_head(line, heads)}
    after_gone_gap = False
    for at, line in enumerate(page):
        if at in gone:
            after_gone_gap = after_gone_gap or line.after_gap
            continue
        yield replace(line, after_gap=line.after_gap or after_gone_gap)
        after_gone_gap = False


def _is_head(line: Line, heads: set[str]) -> bool:
    is_column_head = "\t" in line.text or any(column_of(piece.text) for piece in line.pieces())
    return not is_column_head and _without_digits(line) in heads


def _without_digits(line: Line) -> str:
    return _DIGITS.sub("", fold(line.words)).strip(" -/")
