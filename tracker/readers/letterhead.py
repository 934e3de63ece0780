"""The facts above the title: number, place and date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.errors import Problem
from tracker.readers import headings
from tracker.readers.document import Paragraph

FIRST_YEAR, LAST_YEAR = 1900, 2200  # beyond these a slip of the pen


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What the letterhead says, and what is wrong with it."""

    number: str = ""
    place: str = ""
    issued_on: date | None = None
    number_problem: Problem | None = None
    date_problem: Problem | None = None


def read_letterhead(lines: Sequence[Paragraph]) -> Letterhead:
    """Read the lines above the title; a blank or damaged fact becomes a problem."""
    number, number_problem = _number(lines)
    place, issued_on, date_problem = _place_and_date(lines)
    return Letterhead(number, place, issued_on, number_problem, date_problem)


def _number(lines: Sequence[Paragraph]) -> tuple[str, Problem | None]:
    for line in lines:
        if found := headings.NUMBER.match(line.text):
            return "".join(found[1].split()), None
        if headings.NUMBER_LINE.match(line.text):
            return "", Problem("document.number_incomplete", place=line.place, words=line.text)
    return "", Problem("document.no_number")


def _place_and_date(lines: Sequence[Paragraph]) -> tuple[str, date | None, Problem | None]:
    for line in lines:
        if found := headings.ISSUED_ON.match(line.text):
            issued_on = _day(int(found[2]), int(found[3] or found[4]), int(found[5]))
            damage = None if issued_on else _incomplete_date(line)
            return (found[1] or "").strip(), issued_on, damage
        if found := headings.DATE_LINE.match(line.text):
            return (found[1] or "").strip(), None, _incomplete_date(line)
    return "", None, Problem("document.no_date")


def _day(day: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def _incomplete_date(line: Paragraph) -> Problem:
    return Problem("document.date_incomplete", place=line.place, words=line.text)
