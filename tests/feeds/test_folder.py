"""A folder of calendars: what is ours comes and goes, what is others' stays."""

import gzip
import os
import resource
import stat
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import StoreError, UsageError
from tracker.feeds.folder import MANIFEST, CalendarFolder, file_name

NOW = datetime(2024, 5, 27, 1, 2, 3, tzinfo=UTC)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "srv" / "feeds"


@pytest.fixture
def folder(path):
    return CalendarFolder(path)


def lay_down(folder, *names, data=b"one"):
    folder.claim(names)
    written = [name for name in names if folder.put(name, data, NOW)]
    return written, folder.keep_only(names)


def names(path):
    return sorted(each.name for each in path.iterdir() if each.name != MANIFEST)


def test_calendar_stands_beside_its_compressed_form(folder, path):
    assert lay_down(folder, "office.ics") == (["office.ics"], [])
    assert names(path) == ["office.ics", "office.ics.gz"]
    assert gzip.decompress((path / "office.ics.gz").read_bytes()) == b"one"
    assert {each.stat().st_mtime for each in path.glob("office*")} == {NOW.timestamp()}


def test_both_forms_are_the_same_whenever_they_are_written(folder, path, tmp_path):
    other = CalendarFolder(tmp_path / "other")
    for each in (folder, other):
        lay_down(each, "office.ics", data=b"BEGIN:VCALENDAR\r\n" * 100)
    assert (path / "office.ics.gz").read_bytes() == (tmp_path / "other" / "office.ics.gz").read_bytes()


def test_group_may_read_and_nobody_else(folder, path):
    lay_down(folder, "office.ics")
    modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in (path, *path.iterdir())}
    assert modes == {"feeds": 0o750, "office.ics": 0o640, "office.ics.gz": 0o640, MANIFEST: 0o600}


def test_only_what_changed_is_written(folder):
    lay_down(folder, "a.ics", "b.ics")
    assert lay_down(folder, "a.ics", "b.ics") == ([], [])
    folder.put("a.ics", b"two", NOW)
    assert lay_down(folder, "a.ics", "b.ics", data=b"two") == (["b.ics"], [])


def test_lost_compressed_form_comes_back(folder, path):
    lay_down(folder, "a.ics")
    (path / "a.ics.gz").unlink()
    assert not folder.has("a.ics")
    lay_down(folder, "a.ics")
    assert folder.has("a.ics")


def test_what_is_no_longer_wanted_goes_and_what_others_put_there_stays(folder, path):
    lay_down(folder, "a.ics", "b.ics", "b.2024-Q1.ics")
    (path / "mine.ics").write_bytes(b"x")
    (path / "addresses.map").write_bytes(b"x")
    assert lay_down(folder, "a.ics") == ([], ["b.2024-Q1.ics", "b.ics"])
    assert names(path) == ["a.ics", "a.ics.gz", "addresses.map", "mine.ics"]
    assert lay_down(folder, "a.ics") == ([], [])


def test_manifest_that_lies_removes_nothing_of_others(folder, path, tmp_path):
    lay_down(folder, "a.ics")
    (tmp_path / "x.ics").write_bytes(b"x")
    lies = f"../../x.ics\n{tmp_path}/x.ics\nconfig.toml\n\n.tracker-feeds\na.ics/../../../x.ics\n".encode()
    (path / MANIFEST).write_bytes(lies + b"\xff\xfe\n")
    assert lay_down(folder, "a.ics") == ([], [])
    assert (tmp_path / "x.ics").exists()


def test_crash_between_claim_and_file_leaves_nothing_that_nobody_owns(folder, path):
    folder.claim(["a.ics"])
    folder.put("a.ics", b"x", NOW)
    assert CalendarFolder(path).keep_only([]) == ["a.ics"]
    assert names(path) == []


@pytest.mark.parametrize(
    "slug",
    [
        "",
        "../up",
        "../../x",
        "a/b",
        "\N{LATIN CAPITAL LETTER D WITH STROKE}",
        "a.b",
        "a\n",
        "x" * 101,
        "CON:",
    ],
)
def test_name_that_could_leave_the_folder_is_refused(slug):
    with pytest.raises(UsageError, match=r"feed\.slug"):
        file_name(slug)


@given(st.text(max_size=20), st.text(max_size=10))
def test_name_is_one_part_of_a_path_or_refused(slug, period):
    try:
        name = file_name(slug, period)
    except UsageError:
        return
    assert os.sep not in name
    assert name.isascii()
    assert not name.startswith(".")


def test_place_that_cannot_be_had_is_told(tmp_path):
    (tmp_path / "feeds").write_text("a file")
    with pytest.raises(StoreError) as caught:
        CalendarFolder(tmp_path / "feeds").claim(["a.ics"])
    assert (caught.value.key, caught.value.facts["path"]) == ("feed.unwritable", tmp_path / "feeds")


def test_failed_write_is_told_with_its_place_and_leaves_the_old_file(folder, path):
    lay_down(folder, "a.ics")
    (path / "b.ics").mkdir()
    with pytest.raises(StoreError) as caught:
        lay_down(folder, "a.ics", "b.ics", data=b"two")
    assert caught.value.facts["path"] == path / "b.ics"
    assert (path / "b.ics").is_dir()
    assert (path / "a.ics").read_bytes() == b"two"
    assert not [each for each in path.iterdir() if each.name.startswith(".b")]


@contextmanager
def full_after(octets):
    """Let no file grow larger, as a disk without room would."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (octets, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_disk_without_room_is_told_and_the_old_file_is_whole(folder, path):
    lay_down(folder, "a.ics")
    with full_after(1000), pytest.raises(StoreError) as caught:
        folder.put("a.ics", b"two" * 1000, NOW)
    assert caught.value.facts["path"] == path / "a.ics"
    assert (path / "a.ics").read_bytes() == b"one"
    assert names(path) == ["a.ics", "a.ics.gz"]
