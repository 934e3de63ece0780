"""The folder of letters."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.channels.letters import letter
from tracker.channels.eml import EmlChannel, file_name
from tracker.errors import ChannelError, FailureReason


def send(folder, *letters):
    with EmlChannel(folder).open() as session:
        for one in letters:
            session.send(one)


def test_file_holds_the_bytes_and_is_named_by_day_and_recipient(tmp_path):
    send(tmp_path / "out", letter())
    [path] = (tmp_path / "out").iterdir()
    assert path.read_bytes() == letter().raw
    assert re.fullmatch(r"2024-05-27_lan\.nt@example\.vn_[0-9a-f]{8}\.eml", path.name)


def test_same_letter_twice_is_one_file(tmp_path):
    send(tmp_path, letter(1), letter(1), letter(2))
    send(tmp_path, letter(1))
    assert len(list(tmp_path.iterdir())) == 2


def test_letters_are_for_the_owner_only(tmp_path):
    send(tmp_path / "a" / "out", letter())
    [path] = (tmp_path / "a" / "out").iterdir()
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("date", ["", "yesterday", "Mon, 99 May 2024 07:30:00 +0700", "../../x"])
def test_letter_without_a_day_is_undated(date):
    assert file_name(letter(date=date)).startswith("undated_lan.nt@example.vn_")


@given(recipient=st.text(), message_id=st.text())
def test_name_never_leaves_the_folder(recipient, message_id):
    name = file_name(replace(letter(), recipient=recipient, message_id=message_id))
    assert re.fullmatch(r"2024-05-27_[a-z0-9.@_-]*_[0-9a-f]{8}\.eml", name)
    assert Path(name).name == name


def test_leftover_of_a_crash_is_overwritten(tmp_path):
    (tmp_path / f".{file_name(letter())}.part").write_bytes(b"half")
    send(tmp_path, letter())
    [path] = tmp_path.iterdir()
    assert path.read_bytes() == letter().raw


def test_link_in_place_of_a_letter_is_not_followed(tmp_path):
    folder, secret = tmp_path / "out", tmp_path / "secret"
    folder.mkdir()
    secret.write_bytes(b"mine")
    (folder / file_name(letter())).symlink_to(secret)
    send(folder, letter())
    assert secret.read_bytes() == b"mine"
    assert (folder / file_name(letter())).read_bytes() == letter().raw


def test_folder_that_cannot_be_made_stops_every_letter(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ChannelError) as caught:
        send(tmp_path / "file" / "out", letter())
    assert caught.value.reason is FailureReason.SERVER
    assert not caught.value.ambiguous


def test_letter_that_cannot_be_written_stays_ours(tmp_path):
    (tmp_path / file_name(letter())).mkdir()
    with pytest.raises(ChannelError) as caught:
        send(tmp_path, letter())
    assert caught.value.reason is FailureReason.SERVER
    assert str(tmp_path) not in str(caught.value)
