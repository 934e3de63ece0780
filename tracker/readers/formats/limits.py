"""How long a document may be, whatever its format; what is longer is refused by name."""

from collections.abc import Iterator

from tracker.errors import DocumentError, Problem
from tracker.readers.document import Document, Paragraph, Table

MOST_ROWS = 20_000  # rows and paragraphs together
MOST_COLUMNS = 256
MOST_LETTERS = 20_000_000  # ten times a book of 500 pages
LONGEST_TEXT = 32_767  # letters of one paragraph or cell; no cell of Excel holds more


def whole(name: str, blocks: tuple[Paragraph | Table, ...], problems: tuple[Problem, ...] = ()) -> Document:
    """Return the document if it holds text and keeps the limits; raise ``DocumentError`` otherwise."""
    if not blocks:
        raise DocumentError("document.empty", file=name)
    letters = 0
    for rows, texts in enumerate(_rows(blocks), start=1):
        letters += sum(map(len, texts))
        _check_row(texts, name)
        if rows > MOST_ROWS:
            raise DocumentError("document.too_many_rows", file=name, limit=MOST_ROWS)
        if letters > MOST_LETTERS:
            raise DocumentError("document.too_much_text", file=name, limit=MOST_LETTERS)
    return Document(name, blocks, problems)


def _rows(blocks: tuple[Paragraph | Table, ...]) -> Iterator[tuple[str, ...]]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield (block.text,)
        else:
            yield from (row.cells for row in block.rows)


def _check_row(texts: tuple[str, ...], name: str) -> None:
    if len(texts) > MOST_COLUMNS:
        raise DocumentError("document.too_many_columns", file=name, limit=MOST_COLUMNS)
    if max(map(len, texts), default=0) > LONGEST_TEXT:
        raise DocumentError("document.long_text", file=name, limit=LONGEST_TEXT)
