"""How long a question takes in a fresh process: ``tracker`` against ``khal`` and a bare interpreter."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from rounds import interleaved, table

HERE = Path(__file__).parent
SIZES = (35, 10_000)
AS_OF = date(2024, 5, 27)
EVENT = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//benchmark//events//EN
BEGIN:VEVENT
UID:{number}@example.vn
DTSTAMP:20240101T000000Z
DTSTART;VALUE=DATE:{first:%Y%m%d}
DTEND;VALUE=DATE:{after:%Y%m%d}
SUMMARY:Báo cáo kết quả thực hiện nhiệm vụ số {number} về Sở Nội vụ
DESCRIPTION:Chủ trì: Ban TĐKT thành phố\\; phối hợp: các cơ quan liên quan
END:VEVENT
END:VCALENDAR
"""
KHAL_CONFIG = """[calendars]
[[office]]
path = {folder}/events
type = calendar
[sqlite]
path = {folder}/khal.db
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
default_timezone = Asia/Ho_Chi_Minh
local_timezone = Asia/Ho_Chi_Minh
"""


def main() -> None:
    """Measure both sizes and print one table each."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--khal", required=True, type=Path, help="the khal program (see README.md)")
    options.add_argument("--rounds", type=int, default=9)
    chosen = options.parse_args()
    for size in SIZES:
        with tempfile.TemporaryDirectory() as name:
            print(f"\n{size:,} obligations, medians of {chosen.rounds} interleaved rounds\n")
            print(measured(Path(name), size, chosen.khal.absolute(), chosen.rounds))


def measured(folder: Path, size: int, khal: Path, rounds: int) -> str:
    """Fill a database and a calendar with as many entries, ask both, return the table."""
    database = folder / "tracker.sqlite3"
    subprocess.run([sys.executable, HERE / "fill.py", database, str(size)], check=True)
    config = fill_calendar(folder, size)
    listing = [str(khal), "-c", str(config), "list", AS_OF.isoformat(), "7d"]
    subprocess.run(listing, cwd=folder, check=True, capture_output=True)  # khal fills its cache once
    contenders = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "tracker --help": [program(), "--help"],
        "tracker status": [program(), "status", "--as-of", AS_OF.isoformat()],
        "khal list": listing,
    }
    environ = os.environ | {"TRACKER_DATABASE_URL": f"sqlite:///{database}"}
    return table(
        interleaved(contenders, rounds=rounds, folder=folder, environ=environ),
        ["python -c pass", "khal list"],
    )


def fill_calendar(folder: Path, size: int) -> Path:
    """Write as many whole-day events over the year, one file each as vdir asks, and khal's settings."""
    events = folder / "events"
    events.mkdir()
    for number in range(size):
        first = date(AS_OF.year, 1, 1) + timedelta(days=number * 366 // size)
        text = EVENT.format(number=number, first=first, after=first + timedelta(days=1))
        (events / f"{number}.ics").write_text(text.replace("\n", "\r\n"), encoding="utf-8")
    config = folder / "khal.conf"
    config.write_text(KHAL_CONFIG.format(folder=folder), encoding="utf-8")
    return config


def program() -> str:
    """The ``tracker`` of this interpreter's environment."""
    found = shutil.which("tracker", path=str(Path(sys.executable).parent))
    if found is None:
        raise SystemExit("tracker is not installed beside this interpreter")
    return found


if __name__ == "__main__":
    main()
