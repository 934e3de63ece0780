"""A copy put back: nothing lost that it held, nothing said twice, and nothing half done."""

import json
import os
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from email import message_from_bytes

import pytest

from tests.offices import PLAN, ROOT, at, days, open_office, outbox, rows
from tests.store import samples
from tracker.errors import BusyError, StoreError, UsageError
from tracker.services.backing_up import back_up
from tracker.services.delivering import deliver
from tracker.services.importing import import_plan
from tracker.services.journal import folder_of
from tracker.services.reminding import remind
from tracker.services.restoring import offer, restore
from tracker.services.tracking import mark_done
from tracker.store.backup import quick_check
from tracker.store.outbox import enqueue
from tracker.store.state import get_state, set_state
from tracker.store.tables import DeliveryRow, NoticeRow

MONDAY = date(2024, 5, 27)
WEEK_LATER = date(2024, 6, 3)


def live(app, first, last):
    """Remind and deliver day by day."""
    for day in days(first, last):
        remind(at(app, day))
        deliver(app)


def write_journal(app):
    """Keep the journal that deliveries leave: what the database knows to have left, a line each."""
    folder = folder_of(app)
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*.jsonl"):
        path.unlink()
    said = rows(app, NoticeRow, state="sent")
    for letter in rows(app, DeliveryRow, state="sent"):
        line = journal_line(letter, [notice for notice in said if notice.delivery_id == letter.id])
        with (folder / f"{letter.sent_at:%Y-%m-%d}.jsonl").open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")


def journal_line(letter, notices):
    keys = [[n.obligation_id, n.due_version, n.kind, n.offset_days, n.level] for n in notices]
    facts = {"at": letter.sent_at.isoformat(), "slot_on": letter.slot_on.isoformat(), "notices": keys}
    names = ("message_id", "dedup_key", "recipient")
    return json.dumps({**facts, "token": "t", **{name: getattr(letter, name) for name in names}})


def reopened(app):
    """The office as a service finds it that starts now."""
    app.close()
    for name in ("store", "unprepared_store"):
        app.__dict__.pop(name, None)
    return app


def database(app):
    return app.config.paths.data / "tracker.sqlite3"


def put_back(app, file):
    app.close()
    report = restore(app, file)
    reopened(app)
    return report


def sent_to(app):
    """How many letters each person has, and every Message-ID."""
    letters = [message_from_bytes(path.read_bytes()) for path in outbox(app)]
    return Counter(letter["To"] for letter in letters), Counter(letter["Message-ID"] for letter in letters)


def letters_of(app):
    """Who had a letter on which day; the rest of a name is the letter's own identity."""
    return sorted(path.name.rpartition("_")[0] for path in outbox(app))


@pytest.fixture
def copied(planned, tmp_path):
    """An office whose database was copied on a Monday morning before any letter of that day."""
    app = at(planned, MONDAY, hour=2)
    file = tmp_path / "copy.db"
    back_up(app, file)
    return app, file


def test_copy_comes_back_and_the_former_database_is_kept(copied):
    app, file = copied
    live(app, MONDAY, MONDAY)
    before = len(rows(app, NoticeRow))
    report = put_back(app, file)
    assert {notice.reason for notice in rows(app, NoticeRow)} == {"restored"}
    assert report.contents.obligations == 35
    former = open_office(file.parent, database=f"sqlite:///{report.aside}")
    assert len(rows(former, NoticeRow)) == before > 0
    former.store.dispose()
    assert quick_check(database(app)) == "ok"


@pytest.mark.parametrize("back_on", [WEEK_LATER, WEEK_LATER + timedelta(days=1)])
def test_last_weeks_copy_sends_at_most_one_letter_a_person(copied, back_on):
    app, file = copied
    live(app, MONDAY, WEEK_LATER)
    write_journal(app)
    before, _ = sent_to(app)
    put_back(at(app, back_on, hour=10), file)
    live(app, back_on, back_on)
    people, names = sent_to(app)
    assert all(people[person] - before[person] <= 1 for person in people)
    assert max(names.values()) == 1
    if back_on == WEEK_LATER:
        assert people == before, "who had the letter of this day gets no other"


def test_what_was_said_counts_as_said_and_the_rest_is_caught_up(copied):
    """Restored after a week: the same letters from then on as if nothing had happened."""
    app, file = copied
    live(app, MONDAY, WEEK_LATER)
    write_journal(app)
    put_back(at(app, WEEK_LATER, hour=10), file)
    live(app, WEEK_LATER + timedelta(days=1), date(2024, 6, 14))
    (file.parent / "never").mkdir()
    other = open_office(file.parent / "never")
    import_plan(other, PLAN)
    live(other, MONDAY, date(2024, 6, 14))
    assert letters_of(app) == letters_of(other)
    other.store.dispose()


def test_notices_that_were_due_and_not_sent_speak_once(copied):
    """Nothing left during the week: one letter each, with the newest word about every duty."""
    app, file = copied
    put_back(at(app, WEEK_LATER, hour=10), file)
    live(app, WEEK_LATER, WEEK_LATER + timedelta(days=1))
    people, _ = sent_to(app)
    remind(app)
    said = Counter(
        (n.obligation_id, n.recipient) for n in rows(app, NoticeRow, slot_on=WEEK_LATER, state="sent")
    )
    assert max(said.values(), default=1) == 1
    assert max(Counter(d.recipient for d in rows(app, DeliveryRow, slot_on=WEEK_LATER)).values()) == 1
    assert people


def test_letters_that_the_copy_holds_are_settled_by_the_journal(planned, tmp_path):
    app = at(planned, MONDAY)
    remind(app)
    file = tmp_path / "copy.db"
    back_up(app, file)
    deliver(app)
    write_journal(app)
    report = put_back(app, file)
    assert report.reconciled.letters == len(rows(app, DeliveryRow)) > 0
    assert {letter.state for letter in rows(app, DeliveryRow)} == {"sent"}
    assert {(n.state, n.reason) for n in rows(app, NoticeRow) if n.delivery_id} == {("sent", "restored")}
    assert deliver(app).sent == 0


def test_letter_on_its_way_when_the_copy_was_made_waits_again_as_doubtful(planned, tmp_path):
    app = at(planned, MONDAY)
    now = app.clock.now()
    lease = {"lease_owner": "x", "lease_token": "t", "lease_until": now + timedelta(minutes=25)}
    with app.store.write() as session:
        enqueue(session, samples.delivery(1, state="sending", **lease), samples.RAW)
    back_up(app, tmp_path / "copy.db")
    put_back(app, tmp_path / "copy.db")
    (letter,) = rows(app, DeliveryRow)
    assert (letter.state, letter.ambiguous, letter.lease_token) == ("ready", True, "")


def test_journal_can_be_taken_up_twice(copied):
    app, file = copied
    live(app, MONDAY, WEEK_LATER)
    write_journal(app)
    first = put_back(app, file).reconciled
    back_up(app, file, replaces=True)
    assert put_back(app, file).reconciled == type(first)(0, 0, ())


def test_garbled_lines_are_counted_and_stop_nothing(copied):
    app, file = copied
    live(app, MONDAY, MONDAY)
    write_journal(app)
    (path,) = folder_of(app).glob("*.jsonl")
    good = path.read_bytes()
    bad = [b"", b"not json", b"[1]", b'{"at": 1}', b"\xff\xfe", good.splitlines()[0][:-9], b"[" * 100_000]
    path.write_bytes(b"\n".join([*bad, *good.splitlines()]))
    report = put_back(app, file)
    assert len(report.reconciled.unreadable) == len(bad)
    assert report.reconciled.letters == len(good.splitlines())


def test_dates_that_the_copy_does_not_know_yet_are_told_again(copied):
    """Said about a date that was entered after the copy was made, and is lost with it."""
    app, file = copied
    with app.store.write() as session:
        enqueue(session, samples.delivery(1, state="sent", sent_at=app.clock.now()), samples.RAW)
    (letter,) = rows(app, DeliveryRow)
    folder = folder_of(app)
    folder.mkdir(parents=True)
    notices = [
        samples.notice("249-2024.01", due_version=1),
        samples.notice("249-2024.02", due_version=2),
        samples.notice("999-2099.01"),
    ]
    (folder / "2024-05-27.jsonl").write_text(journal_line(letter, notices))
    report = put_back(app, file)
    assert (report.reconciled.letters, report.reconciled.notices) == (1, 1)
    assert [(n.obligation_id, n.state) for n in rows(app, NoticeRow)] == [("249-2024.01", "sent")]


def test_work_that_was_done_when_the_copy_was_made_stays_done(planned, tmp_path):
    app = at(planned, MONDAY)
    mark_done(app, "249-2024.14", evidence="35/BC")
    back_up(app, tmp_path / "copy.db")
    put_back(app, tmp_path / "copy.db")
    remind(app)
    assert rows(app, NoticeRow, obligation_id="249-2024.14") == []


def test_offer_counts_both_and_an_unreadable_database_is_unknown(copied):
    app, file = copied
    live(app, MONDAY, MONDAY)
    app.close()
    found = offer(app, file)
    assert (found.copy.letters, found.present.letters > 0) == (0, True)
    assert found.present.changed_at > found.copy.changed_at
    database(app).write_bytes(b"ruined" * 1000)
    assert offer(app, file).present is None


def test_damaged_database_is_replaced_and_kept(copied):
    app, file = copied
    app.close()
    database(app).write_bytes(b"ruined" * 1000)
    report = restore(app, file)
    assert report.aside.read_bytes() == b"ruined" * 1000
    assert quick_check(database(app)) == "ok"


def test_restore_where_there_is_no_database_yet(copied, tmp_path):
    _, file = copied
    (tmp_path / "new").mkdir()
    app = open_office(tmp_path / "new")
    assert restore(app, file).aside is None
    assert len(rows(app, DeliveryRow)) == 0
    app.close()


def test_restored_database_is_sound_again(copied):
    app, file = copied
    with app.store.write() as session:
        set_state(session, "integrity", "row 7 missing from index")
    back_up(app, file, replaces=True)
    put_back(app, file)
    with app.store.read() as session:
        assert get_state(session, "integrity") == "ok"


def refused(app, file, error=StoreError):
    app.close()
    before = database(app).read_bytes()
    keys = []
    for step in (offer, restore):
        with pytest.raises(error) as caught:
            step(app, file)
        keys.append(caught.value.key)
    assert database(app).read_bytes() == before
    return keys


def test_what_is_no_sound_copy_is_refused(copied, tmp_path):
    app, file = copied
    data = bytearray(file.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 30_000] = os.urandom(30_000)
    (tmp_path / "harmed.db").write_bytes(data)
    assert refused(app, tmp_path / "harmed.db") == ["store.damaged"] * 2
    assert refused(app, PLAN) == ["store.damaged"] * 2
    with pytest.raises(UsageError):
        offer(app, tmp_path / "none")
    with pytest.raises(UsageError):
        offer(app, database(app))


def test_newer_schema_is_refused(copied, tmp_path):
    app, _ = copied
    with app.store.write() as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    back_up(app, tmp_path / "newer.db")
    with app.store.write() as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '0005'")
    assert refused(app, tmp_path / "newer.db") == ["store.newer_schema"] * 2


def test_database_that_somebody_uses_is_left_alone(copied):
    app, file = copied
    with app.store.read() as session:
        get_state(session, "name")
        with pytest.raises(BusyError):
            restore(app, file)
    assert not list(database(app).parent.glob("*before-restore*"))
    assert not list(database(app).parent.glob(".*"))


def test_killed_at_any_moment_it_leaves_one_database_or_the_other(copied, tmp_path):
    app, file = copied
    live(app, MONDAY, MONDAY)
    write_journal(app)
    app.close()
    command = [sys.executable, "-m", "tests.services.killed_restore", str(tmp_path), str(file)]
    finished = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stderr
    seen = finished.stdout.split()
    assert seen == sorted(seen, reverse=True), "once it is new it stays new"
    assert seen.count("old") > 10
    assert seen.count("new") > 1
