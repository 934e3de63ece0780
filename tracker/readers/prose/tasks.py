"""Duties that stand in sentences: assignments, deadlines, labelled lines, months and days over bullets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from tracker.core.directory import Directory
from tracker.core.plan import Party
from tracker.errors import Problem
from tracker.readers.document import Paragraph
from tracker.readers.numbering import Level
from tracker.readers.owners.parties import read_owners
from tracker.readers.prose.actors import actor_in_sentence, owners_of_name
from tracker.readers.prose.duties import Duty, Maker
from tracker.readers.prose.labels import Group, Labelled, grouped, of_kind
from tracker.readers.prose.outline import Item, body, outline
from tracker.readers.prose.pieces import gathered, is_body, pieces
from tracker.readers.prose.surroundings import Part, Surroundings, is_heading
from tracker.readers.prose.timing import day_in, period_in, says_only_time, week_in
from tracker.readers.tables.periods import Week
from tracker.readers.times import TimeReader
from tracker.readers.words import duties as words
from tracker.readers.words.duties import Label

Found = Duty | Problem


def duties_in_prose(
    lines: Sequence[Paragraph],
    title: str,
    times: TimeReader,
    directory: Directory | None,
    addressees: tuple[Party, ...] = (),
) -> tuple[list[Duty], list[Problem]]:
    """Find the duties in the body of a document: those with a time, and those plainly assigned to somebody.

    ``lines`` begin below the title. ``addressees`` must do what a dispatch asks
    of "các cơ quan, đơn vị". The problems are those of lines that are no duty.
    """
    within = list(body(lines))
    make = Maker(title, times, directory, addressees)
    found = list(
        _Reader(make, week_in(title, within, times.year)).below(None, outline(within), Surroundings())
    )
    return (
        [one for one in found if isinstance(one, Duty)],
        [one for one in found if isinstance(one, Problem)],
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    make: Maker
    week: Week | None

    def below(self, group: Group | None, items: Sequence[Item], around: Surroundings) -> Iterator[Found]:
        """Yield what a line and its labels say, then what the lines below it say."""
        names_a_duty = group is None or self.make.names_a_duty(group.item, group.text)
        labels, groups = grouped(items, partial(self._is_time, around), names_a_duty=names_a_duty)
        labels = [*(group.labels if group else ()), *labels]
        said = list(self._said(group, labels, around))
        yield from said
        inner = self._inner(group, labels, around)
        if group and any(isinstance(one, Duty) for one in said) and not self._is_order(group):
            inner = replace(inner, is_detail=True, period="")
        for number, lower in enumerate(groups):
            is_last = around.is_last and (lower.item.is_bare or number == len(groups) - 1)
            here = self._beside(lower, replace(inner, is_last=is_last), group)
            yield from self.below(lower, lower.item.children, here)

    def _said(self, group: Group | None, labels: Sequence[Labelled], around: Surroundings) -> Iterator[Found]:
        """Yield the duties of one line: those its labels make of it, else those of its sentences."""
        if around.part is not Part.BACKGROUND:
            labelled = list(self.make.of_labels(group, labels, around))
            yield from labelled
            if labelled:
                return
        if group is not None and not self._only_heads(group, around):
            yield from self._sentences(group, around)

    def _sentences(self, group: Group, around: Surroundings) -> Iterator[Found]:
        item, times = group.item, self.make.times
        read = pieces(group.text, item.source.place, around, times, self.make.directory)
        duties = list(gathered(read, around, is_numbered=bool(item.mark.label)))
        if is_heading(item):
            duties = [piece for piece in duties if piece.is_dated and not item.text.isupper()]
        for piece in duties:
            yield self.make.of_piece(piece, item, around)
        if not is_body(group.text, around):
            return
        told = [flaw for piece in duties for flaw in piece.report.problems]
        yield from (flaw for piece in read for flaw in piece.report.problems if flaw not in told)

    def _only_heads(self, group: Group, around: Surroundings) -> bool:
        """Whether a line says for whom, when or about what the lines below it are, and no more."""
        item, text = group.item, group.text
        if words.DAY_HEADING.match(text) or words.SESSION.sub("", text) == "":
            return True
        if owners_of_name(text, self.make.directory):
            return True
        return bool(item.children) and (text.endswith(":") or self._period(group, around) != "")

    def _inner(self, group: Group | None, labels: Sequence[Labelled], around: Surroundings) -> Surroundings:
        """Return what surrounds the lines below: the owner, the month, the day that this line sets."""
        if group is None:
            return around
        inner = around.below(group.item, self.make.directory)
        if period := self._period(group, around):
            inner = replace(inner, period=period, day="", session="", is_detail=False)
        if words.DAY_HEADING.match(group.text):
            inner = replace(inner, day=day_in(group.text, self.week), session="", is_detail=False)
        if words.SESSION.sub("", group.text) == "" and around.day:
            inner = replace(inner, session=group.text.strip(" .:"))
        for label in of_kind(labels, Label.LEAD):
            inner = replace(inner, owners=read_owners(label.value, self.make.directory))
        return inner

    def _beside(self, lower: Group, around: Surroundings, above: Group | None) -> Surroundings:
        """Take the owner from a paragraph behind the last bullet: it speaks of the document again."""
        is_stray = (
            above is not None
            and lower.item.is_bare
            and around.is_last
            and not above.item.is_bare
            and not is_heading(above.item)
        )
        if not is_stray:
            return around
        sections = tuple(item for item in around.above if item.mark.level <= Level.SECTION)
        return replace(
            around,
            above=sections or around.above[:1],
            owners=None,
            period="",
            part=Part.PLAIN,
            is_detail=False,
        )

    def _period(self, group: Group, around: Surroundings) -> str:
        if not group.item.children or around.part is Part.BACKGROUND:
            return ""
        return period_in(group.text, self.make.times, group.item.source.place)

    def _is_time(self, around: Surroundings, item: Item) -> bool:
        if around.day or item.children or words.NAMES_WEEKDAY.match(item.text):
            return False
        return says_only_time(item.text, self.make.times, item.source.place) is not None

    def _is_order(self, group: Group) -> bool:
        """Whether a line asks somebody by name: what stands below it is asked of the same office."""
        return actor_in_sentence(group.text, self.make.directory) is not None
