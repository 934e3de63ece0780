"""How much memory ``tracker run`` holds with a million obligations stored, after its start and a turn."""

import argparse
import tempfile
import time
from pathlib import Path

from servers import Server
from service import running, working_office
from stored import figures, store_obligations

STORED = 1_000_000
SETTLED = 5  # seconds after the first turn


def main() -> None:
    """Measure and print one table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--stored", type=int, default=STORED)
    stored = options.parse_args().stored
    rows = {}
    for total in (0, stored):
        with tempfile.TemporaryDirectory() as name:
            rows[f"{total:,} obligations"] = measured(Path(name), total)
    print("Memory of tracker run after its start and one turn\n")
    print(figures(rows, ("resident, MB", "at most, MB", "first turn over after, s")))


def measured(folder: Path, stored: int) -> tuple[str, ...]:
    """Return what the service holds, the most that it held, and how long its start and first turn took."""
    office, port = working_office(folder)
    if stored:
        store_obligations(office, port, stored)
    began = time.monotonic()
    with running(office, port) as pid:
        took = time.monotonic() - began
        time.sleep(SETTLED)
        return f"{Server(port, pid, {}).resident_mb():.1f}", f"{peak_mb(pid):.1f}", f"{took:.1f}"


def peak_mb(pid: int) -> float:
    """Return the most memory that a process has held, in megabytes of a million octets."""
    status = Path(f"/proc/{pid}/status").read_text()
    kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    return int(kilobytes) * 1024 / 1e6


if __name__ == "__main__":
    main()
