"""Drafts as plain text: paragraphs, and a table with a tab between its cells."""

from collections.abc import Iterator

from tracker.drafts.page import Page


def written(page: Page) -> bytes:
    """Return the file's bytes: UTF-8 with its mark, which old editors need, lines end as on Windows."""
    return "\r\n".join((*_lines(page), "")).encode("utf-8-sig")


def _lines(page: Page) -> Iterator[str]:
    for words in page.letterhead:
        yield from (words, "")
    yield from filter(None, (page.type, page.title))
    yield ""
    if page.opening:
        yield from (page.opening, "")
    yield "\t".join(page.heads)
    for line in page.lines:
        yield "\t".join((*line.cells, *[""] * (len(page.heads) - len(line.cells))))
    for note in page.notes:
        yield from ("", note)
