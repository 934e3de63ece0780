"""On which kind of file system a file lies: SQLite's locks and shared memory need a disk of this machine."""

import re
from collections.abc import Iterator
from pathlib import Path

from tracker.errors import StoreError

MOUNTS = Path("/proc/self/mountinfo")  # Linux only; elsewhere nothing is known and everything is allowed

#: What several machines may write to at once (proc(5): the file system's type, ``fuse.`` and its subtype).
NETWORK = frozenset(
    {
        "9p",
        "afpfs",
        "afs",
        "beegfs",
        "ceph",
        "cifs",
        "coda",
        "davfs",
        "fuse.ceph",
        "fuse.cephfs",
        "fuse.davfs",
        "fuse.davfs2",
        "fuse.gcsfuse",
        "fuse.glusterfs",
        "fuse.rclone",
        "fuse.s3fs",
        "fuse.smbnetfs",
        "fuse.sshfs",
        "gfs2",
        "glusterfs",
        "gpfs",
        "kafs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
        "ocfs2",
        "orangefs",
        "pvfs2",
        "smb2",
        "smb3",
        "smbfs",
        "sshfs",
        "vboxsf",
    }
)

_POINT = 4  # the field of the mount point, counted from 0
_ESCAPE = re.compile(r"\\([0-7]{3})")


def refuse_network(path: Path) -> None:
    """Raise StoreError if a database file lies, or would lie, on a network file system."""
    try:
        mounts = MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return
    kind = kind_of(path.resolve(), mounts)
    if kind in NETWORK:
        raise StoreError("store.on_network", place=str(path), kind=kind)


def kind_of(path: Path, mounts: str) -> str:
    """Return the type of the file system below an absolute path, as ``mounts`` names it; else nothing.

    ``mounts`` is the text of /proc/self/mountinfo. Of two mounts on one point the later one hides the other.
    """
    inside = f"{path}/"
    below = [
        (len(point), number, kind) for number, (point, kind) in _numbered(mounts) if inside.startswith(point)
    ]
    return max(below, default=(0, 0, ""))[2]


def _numbered(mounts: str) -> Iterator[tuple[int, tuple[str, str]]]:
    """Yield mount points, a slash at their end, with their types; what is not understood mounts nothing."""
    for number, line in enumerate(mounts.splitlines()):
        before, _, after = line.partition(" - ")
        fields, kind = before.split(" "), after.partition(" ")[0]
        if len(fields) > _POINT and kind:
            yield number, (f"{_decoded(fields[_POINT]).rstrip('/')}/", kind)


def _decoded(name: str) -> str:
    r"""Undo the escapes of blanks, tabs, ends of lines and backslashes: ``\040``."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 8)), name)
