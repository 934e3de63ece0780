"""What a turn of the daemon costs with a million rows stored: idle, and with 1,000 letters due.

At the end four processes claim from one database while letters fall due.
"""

import argparse
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from statistics import median

from queues import Clustered, Obvious, OfTheDay, Scattered, claim, connected
from service import database_of, working_office
from stored import figures, store_falling_due, store_obligations

from tracker.app import App, open_app
from tracker.services.ticking import tick
from tracker.store.engine import open_store
from tracker.turns import Turns

STORED, FEW, DUE = 1_000_000, 10_000, 1000
TURNS, CHECKS = 50, 20_000  # calls in a round
DAY = datetime.now(UTC).date().isoformat()
LOOK = "SELECT 1 FROM obligation WHERE status = 'open' AND next_on <= ? LIMIT 1"
CLAIMANTS, SECONDS, A_SECOND, AT_ONCE = 4, 3, 3000, 50
TO_START = 10  # seconds until all processes are ready
LEASE = timedelta(minutes=25)
BARE, PLANNING, SENDING = "a bare indexed check", "our turn, nothing to plan", "our turn, nothing to send"
LIVING = "our outbox, the rest sent"
WAITING = "our outbox, all waiting"


def main() -> None:
    """Measure and print three tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--stored", type=int, default=STORED)
    chosen = options.parse_args()
    turns = f"medians of {chosen.rounds} interleaved rounds"
    with tempfile.TemporaryDirectory() as name:
        print(f"Nothing due, {chosen.stored:,} obligations stored, {turns}\n")
        print(idle(Path(name), chosen.stored, chosen.rounds))
    with tempfile.TemporaryDirectory() as name:
        print(f"\n{DUE:,} due, claimed at once, {turns}\n")
        print(claims(Path(name), chosen.stored, chosen.rounds))
    with tempfile.TemporaryDirectory() as name:
        print(f"\n{CLAIMANTS} processes for {SECONDS} s, {A_SECOND:,} letters falling due a second\n")
        print(together(Path(name) / "together.sqlite3"))


def idle(folder: Path, stored: int, rounds: int) -> str:
    """Compare a turn of ours with one look into the same index over a kept connection."""
    office, port = working_office(folder)
    store_obligations(office, port, stored)
    app = open_app(folder / "config.toml", office.environ)
    sending = Turns(app, lambda: False, lambda _queued, _sent: None)
    with closing(connected(database_of(office))) as connection:
        contenders = {
            BARE: lambda: repeated(CHECKS, lambda: look(connection)),
            PLANNING: lambda: repeated(TURNS, lambda: plan(app)),
            SENDING: lambda: repeated(TURNS, sending.deliver),
        }
        seconds = in_turns(contenders, rounds)
    app.close()
    rows = {name: (f"{median(took) * 1e6:.1f}", ratio(seconds, name, BARE)) for name, took in seconds.items()}
    return figures(rows, ("us", "x bare"))


def repeated(times: int, act: Callable[[], object]) -> float:
    """Do something many times and return the seconds of one time."""
    began = time.perf_counter()
    for _ in range(times):
        act()
    return (time.perf_counter() - began) / times


def look(connection: sqlite3.Connection) -> None:
    """Look for something due."""
    if connection.execute(LOOK, (DAY,)).fetchone():
        raise SystemExit("something is due that should not be")


def plan(app: App) -> None:
    """Take a turn, and find nothing to do."""
    if tick(app).letters:
        raise SystemExit("a turn that should be idle wrote letters")


def claims(folder: Path, stored: int, rounds: int) -> str:
    """Compare claims from queues of one size, and of our outbox from a large and a small one."""
    queues = {
        "obvious SQL": Obvious(folder / "obvious.sqlite3", stored),
        "clustered queue": Clustered(folder / "clustered.sqlite3", stored),
        LIVING: OfTheDay(folder / "day.sqlite3", stored),
        few(LIVING): OfTheDay(folder / "few.sqlite3", FEW),
        WAITING: Scattered(folder / "scattered.sqlite3", stored),
        few(WAITING): Scattered(folder / "few-scattered.sqlite3", FEW),
    }
    contenders = {name: lambda queue=queue: queue.claim(DUE) for name, queue in queues.items()}
    seconds = in_turns(contenders, rounds)
    rows = {
        name: (f"{median(took) * 1000:.1f}", *(ratio(seconds, name, base) for base in bases(name)))
        for name, took in seconds.items()
    }
    return figures(rows, ("ms", "x obvious", "x clustered", f"x {FEW:,} stored"))


def few(name: str) -> str:
    """Return the name of the same queue with few letters stored."""
    return f"{name}, {FEW:,} stored"


def bases(name: str) -> tuple[str, ...]:
    """Return what a queue is compared with; nothing where there is no small one."""
    return ("obvious SQL", "clustered queue", few(name))


def ratio(seconds: Mapping[str, list[float]], name: str, base: str) -> str:
    """Return the median of the ratios within a round."""
    if base not in seconds:
        return ""
    return f"{median(one / other for one, other in zip(seconds[name], seconds[base], strict=True)):.2f}"


def in_turns(contenders: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, list[float]]:
    """Let each contender time itself once a round; one round before the first is not counted."""
    seconds: dict[str, list[float]] = {name: [] for name in contenders}
    for number in range(rounds + 1):
        for name, measured in contenders.items():
            took = measured()
            if number:
                seconds[name].append(took)
    return seconds


def together(path: Path) -> str:
    """Let processes claim at the same time; return how much was claimed twice and how much never."""
    total, begins = SECONDS * A_SECOND, datetime.now(UTC) + timedelta(seconds=TO_START)
    store_falling_due(path, total, begins, SECONDS)
    ends = (begins + timedelta(seconds=SECONDS)).timestamp()
    with ProcessPoolExecutor(CLAIMANTS, mp_context=get_context("spawn")) as processes:
        parts = list(processes.map(claimed_until, [str(path)] * CLAIMANTS, [ends] * CLAIMANTS))
    counts = Counter(number for part in parts for number in part)
    rows = {
        "letters": (f"{total:,}",),
        "claimed twice": (str(sum(count > 1 for count in counts.values())),),
        "lost": (str(total - len(counts)),),
        "claimed by each process": (", ".join(f"{len(part):,}" for part in parts),),
    }
    return figures(rows, ("",))


def claimed_until(path: str, ends: float) -> list[int]:
    """Claim what is due, again and again, and a last time after the end."""
    store, found = open_store(f"sqlite:///{path}"), []
    while True:
        now = datetime.now(UTC)
        claimed = claim(store, now, LEASE, AT_ONCE)
        found += [one.id for one in claimed]
        if not claimed:
            if now.timestamp() > ends:
                return found
            time.sleep(0.001)


if __name__ == "__main__":
    main()
