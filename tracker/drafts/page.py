"""A draft as it stands on paper, in Vietnamese: letterhead, title, table. Every writer shows this page."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from tracker.core.plan import Party
from tracker.core.rollover.carrying import Carried
from tracker.core.rollover.draft import Draft
from tracker.core.rollover.reasons import Reason
from tracker.core.text import clean
from tracker.i18n import Translator, translator

COLUMNS = ("ordinal", "title", "lead", "partners", "time", "review")
MOST_REASONS = 8  # said in one cell; a list of fifty unknown units helps nobody
_WITHIN = " / "  # between a month or quarter and the heading inside it, as readers join them


class Line(NamedTuple):
    """One row of the table: a heading over all columns, or the cells of a task."""

    cells: tuple[str, ...]

    @property
    def is_heading(self) -> bool:
        """Whether it heads the rows below it."""
        return len(self.cells) == 1


class Page(NamedTuple):
    """The words of a draft in their places; ``left`` and ``right`` stand side by side at the top."""

    mark: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    type: str
    title: str
    opening: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...]

    @property
    def letterhead(self) -> list[str]:
        """The lines at the top, one below the other: the issuer's side first."""
        return [self.mark, *filter(None, (*self.left, *self.right))]


def page_of(draft: Draft) -> Page:
    """Say a draft in the words of its document (Nghị định 30/2020/NĐ-CP, article 8)."""
    say = translator("vi")
    issuer = clean(draft.issuer)
    return Page(
        mark=say("draft.mark"),
        left=(issuer.upper(), say("draft.number", symbol=draft.symbol)),
        right=(say("draft.nation"), say("draft.motto"), _place_line(draft, say)),
        type=draft.type.upper(),
        title=draft.title,
        opening=say("draft.opening", issuer=issuer, type=draft.type) if issuer and draft.type else "",
        heads=tuple(say(f"draft.column.{name}") for name in COLUMNS),
        lines=tuple(_lines(draft, say)),
        notes=tuple(_notes(draft, say)),
    )


def _place_line(draft: Draft, say: Translator) -> str:
    return say("draft.date", place=draft.place, year=draft.dated or "").lstrip(" ,").rstrip()


def _lines(draft: Draft, say: Translator) -> Iterator[Line]:
    above: tuple[str, ...] = ()
    for ordinal, row in zip(draft.ordinals, draft.rows, strict=True):
        section = row.section or (say("draft.whole_year", year=draft.year) if above else "")
        headings = tuple(section.split(_WITHIN)) if section else ()
        if headings != above:
            yield from (Line((_as_heading(heading),)) for heading in _changed(above, headings))
        above = headings
        yield Line(tuple(map(clean, _cells(ordinal, row, say))))


def _changed(above: Sequence[str], headings: Sequence[str]) -> Sequence[str]:
    """Leave out the outer headings that go on."""
    pairs = zip_longest(above, headings)
    same = next((at for at, (old, new) in enumerate(pairs) if old != new), 0)
    return headings[min(same, len(headings) - 1) :]


def _as_heading(words: str) -> str:
    """Write a heading in capitals, in which no reader takes it for a task."""
    return clean(words).upper()


def _cells(ordinal: str, row: Carried, say: Translator) -> Iterator[str]:
    yield ordinal
    yield row.title
    yield _owners(row.task.lead) or say("draft.nobody")
    yield _owners(row.task.partners)
    yield row.words or say("draft.no_time")
    yield review_of(row.reasons, say)


def _owners(parties: Sequence[Party]) -> str:
    return "; ".join(f"{one.name} ({one.alias})" if one.alias else one.name for one in parties)


def review_of(reasons: Sequence[Reason], say: Translator) -> str:
    """Say the first doubts in one line, and how many more there are."""
    said = [say(f"rollover.reason.{one.why}", **one.facts) for one in reasons[:MOST_REASONS]]
    more = len(reasons) - len(said)
    return " ".join([*said, *([say("draft.more", count=more)] if more > 0 else [])])


def _notes(draft: Draft, say: Translator) -> Iterator[str]:
    yield say("draft.note", count=draft.to_review)
    if draft.is_provisional:
        yield say("draft.provisional", year=draft.year)
    if draft.reasons:
        yield say("draft.title_note", reasons=review_of(draft.reasons, say))
