"""Passwords and addresses of feeds stand in no answer, no error, no repr and no log."""

import json
import logging
import stat

import pytest

from tests.cli.conftest import office, planned, run  # noqa: F401  (fixtures)
from tests.offices import write_config
from tracker.app import open_app
from tracker.errors import TrackerError

PASSWORD = "pa55-w0rd-of-the-office"
ENVIRON = {
    "TRACKER_DATABASE_URL": f"postgresql://tracker:{PASSWORD}@127.0.0.1:9/db",
    "TRACKER_MAIL_PASSWORD": PASSWORD,
}
COMMANDS = [
    ("status",), ("list",), ("check",), ("check", "--json"), ("check", "--migrate"), ("outbox",), ("outbox", "--json"),
    ("feeds",), ("serve",), ("run",), ("backup",), ("restore", "config.toml", "--yes"), ("undo",), ("units",),
]  # fmt: skip


@pytest.fixture
def secretive(run, office, monkeypatch):  # noqa: F811
    """An office whose database and mail server need a password, and are away."""
    write_config(office, host='"127.0.0.1"', username='"clerk"')
    for name, value in ENVIRON.items():
        monkeypatch.setenv(name, value)
    return run


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_answer_and_no_error_shows_a_password(secretive, command, caplog):
    answer = secretive(*command)
    assert PASSWORD not in answer.out + answer.err + caplog.text
    assert answer.code != 70


def test_nothing_that_can_be_printed_shows_a_password(office):  # noqa: F811
    write_config(office, host='"127.0.0.1"', username='"clerk"')
    app = open_app(None, ENVIRON)
    config = app.config
    shown = [repr(each) for each in (config, config.mail, config.database, app, app.unprepared_store)]
    shown += [str(config), repr(config.mail.password(ENVIRON)), str(config.mail.password(ENVIRON))]
    assert not [text for text in shown if PASSWORD in text]


def test_an_error_says_everything_but_a_password(office):  # noqa: F811
    app = open_app(None, ENVIRON)
    with pytest.raises(TrackerError) as caught:
        app.store  # noqa: B018
    error = caught.value
    while error is not None:
        assert PASSWORD not in f"{error!s}{error!r}{getattr(error, 'facts', '')}"
        error = error.__cause__


def test_address_of_a_feed_is_shown_once_and_never_again(planned, caplog):  # noqa: F811
    caplog.set_level(logging.DEBUG)
    token = json.loads(planned("feeds", "create", "office", "--json").out)["feed"]["page"].rpartition("/")[2]
    assert len(token) > 40
    for command in (
        ("feeds",),
        ("feeds", "--json"),
        ("check",),
        ("check", "--json"),
        ("status",),
        ("backup", "--json"),
    ):
        answer = planned(*command)
        assert token not in answer.out + answer.err
    assert token not in caplog.text


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_password_file_that_others_may_read_is_refused(run, office, mode):  # noqa: F811
    secret = office / "password"
    secret.write_text(PASSWORD)
    secret.chmod(mode)
    write_config(office, host='"127.0.0.1"', username='"clerk"', password_file='"password"')
    answer = run("check")
    assert (answer.code, "password" in answer.out) == (1, True)
    assert PASSWORD not in answer.out + answer.err


def test_password_in_the_settings_is_refused(run, office):  # noqa: F811
    write_config(office, url=f'"postgresql://me:{PASSWORD}@host/db"')
    answer = run("status")
    assert answer.code == 10
    assert PASSWORD not in answer.out + answer.err


def test_all_that_is_kept_is_for_its_owner_alone(planned, office):  # noqa: F811
    planned("backup")
    planned("feeds", "create", "office")
    kept = [
        path
        for path in (office / "var").rglob("*")
        if "feeds" not in path.relative_to(office / "var").parts[0]
    ]
    kept += [office / "var", office / "var" / "feeds.key"]
    open_ = [path.name for path in kept if stat.S_IMODE(path.stat().st_mode) & 0o077]
    assert open_ == []


def test_what_others_may_touch_is_told(planned, office):  # noqa: F811
    planned("backup")
    planned("feeds", "create", "office")
    assert "chmod" not in planned("check").out
    (copy,) = (office / "var" / "backups").iterdir()
    exposed = {
        office / "var": 0o755,
        office / "var/tracker.sqlite3": 0o640,
        office / "var/feeds.key": 0o604,
        copy: 0o644,
    }
    for path, mode in exposed.items():
        path.chmod(mode)
    found = json.loads(planned("check", "--json").out)["problems"]
    assert {
        each["facts"]["path"] if "facts" in each else each["message"].split()[0]
        for each in found
        if each["key"] == "check.exposed"
    } == {str(path) for path in exposed}
    (office / "var").chmod(0o711)  # a web server may pass through to the published calendars
    assert f"{office / 'var'} " not in planned("check").out
