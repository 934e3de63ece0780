"""Tasks to obligations, and old against new when a plan is read again."""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher
from typing import NamedTuple

from tracker.core.obligation import Dates
from tracker.core.phrases.reading import Kind, Occurrence, Reading, Step
from tracker.core.plan import Task
from tracker.core.rolling import USUAL, RollRule, Rolls
from tracker.core.text import fold
from tracker.core.workcalendar import WorkCalendar

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
    roll: RollRule = USUAL  # that led from due_on to act_by
    by_calendar: bool = False  # whether due_on itself depends on the working calendar


def expand(task: Task, calendar: WorkCalendar, rolls: Rolls, *, since: date | None = None) -> list[Draft]:
    """Return the dated duties of a task; a task without a certain date has none.

    The first reading has no label of its own, so that a second date added
    later leaves its identity alone; turns are labelled by their period. Turns
    before ``since``, the day of issue, were never asked for.
    """
    drafts: dict[str, Draft] = {}
    dated = [reading for reading in task.readings if _has_date(reading)]
    for turn, reading in enumerate(dated, start=1):
        prefix = "" if turn == 1 else str(turn)
        for draft in _drafts(reading, calendar, rolls.rule(reading.roll), since):
            label = "-".join(part for part in (prefix, draft.label) if part)
            drafts[label] = replace(draft, label=label)
    return list(drafts.values())


def is_dated(task: Task) -> bool:
    """Whether a task has at least one certain date."""
    return any(_has_date(reading) for reading in task.readings)


def _has_date(reading: Reading) -> bool:
    return reading.due_on is not None or bool(reading.occurrences)


def _drafts(
    reading: Reading, calendar: WorkCalendar, roll: RollRule, since: date | None = None
) -> Iterator[Draft]:
    for turn in _turns(reading, since):
        dates = _dates(reading, turn, calendar.roll(turn.due_on, roll.policy))
        yield Draft(
            label=turn.label,
            phrase=reading.phrase,
            rule=reading.rule,
            steps=(*reading.steps, *turn.steps),
            dates=dates,
            roll=roll,
            by_calendar=reading.by_calendar,
        )


def _turns(reading: Reading, since: date | None) -> list[Occurrence]:
    if reading.kind is Kind.RECURRING:
        return turns_since(reading, since)
    return [Occurrence("", reading.due_on, reading.stated)] if reading.due_on else []


def turns_since(reading: Reading, since: date | None) -> list[Occurrence]:
    """Return the turns of a recurring reading that fall due on a day or after it."""
    return [turn for turn in reading.occurrences if since is None or turn.due_on >= since]


def _dates(reading: Reading, turn: Occurrence, act_by: date) -> Dates:
    return Dates(
        kind=reading.kind,
        due_on=turn.due_on,
        act_by=act_by,
        start_on=reading.start,
        stated_on=turn.stated,
        time=reading.time,
        bound=reading.bound,
        precision=reading.precision,
        tentative=reading.tentative,
        open_ended=reading.open_ended,
        data_from=turn.data_from,
        data_to=turn.data_to,
    )


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
    anywhere. Words of time only tell apart what is otherwise the same: a moved
    task stays the same task.
    """
    before = {old.number: _Traits.of(old) for old in known}
    now = {index: _Traits.of(task) for index, task in enumerate(tasks)}
    found: dict[int, int] = {}
    for pairs in (
        _same_all,
        _same_words_and_time,
        _same_words_and_place,
        _same_words,
        _like_words_at_place,
        _like_words,
    ):
        for index, number in pairs(before, now):
            found[index] = number
            del now[index], before[number]
    return [found.get(index) for index in range(len(tasks))]


class _Traits(NamedTuple):
    """What tasks are told apart by."""

    place: tuple[str, str]
    words: str  # folded, without those of time
    time: str  # folded words of time

    @classmethod
    def of(cls, task: KnownTask | Task) -> "_Traits":
        title = task.title.replace(task.time_phrase, "") if task.time_phrase else task.title
        return cls((task.section, task.ordinal), fold(title), fold(task.time_phrase or ""))


_Known = Mapping[int, _Traits]  # those without a partner yet: known ones by number, read ones by index
_Pairs = list[tuple[int, int]]  # index of a task as read, number of the same task as known


def _same_all(before: _Known, now: _Known) -> _Pairs:
    return _equal(before, now, lambda task: task)


def _same_words_and_time(before: _Known, now: _Known) -> _Pairs:
    return _equal(before, now, lambda task: (task.words, task.time))


def _same_words_and_place(before: _Known, now: _Known) -> _Pairs:
    return _equal(before, now, lambda task: (task.words, task.place))


def _same_words(before: _Known, now: _Known) -> _Pairs:
    return _equal(before, now, lambda task: task.words)


def _equal(before: _Known, now: _Known, trait: Callable[[_Traits], object]) -> _Pairs:
    """Pair what shares a trait, in the order of the documents."""
    numbers: defaultdict[object, deque[int]] = defaultdict(deque)
    for number, old in before.items():
        numbers[trait(old)].append(number)
    return [(index, same.popleft()) for index, new in now.items() if (same := numbers[trait(new)])]


def _like_words_at_place(before: _Known, now: _Known) -> _Pairs:
    pairs = _equal(before, now, lambda task: task.place)
    return [(index, number) for index, number in pairs if _are_like(before[number], now[index])]


def _are_like(old: _Traits, new: _Traits) -> bool:
    return SequenceMatcher(None, old.words, new.words, autojunk=False).ratio() >= SAME_PLACE


def _like_words(before: _Known, now: _Known) -> _Pairs:
    """Pair what is alike enough, the most alike first."""
    alike = sorted(
        (1 - likeness, index, number)
        for index, new in now.items()
        for number, likeness in _likenesses(before, new)
        if likeness >= SAME_WORDS
    )
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, index, number in alike:
        if index not in found and number not in taken:
            found[index] = number
            taken.add(number)
    return list(found.items())


def _likenesses(before: _Known, new: _Traits) -> Iterator[tuple[int, float]]:
    """Yield the known tasks with their likeness; one that cannot reach ``SAME_WORDS`` is left out."""
    matcher = SequenceMatcher(None, b=new.words, autojunk=False)
    for number, old in before.items():
        matcher.set_seq1(old.words)
        if matcher.real_quick_ratio() >= SAME_WORDS and matcher.quick_ratio() >= SAME_WORDS:
            yield number, matcher.ratio()


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
