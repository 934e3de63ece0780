"""Periodic reports, read under the regime that their words name."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tracker.core.names import key
from tracker.core.phrases.reading import Bound, Occurrence, PhraseReport, Precision, Reading, Step
from tracker.core.provisional import COUNTED, years_between
from tracker.core.regimes import DaysAfter, Regime, Report, Rule, report_of
from tracker.core.workcalendar import WorkCalendar
from tracker.errors import Problem

_REPORT = "bao cao"  # as core.names.key writes it


def under_regime(
    report: PhraseReport, words: str, regimes: Sequence[Regime], calendar: WorkCalendar
) -> PhraseReport:
    """Give turns that are whole periods the data window and the deadline of the regime named in ``words``.

    A day that the document itself writes wins (Civil Code 2015, article 145), so
    does the end of a period that the regime says nothing of. Words that name
    two regimes, neither of which extends the other, change nothing and are told.
    """
    if not any(turn.months for reading in report.readings for turn in reading.occurrences):
        return report
    named = named_in(words, regimes)
    if len(named) > 1:
        names = ", ".join(regime.name for regime in named)
        phrase = next(reading.phrase for reading in report.readings if reading.occurrences)
        doubt = Problem("phrase.several_regimes", words=phrase, facts={"words": phrase, "names": names})
        return replace(report, problems=(*report.problems, doubt))
    if not named:
        return report
    readings = _without_written(report.readings)
    return replace(report, readings=tuple(_governed(reading, named[0], calendar) for reading in readings))


def _without_written(readings: Sequence[Reading]) -> list[Reading]:
    """Leave out the whole periods for which another reading of the text writes a day."""
    written = {turn.label for reading in readings for turn in reading.occurrences if not turn.months}
    found = []
    for reading in readings:
        turns = tuple(turn for turn in reading.occurrences if not (turn.months and turn.label in written))
        if turns or not reading.occurrences:
            found.append(replace(reading, occurrences=turns))
    return found


def named_in(words: str, regimes: Sequence[Regime]) -> list[Regime]:
    """Return the regimes that a text about reports names; what another one of them extends is left out."""
    text = key(words)
    if _REPORT not in text:
        return []
    by_id = {regime.id: regime for regime in regimes}
    replaced_by = {regime.extends: regime for regime in regimes if regime.replaces}
    named = (_in_place_of(regime, replaced_by) for regime in regimes if regime.is_named_in(text))
    found = {regime.id: regime for regime in named}
    below = {lower for regime in found.values() for lower in _lineage(regime, by_id)}
    return [regime for name, regime in found.items() if name not in below]


def _in_place_of(regime: Regime, replaced_by: dict[str, Regime]) -> Regime:
    """Return what is followed where a regime is named; a chain of extending has an end."""
    while regime.id in replaced_by:
        regime = replaced_by[regime.id]
    return regime


def _lineage(regime: Regime, by_id: dict[str, Regime]) -> list[str]:
    """Return the ids of what a regime extends, directly or not."""
    found: list[str] = []
    while regime.extends:
        found.append(regime.extends)
        regime = by_id[regime.extends]
    return found


def _governed(reading: Reading, regime: Regime, calendar: WorkCalendar) -> Reading:
    turns = [_turn(turn, regime, calendar) for turn in reading.occurrences]
    if tuple(turns) == reading.occurrences:
        return reading
    is_within = reading.bound is Bound.WITHIN
    return replace(
        reading,
        bound=Bound.BY if is_within else reading.bound,
        precision=Precision.DAY if is_within else reading.precision,
        occurrences=tuple(sorted(turns, key=lambda turn: (turn.due_on, turn.label))),
        steps=(*reading.steps, Step("regime", {"name": regime.name, "basis": regime.basis})),
        roll=regime.roll.value if regime.roll else "",
        by_calendar=True,
    )


def _turn(turn: Occurrence, regime: Regime, calendar: WorkCalendar) -> Occurrence:
    """Return the turn as the regime has it; a whole period ends, as read, on its last day."""
    year, last = turn.due_on.year, turn.due_on.month
    rule = regime.rule_for(turn.months, last) if turn.months else None
    if rule is None:
        return turn
    found = report_of(rule, turn.months, year, last, calendar)
    return replace(
        turn,
        due_on=found.due_on,
        data_from=found.data_from,
        data_to=found.data_to,
        steps=tuple(_steps(turn.label, found, rule, calendar)),
    )


def _steps(label: str, found: Report, rule: Rule, calendar: WorkCalendar) -> Iterator[Step]:
    facts = {"label": label, "first": found.data_from, "last": found.data_to, "due": found.due_on}
    yield Step("report", {**facts, "data_basis": rule.data_basis, "due_basis": rule.due_basis})
    if isinstance(rule.due, DaysAfter) and rule.due.is_working:
        counted = years_between(found.data_to, found.due_on)
        yield from (Step(COUNTED, {"year": year}) for year in filter(calendar.is_provisional, counted))
