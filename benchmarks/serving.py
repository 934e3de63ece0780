"""How many polls a second are answered, and at what cost: nginx, Radicale and ``tracker serve`` in turns."""

import argparse
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import NamedTuple

from office import Office
from servers import Server, free_port, nginx, radicale, tracker

SIZES = {"35": 35, "1000": 1000}
FEEDS_IN_MEMORY = 10
GZIP = {"Accept_Encoding": "gzip"}
CLIENTS = 8
LONGEST = 30  # seconds, to wait for one answer


class Poll(NamedTuple):
    """One way of asking: for which feed, whether the client holds it already, whether it reads gzip."""

    title: str
    feed: str
    is_held: bool
    headers: Mapping[str, str]


class Rate(NamedTuple):
    """Answers a second, and processor seconds of the server for each."""

    per_second: float
    cpu: float


POLLS = (
    Poll("304, 35 events", "35", is_held=True, headers={}),
    Poll("304, 1,000 events", "1000", is_held=True, headers={}),
    Poll("200, 1,000 events", "1000", is_held=False, headers={}),
    Poll("200, 1,000 events, gzip", "1000", is_held=False, headers=GZIP),
)


def main() -> None:
    """Measure and print two tables: rates, and memory."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--radicale", required=True, type=Path, help="the radicale program (see README.md)")
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--seconds", type=int, default=3, help="how long each server is asked in a round")
    chosen = options.parse_args()
    if shutil.which("wrk") is None:
        raise SystemExit("wrk is not installed")
    with tempfile.TemporaryDirectory() as name:
        turns = f"medians of {chosen.rounds} rounds of {chosen.seconds} s"
        print(f"{CLIENTS} clients on kept connections, {turns}\n")
        print(rates(Path(name), chosen.radicale.absolute(), chosen.rounds, chosen.seconds))
    with tempfile.TemporaryDirectory() as name:
        print(f"\nMemory of tracker serve, {FEEDS_IN_MEMORY} feeds of 1,000 events\n")
        print(memory(Path(name)))


def rates(folder: Path, program: Path, rounds: int, seconds: int) -> str:
    """Ask the three servers in turns for the same feeds."""
    with ExitStack() as running:
        ours = running.enter_context(serving(folder, SIZES))
        feeds = {name: (ours.ask(name)[2], ours.ask(name, **GZIP)[2]) for name in SIZES}
        plain = {name: data for name, (data, _) in feeds.items()}
        check(plain)
        servers = {
            "nginx": running.enter_context(nginx(folder / "nginx", feeds)),
            "Radicale": running.enter_context(radicale(folder / "radicale", program, plain)),
            "tracker serve": ours,
        }
        lines = [line for poll in POLLS for line in compared(poll, servers, rounds, seconds)]
    heads = ("", "", "answers a second", "of nginx", "x Radicale", "CPU, us", "CPU x nginx")
    rule = ("---", "---", *("--:" for _ in heads[2:]))
    return "\n".join(f"| {' | '.join(line)} |" for line in (heads, rule, *lines))


def serving(folder: Path, sizes: Mapping[str, int]):
    """Run an office with one feed for each size."""
    port = free_port()
    office = Office(folder, port)
    addresses = {
        name: office.feed("plan", office.take_in(100 + number, size))
        for number, (name, size) in enumerate(sizes.items())
    }
    return tracker(office, port, addresses)


def check(feeds: Mapping[str, bytes]) -> None:
    """Refuse to measure feeds of other sizes than announced."""
    for name, size in SIZES.items():
        if (found := feeds[name].count(b"BEGIN:VEVENT")) != size:
            raise SystemExit(f"the feed of {size} events has {found}")


def compared(poll: Poll, servers: Mapping[str, Server], rounds: int, seconds: int) -> list[tuple[str, ...]]:
    """Ask every server once a round; return a line for each."""
    found: dict[str, list[Rate]] = {name: [] for name in servers}
    for _ in range(rounds):
        for name, server in servers.items():
            found[name].append(asked(poll, server, seconds))
    return [line(poll, name, found) for name in servers]


def line(poll: Poll, name: str, found: Mapping[str, list[Rate]]) -> tuple[str, ...]:
    def ratio(fact: str, other: str) -> float:
        pairs = zip(found[name], found[other], strict=True)
        return median(getattr(one, fact) / getattr(base, fact) for one, base in pairs)

    rate, cpu = (median(getattr(one, fact) for one in found[name]) for fact in Rate._fields)
    figures = (
        f"{rate:,.0f}",
        f"{ratio('per_second', 'nginx'):.3g}",
        f"{ratio('per_second', 'Radicale'):,.0f}",
        f"{cpu * 1e6:,.1f}",
        f"{ratio('cpu', 'nginx'):,.1f}",
    )
    return (poll.title, name, *figures)


def asked(poll: Poll, server: Server, seconds: int) -> Rate:
    """Let wrk ask for some seconds, longer where not one answer comes; none may be a refusal."""
    _, etag, _ = server.ask(poll.feed, **poll.headers)
    headers = {**poll.headers, **({"If_None_Match": etag} if poll.is_held else {})}
    named = [f"-H{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    command = [
        "wrk",
        "-t1",
        f"-c{CLIENTS}",
        f"-d{seconds}s",
        "--timeout=60s",
        *named,
        server.address(poll.feed),
    ]
    before = server.cpu_seconds()
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    used = server.cpu_seconds() - before
    answers = int(re.search(r"(\d+) requests in", said)[1])
    if "Non-2xx" in said or "Socket errors" in said or seconds > LONGEST:
        raise SystemExit(f"{server.address(poll.feed)}:\n{said}")
    if not answers:
        return asked(poll, server, seconds * 3)
    return Rate(float(re.search(r"Requests/sec: +([\d.]+)", said)[1]), used / answers)


def memory(folder: Path) -> str:
    """Fetch every feed plain and compressed, twice, and look at the process after each kind."""
    sizes = {str(number): 1000 for number in range(FEEDS_IN_MEMORY)}
    with serving(folder, sizes) as server:
        told = {"started": server.resident_mb()}
        for title, headers in (("all fetched", {}), ("all fetched with gzip, too", GZIP)):
            octets = sum(len(server.ask(name, **headers)[2]) for name in (*sizes, *sizes)) // 2
            told[f"{title} ({octets / 1e6:.1f} MB)"] = server.resident_mb()
    lines = [
        "| | resident, MB |",
        "| --- | --: |",
        *(f"| {when} | {size:.1f} |" for when, size in told.items()),
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
