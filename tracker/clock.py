"""The only reader of the clock."""

import time
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from datetime import time as wall_time
from zoneinfo import ZoneInfo

WORKDAY_STARTS = wall_time(8)


@dataclass(frozen=True, slots=True)
class Clock:
    """Tells the time in the office's zone; may be set to run from another day.

    ``correction`` is how far the clock of the database's server is ahead of this machine's.
    """

    zone: ZoneInfo
    ahead: timedelta = field(default=timedelta(0))
    correction: timedelta = field(default=timedelta(0))

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        return self.real() + self.ahead

    def real(self) -> datetime:
        """The present instant, even where the clock is set to another day."""
        return datetime.now(UTC) + self.correction

    def today(self) -> date:
        """The present day in the office's zone."""
        return self.now().astimezone(self.zone).date()

    def agreed_with(self, server: datetime) -> "Clock":
        """Make a clock that agrees with a server's, which shows ``server`` now."""
        return replace(self, correction=server - datetime.now(UTC))

    @property
    def is_set(self) -> bool:
        """Whether this clock shows another time than the machine's."""
        return bool(self.ahead)


def clock_from(zone: ZoneInfo, day: date | None = None) -> Clock:
    """Make a clock; with ``day`` it starts at 08:00 of that day and runs on."""
    if day is None:
        return Clock(zone)
    start = datetime.combine(day, WORKDAY_STARTS, zone)
    return Clock(zone, ahead=start - datetime.now(UTC))


def machine_now() -> datetime:
    """The machine's own instant, whatever day the office's clock was set to."""
    return datetime.now(UTC)


def monotonic() -> float:
    """Seconds that never jump, for leases and supervision within one process."""
    return time.monotonic()
