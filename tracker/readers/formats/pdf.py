"""PDF with a text layer: ruled tables as tables, the words around them as lines of text."""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any

from tracker.errors import DocumentError, Place, Problem
from tracker.readers.document import Document, Paragraph, Table
from tracker.readers.formats.oldfonts import converted, old_font
from tracker.readers.formats.pdfpages import Grid, PdfPage, Word, blocks_on
from tracker.readers.formats.plain.blocks import blocks_of
from tracker.readers.formats.plain.lines import MOST_LINES, Line, without_page_marks

if TYPE_CHECKING:
    from pdfplumber.page import Page

MOST_PAGES = 500
_MAGIC = b"%PDF-"
_MAGIC_WITHIN = 1_024  # bytes
_BLANK = 0.15  # of a letter's size: a wider blank parts words
_UNMAPPED = re.compile(r"\(cid:\d{1,5}\)")
_SIGN = re.compile(r"^(?:\(cid:\d{1,5}\)|[\ue000-\uf8ff•▪●○■□◦‣⁃✓➢❖])$")
#: What the library raises for files that are not as it expects.
_BROKEN = (ValueError, TypeError, LookupError, AttributeError, AssertionError, RecursionError, OverflowError)
_MOST_UNMAPPED = 3  # words on a page


def recognises(data: bytes) -> bool:
    """Whether bytes are a PDF; some programs write a few bytes before its mark."""
    return _MAGIC in data[:_MAGIC_WITHIN]


def read(data: bytes, name: str) -> Document:
    """Read the text layer; raise ``DocumentError`` for a scan, a password, damage or too many pages."""
    pages = _in_unicode(_pages(data, name))
    if not any(page.words for page in pages):
        is_scan = any(page.has_pictures for page in pages)
        raise DocumentError("document.scanned" if is_scan else "document.empty", file=name, pages=len(pages))
    for page in pages:
        if sum(_UNMAPPED.search(word.text) is not None for word in page.words) > _MOST_UNMAPPED:
            raise DocumentError("document.unmapped_letters", file=name, page=page.number)
    return Document(name, tuple(_blocks(pages, name)), tuple(_pictures(pages)))


def _pages(data: bytes, name: str) -> list[PdfPage]:
    try:
        import pdfplumber  # noqa: PLC0415  (an extra; most offices never read a PDF)
        from pdfplumber.utils.exceptions import PdfminerException  # noqa: PLC0415
    except ImportError:
        raise DocumentError("document.pdf_reader_missing", file=name) from None
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            pages = [_page(page) for page in islice(pdf.pages, MOST_PAGES + 1)]
    except PdfminerException as error:
        raise DocumentError(_flaw(error), file=name) from None
    except _BROKEN:
        raise DocumentError("document.pdf_damaged", file=name) from None
    if len(pages) > MOST_PAGES:
        raise DocumentError("document.too_many_pages", file=name, limit=MOST_PAGES)
    return pages


def _flaw(error: Exception) -> str:
    """Tell a password from damage; memory that is used up is neither, and is raised."""
    causes = [cause for cause in (*error.args, error.__cause__, error.__context__) if cause]
    if any(isinstance(cause, MemoryError) for cause in causes):
        raise MemoryError from error
    is_locked = any(type(cause).__name__ == "PDFPasswordIncorrect" for cause in causes)
    return "document.encrypted" if is_locked else "document.pdf_damaged"


def _page(page: "Page") -> PdfPage:
    plain = page.dedupe_chars()  # bold is often drawn as the same letter twice
    words = plain.extract_words(x_tolerance_ratio=_BLANK)
    found = PdfPage(
        number=page.page_number,
        words=tuple(map(_word, words)),
        grids=tuple(Grid(tuple(table.cells)) for table in page.find_tables()),
        has_pictures=bool(page.images),
    )
    page.close()
    return found


def _word(word: dict[str, Any]) -> Word:
    text = "-" if _SIGN.match(word["text"]) else word["text"]
    return Word(text, word["x0"], word["x1"], word["top"], word["bottom"])


def _in_unicode(pages: Sequence[PdfPage]) -> list[PdfPage]:
    """Convert words typed for an old font."""
    font = old_font(word.text for page in pages for word in page.words)
    return [
        replace(page, words=tuple(replace(word, text=converted(word.text, font)) for word in page.words))
        for page in pages
    ]


def _blocks(pages: Sequence[PdfPage], name: str) -> Iterator[Paragraph | Table]:
    """Yield the blocks of all pages; text that goes on over pages is one."""
    pieces: list[Line | Table] = []
    for page in pages:
        pieces += blocks_on(page, sum(isinstance(piece, Table) for piece in pieces))
        if len(pieces) > MOST_LINES:
            raise DocumentError("document.too_many_lines", file=name, line=len(pieces), limit=MOST_LINES)
    lines = without_page_marks(piece for piece in pieces if isinstance(piece, Line))
    kept = {line.place: line for line in lines}
    left = [piece if isinstance(piece, Table) else kept.get(piece.place) for piece in pieces]
    for is_table, run in groupby(filter(None, left), key=lambda piece: isinstance(piece, Table)):
        if is_table:
            yield from (piece for piece in run if isinstance(piece, Table))
        else:
            yield from blocks_of([piece for piece in run if isinstance(piece, Line)])


def _pictures(pages: Sequence[PdfPage]) -> Iterator[Problem]:
    """Tell of the pages that are pictures amid pages of text."""
    for page in pages:
        if page.has_pictures and not page.words:
            yield Problem("document.page_scanned", place=Place(page=page.number))
