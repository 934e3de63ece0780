"""Readers that misbehave as hostile files make real ones do; run in a child process by the tests."""

import os
import subprocess
import sys
import time

from tracker.errors import DocumentError, Place, Problem
from tracker.readers.document import Document, Paragraph, Row, Table


def well(data, name):
    row = Row(("1", "Họp\nhai dòng"), Place(sheet="Bảng 1", row=2), frozenset({1}))
    flaw = Problem("document.page_scanned", place=Place(page=2), facts={"pages": 3})
    print("a library that prints")
    return Document(
        name, (Paragraph(data.decode(), Place(line=1), after_gap=True), Table((row,), is_grid=True)), (flaw,)
    )


def hungry(data, name):
    return Document(name, (Paragraph("x" * 3_000_000_000, Place()),))


def endless(data, name):
    while True:
        pass


def idle(data, name):
    subprocess.Popen([sys.executable, "-c", f"import time; time.sleep(60); open({data.decode()!r}, 'w')"])
    time.sleep(60)


def crashing(data, name):
    os.abort()


def failing(data, name):
    raise ZeroDivisionError


def babbling(data, name):
    for fd in range(3, 10):
        try:
            os.write(fd, b"garbage \xff" * 10)
        except OSError:
            continue
    os._exit(0)


def flooding(data, name):
    return Document(name, (Paragraph("x" * 50_000_000, Place()),))


def refusing(data, name):
    raise DocumentError("document.too_many_pages", file=name, limit=7)


def telling(data, name):
    secrets = [key for key in os.environ if key.startswith("TRACKER_")]
    heavy = {"click", "sqlmodel", "sqlalchemy", "apscheduler", "yagmail", "starlette"} & sys.modules.keys()
    return Document(name, (Paragraph(repr((secrets, heavy)), Place()),))
