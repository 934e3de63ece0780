"""Help and quick answers load nothing heavy: the modules of a real process are counted."""

import json
import os
import socket
import subprocess
import sys

import pytest

from tests.house.tree import ROOT

HEAVY = {
    "alembic", "apscheduler", "asyncio", "babel", "docx", "hatchling", "icalendar", "jinja2", "openpyxl", "psycopg",
    "pydantic", "requests", "rich", "smtplib", "sqlalchemy", "sqlmodel", "starlette", "uvicorn", "yagmail",
}  # fmt: skip
PROGRAM = """
import sys
from tracker.cli import main
try:
    main(sys.argv[1:])
finally:
    print("loaded:", *sys.modules, file=sys.stderr)
"""


#: Before the server starts: a thread that waits for it, fetches, and sends the signal to stop.
FETCHING = """
import os, signal, threading, time, urllib.request
def fetch():
    for _ in range(200):
        time.sleep(0.1)
        try:
            print(urllib.request.urlopen("{address}").read().decode())
            break
        except OSError:
            continue
    os.kill(os.getpid(), signal.SIGTERM)
threading.Thread(target=fetch, daemon=True).start()
"""


def run(folder, *arguments, before=""):
    quiet = {name: value for name, value in os.environ.items() if not name.startswith("TRACKER_")}
    return subprocess.run(
        [sys.executable, "-c", before + PROGRAM, *arguments],
        cwd=folder,
        env=quiet | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def heavy(finished):
    loaded = finished.stderr.rpartition("loaded:")[2].split()
    assert "click" in loaded, finished.stderr
    return HEAVY.intersection(loaded)


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """A folder whose database holds the shipped plan."""
    folder = tmp_path_factory.mktemp("office")
    plan = next((ROOT / "calendars" / "plans").glob("249-*.txt"))
    finished = run(folder, "import", str(plan), "--yes")
    assert finished.returncode in {0, 1}, finished.stderr
    return folder


def test_help_loads_nothing_heavy(tmp_path):
    finished = run(tmp_path, "--help")
    assert finished.returncode == 0
    assert not heavy(finished)


@pytest.mark.parametrize(
    "question", [("status",), ("list",), ("load",), ("feeds",), ("phrase", "trước 31/5", "--year", "2024")]
)
def test_answers_load_no_database_stack(office, question):
    finished = run(office, *question, "--json")
    assert finished.returncode in {0, 1}, finished.stderr
    assert not heavy(finished)


def test_feed_server_loads_no_database_stack_and_no_scheduler(office):
    """Its memory is an office's smallest machine: what publishes feeds and what serves them need other things."""
    finished = serve_one_feed(office)
    assert "BEGIN:VCALENDAR" in finished.stdout, finished.stderr
    assert not heavy(finished) & {"alembic", "apscheduler", "icalendar", "sqlalchemy", "sqlmodel", "yagmail"}


def serve_one_feed(office):
    """Run the server in a process of its own, which fetches a feed from itself and then stops itself."""
    made = run(office, "feeds", "create", "plan", "249-2024", "--json")
    address = json.loads(made.stdout)["feed"]["address"]
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = (ROOT / "config.toml").read_text(encoding="utf-8").replace("port = 8249", f"port = {port}")
    settings = settings.replace('calendars = "calendars"', f"calendars = '{ROOT}/calendars'")
    (office / "config.toml").write_text(settings, encoding="utf-8")
    fetching = FETCHING.format(address=address.replace(":8249/", f":{port}/"))
    return run(office, "serve", before=fetching)


def test_first_import_of_a_text_plan_needs_no_scheduler_mail_or_web(tmp_path):
    finished = run(tmp_path, "import", str(next((ROOT / "calendars" / "plans").glob("249-*.txt"))), "--yes")
    assert not heavy(finished) & {
        "alembic",
        "apscheduler",
        "starlette",
        "uvicorn",
        "yagmail",
        "icalendar",
        "rich",
    }
