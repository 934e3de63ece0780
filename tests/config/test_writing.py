"""A unit is written into config.toml, and nothing else changes."""

import os
import stat
import sys

import pytest

from tracker.config import load_config, writing
from tracker.config.writing import draft_alias, draft_unit
from tracker.core.directory import Person, Unit
from tracker.errors import ConfigError

NEW = Unit(
    "so-ct", 'Sở "Công" \\ Thương', people=(Person("An", "an@x.vn"),), heads=(Person("Bình", "b@x.vn"),)
)
UNITS = """
# the units
[[units]]
code = "a"
name = "Phòng A"
aliases = [
  "Tổ A", # as of old
]

[[units]]
code = "b"
name = "Phòng B"

[web]  # last
port = 8250
"""


@pytest.fixture
def office(write):
    return load_config(write(UNITS), environ={})


def lines(draft):
    """The lines that came and the lines that went."""
    before, after = (data.decode().splitlines() for data in (draft.before, draft.after))
    return [line for line in after if line not in before], [line for line in before if line not in after]


def test_a_unit_is_added_below_the_others(office):
    draft = draft_unit(office, NEW, {})
    assert lines(draft)[1] == []
    assert draft.after.decode().count("\n") == draft.before.decode().count("\n") + 6
    assert draft.config.units[-1] == NEW
    assert draft.after.decode().partition('[[units]]\ncode = "so-ct"')[0].endswith('"Phòng B"\n\n')
    assert draft.after.decode().endswith("\n\n[web]  # last\nport = 8250\n")


def test_an_alias_is_added_behind_the_others(office):
    assert lines(draft_alias(office, "a", "Nhóm A", {})) == (['  "Nhóm A",'], [])
    assert lines(draft_alias(office, "b", "Nhóm B", {})) == (['aliases = ["Nhóm B"]'], [])


def test_an_office_without_units_gets_its_first(write):
    draft = draft_unit(load_config(write(), environ={}), NEW, {})
    assert draft.config.units == (NEW,)


def test_line_ends_and_the_mark_stay(write):
    path = write(UNITS)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    after = draft_unit(load_config(path, environ={}), NEW, {}).after
    assert after.startswith(b"\xef\xbb\xbf")
    assert after.count(b"\n") == after.count(b"\r\n")


def test_what_could_not_be_read_is_never_written(office):
    with pytest.raises(ConfigError) as caught:
        draft_unit(office, Unit("a", "Phòng C"), {})
    assert caught.value.key == "config.invalid"


@pytest.mark.skipif(sys.platform == "win32", reason="modes and links")
def test_the_file_keeps_its_mode_and_its_link(office, tmp_path):
    target = tmp_path / "real.toml"
    office.source.rename(target)
    office.source.symlink_to(target)
    target.chmod(0o640)
    writing.write(draft_unit(office, NEW, {}))
    assert office.source.is_symlink()
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert load_config(office.source, environ={}).units[-1] == NEW
    assert sorted(path.name for path in tmp_path.iterdir()) == ["config.toml", "real.toml"]


def test_a_file_that_changed_meanwhile_is_left_alone(office):
    draft = draft_unit(office, NEW, {})
    with office.source.open("a", encoding="utf-8") as file:
        file.write("# mine\n")
    with pytest.raises(ConfigError) as caught:
        writing.write(draft)
    assert (caught.value.key, office.source.read_bytes()) == ("config.changed", draft.before + b"# mine\n")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anything")
def test_a_folder_that_may_not_be_written_is_named(office, tmp_path):
    draft = draft_unit(office, NEW, {})
    tmp_path.chmod(0o500)
    with pytest.raises(ConfigError) as caught:
        writing.write(draft)
    tmp_path.chmod(0o700)
    assert caught.value.key == "config.not_writable"


def test_the_example_of_the_program_is_never_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigError) as caught:
        draft_unit(load_config(environ={}), NEW, {})
    assert caught.value.key == "config.no_file"


def test_units_in_one_line_are_left_to_a_person(write):
    path = write()
    path.write_text(
        'units = [{ code = "a", name = "A" }]\n' + path.read_text(encoding="utf-8"), encoding="utf-8"
    )
    with pytest.raises(ConfigError) as caught:
        draft_unit(load_config(path, environ={}), NEW, {})
    assert caught.value.key == "config.not_editable"
