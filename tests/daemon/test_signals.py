"""SIGHUP: the settings read again by a real service; what systemd is told meanwhile; logs without secrets."""

import signal
import socket
import time
from urllib.request import urlopen

import pytest

from tests.daemon.conftest import ask, mail_config, service
from tests.smtp import SmtpServer

PASSWORD = "correct-horse-battery"


@pytest.fixture
def mail(tmp_path):
    (tmp_path / "smtp").mkdir()
    with SmtpServer(tmp_path / "smtp", tls=False, login=False) as server:
        yield server


@pytest.fixture
def told(tmp_path):
    """A socket as systemd's, on which the service says how it does."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(str(tmp_path / "notify"))
        listener.settimeout(10)
        yield listener


def change(config, *changes):
    text = config.read_text(encoding="utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    config.write_text(text, encoding="utf-8")


def hang_up(running):
    running.process.send_signal(signal.SIGHUP)


def test_settings_are_read_again_and_bad_ones_leave_the_former(tmp_path, mail, free_port, told):
    config = mail_config(tmp_path, mail.port, free_port, tick_seconds="1")
    with service(config, environ={"NOTIFY_SOCKET": str(tmp_path / "notify")}) as running:
        running.wait_for("Letters: 0 new, 0 sent")
        assert told.recv(100) == b"READY=1"
        assert told.recv(100) == b"WATCHDOG=1"
        change(config, ("publish_seconds = 20", "publish_seconds = 30"), ("weekly = false", "weekly = true"))
        hang_up(running)
        running.wait_for("the settings were read again")
        assert "service.publish_seconds" in running.wait_for("take effect with the next start")
        change(config, ("weekly = true", "weekly = 7"), ("connections = 1", "connections = 0"))
        hang_up(running)
        running.wait_for("the settings cannot be used, the former ones stay")
        running.wait_for("reminders.weekly")
        running.wait_for("delivery.connections")
        words = {told.recv(100) for _ in range(8)}
        assert words >= {b"RELOADING=1", b"READY=1"}
        with urlopen(f"http://127.0.0.1:{free_port}/healthz") as answer:
            assert answer.read() in {b"ok\n", b"degraded\n"}
        assert running.stop()[0] == 0


def test_status_tells_how_a_service_does_while_it_runs_and_that_it_is_gone(tmp_path, mail, free_port):
    config = mail_config(tmp_path, mail.port, free_port)
    assert ask(config, "check", "--migrate").returncode in {0, 1}
    assert ask(config, "status", "--check").returncode == 2
    assert "not run" not in ask(config, "status").stderr
    with service(config) as running:
        running.wait_for("Letters: 0 new, 0 sent")
        time.sleep(0.5)
        found = ask(config, "status", "--check")
        assert (found.returncode, found.stdout) == (0, "The service is well.\n")
        assert running.stop()[0] == 0


def test_no_secret_gets_into_the_log(tmp_path, mail, free_port):
    config = mail_config(tmp_path, mail.port, free_port, log_file='"service.log"')
    change(config, ('username = ""', 'username = "an@example.vn"'))
    environ = {"TRACKER_MAIL_PASSWORD": PASSWORD}
    with service(config, "--today", "2024-05-27", environ=environ) as running:
        running.wait_for("Letters:")
        made = ask(config, "feeds", "create", "office", "--json", environ=environ)
        token = made.stdout.partition("/f/")[2].partition("/")[0]
        assert len(token) == 43
        for path in (
            f"/f/{token}/office.ics",
            f"/s/{token}",
            f"/f/{token[:-2]}xx/a.ics",
            f"/o/249-2024.01/{token}",
        ):
            try:
                urlopen(f"http://127.0.0.1:{free_port}{path}").close()
            except OSError as refusal:
                refusal.close()
        running.stop()
    log = tmp_path / "var" / "service.log"
    assert log.stat().st_mode & 0o777 == 0o600
    text = log.read_text(encoding="utf-8") + "".join(running.lines)
    assert text
    assert PASSWORD not in text
    assert token[:-2] not in text
