"""Whatever a document, a name, a file or a mail server says: it cannot speak to a terminal or forge a line."""

import json
import logging
import unicodedata
from pathlib import Path

import pytest

from tests.cli.conftest import office, planned, run  # noqa: F401  (fixtures)
from tests.offices import PLAN, corrected, line_of, open_office, rows, write_config
from tests.store import samples
from tracker.logs import LINE, OneLine
from tracker.store.outbox import enqueue
from tracker.store.tables import FeedFetchRow, FeedRow

#: Starts a title of the window, moves the cursor, C1 CSI, turns text around, rings, forges a line.
HOSTILE = "\x1b]0;owned\x07\x1b[2J\x9b31mred\u202etxt\u2066\x08\x7f\x00"

IN_TEXT = "\x9b31mred\u202etxt\u2066"  # other controls make a file no text at all


def harmful(text):
    """Everything in a text that a terminal might obey, but for the ends of its lines."""
    found = {each for each in text if unicodedata.category(each) in {"Cc", "Cf"}} - {"\n"}
    return sorted(f"{ord(each):04x}" for each in found)


def said(answer):
    return answer.out + answer.err


@pytest.fixture
def hostile(run, office):  # noqa: F811
    """An office that took a hostile plan in, reported a hostile deed and got hostile answers from its mail server."""
    line = line_of(14)
    title = line.split("\t")[1]
    plan = corrected(office, (title, f"{IN_TEXT}{title}\u202e"))
    assert run("import", plan, "--yes").code == 0
    assert run("done", "249-2024.14", "--evidence", f"35/BC{HOSTILE}").code == 0
    app = open_office(office)
    now = app.clock.now()
    with app.store.write() as session:
        words = {"last_text": f"550 {HOSTILE}\r\nforged", "subject": HOSTILE, "recipient_name": HOSTILE}
        enqueue(session, samples.delivery(1, state="failed", last_code=550, **words, next_at=now), _raw())
    app.close()
    return run


def _raw():
    return f"Subject: x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nx{HOSTILE}\r\n".encode()


COMMANDS = [
    ("status",),
    ("status", "--as-of", "2024-05-27"),
    ("list",),
    ("show", "249-2024.14"),
    ("explain", "249-2024.14"),
    ("units",),
    ("review",),
    ("load", "249-2024"),
    ("outbox",),
    ("outbox", "show", "1"),
    ("simulate", "249-2024", "--to", "2024-02-01"),
    ("feeds",),
    ("check",),
    ("show", HOSTILE),
    ("done", HOSTILE),
    ("import", HOSTILE.replace("\x00", "")),
    ("read", HOSTILE.replace("\x00", "")),
    ("phrase", f"báo cáo {HOSTILE} trước ngày 31/5", "--year", "2024"),
    ("phrase", HOSTILE, "--year", HOSTILE),
    ("list", "--search", HOSTILE),
    ("feeds", "create", "unit", HOSTILE),
    ("feeds", "create", "office", "--name", f"Lịch{HOSTILE}"),
    ("backup", HOSTILE.replace("\x00", "")),
    ("restore", HOSTILE.replace("\x00", "")),
    (HOSTILE,),
    ("status", HOSTILE),
    ("status", f"--{HOSTILE}"),
]


@pytest.mark.parametrize(
    "command", COMMANDS, ids=lambda command: "-".join(command)[:20].encode("ascii", "replace")
)
def test_no_answer_obeys_what_it_shows(hostile, command):
    answer = hostile(*command)
    assert answer.code != 70
    assert harmful(said(answer)) == []


@pytest.mark.parametrize(
    "command", [("list",), ("show", "249-2024.14"), ("outbox",), ("outbox", "show", "1")]
)
def test_json_escapes_what_it_carries(hostile, command):
    answer = hostile(*command, "--json")
    json.loads(answer.out)
    assert not set(harmful(answer.out)) & {"001b", "0007", "0008"}


def test_file_names_are_shown_without_their_escapes(run, office):  # noqa: F811
    name = f"ke{HOSTILE.replace(chr(0), '')}hoach.txt"
    Path(office / name).write_bytes(PLAN.read_bytes())
    for command in (
        ("read", name),
        ("import", name, "--yes"),
        ("status",),
        ("check",),
        ("show", "249-2024.01"),
    ):
        answer = run(*command)
        assert answer.code in {0, 1}
        assert harmful(said(answer)) == [], command


def test_the_user_name_is_shown_without_its_escapes(planned, monkeypatch):  # noqa: F811
    monkeypatch.setenv("USER", f"lan{HOSTILE.replace(chr(0), '')}")
    planned("done", "249-2024.14", "--evidence", "x")
    for command in (("show", "249-2024.14"), ("explain", "249-2024.14"), ("undo", "--dry-run")):
        assert harmful(said(planned(*command))) == [], command


def test_settings_refuse_or_clean_what_is_no_text(run, office):  # noqa: F811
    write_config(office, name='"Văn phòng \\u001b]0;x\\u0007\\u202e"')
    for command in (("status",), ("check",), ("units",)):
        assert harmful(said(run(*command))) == [], command


def test_visitors_cannot_speak_through_the_list_of_feeds(planned, office):  # noqa: F811
    assert planned("feeds", "create", "office").code == 0
    app = open_office(office)
    (feed,) = rows(app, FeedRow)
    with app.store.write() as session:
        moments = {"first_at": samples.NOW, "last_at": samples.NOW}
        session.add(FeedFetchRow(feed=feed.slug, client=HOSTILE, address=HOSTILE, times=1, **moments))
    app.close()
    assert harmful(said(planned("feeds"))) == []


RECORDS = ["title\r\n2024-05-27 INFO tracker forged", HOSTILE, "a\u2028b\u2029c\x85d", "\udcff"]


@pytest.mark.parametrize("text", RECORDS, ids=range(len(RECORDS)))
def test_a_record_of_the_log_is_one_line_that_obeys_nothing(text):
    record = logging.LogRecord("tracker", logging.INFO, "", 0, "delivery %s", (text,), None)
    line = OneLine(LINE).format(record)
    assert len(line.splitlines()) == 1
    assert harmful(line) == []


def test_a_traceback_in_the_log_obeys_nothing_either():
    error = ValueError(HOSTILE)
    record = logging.LogRecord("tracker", logging.ERROR, "", 0, "defect", (), (ValueError, error, None))
    assert harmful(OneLine(LINE).format(record)) == []


def test_harm_is_seen_by_this_test():
    assert {"001b", "202e", "009b"} <= set(harmful(HOSTILE))
