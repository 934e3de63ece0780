"""tracker outbox and tracker bounce."""

import json
import sqlite3

import pytest

from tests.services.test_bounces import report

MONDAY = "2024-05-27"


@pytest.fixture
def outbox(planned, office):
    """The office with three letters: one sent, one failed, one waiting."""
    database = office / "var" / "tracker.sqlite3"
    with sqlite3.connect(database) as connection:
        for n, state in enumerate(("sent", "failed", "ready"), start=1):
            connection.execute(
                "INSERT INTO delivery (dedup_key, message_id, recipient, recipient_name, slot_on, subject, sha256,"
                " state, priority, attempts, created_at, next_at, lease_owner, lease_token, ambiguous, last_phase,"
                " last_code, last_enhanced, last_text, has_week, sent_at)"
                " VALUES (?, ?, ?, '', ?, 'x', '', ?, 1, 0, ?, ?, '', '', 0, '', 0, '', '', 0, ?)",
                (f"k{n}", f"<{n}@b.vn>", f"{n}@c.vn", MONDAY, state, *[f"{MONDAY} 00:00:00.000000"] * 3),
            )
            raw = f"Message-ID: <{n}@b.vn>\r\nDate: x\r\n\r\nx\r\n".encode()
            connection.execute("INSERT INTO delivery_bytes VALUES (?, ?)", (n, raw))
    connection.close()
    return planned


def answer(run, *arguments, code=0):
    result = run(*arguments, "--json")
    assert result.code == code, result.err
    return json.loads(result.out)


def test_outbox_is_listed_with_or_without_the_word(outbox):
    listed = answer(outbox, "outbox")
    assert [letter["id"] for letter in listed["letters"]] == [3, 2, 1]
    assert answer(outbox, "outbox", "list") == listed
    assert [letter["id"] for letter in answer(outbox, "outbox", "list", "--state", "failed")["letters"]] == [
        2
    ]


def test_one_letter_is_shown(outbox):
    assert answer(outbox, "outbox", "show", "2")["state"] == "failed"
    assert "2@c.vn" in outbox("outbox", "show", "2").out


def test_failed_letter_is_sent_again(outbox):
    assert answer(outbox, "outbox", "retry", "2") == {"retried": [{"old": 2, "new": 4}]}
    assert answer(outbox, "outbox", "show", "4")["follows"] == 2
    assert outbox("outbox", "retry", "2").code == 2
    assert outbox("outbox", "retry", "1").code == 2


def test_only_a_letter_that_waits_is_stopped(outbox):
    assert outbox("outbox", "cancel", "2", "3").code == 2
    assert answer(outbox, "outbox", "seen", "--all") == {"seen": [2]}
    assert answer(outbox, "outbox", "cancel", "3") == {"cancelled": [3]}
    states = [letter["state"] for letter in answer(outbox, "outbox")["letters"]]
    assert states == ["cancelled", "failed", "sent"]


def test_seen_wants_letters_or_all_of_them(outbox):
    assert outbox("outbox", "seen").code == 2
    assert outbox("outbox", "seen", "2", "--all").code == 2
    assert "1" in outbox("outbox", "seen", "2").out


def test_bounce_is_taken_from_a_file(outbox, tmp_path):
    file = tmp_path / "back.eml"
    file.write_bytes(report("<1@b.vn>"))
    found = answer(outbox, "bounce", file)
    assert found["letters"][0]["letter"] == 1
    assert outbox("bounce", file).code == 0
    file.write_bytes(report("<9@b.vn>"))
    assert answer(outbox, "bounce", file, code=1) == {"letters": [], "unknown": 1}
    file.write_bytes(b"nothing\r\n")
    assert outbox("bounce", file).code == 12
    assert outbox("bounce", tmp_path / "none.eml").code == 2
