"""What a letter says: obligations and dates in, sentences of the reader's language out."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from tracker.core.delivery import Item, Letter, Urgency, urgency
from tracker.core.notices import NoticeReason
from tracker.core.obligation import Dates, Obligation
from tracker.core.phrases.reading import Kind
from tracker.core.policy import Level
from tracker.core.staffing import Instead
from tracker.core.text import clean
from tracker.core.workcalendar import WorkCalendar
from tracker.i18n import Translator
from tracker.i18n.dates import long_date, marked, short_date

#: Reasons that call for a word of explanation at the head of the letter.
EXPLAINED = (NoticeReason.CATCH_UP, NoticeReason.KNOWN_LATE)


@dataclass(frozen=True, slots=True)
class Fact:
    """One line about a duty; ``text`` is label and words together."""

    label: str
    words: str
    text: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """One duty; the first fact is its date."""

    title: str
    facts: tuple[Fact, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SectionView:
    """The duties of one urgency."""

    urgency: Urgency
    heading: str
    items: tuple[ItemView, ...]


@dataclass(frozen=True, slots=True)
class LetterView:
    """A letter in words; ``command`` records its first duty as done."""

    language: str
    subject: str
    greeting: str
    opening: str
    notes: tuple[str, ...]
    sections: tuple[SectionView, ...]
    how: str
    command: str
    calendar_file: str


@dataclass(frozen=True, slots=True)
class Reader:
    """In which language, on which day and by which calendar a letter speaks."""

    say: Translator
    day: date
    calendar: WorkCalendar

    def fact(self, key: str, words: str) -> Fact:
        """Put a label before some words."""
        label = self.say(key)
        return Fact(label, words, self.say("letter.label", label=label, words=words))

    def date(self, on: date, *, may_move: bool = False) -> str:
        """Say a day with its weekday, marked where its year's days off are not announced."""
        return marked(long_date(on, self.say), self.say, is_provisional=may_move)


def view(letter: Letter, reader: Reader) -> LetterView:
    """Say everything that a letter has to say."""
    say = reader.say
    report = ".report" if all(item.rung.level > Level.OWNER for item in letter.items) else ""
    today = short_date(letter.day, say)
    return LetterView(
        language=say.language,
        subject=say(f"letter.subject{report}", counts=_counts(letter, reader, "letter.brief"), date=today),
        greeting=say("letter.greeting", name=clean(letter.person.name)),
        opening=say(f"letter.opening{report}", counts=_counts(letter, reader, "letter.count"), date=today),
        notes=_explanations(letter, say),
        sections=_sections(letter, reader),
        how=say("letter.how"),
        command=f"tracker done {letter.items[0].obligation.id}" if letter.items else "",
        calendar_file=say("letter.calendar-file"),
    )


def _counts(letter: Letter, reader: Reader, family: str) -> str:
    counted = Counter(urgency(item, letter.day) for item in letter.items)
    return ", ".join(reader.say(f"{family}.{part}", count=counted[part]) for part in Urgency if counted[part])


def _explanations(letter: Letter, say: Translator) -> tuple[str, ...]:
    reasons = {item.reason for item in letter.items}
    return tuple(say(f"letter.note.{reason}") for reason in EXPLAINED if reason in reasons)


def _sections(letter: Letter, reader: Reader) -> tuple[SectionView, ...]:
    parts = groupby(letter.items, key=lambda item: urgency(item, letter.day))
    return tuple(
        SectionView(part, reader.say(f"letter.section.{part}"), tuple(_item(item, reader) for item in items))
        for part, items in parts
    )


def _item(item: Item, reader: Reader) -> ItemView:
    facts = (*_when(item, reader), *_what(item, reader), reader.fact("letter.do", _task_for(item, reader)))
    return ItemView(
        title=clean(item.obligation.title),
        facts=(*facts, reader.fact("letter.id", item.obligation.id)),
        notes=_notes(item, reader),
    )


def _when(item: Item, reader: Reader) -> list[Fact]:
    """Say the dates: the due day, then the last day to act; both in one line where they are one firm day."""
    dates, may_move = item.obligation.dates, item.obligation.provisional(reader.calendar)
    is_one = dates.act_by == dates.due_on and not may_move.act_by
    on = _due_on(dates, reader, may_move=may_move.due_on)
    shown = reader.say("letter.due.same", date=on) if is_one else on
    words = reader.say("letter.due.words", date=shown, left=_left(item, reader))
    facts = [reader.fact(_due_label(dates), words)]
    if not is_one:
        facts.append(reader.fact("letter.act-by", _act_by(dates, reader, may_move=may_move.act_by)))
    if dates.data_from and dates.data_to:
        days = {"first": reader.date(dates.data_from), "last": reader.date(dates.data_to)}
        facts.append(reader.fact("letter.data", reader.say("letter.data.words", **days)))
    if urgency(item, reader.day) is Urgency.STARTING and dates.start_on:
        facts.append(reader.fact("letter.start", reader.date(dates.start_on)))
    return facts


def _due_label(dates: Dates) -> str:
    if dates.tentative:
        return "letter.due.tentative"
    return "letter.due.event" if dates.kind is Kind.EVENT else "letter.due"


def _due_on(dates: Dates, reader: Reader, *, may_move: bool) -> str:
    on = reader.date(dates.due_on, may_move=may_move)
    return reader.say("letter.due.at", time=f"{dates.time:%H:%M}", date=on) if dates.time else on


def _left(item: Item, reader: Reader) -> str:
    """Say how many working days are left, or have passed since."""
    dates, between = item.obligation.dates, reader.calendar.working_days_between
    part = urgency(item, reader.day)
    if part is Urgency.OVERDUE:
        return reader.say("letter.left.overdue", count=between(dates.deadline, reader.day))
    if part is Urgency.TODAY:
        return reader.say("letter.left.today")
    return reader.say("letter.left.coming", count=between(reader.day, dates.act_by))


def _act_by(dates: Dates, reader: Reader, *, may_move: bool) -> str:
    on = reader.date(dates.act_by, may_move=may_move)
    if dates.act_by == dates.due_on:
        return on
    off = reader.calendar.day(dates.due_on)
    name = off.names.get(reader.say.language) or reader.say(f"word.day.{off.kind}")
    return reader.say("letter.act-by.words", date=on, day_off=clean(name))


def _what(item: Item, reader: Reader) -> list[Fact]:
    obligation = item.obligation
    unit = clean(item.unit) or ", ".join(map(clean, obligation.lead))
    facts = [reader.fact("letter.unit", unit)] if unit else []
    return [
        *facts,
        reader.fact("letter.plan", _place(obligation, reader)),
        reader.fact("letter.basis", _basis(obligation, reader.say)),
    ]


def _place(obligation: Obligation, reader: Reader) -> str:
    number = obligation.plan_number or obligation.plan_id
    ordinal = reader.say("letter.plan.ordinal", ordinal=obligation.ordinal) if obligation.ordinal else ""
    return ", ".join(filter(None, map(clean, (number, obligation.section, ordinal))))


def _basis(obligation: Obligation, say: Translator) -> str:
    """Say why this date: the plan's words, and how they are read where the catalogue knows it."""
    phrase, rule = clean(obligation.phrase), f"rule.{obligation.rule}"
    if say.has(rule):
        return say("letter.basis.rule", phrase=phrase, rule=say(rule))
    return say("letter.basis.words", phrase=phrase)


def _task_for(item: Item, reader: Reader) -> str:
    if item.instead is not Instead.NO:
        return reader.say("letter.do.forward")
    if item.rung.level > Level.OWNER:
        return reader.say("letter.do.superior")
    return reader.say(f"letter.do.{urgency(item, reader.day)}")


def _notes(item: Item, reader: Reader) -> tuple[str, ...]:
    """Say that a date is provisional, and why this person is told where it is not the owner."""
    say, rests_on = reader.say, item.obligation.provisional(reader.calendar)
    may_move = [say("letter.provisional", year=rests_on.year)] if rests_on.act_by else []
    superior = [say("letter.superior")] if item.rung.level > Level.OWNER else []
    instead = [say(f"letter.instead.{item.instead}")] if item.instead is not Instead.NO else []
    return (*may_move, *superior, *instead)
