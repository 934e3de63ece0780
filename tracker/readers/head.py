"""The head of a document: number, date, type, title, issuer, signer and the year it plans."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice, takewhile

from tracker.core.plan import Head
from tracker.errors import Problem, Severity
from tracker.readers import headings
from tracker.readers.document import Document, Paragraph
from tracker.readers.issuer import read_issuer, read_signer
from tracker.readers.letterhead import Letterhead, read_letterhead
from tracker.readers.numbering import Level, marked

_LONGEST_LETTERHEAD = 40  # lines
_LONGEST_PREAMBLE = 40
_LONGEST_TITLE = 8
_DECEMBER = 12


def read_head(
    parts: "Parts", *, year: int | None = None, issued_on: date | None = None, number: str = ""
) -> tuple[Head, list[Problem]]:
    """Read the head and what is missing in it; what the caller states goes before what is printed."""
    letterhead = read_letterhead(parts.letterhead)
    title = " ".join(line.text for line in parts.title)
    issued_on = issued_on or letterhead.issued_on
    planned, doubt = (year, None) if year else _year(title, issued_on)
    head = Head(
        number=number or letterhead.number,
        issued_on=issued_on,
        place=letterhead.place,
        type=parts.type,
        title=title,
        issuer=read_issuer(parts.letterhead, parts.preamble, letterhead.place),
        signer=read_signer(parts.rest),
        year=planned,
    )
    return head, [*_flaws(head, letterhead), *([doubt] if doubt else [])]


@dataclass(frozen=True, slots=True)
class Parts:
    """The lines of a document around its title; ``rest`` is all that stands below it."""

    letterhead: list[Paragraph]
    type: str
    title: list[Paragraph]
    preamble: list[Paragraph]
    rest: list[Paragraph]


def parts_of(document: Document) -> Parts:
    """Part a document at its title."""
    lines = list(document.lines())
    at = next((n for n, line in enumerate(lines[:_LONGEST_LETTERHEAD]) if headings.type_of(line.text)), None)
    if at is None:
        above = list(takewhile(_is_above_body, lines[:_LONGEST_LETTERHEAD]))
        return Parts(above, "", [], _preamble(lines[len(above) :]), lines[len(above) :])
    named = headings.type_of(lines[at].text)
    beside = replace(lines[at], text=lines[at].text[len(named) :].strip(" :"))
    below = [*([beside] if beside.text else []), *lines[at + 1 :]]
    title = list(_title(below))
    rest = below[len(title) :]
    return Parts(lines[:at], named, title, _preamble(rest), rest)


def _is_above_body(line: Paragraph) -> bool:
    return not headings.PREAMBLE.match(line.text) and not _is_heading(line)


def _title(lines: list[Paragraph]) -> Iterator[Paragraph]:
    """Yield the lines of the title: up to an empty line, a preamble or a heading."""
    for number, line in enumerate(lines[:_LONGEST_TITLE]):
        if number and (line.after_gap or not _is_above_body(line)):
            return
        yield line


def _preamble(lines: list[Paragraph]) -> list[Paragraph]:
    return list(takewhile(lambda line: not _is_heading(line), islice(lines, _LONGEST_PREAMBLE)))


def _is_heading(line: Paragraph) -> bool:
    mark = marked(line.text)
    return mark is not None and mark.level <= Level.CLAUSE


def _year(title: str, issued_on: date | None) -> tuple[int | None, Problem | None]:
    """Tell the year of dates that have none: the title's, else that of the issue; never guessed.

    A plan issued in December may be for either year, one for a school year is for two.
    """
    named = {int(year) for year in headings.TITLE_YEAR.findall(title)}
    school = headings.SCHOOL_YEAR.search(title) is not None
    possible = named
    if issued_on:
        this_or_next = {issued_on.year, issued_on.year + 1}
        unnamed = this_or_next if issued_on.month == _DECEMBER else {issued_on.year}
        possible = named & this_or_next if named else unnamed
    if len(possible) == 1 and not school:
        return possible.pop(), None
    is_silent = not named and not school and issued_on is None
    return None, Problem("document.no_year" if is_silent else "document.year_unclear", words=title)


def _flaws(head: Head, letterhead: Letterhead) -> Iterator[Problem]:
    if not head.number and letterhead.number_problem:
        yield letterhead.number_problem
    if head.issued_on is None and letterhead.date_problem:
        yield letterhead.date_problem
    elif not head.place:
        yield Problem("document.no_place", Severity.NOTICE)
    if not head.title:
        yield Problem("document.no_title")
    if not head.issuer:
        yield Problem("document.no_issuer", Severity.NOTICE)
    if not head.signer:
        yield Problem("document.no_signer", Severity.NOTICE)
