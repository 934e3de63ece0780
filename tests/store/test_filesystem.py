"""SQLite belongs on a disk of this machine."""

from pathlib import Path

import pytest

from tracker.errors import StoreError
from tracker.store import filesystem
from tracker.store.answers import open_answers
from tracker.store.engine import open_store
from tracker.store.filesystem import NETWORK, kind_of

MOUNTS = r"""22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
30 22 0:26 / /proc rw,nosuid - proc proc rw
41 22 0:40 / /mnt/share rw,relatime shared:3 master:1 - nfs4 nas:/export rw,vers=4.2
42 41 0:41 / /mnt/share/local rw - xfs /dev/vdb1 rw
43 22 0:42 / /mnt/B\303\240n\040l\303\240m\040vi\341\273\207c rw - cifs //nas/office rw
44 22 0:43 / /mnt/with\040blank\134slash rw - fuse.sshfs me@host:/ rw
45 22 0:44 / /twice rw - nfs nas:/a rw
46 22 0:45 / /twice rw - ext4 /dev/vdc1 rw
47 22 0:46 / /auto rw - autofs systemd-1 rw
48 47 0:47 / /auto rw - cifs //nas/b rw
49 22 0:48 /sub /srv rw - btrfs /dev/vdd rw
not a mount at all

50 22 0:49 / /9p rw - 9p host rw"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/tracker.db", "ext4"),
        ("/mnt/share/var/tracker.db", "nfs4"),
        ("/mnt/share", "nfs4"),
        ("/mnt/shared/tracker.db", "ext4"),
        ("/mnt/share/local/tracker.db", "xfs"),
        ("/mnt/with blank\\slash/tracker.db", "fuse.sshfs"),
        ("/twice/tracker.db", "ext4"),
        ("/auto/tracker.db", "cifs"),
        ("/srv/tracker.db", "btrfs"),
        ("/9p/tracker.db", "9p"),
    ],
)
def test_the_deepest_mount_tells(path, kind):
    assert kind_of(Path(path), MOUNTS) == kind


def test_where_nothing_is_known_nothing_is_said():
    assert kind_of(Path("/tracker.db"), "") == ""


@pytest.mark.parametrize("kind", sorted(NETWORK))
def test_every_network_file_system_is_refused(tmp_path, monkeypatch, kind):
    mounts = tmp_path / "mountinfo"
    mounts.write_text(
        f"22 1 254:1 / / rw - ext4 /dev/vda1 rw\n41 22 0:40 / {tmp_path} rw - {kind} nas:/x rw\n"
    )
    monkeypatch.setattr(filesystem, "MOUNTS", mounts)
    (tmp_path / "there.db").touch()
    for opening, name in ((open_store, "new.db"), (open_store, "there.db"), (open_answers, "there.db")):
        with pytest.raises(StoreError) as caught:
            opening(f"sqlite:///{tmp_path / name}")
        assert (caught.value.key, caught.value.facts["kind"]) == ("store.on_network", kind)
    assert not (tmp_path / "new.db").exists()


def test_a_link_is_followed_to_where_the_file_lies(tmp_path, monkeypatch):
    (tmp_path / "share").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "share")
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"41 22 0:40 / {tmp_path / 'share'} rw - nfs nas:/x rw\n")
    monkeypatch.setattr(filesystem, "MOUNTS", mounts)
    with pytest.raises(StoreError, match="on_network"):
        open_store(f"sqlite:///{tmp_path / 'link' / 'tracker.db'}")


def test_a_machine_without_proc_allows_everything(tmp_path, monkeypatch):
    monkeypatch.setattr(filesystem, "MOUNTS", tmp_path / "none")
    open_store(f"sqlite:///{tmp_path / 'tracker.db'}").dispose()
