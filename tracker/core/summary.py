"""Counting: how many duties stand how, for the office and for each unit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from tracker.core.standing import Standing, Status, standing


class Group(NamedTuple):
    """Duties of one unit that share status and dates; ``unit`` is the lead's name as written."""

    unit: str
    status: Status
    deadline_on: date
    done_on: date | None
    size: int


@dataclass(frozen=True, slots=True)
class Summary:
    """The four-way count, with what stands outside it; ``total`` is their sum."""

    counts: Mapping[Standing, int]

    @property
    def total(self) -> int:
        """All duties, the waived and withdrawn ones included."""
        return sum(self.counts.values())

    def __getitem__(self, wanted: Standing) -> int:
        return self.counts.get(wanted, 0)


def summarise(groups: Iterable[Group], as_of: date) -> tuple[Summary, dict[str, Summary]]:
    """Count the office's duties and each unit's, as they stand at the end of ``as_of``."""
    office: dict[Standing, int] = {}
    units: dict[str, dict[Standing, int]] = {}
    for group in groups:
        stands = standing(group.status, group.deadline_on, group.done_on, as_of)
        for counts in (office, units.setdefault(group.unit, {})):
            counts[stands] = counts.get(stands, 0) + group.size
    return Summary(office), {unit: Summary(counts) for unit, counts in units.items()}
