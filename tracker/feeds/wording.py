"""What people read in a calendar entry: its short line and its full text."""

from collections.abc import Iterator
from datetime import time
from typing import NamedTuple

from tracker.core.phrases.reading import Kind
from tracker.core.shown import ShownOn
from tracker.core.standing import Status
from tracker.feeds.facts import EventFacts
from tracker.feeds.lines import SHORT_TEXT, cut, percent_encoded, tidy, utf16_units
from tracker.i18n import Translator
from tracker.i18n.dates import long_date, marked, short_date

LABEL_UNITS = 14  # a month view shows about twenty letters, and the title wants some


class Wording(NamedTuple):
    """The one line of an entry, and its full text in lines."""

    summary: str
    description: str


def wording(facts: EventFacts, say: Translator) -> Wording:
    """Say a duty; a title that is too long is cut in the one line, never in the text."""
    title = tidy(facts.title) or facts.id
    excess = utf16_units(_around(title, facts, say)) - SHORT_TEXT
    short = cut(title, utf16_units(title) - excess) if excess > 0 else title
    return Wording(_around(short, facts, say), _text(title, facts, say))


def _around(title: str, facts: EventFacts, say: Translator) -> str:
    return _marked(_dated(_labelled(title, facts, say), facts, say), facts, say)


def _labelled(title: str, facts: EventFacts, say: Translator) -> str:
    label = cut(tidy(facts.label), LABEL_UNITS)
    return say("feed.summary.labelled", label=label, title=title) if label else title


def _dated(title: str, facts: EventFacts, say: Translator) -> str:
    """Name the other one of a deadline's two days."""
    dates = facts.dates
    if dates.kind is Kind.EVENT or dates.act_by == dates.due_on:
        return title
    if facts.shown_on is ShownOn.DUE_ON:
        return say("feed.summary.act_by", title=title, day=short_date(dates.act_by, say))
    return say("feed.summary.due", title=title, day=short_date(dates.due_on, say))


def _marked(title: str, facts: EventFacts, say: Translator) -> str:
    match facts.status:
        case Status.DONE:
            return say("feed.summary.done", title=title)
        case Status.WAIVED | Status.WITHDRAWN:
            return say("feed.summary.cancelled", title=title)
        case Status.OPEN:
            return say("feed.summary.overdue", title=title) if facts.is_overdue else title


def _text(title: str, facts: EventFacts, say: Translator) -> str:
    """Tell what, who, when, why this date, where it is written; the link last.

    Google and Outlook do not show the URL property, so the link stands here too.
    """
    return "\n".join([title, *_who(facts, say), *_when(facts, say), *_where(facts, say)])


def _who(facts: EventFacts, say: Translator) -> Iterator[str]:
    if facts.lead:
        yield say("feed.line.lead", units=_names(facts.lead))
    if facts.partners:
        yield say("feed.line.partners", units=_names(facts.partners))


def _names(units: tuple[str, ...]) -> str:
    return "; ".join(map(tidy, units))


def _when(facts: EventFacts, say: Translator) -> Iterator[str]:
    dates, may_move = facts.dates, facts.provisional
    if dates.start_on and dates.start_on < dates.due_on:
        yield say("feed.line.start", day=long_date(dates.start_on, say))
    due_on = marked(long_date(dates.due_on, say), say, is_provisional=may_move.due_on)
    key = "feed.line.event" if dates.kind is Kind.EVENT else "feed.line.due"
    yield _timed(say(key, day=due_on), dates.time, say)
    act_by = marked(long_date(dates.act_by, say), say, is_provisional=may_move.act_by)
    yield say("feed.line.act_by", day=act_by)
    if dates.data_from and dates.data_to:
        days = {"first": short_date(dates.data_from, say), "last": short_date(dates.data_to, say)}
        yield say("feed.line.data", **days)
    if dates.tentative:
        yield say("feed.line.tentative")


def _timed(line: str, at: time | None, say: Translator) -> str:
    return say("feed.line.at", line=line, time=f"{at:%H:%M}") if at else line


def _where(facts: EventFacts, say: Translator) -> Iterator[str]:
    told = {
        "feed.line.phrase": facts.phrase,
        "feed.line.reason": _reason(facts.rule, say),
        "feed.line.plan": _plan(facts),
        "feed.line.id": facts.id,
    }
    yield from (say(key, text=text) for key, words in told.items() if (text := tidy(words)))
    if address := percent_encoded(facts.link):
        yield address


def _reason(rule: str, say: Translator) -> str:
    key = f"rule.{rule}"
    return say(key) if say.has(key) else ""


def _plan(facts: EventFacts) -> str:
    return ": ".join(filter(None, (facts.plan_number, facts.plan_name)))
