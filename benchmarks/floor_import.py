"""The least that an import can cost in Python: a zip, a table, one pattern, three tables of rows.

Not a way to read plans: no problems, no calendar, no owners, no second import.
"""

import re
import sqlite3
import sys
import xml.etree.ElementTree as ET
import zipfile
from calendar import monthrange
from datetime import date, timedelta

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MONTH = re.compile(r"\((?:từ |đầu |giữa |cuối )?tháng (\d+)(?: đến tháng (\d+))?[^()]*\)\s*$")
YEAR = 2024
SCHEMA = """
CREATE TABLE task (id INTEGER PRIMARY KEY, title TEXT, lead TEXT);
CREATE TABLE obligation (id INTEGER PRIMARY KEY, task INTEGER, due_on TEXT);
CREATE TABLE reminder (obligation INTEGER, slot_on TEXT);
CREATE INDEX obligation_due_on ON obligation (due_on);
"""


def main(document: str, database: str) -> None:
    """Read the rows, date them, store them in one transaction."""
    with zipfile.ZipFile(document) as archive:
        tree = ET.fromstring(archive.read("word/document.xml"))
    rows = [["".join(cell.itertext()) for cell in row.iter(f"{W}tc")] for row in tree.iter(f"{W}tr")]
    due = [last_day(row[1]) for row in rows]
    connection = sqlite3.connect(database)
    connection.executescript(SCHEMA)
    with connection:
        connection.executemany(
            "INSERT INTO task VALUES (?, ?, ?)", ((n, row[1], row[2]) for n, row in enumerate(rows))
        )
        connection.executemany(
            "INSERT INTO obligation VALUES (?, ?, ?)", ((n, n, day and str(day)) for n, day in enumerate(due))
        )
        connection.executemany("INSERT INTO reminder VALUES (?, ?)", reminders(due))
    connection.close()


def last_day(title: str) -> date | None:
    """The last day of the last month that the closing brackets name."""
    found = MONTH.search(title)
    if found is None:
        return None
    month = int(found[2] or found[1])
    return date(YEAR, month, monthrange(YEAR, month)[1])


def reminders(due: list[date | None]) -> list[tuple[int, str]]:
    """Three reminders for each day."""
    dated = [(number, day) for number, day in enumerate(due) if day]
    return [(number, str(day - timedelta(days=before))) for number, day in dated for before in (10, 5, 2)]


if __name__ == "__main__":
    main(*sys.argv[1:])
