"""For whom a letter speaks: language, day, calendar and clock."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from tracker.core.workcalendar import WorkCalendar
from tracker.i18n import Translator
from tracker.i18n.dates import long_date, marked, moment


@dataclass(frozen=True, slots=True)
class Fact:
    """One line about a duty; ``text`` is label and words together."""

    label: str
    words: str
    text: str


@dataclass(frozen=True, slots=True)
class Reader:
    """In which language, on which day, by which calendar and clock a letter speaks."""

    say: Translator
    day: date
    calendar: WorkCalendar
    zone: tzinfo

    def fact(self, key: str, words: str) -> Fact:
        """Put a label before some words."""
        label = self.say(key)
        return Fact(label, words, self.say("letter.label", label=label, words=words))

    def date(self, on: date, *, may_move: bool = False) -> str:
        """Say a day with its weekday, marked where its year's days off are not announced."""
        return marked(long_date(on, self.say), self.say, is_provisional=may_move)

    def moment(self, at: datetime) -> str:
        """Say an instant as the office's clocks show it."""
        return moment(at, self.zone, self.say)
