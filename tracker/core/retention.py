"""Which copies of a row of days are kept."""

from collections.abc import Iterable
from datetime import datetime


def surplus(taken: Iterable[datetime], daily: int, weekly: int) -> set[datetime]:
    """Return the moments whose copies may go.

    The newest copy of each of the last ``daily`` days stays, and the newest of each of the last
    ``weekly`` ISO weeks. Days and weeks are counted where there is a copy: a service that was off
    for a year loses none.
    """
    found = sorted(taken)
    days = {moment.date(): moment for moment in found}
    weeks = {moment.isocalendar()[:2]: moment for moment in found}
    kept = [*_last(days.values(), daily), *_last(weeks.values(), weekly)]
    return set(found) - set(kept)


def _last(moments: Iterable[datetime], count: int) -> list[datetime]:
    return sorted(moments)[-count:] if count else []
