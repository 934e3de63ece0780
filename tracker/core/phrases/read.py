"""A text to its report: every phrase found, read, passed over with a reason, or told to be unread."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from tracker.core.phrases.around import follows
from tracker.core.phrases.grammar import UNREAD, phrases_in
from tracker.core.phrases.lexer import Token, normalise, tokenise
from tracker.core.phrases.mask import reason_against
from tracker.core.phrases.nodes import (
    At,
    Bare,
    Day,
    During,
    Duty,
    Limit,
    Month,
    Months,
    Phrase,
    Quarter,
    Undated,
    Year,
    last_year,
)
from tracker.core.phrases.outcome import undated
from tracker.core.phrases.placement import counts, is_event
from tracker.core.phrases.places import Phrases, Place, places_of
from tracker.core.phrases.reading import Bound, Kind, Masked, PhraseContext, PhraseReport, Reading
from tracker.core.phrases.resolve import resolve
from tracker.core.phrases.scene import Scene
from tracker.core.phrases.unread import unread_words
from tracker.core.phrases.vocabulary import Term
from tracker.core.workcalendar import WorkCalendar
from tracker.errors import Problem, Severity

_HEADINGS = ("P1", "P6", "P8", "P10")  # the rules of stretches that can head a deadline
_NEAR = 4  # words between "dự kiến" and the time it makes tentative
LONGEST_GAP = 2  # tokens between a month and the day that borrows it in a sentence


def read(text: str, context: PhraseContext, calendar: WorkCalendar) -> PhraseReport:
    """Read every time of a duty in a text; see ``read_phrases``."""
    normal = normalise(text)
    tokens = tokenise(normal)
    phrases = phrases_in(tokens)
    places = places_of(tokens, phrases, in_time_cell=context.in_time_cell)
    reader = _Reader(normal, tokens, phrases, places, context, calendar)
    return reader.report()


@dataclass(frozen=True, slots=True)
class _Reader:
    text: str
    tokens: Sequence[Token]
    phrase_at: Phrases
    places: Sequence[Place]
    context: PhraseContext
    calendar: WorkCalendar
    readings: list[Reading] = field(default_factory=list)
    masked: list[Masked] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def report(self) -> PhraseReport:
        """Read the phrases, then look for words of time that were left unread."""
        read = list(self._read())
        for begin, end in unread_words(self.tokens, self.places, read):
            self._tell_unread(begin, end)
        self.readings.sort(key=lambda reading: (reading.begin, reading.end))
        again = {
            after.begin
            for before, after in pairwise(self.readings)
            if _says_again(before, after, self.text[before.end : after.begin])
        }
        once = tuple(reading for reading in self.readings if reading.begin not in again)
        repeated = (one for one in self.readings if one.begin in again)
        self.masked.extend(Masked(one.phrase, "repeated", one.begin, one.end) for one in repeated)
        return PhraseReport(once, tuple(self.masked), tuple(self.problems))

    def _read(self) -> Iterator[tuple[int, int]]:
        """Read phrase after phrase; yield which tokens are accounted for."""
        at = 0
        before: Phrase | None = None
        while at < len(self.tokens):
            phrase = self.phrase_at(at)
            if phrase is None:
                at += 1
                continue
            at = phrase.end
            full = self._with_month_of(before, phrase)
            self._drop_heading(phrase)
            if self._take(full):
                yield phrase.begin, phrase.end
            before = phrase if _month_of(phrase) else before

    def _with_month_of(self, heading: Phrase | None, phrase: Phrase) -> Phrase:
        """Lend the month of a heading to a day without one; the heading is then no time of its own (D4)."""
        month = _month_of(heading) if heading else None
        if heading is None or month is None or not self._is_under(heading, phrase):
            return phrase
        full = phrase._replace(duties=tuple(_lent(duty, month) for duty in phrase.duties))
        if full != phrase:
            begin = self.tokens[heading.begin].begin
            self.readings[:] = [reading for reading in self.readings if reading.begin != begin]
        return full

    def _drop_heading(self, phrase: Phrase) -> None:
        """Pass over "6 tháng đầu năm" before "trước ngày 15/6": it names the turn, the bound says when."""
        if not self.readings or self.places[phrase.begin] is Place.RUNNING:
            return
        last, begin = self.readings[-1], self.tokens[phrase.begin].begin
        between = self.text[last.end : begin].strip()
        is_bound = all(isinstance(duty, Limit) for duty in phrase.duties)
        is_narrower = between == "(" and all(_is_within(last.rule, duty) for duty in phrase.duties)
        is_heading = last.kind is Kind.WINDOW and last.rule in _HEADINGS and between in ("", ":", "(")
        if is_heading and (is_bound or is_narrower):
            self.readings.pop()
            self.masked.append(Masked(last.phrase, "subject", last.begin, last.end))

    def _is_under(self, heading: Phrase, phrase: Phrase) -> bool:
        is_next = phrase.begin - heading.end <= LONGEST_GAP
        return is_next or self.places[phrase.begin] is Place.CELL

    def _take(self, phrase: Phrase) -> bool:
        place = self.places[phrase.begin]
        reason = reason_against(self.text, self.tokens, phrase, place) or self._history(phrase, place)
        if reason:
            begin, end, words = self._words(phrase.begin, phrase.end)
            self.masked.append(Masked(words, reason, begin, end))
        elif counts(self.tokens, phrase, place):
            self._resolve(phrase, place)
        else:
            return False
        return True

    def _history(self, phrase: Phrase, place: Place) -> str:
        """In a sentence a year long before the plan's is history, not a term."""
        is_past = all(_ends_before(duty, self.context.year) for duty in phrase.duties)
        return "past" if is_past and place in (Place.RUNNING, Place.BRACKET) else ""

    def _resolve(self, phrase: Phrase, place: Place) -> None:
        begin, end, words = self._words(phrase.begin, phrase.end)
        as_event = is_event(self.tokens, phrase, place)
        tentative = phrase.is_tentative or follows(self.tokens, phrase.begin, Term.TENTATIVE, within=_NEAR)
        for turn, written in enumerate(phrase.duties, start=1):
            duty = _as_deadline(written) if place is Place.DUE_LABEL else written
            scene = Scene(self.context, self.calendar, words)
            _note(scene, phrase, turn)
            reading = resolve(duty, scene, is_event=as_event)
            self.readings.append(replace(reading, tentative=tentative, begin=begin, end=end))
            self.problems.extend(scene.problems)
        self._tell_doubts(phrase, words)

    def _tell_doubts(self, phrase: Phrase, words: str) -> None:
        if Undated(UNREAD) in phrase.duties:
            self.problems.append(_problem("phrase.unread", words))
        if phrase.is_rough:
            self.problems.append(_problem("phrase.rough", words))
        slips = [token for token in self.tokens[phrase.begin : phrase.end] if token.is_slip]
        if any(token.digits for token in slips):
            self.problems.append(_problem("phrase.letter_for_digit", words, Severity.NOTICE))
        if not all(token.digits for token in slips):
            self.problems.append(_problem("phrase.wrong_mark", words, Severity.NOTICE))

    def _tell_unread(self, first: int, end: int) -> None:
        begin, stop, words = self._words(first, end)
        scene = Scene(self.context, self.calendar, words)
        self.readings.append(replace(undated(UNREAD, scene), steps=tuple(scene.steps), begin=begin, end=stop))
        self.problems.append(_problem("phrase.unread", words))

    def _words(self, first: int, end: int) -> tuple[int, int, str]:
        begin, stop = self.tokens[first].begin, self.tokens[end - 1].end
        return begin, stop, self.text[begin:stop]


def _says_again(before: Reading, after: Reading, between: str) -> bool:
    """Whether a window is that of the words right before it: "cả năm 2024 (thường xuyên)"."""
    is_same = (before.kind, before.start, before.due_on) == (after.kind, after.start, after.due_on)
    return after.kind is Kind.WINDOW and is_same and not any(map(str.isalnum, between))


def _ends_before(duty: Duty, year: int) -> bool:
    """Whether a duty's last year lies before the plan's; for less than a whole year, a year earlier still."""
    last = last_year(duty)
    is_whole = isinstance(duty, Limit) and isinstance(duty.at, Year)
    return last is not None and last < year - (not is_whole)


def _is_within(rule: str, duty: Duty) -> bool:
    """Whether a stretch is of a kind that lies inside the heading before it: "Quý II (tháng 5)"."""
    kinds = {"P10": (Month, Months, Quarter), "P6": (Month,), "P8": (Month, Quarter)}
    return isinstance(duty, During) and isinstance(duty.stretch, kinds.get(rule, ()))


def _as_deadline(duty: Duty) -> Duty:
    """Read an hour after "Thời hạn:" as the end of the term, not as an event."""
    return Limit(Bound.BY, duty.at, "B8", duty.at_time) if isinstance(duty, At) else duty


def _note(scene: Scene, phrase: Phrase, turn: int) -> None:
    scene.step("words", words=scene.words)
    if phrase.is_tentative:
        scene.step("tentative")
    if len(phrase.duties) > 1:
        scene.step("turn", turn=turn, turns=len(phrase.duties))


def _problem(key: str, words: str, severity: Severity = Severity.WARNING) -> Problem:
    return Problem(key, severity, words=words, facts={"words": words})


def _month_of(phrase: Phrase) -> Month | None:
    """Return the month that a heading names for the days after it (D4)."""
    duty = phrase.duties[0]
    if len(phrase.duties) == 1 and isinstance(duty, During) and isinstance(duty.stretch, Month):
        return duty.stretch
    return None


def _lent(duty: Duty, month: Month) -> Duty:
    if isinstance(duty, Limit | Bare) and isinstance(duty.at, Day) and duty.at.month is None:
        day = duty.at._replace(month=month.number, year=month.year, shift=month.shift)
        return duty._replace(at=day)
    return duty
