"""Why a duty has its dates, in words."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tracker.core.reasons import Reasons, RollReason
from tracker.core.workcalendar import Day
from tracker.i18n import Translator
from tracker.i18n.dates import long_date, marked, short_date
from tracker.i18n.places import place_text


class Sentence(NamedTuple):
    """One sentence of an explanation, with what is listed under it."""

    text: str
    details: tuple[str, ...] = ()


def reason_sentences(told: Reasons, say: Translator) -> Iterator[Sentence]:
    """Tell the way from the words to both dates."""
    yield Sentence(say("why.words", words=told.phrase, place=place_text(told.place, say)))
    yield Sentence(say("why.rule", rule=told.rule, text=say(f"rule.{told.rule}")))
    steps = (say(f"step.{step.key}", **step.facts) for step in told.steps)
    yield Sentence(say("why.source", source=say(f"rule.{told.rule}.source")), tuple(steps))
    if told.counted:
        yield Sentence(say("why.counted"), _days(told.counted, say))
    yield from _dates(told, say)


def _dates(told: Reasons, say: Translator) -> Iterator[Sentence]:
    due_on = marked(long_date(told.due_on, say), say, is_provisional=told.provisional.due_on)
    act_by = marked(long_date(told.act_by, say), say, is_provisional=told.provisional.act_by)
    days_off = _days(told.touched, say)
    yield Sentence(say("why.due_on", day=due_on), () if told.roll else days_off)
    if told.roll:
        yield Sentence(say("why.roll", words=roll_words(told.roll, say)), days_off)
    yield Sentence(say("why.act_by", day=act_by))
    yield from map(Sentence, reservations(told, say))


def reservations(told: Reasons, say: Translator) -> Iterator[str]:
    """Say that a day may change, and of which time a report tells."""
    if told.provisional.act_by:
        yield say("why.provisional", year=told.provisional.year)
    if told.data:
        first, last = told.data
        yield say("why.data", first=long_date(first, say), last=long_date(last, say))


def roll_words(roll: RollReason, say: Translator) -> str:
    """Say a roll policy, whose it is and why."""
    key = "why.policy_with_basis" if roll.basis else "why.policy"
    return say(key, policy=say(f"roll.{roll.policy}"), whose=say(f"roll.by.{roll.whose}"), basis=roll.basis)


def _days(days: Iterable[Day], say: Translator) -> tuple[str, ...]:
    return tuple(_why_special(day, say) for day in days)


def _why_special(day: Day, say: Translator) -> str:
    name = day.names.get(say.language, "")
    counterpart = short_date(day.counterpart, say) if day.counterpart else ""
    key = f"calendar.day.{day.kind}"
    return say(key, day=long_date(day.on, say), name=name, basis=day.basis, counterpart=counterpart)
