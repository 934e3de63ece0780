"""The words of time of a duty, read with what the document's head says."""

from dataclasses import dataclass, field, replace
from datetime import date

from tracker.core.phrases import read_phrases
from tracker.core.phrases.reading import Genre, PhraseContext, PhraseReport, Reading
from tracker.core.plan import Head
from tracker.core.workcalendar import WorkCalendar
from tracker.errors import Place, Problem
from tracker.readers.head.years import school_year
from tracker.readers.words.headings import TYPES

_TWO_YEARS = (2022, 2024)  # of different length, beginning on different weekdays


@dataclass(frozen=True, slots=True)
class TimeReader:
    """Reads words of time; without a ``year`` only what states its own year is believed."""

    year: int | None
    issued_on: date | None
    genre: Genre
    calendar: WorkCalendar
    school_year: bool = False  # the year is the first of a school year
    _cells: dict[str, PhraseReport] = field(default_factory=dict, init=False, repr=False, compare=False)

    def read(self, text: str, place: Place, *, in_time_cell: bool = False) -> PhraseReport:
        """Read the dates in ``text``; the problems found get its place."""
        report = self._cell(text) if in_time_cell else self._read(text, in_time_cell=False)
        return replace(
            report,
            readings=tuple(map(_in_one_line, filter(_has_day, report.readings))),
            problems=tuple(replace(flaw, place=place) for flaw in report.problems),
        )

    def events(self, text: str) -> tuple[str, ...]:
        """Return the words that tie a duty to an event without a day ("khi kết thúc Hội nghị")."""
        readings = self._read(text, in_time_cell=False).readings
        return tuple(reading.phrase for reading in readings if not _has_day(reading))

    def _cell(self, text: str) -> PhraseReport:
        """Read a cell; a long table says the same few words again and again."""
        if text not in self._cells:
            self._cells[text] = self._read(text, in_time_cell=True)
        return self._cells[text]

    def _read(self, text: str, *, in_time_cell: bool) -> PhraseReport:
        years = _TWO_YEARS if self.year is None else (self.year,)
        contexts = (
            PhraseContext(year, self.issued_on, self.genre, in_time_cell, self.school_year) for year in years
        )
        first, *second = (read_phrases(text, context, self.calendar) for context in contexts)
        return _agreed(first, second[0]) if second else first


def time_reader(head: Head, calendar: WorkCalendar) -> TimeReader:
    """Make the reader for a document with this head."""
    genre = TYPES.get(head.type, Genre.PLAN)
    return TimeReader(head.year, head.issued_on, genre, calendar, school_year(head.title))


def _agreed(one: PhraseReport, other: PhraseReport) -> PhraseReport:
    """Keep the readings that do not depend on the year; the others become problems."""
    same = {_days(reading) for reading in other.readings}
    kept = tuple(reading for reading in one.readings if _days(reading) in same)
    lost = [reading for reading in one.readings if reading not in kept]
    yearless = tuple(Problem("task.no_year", words=reading.phrase) for reading in lost)
    agreed = tuple(flaw for flaw in one.problems if flaw in other.problems)
    return replace(one, readings=kept, problems=(*agreed, *yearless))


def _days(reading: Reading) -> tuple[object, ...]:
    return (reading.begin, reading.kind, reading.start, reading.due_on, reading.stated, reading.occurrences)


def phrase_of(report: PhraseReport) -> str | None:
    """Return the words of all readings; None for a duty without a date."""
    return "; ".join(dict.fromkeys(reading.phrase for reading in report.readings)) or None


def _in_one_line(reading: Reading) -> Reading:
    return replace(reading, phrase=" ".join(reading.phrase.split())) if "\n" in reading.phrase else reading


def _has_day(reading: Reading) -> bool:
    return bool(reading.start or reading.due_on or reading.occurrences)
