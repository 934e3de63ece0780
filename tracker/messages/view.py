"""What a letter says: obligations and dates in, sentences of the reader's language out."""

from dataclasses import dataclass
from itertools import groupby

from tracker.core.delivery import Item, Letter
from tracker.core.notices import NoticeReason
from tracker.core.policy import Level
from tracker.core.text import clean
from tracker.i18n.dates import short_date
from tracker.messages.duty import ItemView, item_view
from tracker.messages.part import Part, ordered, part_of
from tracker.messages.reader import Reader
from tracker.messages.subject import counts, report_suffix, subject
from tracker.messages.week import WeekView, week_name, week_view

#: Parts whose duties are reported done, by the reader or by those below.
REPORTED = frozenset(Part) - {Part.PARTNER, Part.NEWS}


@dataclass(frozen=True, slots=True)
class SectionView:
    """The duties of one part."""

    part: Part
    heading: str
    items: tuple[ItemView, ...]


@dataclass(frozen=True, slots=True)
class LetterView:
    """A letter in words; ``how`` it is answered, and the ``command`` that records its first duty as done.

    Both are empty where nothing is asked; superiors have nothing to record.
    """

    language: str
    subject: str
    greeting: str
    outage: str
    opening: str
    notes: tuple[str, ...]
    sections: tuple[SectionView, ...]
    week: WeekView | None
    how: str
    command: str
    calendar_file: str


def view(letter: Letter, reader: Reader) -> LetterView:
    """Say everything that a letter has to say."""
    say, own = reader.say, _to_report(letter)
    return LetterView(
        language=say.language,
        subject=subject(letter, reader),
        greeting=say("letter.greeting", name=clean(letter.person.name)),
        outage=_outage(letter, reader),
        opening=_opening(letter, reader),
        notes=tuple(_explanations(letter, reader)),
        sections=_sections(letter, reader),
        week=week_view(letter.week, say) if letter.week else None,
        how=_how(letter, own, reader),
        command=f"tracker done {own.obligation.id}" if own else "",
        calendar_file=say("letter.calendar-file"),
    )


def _outage(letter: Letter, reader: Reader) -> str:
    if letter.outage is None:
        return ""
    since, until = map(reader.moment, letter.outage)
    return reader.say("letter.outage", since=since, until=until)


def _opening(letter: Letter, reader: Reader) -> str:
    say, today = reader.say, short_date(letter.day, reader.say)
    if letter.items:
        told = ", ".join(counts(letter, reader, "letter.count"))
        return say(f"letter.opening{report_suffix(letter)}", counts=told, date=today)
    return say("letter.opening.week", week=week_name(letter.week, say)) if letter.week else ""


def _explanations(letter: Letter, reader: Reader) -> list[str]:
    """Say why reminders come late; an outage that is named says it already."""
    explained = (
        [NoticeReason.KNOWN_LATE] if letter.outage else [NoticeReason.CATCH_UP, NoticeReason.KNOWN_LATE]
    )
    reasons = {item.reason for item in letter.items}
    return [reader.say(f"letter.note.{reason}") for reason in explained if reason in reasons]


def _sections(letter: Letter, reader: Reader) -> tuple[SectionView, ...]:
    parts = groupby(ordered(letter.items, letter.day), key=lambda item: part_of(item, letter.day))
    return tuple(
        SectionView(
            part, reader.say(f"letter.section.{part}"), tuple(item_view(item, reader) for item in items)
        )
        for part, items in parts
    )


def _to_report(letter: Letter) -> Item | None:
    """Return the first duty that the reader reports done; of what superiors are told the unit does."""
    return next((item for item in _asked(letter) if item.rung.level == Level.OWNER), None)


def _how(letter: Letter, own: Item | None, reader: Reader) -> str:
    if own:
        return reader.say("letter.how")
    return reader.say("letter.how.report") if _asked(letter) else ""


def _asked(letter: Letter) -> list[Item]:
    lines = ordered(letter.items, letter.day)
    return [item for item in lines if part_of(item, letter.day) in REPORTED]
