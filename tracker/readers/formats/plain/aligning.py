"""Texts put into the columns of a row, in order, where empty cells have left no trace."""

from collections.abc import Sequence
from enum import Enum, auto

from tracker.core.phrases import read_phrases
from tracker.core.phrases.reading import PhraseContext
from tracker.core.workcalendar import WorkCalendar
from tracker.readers.formats.plain.wrapping import unwrapped
from tracker.readers.numbering import marked
from tracker.readers.owners.namelists import is_office
from tracker.readers.words.columns import Column

_LONGEST_TIME = 150  # letters
_TIME_BEGINS = 20  # letters before the first words of time
_LONGEST_NOTE = 60  # letters
_ANY_YEAR = 2024  # only whether a text speaks of time is asked, not of which


class _Kind(Enum):
    TIME = auto()
    OFFICE = auto()
    TEXT = auto()


_TIMES = {_Kind.TIME: 3, _Kind.OFFICE: -6, _Kind.TEXT: -6}
#: How well a text fits a column.
_FIT = {
    Column.TASK: {_Kind.TIME: -3, _Kind.OFFICE: -1, _Kind.TEXT: 2},
    Column.LEAD: {_Kind.TIME: -4, _Kind.OFFICE: 3, _Kind.TEXT: -2},
    Column.PARTNERS: {_Kind.TIME: -4, _Kind.OFFICE: 2, _Kind.TEXT: -2},
    Column.TIME: _TIMES,
    Column.START: _TIMES,
    Column.END: _TIMES,
}
_FIT_ELSEWHERE = {_Kind.TIME: -2, _Kind.OFFICE: -1, _Kind.TEXT: 0}
_READS_ON, _STAYS, _SKIPS, _BREAKS_OFF = 2, -1, -1, -2
_UNFIT = -4


def aligned(texts: Sequence[str], columns: Sequence[Column | None]) -> list[str]:
    r"""Put every text into one of the columns; texts of one cell are parted by "\n" or joined.

    As many texts as columns go one to each, unless a text says that it cannot
    stand there; otherwise the best fit in the given order is taken.
    """
    kinds = [_kind(text) for text in texts]
    places = list(range(len(texts)))
    if len(texts) != len(columns) or any(_fit(*pair) <= _UNFIT for pair in zip(kinds, columns, strict=True)):
        places = _best_places(texts, kinds, columns)
    cells: list[list[str]] = [[] for _ in columns]
    for place, text in zip(places, texts, strict=True):
        cells[place].append(text)
    return [unwrapped(cell) for cell in cells]


def without_text_below(texts: Sequence[str], columns: Sequence[Column | None]) -> Sequence[str]:
    """Leave out from the last row of a table the texts that stand below it: they fit no column."""
    kinds = [_kind(text) for text in texts]
    while texts:
        place = _best_places(texts, kinds, columns)[-1]
        column = columns[place]
        is_note = column in _FIT or len(texts[-1]) <= _LONGEST_NOTE
        if len(texts) == 1 or (is_note and _fit(kinds[-1], column) > _FIT[Column.LEAD][_Kind.TEXT]):
            break
        texts, kinds = texts[:-1], kinds[:-1]
    return texts


def _kind(text: str) -> _Kind:
    if is_office(text):
        return _Kind.OFFICE
    return _Kind.TIME if speaks_of_time(text) else _Kind.TEXT


def speaks_of_time(text: str) -> bool:
    """Whether a text begins with words of time, as a cell of times does."""
    if len(text) > _LONGEST_TIME:
        return False
    report = read_phrases(text, PhraseContext(_ANY_YEAR, in_time_cell=True), WorkCalendar())
    return any(reading.begin <= _TIME_BEGINS for reading in report.readings)


def _fit(kind: _Kind, column: Column | None) -> int:
    return _FIT.get(column, _FIT_ELSEWHERE)[kind] if column else _FIT_ELSEWHERE[kind]


def _best_places(texts: Sequence[str], kinds: Sequence[_Kind], columns: Sequence[Column | None]) -> list[int]:
    """Return for every text its column, in order; of all ways the one that fits best."""
    if not texts:
        return []
    ways: list[tuple[int, list[int]]] = [
        (_fit(kinds[0], column) + _SKIPS * place, [place]) for place, column in enumerate(columns)
    ]
    for text, kind in zip(texts[1:], kinds[1:], strict=True):
        ways = [
            max(
                (score + _step(text, place - before) + _fit(kind, column), [*way, place])
                for before, (score, way) in enumerate(ways[: place + 1])
            )
            for place, column in enumerate(columns)
        ]
    return max(ways)[1]


def _step(text: str, columns: int) -> int:
    """Weigh that a text stands a number of columns after the one above it."""
    reads_on = text[0].islower() or text[0] == "(" or marked(text) is not None
    if columns == 0:
        return _READS_ON if reads_on else _STAYS
    return _SKIPS * (columns - 1) + (_BREAKS_OFF if text[0].islower() and len(text) > _LONGEST_NOTE else 0)
