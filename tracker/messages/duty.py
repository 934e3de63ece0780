"""One duty in a letter: its dates, where it stands in the plan, what to do, and why this reader is told."""

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.core.delivery import Item
from tracker.core.notices import NoticeKind
from tracker.core.obligation import Dates, Obligation
from tracker.core.phrases.reading import Kind
from tracker.core.policy import Level
from tracker.core.staffing import Instead
from tracker.core.text import clean
from tracker.i18n import Translator
from tracker.i18n.dates import short_date
from tracker.messages.part import Part, part_of
from tracker.messages.reader import Fact, Reader

#: Those who are written to so that they pass it on; a stand-in does the work.
FORWARDING = frozenset({Instead.NO_ADDRESS, Instead.GROUP, Instead.UNKNOWN_UNIT})


@dataclass(frozen=True, slots=True)
class ItemView:
    """One duty; the first fact is its date."""

    title: str
    facts: tuple[Fact, ...]
    notes: tuple[str, ...]


def item_view(item: Item, reader: Reader) -> ItemView:
    """Say everything about one duty."""
    facts = (*_when(item, reader), *_what(item, reader), reader.fact("letter.do", _task_for(item, reader)))
    return ItemView(
        title=clean(item.obligation.title),
        facts=(*facts, reader.fact("letter.id", item.obligation.id)),
        notes=tuple(_notes(item, reader)),
    )


def left(dates: Dates, reader: Reader) -> str:
    """Say how many working days are left, or have passed since."""
    say, between = reader.say, reader.calendar.working_days_between
    if reader.day > dates.deadline:
        return say("letter.left.overdue", count=between(dates.deadline, reader.day))
    if reader.day >= dates.act_by:
        return say("letter.left.today")
    working_days = between(reader.day, dates.act_by)
    return say("letter.left.coming", count=working_days) if working_days else say("letter.left.last")


def _when(item: Item, reader: Reader) -> Iterator[Fact]:
    if item.rung.kind is NoticeKind.CLOSED:
        yield reader.fact("letter.closed", _closed(item.obligation, reader))
        return
    yield from _days(item, reader)
    dates = item.obligation.dates
    if dates.data_from and dates.data_to:
        days = {"first": reader.date(dates.data_from), "last": reader.date(dates.data_to)}
        yield reader.fact("letter.data", reader.say("letter.data.words", **days))
    if dates.start_on and part_of(item, reader.day) is Part.STARTING:
        yield reader.fact("letter.start", reader.date(dates.start_on))


def _closed(obligation: Obligation, reader: Reader) -> str:
    """Say when it was done, and how late that was."""
    say, done_on, deadline = reader.say, obligation.done_on, obligation.dates.deadline
    if done_on is None:
        return say("letter.closed.without-a-day")
    if done_on <= deadline:
        return say("letter.closed.in-time", date=reader.date(done_on))
    late = reader.calendar.working_days_between(deadline, done_on)
    return say("letter.closed.late", date=reader.date(done_on), count=late)


def _days(item: Item, reader: Reader) -> Iterator[Fact]:
    """Say the due day, then the last day to act; both in one line where they are one firm day."""
    dates, may_move = item.obligation.dates, item.obligation.provisional(reader.calendar)
    is_one = dates.act_by == dates.due_on and not may_move.act_by
    on = _due_on(dates, reader, may_move=may_move.due_on)
    shown = reader.say("letter.due.same", date=on) if is_one else on
    yield reader.fact(_due_label(item), reader.say("letter.due.words", date=shown, left=left(dates, reader)))
    if not is_one:
        yield reader.fact("letter.act-by", _act_by(dates, reader, may_move=may_move.act_by))
    if item.moved_from:
        former = reader.say("letter.moved.words", date=reader.date(item.moved_from))
        yield reader.fact("letter.moved", former)


def _due_label(item: Item) -> str:
    dates = item.obligation.dates
    if item.rung.kind is NoticeKind.MOVED:
        return "letter.due.new"
    if dates.tentative:
        return "letter.due.tentative"
    return "letter.due.event" if dates.kind is Kind.EVENT else "letter.due"


def _due_on(dates: Dates, reader: Reader, *, may_move: bool) -> str:
    on = reader.date(dates.due_on, may_move=may_move)
    return reader.say("letter.due.at", time=f"{dates.time:%H:%M}", date=on) if dates.time else on


def _act_by(dates: Dates, reader: Reader, *, may_move: bool) -> str:
    on = reader.date(dates.act_by, may_move=may_move)
    if dates.act_by == dates.due_on:
        return on
    off = reader.calendar.day(dates.due_on)
    name = off.names.get(reader.say.language) or reader.say(f"word.day.{off.kind}")
    return reader.say("letter.act-by.words", date=on, day_off=clean(name))


def _what(item: Item, reader: Reader) -> Iterator[Fact]:
    obligation = item.obligation
    yield from _units(item, reader)
    if item.told:
        yield reader.fact("letter.told", _told(item, reader.say))
    yield reader.fact("letter.plan", _place(obligation, reader.say))
    if item.rung.kind is not NoticeKind.CLOSED:
        yield reader.fact("letter.basis", _basis(obligation, reader.say))
    elif obligation.evidence:
        yield reader.fact("letter.evidence", clean(obligation.evidence))


def _units(item: Item, reader: Reader) -> Iterator[Fact]:
    """Name the unit that this line is about; for partners also who leads."""
    leading, unit = ", ".join(map(clean, item.obligation.lead)), clean(item.unit)
    if item.is_partner and leading:
        yield reader.fact("letter.lead", leading)
    if unit or leading:
        yield reader.fact("letter.partner" if item.is_partner else "letter.unit", unit or leading)


def _told(item: Item, say: Translator) -> str:
    return "; ".join(
        say("letter.told.words", name=clean(told.name), date=short_date(told.on, say)) for told in item.told
    )


def _place(obligation: Obligation, say: Translator) -> str:
    number = obligation.plan_number or obligation.plan_id
    ordinal = say("letter.plan.ordinal", ordinal=obligation.ordinal) if obligation.ordinal else ""
    return ", ".join(filter(None, map(clean, (number, obligation.section, ordinal))))


def _basis(obligation: Obligation, say: Translator) -> str:
    """Say why this date: the plan's words, and how they are read where the catalogue knows it."""
    phrase, rule = clean(obligation.phrase), f"rule.{obligation.rule}"
    if say.has(rule):
        return say("letter.basis.rule", phrase=phrase, rule=say(rule))
    return say("letter.basis.words", phrase=phrase)


def _task_for(item: Item, reader: Reader) -> str:
    say, part = reader.say, part_of(item, reader.day)
    if part is Part.NEWS:
        return say(f"letter.do.{item.rung.kind}")
    if item.instead in FORWARDING:
        return say("letter.do.forward")
    if item.instead is Instead.UNREACHABLE:
        return say("letter.do.pass-on")
    return say("letter.do.superior" if item.rung.level > Level.OWNER else f"letter.do.{part}")


def _notes(item: Item, reader: Reader) -> Iterator[str]:
    """Say that a date is provisional, and why this person is told where it is not the owner."""
    if item.rung.kind is NoticeKind.CLOSED:
        return
    say, rests_on = reader.say, item.obligation.provisional(reader.calendar)
    if rests_on.act_by:
        yield say("letter.provisional", year=rests_on.year)
    if item.rung.level > Level.OWNER:
        yield say("letter.superior")
    if item.instead is not Instead.NO:
        yield say(f"letter.instead.{item.instead}", name=clean(item.on_behalf) or say("letter.somebody"))
