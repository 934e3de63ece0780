import stat

import pytest

from tracker.errors import StoreError, UsageError
from tracker.feeds.files import write_feed


def names(folder):
    return [path.name for path in folder.iterdir()]


def test_file_is_written_once_and_again_only_when_it_changes(tmp_path):
    folder = tmp_path / "var" / "feeds"
    assert write_feed(folder, "van-phong", b"one")
    before = (folder / "van-phong.ics").stat()
    assert not write_feed(folder, "van-phong", b"one")
    assert (folder / "van-phong.ics").stat().st_ino == before.st_ino
    assert write_feed(folder, "van-phong", b"two")
    assert (folder / "van-phong.ics").read_bytes() == b"two"


def test_only_the_owner_may_read_it_and_nothing_is_left_beside(tmp_path):
    folder = tmp_path / "feeds"
    write_feed(folder, "office", b"x")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "office.ics").stat().st_mode) == 0o600
    assert names(folder) == ["office.ics"]


@pytest.mark.parametrize("slug", ["", "../up", "a/b", "Đơn", "a.b", "a\n", "x" * 101, "CON:"])
def test_name_that_could_leave_the_folder_is_refused(tmp_path, slug):
    with pytest.raises(UsageError, match=r"feed\.slug"):
        write_feed(tmp_path / "feeds", slug, b"x")
    assert names(tmp_path) == []


def test_folder_that_cannot_be_had_is_told_with_its_place(tmp_path):
    (tmp_path / "feeds").write_text("a file")
    with pytest.raises(StoreError) as caught:
        write_feed(tmp_path / "feeds", "office", b"x")
    assert caught.value.key == "feed.unwritable"
    assert caught.value.facts["path"] == tmp_path / "feeds" / "office.ics"


def test_failed_change_keeps_the_old_file(tmp_path):
    path = tmp_path / "office.ics"
    path.mkdir()
    with pytest.raises(StoreError):
        write_feed(tmp_path, "office", b"new")
    assert names(tmp_path) == ["office.ics"]
