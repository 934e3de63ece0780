"""How long it takes to hand out a stored feed: by icalendar from its values, by us, and as one bare join."""

import argparse
import gc
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from statistics import median

from icalendar import Calendar, Event
from office import Office

from tracker.app import App
from tracker.clock import Clock
from tracker.config import load_config
from tracker.core.selection import FeedKind
from tracker.services.feeds import create, wanted
from tracker.services.publishing import publish
from tracker.services.serving import ServedFeeds
from tracker.services.sources import FeedBytes, Look
from tracker.services.tracking import mark_done

TASKS_IN_A_PLAN = 1000
BEGIN, END = b"BEGIN:VEVENT\r\n", b"END:VEVENT\r\n"
TIMES = range(5)
Seconds = dict[str, list[float]]


def main() -> None:
    """Measure and print one table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--events", type=int, default=10_000)
    options.add_argument("--rounds", type=int, default=7)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        office = Office(Path(name))
        for first in range(0, chosen.events, TASKS_IN_A_PLAN):
            office.take_in(100 + first // TASKS_IN_A_PLAN, min(TASKS_IN_A_PLAN, chosen.events - first))
        stored = StoredFeed(office)
        stored.check(chosen.events)
        print(f"A feed of {chosen.events:,} events in {len(stored.parts)} parts, {chosen.rounds} rounds\n")
        print(table(stored.measured(chosen.rounds)))


class StoredFeed:
    """The office's feed, its parts, and the same events as bytes and as values."""

    def __init__(self, office: Office) -> None:
        config = load_config(office.folder / "config.toml", environ=office.environ)
        self._app = App(config, Clock(config.office.zone), office.environ)
        (issued,) = create(self._app, [wanted(self._app, FeedKind.OFFICE)])
        publish(self._app)
        self._token = issued.address.split("/f/")[1].split("/")[0]
        self._source = ServedFeeds(self._app)
        page = self._source.page(self._token)
        self.parts = [part.period for part in page.parts] or [""]
        self._kept: dict[str, FeedBytes] = {}
        self._blocks = [block for found in self.handed_out().values() for block in blocks_of(found.data)]
        self._values = [values_of(block) for block in self._blocks]
        self._open = (str(values[0][1]).partition("@")[0] for values in self._values)

    def check(self, events: int) -> None:
        """Refuse to compare what disagrees."""
        built = Calendar.from_ical(built_by_icalendar(self._values)).walk("VEVENT")
        uids = {str(event["UID"]) for event in built}
        if len(self._blocks) != events or uids != {str(values[0][1]) for values in self._values}:
            raise SystemExit(f"{len(self._blocks)} events are handed out, {len(uids)} are built")

    def handed_out(self) -> dict[str, FeedBytes]:
        """Hand out every part; what is kept from before and still holds is not read again."""
        looks = {period: Look(period=period) for period in self.parts}
        self._kept = {
            period: self._source.feed(self._token, look, self._kept.get(period))
            for period, look in looks.items()
        }
        return self._kept

    def cold(self) -> None:
        """Hand out every part with nothing kept, as after a start."""
        self._kept = {}
        self.handed_out()

    def change(self) -> None:
        """Report one duty done."""
        mark_done(self._app, next(self._open))

    def measured(self, rounds: int) -> Seconds:
        """Time every contender once a round; of what takes milliseconds the median of some times."""
        seconds: Seconds = {}
        for _ in range(rounds):
            taken = {
                "icalendar, plain": timed(lambda: built_by_icalendar(self._values)),
                "bare join of prepared bytes": median(timed(lambda: b"".join(self._blocks)) for _ in TIMES),
                "stored, handed out": median(timed(self.cold) for _ in TIMES),
                **self._changed(),
            }
            for name, found in taken.items():
                seconds.setdefault(name, []).append(found)
        return seconds

    def _changed(self) -> dict[str, float]:
        pairs = [self._after_a_change() for _ in TIMES]
        return {
            "after one change, handed out": median(handed_out for _, handed_out in pairs),
            "… with its rendering and commit": median(map(sum, pairs)),
        }

    def _after_a_change(self) -> tuple[float, float]:
        self.change()
        return timed(lambda: publish(self._app)), timed(self.handed_out)


def blocks_of(data: bytes) -> Iterator[bytes]:
    """Cut a calendar into its events."""
    for block in data.split(BEGIN)[1:]:
        yield BEGIN + block[: block.index(END)] + END


def values_of(block: bytes) -> Sequence[tuple[str, object]]:
    """Return an event's properties as Python's values, UID first, as a program would have them."""
    event = Event.from_ical(block)
    names = [name for name in event if name != "UID"]
    return [(name, getattr(event[name], "dt", event[name])) for name in ("UID", *names)]


def built_by_icalendar(events: Iterable[Sequence[tuple[str, object]]]) -> bytes:
    """Build the calendar as icalendar's documentation does."""
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", "-//benchmark//plain//EN")
    for properties in events:
        event = Event()
        for name, value in properties:
            event.add(name, value)
        calendar.add_component(event)
    return calendar.to_ical()


def timed(work: Callable[[], object]) -> float:
    """Return the seconds it takes; the garbage of whoever was before is collected first."""
    gc.collect()
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def table(seconds: Seconds) -> str:
    """Lay out milliseconds, and the medians of the ratios within a round."""
    lines = ["| | ms | x bare join | times as fast as icalendar |", "| --- | --: | --: | --: |"]
    for name, taken in seconds.items():
        joins, builds = seconds["bare join of prepared bytes"], seconds["icalendar, plain"]
        over = median(one / other for one, other in zip(taken, joins, strict=True))
        under = median(other / one for one, other in zip(taken, builds, strict=True))
        lines.append(f"| {name} | {median(taken) * 1000:.1f} | {over:.1f} | {under:.0f} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
