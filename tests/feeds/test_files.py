"""Files appear whole or not at all, and only when they change."""

import os
import stat

import pytest

from tracker.feeds.files import write_changed


def names(folder):
    return [path.name for path in folder.iterdir()]


def test_file_is_written_once_and_again_only_when_it_changes(tmp_path):
    path = tmp_path / "office.ics"
    assert write_changed(path, b"one")
    before = path.stat()
    assert not write_changed(path, b"one")
    assert path.stat().st_ino == before.st_ino
    assert write_changed(path, b"two")
    assert path.read_bytes() == b"two"


@pytest.mark.parametrize(("wishes", "mode"), [({}, 0o600), ({"mode": 0o640}, 0o640)])
def test_file_has_its_mode_whatever_the_umask_and_nothing_is_left_beside(tmp_path, wishes, mode):
    path = tmp_path / "office.ics"
    former = os.umask(0o077)
    try:
        write_changed(path, b"x", **wishes)
    finally:
        os.umask(former)
    assert stat.S_IMODE(path.stat().st_mode) == mode
    assert names(tmp_path) == ["office.ics"]


def test_file_is_as_old_as_what_it_says(tmp_path):
    path = tmp_path / "office.ics"
    write_changed(path, b"x", modified_at=1_700_000_000.0)
    assert path.stat().st_mtime == 1_700_000_000


def test_link_is_replaced_and_what_it_led_to_stays(tmp_path):
    other, path = tmp_path / "other", tmp_path / "office.ics"
    other.write_bytes(b"x")
    path.symlink_to(other)
    assert write_changed(path, b"x"), "a link to the same bytes is no file of ours"
    assert not path.is_symlink()
    write_changed(path, b"y")
    assert other.read_bytes() == b"x"


def test_failed_change_keeps_what_was_there(tmp_path):
    path = tmp_path / "office.ics"
    path.mkdir()
    with pytest.raises(OSError, match="irectory"):
        write_changed(path, b"new")
    assert names(tmp_path) == ["office.ics"]
