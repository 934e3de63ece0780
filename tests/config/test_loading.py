"""Finding config.toml, its folders and its defaults."""

import shutil
import tomllib
from dataclasses import fields, is_dataclass
from datetime import time
from pathlib import Path

import pytest

from tracker.config import ChannelName, Config, Database, Delivery, Feeds, Paths, Reminders, Web, load_config
from tracker.config.load import shipped_folder
from tracker.config.model import LANGUAGES
from tracker.core.policy import Policy
from tracker.errors import ConfigError
from tracker.i18n import LANGUAGES as SPOKEN

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "config.toml"


def test_a_small_office_has_the_defaults_of_the_classes(write, tmp_path):
    config = load_config(write(), environ={})
    data = tmp_path / "var"
    assert config.delivery == Delivery(outbox=data / "outbox")
    assert config.reminders == Reminders()
    assert config.feeds == Feeds(folder=data / "feeds", key_file=data / "feeds.key")
    assert config.web == Web()
    assert config.database == Database(f"sqlite:///{data}/tracker.sqlite3")
    assert config.paths == Paths(data=data, calendars=tmp_path / "calendars")


def test_the_shipped_file_writes_out_every_default(write, tmp_path):
    shutil.copy(SHIPPED, tmp_path / "shipped.toml")
    shipped, small = load_config(tmp_path / "shipped.toml", environ={}), load_config(write(), environ={})
    own = {"sender", "reply_to"}
    for section in ("delivery", "reminders", "feeds", "web", "service", "backup", "database", "paths"):
        assert getattr(shipped, section) == getattr(small, section)
    for name in set(shipped.mail._fields) - own:
        assert getattr(shipped.mail, name) == getattr(small.mail, name)
    assert (shipped.office.language, shipped.office.timezone) == (
        small.office.language,
        small.office.timezone,
    )


def names_of(section):
    return {field.name for field in fields(section)} if is_dataclass(section) else set(section._fields)


def test_the_shipped_file_leaves_no_key_out():
    written = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))
    config = load_config(SHIPPED, environ={})
    sections = [field.name for field in fields(Config) if field.name not in {"source", "units", "is_shipped"}]
    assert set(written) == {*sections, "units"}
    for section in sections:
        assert set(written[section]) == names_of(getattr(config, section)) - {"coordinators"}
    shipped = SHIPPED.read_text(encoding="utf-8")
    told = {key for key in ("since", "until", "successor", "heads") if f"{key} = " in shipped}
    keys = names_of(config.units[0]) - {"former", "ladder"}  # aliases with days, three keys
    assert set().union(told, *written["units"]) == keys | {"head"}


def test_the_shipped_policy_is_the_policy_of_the_core():
    assert load_config(SHIPPED, environ={}).policy() == Policy()


def test_the_shipped_office_knows_the_names_of_its_plans():
    directory = load_config(SHIPPED, environ={}).directory()
    names = ["Ban TĐKT thành phố", "Cơ quan Thường trực Hội đồng TĐKT", "Ban Thi đua khen thưởng thành phố"]
    assert {directory.find(name).code for name in names} == {"ban-tdkt"}
    assert all(unit.people and unit.heads for unit in directory.units)
    assert directory.find("Ban TĐKT Trung ương") is None


def test_settings_are_read(write):
    config = load_config(
        write(
            """
host = "mail.tanan.example.vn"
port = 465
security = "ssl"
[reminders]
at = 08:15:00
roll = "next"
lead_working_days = []
escalation = [{ after_working_days = 2, to = "leaders" }]
[web]
base_url = "https://lich.tanan.example.vn/"
"""
        ),
        environ={},
    )
    assert (config.mail.port, config.mail.security, config.channel) == (465, "ssl", ChannelName.EMAIL)
    assert (config.reminders.at, config.policy().lead) == (time(8, 15), ())
    assert [(step.after, step.level) for step in config.policy().escalation] == [(2, 2)]
    assert config.feeds_address == config.web.address == "https://lich.tanan.example.vn"


def test_what_is_empty_is_filled_from_its_neighbour(write):
    config = load_config(write(), environ={})
    assert config.mail.sender.name == "UBND phường Tân An"
    assert config.mail.reply_to == "lan@tanan.example.vn"
    assert config.channel is ChannelName.EML
    assert config.feeds_address == "http://127.0.0.1:8249"


def test_people_speak_the_office_language_unless_they_say_otherwise(write):
    people = (
        '[[units]]\ncode = "a"\nname = "A"\n'
        'head = { name = "B", address = "b@a.vn", language = "vi" }\n'
        'people = [{ name = "C", address = "c@a.vn" }]'
    )
    config = load_config(write(people, **{"[mail]": 'language = "en"\n[mail]'}), environ={})
    assert (config.units[0].heads[0].language, config.units[0].people[0].language) == ("vi", "en")
    assert config.feeds.language == "en"


def test_relative_paths_start_at_the_file_and_absolute_ones_stay(write, tmp_path):
    config = load_config(
        write(
            'ca_file = "ca.pem"\n[paths]\ndata = "kept"\ncalendars = "/srv/calendars"\n[feeds]\nfolder = "/srv/f"'
        ),
        environ={},
    )
    assert config.mail.ca_file == tmp_path / "ca.pem"
    assert config.delivery.outbox == tmp_path / "kept" / "outbox"
    assert (config.paths.days, config.feeds.folder) == (Path("/srv/calendars/days"), Path("/srv/f"))


def test_the_named_file_wins_then_the_variable_then_the_folder(write, tmp_path, monkeypatch):
    path = write()
    other = tmp_path / "other.toml"
    other.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert load_config(path, environ={"TRACKER_CONFIG": str(other)}).source == path
    assert load_config(environ={"TRACKER_CONFIG": "other.toml"}).source == other
    assert load_config(environ={"TRACKER_CONFIG": ""}).source == path


def test_without_a_file_the_shipped_one_serves_and_data_stays_here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    config = load_config(environ={})
    assert config.source == shipped_folder() / "config.toml"
    assert config.paths == Paths(data=tmp_path / "var", calendars=shipped_folder() / "calendars")
    assert config.database.url == f"sqlite:///{tmp_path}/var/tracker.sqlite3"


def test_loading_creates_nothing(write, tmp_path):
    load_config(write(), environ={})
    assert [path.name for path in tmp_path.iterdir()] == ["config.toml"]


def test_the_database_variable_wins_and_its_path_starts_here(write, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = write()
    for written, url in [
        ("postgresql://u:secret@db/tracker", "postgresql://u:secret@db/tracker"),
        ("sqlite:///a.sqlite3", f"sqlite:///{tmp_path}/a.sqlite3"),
    ]:
        assert load_config(path, environ={"TRACKER_DATABASE_URL": written}).database.url == url


@pytest.mark.parametrize("named", ["gone.toml", "folder"])
def test_a_named_file_that_is_not_there_is_refused(named, tmp_path):
    (tmp_path / "folder").mkdir()
    with pytest.raises(ConfigError) as caught:
        load_config(tmp_path / named, environ={})
    assert caught.value.key in {"config.missing", "config.unreadable"}
    assert caught.value.facts["path"] == str(tmp_path / named)


def test_the_languages_are_those_that_are_spoken():
    assert LANGUAGES == SPOKEN
