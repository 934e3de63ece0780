"""Plain text: paragraphs, and tables whose columns are parted by tabs or bars."""

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from tracker.core.text import clean
from tracker.errors import DocumentError, Place
from tracker.readers.document import Document, Paragraph, Row, Table
from tracker.readers.headings import REST_OF_DATE
from tracker.readers.numbering import marked

MOST_LINES = 20_000
LONGEST_LINE = 20_000  # letters
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NEVER_IN_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_OTHER_FORMATS = (b"%PDF-", b"PK\x03\x04", b"{\\rtf", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff")
_HASHES = re.compile(r"^#{1,6}\s+")
_RULE_CELL = re.compile(r"^:?-+:?$")
_ENDS = (".", ";", ":", "!", "?")


def recognises(data: bytes) -> bool:
    """Whether bytes are text: a byte order mark, or no control bytes and no other format's mark."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    return not data.startswith(_OTHER_FORMATS) and _NEVER_IN_TEXT.search(data) is None


def read(data: bytes, name: str) -> Document:
    """Read text into paragraphs and tables."""
    lines = _decode(data, name).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    runs = groupby(_pieces(lines, name), key=lambda piece: isinstance(piece, Row))
    blocks = tuple(block for _, run in runs for block in _blocks(list(run)))
    if not blocks:
        raise DocumentError("document.empty", file=name)
    return Document(name, blocks)


def _decode(data: bytes, name: str) -> str:
    encoding = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DocumentError("document.encoding", file=name, line=line, byte=error.start + 1) from None
    if "\0" in text:
        raise DocumentError("document.binary", file=name)
    return text


def _pieces(lines: list[str], name: str) -> Iterator[Paragraph | Row]:
    """Yield a row or a paragraph for every line that is not empty."""
    in_table, after_gap, kept = False, True, 0
    for number, line in enumerate(lines, start=1):
        if len(line) > LONGEST_LINE:
            raise DocumentError("document.long_line", file=name, line=number, limit=LONGEST_LINE)
        if not (text := _HASHES.sub("", _plain(line))):
            after_gap = True
            continue
        kept += 1
        if kept > MOST_LINES:
            raise DocumentError("document.too_many_lines", file=name, line=number, limit=MOST_LINES)
        cells = _cells(line, in_table=in_table and not after_gap)
        in_table = bool(cells)
        if not cells:
            yield Paragraph(text, Place(line=number), after_gap)
        elif not all(_RULE_CELL.match(cell) for cell in cells):
            yield Row(cells, Place(line=number))
        after_gap = False


def _cells(line: str, *, in_table: bool) -> tuple[str, ...]:
    """Part a line into cells; a line that is no row has none.

    A tab at the start of a line only indents it, unless a row stands right above.
    """
    if "\t" in (line if in_table else line.strip()):
        parts = line.split("\t")
    elif line.count("|") > 1:
        parts = line.strip().removeprefix("|").removesuffix("|").split("|")
    else:
        return ()
    return tuple(_plain(part) for part in parts)


def _plain(text: str) -> str:
    return clean(text.replace("**", ""))


def _blocks(run: list[Paragraph | Row]) -> list[Paragraph] | list[Table]:
    """Make one table of a run of rows, and of a run of lines the paragraphs they belong to."""
    rows = tuple(piece for piece in run if isinstance(piece, Row))
    return [Table(rows)] if rows else _joined(piece for piece in run if isinstance(piece, Paragraph))


def _joined(lines: Iterable[Paragraph]) -> list[Paragraph]:
    """Join the lines of a sentence that the end of a line or of a page has broken."""
    whole: list[Paragraph] = []
    for line in lines:
        if whole and _goes_on(whole[-1].text, line.text):
            whole[-1] = replace(whole[-1], text=f"{whole[-1].text} {line.text}")
        else:
            whole.append(line)
    return whole


def _goes_on(above: str, below: str) -> bool:
    if above.endswith(_ENDS) or marked(below) or len(above) + len(below) > LONGEST_LINE:
        return False
    return below[0].islower() or REST_OF_DATE.match(below) is not None
