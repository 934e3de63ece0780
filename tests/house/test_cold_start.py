"""Help and quick answers load nothing heavy: the modules of a real process are counted."""

import os
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


def run(folder, *arguments):
    quiet = {name: value for name, value in os.environ.items() if not name.startswith("TRACKER_")}
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
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
    "question", [("status",), ("list",), ("load",), ("phrase", "trước 31/5", "--year", "2024")]
)
def test_answers_load_no_database_stack(office, question):
    finished = run(office, *question, "--json")
    assert finished.returncode in {0, 1}, finished.stderr
    assert not heavy(finished)


def test_import_of_a_text_plan_needs_no_scheduler_mail_or_web(office):
    finished = run(office, "import", str(next((ROOT / "calendars" / "plans").glob("249-*.txt"))), "--yes")
    assert not heavy(finished) & {
        "alembic",
        "apscheduler",
        "starlette",
        "uvicorn",
        "yagmail",
        "icalendar",
        "rich",
    }
