"""The parts of a letter, and which of them a line belongs to."""

from datetime import date
from enum import StrEnum

from tracker.core.delivery import Item, urgency
from tracker.core.notices import NoticeKind

NEWS = frozenset({NoticeKind.MOVED, NoticeKind.CLOSED})


class Part(StrEnum):
    """The parts of a letter, in their order: what the reader must do, what others lead, what changed."""

    OVERDUE = "overdue"
    TODAY = "today"
    COMING = "coming"
    STARTING = "starting"
    PARTNER = "partner"
    NEWS = "news"


def part_of(item: Item, day: date) -> Part:
    """Tell in which part of a letter of ``day`` a line stands."""
    if item.rung.kind in NEWS:
        return Part.NEWS
    return Part.PARTNER if item.is_partner else Part(urgency(item, day))


def ordered(items: tuple[Item, ...], day: date) -> list[Item]:
    """Return the lines part by part; within one their order stays."""
    parts = list(Part)
    return sorted(items, key=lambda item: parts.index(part_of(item, day)))
