"""Secrets are read late and never shown."""

import os
from dataclasses import asdict

import pytest

from tracker.config import Secret, load_config
from tracker.errors import ConfigError


@pytest.fixture
def keep(tmp_path):
    """A function that writes a password file with a mode."""

    def kept(data, mode=0o600):
        path = tmp_path / "password"
        path.write_bytes(data)
        path.chmod(mode)
        return path

    return kept


def password(path, environ):
    """The password of the office in this file."""
    return load_config(path, environ=environ).mail.password(environ)


def refusal(path, environ):
    """The error that asking for the password gives."""
    with pytest.raises(ConfigError) as caught:
        password(path, environ)
    return caught.value


def test_a_secret_shows_nothing():
    secret = Secret("hunter2")
    assert "hunter2" not in f"{secret} {secret!r} {[secret]}"
    assert secret.reveal() == "hunter2"


def test_a_password_comes_from_the_environment(write):
    environ = {"TRACKER_MAIL_PASSWORD": "hunter2"}
    assert password(write(), environ).reveal() == "hunter2"
    assert password(write('password_env = "OTHER"'), {"OTHER": "b"}).reveal() == "b"


def test_a_password_file_wins(write, keep):
    keep(b"m\xe1\xba\xadt kh\xe1\xba\xa9u\r\nsecond line\n")
    path = write('password_file = "password"')
    assert password(path, {"TRACKER_MAIL_PASSWORD": "other"}).reveal() == "mật khẩu"


def test_a_missing_password_names_its_variable_only_when_it_is_needed(write):
    error = refusal(write(), {})
    assert (error.key, error.facts) == ("config.password_unset", {"variable": "TRACKER_MAIL_PASSWORD"})


@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620])
def test_a_file_that_others_may_touch_is_refused(write, keep, mode):
    keep(b"hunter2", mode)
    error = refusal(write('password_file = "password"'), {})
    assert (error.key, error.facts["mode"]) == ("config.password_exposed", f"{mode:04o}")


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "config.password_empty"),
        (b"\nhunter2", "config.password_empty"),
        (b"\xff\xfe", "config.password_garbled"),
    ],
)
def test_a_file_without_a_password_is_refused(write, keep, data, key):
    keep(data)
    assert refusal(write('password_file = "password"'), {}).key == key


def test_a_missing_file_is_refused(write, tmp_path):
    error = refusal(write('password_file = "gone"'), {})
    assert (error.key, error.facts["path"]) == ("config.password_unreadable", str(tmp_path / "gone"))


def test_settings_hold_no_password(write):
    environ = {"TRACKER_MAIL_PASSWORD": "hunter2", "TRACKER_DATABASE_URL": "postgresql://u:sesame@db/x"}
    config = load_config(write(), environ=environ)
    assert "hunter2" not in repr(config) + str(asdict(config))
    assert "sesame" not in repr(config)
