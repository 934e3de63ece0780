"""Interleaved rounds: every contender once a round, so that a busy machine is busy for all of them."""

import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median

Preparation = Callable[[], object]


def interleaved(
    contenders: Mapping[str, Sequence[str]],
    *,
    rounds: int,
    folder: Path,
    environ: Mapping[str, str],
    before: Preparation = lambda: None,
) -> dict[str, list[float]]:
    """Run each command ``rounds`` times in turns; return the seconds of each run.

    One round before the first warms the disk's caches and is not counted.
    ``before`` runs, uncounted, ahead of every command.
    """
    seconds: dict[str, list[float]] = {name: [] for name in contenders}
    for number in range(rounds + 1):
        for name, command in contenders.items():
            before()
            taken = _timed(command, folder, environ)
            if number:
                seconds[name].append(taken)
    return seconds


def _timed(command: Sequence[str], folder: Path, environ: Mapping[str, str]) -> float:
    began = time.perf_counter()
    finished = subprocess.run(command, cwd=folder, env=environ, capture_output=True, check=False)
    taken = time.perf_counter() - began
    if finished.returncode not in {0, 1}:
        raise SystemExit(f"{' '.join(command)}: {finished.stderr.decode(errors='replace')}")
    return taken


def table(seconds: Mapping[str, list[float]], bases: Sequence[str]) -> str:
    """Lay out medians in milliseconds and, for each base, the median of the ratios within a round."""
    heads = ["", "ms", *(f"x {base}" for base in bases)]
    lines = [heads, ["---", "--:", *("--:" for _ in bases)]]
    for name, taken in seconds.items():
        ratios = [median(map(_ratio, taken, seconds[base])) for base in bases]
        lines.append([name, f"{median(taken) * 1000:.0f}", *(f"{ratio:.2f}" for ratio in ratios)])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _ratio(one: float, other: float) -> float:
    return one / other
