"""A calendar with one event of every sort, as its lines."""

import re
from dataclasses import dataclass
from datetime import date, time
from functools import cached_property

from tests.feeds.duty import varied
from tests.feeds.seen import lines, stored
from tracker.core.phrases.reading import Kind
from tracker.core.standing import Status
from tracker.feeds.head import CalendarHead, head_bytes
from tracker.feeds.joining import join

WORDS = "C:\\New; họp, 100% 👍  \r\nEND:VEVENT \ufeff\x07"
MEETING = {"kind": Kind.EVENT, "time": time(8)}
VARIED = {
    "open": {},
    "overdue": {"is_overdue": True},
    "done": {"status": Status.DONE},
    "off": {"status": Status.WAIVED},
    "off-meeting": {"status": Status.WITHDRAWN, "dates": MEETING},
    "tentative": {"dates": {"tentative": True}},
    "hour": {"dates": {"due_on": date(2024, 6, 28), "time": time(17)}},
    "midnight": {"dates": {"due_on": date(2024, 6, 28), "time": time(0)}},
    "meeting": {"dates": MEETING},
    "days": {"dates": {"kind": Kind.EVENT, "start_on": date(2024, 6, 29)}},
    "window": {"dates": {"kind": Kind.WINDOW, "start_on": date(2024, 1, 1)}},
    "hostile": {"title": WORDS, "label": WORDS, "phrase": WORDS, "lead": (WORDS, WORDS)},
    "long": {"title": "Tổng kết phong trào thi đua, khen thưởng; " * 300},
}


def calendar(*, spans=False, alarms=False):
    blocks = [stored(varied(id=f"249-2024.{name}", **facts)) for name, facts in VARIED.items()]
    head = head_bytes(CalendarHead(f"Ban TĐKT; việc, hạn {WORDS}", "Việc đến hạn, do UBND phát hành."))
    return Feed(join(head, blocks, "vi", spans=spans, alarms=alarms))


@dataclass(frozen=True)
class Feed:
    """A calendar, its lines told apart."""

    data: bytes

    @cached_property
    def lines(self):
        return lines(self.data)

    @cached_property
    def head(self):
        """Properties of the calendar itself: name with parameters, value."""
        return _properties(self.lines[: self.lines.index("BEGIN:VTIMEZONE")])

    @cached_property
    def zone(self):
        return self.lines[self.lines.index("BEGIN:VTIMEZONE") : self.lines.index("BEGIN:VEVENT")]

    @cached_property
    def events(self):
        """Properties of each event, those of its alarm left out."""
        text = re.sub(r"BEGIN:VALARM\n.*?END:VALARM\n", "", "\n".join(self.lines), flags=re.DOTALL)
        found = re.findall(r"BEGIN:VEVENT\n(.*?)\nEND:VEVENT", text, flags=re.DOTALL)
        return [_properties(event.split("\n")) for event in found]

    @cached_property
    def names(self):
        """Every property and component that is used anywhere."""
        return {re.split("[:;]", line)[0] for line in self.lines} | {
            line.removeprefix("BEGIN:") for line in self.lines if line.startswith("BEGIN:")
        }

    def one(self, name):
        """Return an event of those above."""
        return next(event for event in self.events if event["UID"].startswith(f"249-2024.{name}@"))


def _properties(found):
    return dict(line.split(":", 1) for line in found)
