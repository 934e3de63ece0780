"""A word to systemd."""

import socket

import pytest

from tracker.notify import READY, WATCHDOG, notify


@pytest.mark.parametrize("is_abstract", [False, True])
def test_whoever_started_us_is_told(tmp_path, monkeypatch, is_abstract):
    address = f"@tracker-{tmp_path.name}-{id(tmp_path)}" if is_abstract else str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(address.replace("@", "\0", 1) if is_abstract else address)
        monkeypatch.setenv("NOTIFY_SOCKET", address)
        assert notify(READY, WATCHDOG)
        assert listener.recv(100) == b"READY=1\nWATCHDOG=1"


def test_nobody_listens(tmp_path, monkeypatch):
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    assert not notify(READY)
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "gone"))
    assert not notify(READY)
