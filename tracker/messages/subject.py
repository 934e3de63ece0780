"""The subject of a letter: what a phone shows of it."""

from collections import Counter
from collections.abc import Iterator

from tracker.core.delivery import Item, Letter
from tracker.core.notices import NoticeKind
from tracker.core.policy import Level
from tracker.core.text import clean
from tracker.i18n.dates import short_date
from tracker.messages.duty import left
from tracker.messages.part import Part, part_of
from tracker.messages.reader import Reader
from tracker.messages.week import week_counts, week_name


def subject(letter: Letter, reader: Reader) -> str:
    """Say the counts of several duties, the title of a single one, or the week."""
    say = reader.say
    if letter.week and not letter.items:
        return say(
            "letter.subject.week", week=week_name(letter.week, say), counts=week_counts(letter.week, say)
        )
    report = report_suffix(letter)
    if only := single(letter):
        return say(
            f"letter.subject.one{report}", what=_what(only, reader), title=clean(only.obligation.title)
        )
    day = say("letter.subject.day", day=letter.day.day, month=say(f"date.month.{letter.day.month}"))
    return say(f"letter.subject{report}", counts=", ".join(_brief(letter, reader)), date=day)


def single(letter: Letter) -> Item | None:
    """Return the duty of a letter that speaks of nothing else."""
    return letter.items[0] if len(letter.items) == 1 and letter.week is None else None


def report_suffix(letter: Letter) -> str:
    """Tell the keys of a report to a superior, who has nothing to do himself, from those of a reminder."""
    duties = [item for item in letter.items if part_of(item, letter.day) is not Part.NEWS]
    return ".report" if duties and all(item.rung.level > Level.OWNER for item in duties) else ""


def counts(letter: Letter, reader: Reader, family: str) -> list[str]:
    """Count the duties of every part in the words of a family of keys."""
    counted = Counter(part_of(item, letter.day) for item in letter.items)
    return [reader.say(f"{family}.{part}", count=counted[part]) for part in Part if counted[part]]


def _brief(letter: Letter, reader: Reader) -> Iterator[str]:
    yield from counts(letter, reader, "letter.brief")
    if letter.week:
        yield reader.say("letter.brief.week", week=week_name(letter.week, reader.say))


def _what(item: Item, reader: Reader) -> str:
    say, part, dates = reader.say, part_of(item, reader.day), item.obligation.dates
    if item.rung.kind is NoticeKind.CLOSED:
        return say("letter.one.closed")
    if item.rung.kind is NoticeKind.MOVED:
        return say("letter.one.moved", date=short_date(dates.due_on, say))
    if part is Part.PARTNER:
        return say("letter.one.partner", left=left(dates, reader))
    return say("letter.one.starting") if part is Part.STARTING else left(dates, reader)
