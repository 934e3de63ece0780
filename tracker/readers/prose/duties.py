"""From words to a duty: its title, its owners, its place in the document and what is unsure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from tracker.core.directory import Directory
from tracker.core.phrases.reading import Kind, PhraseReport
from tracker.core.plan import Party, Task
from tracker.errors import Problem
from tracker.readers.document import Paragraph
from tracker.readers.flaws import (
    LONGEST_TITLE,
    cut_title,
    missing_lead,
    outside_period,
    tied_to_event,
    unread_time,
)
from tracker.readers.numbering import Level, Marked
from tracker.readers.owners.parties import Owners, read_owners
from tracker.readers.prose.actors import (
    Actor,
    actor_of,
    is_addressed,
    order_in,
    owners_of_name,
    partners_in_sentence,
)
from tracker.readers.prose.labels import Group, Labelled, of_kind
from tracker.readers.prose.outline import Item
from tracker.readers.prose.pieces import Piece
from tracker.readers.prose.sentences import sentences
from tracker.readers.prose.surroundings import Part, Surroundings, is_heading
from tracker.readers.prose.timing import time_of, without_hour
from tracker.readers.tables.periods import period_of
from tracker.readers.times import TimeReader, phrase_of
from tracker.readers.words import duties as words
from tracker.readers.words.duties import Label
from tracker.readers.words.headings import is_period

_LONGEST_SECTION = 300  # letters
_MOST_TIMES = 40  # labels of one duty; what says more is no duty
_EDGES = " .:;,"
_BOUNDED = (Kind.DUE, Kind.EVENT, Kind.RECURRING)


@dataclass(frozen=True, slots=True)
class Duty:
    """A task found in sentences; ``is_assigned`` where it stands in a section that says who does what."""

    task: Task
    problems: tuple[Problem, ...] = ()
    is_assigned: bool = False

    @property
    def is_bounded(self) -> bool:
        """Whether a day is said by which, on which or in whose rhythm it must be done."""
        return any(reading.kind in _BOUNDED for reading in self.task.readings)


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes duties of what was found; ``title`` names what nothing else in the document names."""

    title: str
    times: TimeReader
    directory: Directory | None
    addressees: tuple[Party, ...] = ()

    def of_piece(self, piece: Piece, item: Item, around: Surroundings) -> Duty:
        """Make the duty that a sentence of a line says."""
        title = without_hour(piece.text) if around.day else order_in(piece.text)
        owners = self._owners(piece.text, piece.actor, around)
        line = _Line(item, around.above, item.source)
        duty = self._duty(line, _capital(title), owners, piece.report, expects_lead=not around.day)
        return replace(duty, is_assigned=around.part is Part.ASSIGNS)

    def of_labels(
        self, group: Group | None, labels: Sequence[Labelled], around: Surroundings
    ) -> Iterator[Duty]:
        """Make the duty that labels give a time or an owner, and one of each time with a name of its own."""
        is_own = group is not None and self.names_a_duty(group.item, group.text)
        times = [
            label
            for label in islice(of_kind(labels, Label.TIME), _MOST_TIMES)
            if not self._is_of_other_things(label, is_own=is_own)
        ]
        plain = [label for label in times if _is_plain(label)]
        owners = self._labelled_owners(group, labels, around)
        subject = _first_sentence(group.text) if group and is_own else self._subject(around)
        if plain or (is_own and next(of_kind(labels, Label.LEAD), None)):
            yield self._labelled(subject, plain, owners, group, around, is_own=is_own)
        for label in times:
            if label not in plain:
                title = f"{label.before or label.name}: {subject}"
                yield self._labelled(title, [label], owners, group, around, is_own=False)

    def _is_of_other_things(self, label: Labelled, *, is_own: bool) -> bool:
        """Whether a labelled time is none of a duty: the period of the figures, the date of a paper."""
        if is_own and _is_plain(label):
            return False
        report = self.times.read(label.words, label.item.source.place, in_time_cell=True)
        return bool(report.masked) and not report.readings

    def _labelled(
        self,
        title: str,
        labels: Sequence[Labelled],
        owners: Owners,
        group: Group | None,
        around: Surroundings,
        *,
        is_own: bool,
    ) -> Duty:
        """Make a duty with the time of its labels, else with the time in its own words."""
        items = [label.item for label in labels] or ([group.item] if group else [])
        source = items[0].source
        report = self.times.read("\n".join(label.words for label in labels), source.place, in_time_cell=True)
        if group and is_own and not report.readings:
            own = time_of(group.text, around, self.times, source.place)
            report = own if own.readings or not labels else report
        line = (
            _Line(group.item, around.above, source)
            if group and is_own
            else _Line(items[0], (*around.above, group.item) if group else around.above, source)
        )
        asks = {"expects_time": bool(labels), "expects_lead": not around.day}
        return self._duty(line, title, owners, report, **asks)

    def names_a_duty(self, item: Item, text: str) -> bool:
        """Whether a line above others says what is to be done, not who or which part of the document."""
        bare = text.strip(_EDGES)
        if (
            not bare
            or (item.is_bare and text.endswith(":"))
            or (item.mark.level <= Level.SECTION and bare.isupper() and is_heading(item))
        ):
            return False
        if words.PART_HEADING.match(bare) or words.BACKGROUND.match(bare) or is_period(bare):
            return False
        if words.ORDERS_LIST.search(text) or (words.ASSIGNS.search(bare) and is_heading(item)):
            return False
        return owners_of_name(bare, self.directory) is None

    def _subject(self, around: Surroundings) -> str:
        """Return the nearest heading that names a duty, else the title of the document."""
        headings = (above for above in reversed(around.above) if self.names_a_duty(above, above.text))
        named = next(headings, None)
        return named.text.strip(_EDGES) if named else self.title

    def _owners(self, text: str, actor: Actor | None, around: Surroundings) -> Owners:
        """Find the owners: the duty's own, else those of the headings."""
        if actor:
            return self._addressed(actor.owners)
        above = around.owners or Owners()
        helpers = partners_in_sentence(text, self.directory)
        return self._addressed(Owners(above.lead, helpers or above.partners))

    def _addressed(self, owners: Owners) -> Owners:
        """Put the addressees of a dispatch for "các cơ quan, đơn vị", and for nobody."""
        if self.addressees and all(map(is_addressed, owners.lead)):
            return Owners(self.addressees, owners.partners)
        return owners

    def _labelled_owners(
        self, group: Group | None, labels: Sequence[Labelled], around: Surroundings
    ) -> Owners:
        leads = [read_owners(label.value, self.directory) for label in of_kind(labels, Label.LEAD)]
        helps = [read_owners(label.value, self.directory) for label in of_kind(labels, Label.PARTNERS)]
        partners = (*(p for one in leads for p in one.partners), *(p for one in helps for p in one.lead))
        if leads:
            return Owners(tuple(party for one in leads for party in one.lead), partners)
        text = group.text if group and self.names_a_duty(group.item, group.text) else ""
        own = self._owners(text, actor_of(text, self.directory), around)
        return Owners(own.lead, partners or own.partners)

    def _duty(
        self,
        line: "_Line",
        title: str,
        owners: Owners,
        report: PhraseReport,
        *,
        expects_time: bool = False,
        expects_lead: bool = True,
    ) -> Duty:
        task = Task(
            ordinal=".".join(mark.label for mark in (*line.marks, line.item.mark) if mark.label),
            title=(title.rstrip("; ") or line.source.text)[:LONGEST_TITLE],
            section=line.section,
            lead=owners.lead,
            partners=owners.partners,
            time_phrase=phrase_of(report),
            readings=report.readings,
            masked=report.masked,
            place=line.source.place,
            words=line.source.text,
        )
        flaws = list(_flaws(task, title, report, expects_time=expects_time, expects_lead=expects_lead))
        if not (flaws or report.readings):
            flaws += (tied_to_event(task, event) for event in self.times.events(title))
        return Duty(task, tuple(flaws))


@dataclass(frozen=True, slots=True)
class _Line:
    """Where a duty stands: its line, the lines above it, and the line that its words come from."""

    item: Item
    above: tuple[Item, ...]
    source: Paragraph

    @property
    def marks(self) -> list[Marked]:
        return [item.mark for item in self.above]

    @property
    def section(self) -> str:
        """The nearest heading with a number, or the month or quarter above."""
        for item in reversed(self.above):
            if words.PERIOD_HEADING.match(item.text):
                return item.text.strip(_EDGES)
            if item.mark.label:
                return f"{item.mark.label}. {item.text}"[:_LONGEST_SECTION]
        return ""


def _first_sentence(text: str) -> str:
    """Return what a line says is to be done, without the sentences that say how."""
    return next(iter(sentences(without_hour(text))), text).strip(_EDGES)


def _is_plain(label: Labelled) -> bool:
    """Whether a label names a time and no more, not what the time is of."""
    return not label.before and words.PLAIN_TIME.match(label.name) is not None


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _flaws(
    task: Task, title: str, report: PhraseReport, *, expects_time: bool, expects_lead: bool
) -> Iterator[Problem]:
    yield from report.problems
    if expects_time and not report.readings and not report.problems:
        yield unread_time(task, task.words)
    if task.readings and expects_lead and not task.lead:
        yield missing_lead(task)
    if len(title) > LONGEST_TITLE:
        yield cut_title(task)
    period = period_of(task.section)
    yield from outside_period(task, period.months if period else None)
