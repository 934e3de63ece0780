"""Solar days that are written beside lunar ones: they fall on another day each year."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from tracker.core.lunar import LunarDay, solar_day
from tracker.core.phrases.around import token_at
from tracker.core.phrases.lexer import Token
from tracker.core.phrases.reading import PhraseReport, Reading
from tracker.core.phrases.vocabulary import Term

_SIGNS = (
    Term.LUNAR, Term.LUNAR_DAY, Term.LUNAR_MONTH, Term.FULL_MOON, Term.TET, Term.LUNAR_NEW_YEAR,
    Term.KINGS_DAY, Term.MID_AUTUMN,
)  # fmt: skip
_LONGEST_MONTH = 30  # days of a lunar month
_MONTHS = range(1, 13)
_LAST_MONTH_WITH_NOUGHT = 2


class Beside(NamedTuple):
    """A solar day that moves with its lunar one: its tokens with their new text, as written, the new day."""

    edits: Mapping[Token, str]
    words: str
    day: date


def names_moon(tokens: Sequence[Token]) -> bool:
    """Whether words of the lunar calendar stand among them."""
    return any(token.has(*_SIGNS) for token in tokens)


def beside_lunar(tokens: Sequence[Token], report: PhraseReport, years: int) -> Iterator[Beside]:
    """Yield the solar days of "10/3 âm lịch (18/4/2024)" as they fall so many years later."""
    for reading in report.readings:
        inside = [token for token in tokens if reading.begin <= token.begin < reading.end]
        solar = reading.stated or reading.due_on
        new = _later(solar, years) if solar and names_moon(inside) else None
        written = _written(inside, solar) if solar and new else ()
        if written and new:
            yield Beside(_edits(written, new), _said(written, reading), new)


def _later(day: date, years: int) -> date | None:
    lunar = lunar_of(day)
    return solar_day(lunar._replace(year=lunar.year + years, is_leap=False)) if lunar else None


def lunar_of(day: date) -> LunarDay | None:
    """Return the lunar date of a solar day; None outside the years that are computed."""
    for year in (day.year, day.year - 1):
        for month in _MONTHS:
            for is_leap in (False, True):
                first = solar_day(LunarDay(1, month, year, is_leap))
                number = (day - first).days + 1 if first else 0
                lunar = LunarDay(number, month, year, is_leap)
                if 1 <= number <= _LONGEST_MONTH and solar_day(lunar) == day:
                    return lunar
    return None


def _written(tokens: Sequence[Token], day: date) -> tuple[Token, ...]:
    """Return the tokens of the day, the month and, if it is written, the year of a solar day."""
    for at in range(len(tokens) - 1, 1, -1):
        first, joint, second = tokens[at - 2 : at + 1]
        if (first.number, second.number) == (day.day, day.month) and (joint.mark or joint.has(Term.MONTH)):
            year = token_at(tokens, at + 2)
            return (first, second, year) if year.number == day.year else (first, second)
    return ()


def _edits(written: Sequence[Token], new: date) -> dict[Token, str]:
    """Write a day below 10 and the months 1 and 2 with a nought before (Nghị định 30/2020/NĐ-CP, annex I)."""
    month = f"{new.month:02}" if new.month <= _LAST_MONTH_WITH_NOUGHT else str(new.month)
    return dict(zip(written, (f"{new.day:02}", month, str(new.year)), strict=False))


def _said(written: Sequence[Token], reading: Reading) -> str:
    begin = reading.begin
    return reading.phrase[written[0].begin - begin : written[-1].end - begin]
