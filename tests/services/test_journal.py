"""The sent journal."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from stat import S_IMODE

from hypothesis import given
from hypothesis import strategies as st

from tracker.services import journal
from tracker.store.outbox import Claimed, Said

NOW = datetime(2024, 5, 27, 18, 30, tzinfo=UTC)


def claimed(n=1, name="1@b.vn"):
    said = (Said("249-2024.01", 1, "lead", -5, 0),)
    return Claimed(
        n, f"token{n}", f"daily|{n}@c.vn", f"{n}@c.vn", date(2024, 5, 28), b"", 1, NOW, name, False, NOW, said
    )


def test_line_is_read_as_it_was_written_and_only_its_owner_may(tmp_path):
    journal.append(tmp_path, claimed(), NOW)
    (entry,) = journal.entries(tmp_path)
    assert (entry.at, entry.message_id, entry.token) == (NOW, "1@b.vn", "token1")
    assert (entry.recipient, entry.slot_on, entry.notices) == ("1@c.vn", date(2024, 5, 28), claimed().notices)
    (path,) = tmp_path.iterdir()
    assert (path.name, S_IMODE(path.stat().st_mode)) == ("2024-05-27.jsonl", 0o600)


def test_only_files_from_a_day_on_are_read(tmp_path):
    for days in range(3):
        journal.append(tmp_path, claimed(days), NOW + timedelta(days=days))
    assert [entry.token for entry in journal.entries(tmp_path, date(2024, 5, 28))] == ["token1", "token2"]


@given(st.integers(0, 200), st.binary(max_size=40))
def test_line_that_a_crash_cut_off_spoils_no_other(tmp_path_factory, kept, noise):
    folder = tmp_path_factory.mktemp("journal")
    journal.append(folder, claimed(1), NOW)
    (path,) = folder.iterdir()
    whole = path.read_bytes()
    path.write_bytes(whole + whole[:kept] + noise.replace(b"\n", b"").replace(b"\r", b""))
    journal.append(folder, claimed(2), NOW)
    tokens = [entry.token for entry in journal.entries(folder)]
    assert tokens[0] == "token1"
    assert tokens[-1] == "token2"


@given(st.text())
def test_any_name_stands_in_one_line(tmp_path_factory, name):
    folder = tmp_path_factory.mktemp("journal")
    journal.append(folder, claimed(name=name), NOW)
    assert [entry.message_id for entry in journal.entries(folder)] == [name]


def test_name_of_a_days_file_is_on_the_disk_before_anything_is_sent(office, monkeypatch):
    synced = []
    opened_as = lambda opened: str(Path(f"/proc/self/fd/{opened}").readlink())  # noqa: E731
    monkeypatch.setattr(journal.os, "fsync", lambda opened: synced.append(opened_as(opened)))
    assert journal.is_writable(office)
    assert synced == [str(journal.folder_of(office))]
