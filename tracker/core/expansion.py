"""Tasks to obligations, and old against new when a plan is read again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from tracker.core.obligation import Dates
from tracker.core.phrases.reading import Kind, Reading, Step
from tracker.core.plan import Task
from tracker.core.text import fold
from tracker.core.workcalendar import Roll, WorkCalendar

SAME_PLACE = 0.5  # likeness of titles that makes two tasks at the same place the same
SAME_WORDS = 0.85  # likeness that makes them the same wherever they stand


@dataclass(frozen=True, slots=True)
class Draft:
    """An obligation as the document gives it; ``label`` tells the turns of one task apart."""

    label: str
    phrase: str
    rule: str
    steps: tuple[Step, ...]
    dates: Dates


def expand(task: Task, calendar: WorkCalendar, roll: Roll) -> list[Draft]:
    """Return the dated duties of a task; a task without a certain date has none.

    The first reading has no label of its own, so that a second date added
    later leaves its identity alone; turns are labelled by their period.
    """
    drafts: dict[str, Draft] = {}
    dated = [reading for reading in task.readings if _is_dated(reading)]
    for turn, reading in enumerate(dated, start=1):
        prefix = "" if turn == 1 else str(turn)
        for draft in _drafts(reading, calendar, roll):
            label = "-".join(part for part in (prefix, draft.label) if part)
            drafts[label] = Draft(label, draft.phrase, draft.rule, draft.steps, draft.dates)
    return list(drafts.values())


def _is_dated(reading: Reading) -> bool:
    return reading.due_on is not None or bool(reading.occurrences)


def _drafts(reading: Reading, calendar: WorkCalendar, roll: Roll) -> Iterator[Draft]:
    if reading.kind is not Kind.RECURRING:
        if reading.due_on is not None:
            yield _draft(reading, "", reading.due_on, calendar.roll(reading.due_on, roll), reading.stated)
        return
    for turn in reading.occurrences:
        yield _draft(reading, turn.label, turn.due_on, calendar.roll(turn.due_on, roll), turn.stated)


def _draft(reading: Reading, label: str, due_on: date, act_by: date, stated_on: date | None) -> Draft:
    dates = Dates(
        kind=reading.kind,
        due_on=due_on,
        act_by=act_by,
        start_on=reading.start,
        stated_on=stated_on,
        time=reading.time,
        bound=reading.bound,
        precision=reading.precision,
        tentative=reading.tentative,
        open_ended=reading.open_ended,
    )
    return Draft(label, reading.phrase, reading.rule, reading.steps, dates)


@dataclass(frozen=True, slots=True)
class KnownTask:
    """A task as it was read before; ``number`` is its identity."""

    number: int
    section: str
    ordinal: str
    title: str
    time_phrase: str | None


def match_tasks(known: Sequence[KnownTask], tasks: Sequence[Task]) -> list[int | None]:
    """Find for each task the number it had before, None for a new one; no number is given twice.

    The same words win, then the same place with like words, then like words
    anywhere. Words of time do not count: a moved task stays the same task.
    """
    free = {task.number: task for task in known}
    found: dict[int, int] = {}
    for is_same in (_same_words_and_place, _same_words, _like_words_at_place, _like_words):
        for index, task in enumerate(tasks):
            if index in found:
                continue
            number = next((old.number for old in free.values() if is_same(old, task)), None)
            if number is not None:
                found[index] = number
                del free[number]
    return [found.get(index) for index in range(len(tasks))]


def _same_words_and_place(old: KnownTask, new: Task) -> bool:
    return _same_place(old, new) and _same_words(old, new)


def _same_words(old: KnownTask, new: Task) -> bool:
    return _bare(old) == _bare(new)


def _like_words_at_place(old: KnownTask, new: Task) -> bool:
    return _same_place(old, new) and _likeness(old, new) >= SAME_PLACE


def _like_words(old: KnownTask, new: Task) -> bool:
    return _likeness(old, new) >= SAME_WORDS


def _same_place(old: KnownTask, new: Task) -> bool:
    return (old.section, old.ordinal) == (new.section, new.ordinal)


def _likeness(old: KnownTask, new: Task) -> float:
    matcher = SequenceMatcher(None, _bare(old), _bare(new), autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= SAME_PLACE else 0.0


def _bare(task: KnownTask | Task) -> str:
    title = task.title.replace(task.time_phrase, "") if task.time_phrase else task.title
    return fold(title)


@dataclass(frozen=True, slots=True)
class Changes:
    """What reading a task again does to its obligations, by label."""

    added: tuple[Draft, ...] = ()
    moved: tuple[Draft, ...] = ()
    kept: tuple[Draft, ...] = ()
    withdrawn: tuple[str, ...] = ()


def reconcile(present: Mapping[str, Dates], drafts: Iterable[Draft]) -> Changes:
    """Compare the obligations of a task as stored with those just read."""
    by_label = {draft.label: draft for draft in drafts}
    return Changes(
        added=tuple(draft for label, draft in by_label.items() if label not in present),
        moved=tuple(d for label, d in by_label.items() if label in present and present[label] != d.dates),
        kept=tuple(d for label, d in by_label.items() if label in present and present[label] == d.dates),
        withdrawn=tuple(label for label in present if label not in by_label),
    )
