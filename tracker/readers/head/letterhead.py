"""The facts above the title: number, place and date."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.errors import Problem
from tracker.readers.document import Paragraph
from tracker.readers.words import headings

_SHORT_YEAR, _CENTURY = 2, 2000
FIRST_YEAR, LAST_YEAR = 1900, 2200  # beyond these a slip of the pen


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What the letterhead says, and what is wrong with it."""

    number: str = ""
    place: str = ""
    issued_on: date | None = None
    partial_year: int | None = None  # of a date whose day or month is left blank
    number_problem: Problem | None = None
    date_problem: Problem | None = None


def read_letterhead(lines: Sequence[Paragraph]) -> Letterhead:
    """Read the lines above the title; a blank or damaged fact becomes a problem."""
    number, number_problem = _number(lines)
    dated = _place_and_date([_behind_number(line) for line in lines])
    return replace(dated, number=number, number_problem=number_problem)


def _number(lines: Sequence[Paragraph]) -> tuple[str, Problem | None]:
    for line in lines:
        if found := headings.NUMBER.match(line.text):
            return "".join(found[1].split()), None
        if headings.NUMBER_LINE.match(line.text):
            return "", Problem("document.number_incomplete", place=line.place, words=line.text)
    return "", Problem("document.no_number")


def _behind_number(line: Paragraph) -> Paragraph:
    """Return the rest of a line on which the number and the date stand side by side."""
    found = headings.NUMBER.match(line.text) or headings.NUMBER_LINE.match(line.text)
    return replace(line, text=line.text[found.end() :].strip()) if found else line


def _place_and_date(lines: Sequence[Paragraph]) -> Letterhead:
    for line in lines:
        if found := headings.ISSUED_ON.match(line.text):
            place, day, month, other_month, year = found.groups()
            issued_on = _day(int(day), int(month or other_month), _full(year))
            damage = None if issued_on else _incomplete_date(line)
            return Letterhead(place=(place or "").strip(), issued_on=issued_on, date_problem=damage)
        if found := headings.DATE_LINE.match(line.text):
            year = int(found[2]) if found[2] else None
            return Letterhead(
                place=(found[1] or "").strip(), partial_year=year, date_problem=_incomplete_date(line)
            )
    return Letterhead(date_problem=Problem("document.no_date"))


def _full(year: str) -> int:
    """Read a year of two digits as one of this century."""
    return int(year) if len(year) > _SHORT_YEAR else _CENTURY + int(year)


def _day(day: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def _incomplete_date(line: Paragraph) -> Problem:
    return Problem("document.date_incomplete", place=line.place, words=line.text)
